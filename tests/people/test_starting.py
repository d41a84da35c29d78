"""How the tool is started: the Makefile, the folder for machines without a network, the Windows batch file."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolchain.cli import cli
from toolchain.cli import menu as menu_of_commands
from toolchain.cli.menu import CHOICES
from toolchain.model.sheets import WORKBOOKS

ROOT = Path(__file__).resolve().parents[2]
BATCH = (ROOT / "工作台.bat").read_bytes()
DROP = (ROOT / "放入收件箱.bat").read_bytes()
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


def test_the_folder_for_machines_without_a_network_is_for_every_kind_of_computer() -> None:
    said = make("-n", "bundle").stdout
    for kind in ("win_amd64", "manylinux", "aarch64", "macosx", "arm64", "3.11", "3.14", "--require-hashes"):
        assert kind in said, kind
    assert "statistics" not in said
    assert "requirements-statistics.lock" in make("-n", "bundle", "EXTRAS=statistics").stdout


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-statistics.lock"])
def test_every_pinned_package_has_its_hashes(name: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    assert len(packages) > 5
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+", package), package
        assert "--hash=sha256:" in package, package


def test_the_environment_of_the_office_is_part_of_the_maintainers() -> None:
    office, whole = ((ROOT / name).read_text("utf-8") for name in ("requirements.lock", "requirements-dev.lock"))
    pins = set(re.findall(r"^([a-z0-9-]+==[^ ]+)", office, re.MULTILINE))
    assert pins <= set(re.findall(r"^([a-z0-9-]+==[^ ]+)", whole, re.MULTILINE))
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {re.split(r"[^a-z0-9-]", name)[0] for name in declared} <= {pin.partition("==")[0] for pin in pins}


# -- Windows -----------------------------------------------------------------------------------------------


STARTERS = pytest.mark.parametrize("starter", [BATCH, DROP], ids=["工作台", "放入收件箱"])


def lines() -> list[str]:
    return [line for starter in (BATCH, DROP) for line in starter.decode("utf-8").split("\r\n")]


@STARTERS
def test_the_batch_files_are_utf8_without_mark_and_end_lines_as_windows_does(starter: bytes) -> None:
    assert not starter.startswith(b"\xef\xbb\xbf")
    assert starter.count(b"\n") == starter.count(b"\r\n") > 20
    assert starter.endswith(b"\r\n")


@STARTERS
def test_nothing_but_ascii_stands_before_the_code_page_is_set(starter: bytes) -> None:
    before, _, after = starter.partition(b"chcp 65001")
    assert before.isascii()
    assert not after.isascii()


@STARTERS
def test_every_label_that_is_jumped_to_exists_once(starter: bytes) -> None:
    own = starter.decode("utf-8").split("\r\n")
    labels = [line[1:].strip() for line in own if line.startswith(":") and not line.startswith("::")]
    jumps = set(re.findall(r"(?:goto|call :)\s*(\w+)", starter.decode()))
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
    assert text.index("-m toolchain.set_up") < text.rindex("-m toolchain menu")


def test_every_way_out_keeps_the_window_open() -> None:
    text = BATCH.decode()
    for label in ("nopython", "stopped", "broken", "zipped", "unreachable"):
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


MAINTAINERS = {"articles", "audit", "guide", "template", "format", "inspect", "menu"}


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


def test_an_older_python_is_told_so_and_can_read_the_sentence() -> None:
    script = "import toolchain.__main__ as program; program._OLDEST = (9, 0); program.run()"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert "太旧：需要 3.11 或更高版本" in done.stderr.decode("utf-8")
    for name in ("__init__.py", "__main__.py", "set_up.py"):
        ast.parse((ROOT / "toolchain" / name).read_text("utf-8"), feature_version=(3, 7))


def locales(folder: Path) -> dict[str, str]:
    """Make the locale of Chinese computers before UTF-8, where the system's tools can."""
    made = subprocess.run(
        ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")], capture_output=True, check=False
    )
    if not (folder / "zh_CN.GBK").exists():
        pytest.skip(made.stderr.decode(errors="replace"))
    return {"LOCPATH": str(folder)}


POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows names files in Unicode whatever the locale")


@POSIX
@pytest.mark.parametrize("utf8", ["0", "1", None])
@pytest.mark.parametrize("locale", ["C", "zh_CN.GBK", "zh_CN.UTF-8"])
def test_any_locale_finds_the_templates(locale: str, utf8: str | None, tmp_path: Path) -> None:
    plain = {"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0"} | ({} if utf8 is None else {"PYTHONUTF8": utf8})
    if locale == "zh_CN.GBK":
        plain |= locales(tmp_path)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUTF8"}
    inbox = tmp_path / "收件"
    shutil.copytree(ROOT / "inbox", inbox, ignore=shutil.ignore_patterns("[!届]*.xlsx"))
    command = [sys.executable, "-m", "toolchain", "check", "--inbox", str(inbox), "--outbox", str(tmp_path / "结果")]
    done = subprocess.run(command, cwd=ROOT, env={**kept, **plain}, capture_output=True, check=False)
    assert "收件箱：共" in done.stdout.decode("utf-8")
    assert done.returncode == 0


@POSIX
def test_a_terminal_of_another_encoding_reads_chinese(tmp_path: Path) -> None:
    """What goes to a file or another program is UTF-8 always; what people read is as their terminal wants it."""
    import pty

    surroundings = {**os.environ, **locales(tmp_path), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "toolchain", "cylce"], cwd=ROOT, env=surroundings, stdout=theirs, stderr=theirs
    ) as run:
        run.wait()
        os.close(theirs)
        said = os.read(ours, 4096)
        os.close(ours)
    assert "没有“cylce”这个命令" in said.decode("gbk")


def test_interrupting_a_command_goes_back_to_the_menu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ctrl+C reaches the command and the menu alike; at the question it leaves."""
    answers = ["2"]

    def line(*_given: str, **_named: str) -> str:
        if answers:
            return answers.pop()
        raise KeyboardInterrupt

    def run(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(menu_of_commands, "_line", line)
    monkeypatch.setattr(subprocess, "run", run)
    done = CliRunner().invoke(cli, ["menu", "--inbox", str(tmp_path), "--outbox", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "已中断，回到菜单" in done.output
    assert done.output.count("处理收件箱（结果放进 outbox）") == 2
