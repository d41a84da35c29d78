"""The organisations a document names, and how it names their award."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import ClassVar

from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import AwardKind
from toolchain.stages.judgement import Judgement

_ENDINGS = "。；;，,、.：: 　\n"


class NamedOrganisation(Value):
    """An organisation in a list.

    Attributes:
        uscc: its code.
        name: its name as filed.
        repeat: it has held the award before (第二十八条).
        nominated: its place is in the 提名 grade, where the rule set has one; it is no laureate then.
    """

    uscc: str
    name: str
    repeat: bool = False
    nominated: bool = False


class GradeGroup(Value):
    """Those in one grade below the top one, by name.

    Attributes:
        title: its name in full.
        short: the same in short.
        amount: the prize of each in yuan.
        names: who is in it.
    """

    title: str
    short: str
    amount: int
    names: tuple[str, ...]


class Honour(Value):
    """An award that was given, as documents name it (第二十四条 asks for its year).

    Attributes:
        title: name of the award, or of its 提名 grade.
        year: 评定年度.
        announced: the day of the announcement.
        valid_until: last day of validity.
        certificate: number of the certificate, empty where none is on record.
        trophy: it came with a trophy, as 第十九条 gives to those who win it for the first time alone (第二十八条).
    """

    ahead: ClassVar[tuple[str, ...]] = ("valid_until",)

    title: str
    year: int
    announced: date
    valid_until: date
    certificate: str
    trophy: bool = True


def parties(judgement: Judgement, codes: Iterable[str]) -> tuple[NamedOrganisation, ...]:
    """Name the organisations of a list, in the order of their names' codes in GB 18030.

    The order of votes or places would tell what papers for the public do not say.
    """
    repeats, nominated = judgement.repeats, judgement.nominated
    named = (
        NamedOrganisation(code, judgement.printed_name(code), code in repeats, code in nominated) for code in codes
    )
    return tuple(sorted(named, key=lambda party: (party.name.encode("gb18030"), party.uscc)))


def laureates(listed: Iterable[NamedOrganisation]) -> tuple[NamedOrganisation, ...]:
    """Leave the 提名 grade out of a list."""
    return tuple(party for party in listed if not party.nominated)


def nominated(listed: Iterable[NamedOrganisation]) -> tuple[NamedOrganisation, ...]:
    """Take the 提名 grade of a list."""
    return tuple(party for party in listed if party.nominated)


def grades(judgement: Judgement, codes: Collection[str]) -> tuple[GradeGroup, ...]:
    """Group those of a list by their grades below the top one, in the order of the grades; empty ones are left out."""
    held = judgement.grades
    named = {grade: [code for code in codes if held.get(code) == grade] for grade in judgement.rules.lower}
    return tuple(
        GradeGroup(grade.name, grade.short, grade.prize_yuan, tuple(one.name for one in parties(judgement, mine)))
        for grade, mine in named.items()
        if mine
    )


def honour(award: Award, rules: Rules) -> Honour:
    """Name an award of the register with its grade and 评定年度."""
    alone = award.kind is AwardKind.NOMINATION and len(rules.lower) == 1
    title = award.grade or (rules.lower[0].name if alone else rules.award)
    return Honour(
        title or rules.award,
        award.year,
        award.announced,
        award.valid_until,
        award.certificate or "",
        trophy=award.kind is AwardKind.FIRST,
    )


def clause(text: str) -> str:
    """Take the end mark off a text that staff wrote, so that a sentence can go on after it."""
    return text.strip().rstrip(_ENDINGS)


def meeting_name(text: str, rules: Rules) -> str:
    """Name an executive meeting in full whether 第52次 or 第52次常务会议 was entered."""
    name = text.strip()
    return name if "会" in name else f"{name}{rules.terms.session}"
