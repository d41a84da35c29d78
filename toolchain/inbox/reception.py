"""Read every file of a snapshot where it can do no harm, then settle copies, cycles and open files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from toolchain.engine.confined_process import Aborted
from toolchain.engine.temporary_store import Held
from toolchain.inbox.bundled_ballots import with_bundled_ballots
from toolchain.inbox.duplicates import compare_copies, subject_of
from toolchain.inbox.file_examination import DECLARED, Examined, examine
from toolchain.inbox.intake import Entry, FileState, Intake
from toolchain.inbox.organisation_names import check_names
from toolchain.inbox.read_ahead import ReadAhead, ReadCache
from toolchain.inbox.references import settle_references
from toolchain.inbox.registrations import one_register, registered
from toolchain.inbox.scan import ScannedFile
from toolchain.inbox.senders import without_strangers
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.sheets import SETTINGS
from toolchain.model.sheets.other_applicants import as_applicants
from toolchain.model.sheets.register import with_grades
from toolchain.workbooks.blank_labels import MARK_SHEET

_MEANT_AS_TABLES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv")
_TABLE_CODES = {"E-FILE-03", "E-FILE-04", "E-FILE-10"}
"""Refusals that only a table gets, whatever the file is called."""


def receive(
    found: Iterable[ScannedFile],
    progress: Callable[[str], None] = lambda _: None,
    known: ReadCache | None = None,
    begun: ReadAhead | None = None,
    earlier: Callable[[str], bytes | None] = lambda _: None,
) -> Intake:
    """Read every file that is not known already, then compare the copies of one thing.

    Args:
        found: the snapshot.
        progress: is told the name of each file that is read.
        known: what is known of files that were read before.
        begun: the reading of this very snapshot, where it has begun already.
        earlier: gives what a file held when it was last read; that stands while the file cannot be read.
    """
    snapshot = tuple(found)
    entries: list[Entry] = []
    filled: list[FilledWorkbook] = []
    held: dict[str, Held] = {}
    with begun or ReadAhead(snapshot, progress, known) as reader:
        for item in snapshot:
            entry, book = _receive_one(item, reader)
            data = item.held or b""
            if book is None and entry.state is FileState.FAULTY and (before := earlier(item.name)) is not None:
                entry, book, data = _standing(entry, item.name, before)
            entries.append(entry)
            if book is not None:
                filled.append(book)
                held[item.name] = data
    entries, filled = without_strangers(entries, filled)
    used = {item.file for item in filled}
    held = {name: data for name, data in held.items() if name in used}
    intake = replace(compare_copies(*settle_references(entries, filled)), held=held)
    intake = replace(intake, filled=tuple(map(with_bundled_ballots, one_register(intake.filled))))
    intake = _name_open_files(_name_other_cycles(check_names(intake)), snapshot)
    intake.balance(tuple(item.name for item in snapshot))
    return intake


def _receive_one(item: ScannedFile, reader: ReadAhead) -> tuple[Entry, FilledWorkbook | None]:
    if item.held is None:
        return Entry(item.name, FileState.IGNORED, item.reason), None
    if item.reason:
        unreadable = problem("E-FILE-90", At(item.name), reason=item.reason)
        return Entry(item.name, FileState.FAULTY, item.reason, problems=(unreadable,)), None
    result = reader.answer(item)
    if isinstance(result, Aborted):
        code = "E-FILE-97" if result.bug else "E-FILE-13"
        wrong = problem(code, At(item.name), found=result.reason)
        return Entry(item.name, FileState.FAULTY, f"读取{result.reason}", item.digest, problems=(wrong,)), None
    return _settle(item, result)


def _standing(entry: Entry, name: str, before: bytes) -> tuple[Entry, FilledWorkbook | None, bytes]:
    """Give a file that cannot be read the state that it had when it was last read, and say so."""
    then, book = _settle(ScannedFile(name, before), examine(name, before))
    if book is None:
        return entry, None, b""
    said = problem("W-FILE-98", At(name))
    return replace(then, problems=(*then.problems, *entry.problems, said)), book, before


def _settle(item: ScannedFile, result: Examined) -> tuple[Entry, FilledWorkbook | None]:
    """Give a file its state."""
    at = At(item.name)
    if not result.opened:
        meant = item.name.lower().endswith(_MEANT_AS_TABLES) or any(p.code in _TABLE_CODES for p in result.problems)
        state = FileState.FAULTY if meant else FileState.UNKNOWN
        return Entry(item.name, state, "文件不能读取", item.digest, problems=result.problems), None
    if result.mark is None or result.reading is None:
        if result.alike:
            facts = {"title": result.alike, "cycle": f"（{result.cycle}）" if result.cycle else ""}
            problems = (*result.problems, problem("E-FILE-98", at, wanted=MARK_SHEET, **facts))
            return Entry(item.name, FileState.FAULTY, "模板标识丢失", item.digest, "", result.alike, problems), None
        problems = (*result.problems, problem("E-FILE-91", at))
        return Entry(item.name, FileState.UNKNOWN, "不是本系统的表格", item.digest, problems=problems), None
    title = DECLARED[result.mark.template].title
    problems = (*result.problems, *result.reading.problems)
    if not result.mark.cycle:
        problems = (*problems, problem("E-FILE-94", at, title=title))
        return Entry(item.name, FileState.FAULTY, "没有届次", item.digest, "", title, problems), None
    reading = result.reading
    rows, partial = with_grades(*as_applicants(registered(reading.rows), reading.partial))
    filled = FilledWorkbook(item.name, result.mark, item.digest, rows, problems, partial, reading.secrets)
    subject, inside = result.mark.subject, subject_of(filled)
    if subject and inside and subject != inside:
        wrong = problem("E-FILE-96", at, wanted=subject, found=inside)
        filled = replace(filled, problems=(*filled.problems, wrong))
    state = FileState.FAULTY if filled.faulty else FileState.USED
    return Entry(item.name, state, "", item.digest, result.mark.cycle, title, filled.problems), filled


def _name_other_cycles(intake: Intake) -> Intake:
    """Say which workbooks belong to a cycle that has no settings here, while another one has."""
    known = {item.mark.cycle for item in intake.filled if item.mark.template == SETTINGS.mark}
    added = {
        item.file: problem("W-FILE-93", At(item.file), title=DECLARED[item.mark.template].title, cycle=item.mark.cycle)
        for item in intake.filled
        if known and item.mark.cycle not in known
    }
    return _with_problems(intake, added)


def _name_open_files(intake: Intake, snapshot: Sequence[ScannedFile]) -> Intake:
    """Warn of workbooks that somebody has open; the mark's name may replace the first two characters."""
    added: dict[str, Problem] = {}
    for lock in snapshot:
        if not lock.holds:
            continue
        folder = lock.name.rpartition("/")[0]
        for entry in intake.entries:
            where, _, leaf = entry.name.rpartition("/")
            same = leaf == lock.holds or (leaf[2:] == lock.holds and leaf[:2] != "~$")
            if where == folder and same:
                by = f"，打开的是“{lock.opener}”" if lock.opener else ""
                added[entry.name] = problem("W-FILE-95", At(entry.name), found=lock.name, by=by)
    return _with_problems(intake, added)


def _with_problems(intake: Intake, added: dict[str, Problem]) -> Intake:
    entries = tuple(
        replace(entry, problems=(*entry.problems, added[entry.name])) if entry.name in added else entry
        for entry in intake.entries
    )
    filled = tuple(
        replace(item, problems=(*item.problems, added[item.file])) if item.file in added else item
        for item in intake.filled
    )
    return replace(intake, entries=entries, filled=filled)
