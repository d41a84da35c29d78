"""A department that has not answered is waited for; one that is not sure is asked again."""

from __future__ import annotations

from datetime import date

from tests.rows import row_of
from toolchain.model.schema import USCC
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.stages.application_stages import _asking


def row(verdict: Verdict, turn: int) -> Check:
    return row_of(
        Check,
        uscc=USCC("91350100M000100Y43"),
        name="甲公司",
        item="11.4",
        matter="处罚",
        round=turn,
        verdict=verdict,
        department="区应急管理局",
        checked=date(2026, 5, 20),
    )


def test_what_is_waited_for() -> None:
    assert "等待其余部门" in _asking(())
    assert "等待其余部门" in _asking([row(Verdict.MET, 1)])
    assert "另加一轮" in _asking([row(Verdict.PENDING, 1)])
    assert "等待其余部门" in _asking([row(Verdict.MET, 2), row(Verdict.PENDING, 1)])
    assert "另加一轮" in _asking([row(Verdict.PENDING, 2), row(Verdict.MET, 1)])
