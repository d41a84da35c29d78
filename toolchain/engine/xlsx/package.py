"""The door: an xlsx file is examined and read in one pass, or refused with the reason.

Everything is pure work on bytes in memory: no file, no process, no network.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from urllib.parse import unquote

from toolchain.engine.xlsx.annotations import concealed_runs, read_comments
from toolchain.engine.xlsx.cell_styles import Styles, read_styles
from toolchain.engine.xlsx.cells import (
    Annotation,
    Book,
    Cell,
    CellKind,
    Fault,
    Refused,
    Shared,
    Sheet,
    Trouble,
    letters,
)
from toolchain.engine.xlsx.container import Package, unpack
from toolchain.engine.xlsx.fast_path import plain_strings
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.engine.xlsx.parse_cache import cache_parsed
from toolchain.engine.xlsx.shared_strings import rich_text, trouble
from toolchain.engine.xlsx.worksheet import read_sheet
from toolchain.engine.xlsx.xml_stream import (
    CONTENT_TYPE,
    DOCUMENT_RELATION,
    MAIN,
    PACKAGE_RELATION,
    STRICT,
    Element,
    mend_controls,
    stream,
    subtree,
    whole,
)

__all__ = ["LIMITS", "Book", "Cell", "CellKind", "Fault", "Sheet", "letters", "open_book"]

_ROOT = MAIN + "workbook"
_SETTINGS, _SHEET, _NAME = MAIN + "workbookPr", MAIN + "sheet", MAIN + "definedName"
_STATES = {"visible", "hidden", "veryHidden"}
_CARRIED = (
    (re.compile(r"vbaproject|macroenabled|macrosheet|dialogsheet"), "E-FILE-23"),
    (re.compile(r"externallink(?!path)|\.connections|/connections$|querytable"), "E-FILE-24"),
    (re.compile(r"oleobject|activex|/control$|relationships/package$"), "E-FILE-25"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbook part lists: sheets as (title, state, relation), names, date system."""

    sheets: tuple[tuple[str, str, str], ...]
    names: Mapping[str, str]
    date1904: bool


class Parts(dict[str, bytes]):
    """The XML parts of a package by name, and the names of all of them."""

    def __init__(self, package: Package) -> None:
        """Take what was unpacked."""
        super().__init__(package.parts)
        self.names = package.names

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in self}

    def find(self, name: str) -> str:
        """Find a part as packages name them: case does not count, and ``%20`` may stand for a blank; else empty."""
        if name in self:
            return name
        return self._folded.get(name.casefold()) or self._folded.get(unquote(name).casefold(), "")


def open_book(data: bytes) -> tuple[Book | None, tuple[Fault, ...]]:
    """Read a workbook.

    No book means that the file cannot be used at all. With a book, errors name single cells that were left out.
    """
    try:
        return _read(Parts(unpack(data)))
    except Refused as refused:
        return None, (refused.fault,)


def _read(parts: Parts) -> tuple[Book, tuple[Fault, ...]]:
    _check_types(parts)
    main = _main_part(parts)
    relations = _relations(parts, main)
    contents = _contents(main, parts[main])
    styles = _only(parts, relations, "styles")
    looks = read_styles(styles, parts[styles]) if styles else Styles()
    texts, odd, concealed, mended = _texts(parts, _only(parts, relations, "sharedStrings"))
    shared = Shared(texts, odd, concealed, looks.cells, looks.concealing)
    faults: list[Fault] = []
    sheets: list[Sheet] = []
    room = LIMITS.cells
    used: set[str] = set()
    for title, state, identifier in contents.sheets:
        relation = relations.get(identifier)
        if relation is not None and relation.kind == "chartsheet":
            faults.append(Fault("W-BOOK-01", title))
            continue
        name = _sheet_part(parts, relation, title)
        if name in used:
            raise Refused("E-BOOK-18", title)
        used.add(name)
        sheet = read_sheet(
            name,
            parts[name],
            title=title,
            state=state,
            shared=shared,
            faults=faults,
            room=room,
            comments=_comments(parts, name),
        )
        sheets.append(sheet)
        room -= len(sheet.cells)
    if mended and not any(fault.code == "E-CELL-21" for fault in faults):
        raise Refused("E-BOOK-04", part="sharedStrings.xml")
    return Book(tuple(sheets), contents.names, contents.date1904), tuple(faults)


def _check_types(parts: Parts) -> None:
    """Refuse programs, links and foreign objects by what the package declares its parts to be.

    A type that is declared for an ending, or for a part, that the package does not hold says nothing of it.
    """
    name = parts.find("[Content_Types].xml")
    by_ending, by_part = _declared_types(name, parts[name])
    if by_ending or by_part:
        for part in parts.names:
            _check_carried(by_part.get(part.casefold(), by_ending.get(part.rpartition(".")[2].casefold(), "")))


@cache_parsed
def _declared_types(name: str, data: bytes) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give the types declared for the endings of names and for single parts, where any may have to be refused."""
    wanted = (CONTENT_TYPE + "Default", CONTENT_TYPE + "Override")
    by_ending: dict[str, str] = {}
    by_part: dict[str, str] = {}
    for entry in stream(name, data, CONTENT_TYPE + "Types", wanted):
        if entry.tag == wanted[0]:
            by_ending[entry.get("Extension", "").casefold()] = entry.get("ContentType", "")
        else:
            by_part[unquote(entry.get("PartName", "")).lstrip("/").casefold()] = entry.get("ContentType", "")
    if not any(_carries(kind) for kind in (*by_ending.values(), *by_part.values())):
        return {}, {}
    return MappingProxyType(by_ending), MappingProxyType(by_part)


def _carries(kind: str) -> bool:
    return any(pattern.search(kind.lower()) for pattern, _ in _CARRIED)


def _check_carried(kind: str) -> None:
    for pattern, code in _CARRIED:
        found = pattern.search(kind.lower())
        if found:
            raise Refused(code, found=found[0].strip("./"))


def _relations(parts: Parts, source: str) -> Mapping[str, Relation]:
    """Read the links of a part; the package itself is the part with the empty name."""
    folder, _, leaf = source.rpartition("/")
    name = parts.find(f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels")
    return _links(name, parts[name], source) if name else {}


@cache_parsed
def _links(name: str, data: bytes, source: str) -> Mapping[str, Relation]:
    folder = source.rpartition("/")[0]
    found: dict[str, Relation] = {}
    for link in stream(name, data, PACKAGE_RELATION + "Relationships", (PACKAGE_RELATION + "Relationship",)):
        identifier, kind, target = link.get("Id", ""), link.get("Type", ""), link.get("Target", "")
        if identifier in found:
            raise Refused("E-BOOK-18")
        if source and kind.startswith(STRICT):
            raise Refused("E-FILE-22")
        _check_carried(kind)
        where = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[identifier] = Relation(kind.rpartition("/")[2], where, link.get("TargetMode") == "External")
    return MappingProxyType(found)


def _main_part(parts: Parts) -> str:
    links = [link for link in _relations(parts, "").values() if link.kind == "officeDocument" and not link.external]
    name = parts.find(links[0].target) if len(links) == 1 else ""
    if not name:
        raise Refused("E-BOOK-17")
    return name


def _only(parts: Parts, relations: Mapping[str, Relation], kind: str) -> str:
    """Find the one part of a kind; empty when the workbook names none."""
    found = [relation for relation in relations.values() if relation.kind == kind]
    if len(found) > 1 or any(relation.external for relation in found):
        raise Refused("E-BOOK-18")
    if not found:
        return ""
    name = parts.find(found[0].target)
    if not name:
        raise Refused("E-BOOK-18")
    return name


def _sheet_part(parts: Parts, relation: Relation | None, title: str) -> str:
    name = ""
    if relation is not None and relation.kind == "worksheet" and not relation.external:
        name = parts.find(relation.target)
    if not name:
        raise Refused("E-BOOK-18", title)
    return name


def _comments(parts: Parts, sheet: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """Read the comments of a sheet; of a conversation every remark, not the copy that older programs show."""
    links = _relations(parts, sheet).values()
    for kind in ("threadedComment", "comments"):
        names = [parts.find(link.target) for link in links if link.kind == kind and not link.external]
        found = tuple(item for name in names if name for item in read_comments(name, parts[name]))
        if found:
            return found
    return ()


@cache_parsed
def _contents(part: str, data: bytes) -> Contents:
    sheets: list[tuple[str, str, str]] = []
    names: dict[str, str] = {}
    date1904 = False
    for element in stream(part, data, _ROOT, (_SETTINGS, _SHEET, _NAME)):
        if element.tag == _SETTINGS:
            date1904 = element.get("date1904") in {"1", "true"}
        elif element.tag == _SHEET:
            sheets.append(_listed(part, element))
        elif element.get("localSheetId") is None:
            names[element.get("name", "")] = element.text or ""
        if len(names) > LIMITS.names or len(sheets) > LIMITS.sheets:
            raise Refused("E-BOOK-14", what="工作表或名称")
    titles = [title.casefold() for title, _, _ in sheets]
    twice = next((title for title, _, _ in sheets if titles.count(title.casefold()) > 1), "")
    if twice:
        raise Refused("E-BOOK-03", twice)
    if not sheets:
        raise Refused("E-BOOK-16")
    return Contents(tuple(sheets), MappingProxyType(names), date1904)


def _listed(part: str, element: Element) -> tuple[str, str, str]:
    state = element.get("state", "visible")
    title = element.get("name", "")
    if not subtree(element, MAIN + "sheets", _ROOT) or state not in _STATES or not title:
        raise Refused("E-BOOK-06", part=part)
    return title, state, element.get(DOCUMENT_RELATION + "id", "")


def _texts(parts: Parts, name: str) -> tuple[list[str], dict[int, Trouble], dict[int, tuple[Annotation, ...]], bool]:
    """Read the shared strings, which of them no cell may hold, and which are concealed in part."""
    if not name:
        return [], {}, {}, False
    plain = plain_strings(parts[name])
    if plain is not None and whole(name, plain[0], MAIN + "sst") is not None:
        return [text for text, _ in plain[1]], {place: bad for place, (_, bad) in enumerate(plain[1]) if bad}, {}, False
    data, mended = mend_controls(parts[name])
    texts: list[str] = []
    odd: dict[int, Trouble] = {}
    concealed: dict[int, tuple[Annotation, ...]] = {}
    for element in stream(name, data, MAIN + "sst", (MAIN + "si",)):
        if not subtree(element, MAIN + "sst"):
            raise Refused("E-BOOK-06", part=name)
        text = rich_text(element)
        wrong = trouble(text)
        annotations = concealed_runs(element)
        if annotations:
            concealed[len(texts)] = annotations
        if wrong is not None:
            odd[len(texts)] = wrong
            text = ""
        texts.append(text)
        if len(texts) > LIMITS.texts:
            raise Refused("E-BOOK-14", what="共享文本")
    return texts, odd, concealed, mended
