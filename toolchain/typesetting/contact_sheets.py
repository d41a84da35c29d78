"""All pages of PDF files on one picture, to be looked over at a glance; poppler draws, the picture is a plain PNG."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from toolchain.typesetting.page_raster import pictures

WIDTH = 300
"""Pixels across one page."""

_COLUMNS = 10
_GAP = 8
_GREY = b"\x80\x80\x80"

Picture = tuple[int, int, bytes]


def contact_sheet(files: Sequence[Path], target: Path) -> int:
    """Draw every page of the files, ten in a row, and give how many there are; nothing is drawn without poppler."""
    if shutil.which("pdftoppm") is None or not files:
        return 0
    pages = [page for path in files for page in _pages(path)]
    columns = min(_COLUMNS, len(pages))
    rows = [pages[first : first + columns] for first in range(0, len(pages), columns)]
    heights = [max(page[1] for page in row) + _GAP for row in rows]
    wide = columns * (WIDTH + _GAP) + _GAP
    with target.open("wb") as stream:
        _png(stream, wide, sum(heights) + _GAP, _lines(rows, heights, wide))
    return len(pages)


def _pages(path: Path) -> list[Picture]:
    command = ["pdftoppm", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - the file is the caller's
        stream = process.stdout
        assert stream is not None  # noqa: S101 - it is piped
        return list(pictures(stream))


def _lines(rows: Sequence[Sequence[Picture]], heights: Sequence[int], wide: int) -> Iterator[bytes]:
    """Give the lines of the picture from the top: pages side by side on grey."""
    for row, height in zip(rows, heights, strict=True):
        for y in range(-_GAP, height - _GAP):
            line = bytearray(_GREY * wide)
            for place, (width, tall, data) in enumerate(row):
                if 0 <= y < tall:
                    start = (_GAP + place * (WIDTH + _GAP)) * 3
                    line[start : start + width * 3] = data[y * width * 3 : (y + 1) * width * 3]
            yield bytes(line)
    yield from [_GREY * wide] * _GAP


def _png(stream: IO[bytes], width: int, height: int, lines: Iterable[bytes]) -> None:
    stream.write(b"\x89PNG\r\n\x1a\n")
    _chunk(stream, b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    packer = zlib.compressobj(6)
    for line in lines:
        if packed := packer.compress(b"\0" + line):
            _chunk(stream, b"IDAT", packed)
    _chunk(stream, b"IDAT", packer.flush())
    _chunk(stream, b"IEND", b"")


def _chunk(stream: IO[bytes], kind: bytes, data: bytes) -> None:
    stream.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
