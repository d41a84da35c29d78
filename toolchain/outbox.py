"""The outbox: one word and a reason per file; hand-edited and issued papers are never overwritten.

A run first lays all new files into a staging folder with a journal, then moves them into place. A run that is cut
off before the journal leaves the old state; one that is cut off after it is finished by the next run.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

MANIFEST = "_清单.json"
WITHDRAWN = "_撤下"
_STAGE = ".未完成"
_JOURNAL = "journal.json"


class Word(StrEnum):
    """What happened to one file."""

    NEW = "新建"
    UPDATED = "更新"
    SAME = "未变"
    EDITED = "已被手改，未覆盖"
    ISSUED = "已印发，未变更"
    WITHDRAWN = "不再需要"


@dataclass(frozen=True)
class Output:
    """A file to publish.

    Attributes:
        path: below the cycle's folder, ``/`` between folders.
        data: its bytes.
        sources: what it was made from, name → digest (template, parameters, workbooks).
        issued: on record as 已印发: never replaced in place.
    """

    path: str
    data: bytes
    sources: tuple[tuple[str, str], ...] = ()
    issued: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Change:
    """The word for one file, its reason, and where the new version lies when it was laid beside."""

    path: str
    word: Word
    reason: str = ""
    beside: str = ""


@dataclass(frozen=True)
class _Plan:
    changes: tuple[Change, ...]
    writes: Mapping[str, bytes]
    withdraw: Mapping[str, str]
    manifest: Mapping[str, Any]


def publish(folder: Path, outputs: Sequence[Output], *, dry: bool = False) -> tuple[Change, ...]:
    """Bring a cycle's folder to the given state; equal files are not touched.

    Raises:
        OSError: the folder cannot be written; the old state stands.
    """
    if not dry:
        recover(folder)
    plan = _plan(folder, outputs, _read_manifest(folder))
    if not dry and (plan.writes or plan.withdraw or plan.manifest != _read_manifest(folder)):
        _carry_out(folder, plan)
    return plan.changes


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.exists():
        return {}
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _plan(folder: Path, outputs: Sequence[Output], old: Mapping[str, Any]) -> _Plan:
    known: Mapping[str, Any] = old.get("files", {})
    writes: dict[str, bytes] = {}
    withdraw: dict[str, str] = {}
    changes: list[Change] = []
    files: dict[str, Any] = {}
    for output in outputs:
        change = _judge(folder, output, known.get(output.path))
        changes.append(change)
        entry = {"sha256": output.digest, "sources": dict(output.sources)}
        if change.word in {Word.NEW, Word.UPDATED}:
            writes[output.path] = output.data
        elif change.beside:
            entry = dict(known.get(output.path, {"sha256": "", "sources": {}}))
            entry["beside"] = {"path": change.beside, "sha256": output.digest}
            if _digest(folder / change.beside) != output.digest:
                writes[change.beside] = output.data
        files[output.path] = entry
    wanted = {output.path for output in outputs}
    for path, entry in known.items():
        if path in wanted:
            continue
        present = _digest(folder / path)
        if present is None:
            continue
        if present == entry["sha256"]:
            withdraw[path] = f"{WITHDRAWN}/{path}"
            changes.append(Change(path, Word.WITHDRAWN, f"移入{WITHDRAWN}"))
        else:
            files[path] = entry
            changes.append(Change(path, Word.EDITED, "已不需要，但被手工修改过，保留原处"))
    return _Plan(tuple(changes), writes, withdraw, {"files": files})


def _judge(folder: Path, output: Output, known: Mapping[str, Any] | None) -> Change:
    present = _digest(folder / output.path)
    if present is None:
        return Change(output.path, Word.NEW, "上次产出的文件已不在，重新生成" if known else "")
    if present == output.digest:
        return Change(output.path, Word.SAME)
    if known is None or present != known["sha256"]:
        return Change(output.path, Word.EDITED, "新稿放在旁边", _beside(output.path, "新稿"))
    if output.issued:
        return Change(output.path, Word.ISSUED, _reason(known, output), _beside(output.path, "更正稿"))
    return Change(output.path, Word.UPDATED, _reason(known, output))


def _reason(known: Mapping[str, Any], output: Output) -> str:
    before, now = known.get("sources", {}), dict(output.sources)
    moved = [name for name in now if before.get(name) != now[name]]
    gone = [name for name in before if name not in now]
    named = [f"{name}有变" if name in before else f"新增{name}" for name in moved] + [f"少了{name}" for name in gone]
    most = 4
    return "、".join(named[:most]) + (f"等{len(named)}项" if len(named) > most else "") if named else "程序版本有变"


def _beside(path: str, word: str) -> str:
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.{word}{dot}{ending}"


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _carry_out(folder: Path, plan: _Plan) -> None:
    stage = folder / _STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    moves: list[tuple[str, str]] = []
    manifest = json.dumps(plan.manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    for index, (path, data) in enumerate([*sorted(plan.writes.items()), (MANIFEST, manifest)]):
        _write(stage / str(index), data)
        moves.append((str(index), path))
    journal = {"withdraw": sorted(plan.withdraw.items()), "moves": moves}
    _write(stage / (_JOURNAL + ".new"), json.dumps(journal, ensure_ascii=False).encode())
    (stage / (_JOURNAL + ".new")).replace(stage / _JOURNAL)
    _sync_folder(stage)
    recover(folder)


def recover(folder: Path) -> None:
    """Finish a publication whose journal is complete, or clear away one that never got so far."""
    stage = folder / _STAGE
    if not stage.exists():
        return
    journal_path = stage / _JOURNAL
    if journal_path.exists():
        journal = json.loads(journal_path.read_text(encoding="utf-8"))
        for source, target in journal["withdraw"]:
            _move(folder / source, folder / target)
        for source, target in journal["moves"]:
            _move(stage / source, folder / target)
        _sync_folder(folder)
    shutil.rmtree(stage)
    _drop_empty_folders(folder)


def _move(source: Path, target: Path) -> None:
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _drop_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), key=lambda item: len(item.parts), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
