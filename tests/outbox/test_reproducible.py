"""The same workbooks give the same bytes, whoever runs where and when; and two runs never meet."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.outbox.faults import state_of
from tests.outbox.story import CYCLE, paper
from toolchain.engine import retry
from toolchain.outbox.output import Output
from toolchain.outbox.publication import publish, publish_run
from toolchain.outbox.write_failure import OutboxFault

ROOT = Path(__file__).resolve().parents[2]

_STORY = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[2], 8))
from tests.outbox.story import after, before
before(Path(sys.argv[1])); after(Path(sys.argv[1]))
"""

SURROUNDINGS = {
    "时区": {"TZ": "America/New_York"},
    "语言": {"LC_ALL": "C", "LANG": ""},
    "散列种子": {"PYTHONHASHSEED": "12345"},
    "用户": {"USER": "somebody", "LOGNAME": "somebody", "HOME": "/nowhere"},
    "优化": {"PYTHONOPTIMIZE": "1"},
}


def told(outbox: Path, umask: str = "022", **environment: str) -> dict[str, str]:
    run = [sys.executable, "-c", _STORY, str(outbox), umask]
    subprocess.run(run, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, check=True)
    return state_of(outbox)


def test_surroundings_do_not_show(tmp_path: Path) -> None:
    plain = told(tmp_path / "outbox")
    for name, environment in SURROUNDINGS.items():
        assert told(tmp_path / f"其他 {name}" / "结果", **environment) == plain, name
    assert told(tmp_path / "mask", "077") == plain


def test_order_of_outputs_does_not_show(tmp_path: Path) -> None:
    outputs = [paper(f"{number}.docx", str(number)) for number in range(5)]
    publish_run(tmp_path / "a", {CYCLE: outputs, "x": ()})
    publish_run(tmp_path / "b", {"x": (), CYCLE: outputs[::-1]})
    assert state_of(tmp_path / "a") == state_of(tmp_path / "b")


_HOLDER = """
import sys, time
from pathlib import Path
from toolchain.engine import retry
from toolchain.outbox.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    run = [sys.executable, "-c", _HOLDER, str(outbox)]
    with subprocess.Popen(run, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(OutboxFault, match=f"另一次运行正在进行（.*进程 {holder.pid}，.* 开始）"):
            publish_run(outbox, {CYCLE: (paper("甲.docx", "一"),)})
        assert not (outbox / CYCLE).exists()
        holder.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        holder.wait()
    publish_run(outbox, {CYCLE: (paper("甲.docx", "一"),)})
    assert (outbox / CYCLE / "甲.docx").exists()


def can_mount(place: Path, size: str) -> bool:
    mount = shutil.which("mount")
    place.mkdir()
    run = [mount or "mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    return mount is not None and subprocess.run(run, check=False, capture_output=True).returncode == 0


@pytest.mark.stress
@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
def test_a_disk_too_small(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    if not can_mount(place, "400k"):
        pytest.skip("mounting a small disk needs rights that this account lacks")
    try:
        outbox = place / "outbox"
        publish_run(outbox, {CYCLE: (paper("甲.docx", "一"),)})
        old = state_of(outbox)
        refused = 0
        for count in range(100, 0, -2):
            big = paper("甲.docx", "二"), *(paper(f"{n}.docx", os.urandom(3000).hex()) for n in range(count))
            try:
                publish_run(outbox, {CYCLE: big})
            except OutboxFault as fault:
                words = str(fault)
            else:
                break
            refused += 1
            assert "磁盘已满" in words
            assert state_of(outbox) == old
        else:
            pytest.fail("nothing ever fitted")
        assert refused
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(place)], check=True)


class TestPassingRefusals:
    """A scanner or an index holds a file for a moment: the run waits instead of taking everything back."""

    @pytest.fixture(autouse=True)
    def quick(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(retry, "_PAUSE", 0)

    @staticmethod
    def refusing(call: Callable[..., None], times: int, number: int) -> Callable[..., None]:
        left = [times]

        def refuse(*arguments: object) -> None:
            if left[0]:
                left[0] -= 1
                raise OSError(number, "held")
            call(*arguments)

        return refuse

    @pytest.mark.parametrize("name", ["replace", "unlink"])
    def test_a_refusal_that_passes_is_waited_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        publish(tmp_path / "届", [Output("甲.txt", b"1"), Output("乙.txt", b"1")])
        monkeypatch.setattr(os, name, self.refusing(getattr(os, name), 5, errno.EBUSY))
        publish(tmp_path / "届", [Output("甲.txt", b"2")])
        assert (tmp_path / "届" / "甲.txt").read_bytes() == b"2"
        assert not (tmp_path / "届" / "乙.txt").exists()

    def test_a_refusal_that_stays_is_told_and_nothing_is_done(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish(tmp_path / "届", [Output("甲.txt", b"1")])
        monkeypatch.setattr(os, "replace", self.refusing(os.replace, 10_000, errno.EBUSY))
        with pytest.raises(OutboxFault):
            publish(tmp_path / "届", [Output("甲.txt", b"2")])
        assert (tmp_path / "届" / "甲.txt").read_bytes() == b"1"

    def test_a_folder_that_a_window_stands_in_is_left(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        publish(tmp_path / "届", [Output("文书/甲.txt", b"1"), Output("乙.txt", b"1")])
        rmdir = os.rmdir

        def held(path: Path) -> None:
            if Path(path).name == "文书":
                raise OSError(errno.EACCES, "held")
            rmdir(path)

        monkeypatch.setattr(os, "rmdir", held)
        publish(tmp_path / "届", [Output("乙.txt", b"1")])
        assert list((tmp_path / "届" / "文书").iterdir()) == []
