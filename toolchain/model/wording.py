"""The sentences of findings and problems, read from ``templates/wording/``; rules give facts only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.model.findings import Finding
from toolchain.model.problems import Problem
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.subjects import words_in
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.sheets.vocabulary import Verdict

FINDINGS = "findings.toml"
PROBLEMS = "problems.toml"

_SLOTS = {Verdict.MET: "met", Verdict.NOT_MET: "not_met", Verdict.PENDING: "pending"}
_PARTS = ("title", "message", "remedy", "example")


class Entry(Value):
    """A problem's entry in the catalogue.

    Attributes:
        title: its name in few words.
        message: what is wrong, with slots for the facts.
        remedy: how to mend it, with slots for the facts.
        example: a case of it, for the catalogue that people read.
    """

    title: str
    message: str
    remedy: str
    example: str = ""


class Wording(Value):
    """Everything the program says.

    Attributes:
        findings: sentences by case, then by verdict; ``*-word`` serves every rule that has none of its own.
        problems: entries of the catalogue by code.
        conditions: of each condition the number whose sentences fit it, and its matter; of others their own number.
    """

    findings: Mapping[str, Mapping[str, str]]
    problems: Mapping[str, Entry]
    conditions: Mapping[str, tuple[str, str]] | None = None

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """Read both files.

        Raises:
            ParameterFault: a file is missing or broken.
        """
        findings = read_toml(folder / FINDINGS)
        problems = read_toml(folder / PROBLEMS)
        return cls(
            {case: _sentences(case, table) for case, table in findings.items()},
            {code: _entry(code, table) for code, table in problems.items()},
        )

    def under(self, rules: Rules) -> Wording:
        """Give the sentences as a rule set says them: its articles and words, and those that fit its conditions."""
        conditions = {item.code: (item.wording or "*", rules.said(item.matter)) for item in rules.conditions}
        if rules.speaks_as_model:
            return Wording(self.findings, self.problems, conditions)
        table = dict(rules.words_for(None))
        pattern = words_in(table) if table else None

        def say(text: str) -> str:
            return rules.said(pattern.sub(lambda found: table[found[0]], text) if pattern else text)

        findings = {case: {slot: say(text) for slot, text in table.items()} for case, table in self.findings.items()}
        problems = {
            code: Entry(**{part: say(getattr(entry, part)) for part in _PARTS}) for code, entry in self.problems.items()
        }
        return Wording(findings, problems, conditions)

    def sentence(self, finding: Finding) -> str:
        """Say a finding in one sentence; article and reading may be named as {article} and {reading}.

        Raises:
            ParameterFault: the file has no such case or verdict, or names a fact the rule does not give.
        """
        word = finding.case.partition("-")[2]
        rule, matter = (self.conditions or {}).get(finding.rule, (finding.rule, ""))
        sentences = self.findings.get(f"{rule}-{word}") or self.findings.get(f"*-{word}")
        slot = _SLOTS[finding.verdict]
        if sentences is None or slot not in sentences:
            raise ParameterFault(f"{FINDINGS}：缺少“{finding.case}”的{slot}句")
        facts = {"article": finding.article, "reading": finding.reading, "matter": matter, **dict(finding.facts)}
        return _fill(FINDINGS, finding.case, sentences[slot], facts)

    def title(self, problem: Problem) -> str:
        """Name a problem in few words."""
        return self._entry(problem).title

    def message(self, problem: Problem) -> str:
        """Say what is wrong."""
        return _fill(PROBLEMS, problem.code, self._entry(problem).message, dict(problem.facts))

    def remedy(self, problem: Problem) -> str:
        """Say how to mend it."""
        return _fill(PROBLEMS, problem.code, self._entry(problem).remedy, dict(problem.facts))

    def describe(self, problem: Problem) -> str:
        """Say what is wrong, how to mend it, under which code and article; the text of a cell's comment."""
        basis = dict(problem.facts).get("basis")
        return f"{self.message(problem)}{self.remedy(problem)}（{problem.code}{f'，{basis}' if basis else ''}）"

    def _entry(self, problem: Problem) -> Entry:
        entry = self.problems.get(problem.code)
        if entry is None:
            raise ParameterFault(f"{PROBLEMS}：缺少“{problem.code}”")
        return entry


@lru_cache(maxsize=4096)
def slots(text: str) -> frozenset[str]:
    """Name the facts a sentence uses."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _fill(file: str, key: str, text: str, facts: Mapping[str, str]) -> str:
    if missing := sorted(slots(text) - facts.keys()):
        raise ParameterFault(f"{file}：“{key}”用了没有的内容“{missing[0]}”，可用：{'、'.join(sorted(facts)) or '无'}")
    return text.format_map(facts)


def _checked(file: str, key: str, text: Any) -> str:  # noqa: ANN401 - whatever the file holds
    if not isinstance(text, str) or not text:
        raise ParameterFault(f"{file}：“{key}”应为文字")
    try:
        names = slots(text)
    except ValueError as error:
        raise ParameterFault(f"{file}：“{key}”的花括号不配对") from error
    if not all(name.isidentifier() for name in names):
        raise ParameterFault(f"{file}：“{key}”的花括号中只能写内容的名称")
    return text


def _sentences(case: str, table: Any) -> Mapping[str, str]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(table, dict) or not table or not set(table) <= set(_SLOTS.values()):
        raise ParameterFault(f"{FINDINGS}：“{case}”只能有 {'、'.join(_SLOTS.values())}")
    return {slot: _checked(FINDINGS, case, text) for slot, text in table.items()}


def _entry(code: str, table: Any) -> Entry:  # noqa: ANN401 - whatever the file holds
    if code[:2] not in {"E-", "W-", "N-"}:
        raise ParameterFault(f"{PROBLEMS}：“{code}”应以 E-、W- 或 N- 开头")
    if not isinstance(table, dict) or not {"title", "message", "remedy"} <= set(table) <= set(_PARTS):
        raise ParameterFault(f"{PROBLEMS}：“{code}”应有 title、message、remedy，可有 example")
    return Entry(**{part: _checked(PROBLEMS, code, text) for part, text in table.items()})
