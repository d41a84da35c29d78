"""Whatever the disk does at whichever call, the outbox is the old one or the new one, and the next run converges."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.outbox.faults import REFUSALS, count_of, kill, refuse, state_of, watched
from tests.outbox.story import CYCLE, after, before
from toolchain.outbox import durable_files, folder_exchange
from toolchain.outbox.paths import MARK, STAGE
from toolchain.outbox.transaction import mixed, recover
from toolchain.outbox.verification import verify
from toolchain.outbox.write_failure import PENDING, OutboxFault

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills child processes with POSIX signals")

Start = Callable[[Path], object]
STARTS: dict[str, Start] = {"空的结果夹": lambda outbox: outbox.mkdir(), "已有结果": before}
STEPS = [
    pytest.param(19, id="每十九次"),
    pytest.param(7, id="每七次", marks=pytest.mark.slow),
    pytest.param(1, id="每一次", marks=pytest.mark.stress),
]
"""How many calls apart the faults are: a few in every run, more in the slow ones, every call in the longest."""


class Bench:
    """The old and the new state of one story, and fresh copies of the old one to break."""

    def __init__(self, folder: Path, start: Start) -> None:
        self.folder = folder
        start(folder / "old")
        self.old = state_of(folder / "old")
        self.copies = 0
        done = self.fresh()
        self.calls = count_of(lambda: after(done))
        self.new = state_of(done)
        self.findings = verify(done)

    def fresh(self) -> Path:
        """Give a copy of the old state."""
        self.copies += 1
        shutil.rmtree(self.folder / "try", ignore_errors=True)
        shutil.copytree(self.folder / "old", self.folder / "try")
        return self.folder / "try"

    def converges(self, outbox: Path) -> None:
        """Check that the next run leads to the new state and leaves no waste."""
        after(outbox)
        assert state_of(outbox) == self.new
        assert not (outbox / STAGE).exists()
        assert verify(outbox) == self.findings


@pytest.fixture(scope="module", params=STARTS.values(), ids=STARTS.keys())
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"), request.param)


def fault_of(run: Callable[[], object]) -> str:
    """Give the line that a run ends with, empty when it ends well; anything else than one line is a failure."""
    try:
        run()
    except OutboxFault as fault:
        said = str(fault)
    else:
        return ""
    assert "\n" not in said
    assert "：" in said
    return said


def test_the_old_state_differs_from_the_new(bench: Bench) -> None:
    assert bench.old != bench.new
    assert bench.calls > 60


@pytest.mark.parametrize("half", [False, True], ids=["调用之前", "写到一半"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_every_call(bench: Bench, step: int, half: bool) -> None:
    for number in range(1, bench.calls + 1, step):
        outbox = bench.fresh()
        assert kill(partial(after, outbox), number, half=half)
        recover(outbox)
        assert state_of(outbox) in (bench.old, bench.new), number
        bench.converges(outbox)


def results_of(state: dict[str, str]) -> dict[str, str]:
    """Give what people read: the folders of results, without what the outbox keeps for itself."""
    return {path: digest for path, digest in state.items() if path.startswith(f"{CYCLE}/")}


@pytest.mark.parametrize("step", STEPS)
def test_results_are_old_or_new_at_every_moment_before_anybody_mends_them(bench: Bench, step: int) -> None:
    """A kill leaves one whole state of a folder; ledger and manifest may lag behind, a mark lies there until then."""
    marked = 0
    for number in range(1, bench.calls + 1, step):
        outbox = bench.fresh()
        kill(partial(after, outbox), number)
        found = state_of(outbox)
        mark = found.pop(MARK, None)
        assert results_of(found) in (results_of(bench.old), results_of(bench.new)), number
        marked += mark is not None
        if found not in (bench.old, bench.new):
            assert mark is not None, number
            assert mixed(outbox), number
        bench.converges(outbox)
    assert marked


@pytest.mark.parametrize("broken", ["link", "exchange"])
def test_a_disk_that_cannot_exchange_folders(bench: Bench, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(durable_files, broken, refused)
    outbox = bench.fresh()
    calls = count_of(partial(after, outbox))
    assert state_of(outbox) == bench.new
    for number in range(1, calls + 1, 7):
        outbox = bench.fresh()
        kill(partial(after, outbox), number)
        recover(outbox)
        assert state_of(outbox) in (bench.old, bench.new), number
        bench.converges(outbox)


@pytest.mark.parametrize("moment", ["_build", "_settle"])
def test_what_people_do_while_folders_are_exchanged_stays(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A file that is replaced, and one that is added, between the building of the folder and the exchange."""
    outbox = bench.fresh()
    if not (outbox / CYCLE).is_dir():
        pytest.skip("nothing lies there yet")
    if moment == "_build":
        real = folder_exchange._build  # the moment between building and exchanging

        def build(*given: Any) -> bool:
            built = real(*given)
            for name in ("02受理/不变.docx", "01申报启动/01评审公告.docx", "笔记.txt"):
                (outbox / "temporary").write_bytes(b"by hand")
                (outbox / "temporary").replace(outbox / CYCLE / name)
            return built

        monkeypatch.setattr(folder_exchange, "_build", build)
        after(outbox)
        for name in ("02受理/不变.docx", "01申报启动/01评审公告.docx", "笔记.txt"):
            assert (outbox / CYCLE / name).read_bytes() == b"by hand", name
    else:
        inode = (outbox / CYCLE / "02受理/不变.docx").stat().st_ino
        after(outbox)
        assert (outbox / CYCLE / "02受理/不变.docx").stat().st_ino == inode


@pytest.mark.stress
def test_killed_and_killed_again_while_recovering(bench: Bench) -> None:
    for first in range(1, bench.calls + 1, 5):
        for second in range(1, 60, 4):
            outbox = bench.fresh()
            kill(partial(after, outbox), first)
            kill(partial(recover, outbox), second)
            recover(outbox)
            assert state_of(outbox) in (bench.old, bench.new), (first, second)
        bench.converges(outbox)


@pytest.mark.parametrize("code", REFUSALS.values(), ids=REFUSALS.keys())
@pytest.mark.parametrize("step", STEPS)
def test_refused_at_every_call(bench: Bench, step: int, code: int) -> None:
    for number in range(1, bench.calls + 1, step):
        outbox = bench.fresh()
        said = fault_of(partial(refuse, partial(after, outbox), number, code))
        if not said:
            assert state_of(outbox) == bench.new, number
        elif PENDING not in said:
            assert state_of(outbox) == bench.old, (number, said)
        recover(outbox)
        assert state_of(outbox) in (bench.old, bench.new), number
        bench.converges(outbox)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC], ids=["读写出错", "磁盘已满"])
@pytest.mark.parametrize("step", STEPS)
def test_refused_from_some_call_on(bench: Bench, step: int, code: int) -> None:
    for number in range(step, bench.calls + 1, step * 3):
        outbox = bench.fresh()
        fault_of(partial(refuse, partial(after, outbox), number, code, lasting=True))
        recover(outbox)
        assert state_of(outbox) in (bench.old, bench.new), number
        bench.converges(outbox)


@pytest.mark.parametrize("step", STEPS)
def test_interrupted_at_every_call(bench: Bench, step: int) -> None:
    for number in range(1, bench.calls + 1, step):
        outbox, count = bench.fresh(), 0

        def act(_name: str, _args: object, number: int = number) -> None:
            nonlocal count
            count += 1
            if count == number:
                raise KeyboardInterrupt

        with watched(act), pytest.raises(KeyboardInterrupt):
            after(outbox)
        assert state_of(outbox) in (bench.old, bench.new), number
        bench.converges(outbox)


def test_a_person_who_edits_after_a_crash_is_not_overwritten(bench: Bench) -> None:
    for number in range(1, bench.calls + 1, 15):
        outbox = bench.fresh()
        kill(partial(after, outbox), number)
        place = outbox / "2025届/01申报启动/01评审公告.docx"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"typed in the meantime")
        done = after(outbox)
        assert place.read_bytes() == b"typed in the meantime"
        word = next(change for change in done.of("2025届") if change.path == "01申报启动/01评审公告.docx")
        assert (outbox / "2025届" / word.beside).exists()


_WORKER = """
import sys
from pathlib import Path
from tests.outbox.story import after
print("ready", flush=True)
after(Path(sys.argv[1]))
"""


@pytest.mark.stress
def test_killed_at_500_random_moments(bench: Bench) -> None:
    """The moments lie within the time that this computer takes for a run, whatever else it does."""
    chance = random.Random(20260301)
    root = Path(__file__).resolve().parents[2]
    words = {"old": 0, "new": 0}
    longest = 0.06
    for _ in range(250):
        outbox = bench.fresh()
        run = [sys.executable, "-c", _WORKER, str(outbox)]
        with subprocess.Popen(run, cwd=root, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}) as child:
            assert child.stdout is not None
            child.stdout.readline()
            try:
                child.wait(chance.uniform(0, longest))
            except subprocess.TimeoutExpired:
                child.kill()
        recover(outbox)
        found = state_of(outbox)
        assert found in (bench.old, bench.new)
        words["new" if found == bench.new else "old"] += 1
        longest *= 1.5 if found == bench.old else 0.7
        bench.converges(outbox)
    assert min(words.values()) > 0
