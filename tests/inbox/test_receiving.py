"""Copies, cycles, origin, and the sum of all states (rows 19 and 20 of the catalogue)."""

from __future__ import annotations

import os

import pytest

from tests.gallery.books import unmarked
from tests.gallery.kit import FORM, TABLE, Copy, formula, healthy, number, text
from tests.workbooks.test_roundtrip import sample
from toolchain.engine.confined_process import Aborted, Confined
from toolchain.inbox import file_examination
from toolchain.inbox.file_examination import Examined, examine
from toolchain.inbox.intake import Entry, FileState, Intake
from toolchain.inbox.read_ahead import ReadAhead
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.problems import Problem
from toolchain.model.sheets import APPLICATION, COMMITTEE, PRIZE_USE, SCORES, SETTINGS, WORKBOOKS
from toolchain.model.sheets.committee import Ballot
from toolchain.model.sheets.correspondence import Dispatch, Receipt
from toolchain.model.sheets.other_applicants import Achievement, Person
from toolchain.model.workbook_declaration import Workbook


def take(**files: bytes) -> Intake:
    return receive([ScannedFile(name, data) for name, data in files.items()])


def said(intake: Intake) -> dict[str, tuple[str, list[str]]]:
    return {e.name: (e.state.value, [p.code for p in e.problems]) for e in intake.entries}


def facts(problem: Problem) -> dict[str, str]:
    return dict(problem.facts)


def test_all_workbooks_are_used_without_a_word() -> None:
    intake = take(**{book.title: healthy(book) for book in WORKBOOKS})
    assert said(intake) == {book.title: ("已采用", []) for book in WORKBOOKS}
    expected = {book.title: dict(sample(book)) for book in WORKBOOKS}
    expected[SETTINGS.title] |= {Receipt: (), Dispatch: ()}  # the same rows stand in 收发登记, and count there
    expected[APPLICATION.title] |= {Person: (), Achievement: ()}  # a healthy copy is an organisation's
    found = {item.file: dict(item.rows) for item in intake.filled}
    ballots = found[COMMITTEE.title].pop(Ballot)
    assert ballots[: len(expected[COMMITTEE.title][Ballot])] == expected[COMMITTEE.title].pop(Ballot)
    assert {row.number[0] for row in ballots if row.number.startswith("捆")} == {"捆"}, "bundles are ballots too"
    assert found == expected


def test_the_sum_of_the_states() -> None:
    intake = take(甲=healthy(), 乙=healthy(), 丙=b"", 丁=healthy(SETTINGS))
    assert intake.balance(("甲", "乙", "丙", "丁")) == "已采用2、需修改0、未识别1、忽略1，共4个"
    with pytest.raises(AssertionError):
        intake.balance(("甲", "乙", "丙"))
    with pytest.raises(AssertionError):
        Intake((Entry("甲", FileState.USED), Entry("甲", FileState.USED))).balance(("甲", "甲"))


def test_identical_copies_count_once() -> None:
    intake = take(甲=healthy(), 乙=healthy())
    assert said(intake) == {"甲": ("已采用", []), "乙": ("忽略", [])}
    assert "“甲”内容相同" in intake.entries[1].reason
    assert len(intake.filled) == 1


def test_copies_saved_again_with_the_same_content_count_once() -> None:
    intake = take(甲=healthy(), 乙=Copy().put(TABLE, "营业收入（万元）@第1行", number("1234.56780")).bytes())
    assert [entry.state for entry in intake.entries] == [FileState.USED, FileState.IGNORED]


def test_unequal_copies_are_both_named_with_the_cells_and_block_the_applicant() -> None:
    copy = Copy().put(TABLE, "营业收入（万元）@第1行", number("9")).put(FORM, "联系人", text("李四"))
    intake = take(甲=healthy(), 乙=copy.bytes())
    assert said(intake) == {"甲": ("需修改", ["E-FILE-92"]), "乙": ("需修改", ["E-FILE-92"])}
    first, second = intake.problems
    assert facts(first) == {
        "other": "乙",
        "cells": f"基本情况!{copy.ref(FORM, '联系人')}、财务数据!{copy.ref(TABLE, '营业收入（万元）@第1行')}",
    }
    assert facts(second)["other"] == "甲"
    assert first.subject == second.subject == "91350100M000100Y43"
    assert all(item.faulty for item in intake.filled)


def test_applications_of_two_applicants_are_no_copies() -> None:
    other = (
        Copy().put(FORM, "统一社会信用代码", text("91410702MA44ABCD5P")).put(FORM, "单位名称", text("乙公司")).bytes()
    )
    assert [entry.state for entry in take(甲=healthy(), 乙=other).entries] == [FileState.USED] * 2


@pytest.mark.parametrize("book", [SETTINGS], ids=lambda book: book.title)
def test_two_workbooks_of_which_there_is_one_per_cycle(book: Workbook) -> None:
    intake = take(甲=healthy(book), 乙=healthy(book, "2026届", "另一份"))
    assert [entry.state for entry in intake.entries] == [FileState.USED, FileState.IGNORED]


def test_the_same_workbook_of_two_cycles_is_no_copy_and_the_strange_cycle_is_named() -> None:
    intake = take(甲=healthy(), 乙=healthy(APPLICATION, "2024届"), 丙=healthy(SETTINGS))
    assert said(intake)["乙"] == ("已采用", ["W-FILE-93"])
    assert said(intake)["甲"] == ("已采用", [])
    assert [record.cycle for record in intake.records] == ["2024届", "2026届"]


def test_no_cycle_is_strange_while_none_has_settings() -> None:
    assert take(甲=healthy(), 乙=healthy(APPLICATION, "2024届")).problems == ()


@pytest.mark.parametrize("book", [SCORES, PRIZE_USE], ids=lambda book: book.title)
def test_a_workbook_made_for_somebody_else_is_refused(book: Workbook) -> None:
    assert said(take(甲=healthy(book, "2026届", "E99")))["甲"] == ("需修改", ["E-FILE-96"])


def test_a_moved_mark_is_recognised() -> None:
    copy = Copy().sub("xl/workbook.xml", 'name="_模板"', 'name="别的"')
    assert said(take(甲=copy.bytes()))["甲"] == ("已采用", ["N-BOOK-19"])


def test_a_lost_mark_is_told_with_the_way_on() -> None:
    intake = take(甲=unmarked(renamed=True))
    assert said(intake)["甲"] == ("需修改", ["E-FILE-98"])
    told = facts(intake.problems[0])
    assert (told["title"], told["cycle"], told["wanted"]) == ("申报书", "（2026届）", "_模板")


def test_what_a_cell_hides_reaches_the_office_with_both_values() -> None:
    copy = (
        Copy()
        .put(TABLE, "净利润（万元）@第1行", number("-90000"))
        .look(TABLE, "净利润（万元）@第1行", code='0!.0,"万元"')
    )
    intake = take(甲=copy.bytes())
    assert said(intake)["甲"] == ("需修改", ["E-SHOWN-02"])
    told = facts(intake.problems[0])
    assert (told["seen"], told["stored"]) == ("-9.0万元", "-90000万元")


@pytest.mark.parametrize(("name", "state"), [("照片.xlsx", "需修改"), ("照片.jpg", "未识别")])
def test_a_photo_is_meant_as_a_workbook_when_it_is_called_one(name: str, state: str) -> None:
    assert receive([ScannedFile(name, b"\xff\xd8\xff\xe0")]).entries[0].state.value == state


def test_every_cell_is_used_or_named() -> None:
    copy = Copy().put(FORM, "C2", text("一")).row(TABLE, f'<row r="30"><c r="K30" {text("二")}</c></row>')
    result = examine("表", copy.bytes())
    assert result.reading is not None
    assert [(p.code, p.at.cell) for p in result.reading.problems] == [("W-CELL-06", "C2"), ("E-COLUMN-04", "K30")]


def test_one_file_that_breaks_the_reader_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real = file_examination.open_book
    monkeypatch.setattr(file_examination, "open_book", lambda data: 1 / 0 if data == b"bug" else real(data))
    assert said(take(甲=b"bug", 乙=healthy())) == {"甲": ("需修改", ["E-FILE-97"]), "乙": ("已采用", [])}


def test_a_file_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Confined, "ask", lambda *_: Aborted("用时过长"))
    intake = take(甲=healthy())
    assert said(intake)["甲"] == ("需修改", ["E-FILE-13"])


def test_formulas_are_shown_as_they_are_written() -> None:
    intake = take(甲=Copy().put(TABLE, "营业收入（万元）@第1行", formula("SUM(C5:D5)", "2")).bytes())
    assert facts(intake.problems[0])["found"] == "=SUM(C5:D5)"


@pytest.mark.parametrize("each", [1, 1000])
def test_reading_ahead_is_reading(monkeypatch: pytest.MonkeyPatch, each: int) -> None:
    """Also behind a file that costs the reader's child its life."""

    def fatal(name: str, data: bytes) -> Examined:
        if name.startswith("致命"):
            os._exit(1)
        return examine(name, data)

    monkeypatch.setattr("toolchain.inbox.read_ahead.examine", fatal)
    monkeypatch.setattr("toolchain.inbox.read_ahead._EACH", each)
    names = ["a.xlsx", "致命.xlsx", "b.xlsx", "致命2.xlsx", "c.xlsx", ".d.xlsx", "e.xlsx"]
    large = {"b.xlsx": 100_000, "致命2.xlsx": 100_000}
    found = [ScannedFile(name, name.encode() * large.get(name, 1)) for name in names[:-1]]
    found.append(ScannedFile(names[-1], b"", "文件正在变化"))
    known = Kept()
    assert receive(found, begun=ReadAhead(found, known=known).start()) == receive(found)
    assert sorted(known.answers) == [".d.xlsx", "a.xlsx", "b.xlsx", "c.xlsx"]
    assert receive(found, begun=ReadAhead(found, known=known).start()) == receive(found)


class Kept:
    """Remembers in a dictionary."""

    def __init__(self) -> None:
        self.answers: dict[str, Examined] = {}

    def recall(self, name: str, sha: str) -> Examined | None:
        del sha
        return self.answers.get(name)

    def keep(self, name: str, sha: str, found: Examined) -> None:
        assert sha
        self.answers[name] = found


@pytest.mark.stress
@pytest.mark.parametrize(
    "row",
    ['<row r="{0}" spans="1:7" ht="15"/>', '<row r="{0}" hidden="1"/>'],
    ids=["as programs write them", "read element by element"],
)
def test_every_row_of_a_sheet_may_be_formatted(row: str) -> None:
    blank = "".join(map(row.format, range(30, 1_048_577)))
    assert said(take(甲=Copy().row(TABLE, blank).bytes()))["甲"] == ("已采用", [])
