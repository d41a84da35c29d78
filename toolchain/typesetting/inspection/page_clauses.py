"""Clauses on paper, page and type (第5、6章), and on page numbers (第7.5条)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.clause_results import EVERY, OFFICIAL, Seen, Strength, clause
from toolchain.typesetting.inspection.document_model import Opened, Paragraph
from toolchain.typesetting.ooxml import mm, w
from toolchain.typesetting.sheet_size import A3, A4

FAMILIES = {
    "仿宋": {"仿宋_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体"},
    "楷体": {"楷体_GB2312", "楷体", "KaiTi", "方正楷体_GBK"},
    "黑体": {"黑体", "SimHei", "方正黑体_GBK"},
    "小标宋": {"方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"},
    "宋体": {"宋体", "SimSun", "方正书宋_GBK"},
}
"""The fonts accepted for each class of type face; the standard names only the classes."""

TEXT = ("Body", "Flush", "Addressee", "Heading1", "Heading2", "Heading3", "Enclosure", "Issuer", "Dated", "Note")
NUMBERED = (*OFFICIAL, Form.FREE)
BODY_SIZE = 32

_MM = 57
_RED = "FF0000"
_NUMBER_ZI = 280


def fonts_are(paragraph: Paragraph, family: str, size: int = BODY_SIZE) -> Seen:
    """Check family and size of all Chinese characters of a paragraph; a fallback of the same class is right too."""
    wrong = [
        run for run in paragraph.runs if run.text.strip() and (run.font not in FAMILIES[family] or run.size != size)
    ]
    shown = wrong or [run for run in paragraph.runs if run.text.strip()]
    measured = "、".join(dict.fromkeys(f"{run.font} {run.size / 2:g}磅" for run in shown)) or "无文字"
    return Seen(not wrong, measured, paragraph.where)


def _margin(opened: Opened, name: str, wanted: int) -> Iterator[Seen]:
    for section in opened.sections:
        size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
        if margin is None or (size is not None and size.get(w("orient")) == "landscape"):
            continue
        found = int(str(margin.get(w(name))))
        yield Seen(abs(found - wanted) <= _MM, f"页面设置 {float(mm(found)):.1f} 毫米")


@clause("A1", "5.1", Strength.RULE, "幅面 A4", EVERY)
def paper(opened: Opened) -> Iterable[Seen]:
    """A4, upright or across; what is framed or held up may be A3."""
    for section in opened.sections:
        size = section.find(w("pgSz"))
        sides = sorted(int(str(size.get(w(name)))) for name in ("w", "h")) if size is not None else []
        known = (A4, A3) if opened.form is Form.CERTIFICATE else (A4,)
        right = any(len(sides) == 2 and all(abs(a - b) <= 2 for a, b in zip(sides, one, strict=True)) for one in known)
        yield Seen(right, "×".join(f"{float(mm(side)):.1f}" for side in sides) + " 毫米")


@clause("A2", "5.2.1", Strength.RULE, "天头 37 毫米")
def top(opened: Opened) -> Iterable[Seen]:
    """The upper margin as page setup names it."""
    return _margin(opened, "top", 2098)


@clause("A3", "5.2.1", Strength.RULE, "订口 28 毫米")
def binding(opened: Opened) -> Iterable[Seen]:
    """The left margin, and no further gutter."""
    return _margin(opened, "left", 1587)


@clause("A4", "5.2.1", Strength.RULE, "版心 156×225 毫米")
def type_area(opened: Opened) -> Iterable[Seen]:
    """Page less margins."""
    for section in opened.sections:
        size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is None or margin is None or size.get(w("orient")) == "landscape":
            continue
        length = {name: int(str(margin.get(w(name)))) for name in ("left", "right", "top", "bottom", "gutter")}
        wide = int(str(size.get(w("w")))) - length["left"] - length["right"] - length["gutter"]
        high = int(str(size.get(w("h")))) - length["top"] - length["bottom"]
        right = abs(wide - 8844) <= _MM and abs(high - 12756) <= _MM
        yield Seen(right, f"{float(mm(wide)):.1f}×{float(mm(high)):.1f} 毫米")


@clause("A5", "5.2.1", Strength.RULE, "切口 26、地脚 35 毫米（推算）")
def other_margins(opened: Opened) -> Iterable[Seen]:
    """The right and lower margins that follow from the others."""
    yield from _margin(opened, "right", 1474)
    yield from _margin(opened, "bottom", 1984)


@clause("A6", "5.2.2", Strength.USUAL, "正文 3 号仿宋")
def body_type(opened: Opened) -> Iterable[Seen]:
    """What is not said otherwise is 仿宋 of 16 points."""
    return [fonts_are(item, "仿宋") for item in opened.of("Body", "Flush", "Addressee", "Enclosure", "Issuer", "Dated")]


@clause("A7", "5.2.3", Strength.USUAL, "每面 22 行")
def lines(opened: Opened) -> Iterable[Seen]:
    """Exact lines of 579 twentieths of a point, nothing before or after."""
    for item in opened.of(*TEXT):
        line, rule = item.length("spacing", "line"), item.properties.get("spacing", {}).get("lineRule")
        around = item.length("spacing", "before") + item.length("spacing", "after")
        right = 576 <= line <= 579 and rule == "exact" and not around
        yield Seen(right, f"行距 {line / 20:g} 磅，段前段后 {around / 20:g} 磅", item.where)


@clause("A8", "5.2.3", Strength.USUAL, "每行 28 字")
def characters(opened: Opened) -> Iterable[Seen]:
    """28 characters of 16 points less a quarter point fill 441 of 442.2 points."""
    for item in opened.of("Body", "Flush"):
        for run in item.runs:
            spread = int(run.value("spacing") or 0)
            width = (run.size * 10 + spread) * 28
            right = 0 <= 8845 - width <= 320
            yield Seen(right, f"28 字宽 {width / 20:g} 磅（版心 442.2 磅）", item.where)


@clause("A9", "5.2.3", Strength.USUAL, "撑满版心")
def filled(opened: Opened) -> Iterable[Seen]:
    """Twenty-two lines fill the height."""
    for item in opened.of("Body"):
        used = item.length("spacing", "line") * 22
        yield Seen(12756 - used < 579 and used <= 12760, f"22 行高 {float(mm(used)):.1f} 毫米", item.where)


@clause("A10", "5.2.4", Strength.RULE, "文字黑色")
def black(opened: Opened) -> Iterable[Seen]:
    """Only mastheads and rules are red."""
    for item in opened.paragraphs:
        for run in item.runs:
            red = item.key in {"Masthead", "MinutesMasthead"}
            if run.text.strip() and not red:
                yield Seen(run.color in {"AUTO", "000000"}, "黑" if run.color == "AUTO" else run.color, item.where)


@clause("A11", "3.1", Strength.RULE, "缩进为整字")
def whole_characters(opened: Opened) -> Iterable[Seen]:
    """First lines are drawn in by whole characters."""
    for item in opened.of("Body", "Heading1", "Heading2", "Heading3"):
        first = item.length("ind", "firstLine")
        yield Seen(first % 315 == 0 or first % 320 == 0, f"首行 {first / 315:.2f} 字", item.where)


@clause("A12", "3.2", Strength.RULE, "空行为整行")
def whole_lines(opened: Opened) -> Iterable[Seen]:
    """A blank line is an empty paragraph of one line."""
    for item in opened.of("Blank"):
        line = item.length("spacing", "line")
        yield Seen(not item.text.strip() and 576 <= line <= 579, f"{line / 20:g} 磅", item.where)


@clause("A13", "4", Strength.USUAL, "纸张")
def stock(opened: Opened) -> Seen:
    """Paper cannot be seen in a file."""
    del opened
    return Seen(None, "纸张 60～80 克，印制时核对")


@clause("A15", "6.2", Strength.RULE, "红色印刷")
def red(opened: Opened) -> Iterable[Seen]:
    """Mastheads and rules are of the printing red."""
    for item in opened.of("Masthead", "MinutesMasthead"):
        for run in item.runs:
            yield Seen(run.color == _RED, run.color, item.where)


@clause("A16", "6.3", Strength.RULE, "左侧装订")
def stitched(opened: Opened) -> Seen:
    """Binding cannot be seen in a file."""
    del opened
    return Seen(None, "装订时核对")


@clause("A17", "7.1", Strength.RULE, "要素次序")
def order(opened: Opened) -> Seen:
    """Head, title, addressee, text, enclosures, signature, date, note, annexes, record."""
    sequence = ["Masthead", "Number", "Headline", "Addressee", "Issuer", "Dated", "Note", "Annex", "Copies", "Printing"]
    places = [sequence.index(item.key) for item in (*opened.head, *opened.paragraphs) if item.key in sequence]
    turns = [a > b for a, b in pairwise(places)]
    return Seen(not any(turns), " → ".join(dict.fromkeys(sequence[place] for place in places)) or "无版头")


@clause("F1", "7.5", Strength.USUAL, "页码 4 号半角宋体", NUMBERED)
def number_type(opened: Opened) -> Iterable[Seen]:
    """Numbers of 14 points in 宋体."""
    return [fonts_are(item, "宋体", 28) for kind in ("default", "even") for item in opened.footer(kind)]


@clause("F2", "7.5", Strength.RULE, "页码两侧一字线", NUMBERED)
def dashes(opened: Opened) -> Iterable[Seen]:
    """One dash on each side."""
    for kind in ("default", "even"):
        for item in opened.footer(kind):
            yield Seen(re.fullmatch("— ?\\d+ ?—", item.text) is not None, item.text)


@clause("F3", "7.5", Strength.RULE, "一字线距版心下边缘 7 毫米", NUMBERED)
def depth(opened: Opened) -> Iterable[Seen]:
    """The footer's distance from the page's edge, with the space below a letter's number."""
    below = max((item.length("spacing", "after") for item in opened.footer("default")), default=None)
    if below is None:
        return
    for section in opened.sections:
        margin = section.find(w("pgMar"))
        place = int(str(margin.get(w("footer")))) + below if margin is not None else 0
        yield Seen(abs(place - 1429) <= _MM, f"页脚距页边 {float(mm(place)):.1f} 毫米")


@clause("F4", "7.5", Strength.RULE, "单页码居右空一字，双页码居左空一字", NUMBERED)
def sides(opened: Opened) -> Iterable[Seen]:
    """Odd numbers right, even ones left, one character in."""
    odd, even = opened.footer("default"), opened.footer("even")
    if not odd:
        return
    facing = b"evenAndOddHeaders" in opened.parts.get("word/settings.xml", b"")
    yield Seen(facing and bool(even), "奇偶页不同" if facing and even else "奇偶页相同")
    for item in odd:
        right = item.align == "right" and item.length("ind", "right") == _NUMBER_ZI
        yield Seen(right, f"单页 {item.align}，空 {item.length('ind', 'right') / 280:.1f} 字")
    for item in even:
        right = item.align in {"left", "both"} and item.length("ind", "left") == _NUMBER_ZI
        yield Seen(right, f"双页 {item.align}，空 {item.length('ind', 'left') / 280:.1f} 字")


@clause("F6", "7.5", Strength.RULE, "附件与正文连续编页码", NUMBERED)
def continuous(opened: Opened) -> Iterable[Seen]:
    """No section starts its numbers anew."""
    for section in opened.sections:
        found = section.find(w("pgNumType"))
        yield Seen(found is None or found.get(w("start")) is None, "连续" if found is None else "重新编号")


@clause("H1", "8", Strength.RULE, "横排页的页码与纵排页位置相同", NUMBERED)
def across(opened: Opened) -> Iterable[Seen]:
    """A page that lies across keeps its number at the upright page's place; Word's footer turns with the page."""
    if not opened.footer("default"):
        return
    for section in opened.sections:
        size = section.find(w("pgSz"))
        if size is not None and size.get(w("orient")) == "landscape":
            yield Seen(right=None, measured="横排页的页码随页面横放，装订时核对")
