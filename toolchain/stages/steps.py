"""The stages of a cycle, how far each is, and the decisions that wait for cells to be mended."""

from __future__ import annotations

from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem


class Stage(StrEnum):
    """The stages of a cycle in their order, each named as its folder in the outbox."""

    LAUNCH = "01-申报启动"
    ACCEPTANCE = "02-受理"
    QUALIFICATION = "03-资格审查"
    PANELS = "04-评审组"
    REVIEW = "05-评审"
    COMMITTEE = "06-评委会"
    NOTICE = "07-公示"
    APPROVAL = "08-审定"
    AFTERLIFE = "09-获奖后"

    @property
    def label(self) -> str:
        """Give the stage's name for people."""
        return self.value.partition("-")[2]


class State(StrEnum):
    """Where a stage stands."""

    DONE = "已完成"
    WAITING = "等待"
    BLOCKED = "需修改"
    NOT_REACHED = "未到"


class Step(Value):
    """The state of one stage and what people have to do next.

    Attributes:
        some: it is blocked for some alone; for the others it is done.
    """

    stage: Stage
    state: State
    todo: tuple[str, ...] = ()
    some: bool = False

    @property
    def passed(self) -> bool:
        """Say whether the next stage opens, for those at least who are decided."""
        return self.state is State.DONE or self.some


class Held(Value):
    """A decision that waits for cells to be mended.

    Attributes:
        stage: the stage it belongs to; what follows from it waits too.
        subject: whom it is about (统一社会信用代码, 组别, 事项编号 …, or a file or cell of which nobody can say whose);
            empty for everybody.
        problems: what is wrong.
    """

    stage: Stage
    subject: str
    problems: tuple[Problem, ...]
