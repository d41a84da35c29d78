"""Who has a file open, as office programs write it into the mark that they lay beside."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_PLACES = (54, 55)
"""Where the length of the name stands in marks of Word and of Excel; the name follows in UTF-16."""
_LONGEST = 54
_WHOLE = 4096


def opener_of(mark: Path) -> str:
    """Give the name in a mark: ``~$…`` of Word, Excel and WPS, ``.~lock.…#`` of LibreOffice; empty where none is told.

    Args:
        mark: the mark; it may be held by the program that laid it.
    """
    with suppress(OSError):
        with mark.open("rb") as stream:
            data = stream.read(_WHOLE)
        return _of_libreoffice(data) if mark.name.startswith(".~lock.") else _of_office(data)
    return ""


def _of_office(data: bytes) -> str:
    for place in _PLACES:
        start = place + 2
        count = data[place] if len(data) > start and not data[place + 1] else 0
        name = data[start : start + 2 * count].decode("utf-16-le", errors="replace")
        if 0 < count <= _LONGEST and len(name) == count and name.isprintable():
            return name
    return ""


def _of_libreoffice(data: bytes) -> str:
    """Take the user's name and the computer's from a line such as ``,user,computer,time,…``."""
    parts = data.decode("utf-8", errors="replace").split(",")
    told = [part for part in (parts[0] or "".join(parts[1:2]), *parts[2:3]) if part]
    return "，电脑 ".join(told) if all(part.isprintable() for part in told) else ""
