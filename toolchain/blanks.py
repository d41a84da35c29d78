"""Which blanks a cycle hands out, and what is already known to stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import replace
from typing import Any

from toolchain.drawn import Drawn
from toolchain.drawn import drawn
from toolchain.items import Item
from toolchain.items import Items
from toolchain.judgement import Judgement
from toolchain.judgement import Stage
from toolchain.register import banned
from toolchain.register import revoked
from toolchain.regulation.art08_draw import Draw
from toolchain.schema import Mark
from toolchain.schema import Row
from toolchain.schema import Workbook
from toolchain.sheets import APPLICATION
from toolchain.sheets import APPROVAL
from toolchain.sheets import CHECKS
from toolchain.sheets import COMMITTEE
from toolchain.sheets import DRAW
from toolchain.sheets import EXPERTS
from toolchain.sheets import NOTICE
from toolchain.sheets import PRIZE_USE
from toolchain.sheets import REGISTER
from toolchain.sheets import SCORES
from toolchain.sheets import SETTINGS
from toolchain.sheets import WORKBOOKS
from toolchain.sheets.application import Attachment
from toolchain.sheets.application import Declaration
from toolchain.sheets.approval import Approved
from toolchain.sheets.checks import Check
from toolchain.sheets.committee import Count
from toolchain.sheets.draw import Panel
from toolchain.sheets.experts import Expert
from toolchain.sheets.notice import Posting
from toolchain.sheets.prize_use import PrizeReport
from toolchain.sheets.register import Award
from toolchain.sheets.register import Ban
from toolchain.sheets.scores import Remark
from toolchain.sheets.scores import Reviewer
from toolchain.sheets.scores import Score
from toolchain.sheets.settings import Criterion
from toolchain.sheets.settings import Cycle
from toolchain.sheets.vocabulary import AwardKind
from toolchain.sheets.vocabulary import Scoring
from toolchain.sheets.vocabulary import YesNo

Sheet = Sequence[Mapping[str, object]] | Drawn[Any, Mapping[str, object]]
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
    """

    workbook: Workbook
    mark: Mark
    name: str
    known: Known = field(default_factory=dict)
    stage: str = ""
    shares: bool = True


def plain(
    cycle: str, items: Items, before: Judgement | None = None, dates: Mapping[str, object] | None = None
) -> tuple[Blank, ...]:
    """Give all thirteen blanks of a cycle, with what does not depend on anybody: criteria, items, papers.

    From the cycle ``before`` come the register with its new awards and revocations, the pool of experts, the contacts;
    never the rules of the cycle, which are decided anew (第十六条). ``dates`` of the cycle are those planned.
    """
    known: dict[str, Known] = {
        SETTINGS.mark: {
            Cycle: [{"cycle": cycle} | ({} if before is None else _contacts(before)) | dict(dates or {})],
            Criterion: [
                {"code": row.code, "category": row.category, "item": row.item, "points": row.points}
                for row in items.criteria
            ],
        },
        APPLICATION.mark: _application(items),
    }
    if before is not None:
        known[REGISTER.mark] = _register(before)
        known[EXPERTS.mark] = {Expert: [_cells(row) | {"commitment": None} for row in before.record.all(Expert)]}
    return tuple(
        Blank(book, Mark(book.mark, book.version, cycle), book.title, known.get(book.mark, {})) for book in WORKBOOKS
    )


_STAYING = ("contact", "phone", "supervision_phone", "email", "address", "postcode", "website")


def _contacts(before: Judgement) -> dict[str, object]:
    """Carry the office's contacts, and the day on which the last award was announced (第四条)."""
    announced = [award.announced for award in before.announced]
    carried: dict[str, object] = {name: getattr(before.settings.cycle, name) for name in _STAYING}
    return carried | ({"previous": max(announced)} if announced else {})


def _register(j: Judgement) -> Known:
    """Give the register as it now stands: earlier awards, this cycle's, revocations, bans (第二十五条, 第二十八条)."""
    awards, bans = revoked(j.register, j.rulings), banned(j.record.all(Ban), j.rulings)
    return {Award: [_cells(row) for row in awards], Ban: [_cells(row) for row in bans]}


def _application(items: Items) -> Known:
    return {
        Declaration: [{"item": bar.code, "question": bar.matter} for bar in items.bars],
        Attachment: [{"name": name, "required": YesNo.YES} for name in items.attachments],
    }


def due(j: Judgement, items: Items) -> tuple[Blank, ...]:
    """Give the blanks that the stages reached so far hand out; reaching further only adds to them."""
    return tuple(_due(j, items))


def _due(j: Judgement, items: Items) -> Iterator[Blank]:
    if j.reached(Stage.LAUNCH):
        yield _blank(j, Stage.LAUNCH, APPLICATION, _application(items))
    if j.reached(Stage.ACCEPTANCE) and j.accepted:
        yield _blank(j, Stage.ACCEPTANCE, CHECKS, {Check: _checks(j, items.checks)})
        for department in dict.fromkeys(item.department for item in items.checks):
            mine = [item for item in items.checks if item.department == department]
            yield _blank(j, Stage.ACCEPTANCE, CHECKS, {Check: _checks(j, mine)}, department, f"-{department}")
    if j.reached(Stage.QUALIFICATION) and j.qualified:
        trades = sorted({item.acceptance.application.applicant.trade for item in j.qualified})
        panels = [{"panel": f"{trade}组", "trade": trade, "size": j.rules.art08.panel_max} for trade in trades]
        yield _blank(j, Stage.QUALIFICATION, DRAW, {Panel: panels})
    if j.reached(Stage.PANELS):
        for draw in j.draws:
            yield from _score_sheets(j, draw)
    if j.reached(Stage.REVIEW) and j.candidates is not None:
        counts = [
            {"round": 1, "uscc": item.uscc, "name": item.name} for item in (*j.candidates.first, *j.candidates.repeat)
        ]
        yield _blank(j, Stage.REVIEW, COMMITTEE, {Count: counts})
    if j.reached(Stage.COMMITTEE) and j.nomination is not None:
        nominees = tuple(item.uscc for item in j.nomination.nominees)
        yield _blank(j, Stage.COMMITTEE, NOTICE, {Posting: [{"number": 1, "nominees": nominees or None}]})
    if j.reached(Stage.NOTICE) and j.notice is not None:
        standing = [{"uscc": uscc, "name": j.name(uscc)} for uscc in j.notice.standing]
        yield _blank(j, Stage.NOTICE, APPROVAL, {Approved: standing})
    yield from _after(j)


def _blank(j: Judgement, stage: Stage, book: Workbook, known: Known, subject: str = "", suffix: str = "") -> Blank:
    mark = Mark(book.mark, book.version, j.settings.cycle.cycle, subject)
    return Blank(book, mark, book.title + suffix, known, stage)


def _checks(j: Judgement, items: Sequence[Item]) -> Sheet:
    """Give a row for each applicant and item."""

    def row(number: int) -> Mapping[str, object]:
        application, item = accepted[number // len(items)].application, items[number % len(items)]
        return {
            "uscc": application.uscc,
            "name": application.name,
            "item": item.code,
            "matter": item.matter,
            "round": 1,
            "department": item.department,
        }

    accepted = j.accepted
    return drawn(range(len(accepted) * len(items)), row)


def _score_sheets(j: Judgement, draw: Draw) -> Iterator[Blank]:
    panel = draw.pool.panel
    for expert in draw.members:
        recused = {item.uscc for item in j.conflicts if item.expert == expert.number}
        mine = [
            item.acceptance.application
            for item in j.qualified
            if item.acceptance.application.applicant.trade == panel.trade
            and item.acceptance.application.uscc not in recused
        ]
        known: Known = {
            Reviewer: [{"expert": expert.number, "name": expert.name, "panel": panel.panel}],
            Score: [
                {"uscc": one.uscc, "name": one.name, "code": row.code, "item": row.item, "points": row.points}
                for one in mine
                for row in j.settings.criteria
            ],
            Remark: [{"uscc": one.uscc, "name": one.name} for one in mine],
        }
        blank = _blank(j, Stage.PANELS, SCORES, known, expert.number, f"-{panel.panel}-{expert.number}{expert.name}")
        yield replace(blank, shares=j.settings.rules.scoring is Scoring.PERCENT)


def _after(j: Judgement) -> Iterator[Blank]:
    new = j.announced
    for award in new:
        if award.kind is AwardKind.FIRST:
            known: Known = {PrizeReport: [{"uscc": award.uscc, "name": award.name, "prize": award.prize}]}
            yield _blank(j, Stage.APPROVAL, PRIZE_USE, known, award.uscc, f"-{award.name}")
    if j.record.present(REGISTER) and not j.record.faulty(REGISTER) and (new or j.rulings):
        yield _blank(j, Stage.AFTERLIFE, REGISTER, _register(j), suffix="（下一版）")


def _cells(row: Row) -> dict[str, object]:
    return {item.name: getattr(row, item.name) for item in fields(row) if "column" in item.metadata}
