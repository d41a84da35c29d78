"""What another reading of the regulation would change: the cycle judged once more with one setting exchanged."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from typing import Any
from typing import TypeVar

from toolchain.judgement import Difference
from toolchain.judgement import Judgement
from toolchain.judgement import Settings
from toolchain.judgement import Stage
from toolchain.sheets.settings import CycleRules
from toolchain.sheets.settings import Readings
from toolchain.sheets.vocabulary import Quorum
from toolchain.sheets.vocabulary import Scope
from toolchain.sheets.vocabulary import Term
from toolchain.sheets.vocabulary import TieBreak
from toolchain.sheets.vocabulary import Trimming
from toolchain.sheets.vocabulary import Voters
from toolchain.sheets.vocabulary import Window
from toolchain.stages import judge

R = TypeVar("R", Readings, CycleRules)


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting that a reading hangs on.

    Attributes:
        number: the reading's number, e.g. ``17-1``.
        options: every way to read it.
        get, put: look the setting up, and exchange it.
    """

    number: str
    options: tuple[StrEnum, ...]
    get: Callable[[Settings], StrEnum]
    put: Callable[[Settings, StrEnum], Settings]


def _with(row: R, name: str, value: StrEnum) -> R:
    changed: dict[str, Any] = {name: value}
    return replace(row, **changed)


def _reading(number: str, name: str, options: type[StrEnum]) -> Choice:
    return Choice(
        number,
        tuple(options),
        lambda settings: getattr(settings.readings, name),
        lambda settings, value: replace(settings, readings=_with(settings.readings, name, value)),
    )


def _rule(number: str, name: str, options: type[StrEnum]) -> Choice:
    return Choice(
        number,
        tuple(options),
        lambda settings: getattr(settings.rules, name),
        lambda settings, value: replace(settings, rules=_with(settings.rules, name, value)),
    )


CHOICES = (
    _reading("6-1", "quorum", Quorum),
    _reading("11-1", "window", Window),
    _rule("16-2", "trimming", Trimming),
    _rule("16-3", "tie_break", TieBreak),
    _rule("16-4", "scope", Scope),
    _reading("17-1", "voters", Voters),
    _reading("28-1", "term", Term),
)
"""Every reading that 届次设置 can choose and that can change an outcome by itself."""


def differences(judgement: Judgement) -> tuple[Difference, ...]:
    """Try every other reading; one that changes nothing of this cycle is left out."""
    return tuple(_differences(judgement))


def _differences(j: Judgement) -> Iterator[Difference]:
    for choice in CHOICES:
        for option in choice.options:
            if option == choice.get(j.settings):
                continue
            other = judge(j.record, choice.put(j.settings, option), j.rules, j.calendar, j.papers)
            for matter, look in _OUTCOMES:
                changes = _changed(look(j), look(other))
                if changes:
                    yield Difference(choice.number, option.value, matter, changes)
                    break


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
    if j.candidates is None:
        return None
    tied = {item.name: "名额边界上并列" for item in j.candidates.tied}
    return {item.name: "候选" for item in (*j.candidates.first, *j.candidates.repeat)} | tied


def _nominees(j: Judgement) -> dict[str, str] | None:
    if j.nomination is None or not j.reached(Stage.COMMITTEE):
        return None
    return {item.name: "拟奖" for item in j.nomination.nominees}


_OUTCOMES: tuple[tuple[str, Callable[[Judgement], dict[str, str] | None]], ...] = (
    ("受理", _acceptance),
    ("资格审查", _qualification),
    ("候选名单", _candidates),
    ("拟奖名单", _nominees),
)
"""The outcomes in their order; the first one that differs is named, what follows would have to be done again."""
