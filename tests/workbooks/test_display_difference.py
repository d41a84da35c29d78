"""What a cell shows against what it stores, by the unit of its column."""

from __future__ import annotations

import pytest

from toolchain.engine.xlsx.cells import Annotation, AnnotationKind, Cell, CellKind
from toolchain.engine.xlsx.style import style
from toolchain.model.schema import columns
from toolchain.model.sheets.scores import Score
from toolchain.workbooks.display_difference import Gap, Unit, difference, seen
from toolchain.workbooks.display_problems import annotations_at, contradicts


def cell(value: str, code: str, kind: CellKind = CellKind.NUMBER) -> Cell:
    return Cell(5, 2, kind, value, style=style(code))


@pytest.mark.parametrize(
    ("value", "code", "unit", "gap"),
    [
        ("90000", '0!.0,"万元"', Unit.YUAN, None),
        ("93456", '0!.0,"万元"', Unit.YUAN, Gap.ROUNDED),
        ("90000", '0!.0,"万元"', Unit.TEN_THOUSAND, Gap.OTHER),
        ("9", '0.00"万元"', Unit.TEN_THOUSAND, None),
        ("9", '0.00"万元"', Unit.YUAN, Gap.OTHER),
        ("9", '0.00"元"', Unit.YUAN, None),
        ("9", '0.00"元"', Unit.TEN_THOUSAND, Gap.OTHER),
        ("12345", '0.0,"k"', Unit.ONE, Gap.ROUNDED),
        ("12000", '0,"K"', Unit.ONE, None),
        ("12000", "0,", Unit.ONE, Gap.OTHER),
        ("0.5", "0%", Unit.ONE, None),
        ("50", '0"%"', Unit.ONE, Gap.OTHER),
        ("2.5", "# ?/?", Unit.ONE, None),
        ("9", "[$€-407] #,##0.00", Unit.TEN_THOUSAND, Gap.OTHER),
        ("9", '0.00"美元"', Unit.YUAN, Gap.OTHER),
        ("9", "[$¥-804]#,##0.00", Unit.YUAN, None),
        ("9", '"$"0', Unit.ONE, None),
        ("-3", "0;0", Unit.ONE, Gap.OTHER),
        ("-3", "0;-0", Unit.ONE, None),
        ("-3", '[>=1000]0.0,"k";0', Unit.ONE, Gap.OTHER),
        ("-3", "[Red][<10]0;0", Unit.ONE, Gap.OTHER),
        ("-3", "[Red]0", Unit.ONE, None),
        ("-3", "[>=1000]0;[<0]-0;0", Unit.ONE, None),
        ("-3", "0;(0)", Unit.ONE, None),
        ("-3", '0;"负"0', Unit.ONE, None),
        ("0", '0;-0;"-"', Unit.ONE, None),
        ("0", '0;-0;"无"', Unit.ONE, Gap.OTHER),
        ("5", '0;-0;"-"', Unit.ONE, None),
        ("5", '"-"', Unit.ONE, Gap.OTHER),
        ("5", ";;;", Unit.ONE, Gap.HIDDEN),
        ("5", '"2"0', Unit.ONE, Gap.OTHER),
        ("5", '"第"0"名"', Unit.ONE, None),
        ("3055678", "000-0000", Unit.ONE, Gap.OTHER),
        ("89.55", "0.0", Unit.ONE, Gap.ROUNDED),
        ("89.50000000000001", "0.0", Unit.ONE, None),
        ("123", "[DBNum1]0", Unit.ONE, None),
        ("3733055678", "0", Unit.TEXT, None),
        ("3733055678", "00000000000", Unit.TEXT, Gap.OTHER),
        ("453000", "#,##0", Unit.TEXT, None),
        ("11.1", "0.00", Unit.TEXT, Gap.OTHER),
        ("11.1", "0.0", Unit.TEXT, None),
        ("41030", "yyyy-mm-dd", Unit.DATE, None),
        ("41030", "yyyy-mm", Unit.DATE, Gap.PARTIAL),
        ("41030", "[>50000]yyyy-mm-dd;m-d", Unit.DATE, Gap.PARTIAL),
        ("41030", "[<50000]yyyy-mm-dd;m-d", Unit.DATE, None),
        ("41030", "[White]yyyy-mm-dd", Unit.DATE, Gap.HIDDEN),
        ("41030", "yyyy-mm-dd", Unit.TEXT, None),
    ],
)
def test_shown_and_stored(value: str, code: str, unit: Unit, gap: Gap | None) -> None:
    found = difference(cell(value, code), unit)
    assert (found and found.gap) == gap


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        ("89.5", "General", "89.5"),
        ("1.1000000000000001", "General", "1.1"),
        ("-90000", "#,##0.00##", "-90,000.00"),
        ("89.55", "0.0", "89.6（所存为89.55）"),
        ("9", ";;;", "（不显示）（所存为9）"),
        ("45755", "yyyy/m/d", "2025/4/8"),
        ("45755.39583333334", "yyyy/m/d", "2025/4/8（所存为2025-04-08 09:30）"),
        ("45755.39583333334", "h:mm", "9:30（所存为2025-04-08 09:30）"),
        ("20250408", "yyyy-mm-dd", "########（所存为20250408）"),
        ("2022", "yyyy-mm-dd", "1905-07-14（所存为2022）"),
        ("0.5", "h:mm", "12:00"),
    ],
)
def test_messages_give_what_people_see(value: str, code: str, said: str) -> None:
    assert seen(cell(value, code)) == said


@pytest.mark.parametrize(
    ("comment", "value", "says"),
    [
        ("作废", "89", True),
        ("此分作废，改为60", "89", True),
        ("60", "89", True),
        ("应得60分", "89", True),
        ("89分", "89", False),
        ("见附件2", "89", False),
        ("第3页第2段", "89", False),
        ("已与本人核实", "89", False),
        ("甲:\n60", "89", True),
    ],
)
def test_comments_that_contradict_a_number(comment: str, value: str, *, says: bool) -> None:
    assert contradicts(comment, cell(value, "0")) is says


def test_comments_that_contradict_a_date_or_stand_at_a_blank() -> None:
    day = cell("45755", "yyyy-mm-dd")
    assert contradicts("2025-04-09", day)
    assert not contradicts("2025年4月8日收到", day)
    assert contradicts("60", None)
    assert not contradicts("材料在二楼", None)


def test_comments_that_contradict_a_text() -> None:
    vote, typed = cell("不同意", "@", CellKind.TEXT), cell("89", "@", CellKind.TEXT)
    assert contradicts("同意", vote, ("同意", "不同意", "弃权"))
    assert not contradicts("已核对", vote, ("同意", "不同意", "弃权"))
    assert contradicts("60分", typed)
    assert not contradicts("89分", typed)
    assert not contradicts("2", cell("某公司", "@", CellKind.TEXT))


def test_a_blank_cell_is_only_named_for_its_comment() -> None:
    signs = (Annotation(AnnotationKind.STRUCK, ""), Annotation(AnnotationKind.COMMENT, "缺席"))
    assert [code for code, _ in annotations_at(None, columns(Score)[-1], signs, strict=True)] == ["E-LOOK-08"]
