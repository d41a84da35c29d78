"""A document as its rendered pages: what was written in the file, and where it stands on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolchain.typesetting.inspection.document_model import Opened, Paragraph
from toolchain.typesetting.page_raster import Box, Sheet, Text

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""The edges of the 版心 in mm from the upper left corner of the page."""

MIDDLE = (LEFT + RIGHT) / 2
ZI = 5.56
"""One 字 of 三号 in mm."""

LINE = 10.21
"""One line in mm."""

_FANGSONG = ("fandolfang", "fangsong", "仿宋")
_BODY = (6.6, 8.0)  # mm, the box of a line of 16 points
_TALL = 300.0
_RULE = 1.2  # mm, thicker is no rule


def plain(text: str) -> str:
    """Take blanks out of a text, as the text of a page comes without them."""
    return "".join(text.split())


@dataclass(frozen=True)
class Place:
    """A line of text and the page it stands on."""

    sheet: Sheet
    line: Text

    @property
    def ink(self) -> Box:
        """Give the box of its ink, that of its type where it prints none."""
        return self.sheet.ink(self.line.box) or self.line.box


@dataclass(frozen=True)
class Printed:
    """A document and its pages.

    Attributes:
        faces: the fonts that the pages were set in.
    """

    opened: Opened
    sheets: tuple[Sheet, ...]
    faces: str

    @cached_property
    def measurable(self) -> bool:
        """Say whether the text is set in a 仿宋, so that heights of glyphs can be measured."""
        return any(name in self.faces.lower() for name in _FANGSONG)

    @property
    def first(self) -> Sheet:
        """Give the first page."""
        return self.sheets[0]

    @property
    def last(self) -> Sheet:
        """Give the last page."""
        return self.sheets[-1]

    def upright(self) -> Iterator[Sheet]:
        """Give the pages that do not lie across."""
        return (sheet for sheet in self.sheets if sheet.size[0] < sheet.size[1])

    def body(self, sheet: Sheet) -> tuple[Text, ...]:
        """List a page's lines of text of 三号 inside the 版心."""
        return tuple(
            line
            for line in sheet.texts
            if _BODY[0] <= line.box.height <= _BODY[1] and line.box.top > TOP - 2 and line.box.bottom < BOTTOM + 2
        )

    def number(self, sheet: Sheet) -> Place | None:
        """Give a page's number below the 版心."""
        found = [line for line in sheet.texts if line.box.top > BOTTOM and "—" in line.text]
        return Place(sheet, found[-1]) if found else None

    def places(self, text: str) -> list[Place]:
        """Find every line that holds nothing but a text."""
        wanted = plain(text)
        return [Place(sheet, line) for sheet in self.sheets for line in sheet.texts if line.text == wanted]

    def of(self, *keys: str) -> Iterator[tuple[Paragraph, list[Place]]]:
        """Find the lines of the paragraphs of styles, for those whose lines are known; a text's first place counts."""
        for item in self.opened.of(*keys):
            lines = [self.places(line)[:1] for line in item.lines if plain(line)]
            if lines and all(lines):
                yield item, [found[0] for found in lines]

    def rules(self, sheet: Sheet, width: float, *, red: bool = False) -> list[Box]:
        """List a page's rules of about a width."""
        bands = sheet.red_bands if red else sheet.bands
        return [band for band in bands if abs(band.width - width) <= 1 and band.height <= _RULE]  # mm
