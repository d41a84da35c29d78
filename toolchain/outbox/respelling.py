"""Names that changed only in case or in Unicode form, on a disk that takes both spellings for one file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from toolchain.outbox.publication_plan import FolderPlan, FolderState
from toolchain.outbox.transaction import FileOperation

T = TypeVar("T")


def respelled(outbox: Path, entries: Mapping[str, object], wanted: Iterable[str]) -> dict[str, str]:
    """Give the paths that are another spelling of one on record, each with that one.

    Windows and macOS take both for the same file; where they are two files, as on Linux, nothing is given: the one is
    new and the other is withdrawn.

    Args:
        outbox: where the files lie.
        entries: the paths on record, or on the disk.
        wanted: the paths that are to be there now.
    """
    now = {_folded(path): path for path in wanted if path not in entries}
    kept = set(wanted)
    pairs = ((now.get(_folded(path), ""), path) for path in entries if path not in kept) if now else ()
    return {new: old for new, old in pairs if new and _one_file(outbox / new, outbox / old)}


def known_by(entries: Mapping[str, T], names: Mapping[str, str]) -> dict[str, T]:
    """Give what is known of paths under their new spelling."""
    new = {old: path for path, old in names.items()}
    return {new.get(path, path): entry for path, entry in entries.items()}


def spell_anew(made: FolderPlan, names: Iterable[str], known: FolderState) -> None:
    """Let files that stay as they are be laid once more, so that the disk shows the new spelling."""
    laid = {deed.path for deed in made.deeds}
    for path in names:
        data = known.read(path) if path not in laid and path in made.entries else None
        if data is not None:
            made.deeds.append(FileOperation(path, data, known.digest(path)))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _one_file(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False
