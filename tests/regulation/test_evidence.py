"""What a finding of the examination tells: facts, days and cells, without a blank where nothing was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.regulation.placed import at
from toolchain.model.findings import Finding
from toolchain.model.record import Application
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, Verdict, YesNo
from toolchain.regulation.conditions import evidence_of, examine_item
from toolchain.regulation.evidence import clause

DEADLINE = date(2026, 10, 31)


def accident(rules: Rules) -> Condition:
    return next(item for item in rules.conditions if item.code == "11.3")


Examined = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def examined(apply: Callable[..., Application], readings: Readings, rules: Rules) -> Examined:
    """Examine one item."""

    def run(*checks: Check, events: tuple[Event, ...] = (), **application: object) -> tuple[Finding, ...]:
        filed = apply(**application)
        rows = tuple(at(row, 3) for row in filed.declarations)
        evidence = evidence_of(replace(filed, declarations=rows), checks, events, DEADLINE, readings, rules)
        return examine_item(accident(rules), evidence, rules)

    return run


@pytest.mark.parametrize(
    ("changes", "facts", "evidence"),
    [
        ({}, "未写明事实", "记录1"),
        ({"facts": "查明某事。", "evidence": None}, "查明某事", "未写明材料"),
    ],
)
def test_what_a_department_wrote_is_told(
    examined: Examined, check: Callable[..., Check], changes: dict[str, object], facts: str, evidence: str
) -> None:
    (found,) = examined(check("11.3", **changes))
    assert dict(found.facts) == {
        "department": "某局",
        "checked": "2026年11月5日",
        "facts": facts,
        "evidence": evidence,
    }


@pytest.mark.parametrize(("level", "said"), [(None, "生产安全事故"), (EventLevel.MINOR, "一般生产安全事故")])
def test_an_event_is_told_with_its_level(
    examined: Examined, check: Callable[..., Check], event: Callable[..., Event], level: EventLevel | None, said: str
) -> None:
    _, found = examined(check("11.3"), events=(event(EventKind.SAFETY, date(2025, 1, 1), level=level),))
    assert dict(found.facts)["event"] == said.replace("生产安全事故", EventKind.SAFETY.value)
    assert (dict(found.facts)["date"], dict(found.facts)["day"]) == ("2025年1月1日", "2026年10月31日")


def test_events_are_told_oldest_first(
    examined: Examined, check: Callable[..., Check], event: Callable[..., Event]
) -> None:
    days = [date(2026, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]
    found = examined(check("11.3"), events=tuple(event(EventKind.SAFETY, day) for day in days))
    assert [dict(item.facts)["date"] for item in found[1:]] == ["2024年1月1日", "2025年1月1日", "2026年1月1日"]


@pytest.mark.parametrize(("explanation", "said"), [("某年某事。", "某年某事"), (None, "未作说明")])
def test_an_admission_is_told(
    apply: Callable[..., Application],
    check: Callable[..., Check],
    readings: Readings,
    rules: Rules,
    explanation: str | None,
    said: str,
) -> None:
    filed = apply(admits=("11.3",))
    rows = tuple(
        at(replace(row, explanation=explanation if row.answer is YesNo.YES else None), number)
        for number, row in enumerate(filed.declarations, start=2)
    )
    for rounds in (1, 2):
        checks = tuple(at(check("11.3", turn=turn), 10 + turn) for turn in range(1, rounds + 1))
        evidence = evidence_of(replace(filed, declarations=rows), checks, (), DEADLINE, readings, rules)
        found = examine_item(accident(rules), evidence, rules)[-1]
        told = {"explanation": said} | ({} if rounds == 1 else {"department": "某局", "checked": "2026年11月5日"})
        assert dict(found.facts) == told
        assert found.verdict is (Verdict.PENDING if rounds == 1 else Verdict.MET)
        assert [place.cell for place in found.cells] == (["是否存在·4"] if rounds == 1 else ["是否存在·4", "结论·12"])


@pytest.mark.parametrize("text", ["某事", " 某事。", "某事；", "某事. ", "某事，"])
def test_a_clause_has_no_stop(text: str) -> None:
    assert clause(text) == "某事"
