"""Steps that a rule set asks of others beside those of every award: a supervisors' report, a notice at the county."""

from __future__ import annotations

from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.spans import Span, Unit


class Before(StrEnum):
    """The stage that waits for a step, called as people call it."""

    QUALIFICATION = "资格审查"
    PANELS = "评审组"
    REVIEW = "评审"
    COMMITTEE = "评委会"
    NOTICE = "公示"
    APPROVAL = "审定"


class OwnStep(Value):
    """One step.

    Attributes:
        name: what it is called.
        article: the provision.
        body: who carries it out.
        before: the stage that waits until it is done.
        lasts: from its beginning to its end at least so long, in working or calendar days; 无 for any time.
    """

    name: str
    article: Local
    body: str
    before: Before
    lasts: Span = Span(0, Unit.NONE)
