"""Finds the secrets of a cycle in what leaves the office: text, tables, names, properties, page sources."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from lxml import etree

from toolchain.model.record import Record
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.committee import Ballot
from toolchain.model.sheets.notice import Objection
from toolchain.model.sheets.scores import Reviewer, Score

_NUMBER = re.compile(r"\d+")
_TELLING = 10
"""Scores below this also number pages, panels and lines."""

_WHOLE_UNITS = {"p", "tr", "row", "si", "c", "comment"}


@dataclass(frozen=True)
class Secret:
    """Something that may not be read outside.

    Attributes:
        kind: what it is, in Chinese.
        needles: patterns that must all stand in one paragraph, row or cell to give it away.
        some: patterns of which ``least`` must stand there too.
        least: how many of them.
        addressed: numbers of the documents that go to the person it belongs to.
    """

    kind: str
    needles: tuple[str, ...]
    some: tuple[str, ...] = ()
    least: int = 0
    addressed: frozenset[int] = frozenset()

    def in_unit(self, unit: str) -> bool:
        """Tell whether a paragraph, a row or a name gives the secret away."""
        if not all(_pattern(needle).search(unit) for needle in self.needles):
            return False
        return sum(_pattern(pattern).search(unit) is not None for pattern in self.some) >= self.least


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def secrets_of(record: Record) -> tuple[Secret, ...]:
    """List the secrets of a cycle's record: objectors, ballots, individual scores, bank accounts."""
    return (*_objectors(record), *_ballots(record), *_scores(record), *_accounts(record))


def leaks(outputs: Mapping[str, bytes], secrets: Iterable[Secret]) -> list[str]:
    """Say where outputs (path → bytes) give a secret away; an empty list when they keep all of them."""
    found = []
    kept = tuple(secrets)
    for path, data in sorted(outputs.items()):
        number = int(match[0]) if (match := _NUMBER.match(path.rpartition("/")[2])) else 0
        for unit in dict.fromkeys((path, *units(data))):
            found += [
                f"{path}：{secret.kind}：{unit[:60]}"
                for secret in kept
                if number not in secret.addressed and secret.in_unit(unit)
            ]
    return found


def units(data: bytes) -> Iterator[str]:
    """Give every text that belongs together: paragraphs, rows, cells, part names, properties, attributes."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        text = data.decode("utf-8", "replace")
        yield from text.splitlines()
        if text.startswith("{"):
            yield from _of_json(json.loads(text))
        for row in [] if text.startswith("{") else re.split(r"(?i)</(?:tr|p|li|h\d|div|td|th)>", text):
            yield html.unescape(re.sub(r"<[^>]*>", " ", row))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        strings = _strings(package)
        for part in package.infolist():
            yield part.filename
            yield part.comment.decode("utf-8", "replace")
            body = package.read(part)
            if part.filename.endswith((".xml", ".rels", ".vml")):
                yield from _of_xml(body, strings)
            elif zipfile.is_zipfile(io.BytesIO(body)):
                yield from units(body)


def _of_json(value: object) -> Iterator[str]:
    """Give the values of every object that holds no other objects in one line."""
    if isinstance(value, dict):
        yield " ".join(str(item) for item in value.values() if not isinstance(item, dict | list))
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        for item in inner:
            yield from _of_json(item)


def _parsed(body: bytes) -> etree._Element:
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _strings(package: zipfile.ZipFile) -> list[str]:
    """Read the texts that the cells of a workbook share."""
    name = "xl/sharedStrings.xml"
    if name not in package.namelist():
        return []
    return ["".join(map(str, item.itertext())) for item in _parsed(package.read(name))]


def _of_xml(body: bytes, strings: Sequence[str]) -> Iterator[str]:
    for node in _parsed(body).iter():
        if not isinstance(node.tag, str):
            yield str(node.text or "")
            continue
        yield from map(str, node.attrib.values())
        if etree.QName(node).localname in _WHOLE_UNITS:
            cells = [child for child in node if etree.QName(child).localname in {"tc", "c"}] or [node]
            yield " ".join(_of_cell(cell, strings) for cell in cells)
        elif not len(node) and node.text:
            yield str(node.text)


def _of_cell(cell: etree._Element, strings: Sequence[str]) -> str:
    text = "".join(map(str, cell.itertext()))
    return strings[int(text)] if cell.get("t") == "s" and strings else text


def _word(text: str) -> str:
    return re.escape(text)


def _amount(value: Decimal) -> str:
    """Match a number as a whole, however many zeros follow, and no part of a date."""
    shown = format(value.normalize(), "f")
    zeros = r"0*" if "." in shown else r"(?:\.0+)?"
    return rf"(?<![\d.\-]){re.escape(shown)}{zeros}(?![\d.\-年月日])"


def _objectors(record: Record) -> Iterator[Secret]:
    reply = frozenset({20})
    for row in record.all(Objection):
        for text in (row.objector, row.contact):
            if text:
                yield Secret("异议人", (_word(text),), addressed=reply)


def _ballots(record: Record) -> Iterator[Secret]:
    for row in record.all(Ballot):
        yield Secret("表决票", (rf"(?<![\dA-Za-z]){_word(row.number)}(?![\dA-Za-z])", _word(row.vote.value)))


def _scores(record: Record) -> Iterator[Secret]:
    """Give a reviewer away who stands in one row with a total, or with three item scores, given to one applicant."""
    for filled in record.filled:
        reviewer = filled.one(Reviewer)
        if reviewer is None:
            continue
        who = rf"{_word(reviewer.name)}|(?<![\dA-Za-z]){_word(reviewer.expert)}(?![\dA-Za-z])"
        by_applicant: dict[str, list[Score]] = {}
        for row in filled.all(Score):
            by_applicant.setdefault(row.uscc, []).append(row)
        for name, rows in sorted(by_applicant.items()):
            desk, site = [(row.desk, row.points) for row in rows], [(row.site, row.points) for row in rows]
            totals = {total for part in (desk, site) for total in _totals(part)}
            items = {score for row in rows for score in (row.desk, row.site) if score >= _TELLING}
            yield Secret(f"{reviewer.name}给{name}的总分", (who,), tuple(map(_amount, sorted(totals))), 1)
            yield Secret(f"{reviewer.name}给{name}的条目分", (who,), tuple(map(_amount, sorted(items))), 3)


def _totals(part: Sequence[tuple[Decimal, int]]) -> Iterator[Decimal]:
    """Add scores up as points and as percentages of points."""
    yield sum((score for score, _ in part), Decimal())
    yield sum((score * points / 100 for score, points in part), Decimal())


def _accounts(record: Record) -> Iterator[Secret]:
    payment = frozenset({25})
    for row in record.all(Approved):
        if row.account:
            yield Secret("银行账号", (_word(row.account),), addressed=payment)
