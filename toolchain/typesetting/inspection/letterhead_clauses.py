"""Clauses on the 版头 (第7.2条) and on the formats of letters and minutes (第10章)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.clause_results import RED, Seen, Strength, clause
from toolchain.typesetting.inspection.document_model import Opened, Paragraph
from toolchain.typesetting.inspection.page_clauses import FAMILIES
from toolchain.typesetting.ooxml import mm, w
from toolchain.typesetting.title_breaking import width

NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,10}〔(19|20)\d{2}〕[1-9]\d{0,3}号")
ROOM = re.compile(r"[\u4e00-\u9fa5]{1,10}〔　+〕　*号")
_LETTER = (Form.LETTER,)
_UPWARD = (Form.UPWARD,)
_MINUTES = (Form.MINUTES,)
_SECRET = re.compile(r"(绝密|机密|秘密)(★\d+(年|个月))?|特急|加急|\d{6}")
_DROP = 1984
_MM = 57
_ZI = 315


def _mastheads(opened: Opened) -> tuple[Paragraph, ...]:
    return opened.of("Masthead", "MinutesMasthead")


def _dropped(opened: Opened) -> Iterable[Seen]:
    """Measure the exact empty line above a masthead."""
    for item in _mastheads(opened):
        above = opened.paragraphs[item.place - 1] if item.place else None
        drop = above.length("spacing", "line") if above is not None and not above.text else 0
        right = abs(drop - _DROP) <= _MM and item.align == "center"
        yield Seen(right, f"距版心上边缘 {float(mm(drop)):.1f} 毫米，{item.align}", item.where)


@clause("B4", "7.2.1–7.2.3", Strength.PRACTICE, "公开的公文不标份号、密级、紧急程度")
def unmarked(opened: Opened) -> Seen | None:
    """A public paper carries none of them."""
    found = [item for item in opened.paragraphs[:6] if _SECRET.fullmatch(item.text.strip())]
    if not opened.public:
        return None
    return Seen(not found, found[0].text if found else "没有", found[0].where if found else "")


@clause("B5", "7.2.4", Strength.RULE, "发文机关标志为全称或规范化简称加“文件”", RED)
def masthead_text(opened: Opened) -> Iterable[Seen]:
    """A name, with or without 文件, and nothing else."""
    heads = _mastheads(opened)
    if not heads:
        yield Seen(right=False, measured="没有发文机关标志")
    for item in heads:
        right = re.fullmatch(r"[\u4e00-\u9fa5（）]+", item.text) is not None
        yield Seen(right, item.text, item.where)


@clause("B6", "7.2.4", Strength.RULE, "标志上边缘距版心上边缘 35 毫米，居中", RED)
def masthead_place(opened: Opened) -> Iterable[Seen]:
    """An exact empty line of 35 mm above it."""
    return _dropped(opened)


@clause("B7", "7.2.4", Strength.ADVISED, "标志小标宋、红色、一行排下", (*RED, Form.LETTER, Form.MINUTES))
def masthead_type(opened: Opened) -> Iterable[Seen]:
    """小标宋, red, and no wider than the 版心."""
    for item in _mastheads(opened):
        for run in item.runs:
            scale = int(run.value("w") or 100)
            wide = width(item.text) * run.size * scale / 400
            right = run.font in FAMILIES["小标宋"] and run.color == "FF0000" and wide <= 442.5
            yield Seen(right, f"{run.font} {run.size / 2:g}磅×{scale}%，宽 {wide:.0f} 磅", item.where)


@clause("B9", "7.2.5", Strength.RULE, "发文字号在标志下空二行，居中", (Form.DOWNWARD,))
def number_place(opened: Opened) -> Iterable[Seen]:
    """Two blank lines above it."""
    for item in opened.of("Number"):
        blanks = opened.blanks_before(item)
        yield Seen(blanks == 2 and item.align == "center", f"空 {blanks} 行，{item.align}", item.where)


@clause("B10", "7.2.5", Strength.RULE, "发文字号的写法", (*RED, Form.LETTER))
def number_form(opened: Opened) -> Iterable[Seen]:
    """Code, year in 〔〕, running number without a leading zero, 号; the room for it in a draft."""
    for item in opened.of("Number"):
        text = item.text.strip("\t").partition("\t")[0]
        if ROOM.fullmatch(text):
            yield Seen(None, f"{text}（未登记）", item.where)
        else:
            yield Seen(NUMBER.fullmatch(text) is not None, text, item.where)


@clause("B11", "7.2.5", Strength.RULE, "上行文发文字号居左空一字", _UPWARD)
def number_left(opened: Opened) -> Iterable[Seen]:
    """A tab stop one character in."""
    for item in opened.of("Number"):
        right = item.text.startswith("\t") and ("left", 315) in item.tabs
        yield Seen(right, f"制表位 {'、'.join(f'{kind} {place}' for kind, place in item.tabs)}", item.where)


@clause("B12", "7.2.6", Strength.RULE, "签发人居右空一字，姓名 3 号楷体", _UPWARD)
def signer(opened: Opened) -> Iterable[Seen]:
    """On the number's row, the label in 仿宋, the name in 楷体."""
    for item in opened.of("Number"):
        _, mark, name = item.text.partition("签发人：")
        kai = [run for run in item.runs if run.font in FAMILIES["楷体"] and run.text]
        right = bool(mark) and bool(name) and bool(kai) and ("right", 8530) in item.tabs
        yield Seen(right, f"签发人：{name.strip() or '（未登记）'}", item.where)


@clause("B14", "7.2.7", Strength.RULE, "字号之下 4 毫米红线，与版心等宽", RED)
def red_rule(opened: Opened) -> Iterable[Seen]:
    """A red lower border nine points below, over the whole width."""
    for item in opened.of("Number"):
        edge = item.border
        level = item.length("ind", "left") == 0 == item.length("ind", "right")
        right = edge.get("color") == "FF0000" and edge.get("space") == "9" and level
        measured = f"粗 {int(edge.get('sz', 0)) / 8:g} 磅，距 {edge.get('space', '—')} 磅" if edge else "没有红线"
        yield Seen(right, measured, item.where)


@clause("L1", "10.1", Strength.RULE, "信函标志上边缘距页顶 30 毫米", _LETTER)
def letter_head(opened: Opened) -> Iterable[Seen]:
    """The first page's header stands at 30 mm; the name carries no 文件."""
    heads = opened.of("Masthead")
    if not heads:
        yield Seen(right=False, measured="没有发文机关标志")
    for item in heads:
        margin = opened.sections[-1].find(w("pgMar"))
        place = int(str(margin.get(w("header")))) if margin is not None else 0
        right = abs(place - 1701) <= _MM and not item.text.endswith("文件") and item.align == "center"
        yield Seen(right, f"距页顶 {float(mm(place)):.1f} 毫米", item.where)


@clause("L2", "10.1", Strength.RULE, "信函红色双线，宽 170 毫米", _LETTER)
def letter_rules(opened: Opened) -> Iterable[Seen]:
    """Thick over thin under the name, thin over thick at the foot of page 1."""
    for paragraphs, thick_first, what in ((opened.head, True, "上"), (opened.footer("first"), False, "下")):
        found = [item for item in paragraphs if item.border.get("val") == "single"]
        if len(found) != 2:
            yield Seen(right=False, measured=f"没有{what}面的双线")
            continue
        wide = [8845 - item.length("ind", "left") - item.length("ind", "right") for item in found]
        sizes = [int(item.border.get("sz", 0)) for item in found]
        thick, thin = sizes if thick_first else sizes[::-1]
        red = all(item.border.get("color") == "FF0000" for item in found)
        right = red and thick > thin and all(abs(width - 9638) <= _MM for width in wide)
        yield Seen(right, f"{what}线宽 {float(mm(wide[0])):.1f} 毫米，粗 {thick / 8:g}、{thin / 8:g} 磅")


@clause("L4", "10.1", Strength.RULE, "信函发文字号居右顶格", _LETTER)
def letter_number(opened: Opened) -> Iterable[Seen]:
    """Flush right under the rule."""
    for item in opened.of("Number"):
        yield Seen(item.align == "right" and not item.length("ind", "right"), item.align, item.where)


@clause("L5", "10.1", Strength.RULE, "信函标题在最后一个要素下二行", _LETTER)
def letter_title(opened: Opened) -> Iterable[Seen]:
    """One or two blank lines are both read as 相距二行."""
    for item in opened.of("Headline"):
        blanks = opened.blanks_before(item)
        yield Seen(blanks in {1, 2} and item.align == "center", f"空 {blanks} 行", item.where)


@clause("L7", "10.1", Strength.RULE, "信函首页不显示页码", _LETTER)
def letter_first_page(opened: Opened) -> Seen:
    """Its own first page, without a number."""
    titled = opened.sections[-1].find(w("titlePg")) is not None
    shown = any(item.text.strip() for item in opened.footer("first"))
    return Seen(titled and not shown, "首页不同" if titled else "首页相同")


@clause("L8", "10.1", Strength.RULE, "信函版记不加印发机关、日期和分隔线", _LETTER)
def letter_record(opened: Opened) -> Seen:
    """At most the copies."""
    ruled = any(
        table.find(f"{w('tblPr')}/{w('tblpPr')}") is not None
        and table.find(f"{w('tblPr')}/{w('tblBorders')}") is not None
        for table in opened.body.iter(w("tbl"))
    )
    printing = opened.of("Printing")
    return Seen(not printing and not ruled, "有印发或分隔线" if printing or ruled else "没有")


@clause("N1", "10.3", Strength.RULE, "纪要标志距版心上边缘 35 毫米，红色小标宋", _MINUTES)
def minutes_head(opened: Opened) -> Iterable[Seen]:
    """As a red head."""
    if not opened.of("MinutesMasthead"):
        yield Seen(right=False, measured="没有纪要标志")
    yield from _dropped(opened)


@clause("N2", "10.3", Strength.USUAL, "出席、请假、列席：黑体标签，左空二字，回行对齐", _MINUTES)
def attendance(opened: Opened) -> Iterable[Seen]:
    """A label in 黑体 with a colon, names in 仿宋."""
    for item in opened.of("Attendance"):
        label = item.runs[0] if item.runs else None
        hangs = item.length("ind", "left") - item.length("ind", "hanging") == 2 * _ZI
        right = label is not None and label.font in FAMILIES["黑体"] and label.text.endswith("：") and hangs
        yield Seen(right, f"标签 {label.font if label else '—'}", item.where)
