"""How the tool is started: the Makefile, the folder for machines without a network, the Windows batch file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from toolchain.cli import cli
from toolchain.cli.menu import CHOICES
from toolchain.model.sheets import WORKBOOKS

ROOT = Path(__file__).resolve().parents[2]
BATCH = (ROOT / "工作台.bat").read_bytes()
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run make as from a fresh terminal, even where the tests themselves run under make."""
    outer = {"STRICT", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    surroundings = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )


def test_make_alone_lists_every_target() -> None:
    listed = {line.split()[0] for line in make().stdout.splitlines()}
    phony = set(re.findall(r"[a-z-]+", MAKEFILE.partition(".PHONY:")[2].partition("\n\n")[0].replace("\\\n", " ")))
    assert listed == phony


def test_a_mistyped_target_is_answered_in_chinese() -> None:
    done = make("cylce")
    assert (done.returncode, done.stderr) == (0, "没有“cylce”这个命令。单独运行 make 列出全部命令。\n")
    assert make("cylce", "STRICT=1").returncode == 2


def stub(folder: Path, code: int) -> Path:
    """Lay a folder whose environment is ready and whose program ends with a code."""
    program = folder / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 程序最后一句\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    (folder / ".venv" / "ready").touch()
    return folder


STAFF = sorted(set(re.findall(r"^\t@\$\(RUN\) ([a-z-]+).*\$\(ENDS\)$", MAKEFILE, re.MULTILINE)))


@pytest.mark.skipif(os.name != "posix", reason="make runs a shell script in the program's place")
@pytest.mark.parametrize(("code", "fails"), [(0, False), (1, False), (2, False), (3, False), (4, False), (70, True)])
def test_what_the_program_has_said_itself_is_no_failure_of_make(code: int, fails: bool, tmp_path: Path) -> None:
    """The last line is the program's own; with STRICT=1, and after a bug, make fails as it is used to."""
    done = make("cycle", folder=stub(tmp_path, code))
    assert done.stdout == "程序最后一句\n"
    assert (done.returncode != 0, "Error" in done.stderr) == (fails, fails)
    assert (make("cycle", "STRICT=1", folder=tmp_path).returncode != 0) == (code != 0)


def test_every_command_of_the_staff_ends_with_its_own_words() -> None:
    assert set(STAFF) == {*menu_commands(), "articles"}


def test_the_gate_sees_every_failure() -> None:
    assert "export STRICT=1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("wheels", [True, False])
def test_a_folder_with_wheels_installs_from_them_alone(wheels: bool, tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    if wheels:
        (tmp_path / "wheels").mkdir()
    lines = [line for line in make("-n", "cycle", folder=tmp_path).stdout.splitlines() if "pip install" in line]
    assert lines
    assert all(("--no-index --find-links wheels" in line) == wheels for line in lines)


def test_the_folder_for_windows_has_what_only_windows_needs() -> None:
    """pip judges ``sys_platform`` by the machine it runs on, so what click needs on Windows is named."""
    said = make("-n", "bundle", "PLATFORM=win_amd64").stdout
    assert "xlsxwriter" in said
    assert "colorama" in said
    assert "colorama" not in make("-n", "bundle").stdout


# -- Windows -----------------------------------------------------------------------------------------------


def lines() -> list[str]:
    return BATCH.decode("utf-8").split("\r\n")


def test_the_batch_file_is_utf8_without_mark_and_ends_lines_as_windows_does() -> None:
    assert not BATCH.startswith(b"\xef\xbb\xbf")
    assert BATCH.count(b"\n") == BATCH.count(b"\r\n") > 30
    assert BATCH.endswith(b"\r\n")


def test_nothing_but_ascii_stands_before_the_code_page_is_set() -> None:
    before, _, after = BATCH.partition(b"chcp 65001")
    assert before.isascii()
    assert not after.isascii()


def test_every_label_that_is_jumped_to_exists_once() -> None:
    labels = [line[1:].strip() for line in lines() if line.startswith(":") and not line.startswith("::")]
    jumps = set(re.findall(r"goto (\w+)", BATCH.decode()))
    assert len(labels) == len(set(labels))
    assert jumps <= set(labels)


def test_no_label_or_jump_depends_on_chinese_text() -> None:
    assert all(line.isascii() for line in lines() if line.startswith(":") or "goto" in line)


def test_brackets_in_messages_cannot_close_a_block() -> None:
    """Inside ``( … )`` an unescaped ASCII bracket of an ``echo`` would end the block."""
    for line in lines():
        if line.strip().lower().startswith("echo"):
            assert not set("()&|<>^%!") & set(line.strip()[4:]), line


def test_the_set_up_counts_only_when_it_was_finished() -> None:
    text = BATCH.decode()
    assert text.index("pip install") < text.index('type nul > ".venv\\ready"')
    assert 'if exist ".venv\\ready" goto menu' in text
    assert "--no-index --find-links wheels" in text


def test_every_way_out_keeps_the_window_open() -> None:
    text = BATCH.decode()
    for label in ("nopython", "failed", "broken"):
        part = text.partition(f"\n:{label}\r\n")[2].split("\r\n:")[0]
        assert "pause" in part, label


# -- the menu ----------------------------------------------------------------------------------------------


def chosen(folder: Path, *typed: str) -> subprocess.CompletedProcess[str]:
    """Run the menu as 工作台.bat does and type line by line."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "toolchain",
            "menu",
            "--inbox",
            str(folder / "收 件"),
            "--outbox",
            str(folder / "结 果"),
        ],
        cwd=ROOT,
        input="".join(f"{line}\n" for line in typed),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "收 件").mkdir()
    return tmp_path


def test_the_menu_leaves_on_nought_and_at_the_end_of_the_input(desk: Path) -> None:
    for typed in (("0",), ()):
        done = chosen(desk, *typed)
        assert (done.returncode, done.stderr) == (0, "")
        assert all(f"{number:>3}  {choice.text}" in done.stdout for number, choice in CHOICES.items())


def test_the_menu_runs_commands_and_stays_after_a_wrong_answer(desk: Path) -> None:
    done = chosen(desk, "x", "3", "", "3", "2026届", "", "4", "没有的单位", "5", "昨天", "6", "2026-03-02", "9", "0")
    assert done.returncode == 0
    assert "没有“x”这一项" in done.stdout
    assert f"2026届：{len(WORKBOOKS)}份空白表" in done.stdout
    assert (desk / "结 果" / "空白表" / "2026届" / "届次设置.xlsx").is_file()
    assert "没有名称或代码含“没有的单位”" in done.stderr
    assert "日期写成 2026-03-02 这样" in done.stderr
    assert "发布评审公告" in done.stdout
    assert str(desk / "收 件") in done.stdout


def menu_commands() -> set[str]:
    return {choice.command[0] for choice in CHOICES.values() if choice.command}


MAINTAINERS = {"articles", "guide", "template", "format", "inspect", "menu"}


def test_everything_that_staff_may_do_is_in_the_menu() -> None:
    assert menu_commands() == set(cli.commands) - MAINTAINERS


def test_every_question_of_the_menu_goes_to_an_option_or_argument_of_its_command() -> None:
    for choice in CHOICES.values():
        options = (
            {name for item in cli.commands[choice.command[0]].params for name in item.opts} if choice.command else ()
        )
        for question in choice.questions:
            assert not question.option or question.option in options


def test_the_menu_asks_for_the_date_and_fills_the_dates(desk: Path) -> None:
    done = chosen(desk, "3", "2026届", "2026-03-02", "0")
    assert "《届次设置》已预填评定年度" in done.stdout


def test_a_file_dragged_into_the_window_may_have_quotes(desk: Path) -> None:
    done = chosen(desk, "13", f'"{desk}"', "14", f'"{desk / "收 件"}"', "0")
    assert "没有这个文件" in done.stderr
    assert "里没有地区" in done.stderr


def test_without_its_environment_it_says_how_to_start() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "toolchain", "cycle"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert "请双击“工作台.bat”" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="Windows names files in Unicode whatever the locale")
def test_any_locale_finds_the_templates(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "toolchain", "check", "--inbox", str(ROOT / "inbox"), "--outbox", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **plain}, capture_output=True, check=False)
    assert "收件箱：共" in done.stdout.decode("utf-8")
    assert done.returncode == 0
