"""Each bad file gets exactly its codes: something newly refused or newly accepted shows here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.gallery.books import BOOKS
from tests.gallery.case import Case
from tests.gallery.catalogue import ROWS
from tests.gallery.cells import CELLS
from tests.gallery.files import FILES
from tests.gallery.kit import said_at
from tests.gallery.page import FILE, PAGE, lines, page, written
from tests.gallery.shown import SHOWN
from tests.read_memory import ReadMemory
from tests.speed.read_back import again, same
from toolchain.cycle.paths import find_root
from toolchain.inbox.file_examination import examine
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.wording import Wording

ROOT = find_root(Path(__file__).parent)
GALLERY = (*FILES, *BOOKS, *CELLS, *SHOWN)
WORDING = Wording.load(ROOT / "templates" / "wording")

FROM_OLDER_VERSIONS = {"N-COLUMN-06", "E-COLUMN-06", "W-COLUMN-07"}
"""What only a copy of an earlier version gives: tests/workbooks/test_versions.py makes them."""

FROM_SEVERAL_FILES = {
    "E-BOOK-02": "tests/workbooks/test_reader.py: 读取时指定的表与标识不符，收件箱按标识选表，不会出现",
    "E-SHEET-06": "tests/workbooks/test_reader.py",
    "W-FILE-98": "tests/held",
    "W-ISSUE-22": "tests/scenarios/test_registers.py",
    "W-SHEET-07": "tests/workbooks/test_reader.py",
    "E-FILE-13": "tests/workbooks/test_confined.py",
    "E-FILE-85": "tests/inbox/test_senders.py",
    "E-FILE-86": "tests/inbox/test_senders.py",
    "E-FILE-87": "tests/inbox/test_senders.py",
    "W-FILE-86": "tests/inbox/test_senders.py",
    "W-FILE-87": "tests/inbox/test_senders.py",
    "E-FILE-90": "tests/inbox",
    "E-FILE-92": "tests/inbox",
    "E-FILE-96": "tests/inbox",
    "E-FILE-97": "tests/inbox",
    "E-NAME-01": "tests/inbox",
    "E-REF-02": "tests/inbox/test_references.py",
    "N-USCC-07": "tests/inbox/test_references.py",
    "W-NAME-02": "tests/inbox",
    "W-FILE-93": "tests/inbox",
    "W-FILE-95": "tests/inbox",
}
"""Codes that no single file of the gallery gets, with where they are tested."""


WRITTEN = written()


@pytest.mark.parametrize("case", GALLERY, ids=lambda case: case.title)
def test_bad_file_gets_exactly_its_codes(case: Case) -> None:
    """And its lines on the page, and the same again from the memory of the run."""
    file, memory = ScannedFile(FILE, case.make()), ReadMemory()
    found = examine(file.name, file.data)
    memory.keep(file.name, file.digest, found)
    problems = receive([file], known=memory).problems
    assert tuple(sorted(map(said_at, problems))) == tuple(sorted(case.codes))
    assert list(lines(case, problems)) == WRITTEN[case.title], "请运行 python -m tests.gallery.page"
    assert same(again(found), found)


def test_titles_are_distinct() -> None:
    titles = [case.title for case in GALLERY]
    assert len(titles) == len(set(titles))


def test_every_row_of_the_catalogue_is_shown_or_names_its_tests() -> None:
    shown = {row for case in GALLERY for row in case.rows}
    assert shown - set(ROWS) == set()
    assert [row for row, (_, tests) in ROWS.items() if row not in shown and not tests] == []


def test_every_test_that_the_catalogue_names_is_there() -> None:
    named = {test for _, tests in ROWS.values() for test in tests}
    missing = [
        f"{path}::{name}"
        for path, _, name in (test.partition("::") for test in named)
        if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []


def reader_codes() -> set[str]:
    """List the codes that reading can give, by the source of the reader."""
    sources = [path for part in ("engine", "workbooks", "inbox") for path in (ROOT / "toolchain" / part).rglob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    return set(re.findall(r'"([EWN]-[A-Z]+-\d+)"', text))


def test_every_code_of_the_reader_is_shown() -> None:
    shown = {code.split()[0] for case in GALLERY for code in case.codes}
    assert reader_codes() - shown - set(FROM_SEVERAL_FILES) - FROM_OLDER_VERSIONS == set()


def test_every_code_of_the_program_is_in_the_catalogue_and_the_other_way_round() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "toolchain").rglob("*.py"))
    used = set(re.findall(r'"([EWN]-[A-Z]+-\d+)"', text))
    assert used - set(WORDING.problems) == set(), "used and not in the catalogue"
    assert set(WORDING.problems) - used == set(), "in the catalogue and never used"


def test_every_entry_of_the_catalogue_has_an_example() -> None:
    assert [code for code, entry in WORDING.problems.items() if not entry.example] == []


def test_the_page_holds_every_case_and_nothing_else() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(lambda case: WRITTEN.get(case.title, ()))
