"""The commands of those who keep templates and parameters."""

from __future__ import annotations

import click

from toolchain.cli.common import folders
from toolchain.cli.common import show
from toolchain.parameters import load_rules
from toolchain.project import Project


@click.command(short_help="条款与代码、数字、栏目、文书、测试的对照")
@folders
@click.option("--rules", "name", default="2022-76.toml", show_default=True, help="参数文件")
def articles(project: Project, name: str) -> None:
    """列出办法每一条、项：代码在哪里，数字是多少，表格哪一栏，哪些文书，哪些测试。"""
    from toolchain.report.articles import lines

    show(lines(project, load_rules(project.regulations / name)))


COMMANDS = (articles,)
