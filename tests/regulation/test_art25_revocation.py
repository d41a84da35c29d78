"""第二十二条, 第二十四条, 第二十五条: three recoveries that never mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.regulation.awards import award, repeat
from tests.regulation.placed import FIRST, STRANGER, at, codes, places
from tests.rows import row_of
from toolchain.model.rare_vocabulary import RARE
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Yuan
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import (
    BanCause,
    BanEnd,
    IncidentDecision,
    IncidentKind,
    Outcome,
    RegisterStatus,
    YesNo,
)
from toolchain.regulation.art11_bars import free_from
from toolchain.regulation.art25_revocation import Consequence, Ruling, ban_until, rule
from toolchain.regulation.dates import years_after

KINDS = [kind for kind in IncidentKind if kind not in RARE]
"""The grounds of the first rule set."""
REVOKE, CRITICISE = IncidentDecision.REVOKE, IncidentDecision.CRITICISE
REMIND = IncidentDecision.REMIND
RECOVER, NOTHING = IncidentDecision.RECOVER_PRIZE, IncidentDecision.NONE
FRAUD, ACCIDENT, OFFENCE = IncidentKind.FRAUD, IncidentKind.ACCIDENT, IncidentKind.OFFENCE
TITLE, MONEY = IncidentKind.TITLE_MISUSE, IncidentKind.PRIZE_MISUSE
APPROVED = date(2026, 1, 16)


def incident(kind: IncidentKind, decision: IncidentDecision | None = None, **changes: object) -> Incident:
    row = row_of(
        Incident,
        uscc=FIRST,
        kind=kind,
        happened=date(2022, 9, 20) if kind is FRAUD else date(2024, 5, 6),
        found=date(2025, 10, 21),
        decision=decision,
    )
    return at(replace(row, **changes), 2)


def approved(kind: IncidentKind, decision: IncidentDecision, **changes: object) -> Incident:
    return incident(kind, decision, **{"approved": APPROVED, "meeting": "第61次常务会议", **changes})


def recovery(**changes: object) -> Incident:
    return approved(MONEY, RECOVER, **{"serious": YesNo.YES, "amount": Yuan(20_000), **changes})


def one(row: Incident, rules: Rules, awards: Sequence[Award] | None = None) -> Ruling:
    rulings, problems = rule([row], [award()] if awards is None else awards, rules)
    assert codes(problems) == []
    return rulings[0]


def wrong(row: Incident, rules: Rules, awards: Sequence[Award] | None = None) -> list[tuple[str, str]]:
    rulings, problems = rule([row], [award()] if awards is None else awards, rules)
    if any(item.blocks for item in problems):
        assert rulings == ()
    return places(problems)


def effects(ruling: Ruling) -> tuple[Consequence, str, bool, bool, int, date | None]:
    return (
        ruling.consequence,
        ruling.article,
        ruling.approved,
        ruling.recover_title,
        ruling.recover_prize,
        ruling.ban_until,
    )


def test_fraud_takes_everything_and_bars_six_years(rules: Rules) -> None:
    found = one(approved(FRAUD, REVOKE), rules)
    assert effects(found) == (
        Consequence.REVOKE_FRAUD,
        "第二十五条第一款",
        True,
        True,
        50_000,
        date(2032, 1, 15),
    )


@pytest.mark.parametrize("kind", [ACCIDENT, OFFENCE, TITLE])
def test_conduct_takes_the_title_and_no_money(rules: Rules, kind: IncidentKind) -> None:
    found = one(approved(kind, REVOKE), rules)
    assert effects(found) == (Consequence.REVOKE_CONDUCT, "第二十五条第二款", True, True, 0, None)


def test_serious_misuse_takes_money_and_leaves_the_title(rules: Rules) -> None:
    assert effects(one(recovery(), rules)) == (Consequence.RECOVER_PRIZE, "第二十二条", True, False, 20_000, None)


def test_criticism_and_reminder_need_no_approval(rules: Rules) -> None:
    told = effects(one(incident(MONEY, CRITICISE), rules)), effects(one(incident(TITLE, REMIND), rules))
    assert told[0] == (Consequence.CRITICISE, "第二十二条", True, False, 0, None)
    assert told[1] == (Consequence.REMIND, "第二十四条", True, False, 0, None)


def test_misuse_of_the_title_is_not_criticised_in_public(rules: Rules) -> None:
    """第二十四条 forbids and names no sanction; 通报批评 stands in 第二十二条 alone, for the prize."""
    assert wrong(incident(TITLE, CRITICISE), rules) == [("E-RULE-2504", "处理决定·2")]


def test_before_the_approval_there_is_only_the_request(rules: Rules) -> None:
    fraud = one(incident(FRAUD, REVOKE), rules)
    assert effects(fraud) == (Consequence.REVOKE_FRAUD, "第二十五条第一款", False, True, 50_000, None)
    assert not one(incident(ACCIDENT, REVOKE), rules).approved
    assert not one(recovery(approved=None, meeting=None), rules).approved


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_still_open(rules: Rules, kind: IncidentKind) -> None:
    for row in (incident(kind, outcome=Outcome.OPEN), incident(kind)):
        found = one(row, rules)
        assert (found.consequence, found.approved, found.recover_title) == (Consequence.OPEN, False, False)
        assert (found.recover_prize, found.ban_until) == (0, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("decision", [None, NOTHING])
def test_what_was_dismissed(rules: Rules, kind: IncidentKind, decision: IncidentDecision | None) -> None:
    found = one(incident(kind, decision, outcome=Outcome.DISMISSED), rules)
    assert (found.consequence, found.recover_prize, found.ban_until) == (Consequence.NONE, 0, None)


ALLOWED = {
    (FRAUD, REVOKE),
    (ACCIDENT, REVOKE),
    (ACCIDENT, NOTHING),
    (OFFENCE, REVOKE),
    (OFFENCE, NOTHING),
    (TITLE, REVOKE),
    (TITLE, REMIND),
    (TITLE, NOTHING),
    (MONEY, CRITICISE),
    (MONEY, RECOVER),
}


@pytest.mark.parametrize("decision", [item for item in IncidentDecision if item not in RARE])
@pytest.mark.parametrize("kind", KINDS)
def test_decisions_that_the_article_knows(rules: Rules, kind: IncidentKind, decision: IncidentDecision) -> None:
    money = {"serious": YesNo.YES, "amount": Yuan(1)} if decision is RECOVER else {}
    expected = [] if (kind, decision) in ALLOWED else [("E-RULE-2504", "处理决定·2")]
    assert wrong(incident(kind, decision, **money), rules) == expected


@pytest.mark.parametrize(
    ("happened", "met"),
    [
        pytest.param(date(2022, 12, 29), False, id="公告前一日"),
        pytest.param(date(2022, 12, 30), True, id="公告当日"),
        pytest.param(date(2026, 12, 29), True, id="期满前一日"),
        pytest.param(date(2026, 12, 30), True, id="有效期末日"),
        pytest.param(date(2026, 12, 31), False, id="期满次日"),
    ],
)
@pytest.mark.parametrize("kind", [ACCIDENT, OFFENCE, TITLE])
def test_conduct_counts_within_validity(rules: Rules, kind: IncidentKind, happened: date, met: bool) -> None:
    row = incident(kind, REVOKE, happened=happened, found=date(2027, 1, 4))
    assert wrong(row, rules) == ([] if met else [("E-RULE-2503", "事实日期·2")])


def test_the_title_may_be_misused_after_it_ran_out(rules: Rules) -> None:
    late = incident(TITLE, REMIND, happened=date(2027, 5, 1), found=date(2027, 5, 2))
    assert wrong(late, rules) == []


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        pytest.param(date(2022, 12, 29), [], id="公告前一日"),
        pytest.param(date(2022, 12, 30), [], id="公告当日"),
        pytest.param(date(2022, 12, 31), [("E-RULE-2502", "事实日期·2")], id="公告次日"),
    ],
)
def test_fraud_comes_before_the_award_it_won(rules: Rules, happened: date, expected: list[tuple[str, str]]) -> None:
    assert wrong(incident(FRAUD, REVOKE, happened=happened), rules) == expected


def test_fraud_is_pursued_at_any_time(rules: Rules) -> None:
    row = approved(FRAUD, REVOKE, found=date(2040, 1, 1), approved=date(2040, 2, 29))
    assert one(row, rules).ban_until == date(2046, 2, 28)


def test_fraud_concerns_the_next_award_and_the_prize_paid_for_it(rules: Rules) -> None:
    awards = [repeat(), award()]
    assert one(approved(FRAUD, REVOKE), rules, awards).recover_prize == 50_000
    later = approved(FRAUD, REVOKE, happened=date(2026, 11, 1), found=date(2027, 6, 1), approved=date(2027, 7, 1))
    found = one(later, rules, awards)
    assert (found.award, found.recover_prize, found.recover_title) == (repeat(), 0, True)
    assert found.ban_until == date(2033, 6, 30)


def test_conduct_concerns_the_award_in_force(rules: Rules) -> None:
    row = approved(ACCIDENT, REVOKE, happened=date(2028, 1, 1), found=date(2028, 1, 2), approved=date(2028, 3, 1))
    assert one(row, rules, [award(), repeat()]).award == repeat()
    gap = replace(row, happened=date(2027, 1, 15))
    assert [code for code, _ in wrong(gap, rules, [award(), repeat()])] == ["E-RULE-2503"]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        pytest.param(1, [], id="一元"),
        pytest.param(50_000, [], id="全额"),
        pytest.param(50_001, [("E-RULE-2509", "追缴金额（元）·2")], id="多一元"),
        pytest.param(None, [("E-RULE-2508", "追缴金额（元）·2")], id="未填"),
    ],
)
def test_no_more_than_the_prize_is_recovered(rules: Rules, amount: int | None, expected: list[tuple[str, str]]) -> None:
    assert wrong(recovery(amount=None if amount is None else Yuan(amount)), rules) == expected


@pytest.mark.parametrize("serious", [None, YesNo.NO])
def test_only_serious_misuse_costs_the_prize(rules: Rules, serious: YesNo | None) -> None:
    assert wrong(recovery(serious=serious), rules) == [("E-RULE-2507", "情节严重·2")]


def test_misuse_needs_a_prize(rules: Rules) -> None:
    row = incident(MONEY, CRITICISE, happened=date(2027, 5, 1), found=date(2027, 5, 2))
    assert wrong(row, rules, [repeat()]) == [("E-RULE-2515", "事实日期·2")]
    assert wrong(row, rules, [award(), repeat()]) == []


@pytest.mark.parametrize("kind", [FRAUD, ACCIDENT, OFFENCE, TITLE])
def test_an_amount_belongs_to_misuse_of_the_prize_alone(rules: Rules, kind: IncidentKind) -> None:
    assert wrong(approved(kind, REVOKE, amount=Yuan(50_000)), rules) == [("E-RULE-2510", "追缴金额（元）·2")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(incident(ACCIDENT, uscc=STRANGER), [("E-RULE-2501", "统一社会信用代码·2")], id="没有获奖"),
        pytest.param(
            incident(ACCIDENT, REVOKE, outcome=Outcome.OPEN), [("E-RULE-2505", "处理决定·2")], id="调查中已决定"
        ),
        pytest.param(
            incident(ACCIDENT, REVOKE, outcome=Outcome.DISMISSED), [("E-RULE-2506", "处理决定·2")], id="不成立却撤销"
        ),
        pytest.param(approved(ACCIDENT, REVOKE, meeting=None), [("E-RULE-2516", "区政府批准会议·2")], id="没有会议"),
        pytest.param(
            incident(ACCIDENT, approved=APPROVED, meeting="第61次"),
            [("E-RULE-2517", "处理决定·2")],
            id="批准了没有决定",
        ),
        pytest.param(incident(ACCIDENT, name="甲公司"), [("W-RULE-2514", "单位名称·2")], id="名称不同"),
    ],
)
def test_rows_that_do_not_fit(rules: Rules, row: Incident, expected: list[tuple[str, str]]) -> None:
    assert wrong(row, rules) == expected


def test_a_revocation_already_in_the_register_is_the_same_one(rules: Rules) -> None:
    gone = award(status=RegisterStatus.REVOKED_CONDUCT, revoked=APPROVED)
    assert one(approved(ACCIDENT, REVOKE), rules, [gone]).award == gone
    other = award(status=RegisterStatus.REVOKED_CONDUCT, revoked=date(2025, 12, 1))
    assert wrong(approved(ACCIDENT, REVOKE), rules, [other]) == [("E-RULE-2512", "处理决定·2")]


def test_conduct_after_a_revocation_meets_no_title(rules: Rules) -> None:
    gone = award(status=RegisterStatus.REVOKED_FRAUD, revoked=date(2024, 5, 5))
    assert wrong(incident(ACCIDENT, REVOKE), rules, [gone]) == [("E-RULE-2503", "事实日期·2")]


def test_two_revocations_of_one_award_go_to_people(rules: Rules) -> None:
    rows = [approved(FRAUD, REVOKE), at(approved(ACCIDENT, REVOKE, number="S02"), 3)]
    rulings, problems = rule(rows, [award()], rules)
    assert (rulings, places(problems)) == ((), [("E-RULE-2511", "处理决定·2"), ("E-RULE-2511", "处理决定·3")])
    apart = [rows[0], at(replace(rows[1], decision=NOTHING, approved=None, meeting=None), 3)]
    rulings, problems = rule(apart, [award()], rules)
    assert ([item.consequence for item in rulings], problems) == ([Consequence.REVOKE_FRAUD, Consequence.NONE], ())


def test_a_wrong_row_does_not_hold_up_the_others(rules: Rules) -> None:
    rows = [incident(ACCIDENT, uscc=STRANGER), incident(MONEY, CRITICISE, number="S02")]
    assert [item.incident.number for item in rule(rows, [award()], rules)[0]] == ["S02"]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        pytest.param(date(2026, 1, 16), date(2032, 1, 15), id="平常"),
        pytest.param(date(2026, 3, 1), date(2032, 2, 29), id="末日为闰日"),
        pytest.param(date(2024, 2, 29), date(2030, 2, 28), id="批准于闰日"),
    ],
)
def test_the_ban_ends_the_day_before_acceptance_may_begin(
    rules: Rules, readings: Readings, day: date, last: date
) -> None:
    assert ban_until(day, rules.art25.fraud_ban) == last
    ban = row_of(Ban, uscc=FIRST, cause=BanCause.FRAUD, since=day, evidence="批复")
    assert free_from(ban, readings, rules) == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        pytest.param(date(2026, 1, 16), date(2032, 1, 16), id="平常"),
        pytest.param(date(2024, 2, 29), date(2030, 2, 28), id="批准于闰日"),
    ],
)
def test_the_other_reading_counts_the_ban_as_a_title(rules: Rules, readings: Readings, day: date, last: date) -> None:
    assert ban_until(day, rules.art25.fraud_ban, BanEnd.FOLLOWING) == last
    ban = row_of(Ban, uscc=FIRST, cause=BanCause.FRAUD, since=day, evidence="批复")
    following = replace(readings, ban_end=BanEnd.FOLLOWING)
    assert free_from(ban, following, rules) == last + timedelta(days=1) == title_over(day)


def title_over(announced: date) -> date:
    """Give the first day on which a title of six years no longer holds."""
    return years_after(announced, 6) + timedelta(days=1)


def test_the_name_is_the_last_one_on_record(rules: Rules) -> None:
    held = [award(name="甲厂"), repeat()]
    assert wrong(incident(TITLE, REMIND, happened=date(2028, 5, 6), found=date(2028, 6, 1)), rules, held) == []
    old = incident(TITLE, REMIND, name="甲厂")
    assert wrong(old, rules, held) == [("W-RULE-2514", "单位名称·2")]


def test_misuse_of_the_title_concerns_the_last_award(rules: Rules) -> None:
    row = incident(TITLE, REMIND, happened=date(2028, 5, 6), found=date(2028, 6, 1))
    found = one(row, rules, [award(), repeat()])
    assert found.award == repeat()


def test_a_revocation_names_the_others(rules: Rules) -> None:
    rows = [approved(ACCIDENT, REVOKE, number=number) for number in ("S01", "S02", "S03")]
    _, problems = rule(rows, [award()], rules)
    assert [(item.code, dict(item.facts)["others"]) for item in problems] == [
        ("E-RULE-2511", "S02、S03"),
        ("E-RULE-2511", "S01、S03"),
        ("E-RULE-2511", "S01、S02"),
    ]


def test_fact_finding_and_approval_may_fall_on_one_day(rules: Rules) -> None:
    row = approved(ACCIDENT, REVOKE, happened=APPROVED, found=APPROVED)
    assert one(row, rules).approved
    carried = award(status=RegisterStatus.REVOKED_CONDUCT, revoked=APPROVED)
    assert one(row, rules, [carried]).approved


@pytest.mark.parametrize(("serious", "said"), [(None, "未填"), (YesNo.NO, "否")])
def test_what_was_said_of_seriousness_is_told(rules: Rules, serious: YesNo | None, said: str) -> None:
    _, problems = rule([recovery(serious=serious)], [award()], rules)
    assert [(item.code, dict(item.facts)["serious"]) for item in problems] == [("E-RULE-2507", said)]
