"""其他程序: what others do for the award where the regulation asks for it, and when it was done."""

from __future__ import annotations

from datetime import date

from toolchain.model.schema import Row, column


class StepRecord(
    Row,
    title="其他程序",
    key=("name",),
    extra=True,
    room=10,
    since=5,
    note="办法另外规定、由别的机关或者小组办理的程序。做完一项登记一项；没有登记完成的，后面的环节等待。",
):
    """A step of the rule set's own, as it was carried out."""

    name: str = column("程序", "办法参数文件里的名称，系统已经填好", length=40)
    body: str | None = column("由谁办理", "系统已经填好", known=True, default=None, length=60)
    begun: date | None = column("开始日期", "办法写明最少多久的必填", default=None)
    ended: date | None = column("完成日期", "没有做完的留空", default=None)
    evidence: str | None = column("依据材料", "报告、公示情况、会议记录等", default=None, length=200)
