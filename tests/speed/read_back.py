"""What was found in a workbook, written down as the memory of a run is, and read back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from toolchain.cycle.cache.read_workbooks import decoded, encoded
from toolchain.cycle.cache.store import body_of
from toolchain.inbox.file_examination import Examined
from toolchain.model.problems import Problem, Unread
from toolchain.model.schema import Place


def again(found: Examined) -> Examined:
    """Write it down and read it back."""
    return decoded(json.loads(body_of(encoded(found))))


def same(one: Examined, other: Examined) -> bool:
    """Compare values and, by how they are shown, their types; of partial rows also what they lack, and why."""
    return one == other and shown(one) == shown(other) and lacks(one) == lacks(other) and encoded(one) == encoded(other)


def shown(found: Examined) -> tuple[str, list[tuple[str, str, str]]]:
    """Show the values; of partial rows the fields that they have."""
    if found.reading is None:
        return repr(found), []
    partial = [
        (sheet.sheet.title, name, repr(row.known(name)))
        for sheet, rows in found.reading.partial.items()
        for row in rows
        for name in row._shown
    ]
    return repr(replace(found, reading=replace(found.reading, partial={}))), partial


def lacks(found: Examined) -> list[tuple[str, Place, str, tuple[Problem, ...]]]:
    """List the fields that rows say they lack when they are read, with the problems they give."""
    told = []
    for sheet, rows in () if found.reading is None else found.reading.partial.items():
        for row in rows:
            for name in row.lacking:
                with pytest.raises(Unread) as unread:
                    getattr(row, name)
                told.append((sheet.sheet.title, row.at, name, unread.value.problems))
    return told
