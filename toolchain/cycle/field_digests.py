"""Digests of what files are made from: fields of documents, rows of sheets, templates."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields
from pathlib import Path

from toolchain.documents.declaration import Document, labels
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.settings import Cycle

_CONTACTS = "联系方式"
"""The group of fields of 届次设置 that say where the office is and who answers; no decision rests on them."""
_SHARED = frozenset({"office", "rules", "cycle", "issue"})
"""Fields that all documents have, and that more than their templates look at."""

Named = Callable[[], Collection[str] | None]
"""Gives every name in the tags of a template (:attr:`Template.named`); None where they are not known."""


class FieldDigests:
    """Digests of documents' fields: most of what one document says the one before it says too, and is digested once.

    Of a row of a workbook a document hangs on the columns alone that its template names: another telephone number of
    an applicant makes no other letter.
    """

    def __init__(self) -> None:
        """Begin with no document."""
        self._last: dict[tuple[str, str], tuple[object, str]] = {}
        self._cycle: tuple[Cycle, tuple[str, str]] | None = None

    def of(self, document: Document, named: Named) -> dict[str, str]:
        """Digest each field of a document, and each value that its template may use."""
        names = dict.fromkeys((*(item.name for item in fields(document)), *labels(type(document))))
        return {name: self._digest(document.template, name, getattr(document, name), named) for name in names}

    def of_cycle(self, cycle: Cycle) -> tuple[str, str]:
        """Digest a cycle's facts and, apart, its contacts: who has a paper keeps it when the office moves."""
        if self._cycle is None or self._cycle[0] is not cycle:
            contacts = {item.name: getattr(cycle, item.name) for item in columns(Cycle) if item.group == _CONTACTS}
            facts = cycle.changed(**dict.fromkeys(contacts, ""))
            self._cycle = cycle, (digest(facts), digest(contacts))
        return self._cycle[1]

    def _digest(self, template: str, name: str, value: object, named: Named) -> str:
        rows = name not in _SHARED and isinstance(value[0] if isinstance(value, tuple) and value else value, Row)
        key = template if rows else "", name
        known = self._last.get(key)
        if known is None or known[0] is not value:
            known = self._last[key] = value, digest(_shown(value, named()) if rows else value)
        return known[1]


def _shown(value: object, named: Collection[str] | None) -> object:
    """Give what a template that knows some names can show of rows: where more than columns is named, all of them."""
    if isinstance(value, tuple):
        return tuple(_shown(item, named) for item in value)
    if named is None or not isinstance(value, Row) or value.lacking:
        return value
    found = {item.name: getattr(value, item.name) for item in columns(type(value)) if item.name in named}
    more = any(name in vars(value) or hasattr(type(value), name) for name in named if name not in found)
    return value if more else (type(value).__qualname__, found)


def digest_of_rows(held: Iterable[tuple[object, Iterable[object]]]) -> str:
    """Digest sheets row by row: of each what is said of it as a whole, and its rows."""
    found = hashlib.sha256()
    for head, rows in held:
        found.update(repr(head).encode())
        for row in rows:
            found.update(repr(row).encode())
    return found.hexdigest()


def digest(value: object) -> str:
    """Digest a value that its text tells whole; the text of a long one need not be held."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def named_in(path: Path, document: Document) -> Collection[str] | None:
    """List the names that a template knows; None for one that cannot be used."""
    from toolchain.typesetting.render import Template
    from toolchain.typesetting.template_fault import TemplateFault

    try:
        return Template.load(path, words=document.words).named
    except TemplateFault:
        return None


def read_form(path: Path) -> bytes:
    """Read a template; one that cannot be read is empty, and is named when it is to be filled."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def form_digest(path: Path) -> str:
    """Digest a template; empty for one that cannot be read."""
    data = read_form(path)
    return hashlib.sha256(data).hexdigest() if data else ""
