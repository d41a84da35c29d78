"""The numbers of the regulation: one TOML file per promulgated rule set, each key a field here.

A key that is missing, unknown or of the wrong type stops the run; nothing that decides has a default in code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolchain.engine.compile_cache import keep, key_of, recall
from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.areas import Area
from toolchain.model.rule_set.articles import Articles, Local, Terms, said, speaks_as_model
from toolchain.model.rule_set.building import ParameterFault, build
from toolchain.model.rule_set.checks import contradictions
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.higher import Higher
from toolchain.model.rule_set.hints import Hints
from toolchain.model.rule_set.numbers import (
    Art04,
    Art06,
    Art08,
    Art09,
    Art10,
    Art11,
    Art12,
    Art16,
    Art17,
    Art18,
    Art19,
    Art25,
    Art27,
    Art28,
    Method,
)
from toolchain.model.rule_set.pools import Pool
from toolchain.model.rule_set.spans import Span, Unit

__all__ = (
    "Art04",
    "Art06",
    "Art08",
    "Art09",
    "Art10",
    "Art11",
    "Art12",
    "Art16",
    "Art17",
    "Art18",
    "Art19",
    "Art25",
    "Art27",
    "Art28",
    "Method",
    "Office",
    "ParameterFault",
    "Rules",
    "build",
    "load_rules",
    "newest_rules",
    "read_toml",
    "rules_for",
    "rules_of",
)

_MODEL_DOCUMENT, _MODEL_PREFIX = "红政〔2022〕76号", "红政"
"""What the program's own texts give as an example of a document number."""

_LONG = 4000
"""Bytes from which to read a text again costs more than to find out that it was read."""


class Rules(Value):
    """One promulgated rule set.

    Attributes:
        document: 文号 of the regulation.
        title: its title without 《》.
        effective: the day it came into force.
        expires: its last day, where the text sets one.
        issuer: who issued it.
        district: the place the award is given in, as documents name it.
        areas: the parts of it that applicants may be registered in, with the digits their codes begin with.
        documents_off: numbers of the documents that this rule set does without.
        higher: the amounts for awards above this one; without a row the office proposes one.
        pools: the parts of the quota that classes of applicants have.
        attachments: the papers every applicant must hand in.
        conditions: the conditions and bars, in the order of the text.
        articles: the article of each function.
        terms: the words of its level of government.
        award: name of the award.
        nomination_award: name of its 提名 grade, empty where there is none.
        nomination_short: the same in short, as texts that have named the award say it.
    """

    document: str
    title: str
    effective: date
    issuer: str
    district: str
    award: str
    nomination_award: str
    nomination_short: str
    areas: tuple[Area, ...]
    documents_off: tuple[int, ...]
    higher: tuple[Higher, ...]
    pools: tuple[Pool, ...]
    attachments: tuple[str, ...]
    conditions: tuple[Condition, ...]
    articles: Articles
    terms: Terms
    art04: Art04
    art06: Art06
    art08: Art08
    art09: Art09
    art10: Art10
    art11: Art11
    art12: Art12
    art16: Art16
    art17: Art17
    art18: Art18
    art19: Art19
    art25: Art25
    art27: Art27
    art28: Art28
    hints: Hints = Hints()
    expires: date | None = None

    def said(self, text: str) -> str:
        """Say a text of the program's own with the articles and words of this rule set."""
        if self.speaks_as_model or isinstance(text, Local):
            return text
        own = text.replace(_MODEL_DOCUMENT, self.document).replace(_MODEL_PREFIX, self.document.partition("〔")[0])
        return said(own, self.articles, self.terms)

    def in_years(self, span: Span) -> Span:
        """Give a length counted in cycles as years, by the interval of the cycles; any other as it is."""
        if span.unit is not Unit.CYCLE:
            return span
        return Span(span.number * self.art04.interval.number, Unit.YEAR)

    @property
    def speaks_as_model(self) -> bool:
        """Say whether the program's own texts stand as they are."""
        return speaks_as_model(self.articles, self.terms)


class Remedy(Value):
    """How a decision can be challenged outside the office; counsel confirms names and lengths.

    Attributes:
        office_review, office_court: where what the office decides is taken to.
        government_review, government_court: the same for what the government decides or approves.
        review_days, suit_months: how long after the decision is known.
    """

    office_review: str
    office_court: str
    government_review: str
    government_court: str
    review_days: int
    suit_months: int


class LetterTerms(Value):
    """How many working days the office's letters leave for what they ask.

    Attributes:
        objection: to state facts and reasons against a letter.
        inquiry: for a department to answer.
        use_report: to hand in how the prize was spent.
        correction: to put an improper use right and say so.
        recovery: to hand certificate, trophy and money back.
    """

    objection: int
    inquiry: int
    use_report: int
    correction: int
    recovery: int


class Office(Value):
    """The organs as documents name them, with what their letters promise and ask."""

    government: str
    committee: str
    office: str
    bureau: str
    printing: str
    government_prefix: str
    office_prefix: str
    finance: str
    copies: str
    minutes_copies: str
    credit_platform: str
    remedy: Remedy
    terms: LetterTerms

    @classmethod
    def load(cls, path: Path) -> Office:
        """Read ``office.toml``.

        Raises:
            ParameterFault: the file is missing or broken.
        """
        return build(cls, read_toml(path), path.name)


def rules_for(day: date, folder: Path) -> Rules | None:
    """Choose the rule set in force on the day a cycle is announced; None where none is (第三十条).

    Raises:
        ParameterFault: a file is broken.
    """
    found = [load_rules(path) for path in sorted(folder.glob("*.toml"))]
    in_force = [rules for rules in found if rules.effective <= day and (rules.expires is None or day <= rules.expires)]
    return max(in_force, key=lambda rules: rules.effective, default=None)


SECTIONS = {
    "art04": "quota",
    "art06": "committee",
    "art08": "panels",
    "art09": "experts",
    "art10": "operation",
    "art11": "look_back",
    "art12": "criteria",
    "art16": "ranking",
    "art17": "vote",
    "art18": "notice",
    "art19": "prize",
    "art25": "fraud",
    "art27": "recusal",
    "art28": "validity",
}
"""The sections of a file, each named after its matter, by the article of the model text that has it."""
_FIELDS = {section: name for name, section in SECTIONS.items()}


def _in_sections(text: str) -> str:
    return re.sub("art[0-9]{2}", lambda found: SECTIONS.get(found[0], found[0]), text)


def newest_rules(folder: Path) -> Rules | None:
    """Give the rule set that came into force last.

    Raises:
        ParameterFault: a file is broken.
    """
    found = [load_rules(path) for path in sorted(folder.glob("*.toml"))]
    return max(found, key=lambda rules: rules.effective, default=None)


def load_rules(path: Path) -> Rules:
    """Read one parameter file.

    Raises:
        ParameterFault: the file is missing or broken.
    """
    data = _bytes(path)
    try:
        return _loaded(data, path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


@lru_cache(maxsize=16)
def _loaded(data: bytes, name: str) -> Rules:
    """Read a text once for all who ask for its rule set in one run."""
    return rules_of(_table(data), name)


def rules_of(given: Mapping[str, Any], name: str) -> Rules:
    """Turn what a parameter file says into a rule set; ``name`` is what messages call it.

    Raises:
        ParameterFault: a key is missing, unknown or of the wrong type, or what is said does not fit together.
    """
    try:
        rules = build(Rules, {_FIELDS.get(key, key): value for key, value in given.items()}, name)
    except ParameterFault as fault:
        raise ParameterFault(_in_sections(str(fault))) from fault
    wrong = contradictions(rules)
    if wrong:
        raise ParameterFault(f"{name}：{_in_sections(wrong[0])}")
    return rules


def read_toml(path: Path) -> Mapping[str, Any]:
    """Read a TOML file, with or without a byte order mark.

    Raises:
        ParameterFault: the file is missing or is not TOML.
    """
    data = _bytes(path)
    try:
        return _table(data) if len(data) < _LONG else _kept_table(data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ParameterFault(f"{path.name}：文件打不开（{error.strerror}）") from error


def _unreadable(path: Path, error: ValueError) -> ParameterFault:
    return ParameterFault(f"{path.name}：写法不对（{error}）")


def _table(data: bytes) -> Mapping[str, Any]:
    return tomllib.loads(data.decode("utf-8-sig"))


def _kept_table(data: bytes) -> Mapping[str, Any]:
    """Read a long text once for all runs, unless there are dates in it."""
    key = key_of("toml", data)
    found: Mapping[str, Any] | None = recall(key)
    if found is None:
        found = _table(data)
        with suppress(ValueError):
            keep(key, found)
    return found
