"""The page over many regions: one line each, what is wrong, what is late; it needs nothing but a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolchain.cycle.regions.report import Report
from toolchain.cycle.regions.tables import sheets
from toolchain.results.overview import page as rendered
from toolchain.workbooks.result_sheet import Kind

PAGE = "各地区一览.html"
TEMPLATE = f"overview/{PAGE}"
_RIGHT = frozenset({Kind.INTEGER, Kind.YUAN})


def page(reports: Sequence[Report], template: Path) -> bytes:
    """Make the page: the sheets of the workbook as tables, after the sums over all regions.

    Raises:
        ParameterFault: the template is broken.
    """
    tables = [
        {
            "title": sheet.title,
            "note": sheet.note,
            "columns": [{"label": column.label, "right": column.kind in _RIGHT} for column in sheet.columns],
            "rows": [[_shown(cell) for cell in row] for row in sheet.rows],
        }
        for sheet in sheets(reports)
    ]
    cycles = [cycle for report in reports for cycle in report.cycles]
    sums = [
        ("地区", len(reports)),
        ("届次", len(cycles)),
        ("申报", sum(len(cycle.listed("acceptances")) for cycle in cycles)),
        ("获奖", sum(len(cycle.listed("laureates")) for cycle in cycles)),
        ("需修改的文件", sum(len(report.faults) for report in reports)),
        ("逾期事项", sum(len(cycle.overdue) for cycle in cycles)),
        ("没有结果的地区", sum(bool(report.message) for report in reports)),
    ]
    return rendered({"sums": sums, "tables": tables}, template)


def _shown(cell: object) -> str:
    return "" if cell is None else f"{cell:,}" if isinstance(cell, int) else str(cell)
