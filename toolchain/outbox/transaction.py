"""All or nothing: new files wait in a staging folder until a journal names them all, then they move into place.

Until the journal is there, the old state stands and whatever was staged is thrown away. From then on the new state is
promised: the next run finishes what a crash cut off. A step that the system refuses (a file open in Word, a disk
error) turns the journal round, and every step already done is taken back from the copies that were laid aside.
Every step can be repeated, and none touches a file that a person changed in the meantime.

A folder of results changes in one step where the system can do that (:mod:`toolchain.outbox.folder_exchange`), after
what is kept for an auditor and before ledger and manifest. Until all of it is done, a mark lies beside the results.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path, PurePosixPath

from toolchain.engine.temporary_store import Held, digest_of, pieces_of
from toolchain.outbox import durable_files
from toolchain.outbox.folder_exchange import Planned, exchange, exchange_back, exchanged, finish
from toolchain.outbox.paths import LEDGER, MANIFEST, MARK, STAGE, below, folder_of_results, is_public
from toolchain.outbox.write_failure import PENDING, OutboxFault, fault_of

_JOURNAL, _BACK, _DRAFT = "journal.json", "back.json", "draft.json"
_NEW, _OLD = "new", "old"
_MARK = (
    "上一次运行没有写完，这里的文件可能有新有旧。请再运行一次（make cycle），这个文件会自己消失。\r\n"
    "如果现在正有一次运行，请等它结束。\r\n"
).encode("utf-8-sig")


@dataclass(frozen=True)
class FileOperation:
    """One file to write (``held``) or to remove (None), from the state the plan saw (``old``: digest or None)."""

    path: str
    held: Held | None
    old: str | None

    @cached_property
    def new(self) -> str | None:
        """SHA-256 of the bytes to write, None for a file to remove."""
        return None if self.held is None else digest_of(self.held)


class Recovery(Enum):
    """What the last run had left behind."""

    NOTHING = ""
    FINISHED = "上次运行中断在最后一步，已补完。"
    CLEARED = "上次运行中断，没有写完的内容已清除，结果保持中断前的样子。"
    TAKEN_BACK = "上次运行没有写成，已恢复到之前的内容。"


@dataclass(frozen=True, slots=True)
class _Step:
    """A deed as the journal keeps it."""

    number: int
    path: str
    new: str | None
    old: str | None


def carry_out(outbox: Path, deeds: Sequence[FileOperation]) -> None:
    """Do all deeds or none.

    Raises:
        OutboxFault: the outbox cannot be written; the message says which state it is in.
    """
    stage = outbox / STAGE
    try:
        steps = _prepare(outbox, stage, deeds)
    except BaseException as error:
        _quietly(lambda: durable_files.clear(stage))
        if isinstance(error, OSError):
            raise fault_of(error, outbox) from error
        raise
    _go_through(outbox, stage, steps)


def recover(outbox: Path) -> Recovery:
    """Finish, take back or clear away what an earlier run left unfinished.

    Raises:
        OutboxFault: that is not possible now.
    """
    stage = outbox / STAGE
    if not stage.is_dir():
        return Recovery.NOTHING
    try:
        if (stage / _BACK).exists():
            _take_back(outbox, stage, _read(stage / _BACK))
            return Recovery.TAKEN_BACK
        if not (stage / _JOURNAL).exists():
            durable_files.remove(outbox / MARK)
            durable_files.clear(stage)
            durable_files.sync(outbox)
            return Recovery.CLEARED
        steps = _read(stage / _JOURNAL)
    except OSError as error:
        raise fault_of(error, outbox, PENDING) from error
    except (ValueError, TypeError) as error:
        raise OutboxFault(f"{outbox.name}/{STAGE}：上次运行的记录损坏，不能自动恢复。请交给维护人员。") from error
    _go_through(outbox, stage, steps)
    return Recovery.FINISHED


def pending(outbox: Path) -> bool:
    """Say whether an earlier run left something unfinished."""
    return (outbox / STAGE).exists()


def mixed(outbox: Path) -> bool:
    """Say whether what lies there may be half old and half new: until a run is through, or has been taken back."""
    return any((outbox / STAGE / name).exists() for name in (_JOURNAL, _BACK))


def _prepare(outbox: Path, stage: Path, deeds: Sequence[FileOperation]) -> tuple[_Step, ...]:
    durable_files.clear(stage)
    for folder in (stage, stage / _NEW, stage / _OLD):
        durable_files.make_folder(folder, durable_files.SECRET_FOLDER)
    durable_files.together(lambda number: _lay_aside(outbox, stage, number, deeds[number]), len(deeds))
    steps = [_Step(number, deed.path, deed.new, deed.old) for number, deed in enumerate(deeds)]
    durable_files.sync(stage / _NEW)
    durable_files.sync(stage / _OLD)
    journal = bytearray(b"[")
    for step in steps:
        journal += (b", " if step.number else b"") + json.dumps(asdict(step), ensure_ascii=False).encode("utf-8")
    journal += b"]"
    durable_files.write(stage / _DRAFT, (journal,), durable_files.SECRET_FILE)
    durable_files.move(stage / _DRAFT, stage / _JOURNAL)
    durable_files.sync(stage)
    return tuple(steps)


def _lay_aside(outbox: Path, stage: Path, number: int, deed: FileOperation) -> None:
    """Write the new file, and a copy of the one that stands in its place, into the staging folder."""
    place = below(outbox, deed.path)
    if durable_files.digest_at(place) != deed.old:
        raise OutboxFault(f"{outbox.name}/{deed.path}：运行期间被改动。outbox 保持上次的内容，请重新运行。")
    if deed.held is not None:
        mode = durable_files.OPEN_FILE if is_public(deed.path) else durable_files.SECRET_FILE
        durable_files.write(stage / _NEW / str(number), pieces_of(deed.held), mode)
    if deed.old is not None:
        mode = place.lstat().st_mode & 0o777
        durable_files.write(stage / _OLD / str(number), (durable_files.bytes_of(place) or b"",), mode)


def _read(journal: Path) -> tuple[_Step, ...]:
    return tuple(_Step(**step) for step in json.loads(journal.read_text(encoding="utf-8")))


def _go_through(outbox: Path, stage: Path, steps: Sequence[_Step]) -> None:
    """Bring the promised state about; where the system refuses or a person interrupts, bring the old one back."""
    try:
        durable_files.write(outbox / MARK, (_MARK,), durable_files.SECRET_FILE)
        durable_files.sync(outbox)
        folders, before, after = _in_order(steps)
        for step in before:
            _forward(outbox, stage, step)
        for folder, members in folders.items():
            _change(outbox, stage, folder, members)
        for step in after:
            _forward(outbox, stage, step)
        _sync_all(outbox, steps)
        durable_files.remove(outbox / MARK)
        durable_files.sync(outbox)
        durable_files.remove(stage / _JOURNAL)
    except BaseException as error:
        if isinstance(error, OSError):
            ending = _turn_back(outbox, stage, steps)
            raise (fault_of(error, outbox, ending) if ending else fault_of(error, outbox)) from error
        _turn_back(outbox, stage, steps)
        raise
    _quietly(lambda: durable_files.sync(stage))
    _quietly(lambda: durable_files.clear(stage))


def _in_order(steps: Sequence[_Step]) -> tuple[dict[str, list[_Step]], list[_Step], list[_Step]]:
    """Part the steps into those of folders of results, those before them (what is kept) and after them (the books)."""
    folders: dict[str, list[_Step]] = {}
    before: list[_Step] = []
    after: list[_Step] = []
    for step in steps:
        if folder := folder_of_results(step.path):
            folders.setdefault(folder, []).append(step)
        else:
            (after if step.path in {LEDGER, MANIFEST} else before).append(step)
    return folders, before, after


def _change(outbox: Path, stage: Path, folder: str, members: Sequence[_Step]) -> None:
    """Change a folder of results in one step where that is possible, else file by file."""
    planned = _planned(stage, members)
    if exchanged(outbox, stage, folder):
        finish(outbox, stage, folder, planned)
    elif len(members) == 1 or not exchange(outbox, stage, folder, planned, _mode_of):
        for step in members:
            _forward(outbox, stage, step)
        return
    for step in members:
        if step.new is None:
            _prune(outbox, step.path)


def _planned(stage: Path, members: Sequence[_Step]) -> dict[str, Planned]:
    return {
        step.path: Planned(None if step.new is None else stage / _NEW / str(step.number), step.new, step.old)
        for step in members
    }


def _turn_back(outbox: Path, stage: Path, steps: Sequence[_Step]) -> str:
    """Take everything back; give the sentence to say when even that is refused, else an empty one."""
    try:
        if not (stage / _JOURNAL).exists():
            return ""
        durable_files.move(stage / _JOURNAL, stage / _BACK)
        durable_files.sync(stage)
        _take_back(outbox, stage, steps)
    except (OSError, OutboxFault):
        return PENDING
    return ""


def _take_back(outbox: Path, stage: Path, steps: Sequence[_Step]) -> None:
    folders, before, after = _in_order(steps)
    for step in reversed(after):
        _backward(outbox, stage, step)
    for folder, members in reversed(folders.items()):
        if exchanged(outbox, stage, folder):
            exchange_back(outbox, stage, folder, _planned(stage, members))
        for step in reversed(members):
            _backward(outbox, stage, step)
    for step in reversed(before):
        _backward(outbox, stage, step)
    _sync_all(outbox, steps)
    durable_files.remove(outbox / MARK)
    durable_files.sync(outbox)
    durable_files.remove(stage / _BACK)
    _quietly(lambda: durable_files.sync(stage))
    _quietly(lambda: durable_files.clear(stage))


def _forward(outbox: Path, stage: Path, step: _Step) -> None:
    place, staged = below(outbox, step.path), stage / _NEW / str(step.number)
    if step.new is None:
        if step.old is not None and durable_files.digest_at(place) == step.old:
            durable_files.remove(place)
        _prune(outbox, step.path)
        return
    if not staged.exists():
        return
    if durable_files.digest_at(place) != step.old:
        durable_files.remove(staged)
        return
    _make_way(outbox, step.path)
    durable_files.move(staged, place)


def _backward(outbox: Path, stage: Path, step: _Step) -> None:
    place, kept = below(outbox, step.path), stage / _OLD / str(step.number)
    done = step.new is None or not (stage / _NEW / str(step.number)).exists()
    if done and durable_files.digest_at(place) == step.new:
        if step.old is None:
            durable_files.remove(place)
        elif kept.exists():
            _make_way(outbox, step.path)
            durable_files.move(kept, place)
    _prune(outbox, step.path)


def _make_way(outbox: Path, path: str) -> None:
    if (outbox / path).parent.is_dir():
        return
    for folder in reversed(PurePosixPath(path).parents[:-1]):
        durable_files.make_folder(outbox / folder, _mode_of(folder.as_posix()))


def _mode_of(folder: str) -> int:
    return durable_files.OPEN_FOLDER if is_public(folder) else durable_files.SECRET_FOLDER


def _prune(outbox: Path, path: str) -> None:
    """Remove the folders above a removed file that are empty now."""
    place = (outbox / path).parent
    while place != outbox:
        durable_files.remove_folder(place)
        place = place.parent


def _sync_all(outbox: Path, steps: Iterable[_Step]) -> None:
    direct = {PurePosixPath(step.path).parent for step in steps}
    for folder in sorted({outbox, *(outbox / parent for path in direct for parent in (path, *path.parents))}):
        if folder.is_dir():
            durable_files.sync(folder)


def _quietly(act: Callable[[], None]) -> None:
    """Do what the next run can do as well: what it leaves is known to be waste."""
    try:
        act()
    except OSError:
        return
