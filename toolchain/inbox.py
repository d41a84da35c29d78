"""The inbox: every name in it ends in exactly one state, and every readable workbook becomes typed rows."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from toolchain.problems import At
from toolchain.problems import Problem
from toolchain.problems import problem
from toolchain.record import Filled
from toolchain.record import Record
from toolchain.schema import Row
from toolchain.schema import Workbook
from toolchain.schema import columns
from toolchain.sheets import APPLICATION
from toolchain.sheets import PRIZE_USE
from toolchain.sheets import SCORES
from toolchain.sheets import WORKBOOKS
from toolchain.sheets.application import Applicant
from toolchain.sheets.prize_use import PrizeReport
from toolchain.sheets.scores import Reviewer
from toolchain.workbooks.package import LIMITS
from toolchain.workbooks.package import open_book
from toolchain.workbooks.reader import mark_of
from toolchain.workbooks.reader import read


class FileState(StrEnum):
    """What became of a name in the inbox."""

    USED = "已采用"
    FAULTY = "需修改"
    UNKNOWN = "未识别"
    IGNORED = "忽略"


@dataclass(frozen=True)
class Found:
    """A name in the inbox, with its bytes when it is an ordinary file of acceptable size.

    Attributes:
        name: path below the inbox, ``/`` between folders, unprintable characters spelled out.
        data: the bytes, None where there is nothing to read.
        reason: why it was not read.
    """

    name: str
    data: bytes | None
    reason: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, empty when nothing was read."""
        return "" if self.data is None else hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Entry:
    """The account of one name in the inbox."""

    name: str
    state: FileState
    reason: str = ""
    digest: str = ""
    cycle: str = ""
    workbook: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Intake:
    """Everything that was in the inbox.

    Attributes:
        entries: one per name, in name order.
        filled: the workbooks that were recognised, faulty ones included.
        data: the snapshot of each recognised workbook, for the returned copies.
    """

    entries: tuple[Entry, ...]
    filled: tuple[Filled, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """List the problems of all files."""
        return tuple(item for entry in self.entries for item in entry.problems)

    def count(self, state: FileState) -> int:
        """Count the names in one state."""
        return sum(entry.state is state for entry in self.entries)

    @property
    def records(self) -> tuple[Record, ...]:
        """Group the workbooks by cycle, in the order of the cycles' names."""
        cycles = sorted({item.mark.cycle for item in self.filled})
        return tuple(Record(cycle, tuple(f for f in self.filled if f.mark.cycle == cycle)) for cycle in cycles)


_DECLARED = {book.mark: book for book in WORKBOOKS}
_HIDDEN_NAMES = {"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep"}
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".et")
_PARTIAL = (".tmp", ".crdownload", ".part", ".download")


def look(inbox: Path) -> tuple[Found, ...]:
    """Take a snapshot of the inbox: regular files only, nothing followed, nothing waited for."""
    return tuple(sorted(_walk(inbox, ""), key=lambda found: found.name))


def _walk(folder: Path, prefix: str) -> Iterator[Found]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths, are what is accounted for
    except OSError as error:
        yield Found(prefix.rstrip("/") or "inbox", None, f"文件夹无法打开（{error.strerror}）")
        return
    for name in names:
        path = folder / name
        shown = prefix + printable(name)
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            yield from _walk(path, shown + "/")
        elif stat.S_ISREG(mode):
            yield _read(path, shown)
        else:
            yield Found(shown, None, "不是普通文件（链接或设备），不读取")


def _read(path: Path, shown: str) -> Found:
    ignored = _ignored(path.name.lower())
    if ignored:
        return Found(shown, None, ignored)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as stream:
            before = os.fstat(descriptor)
            data = stream.read(LIMITS.file_bytes + 1)
            after = os.fstat(descriptor)
    except OSError as error:
        return Found(shown, b"", f"文件无法打开（{error.strerror}）")
    if len(data) > LIMITS.file_bytes:
        return Found(shown, b"", f"文件超过{LIMITS.file_bytes // 1_000_000}兆字节")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        return Found(shown, b"", "文件正在变化，可能仍在复制；请复制完成后重新运行")
    return Found(shown, data)


def _ignored(name: str) -> str:
    """Say why a file of this name is left out; empty when it is to be read."""
    if name in _HIDDEN_NAMES:
        return "系统文件"
    if name.startswith(("~$", ".~lock.")):
        return "表格正在被打开的标记；请保存并关闭对应的表格"
    if name.startswith("."):
        return "隐藏文件"
    return "未下载完的临时文件" if name.endswith(_PARTIAL) else ""


def printable(name: str) -> str:
    """Spell out what cannot be printed in a file name (control characters, stray bytes)."""
    shown = []
    for char in unicodedata.normalize("NFC", name):
        category = unicodedata.category(char)
        shown.append(f"〔U+{ord(char):04X}〕" if category in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char)
    return "".join(shown)


def receive(found: Iterable[Found], progress: Callable[[str], None] = lambda _: None) -> Intake:
    """Read every file, then compare the copies of one thing."""
    entries: list[Entry] = []
    filled: list[Filled] = []
    data: dict[str, bytes] = {}
    for item in found:
        progress(item.name)
        entry, book = _receive_one(item)
        entries.append(entry)
        if book is not None:
            filled.append(book)
            data[item.name] = item.data or b""
    return replace(_compare_copies(entries, filled), data=data)


def _receive_one(item: Found) -> tuple[Entry, Filled | None]:
    at = At(item.name)
    if item.data is None:
        return Entry(item.name, FileState.IGNORED, item.reason), None
    if item.reason:
        unreadable = (problem("E-FILE-90", at, reason=item.reason),)
        return Entry(item.name, FileState.FAULTY, item.reason, problems=unreadable), None
    book, faults = open_book(item.data)
    problems = [Problem(At(item.name, fault.sheet, fault.cell), fault.code, fault.facts) for fault in faults]
    if book is None:
        state = FileState.FAULTY if item.name.lower().endswith(_WORKBOOK_ENDINGS) else FileState.UNKNOWN
        return Entry(item.name, state, "文件不能读取", item.digest, problems=tuple(problems)), None
    mark = mark_of(book)
    if mark is None or mark.template not in _DECLARED:
        problems.append(problem("E-FILE-91", at))
        return Entry(item.name, FileState.UNKNOWN, "不是本系统的表格", item.digest, problems=tuple(problems)), None
    declared = _DECLARED[mark.template]
    reading = read(book, declared, item.name)
    filled = Filled(item.name, mark, item.digest, reading.rows, (*problems, *reading.problems))
    state = FileState.FAULTY if filled.faulty else FileState.USED
    return Entry(item.name, state, "", item.digest, mark.cycle, declared.title, filled.problems), filled


def _identity(item: Filled) -> tuple[str, str, str]:
    """Say which one thing a workbook is: by what it says inside, never by its file name."""
    subject = item.mark.subject
    if item.mark.template == APPLICATION.mark:
        applicant = item.one(Applicant)
        subject = applicant.uscc if applicant is not None else item.file
    elif item.mark.template == SCORES.mark:
        reviewer = item.one(Reviewer)
        subject = reviewer.expert if reviewer is not None else item.file
    elif item.mark.template == PRIZE_USE.mark:
        report = item.one(PrizeReport)
        subject = report.uscc if report is not None else item.file
    return item.mark.cycle, item.mark.template, subject


def _compare_copies(entries: Sequence[Entry], filled: Sequence[Filled]) -> Intake:
    """Count equal copies once; name the differing cells of unequal ones and block their subject."""
    groups: dict[tuple[str, str, str], list[Filled]] = {}
    for item in filled:
        groups.setdefault(_identity(item), []).append(item)
    changed: dict[str, Entry] = {}
    kept: list[Filled] = []
    by_name = {entry.name: entry for entry in entries}
    for group in groups.values():
        distinct: list[Filled] = []
        for item in group:
            twin = next((other for other in distinct if _same(item, other)), None)
            if twin is None:
                distinct.append(item)
                continue
            reason = f"与“{twin.file}”内容相同，只计一次"
            changed[item.file] = replace(by_name[item.file], state=FileState.IGNORED, reason=reason, problems=())
        if len(distinct) == 1:
            kept += distinct
            continue
        for item in distinct:
            other = distinct[1] if item is distinct[0] else distinct[0]
            wrong = problem("E-FILE-92", At(item.file), other=other.file, cells=_differences(item, other))
            blocked = replace(item, problems=(*item.problems, wrong))
            entry = by_name[item.file]
            changed[item.file] = replace(entry, state=FileState.FAULTY, problems=(*entry.problems, wrong))
            kept.append(blocked)
    kept.sort(key=lambda item: item.file)
    return Intake(tuple(changed.get(entry.name, entry) for entry in entries), tuple(kept))


def _same(one: Filled, other: Filled) -> bool:
    return one.digest == other.digest or (not one.faulty and not other.faulty and one.rows == other.rows)


def _differences(one: Filled, other: Filled) -> str:
    """Name the first cells in which two copies of one workbook differ."""
    book: Workbook = _DECLARED[one.mark.template]
    cells: list[str] = []
    for sheet in book.sheets:
        cells += _row_differences(sheet, one.all(sheet), other.all(sheet))
    most = 6
    listed = "、".join(cells[:most]) or "内容"
    return listed + (f"等{len(cells)}处" if len(cells) > most else "")


def _row_differences(sheet: type[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> list[str]:
    found: list[str] = []
    for left, right in zip(mine, theirs, strict=False):
        found += [
            f"{sheet.sheet.title}!{left.where(item.name).cell}"
            for item in columns(sheet)
            if getattr(left, item.name) != getattr(right, item.name)
        ]
    if len(mine) != len(theirs):
        found.append(f"{sheet.sheet.title}（行数{len(mine)}与{len(theirs)}）")
    return found
