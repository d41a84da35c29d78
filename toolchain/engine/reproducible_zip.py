"""Zip archives that say the same system of origin wherever they were written, so that equal parts give equal bytes."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZipFile

UNIX = 3
"""The system that every archive names, on Windows too."""

_ENTRY = b"PK\x01\x02"
_ORIGIN = 5  # offset of the byte that names the system
_LENGTHS = struct.Struct("<3H")
_FIXED = 46


def same_origin(data: bytes) -> bytes:
    """Let each entry of an archive's directory name the same system of origin; nothing else changes.

    Args:
        data: a whole archive as :mod:`zipfile` writes it.
    """
    with ZipFile(BytesIO(data)) as archive:
        count, place = len(archive.infolist()), archive.start_dir
    found = bytearray(data)
    for _ in range(count):
        if found[place : place + 4] != _ENTRY:
            raise ValueError("the directory of the archive is not where it should be")
        found[place + _ORIGIN] = UNIX
        place += _FIXED + sum(_LENGTHS.unpack_from(found, place + 28))
    return bytes(found)
