"""第十一条: what bars an applicant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.rows import row_of
from toolchain.model.findings import Finding, worst
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.register import Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import BanCause, EventKind, EventLevel, Verdict, Window, YesNo
from toolchain.regulation.art11_bars import free_from
from toolchain.regulation.conditions import evidence_of, examine

DEADLINE = date(2026, 10, 31)
MET, NOT_MET, PENDING = Verdict.MET, Verdict.NOT_MET, Verdict.PENDING
ANSWERED = ("11.1", "11.2", "11.3", "11.4", "11.6", "11.7", "11.8")
Apply = Callable[..., Application]
Checks = Callable[..., tuple[Check, ...]]
MakeEvent = Callable[..., Event]
Examined = Callable[..., tuple[Finding, ...]]
ByItem = Callable[..., dict[str, Verdict]]


@pytest.fixture
def examined(apply: Apply, checks: Checks, readings: Readings, rules: Rules) -> Examined:
    """Examine an application without fault, but for what is changed."""

    def run(
        changes: dict[str, Verdict | None] | None = None,
        events: tuple[Event, ...] = (),
        bans: tuple[Ban, ...] = (),
        window: Window = Window.ROLLING,
        more: tuple[Check, ...] = (),
        **application: object,
    ) -> tuple[Finding, ...]:
        rows = (*checks(changes), *more)
        filed = apply(**application)
        evidence = evidence_of(filed, rows, events, DEADLINE, replace(readings, window=window), rules)
        return tuple(found for found in examine(evidence, bans, rules) if found.rule.startswith(("11.", "25")))

    return run


@pytest.fixture
def by_item(examined: Examined) -> ByItem:
    """Give the verdict of each item."""

    def run(*args: object, **kwargs: object) -> dict[str, Verdict]:
        found = examined(*args, **kwargs)
        return {rule: worst(f for f in found if f.rule == rule) for rule in {f.rule for f in found}}

    return run


def ban(cause: BanCause, since: date) -> Ban:
    return row_of(Ban, uscc=USCC("91410702MA44ABCD5P"), cause=cause, since=since, evidence="决定1")


def test_every_item_is_examined_in_order(examined: Examined) -> None:
    found = examined()
    assert worst(found) is MET
    assert list(dict.fromkeys(f.rule for f in found)) == [f"11.{n}" for n in range(1, 9)]


@pytest.mark.parametrize("item", ANSWERED)
@pytest.mark.parametrize(
    ("check", "verdict"),
    [
        pytest.param(NOT_MET, NOT_MET, id="不符合"),
        pytest.param(PENDING, PENDING, id="待核"),
        pytest.param(None, PENDING, id="没有结论"),
    ],
)
def test_the_conclusion_counts(by_item: ByItem, item: str, check: Verdict | None, verdict: Verdict) -> None:
    found = by_item({item: check})
    assert found.pop(item) is verdict
    assert set(found.values()) == {MET}


@pytest.mark.parametrize(
    ("kind", "level", "responsible", "item", "verdict"),
    [
        pytest.param(EventKind.QUALITY, EventLevel.MINOR, YesNo.YES, "11.3", NOT_MET, id="一般质量责任事故"),
        pytest.param(EventKind.SAFETY, EventLevel.MINOR, YesNo.YES, "11.3", NOT_MET, id="一般安全责任事故"),
        pytest.param(EventKind.ENVIRONMENT, None, YesNo.YES, "11.3", NOT_MET, id="未定级环境责任事故"),
        pytest.param(EventKind.SAFETY, EventLevel.MAJOR, YesNo.NO, "11.3", MET, id="非责任重大事故由第十条管"),
        pytest.param(EventKind.HEALTH, EventLevel.MINOR, YesNo.YES, "11.3", MET, id="公共卫生由第十条管"),
        pytest.param(EventKind.INSPECTION, EventLevel.NATIONAL, YesNo.YES, "11.4", NOT_MET, id="国抽"),
        pytest.param(EventKind.INSPECTION, EventLevel.PROVINCIAL, YesNo.YES, "11.4", NOT_MET, id="省抽"),
        pytest.param(EventKind.INSPECTION, EventLevel.MUNICIPAL, YesNo.YES, "11.4", NOT_MET, id="市抽"),
        pytest.param(EventKind.INSPECTION, EventLevel.DISTRICT, YesNo.YES, "11.4", MET, id="区抽只提示"),
        pytest.param(EventKind.INSPECTION, None, YesNo.YES, "11.4", PENDING, id="抽查未写层级"),
        pytest.param(EventKind.INSPECTION, EventLevel.MAJOR, YesNo.YES, "11.4", PENDING, id="层级填成等级"),
        pytest.param(EventKind.EXPORT, None, YesNo.YES, "11.4", NOT_MET, id="出口索赔退货"),
        pytest.param(EventKind.SERVICE, None, YesNo.YES, "11.4", NOT_MET, id="严重服务质量问题"),
        pytest.param(EventKind.CHEATING, None, YesNo.YES, "11.6", NOT_MET, id="参评弄虚作假"),
        pytest.param(EventKind.OFFENCE, None, YesNo.YES, "11.7", NOT_MET, id="严重违法"),
        pytest.param(EventKind.DISHONESTY, None, YesNo.YES, "11.8", NOT_MET, id="单位失信"),
        pytest.param(EventKind.DISHONESTY_PERSON, None, YesNo.YES, "11.8", NOT_MET, id="法定代表人失信"),
    ],
)
def test_an_event_decides_against_a_conclusion_of_met(
    by_item: ByItem,
    event: MakeEvent,
    kind: EventKind,
    level: EventLevel | None,
    responsible: YesNo,
    item: str,
    verdict: Verdict,
) -> None:
    found = by_item(events=(event(kind, date(2025, 1, 1), level=level, responsible=responsible),))
    assert found.pop(item) is verdict
    assert set(found.values()) == {MET}


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (EventKind.SAFETY, "11.3"),
        (EventKind.EXPORT, "11.4"),
        (EventKind.CHEATING, "11.6"),
        (EventKind.OFFENCE, "11.7"),
        (EventKind.DISHONESTY, "11.8"),
    ],
)
@pytest.mark.parametrize(
    ("happened", "verdict", "again"),
    [
        pytest.param(date(2023, 10, 30), MET, None, id="前一日"),
        pytest.param(date(2023, 10, 31), MET, None, id="三年前对应日"),
        pytest.param(date(2023, 11, 1), NOT_MET, date(2026, 11, 1), id="后一日"),
        pytest.param(DEADLINE, NOT_MET, date(2029, 10, 31), id="截止日"),
        pytest.param(date(2026, 11, 1), MET, date(2029, 11, 1), id="截止日后"),
    ],
)
def test_window_and_first_free_day(
    examined: Examined,
    event: MakeEvent,
    kind: EventKind,
    item: str,
    happened: date,
    verdict: Verdict,
    again: date | None,
) -> None:
    found = [f for f in examined(events=(event(kind, happened),)) if f.rule == item]
    assert worst(found) is verdict
    assert next((f.again for f in found if f.again), None) == again


def test_an_overturned_failure_is_no_failure(examined: Examined, event: MakeEvent) -> None:
    row = event(EventKind.INSPECTION, date(2025, 1, 1), level=EventLevel.NATIONAL, overturned=YesNo.YES)
    found = examined(events=(row,))
    assert worst(found) is MET
    assert "11.4-overturned" in {f.case for f in found}


def test_a_district_failure_leaves_a_note(examined: Examined, event: MakeEvent) -> None:
    row = event(EventKind.INSPECTION, date(2025, 1, 1), level=EventLevel.DISTRICT)
    assert "11.4-district" in {f.case for f in examined(events=(row,))}


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        pytest.param(("5", "5", "-10.0001"), NOT_MET, id="合计-0.0001"),
        pytest.param(("5", "5", "-10"), MET, id="合计恰为零"),
        pytest.param(("5", "5", "-9.9999"), MET, id="合计+0.0001"),
        pytest.param(("-5", "-5", "100"), MET, id="两年亏损合计盈利"),
        pytest.param(("-0.1", "-0.2", "0.3"), MET, id="十进制合计恰为零"),
    ],
)
def test_sum_of_three_years(by_item: ByItem, figures: tuple[str, str, str], verdict: Verdict) -> None:
    years = dict(zip((2023, 2024, 2025), figures, strict=True))
    assert by_item(years=years)["11.5"] is verdict


def test_loss_is_stated_exactly(examined: Examined) -> None:
    found = next(f for f in examined(years={2023: "5", 2024: "5", 2025: "-30.5"}) if f.case == "11.5-sum")
    assert dict(found.facts)["loss"] == "20.5"
    assert dict(found.facts)["total"] == "-20.5"
    assert found.again is None


@pytest.mark.parametrize(
    ("figures", "total"),
    [(("5", "5", "10"), "20"), (("5", "5", "-10"), "0"), (("50", "50", "0"), "100"), (("1", "1", "0.5000"), "2.5")],
)
def test_an_amount_has_no_trailing_zeros(examined: Examined, figures: tuple[str, str, str], total: str) -> None:
    found = next(f for f in examined(years=dict(zip((2023, 2024, 2025), figures, strict=True))) if f.rule == "11.5")
    assert dict(found.facts)["total"] == total


@pytest.mark.parametrize("changes", [{}, {"years": {2023: "1"}}, {"nonprofit": YesNo.YES}])
def test_the_three_years_are_named(examined: Examined, changes: dict[str, object]) -> None:
    facts = dict(next(f for f in examined(**changes) if f.rule == "11.5").facts)
    assert (facts["first"], facts["last"], facts["years"]) == ("2023", "2025", "3")


@pytest.mark.parametrize(
    "years",
    [
        pytest.param({2024: "1", 2025: "1"}, id="缺一年"),
        pytest.param({2024: "1", 2025: "1", 2026: "1"}, id="把当年当完整年度"),
        pytest.param({2022: "1", 2024: "1", 2025: "1"}, id="年份跳开"),
        pytest.param({}, id="全缺"),
    ],
)
def test_missing_years_wait(by_item: ByItem, years: dict[int, str]) -> None:
    assert by_item(years=years)["11.5"] is PENDING


def test_years_outside_the_three_do_not_count(by_item: ByItem) -> None:
    assert by_item(years={2022: "-100", 2023: "1", 2024: "1", 2025: "1"})["11.5"] is MET


def test_nonprofit_needs_no_figures(by_item: ByItem) -> None:
    assert by_item(years={}, nonprofit=YesNo.YES)["11.5"] is MET


def test_a_department_may_find_a_loss_the_figures_hide(by_item: ByItem) -> None:
    assert by_item({"11.5": NOT_MET})["11.5"] is NOT_MET


@pytest.mark.parametrize("item", [f"11.{n}" for n in range(1, 9)])
def test_an_admission_against_a_conclusion_goes_to_people(by_item: ByItem, item: str) -> None:
    found = by_item(admits=(item,))
    assert found.pop(item) is PENDING
    assert set(found.values()) == {MET}


@pytest.mark.parametrize("item", ANSWERED)
def test_a_second_round_settles_an_admission(examined: Examined, check: Callable[..., Check], item: str) -> None:
    found = examined(admits=(item,), more=(check(item, MET, 2),))
    assert worst(found) is MET
    assert f"{item}-reviewed" in {f.case for f in found}


def test_a_conclusion_settles_an_admitted_loss(by_item: ByItem) -> None:
    assert by_item({"11.5": MET}, admits=("11.5",))["11.5"] is MET


def test_an_admission_does_not_soften_a_conclusion(by_item: ByItem) -> None:
    assert by_item({"11.1": NOT_MET}, admits=("11.1",))["11.1"] is NOT_MET


@pytest.mark.parametrize("happened", [date(2020, 1, 1), date(2025, 1, 1)], ids=["三年以前", "近三年非责任"])
def test_an_event_explains_an_admission(by_item: ByItem, event: MakeEvent, happened: date) -> None:
    rows = (event(EventKind.SAFETY, happened, level=EventLevel.MINOR, responsible=YesNo.NO),)
    assert by_item(events=rows, admits=("11.3",))["11.3"] is MET


def test_a_ban_explains_an_admission(by_item: ByItem) -> None:
    over = (ban(BanCause.CHEATING, date(2020, 1, 1)),)
    assert by_item(bans=over, admits=("11.6",))["11.6"] is MET


def test_a_struck_row_of_the_declaration_waits(apply: Apply, checks: Checks, readings: Readings, rules: Rules) -> None:
    filed = apply()
    struck = replace(filed, declarations=filed.declarations[1:])
    found = examine(evidence_of(struck, checks(), (), DEADLINE, readings, rules), (), rules)
    assert [f.case for f in found if f.verdict is PENDING] == ["11.1-undeclared"]


@pytest.mark.parametrize(
    ("cause", "since", "rule", "verdict"),
    [
        pytest.param(BanCause.CHEATING, date(2023, 10, 31), "11.6", MET, id="弄虚作假·对应日已满"),
        pytest.param(BanCause.CHEATING, date(2023, 11, 1), "11.6", NOT_MET, id="弄虚作假·差一日"),
        pytest.param(BanCause.CHEATING, DEADLINE, "11.6", NOT_MET, id="弄虚作假·截止日认定"),
        pytest.param(BanCause.CHEATING, date(2026, 11, 1), "11.6", MET, id="弄虚作假·截止后认定留待复核"),
        pytest.param(BanCause.FRAUD, date(2020, 10, 30), "25", MET, id="骗取称号·六年已满"),
        pytest.param(BanCause.FRAUD, date(2020, 10, 31), "25", MET, id="骗取称号·对应日当日已满"),
        pytest.param(BanCause.FRAUD, date(2020, 11, 1), "25", NOT_MET, id="骗取称号·未满"),
    ],
)
def test_bans_of_the_register(by_item: ByItem, cause: BanCause, since: date, rule: str, verdict: Verdict) -> None:
    assert by_item(bans=(ban(cause, since),))[rule] is verdict


@pytest.mark.parametrize(
    ("cause", "since", "case", "reading", "again"),
    [
        (BanCause.CHEATING, date(2023, 10, 31), "11.6-ban", "口径11-1", None),
        (BanCause.CHEATING, date(2024, 5, 6), "11.6-ban", "口径11-1", date(2027, 5, 6)),
        (BanCause.CHEATING, DEADLINE, "11.6-ban", "口径11-1", date(2029, 10, 31)),
        (BanCause.CHEATING, date(2026, 11, 1), "11.6-ban", "口径11-1", date(2029, 11, 1)),
        (BanCause.FRAUD, date(2024, 5, 6), "25-ban", "", date(2030, 5, 6)),
        (BanCause.FRAUD, date(2026, 11, 1), "25-ban", "", date(2032, 11, 1)),
    ],
)
def test_a_ban_says_until_when(
    examined: Examined, cause: BanCause, since: date, case: str, reading: str, again: date | None
) -> None:
    (found,) = [f for f in examined(bans=(ban(cause, since),)) if f.case in {"11.6-ban", "25-ban"}]
    assert (found.case, found.reading, found.again) == (case, reading, again)
    assert found.article == ("第十一条第（六）项" if cause is BanCause.CHEATING else "第二十五条第一款")


def test_first_free_day_of_a_ban(readings: Readings, rules: Rules) -> None:
    assert free_from(ban(BanCause.CHEATING, date(2024, 2, 29)), readings, rules) == date(2027, 3, 1)
    assert free_from(ban(BanCause.FRAUD, date(2022, 12, 30)), readings, rules) == date(2028, 12, 30)
    assert free_from(ban(BanCause.FRAUD, date(2024, 2, 29)), readings, rules) == date(2030, 3, 1)
