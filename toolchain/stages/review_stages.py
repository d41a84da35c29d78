"""Panels, scores and candidates (第八条, 第九条, 第十六条, 第二十七条)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from toolchain.engine.value_objects import Value
from toolchain.model.partial_row import Lacking
from toolchain.model.problems import Problem, Unread, problem
from toolchain.model.record import Application, FilledWorkbook
from toolchain.model.schema import Row
from toolchain.model.sheets import DRAW, EXPERTS, SCORES
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.scores import Remark, Reviewer, Score
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.regulation import art08_draw, art16_ranking, art16_scores, art27_recusal, events_people, events_scores
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.regulation.art15_qualification import Qualification
from toolchain.regulation.events_identity import name_on
from toolchain.regulation.legal_status import discipline
from toolchain.stages.gates import close, each, gate, guarded, halt, hold, hold_all, once, weigh
from toolchain.stages.judgement import Judgement, Stage
from toolchain.stages.stage_results import Panels, Review


class Seated(Value):
    """What became of one panel.

    Attributes:
        pool: its frozen pool.
        draw: the draw; None while there is no sound seed.
        recused: interests of experts in its applicants, on the day of the draw or found later.
        problems: what is wrong.
        replacements: reviewers who left since, with who follows.
    """

    pool: art08_draw.Pool
    draw: art08_draw.Draw | None
    recused: tuple[art27_recusal.Conflict, ...]
    problems: tuple[Problem, ...]
    replacements: tuple[events_people.Replacement, ...] = ()

    @property
    def waiting(self) -> str:
        """Say what people have to do next, if anything."""
        panel = self.pool.panel.panel
        if self.draw is None:
            return f"{panel}：公布专家名单和摘要后公开产生种子，填入《评审组抽取》"
        return "" if self.draw.leader else f"{panel}：商定组长后填入《评审组抽取》"


@guarded(Stage.PANELS)
def seat_panels(j: Judgement) -> Judgement:
    """第八条, 第九条, 第二十七条: freeze the pools, draw the panels."""
    if not j.passed:
        return close(hold_all(j, Stage.PANELS), Stage.PANELS)
    if stopped := gate(j, Stage.PANELS, EXPERTS, DRAW):
        return stopped
    j = weigh(j, Stage.PANELS, _disagreements(j))
    j, seated = each(j, Stage.PANELS, j.record.all(Panel), _called, partial(_seat, j, _held_trades(j)))
    wrong = {
        item.pool.panel.panel: tuple(problem for problem in item.problems if problem.blocks)
        for item in seated
        if any(problem.blocks for problem in item.problems)
    }
    recused = {(one.expert, one.uscc, one.kind): one for item in seated for one in item.recused}
    panels = Panels(
        pools=tuple(item.pool for item in seated),
        draws=tuple(item.draw for item in seated if item.draw is not None),
        conflicts=tuple(recused[key] for key in sorted(recused)),
        replacements=tuple(seat for item in seated for seat in item.replacements),
    )
    j = hold(j, Stage.PANELS, wrong).found(problem for item in seated for problem in item.problems)
    j = replace(j, panels=j.localised(panels))
    waiting = [item.waiting for item in seated if item.waiting and item.pool.panel.panel not in wrong]
    return close(j, Stage.PANELS, waiting)


def _called(panel: Panel) -> str:
    """Name a panel; one whose name cannot be read by its cell."""
    return panel.known("panel") or str(panel.where("panel"))


def _disagreements(j: Judgement) -> list[Problem]:
    """Hold the sheets against each other; what is missing only because a row cannot be read is not told."""
    record = j.record
    applications = [item.acceptance.application for item in j.passed if "trade" not in _lacking(item)]
    filed = frozenset(application.uscc for application in record.applications)
    return [
        *art08_draw.check_panels(
            record.having(Panel, "panel", "trade"),
            applications,
            filed,
            record.having(Expert, "number", "name"),
            record.having(Tie, "expert", "uscc"),
            record.values(Panel, "trade"),
            record.values(Expert, "number"),
        ),
        *art08_draw.check_registers(
            record.values(Panel, "panel"), record.having(Seed, "panel"), record.having(Refusal, "panel")
        ),
    ]


def _lacking(item: Qualification) -> Lacking:
    return item.acceptance.application.applicant.lacking


def _held_trades(j: Judgement) -> Mapping[str, tuple[Problem, ...]]:
    """Say in which trades an applicant is held, and by what; under no name those whose trade nobody can say."""
    cards = j.record.readable(Applicant)
    trades = {key: card.known("trade") for card in cards for key in (card.known("uscc"), card.at.file) if key}
    found: dict[str, tuple[Problem, ...]] = {}
    panels = {panel.known("panel") for panel in j.record.readable(Panel)}
    for item in j.entrants_held:
        if item.subject in panels:  # it waits itself, and no other one for it
            continue
        trade = trades.get(item.subject) or ""
        found[trade] = (*found.get(trade, ()), *item.problems)
    return found


def _seat(j: Judgement, held: Mapping[str, tuple[Problem, ...]], panel: Panel) -> Seated:
    """Freeze the pool of one panel and draw from it.

    Raises:
        Unread: something that it reads is wrong, or an applicant that it may review is held.
    """
    waits = (*held.get(panel.trade, ()), *held.get("", ()))
    if waits:
        raise Unread(waits)
    record, rules = j.record, j.rules
    applications = [item.acceptance.application for item in j.passed]
    theirs = [
        _named(j, item, panel.drawn)
        for item in applications
        if item.applicant.trade == panel.trade and j.left(item.uscc, panel.drawn) is None
    ]
    experts = [row for row in record.all(Expert) if not row.lacking or panel.widened or panel.trade in row.trades]
    ties, measures = record.all(Tie), discipline(record)
    conflicts = art27_recusal.conflicts(experts, ties, theirs, panel.drawn, rules.art27)
    mine = {item.uscc for item in theirs}
    rest = [
        _named(j, item, panel.drawn)
        for item in record.applications
        if item.uscc not in mine and item.applicant.known("trade") == panel.trade
    ]
    others = art27_recusal.conflicts(experts, ties, rest, panel.drawn, rules.art27)
    pool, frozen = art08_draw.freeze(panel, experts, conflicts, measures, rules, others)
    seeds = [row for row in record.all(Seed) if row.panel == panel.panel]
    refusals = [row for row in record.all(Refusal) if row.panel == panel.panel]
    drawn, wrong = art08_draw.draw(j.settings.cycle.cycle, pool, seeds, refusals, rules.art08)
    if drawn is None:
        return Seated(pool, drawn, conflicts, (*frozen, *wrong))
    drawn, replacements, unfit = events_people.replaced(drawn, j.events, experts)
    return Seated(pool, drawn, conflicts, (*frozen, *wrong, *unfit), replacements)


@guarded(Stage.REVIEW)
def review(j: Judgement) -> Judgement:
    """第十六条: average, rank, list the candidates."""
    if j.unsettled or not j.qualified:
        return close(hold_all(j, Stage.REVIEW), Stage.REVIEW)
    if stopped := gate(j, Stage.REVIEW, SCORES):
        return stopped
    settings = j.settings
    draws, qualified, criteria = _scoring(j), j.qualified, settings.all_criteria
    matrix = once(
        j,
        lambda: art16_scores.collect(
            _sheets(j),
            draws,
            qualified,
            j.panels.conflicts,
            discipline(j.record),
            criteria,
            settings.rules.scoring,
            j.rules,
            _voted(j),
        ),
    )
    ranking, problems = art16_ranking.rank_matrix(matrix, draws, qualified, criteria, settings.rules, j.rules)
    j = halt(j, Stage.REVIEW, problems).found(_scored_in_vain(j))
    if ranking is None:
        return close(j, Stage.REVIEW, ["收齐评审组全部评审员的评分表"])
    listed = _listed(j, ranking)
    waiting = []
    if listed.tied:
        names = "、".join(item.name for item in listed.tied)
        waiting.append(f"{names}在候选名额边界上同分，请评审办集体研究后调整《届次设置》中的候选单位数或同分处理")
    return close(replace(j, review=j.localised(Review(ranking, listed))), Stage.REVIEW, waiting)


def _named(j: Judgement, application: Application, day: date) -> Application:
    """Give an application under the name of a day: who has an interest in it was looked up under that one."""
    name = name_on(j.events, application.uscc, application.name, day)
    if name == application.name:
        return application
    return replace(application, applicant=application.applicant.changed(name=name))


def _voted(j: Judgement) -> date | None:
    """Give the day of the vote; what is found of reviewers later changes nothing that was voted on."""
    meeting = j.record.one(Meeting)
    return None if meeting is None else meeting.held


def _sheets(j: Judgement) -> tuple[FilledWorkbook, ...]:
    """Give the score sheets that count, without rows about those that left; on file they stay as they were signed."""
    void = events_people.void(j.events)
    sheets = tuple(
        sheet
        for sheet in events_scores.corrected(j.record.of(SCORES), j.events, _voted(j))
        if not void or not any((row.panel, row.expert) in void for row in sheet.all(Reviewer))
    )
    left = {uscc for item in j.passed if j.left_before_vote(uscc := item.acceptance.application.uscc)}
    gone = left | set(_refused(j))
    return sheets if not gone else tuple(_without(sheet, gone) for sheet in sheets)


def _refused(j: Judgement) -> dict[str, str]:
    """Give the applicants that were not accepted or did not pass, by code, with what was decided of them."""
    found = {
        str(item.application.uscc): "不予受理" for item in j.acceptances if item.outcome is AcceptanceOutcome.REFUSED
    }
    failed = (item for item in j.qualifications if item.verdict is Verdict.NOT_MET)
    return found | {str(item.acceptance.application.uscc): "没有通过资格审查" for item in failed}


def _scored_in_vain(j: Judgement) -> Iterator[Problem]:
    """第十五条: say once of each such applicant whose sheets hold scores; they stay on file and count for nothing."""
    for uscc, what in _refused(j).items():
        sheets = (sheet.readable(Score) for sheet in j.record.of(SCORES))
        scores = (next((row for row in sheet if row.known("uscc") == uscc), None) for sheet in sheets)
        rows = [row for row in scores if row is not None]
        if rows:
            facts = {"name": j.name(uscc), "uscc": uscc, "what": what, "count": len(rows)}
            yield problem("W-RULE-1648", rows[0].where("uscc"), subject=uscc, **facts)


def _scoring(j: Judgement) -> tuple[art08_draw.Draw, ...]:
    """Give the panels with those whose marks stay though they left."""
    stay = [item for item in j.panels.replacements if (item.panel, item.left.number) in events_people.kept(j.events)]
    return tuple(
        replace(draw, seated=(*draw.members, *mine))
        if (mine := tuple(item.left for item in stay if item.panel == draw.pool.panel.panel and item.follows is None))
        else draw
        for draw in j.panels.draws
    )


def _without(sheet: FilledWorkbook, gone: Collection[str]) -> FilledWorkbook:
    rows, partial_rows = (
        {kind: tuple(row for row in found if _about(row) not in gone) for kind, found in held.items()}
        for held in (sheet.rows, sheet.partial)
    )
    return replace(sheet, rows=rows, partial=partial_rows)


def _about(row: Row) -> str:
    return (row.known("uscc") or "") if isinstance(row, Score | Remark) else ""


def _listed(j: Judgement, ranking: art16_ranking.Ranking) -> art16_ranking.Candidates:
    """第十六条: list the candidates; once they were put forward (文书15), nobody moves up for one that leaves."""
    rules = j.settings.rules
    listed = art16_ranking.candidates(ranking, j.repeats, rules, j.rules.rounds)
    forward = j.dispatched(CANDIDATE_REPORT)
    later = [
        item
        for item in j.passed
        if forward is not None
        and forward.known("dated") is not None
        and j.left_before_vote(uscc := item.acceptance.application.uscc)
        and j.left(uscc, forward.dated) is None
    ]
    if not later:
        return listed
    whole, problems = art16_ranking.rank(
        j.record.of(SCORES),
        j.panels.draws,
        tuple(item for item in j.passed if item in j.qualified or item in later),
        j.panels.conflicts,
        discipline(j.record),
        j.settings.all_criteria,
        rules,
        j.rules,
        _voted(j),
    )
    if whole is None or any(item.blocks for item in problems):
        return listed
    then = art16_ranking.candidates(whole, j.repeats, rules, j.rules.rounds)
    known = {item.uscc for item in (*then.first, *then.tied)}
    return replace(
        listed,
        first=tuple(item for item in listed.first if item.uscc in known),
        tied=tuple(item for item in listed.tied if item.uscc in known),
    )


CANDIDATE_REPORT = 15
"""The paper that puts the candidates forward to the committee."""
