"""Help and usage errors in Chinese: what a command takes, what was typed wrongly, what was probably meant."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator

import click

from toolchain.model.chinese import display_width

PROGRAM = "python -m toolchain"
_WIDEST, _NARROWEST = 100, 50
_CLOSE = 0.5
_NEVER_FIRST = "，。、；：）》”"


def help_of(context: click.Context) -> str:
    """Give the help of a command, as wide as the terminal shows it."""
    width = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns - 1))
    return "\n".join(_help(context, width))


def _help(context: click.Context, width: int) -> Iterator[str]:
    command = context.command
    names = PROGRAM if context.parent is None else f"{PROGRAM} {context.info_name}"
    arguments = [str(item.metavar) for item in command.params if isinstance(item, click.Argument)]
    group = isinstance(command, click.Group)
    yield f"用法：{' '.join([names, *(['命令'] if group else arguments), '[选项]'])}"
    yield ""
    yield from _indented(" ".join((command.help or "").split()), 2, width)
    if isinstance(command, click.Group):
        listed = [(name, item.get_short_help_str(width)) for name, item in command.commands.items()]
        yield from _table("命令：", listed, width)
    options = [_option(item) for item in command.get_params(context) if isinstance(item, click.Option)]
    yield from _table("选项：", options, width)
    if command.epilog:
        yield ""
        for line in command.epilog.strip().splitlines():
            yield from _indented(line, 0, width)


def _option(option: click.Option) -> tuple[str, str]:
    """Give an option's names with what it takes, and what it is for."""
    names = "，".join(sorted(option.opts, key=len))
    kind = "" if option.is_flag else f" {_kind(option.type)}"
    said = {"--help": "显示本说明", "--version": "显示版本号"}.get(option.opts[-1], option.help or "")
    if option.required:
        said += "（必填）"
    elif option.show_default and option.default is not None:
        said += f"（不写时为 {option.default}）"
    return names + kind, said


def _kind(kind: click.ParamType[object]) -> str:
    if isinstance(kind, click.Path):
        return "文件" if kind.file_okay else "文件夹"
    if isinstance(kind, click.DateTime):
        return "年-月-日"
    return "整数" if isinstance(kind, click.types.IntParamType) else "文字"


def _table(title: str, rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Give rows in two columns; the second is broken where the line is full."""
    if not rows:
        return
    first = max(display_width(name) for name, _ in rows) + 2
    yield ""
    yield title
    for name, said in rows:
        lines = list(_broken(said, width - first - 2)) or [""]
        yield f"  {name}{' ' * (first - display_width(name))}{lines[0]}"
        yield from (" " * (first + 2) + line for line in lines[1:])


def _indented(text: str, indent: int, width: int) -> Iterator[str]:
    yield from (" " * indent + line for line in _broken(text, width - indent))


def _broken(text: str, width: int) -> Iterator[str]:
    """Break a text at columns, not at characters; a stop never begins a line."""
    line = ""
    for char in text:
        if display_width(line + char) > width and char not in _NEVER_FIRST:
            yield line
            line = char.strip()
        else:
            line += char
    if line:
        yield line


def said(error: click.UsageError) -> str:
    """Say what is wrong with a command line, and how it should read."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and error.ctx is not None:
        return error.ctx.get_help()
    return f"用法不对：{_reason(error)}\n{_hint(error)}"


def _reason(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        known = list(error.ctx.command.commands) if error.ctx and isinstance(error.ctx.command, click.Group) else []
        return f"没有“{error.command_name}”这个命令。{_meant(error.command_name, known)}"
    if isinstance(error, click.NoSuchOption):
        known = [] if error.ctx is None else [name for item in error.ctx.command.params for name in item.opts]
        return f"没有“{error.option_name}”这个选项。{_meant(error.option_name, known)}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_named(error.param)}。"
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param)}不对：{_fault(error)}"
    if isinstance(error, click.BadOptionUsage):
        wanted = "要写内容" if "requires" in error.message else "不能写内容"
        return f"选项 {error.option_name} 后面{wanted}。"
    return _plain(error.message)


def _meant(typed: str, known: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(typed, known, n=2, cutoff=_CLOSE)
    return f"您是不是要：{'、'.join(close)}？" if close else ""


def _named(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[-1]}（{parameter.help or ''}）"
    return f"“{parameter.metavar or parameter.name}”" if parameter is not None else "一项内容"


def _fault(error: click.BadParameter) -> str:
    """Say what a value should look like; messages of our own are Chinese already."""
    kind = error.param.type if error.param is not None else None
    if not error.message.isascii() and "'" not in error.message:
        return error.message
    if isinstance(kind, click.DateTime):
        return "日期写成 2026-03-02 这样。"
    if isinstance(kind, click.IntRange):
        return f"应是{kind.min}至{kind.max}的整数。"
    if isinstance(kind, click.Path):
        return "应是文件夹，不能是文件。" if not kind.file_okay else "没有这个文件。"
    return "写法不对。"


def _plain(message: str) -> str:
    """Give a message of our own as it is; the library's remaining ones in Chinese."""
    if not message.isascii() and "extra argument" not in message:
        return message
    if "extra argument" in message:
        return "写多了内容；名称里有空格时请用引号括起来。"
    return "没有写命令。" if "Missing command" in message else "写法不对。"


def _hint(error: click.UsageError) -> str:
    context = error.ctx
    if context is None or context.parent is None:
        return f"运行 {PROGRAM} --help（或 make）查看全部命令。"
    return f"运行 {PROGRAM} {context.info_name} --help 查看这个命令怎样用。"


def unreadable(error: OSError) -> str:
    """Say which file could not be read or written, and why; on Windows an open workbook refuses to be replaced."""
    reasons = {
        errno.EACCES: "正在被 Excel、Word、WPS 等程序打开，或者没有权限",
        errno.EPERM: "正在被 Excel、Word、WPS 等程序打开，或者没有权限",
        errno.EROFS: "磁盘是只读的",
        errno.ENOSPC: "磁盘已满",
        errno.ENAMETOOLONG: "路径太长，请把整个文件夹移到较浅的位置",
    }
    from toolchain.outbox.write_failure import owner_of

    if owner := owner_of(error):
        return f"文件不能读写：{error.filename}（属于账户“{owner}”，别的账户不能读写）。请用这个账户登录后运行。"
    reason = reasons.get(error.errno or 0) or error.strerror or str(error)
    return f"文件不能读写：{error.filename or ''}（{reason}）。请处理后重新运行；正在打开的文件请先关闭。"
