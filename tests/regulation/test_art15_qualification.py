"""第十五条: the qualification examination."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.regulation.placed import at
from tests.rows import row_of
from toolchain.model.parameters import load_rules
from toolchain.model.problems import Problem
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle, Readings
from toolchain.model.sheets.vocabulary import AwardKind, BanCause, EventKind, EventLevel, Verdict, YesNo
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.regulation.art15_qualification import Qualification, check_coverage, qualify, recheck

OTHER = USCC("914107020706795570")
Apply = Callable[..., Application]
Checks = Callable[..., tuple[Check, ...]]
MakeCheck = Callable[..., Check]
MakeEvent = Callable[..., Event]
Qualify = Callable[..., Qualification]


RULES = load_rules(Path(__file__).resolve().parents[2] / "templates" / "regulation" / "2022-76.toml")


def covered(
    acceptances: tuple[Acceptance, ...], checks: tuple[Check, ...], events: tuple[Event, ...]
) -> tuple[Problem, ...]:
    """Look at what does not fit under the shipped rule set."""
    return check_coverage(acceptances, checks, events, RULES)


@pytest.fixture
def accepted(apply: Apply) -> Callable[..., Acceptance]:
    """Make an accepted application."""

    def make(**changes: object) -> Acceptance:
        return Acceptance(apply(**changes), None, AcceptanceOutcome.ACCEPTED, (), repeat=False)

    return make


@pytest.fixture
def qualified(
    accepted: Callable[..., Acceptance], checks: Checks, cycle: Cycle, readings: Readings, rules: Rules
) -> Qualify:
    """Examine an application without fault, but for what is changed."""

    def run(
        changes: dict[str, Verdict | None] | None = None, events: tuple[Event, ...] = (), **application: object
    ) -> Qualification:
        return qualify(accepted(**application), checks(changes), events, (), cycle, readings, rules)

    return run


def test_all_met_passes(qualified: Qualify) -> None:
    found = qualified()
    assert found.verdict is Verdict.MET
    assert found.earliest is None


def test_one_failure_stops_before_what_is_pending(qualified: Qualify) -> None:
    found = qualified({"10.2": Verdict.PENDING, "11.1": Verdict.NOT_MET})
    assert found.verdict is Verdict.NOT_MET
    assert qualified({"10.2": Verdict.PENDING}).verdict is Verdict.PENDING


def test_earliest_day_is_that_of_the_longest_obstacle(qualified: Qualify, event: MakeEvent) -> None:
    rows = (event(EventKind.SAFETY, date(2024, 5, 6)), event(EventKind.OFFENCE, date(2025, 7, 8)))
    found = qualified({"11.3": Verdict.NOT_MET}, rows, established=date(2024, 1, 1))
    assert found.earliest == date(2028, 7, 8)


def test_earliest_day_is_unknown_where_one_obstacle_has_no_end(qualified: Qualify, event: MakeEvent) -> None:
    rows = (event(EventKind.SAFETY, date(2024, 5, 6)),)
    assert qualified({"11.2": Verdict.NOT_MET}, rows).earliest is None
    assert qualified(years={2023: "1", 2024: "1", 2025: "-9"}).earliest is None


def test_what_happened_since_the_deadline_will_bar(qualified: Qualify, event: MakeEvent) -> None:
    now, since = event(EventKind.SAFETY, date(2024, 5, 6)), event(EventKind.OFFENCE, date(2026, 11, 8))
    assert qualified(events=(now, since)).earliest == date(2029, 11, 8)
    assert qualified(events=(since,)).earliest is None


def test_a_conclusion_ends_with_its_event_but_not_with_the_age(qualified: Qualify, event: MakeEvent) -> None:
    young = date(2024, 1, 1)
    assert qualified({"10.1": Verdict.NOT_MET}, established=young).earliest is None
    assert qualified(established=young).earliest == date(2027, 1, 1)
    rows = (event(EventKind.SAFETY, date(2024, 5, 6)),)
    assert qualified({"11.3": Verdict.NOT_MET}, rows).earliest == date(2027, 5, 6)


def test_a_conclusion_without_its_event_has_no_end(qualified: Qualify, event: MakeEvent) -> None:
    rows = (event(EventKind.SAFETY, date(2024, 5, 6)),)
    assert qualified({"11.4": Verdict.NOT_MET}, rows).earliest is None
    assert qualified({"11.4": Verdict.NOT_MET}).earliest is None


def codes(problems: tuple[object, ...]) -> list[str]:
    return [item.code for item in problems]


def test_complete_checks_have_no_problem(accepted: Callable[..., Acceptance], checks: Checks) -> None:
    assert covered((accepted(),), checks(), ()) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"uscc": OTHER}, ["E-RULE-1501"], id="没有申报的单位"),
        pytest.param({"item": "11.9"}, ["E-RULE-1502"], id="没有的条款"),
        pytest.param({"item": "11.0"}, ["E-RULE-1502"], id="第零项"),
        pytest.param({"item": "10.0"}, ["E-RULE-1502"], id="第十条第零项"),
        pytest.param({"item": "10.8"}, ["E-RULE-1502"], id="第十条没有第八项"),
        pytest.param({"item": "10.7"}, [], id="第十条最后一项"),
        pytest.param({"item": "10.1"}, [], id="第十条第一项"),
        pytest.param({"item": "11.8"}, [], id="第十一条最后一项"),
        pytest.param({"item": "11.40"}, ["E-RULE-1502"], id="数字化的条款"),
        pytest.param({"verdict": Verdict.PENDING}, ["E-RULE-1503"], id="待核没有事实"),
        pytest.param({"verdict": Verdict.NOT_MET}, ["E-RULE-1503"], id="不符合没有事实"),
        pytest.param({"round": 2}, ["E-RULE-1504"], id="首轮填2"),
        pytest.param({"name": "甲公司"}, ["W-RULE-1506"], id="名称不同"),
    ],
)
def test_rows_that_do_not_fit(
    accepted: Callable[..., Acceptance],
    check: MakeCheck,
    changes: dict[str, object],
    expected: list[str],
) -> None:
    assert codes(covered((accepted(),), (check("10.2", **changes),), ())) == expected


def test_rounds_out_of_order_are_told_once(accepted: Callable[..., Acceptance], check: MakeCheck) -> None:
    rows = (check("10.2", turn=2), check("10.2", turn=3), check("10.5", turn=2))
    assert codes(covered((accepted(),), rows, ())) == ["E-RULE-1504", "E-RULE-1504"]


@pytest.mark.parametrize(("day", "expected"), [(4, ["E-RULE-1505"]), (5, []), (6, [])])
def test_a_later_round_is_not_dated_earlier(
    accepted: Callable[..., Acceptance], check: MakeCheck, day: int, expected: list[str]
) -> None:
    rows = (check("10.2"), check("10.2", turn=2, checked=date(2026, 11, day)))
    assert codes(covered((accepted(),), rows, ())) == expected


def test_a_failure_without_its_event_warns(
    accepted: Callable[..., Acceptance], check: MakeCheck, event: MakeEvent
) -> None:
    rows = (check("11.4", Verdict.NOT_MET),)
    matching = (event(EventKind.EXPORT, date(2025, 1, 1)),)
    elsewhere = (event(EventKind.SAFETY, date(2025, 1, 1)),)
    assert codes(covered((accepted(),), rows, elsewhere)) == ["W-RULE-1507"]
    assert codes(covered((accepted(),), rows, matching)) == []
    assert codes(covered((accepted(),), rows, matching + elsewhere)) == []


def test_an_event_of_a_stranger(accepted: Callable[..., Acceptance], event: MakeEvent) -> None:
    rows = (event(EventKind.SAFETY, date(2025, 1, 1), uscc=OTHER),)
    assert codes(covered((accepted(),), (), rows)) == ["E-RULE-1501"]


@pytest.mark.parametrize(
    ("happened", "level", "overturned", "expected"),
    [
        pytest.param(date(2026, 11, 1), EventLevel.MINOR, YesNo.NO, ["E-RULE-1508"], id="截止后一日"),
        pytest.param(date(2026, 12, 20), EventLevel.MAJOR, YesNo.NO, ["E-RULE-1508"], id="审定日只报一次"),
        pytest.param(date(2026, 12, 21), EventLevel.MAJOR, YesNo.NO, [], id="审定日之后"),
        pytest.param(date(2026, 12, 1), EventLevel.MAJOR, YesNo.YES, [], id="已推翻"),
        pytest.param(date(2023, 12, 20), EventLevel.MAJOR, YesNo.NO, [], id="审定日三年前对应日"),
    ],
)
def test_a_second_look_on_the_day_of_approval(
    qualified: Qualify,
    event: MakeEvent,
    readings: Readings,
    rules: Rules,
    happened: date,
    level: EventLevel,
    overturned: YesNo,
    expected: list[str],
) -> None:
    rows = (event(EventKind.SAFETY, happened, level=level, overturned=overturned),)
    assert codes(recheck((qualified(),), rows, (), (), date(2026, 12, 20), readings, rules)) == expected


def test_a_second_look_at_an_event_without_level(
    qualified: Qualify, event: MakeEvent, readings: Readings, rules: Rules
) -> None:
    rows = (at(event(EventKind.INSPECTION, date(2026, 11, 20)), 7),)
    found = recheck((qualified(),), rows, (), (), date(2026, 12, 20), readings, rules)
    assert codes(found) == ["E-RULE-1509"]
    assert found[0].at == rows[0].where("happened")


def test_a_second_look_leaves_others_alone(
    qualified: Qualify, event: MakeEvent, readings: Readings, rules: Rules
) -> None:
    rows = (event(EventKind.SAFETY, date(2026, 11, 20), uscc=OTHER),)
    assert recheck((qualified(),), rows, (), (), date(2026, 12, 20), readings, rules) == ()


@pytest.mark.parametrize("cause", [BanCause.CHEATING, BanCause.FRAUD])
@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param(date(2026, 12, 19), ["E-RULE-1510"], id="前一日开始"),
        pytest.param(date(2026, 12, 20), ["E-RULE-1510"], id="当日开始"),
        pytest.param(date(2026, 12, 21), [], id="次日开始"),
    ],
)
def test_a_second_look_at_bans(
    qualified: Qualify, readings: Readings, rules: Rules, cause: BanCause, since: date, expected: list[str]
) -> None:
    found = qualified()
    row = at(row_of(Ban, uscc=found.acceptance.application.uscc, cause=cause, since=since), 4)
    problems = recheck((found,), (), (row,), (), date(2026, 12, 20), readings, rules)
    assert codes(problems) == expected
    assert all(item.at == row.where("since") for item in problems)
    assert recheck((found,), (), (replace(row, uscc=OTHER),), (), date(2026, 12, 20), readings, rules) == ()


@pytest.mark.parametrize("cause", sorted(set(BanCause) - {BanCause.CHEATING, BanCause.FRAUD}))
def test_a_cause_that_the_rule_set_does_not_bar_for(
    qualified: Qualify, readings: Readings, rules: Rules, cause: BanCause
) -> None:
    found = qualified()
    assert not rules.ban_of(cause, date(2026, 12, 19)).exists
    row = at(
        row_of(Ban, uscc=found.acceptance.application.uscc, cause=cause, since=date(2026, 12, 19)),
        4,
    )
    assert recheck((found,), (), (row,), (), date(2026, 12, 20), readings, rules) == ()


@pytest.mark.parametrize(
    ("cause", "since", "expected"),
    [
        pytest.param(BanCause.CHEATING, date(2023, 12, 20), [], id="三年对应日已满"),
        pytest.param(BanCause.CHEATING, date(2023, 12, 21), ["E-RULE-1510"], id="三年差一日"),
        pytest.param(BanCause.FRAUD, date(2020, 12, 20), [], id="六年对应日已满"),
        pytest.param(BanCause.FRAUD, date(2020, 12, 21), ["E-RULE-1510"], id="六年差一日"),
    ],
)
def test_a_second_look_at_a_ban_that_ended(
    qualified: Qualify, readings: Readings, rules: Rules, cause: BanCause, since: date, expected: list[str]
) -> None:
    found = qualified()
    row = row_of(Ban, uscc=found.acceptance.application.uscc, cause=cause, since=since)
    assert codes(recheck((found,), (), (row,), (), date(2026, 12, 20), readings, rules)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 12, 29), ["E-RULE-2807"], id="期满前一日"),
        pytest.param(date(2026, 12, 30), ["E-RULE-2807"], id="有效期末日"),
        pytest.param(date(2026, 12, 31), [], id="期满后一日"),
    ],
)
def test_a_second_look_at_an_earlier_award(
    qualified: Qualify, readings: Readings, rules: Rules, day: date, expected: list[str]
) -> None:
    found = qualified()
    row = row_of(
        Award,
        uscc=found.acceptance.application.uscc,
        name="甲",
        basis=rules.document,
    )
    assert codes(recheck((found,), (), (), (replace(row),), day, readings, rules)) == expected
    for other in (
        replace(row, uscc=OTHER),
        replace(row, kind=AwardKind.NOMINATION),
        replace(row, announced=day + timedelta(days=1), valid_until=date(2030, 12, 30)),
    ):
        assert recheck((found,), (), (), (other,), day, readings, rules) == ()
    today = replace(row, announced=day, valid_until=date(2030, 12, 30))
    assert codes(recheck((found,), (), (), (today,), day, readings, rules)) == ["E-RULE-2807"]
