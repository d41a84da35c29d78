"""A clerk's days on a Windows computer, in the order in which they come; each test goes on where the last one ended."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.windows.desk import Desk, digests, windows

pytestmark = pytest.mark.windows

OF_THE_RUN = ("_日志", "_记忆")
"""What differs from run to run: when and where it ran, and what it found out for the next."""

ALONE = """
import ctypes, sys
from ctypes import wintypes
make = ctypes.windll.kernel32.CreateFileW
make.restype = wintypes.HANDLE
handle = make(sys.argv[1], 0x80000000, int(sys.argv[2]), None, 3, 0, None)
assert handle != wintypes.HANDLE(-1).value
hold()
"""
"""Holds a file open; the second argument says what others may do with it: 0 nothing, 3 read and write."""


def test_before_anything_is_set_up_the_program_says_how_to_start(desk: Desk) -> None:
    done = desk.run("python.exe", "-m", "toolchain", "cycle")
    assert (done.code, "请双击“工作台.bat”" in done.said, "Traceback" in done.said) == (2, True, False), done.said


def test_inside_an_archive_the_starter_says_what_to_do(desk: Desk, tmp_path: Path) -> None:
    for name, said in (("工作台.bat", "先把压缩包全部解压"), ("放入收件箱.bat", "先把压缩包全部解压")):
        shutil.copy(desk.folder / name, tmp_path)
        assert said in Desk(tmp_path, desk.python).batch(name).said


def test_without_python_the_starter_says_what_to_install(desk: Desk, tmp_path: Path) -> None:
    done = desk.batch("工作台.bat", path=tmp_path)
    assert "没有找到 Python 3.11 或更高版本" in done.said


def test_the_second_starter_sends_to_the_first(desk: Desk) -> None:
    assert "先双击工作台.bat" in desk.batch("放入收件箱.bat").said


def test_the_first_double_click_sets_up_and_shows_the_menu(desk: Desk) -> None:
    """A Python that pyenv put there is a batch file; what is called after it must still be reached."""
    shims = desk.folder.parent / "shims"
    shims.mkdir()
    (shims / "python.bat").write_bytes(f'@"{windows(desk.python)}\\python.exe" %*\r\n'.encode())
    done = desk.batch("工作台.bat", typed="0\r\n", path=shims)
    assert done.code == 0, done.said
    assert "正在准备运行环境" in done.said
    assert "处理收件箱" in done.said
    assert (desk.folder / ".venv" / "ready").exists()


def test_the_menu_runs_a_cycle_and_the_second_changes_nothing(desk: Desk) -> None:
    done = desk.batch("工作台.bat", typed="1\r\n0\r\n")
    assert "正在准备" not in done.said
    assert "已采用33" in done.said, done.said
    before = digests(desk.outbox)
    again = desk.tool("cycle")
    assert "全部未变" in again.said, again.said
    assert digests(desk.outbox, OF_THE_RUN) == {
        name: digest for name, digest in before.items() if not name.startswith(OF_THE_RUN)
    }


def test_every_file_has_the_bytes_of_linux(desk: Desk, linux: Path) -> None:
    made = f"{sys.version_info.major}{sys.version_info.minor}" in desk.python.name
    leave = OF_THE_RUN if made else (*OF_THE_RUN, "_清单.json", "_账本")
    here, there = digests(desk.outbox, leave), digests(linux, leave)
    assert len(here) > 150
    assert here == there


def test_check_and_verify_agree(desk: Desk) -> None:
    assert desk.tool("check").code == 0
    done = desk.tool("verify")
    assert (done.code, "没有发现不一致" in done.said) == (0, True), done.said


def test_blanks_of_a_new_cycle_have_the_bytes_of_linux(desk: Desk, tmp_path: Path) -> None:
    words = ("new", "2026届", "--from", "2026-03-02")
    assert desk.tool(*words).code == 0
    command = [sys.executable, "-m", "toolchain", *words, "--root", str(desk.folder), "--outbox", str(tmp_path)]
    subprocess.run(command, cwd=desk.folder, check=True, capture_output=True, timeout=300)
    here = digests(desk.outbox / "空白表")
    assert here
    assert here == digests(tmp_path / "空白表")


def test_letters_are_made_by_more_processes_than_windows_can_wait_for(desk: Desk) -> None:
    assert desk.tool("letters", "--blank", "示例2025届").code == 0
    roster = desk.folder / "名册.xlsx"
    done = desk.tool("letters", roster.name, "--jobs", "100")
    assert "Traceback" not in done.said
    assert "程序出错" not in done.said


def test_a_workbook_held_by_another_program_withdraws_nothing(desk: Desk) -> None:
    before = digests(desk.outbox, OF_THE_RUN)
    book = next(path for path in desk.inbox.rglob("*.xlsx") if "部门核查" in path.name)
    with desk.holding(ALONE, windows(book), "0"):
        done = desk.tool("cycle")
    assert book.name in done.said
    assert "撤下" not in done.said
    after = digests(desk.outbox, OF_THE_RUN)
    assert {name for name in before if name.endswith(".docx")} <= set(after)
    assert "程序出错" not in desk.tool("cycle").said


READ_ONLY = "import os, stat, sys\nos.chmod(sys.argv[1], stat.S_IREAD)\n"


def test_a_result_open_in_word_stops_the_run_and_a_read_only_one_does_not(desk: Desk) -> None:
    """A workbook of the inbox is saved again, of which one result gives the digest."""
    book = next(path for path in desk.inbox.rglob("*.xlsx") if "获奖台账" in path.name)
    result = next(desk.outbox.rglob("校验结果.xlsx"))
    before, original = digests(desk.outbox, OF_THE_RUN), book.read_bytes()
    openpyxl.load_workbook(book).save(book)
    with desk.holding(ALONE, windows(result), "1"):
        done = desk.tool("cycle")
    assert (done.code, "Word" in done.said, result.stem in done.said) == (1, True, True), done.said
    assert digests(desk.outbox, OF_THE_RUN) == before
    assert desk.run(r".venv\Scripts\python.exe", "-c", READ_ONLY, windows(result)).code == 0
    assert desk.tool("cycle").code in {0, 4}
    assert not (desk.outbox / ".未完成").exists()
    assert digests(desk.outbox, OF_THE_RUN) != before
    book.write_bytes(original)
    assert desk.tool("cycle").code in {0, 4}
    assert desk.tool("verify").code == 0


RESPELLED = """
import os
from pathlib import Path
from toolchain.outbox.output import Output
from toolchain.outbox.publication import publish
from toolchain.outbox.verification import verify
box = Path('改名')
for name, data in (('ABC.docx', b'1'), ('abc.docx', b'1'), ('Abc.docx', b'2')):
    publish(box / '届', [Output(name, data)])
    assert [item.lower() for item in os.listdir(box / '届')] == ['abc.docx'], os.listdir(box / '届')
    assert (box / '届' / name).read_bytes() == data
    assert verify(box) == ()
print('done')
"""


def test_a_name_that_changes_only_in_case_stays_one_file(desk: Desk) -> None:
    done = desk.run(r".venv\Scripts\python.exe", "-c", RESPELLED)
    assert done.said.strip() == "done", done.said


CONFINED = """
import sys, time
from toolchain.engine import confined_process as confined

def work(what):
    if what == 'memory':
        held = [bytearray(50_000_000) for _ in range(40)]
    while what == 'time':
        pass
    return what

if __name__ == '__main__':
    with confined.Confined(work, confined.Allowance(seconds=3)) as run:
        print(run('plain'), type(run('memory')).__name__, type(run('time')).__name__, run('after'))
"""


def test_a_file_is_read_by_a_child_with_limits(desk: Desk) -> None:
    (desk.folder / "confined.py").write_text(CONFINED, "utf-8")
    done = desk.run(r".venv\Scripts\python.exe", "confined.py")
    assert done.said.split() == ["plain", "Aborted", "Aborted", "after"], done.said


def test_two_runs_at_once_are_told_apart(desk: Desk) -> None:
    script = "import sys\nfrom pathlib import Path\nfrom toolchain.outbox.lock import hold as lock\n"
    with desk.holding(script + "with lock(Path('outbox')):\n    hold()\n"):
        done = desk.tool("cycle", "--full")
    assert done.code == 1
    assert "另一次运行正在进行" in done.said
    assert "开始" in done.said
    assert "刚刚开始" not in done.said, done.said
    assert desk.tool("cycle").code in {0, 4}


def test_a_workbook_dropped_on_the_starter_goes_to_the_inbox(desk: Desk, tmp_path: Path) -> None:
    book = next(path for path in desk.inbox.rglob("*.xlsx") if "获奖台账" in path.name)
    dropped = tmp_path / "发来的 台账.xlsx"
    loaded = openpyxl.load_workbook(book)
    loaded.save(dropped)
    done = desk.batch("放入收件箱.bat", windows(dropped))
    assert "已放入，换下原来的一份" in done.said, done.said
    assert book.read_bytes() == dropped.read_bytes()
    assert list((desk.folder / "换下的表格").iterdir())


def killed(desk: Desk, outbox: str) -> None:
    """Start a run on an empty outbox and end it by force in the middle of its last step."""
    process = desk.start(r".venv\Scripts\python.exe", "-m", "toolchain", "cycle", "--outbox", outbox)
    journal = desk.folder / outbox / ".未完成" / "journal.json"
    deadline = time.monotonic() + 200
    while process.poll() is None and not journal.exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    process.kill()
    process.communicate(timeout=60)


def test_after_a_kill_the_next_run_gives_the_whole_result(desk: Desk) -> None:
    killed(desk, "结果")
    done = desk.tool("cycle", "--outbox", "结果")
    assert done.code in {0, 4}, done.said
    assert not (desk.folder / "结果" / ".未完成").exists()
    assert desk.tool("verify", "--outbox", "结果").code == 0
