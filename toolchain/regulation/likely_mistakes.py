"""Slips of the hand that leave a lawful value in the cell; hints for people, no rule decides by them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Application
from toolchain.model.schema import columns
from toolchain.model.sheets.application import Attachment, Declaration, FiscalYear
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.prize_use import Spending
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.scores import Remark, Score
from toolchain.model.sheets.settings import CycleRules
from toolchain.model.sheets.supervision import HigherAward
from toolchain.model.sheets.vocabulary import AwardKind, RegisterStatus, Verdict, YesNo

_PARTS = ("taxes", "research")
_LEAST_ITEMS = 10
"""With fewer items two rows of points may well be equal."""
_LEAST_PRIZE = 1000
"""No prize is smaller, in yuan; one of 5 or 30 was written in 万元."""
_PERSONAL = re.compile("奖金|福利|补贴|津贴|工资|招待|宴请|聚餐|礼品|礼金|旅游")
_AGAINST = re.compile(
    "被处罚|受到处罚|受罚|罚款|处罚决定书|责令(?:停产|停业|关闭)|发生[^，。；]{0,6}事故|抽[查检]不合格|列入[^，。；]{0,6}失信"
)
_DENIED = re.compile("[未没无不]")
"""Words that speak of somebody's own gain, and of what stands against an applicant, and that deny it."""
_SMALL_SHARE = 10
"""A least score of a tenth of all points or less was probably meant out of a hundred."""


def years(applications: Sequence[Application]) -> Iterator[Problem]:
    """第十条: name net profit above profit, and taxes or research above revenue."""
    for application in applications:
        for row in application.years:
            if row.profit is not None and row.net_profit > row.profit > 0:
                yield _more(application, row, "net_profit", "profit")
            if row.profit is not None and row.profit * row.net_profit < 0:
                facts = {"name": application.name, "year": row.year, "profit": row.profit, "net": row.net_profit}
                at, where = row.where("net_profit"), row.where("profit")
                yield problem("W-RULE-1017", at, subject=application.uscc, where=where, **facts)
            for name in _PARTS:
                part = getattr(row, name)
                if part and row.revenue and part > row.revenue:
                    yield _more(application, row, name, "revenue")


def figures_of_years(applications: Sequence[Application]) -> Iterator[Problem]:
    """第十条: name a year without revenue beside years that have some, and a year that is a copy of another."""
    names = [column.name for column in columns(FiscalYear) if column.name != "year"]
    for application in applications:
        first: dict[tuple[object, ...], FiscalYear] = {}
        for row in application.years:
            facts = {"name": application.name, "year": row.year}
            if not row.revenue and any(other.revenue for other in application.years):
                yield problem("W-RULE-1018", row.where("revenue"), subject=application.uscc, **facts)
            same = first.setdefault(tuple(getattr(row, name) for name in names), row)
            if same is not row:
                at, where = row.where("revenue"), same.where("revenue")
                yield problem("W-RULE-1019", at, subject=application.uscc, where=where, other=same.year, **facts)


def _more(application: Application, row: FiscalYear, name: str, than: str) -> Problem:
    labels = {column.name: column.label for column in columns(FiscalYear)}
    facts = {"name": application.name, "year": row.year, "label": labels[name], "found": getattr(row, name)}
    facts |= {"other": labels[than], "their": getattr(row, than)}
    return problem("W-RULE-1014", row.where(name), subject=application.uscc, where=row.where(than), **facts)


def declarations(rows: Sequence[Declaration]) -> Iterator[Problem]:
    """第十一条: name what an applicant says of itself without saying what it was."""
    for row in rows:
        if row.answer is YesNo.YES and not row.explanation:
            yield problem("W-RULE-1015", row.where("explanation"), item=row.item)
        word = _against(row.explanation)
        if row.answer is YesNo.NO and word:
            yield problem("W-RULE-1016", row.where("explanation"), item=row.item, word=word)


def papers(rows: Sequence[Attachment]) -> Iterator[Problem]:
    """第十四条: name papers that have pages and were not handed in."""
    for row in rows:
        if row.provided is YesNo.NO and row.pages:
            at, where = row.where("provided"), row.where("pages")
            yield problem("W-RULE-1020", at, where=where, paper=row.name, pages=row.pages)


def least_score(rules: CycleRules, total: int) -> Iterator[Problem]:
    """第十六条: name a least score that looks as if it were out of a hundred."""
    least = rules.minimum_score
    if least is not None and 0 < least <= total / _SMALL_SHARE:
        yield problem("W-RULE-1645", rules.where("minimum_score"), least=least, total=total)


def remarks(rows: Sequence[Remark], names: Sequence[str]) -> Iterator[Problem]:
    """第十六条: name words on one applicant that speak of another one."""
    for row in rows:
        for field in ("strengths", "gaps"):
            text = getattr(row, field)
            others = [name for name in names if name != row.name and name in text and name not in row.name]
            if others:
                yield problem("W-RULE-1646", row.where(field), name=row.name, other=others[0])


def copied_scores(rows: Sequence[Score]) -> Iterator[Problem]:
    """第十六条: name a sheet on which the points of the visit are those of the papers, item by item."""
    found: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for row in rows:
        found[row.at.file, row.uscc].append(row)
    for items in found.values():
        marked = [row for row in items if row.desk is not None and row.site is not None]
        if len(marked) >= _LEAST_ITEMS and all(row.desk == row.site for row in marked):
            first = marked[0]
            facts = {"name": first.name, "count": len(marked)}
            yield problem("W-RULE-1647", first.where("site"), subject=first.uscc, **facts)


def prizes(awards: Sequence[Award], higher: Sequence[HigherAward]) -> Iterator[Problem]:
    """第十九条, 第二十条: name prizes in yuan that were probably written in 万元."""
    for award in awards:
        if 0 < award.prize < _LEAST_PRIZE:
            yield problem("W-RULE-2809", award.where("prize"), subject=award.uscc, name=award.name, found=award.prize)
    for row in higher:
        if row.proposed is not None and 0 < row.proposed < _LEAST_PRIZE:
            yield problem("W-RULE-2809", row.where("proposed"), subject=row.uscc, name=row.name, found=row.proposed)


def expired_early(awards: Sequence[Award], deadline: date) -> Iterator[Problem]:
    """第二十八条: name titles that the register calls expired though they last beyond the deadline."""
    for award in awards:
        if award.status is RegisterStatus.EXPIRED and award.valid_until >= deadline:
            facts = {"name": award.name, "until": date_text(award.valid_until), "deadline": date_text(deadline)}
            where = award.where("valid_until")
            yield problem("W-RULE-2810", award.where("status"), subject=award.uscc, where=where, **facts)


def odd_awards(awards: Sequence[Award]) -> Iterator[Problem]:
    """第十九条: name first awards of one announcement whose prize or cycle is another than that of all the others."""
    together: defaultdict[date, list[Award]] = defaultdict(list)
    for award in awards:
        if award.kind is AwardKind.FIRST:
            together[award.announced].append(award)
    for mine in together.values():
        for name in ("prize", "cycle"):
            [(usual, count), *_] = Counter(getattr(award, name) for award in mine).most_common(1)
            odd = [award for award in mine if getattr(award, name) != usual]
            if len(odd) == 1 and count > 1 and not (name == "prize" and 0 < odd[0].prize < _LEAST_PRIZE):
                label = next(item.label for item in columns(Award) if item.name == name)
                facts = {"name": odd[0].name, "label": label, "found": getattr(odd[0], name), "usual": usual}
                day = date_text(odd[0].announced)
                yield problem("W-RULE-2811", odd[0].where(name), subject=odd[0].uscc, announced=day, **facts)


def personal_uses(rows: Sequence[Spending]) -> Iterator[Problem]:
    """第二十一条: name spending whose own words speak of something else than the use that was chosen."""
    for row in rows:
        found = _PERSONAL.search(row.detail)
        if found is not None and row.judged is not Verdict.MET:
            yield problem("W-RULE-2209", row.where("detail"), word=found[0], use=row.use)


def met_in_spite(rows: Sequence[Check]) -> Iterator[Problem]:
    """第十五条: name conclusions 符合 beside facts that speak against it."""
    for row in rows:
        word = _against(row.facts)
        if word and row.verdict is Verdict.MET:
            facts = {"name": row.name, "item": row.item, "word": word}
            yield problem("W-RULE-1510", row.where("facts"), subject=row.uscc, **facts)


def _against(text: str | None) -> str:
    """Give the first words that stand against an applicant in a part of a sentence that does not deny them."""
    for part in re.split("[，。；、]", text or ""):
        found = _AGAINST.search(part)
        if found is not None and not _DENIED.search(part[: found.start()]):
            return found[0]
    return ""
