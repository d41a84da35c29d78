"""Every further reading with its default and its other options: facts → verdict, at the border where they part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.regulation.awards import award
from tests.regulation.panels import CRITERIA, RULES, cycle_rules, experts, qualified, seated, sheet
from tests.regulation.placed import FIRST, THIRD, codes
from tests.regulation.test_art18_notice import CALENDAR, FIVE, NOMINEES, objection, posting, still_open
from tests.rows import row_of
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.register import Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import (
    AwardKind,
    BanCause,
    BanEnd,
    CreditReport,
    EventKind,
    OpenObjection,
    RegisterStatus,
    Repaired,
    Returning,
    SignOff,
    TrimmedBy,
    Trimming,
    Verdict,
)
from toolchain.regulation.art11_bars import free_from
from toolchain.regulation.art14_acceptance import CREDIT_CERTIFICATE, papers_missing
from toolchain.regulation.art16_ranking import rank
from toolchain.regulation.art18_notice import conclude
from toolchain.regulation.art25_revocation import ban_until
from toolchain.regulation.art28_validity import returns
from toolchain.regulation.conditions import evidence_of, examine

MET, NOT_MET, PENDING = Verdict.MET, Verdict.NOT_MET, Verdict.PENDING
DEADLINE = date(2026, 10, 31)
Apply = Callable[..., Application]


@pytest.mark.parametrize(
    ("reading", "free", "last"),
    [
        pytest.param(None, date(2032, 1, 16), date(2032, 1, 15), id="留空按对应日"),
        pytest.param(BanEnd.CORRESPONDING, date(2032, 1, 16), date(2032, 1, 15), id="对应日"),
        pytest.param(BanEnd.FOLLOWING, date(2032, 1, 17), date(2032, 1, 16), id="对应日次日"),
    ],
)
def test_25_1_the_corresponding_day_of_a_ban(
    readings: Readings, rules: Rules, reading: BanEnd | None, free: date, last: date
) -> None:
    approved = date(2026, 1, 16)
    ban = row_of(Ban, uscc=FIRST, cause=BanCause.FRAUD, since=approved, evidence="批复")
    chosen = replace(readings, ban_end=reading)
    assert (free_from(ban, chosen, rules), ban_until(approved, rules.art25.fraud_ban, reading)) == (free, last)
    cheated = replace(ban, cause=BanCause.CHEATING)
    assert free_from(cheated, chosen, rules) == date(2029, 1, 16)


@pytest.mark.parametrize(
    ("status", "by_default", "kept_prize", "repeat"),
    [
        pytest.param(RegisterStatus.REVOKED_CONDUCT, False, True, True, id="因事故违规撤销"),
        pytest.param(RegisterStatus.REVOKED_FRAUD, False, False, True, id="骗取称号撤销"),
        pytest.param(RegisterStatus.VALID, False, False, False, id="没有撤销，另按第二十八条"),
    ],
)
def test_28_2_a_revoked_laureate_that_returns(
    status: RegisterStatus, by_default: bool, kept_prize: bool, repeat: bool
) -> None:
    held = [award(status=status, revoked=date(2024, 5, 6))]
    expected = {None: by_default, Returning.FIRST: by_default}
    expected |= {Returning.KEPT_PRIZE: kept_prize, Returning.REPEAT: repeat}
    assert {reading: returns(FIRST, held, DEADLINE, reading) for reading in expected} == expected
    assert not returns(FIRST, held, date(2022, 12, 29), Returning.REPEAT)
    assert not returns(FIRST, [replace(held[0], kind=AwardKind.NOMINATION)], DEADLINE, Returning.REPEAT)


@pytest.mark.parametrize(
    ("certificate", "report", "reading", "asked", "found"),
    [
        pytest.param(date(2026, 9, 2), None, None, False, ("10.4-certificate", MET), id="有证明"),
        pytest.param(None, date(2026, 9, 2), None, False, ("10.4-report", MET), id="报告代替"),
        pytest.param(None, date(2026, 9, 2), CreditReport.REFUSED, True, ("10.4-certificate", PENDING), id="不能代替"),
        pytest.param(None, None, None, True, ("10.4-certificate", PENDING), id="都没有"),
        pytest.param(date(2026, 9, 2), date(2026, 9, 3), None, False, ("10.4-certificate", MET), id="两样都有"),
    ],
)
def test_10_2_a_credit_report_in_place_of_the_certificate(
    apply: Apply,
    checks: Callable[..., Sequence[Check]],
    readings: Readings,
    rules: Rules,
    certificate: date | None,
    report: date | None,
    reading: CreditReport | None,
    asked: bool,
    found: tuple[str, Verdict],
) -> None:
    chosen = replace(readings, credit_report=reading)
    application = apply(credit_certificate=certificate, credit_report=report)
    assert (CREDIT_CERTIFICATE in papers_missing(application, (CREDIT_CERTIFICATE,), chosen)) is (
        asked or report is None
    )
    assert (CREDIT_CERTIFICATE in papers_missing(application, (), chosen)) is asked
    evidence = evidence_of(application, checks(), (), DEADLINE, chosen, rules)
    said = {item.case: item.verdict for item in examine(evidence, (), rules)}
    assert said[found[0]] is found[1]


@pytest.mark.parametrize("kind", [EventKind.DISHONESTY, EventKind.DISHONESTY_PERSON])
@pytest.mark.parametrize(
    ("repaired", "reading", "verdict"),
    [
        pytest.param(None, Repaired.CLEARED, NOT_MET, id="没有修复"),
        pytest.param(DEADLINE, None, NOT_MET, id="修复了仍计"),
        pytest.param(DEADLINE, Repaired.COUNTS, NOT_MET, id="选了仍计"),
        pytest.param(DEADLINE - timedelta(days=1), Repaired.CLEARED, MET, id="截止前一日修复"),
        pytest.param(DEADLINE, Repaired.CLEARED, MET, id="截止当日修复"),
        pytest.param(DEADLINE + timedelta(days=1), Repaired.CLEARED, NOT_MET, id="截止次日修复"),
    ],
)
def test_11_4_a_repaired_record(
    apply: Apply,
    checks: Callable[..., Sequence[Check]],
    event: Callable[..., Event],
    readings: Readings,
    rules: Rules,
    kind: EventKind,
    repaired: date | None,
    reading: Repaired | None,
    verdict: Verdict,
) -> None:
    row = event(kind, date(2025, 5, 6), repaired=repaired)
    chosen = replace(readings, repaired=reading)
    found = examine(evidence_of(apply(), checks(), (row,), DEADLINE, chosen, rules), (), rules)
    mine = [item for item in found if item.rule == "11.8" and row.where("happened") in item.cells and item.facts]
    assert {item.verdict for item in mine if item.case.split("-")[1] in {"event", "repaired"}} == {verdict}


def test_11_4_only_dishonesty_can_be_repaired(
    apply: Apply,
    checks: Callable[..., Sequence[Check]],
    event: Callable[..., Event],
    readings: Readings,
    rules: Rules,
) -> None:
    row = event(EventKind.OFFENCE, date(2025, 5, 6), repaired=date(2025, 6, 1))
    chosen = replace(readings, repaired=Repaired.CLEARED)
    found = examine(evidence_of(apply(), checks(), (row,), DEADLINE, chosen, rules), (), rules)
    assert NOT_MET in {item.verdict for item in found if item.rule == "11.7"}


@pytest.mark.parametrize(
    ("reading", "total"),
    [
        pytest.param(None, Fraction(2, 5) * 800 + Fraction(3, 5) * 720, id="留空按总分"),
        pytest.param(TrimmedBy.TOTAL, Fraction(2, 5) * 800 + Fraction(3, 5) * 720, id="按总分"),
        pytest.param(TrimmedBy.ROUND, Fraction(2, 5) * 800 + Fraction(3, 5) * Fraction(2200, 3), id="分别去掉"),
    ],
)
def test_16_5_what_the_extremes_are_found_by(reading: TrimmedBy | None, total: Fraction) -> None:
    """Who is highest in the desk review is lowest on site: totals and rounds have other reviewers at their ends."""
    given = {"E01": ("100", "50"), "E02": ("90", "70"), "E03": ("80", "75"), "E04": ("70", "75"), "E05": ("60", "80")}
    panel = seated(experts(5), size=5)
    sheets = [sheet(member, {"甲": [given[member.number]] * 2}) for member in panel.members]
    rules = cycle_rules(trimming=Trimming.EXTREMES, trimmed_by=reading)
    ranking, problems = rank(sheets, [panel], [qualified("甲")], (), (), CRITERIA, rules, RULES)
    assert problems == ()
    assert ranking is not None
    (found,) = ranking.standings
    totals = {number: Fraction(2, 5) * int(desk) + Fraction(3, 5) * int(site) for number, (desk, site) in given.items()}
    kept = sorted(totals, key=lambda number: totals[number])[1:-1]
    if reading is not TrimmedBy.ROUND:
        total = sum((10 * totals[number] for number in kept), Fraction()) / 3
    assert (found.total, found.trimmed) == (total, total)
    profile = ranking.profiles["甲"]
    assert sum(item.average for item in profile) == total


@pytest.mark.parametrize(
    ("signed", "same", "following"),
    [
        pytest.param(date(2026, 9, 23), False, False, id="第五个工作日的前一日"),
        pytest.param(date(2026, 9, 24), True, False, id="第五个工作日当天"),
        pytest.param(date(2026, 9, 25), True, True, id="次日"),
    ],
)
def test_18_3_the_day_of_the_sign_off(signed: date, same: bool, following: bool) -> None:
    for reading, met in ((None, same), (SignOff.SAME, same), (SignOff.FOLLOWING, following)):
        notice, problems = conclude(NOMINEES, [posting(concluded=signed)], (), CALENDAR, FIVE, reading)
        assert (notice.concluded == signed) is met, reading
        assert codes(problems) == ([] if met else ["E-RULE-1807"])


@pytest.mark.parametrize(
    ("reading", "standing", "signed", "wrong"),
    [
        pytest.param(None, NOMINEES, False, ["E-RULE-1808"], id="留空整个名单等待"),
        pytest.param(OpenObjection.LIST, NOMINEES, False, ["E-RULE-1808"], id="整个名单等待"),
        pytest.param(OpenObjection.SUBJECT, (FIRST, THIRD), True, [], id="只有被异议的等待"),
    ],
)
def test_18_5_whom_an_open_objection_holds(
    reading: OpenObjection | None, standing: tuple[str, ...], signed: bool, wrong: list[str]
) -> None:
    notice, problems = conclude(NOMINEES, [posting()], [still_open()], CALENDAR, FIVE, open_objection=reading)
    assert (notice.standing, notice.open, notice.concluded is not None) == (standing, ("Y01",), signed)
    assert codes(problems) == wrong
    settled = objection(concluded=date(2026, 10, 9), replied=None)
    later, problems = conclude(NOMINEES, [posting()], [settled], CALENDAR, FIVE, open_objection=reading)
    assert later.standing == NOMINEES
    assert codes(problems) == ["W-RULE-1824", *([] if signed else ["E-RULE-1809"])]
