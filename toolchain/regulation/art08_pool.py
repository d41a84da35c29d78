"""第八条: the pool a panel is drawn from, frozen and published before the seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import attrgetter

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding, worst
from toolchain.model.problems import At, Problem, problem
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.draw import Panel
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import ExpertStatus, Measure, Verdict
from toolchain.regulation.art09_reviewers import qualify
from toolchain.regulation.art27_recusal import Conflict, folded

TIE_READING = "口径27-1"
"""What counts as an interest."""


class PoolEntry(Value):
    """One expert of the trade and why in or out.

    Attributes:
        expert: the row of the pool workbook.
        findings: 第九条, commitment (第八条), status (第二十六条), recusal (第二十七条).
    """

    expert: Expert
    findings: tuple[Finding, ...]

    @property
    def eligible(self) -> bool:
        """Say whether every finding is met."""
        return worst(self.findings) is Verdict.MET

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """List what keeps the expert out."""
        return tuple(finding for finding in self.findings if finding.verdict is not Verdict.MET)


class Pool(Value):
    """The frozen pool of one panel.

    Attributes:
        panel: the panel's row.
        entries: every expert of the trade, or of all trades where widening is on record, ordered by number.
        listing: the canonical text that is published: one line ``专家编号|姓名|工作单位`` per eligible expert, LF ends.
        digest: SHA-256 of the listing in UTF-8, lower-case hexadecimal.
    """

    panel: Panel
    entries: tuple[PoolEntry, ...]
    listing: str
    digest: str

    @property
    def eligible(self) -> tuple[Expert, ...]:
        """List who may be drawn, by number."""
        return tuple(entry.expert for entry in self.entries if entry.eligible)


class _View(Value):
    """How the pool is looked at.

    Attributes:
        conflicts: those with the applicants looked at.
        marked: the marks without a day that the workbook carries now count: 状态, one person under two numbers.
    """

    conflicts: tuple[Conflict, ...]
    marked: bool = True


def freeze(
    panel: Panel,
    experts: Sequence[Expert],
    conflicts: Sequence[Conflict],
    discipline: Sequence[Discipline],
    rules: Rules,
    others: Sequence[Conflict] = (),
) -> tuple[Pool, tuple[Problem, ...]]:
    """第八条: freeze the pool of a panel as of its draw date.

    ``conflicts`` are those with the panel's own applicants, ``others`` those with applicants of its trade that do not
    pass, or no longer. What became known after the draw date does not touch the pool, nor does a removal decided later
    (第二十六条). A published pool is a fact: where an applicant dropped out or came in since, or a mark of an expert
    without a day was entered, the pool stands as published and the difference is told.

    Problems: size outside 第八条, pool changed otherwise since its digest was published, an expert with nothing against
    them but a matter still 待核, too few experts, one person under two numbers.
    """
    now = _pool(panel, experts, discipline, rules, _View(tuple(conflicts)))
    doubled = tuple(_doubled(now))
    if not panel.pool_digest or same_digest(panel.pool_digest, now.digest):
        return now, (*doubled, *_wrong(now, rules))
    for view in _views(conflicts, others):
        then = _pool(panel, experts, discipline, rules, view)
        if same_digest(panel.pool_digest, then.digest):
            return then, (*doubled, _stands(now, then), *_wrong(then, rules))
    return now, (*doubled, *_wrong(now, rules))


def _pool(panel: Panel, experts: Sequence[Expert], discipline: Sequence[Discipline], rules: Rules, view: _View) -> Pool:
    drawable = sorted(
        (expert for expert in experts if panel.widened or panel.trade in expert.trades), key=attrgetter("number")
    )
    first: dict[tuple[str, str], Expert] = {}
    entries = []
    for expert in drawable:
        other = first.setdefault((folded(expert.name), folded(expert.employer)), expert)
        findings = [*_findings(expert, panel, view, discipline, rules)]
        if view.marked and other is not expert and other.number != expert.number:
            findings.append(_double(expert, other))
        entries.append(PoolEntry(expert, tuple(findings)))
    listing = listed([entry.expert for entry in entries if entry.eligible])
    return Pool(panel, tuple(entries), listing, sha256(listing))


_MOST = 8
"""Applicants with conflicts up to which every way in which they may have been there is tried."""


def _views(conflicts: Sequence[Conflict], others: Sequence[Conflict]) -> Iterator[_View]:
    """Look at the pool as it may have been on the draw day, the likeliest way first."""
    every = (*conflicts, *others)
    now = {item.uscc for item in conflicts}
    there = sorted({item.uscc for item in every})[:_MOST]
    ways = [set(chosen) for size in range(len(there) + 1) for chosen in combinations(there, size)]
    for marked in (True, False):
        for chosen in sorted(ways, key=lambda chosen: (len(chosen ^ now), sorted(chosen))):
            yield _View(tuple(item for item in every if item.uscc in chosen), marked)


def _stands(now: Pool, then: Pool) -> Problem:
    """Say that a published pool stands, and whom it has or has not beside the pool as it would be now."""
    panel = then.panel
    more = [expert.name for expert in then.eligible if expert not in now.eligible]
    less = [expert.name for expert in now.eligible if expert not in then.eligible]
    facts = {"more": "、".join(more) or "无", "less": "、".join(less) or "无"}
    return problem("W-RULE-0814", panel.where("pool_digest"), panel=panel.panel, **facts)


def _double(expert: Expert, first: Expert) -> Finding:
    facts = (("name", expert.name), ("number", expert.number), ("other", first.number))
    cells = (expert.where("number"), first.where("number"))
    return Finding("8-double", "第八条", expert.number, Verdict.NOT_MET, facts, cells)


def _doubled(pool: Pool) -> Iterator[Problem]:
    """Name an expert that is in the pool under two numbers; one person has one ticket."""
    for entry in pool.entries:
        for finding in entry.findings:
            if finding.case == "8-double":
                facts = dict(finding.facts)
                yield problem("W-RULE-0813", finding.cells[0], **facts, employer=entry.expert.employer)


def listed(experts: Sequence[Expert]) -> str:
    """Write experts as the text that is published: one line each, LF ends."""
    return "".join(f"{expert.number}|{expert.name}|{expert.employer}\n" for expert in experts)


def sha256(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, as ``sha256sum`` and ``certutil -hashfile`` print it for such a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def same_digest(one: str, other: str) -> bool:
    """Compare digests without regard to case and spaces, which copying by hand may change."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _findings(
    expert: Expert, panel: Panel, view: _View, discipline: Sequence[Discipline], rules: Rules
) -> Iterator[Finding]:
    yield from qualify(expert, panel.drawn, rules.art09)
    yield _commitment(expert, panel)
    yield _standing(expert, panel, discipline, marked=view.marked)
    yield from _recusal(expert, panel, view.conflicts)


def _commitment(expert: Expert, panel: Panel) -> Finding:
    """第八条: the commitment is signed on or before the draw date."""
    signed = expert.commitment
    case, verdict = "8-unsigned", Verdict.NOT_MET
    if signed is not None:
        case, verdict = "8-commitment", Verdict.MET if signed <= panel.drawn else Verdict.NOT_MET
    facts = (("name", expert.name), ("signed", date_text(signed)), ("drawn", date_text(panel.drawn)))
    return Finding(case, "第八条", expert.number, verdict, facts, (expert.where("commitment"), panel.where("drawn")))


def _standing(expert: Expert, panel: Panel, discipline: Sequence[Discipline], *, marked: bool) -> Finding:
    """第二十六条: a removal counts from the day it was decided.

    The pool's own mark has no day; it counts unless the pool was published without it (``marked`` is false).
    """
    removals = [row for row in discipline if row.expert == expert.number and row.measure is Measure.REMOVAL]
    first = min(removals, key=lambda row: (row.decided, row.where("measure")), default=None)
    facts: tuple[tuple[str, str], ...] = (
        ("name", expert.name),
        ("status", expert.status),
        ("drawn", date_text(panel.drawn)),
    )
    cells: tuple[At, ...] = (expert.where("status"),)
    active = expert.status is ExpertStatus.ACTIVE
    case, verdict = "26-status", Verdict.MET if active else Verdict.NOT_MET
    if not marked and not active:
        case, verdict = "26-published", Verdict.MET
    if first is not None:
        facts += (("decided", date_text(first.decided)),)
        cells += (first.where("measure"), first.where("decided"))
        if first.decided <= panel.drawn:
            case, verdict = "26-removed", Verdict.NOT_MET
        elif expert.status is not ExpertStatus.SUSPENDED:
            case, verdict = "26-later", Verdict.MET
    return Finding(case, "第二十六条", expert.number, verdict, facts, cells)


def _recusal(expert: Expert, panel: Panel, conflicts: Sequence[Conflict]) -> Iterator[Finding]:
    """第二十七条: one interest in one of the panel's applicants keeps an expert out of the pool."""
    mine = [conflict for conflict in conflicts if conflict.expert == expert.number and conflict.known <= panel.drawn]
    facts: tuple[tuple[str, str], ...] = (("name", expert.name), ("panel", panel.panel))
    if not mine:
        at = (expert.where("employer"),)
        yield Finding("27-clear", "第二十七条", expert.number, Verdict.MET, facts, at, TIE_READING)
    for conflict in sorted(mine, key=lambda item: (item.uscc, item.kind)):
        facts = (("name", expert.name), ("applicant", conflict.applicant), ("kind", conflict.kind))
        yield Finding("27-recusal", "第二十七条", expert.number, Verdict.NOT_MET, facts, conflict.cells, TIE_READING)


def _wrong(pool: Pool, rules: Rules) -> Iterator[Problem]:
    panel, least, most = pool.panel, rules.art08.panel_min, rules.art08.panel_max
    if not least <= panel.size <= most:
        yield problem("E-RULE-0801", panel.where("size"), panel=panel.panel, size=panel.size, least=least, most=most)
    for entry in pool.entries:
        if worst(entry.findings) is Verdict.PENDING:
            first, *_ = entry.reasons
            at, *_ = first.cells
            yield problem("E-RULE-0804", at, panel=panel.panel, expert=entry.expert.number, name=entry.expert.name)
    count = len(pool.eligible)
    if count < panel.size:
        scope = "全部行业" if panel.widened else panel.trade
        yield problem("E-RULE-0803", panel.where("size"), panel=panel.panel, trade=scope, count=count, size=panel.size)
    own = sum(panel.trade in expert.trades for expert in pool.eligible)
    if panel.widened and own >= panel.size:
        yield problem(
            "W-RULE-0805", panel.where("widened"), panel=panel.panel, trade=panel.trade, count=own, size=panel.size
        )
    if panel.pool_digest and not same_digest(panel.pool_digest, pool.digest):
        yield problem(
            "E-RULE-0802", panel.where("pool_digest"), panel=panel.panel, found=panel.pool_digest, now=pool.digest
        )
