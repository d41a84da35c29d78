"""One register for all cycles: which workbooks of the others a cycle has to know (第二十五条, 第二十八条)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.sheets import APPROVAL, COMMITTEE, EVENTS, REGISTER, SETTINGS, SUPERVISION
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.events import ApplicantEvent, DecisionEvent, PaperEvent
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle
from toolchain.model.sheets.supervision import Discipline, Incident

_LEDGERS = (REGISTER, SUPERVISION, EVENTS, APPROVAL)
"""The workbooks in which a cycle records what every other one must know."""


def with_others(records: Sequence[Record]) -> tuple[Record, ...]:
    """Give every cycle the workbooks of the others that name its applicants, its laureates or its experts.

    A workbook that names none of them is left out: a cycle stands on no more than it needs. Of the cycle before, the
    one announced on the day that 届次设置 gives, the settings are known too, which tell its year (第四条), and the
    members of the committee (第六条).
    """
    return tuple(replace(record, others=tuple(_known(record, records))) for record in records)


def _known(record: Record, records: Sequence[Record]) -> Iterator[FilledWorkbook]:
    others = [other for other in records if other is not record]
    theirs = [item for other in others for book in _LEDGERS for item in other.of(book) if not item.faulty]
    codes = _codes(record, theirs)
    experts = {(row.number, row.name) for row in record.having(Expert, "number", "name")}
    yield from (item for item in theirs if _names(item, codes) or _disciplines(item, experts) or _before(record, item))
    for other in others:
        if any(_before(record, item) for item in other.of(APPROVAL)):
            yield from (item for item in (*other.of(SETTINGS), *other.of(COMMITTEE)) if not item.faulty)


def _codes(record: Record, others: Iterable[FilledWorkbook]) -> frozenset[str]:
    """Give the codes of the applicants and laureates of a cycle, and those that became theirs or that theirs became."""
    found = {
        *(str(row.uscc) for row in record.having(Applicant, "uscc")),
        *(str(row.uscc) for row in record.having(Award, "uscc")),
        *(str(row.uscc) for row in record.having(Ban, "uscc")),
    }
    changes = [*record.whole(ApplicantEvent), *(row for item in others for row in item.all(ApplicantEvent))]
    while True:
        more = {str(row.new_code) for row in changes if row.new_code and row.uscc in found}
        more |= {str(row.uscc) for row in changes if row.new_code and row.new_code in found}
        if more <= found:
            return frozenset(found)
        found |= more


def _names(item: FilledWorkbook, codes: frozenset[str]) -> bool:
    named = {
        *(row.uscc for row in item.all(Award)),
        *(row.uscc for row in item.all(Ban)),
        *(row.uscc for row in item.all(Incident)),
        *(row.uscc for row in item.all(ApplicantEvent)),
        *(row.subject for row in item.all(PaperEvent)),
        *(row.uscc for row in item.all(DecisionEvent)),
        *(row.uscc for row in item.all(Approved)),
    }
    return not codes.isdisjoint(named)


def _disciplines(item: FilledWorkbook, experts: set[tuple[str, str]]) -> bool:
    return any((row.expert, row.name) in experts for row in item.all(Discipline))


def _before(record: Record, item: FilledWorkbook) -> bool:
    """Say whether a workbook is the approval of the cycle before."""
    cycle, meeting = next(iter(record.whole(Cycle)), None), item.one(ExecutiveMeeting)
    return (
        cycle is not None and meeting is not None and cycle.previous is not None and meeting.announced == cycle.previous
    )
