"""A rule set as a whole: classes that nobody may enter, steps whose input nobody makes, shares, its place in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from toolchain.model.rule_set.conditions import Condition, Test, TestKind
from toolchain.model.rule_set.pools import Pool
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.vocabulary import AwardKind, HigherAwardKind

_BALLOT, _ANNOUNCEMENT, _COMMITMENT, _INQUIRY = 16, 23, 2, 6
"""Numbers of documents that a step rests on."""
_LEVELS = {HigherAwardKind.CITY: "市", HigherAwardKind.PROVINCE: "省", HigherAwardKind.NATION: "国"}
_LEVELS |= {HigherAwardKind[f"{kind.name}_NOMINATION"]: level for kind, level in tuple(_LEVELS.items())}
_RANKS = ("区", "县", "旗", "市", "州", "省", "自治区", "国")


def disjointed(rules: Rules) -> tuple[str, ...]:
    """Say what of a rule set cannot be carried out, each with key and remedy."""
    return (*_entrance(rules), *_pools(rules), *_steps(rules), *_above(rules), *_money(rules))


def _tests(rules: Rules, kind: TestKind) -> Iterator[tuple[Condition, Test]]:
    return ((item, test) for item in rules.conditions for test in item.tests if test.kind is kind)


def _entrance(rules: Rules) -> Iterator[str]:
    """Conditions that no applicant can meet, or only one that has what nobody can have yet."""
    for (one, first), (other, second) in combinations(_tests(rules, TestKind.KIND), 2):
        together = not one.titles or not other.titles or set(one.titles) & set(other.titles)
        if together and not set(first.kinds) & set(second.kinds):
            yield (
                f"conditions 的“{one.code}”和“{other.code}”：要求的单位类型没有相同的，"
                "没有单位能够申报；请合成一项，或者用 titles 写明各是哪个等级的条件"
            )
    given = {str(AwardKind.FIRST), str(AwardKind.REPEAT)}
    given |= {str(AwardKind.NOMINATION), *(grade.short for grade in rules.lower)} if rules.lower else set()
    for item, test in _tests(rules, TestKind.EARLIER):
        asked = set(test.titles) or given
        if not asked & given:
            yield f"conditions 的“{item.code}”：要求曾获{'、'.join(test.titles)}，本办法不授予，没有单位能够申报"
        elif not item.titles and not item.bar:
            yield (
                f"conditions 的“{item.code}”：要求申报任何等级都曾获本奖，第一次获奖的单位无从产生；"
                '请用 titles 写明是哪个等级的条件，如 titles = ["首次获奖"]'
            )


def _pools(rules: Rules) -> Iterator[str]:
    kinds = [set(test.kinds) for item, test in _tests(rules, TestKind.KIND) if not item.titles]
    for pool in rules.pools:
        for allowed in kinds:
            if pool.kinds and not set(pool.kinds) & allowed:
                yield f"pools 的“{pool.name}”：申报条件只限{'、'.join(sorted(allowed))}，这一类没有单位能够申报，请删去"
    for one, other in combinations(rules.pools, 2):
        if _class(one) == _class(other) and one.of == other.of:
            kept, most = one.kept or other.kept, one.most or other.most
            if kept is not None and most is not None and kept > most:
                yield f"pools 的“{one.name}”：保留{kept}家，又最多{most}家，请改正其中一个"


def _class(pool: Pool) -> tuple[object, ...]:
    sized = pool.employees_least, pool.employees_most
    return frozenset(pool.trades), frozenset(pool.kinds), frozenset(pool.subjects), pool.specialised, sized


def _steps(rules: Rules) -> Iterator[str]:
    """Steps whose input no document or person makes."""
    off = set(rules.documents_off)
    if _ANNOUNCEMENT in off:
        yield f"documents_off：没有文书{_ANNOUNCEMENT}（授奖公告），称号无从授予；请删去这个编号"
    if any(_tests(rules, TestKind.CREDIT_PAPERS)) and _COMMITMENT in off:
        yield f"documents_off：不制发文书{_COMMITMENT}（信用承诺书），申报条件却要求提交；请删去编号或“信用文书”"
    if any(item.asked for item in rules.conditions) and _INQUIRY in off:
        yield f"documents_off：不制发文书{_INQUIRY}（部门核查函），asked = true 的条件没有人回答；请删去这个编号"
    if rules.art17.method.value == "投票" and _BALLOT in off:
        yield f'documents_off：不制发文书{_BALLOT}（表决票），却以投票决定；请删去编号，或者写 method = "审议"'


def _money(rules: Rules) -> Iterator[str]:
    """Shares of the prizes add up to all of them; without a prize nobody pays and nothing is spent."""
    p, total = rules.art19, sum((item.share for item in rules.art19.payers), Fraction())
    if p.payers and total != 1:
        yield f"prize 的 payers：各级承担的比例合计{total}，应为1"
    paid = (
        any(item.yuan for item in p.subjects)
        or p.prize_yuan
        or p.repeat_prize_yuan
        or any(item.prize_yuan for item in rules.lower)
    )
    if not paid and (p.ceiling or p.reductions or p.payers or p.uses):
        yield "prize：没有奖金（都是0），用不到 ceiling、reductions、payers、uses；请删去，或者写明数额"
    for own in p.subjects:
        if own.subject is not None and own.subject not in rules.subject_kinds:
            yield f"prize 的 subjects：写了“{own.subject}”，[[subjects]] 里没有这一类；请补上或者删去"
        if own.of not in rules.grade_names:
            yield f"prize 的 subjects：of 只能写{'、'.join(rules.grade_names)}，现为“{own.of}”"
        if own.yuan < 0 or not (own.subjects or own.trades or own.kinds):
            yield "prize 的 subjects：subject、trades、kinds 至少写一个，yuan 至少为0，不然不知道是哪一类、多少"
    names = [item.name for item in p.reductions]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"prize 的 reductions：“{name}”写了{names.count(name)}次，请只留一次"


def _above(rules: Rules) -> Iterator[str]:
    own = _RANKS.index(rules.terms.level) if rules.terms.level in _RANKS else 0
    for item in rules.higher:
        if own >= _RANKS.index(_LEVELS[item.award]):
            yield f"higher：“{item.award}”不高于本{rules.terms.level}的奖，请删去这一行"


def doubtful(rules: Rules) -> Iterator[str]:
    """Say what of a rule set may be meant, but is worth a look."""
    for of in rules.grade_names:
        shares = [pool.share for pool in rules.pools if pool.of == of and pool.share is not None]
        total = sum(shares, Fraction())
        if len(shares) > 1 and total != 1:
            why = "有名额谁也占不了" if total < 1 else "几类不能同时占满"
            yield f"pools：“{of}”各类比例合计{total}，不是1，{why}；与办法核对"


def in_time(sets: Sequence[tuple[str, Rules]]) -> Iterator[str]:
    """Name gaps in which no set is in force, and sets that one of a later day ends before their own last day."""
    ordered = sorted(sets, key=lambda item: item[1].effective)
    for (name, before), (later, after) in pairwise(ordered):
        if before.effective == after.effective or before.expires is None:
            continue
        days = (after.effective - before.expires).days - 1
        if days > 0:
            yield (
                f"{later}：自{after.effective}施行，{name} 到{before.expires}失效，"
                f"中间{days}天没有办法可依，这几天不能发布评审公告"
            )
        elif days < 0:
            yield f"{name}：写明到{before.expires}失效，自{after.effective}起已经改用 {later}"
