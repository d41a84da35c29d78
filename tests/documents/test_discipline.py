"""评审员处理: one notice per measure (第二十六条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.documents.award_samples import composed, record, voted
from tests.rows import row_of
from toolchain.documents.declaration import Form
from toolchain.documents.discipline import ReviewerDiscipline, compose
from toolchain.model.problems import At, problem
from toolchain.model.sheets import SUPERVISION
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Measure
from toolchain.stages.judgement import Judgement


def supervised(rows: Sequence[Discipline] = ()) -> Judgement:
    return voted((), rows={SUPERVISION: rows})


def test_format() -> None:
    assert (ReviewerDiscipline.form, ReviewerDiscipline.needs_number) == (Form.LETTER, True)


def measure(kind: Measure, decided: date = date(2024, 9, 20), expert: str = "E01") -> Discipline:
    return row_of(
        Discipline,
        expert=expert,
        name="专家甲",
        facts="向外透露评审情况。",
        measure=kind,
        decided=decided,
    )


@pytest.mark.parametrize("kind", Measure)
def test_notice_per_measure(kind: Measure) -> None:
    (paper,) = composed(compose, supervised(rows=[measure(kind)]))
    assert isinstance(paper, ReviewerDiscipline)
    assert (paper.subject, paper.measure, paper.facts) == ("E01", kind, "向外透露评审情况")
    assert paper.removed is (kind is Measure.REMOVAL)


def test_second_measure_keeps_the_key_of_the_first() -> None:
    later, first = measure(Measure.REMOVAL, date(2025, 1, 8)), measure(Measure.WARNING)
    papers = composed(compose, supervised(rows=[later, first]))
    assert [paper.subject for paper in papers] == ["E01", "E01-20250108"]
    assert len({paper.stem for paper in papers}) == 2


def test_faulty_workbook_disciplines_nobody() -> None:
    wrong = problem("E-RULE-2601", At("监督事项.xlsx"))
    faulty = record({SUPERVISION: [measure(Measure.WARNING)]}, [wrong])
    assert composed(compose, replace(supervised(), record=faulty)) == []
