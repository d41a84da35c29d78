"""Which numbers, shares and lengths of time a rule set may have."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Unit

_UNITS = (
    ("art04", "interval", (Unit.YEAR, Unit.NONE)),
    ("art11", "cheating", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)),
    ("art18", "notice", (Unit.WORKDAY, Unit.DAY)),
    ("art25", "fraud_ban", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)),
    ("art28", "validity", (Unit.YEAR, Unit.MONTH)),
    ("art28", "again", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.NONE)),
)
"""The units that each length of time may be counted in."""


def wrong_spans(rules: Rules) -> Iterator[str]:
    """Say which lengths of time are counted in a unit that does not serve."""
    for section, name, units in _UNITS:
        span = getattr(getattr(rules, section), name)
        if span.unit not in units:
            yield f"{section} 的 {name}：应以{'、'.join(units)}计，现为“{span}”"
        if span.unit is Unit.CYCLE and not rules.art04.interval.exists:
            yield f"{section} 的 {name}：没有固定周期（interval = 无）的，不能以届计，请写年数"


_TURNS = 2
"""At most so often is voted."""


_LEAST = (
    ("art04", "new_laureates", 0),
    ("art04", "nomination_places", 0),
    ("art08", "panel_min", 1),
    ("art10", "operating_years", 0),
    ("art11", "window_years", 1),
    ("art12", "total_points", 1),
    ("art12", "percent_step", 1),
    ("art16", "trim_from", 3),
    ("art19", "prize_yuan", 0),
    ("art19", "repeat_prize_yuan", 0),
    ("art19", "nomination_prize_yuan", 0),
)
"""The least that each number may be: below it a rule could not be applied."""


def wrong_numbers(rules: Rules) -> Iterator[str]:
    """Say which numbers lie outside what the rules can be carried out with."""
    if rules.art08.panel_min > rules.art08.panel_max:
        yield f"art08：panel_min（{rules.art08.panel_min}）大于 panel_max（{rules.art08.panel_max}），没有人数可选"
    for section, name, least in _LEAST:
        value = getattr(getattr(rules, section), name)
        if value < least:
            yield f"{section} 的 {name}：至少为{least}，现为{value}"
    if rules.art17.turns not in {1, _TURNS}:
        yield f"art17 的 turns：应为1（同票由评委会集体决定）或者{_TURNS}（同票重新投票一次），现为{rules.art17.turns}"
    share = rules.art17.score_share
    if share is not None and not 0 < share < 1:
        yield f"art17 的 score_share：应大于0、小于1，现为“{share}”；只比得票的不写"
    for section, name in (("art06", "quorum"), ("art17", "vote_share"), ("art16", "weight_shift")):
        share = getattr(getattr(rules, section), name)
        if not 0 <= share <= 1:
            yield f"{section} 的 {name}：应为0至1的比例，现为“{share}”"
