"""第十条, 第十一条: every condition and bar of the rule set, weighed in the order of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding, worst
from toolchain.model.identifiers import SubjectKind
from toolchain.model.record import Application
from toolchain.model.rule_set.conditions import Answer, Condition, Test, TestKind
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import AwardKind, Verdict, YesNo
from toolchain.regulation import art04_grades, art10_conditions, art11_bars, art28_validity, dates
from toolchain.regulation.evidence import Evidence, conclusion, declaration, incidents, last_round, span_of

Examined = Callable[[Condition], tuple[Finding, ...]]
Parts = Callable[[Sequence[Condition], Examined], Sequence[tuple[Finding, ...]]]
"""Examines conditions one after the other, or knows already what examining one of them gives."""
_CONCLUDING = frozenset({TestKind.PLACE, TestKind.RESULTS})
"""Tests that give the department's conclusion in their own place."""


def evidence_of(
    application: Application,
    checks: Sequence[Check],
    events: Sequence[Event],
    day: date,
    readings: Readings,
    rules: Rules,
) -> Evidence:
    """Gather what is on record of one applicant; ``checks`` and ``events`` are its own."""
    return Evidence(application, checks, events, day, readings, Span(rules.art11.window_years, Unit.YEAR))


def one_by_one(items: Sequence[Condition], examined: Examined) -> list[tuple[Finding, ...]]:
    """Examine every condition."""
    return [examined(item) for item in items]


def examine(
    evidence: Evidence, bans: Sequence[Ban], rules: Rules, awards: Sequence[Award] = (), parts: Parts = one_by_one
) -> tuple[Finding, ...]:
    """第十条, 第十一条: one or more findings per condition; of a bar, 符合 means that it does not apply."""
    kind = evidence.application.applicant.subject
    mine = [item for item in rules.conditions if item.concerns(kind)]
    found = parts(mine, lambda item: examine_item(item, evidence, rules, bans, awards))
    return tuple(finding for findings in found for finding in findings)


def examine_item(
    item: Condition, evidence: Evidence, rules: Rules, bans: Sequence[Ban] = (), awards: Sequence[Award] = ()
) -> tuple[Finding, ...]:
    """Join the tests, the department's conclusion, the events and what the applicant says of itself.

    What cannot be computed, a department that is asked decides.
    """
    computed = tuple(found for test in item.tests for found in _tested(item, test, evidence, rules, awards))
    concluding = any(test.kind in _CONCLUDING for test in item.tests)
    concluded: tuple[Finding, ...] = ()
    if not concluding and (item.answer is not Answer.COMPUTED or last_round(evidence.checks, item.code) is not None):
        concluded = (conclusion(item, evidence),)
    if item.answer is Answer.COMPUTED and item.asked and any(one.verdict is not Verdict.PENDING for one in concluded):
        computed = tuple(one for one in computed if one.verdict is not Verdict.PENDING)
    happened = tuple(incidents(item, evidence, rules))
    barred = any(test.kind is TestKind.CHEATING for test in item.tests)
    held = art11_bars.banned(item, evidence, bans, rules) if barred else ()
    said: tuple[Finding, ...] = ()
    if item.bar:
        alone = item.answer is Answer.COMPUTED
        base = next(iter((*computed, *concluded) if alone else (*concluded, *computed)))
        said = declaration(item, evidence, base, explained=bool(happened or held), computed=alone)
    found = (*computed, *concluded, *happened, *held, *said)
    return (_noted(item, found),) if item.note else found


def _noted(item: Condition, found: Sequence[Finding]) -> Finding:
    """Tell of a condition that only encourages or informs: met whatever was found, with what it was."""
    verdict = worst(found)
    cells = tuple(cell for finding in found if finding.verdict is verdict for cell in finding.cells)
    subject = found[0].subject if found else ""
    facts = (("said", str(verdict)),)
    return Finding(f"{item.code}-noted", item.article, subject, Verdict.MET, facts, cells)


def reexamine(evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
    """Weigh the events alone, for a second look on a later day."""
    kind = evidence.application.applicant.subject
    mine = [item for item in rules.conditions if item.concerns(kind) and not item.note and not item.titles]
    return tuple(finding for item in mine for finding in incidents(item, evidence, rules))


def announced(item: Condition, rules: Rules) -> str:
    """Say a condition as the announcement does: its text with the place, the lengths and the years of its tests."""
    spans = [_length(test, rules) for test in item.tests]
    years = next((test.years for test in item.tests if test.years), rules.art11.loss_years)
    credit = Span(rules.art10.credit_years, Unit.YEAR)
    span = next(filter(None, spans), Span(0, Unit.NONE))
    names = (own.name for kind in item.subjects if (own := rules.subject(kind)) is not None)
    whose = f"{'、'.join(names)}：" if item.subjects else ""
    return whose + item.text.format(district=rules.district, span=span, years=years, credit=credit)


def papers_of_all(required: Sequence[str], rules: Rules) -> tuple[str, ...]:
    """List the papers that any applicant must hand in, those of one kind alone with its name."""
    kinds = rules.subject_kinds
    table = {kind: with_conditions(required, rules, kind) for kind in kinds}
    found = []
    for paper in dict.fromkeys(paper for papers in table.values() for paper in papers):
        mine = [own.name for kind in kinds if paper in table[kind] and (own := rules.subject(kind)) is not None]
        found.append(paper if len(mine) == len(kinds) else f"{paper}（{'、'.join(mine)}）")
    return tuple(found)


def _length(test: Test, rules: Rules) -> Span | None:
    if test.kind in {TestKind.EVENTS, TestKind.CHEATING}:
        return test.span or span_of(test, rules)
    if test.kind is TestKind.TENURE:
        return test.span or Span(rules.art10.operating_years, Unit.YEAR)
    return test.span


def encourages(item: Condition) -> bool:
    """Say whether an item only encourages and is no condition."""
    return any(test.kind is TestKind.SPECIALISED for test in item.tests)


def asks_credit(rules: Rules, kind: SubjectKind = SubjectKind.ORGANISATION) -> bool:
    """Say whether the rule set asks one of a kind for commitment and credit certificate with their dates."""
    items = (item for item in rules.conditions if item.concerns(kind))
    return any(test.kind is TestKind.CREDIT_PAPERS for item in items for test in item.tests)


def with_conditions(
    required: Sequence[str], rules: Rules, kind: SubjectKind = SubjectKind.ORGANISATION
) -> tuple[str, ...]:
    """Add the papers that conditions ask for to those that one of a kind must hand in."""
    own = rules.subject(kind)
    must = own.attachments if own is not None and own.attachments else required
    items = (item for item in rules.conditions if item.concerns(kind))
    papers = (test.paper for item in items for test in item.tests if test.kind is TestKind.PAPER)
    return tuple(dict.fromkeys((*must, *papers)))


def _tested(
    item: Condition, test: Test, evidence: Evidence, rules: Rules, awards: Sequence[Award]
) -> Iterator[Finding]:
    if test.kind is TestKind.PLACE:
        yield from art10_conditions.registered(item, evidence, rules)
    elif test.kind is TestKind.TENURE:
        yield art10_conditions.tenure(item, test, evidence, rules)
    elif test.kind is TestKind.RESULTS:
        yield art10_conditions.results(item, evidence)
    elif test.kind is TestKind.CREDIT_PAPERS:
        yield from art10_conditions.commitments(item, evidence, rules)
    elif test.kind is TestKind.SPECIALISED:
        yield art10_conditions.specialised(item, evidence.application)
    elif test.kind is TestKind.FIGURE:
        yield art11_bars.figure(item, test, evidence, rules)
    elif test.kind is TestKind.KIND:
        yield _kind(item, test, evidence)
    elif test.kind is TestKind.PAPER:
        yield _paper(item, test, evidence)
    elif test.kind is TestKind.EARLIER:
        yield _earlier(item, test, evidence, awards, rules)


def _kind(item: Condition, test: Test, evidence: Evidence) -> Finding:
    applicant = evidence.application.applicant
    facts = (("kind", str(applicant.kind)), ("kinds", "、".join(test.kinds)))
    verdict = Verdict.MET if applicant.kind in test.kinds else Verdict.NOT_MET
    return Finding(f"{item.code}-kind", item.article, evidence.subject, verdict, facts, (applicant.where("kind"),))


def _paper(item: Condition, test: Test, evidence: Evidence) -> Finding:
    """A paper handed in is met; without it the matter stays open, and it is asked for (第十四条)."""
    row = next((row for row in evidence.application.attachments if row.name == test.paper), None)
    there = row is not None and row.provided is YesNo.YES
    cells = () if row is None else (row.where("provided"),)
    verdict = Verdict.MET if there else Verdict.PENDING
    return Finding(f"{item.code}-paper", item.article, evidence.subject, verdict, (("paper", test.paper),), cells)


def _called(award: Award, rules: Rules) -> set[str]:
    """Give what conditions call an award: its kind, or the short name of its grade."""
    own = art04_grades.grade_of(award, rules) if award.kind is AwardKind.NOMINATION else ""
    return {str(award.kind), *(grade.short for grade in rules.lower if grade.name == own)}


def _earlier(item: Condition, test: Test, evidence: Evidence, awards: Sequence[Award], rules: Rules) -> Finding:
    """A title of the register, not revoked, that was announced so long ago; the earliest one decides."""
    mine = [
        award
        for award in awards
        if award.uscc == evidence.subject
        and (not test.titles or _called(award, rules) & set(test.titles))
        and award.announced <= evidence.day
        and art28_validity.stands(award, evidence.day)
    ]
    span = test.span or Span(0, Unit.NONE)
    asked = (("titles", "、".join(test.titles) or "本奖"), ("span", str(span)), ("day", date_text(evidence.day)))
    first = min(mine, key=lambda award: award.announced, default=None)
    if first is None:
        return Finding(f"{item.code}-untitled", item.article, evidence.subject, Verdict.NOT_MET, asked)
    full = dates.after(first.announced, span)
    return Finding(
        f"{item.code}-titled",
        item.article,
        evidence.subject,
        Verdict.MET if full <= evidence.day else Verdict.NOT_MET,
        (*asked, ("announced", date_text(first.announced)), ("full", date_text(full))),
        (first.where("announced"),),
        again=None if full <= evidence.day else full,
    )
