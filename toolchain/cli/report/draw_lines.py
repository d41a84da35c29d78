"""The draw of the panels rehearsed and redone, as lines for people (第八条)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.sheets.draw import Seed
from toolchain.model.wording import Wording
from toolchain.regulation.art08_draw import Draw, draw
from toolchain.regulation.art08_verification import printed, verify
from toolchain.stages.judgement import Judgement


def rehearse(j: Judgement, seed: str, wording: Wording) -> Iterator[str]:
    """Draw every frozen pool with a seed of the caller's; nothing is kept."""
    if not j.panels.pools:
        yield "还没有可以抽取的专家名单：先完成资格审查，放入《评审专家库》和《评审组抽取》。"
    for pool in j.panels.pools:
        rehearsal = Seed(
            panel=pool.panel.panel,
            round=1,
            seed=seed,
            method="演练",
            place="演练",
            witnesses=tuple(f"演练{number}" for number in range(j.rules.art08.witnesses)),
        )
        drawn, problems = draw(j.settings.cycle.cycle, pool, (rehearsal,), (), j.rules.art08)
        yield f"{pool.panel.panel}：名单{len(pool.eligible)}人，抽取{pool.panel.size}人，名单摘要 {pool.digest}"
        for item in problems:
            if item.blocks and item.at.sheet != "评审组":
                yield f"    {wording.message(item)}"
        if drawn is not None:
            yield from _tickets(drawn)
    yield "以上为演练，没有写入任何文件。"


def redo(j: Judgement, papers: Sequence[tuple[str, str]]) -> Iterator[tuple[bool, str]]:
    """Redo every finished draw, and look for each ticket in the printed records (name, text); tell what is sound."""
    for finished in j.panels.draws:
        record = printed(j.settings.cycle.cycle, finished)
        name = record.panel
        for mismatch in verify(record):
            yield False, f"{name}：{mismatch.what.value}{mismatch.expert}"
        for paper, text in papers:
            if name not in paper:
                continue
            absent = [ticket.number for ticket in record.tickets if ticket.digest not in text]
            if absent:
                yield False, f"{name}：《{paper}》中缺少或改动了{'、'.join(absent)}的抽取号"
        yield True, f"{name}：{len(record.tickets)}个抽取号复算完毕，种子 {record.seed}，名单摘要 {record.digest}"


def _tickets(drawn: Draw) -> Iterator[str]:
    for ticket in drawn.tickets:
        yield f"    {ticket.order:>2} {ticket.expert.number} {ticket.expert.name} {ticket.role} {ticket.digest}"
