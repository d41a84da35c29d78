"""Titles broken by meaning into a trapezoid or a diamond (第7.3.1条)."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from toolchain.engine.value_objects import Value
from toolchain.typesetting.template_filters import VALUE_BEGINS, VALUE_ENDS

LINE = 40
"""Half 字 of 二号 in the 版心."""

_NEVER = 1000
_HOURGLASS = 100
_HARD = 60  # only where a name alone is longer than a line
_WORD = 14  # perhaps inside a word
_SEAM = 5  # between two words that are known
_GOOD = 1
_SHORT = 25  # a line shorter than half the longest
_LINE = 10  # one line more
_WIDE = 8  # a line from edge to edge
_MANY = 4  # lines, from which on they are only made even

_NO_START = "的等和与及或》〉”）、，。：；！？·—～〕"
_NO_END = "《〈“（〔"
_UNITS = "年月日号届次家名个项条款度"
_BEFORE = ("关于",)
_States = dict[tuple[int, int, bool], tuple[int, tuple[int, ...]]]
_YEAR = re.compile(r"\d{4}年")
_NOT_ASCII = bytes(range(128, 256))
_ENDING = re.compile(r"的?(公告|通告|决定|通知|通报|意见|函|批复|请示|报告|纪要|公示)$")


class Words(Value):
    """What the breaking of titles knows of the language.

    Attributes:
        after: a line may well end with one of these.
        whole: words that stay whole.
    """

    after: tuple[str, ...]
    whole: tuple[str, ...]


class Title(Value):
    """A title without its marks, and the cost of a line break before each character."""

    text: str
    costs: tuple[int, ...]
    widths: tuple[int, ...]
    joints: tuple[int, ...]

    def room(self, start: int, end: int) -> int:
        """Give the room that a line from one place to another takes, in half 字."""
        joints = self.joints[end - 1] - self.joints[start] if end > start else 0
        return self.widths[end] - self.widths[start] + _set_apart(joints)


def broken(marked: str, words: Words, names: Iterable[str] = (), limit: int = LINE) -> tuple[str, ...]:
    """Break a title whose values are marked; ``names`` stay whole wherever they stand. One line where it fits."""
    text = clean(marked)
    if _needed(text) <= limit:
        return (text,)
    return _broken_by_meaning(marked, words, tuple(name for name in names if name and name in text), limit)


@lru_cache(maxsize=1024)
def _broken_by_meaning(marked: str, words: Words, names: tuple[str, ...], limit: int) -> tuple[str, ...]:
    title = measured(marked, words, names)
    least = max(2, -(-width(title.text) // limit))
    best: tuple[int, tuple[str, ...]] = (_NEVER * _NEVER, (title.text,))
    for dearest in (_SEAM, _WORD, _NEVER - 1, _NEVER):
        if dearest == _NEVER and best[0] < _NEVER:
            break
        places = [place for place, cost in enumerate(title.costs) if cost <= dearest]
        for lines in range(least, least + 3):
            found = ((cost + _LINE * lines, pieces) for cost, pieces in _broken(title, places, lines, limit))
            best = min([best, *found], key=lambda item: item[0])
        if best[0] < _HARD:
            break
    return best[1]


def width(text: str) -> int:
    """Count half 字: a letter or digit one, all else two."""
    return 2 * len(text) - len(text.encode("utf-8", "surrogatepass").translate(None, _NOT_ASCII))


def _needed(text: str) -> int:
    """Give the room that a text alone on a line takes."""
    return width(text) + _set_apart(sum(_joint(text, place) for place in range(1, len(text))))


def _joint(text: str, place: int) -> bool:
    """Say whether 汉字 meet letters or digits at a place."""
    return text[place - 1].isascii() != text[place].isascii()


def _set_apart(joints: int) -> int:
    """Give the room that joints of 汉字 and digits take: word processors set them a little apart."""
    return -(-2 * joints // 5)


def measured(marked: str, words: Words, names: tuple[str, ...] = ()) -> Title:
    """Take the marks out and give each place between two characters its cost."""
    text, spans = _spans(marked)
    spans += [found.span() for name in names for found in re.finditer(re.escape(name), text)]
    within = {place for word in words.whole for place in _within(text, word)}
    costs = [_NEVER] + [_cost(text, place, words, within) for place in range(1, len(text))]
    _bind(text, costs, spans)
    for match in re.finditer(r"《[^》]*》", text):
        for place in range(match.start() + 1, match.end()):
            costs[place] = _HARD + costs[place] if _needed(match[0]) > LINE else _NEVER
    ending = _ENDING.search(text)
    for place in range(max(ending.start(), 1) if ending else len(text), len(text)):
        costs[place] = _NEVER
    organ = text.find("关于")
    for place in range(1, max(organ, 0)):
        costs[place] = _HARD if _needed(text[:organ]) > LINE else _NEVER
    widths = tuple(itertools.accumulate((width(char) for char in text), initial=0))
    joints = tuple(itertools.accumulate((_joint(text, place) for place in range(1, len(text))), initial=0))
    return Title(text, tuple(costs), widths, joints)


def _bind(text: str, costs: list[int], spans: Iterable[tuple[int, int]]) -> None:
    """Keep values whole that fit a line; longer ones break between words rather than inside one."""
    for first, last in spans:
        bound = last
        while bound < len(text) and text[bound] in _NO_START:
            bound += 1
        fits = _needed(text[first:bound]) <= LINE
        for place in range(first + 1, last):
            if text[place - 1] != "、":
                costs[place] = _NEVER if fits else min(_NEVER, _HARD + costs[place])
        for edge in {first, last} & set(range(1, len(text))):
            if text[edge - 1 : edge + 1].isascii():
                costs[edge] = _WORD


def _spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, first = "", [], 0
    for char in marked:
        if char == VALUE_BEGINS:
            first = len(text)
        elif char == VALUE_ENDS:
            spans.append((first, len(text)))
        else:
            text += char
    return text, spans


def _cost(text: str, place: int, words: Words, within: Collection[int]) -> int:
    before, after = text[place - 1], text[place]
    if after in _NO_START or before in _NO_END or (before.isalnum() and before.isascii() and _binds(after)):
        return _NEVER
    if any(text.startswith(word, place) for word in _BEFORE):
        return 0
    if _YEAR.match(text, place):
        return _GOOD
    if text.endswith(words.after, 0, place) or after == "《":
        return _GOOD
    if place in within:
        return _HARD
    seam = text.endswith(words.whole, 0, place) or text.startswith(words.whole, place) or before == "的"
    return _SEAM if seam else _WORD


def _within(text: str, word: str) -> Iterator[int]:
    """Give the places inside every occurrence of a word."""
    start = text.find(word)
    while start >= 0:
        yield from range(start + 1, start + len(word))
        start = text.find(word, start + 1)


def _binds(char: str) -> bool:
    return char in _UNITS or char == "%" or (char.isascii() and char.isalnum())


def _broken(title: Title, candidates: list[int], lines: int, limit: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give breakings at candidate places into a number of lines with their cost."""
    found = _even(title, candidates, lines, limit) if lines >= _MANY else _places(title, candidates, lines, limit, 0)
    for places in found:
        cuts = (0, *places, len(title.text))
        pieces = tuple(title.text[a:b] for a, b in itertools.pairwise(cuts))
        cost = sum(title.costs[place] for place in places) + _shape([width(piece) for piece in pieces])
        yield cost, pieces


def _even(title: Title, candidates: list[int], lines: int, limit: int) -> Iterator[tuple[int, ...]]:
    """Give the cheapest breaking into many lines of about equal length, an hourglass only where nothing else is left.

    A state is where a line ends, how long it is, and whether lines grow still; the cheapest way to each is kept.
    """
    mean = title.widths[-1] // lines
    best: _States = {(0, 0, True): (0, ())}
    for number in range(lines):
        ends = candidates if number < lines - 1 else [len(title.text)]
        reached: _States = {}
        for (start, above, grows), (spent, places) in best.items():
            for place in ends[bisect.bisect_right(ends, start) :]:
                length = title.widths[place] - title.widths[start]
                if title.room(start, place) > limit:
                    break
                again = length > above and not grows
                state = (place, length, again or (grows and length >= above))
                broken_at = title.costs[place] if place < len(title.text) else 0
                cost = spent + broken_at + abs(length - mean) + (_HOURGLASS if again else 0)
                if state not in reached or cost < reached[state][0]:
                    reached[state] = (cost, (*places, place))
        best = reached
    if best:
        yield min(best.values())[1][:-1]


def _places(title: Title, candidates: list[int], lines: int, limit: int, start: int) -> Iterator[tuple[int, ...]]:
    """Give every breaking into a few lines."""
    end = len(title.text)
    if lines == 1:
        if title.room(start, end) <= limit:
            yield ()
        return
    for place in candidates[bisect.bisect_right(candidates, start) :]:
        if title.room(start, place) > limit:
            return
        if title.widths[end] - title.widths[place] <= (lines - 1) * limit:
            for after in _places(title, candidates, lines - 1, limit, place):
                yield (place, *after)


def _shape(widths: list[int]) -> int:
    """Cost of a shape: a trapezoid or a diamond is free, a box a little, an hourglass or a short line much."""
    longest, shortest = max(widths), min(widths)
    cost = _HARD + _SHORT if shortest * 3 < longest else _SHORT if shortest * 2 < longest else (longest - shortest) // 4
    if longest == shortest and len(widths) > 1:
        cost += _GOOD
    cost += _WIDE * sum(width > LINE - 2 for width in widths)
    steps = [b - a for a, b in itertools.pairwise(widths)]
    turns = [step > 0 for step in steps if step]
    if any(not a and b for a, b in itertools.pairwise(turns)):
        cost += _HOURGLASS
    return cost


def clean(marked: str) -> str:
    """Take the marks of values out of a text."""
    return marked.replace(VALUE_BEGINS, "").replace(VALUE_ENDS, "")


_ORGAN_ENDS = ("（", "办公室", "委员会", "政府", "管理局", "奖")


def halves(name: str) -> tuple[str, str]:
    """Break a long organ's name over two lines: before （, else between its parts, as near the middle as it can be."""
    middle = len(name) / 2
    bracket = name.find("（")
    if bracket > 0:
        return name[:bracket], name[bracket:]
    places = [
        place
        for place in range(2, len(name) - 1)
        if name.endswith(_ORGAN_ENDS[1:], 0, place) or name.startswith(_ORGAN_ENDS[1:4], place)
    ]
    place = min(places or [round(middle)], key=lambda place: abs(place - middle))
    return name[:place], name[place:]
