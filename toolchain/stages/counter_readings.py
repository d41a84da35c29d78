"""What another reading of the regulation would change: the cycle judged once more with one setting exchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Unread
from toolchain.model.schema import columns
from toolchain.model.sheets.settings import CycleRules, Readings
from toolchain.stages import STAGES
from toolchain.stages.judgement import Difference, Judgement, Settings, Stage, State
from toolchain.stages.trail import Trail

DECIDING = STAGES
"""The stages whose outcomes are compared."""


class Choice(Value):
    """One setting that a reading hangs on.

    Attributes:
        number: the reading's number, e.g. ``17-1``.
        options: every way to read it; a blank cell is the first one.
        part: the field of the settings that holds it.
        name: the field of 口径 or 本届规则.
    """

    number: str
    options: tuple[StrEnum, ...]
    part: str
    name: str

    def get(self, settings: Settings) -> StrEnum:
        """Look the setting up."""
        chosen: StrEnum | None = getattr(getattr(settings, self.part), self.name)
        return chosen or self.options[0]

    def put(self, settings: Settings, value: StrEnum) -> Settings:
        """Exchange the setting."""
        row = getattr(settings, self.part).changed(**{self.name: value})
        return replace(settings, **{self.part: row})


_FILLED_BY = {"scoring", "ballot_form"}
"""What workbooks are filled by; with another one they would have been filled otherwise."""


def _choices() -> Iterator[Choice]:
    for part, sheet in (("readings", Readings), ("rules", CycleRules)):
        for item in columns(sheet):
            if item.reading and item.choices and item.name not in _FILLED_BY:
                yield Choice(item.reading, tuple(item.element), part, item.name)


CHOICES = tuple(sorted(_choices(), key=lambda item: [int(part) for part in item.number.split("-")]))
"""Every reading that 届次设置 can choose and that can change an outcome by itself."""


def differences(walked: Sequence[Judgement]) -> tuple[Difference, ...]:
    """Try every other reading; one that changes nothing of this cycle is left out.

    Args:
        walked: the cycle as it was judged, stage by stage (:func:`toolchain.stages.walk`).
    """
    return tuple(_differences(walked))


def _differences(walked: Sequence[Judgement]) -> Iterator[Difference]:
    j = walked[min(len(walked) - 1, len(DECIDING))]
    for choice in CHOICES:
        chosen = _chosen(choice, j.settings)
        for option in () if chosen is None else choice.options:
            if option == chosen:
                continue
            other = again(walked, choice.put(j.settings, option), choice.name)
            if replace(other, settings=j.settings) == j:
                continue
            for matter, look in _OUTCOMES:
                changes = _changed(look(j), look(other))
                if changes:
                    yield Difference(choice.number, option.value, matter, changes)
                    break


def _chosen(choice: Choice, settings: Settings) -> StrEnum | None:
    """Give the reading that is chosen; None where its cell cannot be read."""
    try:
        return choice.get(settings)
    except Unread:
        return None


def again(walked: Sequence[Judgement], settings: Settings, name: str) -> Judgement:
    """Judge with one setting exchanged, as far as the outcomes go; what would see and do the same is not repeated.

    Args:
        walked: the cycle as it was judged, stage by stage.
        settings: those to judge with.
        name: the field in which they differ.
    """
    j, trail = replace(walked[0], settings=settings, trail=None), walked[0].trail
    for number, stage in enumerate(DECIDING):
        before = walked[number] if number + 1 < len(walked) else None
        if before is None or not isinstance(trail, Trail) or replace(j, settings=before.settings) != before:
            j = stage(j)
        elif trail.reads(number, name):
            j = replace(stage(replace(j, trail=trail.without(number, name))), trail=None)
        else:
            j = replace(walked[number + 1], settings=settings, trail=None)
        if j.steps[-1].state is not State.DONE:
            break
    return j


def _changed(now: dict[str, str] | None, then: dict[str, str] | None) -> tuple[tuple[str, str, str], ...]:
    """Compare an outcome; one that this cycle has not reached, or that the other reading no longer reaches, says so."""
    if now is None:
        return ()
    if then is None:
        return (("", "已完成", "不能完成"),)
    names = [*now, *(name for name in then if name not in now)]
    return tuple(
        (name, now.get(name, "不在其列"), then.get(name, "不在其列"))
        for name in names
        if now.get(name) != then.get(name)
    )


def _acceptance(j: Judgement) -> dict[str, str] | None:
    return {item.application.name: item.outcome.value for item in j.acceptances}


def _qualification(j: Judgement) -> dict[str, str] | None:
    return {item.acceptance.application.name: item.verdict.value for item in j.qualifications}


def _candidates(j: Judgement) -> dict[str, str] | None:
    if j.review.candidates is None:
        return None
    tied = {item.name: "名额边界上并列" for item in j.review.candidates.tied}
    return {item.name: "候选" for item in (*j.review.candidates.first, *j.review.candidates.repeat)} | tied


def _nominees(j: Judgement) -> dict[str, str] | None:
    if j.vote.nomination is None or not j.reached(Stage.COMMITTEE):
        return None
    return {item.name: "拟奖" for item in j.vote.nomination.nominees}


def _noticed(j: Judgement) -> dict[str, str] | None:
    if j.notice is None or not j.reached(Stage.NOTICE):
        return None
    return {j.name(uscc): "可以提请审定" for uscc in j.notice.standing}


def _approved(j: Judgement) -> dict[str, str] | None:
    if j.decision.approval is None:
        return None
    return {j.name(uscc): "同意授奖" for uscc in j.decision.approval.granted}


_OUTCOMES: tuple[tuple[str, Callable[[Judgement], dict[str, str] | None]], ...] = (
    ("受理", _acceptance),
    ("资格审查", _qualification),
    ("候选名单", _candidates),
    ("拟奖名单", _nominees),
    ("公示", _noticed),
    ("审定", _approved),
)
"""The outcomes in their order; the first one that differs is named, what follows would have to be done again."""
