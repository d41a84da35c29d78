"""第十条: the conditions an applicant must meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from toolchain.model.findings import Finding, worst
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, Verdict, Window, YesNo
from toolchain.regulation.art10_conditions import division
from toolchain.regulation.conditions import evidence_of, examine

DEADLINE = date(2026, 10, 31)
MET, NOT_MET, PENDING = Verdict.MET, Verdict.NOT_MET, Verdict.PENDING
Apply = Callable[..., Application]
Checks = Callable[..., tuple[Check, ...]]
MakeEvent = Callable[..., Event]
Examine = Callable[..., dict[str, Verdict]]


@pytest.fixture
def examined(apply: Apply, checks: Checks, readings: Readings, rules: Rules) -> Callable[..., tuple[Finding, ...]]:
    """Examine an application without fault, but for what is changed."""

    def run(
        changes: dict[str, Verdict | None] | None = None,
        events: tuple[Event, ...] = (),
        deadline: date = DEADLINE,
        window: Window = Window.ROLLING,
        rows: tuple[Check, ...] | None = None,
        **applicant: object,
    ) -> tuple[Finding, ...]:
        concluded = checks(changes) if rows is None else rows
        read = replace(readings, window=window)
        evidence = evidence_of(apply(**applicant), concluded, events, deadline, read, rules)
        return tuple(found for found in examine(evidence, (), rules) if found.rule.startswith("10."))

    return run


@pytest.fixture
def by_item(examined: Callable[..., tuple[Finding, ...]]) -> Examine:
    """Give the verdict of each item."""

    def run(*args: object, **kwargs: object) -> dict[str, Verdict]:
        found = examined(*args, **kwargs)
        return {rule: worst(f for f in found if f.rule == rule) for rule in {f.rule for f in found}}

    return run


def test_every_item_is_examined_in_order(examined: Callable[..., tuple[Finding, ...]]) -> None:
    found = examined()
    assert worst(found) is MET
    assert list(dict.fromkeys(f.rule for f in found)) == [f"10.{n}" for n in range(1, 8)]


@pytest.mark.parametrize(
    ("address", "named"),
    [
        pytest.param("河南省新乡市红旗区平原路1号", "红旗区", id="本区"),
        pytest.param("新乡市红旗区洪门镇某村", "红旗区", id="本区某镇"),
        pytest.param("红旗区人民路", "红旗区", id="只写区"),
        pytest.param("河南省 新乡市 红旗区 平原路", "红旗区", id="有空格"),
        pytest.param("河南省新乡市卫滨区平原路", "卫滨区", id="邻区"),
        pytest.param("河南省新乡市新乡县小冀镇", "新乡县", id="邻县"),
        pytest.param("新乡县红旗路1号", "新乡县", id="邻县的红旗路"),
        pytest.param("河南省辉县市某路", "", id="县级市由部门认定"),
        pytest.param("北京市朝阳区某路", "朝阳区", id="外地"),
        pytest.param("广西壮族自治区南宁市青秀区某路", "青秀区", id="外地自治区"),
        pytest.param("新乡市高新技术产业开发区某路", "", id="开发区"),
        pytest.param("新乡市平原小区5号楼", "", id="小区"),
        pytest.param("新乡市平原路与和平大道交叉口", "", id="只有路名"),
        pytest.param("新乡市洪门镇某工业区", "", id="工业区"),
        pytest.param("新乡市高新区某路", "", id="高新区"),
    ],
)
def test_division_named_by_an_address(address: str, named: str) -> None:
    assert division(address) == named


@pytest.mark.parametrize(
    ("address", "check", "verdict"),
    [
        pytest.param("新乡市红旗区某路", None, PENDING, id="本区但没有部门结论"),
        pytest.param("新乡市红旗区某路", MET, MET, id="本区且部门认定符合"),
        pytest.param("新乡市红旗区某路", NOT_MET, NOT_MET, id="本区但部门认定不符合"),
        pytest.param("新乡市红旗区某路", PENDING, PENDING, id="本区但部门待核"),
        pytest.param("新乡市卫滨区某路", MET, NOT_MET, id="邻区住所为准"),
        pytest.param("新乡市高新区某路", None, PENDING, id="未写县区无结论"),
        pytest.param("新乡市高新区某路", MET, MET, id="未写县区部门认定符合"),
        pytest.param("新乡市高新区某路", NOT_MET, NOT_MET, id="未写县区部门认定不符合"),
        pytest.param("新乡市高新区（红旗区）某路", MET, MET, id="括注本区"),
        pytest.param("新乡市高新区（红旗区）某路", None, PENDING, id="括注本区但没有部门结论"),
    ],
)
def test_address_and_department_decide_together(
    by_item: Examine, address: str, check: Verdict | None, verdict: Verdict
) -> None:
    assert by_item({"10.1": check}, address=address)["10.1"] is verdict


@pytest.mark.parametrize(
    ("code", "warned"),
    [
        pytest.param("91410702MA44ABCD5P", False, id="本区代码"),
        pytest.param("91410700172960120A", True, id="市本级代码"),
    ],
)
def test_region_of_the_code_only_warns(
    examined: Callable[..., tuple[Finding, ...]], code: str, *, warned: bool
) -> None:
    found = {f.case: f.verdict for f in examined(uscc=code)}
    assert ("10.1-region" in found) is warned
    assert found.get("10.1-region", MET) is MET


@pytest.mark.parametrize(
    ("established", "deadline", "verdict"),
    [
        pytest.param(date(2023, 11, 1), DEADLINE, NOT_MET, id="差一日满三年"),
        pytest.param(date(2023, 10, 31), DEADLINE, MET, id="恰满三年"),
        pytest.param(date(2023, 10, 30), DEADLINE, MET, id="超一日"),
        pytest.param(date(2024, 2, 29), date(2027, 2, 27), NOT_MET, id="闰日差一日"),
        pytest.param(date(2024, 2, 29), date(2027, 2, 28), MET, id="闰日恰满"),
    ],
)
def test_three_years_to_the_deadline(
    examined: Callable[..., tuple[Finding, ...]], established: date, deadline: date, verdict: Verdict
) -> None:
    found = next(f for f in examined(deadline=deadline, established=established) if f.case == "10.1-years")
    assert found.verdict is verdict
    assert (found.again is None) is (verdict is MET)


@pytest.mark.parametrize("item", ["10.2", "10.3", "10.4", "10.5", "10.7"])
@pytest.mark.parametrize(
    ("check", "verdict"),
    [
        pytest.param(MET, MET, id="符合"),
        pytest.param(NOT_MET, NOT_MET, id="不符合"),
        pytest.param(PENDING, PENDING, id="待核"),
        pytest.param(None, PENDING, id="没有结论"),
    ],
)
def test_the_conclusion_counts(by_item: Examine, item: str, check: Verdict | None, verdict: Verdict) -> None:
    found = by_item({item: check})
    assert found.pop(item) is verdict
    assert set(found.values()) == {MET}


@pytest.mark.parametrize("first_in_file", [1, 2], ids=["首轮在前", "复查在前"])
@pytest.mark.parametrize(
    ("first", "second"), [(PENDING, MET), (MET, NOT_MET), (NOT_MET, MET)], ids=["查清", "翻转", "纠正"]
)
def test_of_several_rounds_the_last_counts(
    by_item: Examine,
    checks: Checks,
    check: Callable[..., Check],
    first_in_file: int,
    first: Verdict,
    second: Verdict,
) -> None:
    rounds = (check("10.2", first, 1), check("10.2", second, 2))
    rows = checks({"10.2": None}) + (rounds if first_in_file == 1 else rounds[::-1])
    assert by_item(rows=rows)["10.2"] is second


def test_nonprofit_is_measured_on_its_contribution(examined: Callable[..., tuple[Finding, ...]]) -> None:
    assert [f.case for f in examined(nonprofit=YesNo.YES) if f.rule == "10.3"] == ["10.3-nonprofit"]
    assert [f.case for f in examined(nonprofit=YesNo.NO) if f.rule == "10.3"] == ["10.3-checked"]
    for answer in YesNo:
        assert [f.case for f in examined({"10.3": None}, nonprofit=answer) if f.rule == "10.3"] == ["10.3-missing"]


@pytest.mark.parametrize("name", ["commitment", "credit_certificate"])
def test_a_paper_without_date_waits(by_item: Examine, name: str) -> None:
    assert by_item(**{name: None})["10.4"] is PENDING


@pytest.mark.parametrize(("dated", "said"), [(date(2026, 9, 1), "2026年9月1日"), (None, "")])
def test_the_day_of_a_paper_is_told(
    examined: Callable[..., tuple[Finding, ...]], dated: date | None, said: str
) -> None:
    found = next(f for f in examined(commitment=dated) if f.case == "10.4-commitment")
    assert dict(found.facts) == {"dated": said, "representative": "某甲", "years": "3"}


@pytest.mark.parametrize(
    ("address", "named"), [("新乡市卫滨区某路", "卫滨区"), ("新乡市高新区（红旗区）某路", "红旗区")]
)
def test_the_division_is_told(examined: Callable[..., tuple[Finding, ...]], address: str, named: str) -> None:
    found = next(f for f in examined(address=address) if f.case == "10.1-address")
    assert dict(found.facts) == {"address": address, "named": named, "district": "红旗区"}


ACCIDENTS = (EventKind.QUALITY, EventKind.SAFETY, EventKind.ENVIRONMENT, EventKind.HEALTH)


@pytest.mark.parametrize("kind", ACCIDENTS)
@pytest.mark.parametrize(
    ("level", "verdict"),
    [
        pytest.param(EventLevel.MINOR, MET, id="一般"),
        pytest.param(EventLevel.LARGER, MET, id="较大"),
        pytest.param(EventLevel.MAJOR, NOT_MET, id="重大"),
        pytest.param(EventLevel.GRAVE, NOT_MET, id="特别重大"),
        pytest.param(None, PENDING, id="未写等级"),
        pytest.param(EventLevel.PROVINCIAL, PENDING, id="等级填成层级"),
    ],
)
@pytest.mark.parametrize("responsible", list(YesNo))
def test_grave_accidents_bar_responsible_or_not(
    by_item: Examine,
    event: MakeEvent,
    kind: EventKind,
    level: EventLevel | None,
    verdict: Verdict,
    responsible: YesNo,
) -> None:
    rows = (event(kind, date(2025, 1, 1), level=level, responsible=responsible),)
    assert by_item(events=rows)["10.5"] is verdict


@pytest.mark.parametrize(
    ("happened", "window", "verdict"),
    [
        pytest.param(date(2023, 10, 30), Window.ROLLING, MET, id="滚动·前一日"),
        pytest.param(date(2023, 10, 31), Window.ROLLING, MET, id="滚动·对应日不计"),
        pytest.param(date(2023, 11, 1), Window.ROLLING, NOT_MET, id="滚动·后一日"),
        pytest.param(date(2023, 10, 30), Window.INCLUSIVE, MET, id="含对应日·前一日"),
        pytest.param(date(2023, 10, 31), Window.INCLUSIVE, NOT_MET, id="含对应日·对应日计入"),
        pytest.param(date(2022, 12, 31), Window.CALENDAR, MET, id="自然年·前一日"),
        pytest.param(date(2023, 1, 1), Window.CALENDAR, NOT_MET, id="自然年·首日"),
        pytest.param(DEADLINE, Window.ROLLING, NOT_MET, id="截止日"),
        pytest.param(date(2026, 11, 1), Window.ROLLING, MET, id="截止日后一日留待复核"),
    ],
)
@pytest.mark.parametrize(
    ("item", "kind", "level"),
    [("10.5", EventKind.SAFETY, EventLevel.MAJOR), ("10.7", EventKind.OFFENCE, None)],
)
def test_window_of_three_years(
    by_item: Examine,
    event: MakeEvent,
    item: str,
    kind: EventKind,
    level: EventLevel | None,
    happened: date,
    window: Window,
    verdict: Verdict,
) -> None:
    assert by_item(events=(event(kind, happened, level=level),), window=window)[item] is verdict


def test_an_overturned_event_is_no_event(by_item: Examine, event: MakeEvent) -> None:
    rows = (event(EventKind.SAFETY, date(2025, 1, 1), level=EventLevel.MAJOR, overturned=YesNo.YES),)
    assert by_item(events=rows)["10.5"] is MET


def test_an_older_offence_is_left_to_the_department(by_item: Examine, event: MakeEvent) -> None:
    rows = (event(EventKind.OFFENCE, date(2020, 1, 1)),)
    assert by_item(events=rows)["10.7"] is MET
    assert by_item({"10.7": NOT_MET}, events=rows)["10.7"] is NOT_MET
    assert by_item({"10.7": None}, events=rows)["10.7"] is PENDING


@pytest.mark.parametrize("answer", list(YesNo))
def test_specialised_is_a_note_and_never_a_condition(by_item: Examine, answer: YesNo) -> None:
    assert by_item(specialised=answer)["10.6"] is MET


@pytest.mark.parametrize(("answer", "case"), [(YesNo.YES, "10.6-encouraged"), (YesNo.NO, "10.6-ordinary")])
def test_the_note_says_what_was_filled(examined: Callable[..., tuple[Finding, ...]], answer: YesNo, case: str) -> None:
    assert [f.case for f in examined(specialised=answer) if f.rule == "10.6"] == [case]
