"""The commands of the draw: rehearse it, redo it (第八条)."""

from __future__ import annotations

import sys

import click

from toolchain.cli.common import folders, show, toolbox_of
from toolchain.cycle.paths import Project


@click.command(short_help="演练评审员抽取")
@folders
@click.option("--seed", required=True, help="不少于20位数字")
def draw(project: Project, seed: str) -> None:
    """用给定的种子演练各评审组的抽取；只显示，不写入任何文件（第八条）。"""
    from toolchain.cli.report.draw_lines import rehearse
    from toolchain.cycle.pipeline import run

    toolbox = toolbox_of(project)
    for outcome in run(toolbox).cycles:
        if outcome.judgement is not None:
            show([outcome.record.cycle])
            show(rehearse(outcome.judgement, seed, toolbox.wording))


@click.command("verify-draw", short_help="复算已完成的抽取")
@folders
def verify_draw(project: Project) -> None:
    """按公布的名单和种子复算已完成的抽取，并与 outbox 里的抽取记录逐号核对（第八条）。"""
    from toolchain.cli.report.draw_lines import redo
    from toolchain.cycle.pipeline import folder_of, run
    from toolchain.typesetting.template_authoring import project as text_of

    sound = True
    for outcome in run(toolbox_of(project)).cycles:
        if outcome.judgement is None:
            continue
        folder = project.outbox / folder_of(outcome)
        papers = [(path.stem, text_of(path.read_bytes())) for path in sorted(folder.glob("*/10-评审员抽取记录-*.docx"))]
        for fine, line in redo(outcome.judgement, papers):
            sound = sound and fine
            show([line if fine else f"【需修改】{line}"])
    sys.exit(0 if sound else 1)


COMMANDS = (draw, verify_draw)
