"""What must fit together about the grounds after the award and the duties of laureates."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.consequences import Ground
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.spans import Unit
from toolchain.model.sheets.vocabulary import IncidentDecision, IncidentKind

_TERMS = (Unit.YEAR, Unit.MONTH, Unit.CYCLE, Unit.FOREVER)
_SPECIAL = frozenset({IncidentKind.FRAUD, IncidentKind.PRIZE_MISUSE})


def wrong_grounds(rules: Rules) -> Iterator[str]:
    """Say what of the table does not fit together, each with key and remedy."""
    kinds = [row.ground for row in rules.consequences]
    if IncidentKind.FRAUD not in kinds:
        yield f"consequences：没有“{IncidentKind.FRAUD}”一段，骗取称号的无从处理"
    for row in rules.consequences:
        name = f"consequences 的“{row.ground}”"
        if kinds.count(row.ground) > 1:
            yield f"{name}：写了{kinds.count(row.ground)}段，请合成一段"
        yield from (f"{name}：{wrong}" for wrong in (*_cited(row), *_banned(row), *_kept(row)))


def _cited(row: Ground) -> Iterator[str]:
    if not row.decisions:
        yield "decisions 至少写一种处理决定"
    for article in (row.article, row.revoking):
        if article and CITATION.fullmatch(article) is None:
            yield f"article、revoking 应写成“第二十五条第一款”这样，现为“{article}”"


def _banned(row: Ground) -> Iterator[str]:
    revokes = IncidentDecision.REVOKE in row.decisions
    if (row.prize or row.ban is not None or row.revoking) and not revokes:
        yield "不撤销称号，用不到 prize、ban、revoking；请删去，或者在 decisions 里加上“撤销称号”"
    elif row.ban is not None and row.ground in _SPECIAL:
        yield "ban 请删去；骗取称号的写在 fraud 的 fraud_ban"
    elif row.ban is not None and row.ban.unit not in _TERMS:
        yield f"ban 应以{'、'.join(_TERMS)}计，现为“{row.ban}”"


def _kept(row: Ground) -> Iterator[str]:
    if (row.extends is not None) is not (IncidentDecision.KEEP in row.decisions):
        yield "extends（保留称号的延长多久）和 decisions 里的“保留称号”要么都有，要么都没有"
    elif row.extends is not None and row.extends.unit not in {Unit.YEAR, Unit.MONTH}:
        yield f"extends 应以年、个月计，现为“{row.extends}”"


def wrong_duties(rules: Rules) -> Iterator[str]:
    """Say what of the table does not fit together, each with key and remedy."""
    named = [duty.name for duty in rules.duties]
    for duty in rules.duties:
        name = f"duties 的“{duty.name}”"
        if not duty.name.strip() or not duty.text.strip():
            yield f"{name}：name、text 不能为空，到期提醒要用"
        if named.count(duty.name) > 1:
            yield f"{name}：写了{named.count(duty.name)}段，请改成各不相同的名称"
        if duty.article and CITATION.fullmatch(duty.article) is None:
            yield f"{name}：article 应写成“第二十三条”这样，现为“{duty.article}”"
        if duty.every.unit not in {Unit.YEAR, Unit.MONTH, Unit.NONE}:
            yield f"{name}：every 应以年、个月计，只在期满时一次的写“无”，现为“{duty.every}”"
        if rules.ground(duty.ground) is None:
            yield f"{name}：没有做到的怎样处理没有写，请在 consequences 里加“{duty.ground}”一段"
