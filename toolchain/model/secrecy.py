"""What is secret of a cycle, however it is spelt, and texts without it.

A column says who may see it (:class:`Audience`). What stands in a secret one may not stand in a text that goes into
papers: an objector's name with a space in it, a number with hyphens, in full-width digits or 汉字, half of an account.
Source: 第七条, 第十八条 (who objects is kept secret), 第十七条 (the ballot is secret), 第十九条 (accounts).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolchain.engine.typed_cache import cached
from toolchain.model.identifiers import Audience, Form
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Record
from toolchain.model.schema import Column, Row, SecretText, columns
from toolchain.model.sheets.filled_workbook import FilledWorkbook

_FOUND = "W-SECRET-01"

OMITTED = "（略）"
"""What stands in the place of a secret."""

_DIGITS = {
    **dict(zip("〇零一二三四五六七八九", "00123456789", strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True)),
}
_RUN, _LOCAL = 8, 7
"""Digits in a row that tell a mobile number or an account apart, and those of a local number after its area."""
_KINDS = 3
"""Different digits in such a run; zeros alone tell nobody apart."""
_TAIL, _HEAD = 4, 3
"""Digits that people leave standing of a number whose middle they cover."""
_LETTERS = 5
"""Characters of a name at a provider that tell it apart."""
_ASIDE = re.compile(r"[(（][^)）]*[)）]?|@[\w.-]+")
"""What stands beside a name: a remark in brackets, the provider of a mailbox."""
_PEOPLE = re.compile(r"[,，、;；/|]+")
_PIECES = re.compile(r"[\s,，、;；/|()（）:：@]+")
_NOBODY = frozenset(
    {"匿名", "群众", "市民", "职工", "员工", "网友", "不详", "未署名", "未留", "举报人", "异议人", "投诉人", "来信人"}
    | {
        "电话",
        "手机",
        "座机",
        "固话",
        "微信",
        "邮箱",
        "邮件",
        "地址",
        "住址",
        "联系电话",
        "电子邮箱",
        "通信地址",
        "本人",
    }
)
"""What is written where nobody is named, and what a number or an address is called."""
_REGION = re.compile(r".{2,4}[省市区县州镇乡]")
_ENDING = re.compile(r"(?:尾号|尾数|[后末](?:4位|尾))(?:数字|数|号码)?(?:为|是)?([0-9]{4})")
"""How people quote the end of a number, in a folded text."""
_NUMBER = re.compile(f"[0-9]{{{min(_RUN, _LOCAL)},}}")
_WRITTEN = frozenset({Form.FREE, Form.BANK, Form.PAPERS})
"""Texts into which people write what they like; names and numbers of papers have a form of their own."""


_DRAWN = re.compile("[0-9a-fA-F]{20,}")
"""A seed or a digest, in which any digits stand."""
_AMOUNT = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+\.\d+(?![\d,.])")
"""A sum as cells show it, with groups and decimals; nobody writes an account or a telephone so."""


@dataclass(frozen=True)
class Secret:
    """Something that stands in a secret column.

    Attributes:
        at: where.
        label: what the column is called.
        needles: spellings that give it away, folded.
        everywhere: no text may hold it; else none of the same workbook.
    """

    at: At
    label: str
    needles: tuple[str, ...]
    everywhere: bool = True


class _Folds(dict[str, str]):
    """A character → what a folded text has for it."""

    def __missing__(self, character: str) -> str:
        parts = (part for part in unicodedata.normalize("NFKC", character).casefold() if part.isalnum())
        text = self[character] = "".join(_DIGITS.get(part, str(unicodedata.digit(part, part))) for part in parts)
        return text


_fold = _Folds().__getitem__


def folded(text: str) -> tuple[str, tuple[int, ...]]:
    """Give a text without spaces, signs, widths, capitals and 汉字 digits, and where each character came from."""
    return plain(text), tuple(place for place, character in enumerate(text) for _ in _fold(character))


def plain(text: str) -> str:
    """Give a text without spaces, signs, widths, capitals and 汉字 digits."""
    return "".join(map(_fold, text))


def _secrets(books: Sequence[FilledWorkbook]) -> tuple[Secret, ...]:
    """List what stands in the secret columns of texts; votes and scores give nobody away by themselves."""
    told = dict.fromkeys(item for filled in books for item in _told(filled))
    found = [(item.at, item.label, needles) for item in told if (needles := (*_needles(item.text, item.form),))]
    open_words = frozenset(_open_words(books)) if found else frozenset()
    return tuple(Secret(*item, everywhere=not open_words.intersection(item[2])) for item in found)


def _told(filled: FilledWorkbook) -> Iterator[SecretText]:
    """Give what stands in the secret cells of a workbook, those that could not be read too."""
    yield from filled.secrets
    for sheet in {**filled.rows, **filled.partial}:
        for column in _secret_columns(sheet):
            for row in filled.readable(sheet):
                if value := row.known(column.name):
                    yield SecretText(row.where(column.name), column.label, column.form, value)


@cached
def _secret_columns(sheet: type[Row]) -> tuple[Column, ...]:
    return tuple(item for item in columns(sheet) if item.audience is Audience.CONFIDENTIAL and item.element is str)


def _open_words(books: Iterable[FilledWorkbook]) -> Iterator[str]:
    """Give the names and numbers that stand on record openly, for then a text may speak of them for another reason."""
    for filled in books:
        for sheet in {**filled.rows, **filled.partial}:
            named = [item for item in columns(sheet) if _is_open(item)]
            for row in filled.readable(sheet) if named else ():
                known = ((item, str(value)) for item in named if (value := row.known(item.name)))
                words = (word for item, value in known for word in (plain(value), *_needles(value, item.form)))
                yield from (word for word in words if len(word) > _TAIL or not word.isdecimal())


def _is_open(column: Column) -> bool:
    names = column.form in {Form.ORGANISATION, Form.PERSON} and not column.many
    numbers = column.audience is Audience.PUBLIC and column.form not in _WRITTEN
    return column.element is str and (names or numbers) and column.audience is not Audience.CONFIDENTIAL


def _needles(value: str, form: Form) -> Iterator[str]:
    """Give the spellings of a secret, and those parts of it that still tell whose it is."""
    pieces = (_PIECES if re.search(r"[\d@]", value) else _PEOPLE).split(_ASIDE.sub(" ", value))
    for piece in dict.fromkeys((value, *pieces)):
        text = plain(piece)
        digits = "".join(re.findall("[0-9]+", text))
        if len(digits) >= _LOCAL:
            runs = [digits[start : start + _RUN] for start in range(len(digits) - _RUN + 1)]
            local = digits[-_LOCAL:] if digits.startswith("0") or len(digits) == _LOCAL else ""
            yield from (run for run in (*runs, digits[:_HEAD] + digits[-_TAIL:], local) if len(set(run)) >= _KINDS)
            yield digits[-_TAIL:]
        elif form is Form.FREE and len(text) >= (_LETTERS if text.isascii() else 2) and not _is_common(text):
            yield text


def _is_common(text: str) -> bool:
    """Say whether a word stands in many texts, whoever objects."""
    return text in _NOBODY or _REGION.fullmatch(text) is not None


class Secrets:
    """The secrets of an inbox, to be looked up in many texts: a run of digits by itself, names one by one."""

    def __init__(self, books: Iterable[FilledWorkbook]) -> None:
        """Learn what stands in the secret columns of workbooks."""
        self._runs: dict[str, Secret] = {}
        self._names: dict[str, Secret] = {}
        for secret in _secrets(tuple(books)):
            for needle in secret.needles:
                (self._runs if needle.isdecimal() else self._names).setdefault(needle, secret)

    def concealed(self, record: Record) -> tuple[Record, tuple[Problem, ...]]:
        """Take what is secret out of the free texts of a cycle, and name the cells in which it stood."""
        found: list[Problem] = []
        filled = tuple(self._without(item, found) for item in record.filled) if self._runs or self._names else ()
        return (replace(record, filled=filled) if found else record), tuple(found)

    def unquoted(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give problems whose messages name secret cells by their address alone."""
        return tuple(map(self._unquoted, problems)) if self._runs or self._names else tuple(problems)

    def told(self, text: str, file: str) -> str:
        """Give a text of a file without the secrets in it."""
        return without(text, self._hits(text, file)[0]) if self._runs or self._names else text

    def _unquoted(self, item: Problem) -> Problem:
        facts = tuple((name, self.told(text, item.at.file)) for name, text in item.facts)
        return item if facts == item.facts or item.code == _FOUND else replace(item, facts=facts)

    def _without(self, filled: FilledWorkbook, found: list[Problem]) -> FilledWorkbook:
        """Give a workbook without secrets in its free texts."""
        before = len(found)
        rows = {sheet: tuple(self._clean(row, found) for row in kept) for sheet, kept in filled.rows.items()}
        partial = {sheet: tuple(self._clean(row, found) for row in kept) for sheet, kept in filled.partial.items()}
        return replace(filled, rows=rows, partial=partial) if len(found) > before else filled

    def _clean(self, row: Row, found: list[Problem]) -> Row:
        changes: dict[str, str] = {}
        for column in _free_texts(type(row)):
            text = row.known(column.name)
            spans, secret = self._hits(text, row.at.file) if text else ([], None)
            if secret is None or _DRAWN.fullmatch(text):
                continue
            changes[column.name] = without(text, spans)
            at = secret.at
            place = f"“{at.sheet}”{at.cell}" if at.file == row.at.file else str(at)
            facts = {"label": column.label, "secret": secret.label, "place": place}
            found.append(problem(_FOUND, row.where(column.name), **facts))
        return row.changed(**changes) if changes else row

    def _hits(self, text: str, at: str) -> tuple[list[tuple[int, int]], Secret | None]:
        """Give where a text of a file holds secrets, and the first of them."""
        bare = plain(text)
        found = [hit for hit in self._found(bare) if _concerns(hit[2], at)]
        if not found:
            return [], None
        places = folded(text)[1]
        spans = [(places[start], places[stop - 1] + 1, secret) for start, stop, secret in found]
        sums = [item.span() for item in _AMOUNT.finditer(text)]
        told = [item for item in spans if not any(low <= item[0] and item[1] <= high for low, high in sums)]
        return [(start, stop) for start, stop, _ in told], told[0][2] if told else None

    def _found(self, bare: str) -> Iterator[tuple[int, int, Secret]]:
        """Give where a folded text holds secrets."""
        for digits in _NUMBER.finditer(bare) if self._runs else ():
            for start in range(digits.start(), digits.end() - _LOCAL + 1):
                for stop in (start + _RUN, start + _LOCAL):
                    if stop <= digits.end() and (secret := self._runs.get(bare[start:stop])):
                        yield start, stop, secret
        for needle, secret in self._names.items():
            start = bare.find(needle)
            while start >= 0:
                yield start, start + len(needle), secret
                start = bare.find(needle, start + len(needle))
        for ending in _ENDING.finditer(bare):
            if secret := self._runs.get(ending[1]):
                yield ending.start(1), ending.end(1), secret


def _concerns(secret: Secret, file: str) -> bool:
    return secret.everywhere or secret.at.file == file


@cached
def _free_texts(sheet: type[Row]) -> tuple[Column, ...]:
    return tuple(
        item
        for item in columns(sheet)
        if item.element is str
        and not item.many
        and item.form in _WRITTEN
        and item.audience is not Audience.CONFIDENTIAL
    )


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Give a text in which some spans (start, end) are left out, those that touch as one."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    for start, end in reversed(joined):
        text = text[:start] + OMITTED + text[end:]
    return text
