"""What is pointed out to people once a cycle is judged; nothing here is asked by a rule or changes a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolchain.model.problems import Problem, as_far_as_read, problem
from toolchain.model.record import Application
from toolchain.model.sheets import SCORES
from toolchain.model.sheets.application import Attachment, Declaration
from toolchain.model.sheets.checks import Check, CheckSignature, Event
from toolchain.model.sheets.committee import Member, MemberRecusal
from toolchain.model.sheets.draw import Seed
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.prize_use import Spending
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.scores import Remark, Score
from toolchain.model.sheets.supervision import HigherAward
from toolchain.regulation import art16_outliers, art27_names, likely_mistakes, mismatched_cells, plausibility
from toolchain.regulation.art27_recusal import same_name
from toolchain.stages.judgement import Judgement


def pointed_out(j: Judgement) -> tuple[Problem, ...]:
    """Give the hints of all stages reached so far, none of which blocks."""
    experts, members = j.record.whole(Expert), j.record.whole(Member)
    found = (
        iter(plausibility.check_applications(_whole(j), experts, members, j.rules.hints)),
        _trades(j),
        _employers(j),
        _scores(j),
        _slips(j),
        _mismatches(j),
    )
    return tuple(item for hints in found for item in as_far_as_read(hints))


def _slips(j: Judgement) -> Iterator[Problem]:
    """Name lawful values that look like slips of the hand."""
    applications, record = _whole(j), j.record
    awards = record.whole(Award)
    yield from likely_mistakes.years(applications)
    yield from likely_mistakes.figures_of_years(applications)
    yield from likely_mistakes.declarations(record.whole(Declaration))
    yield from likely_mistakes.papers(record.whole(Attachment))
    yield from likely_mistakes.remarks(record.whole(Remark), [item.name for item in applications])
    yield from likely_mistakes.copied_scores(record.whole(Score))
    yield from likely_mistakes.prizes(awards, record.whole(HigherAward))
    yield from likely_mistakes.odd_awards(awards)
    yield from likely_mistakes.personal_uses(record.whole(Spending))
    yield from likely_mistakes.met_in_spite(record.whole(Check))
    if not j.settings.cycle.lacking:
        yield from likely_mistakes.expired_early(awards, j.settings.cycle.deadline)
    if not j.settings.rules.lacking:
        yield from likely_mistakes.least_score(j.settings.rules, j.rules.art12.total_points)


def _mismatches(j: Judgement) -> Iterator[Problem]:
    """Name cells of a row that do not fit together."""
    record = j.record
    yield from mismatched_cells.members(record.whole(Member))
    yield from mismatched_cells.titles(record.whole(Expert))
    yield from mismatched_cells.seeds(record.whole(Seed))
    asked = record.having(Check, "department")
    yield from mismatched_cells.departments(record.whole(Check), record.whole(CheckSignature), asked, j.rules)
    yield from mismatched_cells.events(record.whole(Event), j.rules)


def _whole(j: Judgement) -> list[Application]:
    """Give the applications as far as they could be read: those that say who applies, with their whole years."""
    return [
        replace(item, years=tuple(row for row in item.years if not row.lacking))
        for item in j.record.applications
        if not item.applicant.lacking
    ]


def _trades(j: Judgement) -> Iterator[Problem]:
    """第八条: name experts who are in no panel's list because their trade is written otherwise."""
    trades = tuple(dict.fromkeys(pool.panel.trade for pool in j.panels.pools))
    listed = {entry.expert.number for pool in j.panels.pools for entry in pool.entries}
    for expert in j.record.whole(Expert) if trades else ():
        for trade in expert.trades if expert.number not in listed else ():
            meant = [item for item in trades if item[:_TRADE] == trade[:_TRADE]]
            if len(meant) == 1:
                facts = {"expert": expert.number, "name": expert.name, "trade": trade, "meant": meant[0]}
                yield problem("W-RULE-0815", expert.where("trades"), **facts)


_TRADE = 2
"""Characters at the beginning that tell one trade from another."""


def _employers(j: Judgement) -> Iterator[Problem]:
    """第二十七条: employers of experts and members that an applicant's name resembles, no interest being on record."""
    names = [art27_names.Named(item.uscc, item.name, item.applicant.where("name")) for item in _whole(j)]
    filed = {item.uscc for item in names}
    names += [
        art27_names.Named(row.uscc, row.name, row.where("name")) for row in j.record.whole(Award) if row.uscc in filed
    ]
    experts = [
        art27_names.Person(row.number, row.name, row.employer, row.where("employer")) for row in j.record.whole(Expert)
    ]
    known = {(row.expert, row.uscc) for row in j.record.whole(Tie)} | {
        (item.expert, item.uscc) for item in j.panels.conflicts
    }
    known |= {(one.number, item.uscc) for one in experts for item in names if same_name(one.work, item.name)}
    yield from art27_names.resembling(experts, names, known)
    members = [
        art27_names.Person(row.number, row.name, row.position, row.where("position")) for row in j.record.whole(Member)
    ]
    away = {(row.member, row.uscc) for row in j.record.whole(MemberRecusal)}
    yield from art27_names.resembling(members, names, away)


def _scores(j: Judgement) -> Iterator[Problem]:
    """第十六条: scores in another scale, scores far from all others, another method, places that print alike."""
    sheets, rules = j.record.of(SCORES), j.settings.rules
    scoring = rules.known("scoring")
    if scoring is not None:
        yield from art16_outliers.other_scale(sheets, scoring)
    if j.review.ranking is None or rules.lacking:
        return
    bench = j.review.ranking.bench
    yield from art16_outliers.apart(bench.reviewed, sheets, j.rules.art12.total_points, j.rules.hints)
    yield from art16_outliers.other_method(bench, rules)
    yield from art16_outliers.hidden_by_rounding(bench.standings, rules)
