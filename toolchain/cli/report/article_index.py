"""The regulation against the project: article → code → parameters → columns → documents → tests.

Code is found by what its docstrings cite, so that the list cannot say more than the code does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from toolchain.cycle.paths import Project
from toolchain.documents.composition import declared
from toolchain.model.chinese import article_ref, numeral
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.schema import columns
from toolchain.model.sheets import WORKBOOKS

ARTICLES = "articles.toml"
LAST = 30
_CODE = (
    "regulation",
    "stages",
    "model/rule_set",
    "model/parameters.py",
    "model/work_calendar.py",
    "model/timetable.py",
)
_RANGE = re.compile(r"第([一二三四五六七八九十]+)条至第([一二三四五六七八九十]+)条")
_ITEMS = re.compile(r"第?([一二三四五六七八九十]+)条(?:第)?((?:（[一二三四五六七八九十]+）(?:至|、)?)+)")
_RULE_MODULE = re.compile(r"art[0-9]{2}")
_NUMBERS = {numeral(number): number for number in range(1, LAST + 1)}


@dataclass(frozen=True)
class Provision:
    """One article, item or paragraph, and where the project deals with it.

    Attributes:
        key: its number, ``17``, ``10.4``; ``25.1`` is a paragraph.
        title: what it is about.
        nothing: why there is nothing to compute, empty where there is.
        code: ``file:line function`` that cites it.
        parameters: its numbers, ``name = value``.
        columns: workbook columns that rest on it.
        documents: documents that carry it out.
        tests: files that test it.
    """

    key: str
    title: str
    nothing: str
    code: tuple[str, ...]
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    documents: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        """Print the provision: 第十条第（四）项, 第二十五条第一款."""
        article, _, part = self.key.partition(".")
        if article == "25" and part:
            return f"{article_ref(25)}第{numeral(int(part))}款"
        return article_ref(int(article), int(part) if part else None)


def provisions(project: Project, rules: Rules) -> tuple[Provision, ...]:
    """List every provision of the regulation.

    Raises:
        ParameterFault: the list of articles is missing or broken.
    """
    listed = read_toml(project.wording / ARTICLES)
    cited = _citations(project.root / "toolchain")
    sheets = _columns()
    papers = _declared()
    return tuple(
        Provision(
            key=key,
            title=entry["title"],
            nothing=entry.get("nothing", ""),
            code=_of(cited, key),
            parameters=() if "." in key else _parameters(int(key), rules),
            columns=_of(sheets, key),
            documents=_of(papers, key),
            tests=_tests(key, _of(cited, key), project.root),
        )
        for key, entry in listed.items()
    )


def _of(found: Mapping[str, list[str]], key: str) -> tuple[str, ...]:
    """Give what cites a provision; an item without a citation of its own stands under its article."""
    cited = found.get(key) or found.get(key.partition(".")[0]) or []
    return tuple(dict.fromkeys(cited))


def cites(text: str) -> frozenset[str]:
    """Read the provisions a text names: 第十七条, 第二十条至第二十六条, 第九条（一）至（四）, 第二十五条第一款."""
    found = {str(number) for word, number in _NUMBERS.items() if f"第{word}条" in text}
    for first, last in _RANGE.findall(text):
        found |= {str(number) for number in range(_NUMBERS[first], _NUMBERS[last] + 1)}
    for article, items in _ITEMS.findall(text):
        numbers = [_NUMBERS[word] for word in re.findall(r"（([一二三四五六七八九十]+)）", items)]
        spread = range(numbers[0], numbers[-1] + 1) if "至" in items else numbers
        found |= {f"{_NUMBERS[article]}.{number}" for number in spread}
    found |= {f"25.{_NUMBERS[word]}" for word in re.findall(r"第([一二])款", text) if "第二十五条" in text}
    return frozenset(found)


def _citations(package: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place in _CODE:
        path = package / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for name, line, text in _docstrings(file):
                for key in cites(text):
                    found.setdefault(key, []).append(
                        f"{file.relative_to(package.parent).as_posix()}:{line} {name}".rstrip()
                    )
    return found


def _docstrings(file: Path) -> Iterator[tuple[str, int, str]]:
    """Give functions and classes with their docstring, and the provisions named as literals inside them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    yield "", 1, ast.get_docstring(tree) or ""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            literals = [
                item.value for item in ast.walk(node) if isinstance(item, ast.Constant) and isinstance(item.value, str)
            ]
            yield node.name, node.lineno, " ".join([ast.get_docstring(node) or "", *literals])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Item":
            literals = [str(item.value) for item in node.args if isinstance(item, ast.Constant)]
            yield " ".join(literals[:1]), node.lineno, " ".join(literals)


def _parameters(article: int, rules: Rules) -> tuple[str, ...]:
    if article == LAST:
        return (f"document = {rules.document}", f"effective = {rules.effective}")
    section = getattr(rules, f"art{article:02d}", None)
    if section is None:
        return ()
    return tuple(f"{item.name} = {getattr(section, item.name)}" for item in fields(section))


def _columns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for book in WORKBOOKS:
        for sheet in book.sheets:
            for column in columns(sheet):
                for key in cites(column.basis):
                    found.setdefault(key, []).append(f"《{book.title}》{sheet.sheet.title}·{column.label}")
    return found


def _declared() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for paper in declared():
        for key in cites("、".join(paper.articles)):
            found.setdefault(key, []).append(f"{paper.number} {paper.title}")
    return found


def _tests(key: str, code: tuple[str, ...], root: Path) -> tuple[str, ...]:
    """Give the tests of an article: those of the rule modules that cite it, else the tests that cite it themselves."""
    stems = {f"art{int(key.partition('.')[0]):02d}"}
    stems |= {named[0] for place in code if (named := _RULE_MODULE.search(place))}
    tests = root / "tests"
    found = [path for stem in sorted(stems) for path in sorted((tests / "regulation").glob(f"test_{stem}*.py"))]
    found = found or [
        path for path in sorted(tests.rglob("test_*.py")) if key in cites(path.read_text(encoding="utf-8"))
    ]
    return tuple(path.relative_to(root).as_posix() for path in found)


def lines(project: Project, rules: Rules) -> Iterator[str]:
    """Print the list for people."""
    for item in provisions(project, rules):
        yield f"{item.name}  {item.title}"
        if item.nothing:
            yield f"    无须计算：{item.nothing}"
            continue
        for label, values in (
            ("代码", item.code),
            ("数字", item.parameters),
            ("栏目", item.columns),
            ("文书", item.documents),
            ("测试", item.tests),
        ):
            if values:
                yield f"    {label}：{'；'.join(values)}"
