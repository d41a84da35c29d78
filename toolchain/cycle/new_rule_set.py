"""A new region: its 规则表 laid out, and the files of its rule set made from it.

The shipped rule set is the model of the files: every key keeps its place and its comment, said in the region's words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolchain.cycle.rule_set_cells import rows_like
from toolchain.cycle.rule_set_rows import data_of, organs_of
from toolchain.engine.confined_process import Aborted, Allowance, Confined
from toolchain.engine.value_objects import Value
from toolchain.engine.xlsx.package import open_book
from toolchain.model.chinese import article_ref, safe_name
from toolchain.model.parameters import load_rules, rules_of
from toolchain.model.problems import At, Problem, problem
from toolchain.model.rare_vocabulary import RARE
from toolchain.model.rule_set import interview as sheets
from toolchain.model.rule_set import interview_classes as classes
from toolchain.model.rule_set.articles import CITATION
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.interview_book import INTERVIEW
from toolchain.model.rule_set.rule_file import rendered
from toolchain.model.rule_set.spans import Span
from toolchain.model.schema import Row
from toolchain.model.workbook_declaration import Mark
from toolchain.workbooks.blank import write
from toolchain.workbooks.reader import Reading, read

_SPANS: Mapping[type[Row], tuple[str, ...]] = {
    sheets.Rule: ("span",),
    sheets.Numbers: ("interval", "notice", "settled", "validity", "again", "fraud_ban", "cheating"),
    sheets.After: ("ban", "extends"),
    sheets.Owed: ("every",),
    classes.LowerGrade: ("again",),
    classes.Procedure: ("lasts",),
}
_TAXES = re.compile("国家税务总局.*税务局")
_CITED = ("article", "revoking")
_COMMON: Mapping[type[Row], frozenset[str]] = {
    sheets.Rule: frozenset(),
    sheets.After: frozenset({"ground", "decisions", "valid", "prize"}),
    sheets.Paper: frozenset(),
}
"""The sheets that most regulations fill alike, and their columns that do; empty for all."""
_LABEL = re.compile(r'^(\w+) = "[^"]*"\s+# (.+)$', re.MULTILINE)


class Made(Value):
    """What a 规则表 came to.

    Attributes:
        name: what the files are called after.
        rules, office: the two files.
        unplaced: what no table holds, a line each.
        kept: keys that were not asked for and stand as in the shipped rule set.
        faults: what must be mended first, each with its cell or key; no files then.
    """

    name: str
    rules: str = ""
    office: str = ""
    unplaced: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def functions(text: str) -> tuple[tuple[str, str], ...]:
    """List the functions of the table of articles with what they are called, as the shipped file explains them."""
    table = text.partition("[articles]")[2].partition("\n[")[0]
    return tuple((found[1], found[2]) for found in _LABEL.finditer(table))


def blank(name: str, shipped: Path, like: Path | None = None) -> bytes:
    """Lay out the 规则表 of a region, with what most regulations have filled in beforehand.

    Where the office names a rule set that its own is like, all cells but names, organs and articles come from there.

    Raises:
        ParameterFault: a file is broken.
    """
    rules = load_rules(like or shipped)
    level = next((item for item in sheets.Level if name.endswith(item)), None)
    word = str(level or rules.terms.level)
    cells = rows_like(rules)
    if like is None:
        cells = {sheet: [_only(row, _COMMON[sheet]) for row in cells[sheet]] for sheet in _COMMON}
    there = rules.terms.level
    local = re.compile(f"(?<=[全本]){there}|{there}(?=长|市场|统计|发展|应急)")
    rows: dict[type[Row], list[dict[str, Any]]] = {
        sheet: [
            {key: _said_here(value, local, word) for key, value in row.items() if key not in _CITED} for row in found
        ]
        for sheet, found in cells.items()
    }
    rows |= {
        sheets.Basics: [{"district": name, "level": level, "meeting": f"{word}政府常务会议", "session": "常务会议"}],
        sheets.Place: [{"name": name}],
        sheets.Function: [{"name": label} for _, label in functions(shipped.read_text(encoding="utf-8"))],
    }
    return write(INTERVIEW, Mark(INTERVIEW.mark, INTERVIEW.version, name), known=rows, rare=RARE)


def _only(row: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if not names or key in names}


def _said_here(value: Any, local: re.Pattern[str], word: str) -> Any:  # noqa: ANN401 - of any cell
    return local.sub(word, _TAXES.sub("税务局", value)) if type(value) is str else value


def made(reading: Reading, shipped: Path, office: Path) -> Made:
    """Make the files from a filled 规则表; with anything wrong there are none, and it is said at which cell."""
    rows = {sheet: list(found) for sheet, found in reading.rows.items()}
    basics, organ, numbers = (next(iter(rows.get(kind, ())), None) for kind in _FORMS)
    if not (
        isinstance(basics, sheets.Basics) and isinstance(organ, sheets.Organ) and isinstance(numbers, sheets.Numbers)
    ):
        return Made("", faults=("《规则表》的“基本情况”“机关”“名额和期限”没有填完整，请先填好",))
    name = str(basics.district)
    wrong = tuple(_cells(rows, int(basics.articles)))
    if wrong:
        return Made(name, faults=wrong)
    text = shipped.read_text(encoding="utf-8")
    data = data_of(rows, basics, numbers, functions(text))
    try:
        toml, kept = rendered(text, data)
        given = rules_of({**parsed(toml)}, "规则表")
    except ParameterFault as fault:
        return Made(name, faults=(str(fault),))
    rules, _ = rendered(given.said(text), data)
    organs, _ = rendered(given.said(office.read_text(encoding="utf-8")), organs_of(organ))
    return Made(
        name,
        rules=f"# {name}的办法，由《规则表》做出；可以直接改这里，也可以改《规则表》后重做。\n" + _headless(rules),
        office=organs,
        unplaced=tuple(_unplaced(rows, int(basics.articles))),
        kept=kept,
    )


_FORMS = (sheets.Basics, sheets.Organ, sheets.Numbers)


def _headless(text: str) -> str:
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    return "\n".join(lines[first:])


def parsed(toml: str) -> dict[str, Any]:
    """Read the text of a parameter file."""
    return tomllib.loads(toml)


def _cells(rows: Mapping[type[Row], Sequence[Row]], count: int) -> Iterator[str]:
    """Say which cells are no length of time, no provision, or one beyond the ``count`` articles that there are."""
    there = {article_ref(number) for number in range(1, count + 1)}
    for sheet, found in rows.items():
        for row in found:
            for name in _SPANS.get(sheet, ()):
                text = getattr(row, name)
                if text and not _span(text):
                    yield f"【需修改】{row.where(name)}：应{sheets.SPAN}，现为“{text}”"
            for name in _CITED:
                text = getattr(row, name, None)
                if isinstance(text, str) and CITATION.fullmatch(text) is None:
                    yield f"【需修改】{row.where(name)}：条款应写成“第十八条”“第九条第（二）项”这样，现为“{text}”"
                elif isinstance(text, str) and text.partition("条")[0] + "条" not in there:
                    yield f"【需修改】{row.where(name)}：办法共有{count}条，没有{text}，请改正条款或者“共有几条”"


def _span(text: str) -> bool:
    try:
        Span.read(text)
    except ValueError:
        return False
    return True


def _unplaced(rows: Mapping[type[Row], Sequence[Row]], count: int) -> Iterator[str]:
    """Name what the office wrote down as having no place, and the articles that stand in no cell."""
    for row in rows.get(sheets.Unplaced, ()):
        if isinstance(row, sheets.Unplaced):
            yield f"{row.article or ''}{row.text}（{row.where('text')}）"
    cited = {
        text.partition("条")[0] + "条"
        for found in rows.values()
        for row in found
        for name in _CITED
        if isinstance(text := getattr(row, name, None), str)
    }
    missing = [article_ref(number) for number in range(1, count + 1) if article_ref(number) not in cited]
    if missing:
        yield f"{'、'.join(missing)}没有写进任何一栏，请看看里面有没有要放进表里的规定"


def read_interview(name: str, data: bytes) -> tuple[Reading, tuple[Problem, ...]]:
    """Read a filled 规则表 where it can do no harm."""
    with Confined(_read, Allowance(memory=1_000_000_000, seconds=60, wait=120)) as reader:
        found = reader(name, data)
    if isinstance(found, Aborted):
        return Reading({}), (problem("E-FILE-13", At(name), found=found.reason),)
    return found


def _read(name: str, data: bytes) -> tuple[Reading, tuple[Problem, ...]]:
    book, faults = open_book(data)
    found = tuple(Problem(At(name, fault.sheet, fault.cell), fault.code, fault.facts) for fault in faults)
    reading = Reading({}) if book is None else read(book, INTERVIEW, name)
    return reading, (*found, *reading.problems)


def save(found: Made, templates: Path) -> Iterator[tuple[Path, bool]]:
    """Write the files beside the others; a file that people changed since stays, and the new one lies beside it.

    Yields:
        the path, and whether it was written there.
    """
    for path, text in (
        (templates / "regulation" / f"{safe_name(found.name)}.toml", found.rules),
        (templates / f"office-{safe_name(found.name)}.toml", found.office),
    ):
        own = not path.exists() or _untouched(path.read_text(encoding="utf-8"))
        target = path if own else path.with_suffix(".toml.新稿")
        target.write_text(_marked(text), encoding="utf-8", newline="\n")
        yield target, own


_MARK = re.compile(r"# 做出时的校验：([0-9a-f]{16})\n\Z")


def _marked(text: str) -> str:
    return f"{text.rstrip()}\n\n# 做出时的校验：{_digest(text)}\n"


def _digest(text: str) -> str:
    return sha256(text.rstrip().encode()).hexdigest()[:16]


def _untouched(text: str) -> bool:
    """Say whether a file stands as it was made."""
    found = _MARK.search(text)
    return found is not None and _digest(text[: found.start()]) == found[1]
