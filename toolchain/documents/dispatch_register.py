"""What the 发文登记 says is held against the documents and the facts they rest on.

A row that cannot be right gives nothing: its document stays 送审稿. A document that is registered as 已印发 is out, so
it keeps what is registered, and the problem is for people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolchain.documents import approval, committee, notice
from toolchain.documents.acceptance import AcceptanceLetter, RefusalLetter, SupplementLetter
from toolchain.documents.declaration import Document, Form
from toolchain.documents.panels import Appointment, DrawRecord, RecusalRegister
from toolchain.documents.supervision import (
    ConductRecovery,
    ConductRevocation,
    FraudRecovery,
    FraudRevocation,
    PrizeRecovery,
)
from toolchain.model.chinese import date_text
from toolchain.model.issuance import Issue
from toolchain.model.problems import At, Problem, problem
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.settings import Dispatch, Receipt
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.stages.judgement import Judgement, Stage, State
from toolchain.workbooks.normalisation import closest, label_key

Fact = tuple[str, date, At]
"""What a document reports, the day on which it happened, and the cell that says so."""

_TELLING = 4
"""Numbers as short as E13 are all alike; to guess one of them helps nobody."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BRACKETS = re.compile(r"[\[\](){}〔〕【】]")
_CODE = re.compile(r"[0-9A-Z]{18}", re.ASCII)


def check_dispatch(
    judgement: Judgement, documents: Sequence[Document], declared: Sequence[type[Document]]
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Give the documents without registrations that cannot be right, and what is wrong with the 发文登记."""
    documents = _unsure(judgement, documents, declared)
    rows = judgement.record.whole(Dispatch)
    if not rows:
        return tuple(documents), ()
    made: dict[int, list[Document]] = {}
    for document in documents:
        made.setdefault(document.number, []).append(document)
    problems = [
        *_unknown(rows, declared),
        *_doubled(rows),
        *_hasty(rows),
        *_objects(judgement, rows, made),
        *(item for document in documents for item in _before_the_fact(judgement, document)),
    ]
    wrong = {(item.at.file, item.at.cell.lstrip(_LETTERS)) for item in problems if item.blocks}
    unfit = [row for row in rows if (row.at.file, str(row.at.row)) in wrong and row.issued is not YesNo.YES]
    kept = tuple(_without(judgement, document, unfit, problems) for document in documents)
    return kept, tuple(dict.fromkeys((*problems, *_incomplete(judgement, documents))))


def _without(
    judgement: Judgement, document: Document, unfit: Sequence[Dispatch], problems: Sequence[Problem]
) -> Document:
    """Take from a document a registration that cannot be right."""
    row = judgement.dispatched(document.number, document.subject)
    if row is None or row.lacking or row not in unfit:
        return document
    mine = (row.at.file, str(row.at.row))
    wrong = tuple(item for item in problems if item.blocks and (item.at.file, item.at.cell.lstrip(_LETTERS)) == mine)
    return replace(document, issue=Issue(wrong=wrong))


def _unsure(
    judgement: Judgement, documents: Sequence[Document], declared: Sequence[type[Document]]
) -> Sequence[Document]:
    """Note at documents without a row of their own the rows that may be theirs, but do not say which document's."""
    rows = judgement.record.readable(Dispatch)
    loose = [row for row in rows if "document" in row.lacking or "subject" in row.lacking]
    lost = judgement.record.lost(Dispatch)
    if not loose and not lost:
        return documents
    titles = {label_key(document.title): document.number for document in declared}

    def noted(document: Document) -> Document:
        if judgement.dispatched(document.number, document.subject) is not None and not lost:
            return document
        wrong = list(lost)
        for row in loose:
            number = row.known("document") or titles.get(label_key(row.known("title") or ""))
            subject = row.known("subject")
            if number in {None, document.number} and ("subject" in row.lacking or subject in {None, document.subject}):
                wrong += [item for problems in row.lacking.values() for item in problems]
        return (
            replace(document, issue=replace(document.issue, wrong=tuple(dict.fromkeys(wrong)))) if wrong else document
        )

    return tuple(map(noted, documents))


def _unknown(rows: Sequence[Dispatch], declared: Sequence[type[Document]]) -> Iterator[Problem]:
    """Name numbers that no document has, and numbers beside the title of another document."""
    titles: dict[int, set[str]] = {}
    for document in declared:
        titles.setdefault(document.number, set()).add(document.title)
    numbers = {label_key(title): number for number, known in titles.items() for title in known}
    for row in rows:
        meant = numbers.get(label_key(row.title))
        hint = f"《{row.title}》的编号是{meant}。" if meant else ""
        if row.document not in titles:
            yield problem("E-ISSUE-01", row.where("document"), number=row.document, hint=hint)
        elif meant and label_key(row.title) not in map(label_key, titles[row.document]):
            known = "、".join(sorted(titles[row.document]))
            facts = {"number": str(row.document), "known": known, "title": row.title, "hint": hint}
            yield problem("W-ISSUE-02", row.where("title"), **facts)


def _doubled(rows: Sequence[Dispatch]) -> Iterator[Problem]:
    """Name a 发文字号 that two rows have; neither is better than the other."""
    by_number: dict[str, list[Dispatch]] = {}
    for row in rows:
        if row.number:
            by_number.setdefault(_BRACKETS.sub("|", label_key(row.number)), []).append(row)
    for number, same in by_number.items():
        for row in same if len(same) > 1 else ():
            other = same[1] if row is same[0] else same[0]
            told = f"第{other.at.row}行《{other.title}》"
            yield problem("E-ISSUE-06", row.where("number"), number=row.number or number, other=told)


def _hasty(rows: Sequence[Dispatch]) -> Iterator[Problem]:
    """Name documents that were printed before they were signed."""
    for row in rows:
        if row.printed is not None and row.dated is not None and row.printed < row.dated:
            facts = {"title": row.title, "printed": date_text(row.printed), "dated": date_text(row.dated)}
            yield problem("E-ISSUE-07", row.where("printed"), **facts)


def _objects(
    judgement: Judgement, rows: Sequence[Dispatch], made: Mapping[int, Sequence[Document]]
) -> Iterator[Problem]:
    """Name rows about nobody who is on record, and rows for which no document is made.

    While a workbook is wrong or a stage not reached, documents may be missing for that reason, so nothing is said.
    """
    if judgement.held:
        return
    for row in rows:
        subjects = tuple(document.subject for document in made.get(row.document, ()))
        if row.subject is None or row.subject in subjects:
            continue
        codes = judgement.record.codes if _CODE.fullmatch(row.subject) else frozenset()
        meant = closest(row.subject, (*filter(None, subjects), *sorted(codes)))
        facts = {"found": row.subject, "title": row.title}
        if codes and row.subject not in codes:
            hint = f"是否指{meant}？" if meant else ""
            yield problem("E-ISSUE-03", row.where("subject"), hint=hint, **facts)
        elif subjects and _all_made(judgement, row.document, made):
            guess = f"是否指“{meant}”？" if len(meant) >= _TELLING else ""
            hint = guess if any(subjects) else "这种文书不分对象，请留空。"
            yield problem("W-ISSUE-04", row.where("subject"), hint=hint, **facts)


def _all_made(judgement: Judgement, number: int, made: Mapping[int, Sequence[Document]]) -> bool:
    """Say whether the stages are done that make every copy of a document."""
    if any(step.state is State.BLOCKED for step in judgement.steps):
        return False
    stages = {Stage(document.folder) for document in made[number]}
    late = {Stage.COMMITTEE} if number == RecusalRegister.number else set()  # members follow the reviewers
    return all(judgement.reached(stage) for stage in stages | late)


def _incomplete(judgement: Judgement, documents: Sequence[Document]) -> Iterator[Problem]:
    """Name what an issued document must have and the 发文登记 does not give."""
    for document in documents:
        row = judgement.dispatched(document.number, document.subject)
        if row is None or row.lacking or row.issued is not YesNo.YES:
            continue
        needed = (
            ("number", "发文字号", document.needs_number and row.number is None),
            ("dated", "成文日期", document.needs_date and row.dated is None),
            ("signer", "签发人", document.form is Form.UPWARD and row.signer is None),
        )
        for name, label, missing in needed:
            if missing:
                yield problem("E-ISSUE-08", row.where(name), title=row.title, label=label)


def _before_the_fact(judgement: Judgement, document: Document) -> Iterator[Problem]:
    row = judgement.dispatched(document.number, document.subject)
    fact = _FACTS.get(type(document))
    if row is None or row.lacking or row.dated is None or fact is None:
        return
    for label, day, at in fact(judgement, document.subject):
        if row.dated < day:
            facts = {"title": row.title, "dated": date_text(row.dated), "label": label, "day": date_text(day)}
            yield problem("E-ISSUE-05", row.where("dated"), where=at, **facts)


def _received(judgement: Judgement, subject: str) -> Iterator[Fact]:
    for row in judgement.record.having(Receipt, "uscc", "received"):
        if row.uscc == subject:
            yield "收到申报材料的日期", row.received, row.where("received")


def _drawn(judgement: Judgement, subject: str) -> Iterator[Fact]:
    for draw in judgement.draws:
        if subject == draw.pool.panel.panel or any(member.number == subject for member in draw.members):
            yield "抽取日期", draw.pool.panel.drawn, draw.pool.panel.where("drawn")


def _voted(judgement: Judgement, _: str) -> Iterator[Fact]:
    meeting = judgement.record.one(Meeting)
    if meeting is not None and meeting.known("held"):
        yield "评委会会议日期", meeting.held, meeting.where("held")


def _noticed(judgement: Judgement, _: str) -> Iterator[Fact]:
    found = judgement.notice
    if found is not None and found.posting is not None and found.concluded is not None:
        yield "公示结束确认日期", found.concluded, found.posting.where("concluded")


def _resolved(judgement: Judgement, _: str) -> Iterator[Fact]:
    meeting = judgement.record.one(ExecutiveMeeting)
    if meeting is not None and meeting.known("held"):
        yield "常务会议日期", meeting.held, meeting.where("held")


def _approved(judgement: Judgement, subject: str) -> Iterator[Fact]:
    for ruling in judgement.rulings:
        incident = ruling.incident
        if incident.number == subject and incident.approved is not None:
            yield "区政府批准日期", incident.approved, incident.where("approved")


_FACTS: dict[type[Document], Callable[[Judgement, str], Iterator[Fact]]] = {
    **dict.fromkeys((AcceptanceLetter, SupplementLetter, RefusalLetter), _received),
    **dict.fromkeys((DrawRecord, Appointment), _drawn),
    **dict.fromkeys((committee.TallySheet, committee.Minutes, notice.PublicNotice), _voted),
    **dict.fromkeys((notice.NoticeReport, approval.ApprovalRequest), _noticed),
    **dict.fromkeys((approval.Announcement, approval.Certificate, approval.PaymentRequest), _resolved),
    **dict.fromkeys(
        (PrizeRecovery, FraudRevocation, ConductRevocation, FraudRecovery, ConductRecovery),
        _approved,
    ),
}
