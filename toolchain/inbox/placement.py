"""Put workbooks that somebody hands over into the inbox: a newer copy takes the place of the older one of the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from toolchain.inbox.duplicates import identity
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, printable, scan_inbox

_MARKS = ("~$", ".~")
"""Begin the name of what a program lays beside a file that is open."""


class Placing(StrEnum):
    """What became of a file that was handed over."""

    NEW = "已放入"
    REPLACED = "已放入，换下原来的一份"
    SAME = "收件箱里已有内容相同的一份，没有再放"
    REFUSED = "没有放入"


@dataclass(frozen=True)
class Placed:
    """One file that was handed over.

    Attributes:
        name: of the file.
        word: what became of it.
        reason: why it was refused, or where the older copy went.
    """

    name: str
    word: Placing
    reason: str = ""


def place(files: Iterable[Path], inbox: Path, aside: Path) -> Iterator[Placed]:
    """Copy files into the inbox, one after the other.

    A workbook of which the inbox holds an older copy (the same cycle, kind and subject, whatever the files are called)
    takes its place; the older one goes to ``aside``. Nothing is overwritten, there or here.

    Raises:
        OSError: the inbox cannot be written.
    """
    snapshot = scan_inbox(inbox)
    contents = {item.digest: item.name for item in snapshot if item.digest}
    standing = {identity(book): book.file for book in receive(snapshot).filled}
    for file in files:
        name = printable(file.name)
        if refusal := _refusal(file):
            yield Placed(name, Placing.REFUSED, refusal)
            continue
        data = file.read_bytes()
        item = ScannedFile(name, data)
        if item.digest in contents:
            yield Placed(name, Placing.SAME, contents[item.digest])
            continue
        book = next(iter(receive([item]).filled), None)
        known = None if book is None else standing.get(identity(book))
        if known is None:
            target, word, reason = _free(inbox / file.name), Placing.NEW, ""
        else:
            older = _free(aside / Path(known).name)
            older.parent.mkdir(parents=True, exist_ok=True)
            target, word, reason = inbox / known, Placing.REPLACED, f"原来的在{aside.name}/{older.name}"
            shutil.copy2(target, older)
        _lay(data, target)
        laid = target.relative_to(inbox).as_posix()
        contents[item.digest] = laid
        if book is not None:
            standing[identity(book)] = laid
        yield Placed(name, word, reason)


def _refusal(file: Path) -> str:
    """Say why a file cannot be taken, empty where it can."""
    if file.is_dir():
        return "是文件夹；请打开它，把里面的表格拖过来"
    if file.name.startswith(_MARKS):
        return "是表格正在被打开的标记；请关闭表格，拖表格本身"
    if not file.is_file():
        return "没有找到；文件名里有 & 或 ^ 的请先改名"
    try:
        file.open("rb").close()
    except OSError:
        return "打不开；正在 Excel、WPS 里打开的请先保存、关闭"
    return ""


def _free(path: Path) -> Path:
    """Give the first name that nothing has yet."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return found


def _lay(data: bytes, target: Path) -> None:
    """Write a file so that nobody ever sees half of it."""
    draft = target.with_name(f"{target.name}.part")
    draft.write_bytes(data)
    os.replace(draft, target)  # noqa: PTH105 - in one step, over what is there
