from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from toolchain.workbooks.table import Chart
from toolchain.workbooks.table import ChartShape
from toolchain.workbooks.table import Kind
from toolchain.workbooks.table import ResultColumn
from toolchain.workbooks.table import ResultSheet
from toolchain.workbooks.table import rounded
from toolchain.workbooks.table import write_result

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
