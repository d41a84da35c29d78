"""The rows of a 规则表 turned into the values of a parameter file: columns are called as keys are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from toolchain.model.chinese import parse_article
from toolchain.model.rule_set import interview as sheets
from toolchain.model.rule_set import interview_classes as classes
from toolchain.model.rule_set.conditions import Answer, TestKind
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.vocabulary import YesNo

ANSWERS = {
    sheets.Asking.DEPARTMENT: Answer.DEPARTMENT,
    sheets.Asking.ATTESTED: Answer.ATTESTED,
    sheets.Asking.COMPUTED: Answer.COMPUTED,
}
"""What a person calls it, and what the file does."""
TEST_KEYS = (
    "span",
    "since",
    "events",
    "least",
    "authorities",
    "responsible",
    "figure",
    "way",
    "at_least",
    "years",
    "nonprofit",
    "kinds",
    "paper",
    "titles",
)
"""The keys of a test; each has a column of its own name."""
TABLES: Mapping[type[Row], str] = {
    sheets.Part: "pools",
    sheets.After: "consequences",
    sheets.Owed: "duties",
    sheets.Above: "higher",
    classes.LowerGrade: "grades",
    classes.ReviewRound: "rounds",
    classes.OwnCriteria: "criteria_sets",
    classes.LessPrize: "prize.reductions",
    classes.Share: "prize.payers",
    classes.Procedure: "steps",
}
"""The sheets of which each row is a row of a table of the file."""
_UNCITED = {"pools", "consequences", "duties", "higher", "prize.reductions"}
"""The tables that have the key ``article`` also where the regulation has none."""
_ALWAYS = {"pools", "consequences", "higher"}
"""The tables that stand in every file, and are written empty where there is nothing."""
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "interval": ("quota.interval",),
    "firm": ("quota.firm",),
    "late": ("quota.late_until_month",),
    "places": ("quota.new_laureates",),
    "second_places": ("quota.nomination_places",),
    "total": ("quota.total",),
    "least_score": ("quota.least_score",),
    "vice_chairs": ("committee.vice_chairs",),
    "members": ("committee.members",),
    "odd": ("committee.odd",),
    "quorum": ("committee.quorum",),
    "panel_least": ("panels.panel_min",),
    "panel_most": ("panels.panel_max",),
    "experience": ("experts.experience_years",),
    "operating": ("operation.operating_years",),
    "credit": ("operation.credit_years",),
    "window": ("look_back.window_years", "operation.accident_years"),
    "accidents": ("operation.accident_years",),
    "losses": ("look_back.loss_years",),
    "cheating": ("look_back.cheating",),
    "criteria": ("criteria.criteria",),
    "total_points": ("criteria.total_points",),
    "method": ("vote.method",),
    "manner": ("vote.manner",),
    "share": ("vote.vote_share",),
    "inclusive": ("vote.inclusive",),
    "base": ("vote.base",),
    "turns": ("vote.turns",),
    "score_share": ("vote.score_share",),
    "notice": ("notice.notice",),
    "after": ("notice.after_decision",),
    "settled": ("notice.settled",),
    "prize": ("prize.prize_yuan",),
    "repeat": ("prize.repeat_prize_yuan",),
    "second_prize": ("prize.nomination_prize_yuan",),
    "ceiling": ("prize.ceiling",),
    "uses": ("prize.uses",),
    "fraud_ban": ("fraud.fraud_ban",),
    "recusal": ("recusal.lookback_years",),
    "validity": ("validity.validity",),
    "again": ("validity.again",),
    "repeat_apart": ("validity.repeat_apart",),
}
"""The keys that each number goes to, as ``section.key``; what is said later wins."""

Rows = Mapping[type[Row], Sequence[Any]]


def data_of(
    rows: Rows, basics: sheets.Basics, numbers: sheets.Numbers, named: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Give the values of a rule set's file; ``named`` are the functions of the articles and what they are called."""
    keys = {label: key for key, label in named}
    level = str(basics.level)
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
        "conditions": _conditions(rows.get(sheets.Rule, ()), numbers),
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
    }
    if basics.expires is not None:
        data["expires"] = basics.expires
    for column, wanted in NUMBERS.items():
        value = getattr(numbers, column)
        for key in wanted if value is not None else ():
            _put(data, key, _written(value))
    for sheet, key in TABLES.items():
        found = [_table(row, {key} <= _UNCITED) for row in rows.get(sheet, ())]
        if found or key in _ALWAYS:
            _put(data, key, found)
    _put_subjects(data, rows)
    return data


def _put(data: dict[str, Any], key: str, value: object) -> None:
    section, _, name = key.rpartition(".")
    (data.setdefault(section, {}) if section else data)[name] = value


def _put_subjects(data: dict[str, Any], rows: Rows) -> None:
    said = rows.get(classes.Said, ())
    words = {
        kind: [{"word": row.word, "own": row.own} for row in said if row.kind is kind] for kind in (None, *_kinds(rows))
    }
    subjects = [
        {"article": "", **{key: value for key, value in _table(row).items() if key != "yuan"}}
        | ({"words": words[row.kind]} if words[row.kind] else {})
        for row in rows.get(classes.Kind, ())
    ]
    prizes = [
        {"subject": row.kind, "yuan": int(row.yuan)} for row in rows.get(classes.Kind, ()) if row.yuan is not None
    ]
    prizes += [_table(row) for row in rows.get(classes.OwnPrize, ())]
    for key, value in (("subjects", subjects), ("words", words[None]), ("prize.subjects", prizes)):
        if value:
            _put(data, key, value)


def _kinds(rows: Rows) -> Iterator[Any]:
    return (row.kind for row in rows.get(classes.Kind, ()))


def _table(row: Row, cited: bool = False) -> dict[str, Any]:
    """Write the cells of a row as the keys of a table, empty ones left out; ``cited`` keeps the article."""
    found = {item.name: value for item in columns(type(row)) if (value := getattr(row, item.name)) is not None}
    found.pop("remark", None)
    return ({"article": ""} if cited else {}) | {key: _written(value) for key, value in found.items()}


def _written(value: Any) -> Any:  # noqa: ANN401 - of any column
    if isinstance(value, YesNo):
        return value is YesNo.YES
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, Decimal) else value


def _area(row: sheets.Place) -> dict[str, Any]:
    codes = [code.strip() for code in row.codes.replace(",", "、").replace("，", "、").split("、") if code.strip()]
    return {"name": row.name, "codes": codes} | ({"city": row.city} if row.city else {})


def _conditions(rows: Sequence[sheets.Rule], numbers: sheets.Numbers) -> list[dict[str, Any]]:
    """Join rows of one provision and wording into one condition, and number them as their provisions are."""
    joined: dict[tuple[str, object], list[sheets.Rule]] = {}
    for number, row in enumerate(rows):
        joined.setdefault((row.article or "", row.text or number), []).append(row)
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
        "text": first.text or "",
    }
    if first.kind is sheets.Kind.BAR:
        span = next((row.span for row in rows if row.span), f"{numbers.window}年")
        said = (
            (first.text or first.matter or "")
            .replace("{span}", span)
            .replace("{years}", str(first.years or numbers.losses))
        )
        found["question"] = f"是否有下列情形：{said.replace('{district}', '本地').replace('{credit}', span)}"
    if first.note is YesNo.YES:
        found["note"] = True
    for key, values in (("subjects", first.subjects), ("titles", first.grades)):
        if values:
            found[key] = list(values)
    tests = [test for row in rows for test in _tests(row)]
    return found | ({"tests": tests} if tests else {})


def _tests(row: sheets.Rule) -> Iterator[dict[str, Any]]:
    if row.test is None:
        return
    cells = {key: getattr(row, key) for key in TEST_KEYS}
    given = {key: value for key, value in cells.items() if value not in {None, YesNo.NO}}
    if row.test is not TestKind.FIGURE:
        given.pop("at_least", None)
    yield {"kind": row.test} | {key: _written(value) for key, value in given.items()}


def organs_of(organ: sheets.Organ) -> dict[str, Any]:
    """Give the values of the organs' file."""
    names = [column.name for column in columns(sheets.Organ)]
    remedy = ("office_review", "office_court", "government_review", "government_court")
    return {name: getattr(organ, name) for name in names if name not in remedy} | {
        "remedy": {name: getattr(organ, name) for name in remedy}
    }
