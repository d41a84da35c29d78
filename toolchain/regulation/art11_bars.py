"""第十一条: what bars an applicant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.conditions import Condition, Figure, Test, Way
from toolchain.model.rule_set.consequences import cause_of
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Unit
from toolchain.model.sheets.register import Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import BanCause, BanEnd, IncidentDecision, Verdict, YesNo
from toolchain.regulation import dates
from toolchain.regulation.evidence import WINDOW_READING, Evidence

# -- （五） losses ---------------------------------------------------------------------------------------


def figure(item: Condition, test: Test, evidence: Evidence, rules: Rules) -> Finding:
    """A figure of the last full fiscal years before the deadline's year against the least amount.

    A sum of net profit that is not below 0 is no accumulated loss (第十一条第（五）项); 0 is no loss.
    """
    years = test.years or (1 if test.way is Way.LAST else rules.art11.loss_years)
    if (test.figure, test.way, test.at_least) == (Figure.NET_PROFIT, Way.SUM, 0):
        return loss(item, evidence, years, nonprofit=test.nonprofit)
    wanted, span = _wanted(evidence, years)
    applicant, kind, way = evidence.application.applicant, test.figure, test.way
    asked = (*span, ("figure", str(kind)), ("way", str(way)), ("least", str(test.at_least)))
    if applicant.nonprofit is YesNo.YES and not test.nonprofit:
        cells = (applicant.where("nonprofit"),)
        return Finding(f"{item.code}-nonprofit", item.article, evidence.subject, Verdict.MET, asked, cells)
    name = _FIGURES[kind] if kind is not None else ""
    rows = {row.year: row for row in evidence.application.years if getattr(row, name) is not None}
    missing = [year for year in wanted if year not in rows]
    if missing:
        facts = (*asked, ("missing", "、".join(f"{year}年" for year in missing)))
        return Finding(f"{item.code}-figures", item.article, evidence.subject, Verdict.PENDING, facts)
    values: list[Decimal] = [getattr(rows[year], name) for year in wanted]
    total = sum(values, Decimal(0))
    met = {
        Way.SUM: total >= test.at_least,
        Way.EACH: min(values) >= test.at_least,
        Way.AVERAGE: total >= test.at_least * len(values),
        Way.LAST: values[-1] >= test.at_least,
    }[way or Way.SUM]
    said = "、".join(f"{year}年{_amount(value)}" for year, value in zip(wanted, values, strict=True))
    return Finding(
        f"{item.code}-amount",
        item.article,
        evidence.subject,
        Verdict.MET if met else Verdict.NOT_MET,
        (*asked, ("values", said), ("total", _amount(total))),
        tuple(rows[year].where(name) for year in wanted),
    )


_FIGURES = {
    Figure.REVENUE: "revenue",
    Figure.PROFIT: "profit",
    Figure.NET_PROFIT: "net_profit",
    Figure.ASSETS: "assets",
    Figure.TAXES: "taxes",
    Figure.RESEARCH: "research",
}


def _wanted(evidence: Evidence, years: int) -> tuple[tuple[int, ...], tuple[tuple[str, str], ...]]:
    """Give the full fiscal years before the deadline's, and how they are told."""
    wanted = tuple(range(evidence.day.year - years, evidence.day.year))
    return wanted, (("first", str(wanted[0])), ("last", str(wanted[-1])), ("years", str(years)))


def loss(item: Condition, evidence: Evidence, years: int, *, nonprofit: bool = False) -> Finding:
    """第十一条第（五）项: net profit of the last full fiscal years before the deadline's year, summed; 0 is no loss."""
    wanted, span = _wanted(evidence, years)
    rows = {row.year: row for row in evidence.application.years}
    applicant = evidence.application.applicant
    if applicant.nonprofit is YesNo.YES and not nonprofit:
        cells = (applicant.where("nonprofit"),)
        return Finding(f"{item.code}-nonprofit", item.article, evidence.subject, Verdict.MET, span, cells)
    missing = [year for year in wanted if year not in rows]
    if missing:
        facts = (*span, ("missing", "、".join(f"{year}年" for year in missing)))
        return Finding(f"{item.code}-figures", item.article, evidence.subject, Verdict.PENDING, facts)
    total = sum((rows[year].net_profit for year in wanted), Decimal(0))
    return Finding(
        f"{item.code}-sum",
        item.article,
        evidence.subject,
        Verdict.NOT_MET if total < 0 else Verdict.MET,
        (*span, ("total", _amount(total)), ("loss", _amount(-total))),
        tuple(rows[year].where("net_profit") for year in wanted),
    )


def _amount(value: Decimal) -> str:
    """Print an amount in 万元 without trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


# -- （六） cheating while taking part --------------------------------------------------------------------


def banned(item: Condition, evidence: Evidence, bans: Sequence[Ban], rules: Rules) -> tuple[Finding, ...]:
    """第十一条第（六）项, 第二十五条第一款: the bans of the register; the longest one wins."""
    return tuple(_ban(item, ban, evidence, rules) for ban in sorted(bans, key=lambda ban: (ban.since, ban.cause)))


def _ban(item: Condition, ban: Ban, evidence: Evidence, rules: Rules) -> Finding:
    free = free_from(ban, evidence.readings, rules)
    barred = ban.since <= evidence.day < free
    word = "forever" if free == FOREVER else "ban"
    return Finding(
        f"{item.code}-{word}" if ban.cause is BanCause.CHEATING else case_of(ban, free),
        item.article if ban.cause is BanCause.CHEATING else article_of(ban, rules),
        evidence.subject,
        Verdict.NOT_MET if barred else Verdict.MET,
        facts_of(ban, free),
        (ban.where("cause"), ban.where("since")),
        WINDOW_READING if ban.cause is BanCause.CHEATING else "",
        free if evidence.day < free < FOREVER else None,
    )


def case_of(ban: Ban, free: date) -> str:
    """Name the sentence that tells of a ban after a revocation."""
    word = "forever" if free == FOREVER else "ban"
    return f"25-{word}" if ban.cause is BanCause.FRAUD else f"25-{word}-other"


def article_of(ban: Ban, rules: Rules) -> str:
    """Give the provision of a ban after a revocation."""
    found = (row.rests_on(IncidentDecision.REVOKE) for row in rules.consequences if cause_of(row.ground) is ban.cause)
    return next(found, Local("第二十五条第一款"))


def facts_of(ban: Ban, free: date) -> tuple[tuple[str, str], ...]:
    """Give what is told of a ban."""
    found = (("since", date_text(ban.since)), ("free", date_text(free)), ("evidence", ban.evidence))
    return found if ban.cause in {BanCause.FRAUD, BanCause.CHEATING} else (*found, ("cause", str(ban.cause)))


FOREVER = date.max
"""The day from which a ban for ever no longer holds: none that comes."""


def free_from(ban: Ban, readings: Readings, rules: Rules) -> date:
    """Give the first day on which a ban no longer holds (第十一条第（六）项, 第二十五条第一款; 口径25-1).

    Cheating is a fact of 近3年 like any other; fraud bars for its years from the day of approval. Both are counted by
    the one window: on the corresponding day the years are full.
    """
    span = rules.ban_of(ban.cause, ban.since)
    if ban.cause is BanCause.CHEATING:
        return dates.free_after(ban.since, span, readings.window) or FOREVER
    if not span.exists:
        return ban.since
    if readings.ban_end is BanEnd.FOLLOWING and span.unit is not Unit.FOREVER:
        return dates.after(ban.since, span) + timedelta(days=1)
    return dates.free_after(ban.since, span) or FOREVER
