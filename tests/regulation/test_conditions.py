"""Conditions that are rows of a rule set: windows, figures, kinds, papers, earlier titles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.rows import row_of
from toolchain.model.findings import Finding
from toolchain.model.record import Application
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.building import build
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC, WanYuan, Yuan
from toolchain.model.sheets.application import Attachment, FiscalYear, QualityPractice
from toolchain.model.sheets.checks import Event
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import AwardKind, EventKind, EventLevel, Verdict, YesNo
from toolchain.regulation.conditions import evidence_of, examine_item

DEADLINE = date(2026, 10, 31)
MET, NOT_MET, PENDING = Verdict.MET, Verdict.NOT_MET, Verdict.PENDING
Ask = Callable[..., tuple[Finding, ...]]


def condition(**test: object) -> Condition:
    """Give a computed condition of one test, as a file states it."""
    row = {"code": "8.3", "article": "第八条第（三）项", "matter": "", "department": "", "answer": "computed"}
    return build(Condition, {**row, "asked": False, "tests": [test]}, "办法.toml")


@pytest.fixture
def ask(apply: Callable[..., Application], readings: Readings, rules: Rules) -> Ask:
    """Weigh one condition for an application."""

    def run(
        item: Condition,
        events: tuple[Event, ...] = (),
        awards: tuple[Award, ...] = (),
        filed: Application | None = None,
    ) -> tuple[Finding, ...]:
        evidence = evidence_of(filed or apply(), (), events, DEADLINE, readings, rules)
        return examine_item(item, evidence, rules, (), awards)

    return run


@pytest.mark.parametrize(
    ("span", "happened", "verdict", "again"),
    [
        ("1年", date(2025, 10, 31), MET, None),
        ("1年", date(2025, 11, 1), NOT_MET, date(2026, 11, 1)),
        ("5年", date(2021, 11, 1), NOT_MET, date(2026, 11, 1)),
        ("6个月", date(2026, 4, 30), MET, None),
        ("6个月", date(2026, 5, 1), NOT_MET, date(2026, 11, 1)),
        ("30日", date(2026, 10, 1), MET, None),
        ("30日", date(2026, 10, 2), NOT_MET, date(2026, 11, 1)),
        ("永久", date(1999, 1, 1), NOT_MET, None),
    ],
)
def test_the_window_of_an_event(
    ask: Ask, event: Callable[..., Event], span: str, happened: date, verdict: Verdict, again: date | None
) -> None:
    (found,) = ask(
        condition(kind="事件", events=["其他严重违法违规"], span=span), (event(EventKind.OFFENCE, happened),)
    )
    assert (found.verdict, found.again, found.article) == (verdict, again, "第八条第（三）项")
    assert isinstance(found.article, Local)


@pytest.mark.parametrize(
    ("level", "verdict"),
    [(EventLevel.MINOR, MET), (EventLevel.LARGER, NOT_MET), (EventLevel.GRAVE, NOT_MET), (None, PENDING)],
)
def test_accidents_count_from_their_grade(
    ask: Ask, event: Callable[..., Event], level: EventLevel | None, verdict: Verdict
) -> None:
    item = condition(kind="事件", events=["安全事故"], least="较大")
    (found,) = ask(item, (event(EventKind.SAFETY, date(2026, 1, 1), level=level),))
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("figures", "way", "least", "verdict"),
    [
        ((5, -1, 5), "合计", 0, MET),
        ((5, -1, 5), "每年", 0, NOT_MET),
        ((5, 0, 5), "每年", 0, MET),
        ((199, 200, 201), "平均", 200, MET),
        ((199, 200, 200), "平均", 200, NOT_MET),
        ((900, 900, 199), "最近一年", 200, NOT_MET),
        ((0, 0, 200), "最近一年", 200, MET),
        ((900, None, 900), "每年", 200, PENDING),
    ],
)
def test_a_figure_over_the_years(
    ask: Ask, apply: Callable[..., Application], figures: tuple[int | None, ...], way: str, least: int, verdict: Verdict
) -> None:
    zero = WanYuan(Decimal(0))
    taxed = [
        row_of(
            FiscalYear,
            year=year,
            revenue=zero,
            profit=zero,
            net_profit=zero,
            assets=zero,
            taxes=None if value is None else WanYuan(Decimal(value)),
        )
        for year, value in zip((2023, 2024, 2025), figures, strict=True)
    ]
    item = condition(kind="财务", figure="上缴税金", way=way, at_least=least)
    (found,) = ask(item, filed=replace(apply(), years=tuple(taxed)))
    assert found.verdict is verdict


def test_only_organisations_of_a_kind(ask: Ask, apply: Callable[..., Application]) -> None:
    kind = apply().applicant.kind
    assert ask(condition(kind="单位类型", kinds=[str(kind)]))[0].verdict is MET
    other = "社会组织" if kind != "社会组织" else "企业"
    assert ask(condition(kind="单位类型", kinds=[other]))[0].verdict is NOT_MET


@pytest.mark.parametrize(("provided", "verdict"), [(YesNo.YES, MET), (YesNo.NO, PENDING), (None, PENDING)])
def test_a_paper_is_there(
    ask: Ask, apply: Callable[..., Application], provided: YesNo | None, verdict: Verdict
) -> None:
    filed = apply()
    rows = [] if provided is None else [row_of(Attachment, name="推荐表", provided=provided, pages=1)]
    (found,) = ask(condition(kind="材料", paper="推荐表"), filed=replace(filed, attachments=tuple(rows)))
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("announced", "verdict"), [(date(2023, 10, 31), MET), (date(2023, 11, 1), NOT_MET), (None, NOT_MET)]
)
def test_an_earlier_title_held_for_a_time(
    ask: Ask, apply: Callable[..., Application], announced: date | None, verdict: Verdict
) -> None:
    awards = () if announced is None else (_award(apply().uscc, announced),)
    (found,) = ask(condition(kind="曾获奖", span="3年"), (), awards)
    assert found.verdict is verdict


def _award(uscc: USCC, announced: date) -> Award:
    return row_of(
        Award,
        uscc=uscc,
        name="甲",
        cycle="2023届",
        year=2023,
        kind=AwardKind.NOMINATION,
        basis="某文",
        announced=announced,
        valid_until=announced.replace(year=announced.year + 4),
        prize=Yuan(0),
    )


@pytest.mark.parametrize(
    ("span", "year", "verdict"), [("3年", 2022, MET), ("3年", 2023, PENDING), ("3年", 2024, NOT_MET)]
)
def test_the_model_has_run_for_a_time(
    ask: Ask, apply: Callable[..., Application], span: str, year: int, verdict: Verdict
) -> None:
    filed = apply()
    practice = row_of(
        QualityPractice,
        model_since=year,
        practice="某法",
        innovation="某项",
        standing="第一",
    )
    begun = replace(filed, practice=practice)
    (found,) = ask(condition(kind="满期限", since="模式起始年份", span=span), filed=begun)
    assert found.verdict is verdict


@pytest.mark.parametrize(("happened", "said"), [(date(2026, 5, 1), "不符合"), (date(2025, 5, 1), "符合")])
def test_a_note_tells_what_was_found_and_bars_nobody(
    ask: Ask, event: Callable[..., Event], happened: date, said: str
) -> None:
    item = replace(condition(kind="事件", events=["其他严重违法违规"], span="6个月"), note=True)
    (found,) = ask(item, (event(EventKind.OFFENCE, happened),))
    assert (found.case, found.verdict, dict(found.facts)["said"]) == ("8.3-noted", MET, said)
