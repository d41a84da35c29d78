"""The rows of a 规则表 turned into the values of a parameter file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolchain.model.chinese import parse_article
from toolchain.model.rule_set import interview as sheets
from toolchain.model.rule_set.conditions import Answer, TestKind
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.vocabulary import YesNo

ANSWERS = {
    sheets.Asking.DEPARTMENT: Answer.DEPARTMENT,
    sheets.Asking.ATTESTED: Answer.ATTESTED,
    sheets.Asking.COMPUTED: Answer.COMPUTED,
}
"""What a person calls it, and what the file does."""
TEST_KEYS = ("span", "since", "events", "least", "authorities", "figure", "way", "at_least", "years", "kinds", "paper")
"""The keys of a test that have a column of their own name."""


def data_of(
    rows: Mapping[type[Row], Sequence[Any]],
    basics: sheets.Basics,
    numbers: sheets.Numbers,
    named: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """Give the values of a rule set's file; ``named`` are the functions of the articles and what they are called."""
    keys = {label: key for key, label in named}
    level = str(basics.level)
    duties = [
        {"name": row.name, "article": row.article or "", "every": row.every, "text": row.text, "ground": row.ground}
        for row in rows.get(sheets.Owed, ())
    ]
    data: dict[str, Any] = {
        "document": basics.document,
        "title": basics.title,
        "effective": basics.effective,
        "issuer": basics.issuer,
        "district": basics.district,
        "award": basics.award,
        "nomination_award": basics.second or "",
        "nomination_short": basics.second_short or "",
        "office": f"office-{basics.district}.toml",
        "documents_off": sorted({row.number for row in rows.get(sheets.Unused, ())}),
        "attachments": [row.name for row in rows.get(sheets.Paper, ())],
        "areas": [_area(row) for row in rows.get(sheets.Place, ())],
        "pools": [_pool(row) for row in rows.get(sheets.Part, ())],
        "higher": [
            {
                "award": row.award,
                "article": row.article or "",
                "yuan": int(row.yuan),
                "difference": row.difference is YesNo.YES,
            }
            for row in rows.get(sheets.Above, ())
        ],
        "conditions": _conditions(rows.get(sheets.Rule, ()), numbers),
        "consequences": [_ground(row) for row in rows.get(sheets.After, ())],
        **({"duties": duties} if duties else {}),
        "articles": dict.fromkeys(keys.values(), "")
        | {keys[row.name]: row.article or "" for row in rows.get(sheets.Function, ()) if row.name in keys},
        "terms": {
            "level": level,
            "here": f"本{level}",
            "whole": f"全{level}",
            "government": f"{level}政府",
            "meeting": basics.meeting,
            "session": basics.session,
            "award": basics.short,
        },
        **_sections(numbers),
    }
    return data | ({"expires": basics.expires} if basics.expires is not None else {})


def _sections(numbers: sheets.Numbers) -> dict[str, Any]:
    return {
        "quota": {
            "interval": numbers.interval,
            "firm": numbers.firm is YesNo.YES,
            "new_laureates": numbers.places,
            "nomination_places": numbers.second_places,
            "total": numbers.total,
        },
        "committee": {"vice_chairs": numbers.vice_chairs},
        "experts": {"experience_years": numbers.experience},
        "operation": {
            "operating_years": numbers.operating,
            "accident_years": numbers.window,
            "credit_years": numbers.credit,
        },
        "look_back": {
            "window_years": numbers.window,
            "loss_years": numbers.losses,
            "cheating": numbers.cheating,
        },
        "vote": {
            "method": numbers.method,
            "manner": numbers.manner,
            "vote_share": numbers.share,
            "inclusive": numbers.inclusive is YesNo.YES,
        },
        "notice": {"notice": numbers.notice, "after_decision": numbers.after is YesNo.YES},
        "prize": {
            "prize_yuan": int(numbers.prize),
            "repeat_prize_yuan": int(numbers.repeat),
            "nomination_prize_yuan": int(numbers.second_prize),
        },
        "fraud": {"fraud_ban": numbers.fraud_ban},
        "validity": {"validity": numbers.validity, "again": numbers.again},
    }


def _area(row: sheets.Place) -> dict[str, Any]:
    codes = [code.strip() for code in row.codes.replace(",", "、").replace("，", "、").split("、") if code.strip()]
    return {"name": row.name, "codes": codes} | ({"city": row.city} if row.city else {})


def _pool(row: sheets.Part) -> dict[str, Any]:
    found: dict[str, Any] = {"name": row.name, "article": row.article or "", "of": row.of}
    more = {"trades": row.trades, "kinds": row.kinds, "most": row.most, "kept": row.kept, "share": row.share}
    found |= {
        key: list(value) if isinstance(value, tuple) else value for key, value in more.items() if value is not None
    }
    return found | ({} if row.specialised is None else {"specialised": row.specialised is YesNo.YES})


def _ground(row: sheets.After) -> dict[str, Any]:
    found: dict[str, Any] = {"ground": row.ground, "article": row.article or "", "decisions": list(row.decisions)}
    found |= {key: True for key in ("valid", "prize") if getattr(row, key) is YesNo.YES}
    return found | {key: text for key in ("ban", "revoking", "extends") if (text := getattr(row, key))}


def _conditions(rows: Sequence[sheets.Rule], numbers: sheets.Numbers) -> list[dict[str, Any]]:
    """Join rows of one provision and wording into one condition, and number them as their provisions are."""
    joined: dict[tuple[str, str], list[sheets.Rule]] = {}
    for row in rows:
        joined.setdefault((row.article or "", row.text), []).append(row)
    used: set[str] = set()
    return [_condition(group, _code(article, used), numbers) for (article, _), group in joined.items()]


def _code(article: str, used: set[str]) -> str:
    """Number a condition: 13.2 of 第十三条第（二）项; one of a whole article takes the next number there."""
    found = parse_article(article)
    number, item = found if found is not None else (99, None)
    wanted = item or 1
    while f"{number}.{wanted}" in used:
        wanted += 1
    used.add(f"{number}.{wanted}")
    return f"{number}.{wanted}"


def _condition(rows: Sequence[sheets.Rule], code: str, numbers: sheets.Numbers) -> dict[str, Any]:
    first = rows[0]
    asked = bool(first.matter and first.department)
    found: dict[str, Any] = {
        "code": code,
        "article": first.article or "",
        "matter": first.matter or "",
        "department": first.department or "",
        "answer": ANSWERS[first.asking],
        "asked": asked,
        "text": first.text,
    }
    if first.kind is sheets.Kind.BAR:
        span = next((row.span for row in rows if row.span), f"{numbers.window}年")
        said = first.text.replace("{span}", span).replace("{years}", str(first.years or numbers.losses))
        found["question"] = f"是否有下列情形：{said.replace('{district}', '本地').replace('{credit}', span)}"
    if first.note is YesNo.YES:
        found["note"] = True
    tests = [test for row in rows for test in _tests(row)]
    return found | ({"tests": tests} if tests else {})


def _tests(row: sheets.Rule) -> Iterator[dict[str, Any]]:
    if row.test is None:
        return
    found: dict[str, Any] = {"kind": row.test}
    for key in TEST_KEYS:
        value = getattr(row, key)
        if value is not None and not (key == "at_least" and row.test is not TestKind.FIGURE):
            found[key] = list(value) if isinstance(value, tuple) else value
    if row.responsible is YesNo.YES:
        found["responsible"] = True
    yield found


def organs_of(organ: sheets.Organ) -> dict[str, Any]:
    """Give the values of the organs' file."""
    names = [column.name for column in columns(sheets.Organ)]
    remedy = ("office_review", "office_court", "government_review", "government_court")
    return {name: getattr(organ, name) for name in names if name not in remedy} | {
        "remedy": {name: getattr(organ, name) for name in remedy}
    }
