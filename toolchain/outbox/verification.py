"""Verifying: is every byte what manifest, ledger and archive say, and do the workbooks still give it?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from toolchain.engine.temporary_store import digest_of
from toolchain.engine.value_objects import Value
from toolchain.outbox import durable_files
from toolchain.outbox import ledger as ledgers
from toolchain.outbox import manifest as manifests
from toolchain.outbox.holding import Hold, waiting
from toolchain.outbox.ledger import Ledger
from toolchain.outbox.manifest import Entry, Manifest
from toolchain.outbox.output import FORM, Output, content_of
from toolchain.outbox.paths import ARCHIVE, BLANKS, LEDGER, LOGS, MANIFEST, MEMORY, STAGE, archived, damaged
from toolchain.outbox.transaction import pending


class Recomputed(Value):
    """What the workbooks of a folder give.

    Attributes:
        outputs: everything that belongs into the folder.
        holds: decisions that wait; what rests on them is the last good version, which these workbooks do not give.
        made_by: the key of the program that recomputes, as in the manifest.
    """

    outputs: Sequence[Output]
    holds: Sequence[Hold] = ()
    made_by: str = ""


Replay = Callable[[str, Mapping[str, bytes]], Recomputed | None]
"""Recompute a folder of the outbox from its workbooks (name in the inbox → bytes); None for one that has none."""


class Kind(StrEnum):
    """What is wrong with a file."""

    CHANGED = "内容被改动"
    EDITED = "被手工改过，系统没有覆盖"
    MISSING = "缺失"
    EXTRA = "多出"
    BROKEN = "记录不能相互印证"
    DIFFERENT = "按存档重算的结果不同"
    UNFINISHED = "上次运行没有完成"


@dataclass(frozen=True, order=True)
class Discrepancy:
    """One thing that is not as it should be: which file, what is wrong, and what exactly."""

    path: str
    kind: Kind
    detail: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}：{self.kind.value}" + (f"（{self.detail}）" if self.detail else "")


def verify(outbox: Path, replay: Replay | None = None) -> tuple[Discrepancy, ...]:
    """List everything in the outbox that is changed, missing, extra or no longer given by its workbooks.

    The folder alone is enough; ``replay`` adds the recomputation from the archived workbooks. The log is left out: it
    knows the time and is no result.

    Raises:
        OSError: a file cannot be read.
    """
    manifest_bytes, ledger_bytes = durable_files.bytes_of(outbox / MANIFEST), durable_files.bytes_of(outbox / LEDGER)
    there = {path: durable_files.digest_at(outbox / path) or "" for path in _walk(outbox, "")}
    found: list[Discrepancy] = []
    if pending(outbox):
        found.append(Discrepancy(STAGE, Kind.UNFINISHED, "请先再运行一次"))
    if manifest_bytes is None and ledger_bytes is None:
        return tuple(sorted([*found, *(Discrepancy(path, Kind.EXTRA, "outbox 还没有清单") for path in there)]))
    ledger = ledgers.load(ledger_bytes or b"")
    try:
        manifest = manifests.load(manifest_bytes or b"")
    except manifests.Unreadable:
        kind = Kind.MISSING if manifest_bytes is None else Kind.CHANGED
        found.append(Discrepancy(MANIFEST, kind, "以下只按账本核对"))
        manifest = None
    found += _of_ledger(ledger, manifest, manifest_bytes, ledger_bytes)
    expected = _by_manifest(manifest) if manifest is not None else _by_ledger(ledger)
    edited = {path for path, entry in manifest.files.items() if entry.edited} if manifest is not None else set()
    found += _of_files(there, expected, edited)
    found += _of_archive(there, manifest, ledger)
    found += _of_old_ledgers(there, ledger)
    if manifest is not None and replay is not None:
        found += _of_replay(outbox, manifest, replay)
    return tuple(sorted(set(found)))


def head_of(outbox: Path) -> tuple[int, str]:
    """Give the number and the hash of the ledger's last sound line; 0 and an empty text where there is none."""
    lines = ledgers.load(durable_files.bytes_of(outbox / LEDGER) or b"").lines
    return (lines[-1].number, lines[-1].hash) if lines else (0, "")


def line_of(outbox: Path, head: str) -> int:
    """Find the line of the ledger with a hash that was noted earlier, by its first letters; 0 where there is none.

    A noted hash that the ledger no longer has tells that it was cut, replaced or written anew since.
    """
    lines = ledgers.load(durable_files.bytes_of(outbox / LEDGER) or b"").lines
    return next((line.number for line in lines if head and line.hash.startswith(head.lower())), 0)


def archived_inputs(outbox: Path, folder: str) -> dict[str, bytes]:
    """Give the workbooks that a folder stands on, from the archive alone: name in the inbox → bytes.

    Raises:
        OSError: one of them is missing or cannot be read.
        Unreadable: there is no sound manifest.
    """
    manifest = manifests.load(durable_files.bytes_of(outbox / MANIFEST) or b"")
    return {name: (outbox / archived(digest)).read_bytes() for name, digest in manifest.inputs.get(folder, {}).items()}


def folders_on_record(outbox: Path) -> tuple[str, ...]:
    """List the folders of the outbox that stand on workbooks.

    Raises:
        Unreadable: there is no sound manifest.
    """
    return tuple(sorted(manifests.load(durable_files.bytes_of(outbox / MANIFEST) or b"").inputs))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    for item in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = prefix + item.name
        if path in {LOGS, MEMORY, STAGE, BLANKS}:
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(Path(item.path), path + "/")
        elif path != ".gitkeep" or item.stat(follow_symlinks=False).st_size:
            yield path


def _by_manifest(manifest: Manifest) -> dict[str, str]:
    return {**{path: entry.sha256 for path, entry in manifest.files.items()}, **manifest.withdrawn}


def _by_ledger(ledger: Ledger) -> dict[str, str]:
    return {path: digest for path, (digest, _) in ledger.files.items()}


def _of_ledger(
    ledger: Ledger, manifest: Manifest | None, manifest_bytes: bytes | None, ledger_bytes: bytes | None
) -> Iterator[Discrepancy]:
    if ledger_bytes is None:
        yield Discrepancy(LEDGER, Kind.MISSING)
        return
    if ledger.fault:
        yield Discrepancy(LEDGER, Kind.CHANGED, ledger.fault)
        return
    if not ledger.lines:
        yield Discrepancy(LEDGER, Kind.CHANGED, "没有内容")
        return
    for line in ledger.lines:
        for text in line.notes:
            yield Discrepancy(LEDGER, Kind.BROKEN, f"第{line.number}行记着：{text}")
    if manifest_bytes is not None and ledger.lines[-1].manifest != digest_of(manifest_bytes):
        yield Discrepancy(MANIFEST, Kind.BROKEN, f"与账本最后一行（第{len(ledger.lines)}行）登记的不同")
    if manifest is None:
        return
    laid = ledger.files
    for path, digest in _by_manifest(manifest).items():
        if ledger.whole and digest and laid.get(path, ("", False))[0] != digest:
            yield Discrepancy(path, Kind.BROKEN, "清单与账本登记的不同")


def _of_files(there: Mapping[str, str], expected: Mapping[str, str], edited: set[str]) -> Iterator[Discrepancy]:
    for path, digest in expected.items():
        present = there.get(path)
        if present is None:
            yield Discrepancy(path, Kind.MISSING)
        elif path in edited:
            yield Discrepancy(path, Kind.EDITED)
        elif present != digest:
            yield Discrepancy(path, Kind.CHANGED)
    for path in there:
        if path not in expected and path not in {MANIFEST, LEDGER} and not path.startswith((ARCHIVE + "/", "_账本/")):
            yield Discrepancy(path, Kind.EXTRA)


def _of_archive(there: Mapping[str, str], manifest: Manifest | None, ledger: Ledger) -> Iterator[Discrepancy]:
    wanted = set(ledger.used) | (set(manifest.digests) if manifest is not None else set())
    for digest in wanted:
        if archived(digest) not in there:
            yield Discrepancy(archived(digest), Kind.MISSING, "用过的表格没有存档")
    for path, present in there.items():
        if path.startswith(ARCHIVE + "/"):
            digest = path.removeprefix(ARCHIVE + "/").removesuffix(".xlsx")
            known = digest in wanted or (present == digest and not ledger.whole)
            if archived(digest) != path or not known:
                yield Discrepancy(path, Kind.EXTRA)
            elif present != digest:
                yield Discrepancy(path, Kind.CHANGED)


def _of_old_ledgers(there: Mapping[str, str], ledger: Ledger) -> Iterator[Discrepancy]:
    """Check the damaged ledger that the first line follows, and that no other lies there."""
    first = ledger.lines[0].previous if ledger.lines else ""
    kept = {damaged(first): first} if first else {}
    for path, digest in kept.items():
        if there.get(path) != digest:
            yield Discrepancy(path, Kind.CHANGED if path in there else Kind.MISSING)
    for path in there:
        if path.startswith("_账本/") and path != LEDGER and path not in kept:
            yield Discrepancy(path, Kind.EXTRA)


def _of_replay(outbox: Path, manifest: Manifest, replay: Replay) -> Iterator[Discrepancy]:
    """Recompute every folder from its archived workbooks alone and compare with what was published."""
    for folder, named in sorted(manifest.inputs.items()):
        together = {name: digest for other in _beside(manifest, folder) for name, digest in other.items()}
        found = {
            name: durable_files.bytes_of(outbox / archived(digest))
            for name, digest in sorted({**together, **named}.items())
        }
        data = {name: item for name, item in found.items() if item is not None}
        if any(name not in data or digest_of(data[name]) != digest for name, digest in named.items()):
            yield Discrepancy(folder, Kind.BROKEN, "存档不完整，不能重算")
            continue
        given = replay(folder, data)
        if given is None:
            continue
        entries = {path: entry for path, entry in manifest.below(folder).items() if entry.content and not entry.kind}
        again = {f"{folder}/{output.path}": output for output in given.outputs}
        waiting_ones = {path for path, output in again.items() if output.waits}
        for path in sorted(entries.keys() | again.keys()):
            entry = entries.get(path)
            if path in waiting_ones and (entry is None or entry.held):
                continue
            if entry is not None and entry.held and waiting(given.holds, path[len(folder) + 1 :], entry.about):
                continue
            if path not in again:
                yield Discrepancy(path, Kind.DIFFERENT, "重算不产生这个文件")
            elif path not in entries:
                yield Discrepancy(path, Kind.DIFFERENT, "重算多出这个文件")
            elif again[path].content != entries[path].content or not _stands(
                outbox, path, entries[path], again[path], given
            ):
                yield Discrepancy(path, Kind.DIFFERENT)


def _stands(outbox: Path, path: str, entry: Entry, output: Output, given: Recomputed) -> bool:
    """Say whether the bytes on the disk say what the recomputation says.

    One that a person edited is named already. An issued paper stays as it was issued: where template or program are
    others since, the recomputation cannot speak for it; manifest and ledger do.
    """
    data = durable_files.bytes_of(outbox / path)
    if data is None or entry.edited:
        return True
    if entry.issued and (entry.made_by != given.made_by or _form(entry.sources) != _form(output.sources)):
        return True
    return content_of(data) == output.content


def _form(sources: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, digest) for name, digest in sources if name.startswith(FORM)}


def _beside(manifest: Manifest, folder: str) -> Iterator[Mapping[str, str]]:
    """Give the workbooks of the other cycles that were in the inbox together with this one's."""
    here = {name for name, named in manifest.inputs.items() if named.keys() - manifest.vanished.get(name, {}).keys()}
    if folder in here:
        yield from (named for name, named in manifest.inputs.items() if name in here and name != folder)
