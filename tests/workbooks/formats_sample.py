"""Number formats and values to show: those people meet, and thousands put together from their parts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

NUMBERS = (
    "0", "1", "-1", "0.5", "-0.5", "7", "12", "89.5", "89.55", "99.995", "100", "-100", "1234.5", "-1234.567",
    "1234567.891", "-90000", "45000000", "0.125", "0.3333333333", "2.675", "1.005", "1000000000", "0.0004", "-0.0004",
    "10230", "1001000", "110", "15",
)  # fmt: skip
DATES = (
    "1", "59", "61", "366", "36526", "41030", "43159", "43160", "44742", "44767", "45000", "45655", "45755", "45777",
    "45992", "46022", "73050",
)  # fmt: skip
TIMES = (
    "0.25",
    "0.5",
    "0.75",
    "0.999988425925926",
    "45755.3958333333",
    "45755.5",
    "45755.7604282407",
    "1.5",
    "2.0423611111",
)
TEXTS = ("同意", "89.5分", "", "A&B")

_LISTED = (Path(__file__).parent / "number_formats.txt").read_text(encoding="utf-8").partition("\n\n")
COMMON, DATE_COMMON = (tuple(line for line in part.split("\n") if line) for part in _LISTED[::2])
"""Formats that people meet, for numbers and for dates; a line each, blanks at the end belong to the format."""


def numeric(count: int, seed: int = 1) -> Iterator[str]:
    """Put numeric formats together from their parts."""
    chance = random.Random(seed)
    for _ in range(count):
        yield ";".join(_section(chance, place) for place in range(chance.choice((1, 1, 1, 2, 2, 3))))


def _section(chance: random.Random, place: int) -> str:
    whole = chance.choice(("0", "#", "#,##0", "00", "0000", "#0", "?0", "#,###", "0,000", "##0"))
    decimals = chance.choice(("", "", ".0", ".00", ".0#", ".##", ".0??", ".000"))
    tail = chance.choice(("", "", "", "%", ",", ",,", '"分"', '"元"', "_)", " ", '" 名"', "\\!"))
    lead = chance.choice(("", "", "", '"约"', "[Red]", "¥", "[$¥-804]", "(", "\\#", '"第"', "_-"))
    sign = "-" if place == 1 and chance.random() < 0.7 else ""
    plain = "," not in whole + tail
    inner = whole.replace("0", '0"·"', 1) if plain and chance.random() < 0.2 else whole
    lead = "¥" if lead == "[$¥-804]" and tail == "%" else lead
    return lead + sign + inner + decimals + tail + (")" if lead == "(" else "")


def dated(count: int, seed: int = 2) -> Iterator[str]:
    """Put date formats together from their parts."""
    chance = random.Random(seed)
    for _ in range(count):
        parts = [
            chance.choice(("yyyy", "yy", "yyyy", "")),
            chance.choice(("m", "mm", "m", "")),
            chance.choice(("d", "dd", "d", "")),
        ]
        joint = chance.choice(("-", "/", ".", '"年"', " ", "\\-", '" · "'))
        code = joint.join(part for part in parts if part) or "yyyy"
        if chance.random() < 0.3:
            code += " " + chance.choice(("h:mm", "hh:mm:ss", 'h"时"', "上午/下午h:mm"))
        elif chance.random() < 0.2:
            code = "[DBNum1][$-804]" + code
        yield chance.choice(("", "", "[$-804]", "[Blue]")) + code if not code.startswith("[") else code


def pairs() -> list[tuple[str, str]]:
    """Give formats with the numbers to show under them."""
    found = [(code, value) for code in COMMON for value in NUMBERS]
    found += [(code, value) for code in DATE_COMMON for value in (*DATES, *TIMES)]
    chance = random.Random(3)
    found += [(code, value) for code in numeric(1500) for value in chance.sample(NUMBERS, 5)]
    found += [(code, value) for code in dated(400) for value in chance.sample((*DATES, *TIMES), 4)]
    return list(dict.fromkeys(found))
