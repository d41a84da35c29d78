"""获奖台账: laureates of all cycles, and who may not apply for a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Row, Yuan, column
from toolchain.model.sheets.vocabulary import AwardKind, BanCause, RegisterStatus
from toolchain.model.workbook_declaration import Workbook


class Award(
    Row,
    title="获奖单位",
    key=("uscc", "announced"),
    room=60,
    note="历届获奖单位逐次登记。下一版由系统产出，核对后放回收件箱使用。",
):
    """One award of one laureate (第二十八条, 第三十条).

    Attributes:
        grade: name of its grade where it is not the top one and there are several; from the sheet of the grades.
    """

    uscc: USCC = column("统一社会信用代码", basis="第二十八条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", "以公告时的名称为准", basis="第二十八条", form=Form.ORGANISATION)
    cycle: str = column("届次", basis="第二十八条", length=30)
    year: int = column(
        "评定年度",
        "宣传称号须注明的年度，如 2024",
        basis="第二十四条",
        example="2024",
        minimum=2000,
        maximum=2100,
        units=("年", "年度", "届"),
    )
    kind: AwardKind = column("获奖类别", basis="第二十八条")
    basis: str = column("依据办法文号", basis="第三十条", example="红政〔2022〕76号", form=Form.DOCUMENT)
    announced: date = column("公告日期", basis="第二十八条")
    valid_until: date = column("有效期截止", basis="第二十八条", form=Form.LAST_DAY)
    certificate: str | None = column("证书编号", basis="第十九条", default=None, form=Form.CERTIFICATE)
    prize: Yuan = column(
        "奖金（元）", "再次获奖的填0", basis="第十九条", minimum=0, maximum=100000000, units=("元", "元整")
    )
    status: RegisterStatus = column("状态", basis="第二十五条", initial=RegisterStatus.VALID)
    revoked: date | None = column("撤销日期", "区政府批准撤销的日期", basis="第二十五条", default=None)
    code_evidence: str | None = column(
        "代码核验依据", "代码通不过校验而证书上确是这样的，写明核对了什么、何人何日核对", default=None, since=2
    )

    grade: str = field(default="", repr=False, compare=False)


class AwardGrade(
    Row,
    title="获奖等次",
    key=("uscc", "announced"),
    since=3,
    extra=True,
    room=60,
    note="最高等级以下有几个等次的，逐次写明是哪一个；获奖类别填“提名”的才写。",
):
    """The grade of an award below the top one (第四条)."""

    uscc: USCC = column("统一社会信用代码", basis="第四条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", basis="第四条", form=Form.ORGANISATION)
    announced: date = column("公告日期", basis="第四条")
    grade: str = column("等次", "证书上的全称", basis="第四条", example="某市市长质量奖银奖", length=60)


class Ban(Row, title="限制申报", room=20, note="参评弄虚作假和骗取称号的单位；截止日由系统按办法计算。"):
    """Why an organisation may not apply for a time (第十一条第（六）项, 第二十五条第一款)."""

    uscc: USCC = column("统一社会信用代码", basis="第二十五条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", basis="第二十五条", form=Form.ORGANISATION)
    cause: BanCause = column("事由", basis="第二十五条")
    since: date = column("起算日期", "弄虚作假为行为发生日，骗取称号为区政府批准撤销日", basis="第二十五条")
    evidence: str = column("依据材料", length=200)


REGISTER = Workbook(
    mark="award-register",
    first_mark="e0553d736685",
    title="获奖台账",
    sheets=(Award, Ban, AwardGrade),
    filled_by="评审办",
    note="首届没有历史数据时，空表也要放入。",
)


Rows = Mapping[type[Row], tuple[Row, ...]]


def with_grades(whole: Rows, partial: Rows) -> tuple[Rows, Rows]:
    """Give the rows of a register with the grade of each award beside it."""
    named = {(row.known("uscc"), row.known("announced")): row.known("grade") for row in whole.get(AwardGrade, ())}
    if not named:
        return whole, partial
    return _graded(whole, named), _graded(partial, named)


def _graded(rows: Rows, named: Mapping[tuple[object, object], str]) -> Rows:
    return {**rows, Award: tuple(_with_grade(row, named) for row in rows.get(Award, ()))}


def _with_grade(row: Row, named: Mapping[tuple[object, object], str]) -> Row:
    grade = named.get((row.known("uscc"), row.known("announced")))
    return row if grade is None else row.changed(grade=grade)
