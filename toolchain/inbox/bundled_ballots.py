"""Ballots that were counted in bundles: each bundle stands for as many ballots as it has papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import USCC
from toolchain.model.sheets.committee import Ballot, Bundle, Count
from toolchain.model.sheets.vocabulary import Vote

_VOTES = {"favour": Vote.FOR, "against": Vote.AGAINST, "abstained": Vote.ABSTAIN, "invalid": Vote.INVALID}


def with_bundled_ballots(book: FilledWorkbook) -> FilledWorkbook:
    """第十七条: a bundle stands for as many ballots as it has papers, each with the same marks.

    A candidate that a bundle does not name has the mark of the rest; the candidates are those that the tellers count.
    """
    bundles = cast("tuple[Bundle, ...]", book.rows.get(Bundle, ()))
    if not bundles:
        return book
    candidates: dict[int, dict[USCC, None]] = {}
    for row in book.readable(Count):
        if row.known("round") and row.known("uscc"):
            candidates.setdefault(row.known("round"), {})[row.known("uscc")] = None
    cast_ballots = [*book.rows.get(Ballot, ())]
    for bundle in bundles:
        cast_ballots += _cast(bundle, tuple(candidates.get(bundle.round, ())))
    return replace(book, rows={**book.rows, Ballot: tuple(cast_ballots)})


def _cast(bundle: Bundle, candidates: Sequence[USCC]) -> Iterator[Ballot]:
    marks: list[tuple[USCC, Vote, str]] = [
        (uscc, vote, name) for name, vote in _VOTES.items() for uscc in getattr(bundle, name) or ()
    ]
    named = {uscc for uscc, _, _ in marks}
    if bundle.rest is not None:
        marks += [(uscc, bundle.rest, "rest") for uscc in candidates if uscc not in named]
    for paper in range(1, bundle.papers + 1):
        for uscc, vote, name in marks:
            ref = bundle.at.cells.get(name, "")
            at = replace(bundle.at, cells={**bundle.at.cells, "uscc": ref, "vote": ref})
            yield Ballot(round=bundle.round, number=f"捆{bundle.number}-{paper}", uscc=uscc, vote=vote, at=at)
