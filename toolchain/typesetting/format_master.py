"""The master of the format: ``templates/format.toml`` as frozen dataclasses, one Master per Form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from toolchain.documents.declaration import Form
from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.building import ParameterFault, build
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.typesetting.ooxml import twips
from toolchain.typesetting.title_breaking import Words

A4 = (11906, 16838)
SIZES = {
    "初号": "42",
    "小初": "36",
    "一号": "26",
    "小一": "24",
    "二号": "22",
    "小二": "18",
    "三号": "16",
    "小三": "15",
    "四号": "14",
    "小四": "12",
    "五号": "10.5",
    "小五": "9",
}
FORMAT = Path(__file__).resolve().parent.parent.parent / "templates" / "format.toml"

_BODY_SIZE = Fraction(16)
_ALIGN = ("both", "left", "right", "center")


class Page(Value):
    """Page and margins in mm, the height of a line and the character spacing of 三号 in twentieths of a point."""

    top: Fraction
    bottom: Fraction
    left: Fraction
    right: Fraction
    header: Fraction
    footer: Fraction
    pitch: int
    char_spacing: int
    landscape: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in twentieths of a point."""
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def width(self) -> int:
        """Width of the 版心 in twentieths of a point."""
        return self.size[0] - twips(self.left) - twips(self.right)


class Fonts(Value):
    """A font name per class of type face."""

    fangsong: str
    kai: str
    hei: str
    song: str
    title: str

    def of(self, kind: str) -> str:
        """Give the font of a class."""
        return str(getattr(self, kind))


class Breaks(Value):
    """Characters that do not end a line, do not begin one, and units of numbers, which do not begin one either."""

    not_at_end: str
    not_at_start: str
    units: str


class Lines(Value):
    """Ruled lines: sizes in eighths of a point, spaces in points, widths in mm."""

    red_size: int
    red_space: int
    record_outer: int
    record_inner: int
    letter_size: int
    letter_thin: int
    letter_space: int
    letter_after: int
    letter_width: Fraction
    table_size: int


class Style(Value):
    """One paragraph style.

    Attributes:
        key: its identifier in the .docx.
        label: its name in sketches.
        name: its name in Word.
        also: further names in sketches, told apart by the text before the colon.
        size: in points.
        first, left, hanging, right: indents in 字 of its own size.
        line: exact line height in twentieths of a point, 0 for single spacing.
        blank_before, blank_after: empty lines that the typesetter lays round it.
    """

    key: str
    label: str
    name: str
    font: str
    size: Fraction
    color: str
    align: str
    first: Fraction
    left: Fraction
    hanging: Fraction
    right: Fraction
    line: int
    before: int
    after: int
    spread: int
    blank_before: int
    blank_after: int
    keep_next: bool
    new_page: bool
    outline: int
    also: tuple[str, ...] = ()

    @cached_property
    def character(self) -> int:
        """Width of one 字 in twentieths of a point."""
        return round(self.size * 20) + self.spread

    @cached_property
    def sides(self) -> int:
        """Give both indents in twentieths of a point."""
        return self.wide(self.left) + self.wide(self.right)

    def wide(self, characters: Fraction | int) -> int:
        """Turn a number of 字 into twentieths of a point."""
        return _wide(characters, self.character)


@lru_cache(maxsize=4096)
def _wide(characters: Fraction | int, character: int) -> int:
    return round(Fraction(characters) * character)


class Master(Value):
    """Everything that the format says of one Form."""

    form: Form
    page: Page
    fonts: Fonts
    fallback: Fonts
    lines: Lines
    words: Words
    breaks: Breaks
    styles: tuple[Style, ...]

    @classmethod
    def load(cls, form: Form, path: Path = FORMAT) -> Master:
        """Read the master for a Form.

        Raises:
            ParameterFault: the file is missing or broken.
        """
        return _load(form, path.resolve(), path.stat().st_mtime_ns if path.exists() else 0)

    @cached_property
    def by_label(self) -> Mapping[str, Style]:
        """Find a style by its name in sketches."""
        return {label: style for style in self.styles for label in (style.label, *style.also)}

    @cached_property
    def by_name(self) -> Mapping[str, Style]:
        """Find a style by its name in Word."""
        return {style.name: style for style in self.styles}

    @cached_property
    def by_key(self) -> Mapping[str, Style]:
        """Find a style by its identifier."""
        return {style.key: style for style in self.styles}

    def style(self, key: str) -> Style:
        """Give a style by its identifier."""
        return self.by_key[key]


@lru_cache(maxsize=32)
def _load(form: Form, path: Path, stamp: int) -> Master:
    data = _table(path, stamp)
    known = ("page", "fonts", "fallback", "rules", "words", "breaks", "default", "style", "form")
    for key in data:
        if key not in known:
            raise ParameterFault(f"{path.name}：不认识“{key}”，可用的有{'、'.join(known)}")
    for key in known:
        if not isinstance(data.get(key), Mapping):
            raise ParameterFault(f"{path.name}：缺少“{key}”一组")
    own = data["form"].get(form.name.lower(), {})
    page = build(Page, {**data["page"], **own.get("page", {})}, f"{path.name} 的 page")
    styles = []
    for key, table in data["style"].items():
        merged = {**data["default"], **table, **own.get("style", {}).get(key, {})}
        if not merged.get("forms") or form.value in merged["forms"]:
            styles.append(_style(key, merged, page, f"{path.name} 的 style.{key}"))
    for key in own.get("style", {}):
        if key not in data["style"]:
            raise ParameterFault(f"{path.name}：form 里的“{key}”不是已有的样式")
    return Master(
        form=form,
        page=page,
        fonts=build(Fonts, data["fonts"], f"{path.name} 的 fonts"),
        fallback=build(Fonts, data["fallback"], f"{path.name} 的 fallback"),
        lines=build(Lines, data["rules"], f"{path.name} 的 rules"),
        breaks=build(Breaks, data["breaks"], f"{path.name} 的 breaks"),
        words=Words(**{key: tuple(data["words"].get(key, ())) for key in ("after", "whole")}),
        styles=tuple(styles),
    )


@lru_cache(maxsize=4)
def _table(path: Path, stamp: int) -> Mapping[str, Any]:
    del stamp  # part of the key: an edited file is read again
    return read_toml(path)


def _style(key: str, table: Mapping[str, Any], page: Page, place: str) -> Style:
    values = {name: value for name, value in table.items() if name != "forms"}
    values["key"] = "".join(part.capitalize() for part in key.split("_"))
    values.setdefault("name", values.get("label"))
    values["size"] = _size(values.get("size"), place)
    values["line"] = _line(values.get("line"), page, place)
    for name in ("first", "left", "hanging", "right"):
        values[name] = _characters(values.get(name), place)
    if values["size"] == _BODY_SIZE and not values["spread"]:
        values["spread"] = page.char_spacing
    style = build(Style, values, place)
    if style.align not in _ALIGN:
        raise ParameterFault(f"{place}：align 应为{'、'.join(_ALIGN)}之一，现为“{style.align}”")
    kinds = [item.name for item in fields(Fonts)]
    if style.font not in kinds:
        raise ParameterFault(f"{place}：font 应为{'、'.join(kinds)}之一，现为“{style.font}”")
    return style


def _size(written: object, place: str) -> Fraction:
    return _number(SIZES.get(str(written), str(written)), f"{place} 的 size", "字号（如 三号）或磅值")


def _characters(written: object, place: str) -> Fraction:
    return _number(str(written), place, "以字计的缩进")


def _line(written: object, page: Page, place: str) -> int:
    text = str(written)
    if text == "一行":
        return page.pitch
    if text == "单倍":
        return 0
    if text.endswith("毫米"):
        return twips(_number(text.removesuffix("毫米"), place, "行距"))
    return round(_number(text.removesuffix("磅"), place, "行距（一行、单倍、20磅、35毫米）") * 20)


def _number(text: str, place: str, what: str) -> Fraction:
    try:
        return _fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise ParameterFault(f"{place}：应为{what}，现为“{text}”") from error


_fraction = lru_cache(maxsize=256)(Fraction)
"""The same few sizes and indents stand in every style."""
