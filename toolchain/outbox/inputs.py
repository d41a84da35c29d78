"""The workbooks that the outbox stands on: on record, gone, changed, archived."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from toolchain.engine.temporary_store import digest_of
from toolchain.engine.value_objects import Value
from toolchain.outbox import durable_files
from toolchain.outbox import manifest as manifests
from toolchain.outbox.held_outputs import Keeping
from toolchain.outbox.manifest import Entry, Manifest
from toolchain.outbox.output import Input, Maker, Output, Vanished
from toolchain.outbox.paths import MANIFEST, archived, form_kept
from toolchain.outbox.transaction import FileOperation

Compare = Callable[[str, bytes, bytes], str]
"""Name the places in which two versions of a workbook differ (its name, before, now); empty when unknown."""


def untold(_name: str, _before: bytes, _now: bytes) -> str:
    """Name no places."""
    return ""


class Request(Value):
    """What a run asks of the outbox.

    Attributes:
        folders: folder → everything that belongs into it.
        inputs: the workbooks that were used; None leaves what is on record of them.
        maker: the program, its dependencies and parameter files.
        compare: names the cells of a changed workbook.
        dismissed: the folders are given up, even what is issued in them.
        holds: folder → decisions that wait, and papers that are dealt with; what rests on them stays as it is.
    """

    folders: Mapping[str, Sequence[Output]]
    inputs: Sequence[Input] | None
    maker: Maker
    compare: Compare = untold
    dismissed: bool = False
    holds: Mapping[str, Sequence[Keeping]] | None = None

    def held(self, folder: str) -> Sequence[Keeping]:
        """List the decisions of a folder that wait, and its papers that are dealt with."""
        return () if self.holds is None else self.holds.get(folder, ())


def on_record(old: Manifest, request: Request) -> dict[str, Mapping[str, str]]:
    """Give the workbooks per folder: those of this run, and on record those of folders that it left alone."""
    if request.inputs is None and not request.dismissed:
        return dict(old.inputs)
    kept = {folder: named for folder, named in old.inputs.items() if folder not in request.folders}
    for folder in request.folders:
        named = {item.name: item.digest for item in request.inputs or () if item.folder == folder}
        if named:
            kept[folder] = named
    return kept


def vanished(old: Manifest, request: Request) -> tuple[Vanished, ...]:
    """Find workbooks on record that are gone: neither name, nor content, nor another copy of the thing is there."""
    known = {(folder, name): digest for folder, named in old.vanished.items() for name, digest in named.items()}
    if request.inputs is not None:
        known |= {(folder, name): digest for folder, named in old.inputs.items() for name, digest in named.items()}
        names = {(item.folder, item.name) for item in request.inputs}
        digests = {item.digest for item in request.inputs}
        things = {item.identity for item in request.inputs if item.identity}
        known = {
            at: digest
            for at, digest in known.items()
            if at not in names and digest not in digests and old.identities.get(digest) not in things
        }
    gone = set(request.folders) if request.dismissed else set()
    return tuple(Vanished(*at, digest) for at, digest in sorted(known.items()) if at[0] not in gone)


def moved(outbox: Path, old: Manifest, folder: str, request: Request) -> tuple[str, ...]:
    """Name the workbooks of a folder that are others than last time, with the cells where they can be told.

    A folder that has no workbooks of its own (the account of the inbox) stands on all of them.
    """
    if request.inputs is None:
        return ()
    own = [item for item in request.inputs if item.folder == folder] or request.inputs
    now = {item.name: item for item in own}
    all_before = {name: sha for at in request.folders for name, sha in old.inputs.get(at, {}).items()}
    before = old.inputs.get(folder) or all_before
    digests = {item.digest for item in now.values()}
    changed = [_told(outbox, before[name], now[name], request) for name in sorted(now.keys() & before.keys())]
    come = [f"新增“{name}”" for name, item in sorted(now.items()) if _new(item, before)]
    gone = [f"少了“{name}”" for name, digest in sorted(before.items()) if name not in now and digest not in digests]
    return (*(text for text in changed if text), *come, *gone)


def _new(item: Input, before: Mapping[str, str]) -> bool:
    return item.name not in before and item.digest not in before.values()


def _told(outbox: Path, digest: str, item: Input, request: Request) -> str:
    if item.digest == digest:
        return ""
    old = durable_files.bytes_of(outbox / archived(digest))
    cells = request.compare(item.name, old, item.data) if old is not None and digest_of(old) == digest else ""
    return f"“{item.name}”" + (f"（{cells}）" if cells else "") + "有变"


def last_read(outbox: Path) -> Callable[[str], bytes | None]:
    """Say how to get, by its name in the inbox, the bytes that a workbook had when it was last used."""

    @cache
    def known() -> Mapping[str, str]:
        try:
            found = manifests.load(durable_files.bytes_of(outbox / MANIFEST) or b"").inputs
        except (manifests.Unreadable, OSError):
            return {}
        return {name: digest for named in found.values() for name, digest in named.items()}

    def bytes_before(name: str) -> bytes | None:
        digest = known().get(name)
        data = None if digest is None else durable_files.bytes_of(outbox / archived(digest))
        return data if data is not None and digest_of(data) == digest else None

    return bytes_before


def archive(outbox: Path, inputs: Sequence[Input]) -> list[FileOperation]:
    """Keep every workbook that was used under its own digest."""
    deeds = {}
    for item in inputs:
        name = archived(item.digest)
        present = durable_files.digest_at(outbox / name)
        if present != item.digest:
            deeds[name] = FileOperation(name, item.held, present)
    return [deeds[name] for name in sorted(deeds)]


def keep_forms(outbox: Path, entries: Mapping[str, Entry], request: Request) -> list[FileOperation]:
    """Keep the template of every paper that is issued, so that it can be made again when the template has changed."""
    deeds = {}
    for folder, outputs in request.folders.items():
        for output in outputs:
            entry = entries.get(f"{folder}/{output.path}")
            if output.form is None or entry is None or not entry.issued:
                continue
            digest = digest_of(output.form)
            name = form_kept(digest)
            if name not in deeds and digest in {made_from for _, made_from in entry.sources}:
                present = durable_files.digest_at(outbox / name)
                if present != digest:
                    deeds[name] = FileOperation(name, output.form, present)
    return [deeds[name] for name in sorted(deeds)]
