"""Make the environment ready: the folder ``.venv`` with exactly the packages of ``requirements.lock``.

An extra that is named, as ``statistics``, is put in besides, from its own lock.

Run by 工作台.bat and by make, before any library is there: it needs the standard library alone, and is written so that
an older Python can read it and say that it is too old. Every way in which it may fail is one line in Chinese; what the
tools said stands in a file beside.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
_INTERRUPTED, _FAILED = 130, 1
_CAUSES = (
    (("do not match the hashes",), "得到的组件与登记的摘要不符，没有安装。请换一个网络再试，或者改用离线包。"),
    (("no space left", "errno 28", "winerror 112"), "磁盘已满。请腾出空间再试。"),
    (
        ("permission denied", "access is denied", "winerror 5]", "winerror 32]", "拒绝访问"),
        "“.venv”里的文件写不进去：请关闭其他正在运行的工作台窗口，确认对本文件夹有写的权限，再试一次。",
    ),
    (
        ("connectionerror", "proxyerror", "timed out", "getaddrinfo", "name resolution", "sslerror"),
        "连不上软件源。请检查网络再试；没有网络的电脑请使用离线包。",
    ),
    (
        ("no matching distribution", "could not find a version"),
        "{source}里没有适用 Python {python} 的组件。请另装 Python 3.13，{renew}。",
    ),
    (("ensurepip",), "这个 Python 缺少 venv 组件（Debian、Ubuntu 请安装 python3-venv）。"),
)
"""What a failed step says of its reason, and what is said of it; the first that is found counts."""
_OTHERWISE = "请把“{log}”交给维护人员。"


class _Stopped(Exception):  # noqa: N818 - not an error of the program
    """A step failed; holds what was said of it."""


def main(root: Path = ROOT, extra: str = "") -> int:
    """Make the environment ready where it is not, and give the exit code.

    Args:
        root: the folder of the program.
        extra: what is wanted besides, as in ``requirements-statistics.lock``.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # both are texts
    python = ".".join(map(str, sys.version_info[:2]))
    if sys.version_info < OLDEST:
        return _say(f"这台电脑上的 Python 是 {python}，太旧：需要 3.11 或更高版本，请另装 Python 3.13。")
    try:
        _make_ready(root)
        if extra:
            _install(root, f"requirements-{extra}.lock")
    except KeyboardInterrupt:
        _say("已中断，运行环境没有准备完。再运行一次会接着做。")
        return _INTERRUPTED
    except (_Stopped, OSError) as error:
        return _say(f"准备运行环境失败：{_cause(str(error), python, root, extra)}")
    return 0


def is_ready(root: Path = ROOT) -> bool:
    """Say whether the packages of the environment are those of the lock."""
    try:
        return _mark(root).read_text(encoding="ascii").strip() == _wanted(root) and _works(root)
    except (OSError, ValueError):
        return False


def _make_ready(root: Path) -> None:
    if is_ready(root):
        return
    print("正在准备运行环境，请稍候……", flush=True)  # noqa: T201 - this is a program of its own
    if not _works(root):
        _call([sys.executable, "-m", "venv", "--clear", str(root / ".venv")], root)
    _mark(root).unlink(missing_ok=True)
    _install(root, "requirements.lock")
    _mark(root).write_text(_wanted(root) + "\n", encoding="ascii")


def _install(root: Path, lock: str) -> None:
    """Put in what is locked, with its hashes, and from the folder beside where there is one."""
    install = [str(_interpreter(root)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wheels = ["--no-index", "--find-links", str(root / "wheels")] if (root / "wheels").is_dir() else []
    _call([*install, "--require-hashes", *wheels, "-r", str(root / lock)], root)


def _mark(root: Path) -> Path:
    return root / ".venv" / "ready"


def _wanted(root: Path) -> str:
    """Name the packages that are wanted: the digest of the lock, whatever its line ends."""
    return hashlib.sha256((root / "requirements.lock").read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _interpreter(root: Path) -> Path:
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _works(root: Path) -> bool:
    """Say whether the environment's Python still starts: the one it was made from may be gone, or on another computer.

    This process may be that very Python; then nothing has to be tried.
    """
    if Path(sys.prefix).resolve() == (root / ".venv").resolve():
        return True
    if not _interpreter(root).exists():
        return False
    try:
        wanted = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
        return not subprocess.run([_interpreter(root), "-c", wanted], capture_output=True, check=False).returncode  # noqa: S603 - our own environment
    except OSError:
        return False


def _call(command: list[str], root: Path) -> None:
    """Run a step; what it says is kept for who looks into a failure.

    Raises:
        _Stopped: it failed; holds the end of what it said.
    """
    surroundings = {**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - steps of our own
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=surroundings, check=False
    )
    said = done.stdout.decode("utf-8", errors="replace")
    if done.returncode:
        _log(root).write_text(said, encoding="utf-8")
        raise _Stopped(said)


def _log(root: Path) -> Path:
    return root / "准备记录.txt"


def _cause(said: str, python: str, root: Path, extra: str) -> str:
    """Say in Chinese why a step failed."""
    offline = (root / "wheels").is_dir()
    source = "离线包的 wheels 文件夹" if offline else "软件源"
    bundle = f"make bundle EXTRAS={extra}" if extra else "make bundle"
    renew = f"或请维护人员运行 {bundle} 重做离线包" if offline else "或请维护人员更新组件"
    lower = said.lower()
    known = next((told for marks, told in _CAUSES if any(mark in lower for mark in marks)), _OTHERWISE)
    return known.format(python=python, source=source, renew=renew, log=_log(root).name)


def _say(line: str) -> int:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is a program of its own
    return _FAILED


if __name__ == "__main__":
    sys.exit(main(ROOT, *sys.argv[1:2]))
