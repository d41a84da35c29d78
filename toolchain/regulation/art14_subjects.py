"""第十四条: who may apply at all, each on the form of its kind and under one number for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.identifiers import NUMBERS, SubjectKind
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.application import Applicant


def check_subjects(
    applications: Sequence[Application], rules: Rules, elsewhere: Sequence[Applicant] = ()
) -> tuple[Problem, ...]:
    """Name applicants of a kind that may not apply, numbers that do not fit the form, persons under two numbers.

    ``elsewhere`` are the applicants of other cycles. What identifies a person is compared and never told.
    """
    return tuple(_check(applications, rules, elsewhere))


def _check(applications: Sequence[Application], rules: Rules, elsewhere: Sequence[Applicant]) -> Iterator[Problem]:
    may = rules.subject_kinds
    numbers = {row.identity: row for row in elsewhere if row.known("identity") and row.known("uscc")}
    for application in applications:
        row = application.applicant
        facts = {"name": application.name, "uscc": application.uscc}
        if row.subject not in may:
            told = {"kind": row.subject, "kinds": "、".join(may)}
            yield problem("E-RULE-1416", row.where("uscc"), subject=application.uscc, **facts, **told)
        elif row.subject not in _kinds(row):
            meant = "、".join(NUMBERS.get(kind, "18位代码") for kind in _kinds(row))
            told = {"form": row.at.sheet or Applicant.sheet.title, "meant": meant}
            yield problem("E-RULE-1417", row.where("uscc"), subject=application.uscc, **facts, **told)
        if not row.known("identity"):
            continue
        first = numbers.setdefault(row.identity, row)
        if first.uscc != row.uscc:
            told = {"other": first.uscc, "file": first.at.file}
            yield problem("E-RULE-1418", row.where("uscc"), subject=application.uscc, **facts, **told)


def _kinds(row: Applicant) -> tuple[SubjectKind, ...]:
    """List the kinds that the form is for."""
    if "identity" in row.at.cells or row.known("identity"):
        return (SubjectKind.PERSON,)
    if "home" in row.at.cells or row.known("home"):
        return SubjectKind.TEAM, SubjectKind.PROJECT, SubjectKind.PATTERN
    return (SubjectKind.ORGANISATION,)
