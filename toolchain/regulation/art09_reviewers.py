"""第九条: who may be a reviewer."""

from __future__ import annotations

from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.rule_set.numbers import Art09
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import Degree, Verdict, YesNo
from toolchain.regulation.dates import years_after

_DEGREES = frozenset({Degree.BACHELOR, Degree.MASTER, Degree.DOCTOR})


def qualify(expert: Expert, drawn: date, p: Art09) -> tuple[Finding, ...]:
    """第九条（一）至（四）: six findings, two each for (二) and (三).

    (二) is (degree or senior title) and the years of practice, counted to the draw date with the corresponding day.
    """
    return (
        _attested("9.1-policy", "第九条第（一）项", expert, "policy", expert.policy),
        _title(expert),
        _years(expert, drawn, p),
        _trained("9.3-auditor", expert, "auditor", expert.auditor),
        _trained("9.3-standards", expert, "standards", expert.standards),
        _attested("9.4-ethics", "第九条第（四）项", expert, "ethics", expert.ethics),
    )


def _attested(case: str, article: str, expert: Expert, name: str, verdict: Verdict) -> Finding:
    return Finding(case, article, expert.number, verdict, (("name", expert.name),), (expert.where(name),))


def _title(expert: Expert) -> Finding:
    met = expert.degree in _DEGREES or expert.senior is YesNo.YES
    return Finding(
        "9.2-title",
        "第九条第（二）项",
        expert.number,
        Verdict.MET if met else Verdict.NOT_MET,
        (
            ("name", expert.name),
            ("degree", expert.degree),
            ("senior", "有" if expert.senior is YesNo.YES else "无"),
        ),
        (expert.where("degree"), expert.where("senior")),
    )


def _years(expert: Expert, drawn: date, p: Art09) -> Finding:
    full = years_after(expert.since, p.experience_years)
    facts = (
        ("name", expert.name),
        ("since", date_text(expert.since)),
        ("drawn", date_text(drawn)),
        ("years", str(p.experience_years)),
        ("full", date_text(full)),
    )
    met = full <= drawn
    return Finding(
        "9.2-years",
        "第九条第（二）项",
        expert.number,
        Verdict.MET if met else Verdict.NOT_MET,
        facts,
        (expert.where("since"),),
        again=None if met else full,
    )


def _trained(case: str, expert: Expert, name: str, answer: YesNo) -> Finding:
    verdict = Verdict.MET if answer is YesNo.YES else Verdict.NOT_MET
    return Finding(case, "第九条第（三）项", expert.number, verdict, (("name", expert.name),), (expert.where(name),))
