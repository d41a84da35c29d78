"""The judgement of a cycle: everything the rules found so far, and where the cycle stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from toolchain.engine.value_objects import Value
from toolchain.model.findings import Finding
from toolchain.model.identifiers import NUMBERS, subject_of
from toolchain.model.issuance import Issuance
from toolchain.model.problems import Problem
from toolchain.model.record import Record
from toolchain.model.rule_set.grades import Grade
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.committee import Count, Meeting
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Dispatch, Receipt
from toolchain.model.sheets.vocabulary import Verdict, YesNo
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import events_papers, register
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.regulation.art15_qualification import Qualification
from toolchain.regulation.art18_notice import Notice
from toolchain.regulation.chronology_check import DateCheck
from toolchain.regulation.departures import Departure, later
from toolchain.regulation.departures import first as first_departure
from toolchain.regulation.events import Events, unread_key
from toolchain.regulation.events_identity import names as former_names
from toolchain.regulation.events_schedule import Registered, registered_until
from toolchain.regulation.legal_status import LegalStatus, bans_elsewhere, on_record, revoked_elsewhere
from toolchain.regulation.local_citations import localised
from toolchain.stages import later_findings
from toolchain.stages.cycle_settings import Settings
from toolchain.stages.stage_results import Decision, Panels, Review, Supervision, Vote
from toolchain.stages.steps import Held, Stage, State, Step
from toolchain.stages.trail import Repeated, Trail

T = TypeVar("T")

__all__ = ["Difference", "Held", "Judgement", "Settings", "Stage", "State", "Step"]


class Difference(Value):
    """What one other reading would change.

    Attributes:
        number: the reading's number.
        other: the reading that was tried.
        matter: what would change: 受理, 资格审查, 候选名单, 拟奖名单 or 表决.
        changes: (name, now, then) for each organisation concerned; for a whole stage the name is empty.
    """

    number: str
    other: str
    matter: str
    changes: tuple[tuple[str, str, str], ...]

    def said(self, say: Callable[[str], str]) -> Difference:
        """Give it as a rule set says it."""
        return Difference(self.number, say(self.other), self.matter, self.changes)

    @property
    def sentence(self) -> str:
        """Say in one sentence what would change."""
        moved = "；".join(f"{name}由“{now}”变为“{then}”" for name, now, then in self.changes)
        return f"若按另一解释（口径{self.number}：{self.other}），{self.matter}结果为：{moved}。"


class Judgement(Value):
    """All that is decided of one cycle: one value per stage, empty until the earlier stages are done.

    Attributes:
        record, rules, settings, calendar: what it is decided by.
        papers: what every applicant must hand in (第十四条).
        steps: where each stage stands.
        held: the decisions that wait for a cell.
        others: what other readings of the regulation would change.
        events: what happened in between, as far as it holds (变更事项).
        departures: who does not go on, and from which day.
        trail: what the decisions read of the settings, while the stages are gone through.
        dates: what was found of the dates on record.
    """

    record: Record
    rules: Rules
    settings: Settings
    calendar: WorkCalendar
    papers: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    held: tuple[Held, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    panels: Panels = Panels()
    review: Review = Review()
    vote: Vote = Vote()
    notice: Notice | None = None
    decision: Decision = Decision()
    supervision: Supervision = Supervision()
    others: tuple[Difference, ...] = ()
    events: Events = Events()
    departures: tuple[Departure, ...] = ()
    trail: Trail | Repeated | None = field(default=None, compare=False, repr=False)
    dates: DateCheck = field(default=DateCheck(), compare=False, repr=False)

    # -- going on ------------------------------------------------------------------------------------

    def found(self, problems: Iterable[Problem]) -> Judgement:
        """Add problems, with the rule set's own articles."""
        return replace(self, problems=(*self.problems, *self.localised(tuple(problems))))

    def localised(self, result: T) -> T:
        """Give a stage's result with the rule set's own articles."""
        return localised(result, self.rules)

    def step(self, stage: Stage, state: State, *todo: str) -> Judgement:
        """Set the state of a stage."""
        return replace(self, steps=(*self.steps, Step(stage, state, todo)))

    def reached(self, stage: Stage) -> bool:
        """Say whether a stage is done, for some at least."""
        return any(step.stage is stage and step.passed for step in self.steps)

    @property
    def stopped(self) -> Mapping[str, tuple[Problem, ...]]:
        """Say who is held so far, and by what."""
        found: dict[str, tuple[Problem, ...]] = {}
        for item in self.held:
            found[item.subject] = (*found.get(item.subject, ()), *item.problems)
        return found

    @property
    def entrants_held(self) -> tuple[Held, ...]:
        """List the applicants and panels that are held so far, and what may be about one of them."""
        return tuple(item for item in self.held if item.subject not in self._strangers)

    @property
    def unsettled(self) -> tuple[Problem, ...]:
        """Give what holds applicants and panels so far: a ranking, a vote, a list of all waits for each of them."""
        return tuple(dict.fromkeys(problem for item in self.entrants_held for problem in item.problems))

    def perhaps_applied(self, uscc: str) -> tuple[Problem, ...]:
        """Give what keeps anybody from saying whether an organisation applies in this cycle; empty where it is decided.

        An application of which nobody can say whose it is may be anybody's.
        """
        if any(item.application.uscc == uscc for item in self.acceptances):
            return ()
        codes = set(self.record.code_by_name.values()) - {uscc}
        held = (item for item in self.held if item.stage in {Stage.LAUNCH, Stage.ACCEPTANCE})
        return tuple(problem for item in held if item.subject not in codes for problem in item.problems)

    @cached_property
    def _strangers(self) -> frozenset[str]:
        """Name the organisations on record that did not apply in this cycle, and the events that cannot be read."""
        filed: set[str] = {application.uscc for application in self.record.applications} | set(self.record.unfit)
        filed |= {row.uscc for row in self.record.having(Receipt, "uscc")}
        events = set(map(unread_key, self.events.unread))
        return frozenset((set(self.record.code_by_name.values()) - filed) | events)

    @property
    def current(self) -> Step:
        """Give the first stage that is not done, or the last one."""
        return next((step for step in self.steps if step.state is not State.DONE), self.steps[-1])

    # -- who is who ----------------------------------------------------------------------------------

    @property
    def accepted(self) -> tuple[Acceptance, ...]:
        """List the accepted applications."""
        return tuple(item for item in self.acceptances if item.outcome is AcceptanceOutcome.ACCEPTED)

    @property
    def qualified(self) -> tuple[Qualification, ...]:
        """List the applicants that passed the examination and are still there for the review and the vote."""
        return tuple(item for item in self.passed if not self.left_before_vote(item.acceptance.application.uscc))

    @property
    def passed(self) -> tuple[Qualification, ...]:
        """List the applicants that passed the examination, also those that left since."""
        return tuple(item for item in self.qualifications if item.verdict is Verdict.MET)

    def left(self, uscc: str, until: date | None = None) -> Departure | None:
        """Give the first departure of an organisation that counts by a day, or at all."""
        return first_departure(self.departures, uscc, until)

    def left_before_vote(self, uscc: str) -> bool:
        """Say whether somebody left before the vote; whoever was voted on did not, whatever was decided since."""
        leaves = any(item.uscc == uscc for item in self.departures)
        if not leaves or any(row.uscc == uscc for row in self.record.all(Count)):
            return False
        meeting = self.record.one(Meeting)
        return self.left(uscc, None if meeting is None else meeting.held) is not None

    @property
    def repeats(self) -> frozenset[str]:
        """Give the codes of applicants that are laureates of old (第二十八条)."""
        return frozenset(item.application.uscc for item in self.acceptances if item.repeat)

    @property
    def nominated(self) -> frozenset[str]:
        """Give the codes of nominees of the grades below the top one, where the rule set has any."""
        return frozenset(self.grades)

    @property
    def grades(self) -> Mapping[str, Grade]:
        """Give the grade of each nominee below the top one, by code."""
        found = () if self.vote.nomination is None else self.vote.nomination.grades
        return {code: self.rules.lower[place] for code, place in found}

    def name(self, uscc: str) -> str:
        """Give an applicant's name as filed, else a laureate's as registered, else the code."""
        return self._called.get(uscc, uscc)

    def printed_name(self, uscc: str) -> str:
        """Name one as lists print it: after a change of name with the one before, a person with the employer."""
        known = former_names(self.events).get(uscc)
        name = self.name(uscc) if known is None else f"{known[0]}（原{known[1]}）"
        rows = (item.application.applicant for item in self.acceptances if subject_of(uscc) in NUMBERS)
        home = next((row.known("home") for row in rows if row.known("uscc") == uscc), "")
        return f"{name}（{home}）" if home else name

    @cached_property
    def _called(self) -> Mapping[str, str]:
        known = ((award.uscc, award.name) for award in reversed(self.record.whole(Award)))
        applications = (item.application for item in reversed(self.acceptances))
        filed = (*reversed(self.record.applications), *applications)
        return {**dict(known), **{application.uscc: application.name for application in filed}}

    @property
    def register(self) -> tuple[Award, ...]:
        """Give the awards on record, with those of this cycle once they are announced (第二十八条).

        An award that had run out by then, or by the cycle's own announcement before, is entered as 期满.
        """
        approval = self.decision.approval
        day = None if approval is None else approval.announced
        filed = () if self.record.lost(Award) else self.record.whole(Award)
        known = register.expired(filed, day or self.settings.cycle.announced)
        papers = (*self.events.papers, *self.record.elsewhere(PaperEvent))
        entered = revoked_elsewhere(register.carried(known, self.announced), self.record, self.rules)
        return events_papers.certified(entered, papers)

    @property
    def bans(self) -> tuple[Ban, ...]:
        """Give the bans on record, those that this cycle's and other cycles' revocations bring too (第二十五条)."""
        return register.banned(bans_elsewhere(self.record, self.register, self.rules), self.supervision.rulings)

    @property
    def announced(self) -> tuple[Award, ...]:
        """Give this cycle's awards as register rows, empty before the announcement."""
        approval, prizes = self.decision.approval, self.decision.prizes
        if approval is None or prizes is None:
            return ()
        return register.awarded(
            approval,
            {prize.uscc: prize.amount for prize in prizes.prizes},
            self.repeats if self.rules.art28.repeat_apart else register.former(self.record.whole(Award), approval),
            self.settings.cycle,
            self.rules,
            self.grades,
        )

    @property
    def decided(self) -> frozenset[str]:
        """Name those about whom nothing waits: applicants, laureates, panels, experts, incidents, objections."""
        objections = () if self.notice is None else self.notice.objections
        stopped = self.stopped
        panels = [pool for pool in self.panels.pools if pool.panel.panel not in stopped]
        found = {
            *(item.application.uscc for item in self.acceptances),
            *(award.uscc for award in self.register),
            *(pool.panel.panel for pool in panels),
            *(entry.expert.number for pool in panels for entry in pool.entries),
            *(ruling.incident.number for ruling in self.supervision.rulings),
            *(row.number for row in objections if row.uscc not in stopped),
        }
        return frozenset(str(item) for item in found if item not in stopped)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """List every finding, in the order of the stages."""
        return localised(self._findings, self.rules)

    @property
    def _findings(self) -> tuple[Finding, ...]:
        ranking, notice, approval = self.review.ranking, self.notice, self.decision.approval
        groups: tuple[Iterator[Finding], ...] = (
            (finding for item in self.acceptances for finding in item.findings),
            (finding for item in self.qualifications for finding in item.findings),
            (finding for pool in self.panels.pools for entry in pool.entries for finding in entry.findings),
            iter(()) if ranking is None else later_findings.of_ranking(ranking.standings, self.record),
            iter(()) if ranking is None else later_findings.of_method(ranking.untrimmed, self.record),
            later_findings.of_vote(self.vote.tallies, 1),
            later_findings.of_vote(self.vote.second, 2),
            iter(()) if notice is None else later_findings.of_notice(notice),
            iter(())
            if approval is None
            else later_findings.of_approval(approval, self.decision.prizes, self.announced),
            later_findings.of_supervision(self.supervision.rulings),
            later_findings.of_events(self.events),
            later_findings.of_departures(self.departures),
        )
        return tuple(finding for group in groups for finding in later_findings.readable(group))

    @cached_property
    def status(self) -> LegalStatus:
        """Give titles and bans of all organisations, by the workbooks of all cycles together."""
        return on_record(self.record, self.rules)

    @cached_property
    def registered(self) -> Registered | None:
        """Give the day up to which things are registered; None where no fact has a date yet."""
        return registered_until(self.record, self.events)

    # -- what is on record of the papers -------------------------------------------------------------

    def dispatched(self, document: int, subject: str = "") -> Dispatch | None:
        """Give the row of 发文登记 for a document and its subject, else the row for all; later turns have their own."""
        found = self._dispatches.get((document, subject))
        own = subject.isdigit() or subject.endswith("轮") or subject in {row.number for row in later(self.events)}
        return found if found is not None or own else self._dispatches.get((document, ""))

    def issue(self, document: int, subject: str = "") -> Issuance:
        """Give what 发文登记 says of a document."""
        row = self.dispatched(document, subject)
        if row is None:
            return Issuance()
        if row.lacking:
            return Issuance(wrong=tuple(dict.fromkeys(item for wrong in row.lacking.values() for item in wrong)))
        return Issuance(
            number=row.number,
            dated=row.dated,
            signer=row.signer or "",
            issued=row.issued is YesNo.YES,
            printed=row.printed or row.dated,
        )

    @cached_property
    def _dispatches(self) -> Mapping[tuple[int, str], Dispatch]:
        """Find the first row of 发文登记 for a document and whom it is about, empty for all."""
        rows = reversed(self.record.having(Dispatch, "document", "subject"))
        return {(row.document, row.subject or ""): row for row in rows}
