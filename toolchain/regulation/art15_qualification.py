"""第十五条: the qualification examination joins 第十条 and 第十一条."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding, worst
from toolchain.model.identifiers import subject_of
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Application, by_code
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle, Readings
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.regulation import art28_validity, conditions
from toolchain.regulation.art11_bars import FOREVER, free_from
from toolchain.regulation.art14_acceptance import Acceptance
from toolchain.regulation.evidence import concerned, last_round
from toolchain.regulation.mismatched_cells import moved


class Qualification(Value):
    """The result for one accepted applicant.

    Attributes:
        acceptance: the accepted application.
        findings: all findings of 第十条 and 第十一条, in the order of the articles.
        verdict: one 不符合 stops, 待核 waits; conditions of some grades alone keep from those grades only.
        earliest: first day on which a refused applicant could pass again, None where no date can be told.
    """

    acceptance: Acceptance
    findings: tuple[Finding, ...]
    verdict: Verdict
    earliest: date | None = None


def qualify(
    acceptance: Acceptance,
    checks: Sequence[Check],
    events: Sequence[Event],
    bans: Sequence[Ban],
    cycle: Cycle,
    readings: Readings,
    rules: Rules,
    awards: Sequence[Award] = (),
    parts: conditions.Parts = conditions.one_by_one,
) -> Qualification:
    """第十五条: examine one accepted application; ``awards`` are those on the register.

    Who passes is not told of a ban that begins later: that one acts from its own day (口径30-1).
    """
    evidence = conditions.evidence_of(acceptance.application, checks, events, cycle.measuring, readings, rules)
    findings = conditions.examine(evidence, bans, rules, awards, parts)
    graded = {item.code for item in rules.conditions if item.titles}
    verdict = worst([finding for finding in findings if finding.rule not in graded])
    begun = [ban for ban in bans if ban.since <= cycle.measuring]
    if verdict is Verdict.MET and len(begun) < len(bans):
        findings = conditions.examine(evidence, begun, rules, awards, parts)
    dated = frozenset(item.code for item in rules.conditions if item.dated)
    earliest = _earliest(findings, dated) if verdict is Verdict.NOT_MET else None
    return Qualification(acceptance, findings, verdict, earliest)


def _earliest(findings: Sequence[Finding], with_events: frozenset[str]) -> date | None:
    """Give the day on which the last of the failed items ends; None where one has no end that can be told.

    A department's 不符合 on an item that also has its event ends with the event: it says the same thing twice. What
    happened after the deadline does not bar now, but it will bar then.
    """
    failed = [finding for finding in findings if finding.verdict is Verdict.NOT_MET]
    dated = {finding.rule for finding in failed if finding.again is not None} & with_events
    ends = [finding.again for finding in failed if finding.again is not None]
    coming = [finding.again for finding in findings if finding.verdict is Verdict.MET and finding.again is not None]
    endless = [
        finding
        for finding in failed
        if finding.again is None and not (finding.case.endswith("-checked") and finding.rule in dated)
    ]
    return max([*ends, *coming]) if ends and not endless else None


def late_refusals(checks: Sequence[Check], drawn: date | None) -> tuple[Check, ...]:
    """List conclusions that an item passed before is not met after all, reached after a panel was drawn.

    Pools and scores rest on the examination as it was; such a conclusion acts from its day (口径30-1), on its subject.
    """
    found = []
    for code in sorted({row.item for row in checks}):
        rows = sorted((row for row in checks if row.item == code), key=lambda row: row.round)
        before, last = rows[:-1], rows[-1]
        passed = bool(before) and before[-1].verdict is Verdict.MET
        if drawn is not None and passed and last.verdict is Verdict.NOT_MET and last.checked > drawn:
            found.append(last)
    return tuple(found)


def check_coverage(
    acceptances: Sequence[Acceptance],
    checks: Sequence[Check],
    events: Sequence[Event],
    rules: Rules,
    undecided: Collection[str] = (),
    rounds: Sequence[Check] | None = None,
) -> tuple[Problem, ...]:
    """Name what does not fit: rows for unknown applicants or items, 不符合 without its event, rounds out of order.

    Rows about applicants that applied but were not accepted are left alone, and those about ``undecided`` ones.
    ``rounds`` are all rows of those of whom every row says which round it is, though it may lack something else.
    """
    checks = [row for row in checks if row.uscc not in undecided]
    events = [row for row in events if row.uscc not in undecided]
    names = {item.application.uscc: item.application.name for item in acceptances}
    found = [found for row in checks for found in _odd_check(row, names, rules)]
    found += [
        problem("E-RULE-1501", row.where("uscc"), uscc=row.uscc, sheet="事件清单")
        for row in events
        if row.uscc not in names
    ]
    checked, happened = by_code(checks), by_code(events)
    numbered = checked if rounds is None else by_code(row for row in rounds if row.uscc not in undecided)
    questions = [(item.code, item.question) for item in rules.conditions if item.question]
    for application in (item.application for item in acceptances):
        found += moved(application.declarations, "question", questions, "自述", application.uscc)
    for uscc in names:
        mine = checked.get(uscc, [])
        found += _rounds(numbered.get(uscc, []))
        found += _eventless(uscc, mine, happened.get(uscc, []), rules)
    return tuple(found)


def _odd_check(row: Check, names: Mapping[USCC, str], rules: Rules) -> Iterator[Problem]:
    if row.uscc not in names:
        yield problem("E-RULE-1501", row.where("uscc"), uscc=row.uscc, sheet="核查结论")
    elif row.name != names[row.uscc]:
        yield problem("W-RULE-1506", row.where("name"), subject=row.uscc, name=row.name, filed=names[row.uscc])
    yield from moved([row], "matter", ((item.code, item.matter) for item in rules.conditions), "结论")
    if not any(item.code == row.item and item.concerns(subject_of(row.uscc)) for item in rules.conditions):
        yield problem("E-RULE-1502", row.where("item"), subject=row.uscc, item=row.item)
    if row.verdict is not Verdict.MET and not row.facts:
        yield problem("E-RULE-1503", row.where("facts"), subject=row.uscc, item=row.item, verdict=row.verdict)


def _rounds(checks: Sequence[Check]) -> Iterator[Problem]:
    """Rounds of an item count 1, 2, 3, and a later round is not dated before an earlier one."""
    for code in sorted({row.item for row in checks}):
        rows = sorted((row for row in checks if row.item == code), key=lambda row: row.round)
        for expected, row in enumerate(rows, start=1):
            if row.round != expected:
                at = row.where("round")
                yield problem("E-RULE-1504", at, subject=row.uscc, item=code, found=row.round, expected=expected)
                break
        for earlier, later in pairwise(row for row in rows if "checked" not in row.lacking):
            if later.checked < earlier.checked:
                at = later.where("checked")
                facts = {"item": code, "round": later.round, "before": date_text(earlier.checked)}
                yield problem("E-RULE-1505", at, subject=later.uscc, **facts)


def _eventless(uscc: str, checks: Sequence[Check], events: Sequence[Event], rules: Rules) -> Iterator[Problem]:
    """Warn where a department says 不符合 for a fact that has a date, but enters no such event."""
    for item in rules.conditions:
        row = last_round(checks, item.code) if item.dated else None
        if row is None or row.verdict is not Verdict.NOT_MET:
            continue
        if not any(concerned(item, event) for event in events):
            yield problem("W-RULE-1507", row.where("verdict"), subject=uscc, name=row.name, item=item.code)


def recheck(
    approved: Sequence[Qualification],
    events: Sequence[Event],
    bans: Sequence[Ban],
    awards: Sequence[Award],
    day: date,
    readings: Readings,
    rules: Rules,
) -> tuple[Problem, ...]:
    """Look once more on a later day (vote, end of notice, approval): events and bans since, earlier awards.

    An event between deadline and ``day`` that would bar is a blocking problem at the event's cell, with the applicant's
    code; so is a ban that began since, for cheating or for an earlier title won by fraud.
    """
    found: list[Problem] = []
    for item in approved:
        application = item.acceptance.application
        mine = [row for row in events if row.uscc == application.uscc]
        for finding in _later(item, mine, day, readings, rules):
            at = finding.cells[0]
            facts = dict(finding.facts)
            found.append(
                problem(
                    "E-RULE-1508" if finding.verdict is Verdict.NOT_MET else "E-RULE-1509",
                    at,
                    subject=application.uscc,
                    name=application.name,
                    article=finding.article,
                    date=facts["date"],
                    event=facts["event"],
                    day=date_text(day),
                )
            )
        found += _banned(application, bans, day, readings, rules)
        found += () if rules.art28.again.exists else _still_valid(application, awards, day)
    return tuple(found)


def _later(
    item: Qualification, events: Sequence[Event], day: date, readings: Readings, rules: Rules
) -> Iterator[Finding]:
    """Give the events that bar, or cannot be judged, on the later day; one finding per event, the first article."""
    application, seen = item.acceptance.application, set()
    evidence = conditions.evidence_of(application, (), events, day, readings, rules)
    findings = conditions.reexamine(evidence, rules)
    for verdict in (Verdict.NOT_MET, Verdict.PENDING):
        for finding in findings:
            key = (finding.cells, finding.facts)
            if finding.verdict is verdict and key not in seen:
                seen.add(key)
                yield finding


def _banned(
    application: Application, bans: Sequence[Ban], day: date, readings: Readings, rules: Rules
) -> Iterator[Problem]:
    for ban in bans:
        free = free_from(ban, readings, rules)
        if ban.uscc == application.uscc and ban.since <= day < free:
            yield problem(
                "E-RULE-1510",
                ban.where("since"),
                subject=application.uscc,
                name=application.name,
                cause=ban.cause,
                since=date_text(ban.since),
                free="永久" if free == FOREVER else date_text(free),
                day=date_text(day),
            )


def _still_valid(application: Application, awards: Sequence[Award], day: date) -> Iterator[Problem]:
    """第二十八条: an earlier award must have run out by then, whichever reading let the application in."""
    for award in art28_validity.titles(application.uscc, awards, day):
        if art28_validity.in_force(award, day):
            yield problem(
                "E-RULE-2807",
                award.where("valid_until"),
                subject=application.uscc,
                name=application.name,
                until=date_text(award.valid_until),
                day=date_text(day),
            )
