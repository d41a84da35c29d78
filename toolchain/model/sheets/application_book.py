"""申报书 as a whole: the sheets of an organisation's, a person's and an achievement's application."""

from __future__ import annotations

from dataclasses import replace

from toolchain.model.identifiers import SubjectKind
from toolchain.model.schema import Row
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice
from toolchain.model.sheets.other_applicants import Achievement, Person
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.model.workbook_declaration import Booklet, Said, Statement, Workbook

APPLICATION = Workbook(
    mark="application",
    first_mark="e6f9c130d16a",
    title="申报书",
    sheets=(Applicant, FiscalYear, QualityPractice, Declaration, Attachment, Person, Achievement),
    filled_by="申报单位",
    each="单位",
    note="每个申报单位一份，打印盖章后与电子版一并提交评审办。",
    statements=(
        Statement(Declaration, Applicant, "", (Said("answer", "no_bars", YesNo.YES, YesNo.NO),)),
        Statement(Attachment, Applicant, "", (Said("provided", "all_papers", YesNo.YES, YesNo.YES),)),
    ),
    booklet=Booklet(
        heading="区长质量奖申报书",
        fields=("name", "uscc", "trade", "representative", "contact", "phone", "filled"),
        statement=(
            "本单位（本人）自愿申报，并声明：",
            "一、申报书和所附材料的内容真实、完整，复印件与原件一致，电子版与纸质版一致。",
            "二、自述事项已经逐项核对，没有隐瞒。",
            "三、申报材料不真实的，愿意承担由此产生的一切责任；已经获奖的，接受撤销称号、追回奖金的处理。",
        ),
        papers=Attachment,
        signing=("法定代表人（负责人、本人）签字：", "单位盖章：", "日期：        年    月    日"),
    ),
)

_FIRST: dict[SubjectKind, tuple[type[Row], ...]] = {
    SubjectKind.ORGANISATION: (Applicant, FiscalYear, QualityPractice),
    SubjectKind.PERSON: (Person,),
}

CHOICES: dict[str, type[Row]] = {sheet.sheet.title: sheet for sheet in (FiscalYear, QualityPractice)}
"""The sheets that a rule set may add to the form of those that are no organisations, by title."""


def form_of(kind: SubjectKind, added: tuple[str, ...] = ()) -> Workbook:
    """Give the application form of a kind of applicant: its own sheets, then what it declares and hands in."""
    first = _FIRST.get(kind, (Achievement,))
    more = tuple(CHOICES[title] for title in added if CHOICES[title] not in first)
    return replace(APPLICATION, sheets=(*first, *more, Declaration, Attachment))
