"""Rendered pages as bands of ink, in millimetres from the upper left corner."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DPI = 200
_DARK = 110
_JOIN = 2


@dataclass(frozen=True)
class Band:
    """Rows of ink that hang together, and how far they reach."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True)
class Sheet:
    """One page's pixels."""

    width: int
    height: int
    pixels: bytes

    def row(self, y: int) -> bytes:
        return self.pixels[y * self.width * 3 : (y + 1) * self.width * 3]

    def bands(self, *, red: bool = False) -> list[Band]:
        """List the bands of black or of red ink from the top."""
        marks = [_red(self.row(y)) if red else _black(self.row(y)) for y in range(self.height)]
        return [self._band(first, last, red=red) for first, last in _runs(bool(mark) for mark in marks)]

    def _band(self, first: int, last: int, *, red: bool) -> Band:
        columns = [_red(self.row(y)) if red else _black(self.row(y)) for y in range(first, last + 1)]
        left = min(column[0] for column in columns if column)
        right = max(column[-1] for column in columns if column)
        return Band(mm(first), mm(last + 1), mm(left), mm(right + 1))


def mm(pixels: int) -> float:
    return pixels * 25.4 / DPI


def _black(row: bytes) -> list[int]:
    if min(row[0::3]) >= _DARK:
        return []
    return [x for x, value in enumerate(row[0::3]) if value < _DARK]


def _red(row: bytes) -> list[int]:
    if min(row[1::3]) > 80:
        return []
    return [
        x
        for x, (r, g, b) in enumerate(zip(row[0::3], row[1::3], row[2::3], strict=True))
        if r >= 200 and g <= 80 and b <= 80
    ]


def _runs(marks: Iterable[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, mark in enumerate(marks):
        if not mark:
            continue
        if found and place - found[-1][1] <= _JOIN:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def sheet(pdf: Path, page: int) -> Sheet:
    """Render a page."""
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), str(pdf)]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _ = data.split(b"\n", 3)[:3]
    width, height = (int(part) for part in size.split())
    return Sheet(width, height, data[-width * height * 3 :])


def pages(pdf: Path) -> int:
    """Count the pages."""
    text = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pages:"))


def lines(pdf: Path, page: int) -> list[str]:
    """List the lines of a page's text."""
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [line.strip() for line in text.replace("\f", "").splitlines() if line.strip()]
