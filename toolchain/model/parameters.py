"""The numbers of the regulation: one TOML file per promulgated rule set, each key a field here.

A key that is missing, unknown or of the wrong type stops the run; nothing has a default in code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from toolchain.engine.compile_cache import keep, key_of, recall
from toolchain.engine.value_objects import Value

T = TypeVar("T")

_LONG = 4000
"""Bytes from which to read a text again costs more than to find out that it was read."""

_NAMES = {int: "整数", str: "文字", bool: "true 或 false", date: "日期", Fraction: '带引号的分数，如 "2/3"'}


class ParameterFault(Exception):  # noqa: N818 - it says what is wrong with a file, for people
    """A parameter, wording or template file is broken; the message names file, key and remedy."""


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
    """第十七条: share of the voters, and whether the share itself passes.

    With fewer than ``secret_from`` ballots a unanimous count tells how each of the voters voted.
    """

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
        district: name of the district, as addresses name it.
        region_code: first six digits of local codes (positions 3 to 8).
        award: name of the award.
        nomination_award: name of its 提名 grade, empty where there is none.
    """

    document: str
    title: str
    effective: date
    issuer: str
    district: str
    region_code: str
    award: str
    nomination_award: str
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


class Office(Value):
    """The organs as documents name them."""

    government: str
    committee: str
    office: str
    bureau: str
    printing: str
    government_prefix: str
    office_prefix: str
    finance: str
    copies: str

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


def load_rules(path: Path) -> Rules:
    """Read one parameter file.

    Raises:
        ParameterFault: the file is missing or broken.
    """
    rules = build(Rules, read_toml(path), path.name)
    if bool(rules.nomination_award) is not bool(rules.art04.nomination_places):
        raise ParameterFault(
            f"{path.name}：nomination_award（提名奖名称）和 nomination_places（家数）要么都有，要么都没有"
        )
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


def build(kind: type[T], data: Mapping[str, Any], place: str) -> T:
    """Turn a table into a frozen dataclass: every key required, none unknown, types exact.

    Raises:
        ParameterFault: a key is missing, unknown or of the wrong type.
    """
    assert is_dataclass(kind)  # noqa: S101 - a bug in the caller, not in a file
    hints = _hints(kind)
    names = [item.name for item in fields(kind)]
    for key in data:
        if key not in names:
            raise ParameterFault(f"{place}：不认识“{key}”，可用的有{'、'.join(names)}")
    values: dict[str, Any] = {}
    for name in names:
        if name not in data:
            raise ParameterFault(f"{place}：缺少“{name}”")
        values[name] = _value(hints[name], data[name], f"{place} 的 {name}")
    return kind(**values)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """Give the types of a class's fields; to find out costs more than to read a table."""
    return get_type_hints(kind)


def _value(kind: Any, value: Any, place: str) -> Any:  # noqa: ANN401 - any field type
    if is_dataclass(kind) and isinstance(value, Mapping):
        return build(kind, value, place)  # type: ignore[arg-type] # a dataclass type
    if kind is Fraction and isinstance(value, str):
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            pass
    elif type(value) is kind:
        return value
    raise ParameterFault(f"{place}：应为{_NAMES.get(kind, '一组值')}，现为“{value}”")
