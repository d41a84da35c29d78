"""A department that has not answered is waited for; one that is not sure is asked again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rows import row_of
from toolchain.model.findings import Finding
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


def pending(case: str) -> Finding:
    return Finding(case, "第十一条第（四）项", "91350100M000100Y43", Verdict.PENDING)


MISSING, CHECKED, COMPUTED = pending("11.4-missing"), pending("11.4-checked"), pending("10.6-figures")


@pytest.mark.parametrize(
    ("findings", "checks", "waited", "again", "article"),
    [
        ((MISSING,), (), True, False, False),
        ((MISSING,), (row(Verdict.MET, 1),), True, False, False),
        ((CHECKED,), (row(Verdict.PENDING, 1),), False, True, False),
        ((MISSING,), (row(Verdict.MET, 2), row(Verdict.PENDING, 1)), True, False, False),
        ((CHECKED,), (row(Verdict.PENDING, 2), row(Verdict.MET, 1)), False, True, False),
        ((COMPUTED,), (row(Verdict.MET, 1),), False, False, True),
        ((MISSING, CHECKED, COMPUTED), (row(Verdict.PENDING, 1),), True, True, True),
    ],
)
def test_what_is_waited_for(
    findings: tuple[Finding, ...], checks: tuple[Check, ...], waited: bool, again: bool, article: bool
) -> None:
    told = _asking(findings, checks)
    assert ("等待其余部门" in told, "另加一轮" in told, "第十一条第（四）项待核" in told) == (waited, again, article)
