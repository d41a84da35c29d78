"""Rows of made-up experts, panels and score sheets; every test names only what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.regulation.placed import at
from tests.rows import row_of
from toolchain.model.parameters import load_rules
from toolchain.model.record import Application, FilledWorkbook
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.scores import SCORES, Reviewer, Score
from toolchain.model.sheets.settings import Criterion, CycleRules
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import (
    Measure,
    TieKind,
    Verdict,
)
from toolchain.model.workbook_declaration import Mark
from toolchain.regulation.art08_draw import Draw, draw, freeze
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.regulation.art15_qualification import Qualification
from toolchain.regulation.art27_recusal import Conflict

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
RULES: Rules = load_rules(TEMPLATES / "regulation" / "2022-76.toml")
CYCLE = "2026届"
DRAWN = date(2026, 11, 20)
SEED = "35261465231641526334"
TRADE = "制造业"


def placed(row: Row, file: str, number: int) -> Row:
    """Give a row its cells, called by label and line."""
    return at(row, number, file)


def expert(number: str, **changes: object) -> Expert:
    """Make an expert who meets everything."""
    row = row_of(
        Expert,
        number=number,
        name=f"专家{number}",
        employer=f"{number}研究所",
        trades=(TRADE,),
        commitment=date(2026, 11, 1),
    )
    return replace(placed(row, "专家库.xlsx", 5 + int(number.strip("E") or 0)), **changes)


def experts(count: int) -> list[Expert]:
    """Make so many of them."""
    return [expert(f"E{index:02d}") for index in range(1, count + 1)]


def panel(**changes: object) -> Panel:
    """Make a panel of three whose pool digest is not published yet."""
    row = row_of(Panel, trade=TRADE, drawn=DRAWN)
    return replace(placed(row, "抽取.xlsx", 3), **changes)


def seed(**changes: object) -> Seed:
    """Make a seed of twenty digits with two witnesses."""
    row = row_of(
        Seed,
        seed=SEED,
        method="当众掷骰20次",
        place="某会议室",
        witnesses=("见证甲", "见证乙"),
    )
    return replace(placed(row, "抽取.xlsx", 4), **changes)


def refusal(number: str, **changes: object) -> Refusal:
    """Make a refusal."""
    row = row_of(Refusal, expert=number, refused=DRAWN)
    return replace(placed(row, "抽取.xlsx", 5), **changes)


def conflict(number: str, uscc: str, **changes: object) -> Conflict:
    """Make an interest of an expert in an applicant."""
    row = Conflict(number, f"专家{number}", uscc, f"单位{uscc}", TieKind.CONSULTING, DRAWN, ())
    return replace(row, **changes)


def discipline(number: str, **changes: object) -> Discipline:
    """Make a removal."""
    row = row_of(
        Discipline,
        expert=number,
        name=f"专家{number}",
        measure=Measure.REMOVAL,
        decided=DRAWN,
    )
    return replace(placed(row, "监督.xlsx", 6), **changes)


def seated(pool: Sequence[Expert], size: int = 3, name: str = "制造业组", trade: str = TRADE) -> Draw:
    """Draw a panel from a pool without fault."""
    row = panel(panel=name, trade=trade, size=size)
    frozen, _ = freeze(row, pool, (), (), RULES)
    frozen, _ = freeze(replace(row, pool_digest=frozen.digest), pool, (), (), RULES)
    drawn, problems = draw(CYCLE, frozen, [seed(panel=name)], (), RULES.art08)
    assert drawn is not None
    assert problems == ()
    return drawn


def application(uscc: str, trade: str = TRADE) -> Application:
    """Make an application of 单位<code>."""
    row = row_of(
        Applicant,
        uscc=USCC(uscc),
        name=f"单位{uscc}",
        trade=trade,
        phone="0373-0000002",
        commitment=date(2026, 9, 1),
        credit_certificate=date(2026, 9, 2),
    )
    return Application(row, (), None, (), (), f"申报书-{uscc}.xlsx")


def qualified(uscc: str, trade: str = TRADE) -> Qualification:
    """Make a qualified applicant."""
    accepted = Acceptance(application(uscc, trade), None, AcceptanceOutcome.ACCEPTED, (), repeat=False)
    return Qualification(accepted, (), Verdict.MET)


CRITERIA = (
    row_of(Criterion, points=400),
    row_of(Criterion, code="4.7.2", category="结果", item="产品和服务", points=600),
)
"""A small set of criteria of 1000 points."""


def cycle_rules(**changes: object) -> CycleRules:
    """Make the cycle's rules: 40 and 60 per cent, no trimming, places shared, everyone in one ranking."""
    row = row_of(
        CycleRules,
        criteria_edition="测试标准",
        candidates=2,
    )
    return replace(placed(row, "届次设置.xlsx", 7), **changes)


Marks = Mapping[str, Sequence[tuple[str, str]]]
"""By applicant: (desk, site) of each criterion, as written."""


def sheet(
    member: Expert, marks: Marks, name: str = "制造业组", criteria: Sequence[Criterion] = CRITERIA
) -> FilledWorkbook:
    """Fill one reviewer's score sheet."""
    file = f"评分表-{member.number}.xlsx"
    rows: list[Row] = []
    for uscc, given in marks.items():
        for row, (desk, site) in zip(criteria, given, strict=False):
            score = row_of(
                Score,
                uscc=USCC(uscc),
                name=f"单位{uscc}",
                code=row.code,
                item=row.item,
                points=row.points,
                desk=Decimal(desk),
                site=Decimal(site),
            )
            rows.append(placed(score, file, 4 + len(rows)))
    reviewer = row_of(Reviewer, expert=member.number, name=member.name, panel=name, signed=date(2026, 12, 1))
    mark = Mark(SCORES.mark, SCORES.version, CYCLE, member.number)
    return FilledWorkbook(file, mark, rows={Reviewer: (placed(reviewer, file, 1),), Score: tuple(rows)})


def flat(percent: int) -> list[tuple[str, str]]:
    """Give every criterion the same percentage, desk and site alike."""
    return [(str(percent), str(percent))] * len(CRITERIA)
