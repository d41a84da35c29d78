"""Two cells of a row that do not fit together; hints for people, no rule decides by them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.application import Declaration
from toolchain.model.sheets.checks import Check, CheckSignature, Event
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.draw import Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import EventLevel, MemberCategory, YesNo
from toolchain.regulation.evidence import Effect, concerned

_EMPLOYERS = (
    ("企业", re.compile("公司|集团|厂(?!长)|银行")),
    ("协会", re.compile("协会|商会|学会|联合会|促进会")),
    ("院校", re.compile("大学|学院|研究院|研究所|学校")),
    ("机关", re.compile("政府|[局厅署]|委员会|区委|市委|县委|法院|检察院|街道|管委会")),
)
"""What an employer is by its name; the first that fits."""
_EXPERT_BODY = re.compile("质量|管理|标准|认证|计量|检验|检测|品牌")
_BARE_TITLE = re.compile(
    "(?:常务)?副?(?:[局处科院校所站会区县市]长|主任|教授|研究员|总?经理|董事长|秘书长|调研员|总工程师|高级工程师|理事)"
)

_SENIOR = re.compile(
    "(?<!助理)(?:教授|研究员|研究馆员)|高级(?!审核|技师|技工|管理|顾问|咨询)[^，、]{1,4}师|正高|主任[医药护技]师"
)
_JUNIOR = re.compile("(?:助理)?(?<!总)(?:工程师|讲师|经济师|会计师|农艺师|统计师)|助教|技术员|审核员|咨询师")

_LEVELS: tuple[tuple[frozenset[EventLevel], re.Pattern[str]], ...] = (
    (
        frozenset({EventLevel.NATIONAL, EventLevel.PROVINCIAL, EventLevel.MUNICIPAL, EventLevel.DISTRICT}),
        re.compile("(国家|省|市|区)级"),
    ),
    (
        frozenset({EventLevel.MINOR, EventLevel.LARGER, EventLevel.MAJOR, EventLevel.GRAVE}),
        re.compile("(特别重大|重大|较大|一般)[^，。；、]{0,12}事故"),
    ),
)
_DIE = 6


def members(rows: Sequence[Member]) -> Iterator[Problem]:
    """第六条: name members whose category their employer contradicts, and those of whom no employer is written."""
    for row in rows:
        kind = next((kind for kind, words in _EMPLOYERS if words.search(row.position)), "")
        if _BARE_TITLE.fullmatch(row.position):
            yield problem("W-RULE-0611", row.where("position"), name=row.name, found=row.position)
        expert = bool(_EXPERT_BODY.search(row.position))
        fits = {
            MemberCategory.GOVERNMENT: kind in {"机关", ""},
            MemberCategory.TRADE: kind not in {"机关", "院校"},
            MemberCategory.QUALITY: kind != "机关" and (kind != "协会" or expert),
            MemberCategory.MANAGEMENT: kind != "机关" and (kind != "协会" or expert),
        }
        if not fits[row.category]:
            facts = {"name": row.name, "position": row.position, "category": row.category}
            yield problem("W-RULE-0612", row.where("category"), where=row.where("position"), **facts)


def titles(rows: Sequence[Expert]) -> Iterator[Problem]:
    """第九条第（二）项: name experts whose title contradicts what is said of a senior title."""
    for row in rows:
        senior = bool(_SENIOR.search(row.position))
        if (row.senior is YesNo.NO and senior) or (
            row.senior is YesNo.YES and not senior and _JUNIOR.search(row.position)
        ):
            facts = {"expert": row.number, "name": row.name, "position": row.position, "senior": row.senior}
            yield problem("W-RULE-0910", row.where("senior"), where=row.where("position"), **facts)


def seeds(rows: Sequence[Seed]) -> Iterator[Problem]:
    """第八条: name seeds that dice cannot have given, or not by so many throws."""
    for row in rows:
        if row.annulled or "骰" not in row.method or "面" in row.method:
            continue
        odd = sorted({sign for sign in row.seed if sign.isdigit() and not 1 <= int(sign) <= _DIE})
        throws = re.search(r"(\d+)\s*次", row.method)
        told = f"骰子掷不出{'、'.join(odd)}" if odd else ""
        if not odd and throws is not None and "枚" not in row.method and int(throws[1]) != len(row.seed):
            told = f"种子有{len(row.seed)}位"
        if told:
            facts = {"panel": row.panel, "method": row.method, "told": told}
            yield problem("W-RULE-0829", row.where("seed"), where=row.where("method"), **facts)


def departments(
    checks: Sequence[Check], signatures: Sequence[CheckSignature], asked: Iterable[Check], rules: Rules
) -> Iterator[Problem]:
    """第十五条: name departments that answer for another one, and signatures that speak for no row.

    ``asked`` are all rows that say which department they are for, whether filled or not.
    """
    usual = {item.code: item.department for item in rules.conditions}
    other: defaultdict[tuple[str, str, str], list[Check]] = defaultdict(list)
    for row in checks:
        if row.item in usual and not same_department(row.department, usual[row.item]):
            other[row.at.file, row.department, usual[row.item]].append(row)
    for (_, found, wanted), rows in other.items():
        items = "、".join(dict.fromkeys(row.item for row in rows))
        at, facts = rows[0].where("department"), {"found": found, "wanted": wanted, "items": items}
        yield problem("W-RULE-1511", at, count=len(rows), **facts)
    named = sorted({row.department for row in asked})
    for sign in signatures:
        if sign.department not in named:
            near = next((name for name in named if same_department(sign.department, name)), "")
            hint = f"是否指“{near}”？" if near else ""
            facts = {"found": sign.department, "named": "、".join(named), "hint": hint}
            yield problem("W-RULE-1512", sign.where("department"), **facts)


def same_department(one: str, other: str) -> bool:
    """Say whether two names are one department's: the shorter may leave out the region, or be made of some signs."""
    short, long = sorted((one.removeprefix("区"), other.removeprefix("区")), key=len)
    signs = iter(long)
    return all(sign in signs for sign in short)


def events(rows: Sequence[Event], rules: Rules) -> Iterator[Problem]:
    """第十一条: name events without a level of their kind, with words of another level, or listed twice."""
    first: dict[tuple[object, ...], Event] = {}
    for row in rows:
        if any(
            found is not None and found[1] is Effect.UNCLEAR for found in (concerned(i, row) for i in rules.conditions)
        ):
            facts = {"kind": str(row.kind), "found": str(row.level or "空白")}
            yield problem("W-RULE-1513", row.where("level"), subject=row.uscc, **facts)
        yield from _other_level(row)
        same = first.setdefault((row.uscc, row.kind, row.happened, row.facts), row)
        if same is not row:
            yield problem("W-RULE-1515", row.where("facts"), subject=row.uscc, where=same.where("facts"))


def _other_level(row: Event) -> Iterator[Problem]:
    for levels, words in _LEVELS:
        written = {
            found.removesuffix("级") + ("级" if f"{found}级" in levels else "") for found in words.findall(row.facts)
        }
        if row.level in levels and written and row.level not in written:
            facts = {"found": row.level, "written": "、".join(sorted(written))}
            yield problem("W-RULE-1514", row.where("level"), subject=row.uscc, where=row.where("facts"), **facts)


def moved(
    rows: Iterable[Check | Declaration], field: str, texts: Iterable[tuple[str, str]], what: str, subject: str = ""
) -> Iterator[Problem]:
    """Name rows whose clause and whose words are of two items, as after sorting one column alone.

    ``field`` holds the words, ``texts`` are the clauses with theirs, ``what`` is said of the clause.
    """
    clauses = {words: clause for clause, words in texts}
    for row in rows:
        words, clause = getattr(row, field), row.item
        other = clauses.get(words, clause)
        if other != clause and clause in clauses.values():
            facts = {"item": clause, "other": other, "matter": words, "what": what}
            yield problem("E-RULE-1516", row.where("item"), subject=subject or getattr(row, "uscc", ""), **facts)
