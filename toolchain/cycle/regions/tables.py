"""What the runs of many regions came to, as the sheets of one workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.cycle.regions.report import CycleReport, Report
from toolchain.model.problems import Severity
from toolchain.workbooks.charts import Chart
from toolchain.workbooks.result_sheet import Kind, ResultColumn, ResultSheet

_ENDS = {0: "完成", 1: "有需修改", 2: "没有处理", 3: "参数或模板有误", 4: "有手工改过的文件", 70: "中断"}
"""Exit codes as people say them."""
_NOTHING = CycleReport("", "", "", 0)


def brief(reports: Sequence[Report]) -> Iterator[tuple[str, ...]]:
    """Give the rows of the summary on the screen, its head first: one row for each cycle of each region."""
    shown = (Severity.ERROR, Severity.WARNING)
    yield "地区", "届次", "阶段", "状态", "文书", *(severity.value for severity in shown), "结束状态"
    for report in reports:
        counts = ["" if report.counts is None else str(report.count(severity)) for severity in shown]
        for cycle in report.cycles or (_empty(report),):
            made = str(cycle.documents) if cycle.cycle else ""
            yield report.name, cycle.cycle, cycle.stage, cycle.state, made, *counts, str(report.exit)


def sheets(reports: Sequence[Report]) -> tuple[ResultSheet, ...]:
    """Give the sheets of 各地区一览."""
    return (_standing(reports), _faults(reports), _overdue(reports), _years(reports))


def _empty(report: Report) -> CycleReport:
    return CycleReport("", "", "没有结果" if report.message else "没有表格", 0)


def _standing(reports: Sequence[Report]) -> ResultSheet:
    labels = ("申报", "受理", "符合资格", "候选", "获奖", "撤销", "逾期事项", "文书", "需修改", "提示")
    rows = tuple(
        (
            report.name,
            cycle.cycle,
            cycle.stage,
            cycle.state,
            *numbers_of(cycle),
            cycle.documents,
            report.count(Severity.ERROR),
            report.count(Severity.WARNING),
            prize_of(cycle),
            _ENDS.get(report.exit, _ENDS[70]),
            report.message or cycle.todo,
        )
        for report in reports
        for cycle in report.cycles or (_empty(report),)
    )
    return ResultSheet(
        "各地区",
        (
            ResultColumn("地区"),
            ResultColumn("届次"),
            ResultColumn("阶段"),
            ResultColumn("状态"),
            *(ResultColumn(label, Kind.INTEGER) for label in labels),
            ResultColumn("奖金（元）", Kind.YUAN),
            ResultColumn("这次运行"),
            ResultColumn("下一步或者原因", width=50),
        ),
        rows,
        "一届一行；逾期事项从《变更事项》的“登记截至”看，没有登记的不算。",
    )


def numbers_of(cycle: CycleReport) -> tuple[int, ...]:
    """Count applicants, accepted, qualified, candidates, laureates, revoked titles and terms run out."""
    return (
        len(cycle.listed("acceptances")),
        cycle.counted("acceptances", outcome="受理"),
        cycle.counted("qualifications", verdict="符合"),
        len(cycle.listed("candidates")),
        len(cycle.listed("laureates")),
        cycle.counted("rulings", recover_title=True, approved=True),
        len(cycle.overdue),
    )


def prize_of(cycle: CycleReport) -> int:
    """Sum the prizes of a cycle's laureates, in yuan."""
    return sum(int(item["prize"]) for item in cycle.listed("laureates"))


def _faults(reports: Sequence[Report]) -> ResultSheet:
    rows = tuple((report.name, item.file, item.count, item.first) for report in reports for item in report.faults)
    rows += tuple((report.name, "（整个地区）", 1, report.message) for report in reports if report.message)
    columns = (ResultColumn("地区"), ResultColumn("文件"), ResultColumn("处数", Kind.INTEGER), ResultColumn("第一处"))
    return ResultSheet("需修改的文件", columns, tuple(sorted(rows)), "各地区校验结果里有全部的格子和改法。")


def _overdue(reports: Sequence[Report]) -> ResultSheet:
    rows = tuple(
        (report.name, cycle.cycle, item["day"], item["matter"], item["subject"], item["article"], cycle.as_of)
        for report in reports
        for cycle in report.cycles
        for item in cycle.overdue
    )
    columns = (
        ResultColumn("地区"),
        ResultColumn("届次"),
        ResultColumn("到期日", Kind.DATE),
        ResultColumn("事项"),
        ResultColumn("对象"),
        ResultColumn("条款"),
        ResultColumn("登记截至", Kind.DATE),
    )
    return ResultSheet("逾期事项", columns, rows)


def _years(reports: Sequence[Report]) -> ResultSheet:
    """Sum the registers over years: an award that several cycles of a region carry counts once."""
    awards = {
        (report.name, item["uscc"], item["announced"]): item
        for report in reports
        for cycle in report.cycles
        for item in cycle.listed("register")
    }
    found: dict[tuple[str, int], list[int]] = {}
    for (region, _, _), item in awards.items():
        sums = found.setdefault((region, item["year"]), [0, 0, 0, 0])
        for place, value in enumerate(
            (1, item["kind"] == "再次", item["status"].startswith("已撤销"), int(item["prize"]))
        ):
            sums[place] += value
    columns = (
        ResultColumn("地区"),
        ResultColumn("评定年度"),
        ResultColumn("获奖", Kind.INTEGER),
        ResultColumn("其中再次获奖", Kind.INTEGER),
        ResultColumn("已撤销", Kind.INTEGER),
        ResultColumn("奖金（元）", Kind.YUAN),
    )
    rows = tuple((region, str(year), *sums) for (region, year), sums in sorted(found.items()))
    charts = (Chart("各地区各年度获奖", "地区", ("获奖",)),) if rows else ()
    return ResultSheet("历年", columns, rows, "按各地区获奖台账，一次获奖只算一次。", charts)
