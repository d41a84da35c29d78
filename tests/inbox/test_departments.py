"""Departments may answer in one workbook or each in its own; the same item twice is a problem."""

from __future__ import annotations

from dataclasses import replace

from tests.rows import row_of
from toolchain.inbox.intake import FileState
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.schema import USCC
from toolchain.model.sheets import CHECKS
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write

ROW = row_of(
    Check,
    uscc=USCC("91410702MA44ABCD5P"),
    item="10.2",
    evidence="记录",
    department="区市场监督管理局",
)


def copy(department: str, row: Check) -> ScannedFile:
    mark = Mark(CHECKS.mark, CHECKS.version, "2026届", department)
    return ScannedFile(f"部门核查-{department}.xlsx", write(CHECKS, mark, {Check: [row]}))


def test_each_department_may_file_its_own() -> None:
    other = replace(ROW, item="11.3", department="区应急管理局")
    intake = receive([copy("区市场监督管理局", ROW), copy("区应急管理局", other)])
    assert [entry.state for entry in intake.entries] == [FileState.USED, FileState.USED]
    assert {row.item for row in intake.records[0].all(Check)} == {"10.2", "11.3"}


def test_two_different_answers_of_one_department_are_both_held() -> None:
    first = copy("区应急管理局", ROW)
    second = copy("区应急管理局", replace(ROW, verdict=Verdict.NOT_MET, facts="某事"))
    intake = receive([first, ScannedFile("部门核查（2）.xlsx", second.data)])
    assert [entry.state for entry in intake.entries] == [FileState.FAULTY, FileState.FAULTY]
    assert {item.code for item in intake.problems} == {"E-FILE-92"}
