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


@click.command(short_help="重新生成手册中的填写说明、问题目录、口径说明")
@folders
def guide(project: Project) -> None:
    """由表格声明、问题目录和口径生成 docs/ 中的各页。"""
    from toolchain.interpretations import Interpretation
    from toolchain.report.guide import pages
    from toolchain.wording import Wording

    made = pages(Wording.load(project.wording), Interpretation.load(project.templates))
    for name, text in made.items():
        (project.root / "docs" / name).write_text(text, encoding="utf-8")
    show([f"docs/{name} 已生成。" for name in made])


COMMANDS = (articles, guide)
