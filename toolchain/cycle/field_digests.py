"""Digests of what files are made from: fields of documents, rows of sheets, templates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from toolchain.documents.declaration import Document, labels
from toolchain.model.schema import columns
from toolchain.model.sheets.settings import Cycle

_CONTACTS = "联系方式"
"""The group of fields of 届次设置 that say where the office is and who answers; no decision rests on them."""


class FieldDigests:
    """Digests of documents' fields: most of what one document says the one before it says too, and is digested once."""

    def __init__(self) -> None:
        """Begin with no document."""
        self._last: dict[str, tuple[object, str]] = {}
        self._cycle: tuple[Cycle, tuple[str, str]] | None = None

    def of(self, document: Document) -> dict[str, str]:
        """Digest each field of a document, and each value that its template may use."""
        names = dict.fromkeys((*(item.name for item in fields(document)), *labels(type(document))))
        return {name: self._digest(name, getattr(document, name)) for name in names}

    def of_cycle(self, cycle: Cycle) -> tuple[str, str]:
        """Digest a cycle's facts and, apart, its contacts: who has a paper keeps it when the office moves."""
        if self._cycle is None or self._cycle[0] is not cycle:
            contacts = {item.name: getattr(cycle, item.name) for item in columns(Cycle) if item.group == _CONTACTS}
            facts = cycle.changed(**dict.fromkeys(contacts, ""))
            self._cycle = cycle, (digest(facts), digest(contacts))
        return self._cycle[1]

    def _digest(self, name: str, value: object) -> str:
        known = self._last.get(name)
        if known is None or known[0] is not value:
            known = self._last[name] = value, digest(value)
        return known[1]


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
