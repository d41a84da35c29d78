"""Statistics over regions and years, from what the last run of all regions came to; by Polars, an optional extra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import Any

import polars as pl

from toolchain.cycle.regions.report import CycleReport, Report
from toolchain.workbooks.charts import Chart
from toolchain.workbooks.result_sheet import Kind, ResultColumn, ResultSheet
from toolchain.workbooks.result_table import write_result

FOLDER, WORKBOOK = "统计", "统计.xlsx"
"""The folder of the statistics within the summary, and the workbook in it."""
_SIZES = ((100, "100人以下"), (300, "100至299人"), (1000, "300至999人"))
_LARGE, _UNKNOWN = "1000人以上", "没有填写"
_TEXT, _WHOLE, _DAY = pl.String, pl.Int64, pl.Date
_APPLIED: Mapping[str, Any] = {
    "地区": _TEXT,
    "届次": _TEXT,
    "统一社会信用代码": _TEXT,
    "单位名称": _TEXT,
    "行业": _TEXT,
    "规模": _TEXT,
    "受理情况": _TEXT,
    "曾获奖": pl.Boolean,
    "获奖": pl.Boolean,
}
_AWARDED: Mapping[str, Any] = {
    "地区": _TEXT,
    "评定年度": _WHOLE,
    "统一社会信用代码": _TEXT,
    "单位名称": _TEXT,
    "类别": _TEXT,
    "公告日期": _DAY,
    "有效期截止": _DAY,
    "奖金": _WHOLE,
    "状态": _TEXT,
}
_DONE: Mapping[str, Any] = {
    "地区": _TEXT,
    "届次": _TEXT,
    "步骤": _TEXT,
    "上一步": _DAY,
    "计划": _DAY,
    "实际": _DAY,
}
_RULED: Mapping[str, Any] = {
    "地区": _TEXT,
    "届次": _TEXT,
    "单位名称": _TEXT,
    "处理": _TEXT,
    "条款": _TEXT,
    "已批准": pl.Boolean,
    "追缴奖金": _WHOLE,
}
_SPENT: Mapping[str, Any] = {"地区": _TEXT, "届次": _TEXT, "单位名称": _TEXT, "用途": _TEXT, "金额": _WHOLE}


def files(reports: Sequence[Report]) -> Iterator[tuple[str, bytes]]:
    """Give the workbook, and each table as CSV for spreadsheets and as Parquet for programs."""
    frames = {
        "申报": pl.DataFrame(list(_applied(reports)), _APPLIED, orient="row"),
        "获奖": pl.DataFrame(list(_awarded(reports)), _AWARDED, orient="row"),
        "用时": pl.DataFrame(list(_done(reports)), _DONE, orient="row"),
        "处理": pl.DataFrame(list(_ruled(reports)), _RULED, orient="row"),
        "奖金使用": pl.DataFrame(list(_spent(reports)), _SPENT, orient="row"),
    }
    yield WORKBOOK, write_result("各地区统计", tuple(_sheets(frames)))
    for name, frame in frames.items():
        text, packed = BytesIO(), BytesIO()
        frame.write_csv(text, include_bom=True)
        frame.write_parquet(packed)
        yield f"{name}.csv", text.getvalue()
        yield f"{name}.parquet", packed.getvalue()


def _cycles(reports: Sequence[Report]) -> Iterator[tuple[str, CycleReport]]:
    return ((report.name, cycle) for report in reports for cycle in report.cycles)


def _applied(reports: Sequence[Report]) -> Iterator[tuple[Any, ...]]:
    for region, cycle in _cycles(reports):
        won = {item["uscc"] for item in cycle.listed("laureates")}
        for item in cycle.listed("acceptances"):
            who = (item["uscc"], item["name"], item["trade"] or _UNKNOWN, _size(item["employees"]))
            yield region, cycle.cycle, *who, item["outcome"], item["repeat"], item["uscc"] in won


def _size(employees: int | None) -> str:
    if not employees:
        return _UNKNOWN
    return next((name for limit, name in _SIZES if employees < limit), _LARGE)


def _awarded(reports: Sequence[Report]) -> Iterator[tuple[Any, ...]]:
    """List every award once, as the latest cycle that carries it has it."""
    found = {
        (region, item["uscc"], item["announced"]): item
        for region, cycle in _cycles(reports)
        for item in cycle.listed("register")
    }
    for (region, uscc, announced), item in sorted(found.items()):
        days = (_day(announced), _day(item["valid_until"]))
        yield region, item["year"], uscc, item["name"], item["kind"], *days, int(item["prize"]), item["status"]


def _done(reports: Sequence[Report]) -> Iterator[tuple[Any, ...]]:
    for region, cycle in _cycles(reports):
        for item in cycle.listed("milestones"):
            yield region, cycle.cycle, item["step"], _day(item["since"]), _day(item["due"]), _day(item["day"])


def _ruled(reports: Sequence[Report]) -> Iterator[tuple[Any, ...]]:
    for region, cycle in _cycles(reports):
        for item in cycle.listed("rulings"):
            said = (item["consequence"], item["article"], item["approved"], int(item["recover_prize"] or 0))
            yield region, cycle.cycle, item["name"], *said


def _spent(reports: Sequence[Report]) -> Iterator[tuple[Any, ...]]:
    for region, cycle in _cycles(reports):
        for item in cycle.listed("prize_use"):
            yield region, cycle.cycle, item["name"], item["use"], int(item["yuan"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _sheets(frames: Mapping[str, pl.DataFrame]) -> Iterator[ResultSheet]:
    applied, awarded = frames["申报"], frames["获奖"]
    for title, key in (("行业", "行业"), ("规模", "规模"), ("地区", "地区")):
        yield _shares(title, applied.group_by(key).agg(*_COUNTED).sort("申报", key, descending=[True, False]))
    again = applied.with_columns(pl.when("曾获奖").then(pl.lit("再次申报")).otherwise(pl.lit("首次申报")).alias("类别"))
    yield _shares("再次申报", again.group_by("类别").agg(*_COUNTED).sort("类别"))
    revoked = pl.col("状态").str.starts_with("已撤销").sum().alias("已撤销")
    years = awarded.group_by("评定年度").agg(pl.len().alias("获奖"), revoked, pl.col("奖金").sum()).sort("评定年度")
    yield _sheet("年度", years, {"评定年度": Kind.TEXT, "奖金": Kind.YUAN}, ("获奖", "已撤销"))
    kinds = awarded.group_by("类别").agg(pl.len().alias("获奖"), revoked, pl.col("奖金").sum()).sort("类别")
    yield _sheet("类别", kinds, {"奖金": Kind.YUAN}, ("获奖",))
    settled = frames["处理"].filter("已批准")
    ruled = settled.group_by("处理", "条款").agg(pl.len().alias("件数"), pl.col("追缴奖金").sum()).sort("处理", "条款")
    yield _sheet("撤销和处理", ruled, {"追缴奖金": Kind.YUAN}, ("件数",))
    spent = frames["奖金使用"].group_by("用途").agg(pl.col("金额").sum()).sort("金额", "用途", descending=[True, False])
    yield _sheet("奖金用途", spent, {"金额": Kind.YUAN}, ("金额",))
    yield _durations(frames["用时"])


_COUNTED = (
    pl.len().alias("申报"),
    (pl.col("受理情况") == "受理").sum().alias("受理"),
    pl.col("获奖").sum().alias("获奖"),
)


def _shares(title: str, frame: pl.DataFrame) -> ResultSheet:
    rows = tuple((*row, Fraction(row[3], row[1])) for row in frame.iter_rows())
    columns = [
        *(ResultColumn(name, _kind(frame, name)) for name in frame.columns),
        ResultColumn("获奖比例", Kind.PERCENT),
    ]
    return ResultSheet(title, tuple(columns), rows, charts=_charts(title, frame, ("申报", "获奖")))


def _durations(done: pl.DataFrame) -> ResultSheet:
    """Hold the days that each step took against those of the plan."""
    taken, planned = pl.col("实际") - pl.col("上一步"), pl.col("计划") - pl.col("上一步")
    days = done.drop_nulls("上一步").select(
        "步骤", taken.dt.total_days().alias("taken"), planned.dt.total_days().alias("planned")
    )
    frame = days.group_by("步骤", maintain_order=True).agg(
        pl.len().alias("届数"),
        pl.col("planned").median().round().cast(_WHOLE).alias("计划天数（中位）"),
        pl.col("taken").median().round().cast(_WHOLE).alias("实际天数（中位）"),
        pl.col("taken").max().alias("最长天数"),
    )
    return _sheet("各步用时", frame, {}, ("计划天数（中位）", "实际天数（中位）"))


def _sheet(title: str, frame: pl.DataFrame, kinds: Mapping[str, Kind], drawn: tuple[str, ...]) -> ResultSheet:
    columns = tuple(ResultColumn(name, kinds.get(name, _kind(frame, name))) for name in frame.columns)
    texts = [place for place, column in enumerate(columns) if column.kind is Kind.TEXT]
    rows = tuple(
        tuple(str(cell) if place in texts else cell for place, cell in enumerate(row)) for row in frame.iter_rows()
    )
    return ResultSheet(title, columns, rows, charts=_charts(title, frame, drawn))


def _kind(frame: pl.DataFrame, name: str) -> Kind:
    return Kind.TEXT if frame.schema[name] == _TEXT else Kind.INTEGER


def _charts(title: str, frame: pl.DataFrame, drawn: tuple[str, ...]) -> tuple[Chart, ...]:
    return (Chart(title, frame.columns[0], drawn),) if frame.height else ()
