"""The organisations a document names, and how it names their award."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolchain.judgement import Judgement
from toolchain.sheets.register import Award

_ENDINGS = "。；;，,、.：: 　\n"


@dataclass(frozen=True)
class Party:
    """An organisation in a list.

    Attributes:
        uscc: its code.
        name: its name as filed.
        repeat: it has held the award before (第二十八条).
    """

    uscc: str
    name: str
    repeat: bool = False


@dataclass(frozen=True)
class Honour:
    """An award that was given, as documents name it (第二十四条 asks for its year).

    Attributes:
        year: 评定年度.
        announced: the day of the announcement.
        valid_until: last day of validity.
        certificate: number of the certificate, empty where none is on record.
    """

    year: int
    announced: date
    valid_until: date
    certificate: str


def parties(judgement: Judgement, codes: Iterable[str]) -> tuple[Party, ...]:
    """Name the organisations of a list, in its order."""
    repeats = judgement.repeats
    return tuple(Party(code, judgement.name(code), code in repeats) for code in codes)


def honour(award: Award) -> Honour:
    """Name an award of the register with its 评定年度."""
    return Honour(award.year, award.announced, award.valid_until, award.certificate or "")


def clause(text: str) -> str:
    """Take the end mark off a text that staff wrote, so that a sentence can go on after it."""
    return text.strip().rstrip(_ENDINGS)


def meeting_name(text: str) -> str:
    """Name an executive meeting in full whether 第52次 or 第52次常务会议 was entered."""
    name = text.strip()
    return name if "会" in name else f"{name}常务会议"
