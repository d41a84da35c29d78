"""Which blanks a cycle hands out, and what is already known to stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from toolchain.engine.lazy_sequence import LazySequence, mapped_lazily
from toolchain.model.check_items import Item, Items
from toolchain.model.identifiers import SubjectKind
from toolchain.model.problems import Problem, Unread
from toolchain.model.rule_set.rounds import RoundKind, round_of
from toolchain.model.rule_set.subjects import ORGANISATIONS
from toolchain.model.schema import Row
from toolchain.model.sheets import (
    APPLICATION,
    APPROVAL,
    CHECKS,
    COMMITTEE,
    DRAW,
    EXPERTS,
    NOTICE,
    PRIZE_USE,
    REGISTER,
    SCORES,
    SETTINGS,
    WORKBOOKS,
)
from toolchain.model.sheets.application import Attachment, Declaration, FiscalYear
from toolchain.model.sheets.application_book import form_of
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.checks import Check, CheckSignature
from toolchain.model.sheets.committee import Ballot, Count, Member, Proposal
from toolchain.model.sheets.draw import Panel, Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Posting
from toolchain.model.sheets.prize_use import PrizeReport
from toolchain.model.sheets.register import Award, AwardGrade, Ban
from toolchain.model.sheets.scores import Defence, Remark, Reviewer, Score
from toolchain.model.sheets.settings import Criterion, Cycle, OtherCriterion
from toolchain.model.sheets.vocabulary import AwardKind, Scoring, YesNo
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.regulation.art08_draw import Draw
from toolchain.regulation.art12_criteria import criteria_of, set_of
from toolchain.regulation.art14_acceptance import Acceptance
from toolchain.regulation.register import revoked
from toolchain.results.prefilled_cells import Names, ballots, certificates, counts, fiscal_years, names_to_choose
from toolchain.stages.judgement import Judgement, Stage

MOST_CHECKS = 30_000
"""Rows of one blank of checks: filled, it stays far below what a workbook may hold that is read again."""

Sheet = Sequence[Mapping[str, object]] | LazySequence[Any, Mapping[str, object]]
Known = Mapping[type[Row], Sheet]


@dataclass(frozen=True)
class Blank:
    """A blank to hand out.

    Attributes:
        workbook: its declaration.
        mark: what it says of itself.
        name: file name without ending.
        known: cells filled beforehand, by sheet.
        stage: the folder it is laid into, empty for the set of plain blanks.
        shares: scores are percentages, else points.
        names: what may be chosen where a code or number of somebody is wanted.
        wrong: what it would be filled with cannot be read: it is not handed out anew.
    """

    workbook: Workbook
    mark: Mark
    name: str
    known: Known = field(default_factory=dict)
    stage: str = ""
    shares: bool = True
    names: Names = field(default_factory=dict)
    wrong: tuple[Problem, ...] = ()


def plain(
    cycle: str, items: Items, before: Judgement | None = None, dates: Mapping[str, object] | None = None
) -> tuple[Blank, ...]:
    """Give all blanks of a cycle, with what does not depend on anybody: criteria, items, papers.

    From the cycle ``before`` come the register with its new awards and revocations, the pool of experts, the contacts;
    never the rules of the cycle, which are decided anew (第十六条). ``dates`` of the cycle are those planned.
    """
    known: dict[str, Known] = {
        SETTINGS.mark: {
            Cycle: [
                {"cycle": cycle}
                | ({"website": items.website} if items.website else {})
                | ({} if before is None else _contacts(before))
                | dict(dates or {})
            ],
            Criterion: [
                {"code": row.code, "category": row.category, "item": row.item, "points": row.points}
                for row in items.criteria
            ],
            **_other_criteria(items),
        },
    }
    if before is not None:
        known[REGISTER.mark] = _register(before)
        known[COMMITTEE.mark] = {Member: [cells(row) | {"present": None} for row in before.record.whole(Member)]}
        known[EXPERTS.mark] = {Expert: [cells(row) | {"commitment": None} for row in before.record.whole(Expert)]}
    found = []
    for book in WORKBOOKS:
        if book is APPLICATION:
            found += [
                replace(blank, mark=Mark(book.mark, book.version, cycle))
                for blank in _applications(items, (dates or {}).get("deadline"))
            ]
        else:
            found.append(Blank(book, Mark(book.mark, book.version, cycle), book.title, known.get(book.mark, {})))
    return tuple(found)


def _other_criteria(items: Items) -> Known:
    """Give the criteria of classes of applicants, where the rule set has any."""
    rows = [
        {"set": name, "code": row.code, "category": row.category, "item": row.item, "points": row.points}
        for name, criteria in items.sets
        for row in criteria
    ]
    return {OtherCriterion: rows} if rows else {}


_STAYING = ("contact", "phone", "supervision_phone", "email", "address", "postcode", "website")


def _contacts(before: Judgement) -> dict[str, object]:
    """Carry the office's contacts, and the day on which the last award was announced (第四条)."""
    announced = [award.announced for award in before.announced]
    carried: dict[str, object] = {name: before.settings.cycle.known(name) for name in _STAYING}
    return carried | ({"previous": max(announced)} if announced else {})


def _register(j: Judgement) -> Known:
    """Give the register as it now stands: earlier awards, this cycle's, revocations, bans (第二十五条, 第二十八条)."""
    awards, bans = revoked(j.register, j.supervision.rulings), j.bans
    named = [
        {"uscc": row.uscc, "name": row.name, "announced": row.announced, "grade": row.grade}
        for row in awards
        if row.grade
    ]
    extra: Known = {AwardGrade: named} if named or len(j.rules.lower) > 1 else {}
    return {Award: [cells(row) for row in awards], Ban: [cells(row) for row in bans], **extra}


def _applications(items: Items, deadline: object) -> Iterator[Blank]:
    """Give the form of every kind of applicant, with the bars and the papers that concern it."""
    for subject in items.subjects or ORGANISATIONS:
        book = form_of(subject.kind, subject.sheets)
        bars = [item for item in items.all if item.bar and item.concerns(subject.kind)]
        papers = subject.attachments or items.attachments
        known: Known = {
            Declaration: [{"item": bar.code, "question": bar.question} for bar in bars],
            Attachment: [{"name": name, "required": YesNo.YES} for name in papers],
            FiscalYear: fiscal_years(deadline) if isinstance(deadline, date) and FiscalYear in book.sheets else (),
        }
        suffix = "" if subject.kind is SubjectKind.ORGANISATION else f"（{subject.name}）"
        yield Blank(book, Mark(book.mark, book.version, ""), book.title + suffix, known)


def due(j: Judgement, items: Items) -> tuple[Blank, ...]:
    """Give the blanks that the stages reached so far hand out; reaching further only adds to them."""
    return tuple(_due(j, items))


def _due(j: Judgement, items: Items) -> Iterator[Blank]:
    cycle = j.settings.cycle
    for form in _applications(items, cycle.known("deadline")) if j.reached(Stage.LAUNCH) else ():
        blank = _blank(j, Stage.LAUNCH, form.workbook, form.known, suffix=form.name.removeprefix(APPLICATION.title))
        yield replace(blank, wrong=cycle.lacking.get("deadline", ()))
    if j.reached(Stage.ACCEPTANCE) and j.accepted:
        yield from _check_blanks(j, items.checks)
        for department in dict.fromkeys(item.department for item in items.checks):
            mine = [item for item in items.checks if item.department == department]
            yield from _check_blanks(j, mine, department)
    if j.reached(Stage.QUALIFICATION) and j.qualified:
        known = {item.acceptance.application.applicant.known("trade") for item in j.qualified}
        trades = sorted(trade for trade in known if trade)
        panels = [{"panel": f"{trade}组", "trade": trade, "size": j.rules.art08.panel_max} for trade in trades]
        seeds = [{"panel": panel["panel"], "round": 1} for panel in panels]
        yield _blank(j, Stage.QUALIFICATION, DRAW, {Panel: panels, Seed: seeds})
    if j.reached(Stage.PANELS):
        for draw in j.panels.draws:
            yield from _score_sheets(j, draw)
    if j.reached(Stage.REVIEW) and j.review.candidates is not None:
        candidates = [(item.uscc, item.name) for item in (*j.review.candidates.first, *j.review.candidates.repeat)]
        members = [cells(row) | {"present": None} for row in j.record.elsewhere(Member)]
        extra: Known = {Proposal: []} if any(grade.proposed for grade in j.rules.lower) else {}
        meeting: Known = {Count: counts(candidates), Member: members, Ballot: ballots(j, candidates), **extra}
        yield _blank(j, Stage.REVIEW, COMMITTEE, meeting)
    if j.reached(Stage.COMMITTEE) and j.vote.nomination is not None:
        nominees = tuple(item.uscc for item in j.vote.nomination.nominees)
        yield _blank(j, Stage.COMMITTEE, NOTICE, {Posting: [{"number": 1, "nominees": nominees or None}]})
    if j.reached(Stage.NOTICE) and j.notice is not None:
        filed = [award.known("certificate") for award in j.record.readable(Award)]
        numbers = certificates(filed, j.settings.cycle.year)
        standing = [
            {"uscc": uscc, "name": j.name(uscc), "certificate": number}
            for uscc, number in zip(j.notice.standing, numbers, strict=False)
        ]
        yield _blank(j, Stage.NOTICE, APPROVAL, {Approved: standing})
    yield from _after(j)


def _blank(j: Judgement, stage: Stage, book: Workbook, known: Known, subject: str = "", suffix: str = "") -> Blank:
    mark = Mark(book.mark, book.version, j.settings.cycle.cycle, subject)
    blank = Blank(book, mark, book.title + suffix, known, stage)
    try:
        return replace(blank, names=names_to_choose(j, book))
    except Unread as unread:
        return replace(blank, wrong=unread.problems)


def _check_blanks(j: Judgement, items: Sequence[Item], department: str = "") -> Iterator[Blank]:
    """Give the checks of some items in as many blanks as can be read again when they are filled (第十五条).

    Each is about whole applicants; a department returns them one by one or together.
    """
    each = max(1, MOST_CHECKS // len(items))
    asked = [one for one in j.accepted if any(item.concerns(one.application.applicant.subject) for item in items)]
    parts = [asked[first : first + each] for first in range(0, len(asked), each)]
    for number, accepted in enumerate(parts, 1):
        part = f"第{number}份" if len(parts) > 1 else ""
        told = f"（{part}，共{len(parts)}份）" if part else ""
        suffix = f"-{department}{told}" if department else told
        signing = [{"department": name} for name in dict.fromkeys(item.department for item in items)]
        known: Known = {Check: _checks(accepted, items), CheckSignature: signing}
        yield _blank(j, Stage.ACCEPTANCE, CHECKS, known, f"{department}{part}", suffix)


def _checks(accepted: Sequence[Acceptance], items: Sequence[Item]) -> Sheet:
    """Give a row for each applicant and item that concerns it."""
    kinds = {one.application.applicant.subject for one in accepted}
    if any(not item.concerns(kind) for kind in kinds for item in items):
        theirs = [(one, item) for one in accepted for item in items if item.concerns(one.application.applicant.subject)]
        return [_check(one, item) for one, item in theirs]
    count = len(items)
    return mapped_lazily(
        range(len(accepted) * count), lambda number: _check(accepted[number // count], items[number % count])
    )


def _check(accepted: Acceptance, item: Item) -> Mapping[str, object]:
    application = accepted.application
    return {
        "uscc": application.uscc,
        "name": application.name,
        "item": item.code,
        "matter": item.matter,
        "round": 1,
        "department": item.department,
    }


def _score_sheets(j: Judgement, draw: Draw) -> Iterator[Blank]:
    panel, rounds = draw.pool.panel, j.rules.rounds
    kinds = {"desk": RoundKind.DESK, "site": RoundKind.SITE}
    nothing = {name: 0 for name, kind in kinds.items() if rounds and round_of(rounds, kind) is None}
    for expert in draw.members:
        recused = {item.uscc for item in j.panels.conflicts if item.expert == expert.number}
        mine = [
            item.acceptance.application
            for item in j.qualified
            if item.acceptance.application.applicant.known("trade") == panel.trade
            and item.acceptance.application.uscc not in recused
        ]
        suffix = f"-{panel.panel}-{expert.number}{expert.name}"
        try:
            shares = j.settings.rules.scoring is Scoring.PERCENT
            known: Known = {
                Reviewer: [{"expert": expert.number, "name": expert.name, "panel": panel.panel}],
                Score: [
                    {
                        "uscc": one.uscc,
                        "name": one.name,
                        "code": row.code,
                        "item": row.item,
                        "points": row.points,
                        **nothing,
                    }
                    for one in mine
                    for row in criteria_of(j.settings.all_criteria, set_of(one.applicant, j.rules))
                ],
                Remark: [{"uscc": one.uscc, "name": one.name} for one in mine],
            }
            if round_of(rounds, RoundKind.DEFENCE) is not None:
                known = {**known, Defence: [{"uscc": one.uscc, "name": one.name} for one in mine]}
        except Unread as unread:
            yield replace(_blank(j, Stage.PANELS, SCORES, {}, expert.number, suffix), wrong=unread.problems)
        else:
            yield replace(_blank(j, Stage.PANELS, SCORES, known, expert.number, suffix), shares=shares)


def _after(j: Judgement) -> Iterator[Blank]:
    new = j.announced
    for award in new:
        if award.kind is AwardKind.FIRST and award.prize:
            known: Known = {PrizeReport: [{"uscc": award.uscc, "name": award.name, "prize": award.prize}]}
            yield _blank(j, Stage.APPROVAL, PRIZE_USE, known, award.uscc, f"-{award.name}")
    if j.record.present(REGISTER) and all(map(j.record.sound, REGISTER.sheets)) and (new or j.supervision.rulings):
        yield _blank(j, Stage.AFTERLIFE, REGISTER, _register(j), suffix="（下一版）")


def cells(row: Row) -> dict[str, object]:
    """Give the values of a row by the names of its columns.

    Raises:
        Unread: one of them could not be read.
    """
    return {item.name: getattr(row, item.name) for item in fields(row) if "column" in item.metadata}
