"""What a paper of a kind must say: facts, decision, duty and its time, redress, contact; its articles are its basis.

Declared with each document (``declaration.py``); templates are held against it by ``make lint``.
"""

from __future__ import annotations

from enum import StrEnum

from toolchain.engine.value_objects import Value

GAP = "…"
"""Stands in a wording for any words of the same sentence, so that a sentence may be said otherwise."""


class Redress(StrEnum):
    """How its addressee can challenge what a paper decides."""

    OFFICE = "不服评审办的决定：行政复议、行政诉讼"
    GOVERNMENT = "不服区政府决定或者批准的处理：行政复议、行政诉讼"
    STATEMENT = "向评审办书面提出意见"
    NONE = "不是决定，不告知"


class Contents(Value):
    """What one kind of paper must say.

    Attributes:
        decision: words that decide, ask or tell; :data:`GAP` between those that need not follow each other.
        facts: fields that tell the facts, dates among them; a field of each entry of a list by the list's name.
        duty: words that say what the addressee has to do, empty where nothing.
        term: fields of the time for it.
        redress: how it can be challenged.
        contact: it names a person and a telephone.
        uncited: articles that it carries out without citing them, as ballots and certificates do.
    """

    decision: str
    facts: tuple[str, ...] = ()
    duty: str = ""
    term: tuple[str, ...] = ()
    redress: Redress = Redress.NONE
    contact: bool = True
    uncited: tuple[str, ...] = ()
