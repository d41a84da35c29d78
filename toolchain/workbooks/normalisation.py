"""The explicit fold table: what may be normalised without loss, and how odd characters are shown.

Nothing is folded that is not listed here; whatever changes is reported beside its original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from toolchain.model.government_level import own_level

SPACES = "\u0020\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
"""Blank characters that people and programs leave around a value."""

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters of no width; they carry nothing in a Chinese text."""

WIDE_HYPHEN = "\uff0d"
"""Stands for a hyphen in a date; in a number it may be a minus or a dash, so there it is not folded."""

_LATIN = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0xFF01 + i) != WIDE_HYPHEN}
_NO_WIDTH = dict.fromkeys(map(ord, INVISIBLE))
_BLANKS = dict.fromkeys(map(ord, SPACES), " ")
EDGE = f"{SPACES}\r\n{INVISIBLE}'"
"""Characters that trimming may take from the edges of a text."""

_CLEAN = re.compile(f"[^{EDGE}](?:[^\r{INVISIBLE}]*[^{EDGE}])?")
"""A text that trimming leaves as it is."""

_FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_EMPTY = "\u115f\u1160\u2800\u3164\uffa0\ufffd"
"""Fillers and replacement characters: they pass as letters or symbols and say nothing."""

_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals and compatibility ideographs: they look like ordinary characters and are others."""


def ascii_form(text: str) -> str:
    """Fold full-width digits, letters and signs to ASCII, drop outer blanks and zero-width characters."""
    return text.translate(_NO_WIDTH).translate(_BLANKS).translate(_LATIN).strip().removeprefix("'").strip()


def trimmed(text: str) -> str:
    """Drop zero-width characters anywhere and blanks and line breaks at both ends; the text itself stays."""
    return text if _CLEAN.fullmatch(text) else _trimmed(text)


def _trimmed(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_NO_WIDTH).strip(SPACES + "\r\n").removeprefix("'")


def label_key(text: str) -> str:
    """Reduce a header or a sheet name to what two spellings of it share."""
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    text = own_level(text)
    if _BARE.fullmatch(text):
        return text
    folded = unicodedata.normalize("NFKC", text).translate(_NO_WIDTH)
    return re.sub(r"\s+", "", folded).replace("*", "").rstrip(":").casefold()


_BARE = re.compile("[0-9a-z\u4e00-\u9fa5、。《》/.-]*")
"""A text that is its own key."""

_SHORT = 200
_short_key = lru_cache(maxsize=4096)(_key)
"""The same headers and names stand in every workbook of a kind."""


def odd_characters(text: str) -> str:
    """Name the characters that no value may hold, with their code points; empty when there is none."""
    if ordinary(text):
        return ""
    odd = sorted(filter(_odd, set(text)))
    return "、".join(f"U+{ord(c):04X}" for c in odd)


def ordinary(text: str) -> bool:
    """Say whether a text is made of what most texts are made of: no character in it is odd or looks like another."""
    return _ORDINARY.fullmatch(text) is not None


_ORDINARY = re.compile("[0-9A-Za-z\u4e00-\u9fa5 \\n.,:/()%，。、；：！？（）《》“”·-]*")


@lru_cache(maxsize=8192)
def _odd(char: str) -> bool:
    kind = unicodedata.category(char)
    return char not in "\n\t" and (kind in _FORBIDDEN or char in _EMPTY or _emoji(char))


def look_alikes(text: str) -> str:
    """Name the characters that only look like an ordinary one, each with that one; empty when there is none."""
    pairs = {}
    for char in _ALIKE.findall(text):
        plain = unicodedata.normalize("NFKC", char)
        if plain != char:
            pairs[char] = plain
    return "、".join(f"“{char}”（U+{ord(char):04X}）是否应为“{plain}”" for char, plain in pairs.items())


def _emoji(char: str) -> bool:
    return 0x1F000 <= ord(char) <= 0x1FAFF or ord(char) == 0xFE0F  # noqa: PLR2004 - the Unicode blocks


def visible(text: str, limit: int = 60) -> str:
    """Show a value on one line: line breaks, tabs and invisible characters spelled out, long texts cut."""
    shown = text.translate(_SHOWN)
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"


class _Shown(dict[int, str]):
    """How each character met so far is shown, by its code point."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = _shown(chr(code))
        return shown


_SHOWN = _Shown()


def _shown(char: str) -> str:
    if char == "\n":
        return "⏎"
    if char in " \u3000":
        return char
    if char in SPACES or char in INVISIBLE or char in _EMPTY or unicodedata.category(char) in _FORBIDDEN:
        return f"〔U+{ord(char):04X}〕"
    return char


def distance(one: str, other: str) -> int:
    """Count the single-character changes between two short texts."""
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b)))
        previous = current
    return previous[-1]


_NEGATION = re.compile("不|未|没有|没|无|非|否|反对|拒|免")
_TELLING = 3
"""Shorter texts differ in one character as a rule; to guess one of them helps nobody."""


def negations(text: str) -> int:
    """Count the words of a text that deny: 不同意 has one, 不是没有 two."""
    return len(_NEGATION.findall(text))


def closest(text: str, choices: tuple[str, ...]) -> str:
    """Find the choice that was most likely meant; empty when none is near, several are, or it says the opposite."""
    key = label_key(text)[:80]
    if not key:
        return ""
    keys = {choice: label_key(choice) for choice in choices}
    alike = [c for c in choices if negations(keys[c]) % 2 == negations(key) % 2 and not _doubled(key, keys[c], keys)]
    inside = [c for c in dict.fromkeys(alike) if keys[c].startswith(key) or key.startswith(keys[c])]
    if len(inside) == 1:
        return inside[0]
    if len(key) < _TELLING:
        return ""
    near = sorted((distance(key, keys[c]), i, c) for i, c in enumerate(dict.fromkeys(alike)))
    if not near or near[0][0] > max(1, len(key) // 3) or (len(near) > 1 and near[1][0] == near[0][0]):
        return ""
    return near[0][2]


def _doubled(key: str, meant: str, keys: Mapping[str, str]) -> bool:
    """Say whether a text names another choice beside the one it is held against: 同意不同意 names two."""
    rest = key.replace(meant, "", 1) if meant and meant in key else key
    return meant in key and any(other and other in rest for other in keys.values())
