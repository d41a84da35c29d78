"""A function on hostile bytes may fail, hang or take all memory; whoever called it goes on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from toolchain.engine import linux_confinement
from toolchain.engine.confined_process import Aborted, Allowance, Confined

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of a child process are those of Linux")

TIGHT = Allowance(memory=64_000_000, seconds=1, wait=1)


def work(what: str) -> object:
    if what == "memory":
        return len(bytearray(500_000_000))
    if what == "processor":
        while True:
            pass
    if what == "sleep":
        time.sleep(60)
    if what == "crash":
        os._exit(3)
    if what == "bug":
        raise KeyError(what)
    return what, os.getpid()


@pytest.mark.parametrize(
    ("what", "reason", "bug"),
    [
        ("memory", "所需内存过大", False),
        ("sleep", "用时过长", False),
        ("crash", "用时过长，或所需内存过大", False),
        ("bug", "时程序出错", True),
    ],
)
def test_trouble_is_a_result_and_the_next_call_works(what: str, reason: str, bug: bool) -> None:
    with Confined(work, TIGHT) as confined:
        assert confined(what) == Aborted(reason, bug)
        assert confined("好")[0] == "好"


DEEDS: dict[str, Callable[[str], object]] = {
    "file": lambda target: Path(target).write_bytes(b"x"),
    "empty file": lambda target: Path(target).touch(),
    "folder": lambda target: Path(target).mkdir(),
    "link": lambda target: Path(target).symlink_to("/tmp"),
    "another name": lambda target: Path(target).with_name("kept").rename(target),
    "removed": lambda target: Path(target).with_name("kept").unlink(),
    "cut": lambda target: os.truncate(Path(target).with_name("kept"), 0),
    "socket": lambda _: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "local socket": lambda _: socket.socketpair(),
    "process": lambda _: os.fork() or os._exit(0),
    "program": lambda _: subprocess.run(["/bin/true"], check=True),
    "signal": lambda _: os.kill(os.getppid(), 0),
}
"""Harmless deeds that a reader has no need of."""


def reach_out(what: str, target: str) -> str:
    """Try what a reader has no need of, and say how it went."""
    try:
        if what in DEEDS:
            DEEDS[what](target)
        elif what == "descriptor":
            os.fstat(int(target))
        elif what == "module":
            import colorsys  # noqa: F401 - any module that nothing has loaded
    except OSError as error:
        return type(error).__name__
    return "done"


def foreign(_: str) -> object:
    return Path("a")


def test_a_child_writes_no_file_and_holds_none_of_its_parent(tmp_path: Path) -> None:
    with (tmp_path / "open").open("wb") as held, Confined(reach_out) as confined:
        assert confined("descriptor", str(held.fileno())) == "OSError"
        assert confined("file", str(tmp_path / "new")) in {"PermissionError", "OSError"}
        assert confined("module", "") == "done"
    assert not (tmp_path / "new").exists() or (tmp_path / "new").stat().st_size == 0


WITH_LANDLOCK = pytest.mark.skipif(
    sys.platform != "linux" or linux_confinement.landlock() < 6, reason="this kernel has no Landlock, or an early one"
)


@WITH_LANDLOCK
@pytest.mark.parametrize("deed", DEEDS)
def test_a_child_only_reads(deed: str, tmp_path: Path) -> None:
    """Whatever the account may do: the limits of files and processes do not bind the administrator's."""
    (tmp_path / "kept").write_bytes(b"kept")
    with Confined(reach_out) as confined:
        assert confined("module", "") == "done"
        assert confined(deed, str(tmp_path / "new")) in {"PermissionError", "OSError"}
        assert confined("module", "") == "done"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"kept"


@WITH_LANDLOCK
@pytest.mark.parametrize("deed", ["socket", "local socket", "process", "program", "signal"])
def test_a_child_that_writes_files_does_nothing_else(deed: str, tmp_path: Path) -> None:
    with Confined(reach_out, Allowance(files=True)) as confined:
        assert confined(deed, str(tmp_path / "new")) in {"PermissionError", "OSError"}


def test_a_child_that_puts_files_together_may_write_its_own(tmp_path: Path) -> None:
    with Confined(reach_out, Allowance(files=True)) as confined:
        assert confined("file", str(tmp_path / "new")) == "done"


def test_a_result_is_data_alone() -> None:
    with Confined(foreign) as confined:
        assert confined("") == Aborted("时交回的内容不对")


def test_processor_time_is_limited() -> None:
    with Confined(work, Allowance(seconds=1, wait=20)) as confined:
        assert confined("processor") == Aborted("用时过长，或所需内存过大")


def test_one_child_serves_many_calls_and_ends() -> None:
    with Confined(work) as confined:
        children = {confined("好")[1] for _ in range(20)}
    assert len(children) == 1
    assert children.isdisjoint({os.getpid()})
    with pytest.raises(ProcessLookupError):
        os.kill(children.pop(), 0)


def test_a_call_sent_ahead_is_answered_in_its_turn() -> None:
    with Confined(work) as confined:
        assert confined.room == 0
        confined.start()
        assert confined.room > 10_000
        for what in ("甲", "乙" * (confined.room // 3), "丙"):
            confined.send(what)
        assert [confined.receive()[0][0] for _ in range(3)] == ["甲", "乙", "丙"]


@pytest.mark.parametrize("what", ["memory", "sleep", "crash"])
def test_what_was_sent_after_a_deadly_call_has_no_answer(what: str) -> None:
    with Confined(work, TIGHT) as confined:
        confined.start()
        confined.send(what)
        confined.send("好")
        assert isinstance(confined.receive(), Aborted)
        assert isinstance(confined.receive(), Aborted)
        assert confined("好")[0] == "好"


def _alive(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("what", ["", "processor", "sleep"])
def test_the_child_ends_when_whoever_started_it_is_killed(what: str) -> None:
    """At rest and at work, and though another child of the same parent holds the same pipe."""
    script = (
        "import sys, time; from tests.workbooks.test_confined import work; "
        "from toolchain.engine.confined_process import Confined; "
        "one, other = Confined(work), Confined(work); pids = [one('a')[1], other('a')[1]]; "
        f"one.send({what!r}) if {what!r} else None; print(*pids, flush=True); time.sleep(600)"
    )
    run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    pids = [int(pid) for pid in run.stdout.readline().split()]
    assert all(map(_alive, pids))
    run.kill()
    run.wait()
    run.stdout.close()
    for _ in range(200):
        if not any(map(_alive, pids)):
            break
        time.sleep(0.1)
    assert not any(map(_alive, pids))
