"""Text, signature, annexes and 版记, measured on rendered pages (第7.3、7.4条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.clause_results import OFFICIAL, RED, Seen, Strength, page_clause
from toolchain.typesetting.inspection.rendered_document import BOTTOM, LEFT, LINE, RIGHT, TOP, ZI, Place, Printed, plain

_RULED = (*RED, Form.MINUTES)
_SEAL = 45.0  # mm
_WIDE = 156.0
_OUTER, _INNER = (0.26, 0.46), (0.17, 0.36)  # mm, rules as pixels of 300 dpi
_SIX = 6
_BODY = ("Body", "Heading1", "Flush")


@page_clause("C8", "7.3.3", Strength.RULE, "首页显示正文", OFFICIAL)
def first_page(printed: Printed) -> Seen | None:
    """The first six characters of the text stand on page 1."""
    first = next((item for item in printed.opened.paragraphs if item.key in _BODY and item.text.strip()), None)
    if first is None:
        return None
    start = plain(first.text)[:_SIX]
    there = any(line.text.startswith(start) for line in printed.first.texts)
    return Seen(there, f"首页{'有' if there else '没有'}“{start}”", "第1页")


@page_clause("C9", "7.3.3", Strength.RULE, "正文每段左空二字")
def drawn_in(printed: Printed) -> Iterator[Seen]:
    """The ink of the first lines of paragraphs."""
    for item in printed.opened.of("Body"):
        start = plain(item.text)[:_SIX]
        if item.in_table or len(start) < _SIX or item.text[0].isspace():
            continue
        found = [
            (sheet.number, line)
            for sheet in printed.sheets
            for line in printed.body(sheet)
            if line.text.startswith(start)
        ]
        if len(found) == 1:
            gap = found[0][1].box.left - LEFT
            yield Seen(abs(gap - 2 * ZI) <= 0.8, f"左空 {gap / ZI:.2f} 字", item.where)


def _signatures(printed: Printed) -> Iterator[tuple[list[Place], Place]]:
    """Find each date and the lines of 署名 right above it."""
    for item in printed.opened.of("Dated"):
        dates = printed.places(item.text)
        if not dates:
            continue
        date = dates[-1]
        above = [one for one in printed.opened.of("Issuer") if one.place < item.place]
        lines = [place for one in above for line in one.lines for place in printed.places(line)[-1:]]
        together = [place for place in lines if place.sheet is date.sheet and place.line.box.top < date.line.box.top]
        yield together, date


@page_clause("C13", "7.3.5.1", Strength.USUAL, "成文日期右空四字")
def date_place(printed: Printed) -> Iterator[Seen]:
    """The gap of its ink to the edge of the 版心; LibreOffice sets 汉字 and digits a little apart."""
    for _, date in _signatures(printed):
        if not any(char.isdigit() for char in date.line.text):
            continue
        gap = RIGHT - date.ink.right
        yield Seen(abs(gap - 4 * ZI) <= 3.2, f"右空 {gap / ZI:.1f} 字", f"第{date.sheet.number}页")


@page_clause("C14", "7.3.5.1", Strength.USUAL, "署名以成文日期为准居中")
def signed(printed: Printed) -> Iterator[Seen]:
    """The middles of their ink."""
    for lines, date in _signatures(printed):
        if not any(char.isdigit() for char in date.line.text):
            continue
        for line in lines:
            apart = line.ink.middle - date.ink.middle
            brackets = ZI / 2 if line.line.text.startswith("（") else 0.0
            yield Seen(abs(apart) <= 1.2 + brackets, f"相差 {apart:.1f} 毫米", f"第{date.sheet.number}页")


@page_clause("C15", "7.3.5.1", Strength.RULE, "署名处容得下直径 45 毫米的印章")
def seal_room(printed: Printed) -> Iterator[Seen]:
    """Its top within one line of the text, over 署名 and the top of the date, inside the 版心."""
    for lines, date in _signatures(printed):
        if not lines:
            continue
        above = [line for line in date.sheet.texts if line.box.bottom <= lines[0].line.box.top + 1]
        text = date.sheet.ink(above[-1].box) if above else None
        low = text.bottom if text is not None else TOP
        middle = (lines[0].ink.top + date.ink.bottom) / 2
        clear = middle - _SEAL / 2 >= low - 2
        covers = low + LINE + _SEAL >= date.ink.top
        inside = lines[0].ink.middle + _SEAL / 2 <= RIGHT + 1
        measured = f"正文下缘 {low:.1f}，署名日期 {lines[0].ink.top:.1f}～{date.ink.bottom:.1f} 毫米"
        yield Seen(clear and covers and inside, measured, f"第{date.sheet.number}页")


@page_clause("C20", "7.3.5.5", Strength.RULE, "署名、日期所在页有正文")
def together(printed: Printed) -> Iterator[Seen]:
    """The page with the date has lines of text above it."""
    for lines, date in _signatures(printed):
        first = lines[0] if lines else date
        above = [line for line in date.sheet.texts if TOP - 2 < line.box.top < first.line.box.top - 1]
        text = [line for line in above if not line.text.startswith("附件：")]
        yield Seen(bool(text), f"上面有 {len(text)} 行文字", f"第{date.sheet.number}页")


@page_clause("C23", "7.3.7", Strength.RULE, "“附件”在版心左上角第一行", OFFICIAL)
def annex_label(printed: Printed) -> Iterator[Seen]:
    """The first line of its page, flush left, with its matter under it."""
    for item, (place, *_) in printed.of("Annex"):
        texts = [line for line in place.sheet.texts if line.box.bottom < BOTTOM]
        first = texts[0].text == place.line.text and place.line.box.left < LEFT + 1
        alone = len(texts) <= 2
        measured = f"第{place.sheet.number}页左 {place.line.box.left:.1f} 毫米" + ("，下面没有内容" if alone else "")
        yield Seen(first and not alone, measured, item.where)


@page_clause("C24", "7.3.7", Strength.RULE, "附件标题在版心第三行，居中", OFFICIAL)
def annex_title(printed: Printed) -> Iterator[Seen]:
    """About two lines below the label."""
    for label, (title, places) in zip(printed.of("Annex"), printed.of("AnnexTitle"), strict=False):
        down = places[0].line.box.bottom - label[1][0].line.box.bottom
        right = abs(down - 2 * LINE) <= 3 and abs(places[0].ink.middle - (LEFT + RIGHT) / 2) <= 1
        yield Seen(right, f"在标识下 {down:.1f} 毫米", title.where)


@page_clause("E1", "7.4.1", Strength.RULE, "版记分隔线与版心等宽，首末条粗、中间细", _RULED)
def record_rules(printed: Printed) -> Iterable[Seen]:
    """Their width and thickness on the last page."""
    if not printed.opened.of("Copies", "Printing"):
        return
    rules = printed.rules(printed.last, _WIDE)
    wanted = len(printed.opened.of("Copies", "Printing")) + 1
    shown = "、".join(f"{rule.height:.2f}" for rule in rules[-wanted:])
    wide = len(rules) >= wanted and all(abs(rule.left - LEFT) <= 0.6 for rule in rules[-wanted:])
    thick = wide and all(
        (_OUTER if place in {0, wanted - 1} else _INNER)[0]
        <= rule.height
        <= (_OUTER if place in {0, wanted - 1} else _INNER)[1]
        for place, rule in enumerate(rules[-wanted:])
    )
    yield Seen(thick, f"{len(rules)} 条，粗 {shown} 毫米", f"第{printed.last.number}页")


@page_clause("E3", "7.4.1", Strength.RULE, "版记末条线与最后一面版心下边缘重合，该面有其他内容", _RULED)
def record_place(printed: Printed) -> Iterator[Seen]:
    """The lowest rule of the last page, and something else on that page."""
    if not printed.opened.of("Copies", "Printing"):
        return
    rules = printed.rules(printed.last, _WIDE)
    where = f"第{printed.last.number}页"
    low = rules[-1].bottom if rules else 0.0
    yield Seen(abs(low - BOTTOM) <= 0.6, f"末条线 {low:.1f} 毫米", where)
    if rules:
        first = rules[-min(len(rules), len(printed.opened.of("Copies", "Printing")) + 1)].top
        others = [line for line in printed.last.texts if line.box.bottom < first]
        yield Seen(bool(others), f"该面另有 {len(others)} 行", where)


@page_clause("E6", "7.4.3", Strength.USUAL, "印发机关左空一字，印发日期右空一字", _RULED)
def printing(printed: Printed) -> Iterator[Seen]:
    """The ends of the last row."""
    for item in printed.opened.of("Printing"):
        for place in printed.places(item.text)[-1:]:
            left, right = place.ink.left - LEFT, RIGHT - place.ink.right
            placed = abs(left - 4.94) <= 1.0 and abs(right - 4.94) <= 1.0
            yield Seen(placed, f"左空 {left:.1f}，右空 {right:.1f} 毫米", item.where)


@page_clause("E9", "6.2", Strength.PRACTICE, "双面印刷时版记在最后一面双页码", _RULED)
def even_page(printed: Printed) -> Seen | None:
    """Where the number of pages is odd, printing adds a blank one or the office accepts it."""
    if not printed.opened.of("Copies", "Printing"):
        return None
    count = len(printed.sheets)
    return Seen(
        right=None if count % 2 else True, measured=f"共 {count} 面" + ("，双面印制时核对" if count % 2 else "")
    )
