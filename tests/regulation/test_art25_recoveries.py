"""第二十二条, 第二十五条: several decisions on one title, as tables of what each may still take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.regulation.awards import award
from tests.regulation.placed import at, codes
from tests.regulation.test_art25_revocation import ACCIDENT, FRAUD, REVOKE, approved, recovery
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Yuan
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import Outcome, RegisterStatus
from toolchain.regulation.art25_revocation import rule
from toolchain.regulation.register import banned, revoked

EARLY, SAME, LATE = date(2026, 1, 16), date(2026, 3, 2), date(2026, 5, 8)
CONDUCT_GONE, FRAUD_GONE = RegisterStatus.REVOKED_CONDUCT, RegisterStatus.REVOKED_FRAUD


def takes(number: str, amount: int, day: date | None) -> Incident:
    meeting = None if day is None else "第61次常务会议"
    return recovery(number=number, amount=Yuan(amount), approved=day, meeting=meeting)


def fraud(number: str, day: date | None) -> Incident:
    return approved(FRAUD, REVOKE, number=number, approved=day, meeting=None if day is None else "第63次常务会议")


def conduct(number: str, day: date | None) -> Incident:
    return approved(ACCIDENT, REVOKE, number=number, approved=day, meeting=None if day is None else "第62次常务会议")


def judged(
    rows: tuple[Incident, ...], rules: Rules, held: Award | None = None
) -> tuple[dict[str, int], dict[str, str]]:
    """Give what each ruling takes in yuan, and the code of what is wrong with each incident."""
    placed = [at(row, line) for line, row in enumerate(rows, start=2)]
    rulings, problems = rule(placed, [award() if held is None else held], rules)
    wrong = {str(dict(item.facts)["number"]): code for item, code in zip(problems, codes(problems), strict=True)}
    return {item.incident.number: item.recover_prize for item in rulings}, wrong


@pytest.mark.parametrize(
    ("rows", "taken", "wrong"),
    [
        pytest.param((takes("S1", 50_000, EARLY),), {"S1": 50_000}, {}, id="一次全额"),
        pytest.param(
            (takes("S1", 40_000, EARLY), takes("S2", 10_000, LATE)), {"S1": 40_000, "S2": 10_000}, {}, id="恰好全额"
        ),
        pytest.param(
            (takes("S1", 40_000, EARLY), takes("S2", 10_001, LATE)),
            {"S1": 40_000},
            {"S2": "E-RULE-2518"},
            id="多一元",
        ),
        pytest.param(
            (takes("S1", 40_000, EARLY), takes("S2", 40_000, LATE)), {"S1": 40_000}, {"S2": "E-RULE-2518"}, id="各四万"
        ),
        pytest.param(
            (takes("S1", 40_000, LATE), takes("S2", 40_000, EARLY)),
            {"S2": 40_000},
            {"S1": "E-RULE-2518"},
            id="先批准的为先",
        ),
        pytest.param(
            (takes("S1", 40_000, None), takes("S2", 40_000, EARLY)),
            {"S2": 40_000},
            {"S1": "E-RULE-2518"},
            id="没有批准的在后",
        ),
        pytest.param(
            (takes("S1", 40_000, EARLY), takes("S2", 40_000, LATE), takes("S3", 10_000, LATE)),
            {"S1": 40_000, "S3": 10_000},
            {"S2": "E-RULE-2518"},
            id="超过的一项不占余额",
        ),
        pytest.param(
            (takes("S1", 20_000, EARLY), fraud("S2", LATE)), {"S1": 20_000, "S2": 30_000}, {}, id="第一款追回余额"
        ),
        pytest.param((takes("S1", 50_000, EARLY), fraud("S2", LATE)), {"S1": 50_000, "S2": 0}, {}, id="第一款已无余额"),
        pytest.param(
            (takes("S1", 1, LATE), fraud("S2", EARLY)),
            {"S2": 50_000},
            {"S1": "E-RULE-2518"},
            id="第一款以后没有可追缴的",
        ),
        pytest.param(
            (conduct("S1", EARLY), takes("S2", 50_000, LATE)), {"S1": 0, "S2": 50_000}, {}, id="第二款不涉及奖金"
        ),
        pytest.param(
            (replace(takes("S1", 40_000, EARLY), outcome=Outcome.OPEN, decision=None), fraud("S2", LATE)),
            {"S2": 50_000},
            {"S1": "E-RULE-2510"},
            id="没有决定的不算追缴",
        ),
    ],
)
def test_all_recoveries_together_never_exceed_the_prize(
    rules: Rules, rows: tuple[Incident, ...], taken: dict[str, int], wrong: dict[str, str]
) -> None:
    found = judged(rows, rules)
    assert found == (taken, wrong)
    assert sum(found[0].values()) <= award().prize


@pytest.mark.parametrize(
    ("held", "day", "wrong"),
    [
        pytest.param(award(status=FRAUD_GONE, revoked=EARLY), LATE, {"S1": "E-RULE-2518"}, id="台账已按第一款撤销"),
        pytest.param(award(status=FRAUD_GONE, revoked=LATE), EARLY, {}, id="追缴在先撤销在后"),
        pytest.param(award(status=CONDUCT_GONE, revoked=EARLY), LATE, {}, id="台账已按第二款撤销"),
    ],
)
def test_the_register_tells_what_was_taken(rules: Rules, held: Award, day: date, wrong: dict[str, str]) -> None:
    assert judged((takes("S1", 1, day),), rules, held)[1] == wrong


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        pytest.param(conduct("S1", EARLY), fraud("S2", LATE), {}, id="先第二款后第一款"),
        pytest.param(conduct("S1", EARLY), fraud("S2", None), {}, id="第一款尚待批准"),
        pytest.param(conduct("S1", SAME), fraud("S2", SAME), {"S1": "E-RULE-2511", "S2": "E-RULE-2511"}, id="同日两款"),
        pytest.param(
            conduct("S1", LATE), fraud("S2", EARLY), {"S1": "E-RULE-2511", "S2": "E-RULE-2511"}, id="先第一款后第二款"
        ),
        pytest.param(
            conduct("S1", None), fraud("S2", EARLY), {"S1": "E-RULE-2511", "S2": "E-RULE-2511"}, id="第二款没有批准"
        ),
        pytest.param(
            conduct("S1", EARLY), conduct("S2", LATE), {"S1": "E-RULE-2511", "S2": "E-RULE-2511"}, id="两次第二款"
        ),
        pytest.param(
            fraud("S1", EARLY), fraud("S2", LATE), {"S1": "E-RULE-2511", "S2": "E-RULE-2511"}, id="两次第一款"
        ),
    ],
)
def test_fraud_may_be_found_after_a_revocation_for_conduct(
    rules: Rules, first: Incident, second: Incident, wrong: dict[str, str]
) -> None:
    assert judged((first, second), rules)[1] == wrong


@pytest.mark.parametrize(
    ("status", "day", "wrong"),
    [
        pytest.param(CONDUCT_GONE, date(2026, 1, 15), {"S1": "E-RULE-2512"}, id="早于登记的撤销"),
        pytest.param(CONDUCT_GONE, EARLY, {}, id="登记的就是这一次"),
        pytest.param(CONDUCT_GONE, date(2026, 1, 17), {}, id="晚于登记的撤销"),
        pytest.param(CONDUCT_GONE, None, {}, id="尚待批准"),
        pytest.param(FRAUD_GONE, LATE, {"S1": "E-RULE-2512"}, id="登记的已是第一款"),
    ],
)
def test_fraud_is_added_to_what_the_register_says(
    rules: Rules, status: RegisterStatus, day: date | None, wrong: dict[str, str]
) -> None:
    assert judged((fraud("S1", day),), rules, award(status=status, revoked=EARLY))[1] == wrong


def test_the_title_ends_once_and_the_ban_counts_from_the_later_approval(rules: Rules) -> None:
    rows = [at(conduct("S1", EARLY), 2), at(fraud("S2", LATE), 3)]
    rulings, _ = rule(rows, [award()], rules)
    for listed in (rulings, rulings[::-1]):
        (entered,) = revoked([award()], listed)
        assert (entered.status, entered.revoked) == (CONDUCT_GONE, EARLY)
    assert [ban.since for ban in banned((), rulings)] == [LATE]
    again, problems = rule(rows, [entered], rules)
    assert (codes(problems), again[1].recover_prize, revoked([entered], again)) == ([], 50_000, (entered,))
