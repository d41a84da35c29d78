"""The menu behind 工作台.bat: the staff's commands by number, for those who do not type commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from toolchain.cli.common import folders
from toolchain.cycle.paths import Project
from toolchain.engine.value_objects import Value


class Question(Value):
    """What is asked before a command runs.

    Attributes:
        text: the question.
        option: the option that the answer is given to; empty for what stands alone.
        needed: without an answer the command does not run.
    """

    text: str
    option: str = ""
    needed: bool = True


class Choice(Value):
    """A line of the menu: what it says, the command it runs, the questions asked first."""

    text: str
    command: tuple[str, ...]
    questions: tuple[Question, ...] = ()


CHOICES = {
    "1": Choice("处理收件箱（结果放进 outbox）", ("cycle",)),
    "2": Choice("只核对表格，不写文件", ("check",)),
    "3": Choice(
        "领新一届的空白表",
        ("new",),
        (
            Question("届次名称（如 2026届）"),
            Question("评审公告发布日期（如 2026-03-02；不预填日期的直接回车）", "--from", needed=False),
        ),
    ),
    "4": Choice(
        "说明一家单位、一名专家或委员、一份文书的全部认定",
        ("explain",),
        (Question("单位名称或代码、姓名或编号、文号或文书名称、证书编号"),),
    ),
    "5": Choice("列出将要到期的事项", ("remind",), (Question("从哪一天看（如 2026-11-24）", "--as-of"),)),
    "6": Choice("排出一届的日程", ("plan",), (Question("评审公告日期（如 2026-03-02）", "--from"),)),
    "7": Choice("核对 outbox 有没有被动过", ("verify",)),
    "8": Choice("移走示例届次", ("demo", "--drop")),
    "9": Choice("打开收件箱和结果文件夹", ()),
    "10": Choice(
        "重新制作空白表（已知的预先填好）",
        ("blanks",),
        (Question("届次名称（收件箱里各届都做的直接回车）", "--cycle", needed=False),),
    ),
    "11": Choice("演练评审员抽取", ("draw",), (Question("种子（不少于20位数字）", "--seed"),)),
    "12": Choice("复算已完成的抽取", ("verify-draw",)),
    "13": Choice("按名册成批制作证书或提醒", ("letters",), (Question("名册文件的位置（可以把文件拖到窗口里）"),)),
    "14": Choice("一次处理许多地区", ("districts",), (Question("各地区所在的文件夹"),)),
    "15": Choice("把文书转成 PDF 和一览图", ("preview",)),
    "16": Choice("把已印发的文书做成归档包", ("archive",), (Question("届次名称（如 2026届）"),)),
    "17": Choice("改了模板、措辞、数字以后核对", ("lint",)),
    "18": Choice("放入示例届次", ("demo",)),
    "19": Choice("把要发出去的按单位、部门、评审员、委员分好", ("pack",)),
    "20": Choice(
        "逐格比较同一份表格的两个版本",
        ("compare",),
        (Question("先前的一份（可以把文件拖到窗口里）"), Question("后来的一份")),
    ),
    "21": Choice("各地区历年的统计", ("statistics",), (Question("各地区所在的文件夹"),)),
    "22": Choice("把一份表格放进收件箱", ("receive",), (Question("表格的位置（可以把文件拖到窗口里）"),)),
    "23": Choice("写出账本编号，放在 outbox 之外", ("sign",)),
}
LEAVE = "0"


@click.command(short_help="按数字选择命令（工作台.bat 用）")
@folders
def menu(project: Project) -> None:
    """列出常用命令，输入数字运行；不必记住命令。"""
    while (picked := _picked()) != LEAVE:
        choice = CHOICES.get(picked)
        if choice is None:
            click.echo(f"没有“{picked}”这一项，请输入左边的数字。")
        elif not choice.command:
            for folder in (project.inbox, project.outbox):
                _open(folder)
        else:
            _run(choice, project)


def _picked() -> str:
    """Ask for a number; Ctrl+C at the question leaves, as the end of the input does."""
    try:
        return _ask()
    except KeyboardInterrupt:
        click.echo("")
        return LEAVE


def _ask() -> str:
    """Show the menu and read a number; the end of the input leaves."""
    click.echo("")
    for number, choice in CHOICES.items():
        click.echo(f"{number:>3}  {choice.text}")
    click.echo(f"{LEAVE:>3}  退出")
    return _line("请输入数字后按回车", at_end=LEAVE)


def _line(question: str, at_end: str = "") -> str:
    """Ask for a line."""
    click.echo(f"{question}：", nl=False)
    text = sys.stdin.readline()
    return text.strip() if text else at_end


def _run(choice: Choice, project: Project) -> None:
    """Run a command in a process of its own, so that its way out is not ours; Ctrl+C ends it and not the menu."""
    try:
        _carry_out(choice, project)
    except KeyboardInterrupt:
        click.echo("已中断，回到菜单。")


def _carry_out(choice: Choice, project: Project) -> None:
    words = list(choice.command)
    for question in choice.questions:
        answer = _line(question.text).strip("\"'")
        if answer:
            words += [question.option, answer] if question.option else [answer]
        elif question.needed:
            return
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
