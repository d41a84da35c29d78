"""日期核对单: dates that no other date bears out, to be read once more in the original papers."""

from __future__ import annotations

from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet, tabulate


def loose_date_sheet(judgement: Judgement) -> ResultSheet:
    """List the dates that could be mistyped without contradicting another one, with whether they were read again.

    The first three columns are those of 日期核对, to be copied there; the day is typed from the original.
    """
    loose = judgement.dates.loose
    waiting = sum(item.confirmed is None for item in loose)
    return tabulate(
        "日期核对单",
        loose,
        ("工作表", Kind.TEXT, 14, lambda item: item.sheet),
        ("日期栏", Kind.TEXT, 30, lambda item: judgement.rules.said(item.label)),
        ("对象代码", Kind.TEXT, 24, lambda item: item.subject),
        ("填写的日期", Kind.DATE, 14, lambda item: item.day),
        ("如果误写成", Kind.DATE, 14, lambda item: item.instead),
        ("核对情况", Kind.TEXT, 12, lambda item: "未核对" if item.confirmed is None else "已核对"),
        ("填写日期的单元格", Kind.TEXT, 60, lambda item: str(item.at)),
        ("核对的单元格", Kind.TEXT, 44, lambda item: "" if item.confirmed is None else str(item.confirmed)),
        note=f"这些日期写错一年、一个月或月日互换，别的日期也看不出来。请对照原件，把原件上的日期填入《收发登记》的“日期核对”。"
        f"共{len(loose)}个，未核对{waiting}个。"
        if loose
        else "每个日期都有别的日期可以印证。",
    )
