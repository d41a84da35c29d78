"""Rendered pages as ink and lines of text, in mm from the upper left corner; poppler's programs do the work."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from lxml import etree

DPI = 300
PROGRAMS = ("pdftoppm", "pdftotext", "pdffonts")
"""The programs of poppler that are needed."""

_DARK = bytes(1 if value < 128 else 0 for value in range(256))  # noqa: PLR2004 - half of a byte
_LOW = bytes(1 if value <= 80 else 0 for value in range(256))  # noqa: PLR2004 - green in the printing red
_PALE = bytes(1 if 128 <= value < 200 else 0 for value in range(256))  # noqa: PLR2004 - neither black, red nor white
_JOIN = 3  # rows of white inside one band of ink
_ROW = 2.0  # mm, words whose middles are nearer stand in one line
_POINT = 25.4 / 72
_TIMEOUT = 120
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of ink or text."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Give the middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """Give the width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Give the height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text without its blanks, and the box of its type."""

    text: str
    box: Box


@dataclass(frozen=True)
class Sheet:
    """One page: which pixels are black or red, and its lines of text."""

    number: int
    width: int
    height: int
    black: bytes
    red: bytes
    pale: int
    texts: tuple[Text, ...]
    size: tuple[float, float]

    @cached_property
    def bands(self) -> tuple[Box, ...]:
        """List the bands of black ink from the top."""
        return tuple(self._bands(self.black))

    @cached_property
    def red_bands(self) -> tuple[Box, ...]:
        """List the bands of red ink from the top."""
        return tuple(self._bands(self.red))

    def ink(self, box: Box, margin: float = 1.0) -> Box | None:
        """Give the box of the black ink inside a box and a margin round it; None where there is none."""
        left, right = max(pixels(box.left - margin), 0), min(pixels(box.right + margin), self.width)
        first, last = max(pixels(box.top), 0), min(pixels(box.bottom), self.height)
        rows = [
            (y, row.find(1), row.rfind(1))
            for y in range(first, last)
            if 1 in (row := self.black[y * self.width + left : y * self.width + right])
        ]
        if not rows:
            return None
        lefts, rights = min(row[1] for row in rows), max(row[2] for row in rows)
        return Box(mm(left + lefts), mm(rows[0][0]), mm(left + rights + 1), mm(rows[-1][0] + 1))

    def _bands(self, mask: bytes) -> Iterator[Box]:
        rows = [mask[start : start + self.width] for start in range(0, self.width * self.height, self.width)]
        edges = [(row.find(1), row.rfind(1)) for row in rows]
        for first, last in _runs(left >= 0 for left, _ in edges):
            inked = [edge for edge in edges[first : last + 1] if edge[0] >= 0]
            left, right = min(edge[0] for edge in inked), max(edge[1] for edge in inked)
            yield Box(mm(left), mm(first), mm(right + 1), mm(last + 1))


def mm(count: int) -> float:
    """Turn pixels into millimetres."""
    return count * 25.4 / DPI


def pixels(length: float) -> int:
    """Turn millimetres into pixels."""
    return round(length * DPI / 25.4)


def missing() -> tuple[str, ...]:
    """List the programs that are not installed."""
    return tuple(program for program in PROGRAMS if shutil.which(program) is None)


def sheets(pdf: Path) -> tuple[Sheet, ...]:
    """Look at every page of a PDF file.

    Raises:
        OSError: a program cannot be run, or gives no pages.
    """
    lines = tuple(texts(pdf))
    command = ["pdftoppm", "-r", str(DPI), "-aa", "no", "-aaVector", "no", str(pdf)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - the file is the caller's
        stream = process.stdout
        assert stream is not None  # noqa: S101 - it is piped
        pairs = zip(pictures(stream), lines, strict=False)
        found = tuple(_sheet(number, picture, page) for number, (picture, page) in enumerate(pairs, 1))
        stream.read()
    if len(found) != len(lines) or not found:
        raise OSError(f"{pdf.name}：页面没有画出来")
    return found


def faces(pdf: Path) -> str:
    """Name the fonts of a PDF file, one a line."""
    return _run(["pdffonts", str(pdf)])


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, timeout=_TIMEOUT)  # noqa: S603 - poppler's own
    return done.stdout.decode("utf-8", "replace")


def pictures(stream: IO[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Read the pictures (PPM) that follow each other in a stream."""
    while (head := stream.readline()).strip() == b"P6":
        width, height = (int(part) for part in stream.readline().split())
        stream.readline()
        yield width, height, stream.read(width * height * 3)
    if head.strip():
        raise OSError("页面图像读不出来")


def _sheet(number: int, picture: tuple[int, int, bytes], page: tuple[tuple[float, float], tuple[Text, ...]]) -> Sheet:
    width, height, data = picture
    first, second = data[0::3], data[1::3]
    dark = first.translate(_DARK)
    low = int.from_bytes(second.translate(_LOW), "little") & ~int.from_bytes(dark, "little")
    red = low.to_bytes(len(dark), "little")
    return Sheet(number, width, height, dark, red, first.translate(_PALE).count(1), page[1], page[0])


def texts(pdf: Path) -> Iterator[tuple[tuple[float, float], tuple[Text, ...]]]:
    """Give the size and the lines of text of each page."""
    written = _run(["pdftotext", "-bbox", str(pdf), "-"])
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", written)
    root = etree.fromstring(clean.encode(), etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    for page in root.iter(f"{_XHTML}page"):
        size = (float(str(page.get("width"))) * _POINT, float(str(page.get("height"))) * _POINT)
        yield size, tuple(_lines(_word(word) for word in page.iter(f"{_XHTML}word")))


def _word(word: etree._Element) -> Text:
    left, top, right, bottom = (float(str(word.get(name))) * _POINT for name in ("xMin", "yMin", "xMax", "yMax"))
    return Text("".join((word.text or "").split()), Box(left, top, right, bottom))


def _lines(words: Iterable[Text]) -> Iterator[Text]:
    """Join words that stand in one line, from left to right."""
    row: list[Text] = []
    for word in sorted(words, key=lambda word: (word.box.top + word.box.bottom) / 2):
        if row and abs(_height(word) - _height(row[-1])) > _ROW:
            yield _line(row)
            row = []
        row.append(word)
    if row:
        yield _line(row)


def _height(word: Text) -> float:
    return (word.box.top + word.box.bottom) / 2


def _line(words: Sequence[Text]) -> Text:
    ordered = sorted(words, key=lambda word: word.box.left)
    boxes = [word.box for word in ordered]
    return Text(
        "".join(word.text for word in ordered),
        Box(
            boxes[0].left,
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        ),
    )


def _runs(marks: Iterable[bool]) -> list[tuple[int, int]]:
    """Give the first and last place of each run of marks; small holes do not part it."""
    found: list[tuple[int, int]] = []
    for place, mark in enumerate(marks):
        if not mark:
            continue
        if found and place - found[-1][1] <= _JOIN:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
