"""Other instances of the events: another subject, another stage, two on one day, before and after what they act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.scenarios.events import edited, happened, judged, named, only, said, with_events
from tests.scenarios.test_every_event import (
    APPROVED_ON,
    CARE,
    CHOSEN,
    COLLECTIVE,
    DEFERRED,
    EARLY,
    FOOD,
    LATER,
    LOGISTICS,
    LOST,
    MEETING,
    STRANGER,
    TOLD,
    VALVES,
    decision,
    money,
    office,
    paper,
    pending,
    person,
    score,
    tied,
    unit,
)
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.event_vocabulary import (
    ApplicantEventKind,
    DecisionKind,
    DecisionResult,
    Delivery,
    GivenScores,
    MoneyKind,
    PaperEventKind,
    PersonEventKind,
    ScheduleEventKind,
)
from toolchain.model.sheets.events import ScheduleEvent
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation import events_people
from toolchain.regulation.events import Events
from toolchain.stages.judgement import Judgement

LAUREATE_OF_OLD, REFUSED = USCC("91410702MA4BXF62XN"), USCC("91410702MA4DQT461N")
MAKERS = {"panel": "制造业组"}
WITHDRAWAL, RENAMED, RECODED = ApplicantEventKind.WITHDRAWAL, ApplicantEventKind.RENAMED, ApplicantEventKind.RECODED
GROUP = "牧野物流集团有限公司"


def of(uscc: USCC, kind: ApplicantEventKind, day: date, number: str = "D01", **values: object) -> Any:
    return replace(unit(kind, day, uscc, **{"name": named(uscc), **values}), number=number)


def recoded(day: date, number: str = "D01", **values: object) -> Any:
    return of(LOGISTICS, RECODED, day, number, **{"new_code": STRANGER, "same": YesNo.YES, **values})


def late(uscc: USCC, result: DecisionResult, day: date, number: str = "J01") -> Any:
    return decision(DecisionKind.LATE_FACT, day, number, uscc=uscc, result=result)


def columns(outcome: CycleOutcome) -> list[tuple[str, str]]:
    """List the problems of 变更事项: code and column."""
    return [(code, cell.rstrip("0123456789")) for code, _, cell in said(outcome)]


def whole(intake: Intake) -> Intake:
    return intake


def tie(intake: Intake) -> Intake:
    return only(tied(intake), *EARLY, "评委会会议")


EXPIRY = 26
"""The reminder of titles that end, which a cycle not yet awarded makes."""

NOTICE, AUGUST, SEPTEMBER = date(2025, 7, 17), date(2025, 8, 20), date(2025, 9, 12)
JUNE, JULY = date(2025, 6, 20), date(2025, 7, 12)
LEADER = PersonEventKind.LEADER_CHANGES
DELIVERED = {"method": Delivery.DIRECT, "receiver": "张三"}

WRONG: dict[str, tuple[tuple[Any, ...], str, str, Callable[[Intake], Intake]]] = {
    "1撤回写了别家的名称": ((of(LOGISTICS, WITHDRAWAL, NOTICE, name=named(FOOD)),), "E-EVENT-36", "C", whole),
    "2新名称与原来相同": ((of(LOGISTICS, RENAMED, NOTICE, new_name=named(LOGISTICS)),), "E-EVENT-38", "H", whole),
    "2同一更名登记两次": (
        (
            of(LOGISTICS, RENAMED, JULY, new_name=GROUP),
            of(LOGISTICS, RENAMED, SEPTEMBER, "D02", new_name=GROUP),
        ),
        "E-EVENT-36",
        "C",
        whole,
    ),
    "2同一天两个新名称": (
        (of(LOGISTICS, RENAMED, JULY, new_name=GROUP), of(LOGISTICS, RENAMED, JULY, "D02", new_name="另一名称")),
        "E-EVENT-39",
        "D",
        whole,
    ),
    "3新代码是另一家申报单位的": ((recoded(JULY, new_code=FOOD),), "E-EVENT-43", "I", whole),
    "3新代码与原来相同": ((recoded(JULY, new_code=LOGISTICS),), "E-EVENT-38", "I", whole),
    "6不是本届的申报单位": ((late(LAUREATE_OF_OLD, DecisionResult.EXCLUDED, NOTICE),), "E-EVENT-08", "C", whole),
    "7姓名是另一人的": (
        (
            replace(
                person(PersonEventKind.REVIEWER_LEAVES, "E01", date(2025, 6, 30), scores=GivenScores.KEPT, **MAKERS),
                name=named("E02"),
            ),
        ),
        "E-EVENT-36",
        "C",
        whole,
    ),
    "7换的不是组长": ((person(LEADER, "E01", date(2025, 6, 20), successor="E06", **MAKERS),), "E-EVENT-14", "B", whole),
    "7新组长不在组里": (
        (person(LEADER, "E05", date(2025, 6, 20), successor="E09", **MAKERS),),
        "E-EVENT-14",
        "K",
        whole,
    ),
    "9更正前后相同": ((score(new=80),), "E-EVENT-38", "G", whole),
    "9更正后不是可以打的分": ((score(new=120),), "E-RULE-1612", "G", whole),
    "9从同一原分更正两次": ((score(), score(number="F02", new=70)), "E-EVENT-21", "F", whole),
    "11没有同票": ((CHOSEN,), "E-EVENT-32", "C", whole),
    "11参加人数多于委员": ((replace(CHOSEN, favour=25, voters=30),), "E-EVENT-42", "H", tie),
    "12还有人可以表决": ((COLLECTIVE,), "E-EVENT-32", "C", whole),
    "15登记暂缓而名单是同意": ((DEFERRED,), "E-EVENT-41", "C", whole),
    "15暂缓的不是拟奖单位": ((replace(DEFERRED, uscc=FOOD),), "E-EVENT-41", "C", whole),
    "15证书编号是另一家的": ((DEFERRED, replace(LATER, certificate="红质奖2024001")), "E-EVENT-29", "N", pending),
    "16更正前后相同": (
        (paper(PaperEventKind.CORRECTED, 23, AUGUST, place="一", wrong="甲", right="甲"),),
        "E-EVENT-38",
        "J",
        whole,
    ),
    "16撤回两次": (
        (
            paper(PaperEventKind.RECALLED, 3, date(2025, 5, 20), subject=LOGISTICS, reason="有误"),
            replace(
                paper(PaperEventKind.RECALLED, 3, date(2025, 5, 25), subject=LOGISTICS, reason="有误"), number="W02"
            ),
        ),
        "E-EVENT-39",
        "B",
        whole,
    ),
    "18同一天两个电话": (
        (
            office(date(2025, 7, 1), phone="0373-3059999"),
            replace(office(date(2025, 7, 1), phone="0373-3058888"), number="B02"),
        ),
        "E-EVENT-39",
        "D",
        whole,
    ),
    "19写了另一家的代码": ((replace(TOLD, uscc=LOGISTICS),), "E-EVENT-40", "C", whole),
    "19有申辩没有告知": (
        (decision(DecisionKind.STATEMENT, date(2025, 11, 20), incident="S01", result=DecisionResult.REJECTED),),
        "W-EVENT-44",
        "D",
        whole,
    ),
    "21已经公告还登记中止": (
        (happened(ScheduleEvent, "C01", date(2025, 5, 20), kind=ScheduleEventKind.STOPPED, reason="某事"),),
        "E-EVENT-04",
        "C",
        whole,
    ),
    "23撤回以后送达": (
        (
            paper(PaperEventKind.RECALLED, 3, date(2025, 5, 20), subject=LOGISTICS, reason="有误"),
            replace(
                paper(PaperEventKind.DELIVERED, 3, date(2025, 5, 25), subject=LOGISTICS, **DELIVERED), number="W02"
            ),
        ),
        "E-EVENT-04",
        "E",
        whole,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_in_a_wrong_place_it_is_a_problem_at_its_cell(
    name: str, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    rows, code, column, books = WRONG[name]
    outcome, after = judged(with_events(books(intake), *rows), toolbox)
    assert (code, column) in columns(outcome)
    assert all(toolbox.wording.message(item) and toolbox.wording.remedy(item) for item in outcome.problems)
    if code.startswith("E-EVENT") and code != "E-EVENT-14":  # the panel is seated without it
        assert rows[-1] not in after.events.all
        known = {item.document.number for item in example.papers} | {EXPIRY}
        assert len(rows) > 1 or {item.document.number for item in outcome.papers} <= known


def test_the_lists_that_follow_leave_out_who_withdrew(intake: Intake, toolbox: Resources) -> None:
    """Report and request of after the withdrawal say who left; the ones of before it stand as they were."""
    outcome, _ = judged(with_events(intake, of(LOGISTICS, WITHDRAWAL, NOTICE)), toolbox)
    [report], [request] = (
        [item.document for item in outcome.papers if item.document.number == number] for number in (21, 22)
    )
    for listed, left in ((report.standing, report.left), (request.nominees, request.left)):
        assert LOGISTICS not in {item.uscc for item in listed}
        assert len(listed) == 3
        assert [(item.name, item.day, item.kind) for item in left] == [(named(LOGISTICS), NOTICE, "撤回申报")]
    outcome, _ = judged(with_events(intake, of(LOGISTICS, WITHDRAWAL, date(2025, 7, 25))), toolbox)
    assert all(not item.document.left for item in outcome.papers if item.document.number in {21, 22})


def test_the_notice_to_be_posted_leaves_out_who_withdrew(intake: Intake, toolbox: Resources) -> None:
    row = of(LOGISTICS, WITHDRAWAL, date(2025, 7, 11))
    outcome, _ = judged(with_events(only(intake, *EARLY, "评委会会议"), row), toolbox)
    [notice] = [item.document for item in outcome.papers if item.document.number == 19]
    assert LOGISTICS not in {item.uscc for item in notice.nominees}


@pytest.mark.parametrize("code", [LOGISTICS, STRANGER], ids=["old code", "new code"])
def test_withdrawn_after_a_new_code_under_either(code: USCC, intake: Intake, toolbox: Resources) -> None:
    rows = (recoded(JULY), of(code, WITHDRAWAL, NOTICE, "D02", name=named(LOGISTICS)))
    outcome, after = judged(with_events(intake, *rows), toolbox)
    assert not said(outcome)
    assert not {LOGISTICS, STRANGER} & {str(award.uscc) for award in after.announced}
    assert len(after.announced) == 3


def test_a_new_code_and_name_leave_no_row_without_its_paper(intake: Intake, toolbox: Resources) -> None:
    row = replace(recoded(JULY), kind=ApplicantEventKind.MERGED, new_name=GROUP)
    outcome, after = judged(with_events(intake, row), toolbox)
    assert {item.code for item in outcome.problems} & {"W-ISSUE-04", "W-ORDER-06"} == set()
    assert (STRANGER, GROUP) in {(award.uscc, award.name) for award in after.announced}


def test_a_second_new_code_follows_the_first(intake: Intake, toolbox: Resources) -> None:
    third = USCC("91410702MA9HK3Y61N")
    rows = (recoded(JULY), replace(recoded(SEPTEMBER, "D02", new_code=third), uscc=STRANGER))
    outcome, after = judged(with_events(intake, *rows), toolbox)
    assert not [item for item in said(outcome) if item[0].startswith("E")]
    assert third in {award.uscc for award in after.announced}


def test_after_the_award_nobody_ceases_to_be_a_laureate(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    assert example.judgement is not None
    outcome, after = judged(with_events(intake, recoded(SEPTEMBER, same=YesNo.NO)), toolbox)
    assert after.announced == example.judgement.announced
    assert not [item.document for item in outcome.papers if item.document.number == 39]


def test_who_waits_and_goes_on_waits_in_between(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    assert example.judgement is not None
    waits = late(LOGISTICS, DecisionResult.WAITS, date(2025, 7, 18))
    on = late(LOGISTICS, DecisionResult.GOES_ON, date(2025, 8, 1), "J02")
    _, after = judged(with_events(intake, waits, on), toolbox)
    assert [(item.day, item.until) for item in after.departures] == [(date(2025, 7, 18), date(2025, 8, 1))]
    assert after.announced == example.judgement.announced
    too_late = replace(on, effective=date(2025, 8, 12))
    _, after = judged(with_events(intake, waits, too_late), toolbox)
    assert LOGISTICS not in {award.uscc for award in after.announced}  # it waited on the day of the approval


def test_a_member_leaves_and_comes_back(example: CycleOutcome) -> None:
    assert example.judgement is not None
    members = example.judgement.record.all(Member)
    gone = person(PersonEventKind.MEMBER_LEAVES, "W02", MEETING, round=2)
    back = replace(person(PersonEventKind.MEMBER_ARRIVES, "W02", MEETING, round=3), number="R02")
    there = [
        {row.number for row in events_people.present(members, Events(people=(gone, back)), turn)} for turn in (1, 2, 3)
    ]
    present = [
        next(row for row in events_people.present(members, Events(people=(gone, back)), turn) if row.number == "W02")
        for turn in (1, 2, 3)
    ]
    assert len(set(map(frozenset, there))) == 1
    assert [row.present for row in present] == [YesNo.YES, YesNo.NO, YesNo.YES]


def test_a_demand_is_no_receipt(intake: Intake, toolbox: Resources) -> None:
    demanded = money("K01", date(2026, 6, 1), MoneyKind.DEMANDED, until=date(2026, 7, 1), amount=50_000)
    received = money("K02", date(2026, 6, 20), MoneyKind.RECEIVED, amount=50_000)
    outcome, _ = judged(with_events(intake, demanded, received), toolbox)
    assert not said(outcome)
    assert [item.document.number for item in outcome.papers if item.document.number == 53]


def test_moved_dates_are_named_where_they_stand(intake: Intake, toolbox: Resources) -> None:
    """A date that an event moves stands in the event's cell; what waits for it waits."""
    row = happened(
        ScheduleEvent,
        "C01",
        date(2025, 7, 15),
        kind=ScheduleEventKind.MOVED,
        until=date(2025, 7, 20),
        ends=date(2025, 7, 22),
        reason="防汛",
    )
    outcome, after = judged(with_events(intake, row), toolbox)
    assert ("E-ORDER-01", "H") in columns(outcome)
    assert not after.announced


def test_two_units_leave_on_one_day(intake: Intake, toolbox: Resources) -> None:
    rows = (of(LOGISTICS, WITHDRAWAL, NOTICE), of(VALVES, WITHDRAWAL, NOTICE, "D02"))
    outcome, after = judged(with_events(intake, *rows), toolbox)
    assert not said(outcome)
    assert len(after.announced) == 2
    assert len([item for item in outcome.papers if item.document.number == 38]) == 2


def test_refused_and_approved_are_not_both_on_record(intake: Intake, toolbox: Resources) -> None:
    row = decision(DecisionKind.REFUSED, APPROVED_ON, uscc=LOGISTICS)
    outcome, after = judged(with_events(intake, row), toolbox)
    assert columns(outcome) == [("E-EVENT-41", "C")]
    assert not after.events.decisions


def test_a_certificate_lost_twice_has_two_numbers(intake: Intake, toolbox: Resources) -> None:
    again = replace(LOST, number="W02", effective=date(2025, 10, 20), certificate="红质奖2024011")
    outcome, after = judged(with_events(intake, LOST, again), toolbox)
    assert not said(outcome)
    assert {a.certificate for a in after.register if a.uscc == LOGISTICS} == {"红质奖2024011"}


def test_the_leader_is_changed(intake: Intake, toolbox: Resources) -> None:
    row = person(LEADER, "E05", date(2025, 6, 20), successor="E06", **MAKERS)
    outcome, after = judged(with_events(intake, row), toolbox)
    assert not said(outcome)
    assert next(iter(after.panels.draws)).leader == "E06"


def after_issue(row: Row, intake: Intake) -> Intake:
    """Give the example without any paper of after the notice, and with an event."""
    kept = edited(intake, Dispatch, lambda item: item if item.document < 21 else None)
    return with_events(only(kept, *EARLY, "评委会会议", "公示与异议"), row)


def test_who_waits_is_not_put_forward(intake: Intake, toolbox: Resources) -> None:
    outcome, _ = judged(after_issue(late(LOGISTICS, DecisionResult.WAITS, date(2025, 7, 18)), intake), toolbox)
    [request] = [item.document for item in outcome.papers if item.document.number == 22]
    assert LOGISTICS not in {item.uscc for item in request.nominees}
    assert [item.kind for item in request.left] == ["等待查清"]


def test_the_tie_is_broken_by_the_committee(intake: Intake, toolbox: Resources) -> None:
    outcome, after = judged(with_events(tie(intake), CHOSEN), toolbox)
    assert not said(outcome)
    assert isinstance(after, Judgement)
    assert CARE in {item.uscc for item in after.vote.nomination.nominees}
