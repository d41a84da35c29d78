"""Publishing: read what stands, plan every folder, and bring all of it about in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolchain.engine.temporary_store import TemporaryStore, digest_of
from toolchain.outbox import durable_files
from toolchain.outbox import ledger as ledgers
from toolchain.outbox import manifest as manifests
from toolchain.outbox.held_outputs import Keeping
from toolchain.outbox.inputs import Compare, Request, archive, keep_forms, moved, on_record, untold, vanished
from toolchain.outbox.ledger import Ledger, Line
from toolchain.outbox.lock import RunLock, hold
from toolchain.outbox.log import note
from toolchain.outbox.manifest import Entry, Manifest
from toolchain.outbox.next_run_preview import preview_next_run
from toolchain.outbox.output import Change, Input, Maker, Output, Publication, Vanished
from toolchain.outbox.paths import ARCHIVE, LEDGER, MANIFEST, WITHDRAWN, check, check_length, damaged
from toolchain.outbox.publication_plan import FolderPlan, FolderState, plan
from toolchain.outbox.respelling import known_by, respelled, spell_anew
from toolchain.outbox.transaction import FileOperation, Recovery, carry_out, recover
from toolchain.outbox.write_failure import fault_of

NOBODY = Maker()
_TRACES = (ARCHIVE, WITHDRAWN)
"""Folders that only an earlier publication leaves."""


@dataclass(frozen=True)
class OutboxState:
    """What the outbox says of itself before a publication."""

    manifest: Manifest
    ledger: Ledger
    manifest_digest: str | None
    ledger_bytes: bytes | None
    notes: tuple[str, ...]


def publish_run(
    outbox: Path,
    folders: Mapping[str, Sequence[Output]],
    inputs: Iterable[Input] | None = None,
    maker: Maker = NOBODY,
    *,
    held: RunLock | None = None,
    compare: Compare = untold,
    dry: bool = False,
    dismissed: bool = False,
    holds: Mapping[str, Sequence[Keeping]] | None = None,
) -> Publication:
    """Bring the named folders of the outbox to the given state, all of them or none; others are not touched.

    Args:
        outbox: where the results lie.
        folders: folder → everything that belongs into it.
        inputs: the workbooks that were used; None leaves what is on record of them.
        maker: the program, its dependencies and parameter files.
        held: the lock, when the caller holds it already.
        compare: names the cells of a changed workbook, for the reasons.
        dry: only say what would happen.
        dismissed: the folders are given up, even what is issued in them.
        holds: folder → decisions that wait, and papers that are dealt with; what rests on them stays as it is.

    Raises:
        OutboxFault: another run is at work, or the outbox cannot be written; its message says in what state it is.
    """
    used = None if inputs is None else tuple(inputs)
    request = Request(folders, used, maker, cache(compare), dismissed, holds)
    for folder in folders:
        check(f"{folder}/x")
    try:
        if dry:
            return _settle(outbox, request, carry=False)
        with hold(outbox) if held is None else nullcontext(held) as lock:
            recovery = recover(outbox)
            done = _settle(outbox, request, recovery)
            if done.written or done.notes:
                note(outbox, lock, done)
            return done
    except OSError as error:
        raise fault_of(error, outbox) from error


def publish(folder: Path, outputs: Sequence[Output], *, dry: bool = False) -> tuple[Change, ...]:
    """Bring one folder of an outbox to the given state.

    Raises:
        OutboxFault: it cannot be written.
    """
    return publish_run(folder.parent, {folder.name: outputs}, dry=dry).changes[folder.name]


def dismiss(outbox: Path, folder: str, *, held: RunLock | None = None) -> Publication:
    """Withdraw a whole folder, issued papers too: for the example cycle, when the office no longer wants it.

    Raises:
        OutboxFault: it cannot be written.
    """
    return publish_run(outbox, {folder: ()}, held=held, dismissed=True)


def read_standing(outbox: Path) -> OutboxState:
    """Read manifest and ledger; what cannot be read is made up for as far as the other one allows.

    Raises:
        OSError: one of them cannot be opened.
    """
    manifest_bytes, ledger_bytes = durable_files.bytes_of(outbox / MANIFEST), durable_files.bytes_of(outbox / LEDGER)
    ledger = ledgers.load(ledger_bytes or b"")
    notes = []
    try:
        manifest = manifests.load(manifest_bytes, ledger.manifest) if manifest_bytes is not None else None
    except manifests.Unreadable:
        manifest = None
    if manifest is None and (manifest_bytes is not None or ledger_bytes is not None):
        notes.append(
            "清单缺失或损坏，已按账本重建。" if ledger.lines else "清单损坏，账本里没有可用的记录，已重新登记。"
        )
    if ledger.fault:
        notes.append(f"账本{ledger.fault}，原样移到旁边，另起新账。")
    if ledger_bytes is None and manifest_bytes is None and any((outbox / name).is_dir() for name in _TRACES):
        notes.append("账本和清单都不在，文件夹里却有以前的存档：以前的记录不能再核对，从这一次重新登记。")
    if ledger_bytes is None and manifest_bytes is not None:
        notes.append("账本缺失，另起新账。")
    digest = None if manifest_bytes is None else digest_of(manifest_bytes)
    return OutboxState(manifest or _from_ledger(ledger), ledger, digest, ledger_bytes, tuple(notes))


def _from_ledger(ledger: Ledger) -> Manifest:
    """Make up for a lost manifest: the ledger knows every file's bytes, though not what it was made from."""
    kept = ledger.files
    entries = {path: Entry(sha, "", issued=issued) for path, (sha, issued) in kept.items() if not path.startswith("_")}
    withdrawn = {path: sha for path, (sha, _) in kept.items() if path.startswith("_撤下/")}
    return Manifest(entries, dict(ledger.inputs), withdrawn=withdrawn)


def _settle(
    outbox: Path, request: Request, recovery: Recovery = Recovery.NOTHING, *, carry: bool = True
) -> Publication:
    standing = read_standing(outbox)
    plans = [_plan(outbox, folder, request, standing) for folder in sorted(request.folders)]
    gone = vanished(standing.manifest, request)
    manifest = _manifest(standing.manifest, plans, request, gone)
    forms = keep_forms(outbox, manifest.files, request)
    kept = [*archive(outbox, request.inputs or ()), *forms]
    mended = ["存档里有文件被改动过，已按原样补回。"] if any(deed.old for deed in kept) else []
    notes = [*standing.notes, *mended]
    deeds = [deed for made in plans for deed in made.deeds] + kept
    head = standing.ledger.head
    written, before = TemporaryStore().put(manifests.dump(manifest)), standing.manifest_digest
    digest = digest_of(written)
    if deeds or notes or digest != (digest_of(manifests.dump(Manifest())) if before is None else before):
        line = _line(standing, manifest.inputs, digest, plans, forms, notes, request.maker)
        head = line.hash
        deeds += [*_books(outbox, standing, line), FileOperation(MANIFEST, written, before)]
        if carry:
            check_length(outbox, (deed.path for deed in deeds if deed.held is not None))
            carry_out(outbox, deeds)
    said = tuple(([recovery.value] if recovery.value else []) + notes)
    following = preview_next_run(outbox, request, manifest, plans, head) if carry else None
    changes = {made.folder: tuple(made.changes) for made in plans}
    return Publication(changes, gone, said, head, len(deeds), following)


def _plan(outbox: Path, folder: str, request: Request, standing: OutboxState) -> FolderPlan:
    old, outputs = standing.manifest, request.folders[folder]
    names = respelled(outbox, old.below(folder), [f"{folder}/{output.path}" for output in outputs])
    known = FolderState(
        known_by(old.below(folder), names),
        lambda path: durable_files.digest_at(outbox / path),
        lambda path: durable_files.bytes_of(outbox / path),
        manifests.key_of(request.maker),
        moved(outbox, old, folder, request),
        request.dismissed,
        request.held(folder),
    )
    made = plan(folder, outputs, known)
    spell_anew(made, names, known)
    return made


def _manifest(old: Manifest, plans: Sequence[FolderPlan], request: Request, lost: Sequence[Vanished]) -> Manifest:
    now, inputs = on_record(old, request), request.inputs or ()
    planned = {made.folder for made in plans}
    entries = {p: e for p, e in old.files.items() if not any(p.startswith(f"{folder}/") for folder in planned)}
    withdrawn = dict(old.withdrawn)
    for made in plans:
        entries |= made.entries
        withdrawn |= made.withdrawn
    makers = {**old.makers, manifests.key_of(request.maker): request.maker}
    identities = {**old.identities, **{item.digest: item.identity for item in inputs if item.identity}}
    gone: dict[str, dict[str, str]] = {}
    for item in lost:
        gone.setdefault(item.folder, {})[item.name] = item.digest
    standing = {digest for at in (now, gone) for named in at.values() for digest in named.values()}
    wanted = {entry.made_by for entry in entries.values()}
    return Manifest(
        entries,
        now,
        gone,
        {digest: identity for digest, identity in identities.items() if digest in standing},
        {key: item for key, item in makers.items() if key in wanted},
        withdrawn,
    )


def _line(
    standing: OutboxState,
    inputs: Mapping[str, Mapping[str, str]],
    manifest: str,
    plans: Sequence[FolderPlan],
    forms: Sequence[FileOperation],
    notes: Sequence[str],
    maker: Maker,
) -> Line:
    done: dict[str, list[object]] = {form.path: ["存档", form.new, False] for form in forms}
    for made in plans:
        done |= _done(made, standing.manifest.below(made.folder))
    sound = standing.ledger.lines if not standing.ledger.fault else ()
    broken = digest_of(standing.ledger_bytes or b"") if standing.ledger.fault else ""
    line = Line(
        number=len(sound) + 1,
        previous=sound[-1].hash if sound else broken,
        manifest=manifest,
        made_by=manifests.key_of(maker),
        inputs=inputs,
        files=done,
        notes=list(notes),
    )
    return ledgers.seal(ledgers.follow(sound[-1], line) if sound else line)


def _done(made: FolderPlan, before: Mapping[str, Entry]) -> dict[str, list[object]]:
    """Tell the ledger of every file of a folder that is another one, or stands for something else, after the run."""
    told = {f"{made.folder}/{change.path}": change.word.value for change in made.changes}
    done: dict[str, list[object]] = {
        path: ["已不在", "", False] for path in before if path not in made.entries and before[path].sha256
    }
    for path, entry in made.entries.items():
        was = before.get(path, Entry("", ""))
        if entry.sha256 and (entry.sha256, entry.issued) != (was.sha256, was.issued):
            marked = "登记印发" if entry.issued else "撤销印发登记"
            done[path] = [marked if entry.sha256 == was.sha256 else "登记现状", entry.sha256, entry.issued]
    for deed in made.deeds:
        stays = made.entries.get(deed.path)
        word = stays.kind if stays is not None and stays.kind else told.get(deed.path, "撤下")
        done[deed.path] = [word, deed.new or "", stays is not None and stays.issued]
    return done


def _books(outbox: Path, standing: OutboxState, line: Line) -> list[FileOperation]:
    """Write the ledger; one that does not hold together is set aside as it is."""
    before = standing.ledger_bytes
    present = None if before is None else digest_of(before)
    deeds = []
    if standing.ledger.fault and before is not None and present is not None:
        if durable_files.digest_at(outbox / damaged(present)) is None:
            deeds.append(FileOperation(damaged(present), before, None))
        before = b""
    deeds.append(FileOperation(LEDGER, (before or b"") + ledgers.dump(line), present))
    return deeds
