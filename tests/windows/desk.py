"""A clerk's Windows computer: a folder of the program, and what is run in it under Wine."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LIMIT = 300
"""Seconds after which whatever runs is given up, so that the gate never hangs."""


@dataclass(frozen=True)
class Ran:
    """What came of a command: its exit code, and all it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Desk:
    """A folder of the program on a Windows computer.

    Attributes:
        folder: where the program lies.
        python: the folder of the Windows interpreter; its ``python.exe`` is found through PATH.
        surroundings: variables besides this process's own.
    """

    folder: Path
    python: Path
    surroundings: tuple[tuple[str, str], ...] = ()

    @property
    def outbox(self) -> Path:
        return self.folder / "outbox"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    def start(self, *command: str, path: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a Windows program; its input and output are pipes, as Wine wants them."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
        return subprocess.Popen(
            [os.environ["WINE"], *command],
            cwd=self.folder,
            env={**surroundings, "WINEPATH": windows(path or self.python), **dict(self.surroundings)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, *command: str, typed: str = "", path: Path | None = None) -> Ran:
        """Run a Windows program to its end, with what is typed into it."""
        process = self.start(*command, path=path)
        try:
            said, _ = process.communicate(typed.encode("utf-8"), timeout=LIMIT)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
        return Ran(process.returncode, said.decode("utf-8", errors="replace").replace("\r\n", "\n"))

    def batch(self, name: str, *dropped: str, typed: str = "", path: Path | None = None) -> Ran:
        """Double-click a batch file, or drop files on it; every pause in it gets its key."""
        return self.run("cmd", "/c", name, *dropped, typed=typed + "\r\n" * 3, path=path)

    def tool(self, *words: str) -> Ran:
        """Run a command of the program in its environment."""
        return self.run(r".venv\Scripts\python.exe", "-m", "toolchain", *words)

    @contextmanager
    def holding(self, script: str, *words: str) -> Iterator[None]:
        """Let another Windows process run a script up to its line ``hold()`` while the block lasts."""
        whole = "def hold():\n    print('holding', flush=True)\n    input()\n" + script
        process = self.start(r".venv\Scripts\python.exe", "-c", whole, *words)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline().strip() == b"holding", process.stdout.read()
            yield
        finally:
            with suppress(OSError):
                process.stdin.write(b"\r\n")
                process.stdin.flush()
            process.communicate(timeout=LIMIT)


def windows(path: Path) -> str:
    """Name a path of this machine as Windows programs see it."""
    return "Z:" + str(path).replace("/", "\\")


def digests(folder: Path, leave: Sequence[str] = ()) -> dict[str, str]:
    """Give the SHA-256 of every file below a folder by its path, but of those below the named ones."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(tuple(leave))
    }
