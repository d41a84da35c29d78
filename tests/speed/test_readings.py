"""Other readings are tried without judging everything again; what they say must be what a full judgement says."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum

import pytest

from toolchain.model.problems import At, Problem
from toolchain.stages import walk
from toolchain.stages.counter_readings import BY_READINGS, BY_RULES, CHOICES, DECIDING, Choice, Staged, again
from toolchain.stages.judgement import Judgement, Settings

Walked = tuple[Judgement, ...]
OTHERS = [(choice, option) for choice in CHOICES for option in choice.options]
LEFT_OUT = [
    (choice, number) for choice in CHOICES for number, stage in enumerate(DECIDING) if stage not in choice.stages
]


@pytest.mark.parametrize(("choice", "option"), OTHERS, ids=[f"{choice.number}{option}" for choice, option in OTHERS])
def test_a_shortened_judgement_is_the_full_one(walked: Walked, choice: Choice, option: StrEnum) -> None:
    first = walked[0]
    settings = choice.put(first.settings, option)
    full = walk(first.record, settings, first.rules, first.calendar, first.papers)
    assert again(walked, settings, choice.stages) == full[min(len(full) - 1, len(DECIDING))]


@pytest.mark.parametrize("number", range(len(DECIDING)), ids=lambda number: DECIDING[number].__name__)
@pytest.mark.parametrize(("name", "touched"), [("readings", BY_READINGS), ("rules", BY_RULES)])
def test_a_stage_left_out_looks_at_nothing_that_was_exchanged(
    walked: Walked, number: int, name: str, touched: tuple[Staged, ...]
) -> None:
    stage, before, after = DECIDING[number], walked[number], walked[number + 1]
    without = replace(before, settings=replace(before.settings, **{name: None}))
    if stage in touched:
        with pytest.raises(AttributeError):
            stage(without)
    else:
        assert replace(stage(without), settings=before.settings) == after


@pytest.mark.parametrize(
    ("choice", "number"), LEFT_OUT, ids=[f"{choice.number}-{DECIDING[number].__name__}" for choice, number in LEFT_OUT]
)
def test_a_stage_that_a_choice_leaves_out_does_not_read_it(walked: Walked, choice: Choice, number: int) -> None:
    stage, before, after = DECIDING[number], walked[number], walked[number + 1]
    assert (
        replace(stage(replace(before, settings=_lacking(choice, before.settings))), settings=before.settings) == after
    )


def _lacking(choice: Choice, settings: Settings) -> Settings:
    """Give settings in which whoever reads the one cell of a choice is told that it cannot be read."""
    one, other = (choice.put(settings, option) for option in choice.options[:2])
    [name] = {
        field.name
        for row, than in ((one.readings, other.readings), (one.rules, other.rules))
        for field in fields(row)
        if getattr(row, field.name) != getattr(than, field.name)
    }
    wrong = {name: (Problem(At("届次设置.xlsx"), "E-CELL-01"),)}
    if hasattr(settings.readings, name):
        return replace(settings, readings=settings.readings.without(wrong))
    return replace(settings, rules=settings.rules.without(wrong))
