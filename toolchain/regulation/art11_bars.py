"""第十一条: what bars an applicant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.parameters import Rules
from toolchain.model.record import Application
from toolchain.model.sheets.checks import Check, Event
from toolchain.model.sheets.register import Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import BanCause, EventKind, EventLevel, Verdict, YesNo
from toolchain.regulation import dates
from toolchain.regulation.evidence import (
    WINDOW_READING,
    Effect,
    Evidence,
    Item,
    conclusion,
    declaration,
    examine_item,
    incidents,
    last_round,
)

_ACCIDENTS = frozenset({EventKind.QUALITY, EventKind.SAFETY, EventKind.ENVIRONMENT})
_SPOT_CHECKS = {
    EventLevel.NATIONAL: Effect.BARS,
    EventLevel.PROVINCIAL: Effect.BARS,
    EventLevel.MUNICIPAL: Effect.BARS,
    EventLevel.DISTRICT: Effect.DISTRICT,
}


def _accident(event: Event) -> Effect | None:
    """第十一条第（三）项: any accident the applicant is responsible for."""
    if event.kind not in _ACCIDENTS:
        return None
    return Effect.BARS if event.responsible is YesNo.YES else Effect.BLAMELESS


def _product(event: Event) -> Effect | None:
    """第十一条第（四）项: spot checks of city level and above, claims from abroad, grave failures of service."""
    if event.kind is EventKind.INSPECTION:
        return Effect.UNCLEAR if event.level is None else _SPOT_CHECKS.get(event.level, Effect.UNCLEAR)
    return Effect.BARS if event.kind in {EventKind.EXPORT, EventKind.SERVICE} else None


def _cheating(event: Event) -> Effect | None:
    return Effect.BARS if event.kind is EventKind.CHEATING else None


def _offence(event: Event) -> Effect | None:
    return Effect.BARS if event.kind is EventKind.OFFENCE else None


def _dishonesty(event: Event) -> Effect | None:
    """第十一条第（八）项: of the organisation and of its legal representative."""
    return Effect.BARS if event.kind in {EventKind.DISHONESTY, EventKind.DISHONESTY_PERSON} else None


_LOSS = Item("11.5", "第十一条第（五）项")
_CHEATING = Item("11.6", "第十一条第（六）项", _cheating)
_BEFORE_LOSS = (
    Item("11.1", "第十一条第（一）项"),
    Item("11.2", "第十一条第（二）项"),
    Item("11.3", "第十一条第（三）项", _accident),
    Item("11.4", "第十一条第（四）项", _product),
)
_AFTER_CHEATING = (
    Item("11.7", "第十一条第（七）项", _offence),
    Item("11.8", "第十一条第（八）项", _dishonesty),
)

WEIGH = {item.code: item.weigh for item in (*_BEFORE_LOSS, _CHEATING, *_AFTER_CHEATING)}
"""What events do to each item that events concern."""


def examine(
    application: Application,
    checks: Sequence[Check],
    events: Sequence[Event],
    bans: Sequence[Ban],
    deadline: date,
    readings: Readings,
    rules: Rules,
) -> tuple[Finding, ...]:
    """第十一条（一）至（八）: one or more findings per item; 符合 means that the bar does not apply."""
    evidence = Evidence(application, checks, events, deadline, readings, rules.art11.window_years)
    return (
        *(finding for item in _BEFORE_LOSS for finding in examine_item(item, evidence, declares=True)),
        *_losses(evidence, rules),
        *_cheated(evidence, bans, rules),
        *(finding for item in _AFTER_CHEATING for finding in examine_item(item, evidence, declares=True)),
    )


def reexamine(evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
    """Weigh the events alone, for a second look on a later day."""
    recent = replace(evidence, years=rules.art11.window_years)
    return (
        *(finding for item in _BEFORE_LOSS for finding in incidents(item, recent)),
        *incidents(_CHEATING, replace(evidence, years=rules.art11.cheating_years)),
        *(finding for item in _AFTER_CHEATING for finding in incidents(item, recent)),
    )


# -- （五） losses ---------------------------------------------------------------------------------------


def _losses(evidence: Evidence, rules: Rules) -> tuple[Finding, ...]:
    """The figures decide; a department's 不符合 or 待核 counts beside them."""
    computed = loss(evidence, rules.art11.loss_years)
    check = last_round(evidence.checks, _LOSS.code)
    concluded = () if check is None else (conclusion(_LOSS, evidence),)
    said = declaration(_LOSS, evidence, computed, explained=False, computed=True)
    return (computed, *concluded, *said)


def loss(evidence: Evidence, years: int) -> Finding:
    """第十一条第（五）项: net profit of the last full fiscal years before the deadline's year, summed; 0 is no loss."""
    wanted = tuple(range(evidence.day.year - years, evidence.day.year))
    rows = {row.year: row for row in evidence.application.years}
    applicant = evidence.application.applicant
    span = (("first", str(wanted[0])), ("last", str(wanted[-1])), ("years", str(years)))
    if applicant.nonprofit is YesNo.YES:
        cells = (applicant.where("nonprofit"),)
        return Finding("11.5-nonprofit", _LOSS.article, evidence.subject, Verdict.MET, span, cells)
    missing = [year for year in wanted if year not in rows]
    if missing:
        facts = (*span, ("missing", "、".join(f"{year}年" for year in missing)))
        return Finding("11.5-figures", _LOSS.article, evidence.subject, Verdict.PENDING, facts)
    total = sum((rows[year].net_profit for year in wanted), Decimal(0))
    return Finding(
        "11.5-sum",
        _LOSS.article,
        evidence.subject,
        Verdict.NOT_MET if total < 0 else Verdict.MET,
        (*span, ("total", _amount(total)), ("loss", _amount(-total))),
        tuple(rows[year].where("net_profit") for year in wanted),
    )


def _amount(value: Decimal) -> str:
    """Print an amount in 万元 without trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


# -- （六） cheating while taking part --------------------------------------------------------------------


def _cheated(evidence: Evidence, bans: Sequence[Ban], rules: Rules) -> tuple[Finding, ...]:
    """第十一条第（六）项, 第二十五条第一款: conclusion, events and the bans of the register; the longest one wins."""
    evidence = replace(evidence, years=rules.art11.cheating_years)
    concluded = conclusion(_CHEATING, evidence)
    happened = tuple(incidents(_CHEATING, evidence))
    banned = tuple(_ban(ban, evidence, rules) for ban in sorted(bans, key=lambda ban: (ban.since, ban.cause)))
    said = declaration(_CHEATING, evidence, concluded, explained=bool(happened or banned))
    return (concluded, *happened, *banned, *said)


def _ban(ban: Ban, evidence: Evidence, rules: Rules) -> Finding:
    free = free_from(ban, evidence.readings, rules)
    barred = ban.since <= evidence.day < free
    return Finding(
        "11.6-ban" if ban.cause is BanCause.CHEATING else "25-ban",
        _CHEATING.article if ban.cause is BanCause.CHEATING else "第二十五条第一款",
        evidence.subject,
        Verdict.NOT_MET if barred else Verdict.MET,
        (("since", date_text(ban.since)), ("free", date_text(free)), ("evidence", ban.evidence)),
        (ban.where("cause"), ban.where("since")),
        WINDOW_READING if ban.cause is BanCause.CHEATING else "",
        free if evidence.day < free else None,
    )


def free_from(ban: Ban, readings: Readings, rules: Rules) -> date:
    """Give the first day on which a ban no longer holds (第十一条第（六）项, 第二十五条第一款; 口径25-1).

    Cheating is a fact of 近3年 like any other; fraud bars for its years from the day of approval. Both are counted by
    the one window: on the corresponding day the years are full.
    """
    if ban.cause is BanCause.CHEATING:
        return dates.first_outside(ban.since, rules.art11.cheating_years, readings.window)
    return dates.first_outside(ban.since, rules.art25.fraud_ban_years)
