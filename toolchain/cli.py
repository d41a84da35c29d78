"""The command line: the only place that prints, colours and exits."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

import click

from toolchain import __version__
from toolchain.parameters import ParameterFault
from toolchain.parameters import load_rules
from toolchain.project import Project
from toolchain.project import locate

if TYPE_CHECKING:
    from toolchain.cycle import Toolbox

DONE, PROBLEMS, USAGE, BROKEN, EDITED, BUG = 0, 1, 2, 3, 4, 70

EXAMPLE_RULES = "2022-76.toml"

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100, "auto_envvar_prefix": "TOOLCHAIN"}


def _folders(command: Callable[..., Any]) -> Callable[..., Any]:
    path = click.Path(file_okay=False, path_type=Path)
    for name, text in (
        ("--outbox", "结果文件夹，默认为工程目录下的 outbox"),
        ("--inbox", "收件箱文件夹，默认为工程目录下的 inbox"),
        ("--root", "工程目录，默认从当前目录向上查找"),
    ):
        command = click.option(name, type=path, help=text)(command)
    return command


@click.group(context_settings=CONTEXT, short_help="区长质量奖评审办工具")
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """区长质量奖评审办的批处理工具：表格放进 inbox，结果在 outbox。"""


@cli.command(short_help="处理收件箱，产出文书和结果")
@_folders
@click.option("--json", "as_json", is_flag=True, help="结果以一个 JSON 对象输出到标准输出")
@click.option("--dry-run", is_flag=True, help="只说明将会怎样，不写任何文件")
@click.option("--quiet", is_flag=True, help="不显示进度")
def cycle(
    root: Path | None, inbox: Path | None, outbox: Path | None, as_json: bool, dry_run: bool, quiet: bool
) -> None:
    """处理收件箱里的全部表格，每一届做到现有事实允许的一步，结果放进 outbox。"""
    from toolchain.cycle import deliver
    from toolchain.cycle import run
    from toolchain.report.leaving import exit_code

    toolbox = _toolbox(root, inbox, outbox)
    progress = _progress(quiet or as_json)
    outcome = run(toolbox, progress)
    deliveries = deliver(outcome, toolbox, progress, dry=dry_run)
    progress("")
    _say(outcome, deliveries, toolbox, as_json=as_json)
    sys.exit(exit_code(outcome, deliveries))


@cli.command(short_help="只核对表格，不产出文书")
@_folders
@click.option("--json", "as_json", is_flag=True, help="结果以一个 JSON 对象输出到标准输出")
def check(root: Path | None, inbox: Path | None, outbox: Path | None, as_json: bool) -> None:
    """核对收件箱里的全部表格并说明各届进度，不写任何文件。"""
    from toolchain.cycle import run
    from toolchain.report.leaving import exit_code

    toolbox = _toolbox(root, inbox, outbox)
    outcome = run(toolbox)
    _say(outcome, {}, toolbox, as_json=as_json)
    sys.exit(exit_code(outcome, {}))


@cli.command(short_help="制作空白表")
@_folders
@click.option("--cycle", "name", help="届次名称；不写时为收件箱里的各届制作")
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="放到哪个文件夹")
def blanks(root: Path | None, inbox: Path | None, outbox: Path | None, name: str | None, target: Path | None) -> None:
    """制作十二种空白表；收件箱里已有的情况（单位、评审组、候选名单）预先填好。"""
    from toolchain.cycle import lay_blanks
    from toolchain.cycle import run

    toolbox = _toolbox(root, inbox, outbox)
    outcome = run(toolbox)
    names = [name] if name else [item.record.cycle for item in outcome.cycles]
    if not names:
        raise click.UsageError("收件箱里还没有任何一届的表格，请写明届次，例如 make blanks CYCLE=2026届")
    for wanted in names:
        folder = (target or toolbox.project.outbox / "空白表") / wanted
        made = lay_blanks(wanted, outcome, toolbox, folder)
        _lines([f"{wanted}：{len(made)}份空白表在 {folder}。"])


@cli.command(short_help="开始新的一届")
@_folders
@click.argument("name")
def new(root: Path | None, inbox: Path | None, outbox: Path | None, name: str) -> None:
    """为新的一届（如 2026届）在收件箱旁准备好空白表；已有的获奖台账和专家库随之带入。"""
    from toolchain.cycle import lay_blanks
    from toolchain.cycle import run

    toolbox = _toolbox(root, inbox, outbox)
    folder = toolbox.project.outbox / "空白表" / name
    made = lay_blanks(name, run(toolbox), toolbox, folder)
    _lines([f"{name}：{len(made)}份空白表在 {folder}。先填《届次设置》和《获奖台账》，放入 {toolbox.project.inbox}。"])


@cli.command(short_help="说明一家单位的全部认定")
@_folders
@click.argument("who")
def explain(root: Path | None, inbox: Path | None, outbox: Path | None, who: str) -> None:
    """逐条说明对一家单位（名称或代码）的认定：条款、结论、依据的单元格，直到文书。"""
    from toolchain.cycle import run
    from toolchain.report.why import explain as tell

    toolbox = _toolbox(root, inbox, outbox)
    told = list(tell(run(toolbox), who, toolbox.wording))
    if not told:
        raise click.UsageError(f"收件箱里没有名称或代码含“{who}”的申报单位")
    _lines(told)


@cli.command(short_help="重新制作示例届次")
@_folders
@click.option("--drop", is_flag=True, help="从收件箱移走示例届次")
def demo(root: Path | None, inbox: Path | None, outbox: Path | None, drop: bool) -> None:
    """把示例届次的表格放进收件箱（虚构单位），或者移走。"""
    from toolchain.example import drop as drop_example
    from toolchain.example import lay

    toolbox = _toolbox(root, inbox, outbox)
    if drop:
        _lines([f"移走示例表格{drop_example(toolbox.project.inbox)}份。"])
    else:
        rules = load_rules(toolbox.project.regulations / EXAMPLE_RULES)
        count = lay(toolbox.project.inbox, toolbox.desk, rules, toolbox.calendar)
        _lines([f"示例表格{count}份在 {toolbox.project.inbox}。"])


def _toolbox(root: Path | None, inbox: Path | None, outbox: Path | None) -> Toolbox:
    from toolchain.cycle import Toolbox

    project: Project = locate(root, inbox, outbox)
    if not project.inbox.is_dir():
        raise click.UsageError(f"没有收件箱文件夹 {project.inbox}")
    return Toolbox.load(project)


def _say(outcome: Any, deliveries: Any, toolbox: Toolbox, *, as_json: bool) -> None:  # noqa: ANN401 - imported late
    from toolchain.report.machine import as_json as to_json
    from toolchain.report.people import lines

    if as_json:
        click.echo(json.dumps(to_json(outcome, deliveries, toolbox.wording), ensure_ascii=False, indent=1))
    else:
        _lines(lines(outcome, deliveries, toolbox.wording))


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _progress(quiet: bool) -> Callable[[str], None]:
    """Show what is being worked on in one line of a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None

    def show(name: str) -> None:
        width = 60
        click.echo("\r\033[K" + name[:width], err=True, nl=False)

    return show


def _fail(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def main() -> None:
    """Run the command line; every way out has its documented exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli.main(standalone_mode=False)
    except ParameterFault as fault:
        _fail(BROKEN, f"参数或模板文件有误：{fault}")
    except click.UsageError as error:
        _fail(USAGE, f"用法不对：{error.format_message()}\n运行 python -m toolchain --help 查看全部命令。")
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail(1, "已中断，outbox 保持原样。")
    except OSError as error:
        _fail(
            1,
            f"文件不能读写：{error.filename or ''}（{error.strerror or error}）。请关闭正在打开的文件后重新运行。",
        )
    except Exception:  # noqa: BLE001 - the last resort: a bug is one sentence and a log, never a traceback on screen
        _fail(BUG, f"程序出错，不是表格的问题。请把这个文件交给维护人员：{_log(traceback.format_exc())}")


def _log(text: str) -> str:
    descriptor, name = tempfile.mkstemp(prefix="toolchain-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    return name
