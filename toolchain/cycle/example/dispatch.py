"""The 发文登记 of the example: numbers in sequence, dates by stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from toolchain.documents.declaration import Document, Form
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import YesNo

_DATES = {
    1: date(2025, 3, 3),
    2: date(2025, 3, 3),
    3: date(2025, 5, 8),
    4: date(2025, 5, 6),
    5: date(2025, 5, 8),
    6: date(2025, 5, 15),
    7: date(2025, 6, 6),
    8: date(2025, 6, 9),
    9: date(2025, 6, 9),
    10: date(2025, 6, 10),
    11: date(2025, 6, 11),
    12: date(2025, 6, 3),
    13: date(2025, 6, 11),
    14: date(2025, 7, 2),
    15: date(2025, 7, 3),
    16: date(2025, 7, 10),
    17: date(2025, 7, 10),
    18: date(2025, 7, 11),
    19: date(2025, 7, 14),
    20: date(2025, 7, 22),
    21: date(2025, 7, 23),
    22: date(2025, 7, 24),
    23: date(2025, 8, 15),
    24: date(2025, 8, 15),
    25: date(2025, 8, 20),
    27: date(2025, 9, 1),
    28: date(2026, 5, 11),
    29: date(2026, 3, 2),
}
_BY_SUBJECT = {
    (3, "91410702MA44DN1594"): date(2025, 5, 13),
    (10, "制造业组名单"): date(2025, 6, 6),
    (10, "服务业组名单"): date(2025, 6, 6),
    (20, "Y01-受理"): date(2025, 7, 17),
    (32, "S01"): date(2025, 12, 22),
    (32, "S02"): date(2026, 4, 20),
    (33, "S01"): date(2026, 1, 19),
    (35, "S01"): date(2026, 1, 19),
    (34, "S02"): date(2026, 5, 18),
    (36, "S02"): date(2026, 5, 18),
}
_GOVERNMENT = {23, 33, 34}
_SIGNERS = {Form.UPWARD: "罗建华"}


def dispatched(papers: Sequence[Document]) -> list[Dispatch]:
    """Register every paper of the example that has a date; the rest stay 送审稿, as on a working day."""
    dated: dict[tuple[date, int, str], Document] = {}
    for paper in papers:
        day = _day(paper)
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


def _day(paper: Document) -> date | None:
    return _BY_SUBJECT.get((paper.number, paper.subject)) or _DATES.get(paper.number)


def _number(paper: Document, day: date, counters: Counter[str]) -> str | None:
    if not paper.needs_number:
        return None
    prefix = "红政" if paper.number in _GOVERNMENT else "红质评办"
    start = 30 if prefix == "红政" else 0
    counters[f"{prefix}{day.year}"] += 1
    return f"{prefix}〔{day.year}〕{start + counters[f'{prefix}{day.year}']}号"
