from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolchain.engine.lazy_sequence import LazySequence
from toolchain.model.chinese import rounded
from toolchain.workbooks.charts import Chart, ChartShape
from toolchain.workbooks.result_sheet import Kind, ResultColumn, ResultSheet
from toolchain.workbooks.result_table import write_result
from toolchain.workbooks.styles import MADE

SHEET = ResultSheet(
    title="排名",
    columns=(
        ResultColumn("单位", width=20),
        ResultColumn("得分", Kind.SCORE),
        ResultColumn("名次", Kind.INTEGER),
        ResultColumn("日期", Kind.DATE),
        ResultColumn("精确值"),
    ),
    rows=(
        ("=cmd|' /C calc'!A0", Fraction(1763, 20), 1, date(2026, 5, 20), "1763/20"),
        ("@乙公司", Decimal("2.675"), 2, None, ""),
    ),
    note="一句说明。",
    charts=(Chart("得分", "单位", ("得分",)), Chart("名次", "单位", ("名次",), ChartShape.LINE)),
)


def test_values_keep_their_types_and_texts_stay_texts() -> None:
    page = load_workbook(BytesIO(write_result("汇总", (SHEET,))))["排名"]
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=4, max_row=5)]
    assert rows[0][:3] == ["=cmd|' /C calc'!A0", 88.15, 1]
    assert rows[0][3].date() == date(2026, 5, 20)
    assert rows[0][4] == "1763/20"
    assert rows[1] == ["@乙公司", 2.68, 2, None, None]
    assert page["A4"].data_type == "s"
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:E5"


def test_same_sheets_give_the_same_bytes_with_native_charts() -> None:
    data = write_result("汇总", (SHEET,))
    assert data == write_result("汇总", (SHEET,))
    with ZipFile(BytesIO(data)) as parts:
        assert {n for n in parts.namelist() if n.startswith("xl/charts/")} == {
            "xl/charts/chart1.xml",
            "xl/charts/chart2.xml",
        }
        assert not any(b"<f>" in parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/"))


def test_empty_result_is_still_a_sheet() -> None:
    data = write_result("空", (ResultSheet("无", (ResultColumn("单位"),), ()),))
    assert load_workbook(BytesIO(data)).sheetnames == ["无"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("88.125"), "88.13"),
        (Decimal("88.1249"), "88.12"),
        (Decimal("-0.005"), "-0.01"),
        (Fraction(2, 3), "0.67"),
        (7, "7.00"),
    ],
)
def test_shown_numbers_are_rounded_half_up(value: Decimal | Fraction | int, shown: str) -> None:
    assert str(rounded(value, 2)) == shown


VERDICTS = ResultSheet(
    title="结论",
    columns=(
        ResultColumn("单位"),
        ResultColumn("结论", Kind.VERDICT),
        ResultColumn("位置", Kind.LINK),
        ResultColumn("奖金", Kind.YUAN),
        ResultColumn("最高", Kind.SCORE),
        ResultColumn("最低", Kind.SCORE),
        ResultColumn("均分", Kind.SCORE),
    ),
    rows=(
        ("甲", "符合", "02-受理/03-受理通知书-甲 & 乙.docx", 50_000, 90, 80, 85),
        ("乙", "不符合", "", 0, 70, 60, 65),
        ("丙", "已撤销（骗取称号）", "", 0, 70, 60, 65),
    ),
    charts=(
        Chart("范围", "单位", ("最高", "最低", "均分"), ChartShape.SPREAD, ends=(50, 100)),
        Chart("甲", "单位", ("均分",), against="最低", small=True),
        Chart("乙", "单位", ("均分",), against="最低", small=True),
        Chart("丙", "单位", ("均分",), against="最低", small=True),
    ),
)


def test_verdicts_are_coloured_by_what_the_cell_says_and_only_where_it_says_so() -> None:
    page = load_workbook(BytesIO(write_result("汇总", (VERDICTS,))))["结论"]
    rules = {
        rule.text: rule.dxf.font.color.rgb for area in page.conditional_formatting for rule in area.rules if rule.text
    }
    assert set(rules) == {"符合", "不符合", "已撤销"}
    assert rules["不符合"] == rules["已撤销"] != rules["符合"]
    assert {str(area.sqref) for area in page.conditional_formatting} == {"B3:B5"}


def test_places_are_links_below_the_folder_and_money_is_grouped() -> None:
    page = load_workbook(BytesIO(write_result("汇总", (VERDICTS,))))["结论"]
    assert page["C3"].value == "02-受理/03-受理通知书-甲 & 乙.docx"
    assert page["C3"].hyperlink.target.replace("%20", " ") == "02-受理\\03-受理通知书-甲 & 乙.docx"
    assert page["C4"].hyperlink is None
    assert (page["D3"].value, page["D3"].number_format) == (50_000, "#,##0")


def test_charts_draw_the_cells_of_the_table() -> None:
    with ZipFile(BytesIO(write_result("汇总", (VERDICTS,)))) as parts:
        charts = {n: parts.read(n).decode() for n in sorted(parts.namelist()) if n.startswith("xl/charts/chart")}
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 4
    spread, small, *_ = charts.values()
    assert "<c:hiLowLines>" in spread
    assert '<c:min val="50"/>' in spread
    assert "结论!$E$3:$E$5" in spread
    assert "结论!$G$3:$G$5" in spread
    assert "<c:barChart>" in small
    assert "<c:lineChart>" in small
    assert "结论!$F$3:$F$5" in small
    rows = [int(part.split("<")[0]) for part in drawing.split("<xdr:row>")[1:]]
    assert rows[2] == rows[4] < rows[6]  # two side by side, the third below
    assert rows[1] <= rows[2]  # below the first


LONG = ResultSheet(
    "长",
    (
        ResultColumn("名称"),
        ResultColumn("结论", Kind.VERDICT),
        ResultColumn("数", Kind.INTEGER),
        ResultColumn("金额", Kind.MONEY),
        ResultColumn("日期", Kind.DATE),
        ResultColumn("位置", Kind.LINK, 30),
    ),
    tuple(
        (f"第{n}家\n{'长' * n}" if n % 5 else "", "符合" if n % 2 else "待核", n, Decimal(n) / 7, MADE, f"{n}#.docx")
        for n in range(60)
    ),
    "说明",
)


def test_a_long_table_is_written_row_by_row_and_looks_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = (LONG, ResultSheet("空", LONG.columns, ()), replace(LONG, title="又", rows=LazySequence(LONG.rows, tuple)))
    whole = write_result("表", sheets)
    monkeypatch.setattr("toolchain.workbooks.result_table._CELLS", 0)
    rows = write_result("表", sheets)
    assert rows == write_result("表", sheets)
    with ZipFile(BytesIO(whole)) as one, ZipFile(BytesIO(rows)) as other:
        assert "xl/sharedStrings.xml" in one.namelist()
        assert "xl/sharedStrings.xml" not in other.namelist()
    assert list(map(seen, load_workbook(BytesIO(rows)))) == list(map(seen, load_workbook(BytesIO(whole))))


def seen(page: Worksheet) -> list[object]:
    """Give what a person sees of a sheet."""
    cells = [
        (c.coordinate, c.value, c.hyperlink and c.hyperlink.target, *map(str, (c.font, c.border, c.alignment, c.fill)))
        for row in page.iter_rows()
        for c in row
    ]
    tall = {number: row.height for number, row in page.row_dimensions.items()}
    wide = {letter: column.width for letter, column in page.column_dimensions.items()}
    tinted = sorted((str(area.sqref), str([rule.text for rule in area.rules])) for area in page.conditional_formatting)
    merged = sorted(map(str, page.merged_cells.ranges))
    return [cells, tall, wide, tinted, merged, page.auto_filter.ref, page.freeze_panes, page.print_title_rows]
