"""Which numbers, shares and lengths of time a rule set may have."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.engine.value_objects import field_names
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Unit

_UNITS = (
    ("art04", "interval", (Unit.YEAR, Unit.NONE)),
    ("art11", "cheating", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)),
    ("art18", "notice", (Unit.WORKDAY, Unit.DAY)),
    ("art18", "settled", (Unit.WORKDAY, Unit.DAY)),
    ("art25", "fraud_ban", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)),
    ("art28", "validity", (Unit.YEAR, Unit.MONTH, Unit.FOREVER)),
    ("art28", "again", (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER, Unit.NONE)),
)
"""The units that each length of time may be counted in."""


def wrong_spans(rules: Rules) -> Iterator[str]:
    """Say which lengths of time are counted in a unit that does not serve."""
    for section, name, units in _UNITS:
        span = getattr(getattr(rules, section), name)
        if span is not None and span.unit not in units:
            yield f"{section} 的 {name}：应以{'、'.join(units)}计，现为“{span}”"
        if span is not None and span.unit is Unit.CYCLE and not rules.art04.interval.exists:
            yield f"{section} 的 {name}：没有固定周期（interval = 无）的，不能以届计，请写年数"


_TURNS = 2
"""At most so often is voted."""


_LEAST = {
    ("art08", "panel_min"): 1,
    ("art10", "accident_years"): 1,
    ("art11", "window_years"): 1,
    ("art11", "loss_years"): 1,
    ("art12", "total_points"): 1,
    ("art12", "percent_step"): 1,
    ("art16", "trim_from"): 3,
    ("art17", "secret_from"): 1,
}
"""The least that a number may be, where 0 could not be carried out."""
_YEAR_END = 12


def wrong_numbers(rules: Rules) -> Iterator[str]:
    """Say which numbers lie outside what the rules can be carried out with."""
    if rules.art08.panel_min > rules.art08.panel_max:
        yield f"art08：panel_min（{rules.art08.panel_min}）大于 panel_max（{rules.art08.panel_max}），没有人数可选"
    for section, name, value in _counted(rules):
        least = _LEAST.get((section, name), 0)
        if value < least:
            yield f"{section} 的 {name}：至少为{least}，现为{value}"
    if rules.art04.late_until_month > _YEAR_END:
        yield f"art04 的 late_until_month：是几月，最大12，现为{rules.art04.late_until_month}"
    if rules.art17.turns not in {1, _TURNS}:
        yield f"art17 的 turns：应为1（同票由评委会集体决定）或者{_TURNS}（同票重新投票一次），现为{rules.art17.turns}"
    share = rules.art17.score_share
    if share is not None and not 0 < share <= 1:
        yield f"art17 的 score_share：应大于0、不超过1，现为“{share}”；只比得票的不写"
    for section, name, zero in (
        ("art06", "quorum", True),
        ("art17", "vote_share", False),
        ("art16", "weight_shift", True),
    ):
        share = getattr(getattr(rules, section), name)
        if not 0 <= share <= 1 or not (share or zero):
            yield f"{section} 的 {name}：应为{'0至1的' if zero else '大于0、不超过1的'}比例，现为“{share}”"


def _counted(rules: Rules) -> Iterator[tuple[str, str, int]]:
    """List the whole numbers of all sections."""
    for section in (name for name in field_names(rules) if name.startswith("art") and name != "articles"):
        numbers = getattr(rules, section)
        for name in field_names(numbers):
            value = getattr(numbers, name)
            if type(value) is int:
                yield section, name, value
