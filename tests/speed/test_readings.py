"""Other readings are tried without judging everything again; what they say must be what a full judgement says."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import pytest

from toolchain.engine.read_log import ReadLog
from toolchain.model.problems import At, Problem
from toolchain.stages import walk
from toolchain.stages.counter_readings import CHOICES, DECIDING, Choice, again
from toolchain.stages.judgement import Judgement, Settings
from toolchain.stages.trail import Trail

Walked = tuple[Judgement, ...]
OTHERS = [(choice, option) for choice in CHOICES for option in choice.options]
READ = [(choice, number) for choice in CHOICES for number in range(len(DECIDING))]


@pytest.mark.parametrize(("choice", "option"), OTHERS, ids=[f"{choice.number}{option}" for choice, option in OTHERS])
def test_a_shortened_judgement_is_the_full_one(walked: Walked, choice: Choice, option: StrEnum) -> None:
    first = walked[0]
    settings = choice.put(first.settings, option)
    full = walk(first.record, settings, first.rules, first.calendar, first.papers)
    assert again(walked, settings, choice.name) == full[min(len(full) - 1, len(DECIDING))]


@pytest.mark.parametrize(
    ("choice", "number"), READ, ids=[f"{choice.number}-{DECIDING[number].__name__}" for choice, number in READ]
)
def test_a_stage_noted_as_not_reading_a_choice_does_not_read_it(walked: Walked, choice: Choice, number: int) -> None:
    """Whoever reads the one cell is told that it cannot be read: then the stage is another one, or fails."""
    trail, stage, before, after = walked[0].trail, DECIDING[number], walked[number], walked[number + 1]
    assert isinstance(trail, Trail)
    lacking = replace(before, settings=_lacking(choice, before.settings), trail=None)
    if not trail.reads(number, choice.name):
        assert replace(stage(lacking), settings=after.settings) == after


def test_decisions_that_read_no_choice_are_not_made_again(walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twelve applicants few have a ban or an event whose window is read."""
    from toolchain.regulation import art14_acceptance, art15_qualification

    called: list[str] = []
    for module, name in ((art14_acceptance, "accept"), (art15_qualification, "qualify")):
        work = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *given, work=work, **named: (called.append("x"), work(*given, **named))[1]
        )
    again(walked, walked[0].settings, "returning")
    assert len(called) < len(walked[0].record.applications)


def test_readings_are_noted_field_by_field(walked: Walked) -> None:
    log = ReadLog()
    readings = log.watched(walked[-1].settings.readings)
    with log.apart() as within:
        assert readings.window is walked[-1].settings.readings.window
    assert within == log.names == {"window"}
    assert readings == walked[-1].settings.readings
    assert walked[-1].settings.readings == readings
    assert "quorum" in log.names
    assert repr(readings) == repr(walked[-1].settings.readings)
    assert hash(readings) == hash(walked[-1].settings.readings)


def _lacking(choice: Choice, settings: Settings) -> Settings:
    """Give settings in which whoever reads the one cell of a choice is told that it cannot be read."""
    wrong = {choice.name: (Problem(At("届次设置.xlsx"), "E-CELL-01"),)}
    if hasattr(settings.readings, choice.name):
        return replace(settings, readings=settings.readings.without(wrong))
    return replace(settings, rules=settings.rules.without(wrong))
