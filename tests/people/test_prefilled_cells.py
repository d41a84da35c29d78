"""What a blank knows already: years, numbers that go on, a row for each teller, names to choose from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.workbooks.sample import reread
from toolchain.cycle.batch_letters import blank
from toolchain.cycle.build_plan import write_blank
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.file_examination import examine
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.identifiers import Refers
from toolchain.model.sheets import APPLICATION, APPROVAL, COMMITTEE, DRAW, SCORES
from toolchain.model.sheets.application import FiscalYear
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.committee import Ballot, Count
from toolchain.model.sheets.draw import Seed
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.roster import ROSTER
from toolchain.model.sheets.scores import Remark, Reviewer, Score
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.vocabulary import BallotForm, Teller
from toolchain.results.next_blanks import Blank, cells, due
from toolchain.results.prefilled_cells import certificates, fiscal_years, names_to_choose

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def toolbox() -> Resources:
    return Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))


@pytest.fixture(scope="module")
def example(toolbox: Resources) -> CycleOutcome:
    return judge_all(receive(scan_inbox(toolbox.project.inbox)), toolbox).cycles[0]


@pytest.fixture(scope="module")
def blanks(example: CycleOutcome, toolbox: Resources) -> dict[str, Blank]:
    assert example.judgement is not None
    return {blank.workbook.mark: blank for blank in reversed(due(example.judgement, toolbox.items))}


def test_the_last_three_whole_years_before_the_deadline() -> None:
    assert [row["year"] for row in fiscal_years(date(2026, 4, 30))] == [2023, 2024, 2025]


@pytest.mark.parametrize(
    ("known", "year", "wanted"),
    [
        (["红质奖2019001", "红质奖2022003"], 2026, ["红质奖2026001", "红质奖2026002"]),
        (["红质奖2026007", "红质奖2022003"], 2026, ["红质奖2026008", "红质奖2026009"]),
        (["第十二号"], 2026, [None, None]),
        ([], 2026, [None, None]),
        ([None, "A-202609"], 2026, ["A-202610", "A-202611"]),
    ],
)
def test_certificates_go_on_in_the_form_of_the_last_one(
    known: list[str | None], year: int, wanted: list[str | None]
) -> None:
    assert list(islice(certificates(known, year), 2)) == wanted


def test_the_blanks_of_the_example_know_them(blanks: dict[str, Blank]) -> None:
    assert [row["year"] for row in blanks[APPLICATION.mark].known[FiscalYear]] == [2022, 2023, 2024]
    assert all(row["certificate"] for row in blanks[APPROVAL.mark].known[Approved])
    counts = list(blanks[COMMITTEE.mark].known[Count])
    assert [row["teller"] for row in counts].count(Teller.WATCHING) == len(counts) / 2
    assert len({(row["uscc"], row["teller"]) for row in counts}) == len(counts)
    assert [row["panel"] for row in blanks[DRAW.mark].known[Seed]] == ["制造业组", "服务业组"]


@pytest.mark.parametrize(
    ("mark", "sheet"), [(APPLICATION.mark, FiscalYear), (DRAW.mark, Seed), (COMMITTEE.mark, Count)]
)
def test_what_was_only_proposed_is_no_record(
    mark: str, sheet: type, blanks: dict[str, Blank], toolbox: Resources
) -> None:
    """A blank that nobody filled says nothing of years, seeds and counts, and asks for no cell of theirs."""
    found = examine("空白表.xlsx", write_blank(blanks[mark], toolbox.items)).reading
    assert found is not None
    assert found.rows[sheet] == ()
    assert not [item for item in found.problems if item.at.sheet == sheet.sheet.title and item.blocks]


@pytest.mark.parametrize("typed", ["填表人：李四", "去年", "=2020+1"])
def test_what_somebody_wrote_in_an_offered_column_is_never_passed_over(
    typed: str, blanks: dict[str, Blank], toolbox: Resources
) -> None:
    book = load_workbook(BytesIO(write_blank(blanks[APPLICATION.mark], toolbox.items)))
    page = book["财务数据"]
    [last] = [cell for row in page.iter_rows() for cell in row if cell.value == 2024]
    last.value = typed
    buffer = BytesIO()
    book.save(buffer)
    found = examine("申报书.xlsx", buffer.getvalue()).reading
    assert found is not None
    assert [item for item in found.problems if item.at.sheet == "财务数据" and item.at.cell == last.coordinate]


def test_the_roster_of_a_cycle_holds_its_dates_and_laureates(example: CycleOutcome) -> None:
    assert example.judgement is not None
    reading = reread(blank(FOLDER, example.judgement), ROSTER)
    assert reading.rows[Award] == example.judgement.announced
    assert reading.rows[Cycle] == (example.judgement.settings.cycle,)
    assert not reread(blank("2030届"), ROSTER).rows[Award]


def test_papers_that_list_everybody_are_entered_side_by_side(example: CycleOutcome, toolbox: Resources) -> None:
    j = example.judgement
    assert j is not None
    assert next(item for item in due(j, toolbox.items) if item.workbook is COMMITTEE).known[Ballot] == []
    listing = replace(j, settings=replace(j.settings, rules=replace(j.settings.rules, ballot_form=BallotForm.LIST)))
    blank = next(item for item in due(listing, toolbox.items) if item.workbook is COMMITTEE)
    page = load_workbook(BytesIO(write_blank(blank, toolbox.items)))["表决票"]
    beside = next([cell.value for cell in row if cell.value] for row in page.iter_rows() if row[0].value == "候选单位")
    assert j.review.candidates is not None
    assert set(beside[1:]) == {item.name for item in (*j.review.candidates.first, *j.review.candidates.repeat)}


def test_score_sheets_filled_crosswise_give_the_same_ranking(
    example: CycleOutcome, toolbox: Resources, tmp_path: Path
) -> None:
    """Every score sheet of the example is filled into the blank of today, side by side, and decides the same."""
    assert example.judgement is not None
    sheets = {blank.mark.subject: blank for blank in due(example.judgement, toolbox.items)}
    for item in scan_inbox(toolbox.project.inbox):
        path = tmp_path / Path(item.name).name
        path.write_bytes((toolbox.project.inbox / item.name).read_bytes())
        found = receive([item]).filled
        if not found or found[0].mark.template != SCORES.mark:
            continue
        rows = {kind: [cells(row) for row in found[0].whole(kind)] for kind in (Reviewer, Score, Remark)}
        path.write_bytes(write_blank(replace(sheets[found[0].mark.subject], known=rows), toolbox.items))
        assert load_workbook(path)["评分"].merged_cells.ranges
    (crossed,) = judge_all(receive(scan_inbox(tmp_path)), toolbox).cycles
    assert crossed.judgement is not None
    assert crossed.judgement.review.ranking == example.judgement.review.ranking


def test_a_number_is_chosen_by_name(blanks: dict[str, Blank], example: CycleOutcome, toolbox: Resources) -> None:
    assert example.judgement is not None
    names = names_to_choose(example.judgement)
    assert "张建国" in names[Refers.EXPERT]
    assert "新乡市启明电气科技有限公司" in names[Refers.ORGANISATION]
    page = load_workbook(BytesIO(write_blank(blanks[COMMITTEE.mark], toolbox.items)))["委员回避"]
    lists = [
        rule for rule in page.data_validations.dataValidation if rule.type == "list" and rule.errorStyle == "warning"
    ]
    assert {str(rule.sqref)[0] for rule in lists} == {"A", "B"}
