"""第十条: the conditions an applicant must meet."""

from __future__ import annotations

import re
from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.identifiers import SubjectKind
from toolchain.model.record import Application
from toolchain.model.rule_set.areas import local_code, locate
from toolchain.model.rule_set.conditions import Condition, Start, Test
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.vocabulary import CreditReport, Verdict, YesNo
from toolchain.regulation import dates
from toolchain.regulation.evidence import Evidence, conclusion

# -- （一） registered in the district, three years -------------------------------------------------------

_PROVINCE = re.compile(r"^[一-鿿]{2,8}?(?:省|自治区)")
_CITY = re.compile(r"^[一-鿿]{2,7}?(?:市|地区|自治州|盟)")
_DIVISION = re.compile(r"^[一-鿿]{1,6}?[县区]")
_NO_DIVISION = re.compile(r"[镇街路道村号楼]|[业发园小社厂校新范验税景港片聚理宅能务心库城辖]区$")


ORDINARY = "ordinary"
"""Ends the case of a finding that an encouragement is not meant for the applicant."""


def division(address: str) -> str:
    """Name the 县 or 区 an address lies in; empty where none is certain (开发区, 园区, 县级市 and the like)."""
    text = re.sub(r"\s", "", address)
    for prefix in (_PROVINCE, _CITY):
        text = prefix.sub("", text)
    found = _DIVISION.match(text)
    return "" if found is None or _NO_DIVISION.search(found[0]) else found[0]


def registered(item: Condition, evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
    """The address says where, the department whether it works lawfully; neither is taken for granted."""
    applicant = evidence.application.applicant
    named = division(applicant.address)
    ours = locate(applicant.address, named, rules.areas)
    found: list[Finding] = []
    if ours is not None:
        verdict = Verdict.MET if ours else Verdict.NOT_MET
        facts = (
            ("address", applicant.address),
            ("named", named or rules.district),
            ("district", rules.district),
        )
        found.append(
            Finding(
                f"{item.code}-address",
                item.article,
                evidence.subject,
                verdict,
                facts,
                (applicant.where("address"),),
            )
        )
    found.append(conclusion(item, evidence))
    region = evidence.subject[2:8]
    if applicant.subject is SubjectKind.ORGANISATION and not local_code(region, rules.areas):
        expected = "、".join(code for area in rules.areas for code in area.codes)
        codes = (("region", region), ("expected", expected))
        found.append(
            Finding(
                f"{item.code}-region",
                item.article,
                evidence.subject,
                Verdict.MET,
                codes,
                (applicant.where("uscc"),),
            )
        )
    return tuple(found)


def tenure(item: Condition, test: Test, evidence: Evidence, rules: Rules) -> Finding:
    """So long from the beginning to the deadline, the corresponding day included.

    Of the performance model only the year is known: in the year in which the time is full nobody can tell.
    """
    span = test.span or Span(rules.art10.operating_years, Unit.YEAR)
    if test.since is Start.MODEL:
        return _model(item, span, evidence)
    applicant = evidence.application.applicant
    full = dates.after(applicant.established, span)
    met = full <= evidence.day
    word, length = ("years", str(span.number)) if span.unit is Unit.YEAR else ("span", str(span))
    return Finding(
        f"{item.code}-{word}",
        item.article,
        evidence.subject,
        Verdict.MET if met else Verdict.NOT_MET,
        (
            ("established", date_text(applicant.established)),
            ("deadline", date_text(evidence.day)),
            (word, length),
            ("full", date_text(full)),
        ),
        (applicant.where("established"),),
        again=None if met else full,
    )


def _model(item: Condition, span: Span, evidence: Evidence) -> Finding:
    practice = evidence.application.practice
    facts: tuple[tuple[str, str], ...] = (("span", str(span)), ("deadline", date_text(evidence.day)))
    if practice is None:
        return Finding(f"{item.code}-model", item.article, evidence.subject, Verdict.PENDING, (*facts, ("since", "")))
    first, last = (dates.after(date(practice.model_since, *day), span) for day in ((1, 1), (12, 31)))
    verdict = Verdict.MET if last <= evidence.day else Verdict.NOT_MET if first > evidence.day else Verdict.PENDING
    return Finding(
        f"{item.code}-model",
        item.article,
        evidence.subject,
        verdict,
        (*facts, ("since", f"{practice.model_since}年")),
        (practice.where("model_since"),),
        again=last if verdict is Verdict.NOT_MET else None,
    )


# -- （三） results or social contribution ---------------------------------------------------------------


def results(item: Condition, evidence: Evidence) -> Finding:
    """A non-profit body is measured on its social contribution, everyone else on its results."""
    found = conclusion(item, evidence)
    if evidence.application.applicant.nonprofit is YesNo.NO or found.case.endswith("-missing"):
        return found
    return Finding(
        f"{item.code}-nonprofit", found.article, found.subject, found.verdict, found.facts, found.cells, found.reading
    )


# -- （四） credit: commitment and certificate ------------------------------------------------------------


def commitments(item: Condition, evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
    """The commitment is signed and the certificate issued: each carries its date."""
    applicant = evidence.application.applicant
    years = str(rules.art10.credit_years)
    return (
        _paper(item, "commitment", evidence, "commitment", applicant.commitment, years),
        _certificate(item, evidence, years),
    )


def _certificate(item: Condition, evidence: Evidence, years: str) -> Finding:
    """The certificate, or the 专项信用报告 that stands for it (口径10-2)."""
    applicant, reading = evidence.application.applicant, evidence.readings.credit_report
    if applicant.credit_certificate is None and applicant.credit_report and reading is not CreditReport.REFUSED:
        return _paper(item, "report", evidence, "credit_report", applicant.credit_report, years)
    return _paper(item, "certificate", evidence, "credit_certificate", applicant.credit_certificate, years)


def _paper(item: Condition, word: str, evidence: Evidence, name: str, dated: date | None, years: str) -> Finding:
    """A paper with its date is met; without one it is asked for (第十四条) and stays open."""
    applicant = evidence.application.applicant
    return Finding(
        f"{item.code}-{word}",
        item.article,
        evidence.subject,
        Verdict.PENDING if dated is None else Verdict.MET,
        (
            ("dated", "" if dated is None else date_text(dated)),
            ("representative", applicant.representative),
            ("years", years),
        ),
        (applicant.where(name),),
    )


# -- （六） encouraged, never a condition -----------------------------------------------------------------


def specialised(item: Condition, application: Application) -> Finding:
    """Say whether it is one of those encouraged to apply; it never decides."""
    word = "encouraged" if application.applicant.specialised is YesNo.YES else ORDINARY
    cells = (application.applicant.where("specialised"),)
    return Finding(f"{item.code}-{word}", item.article, application.uscc, Verdict.MET, (), cells)
