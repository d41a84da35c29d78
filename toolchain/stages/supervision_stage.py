"""Life after the award (第二十条至第二十六条)."""

from __future__ import annotations

from toolchain.model.problems import Problem
from toolchain.model.record import Filled
from toolchain.model.sheets import PRIZE_USE, REGISTER, SUPERVISION
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.prize_use import PrizeReport
from toolchain.model.sheets.supervision import Discipline, HigherAward, Incident
from toolchain.regulation import art20_support, art22_prize_use, art25_revocation, art26_discipline
from toolchain.stages.gates import close, gate
from toolchain.stages.judgement import Judgement, Stage


def supervise(j: Judgement) -> Judgement:
    """第二十条至第二十六条: life after the award; incidents of earlier laureates do not wait for the cycle."""
    awards = j.register
    rulings: tuple[art25_revocation.Ruling, ...] = ()
    higher: tuple[HigherAward, ...] = ()
    problems: list[Problem] = []
    if all(j.record.present(book) and not j.record.faulty(book) for book in (SUPERVISION, REGISTER)):
        rulings, wrong = art25_revocation.rule(j.record.all(Incident), awards, j.rules)
        problems += wrong
        higher, wrong = art20_support.higher_awards(j.record.all(HigherAward), awards)
        problems += wrong
        problems += art26_discipline.check_discipline(j.record.all(Discipline), j.record.all(Expert))
    known = awards if j.record.present(REGISTER) and not j.record.faulty(REGISTER) else None
    ledgers, wrong = art22_prize_use.ledgers(_reports(j), known)
    problems += wrong
    j = j.found(problems, rulings=rulings, higher=higher, ledgers=ledgers)
    if not j.reached(Stage.APPROVAL):
        return j
    spent = (PRIZE_USE,) if any(award.prize for award in j.announced) else ()
    if stopped := gate(j, Stage.AFTERLIFE, SUPERVISION, *spent):
        return stopped
    reported = {ledger.report.uscc for ledger in ledgers}
    awaited = [award.name for award in j.announced if award.prize and award.uscc not in reported]
    waiting = [f"{name}填报《奖金使用》后放入收件箱" for name in awaited]
    return close(j, Stage.AFTERLIFE, problems, waiting=waiting)


def _reports(j: Judgement) -> list[Filled]:
    """Give the prize reports that can be judged; one of an organisation not announced yet waits for that."""
    known = {award.uscc for award in j.register}
    return [
        item
        for item in j.record.of(PRIZE_USE)
        if not item.faulty
        and (j.reached(Stage.APPROVAL) or any(report.uscc in known for report in item.all(PrizeReport)))
    ]
