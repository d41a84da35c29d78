"""收发登记 pre-filled: what is registered already, and what waits to be: applications, documents with the next 文号."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolchain.documents.acceptance import SupplementLetter
from toolchain.documents.dated_facts import DatedFacts
from toolchain.documents.declaration import Document, Form
from toolchain.documents.dispatch_numbers import proposals
from toolchain.documents.document_file import DocumentFile
from toolchain.model.sheets import CORRESPONDENCE
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.correspondence import Dispatch, Receipt
from toolchain.model.sheets.hint_review import HintReview
from toolchain.model.sheets.own_steps import StepRecord
from toolchain.model.workbook_declaration import Mark
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.results.next_blanks import Blank, Known, cells
from toolchain.stages.judgement import Judgement

NAME = f"{CORRESPONDENCE.title}.xlsx"
"""The file beside the stages of a cycle's folder."""

_HELPS = ("subject_name", "after", "proposed", "batch")


def registers(j: Judgement, papers: Sequence[DocumentFile], hints: Sequence[Mapping[str, object]] = ()) -> Blank:
    """Give the registers of a cycle as they stand, with a row for everything that is not registered yet.

    Args:
        j: the cycle.
        papers: its documents.
        hints: the rows of 提示核对.
    """
    mark = Mark(CORRESPONDENCE.mark, CORRESPONDENCE.version, j.settings.cycle.cycle)
    known: Known = {
        Receipt: [*_receipts(j)],
        Dispatch: [*_dispatches(j, papers)],
        ConfirmedDate: [*_originals(j)],
        HintReview: hints,
        **({StepRecord: [*_steps(j)]} if j.rules.steps else {}),
    }
    return Blank(CORRESPONDENCE, mark, CORRESPONDENCE.title, known)


def _steps(j: Judgement) -> Iterator[Mapping[str, object]]:
    """Give the rule set's own steps with what is registered of them, then rows about none of them."""
    rows = {row.name: cells(row) for row in j.record.readable(StepRecord)}
    for step in j.rules.steps:
        yield rows.pop(step.name, {"name": step.name}) | {"body": step.body}
    yield from rows.values()


def next_numbers(j: Judgement, papers: Sequence[DocumentFile]) -> Mapping[tuple[int, str], str]:
    """Give the next free 文号 of each document that has none."""
    year = None if j.registered is None else j.registered.day.year
    documents = tuple(paper.document for paper in papers)
    return proposals(documents, j.record.having(Dispatch, "number"), year)


def _receipts(j: Judgement) -> Iterator[Mapping[str, object]]:
    """Give what is registered, then the applications that nobody has registered.

    Papers that a notice on record asked for stand at their applicant (第十四条).
    """
    rows = j.record.readable(Receipt)
    asked = {item.application.uscc: item.missing for item in j.acceptances if _notified(j, item)}
    for row in rows:
        yield {"requested": asked.get(row.uscc), **{name: value for name, value in cells(row).items() if value}}
    registered = {row.uscc for row in rows}
    receiver = _usual([row.receiver for row in rows])
    for application in j.record.applications:
        if application.uscc not in registered:
            yield {"uscc": application.uscc, "name": application.name, "receiver": receiver}


def _notified(j: Judgement, item: Acceptance) -> bool:
    row = j.dispatched(SupplementLetter.number, item.application.uscc)
    return item.outcome is AcceptanceOutcome.SUPPLEMENT and row is not None and row.dated is not None


def _dispatches(j: Judgement, papers: Sequence[DocumentFile]) -> Iterator[Mapping[str, object]]:
    """Give what is registered, then a row for each document without one; those of one kind are one batch."""
    rows = j.record.readable(Dispatch)
    names = {(paper.document.number, paper.document.subject): paper.document.subject_name for paper in papers}
    for row in rows:
        named = names.get((row.document, row.subject or "")) if row.dated else None
        yield cells(row) | dict.fromkeys(_HELPS) | {"subject_name": named or None}
    waiting = [document for document in (paper.document for paper in papers) if _unregistered(j, document)]
    numbers, facts = next_numbers(j, papers), DatedFacts(j)
    kinds = Counter(document.template for document in waiting)
    signer = _usual([row.signer for row in rows])
    for document in waiting:
        fact = facts.latest(document)
        yield {
            "document": document.number,
            "title": document.title,
            "subject": document.subject or None,
            "subject_name": document.subject_name or None,
            "after": None if fact is None else fact.day,
            "proposed": numbers.get((document.number, document.subject)),
            "batch": f"{document.title}-{len(rows) + 1}" if kinds[document.template] > 1 else None,
            "signer": signer if document.form is Form.UPWARD else None,
        }


def _originals(j: Judgement) -> Iterator[Mapping[str, object]]:
    """Give what was read again in the originals, then the dates that nobody has read again."""
    for row in j.record.readable(ConfirmedDate):
        yield cells(row)
    for item in j.dates.loose:
        if item.confirmed is None:
            yield {"sheet_title": item.sheet, "label": j.rules.said(item.label), "subject": item.subject or None}


def _unregistered(j: Judgement, document: Document) -> bool:
    wanted = document.needs_number or document.needs_date
    return wanted and j.dispatched(document.number, document.subject) is None


def _usual(found: Sequence[str | None]) -> str | None:
    """Give what was written last."""
    return next((item for item in reversed(found) if item), None)
