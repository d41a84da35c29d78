"""Why the outbox could not be written, in one Chinese line."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

_CAUSES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有权限，或文件正被 Word、WPS 打开",
    errno.EPERM: "没有权限，或文件正被 Word、WPS 打开",
    errno.EBUSY: "文件正被别的程序占用",
    errno.ETXTBSY: "文件正被别的程序占用",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOTDIR: "同名的文件占了文件夹的位置",
    errno.EISDIR: "同名的文件夹占了文件的位置",
    errno.EFBIG: "文件超过磁盘允许的大小",
    errno.EMFILE: "打开的文件太多",
}

KEPT = "outbox 保持上次的内容，排除后重新运行即可。"
PENDING = "这次没有写完，下次运行会先恢复完整。"


class OutboxFault(Exception):  # noqa: N818 - a fault of the place, not an error of the program
    """The outbox could not be read or written; the message is one Chinese line with path and cause."""


def cause_of(error: OSError) -> str:
    """Say in Chinese what the system complained of."""
    if owner := owner_of(error):
        return f"属于账户“{owner}”，别的账户不能读写，请用这个账户登录后运行"
    known = _CAUSES.get(error.errno or 0)
    return known or f"系统拒绝了这次读写（{error.strerror or type(error).__name__}）"


def owner_of(error: OSError) -> str:
    """Name the account that a refused file or folder belongs to; empty where it is ours, or nobody can say whose."""
    if error.errno not in {errno.EACCES, errno.EPERM} or not error.filename or os.name != "posix":
        return ""
    place = Path(str(error.filename))
    for path in (place, *place.parents):
        with suppress(OSError, KeyError, NotImplementedError):
            return "" if path.stat().st_uid == os.geteuid() else path.owner()
    return ""


def fault_of(error: OSError, outbox: Path, ending: str = KEPT) -> OutboxFault:
    """Turn a system error into the line that is shown; ``ending`` says in what state the outbox is."""
    place = str(error.filename or outbox)
    return OutboxFault(f"{_shown(place, outbox)}：{cause_of(error)}。{ending}")


def _shown(place: str, outbox: Path) -> str:
    """Show a path below the outbox from the outbox on; others whole; unprintable characters spelled out."""
    path = Path(place)
    try:
        place = str(Path(outbox.name) / path.relative_to(outbox))
    except ValueError:
        place = str(path)
    return "".join(char if char.isprintable() else f"〔U+{ord(char):04X}〕" for char in place)
