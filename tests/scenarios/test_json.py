"""The JSON object of a run: documented, complete, without anything secret."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, strategies

from tests.scenarios.conftest import ROOT
from toolchain.cli.report.json_report import as_json
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.engine.json_stream import Line, pieces
from toolchain.inbox.intake import Intake
from toolchain.model.sheets.committee import Ballot
from toolchain.model.sheets.notice import Objection
from toolchain.model.sheets.vocabulary import Verdict


@pytest.fixture(scope="module")
def said(intake: Intake, toolbox: Resources) -> dict[str, Any]:
    outcome = judge_all(intake, toolbox)
    return json.loads("".join(as_json(outcome, None, toolbox)))


def documented() -> set[str]:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    return {name for cell in re.findall(r"`([a-z_.\[\], `0-9]+)`", text) for name in re.findall(r"[a-z_0-9]+", cell)}


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return {str(key) for key in value} | {key for item in value.values() for key in keys_of(item)}
    if isinstance(value, list):
        return {key for item in value for key in keys_of(item)}
    return set()


def test_every_key_is_documented(said: dict[str, Any]) -> None:
    states = set(said["inbox"].pop("counts"))
    assert states == {"已采用", "需修改", "未识别", "忽略"}
    assert keys_of(said) <= documented() | {"counts"}


def test_every_finding_has_article_verdict_sentence_and_cells(said: dict[str, Any]) -> None:
    findings = said["cycles"][0]["findings"]
    assert len(findings) > 300
    for finding in findings:
        assert finding["article"].startswith("第")
        assert finding["verdict"] in set(Verdict)
        assert finding["sentence"].endswith("。")
        assert finding["cells"], finding
        assert all(cell["file"] and cell["sheet"] and cell["cell"] for cell in finding["cells"])


def test_the_outcome_of_the_example(said: dict[str, Any]) -> None:
    cycle = said["cycles"][0]
    assert (cycle["stage"], cycle["state"]) == ("09-获奖后", "已完成")
    assert [item["passed"] for item in cycle["tally"]].count(True) == 4
    assert {(item["kind"], item["prize"]) for item in cycle["laureates"]} == {("首次", 50_000), ("再次", 0)}
    assert {item["consequence"] for item in cycle["rulings"]} == {"第二十五条第一款撤销", "第二十五条第二款撤销"}


def test_no_objector_and_no_ballot_is_in_it(said: dict[str, Any], example: CycleOutcome) -> None:
    text = json.dumps(said, ensure_ascii=False)
    for row in example.record.all(Objection):
        assert row.objector not in text
        assert row.contact not in text
    ballots = example.record.all(Ballot)
    assert ballots
    assert not [ballot.number for ballot in ballots if f'"{ballot.number}"' in text]


VALUES = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.text(),
    lambda inner: strategies.lists(inner, max_size=4) | strategies.dictionaries(strategies.text(), inner, max_size=4),
)


@given(VALUES)
def test_the_pieces_are_the_text_that_the_library_writes(value: object) -> None:
    wanted = json.dumps(value, ensure_ascii=False, indent=1)
    assert "".join(pieces(value)) == wanted
    assert "".join(pieces(value, in_order=True)) == json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    assert "".join(pieces(iter(value) if isinstance(value, list) else value)) == wanted


def test_a_line_is_the_same_object_on_one_line() -> None:
    plain = {"名称": "甲“乙”\n", "cells": [{"cell": "A1"}], "none": None, "yes": True}
    text = "".join(pieces({"items": iter([Line(plain), Line({})])}))
    assert json.loads(text) == {"items": [plain, {}]}
    assert len(text.splitlines()) == 6
