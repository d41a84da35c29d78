"""What the 发文登记 says is held against the documents and the facts they rest on.

A row that cannot be right gives nothing, whether it says 已印发 or not: its document stays 送审稿. An original that is
out already stays where it is (:mod:`toolchain.outbox.publication_plan`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from toolchain.documents.dated_facts import DatedFacts, Stated
from toolchain.documents.declaration import Document, Form
from toolchain.documents.dispatch_numbers import check_numbers
from toolchain.documents.panels import RecusalRegister
from toolchain.model.chinese import date_text
from toolchain.model.issuance import Issuance
from toolchain.model.problems import At, Problem, problem
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.events_identity import codes as codes_of
from toolchain.regulation.events_identity import subject_now
from toolchain.stages.judgement import Judgement, Stage, State
from toolchain.workbooks.normalisation import closest, label_key

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
    early, uncovered = _before_the_fact(judgement, documents)
    incomplete = tuple(_incomplete(judgement, documents))
    unnumbered = sum(dict(item.facts)["label"] == "发文字号" for item in incomplete)
    problems = [
        *_unknown(rows, declared),
        *_doubled(rows),
        *_hasty(rows),
        *(check_numbers(rows, documents[0].office.office_prefix, unnumbered) if documents else ()),
        *_objects(judgement, rows, made),
        *early,
        *incomplete,
    ]
    of_dates = [item for item in judgement.problems if item.at.sheet == Dispatch.sheet.title]
    wrong: dict[tuple[str, str], list[Problem]] = {}
    for item in (*problems, *of_dates):
        if item.blocks:
            wrong.setdefault((item.at.file, item.at.cell.lstrip(_LETTERS)), []).append(item)
    kept = tuple(_without(judgement, document, wrong, uncovered) for document in documents)
    return kept, tuple(dict.fromkeys(problems))


def _without(
    judgement: Judgement,
    document: Document,
    wrong: Mapping[tuple[str, str], Sequence[Problem]],
    uncovered: Collection[tuple[int, str, str]],
) -> Document:
    """Take from a document a registration that cannot be right, or that does not cover it.

    That the row says 已印发 is kept: an original that is out already is not to be replaced by the draft.
    """
    row = judgement.dispatched(document.number, document.subject)
    if (document.number, document.template, document.subject) in uncovered:
        return replace(document, issue=Issuance())
    mine = () if row is None or row.lacking else wrong.get((row.at.file, str(row.at.row)), ())
    if not mine:
        return document
    issued = document.issue.issued and (document.needs_number or document.needs_date)
    return replace(document, issue=Issuance(issued=issued, wrong=tuple(mine)))


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
    newest = codes_of(judgement.events)
    for row in rows:
        subjects = tuple(subject_now(document.subject, newest) for document in made.get(row.document, ()))
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
            if row.subject in codes:
                guess = f"按现在的事实没有要给{judgement.name(row.subject)}的，请先看这家单位另外的问题和提示。"
            hint = guess if any(subjects) else f"这种文书现在不分对象，确实如此的请留空。{guess}"
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


def _before_the_fact(
    judgement: Judgement, documents: Sequence[Document]
) -> tuple[list[Problem], frozenset[tuple[int, str, str]]]:
    """Hold each document's date against the latest fact it states.

    A row without object covers what existed on its day; a paper of that kind whose fact came later is a new draft.

    Returns:
        what is wrong or worth knowing, and the documents (number, template, object) that such a row does not cover.
    """
    facts = DatedFacts(judgement)
    doubted = {item.at for item in judgement.problems if item.blocks and item.code.startswith("E-ORDER-")}
    early: dict[At, list[tuple[Dispatch, Document, Stated]]] = {}
    covered: set[At] = set()
    for document in documents:
        row = judgement.dispatched(document.number, document.subject)
        if row is None or row.lacking or row.dated is None:
            continue
        fact = facts.latest(document)
        at = row.where("dated")
        if fact is not None and fact.at in doubted:
            continue
        if fact is not None and fact.day > (row.printed or row.dated if row.subject is None else row.dated):
            early.setdefault(at, []).append((row, document, fact))
        else:
            covered.add(at)
    problems: list[Problem] = []
    uncovered: set[tuple[int, str, str]] = set()
    for at, found in early.items():
        for_all = [item for item in found if item[0].subject is None and item[1].subject]
        if at in covered and len(for_all) == len(found):
            uncovered.update((document.number, document.template, document.subject) for _, document, _ in found)
            problems += [_not_covered(at, *item) for item in found]
        else:
            problems.append(_too_early(at, *max(found, key=lambda item: item[2].day)))
    return problems, frozenset(uncovered)


def _too_early(at: At, row: Dispatch, document: Document, fact: Stated) -> Problem:
    facts = {"title": document.title, "dated": date_text(row.dated), "label": fact.label, "day": date_text(fact.day)}
    return problem("E-ISSUE-05", at, subject=_about(document), where=fact.at if fact.at.file else "所填栏目", **facts)


def _not_covered(at: At, row: Dispatch, document: Document, fact: Stated) -> Problem:
    facts = {"title": document.title, "name": document.subject_name or document.subject, "label": fact.label}
    facts |= {"dated": date_text(row.dated), "day": date_text(fact.day)}
    return problem("W-ISSUE-09", at, subject=_about(document), where=fact.at if fact.at.file else "所填栏目", **facts)


def _about(document: Document) -> str:
    """Give the organisation that a document is about, empty for another object or none."""
    return document.subject if _CODE.fullmatch(document.subject) else ""
