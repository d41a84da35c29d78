"""评分表: one workbook from each reviewer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Across, Layout, Row, column
from toolchain.model.workbook_declaration import Workbook


class Reviewer(Row, title="评审员", layout=Layout.FORM, note="核对本人信息，评分完毕后填写签字日期。"):
    """Whose scores these are (第八条)."""

    expert: str = column("专家编号", known=True, basis="第八条", length=20, refers=Refers.EXPERT)
    name: str = column("姓名", known=True, basis="第八条", form=Form.PERSON)
    panel: str = column("组别", known=True, basis="第八条", length=30, refers=Refers.PANEL)
    signed: date = column("签字日期", "完成评分并签字的日期", basis="第十六条")


class Score(
    Row,
    title="评分",
    key=("uscc", "code"),
    fixed=True,
    strict=True,
    room=0,
    across=Across(("uscc", "name"), ("desk", "site"), since=3),
    note="每个单位的每个条目分别填写材料评审和现场评审得分；百分比填0至100之间5的倍数（不写百分号）。不得空缺，应回避的单位不在表内。",
):
    """A reviewer's two scores for one item of one applicant (第十六条)."""

    uscc: USCC = column("统一社会信用代码", known=True, basis="第十六条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", known=True, basis="第十六条", form=Form.ORGANISATION)
    code: str = column("条目编号", known=True, basis="第十二条", length=12)
    item: str = column("条目", known=True, basis="第十二条", length=60)
    points: int = column("分值", known=True, basis="第十二条", minimum=1, maximum=1000, units=("分",))
    desk: Decimal = column(
        "材料评审得分",
        aliases=("材料评审得分率（%，0—100）", "材料评审得分（分）"),
        basis="第十六条",
        minimum=0,
        maximum=1000,
        places=2,
        total=True,
        weight="points",
    )
    site: Decimal = column(
        "现场评审得分",
        aliases=("现场评审得分率（%，0—100）", "现场评审得分（分）"),
        basis="第十六条",
        minimum=0,
        maximum=1000,
        places=2,
        total=True,
        weight="points",
    )


class Remark(
    Row,
    title="评语",
    key=("uscc",),
    fixed=True,
    room=0,
    note="每个单位的主要优势和改进空间，供评审报告采用。",
):
    """A reviewer's words on an applicant (第十六条)."""

    uscc: USCC = column("统一社会信用代码", known=True, basis="第十六条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", known=True, basis="第十六条", form=Form.ORGANISATION)
    strengths: str = column("主要优势", length=800)
    gaps: str = column("改进空间", length=800)


class Defence(
    Row,
    title="陈述答辩",
    key=("uscc",),
    fixed=True,
    strict=True,
    since=2,
    extra=True,
    room=0,
    note="办法规定陈述答辩单独计分的，每个单位填写一个得分，不得空缺。",
):
    """A reviewer's score for an applicant's oral defence as a whole (第十六条)."""

    uscc: USCC = column("统一社会信用代码", known=True, basis="第十六条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", known=True, basis="第十六条", form=Form.ORGANISATION)
    score: Decimal = column("陈述答辩得分", basis="第十六条", minimum=0, maximum=1000, places=2, units=("分",))


SCORES = Workbook(
    mark="score-sheet",
    first_mark="9a278eaaefe9",
    title="评分表",
    sheets=(Reviewer, Score, Remark, Defence),
    filled_by="评审员",
    each="评审员",
    note="每名评审员一份，已按评审组预填单位和条目。",
)
