"""The 发文登记 of the example: numbers in sequence, dates by stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from toolchain.cycle.example.sample_data import tables
from toolchain.documents.declaration import Document, Form
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import YesNo

_GOVERNMENT = {23, 33, 34}
_SIGNERS = {Form.UPWARD: "罗建华"}


def dispatched(papers: Sequence[Document]) -> list[Dispatch]:
    """Register every paper of the example that has a date; the rest stay 送审稿, as on a working day."""
    days: dict[tuple[int, str], date] = {
        (told["document"], told.get("subject", "")): told["dated"] for told in tables()["Dispatch"]
    }
    dated: dict[tuple[date, int, str], Document] = {}
    for paper in papers:
        day = days.get((paper.number, paper.subject)) or days.get((paper.number, ""))
        if day is not None:
            dated.setdefault((day, paper.number, paper.subject), paper)
    counters: Counter[str] = Counter()
    return [_row(paper, day, counters) for (day, _, _), paper in sorted(dated.items(), key=itemgetter(0))]


def _row(paper: Document, day: date, counters: Counter[str]) -> Dispatch:
    return Dispatch(
        document=paper.number,
        title=paper.title,
        subject=paper.subject or None,
        number=_number(paper, day, counters),
        dated=day,
        signer=_SIGNERS.get(paper.form),
        printed=None,
        issued=YesNo.YES,
    )


def _number(paper: Document, day: date, counters: Counter[str]) -> str | None:
    if not paper.needs_number:
        return None
    prefix = "红政" if paper.number in _GOVERNMENT else "红质评办"
    start = 30 if prefix == "红政" else 0
    counters[f"{prefix}{day.year}"] += 1
    return f"{prefix}〔{day.year}〕{start + counters[f'{prefix}{day.year}']}号"
