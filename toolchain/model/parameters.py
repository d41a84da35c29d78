"""The numbers of the regulation: one TOML file per promulgated rule set, each key a field here.

A key that is missing, unknown or of the wrong type stops the run; nothing that decides has a default in code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.areas import Area
from toolchain.model.rule_set.articles import Articles, Local, Terms, said, speaks_as_model
from toolchain.model.rule_set.building import ParameterFault, build
from toolchain.model.rule_set.checks import contradictions
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.consequences import Ground, cause_of
from toolchain.model.rule_set.criteria_sets import CriteriaSet
from toolchain.model.rule_set.duties import Duty
from toolchain.model.rule_set.grades import Grade, lower
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
from toolchain.model.rule_set.office import OFFICE, Office
from toolchain.model.rule_set.pools import Pool
from toolchain.model.rule_set.rounds import Round
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.rule_set.subjects import Subject, Word
from toolchain.model.rule_set.toml_files import bytes_of, read_toml, table_of, unreadable
from toolchain.model.sheets.vocabulary import BanCause, IncidentKind

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
    "Edition",
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


class Edition(Value):
    """What of an earlier edition still holds for those whom it was applied to.

    Attributes:
        document: its 文号.
        effective: the day it came into force.
        fraud_ban: the ban that decisions under it speak of.
        validity: of the titles given under it.
    """

    document: str
    effective: date
    fraud_ban: Span
    validity: Span


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
        consequences: the grounds after the award, and what follows from each.
        articles: the article of each function.
        terms: the words of its level of government.
        award: name of the award.
        nomination_award: name of its 提名 grade, empty where there is none.
        nomination_short: the same in short, as texts that have named the award say it.
        office: the file beside the folder of rule sets that names the organs.
        duties: what laureates owe after the award; empty where the text asks for nothing with a date.
        former: the editions before it that are on file, latest first.
        subjects: who and what may win; empty for organisations alone.
        words: how its documents say the words of the common templates.
        criteria_sets: criteria of their own for classes of applicants.
        rounds: the rounds of the review, where the text states them.
        grades: the grades below the top one, in their order, where it is not one 提名奖 alone.
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
    consequences: tuple[Ground, ...]
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
    office: str = OFFICE
    former: tuple[Edition, ...] = ()
    duties: tuple[Duty, ...] = ()
    subjects: tuple[Subject, ...] = ()
    words: tuple[Word, ...] = ()
    grades: tuple[Grade, ...] = ()
    rounds: tuple[Round, ...] = ()
    criteria_sets: tuple[CriteriaSet, ...] = ()

    def said(self, text: str) -> str:
        """Say a text of the program's own with the articles and words of this rule set."""
        if self.speaks_as_model or isinstance(text, Local):
            return text
        own = text.replace(_MODEL_DOCUMENT, self.document).replace(_MODEL_PREFIX, self.document.partition("〔")[0])
        return said(own, self.articles, self.terms)

    @property
    def lower(self) -> tuple[Grade, ...]:
        """List the grades below the top one."""
        return lower(self)

    def in_years(self, span: Span) -> Span:
        """Give a length counted in cycles as years, by the interval of the cycles; any other as it is."""
        if span.unit is not Unit.CYCLE:
            return span
        return Span(span.number * self.art04.interval.number, Unit.YEAR)

    def ground(self, kind: IncidentKind) -> Ground | None:
        """Give what the rule set says of a ground; None where it is silent."""
        return next((row for row in self.consequences if row.ground is kind), None)

    @property
    def extension(self) -> Span | None:
        """Give how much longer a title is valid that is kept on after a re-assessment; None without one."""
        return next((row.extends for row in self.consequences if row.extends is not None), None)

    def ban_of(self, cause: BanCause, since: date) -> Span:
        """Give how long a ban holds that began on a day."""
        if cause is BanCause.CHEATING:
            return self.in_years(self.art11.cheating)
        if cause is BanCause.FRAUD:
            return self.ban_since(since)
        named = next((row.ban for row in self.consequences if cause_of(row.ground) is cause), None)
        return Span(0, Unit.NONE) if named is None else self.in_years(named)

    def ban_since(self, day: date) -> Span:
        """Give the ban for fraud that was in force on the day of a decision."""
        found = [item.fraud_ban for item in self.former if item.effective <= day < self.effective]
        return found[0] if found else self.in_years(self.art25.fraud_ban)

    @property
    def speaks_as_model(self) -> bool:
        """Say whether the program's own texts stand as they are."""
        return speaks_as_model(self.articles, self.terms)


def rules_for(day: date, folder: Path) -> Rules | None:
    """Choose the rule set in force on the day a cycle is announced; None where none is (第三十条).

    A new edition ends the one before it for good: where the new one has lapsed, the old one is not in force again.

    Raises:
        ParameterFault: a file is broken.
    """
    begun = sorted(
        (rules for path in sorted(folder.glob("*.toml")) if (rules := load_rules(path)).effective <= day),
        key=lambda rules: rules.effective,
        reverse=True,
    )
    if not begun or (begun[0].expires is not None and begun[0].expires < day):
        return None
    former = tuple(
        Edition(old.document, old.effective, old.in_years(old.art25.fraud_ban), old.art28.validity) for old in begun[1:]
    )
    return replace(begun[0], former=former) if former else begun[0]


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
    data = bytes_of(path)
    try:
        return _loaded(data, path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error


@lru_cache(maxsize=16)
def _loaded(data: bytes, name: str) -> Rules:
    """Read a text once for all who ask for its rule set in one run."""
    return rules_of(table_of(data), name)


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
