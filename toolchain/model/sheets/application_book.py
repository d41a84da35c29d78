"""申报书 as a whole: the sheets of an organisation's, a person's and an achievement's application."""

from __future__ import annotations

from dataclasses import replace

from toolchain.model.identifiers import SubjectKind
from toolchain.model.schema import Row
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice
from toolchain.model.sheets.other_applicants import Achievement, Person
from toolchain.model.workbook_declaration import Workbook

APPLICATION = Workbook(
    mark="application",
    first_mark="e6f9c130d16a",
    title="申报书",
    sheets=(Applicant, FiscalYear, QualityPractice, Declaration, Attachment, Person, Achievement),
    filled_by="申报单位",
    each="单位",
    note="每个申报单位一份，打印盖章后与电子版一并提交评审办。",
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
