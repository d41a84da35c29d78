"""Who handed a workbook in: what an applicant, a department or a reviewer sends cannot act as a table of the office.

Staff lay what comes in into a folder of its sender (申报单位, 部门, 评审员; 评审办 for the office's own), there perhaps
into one folder per applicant, department or reviewer. In such a folder a workbook of another kind, or of somebody
else, is not used and asked about. In a flat inbox the file's name speaks: one that names an application, or an
applicant, and holds a table of the office is not used either; other names that disagree are pointed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from toolchain.inbox.duplicates import subject_of
from toolchain.inbox.file_examination import DECLARED
from toolchain.inbox.intake import Entry, FileState
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.prize_use import PrizeReport
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.workbook_declaration import Workbook
from toolchain.workbooks.normalisation import label_key

_APPLICANTS = frozenset({"申报单位", "获奖单位"})
_DEPARTMENTS, _REVIEWERS = frozenset({"有关部门"}), frozenset({"评审员"})
FOLDERS: Mapping[str, frozenset[str]] = {
    "申报单位": _APPLICANTS,
    "获奖单位": _APPLICANTS,
    "部门": _DEPARTMENTS,
    "有关部门": _DEPARTMENTS,
    "评审员": _REVIEWERS,
}
"""Folders of senders, and who fills the workbooks that belong there; into any other folder belongs any workbook."""

_HANDED_IN = _APPLICANTS | _DEPARTMENTS | _REVIEWERS
_LEAST = 4
"""Characters of a name that is looked for in a file's name."""


def without_strangers(
    entries: Sequence[Entry], filled: Sequence[FilledWorkbook]
) -> tuple[list[Entry], list[FilledWorkbook]]:
    """Leave out what cannot come from whom it is said to come, and ask about it."""
    names = _names(filled)
    wrong = {item.file: tuple(_doubts(item, names)) for item in filled}
    strangers = {file for file, problems in wrong.items() if any(item.blocks for item in problems)}
    settled = [_settled(entry, wrong.get(entry.name, ()), entry.name in strangers) for entry in entries]
    kept = [
        replace(item, problems=(*item.problems, *wrong[item.file])) for item in filled if item.file not in strangers
    ]
    return settled, kept


def _settled(entry: Entry, wrong: tuple[Problem, ...], stranger: bool) -> Entry:
    if stranger:
        return replace(entry, state=FileState.FAULTY, reason="来源与表格不符，没有采用", cycle="", problems=wrong)
    return replace(entry, problems=(*entry.problems, *wrong)) if wrong else entry


def _names(filled: Sequence[FilledWorkbook]) -> dict[str, str]:
    """Give those who hand in, applicants and departments and reviewers: key of name or code → code."""
    found: dict[str, str] = {}
    for item in filled:
        if DECLARED[item.mark.template].filled_by in _HANDED_IN and (whose := _whose(item)):
            found |= {label_key(text): whose[0] for text in whose}
    return found


def _doubts(item: FilledWorkbook, names: Mapping[str, str]) -> Iterator[Problem]:
    book, path = DECLARED[item.mark.template], PurePosixPath(item.file)
    senders = [place for place, part in enumerate(path.parts[:-1]) if part in FOLDERS]
    at, told = At(item.file), {"title": book.title, "wanted": book.filled_by}
    if not senders:
        yield from _by_name(at, path.name, book, names)
        return
    folder = path.parts[senders[-1]]
    if book.filled_by not in FOLDERS[folder]:
        yield problem("E-FILE-85", at, folder=folder, **told)
    elif len(path.parts) > senders[-1] + 2:
        own, whose = path.parts[senders[-1] + 1], _whose(item)
        others = names.get(label_key(own), "")
        if whose and label_key(own) not in map(label_key, whose):
            if others and others not in whose:
                yield problem("E-FILE-86", at, folder=own, found="、".join(whose))
            elif not any(label_key(own) in label_key(text) for text in whose):
                yield problem("W-FILE-86", at, folder=own, found="、".join(whose))


def _by_name(at: At, name: str, book: Workbook, names: Mapping[str, str]) -> Iterator[Problem]:
    """Hold a workbook against what its file's name says, where no folder says who sent it."""
    key = label_key(name)
    if label_key(book.title) in key:
        return
    said = next((other for other in WORKBOOKS if label_key(other.title) in key), None)
    ours = book.filled_by not in _HANDED_IN
    told = {"title": book.title, "wanted": book.filled_by}
    if said is not None:
        yield problem(
            "E-FILE-87" if ours and said.filled_by in _HANDED_IN else "W-FILE-87", at, found=said.title, **told
        )
    elif ours and (whose := next((text for text in names if len(text) >= _LEAST and text in key), "")):
        yield problem("E-FILE-87", at, found=whose, **told)


def _whose(item: FilledWorkbook) -> tuple[str, ...]:
    """Give code and name of the one whose workbook it is, as far as it says them."""
    found = [item.mark.subject, subject_of(item)]
    for sheet in (Applicant, PrizeReport, Reviewer):
        found += [row.known("name") or "" for row in item.readable(sheet)]
    return tuple(dict.fromkeys(text for text in found if text))
