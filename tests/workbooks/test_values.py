from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.workbooks.sample import CODE, Colour, Item, Plan, number, of, text
from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.engine.xlsx.style import CellFormat
from toolchain.model.schema import WanYuan, Yuan, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.workbooks import cell_numbers
from toolchain.workbooks.value_types import kind_of, parse

SCORE, MONEY, ROUND = of(Item, "score"), of(Item, "money"), of(Item, "round")
DAY, USCC, PEOPLE, REMARK = of(Item, "day"), of(Item, "code"), of(Item, "people"), of(Item, "remark")
SHARE, COLOUR, STORY = of(Plan, "share"), of(Plan, "colour"), of(Plan, "story")


def codes(cell: Cell, column: object) -> list[str]:
    return [remark.code for remark in parse(cell, column).remarks]


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        (number("89.55"), SCORE, Decimal("89.55")),
        (number("1.1000000000000001"), SCORE, Decimal("1.1")),
        (number("1E2"), SCORE, Decimal(100)),
        (number("-0"), SCORE, Decimal(0)),
        (number("2.0"), ROUND, 2),
        (number("-12.3456"), MONEY, Decimal("-12.3456")),
        (number("46000", CellFormat.DATE), DAY, date(2025, 12, 9)),
        (text(CODE), USCC, CODE),
        (text("红（主色）"), COLOUR, Colour.RED),
        (text("张三；李四，王五\n赵六"), PEOPLE, ("张三", "李四", "王五", "赵六")),
        (text("60%"), SHARE, "60%"),
        (number("0.6", CellFormat.PERCENT), SHARE, "60%"),
        (text("2/3"), SHARE, "2/3"),
        (text("=1+1"), REMARK, "=1+1"),
        (text("第一行\n第二行"), STORY, "第一行\n第二行"),
        (text("无"), REMARK, "无"),
    ],
)
def test_right_cells_are_read_without_a_note(cell: Cell, column: object, value: object) -> None:
    parsed = parse(cell, column)
    assert (parsed.value, parsed.remarks) == (value, ())


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        (text("８９．５"), SCORE, Decimal("89.5")),
        (text("89.5"), SCORE, Decimal("89.5")),
        (text("'89.5"), SCORE, Decimal("89.5")),
        (text("\u00a089.5\u3000\u200b"), SCORE, Decimal("89.5")),
        (text("-1,000"), MONEY, Decimal(-1000)),
        (text("1，000"), MONEY, Decimal(1000)),
        (number("89.5500000000001"), SCORE, Decimal("89.55")),
        (text("2022.7.25"), DAY, date(2022, 7, 25)),
        (text("2022/07/25"), DAY, date(2022, 7, 25)),
        (text("２０２２年７月２５日"), DAY, date(2022, 7, 25)),
        (text("二〇二二年十二月三十一日"), DAY, date(2022, 12, 31)),
        (text("2022-7-25 00:00:00"), DAY, date(2022, 7, 25)),
        (text("９１３５0100m000100y43"), USCC, CODE),
        (text(CODE[:8] + " " + CODE[8:]), USCC, CODE),
        (text("红(主色)"), COLOUR, Colour.RED),
        (text(" 绿"), COLOUR, Colour.GREEN),
        (text("６０％"), SHARE, "60%"),
        (text("　甲 "), REMARK, "甲"),
        (number("13800000000"), REMARK, "13800000000"),
    ],
)
def test_lossless_spellings_are_read_with_a_note(cell: Cell, column: object, value: object) -> None:
    parsed = parse(cell, column)
    assert parsed.value == value
    assert [remark.code for remark in parsed.remarks] == ["N-CELL-01"]


@pytest.mark.parametrize(
    ("cell", "column", "code"),
    [
        (text("89。5"), SCORE, "E-NUM-01"),
        (text("8 9.5"), SCORE, "E-NUM-01"),
        (text("8O"), SCORE, "E-NUM-01"),
        (text("九十"), SCORE, "E-NUM-01"),
        (text("90-95"), SCORE, "E-NUM-01"),
        (text("−5"), MONEY, "E-NUM-01"),
        (text("－5"), MONEY, "E-NUM-01"),
        (text("٨٩"), SCORE, "E-NUM-01"),
        (text("1_0"), SCORE, "E-NUM-01"),
        (text("nan"), SCORE, "E-NUM-01"),
        (text("089"), SCORE, "E-NUM-01"),
        (text("1,00"), MONEY, "E-NUM-01"),
        (text("1e2"), SCORE, "E-NUM-01"),
        (number("NaN"), SCORE, "E-NUM-01"),
        (text("89.5分"), SCORE, "E-NUM-02"),
        (text("约90分"), SCORE, "E-NUM-02"),
        (text("89.5%"), SCORE, "E-NUM-03"),
        (number("0.895", CellFormat.PERCENT), SCORE, "E-NUM-03"),
        (number("44", CellFormat.DATE), SCORE, "E-NUM-04"),
        (number("-1"), SCORE, "E-NUM-05"),
        (number("-0.01"), SCORE, "E-NUM-05"),
        (number("100.01"), SCORE, "E-NUM-05"),
        (number("10"), ROUND, "E-NUM-05"),
        (number("89.555"), SCORE, "E-NUM-06"),
        (number("89.550000001"), SCORE, "E-NUM-06"),
        (number("1.5"), ROUND, "E-NUM-06"),
        (number("1e400"), SCORE, "E-NUM-08"),
        (number("1e15"), of(Item, "cost"), "E-NUM-08"),
        (number("0.6"), SHARE, "E-NUM-07"),
        (number("60"), SHARE, "E-NUM-07"),
        (text("101%"), SHARE, "E-NUM-07"),
        (text("3/2"), SHARE, "E-NUM-07"),
        (number("46000.5", CellFormat.DATE), DAY, "E-DATE-04"),
        (number("0.5", CellFormat.TIME), DAY, "E-DATE-04"),
        (text("2022-7-25 14:30"), DAY, "E-DATE-04"),
        (text("2022年7月"), DAY, "E-DATE-02"),
        (text("2022"), DAY, "E-DATE-02"),
        (text("22.7.25"), DAY, "E-DATE-01"),
        (text("7/25/2022"), DAY, "E-DATE-01"),
        (text("2022.7-25"), DAY, "E-DATE-01"),
        (text("至今"), DAY, "E-DATE-01"),
        (number("20220725", CellFormat.DATE), DAY, "E-DATE-03"),
        (text("44767"), DAY, "E-DATE-03"),
        (number("20220725"), DAY, "E-DATE-03"),
        (text("20220725"), DAY, "E-DATE-03"),
        (text("2023-02-29"), DAY, "E-DATE-05"),
        (text("2023-13-01"), DAY, "E-DATE-05"),
        (number("60", CellFormat.DATE), DAY, "E-DATE-05"),
        (text("1948-12-31"), DAY, "E-DATE-06"),
        (text("2101-01-01"), DAY, "E-DATE-06"),
        (number("-1", CellFormat.DATE), DAY, "E-DATE-06"),
        (text("无"), DAY, "E-CELL-05"),
        (text("/"), SCORE, "E-CELL-05"),
        (text("缺席"), SCORE, "E-CELL-05"),
        (text("——"), REMARK, "E-CELL-05"),
        (Cell(1, 1, CellKind.NUMBER, "3", "1+2", cached=True), SCORE, "E-CELL-01"),
        (Cell(1, 1, CellKind.TEXT, "", "1+2"), SCORE, "E-CELL-01"),
        (Cell(1, 1, CellKind.TEXT, "", ""), REMARK, "E-CELL-01"),
        (Cell(1, 1, CellKind.ERROR, "#REF!"), REMARK, "E-CELL-02"),
        (text("#REF!"), REMARK, "E-CELL-02"),
        (Cell(1, 1, CellKind.BOOLEAN, "TRUE"), SCORE, "E-CELL-03"),
        (Cell(1, 1, CellKind.BOOLEAN, "TRUE"), COLOUR, "E-CELL-03"),
        (text("√"), COLOUR, "E-CHOICE-02"),
        (number("1"), COLOUR, "E-CHOICE-02"),
        (text("蓝"), COLOUR, "E-CHOICE-01"),
        (number("91350100000000000"), USCC, "E-USCC-01"),
        (text(CODE[:17]), USCC, "E-USCC-02"),
        (text("410702000000001"), USCC, "E-USCC-03"),
        (text("O" + CODE[1:]), USCC, "E-USCC-04"),
        (text(CODE[:17] + "4"), USCC, "E-USCC-05"),
        (text(CODE[:16] + "53"), USCC, "E-USCC-05"),
        (text("字" * 41), REMARK, "E-TEXT-01"),
        (number("46000", CellFormat.DATE), REMARK, "E-TEXT-02"),
        (number("4.1"), REMARK, "E-TEXT-03"),
        (number("6222020000000000000"), REMARK, "E-TEXT-04"),
        (text("甲\u202e乙"), REMARK, "E-TEXT-05"),
        (text("甲\x07"), REMARK, "E-TEXT-05"),
        (text("甲\ufffd"), REMARK, "E-TEXT-05"),
        (text("甲\n乙"), REMARK, "E-TEXT-06"),
        (text("=DISPIMG(1)"), REMARK, "E-TEXT-07"),
        (text("张三、张三"), PEOPLE, "E-TEXT-08"),
    ],
)
def test_ambiguous_cells_are_refused(cell: Cell, column: object, code: str) -> None:
    assert codes(cell, column) == [code]
    assert parse(cell, column).value is None


@pytest.mark.parametrize("edge", ["0", "100", "99.99"])
def test_bounds_belong_to_the_range(edge: str) -> None:
    assert parse(number(edge), SCORE).value == Decimal(edge)


@pytest.mark.parametrize("edge", ["1949-01-01", "2100-12-31"])
def test_first_and_last_day_are_read(edge: str) -> None:
    assert parse(text(edge), DAY).value == date.fromisoformat(edge)


def test_text_fits_exactly() -> None:
    assert parse(text("字" * 40), REMARK).value == "字" * 40


def test_typing_errors_get_a_suggestion() -> None:
    facts = dict(parse(text("红色"), COLOUR).remarks[0].facts)
    assert facts["wanted"] == "红（主色）、绿"
    assert dict(parse(text("44767"), DAY).remarks[0].facts)["meant"] == "2022年7月25日"
    assert dict(parse(number("20220725"), DAY).remarks[0].facts)["meant"] == "2022年7月25日"
    assert "是否指80" in dict(parse(text("8O"), SCORE).remarks[0].facts)["hint"]
    assert "是否应为“0”" in dict(parse(text("O" + CODE[1:]), USCC).remarks[0].facts)["where"]
    assert "应为“3”" in dict(parse(text(CODE[:17] + "4"), USCC).remarks[0].facts)["reason"]


def test_a_count_of_days_without_a_format_is_taken_with_a_note() -> None:
    read = parse(number("44767"), DAY)
    assert read.value == date(2022, 7, 25)
    assert [(remark.code, dict(remark.facts)["result"]) for remark in read.remarks] == [("N-DATE-08", "2022-07-25")]


def test_notes_show_original_and_result() -> None:
    facts = dict(parse(text("８９．５\u200b"), SCORE).remarks[0].facts)
    assert (facts["found"], facts["result"]) == ("８９．５〔U+200B〕", "89.5")


def test_every_declared_column_has_a_kind() -> None:
    for book in WORKBOOKS:
        for sheet in book.sheets:
            for column in columns(sheet):
                assert kind_of(column).name


STORED = (
    *("0", "-0", "00", "01", "0.0", "0.50", "-0.5", "-0.0001", "0.00001", "1.", ".5", "1.10", "1.0001", "1.00001"),
    *("89.55", "100", "100.0", "-12.3456", "2100", "1E2", "1e-3", "9999999999", "10000000000", "12345678901.5"),
    *("999999.9999", "1000000", "1.1000000000000001", "999999999999999", "1000000000000000", "1E400"),
)


def test_an_easy_number_is_read_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = [column for book in WORKBOOKS for sheet in book.sheets for column in columns(sheet)]
    numbers = [column for column in declared if column.element in {int, Yuan, WanYuan, Decimal}]
    cells = [(number(stored, shown), column) for stored in STORED for shown in CellFormat for column in numbers]
    easily = [repr(kind_of(column).parse(cell, column)) for cell, column in cells]
    monkeypatch.setattr(cell_numbers, "_EASY", re.compile("(?!)"))
    assert easily == [repr(kind_of(column).parse(cell, column)) for cell, column in cells]


@pytest.mark.parametrize(
    ("serial", "hint"),
    [
        ("45754.66666666667", "是否指2025年4月8日？（有的软件存日期时少了八小时）"),
        ("32325.625", "是否指1988年7月2日？（有的软件存日期时少了八小时）"),
        ("45754.625", ""),
        ("45754.5", ""),
    ],
)
def test_a_date_in_world_time_asks_about_the_next_day(serial: str, hint: str) -> None:
    shifted = parse(number(serial, CellFormat.DATE), DAY).remarks[0]
    assert (shifted.code, dict(shifted.facts)["hint"]) == ("E-DATE-04", hint)


def test_a_date_just_before_midnight_asks_about_the_next_day() -> None:
    late = parse(number("45755.99950231481", CellFormat.DATE), DAY).remarks[0]
    assert (late.code, dict(late.facts)["hint"]) == ("E-DATE-04", "是否指2025年4月9日？")
    zone = parse(text("2025-04-07T16:00:00.000Z"), DAY).remarks[0]
    assert (zone.code, dict(zone.facts)["hint"]) == ("E-DATE-04", "按北京时间是否指2025年4月8日？")
    noon = parse(number("45755.5", CellFormat.DATE), DAY).remarks[0]
    assert dict(noon.facts)["hint"] == ""
