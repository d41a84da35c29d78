"""Verifying: is every byte what manifest, ledger and archive say, and do the workbooks still give it?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolchain.engine.temporary_store import digest_of
from toolchain.outbox import durable_files
from toolchain.outbox import ledger as ledgers
from toolchain.outbox import manifest as manifests
from toolchain.outbox.examination import Discrepancy, Examination, Kind, Replay
from toolchain.outbox.ledger import Ledger
from toolchain.outbox.manifest import Manifest
from toolchain.outbox.paths import (
    ARCHIVE,
    BLANKS,
    LEDGER,
    LOGS,
    MANIFEST,
    MEMORY,
    STAGE,
    archived,
    damaged,
    form_kept,
)
from toolchain.outbox.recomputation import recompute
from toolchain.outbox.respelling import known_by, respelled
from toolchain.outbox.transaction import pending

_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def verify(outbox: Path, replay: Replay | None = None) -> tuple[Discrepancy, ...]:
    """List everything in the outbox that is changed, missing, extra or no longer given by its workbooks.

    Raises:
        OSError: a file cannot be read.
    """
    return examine(outbox, replay).found


def examine(outbox: Path, replay: Replay | None = None) -> Examination:
    """Find everything in the outbox that is changed, missing, extra or no longer given by its workbooks.

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
        found += (Discrepancy(path, Kind.EXTRA, "outbox 还没有清单") for path in there)
        return Examination(tuple(sorted(found)))
    ledger = ledgers.load(ledger_bytes or b"")
    try:
        manifest = manifests.load(manifest_bytes or b"")
    except manifests.Unreadable:
        kind = Kind.MISSING if manifest_bytes is None else Kind.CHANGED
        found.append(Discrepancy(MANIFEST, kind, "以下只按账本核对"))
        manifest = None
    found += _of_ledger(ledger, manifest, manifest_bytes, ledger_bytes)
    expected = _by_manifest(manifest) if manifest is not None else _by_ledger(ledger)
    there = known_by(there, respelled(outbox, there, expected))
    edited = {path for path, entry in manifest.files.items() if entry.edited} if manifest is not None else set()
    found += _of_files(there, expected, edited)
    found += _of_archive(there, manifest, ledger)
    found += _of_old_ledgers(there, ledger)
    recount = None if manifest is None or replay is None else recompute(outbox, manifest, ledger, replay)
    kept = sum(path.startswith(ARCHIVE + "/") for path in there)
    found += recount.found if recount is not None else ()
    return Examination(tuple(sorted(set(found))), frozenset(expected), kept, len(ledger.lines), recount)


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
        elif not _of_the_system(item.name) and (path != ".gitkeep" or item.stat(follow_symlinks=False).st_size):
            yield path


def _of_the_system(name: str) -> bool:
    """Say whether a file is what a system or a program that has a document open lays beside: nobody's result."""
    return name.lower() in _LEFT_BY_SYSTEMS or name.startswith(("~$", ".~lock."))


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
    if ledger.fault or not ledger.lines:
        yield Discrepancy(LEDGER, Kind.CHANGED, ledger.fault or "没有内容")
        return
    for line in ledger.lines:
        for text in line.notes:
            yield Discrepancy(LEDGER, Kind.BROKEN, f"第{line.number}行记着：{text}")
    for path, number in ledger.replaced:
        yield Discrepancy(path, Kind.BROKEN, f"账本第{number}行把已印发的原件换成了别的内容")
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
    """Check the workbooks that were ever used, and the templates of issued papers; each is named by its digest."""
    books = set(ledger.used) | (set(manifest.digests) if manifest is not None else set())
    forms = {path: digest for path, (digest, _) in ledger.files.items() if path == form_kept(digest)}
    wanted = {archived(digest): digest for digest in books} | forms
    for path in wanted.keys() - there.keys():
        yield Discrepancy(path, Kind.MISSING, "用过的模板没有存档" if path in forms else "用过的表格没有存档")
    for path, present in there.items():
        if path.startswith(ARCHIVE + "/") and present != wanted.get(path):
            known = path in {archived(present), form_kept(present)} and not ledger.whole
            if path in wanted or not known:
                yield Discrepancy(path, Kind.CHANGED if path in wanted else Kind.EXTRA)


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
