"""One answer for many rows: 其余各项均符合 of a department, ballots in bundles; the rows are the same as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from toolchain.cycle.cache.read_workbooks import decoded, encoded
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.file_examination import examine
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import CHECKS, COMMITTEE
from toolchain.model.sheets.checks import Check, CheckSignature, Event
from toolchain.model.sheets.committee import Ballot, Bundle, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.vocabulary import Verdict, Vote, YesNo
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write
from toolchain.workbooks.sheet_grid import MOST_ERRORS

ROOT = Path(__file__).resolve().parents[2]
Values = dict[str, object]
Run = Callable[..., CycleOutcome]


@pytest.fixture(scope="module")
def toolbox() -> Resources:
    return Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))


@pytest.fixture(scope="module")
def run(toolbox: Resources) -> Run:
    """Judge the example, with a workbook written otherwise."""
    files = {item.name: item for item in scan_inbox(toolbox.project.inbox)}

    def ran(book: Workbook | None = None, known: dict[type[Row], list[Values]] | None = None) -> CycleOutcome:
        changed = dict(files)
        if book is not None:
            data = write(book, Mark(book.mark, book.version, FOLDER), known=known)
            changed[f"{book.title}.xlsx"] = ScannedFile(f"{book.title}.xlsx", data)
        [outcome] = judge_all(receive(changed[name] for name in sorted(changed)), toolbox).cycles
        return outcome

    return ran


@pytest.fixture(scope="module")
def example(run: Run) -> CycleOutcome:
    return run()


def values(row: Row) -> Values:
    return {column.name: getattr(row, column.name) for column in columns(type(row))}


# -- a department's statement ------------------------------------------------------------------------------


def unsaid(example: CycleOutcome) -> dict[type[Row], list[Values]]:
    """Give the checks with the cells of everything that is met left blank, and what each department states."""
    rows = [values(row) for row in example.record.whole(Check)]
    for row in rows:
        if row["verdict"] is Verdict.MET and row["round"] == 1:
            row["verdict"] = row["checked"] = None
    departments = dict.fromkeys(row["department"] for row in rows)
    signed = [{"department": name, "rest": YesNo.YES, "checked": date(2025, 5, 26)} for name in departments]
    return {
        Check: rows,
        Event: [values(row) for row in example.record.whole(Event)],
        CheckSignature: signed,
    }


def blocking(outcome: CycleOutcome) -> list[tuple[str, str]]:
    return [(str(item.at), item.code) for item in outcome.problems if item.blocks]


def test_what_is_not_filled_is_met_on_the_stated_day(run: Run, example: CycleOutcome) -> None:
    after = run(CHECKS, unsaid(example))
    assert blocking(after) == []
    assert len(after.record.whole(Check)) == len(example.record.whole(Check))
    assert after.judgement is not None
    assert example.judgement is not None
    verdicts = [(item.acceptance.application.uscc, item.verdict) for item in after.judgement.qualifications]
    assert verdicts == [(q.acceptance.application.uscc, q.verdict) for q in example.judgement.qualifications]


def test_the_cell_behind_it_is_the_statement(run: Run, example: CycleOutcome) -> None:
    after = run(CHECKS, unsaid(example))
    stated = [row for row in after.record.whole(Check) if row.verdict is Verdict.MET and row.round == 1]
    assert {row.where("verdict").sheet for row in stated} == {CheckSignature.sheet.title}
    assert {row.where("checked").sheet for row in stated} == {CheckSignature.sheet.title}
    assert {row.where("item").sheet for row in stated} == {Check.sheet.title}


def test_the_cell_behind_it_is_remembered_too(example: CycleOutcome) -> None:
    data = write(CHECKS, Mark(CHECKS.mark, CHECKS.version, FOLDER), known=unsaid(example))
    found = examine("部门核查.xlsx", data)
    again = decoded(json.loads(json.dumps(encoded(found))))
    assert found.reading is not None
    assert again.reading is not None
    told = [[row.where("verdict") for row in reading.rows[Check]] for reading in (found.reading, again.reading)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("rest", "checked", "missing"), [(None, None, 2), (YesNo.NO, date(2025, 5, 26), 1), (YesNo.YES, None, 1)]
)
def test_what_nobody_states_is_asked_for_cell_by_cell(
    run: Run, example: CycleOutcome, rest: YesNo | None, checked: date | None, missing: int
) -> None:
    known = unsaid(example)
    for row in known[CheckSignature]:
        row.update(rest=rest, checked=checked)
    blank = sum(row["verdict"] is None for row in known[Check])
    after = run(CHECKS, known)
    assert [code for _, code in blocking(after)].count("E-CELL-04") == min(blank * missing, MOST_ERRORS)


def test_one_department_states_nothing_for_another(run: Run, example: CycleOutcome) -> None:
    known = unsaid(example)
    left_out = known[CheckSignature].pop()["department"]
    mine = [row for row in known[Check] if row["department"] == left_out and row["verdict"] is None]
    assert mine
    assert [code for _, code in blocking(run(CHECKS, known))].count("E-CELL-04") == min(2 * len(mine), MOST_ERRORS)


def test_a_wrong_word_is_not_covered_by_the_statement(run: Run, example: CycleOutcome) -> None:
    known = unsaid(example)
    last = [row for row in known[Check] if row["verdict"] is None][-1]
    last["verdict"] = "不清楚"
    after = run(CHECKS, known)
    assert [code for _, code in blocking(after)] == ["E-CHOICE-01"]
    [lacking] = [row for row in after.record.readable(Check) if row.lacking]
    assert (lacking.uscc, lacking.item) == (last["uscc"], last["item"])


# -- bundles -----------------------------------------------------------------------------------------------


def bundled(example: CycleOutcome) -> list[Values]:
    """Put the example's ballots, one for each candidate, into a bundle for each candidate and mark."""
    fields = {Vote.FOR: "favour", Vote.AGAINST: "against", Vote.ABSTAIN: "abstained", Vote.INVALID: "invalid"}
    papers: dict[tuple[int, str, Vote], int] = {}
    for row in example.record.whole(Ballot):
        papers[row.round, row.uscc, row.vote] = papers.get((row.round, row.uscc, row.vote), 0) + 1
    return [
        {"round": turn, "number": str(place), "papers": count, fields[vote]: (uscc,)}
        for place, ((turn, uscc, vote), count) in enumerate(papers.items(), 1)
    ]


def meeting(example: CycleOutcome, bundles: list[Values]) -> dict[type[Row], list[Values]]:
    kept = {
        sheet: [values(row) for row in example.record.whole(sheet)] for sheet in (Meeting, Member, MemberRecusal, Count)
    }
    return {**kept, Bundle: bundles}


def test_bundles_are_counted_like_the_ballots_in_them(run: Run, example: CycleOutcome) -> None:
    after = run(COMMITTEE, meeting(example, bundled(example)))
    assert blocking(after) == []
    assert after.judgement is not None
    assert example.judgement is not None
    numbers = [replace(item, cells=()) for item in after.judgement.vote.tallies]
    assert numbers == [replace(item, cells=()) for item in example.judgement.vote.tallies]


def test_a_bundle_that_disagrees_with_the_tellers_is_refused(run: Run, example: CycleOutcome) -> None:
    bundles = bundled(example)
    bundles[0]["papers"] = int(str(bundles[0]["papers"])) + 1
    assert {"E-RULE-1709", "E-RULE-1710"} <= {code for _, code in blocking(run(COMMITTEE, meeting(example, bundles)))}


def test_candidates_a_bundle_does_not_name_have_the_mark_of_the_rest(run: Run, example: CycleOutcome) -> None:
    candidates = [row.uscc for row in example.record.whole(Count) if row.round == 1]
    one: Values = {"round": 1, "number": "1", "papers": 3, "favour": (candidates[0],), "rest": Vote.AGAINST}
    after = run(COMMITTEE, meeting(example, [one]))
    marks = [(row.uscc, row.vote) for row in after.record.whole(Ballot) if row.number == "捆1-1"]
    assert sorted(marks) == sorted(
        (uscc, Vote.FOR if uscc == candidates[0] else Vote.AGAINST) for uscc in dict.fromkeys(candidates)
    )
    assert len(after.record.whole(Ballot)) == 3 * len(set(candidates))


def test_a_name_in_a_bundle_is_taken_for_its_code(run: Run, example: CycleOutcome) -> None:
    bundles = bundled(example)
    names = {row.uscc: row.name for row in example.record.whole(Count)}
    for row in bundles:
        for field in ("favour", "against", "abstained", "invalid"):
            if field in row:
                row[field] = tuple(names[uscc] for uscc in row[field])
    assert blocking(run(COMMITTEE, meeting(example, bundles))) == []
