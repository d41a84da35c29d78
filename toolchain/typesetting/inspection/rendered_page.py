"""Paper, 版心, lines, characters and page numbers, measured on rendered pages (第5章、第7.5条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.clause_results import EVERY, OFFICIAL, RED, Seen, Strength, page_clause
from toolchain.typesetting.inspection.page_clauses import NUMBERED
from toolchain.typesetting.inspection.rendered_document import BOTTOM, LEFT, LINE, RIGHT, TOP, Place, Printed, plain
from toolchain.typesetting.title_breaking import width

_UPRIGHT = (*OFFICIAL, Form.FREE)
_FIRST_INK = (40.1, 41.9)  # mm, the first line's ink under a margin of 37 mm
_LINES, _CHARACTERS = 22, 28
_PITCH = (10.15, 10.225)  # mm: 22 lines of it fill the 版心 and do not pass it
_FULL = 182.0  # mm, a line that ends to the right of this is full
_ENOUGH = 4  # full lines from which on the characters of a line can be told
_NUMBER_GAP = (4.2, 6.6)  # mm, one 字 of 四号 or 三号 with the bearing of the dash
_DASH = (268.0, 270.0)  # mm, 7 mm below the 版心
_SET_IN = "（“《〈〔日目曰白自口月且"
"""Opening marks and narrow characters: their ink begins well inside their cell."""
_GLYPHS = "页面没有用仿宋排，字形高度不能量"


_SHEETS = ((210, 297), (297, 420))
"""A4, and A3 for what is framed or held up."""


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


@page_clause("A1", "5.1", Strength.RULE, "幅面 A4", EVERY)
def paper(printed: Printed) -> Iterator[Seen]:
    """Every page is A4, upright or across."""
    for sheet in printed.sheets:
        short, long = sorted(sheet.size)
        known = _SHEETS if printed.opened.form is Form.CERTIFICATE else _SHEETS[:1]
        right = any(abs(short - wide) <= 0.5 and abs(long - high) <= 0.5 for wide, high in known)
        yield Seen(right, f"{short:.1f}×{long:.1f} 毫米", f"第{sheet.number}页")


@page_clause("A2", "5.2.1", Strength.RULE, "天头 37 毫米：续页首行字形上缘")
def top(printed: Printed) -> Iterator[Seen]:
    """The ink of the first line of a page that goes on with the text."""
    for sheet in printed.sheets[1:]:
        lines = printed.body(sheet)
        if not lines or lines[0].box.top > TOP + LINE:
            continue
        if not printed.measurable:
            yield Seen(None, _GLYPHS, f"第{sheet.number}页")
            continue
        found = Place(sheet, lines[0]).ink.top
        yield Seen(_within(found, _FIRST_INK), f"首行上缘 {found:.1f} 毫米", f"第{sheet.number}页")


@page_clause("A3", "5.2.1", Strength.RULE, "订口 28 毫米：顶格文字左缘")
def binding(printed: Printed) -> Iterator[Seen]:
    """The ink of lines that are not drawn in."""
    for sheet in printed.upright():
        flush = [line for line in printed.body(sheet) if line.box.left < LEFT + 1 and line.text[0] not in _SET_IN]
        lines = [Place(sheet, line).ink.left for line in flush]
        if lines:
            found = min(lines)
            yield Seen(LEFT <= found <= LEFT + 1.5, f"左缘 {found:.1f} 毫米", f"第{sheet.number}页")


@page_clause("A4", "5.2.1", Strength.RULE, "文字不出版心", _UPRIGHT)
def type_area(printed: Printed) -> Iterator[Seen]:
    """Nothing but heads, page numbers, a letter's rules and the mark of a draft stands outside."""
    for sheet in printed.upright():
        above = TOP - 1 if sheet.number > 1 else _top_of_text(printed)
        texts = [line.box for line in sheet.texts if line.box.top > above and line.box.top < BOTTOM]
        boxes = [ink for box in texts if (ink := sheet.ink(box, 0.5)) is not None]
        if boxes:
            left, right = min(box.left for box in boxes), max(box.right for box in boxes)
            low = max(box.bottom for box in boxes)
            inside = left >= LEFT - 0.5 and right <= RIGHT + 0.6 and low <= BOTTOM + 0.5
            yield Seen(inside, f"左 {left:.1f} 右 {right:.1f} 下 {low:.1f} 毫米", f"第{sheet.number}页")


def _top_of_text(printed: Printed) -> float:
    return 20.0 if printed.opened.form in {*RED, Form.LETTER, Form.MINUTES} else TOP - 1


@page_clause("A7", "5.2.3", Strength.USUAL, "每面 22 行")
def lines(printed: Printed) -> Iterator[Seen]:
    """Lines that follow each other are so far apart that 22 of them fill a page."""
    for sheet in printed.sheets[1:]:
        tops = [line.box.top for line in printed.body(sheet)]
        steps = [b - a for a, b in pairwise(tops) if b - a < LINE * 1.4]
        if len(steps) >= _ENOUGH:
            pitch = sum(steps) / len(steps)
            held = int((BOTTOM - TOP) / pitch + 0.02)
            right = _within(pitch, _PITCH) and len(tops) <= _LINES
            yield Seen(right, f"行距 {pitch:.2f} 毫米，每面 {held} 行", f"第{sheet.number}页")


@page_clause("A8", "5.2.3", Strength.USUAL, "每行 28 字")
def characters(printed: Printed) -> Seen | None:
    """The fullest lines of nothing but 汉字 and their marks."""
    full = [
        len(line.text)
        for sheet in printed.upright()
        for line in printed.body(sheet)
        if line.box.right > _FULL and line.box.left < LEFT + 1 and width(line.text) == 2 * len(line.text)
    ]
    if len(full) < _ENOUGH:
        return None
    most = max(full)
    return Seen(most == _CHARACTERS, f"每行最多 {most} 字（{len(full)} 个整行）")


@page_clause("A10", "5.2.4", Strength.RULE, "文字黑色，只有标志和线用红色", _UPRIGHT)
def colours(printed: Printed) -> Iterator[Seen]:
    """No red after the first page, and none but what the form has; no grey anywhere."""
    for sheet in printed.sheets:
        allowed = sheet.number == 1 and printed.opened.form in {*RED, Form.LETTER, Form.MINUTES}
        red = bool(sheet.red_bands) and not allowed
        measured = "有红色" if red else "有灰色" if sheet.pale else "黑、红" if allowed else "黑"
        yield Seen(not red and not sheet.pale, measured, f"第{sheet.number}页")


@page_clause("F2", "7.5", Strength.RULE, "页码为阿拉伯数字，两侧一字线", NUMBERED)
def number_form(printed: Printed) -> Iterator[Seen]:
    """Each page its own number, counted from the first; a letter's first page has none."""
    if not printed.opened.footer("default"):
        return
    for sheet in printed.upright():
        found = printed.number(sheet)
        if found is None:
            spared = sheet.number == 1 and printed.opened.form is Form.LETTER
            if not spared:
                yield Seen(right=False, measured="没有页码", where=f"第{sheet.number}页")
            continue
        yield Seen(found.line.text == f"—{sheet.number}—", found.line.text, f"第{sheet.number}页")


@page_clause("F3", "7.5", Strength.RULE, "一字线在版心下边缘之下 7 毫米", NUMBERED)
def number_depth(printed: Printed) -> Iterator[Seen]:
    """The ink of the first dash."""
    for sheet, found in _numbers(printed):
        edge = found.ink
        dash = found.sheet.ink(type(edge)(edge.left, edge.top, edge.left + 2, edge.bottom), 0)
        if dash is not None:
            deep = f"{dash.top - BOTTOM:.2f} 毫米"
            yield Seen(_within(dash.top, _DASH) if printed.measurable else None, deep, f"第{sheet}页")


@page_clause("F4", "7.5", Strength.RULE, "单页码居右空一字，双页码居左空一字", NUMBERED)
def number_side(printed: Printed) -> Iterator[Seen]:
    """The gap to the edge of the 版心 on the page's outer side."""
    for sheet, found in _numbers(printed):
        gap = RIGHT - found.ink.right if sheet % 2 else found.ink.left - LEFT
        yield Seen(_within(gap, _NUMBER_GAP), f"{'右' if sheet % 2 else '左'}空 {gap:.1f} 毫米", f"第{sheet}页")


def _numbers(printed: Printed) -> Iterator[tuple[int, Place]]:
    return ((sheet.number, found) for sheet in printed.upright() if (found := printed.number(sheet)) is not None)


@page_clause("K10", "", Strength.FILE, "页面上的文字与文件一致，一字不少", EVERY)
def nothing_lost(printed: Printed) -> Iterable[Seen]:
    """Every character of the file stands on a page."""
    opened = printed.opened
    written = Counter(plain("".join(item.text for item in (*opened.head, *opened.paragraphs))))
    shown = Counter("".join(line.text for sheet in printed.sheets for line in sheet.texts))
    lost = written - shown
    return [Seen(not lost, f"少了 {''.join(sorted(lost.elements()))[:20]}" if lost else f"{written.total()} 字")]
