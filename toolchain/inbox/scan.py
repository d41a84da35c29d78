"""A snapshot of the inbox: every name once, with its bytes where it is an ordinary file."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from toolchain.engine.retry import patiently
from toolchain.engine.temporary_store import Held, TemporaryStore, bytes_of, digest_of, size_of
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.inbox.open_marks import opener_of

_HIDDEN_NAMES = {"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep"}
_PARTIAL = (".tmp", ".crdownload", ".part", ".download")
_LOCKS = (("~$", ""), (".~lock.", "#"))
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".et")
_DEEPEST = 20
_ALL_BYTES = 500_000_000
"""All files together; what lies beyond is named and left unread."""


@dataclass(frozen=True)
class ScannedFile:
    """A name in the inbox.

    Attributes:
        name: path below the inbox, ``/`` between folders, unprintable characters spelled out.
        held: the bytes; None where there is nothing to read, empty with a reason where reading failed.
        reason: why it was not read.
        holds: for the mark of an open file, the name of that file without its folder.
        opener: for such a mark, who has the file open, where the mark tells.
    """

    name: str
    held: Held | None
    reason: str = ""
    holds: str = ""
    opener: str = ""

    @property
    def data(self) -> bytes:
        """The bytes; empty where nothing was read."""
        return b"" if self.held is None else bytes_of(self.held)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, empty when nothing was read."""
        return digest_of(self.held) if self.held else ""


def scan_inbox(inbox: Path) -> tuple[ScannedFile, ...]:
    """Take a snapshot of the inbox: regular files only, nothing followed, nothing waited for."""
    room = _ALL_BYTES
    taken: list[ScannedFile] = []
    for found in sorted(_walk(inbox, "", 0, TemporaryStore()), key=lambda item: item.name):
        room -= size_of(found.held or b"")
        full = f"收件箱的文件合计超过{_ALL_BYTES // 1_000_000}兆字节，没有读取"
        taken.append(found if room >= 0 or not found.held else replace(found, held=b"", reason=full))
    return tuple(_distinct(taken))


def _distinct(found: list[ScannedFile]) -> Iterator[ScannedFile]:
    """Tell names apart that print alike, such as two spellings of one accent."""
    seen: dict[str, int] = {}
    for item in found:
        seen[item.name] = seen.get(item.name, 0) + 1
        times = seen[item.name]
        yield item if times == 1 else replace(item, name=f"{item.name}〔同名{times}〕")


def _walk(folder: Path, prefix: str, depth: int, spool: TemporaryStore) -> Iterator[ScannedFile]:
    if depth > _DEEPEST:
        yield ScannedFile(prefix, b"", f"文件夹超过{_DEEPEST}层，其中的内容没有读取")
        return
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths, are what is accounted for
    except OSError as error:
        yield ScannedFile(prefix or "inbox", b"", f"文件夹无法打开（{error.strerror}）")
        return
    for name in names:
        yield from _one(folder / name, prefix + printable(name), depth, spool)


def _one(path: Path, shown: str, depth: int, spool: TemporaryStore) -> Iterator[ScannedFile]:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        yield ScannedFile(shown, b"", f"文件无法打开（{error.strerror}）")
        return
    named = path.name.lower().endswith(_WORKBOOK_ENDINGS)
    if stat.S_ISDIR(mode):
        if named:
            yield ScannedFile(shown + "/", None, "是文件夹，不是表格；里面的文件照常读取")
        yield from _walk(path, shown + "/", depth + 1, spool)
    elif stat.S_ISREG(mode):
        yield _read(path, shown, spool)
    else:
        yield ScannedFile(shown, b"" if named else None, "不是普通文件（链接或设备），没有读取")


def _read(path: Path, shown: str, spool: TemporaryStore) -> ScannedFile:
    for start, end in _LOCKS:
        if path.name.startswith(start) and path.name.endswith(end):
            held = printable(path.name[len(start) : len(path.name) - len(end)])
            told = "表格正在被打开的标记；请保存并关闭对应的表格"
            return ScannedFile(shown, None, told, held, opener_of(path))
    ignored = _ignored(path.name.lower())
    if ignored:
        return ScannedFile(shown, None, ignored)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = patiently(lambda: os.open(path, flags))
        with os.fdopen(descriptor, "rb") as stream:
            before = os.fstat(descriptor)
            data = stream.read(LIMITS.file_bytes + 1)
            after = os.fstat(descriptor)
    except OSError as error:
        return ScannedFile(shown, b"", f"文件无法打开（{error.strerror}）")
    if len(data) > LIMITS.file_bytes:
        return ScannedFile(shown, b"", f"文件超过{LIMITS.file_bytes // 1_000_000}兆字节")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        return ScannedFile(shown, b"", "文件正在变化，可能仍在复制；请复制完成后重新运行")
    return ScannedFile(shown, spool.put(data))


def _ignored(name: str) -> str:
    """Say why a file of this name is left out; empty when it is to be read."""
    if name in _HIDDEN_NAMES:
        return "系统文件"
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
