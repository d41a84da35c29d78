"""The command line: the only place that prints, colours and exits; what a run says to people and programs.

In: arguments. Out: lines, JSON and exit codes. It may import everything; nothing imports it.
"""

from __future__ import annotations

import codecs
import gc
import locale
import os
import sys
from io import TextIOWrapper

import click

from toolchain import __version__
from toolchain.cli import batch_commands, draw_commands, hand_over_commands, maintainer_commands, menu, staff_commands
from toolchain.cli.common import BROKEN, BUG, PROBLEMS, USAGE, ChineseContext, fail, log
from toolchain.engine import PART_OF

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100, "auto_envvar_prefix": "TOOLCHAIN"}

EPILOG = """结束状态：0 完成；1 表格有问题；2 命令用法不对；3 参数或模板文件有误；4 文书手工改过，未覆盖；70 程序出错。
有 make 的电脑可写 make cycle 等，命令名称相同；单独运行 make 列出全部命令。"""

_CYCLES = 100_000
"""Objects that are made before rings of them are looked for; hardly any are, and the declarations alone are many."""


@click.group(context_settings=CONTEXT, short_help="区长质量奖评审办工具", epilog=EPILOG)
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """区长质量奖评审办的批处理工具：表格放进 inbox，结果在 outbox。"""


for command in (
    *staff_commands.COMMANDS,
    *batch_commands.COMMANDS,
    *draw_commands.COMMANDS,
    *hand_over_commands.COMMANDS,
    *menu.COMMANDS,
    *maintainer_commands.COMMANDS,
):
    command.context_class = ChineseContext
    cli.add_command(command)
cli.context_class = ChineseContext


def main() -> None:
    """Run the command line; every way out has its documented exit code."""
    _begin()
    try:
        cli.main(standalone_mode=False)
    except click.UsageError as error:
        from toolchain.cli.usage_errors import said

        fail(USAGE, said(error))
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except (click.Abort, KeyboardInterrupt):
        fail(PROBLEMS, "已中断。outbox 是本次运行之前或之后的完整状态，请再运行一次。")
    except OSError as error:
        from toolchain.cli.usage_errors import unreadable

        fail(PROBLEMS, unreadable(error))
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is one sentence and a log, never a traceback
        import traceback

        from toolchain.model.rule_set.building import ParameterFault
        from toolchain.outbox.write_failure import OutboxFault

        if isinstance(error, ParameterFault):
            fail(BROKEN, f"参数或模板文件有误：{error}")
        if isinstance(error, OutboxFault):
            fail(PROBLEMS, str(error))
        fail(BUG, f"程序出错，不是表格的问题。请把这个文件交给维护人员：{log(traceback.format_exc())}")
    finally:
        gc.freeze()  # the process ends: nothing is looked for among what it leaves


def _begin() -> None:
    """Set up what holds for the whole process."""
    gc.set_threshold(_CYCLES)
    if PART_OF in os.environ:
        from toolchain.engine.confined_process import end_with_whom_it_works_for

        end_with_whom_it_works_for()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors="backslashreplace")


def _encoding(stream: TextIOWrapper) -> str:
    """Say how a stream is written: as a terminal's locale wants it, else UTF-8; Windows' own consoles take UTF-8."""
    if os.name != "posix" or not stream.isatty():
        return "utf-8"
    wanted = locale.getencoding()
    return "utf-8" if codecs.lookup(wanted).name == "ascii" else wanted
