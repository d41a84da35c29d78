"""Chinese text: dates, numerals, amounts, articles, lists, widths, safe file names. Imports nothing of the project."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

_DIGITS = "零一二三四五六七八九"
_UPPER = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "十", "百", "千")
_UPPER_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿", "万亿")
_GROUP = 10_000
_MOST_NUMERAL = 9_999
_BLANK_DATE = "　　　　年　　月　　日"


ENDLESS = "长期"
"""How the last day of what has none is written."""


def date_text(day: date | None) -> str:
    """Print a date as 2024年3月1日; None leaves the room for it, the last of all days is for ever."""
    if day == date.max:
        return ENDLESS
    return _BLANK_DATE if day is None else f"{day.year}年{day.month}月{day.day}日"


def numeral(number: int) -> str:
    """Print 0 to 9999 in Chinese numerals: 十二, 二十, 一百零五."""
    if not 0 <= number <= _MOST_NUMERAL:
        raise ValueError(f"numeral out of range: {number}")
    text = _group(number, _DIGITS, _SMALL) or _DIGITS[0]
    return text.removeprefix("一") if text.startswith("一十") else text


def _group(number: int, digits: str, units: tuple[str, ...]) -> str:
    """Print one group of four digits without leading zeros; inner zeros are spoken once."""
    text, zero = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if zero and text else "") + digits[digit] + units[power]
            zero = False
        else:
            zero = True
    return text


def amount_upper(yuan: int | Decimal) -> str:
    """Print an amount in yuan in capital numerals: 伍万元整, 壹佰零伍元叁角."""
    cents = int(Decimal(yuan) * 100)
    if cents != Decimal(yuan) * 100:
        raise ValueError(f"amount finer than 分: {yuan}")
    sign, cents = ("负", -cents) if cents < 0 else ("", cents)
    whole, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    text = _upper_whole(whole) + "元" if whole else ""
    if not jiao and not fen:
        return sign + (text or "零元") + "整"
    if jiao:
        text += _UPPER[jiao] + "角"
    elif whole:
        text += "零"
    return sign + text + (_UPPER[fen] + "分" if fen else "")


def _upper_whole(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, _GROUP)
        groups.append(group)
    text = ""
    gap = False
    for power in range(len(groups) - 1, -1, -1):
        group = groups[power]
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < _GROUP // 10):
            text += _UPPER[0]
        text += _group(group, _UPPER, _UPPER_SMALL) + _LARGE[power]
        gap = False
    return text


def grouped(number: int) -> str:
    """Print a whole number with commas: 50,000."""
    return f"{number:,}"


def rounded(value: Fraction | Decimal | int, places: int) -> Decimal:
    """Round half up, once, for print (四舍五入)."""
    exact = Fraction(value)
    scale = 10**places
    doubled = abs(exact.numerator) * scale * 2 + exact.denominator
    units = doubled // (exact.denominator * 2)
    signed = -units if exact < 0 else units
    return Decimal(signed).scaleb(-places)


def percent(value: Fraction) -> str:
    """Print a share as a percentage with at most two decimals: 66.67%, 40%."""
    text = f"{rounded(value * 100, 2)}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def share_text(value: Fraction) -> str:
    """Print a share in words: 三分之二."""
    return f"{numeral(value.denominator)}分之{numeral(value.numerator)}"


_ARTICLE = re.compile(r"第([一二三四五六七八九十百零]+)条(?:第（([一二三四五六七八九十]+)）项)?")


def article_ref(article: int, item: int | None = None) -> str:
    """Print a provision: 第十条第（一）项."""
    return f"第{numeral(article)}条" + (f"第（{numeral(item)}）项" if item else "")


def parse_article(text: str) -> tuple[int, int | None] | None:
    """Read a provision back as (article, item); None where the text names none."""
    found = _ARTICLE.search(text)
    if found is None:
        return None
    return _parse_numeral(found[1]), _parse_numeral(found[2]) if found[2] else None


def _parse_numeral(text: str) -> int:
    return next(number for number in range(_MOST_NUMERAL + 1) if numeral(number) == text)


def display_width(text: str) -> int:
    """Count columns of a terminal or cell: 汉字 and full-width marks two, combining marks none."""
    width = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
            continue
        width += 2 if unicodedata.east_asian_width(char) in {"W", "F", "A"} else 1
    return width


def shorten(text: str, limit: int) -> str:
    """Cut a text to a number of columns, with … at the cut."""
    if display_width(text) <= limit:
        return text
    kept = ""
    for char in text:
        if display_width(kept + char) > limit - 2:
            break
        kept += char
    return kept + "…"


_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|(com|lpt)[\d¹²³])\s*(\.|$)")
_MOST_CHARACTERS = 80
_CUT_MARK = 6
"""Letters that tell a name that was cut from others that begin alike."""


def safe_name(text: str, limit: int = 180) -> str:
    """Make a file name from any text: no separators, no reserved names, at most ``limit`` bytes of UTF-8.

    It is short enough for the 260 characters that Windows allows a whole path: at most 80 of its units. A name that is
    cut ends in letters made from the whole text, so that two long texts never get one name.
    """
    name = unicodedata.normalize("NFC", text)
    name = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in name)
    name = re.sub(r"\s+", " ", _UNSAFE.sub("_", name)).strip(" .-~$")
    if not _fits(name, limit):
        mark = "-" + hashlib.sha256(name.encode()).hexdigest()[:_CUT_MARK]
        while not _fits(name + mark, limit):
            name = name[:-1]
        name = name.rstrip(" .-") + mark
    name = name.rstrip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def _fits(name: str, limit: int) -> bool:
    return len(name.encode()) <= limit and len(name.encode("utf-16-le")) // 2 <= _MOST_CHARACTERS


_CLOSED_BY = {
    **dict.fromkeys("(（[\uff3b〔【{〖", ")）]\uff3d〕】}〗"),
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
}
_CLOSERS = "".join(dict.fromkeys("".join(_CLOSED_BY.values())))
_EVERYDAY = "、，,；;\n"
_ODD = "|\uff5c\t。/／\\"
_WORD = re.compile("[0-9A-Za-z]")
_NUMBERING = re.compile(
    r"(?<![0-9A-Za-z.])(?:[（(]?([0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）.\uff0e、](?![0-9])|([①-⑳]))\s*"
)
_HAN_NAME = re.compile(r"[\u3400-\u9fff·]{2,}")
_AND = re.compile("以及|和|及|与")
"""Joins two values; most of these characters also stand inside names and titles, so where they part is looked at."""


class Split(NamedTuple):
    """A cell taken apart.

    Attributes:
        values: its parts, in order.
        plain: they stand between everyday separators and nothing had to be judged.
        open: a bracket or quotation mark without its partner; what stands apart is then not known.
    """

    values: tuple[str, ...]
    plain: bool = True
    open: str = ""


def split_list(text: str, joins: str = "") -> Split:
    """Take apart a text that lists several things.

    Brackets, quotation marks and titles hold together what stands in them; numbered items are the items.

    Args:
        text: the list.
        joins: what both neighbours of 和, 及, 与 must look like, as a pattern, for the word to part them; empty where
            only 以及 parts.
    """
    numbered = _numbered(text)
    if numbered:
        return Split(numbered, plain=False)
    pieces, plain, opened = _apart(text)
    found: list[str] = []
    for piece in pieces:
        parts = _joined(piece, joins)
        plain = plain and len(parts) == 1
        found += parts
    return Split(tuple(found), plain, opened)


def _apart(text: str) -> tuple[list[str], bool, str]:
    """Cut at separators outside brackets; say whether all were everyday ones and which bracket stayed open."""
    waiting: list[tuple[str, str]] = []
    pieces, start, plain = [], 0, True
    for place, char in enumerate(text):
        if waiting and char in waiting[-1][1]:
            waiting.pop()
        elif char in _CLOSED_BY:
            waiting.append((char, _CLOSED_BY[char]))
        elif char in '"\uff02':
            waiting.append((char, char))
        elif char in _CLOSERS and not waiting:
            return [text.strip()], False, char
        elif (char in _EVERYDAY or char in _ODD) and _parts(text, place):
            if waiting:
                plain = False
                continue
            plain = plain and (char in _EVERYDAY or place == len(text) - 1)
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()], plain, waiting[0][0] if waiting else ""


def _parts(text: str, place: int) -> bool:
    """Say whether a sign parts two values where it stands: not in 1,000 and not in GB/T."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] == ",":
        return not (before.isdigit() and re.match(r"\d{3}(?!\d)", text[place + 1 :]))
    return text[place] not in "/／\\" or not (_WORD.match(before) and _WORD.match(after))


def _numbered(text: str) -> tuple[str, ...]:
    """Give the items of a list that is numbered from one on; nothing where it is not."""
    found = list(_NUMBERING.finditer(text))
    marks = [(_count(item[1] or item[2]), item) for item in found]
    counted = [item for number, item in marks if number]
    expected = list(range(1, len(counted) + 1))
    if len(counted) < 2 or counted[0].start() or [n for n, _ in marks if n] != expected:  # noqa: PLR2004 - a list
        return ()
    ends = [item.start() for item in counted[1:]] + [len(text)]
    spans = zip(counted, ends, strict=True)
    items = [text[item.end() : end].strip(f" \u3000\t\r。{_EVERYDAY}") for item, end in spans]
    return tuple(items) if all(items) else ()


def _count(mark: str) -> int:
    if mark.isascii():
        return int(mark)
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return next((number for number in range(1, 100) if numeral(number) == mark), 0)


def _joined(piece: str, joins: str) -> list[str]:
    """Cut a part at the one word for “and” whose neighbours are values themselves."""
    masked, depth = "", 0
    for char in piece:
        depth += char in _CLOSED_BY
        masked += "\0" if depth else char
        depth -= depth > 0 and char in _CLOSERS
    places = []
    for found in _AND.finditer(masked):
        left, right = masked[: found.start()].replace("\0", "").strip(), masked[found.end() :].replace("\0", "").strip()
        titled = piece[: found.start()].endswith(("》", "”")) and not piece.startswith("其", found.end())
        sure = (found[0] == "以及" or titled) and piece[: found.start()].strip() and piece[found.end() :].strip()
        if sure or (joins and re.fullmatch(joins, left) and re.fullmatch(joins, right)):
            places.append(found)
    if len(places) != 1:
        return [piece]
    return [piece[: places[0].start()].strip(), piece[places[0].end() :].strip()]


PEOPLE = "[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+"
"""How the name of one person looks."""


def people_in(text: str) -> Split:
    """Take apart a text that names people; blanks part full names and pad short ones."""
    split = split_list(text, PEOPLE)
    names: list[str] = []
    for value in split.values:
        tokens = value.split()
        apart = len(tokens) > 1 and all(_HAN_NAME.fullmatch(token) for token in tokens)
        names += tokens if apart else [unpadded(value)]
    return Split(tuple(names), split.plain and len(names) == len(split.values), split.open)


def unpadded(name: str) -> str:
    """Drop the blanks that pad a short name to the width of longer ones: 张　三 is 张三, John Smith stays."""
    tokens = name.split()
    joined = "".join(tokens)
    padded = len(tokens) > 1 and min(map(len, tokens)) == 1 and re.fullmatch("[\u3400-\u9fff]{2,4}", joined)
    return joined if padded else name
