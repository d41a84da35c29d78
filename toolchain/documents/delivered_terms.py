"""Terms that run from the day a letter reached whom it is for: what it asks, and how long it can be challenged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain.documents.declaration import Document
from toolchain.documents.remedy import Due, Remedy
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.regulation import dates
from toolchain.regulation.events_papers import delivered
from toolchain.stages import reminders
from toolchain.stages.judgement import Judgement

REVIEW, SUIT = "行政复议法第二十条", "行政诉讼法第四十六条"


def terms(j: Judgement, documents: Iterable[Document]) -> tuple[reminders.Due, ...]:
    """List the terms of the papers whose delivery is on record, the day of delivery not counted."""
    return tuple(sorted({found for document in documents for found in _terms(j, document)}))


def _terms(j: Judgement, document: Document) -> Iterator[reminders.Due]:
    row = delivered(j.events, document.number, document.subject)
    if row is None:
        return
    whom, paper = document.subject_name, f"《{document.title}》"
    due, remedy = getattr(document, "due", None), getattr(document, "remedy", None)
    if isinstance(due, Due):
        until = j.calendar.after(row.effective, due.workdays)
        if until is not None:
            yield reminders.Due(until, f"{paper}所定期限届满（自送达起算）", whom, document.articles[0])
    if isinstance(remedy, Remedy):
        review = dates.after(row.effective, Span(remedy.days, Unit.DAY))
        suit = dates.after(row.effective, Span(remedy.months, Unit.MONTH))
        yield reminders.Due(review, f"对{paper}申请行政复议的期限届满", whom, REVIEW)
        yield reminders.Due(suit, f"对{paper}提起行政诉讼的期限届满", whom, SUIT)
