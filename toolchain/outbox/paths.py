"""Where things lie in the outbox, and which names are its own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from toolchain.outbox.write_failure import OutboxFault

MANIFEST = "_清单.json"
LEDGER = "_账本/账本.jsonl"
ARCHIVE = "_存档"
WITHDRAWN = "_撤下"
LOGS = "_日志"
MEMORY = "_记忆"
"""What earlier runs found out: no result, and nothing is lost when it is deleted."""
LOG = "_日志/运行记录.txt"
LOCK = "_日志/运行锁"
STAGE = ".未完成"
MARK = "上次运行没有完成，请再运行一次.txt"
"""Lies beside the results while they may be half old and half new."""
BLANKS = "空白表"
"""Where blanks are laid on request; they are no results and stand in no manifest."""

PUBLIC = "公开"
"""The folder of a cycle that may be published as it is."""

_LIMITED = os.name == "nt"
_LONGEST_PATH = 259
"""What Windows, Word and WPS open without special settings."""

_OWN = {MANIFEST, "_账本", ARCHIVE, WITHDRAWN, LOGS, MEMORY, STAGE, MARK}


def archived(digest: str) -> str:
    """Name the archived copy of a workbook."""
    return f"{ARCHIVE}/{digest}.xlsx"


def form_kept(digest: str) -> str:
    """Name the archived copy of a template that an issued paper was made with."""
    return f"{ARCHIVE}/{digest}.docx"


def damaged(digest: str) -> str:
    """Name the place where a damaged ledger is kept."""
    return f"_账本/损坏-{digest}.jsonl"


def folder_of_results(path: str) -> str:
    """Give the folder of results that a file lies in; empty for what the outbox keeps for itself, or lies beside."""
    first, _, rest = path.partition("/")
    return first if rest and first not in _OWN else ""


def is_public(path: str) -> bool:
    """Say whether everybody may read a file, or a folder with what is in it; all else is for the office alone."""
    parts = path.split("/")
    return len(parts) > 1 and parts[1] == PUBLIC and parts[0] not in _OWN


def check(path: str) -> str:
    """Give a path below the outbox back when it stays there and is no name of the outbox's own.

    Raises:
        OutboxFault: it leads outside or hides what the outbox keeps for itself.
    """
    parts = PurePosixPath(path).parts
    sound = parts and not path.startswith("/") and "\\" not in path and ":" not in parts[0] and "\0" not in path
    if not sound or ".." in parts or parts[0] in _OWN or "/".join(parts) != path:
        raise OutboxFault(f"文件名“{path}”不能用在 outbox 里。outbox 保持上次的内容，请交给维护人员。")
    return path


def check_length(outbox: Path, paths: Iterable[str]) -> None:
    """Refuse a path that Windows cannot open, before anything is written.

    Raises:
        OutboxFault: one is too long.
    """
    if not _LIMITED:
        return
    root = _units(str(outbox.resolve())) + 1
    longest = max(paths, key=_units, default="")
    if (over := root + _units(longest) - _LONGEST_PATH) > 0:
        raise OutboxFault(
            f"{outbox.name}/{longest}：完整路径有{over + _LONGEST_PATH}个字，Windows 最多打开{_LONGEST_PATH}个字的。"
            f"请把整个文件夹移到浅一些的位置（路径至少短{over}个字）再运行。outbox 保持上次的内容。"
        )


def _units(path: str) -> int:
    """Count a path as Windows does."""
    return len(path.encode("utf-16-le", errors="surrogatepass")) // 2


def refuse_links(outbox: Path) -> None:
    """Refuse folders of the outbox's own that are links: they would lead what it keeps elsewhere.

    Raises:
        OutboxFault: one of them is a link.
    """
    for name in ("_账本", ARCHIVE, WITHDRAWN, LOGS, MEMORY, STAGE):
        if (outbox / name).is_symlink():
            raise OutboxFault(
                f"{outbox.name}/{name}：是链接，不是普通文件夹，请移开后重新运行。outbox 保持上次的内容。"
            )


def below(outbox: Path, path: str) -> Path:
    """Give the place of a path below the outbox; a folder on the way that is a link or a file is refused.

    Raises:
        OutboxFault: something stands in the way.
    """
    *folders, name = path.split("/")
    if ".." in folders or name == ".." or path.startswith("/"):
        raise OutboxFault(f"文件名“{path}”不能用在 outbox 里。请交给维护人员。")
    place = str(outbox)
    for part in folders:
        place = f"{place}/{part}"
        try:
            stands = os.lstat(place).st_mode
        except FileNotFoundError:
            break
        if not stat.S_ISDIR(stands):
            raise OutboxFault(
                f"{outbox.name}/{path}：“{part}”不是普通文件夹，请移开后重新运行。outbox 保持上次的内容。"
            )
    return outbox / path
