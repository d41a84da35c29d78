"""Life after the award (第二十条至第二十六条)."""

from __future__ import annotations

from dataclasses import replace

from toolchain.model.problems import Problem, Unread
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Row
from toolchain.model.sheets import PRIZE_USE, REGISTER, SUPERVISION
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.prize_use import PrizeReport, Spending
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.supervision import Discipline, HigherAward, Incident
from toolchain.regulation import (
    art20_support,
    art22_prize_use,
    art25_revocation,
    art26_discipline,
    events_hearing,
    events_money,
)
from toolchain.stages.date_holds import dated
from toolchain.stages.event_holds import of_events
from toolchain.stages.gates import close, gate, halt_each, hold, lacking
from toolchain.stages.judgement import Judgement, Stage
from toolchain.stages.stage_results import Supervision


def supervise(j: Judgement) -> Judgement:
    """第二十条至第二十六条: life after the award; incidents of earlier laureates do not wait for the cycle."""
    dates = dated(j, Stage.AFTERLIFE)
    nobody = {str(item.at): (item,) for item in dates.pop("", ())}
    j = hold(hold(j, Stage.AFTERLIFE, {**dates, **nobody}), Stage.AFTERLIFE, of_events(j, Stage.AFTERLIFE))
    try:
        j = _reports_of_prizes(_rulings(j))
    except Unread as unread:
        j = hold(j, Stage.AFTERLIFE, {"": unread.problems})
    if not j.reached(Stage.APPROVAL):
        return j
    spent = (PRIZE_USE,) if any(award.prize for award in j.announced) else ()
    if stopped := gate(j, Stage.AFTERLIFE, SUPERVISION, *spent):
        return stopped
    reported = {ledger.report.uscc for ledger in j.supervision.ledgers} | j.stopped.keys()
    awaited = [award.name for award in j.announced if award.prize and award.uscc not in reported]
    return close(j, Stage.AFTERLIFE, [f"{name}填报《奖金使用》后放入收件箱" for name in awaited])


def _rulings(j: Judgement) -> Judgement:
    """第二十条, 第二十五条, 第二十六条: rule on what is on record of those about whom everything can be read.

    Raises:
        Unread: nobody can say whom a row is about.
    """
    if not all(map(j.record.present, (SUPERVISION, REGISTER))):
        return j
    rows: tuple[Row, ...] = (*j.record.all(Award), *j.record.all(Incident), *j.record.all(HigherAward))
    wrong = lacking(j.record, rows)
    if "" in wrong:
        raise Unread(wrong[""])
    incidents = j.record.whole(Incident)
    waiting = wrong.keys() | j.stopped.keys()
    awards = j.register
    rulings, found = art25_revocation.rule(
        [row for row in incidents if row.uscc not in waiting], awards, j.rules, j.settings.readings.ban_end
    )
    higher, more = art20_support.higher_awards(
        [row for row in j.record.whole(HigherAward) if row.uscc not in waiting], awards, j.rules.higher
    )
    experts, numbers = j.record.having(Expert, "number", "name", "status"), j.record.values(Expert, "number")
    disciplined = art26_discipline.check_discipline(j.record.whole(Discipline), experts, numbers)
    rows_known = j.record.having(Incident, "uscc", "number")
    known = {row.number: wrong[row.uscc] for row in rows_known if row.uscc in wrong}
    held = hold(j, Stage.AFTERLIFE, {**wrong, **known})
    money = (
        *events_money.check(rulings, j.events),
        *events_hearing.unheard(rulings, j.events, j.record.whole(Dispatch)),
    )
    j = halt_each(held, Stage.AFTERLIFE, (*found, *more, *disciplined, *money))
    return replace(j, supervision=j.localised(Supervision(rulings, higher)))


def _reports_of_prizes(j: Judgement) -> Judgement:
    """第二十一条, 第二十二条: sort the spending of those whose report can be read as a whole."""
    known = j.register if j.record.present(REGISTER) else None
    codes = {award.uscc for award in j.register}
    whole: list[FilledWorkbook] = []
    wrong: dict[str, tuple[Problem, ...]] = {}
    stopped = j.stopped
    for item in j.record.of(PRIZE_USE):
        whose = next((j.record.about(row) for row in item.readable(PrizeReport)), "") or item.mark.subject or item.file
        try:
            rows: tuple[Row, ...] = (*item.all(PrizeReport), *item.all(Spending))
        except Unread as error:
            wrong[whose] = error.problems
            continue
        unread = tuple(problem for row in rows for problems in row.lacking.values() for problem in problems)
        if unread:
            wrong[whose] = unread
        elif whose not in stopped and (j.reached(Stage.APPROVAL) or whose in codes):
            whole.append(item)
    ledgers, problems = art22_prize_use.ledgers(whole, known, j.rules.art19.uses)
    j = halt_each(hold(j, Stage.AFTERLIFE, wrong), Stage.AFTERLIFE, problems)
    return replace(j, supervision=replace(j.supervision, ledgers=j.localised(ledgers)))
