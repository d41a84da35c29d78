"""Run the toolchain as ``python -m toolchain``."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

_OLDEST = (3, 11)
_OLD = "这里的 Python 是 {found}，太旧：需要 3.11 或更高版本。请双击“工作台.bat”，或者在本目录运行 make cycle。\n"
_START = "没有找到运行所需的“{name}”。请双击“工作台.bat”，或者在本目录运行 make cycle，由它准备好环境再运行。\n"


def run() -> None:
    """Start the command line; outside its environment say how to start it.

    Raises:
        ImportError: a module of ours is missing.
    """
    if sys.version_info < _OLDEST:
        _leave(_OLD.format(found=".".join(map(str, sys.version_info[:2]))))
    _speak_utf8()
    os.umask(os.umask(0o077) | 0o077)  # what we write is for the office alone; the outbox opens what is public
    try:
        from toolchain.cli import main
    except ImportError as error:
        name = (error.name or "").partition(".")[0]
        if name in {"", "toolchain"}:
            raise
        _leave(_START.format(name=name))
    main()


def _leave(told: str) -> NoReturn:
    sys.stderr.buffer.write(told.encode("utf-8"))
    sys.exit(2)


def _speak_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale cannot name our files: templates have Chinese names."""
    if sys.getfilesystemencoding().casefold() == "utf-8" or os.environ.get("PYTHONUTF8") == "1":
        return
    surroundings = {**os.environ, "PYTHONUTF8": "1"}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], surroundings)  # noqa: S606 - this very command


if __name__ == "__main__":
    run()
