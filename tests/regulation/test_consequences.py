"""What follows after the award as the rule set says: grounds, decisions, money, bans in any unit, re-assessment."""

from __future__ import annotations

import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.regulation.awards import award
from tests.regulation.placed import FIRST, at, codes
from tests.regulation.test_art25_revocation import APPROVED, approved, incident
from tests.rows import row_of
from toolchain.model.parameters import rules_of
from toolchain.model.rare_vocabulary import RARE
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Yuan
from toolchain.model.sheets import SUPERVISION
from toolchain.model.sheets.register import Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import BanCause, HigherAwardKind, IncidentDecision, IncidentKind, RegisterStatus
from toolchain.model.workbook_declaration import Mark
from toolchain.regulation import register
from toolchain.regulation.art11_bars import FOREVER, article_of, free_from
from toolchain.regulation.art25_revocation import Consequence, Ruling, rule
from toolchain.regulation.art28_validity import check_register
from toolchain.regulation.dates import years_after
from toolchain.stages.later_findings import of_supervision
from toolchain.workbooks.blank import write

SHIPPED = Path(__file__).resolve().parents[2] / "templates" / "regulation" / "2022-76.toml"
INSPECTION, DUTY, RENEWAL = IncidentKind.INSPECTION, IncidentKind.DUTY, IncidentKind.RENEWAL


def with_rows(*rows: dict[str, Any], duties: list[dict[str, Any]] | None = None) -> Rules:
    """Give the shipped rule set with grounds added or, where it has them, changed."""
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    named = {row["ground"] for row in rows}
    data["consequences"] = [row for row in data["consequences"] if row["ground"] not in named] + list(rows)
    return rules_of(data | ({"duties": duties} if duties else {}), "办法.toml")


def row(ground: IncidentKind, *decisions: str, **more: object) -> dict[str, Any]:
    return {"ground": str(ground), "article": "第三十一条", "decisions": list(decisions), "valid": True, **more}


def ruled(rules: Rules, kind: IncidentKind, decision: str, **changes: object) -> Ruling:
    rulings, problems = rule([approved(kind, IncidentDecision(decision), **changes)], [award()], rules)
    assert codes(problems) == []
    return rulings[0]


@pytest.mark.parametrize(
    ("ban", "until"),
    [("3年", date(2029, 1, 15)), ("18个月", date(2027, 7, 15)), ("2届", date(2030, 1, 15)), ("永久", None)],
)
def test_a_ban_by_ground_in_any_unit(readings: Readings, ban: str, until: date | None) -> None:
    own = with_rows(row(INSPECTION, "撤销称号", ban=ban, prize=True))
    found = ruled(own, INSPECTION, "撤销称号")
    assert (found.consequence, found.article) == (Consequence.REVOKE_CONDUCT, "第三十一条")
    assert (found.recover_title, found.recover_prize, found.ban_until) == (True, 50_000, until)
    (listed,) = register.banned((), [found])
    assert (listed.cause, listed.since) == (BanCause.INSPECTION, APPROVED)
    assert (free_from(listed, readings, own) == FOREVER) is (until is None)
    assert article_of(listed, own) == "第三十一条"
    said = next(dict(item.facts) for item in of_supervision([found]))
    assert said["further"].startswith("和奖金50,000元，")
    other = row_of(Ban, uscc=FIRST, cause=BanCause.REVIEW, since=APPROVED, evidence="无此规定")
    assert free_from(other, readings, own) == APPROVED


def test_an_accident_takes_money_where_the_rule_set_says_so() -> None:
    own = with_rows(row(IncidentKind.ACCIDENT, "撤销称号", prize=True))
    assert ruled(own, IncidentKind.ACCIDENT, "撤销称号").recover_prize == 50_000
    both = [
        approved(IncidentKind.PRIZE_MISUSE, IncidentDecision.RECOVER_PRIZE, serious="是", amount=Yuan(20_000)),
        approved(IncidentKind.ACCIDENT, IncidentDecision.REVOKE, number="S02", approved=date(2026, 2, 1)),
    ]
    rulings, problems = rule([at(item, place) for place, item in enumerate(both, 2)], [award()], own)
    assert codes(problems) == ["E-RULE-2507"]
    assert [item.recover_prize for item in rulings] == [30_000]


def test_what_the_rule_set_does_not_name_has_no_consequence(rules: Rules) -> None:
    rulings, problems = rule([incident(INSPECTION)], [award()], rules)
    assert (rulings, codes(problems)) == ((), ["E-RULE-2519"])
    own = with_rows(row(INSPECTION, "撤销称号"))
    assert codes(rule([incident(INSPECTION, IncidentDecision.TALK)], [award()], own)[1]) == ["E-RULE-2504"]


def test_interview_and_mending_leave_the_title() -> None:
    own = with_rows(row(DUTY, "约谈", "限期整改", "撤销称号"))
    for decision, consequence in (("约谈", Consequence.TALK), ("限期整改", Consequence.MEND)):
        found = ruled(own, DUTY, decision)
        assert (found.consequence, found.recover_title, found.ban_until) == (consequence, False, None)
        assert register.revoked([award()], [found]) == (award(),)


def test_a_title_kept_on_is_valid_longer_and_only_once() -> None:
    own = with_rows(row(RENEWAL, "保留称号", "限期整改", "撤销称号", extends="4年"))
    first = award()
    happened = first.valid_until.replace(month=6)
    found = ruled(own, RENEWAL, "保留称号", happened=happened, found=happened, approved=happened)
    (longer,) = register.revoked([first], [found])
    assert (longer.valid_until, longer.status) == (years_after(first.valid_until, 4), RegisterStatus.VALID)
    again, problems = rule([found.incident], [longer], own)
    assert codes(problems) == []
    assert register.revoked([longer], again) == (longer,)
    checked = check_register((longer,), own.art28, own.document, (), own.extension)
    assert codes(checked) == []
    assert codes(check_register((longer,), own.art28, own.document)) == ["E-RULE-2801"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (row(INSPECTION), "decisions 至少写一种"),
        (row(INSPECTION, "约谈", ban="3年"), "用不到 prize、ban、revoking"),
        (row(INSPECTION, "撤销称号", ban="5个工作日"), "ban 应以年、个月、届、永久计"),
        (row(IncidentKind.FRAUD, "撤销称号", ban="3年"), "骗取称号的写在 fraud 的 fraud_ban"),
        (row(RENEWAL, "保留称号"), "要么都有，要么都没有"),
        (row(RENEWAL, "撤销称号", extends="4年"), "要么都有，要么都没有"),
        (row(RENEWAL, "保留称号", extends="2届"), "extends 应以年、个月计"),
        (row(INSPECTION, "撤销称号") | {"article": "31"}, "现为“31”"),
        (row(INSPECTION, "开除"), "应为撤销称号、"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterFault) as fault:
        with_rows(wrong)
    assert said in str(fault.value)


def test_without_fraud_the_table_is_refused() -> None:
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    data["consequences"] = data["consequences"][1:]
    with pytest.raises(ParameterFault, match="骗取称号的无从处理"):
        rules_of(data, "办法.toml")


def test_drop_downs_offer_what_the_rule_set_names(rules: Rules) -> None:
    own = with_rows(row(INSPECTION, "撤销称号", "约谈", ban="3年"))
    assert rules.rare_words == frozenset()
    assert own.rare_words == {"有效期内监督抽查不合格", "监督抽查不合格被撤销称号", "约谈"}
    for rare, there in ((rules.rare_words, False), (own.rare_words, True)):
        data = write(SUPERVISION, Mark(SUPERVISION.mark, SUPERVISION.version, "2025届"), rare=rare)
        page = openpyxl.load_workbook(BytesIO(data))
        words = [cell.value for sheet in page for line in sheet.iter_rows() for cell in line]
        lists = [item.formula1 for sheet in page for item in sheet.data_validations.dataValidation]
        offered = "".join(str(item) for item in (*words, *lists))
        assert ("有效期内监督抽查不合格" in offered) is there
        assert ("约谈" in offered) is there
        assert "期满复评" not in offered


def test_rare_words_are_words_of_the_drop_downs() -> None:
    assert {str(word) for kind in (IncidentKind, IncidentDecision, BanCause, HigherAwardKind) for word in kind} >= RARE
