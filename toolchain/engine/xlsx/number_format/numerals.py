"""Chinese numerals as number formats write them: 1 small ones, 2 those of cheques, 3 full-width digits."""

from __future__ import annotations

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}  # noqa: RUF001 - full-width on purpose
_UNITS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 4


def digit_by_digit(digits: str, numerals: int) -> str:
    """Write every digit by itself, as in 二〇二五; other characters stay."""
    if not numerals:
        return digits
    return "".join(_DIGITS[numerals][int(char)] if char.isdigit() else char for char in digits)


def spoken(digits: str, numerals: int) -> str:
    """Write a whole number as it is read aloud, as in 一百二十三; digits only, no sign."""
    if not numerals:
        return digits
    digits = digits.lstrip("0")
    if not digits:
        return _DIGITS[numerals][0]
    groups: list[str] = []
    while digits:
        groups.append(digits[-_GROUP:])
        digits = digits[:-_GROUP]
    if len(groups) > len(_GROUPS):
        return digit_by_digit("".join(reversed(groups)), numerals)
    words = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if int(group):
            words += _DIGITS[numerals][0] if words and group.startswith("0") else ""
            words += _group(group, numerals) + _GROUPS[place]
    return words


def _group(group: str, numerals: int) -> str:
    """Write one to four digits."""
    words, gap = "", False
    for place, char in enumerate(group):
        if char == "0":
            gap = bool(words)
            continue
        words += (_DIGITS[numerals][0] if gap else "") + _DIGITS[numerals][int(char)]
        words += _UNITS[numerals][len(group) - 1 - place]
        gap = False
    return words


def small(digits: str, numerals: int) -> str:
    """Write a day, a month or an hour: ten is 十, not 一十."""
    words = spoken(digits, numerals)
    return words[1:] if words.startswith(("一十", "壹拾")) else words
