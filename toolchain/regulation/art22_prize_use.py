"""第二十一条, 第二十二条: what prize money may be spent on, and what follows where it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.record import FilledWorkbook
from toolchain.model.sheets.prize_use import PrizeReport, Spending
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import PrizeUse, Verdict


class UseLedger(Value):
    """The use of one laureate's prize, amounts in yuan.

    Attributes:
        report: the laureate's report.
        proper: spent on listed uses, or on other quality work judged 符合.
        improper: spent elsewhere, or judged 不符合.
        pending: other quality work that nobody has judged yet, and what is judged 待核.
        left: not yet spent.
        questioned: the improper and pending rows.
    """

    report: PrizeReport
    proper: int
    improper: int
    pending: int
    left: int
    questioned: tuple[Spending, ...]


def ledger(
    filled: FilledWorkbook, awards: Sequence[Award] | None = None, uses: Collection[PrizeUse] = ()
) -> tuple[UseLedger | None, tuple[Problem, ...]]:
    """第二十一条: sort one laureate's spending by use; over the prize is a problem.

    ``awards`` is the register, None while it cannot be read; a prize that is not in it is a problem.
    """
    report = filled.one(PrizeReport)
    if report is None:
        return None, ()
    rows = filled.all(Spending)
    sums: Counter[Verdict] = Counter()
    for row in rows:
        sums[judged(row, uses)] += row.amount
    problems = (
        *_report(report, awards),
        *(found for row in rows for found in _spending(row, report)),
        *_overspent(report, rows, sums.total()),
    )
    found = UseLedger(
        report=report,
        proper=sums[Verdict.MET],
        improper=sums[Verdict.NOT_MET],
        pending=sums[Verdict.PENDING],
        left=report.prize - sums.total(),
        questioned=tuple(row for row in rows if judged(row, uses) is not Verdict.MET),
    )
    return found, problems


def ledgers(
    filled: Sequence[FilledWorkbook], awards: Sequence[Award] | None = None, uses: Collection[PrizeUse] = ()
) -> tuple[tuple[UseLedger, ...], tuple[Problem, ...]]:
    """Sort everybody's; a second report of the same organisation is a problem."""
    found: list[UseLedger] = []
    problems: list[Problem] = []
    seen: dict[str, PrizeReport] = {}
    for item in filled:
        one, wrong = ledger(item, awards, uses)
        problems += wrong
        if one is None:
            continue
        first = seen.setdefault(one.report.uscc, one.report)
        if first is not one.report:
            at, other = one.report.where("uscc"), first.where("uscc")
            problems.append(problem("E-RULE-2208", at, subject=first.uscc, name=one.report.name, other=other))
            continue
        found.append(one)
    return tuple(found), tuple(problems)


def judged(row: Spending, uses: Collection[PrizeUse] = ()) -> Verdict:
    """第二十一条: the listed uses are proper unless the office judged otherwise; other quality work waits for it.

    Where the rule set lists fewer ``uses``, any other is improper.
    """
    if row.use is PrizeUse.ELSEWHERE or row.judged is Verdict.NOT_MET or (uses and row.use not in uses):
        return Verdict.NOT_MET
    if row.judged is not None:
        return row.judged
    return Verdict.PENDING if row.use is PrizeUse.OTHER_QUALITY else Verdict.MET


def _report(report: PrizeReport, awards: Sequence[Award] | None) -> Iterator[Problem]:
    facts = {"name": report.name, "prize": report.prize}
    if report.reported < report.received:
        days = {"reported": date_text(report.reported), "received": date_text(report.received)}
        yield problem("E-RULE-2204", report.where("reported"), subject=report.uscc, name=report.name, **days)
    if not report.prize:
        yield problem("E-RULE-2205", report.where("prize"), subject=report.uscc, **facts)
        return
    if awards is None:
        return
    paid = {award.prize for award in awards if award.uscc == report.uscc and award.prize}
    if not paid:
        yield problem("E-RULE-2205", report.where("uscc"), subject=report.uscc, **facts)
    elif report.prize not in paid:
        known = "、".join(str(amount) for amount in sorted(paid))
        yield problem("E-RULE-2206", report.where("prize"), subject=report.uscc, known=known, **facts)


def _spending(row: Spending, report: PrizeReport) -> Iterator[Problem]:
    """Money is spent after it came, and before the report says so; 其他用途 cannot be judged 符合."""
    at, spent = row.where("spent"), date_text(row.spent)
    if row.spent < report.received:
        received = date_text(report.received)
        yield problem("E-RULE-2202", at, subject=report.uscc, name=report.name, spent=spent, received=received)
    if row.spent > report.reported:
        reported = date_text(report.reported)
        yield problem("E-RULE-2203", at, subject=report.uscc, name=report.name, spent=spent, reported=reported)
    if row.use is PrizeUse.ELSEWHERE and row.judged is Verdict.MET:
        yield problem("E-RULE-2207", row.where("judged"), subject=report.uscc, name=report.name, use=row.use)


def _overspent(report: PrizeReport, rows: Sequence[Spending], total: int) -> Iterator[Problem]:
    if rows and total > report.prize:
        facts = {"name": report.name, "total": total, "prize": report.prize, "over": total - report.prize}
        yield problem("E-RULE-2201", rows[-1].where("amount"), subject=report.uscc, **facts)
