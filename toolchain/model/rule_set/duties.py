"""What laureates owe after the award, year by year or when the title runs out."""

from __future__ import annotations

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.vocabulary import IncidentKind


class Duty(Value):
    """One duty.

    Attributes:
        name: what it is called, 年度报告 or 期满复评.
        article: the provision.
        every: how often, counted from the announcement; 无 for once, by the last day of validity.
        text: what is to be done.
        ground: what 《监督事项》 calls it when it was not done, or what it came to.
    """

    name: str
    article: Local
    every: Span
    text: str
    ground: IncidentKind = IncidentKind.DUTY
