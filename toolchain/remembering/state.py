"""What a run hangs on, as digests: the program, the inbox, the outbox."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from toolchain.inbox.looking import Found
from toolchain.remembering.store import FOLDER
from toolchain.remembering.store import digest

_CODE = Path(__file__).resolve().parent.parent
_NO_RESULTS = {FOLDER, "_日志"}
_CACHES = {"__pycache__"}


@dataclass(frozen=True)
class Program:
    """What the results hang on besides the workbooks.

    Attributes:
        whole: digest of the code, the data files, the interpreter, the installed libraries.
        base: the same without the Word templates, each of which concerns its own documents alone.
    """

    whole: str
    base: str

    @classmethod
    def of(cls, templates: Path) -> Program:
        """Look at the program that runs."""
        lines = [f"{sys.implementation.cache_tag} {sys.platform}", *_libraries()]
        lines += [f"{path} {found}" for path, found in _tree(_CODE, _CACHES)]
        data = [f"{path} {found}" for path, found in _tree(templates, _CACHES)]
        base = digest("\n".join([*lines, *(line for line in data if not line.startswith("documents/"))]))
        return cls(digest("\n".join([*lines, *data])), base)


def inbox(snapshot: tuple[Found, ...]) -> str:
    """Digest a snapshot of the inbox."""
    return digest(
        *(f"{item.name}\0{item.data is None}\0{item.reason}\0{item.holds}\0{item.digest}" for item in snapshot)
    )


def outbox(folder: Path) -> str:
    """Digest everything that stands in an outbox, results or not; the log and what is remembered are left out."""
    return digest("\n".join(f"{path} {found}" for path, found in _tree(folder, _NO_RESULTS)))


def _tree(folder: Path, without: set[str]) -> Iterator[tuple[str, str]]:
    """Walk a folder in the order of its names; links are named and not followed."""
    stack = [("", str(folder))]
    while stack:
        prefix, place = stack.pop()
        try:
            with os.scandir(place) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            yield prefix, "unreadable"
            continue
        for entry in found:
            if entry.name in without:
                continue
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                stack.append((f"{path}/", entry.path))
                yield path, "folder"
            else:
                yield path, _digest_at(entry)


def _digest_at(entry: os.DirEntry[str]) -> str:
    if not entry.is_file(follow_symlinks=False):
        return "not an ordinary file"
    try:
        with open(entry.path, "rb") as stream:  # noqa: PTH123 - thousands of them, at the start of every run
            return sha256(stream.read()).hexdigest()
    except OSError:
        return "unreadable"


def _libraries() -> Iterator[str]:
    """Name every installed distribution with its version, as the folders of their metadata are called."""
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - names alone
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
