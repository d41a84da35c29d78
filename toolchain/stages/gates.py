"""How a stage opens and how it closes."""

from __future__ import annotations

from toolchain.model.problems import Problem
from toolchain.model.schema import Workbook
from toolchain.stages.judgement import Judgement, Stage, State


def gate(
    j: Judgement, stage: Stage, *needed: Workbook, beside: tuple[Workbook, ...] = (), skip: Workbook | None = None
) -> Judgement | None:
    """Stop at a stage whose workbooks are absent or wrong; None lets it go on.

    Workbooks ``beside`` may be absent, but not wrong; ``skip`` is judged copy by copy.
    """
    absent = [book for book in needed if not j.record.present(book)]
    if absent:
        return j.step(stage, State.NOT_REACHED, *(f"将填好的《{book.title}》放入收件箱" for book in absent))
    faulty = [book for book in (*needed, *beside) if book is not skip and j.record.faulty(book)]
    if faulty:
        return j.step(stage, State.BLOCKED, *(f"改正《{book.title}》中标出的问题后重新放入收件箱" for book in faulty))
    return None


def close(
    j: Judgement,
    stage: Stage,
    problems: tuple[Problem, ...] | list[Problem],
    *,
    waiting: list[str] | None = None,
    blocked: list[str] | None = None,
) -> Judgement:
    """Close a stage: wrong facts block it, open ones make it wait."""
    if blocked or any(problem.blocks for problem in problems):
        return j.step(stage, State.BLOCKED, *(blocked or ["改正问题清单中的问题后重新运行"]), *(waiting or ()))
    if waiting:
        return j.step(stage, State.WAITING, *waiting)
    return j.step(stage, State.DONE)
