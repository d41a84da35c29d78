"""The menu behind 工作台.bat: the staff's commands by number, for those who do not type commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from toolchain.cli.common import folders
from toolchain.cycle.paths import Project
from toolchain.engine.value_objects import Value


class Choice(Value):
    """A line of the menu: what it says, the command it runs, the question asked first."""

    text: str
    command: tuple[str, ...]
    question: str = ""


CHOICES = {
    "1": Choice("处理收件箱（结果放进 outbox）", ("cycle",)),
    "2": Choice("只核对表格，不写文件", ("check",)),
    "3": Choice("领新一届的空白表", ("new",), "届次名称（如 2026届）"),
    "4": Choice("说明一家单位的全部认定", ("explain",), "单位名称或统一社会信用代码"),
    "5": Choice("列出将要到期的事项", ("remind", "--as-of"), "从哪一天看（如 2026-11-24）"),
    "6": Choice("排出一届的日程", ("plan", "--from"), "评审公告日期（如 2026-03-02）"),
    "7": Choice("核对 outbox 有没有被动过", ("verify",)),
    "8": Choice("移走示例届次", ("demo", "--drop")),
    "9": Choice("打开收件箱和结果文件夹", ()),
}
LEAVE = "0"


@click.command(short_help="按数字选择命令（工作台.bat 用）")
@folders
def menu(project: Project) -> None:
    """列出常用命令，输入数字运行；不必记住命令。"""
    while (picked := _ask()) != LEAVE:
        choice = CHOICES.get(picked)
        if choice is None:
            click.echo(f"没有“{picked}”这一项，请输入左边的数字。")
        elif not choice.command:
            for folder in (project.inbox, project.outbox):
                _open(folder)
        else:
            _run(choice, project)


def _ask() -> str:
    """Show the menu and read a number; the end of the input leaves."""
    click.echo("")
    for number, choice in CHOICES.items():
        click.echo(f"  {number}  {choice.text}")
    click.echo(f"  {LEAVE}  退出")
    return _line("请输入数字后按回车", at_end=LEAVE)


def _line(question: str, at_end: str = "") -> str:
    """Ask for a line."""
    click.echo(f"{question}：", nl=False)
    text = sys.stdin.readline()
    return text.strip() if text else at_end


def _run(choice: Choice, project: Project) -> None:
    """Run a command in a process of its own, so that its way out is not ours."""
    words = list(choice.command)
    if choice.question:
        answer = _line(choice.question)
        if not answer:
            return
        words.append(answer)
    where = ["--root", str(project.root), "--inbox", str(project.inbox), "--outbox", str(project.outbox)]
    sys.stdout.flush()
    import subprocess

    subprocess.run([sys.executable, "-m", "toolchain", *words, *where], check=False, cwd=project.root)  # noqa: S603 - our own commands


def _open(folder: Path) -> None:
    """Open a folder where the desktop can; name it in any case."""
    click.echo(str(folder))
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606 - a folder of our own


COMMANDS = (menu,)
