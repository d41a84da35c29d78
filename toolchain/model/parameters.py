"""The numbers of the regulation: one TOML file per promulgated rule set, each key a field here.

A key that is missing, unknown or of the wrong type stops the run; nothing that decides has a default in code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from toolchain.engine.compile_cache import keep, key_of, recall
from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.areas import Area
from toolchain.model.rule_set.articles import Articles, Local, Terms, said, speaks_as_model
from toolchain.model.rule_set.building import ParameterFault, build
from toolchain.model.rule_set.checks import contradictions
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.hints import Hints

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
    "Office",
    "ParameterFault",
    "Rules",
    "build",
    "load_rules",
    "newest_rules",
    "read_toml",
    "rules_for",
)

_MODEL_DOCUMENT, _MODEL_PREFIX = "红政〔2022〕76号", "红政"
"""What the program's own texts give as an example of a document number."""

_LONG = 4000
"""Bytes from which to read a text again costs more than to find out that it was read."""


class Art04(Value):
    """第四条: years between cycles, new laureates per cycle, places of the 提名 grade where an award has one."""

    interval_years: int
    new_laureates: int
    nomination_places: int


class Art06(Value):
    """第六条: number of vice-chairs; share of the members that a full meeting needs or is warned under (口径6-1)."""

    vice_chairs: int
    quorum: Fraction


class Art08(Value):
    """第八条: least and most experts of a panel; least digits of a seed and witnesses of it."""

    panel_min: int
    panel_max: int
    seed_digits: int
    witnesses: int


class Art09(Value):
    """第九条第（二）项: years of experience."""

    experience_years: int


class Art10(Value):
    """第十条: years of operation; years without major accidents; years the credit certificate covers."""

    operating_years: int
    accident_years: int
    credit_years: int


class Art11(Value):
    """第十一条: length of the look-back in years, fiscal years of the loss, ban for cheating."""

    window_years: int
    loss_years: int
    cheating_years: int


class Art12(Value):
    """第十二条: points of all criteria together; percentages are multiples of the step (口径12-1)."""

    criteria: str
    total_points: int
    percent_step: int


class Art16(Value):
    """第十六条: what the text leaves to the office.

    Attributes:
        trim_from: scores an applicant needs before the highest and the lowest are left out (口径16-2).
        results_category: the category that one of the tie-breaks looks at (口径16-3).
        weight_shift: how far the weights are moved to see whether the places are firm.
    """

    trim_from: int
    results_category: str
    weight_shift: Fraction


class Art17(Value):
    """第十七条: share of the voters, whether it passes itself; under ``secret_from`` ballots secrecy is empty."""

    vote_share: Fraction
    inclusive: bool
    secret_from: int


class Art18(Value):
    """第十八条: working days of the public notice."""

    notice_workdays: int


class Art19(Value):
    """第十九条, 第二十八条: prize in yuan of a new laureate, of a repeat one, of the 提名 grade where there is one."""

    prize_yuan: int
    repeat_prize_yuan: int
    nomination_prize_yuan: int


class Art25(Value):
    """第二十五条第一款: years without acceptance after fraud."""

    fraud_ban_years: int


class Art27(Value):
    """第二十七条: years after which an ended interest no longer counts (口径27-1)."""

    lookback_years: int


class Art28(Value):
    """第二十八条: years of validity."""

    validity_years: int


class Rules(Value):
    """One promulgated rule set.

    Attributes:
        document: 文号 of the regulation.
        title: its title without 《》.
        effective: the day it came into force.
        issuer: who issued it.
        district: the place the award is given in, as documents name it.
        areas: the parts of it that applicants may be registered in, with the digits their codes begin with.
        documents_off: numbers of the documents that this rule set does without.
        attachments: the papers every applicant must hand in.
        conditions: the conditions and bars, in the order of the text.
        articles: the article of each function.
        terms: the words of its level of government.
        award: name of the award.
        nomination_award: name of its 提名 grade, empty where there is none.
    """

    document: str
    title: str
    effective: date
    issuer: str
    district: str
    award: str
    nomination_award: str
    areas: tuple[Area, ...]
    documents_off: tuple[int, ...]
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

    def said(self, text: str) -> str:
        """Say a text of the program's own with the articles and words of this rule set."""
        if self.speaks_as_model or isinstance(text, Local):
            return text
        own = text.replace(_MODEL_DOCUMENT, self.document).replace(_MODEL_PREFIX, self.document.partition("〔")[0])
        return said(own, self.articles, self.terms)

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
    """Choose the rule set in force on the day a cycle is announced; None before the first one (第三十条).

    Raises:
        ParameterFault: a file is broken.
    """
    found = [load_rules(path) for path in sorted(folder.glob("*.toml"))]
    in_force = [rules for rules in found if rules.effective <= day]
    return max(in_force, key=lambda rules: rules.effective, default=None)


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
    rules = build(Rules, read_toml(path), path.name)
    wrong = contradictions(rules)
    if wrong:
        raise ParameterFault(f"{path.name}：{wrong[0]}")
    return rules


def read_toml(path: Path) -> Mapping[str, Any]:
    """Read a TOML file, with or without a byte order mark.

    Raises:
        ParameterFault: the file is missing or is not TOML.
    """
    try:
        data = path.read_bytes()
        return _table(data) if len(data) < _LONG else _kept_table(data)
    except OSError as error:
        raise ParameterFault(f"{path.name}：文件打不开（{error.strerror}）") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParameterFault(f"{path.name}：写法不对（{error}）") from error


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
