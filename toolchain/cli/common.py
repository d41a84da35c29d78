"""What every command shares: the folders, the data files, the ways out, how lines are shown."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from toolchain.cycle.paths import Project, locate
from toolchain.cycle.verbosity import Verbosity
from toolchain.outbox.paths import MARK

if TYPE_CHECKING:
    from toolchain.cycle.outcome import Outcome
    from toolchain.cycle.resources import Resources
    from toolchain.outbox.output import Publication

DONE, PROBLEMS, USAGE, BROKEN, EDITED, BUG = 0, 1, 2, 3, 4, 70
"""The documented exit codes: done, problems in workbooks, usage, broken template or parameter, hand-edited, bug."""

_MANY = 1000
"""Pieces that are joined to one."""


class ChineseContext(click.Context):
    """A context whose help is Chinese."""

    def get_help(self) -> str:
        """Give the help of its command."""
        from toolchain.cli.usage_errors import help_of

        return help_of(self)


def folders(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where things lie; the command receives one :class:`Project`."""
    path = click.Path(file_okay=False, path_type=Path)

    @click.option("--root", type=path, help="工程目录，默认从当前目录向上查找")
    @click.option("--inbox", type=path, help="收件箱文件夹，默认为工程目录下的 inbox")
    @click.option("--outbox", type=path, help="结果文件夹，默认为工程目录下的 outbox")
    @functools.wraps(command)
    def wrapped(root: Path | None, inbox: Path | None, outbox: Path | None, **rest: object) -> object:
        project = locate(root, inbox, outbox)
        if (project.outbox / MARK).exists():
            click.echo(f"【注意】{project.outbox.name} 里新旧文件并存：上次运行没有完成，或者正在运行。", err=True)
        return command(project, **rest)

    return wrapped


def detailed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how much is told; the command receives one :class:`Verbosity`."""

    @click.option("--quiet", "-q", is_flag=True, help="少说话：不显示进度，只说问题和结论")
    @click.option("--verbose", "-v", is_flag=True, help="多说话：逐个列出文件和全部问题")
    @functools.wraps(command)
    def wrapped(*given: Any, quiet: bool, verbose: bool, **rest: object) -> object:  # noqa: ANN401 - the command's own
        if quiet and verbose:
            raise click.UsageError("--quiet 和 --verbose 只能写一个")
        return command(
            *given, detail=Verbosity.BRIEF if quiet else Verbosity.WHOLE if verbose else Verbosity.USUAL, **rest
        )

    return wrapped


def filled(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Refuse an empty name, which ``make`` passes on when it was left out.

    Raises:
        click.BadParameter: nothing is written.
    """
    if not value.strip():
        raise click.BadParameter("没有写内容。用 make 时写成 make new CYCLE=2026届、make explain WHO=单位名称 这样。")
    return value.strip()


def toolbox_of(project: Project) -> Resources:
    """Read the data files of a project whose inbox is there."""
    from toolchain.cycle.resources import Resources

    if not project.inbox.is_dir():
        raise click.UsageError(f"没有收件箱文件夹 {project.inbox}")
    return Resources.load(project)


def say(
    outcome: Outcome, publication: Publication | None, toolbox: Resources, *, as_json: bool, detail: Verbosity
) -> None:
    """Tell how a run went, to people or to a program."""
    toolbox = toolbox.under(outcome.rules)
    if as_json:
        from toolchain.cli.report.json_report import as_json as to_json

        write(together(to_json(outcome, publication, toolbox)))
        return
    from toolchain.cli.report.text_report import lines

    show(lines(outcome, publication, toolbox.wording, detail))


def write(pieces: Iterable[str]) -> None:
    """Print the pieces of one text."""
    for piece in pieces:
        click.echo(piece, nl=False)
    click.echo()


def together(pieces: Iterable[str]) -> Iterator[str]:
    """Join small pieces to some of a size that is worth a call."""
    held: list[str] = []
    for number, piece in enumerate(pieces, 1):
        held.append(piece)
        if number % _MANY == 0:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def show(lines: Iterable[str]) -> None:
    """Print lines; 【需修改】 and 【提示】 are coloured on a terminal and carry the meaning without colour."""
    colours = {"【需修改】": "red", "【提示】": "yellow"}
    for line in lines:
        colour = next((name for mark, name in colours.items() if line.startswith(mark)), None)
        click.echo(click.style(line, fg=colour) if colour and coloured() else line)


def columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Set rows of one length in columns as wide as their longest texts."""
    from toolchain.model.chinese import display_width

    found = list(rows)
    widths = [max(map(display_width, column)) for column in zip(*found, strict=True)]
    for row in found:
        padded = (text + " " * (width - display_width(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def coloured() -> bool:
    """Say whether colours are wanted: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def progress_of(detail: Verbosity) -> Callable[[str], None]:
    """Show what is being worked on in one line of a terminal; nothing elsewhere."""
    if detail is Verbosity.BRIEF or not sys.stderr.isatty():
        return lambda _: None

    def tell(name: str) -> None:
        from toolchain.model.chinese import shorten

        click.echo("\r\033[K" + shorten(name, 70), err=True, nl=False)

    return tell


def fail(code: int, message: str) -> NoReturn:
    """Leave with one sentence on the error stream."""
    click.echo(message, err=True)
    sys.exit(code)


def log(text: str) -> str:
    """Keep a traceback for the maintainers; give the file's name."""
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix="toolchain-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    return name
