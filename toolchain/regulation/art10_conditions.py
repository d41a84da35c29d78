"""第十条: the conditions an applicant must meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.parameters import Rules
from toolchain.model.record import Application
from toolchain.model.rule_set.areas import local_code, locate
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, Verdict, YesNo
from toolchain.regulation.dates import add_years
from toolchain.regulation.evidence import Effect, Evidence, Item, conclusion, examine_item, incidents

_ACCIDENTS = frozenset({EventKind.QUALITY, EventKind.SAFETY, EventKind.ENVIRONMENT, EventKind.HEALTH})
_GRADES = {
    EventLevel.MINOR: Effect.MINOR,
    EventLevel.LARGER: Effect.MINOR,
    EventLevel.MAJOR: Effect.BARS,
    EventLevel.GRAVE: Effect.BARS,
}


def _accident(event: Event) -> Effect | None:
    """第十条第（五）项: 重大 and above, responsible or not; an accident without its grade is unclear."""
    if event.kind not in _ACCIDENTS:
        return None
    return Effect.UNCLEAR if event.level is None else _GRADES.get(event.level, Effect.UNCLEAR)


def _offence(event: Event) -> Effect | None:
    """第十条第（七）项: recent ones bar; older ones are left to the department's conclusion."""
    return Effect.BARS if event.kind is EventKind.OFFENCE else None


_REGISTERED = Item("10.1", "第十条第（一）项")
_QUALITY = Item("10.2", "第十条第（二）项")
_RESULTS = Item("10.3", "第十条第（三）项")
_CREDIT = Item("10.4", "第十条第（四）项")
_ACCIDENT = Item("10.5", "第十条第（五）项", _accident)
_OFFENCE = Item("10.7", "第十条第（七）项", _offence)

WEIGH = {item.code: item.weigh for item in (_ACCIDENT, _OFFENCE)}
"""What events do to each item that events concern."""


def examine(
    application: Application,
    checks: Sequence[Check],
    events: Sequence[Event],
    deadline: date,
    readings: Readings,
    rules: Rules,
) -> tuple[Finding, ...]:
    """第十条（一）至（七）: one or more findings per item; (六) is a note and never a condition.

    ``checks`` and ``events`` are those of this applicant; of several rounds of a check the last one counts.
    """
    evidence = Evidence(application, checks, events, deadline, readings, rules.art11.window_years)
    return (
        *_registered(evidence, rules),
        _years(evidence, rules),
        *examine_item(_QUALITY, evidence),
        _results(evidence),
        *_commitments(evidence, rules),
        *examine_item(_CREDIT, evidence),
        *examine_item(_ACCIDENT, replace(evidence, years=rules.art10.accident_years)),
        _specialised(application),
        *examine_item(_OFFENCE, evidence),
    )


def reexamine(evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
    """第十条第（五）（七）项: weigh the events alone, for a second look on a later day."""
    return (
        *incidents(_ACCIDENT, replace(evidence, years=rules.art10.accident_years)),
        *incidents(_OFFENCE, replace(evidence, years=rules.art11.window_years)),
    )


# -- （一） registered in the district, three years -------------------------------------------------------

_PROVINCE = re.compile(r"^[一-鿿]{2,8}?(?:省|自治区)")
_CITY = re.compile(r"^[一-鿿]{2,7}?(?:市|地区|自治州|盟)")
_DIVISION = re.compile(r"^[一-鿿]{1,6}?[县区]")
_NO_DIVISION = re.compile(r"[镇街路道村号楼]|[业发园小社厂校新范验税景港片聚理宅能务心库城辖]区$")


def division(address: str) -> str:
    """Name the 县 or 区 an address lies in; empty where none is certain (开发区, 园区, 县级市 and the like)."""
    text = re.sub(r"\s", "", address)
    for prefix in (_PROVINCE, _CITY):
        text = prefix.sub("", text)
    found = _DIVISION.match(text)
    return "" if found is None or _NO_DIVISION.search(found[0]) else found[0]


def _registered(evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
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
                "10.1-address",
                _REGISTERED.article,
                evidence.subject,
                verdict,
                facts,
                (applicant.where("address"),),
            )
        )
    found.append(conclusion(_REGISTERED, evidence))
    region = evidence.subject[2:8]
    if not local_code(region, rules.areas):
        expected = "、".join(code for area in rules.areas for code in area.codes)
        codes = (("region", region), ("expected", expected))
        found.append(
            Finding(
                "10.1-region",
                _REGISTERED.article,
                evidence.subject,
                Verdict.MET,
                codes,
                (applicant.where("uscc"),),
            )
        )
    return tuple(found)


def _years(evidence: Evidence, rules: Rules) -> Finding:
    """Three years from establishment to the deadline, the corresponding day included."""
    applicant = evidence.application.applicant
    full = add_years(applicant.established, rules.art10.operating_years)
    met = full <= evidence.day
    return Finding(
        "10.1-years",
        _REGISTERED.article,
        evidence.subject,
        Verdict.MET if met else Verdict.NOT_MET,
        (
            ("established", date_text(applicant.established)),
            ("deadline", date_text(evidence.day)),
            ("years", str(rules.art10.operating_years)),
            ("full", date_text(full)),
        ),
        (applicant.where("established"),),
        again=None if met else full,
    )


# -- （三） results or social contribution ---------------------------------------------------------------


def _results(evidence: Evidence) -> Finding:
    """A non-profit body is measured on its social contribution, everyone else on its results."""
    found = conclusion(_RESULTS, evidence)
    if evidence.application.applicant.nonprofit is YesNo.NO or found.case.endswith("-missing"):
        return found
    return Finding(
        "10.3-nonprofit", found.article, found.subject, found.verdict, found.facts, found.cells, found.reading
    )


# -- （四） credit: commitment and certificate ------------------------------------------------------------


def _commitments(evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
    applicant = evidence.application.applicant
    years = str(rules.art10.credit_years)
    return (
        _paper("10.4-commitment", evidence, "commitment", applicant.commitment, years),
        _paper("10.4-certificate", evidence, "credit_certificate", applicant.credit_certificate, years),
    )


def _paper(case: str, evidence: Evidence, name: str, dated: date | None, years: str) -> Finding:
    """A paper with its date is met; without one it is asked for (第十四条) and stays open."""
    applicant = evidence.application.applicant
    return Finding(
        case,
        _CREDIT.article,
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


def _specialised(application: Application) -> Finding:
    word = "encouraged" if application.applicant.specialised is YesNo.YES else "ordinary"
    cells = (application.applicant.where("specialised"),)
    return Finding(f"10.6-{word}", "第十条第（六）项", application.uscc, Verdict.MET, (), cells)
