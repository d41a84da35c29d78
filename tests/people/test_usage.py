"""Wrong commands are answered in Chinese, with what was probably meant and where to look."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from toolchain.cli import CONTEXT, cli, usage_errors
from toolchain.cli.common import ChineseContext
from toolchain.model.chinese import display_width
from toolchain.typesetting.docx_archive import pack, unpack

ROOT = Path(__file__).resolve().parents[2]


def command_line(*arguments: str, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the tool as staff do."""
    return subprocess.run(
        [sys.executable, "-m", "toolchain", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def wrong(*arguments: str) -> str:
    """Give what a wrong command line is answered, without starting a process."""
    with pytest.raises(click.UsageError) as caught:
        cli.main(list(arguments), prog_name="python -m toolchain", standalone_mode=False)
    return usage_errors.said(caught.value)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (["cylce"], "没有“cylce”这个命令。您是不是要：cycle？"),
        (["verfy-draw"], "您是不是要：verify-draw"),
        (["完全不像"], "没有“完全不像”这个命令。"),
        (["cycle", "--dryrun"], "没有“--dryrun”这个选项。您是不是要：--dry-run？"),
        (["new"], "请写明届次，用 make 时写成 make new CYCLE=2026届"),
        (["new", ""], "请写明届次，用 make 时写成 make new CYCLE=2026届"),
        (["explain", " "], "“对象”不对：没有写内容。"),
        (["remind"], "请写明 --as-of，例如 --as-of 2026-11-24；示例2025届没有“登记截至”可以依据"),
        (["remind", "--as-of", "2026年1月1日"], "日期写成 2026-03-02 这样"),
        (["remind", "--as-of", ""], "日期写成 2026-03-02 这样"),
        (["remind", "--as-of", "2026-01-01", "--days", "-1"], "应是0至3700的整数"),
        (["cycle", "多写的"], "写多了内容"),
        (["cycle", "--inbox"], "选项 --inbox 后面要写内容"),
        (["cycle", "--json=3"], "选项 --json 后面不能写内容"),
        (["cycle", "--inbox", str(ROOT / "README.md")], "应是文件夹，不能是文件"),
        (["plan"], "请写明 --from 或 --to 中的一个日期"),
    ],
)
def test_wrong_commands_are_answered_in_chinese(typed: list[str], answer: str) -> None:
    said = wrong(*typed)
    assert answer in said
    assert "--help" in said
    assert not re.search(r"\b(No such|Missing|Invalid|Usage|Error|Got unexpected|requires)\b", said)


@pytest.mark.parametrize("name", [None, *cli.commands])
def test_help_is_chinese_and_fits_the_terminal(name: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_, **__: os.terminal_size((72, 24)))
    parent = ChineseContext(cli, info_name="python -m toolchain", **CONTEXT)
    context = parent
    if name is not None:
        context = ChineseContext(cli.commands[name], info_name=name, parent=parent)
    text = context.get_help()
    assert text.startswith("用法：python -m toolchain")
    assert "显示本说明" in text
    assert not re.search(r"Usage|Options:|Commands:|Show this|\[required\]|default:", text)
    usage_line, *rest = text.splitlines()
    assert "  " not in usage_line
    assert max(map(display_width, rest)) <= 74  # a full stop may hang


@pytest.mark.parametrize("name", ["cycle", "check", "new", "blanks"])
def test_what_a_command_says_can_be_less_or_more_but_not_both(name: str) -> None:
    argument = ["2027届"] if name == "new" else []
    assert "--quiet 和 --verbose 只能写一个" in wrong(name, *argument, "-q", "-v")


def test_quiet_is_part_of_usual_and_usual_is_part_of_verbose(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "便条.txt").write_text("x", encoding="utf-8")
    for number in range(22):
        (tmp_path / "inbox" / f"{number}.docx").write_bytes(b"x")
    where = ("--inbox", str(tmp_path / "inbox"), "--outbox", str(tmp_path / "outbox"))
    said = [command_line("cycle", *option, *where).stdout.splitlines() for option in (("-q",), (), ("-v",))]
    brief, usual, whole = said
    assert set(brief) <= set(usual)
    assert [line for line in usual if line.startswith(("【", "  未识别"))]
    assert not [line for line in whole if line.startswith("另有")]
    assert len([line for line in whole if line.startswith("【")]) >= len(
        [line for line in usual if line.startswith("【")]
    )
    again = [command_line("cycle", *option, *where).stdout.splitlines() for option in (("-q",), (), ("-v",))]
    assert again[0] == brief


def test_every_command_says_what_it_does() -> None:
    for name, command in cli.commands.items():
        assert command.short_help, name
        assert command.help, name
        for item in command.params:
            assert isinstance(item, click.Argument) or item.help, (name, item.name)


def test_exit_codes_reach_the_shell() -> None:
    assert command_line("--version").returncode == 0
    assert command_line("--help").returncode == 0
    done = command_line("cylce")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == "用法不对：没有“cylce”这个命令。您是不是要：cycle？"
    assert command_line().returncode == 2


def test_a_reader_that_stops_early_brings_no_message() -> None:
    line = f'"{sys.executable}" -m toolchain articles | head -1'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_exit_codes_are_in_the_help() -> None:
    text = ChineseContext(cli, info_name="python -m toolchain").get_help().replace("\n", "")
    for code in ("0 完成", "1 表格有问题", "2 命令用法不对", "3 参数或模板文件有误", "4 文书手工改过", "70 程序出错"):
        assert code in text


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.EACCES, "正在被 Excel"), (errno.ENOSPC, "磁盘已满"), (errno.ENAMETOOLONG, "路径太长")]
)
def test_a_file_that_cannot_be_written_is_named_with_the_reason_in_chinese(number: int, reason: str) -> None:
    said = usage_errors.unreadable(OSError(number, os.strerror(number), "outbox/空白表/申报书.xlsx"))
    assert "outbox/空白表/申报书.xlsx" in said
    assert reason in said
    assert os.strerror(number) not in said


def test_shell_completion_lists_commands() -> None:
    program = Path(sys.executable).with_name("quality-award")
    if not program.exists():
        pytest.skip("the script is installed with the package; this environment runs from source")
    done = subprocess.run(
        [program],
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "_QUALITY_AWARD_COMPLETE": "bash_complete",
            "COMP_WORDS": "quality-award ver",
            "COMP_CWORD": "1",
        },
    )
    assert done.stdout.split() == ["plain,verify", "plain,verify-draw"]


def test_lint_with_nothing_to_check_fails(tmp_path: Path) -> None:
    (tmp_path / "收件箱").mkdir()
    ran = command_line("lint", "--inbox", str(tmp_path / "收件箱"), "--outbox", str(tmp_path / "结果"))
    assert ran.returncode == 3, ran.stdout + ran.stderr
    assert "没有核对" in ran.stdout + ran.stderr


def test_lint_names_every_template_that_somebody_left_half_edited(tmp_path: Path) -> None:
    for name in ("templates", "inbox"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for name in ("03-受理通知书", "23-授奖公告"):
        path = tmp_path / "templates" / "documents" / f"{name}.docx"
        parts = unpack(path.read_bytes())
        body = parts["word/document.xml"].replace(b"</w:p>", b'<w:del w:id="1"><w:r/></w:del></w:p>', 1)
        path.write_bytes(pack({**parts, "word/document.xml": body}))
    ran = command_line("lint", "--root", str(tmp_path))
    assert ran.returncode == 3
    told = [line for line in ran.stdout.splitlines() if "有没有处理的修订" in line]
    assert [line.partition("】")[2].partition(".docx")[0] for line in told] == ["03-受理通知书", "23-授奖公告"]
    assert "2处不通过" in ran.stdout
