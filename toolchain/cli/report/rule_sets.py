"""The rule sets proofread: each file on its own, and against the documents and the program's own citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from toolchain.cycle.paths import Project
from toolchain.documents.composition import declared
from toolchain.model.check_items import CriterionItem, load_criteria
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.articles import CITATION, MODEL
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.feasibility import disjointed, doubtful, in_time
from toolchain.model.rule_set.office import Office
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.schema import columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.wording import FINDINGS
from toolchain.regulation.chronology import FILE
from toolchain.typesetting.docx_archive import unpack

_TAG = re.compile(rb"<[^>]+>")


def rule_faults(project: Project) -> Iterator[str]:
    """Say what is wrong with the rule sets of a project, each with file, key and remedy."""
    loaded: list[tuple[Path, Rules]] = []
    for path in sorted(project.regulations.glob("*.toml")):
        try:
            loaded.append((path, load_rules(path)))
        except ParameterFault as fault:
            yield str(fault)
    if not list(project.regulations.glob("*.toml")):
        yield "templates/regulation：没有任何办法参数文件"
    by_day: dict[object, str] = {}
    for path, rules in loaded:
        yield from (f"{path.name}：{fault}" for fault in (*disjointed(rules), *_organs(rules, project)))
        other = by_day.setdefault(rules.effective, path.name)
        if other != path.name:
            yield f"{path.name}：effective（施行日期）与 {other} 相同，不知道用哪一个，请改正其中一个"
        yield from (f"{path.name}：{fault}" for fault in _uncited(rules))
        yield from _strange(path.name, rules, project)
        yield from (f"{path.name}：{fault}" for fault in (*_criteria(rules, project), *_unworded(rules, project)))
    yield from _unmapped(project)


def rule_hints(project: Project) -> Iterator[str]:
    """Say what of the rule sets may be meant, but is worth a look: shares, gaps in time; broken ones are left out."""
    loaded: list[tuple[str, Rules]] = []
    for path in sorted(project.regulations.glob("*.toml")):
        with suppress(ParameterFault):
            loaded.append((path.name, load_rules(path)))
    for name, rules in loaded:
        yield from (f"{name}：{hint}" for hint in doubtful(rules))
    yield from in_time(loaded)


def _organs(rules: Rules, project: Project) -> Iterator[str]:
    """The organs' file the rule set names: there, and of the government that issued the rule set."""
    try:
        office = Office.load(project.templates / rules.office)
    except ParameterFault as fault:
        yield f"office：{fault}"
        return
    if office.government not in rules.issuer:
        yield (
            f"issuer（制定机关）是“{rules.issuer}”，{rules.office} 的 government 是“{office.government}”，"
            "请改正其中一个，或者用 office 指明另一份机关名称文件"
        )


def _uncited(rules: Rules) -> Iterator[str]:
    """Documents that carry out an article the rule set does not have."""
    for document in declared():
        if document.number in rules.documents_off:
            continue
        for article in document.articles:
            if not rules.said(article):
                yield (
                    f"articles 的 {MODEL[article]} 是空的，文书{document.number}《{document.title}》却据此制发；"
                    f"请写上条款，或者把{document.number}写进 documents_off"
                )
    known = {document.number for document in declared()}
    for number in rules.documents_off:
        if number not in known:
            yield f"documents_off：没有编号为{number}的文书"


def _criteria(rules: Rules, project: Project) -> Iterator[str]:
    """The criteria the rule set names: there, worth the points it says, with the category that parts equal scores."""
    for item in rules.criteria_sets:
        _, wrong = _points(item.criteria, rules, project)
        yield from (f"criteria_sets 的“{item.name}”：{fault}" for fault in wrong)
    rows, wrong = _points(rules.art12.criteria, rules, project)
    yield from (f"criteria：{fault}" for fault in wrong)
    if not rows:
        return
    path = project.criteria / rules.art12.criteria
    categories = dict.fromkeys(row.category for row in rows)
    if rules.art16.results_category not in categories:
        known = "、".join(categories)
        yield f"ranking 的 results_category“{rules.art16.results_category}”不是 {path.name} 的类目（{known}）"


def _unworded(rules: Rules, project: Project) -> Iterator[str]:
    """Conditions that name sentences which there are not."""
    known = {case.partition("-")[0] for case in read_toml(project.wording / FINDINGS)}
    for item in rules.conditions:
        if item.wording and item.wording not in known:
            yield f"conditions 的“{item.code}”：wording 写的“{item.wording}”在 {FINDINGS} 里没有句子，请改正或者删去"


def _points(name: str, rules: Rules, project: Project) -> tuple[Sequence[CriterionItem], tuple[str, ...]]:
    """Read a file of criteria: its rows, and what is wrong with the file or its sum."""
    try:
        _, rows = load_criteria(project.criteria / name)
    except ParameterFault as fault:
        return (), (f"criteria：{fault}",)
    points, wanted = sum(row.points for row in rows), rules.art12.total_points
    wrong = f"total_points 是{wanted}，{name} 各条目合计{points}，请改正其中一个"
    return rows, () if points == wanted else (wrong,)


def _strange(name: str, rules: Rules, project: Project) -> Iterator[str]:
    """Articles that a template names in so many words, but the rule set does not have."""
    own = {getattr(rules.articles, key).partition("条")[0] + "条" for key in MODEL.values()}
    off = set(rules.documents_off)
    for document in declared():
        path = project.documents / f"{document.template}.docx"
        if document.number in off or not path.exists():
            continue
        for citation in sorted(_literal(path) - own):
            yield f"{path.name}：写着“{citation}”，{name} 的 articles 里没有这一条，请改用字段 rules.articles"


def _literal(path: Path) -> frozenset[str]:
    text = _TAG.sub(b"", unpack(path.read_bytes(), path.name)["word/document.xml"]).decode()
    return frozenset(found.partition("条")[0] + "条" for found in CITATION.findall(text))


def _unmapped(project: Project) -> Iterator[str]:
    """Provisions that the program cites, but for which no rule set can name its own article."""
    cited = {
        f"表格《{book.title}》的“{column.label}”": column.basis
        for book in WORKBOOKS
        for sheet in book.sheets
        for column in columns(sheet)
    }
    cited |= {f"文书{document.number}《{document.title}》": "、".join(document.articles) for document in declared()}
    steps = read_toml(project.templates / "plan.toml")["step"]
    cited |= {f"plan.toml 的“{step['name']}”": step["article"] for step in steps}
    rows = read_toml(project.templates / FILE)["order"]
    cited |= {f"{FILE} 的 order 第{number}行": row[6] for number, row in enumerate(rows, start=1)}
    for place, text in cited.items():
        for citation in CITATION.findall(text):
            if citation.partition("条")[0] + "条" not in MODEL:
                yield f"{place}：引用“{citation}”，各办法的 articles 都不能换成自己的条款"
