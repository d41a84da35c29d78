"""What falls due: ends of validity, of bans, of notices and of other terms, seen from a day that the caller names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolchain.model.problems import as_far_as_read
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import RegisterStatus
from toolchain.regulation.art11_bars import FOREVER, free_from
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.regulation.art23_duties import duty_dates
from toolchain.regulation.register import revoked
from toolchain.stages.judgement import Judgement


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One day to keep in mind.

    Attributes:
        day: the day.
        matter: what ends or begins.
        subject: whom it concerns, empty for the cycle as a whole.
        article: the provision.
    """

    day: date
    matter: str
    subject: str
    article: str


def dues(j: Judgement) -> tuple[Due, ...]:
    """List every term of a cycle and of its register, by day."""
    kinds = (_of_cycle(j), _of_applicants(j), _of_notice(j), _of_register(j))
    found = [due for terms in kinds for due in as_far_as_read(terms)]
    return tuple(sorted({replace(item, article=j.rules.said(item.article)) for item in found}))


def seen_from(j: Judgement) -> date | None:
    """Give the 登记截至 on record, from which terms are counted where the caller names no day."""
    return j.registered.day if j.registered is not None and j.registered.declared else None


def within(found: Iterable[Due], day: date, days: int) -> tuple[Due, ...]:
    """Keep what falls due from a day on, within so many calendar days."""
    return tuple(item for item in found if day <= item.day <= day + timedelta(days=days))


def _of_cycle(j: Judgement) -> Iterator[Due]:
    cycle = j.settings.cycle
    for name, matter, article in (
        ("deadline", "申报截止", "第十四条"),
        ("site_from", "现场评审开始", "第十六条"),
        ("site_until", "现场评审结束", "第十六条"),
    ):
        if (day := cycle.known(name)) is not None:
            yield Due(day, f"{cycle.cycle}{matter}", "", article)


def _of_applicants(j: Judgement) -> Iterator[Due]:
    for item in j.acceptances:
        if item.outcome is AcceptanceOutcome.SUPPLEMENT and item.supplement_until is not None:
            yield Due(item.supplement_until, "补正期限届满", item.application.name, "第十四条")
        if item.earliest is not None:
            yield Due(item.earliest, "可以再次申报", item.application.name, "第二十五条、第二十八条")
    for found in j.qualifications:
        if found.earliest is not None:
            yield Due(found.earliest, "可以再次申报", found.acceptance.application.name, "第十条、第十一条")


def _of_notice(j: Judgement) -> Iterator[Due]:
    if j.notice is not None and j.notice.posting is not None and j.notice.concluded is None:
        yield Due(j.notice.posting.until, "公示截止", "", "第十八条")


def _of_register(j: Judgement) -> Iterator[Due]:
    for award in revoked(j.register, j.supervision.rulings):
        if award.status is RegisterStatus.VALID and award.valid_until < FOREVER:
            yield Due(award.valid_until, "称号有效期届满", award.name, "第二十八条")
    current = revoked(j.register, j.supervision.rulings)
    for item in duty_dates(current, j.record.whole(Incident), j.rules):
        yield Due(item.due, f"{item.duty.name}：{item.duty.text}", item.award.name, item.duty.article)
    for ban in j.bans:
        free = free_from(ban, j.settings.readings, j.rules)
        if free < FOREVER:
            yield Due(free, "限制申报期满", ban.name, "第二十五条")
