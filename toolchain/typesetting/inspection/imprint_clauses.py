"""Clauses on the 版记 (第7.4条)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.clause_results import RED, Seen, Strength, clause
from toolchain.typesetting.inspection.document_model import Opened
from toolchain.typesetting.inspection.page_clauses import fonts_are
from toolchain.typesetting.ooxml import mm, w

_RULED = (*RED, Form.MINUTES)
_SMALL = 28
_ZI = 280
_DATE = re.compile(r"((?:19|20)\d{2})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")


def _tables(opened: Opened) -> list[etree._Element]:
    return [t for t in opened.body.iter(w("tbl")) if t.find(f"{w('tblPr')}/{w('tblpPr')}") is not None]


@clause("E1", "7.4.1", Strength.RULE, "版记分隔线与版心等宽", _RULED)
def rules_width(opened: Opened) -> Iterable[Seen]:
    """The table is as wide as the 版心."""
    for table in _tables(opened):
        width = table.find(f"{w('tblPr')}/{w('tblW')}")
        found = int(str(width.get(w("w")))) if width is not None else 0
        yield Seen(abs(found - 8845) <= 2, f"{float(mm(found)):.1f} 毫米")


@clause("E2", "7.4.1", Strength.ADVISED, "首末条线 0.35 毫米，中间线 0.25 毫米", _RULED)
def rules_size(opened: Opened) -> Iterable[Seen]:
    """Eight and six eighths of a point."""
    for table in _tables(opened):
        edges = table.find(f"{w('tblPr')}/{w('tblBorders')}")
        sizes = (
            {etree.QName(edge).localname: int(str(edge.get(w("sz")))) for edge in edges} if edges is not None else {}
        )
        right = sizes.get("top") == sizes.get("bottom") == 8 and sizes.get("insideH") == 6
        yield Seen(right, "、".join(f"{size * 25.4 / 576:.2f}" for size in sizes.values()) + " 毫米")


@clause("E3", "7.4.1", Strength.RULE, "版记末条线与最后一面版心下边缘重合", (*_RULED, Form.LETTER))
def rules_place(opened: Opened) -> Iterable[Seen]:
    """A table that floats at the lower edge of the 版心 of the page it ends on."""
    for table in _tables(opened):
        where = table.find(f"{w('tblPr')}/{w('tblpPr')}")
        place = (
            {str(etree.QName(str(key)).localname): str(value) for key, value in where.attrib.items()}
            if where is not None
            else {}
        )
        right = (
            place.get("vertAnchor") == "margin"
            and place.get("tblpYSpec") == "bottom"
            and place.get("horzAnchor") == "page"
        )
        last = all(item.tag in {w("p"), w("sectPr")} for item in table.itersiblings())
        yield Seen(right and last, f"{place.get('vertAnchor')} {place.get('tblpYSpec')}")


@clause("E4", "7.4.2", Strength.USUAL, "抄送 4 号仿宋，左右各空一字，句号收尾", (*_RULED, Form.LETTER))
def copies(opened: Opened) -> Iterator[Seen]:
    """Wrapped lines stand after the colon."""
    for item in opened.of("Copies"):
        left = item.length("ind", "left") - item.length("ind", "hanging")
        placed = left == _ZI == item.length("ind", "right") and item.length("ind", "left") == 4 * _ZI
        right = placed and re.fullmatch("(抄送|主送)：.+。", item.text) is not None
        yield Seen(right, f"左空 {left / _ZI:.1f} 字，“{item.text[-1:]}”", item.where)
        yield fonts_are(item, "仿宋", _SMALL)


@clause("E6", "7.4.3", Strength.USUAL, "印发机关左空一字，印发日期右空一字", _RULED)
def printing(opened: Opened) -> Iterator[Seen]:
    """The organ, a tab, the date and 印发."""
    for item in opened.of("Printing"):
        organ, _, day = item.text.partition("\t")
        placed = item.length("ind", "left") == _ZI and any(
            kind == "right" and place == 8845 - _ZI for kind, place in item.tabs
        )
        known = _DATE.fullmatch(day.removesuffix("印发")) is not None
        if not known and re.fullmatch("[　年月日]+印发", day):
            yield Seen(None, f"{organ}（印发日期未登记）", item.where)
            continue
        yield Seen(placed and known and day.endswith("印发"), f"{organ} {day}", item.where)
        yield fonts_are(item, "仿宋", _SMALL)


@clause("E7", "7.4.3", Strength.RULE, "印发行与其他要素之间有细线", _RULED)
def parted(opened: Opened) -> Iterable[Seen]:
    """Each element of the 版记 is a row of its own."""
    for table in _tables(opened):
        rows = len(table.findall(w("tr")))
        lines = len(list(table.iter(w("p"))))
        yield Seen(rows == lines, f"{rows} 行")


@clause("E8", "条例第九条", Strength.RULE, "印发日期不早于成文日期", _RULED)
def printed_after(opened: Opened) -> Seen | None:
    """Printing comes after signing."""
    days = []
    for key in ("Dated", "Printing"):
        found = [match for item in opened.of(key) if (match := _DATE.search(item.text))]
        if not found:
            return None
        days.append(tuple(int(part) for part in found[-1].groups()))
    return Seen(days[0] <= days[1], f"成文 {'.'.join(map(str, days[0]))}，印发 {'.'.join(map(str, days[1]))}")


@clause("E9", "6.2", Strength.PRACTICE, "双面印刷时版记在最后一面双页码", _RULED)
def even_page(opened: Opened) -> Seen | None:
    """Pages are counted only when it is printed."""
    return Seen(None, "双面印制时核对") if _tables(opened) else None
