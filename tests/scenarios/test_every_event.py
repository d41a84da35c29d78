"""The events of an award's life, by their number: each where it belongs, and each in a wrong place or on a wrong day.

Every entry writes the rows as a clerk would, receives the workbook, and looks at decisions, papers and the trace. In
the wrong place an event is a problem at its cell, and nothing follows from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from tests.rows import row_of
from tests.scenarios.events import edited, happened, named, only, said, with_events
from tests.scenarios.test_absences import listed
from tests.scenarios.test_events_identity import OLD
from tests.scenarios.test_events_leaving import CARE, FOOD, LOGISTICS, PRECISION, VALVES, fact, with_fact
from tests.scenarios.test_one_register import beside, fraud
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.documents.delivered_terms import terms
from toolchain.inbox.intake import Intake
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets import SUPERVISION
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.committee import Ballot, Count, Member, MemberRecusal
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    DecisionResult,
    Delivery,
    GivenScores,
    MeasuringDay,
    MoneyKind,
    PaperEventKind,
    PersonEventKind,
    ScheduleEventKind,
    ScorePhase,
)
from toolchain.model.sheets.events import (
    ApplicantEvent,
    DecisionEvent,
    MoneyEntry,
    OfficeEvent,
    PaperEvent,
    PersonEvent,
    ScheduleEvent,
    ScoreCorrection,
)
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import (
    GovernmentDecision,
    Measure,
    Outcome,
    Vote,
    YesNo,
)
from toolchain.regulation.events_money import accounts
from toolchain.results.award_tables import recovery_sheets
from toolchain.stages.judgement import Judgement

STRANGER = USCC("91410702MA44ABCD5P")
MEETING, POSTED, APPROVED_ON, ANNOUNCED = date(2025, 7, 10), date(2025, 7, 14), date(2025, 8, 8), date(2025, 8, 15)
EARLY = ("届次设置", "获奖台账", "申报书", "部门核查", "评审专家库", "评审组抽取", "评分表")


class Seen(NamedTuple):
    """What a check looks at: after the event, and before it."""

    outcome: CycleOutcome
    now: Judgement
    before: Judgement
    toolbox: Resources

    def papers(self, number: int) -> list[Any]:
        """Give the documents of a number."""
        return [paper.document for paper in self.outcome.papers if paper.document.number == number]

    def total(self, uscc: str, *, before: bool = False) -> Any:
        """Give an applicant's total."""
        ranking = (self.before if before else self.now).review.ranking
        assert ranking is not None
        return next(item.total for item in ranking.standings if item.uscc == uscc)

    @property
    def laureates(self) -> set[str]:
        """Give the codes of the announced laureates."""
        return {str(award.uscc) for award in self.now.announced}

    @property
    def blocks(self) -> set[str]:
        """Give the codes of what blocks."""
        return {item.code for item in self.outcome.problems if item.blocks}


class Life(NamedTuple):
    """One event of the table.

    Attributes:
        number: its number in the table.
        name: what it is.
        rows: the rows of 变更事项.
        seen: whether the cycle is as it should be.
        wrong: the rows in a wrong place, with code and column of the problem.
        books: how the other workbooks are filled.
    """

    number: int
    name: str
    rows: tuple[Any, ...]
    seen: Callable[[Seen], bool]
    wrong: tuple[tuple[Any, str, str], ...]
    books: Callable[[Intake], Intake] = lambda intake: intake


def unit(kind: ApplicantEventKind, day: date, uscc: USCC = PRECISION, **values: object) -> Any:
    return happened(ApplicantEvent, "D01", day, uscc=uscc, **{"name": OLD, "kind": kind, **values})


def person(kind: PersonEventKind, number: str, day: date, **values: object) -> Any:
    return happened(PersonEvent, "R01", day, person=number, name=named(number), kind=kind, reason="有事", **values)


def days(kind: ScheduleEventKind, day: date, **values: object) -> Any:
    return happened(ScheduleEvent, "C01", day, kind=kind, reason="网站检修", **values)


def paper(kind: PaperEventKind, document: int, day: date, **values: object) -> Any:
    return happened(PaperEvent, "W01", day, kind=kind, document=document, **values)


def decision(kind: DecisionKind, day: date, number: str = "J01", **values: object) -> Any:
    return happened(DecisionEvent, number, day, kind=kind, **{"reason": "见会议记录", **values})


def money(number: str, day: date, kind: MoneyKind, **values: object) -> Any:
    return happened(MoneyEntry, number, day, incident="S01", kind=kind, **values)


def office(day: date, **values: object) -> Any:
    return happened(OfficeEvent, "B01", day, **values)


def score(**values: object) -> Any:
    row = {"expert": "E01", "uscc": PRECISION, "code": "4.1.2", "phase": ScorePhase.DESK, "old": 80, "new": 60}
    common = {
        "effective": date(2025, 7, 1),
        "number": "F01",
        "reason": "抄写串行",
        "decided_by": "组长",
        "paper": "更正单",
    }
    return row_of(ScoreCorrection, **{**row, **common, **values})


def tied(intake: Intake) -> Intake:
    """Give the care centre as many votes as the third one has."""
    more = iter(range(3))

    def vote(row: Ballot) -> Ballot:
        turned = row.uscc == CARE and row.vote is Vote.AGAINST and next(more, None) is not None
        return replace(row, vote=Vote.FOR) if turned else row

    def count(row: Count) -> Count:
        return replace(row, favour=row.favour + 3, against=row.against - 3) if row.uscc == CARE else row

    return edited(edited(intake, Ballot, vote), Count, count)


def all_recused(intake: Intake) -> Intake:
    """Let every member be recused from the food works, and take its ballots away."""
    members = [row for item in intake.filled for row in item.all(Member)]
    filled = []
    for item in intake.filled:
        if MemberRecusal in item.rows:
            away = tuple(
                row_of(MemberRecusal, member=row.number, uscc=FOOD, reason="自行申明", at=members[0].at)
                for row in members
                if row.present is YesNo.YES
            )
            rows = {
                **item.rows,
                MemberRecusal: (*item.rows[MemberRecusal], *away),
                Ballot: tuple(row for row in item.all(Ballot) if row.uscc != FOOD),
                Count: tuple(row for row in item.all(Count) if row.uscc != FOOD),
            }
            filled.append(replace(item, rows=rows))
        else:
            filled.append(item)
    return replace(intake, filled=tuple(filled))


def pending(intake: Intake) -> Intake:
    """Let the government put off its decision on the valves works."""

    def put_off(row: Approved) -> Approved:
        waits = row.uscc == VALVES
        return replace(row, decision=GovernmentDecision.PENDING, certificate=None) if waits else row

    waiting = edited(intake, Approved, put_off)
    return edited(waiting, Dispatch, lambda row: None if row.document in {24, 27} and row.subject == VALVES else row)


def until(intake: Intake, day: date) -> Intake:
    """Let the only notice be printed to run until a day."""
    return edited(intake, Posting, lambda row: replace(row, until=day))


def objected(intake: Intake) -> Intake:
    """Uphold the objection after the list was posted, and take the approval away."""
    upheld = edited(
        intake, Objection, lambda row: replace(row, outcome=Outcome.UPHELD, uscc=PRECISION) if row.number else row
    )
    return only(edited(upheld, Posting, lambda row: replace(row, concluded=None)), *EARLY, "评委会会议", "公示与异议")


def removed(intake: Intake) -> Intake:
    """Remove a reviewer a month after the award."""
    row = row_of(
        Discipline,
        expert="E04",
        name="赵敏",
        measure=Measure.REMOVAL,
        decided=date(2025, 9, 1),
    )
    return edited_rows(intake, Discipline, row)


def edited_rows(intake: Intake, sheet: type[Row], row: Row) -> Intake:
    filled = tuple(
        replace(item, rows={**item.rows, sheet: (*item.rows[sheet], row)}) if sheet in item.rows else item
        for item in intake.filled
    )
    return replace(intake, filled=filled)


def unapproved(intake: Intake) -> Intake:
    """Leave the fraud without approval, and nothing issued about it."""
    open_ = edited(
        intake, Incident, lambda row: replace(row, approved=None, meeting=None) if row.number == "S01" else row
    )
    return edited(open_, Dispatch, lambda row: None if row.subject == "S01" else row)


TOLD = decision(DecisionKind.INTENDED, date(2025, 11, 3), "J01", incident="S01")
ANSWERED = decision(DecisionKind.STATEMENT, date(2025, 11, 12), "J02", incident="S01", result=DecisionResult.REJECTED)
DEFERRED = decision(DecisionKind.DEFERRED, APPROVED_ON, "J01", uscc=VALVES)
LATER = decision(
    DecisionKind.LATER,
    date(2025, 9, 26),
    "J02",
    uscc=VALVES,
    result=DecisionResult.AWARDED,
    meeting="第55次",
    announced=date(2025, 10, 9),
    certificate="红质奖2024009",
)
LOST = paper(
    PaperEventKind.REISSUED, 24, date(2025, 9, 20), subject=LOGISTICS, reason="遗失", certificate="红质奖2024008"
)
INTERRUPTED = days(
    ScheduleEventKind.INTERRUPTED, date(2025, 7, 16), until=date(2025, 7, 17), posting=1, ends=date(2025, 7, 23)
)
RECEIVED = (
    money("K01", date(2026, 3, 2), MoneyKind.RECEIVED, amount=20_000),
    money("K02", date(2026, 6, 1), MoneyKind.DEMANDED, until=date(2026, 7, 1)),
    money("K03", date(2026, 6, 20), MoneyKind.RECEIVED, amount=30_000),
)
COLLECTIVE = decision(DecisionKind.NOBODY, MEETING, uscc=FOOD, result=DecisionResult.INCLUDED, favour=14, voters=16)
CHOSEN = decision(DecisionKind.TIE, MEETING, uscc=CARE, result=DecisionResult.INCLUDED, favour=12, voters=16)


def _refunded(seen: Seen) -> bool:
    found = accounts(seen.now.supervision.rulings, seen.now.events)
    summary, entries = recovery_sheets(seen.now, found)
    letter, settlement = seen.papers(49)[0], seen.papers(53)[0]
    return (
        (letter.claimed, letter.received, letter.left) == (50_000, 20_000, 30_000)
        and (settlement.received, settlement.event.number) == (50_000, "K03")
        and [row[4:] for row in summary.rows] == [(50_000, 50_000, 0, 0, "已结清")]
        and len(list(entries.rows)) == len(RECEIVED)
    )


def _moved_office(seen: Seen) -> bool:
    papers = [paper.document for paper in seen.outcome.papers if paper.document.issue.dated is not None]
    before = {document.cycle.phone for document in papers if document.issue.dated < date(2025, 7, 1)}
    after = {document.cycle.phone for document in papers if document.issue.dated >= date(2025, 7, 1)}
    return (before, after) == ({"0373-3050001"}, {"0373-3059999"})


def _approved_later(seen: Seen) -> bool:
    award = next(award for award in seen.now.announced if award.uscc == VALVES)
    second = next(document for document in seen.papers(23) if document.subject == "J02")
    certificate = next(document for document in seen.papers(24) if document.subject == VALVES)
    return (
        (award.announced, award.valid_until, award.certificate)
        == (date(2025, 10, 9), date(2029, 10, 9), "红质奖2024009")
        and [party.uscc for party in second.laureates] == [VALVES]
        and second.held == date(2025, 9, 26)
        and certificate.award.valid_until == date(2029, 10, 9)
        and not seen.blocks
        and seen.laureates == {str(award.uscc) for award in seen.before.announced}
    )


def _delivered(seen: Seen) -> bool:
    found = terms(seen.now, [paper.document for paper in seen.outcome.papers])
    days_of = {item.matter.partition("》")[2]: item.day for item in found}
    handed_back = seen.toolbox.calendar.after(date(2026, 1, 23), seen.toolbox.office.terms.recovery)
    return days_of == {
        "所定期限届满（自送达起算）": handed_back,
        "申请行政复议的期限届满": date(2026, 3, 24),
        "提起行政诉讼的期限届满": date(2026, 7, 23),
    } and bool(seen.papers(48))


LIVES = (
    Life(
        1,
        "撤回",
        (unit(ApplicantEventKind.WITHDRAWAL, date(2025, 7, 17)),),
        lambda s: (
            PRECISION not in s.laureates and len(s.papers(38)) == 1 and s.now.vote.tallies == s.before.vote.tallies
        ),
        ((unit(ApplicantEventKind.WITHDRAWAL, date(2025, 4, 1)), "E-EVENT-04", "E"),),
    ),
    Life(
        2,
        "更名",
        (unit(ApplicantEventKind.RENAMED, date(2025, 7, 12), new_name="恒拓精密科技（新乡）有限公司"),),
        lambda s: s.now.name(PRECISION) == "恒拓精密科技（新乡）有限公司" and not s.blocks,
        (
            (unit(ApplicantEventKind.RENAMED, date(2025, 7, 12)), "E-EVENT-01", "H"),
            (unit(ApplicantEventKind.RENAMED, date(2025, 7, 12), STRANGER, new_name="某"), "E-EVENT-08", "B"),
            (unit(ApplicantEventKind.RENAMED, date(2025, 7, 12), name="别名", new_name="某"), "E-EVENT-36", "C"),
        ),
    ),
    Life(
        3,
        "换代码",
        (unit(ApplicantEventKind.RECODED, date(2025, 7, 12), new_code=STRANGER, same=YesNo.YES),),
        lambda s: STRANGER in s.laureates and PRECISION not in s.laureates and not s.blocks,
        ((unit(ApplicantEventKind.RECODED, date(2025, 7, 12), new_code=STRANGER), "E-EVENT-01", "J"),),
    ),
    Life(
        4,
        "身份确认",
        (unit(ApplicantEventKind.IDENTITY, date(2025, 4, 10)),),
        lambda s: s.now.announced == s.before.announced and not s.blocks,
        ((unit(ApplicantEventKind.IDENTITY, date(2025, 4, 10), STRANGER), "E-EVENT-08", "B"),),
    ),
    Life(
        5,
        "申报截止延期",
        (
            days(
                ScheduleEventKind.EXTENDED,
                date(2025, 4, 25),
                until=date(2025, 5, 9),
                measured=MeasuringDay.ORIGINAL,
            ),
        ),
        lambda s: s.now.settings.cycle.deadline == date(2025, 5, 9) and len(s.papers(40)) == 1,
        (
            (
                days(
                    ScheduleEventKind.EXTENDED,
                    date(2025, 5, 1),
                    until=date(2025, 5, 9),
                    measured=MeasuringDay.ORIGINAL,
                ),
                "E-EVENT-04",
                "C",
            ),
        ),
    ),
    Life(
        6,
        "后来发现的事实",
        (),
        lambda s: (
            FOOD not in {item.uscc for item in s.now.review.candidates.first if s.now.left(item.uscc) is None}
            and len(s.papers(39)) == 1
            and s.laureates == {str(award.uscc) for award in s.before.announced}
        ),
        (
            (
                decision(DecisionKind.LATE_FACT, date(2025, 9, 1), uscc=PRECISION, result=DecisionResult.EXCLUDED),
                "E-EVENT-04",
                "E",
            ),
        ),
        lambda intake: with_fact(intake, fact(FOOD, date(2025, 7, 1))),
    ),
    Life(
        7,
        "评审员不能继续",
        (person(PersonEventKind.REVIEWER_LEAVES, "E01", date(2025, 6, 30), panel="制造业组", scores=GivenScores.KEPT),),
        lambda s: (
            [item.uscc for item in s.now.review.ranking.standings]
            == [item.uscc for item in s.before.review.ranking.standings]
            and len(s.papers(42)) == 1
        ),
        (
            (
                person(
                    PersonEventKind.REVIEWER_LEAVES, "E01", date(2025, 6, 1), panel="制造业组", scores=GivenScores.VOID
                ),
                "E-EVENT-04",
                "E",
            ),
        ),
    ),
    Life(
        8,
        "获奖以后取消评审资格",
        (),
        lambda s: (
            s.now.announced == s.before.announced and any(item.code == "W-RULE-1625" for item in s.outcome.problems)
        ),
        (),
        removed,
    ),
    Life(
        9,
        "评分更正",
        (score(),),
        lambda s: (s.total(PRECISION) < s.total(PRECISION, before=True)) and len(s.papers(44)) == 1,
        (
            (score(code="9.9.9"), "E-EVENT-20", "D"),
            (score(old=70), "E-EVENT-21", "F"),
            (score(effective=date(2025, 6, 29)), "E-EVENT-04", "H"),
            (score(effective=MEETING), "W-EVENT-22", "H"),
        ),
    ),
    Life(
        10,
        "委员迟到",
        (person(PersonEventKind.MEMBER_ARRIVES, "W01", MEETING, round=1),),
        lambda s: (
            [tally.present for tally in s.now.vote.tallies] == [tally.present for tally in s.before.vote.tallies]
            and [(row.name, row.turn) for row in s.papers(18)[0].moves] == [(s.papers(18)[0].moves[0].name, 1)]
        ),
        ((person(PersonEventKind.MEMBER_ARRIVES, "W01", date(2025, 7, 9), round=1), "E-EVENT-04", "E"),),
        lambda intake: edited(
            intake, Member, lambda row: replace(row, present=YesNo.NO) if row.number == "W01" else row
        ),
    ),
    Life(
        11,
        "同票集体决定",
        (CHOSEN,),
        lambda s: (
            CARE in {item.uscc for item in s.now.vote.nomination.decided}
            and [(row.included, row.favour, row.recused) for row in s.papers(18)[0].decisions] == [(True, 12, False)]
        ),
        ((replace(CHOSEN, favour=17), "E-EVENT-24", "G"),),
        lambda intake: only(tied(intake), *EARLY, "评委会会议"),
    ),
    Life(
        12,
        "无人表决的决定",
        (COLLECTIVE,),
        lambda s: (
            FOOD in {item.uscc for item in s.now.vote.nomination.decided}
            and FOOD not in {tally.uscc for tally in s.now.vote.tallies}
            and [(row.included, row.recused) for row in s.papers(18)[0].decisions] == [(True, True)]
        ),
        ((replace(COLLECTIVE, favour=10), "E-EVENT-33", "G"), (replace(COLLECTIVE, uscc=VALVES), "E-EVENT-32", "C")),
        lambda intake: only(all_recused(intake), *EARLY, "评委会会议"),
    ),
    Life(
        13,
        "公示中断",
        (INTERRUPTED,),
        lambda s: (
            s.now.notice.ends == date(2025, 7, 23)
            and s.now.announced == s.before.announced
            and [(row.notice, row.before, row.until) for row in s.papers(40)]
            == [(1, date(2025, 7, 21), date(2025, 7, 23))]
        ),
        (
            (replace(INTERRUPTED, effective=date(2025, 7, 13)), "E-EVENT-04", "C"),
            (replace(INTERRUPTED, posting=3), "E-EVENT-06", "J"),
            (replace(INTERRUPTED, ends=date(2025, 7, 15)), "E-EVENT-04", "H"),
        ),
    ),
    Life(
        14,
        "异议成立",
        (),
        lambda s: (
            s.now.notice.removed == (PRECISION,) and len(s.now.notice.standing) == len(s.before.notice.standing) - 1
        ),
        (),
        objected,
    ),
    Life(
        15,
        "暂缓后审定",
        (DEFERRED, LATER),
        _approved_later,
        (
            (replace(LATER, uscc=LOGISTICS), "E-EVENT-30", "C"),
            (replace(LATER, announced=date(2025, 9, 25)), "E-EVENT-04", "M"),
            (replace(LATER, result=DecisionResult.EXCLUDED), "E-EVENT-03", "F"),
        ),
        pending,
    ),
    Life(
        16,
        "公告更正",
        (
            paper(
                PaperEventKind.CORRECTED,
                23,
                date(2025, 8, 20),
                place="正文第二段",
                wrong="2024年度",
                right="2025年度",
            ),
        ),
        lambda s: s.papers(43)[0].registered == "红政〔2025〕31号" and s.papers(43)[0].dated == ANNOUNCED,
        (
            (
                paper(PaperEventKind.CORRECTED, 23, date(2025, 8, 14), place="一", wrong="甲", right="乙"),
                "E-EVENT-04",
                "E",
            ),
            (
                paper(PaperEventKind.CORRECTED, 99, date(2025, 8, 20), place="一", wrong="甲", right="乙"),
                "E-EVENT-26",
                "C",
            ),
        ),
    ),
    Life(
        17,
        "证书补发",
        (LOST,),
        lambda s: (
            {a.certificate for a in s.now.register if a.uscc == LOGISTICS} == {"红质奖2024008"}
            and s.papers(50)[0].certificate == "红质奖2024008"
            and [d.award.certificate for d in s.papers(24) if d.subject == LOGISTICS] != ["红质奖2024008"]
        ),
        (
            (replace(LOST, certificate="红质奖2024001"), "E-EVENT-29", "L"),
            (replace(LOST, document=23, subject=None), "E-EVENT-28", "C"),
            (replace(LOST, subject=FOOD), "E-EVENT-26", "C"),
            (replace(LOST, effective=date(2025, 8, 14)), "E-EVENT-04", "E"),
        ),
    ),
    Life(
        18,
        "评审办变更",
        (office(date(2025, 7, 1), phone="0373-3059999", contact="王新"),),
        _moved_office,
        (
            (office(date(2025, 7, 1)), "E-EVENT-23", "C"),
            (office(date(2025, 3, 2), phone="0373-3059999"), "E-EVENT-04", "B"),
            (office(date(2025, 7, 1), chair="别人"), "W-EVENT-25", "K"),
        ),
    ),
    Life(
        19,
        "撤销以前的告知和申辩",
        (TOLD, ANSWERED),
        lambda s: [paper.subject for paper in s.papers(32)] == ["S02", "S01"] or len(s.papers(32)) == 2,
        (
            (replace(TOLD, incident="S09"), "E-EVENT-34", "D"),
            (replace(TOLD, effective=date(2025, 10, 20)), "E-EVENT-04", "E"),
        ),
        unapproved,
    ),
    Life(
        20,
        "追缴款项",
        RECEIVED,
        _refunded,
        (
            (replace(RECEIVED[0], amount=50_001), "E-EVENT-19", "E"),
            (replace(RECEIVED[0], incident="S09"), "E-EVENT-18", "B"),
            (replace(RECEIVED[0], effective=date(2026, 1, 15)), "E-EVENT-04", "D"),
        ),
    ),
    Life(
        21,
        "本届中止",
        (days(ScheduleEventKind.STOPPED, date(2025, 7, 2)),),
        lambda s: "中止" in s.now.current.todo[0] and len(s.papers(41)) == 1,
        ((days(ScheduleEventKind.STOPPED, date(2025, 3, 2)), "E-EVENT-04", "C"),),
        lambda intake: only(intake, *EARLY[:4]),
    ),
    Life(
        22,
        "两届同时办",
        (),
        lambda s: VALVES not in s.laureates,
        (),
        lambda intake: beside(intake, SUPERVISION, fraud(date(2025, 3, 1))),
    ),
    Life(
        23,
        "送达",
        (
            paper(
                PaperEventKind.DELIVERED, 35, date(2026, 1, 23), subject="S01", method=Delivery.DIRECT, receiver="张三"
            ),
        ),
        _delivered,
        (
            (
                paper(
                    PaperEventKind.DELIVERED,
                    35,
                    date(2026, 1, 18),
                    subject="S01",
                    method=Delivery.DIRECT,
                    receiver="张三",
                ),
                "E-EVENT-04",
                "E",
            ),
            (
                paper(PaperEventKind.DELIVERED, 35, date(2026, 1, 23), subject="S01", method=Delivery.POST),
                "E-EVENT-01",
                "N",
            ),
        ),
    ),
)


def _judged(intake: Intake, toolbox: Resources) -> tuple[CycleOutcome, Judgement]:
    outcome = next(item for item in judge_all(intake, toolbox).cycles if item.record.cycle == "示例2025届")
    assert outcome.judgement is not None
    return outcome, outcome.judgement


def test_the_table_is_whole() -> None:
    assert [life.number for life in LIVES] == list(range(1, 24))


@pytest.mark.parametrize("life", LIVES, ids=lambda life: f"{life.number}{life.name}")
def test_where_it_belongs_it_acts(life: Life, intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    books = life.books(intake)
    outcome, now = _judged(with_events(books, *life.rows) if life.rows else books, toolbox)
    assert not [found for found in said(outcome) if found[0].startswith("E")]
    assert example.judgement is not None
    assert life.seen(Seen(outcome, now, example.judgement, toolbox))
    told = {value for finding in now.findings if finding.case == "7-event" for value in dict(finding.facts).values()}
    assert {row.number for row in life.rows} <= told
    absent, left_out = listed(outcome, now, toolbox)
    named = {item.number for item in absent}
    assert left_out <= named, "whoever an event takes out has a line"
    assert {row.person for row in life.rows if isinstance(row, PersonEvent)} <= named
    assert all(item.reason and item.cells for item in absent if item.kind in {"委员", "评审员", "拟奖单位"})


WRONG = [
    pytest.param(life, *wrong, id=f"{life.number}{life.name}{place}")
    for life in LIVES
    for place, wrong in enumerate(life.wrong, 1)
]


@pytest.mark.parametrize(("life", "row", "code", "column"), WRONG)
def test_in_a_wrong_place_it_is_a_problem_at_its_cell(
    life: Life,
    row: Any,
    code: str,
    column: str,
    intake: Intake,
    toolbox: Resources,
) -> None:
    books = life.books(intake)
    others = tuple(other for other in life.rows if other.number != row.number)
    outcome, now = _judged(with_events(books, *others, row), toolbox)
    assert (code, column) in [(found, cell.rstrip("0123456789")) for found, _, cell in said(outcome)]
    assert all(toolbox.wording.message(item) and toolbox.wording.remedy(item) for item in outcome.problems)
    if code.startswith("E"):
        assert row.number not in {event.number for event in now.events.all if type(event) is type(row)} or isinstance(
            row, MoneyEntry | DecisionEvent
        )


def _removed(intake: Intake, expert: str, name: str, decided: date) -> Intake:
    row = row_of(
        Discipline,
        expert=expert,
        name=name,
        measure=Measure.REMOVAL,
        decided=decided,
    )
    return beside(intake, SUPERVISION, row, cycle="示例2025届")


def _of_nobody(intake: Intake) -> Intake:
    return _removed(intake, "E99", "没有此人", date(2025, 9, 1))


def _long_ago(intake: Intake) -> Intake:
    return _removed(intake, "E04", "赵敏", date(2019, 9, 1))


def _against_a_stranger(intake: Intake) -> Intake:
    return edited(intake, Objection, lambda row: replace(row, uscc=STRANGER))


def _answered_early(intake: Intake) -> Intake:
    return edited(intake, Objection, lambda row: replace(row, concluded=date(2025, 7, 1)))


ELSEWHERE = [
    pytest.param(_of_nobody, {"E-RULE-2601"}, id="8没有这名专家"),
    pytest.param(_long_ago, {"W-ORDER-02"}, id="8决定在多年以前"),
    pytest.param(_answered_early, {"E-ORDER-01"}, id="14结论早于收到"),
    pytest.param(_against_a_stranger, {"E-RULE-1813"}, id="14异议的不是拟奖单位"),
    pytest.param(
        lambda intake: beside(intake, SUPERVISION, replace(fraud(date(2025, 3, 1)), uscc=STRANGER), cycle="示例2025届"),
        {"E-RULE-2501"},
        id="22不是获奖单位",
    ),
    pytest.param(
        lambda intake: beside(intake, SUPERVISION, fraud(date(2018, 3, 1)), cycle="示例2025届"),
        {"E-ORDER-01"},
        id="22批准早于事实",
    ),
]
"""Events 8, 14 and 22 stand in workbooks of their own."""


@pytest.mark.parametrize(("books", "codes"), ELSEWHERE)
def test_in_another_workbook_too(
    books: Callable[[Intake], Intake], codes: set[str], intake: Intake, toolbox: Resources
) -> None:
    outcome, now = _judged(books(intake), toolbox)
    found = [item for item in outcome.problems if item.code in codes]
    assert found
    assert all(item.at.cell for item in found)
    assert not [ruling for ruling in now.supervision.rulings if ruling.incident.number == "S09"]
