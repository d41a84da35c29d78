"""Those that apply without a 统一社会信用代码: persons, and the teams, projects and models of organisations.

Each has a form of its own; what it says is then weighed as any other application.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from toolchain.model.identifiers import Form
from toolchain.model.schema import USCC, Layout, Row, column
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.vocabulary import OrganisationKind, YesNo


class Person(
    Row,
    title="个人申报",
    layout=Layout.FORM,
    since=3,
    variant=True,
    note="由申报人本人填写。自愿申报，评审不收取任何费用。身份证件号码只供评审办核对，不对外公开。",
):
    """A person who applies."""

    uscc: USCC = column(
        "申报编号", "由评审办编号，GR加数字；以前申报过的用原来的编号", group="申报人", example="GR2026001"
    )
    name: str = column("姓名", "与身份证件一致", group="申报人", form=Form.PERSON)
    identity: str = column("身份证件号码", "保密，不出现在任何文书和结果中", group="申报人", form=Form.IDENTITY)
    home: str = column("工作单位", "全称", group="单位情况", form=Form.ORGANISATION)
    address: str = column("工作单位住所", "写明县（区）", group="单位情况", length=120)
    position: str = column("职务职称", group="单位情况", length=60)
    trade: str = column("所属行业", "与公告中的行业组别一致", group="单位情况", example="制造业", form=Form.TRADE)
    established: date = column("从事质量工作起始日期", "年限从这一天起算", group="业绩")
    deeds: str = column("主要业绩", "个人在质量工作中的做法和成效", group="业绩", length=800)
    phone: str = column("联系电话", group="联系方式", form=Form.PHONE)
    email: str | None = column("电子邮箱", group="联系方式", default=None, form=Form.EMAIL)
    commitment: date | None = column(
        "信用承诺书签订日期", "本人签字日期；未签留空，将通知补正", group="承诺与证明", default=None
    )
    credit_certificate: date | None = column(
        "无严重失信行为证明出具日期", "未取得留空，将通知补正", group="承诺与证明", default=None
    )
    filled: date = column("填报日期", group="承诺与证明")


class Achievement(
    Row,
    title="成果申报",
    layout=Layout.FORM,
    since=3,
    variant=True,
    note="由所属单位填写，一个团队、项目或者模式一份。自愿申报，评审不收取任何费用。",
):
    """A team, a project or a management model of an organisation."""

    uscc: USCC = column(
        "申报编号",
        "由评审办编号：团队为TD、项目为XM、模式为MS加数字；以前申报过的用原来的编号",
        group="申报对象",
        example="XM2026001",
    )
    name: str = column("名称", "团队、项目或者模式的名称", group="申报对象", form=Form.ORGANISATION)
    home: str = column("所属单位", "全称", group="单位情况", form=Form.ORGANISATION)
    address: str = column("所属单位住所", "写明县（区）", group="单位情况", length=120)
    trade: str = column("所属行业", "与公告中的行业组别一致", group="单位情况", example="制造业", form=Form.TRADE)
    established: date = column("开始日期", "团队组成、项目或者模式开始实施的日期，年限从这一天起算", group="实施")
    members: tuple[str, ...] | None = column("主要成员", group="实施", default=None, form=Form.PERSON)
    deeds: str = column("做法和成效", group="实施", length=800)
    representative: str = column("负责人", group="联系方式", form=Form.PERSON)
    contact: str = column("联系人", group="联系方式", form=Form.PERSON)
    phone: str = column("联系电话", group="联系方式", form=Form.PHONE)
    email: str | None = column("电子邮箱", group="联系方式", default=None, form=Form.EMAIL)
    commitment: date | None = column(
        "信用承诺书签订日期", "负责人签字日期；未签留空，将通知补正", group="承诺与证明", default=None
    )
    credit_certificate: date | None = column(
        "无严重失信行为证明出具日期", "未取得留空，将通知补正", group="承诺与证明", default=None
    )
    filled: date = column("填报日期", group="承诺与证明")


Rows = Mapping[type[Row], tuple[Row, ...]]
_FIXED: dict[str, Any] = {
    "kind": OrganisationKind.OTHER,
    "nonprofit": YesNo.YES,
    "specialised": YesNo.NO,
    "employees": 1,
    "credit_report": None,
}
"""What is asked of organisations alone: no financial figures are expected, and nothing is said of size or kind."""
_TAKEN = (
    "uscc",
    "name",
    "address",
    "established",
    "trade",
    "phone",
    "email",
    "commitment",
    "credit_certificate",
    "filled",
    "home",
)


def as_applicants(whole: Rows, partial: Rows) -> tuple[Rows, Rows]:
    """Give the rows of an application with the person or achievement as its applicant, its cells those of its form.

    A copy with an organisation's form keeps everything as it was read.
    """
    if whole.get(Applicant) or partial.get(Applicant):
        return whole, partial
    return _with_applicants(whole), _with_applicants(partial)


def _with_applicants(rows: Rows) -> Rows:
    found = tuple(_applicant(row) for sheet in (Person, Achievement) for row in rows.get(sheet, ()))
    kept = {sheet: held for sheet, held in rows.items() if sheet not in {Person, Achievement}}
    return {**kept, Applicant: found} if found else rows


def _applicant(row: Row) -> Applicant:
    names = dict.fromkeys(_TAKEN)
    pairs = {name: name for name in names} | (
        {"representative": "name", "contact": "name", "identity": "identity"}
        if isinstance(row, Person)
        else {"representative": "representative", "contact": "contact"}
    )
    lacking = {name: row.lacking[own] for name, own in pairs.items() if own in row.lacking}
    values = {name: getattr(row, own) for name, own in pairs.items() if own not in row.lacking}
    cells = {name: row.at.cells[own] for name, own in pairs.items() if own in row.at.cells}
    other = {f"_{name}": row.at.cells[name] for name in row.at.cells if name not in pairs.values()}
    place = replace(row.at, cells={**cells, **other})
    whole = {**_FIXED, **values}
    left = {name: wrong for name, wrong in row.lacking.items() if name not in pairs.values()}
    if lacking or left:
        return Applicant.lacks(place, whole, {**lacking, **{f"_{name}": wrong for name, wrong in left.items()}})
    return Applicant(**whole, at=place)
