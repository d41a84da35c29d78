"""The program that runs, as digests: its code, its libraries, its data files."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from toolchain.engine.file_digests import digested
from toolchain.engine.value_objects import Value

_CODE = Path(__file__).resolve().parent.parent
_CACHES = frozenset({"__pycache__"})
_PIECE = 65_536
"""Bytes that are read at once: most files are smaller."""


class Program(Value):
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
        data = [f"{path} {found}" for path, found in tree(templates, _CACHES)]
        base = digest(code(), "\n".join(line for line in data if not line.startswith("documents/")))
        return cls(digest(code(), "\n".join(data)), base)


@cache
def code() -> str:
    """Digest the code, the interpreter and the installed libraries, as they were when the process first asked."""
    return digest(f"{sys.implementation.cache_tag} {sys.platform}", "\n".join(_installed()), sources())


@cache
def sources() -> str:
    """Digest the code alone, whatever else lies there and whatever line ends the copy on this machine has."""
    found = tree(_CODE, _CACHES, plain=True)
    return digest("\n".join(f"{path} {check}" for path, check in found if path.endswith(".py")))


def libraries() -> dict[str, str]:
    """Give the version of every installed library by its name, in small letters with hyphens."""
    found: dict[str, str] = {}
    for folder in _installed():
        name, _, version = folder.rpartition(".")[0].partition("-")
        if version:
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return found


def digest(*parts: str | bytes) -> str:
    """Digest several texts so that none runs into the next."""
    found = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(str(len(data)).encode() + b"\0" + data)
    return found.hexdigest()


def tree(folder: Path, without: Collection[str] = (), *, plain: bool = False) -> Iterator[tuple[str, str]]:
    """Walk a folder in the order of its names and digest its files; links are named and not followed.

    Args:
        folder: where to begin.
        without: names that are passed over.
        plain: the files are texts, and how their lines end does not count.
    """
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
                yield path, _digest_at(entry, plain=plain)


def _digest_at(entry: os.DirEntry[str], *, plain: bool) -> str:
    if not entry.is_file(follow_symlinks=False):
        return "not an ordinary file"
    try:
        if plain:
            with open(entry.path, "rb", buffering=0) as stream:  # noqa: PTH123 - hundreds of them, at the start of every run
                return sha256(stream.read().replace(b"\r\n", b"\n")).hexdigest()
        return digested(entry.path, entry.stat(follow_symlinks=False), partial(_read, entry.path))
    except OSError:
        return "unreadable"


def _read(path: str) -> str:
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - thousands of them
        found = sha256()
        while piece := stream.read(_PIECE):
            found.update(piece)
        return found.hexdigest()


@cache
def _installed() -> tuple[str, ...]:
    """Name every installed distribution with its version, as the folders of their metadata are called."""
    found: dict[str, None] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - names alone
        except OSError:
            continue
        found |= dict.fromkeys(sorted(name for name in names if name.endswith((".dist-info", ".egg-info"))))
    return tuple(found)
