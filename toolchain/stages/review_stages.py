"""Panels, scores and candidates (第八条, 第九条, 第十六条, 第二十七条)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from toolchain.model.problems import Problem
from toolchain.model.record import Application, Filled
from toolchain.model.sheets import DRAW, EXPERTS, SCORES, SUPERVISION
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.vocabulary import TieKind
from toolchain.regulation import art08_draw, art16_ranking, art27_recusal, events_people
from toolchain.regulation.events_identity import name_on
from toolchain.regulation.legal_status import discipline
from toolchain.stages.gates import close, gate
from toolchain.stages.judgement import Judgement, Stage, State


def seat_panels(j: Judgement) -> Judgement:
    """第八条, 第九条, 第二十七条: freeze the pools, draw the panels."""
    if not j.passed:
        return j.step(Stage.PANELS, State.DONE)
    if stopped := gate(j, Stage.PANELS, EXPERTS, DRAW, beside=(SUPERVISION,)):
        return stopped
    record, rules = j.record, j.rules
    experts, ties, seeds = record.all(Expert), record.all(Tie), record.all(Seed)
    applications = [item.acceptance.application for item in j.passed]
    filed = frozenset(application.uscc for application in record.applications)
    panels = record.all(Panel)
    problems: list[Problem] = [
        *art08_draw.check_panels(panels, applications, filed, experts, ties),
        *art08_draw.check_registers(panels, seeds, record.all(Refusal)),
    ]
    pools, draws, waiting = [], [], []
    replacements: list[events_people.Replacement] = []
    recused: dict[tuple[str, str, TieKind], art27_recusal.Conflict] = {}
    for panel in panels:
        theirs = [
            _named(j, application, panel.drawn)
            for application in applications
            if application.applicant.trade == panel.trade and j.left(application.uscc, panel.drawn) is None
        ]
        conflicts = art27_recusal.conflicts(experts, ties, theirs, panel.drawn, rules.art27)
        recused |= {(item.expert, item.uscc, item.kind): item for item in conflicts}
        mine = {item.uscc for item in theirs}
        rest = [
            _named(j, item, panel.drawn)
            for item in record.applications
            if item.uscc not in mine and item.applicant.trade == panel.trade
        ]
        others = art27_recusal.conflicts(experts, ties, rest, panel.drawn, rules.art27)
        pool, wrong = art08_draw.freeze(panel, experts, conflicts, discipline(record), rules, others)
        problems += wrong
        pools.append(pool)
        thrown = [row for row in seeds if row.panel == panel.panel]
        refusals = [row for row in record.all(Refusal) if row.panel == panel.panel]
        drawn, wrong = art08_draw.draw(j.settings.cycle.cycle, pool, thrown, refusals, rules.art08)
        problems += wrong
        if drawn is None:
            waiting.append(f"{panel.panel}：公布专家名单和摘要后公开产生种子，填入《评审组抽取》")
            continue
        drawn, seats, wrong = events_people.replaced(drawn, j.events, experts)
        problems += wrong
        replacements += seats
        draws.append(drawn)
        if not drawn.leader:
            waiting.append(f"{panel.panel}：商定组长后填入《评审组抽取》")
    j = j.found(
        problems,
        pools=tuple(pools),
        draws=tuple(draws),
        conflicts=tuple(recused[key] for key in sorted(recused)),
        replacements=tuple(replacements),
    )
    return close(j, Stage.PANELS, problems, waiting=waiting)


def review(j: Judgement) -> Judgement:
    """第十六条: average, rank, list the candidates."""
    if not j.qualified:
        return j.step(Stage.REVIEW, State.DONE)
    if stopped := gate(j, Stage.REVIEW, SCORES, beside=(SUPERVISION,)):
        return stopped
    settings = j.settings
    ranking, problems = art16_ranking.rank(
        _sheets(j),
        _scoring(j),
        j.qualified,
        j.conflicts,
        discipline(j.record),
        settings.criteria,
        settings.rules,
        j.rules,
        _voted(j),
    )
    if ranking is None:
        return close(j.found(problems), Stage.REVIEW, problems, waiting=["收齐评审组全部评审员的评分表"])
    listed = _listed(j, ranking)
    waiting = []
    if listed.tied:
        names = "、".join(item.name for item in listed.tied)
        waiting.append(f"{names}在候选名额边界上同分，请评审办集体研究后调整《届次设置》中的候选单位数或同分处理")
    return close(j.found(problems, ranking=ranking, candidates=listed), Stage.REVIEW, problems, waiting=waiting)


def _named(j: Judgement, application: Application, day: date) -> Application:
    """Give an application under the name of a day: who has an interest in it was looked up under that one."""
    name = name_on(j.events, application.uscc, application.name, day)
    if name == application.name:
        return application
    return replace(application, applicant=replace(application.applicant, name=name))


def _voted(j: Judgement) -> date | None:
    """Give the day of the vote; what is found of reviewers later changes nothing that was voted on."""
    meeting = j.record.one(Meeting)
    return None if meeting is None else meeting.held


def _sheets(j: Judgement) -> tuple[Filled, ...]:
    """Give the score sheets that count, without rows about those that left; on file they stay as they were signed."""
    void = events_people.void(j.events)
    sheets = tuple(
        sheet
        for sheet in j.record.of(SCORES)
        if not void or not any((row.panel, row.expert) in void for row in sheet.all(Reviewer))
    )
    gone = {uscc for item in j.passed if j.left_before_vote(uscc := item.acceptance.application.uscc)}
    return sheets if not gone else tuple(_without(sheet, gone) for sheet in sheets)


def _scoring(j: Judgement) -> tuple[art08_draw.Draw, ...]:
    """Give the panels with those whose marks stay though they left."""
    stay = [item for item in j.replacements if (item.panel, item.left.number) in events_people.kept(j.events)]
    return tuple(
        replace(draw, seated=(*draw.members, *mine))
        if (mine := tuple(item.left for item in stay if item.panel == draw.pool.panel.panel and item.follows is None))
        else draw
        for draw in j.draws
    )


def _without(sheet: Filled, gone: Collection[str]) -> Filled:
    rows = {
        kind: tuple(row for row in found if getattr(row, "uscc", "") not in gone) for kind, found in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


def _listed(j: Judgement, ranking: art16_ranking.Ranking) -> art16_ranking.Candidates:
    """第十六条: list the candidates; once they were put forward (文书15), nobody moves up for one that leaves."""
    rules = j.settings.rules
    listed = art16_ranking.candidates(ranking, j.repeats, rules)
    forward = j.dispatched(CANDIDATE_REPORT)
    later = [
        item
        for item in j.passed
        if forward is not None
        and forward.dated is not None
        and j.left_before_vote(uscc := item.acceptance.application.uscc)
        and j.left(uscc, forward.dated) is None
    ]
    if not later:
        return listed
    whole, problems = art16_ranking.rank(
        j.record.of(SCORES),
        j.draws,
        tuple(item for item in j.passed if item in j.qualified or item in later),
        j.conflicts,
        discipline(j.record),
        j.settings.criteria,
        rules,
        j.rules,
        _voted(j),
    )
    if whole is None or any(item.blocks for item in problems):
        return listed
    then = art16_ranking.candidates(whole, j.repeats, rules)
    known = {item.uscc for item in (*then.first, *then.tied)}
    return replace(
        listed,
        first=tuple(item for item in listed.first if item.uscc in known),
        tied=tuple(item for item in listed.tied if item.uscc in known),
    )


CANDIDATE_REPORT = 15
"""The paper that puts the candidates forward to the committee."""
