"""What laureates owe after the award: each turn to the day, as long as the title stands, with what is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.regulation.awards import award
from tests.regulation.placed import STRANGER
from tests.regulation.test_art25_revocation import incident
from tests.regulation.test_consequences import row as ground_row
from tests.regulation.test_consequences import with_rows
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.vocabulary import IncidentKind, RegisterStatus
from toolchain.regulation.art23_duties import duty_dates

HERE = Path(__file__).resolve().parent


def duty(**changes: Any) -> dict[str, Any]:
    found = {"name": "年度报告", "article": "第二十三条", "every": "1年", "text": "报送年度报告"}
    return {**found, **changes}


def with_duties(*duties: dict[str, Any]) -> Rules:
    grounds = [ground_row(kind, "撤销称号", "约谈") for kind in (IncidentKind.DUTY, IncidentKind.REVIEW)]
    return with_rows(*grounds, duties=list(duties))


def days(rules: Rules, **changes: Any) -> list[date]:
    return [item.due for item in duty_dates([replace(award(), **changes)], (), rules)]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("1年", [date(2023, 12, 30), date(2024, 12, 30), date(2025, 12, 30), date(2026, 12, 30)]),
        ("18个月", [date(2024, 6, 30), date(2025, 12, 30)]),
        ("无", [date(2026, 12, 30)]),
        ("5年", []),
    ],
)
def test_every_turn_to_the_last_day_of_validity(every: str, expected: list[date]) -> None:
    assert days(with_duties(duty(every=every))) == expected


def test_a_revoked_title_owes_nothing_more() -> None:
    lost = {"status": RegisterStatus.REVOKED_CONDUCT, "revoked": date(2024, 12, 30)}
    assert days(with_duties(duty()), **lost) == [date(2023, 12, 30)]
    assert days(with_duties(duty()), **{**lost, "revoked": date(2024, 12, 31)}) == [
        date(2023, 12, 30),
        date(2024, 12, 30),
    ]


def test_titles_under_another_document_owe_what_that_one_asked() -> None:
    assert days(with_duties(duty()), basis="红政〔2016〕3号") == []


def test_what_is_on_record_belongs_to_its_turn() -> None:
    rules = with_duties(duty(), duty(name="中期复核", every="2年", ground="复核不合格"))
    rows = [
        incident(IncidentKind.DUTY, number="S01", happened=date(2023, 12, 30)),
        incident(IncidentKind.DUTY, number="S02", happened=date(2023, 12, 31)),
        incident(IncidentKind.REVIEW, number="S03", happened=date(2024, 12, 30)),
        incident(IncidentKind.DUTY, number="S04", happened=date(2024, 6, 1), uscc=STRANGER),
    ]
    told = [(item.duty.name, item.due.year, item.incidents) for item in duty_dates([award()], rows, rules)]
    assert told == [
        ("年度报告", 2023, ("S01",)),
        ("中期复核", 2024, ("S03",)),
        ("年度报告", 2024, ("S02",)),
        ("年度报告", 2025, ()),
        ("中期复核", 2026, ()),
        ("年度报告", 2026, ()),
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ((duty(every="2届"),), "every 应以年、个月计"),
        ((duty(), duty()), "写了2段"),
        ((duty(text=" "),), "name、text 不能为空"),
        ((duty(article="23"),), "现为“23”"),
        ((duty(ground="期满复评"),), "请在 consequences 里加“期满复评”一段"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(wrong: tuple[dict[str, Any], ...], said: str) -> None:
    with pytest.raises(ParameterFault) as fault:
        with_duties(*wrong)
    assert said in str(fault.value)
