"""Findings of the later stages: place, vote, notice, approval, award and revocation, each with its article and cells.

The rules decide; this says what they decided in the form that 依据表, explanation and other programs read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from toolchain.model.chinese import date_text, grouped, rounded
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Unread
from toolchain.model.record import Record
from toolchain.model.rule_set.spans import Unit
from toolchain.model.sheets import SCORES
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.scores import Score
from toolchain.model.sheets.vocabulary import AwardKind, Verdict
from toolchain.regulation.art16_places import Placement
from toolchain.regulation.art16_ranking import Untrimmed
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.art18_notice import Approval, Notice
from toolchain.regulation.art19_prize import PrizeList
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.regulation.departures import Departure, Why
from toolchain.regulation.events import Events, subject_of

_VERDICTS = {True: Verdict.MET, False: Verdict.NOT_MET}


def of_ranking(standings: Sequence[Placement], record: Record) -> Iterator[Finding]:
    """第十六条: every applicant's averages and place, resting on the reviewers' score cells."""
    cells = _score_cells(record)
    for item in standings:
        facts = (
            ("name", item.name),
            ("reviewers", str(len(item.scores))),
            ("desk", str(rounded(item.desk, 2))),
            ("site", str(rounded(item.site, 2))),
            ("total", str(rounded(item.total, 2))),
            ("rank", str(item.rank)),
            ("tied", "并列" if item.tied else ""),
        )
        placed = cells.get(item.uscc, ())
        yield Finding("16-rank", "第十六条", item.uscc, Verdict.MET, facts, placed, "口径16-1、口径16-2、口径16-3")


def of_method(untrimmed: Sequence[Untrimmed], record: Record) -> Iterator[Finding]:
    """口径16-2: say of whom the extremes were not left out, and why."""
    cells = _score_cells(record)
    for item in untrimmed:
        facts = (("members", str(item.members)), ("counted", str(item.counted)))
        placed = cells.get(item.uscc, ())
        yield Finding("16-untrimmed", "第十六条", item.uscc, Verdict.MET, facts, placed, "口径16-2")


def _score_cells(record: Record) -> dict[str, tuple[At, ...]]:
    """Give each applicant's block of score cells in every reviewer's sheet, as a range."""
    found: dict[str, tuple[At, ...]] = {}
    for filled in record.of(SCORES):
        rows: dict[str, list[Score]] = {}
        for row in filled.readable(Score):
            rows.setdefault(row.uscc, []).append(row)
        for uscc, mine in rows.items():
            first, last = mine[0].where("desk"), mine[-1].where("site")
            block = At(first.file, first.sheet, f"{first.cell}:{last.cell}")
            found[uscc] = (*found.get(uscc, ()), block)
    return found


def of_vote(tallies: Sequence[Tally], turn: int) -> Iterator[Finding]:
    """第十七条: every candidate's count against the votes needed."""
    for item in tallies:
        facts = (
            ("name", item.name),
            ("turn", str(turn)),
            ("handed", str(item.handed)),
            ("returned", str(item.returned)),
            ("favour", str(item.favour)),
            ("voters", str(item.voters)),
            ("needed", str(item.needed)),
        )
        case = "17-vote" if turn == 1 else "17-again" if item.needed else "17-most"
        yield Finding(case, "第十七条", item.uscc, _VERDICTS[item.passed], facts, item.cells, "口径17-1")


def of_notice(notice: Notice) -> Iterator[Finding]:
    """第十八条: what became of every nominee in the public notice."""
    posting = notice.posting
    if posting is None:
        return
    facts = (("posted", date_text(posting.posted)), ("until", date_text(posting.until)))
    cells = (posting.where("posted"), posting.where("until"), posting.where("concluded"))
    stood = Verdict.PENDING if notice.concluded is None else Verdict.MET
    for uscc in notice.standing:
        yield Finding("18-notice", "第十八条", uscc, stood, facts, cells, "口径18-1")
    for row in notice.objections:
        if row.uscc in notice.removed:
            at = (row.where("outcome"), row.where("concluded"))
            yield Finding(
                "18-removed", "第十八条", row.uscc, Verdict.NOT_MET, (("number", row.number),), at, "口径18-2"
            )


def of_approval(approval: Approval, prizes: PrizeList | None, awards: Sequence[Award]) -> Iterator[Finding]:
    """第十八条, 第十九条, 第二十八条: the government's decision, the prize, the validity."""
    meeting = approval.meeting
    facts = (("meeting", meeting.number), ("held", date_text(meeting.held)))
    for row in approval.rows:
        decided = row.uscc in approval.approved
        at = (row.where("decision"), meeting.where("held"))
        yield Finding("18-approval", "第十八条", row.uscc, _VERDICTS[decided], facts, at)
    for item in approval.later:
        told = (("meeting", item.event.meeting or ""), ("held", date_text(item.event.effective)))
        at = (item.event.where("result"), item.event.where("effective"))
        yield Finding("18-approval", "第十八条", item.uscc, Verdict.MET, told, at)
    for prize in () if prizes is None else prizes.prizes:
        case = "19-prize" if prize.amount else "19-none"
        entered = tuple(row.where("decision") for row in approval.rows if row.uscc == prize.uscc)
        entered = entered or tuple(x.event.where("result") for x in approval.later if x.uscc == prize.uscc)
        yield Finding(case, "第十九条", prize.uscc, Verdict.MET, (("amount", grouped(prize.amount)),), entered)
    for award in awards:
        dates = (("announced", date_text(award.announced)), ("until", date_text(award.valid_until)))
        case = "28-nominated" if award.kind is AwardKind.NOMINATION else "28-award"
        since = next((x.event for x in approval.later if x.uscc == award.uscc), None)
        cell = meeting.where("announced") if since is None else since.where("announced")
        yield Finding(case, "第二十八条", award.uscc, Verdict.MET, dates, (cell,))


_CASES = {
    Consequence.REVOKE_FRAUD: "25-fraud",
    Consequence.REVOKE_CONDUCT: "25-conduct",
    Consequence.CRITICISE: "22-criticise",
    Consequence.RECOVER_PRIZE: "22-recover",
    Consequence.REMIND: "24-remind",
    Consequence.NONE: "22-nothing",
    Consequence.OPEN: "22-open",
    Consequence.TALK: "25-talk",
    Consequence.MEND: "25-mend",
    Consequence.KEEP: "25-keep",
}


def of_supervision(rulings: Sequence[Ruling]) -> Iterator[Finding]:
    """第二十二条, 第二十四条, 第二十五条: what every incident leads to."""
    for item in rulings:
        row = item.incident
        approved = f"{date_text(row.approved)}经区政府批准" if item.approved and row.approved else "尚待区政府批准"
        facts = (
            ("number", row.number),
            ("facts", row.facts.rstrip("。")),
            ("amount", grouped(item.recover_prize)),
            ("until", date_text(item.ban_until) if item.ban_until else "批准后起算"),
            ("approved", approved),
            *_further(item),
        )
        open_ = item.consequence is Consequence.OPEN or not item.approved
        cells = (row.where("kind"), row.where("outcome"), row.where("decision"), row.where("approved"))
        verdict = Verdict.PENDING if open_ else Verdict.NOT_MET
        if item.consequence is Consequence.NONE:
            verdict = Verdict.MET
        yield Finding(_CASES[item.consequence], item.article, row.uscc, verdict, facts, cells)


def _further(item: Ruling) -> tuple[tuple[str, str], ...]:
    """Tell of money and a ban that follow a revocation other than for fraud, and of a title kept on."""
    money = f"和奖金{grouped(item.recover_prize)}元" if item.recover_prize else ""
    until = f"至{date_text(item.ban_until)}" if item.ban_until else ""
    inside = "" if item.ban is None or item.ban.unit is Unit.FOREVER else "内"
    ban = f"，{item.ban}{inside}不予受理申报{until}" if item.ban is not None else ""
    told = (("article", item.article), ("further", money + ban), ("extends", str(item.extends or "")))
    return told if item.consequence in _TELLING else ()


_TELLING = frozenset({Consequence.REVOKE_CONDUCT, Consequence.TALK, Consequence.MEND, Consequence.KEEP})


def readable(found: Iterator[Finding]) -> Iterator[Finding]:
    """Give findings up to one that would tell of a cell that is wrong."""
    with suppress(Unread):
        yield from found


def of_events(events: Events) -> Iterator[Finding]:
    """变更事项: every event that holds, with who decided it, on what paper, and from which day."""
    for row in events.all:
        kind = str(getattr(row, "kind", type(row).sheet.title))
        facts = (
            ("number", row.number),
            ("kind", kind),
            ("effective", date_text(row.effective)),
            ("decided_by", row.decided_by),
            ("paper", row.paper or "无"),
        )
        subject = subject_of(row) or str(getattr(row, "person", "") or getattr(row, "subject", "") or "")
        cells = (row.where("number"), row.where("effective"))
        yield Finding("7-event", "第七条", subject, Verdict.MET, facts, cells)


def of_departures(departures: Sequence[Departure]) -> Iterator[Finding]:
    """第十四条, 第十一条, 第十八条: who does not go on, from which day and why."""
    for item in departures:
        facts = (("why", item.why.value), ("day", date_text(item.day)), ("reason", item.reason))
        verdict = Verdict.PENDING if item.why in {Why.WAITS, Why.DEFERRED} else Verdict.NOT_MET
        yield Finding("7-leaves", item.article, item.uscc, verdict, facts, item.cells)
