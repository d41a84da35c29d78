"""The ledger: one line per change of the outbox, each carrying the hash of the line before it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolchain.engine.provenance_digest import data_digest
from toolchain.engine.temporary_store import digest_of
from toolchain.engine.value_objects import Value
from toolchain.outbox.manifest import canonical

Inputs = Mapping[str, Mapping[str, str]]
"""Folder → (name → SHA-256) of workbooks."""


@dataclass(frozen=True)
class Line:
    """One change of the outbox.

    Attributes:
        number: counts from 1.
        previous: the hash of the line before, empty for the first.
        manifest: SHA-256 of the manifest after the change.
        made_by: the program's digest of code and dependencies (its key in the manifest).
        inputs: folder → (name → SHA-256) of the workbooks used.
        moved: how these differ from those of the line before, an empty digest for one that is gone: a line that has it
            is written with it and without all the others; None for a line that is written with all.
        data_digests: folder → 数据摘要 of its workbooks.
        files: path → [word, SHA-256 after, 已印发 or not] of every file written or removed; the digest is empty after
            a removal.
        notes: repairs and losses, one sentence each.
        hash: SHA-256 of the line, as it is written, without this field.
    """

    number: int
    previous: str
    manifest: str
    made_by: str = ""
    inputs: Inputs = field(default_factory=dict)
    moved: Inputs | None = None
    data_digests: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    hash: str = ""


class Ledger(Value):
    """The lines that hold together, and what is wrong with the first that does not.

    Attributes:
        lines: the sound ones from the start.
        fault: the first fault, empty when the whole ledger is sound.
    """

    lines: tuple[Line, ...] = ()
    fault: str = ""

    @property
    def whole(self) -> bool:
        """Say whether the lines tell the outbox's whole history: none is damaged, and nothing was ever lost."""
        unbroken = bool(self.lines) and not self.fault and not self.lines[0].previous
        return unbroken and not any(line.notes for line in self.lines)

    @property
    def head(self) -> str:
        """Give the hash of the last sound line."""
        return self.lines[-1].hash if self.lines else ""

    @property
    def manifest(self) -> str:
        """Give the digest of the manifest that was written with the last sound line."""
        return self.lines[-1].manifest if self.lines else ""

    @property
    def files(self) -> dict[str, tuple[str, bool]]:
        """Add up the lines: path → digest and 已印发 of every file that was laid and not removed since."""
        found: dict[str, tuple[str, bool]] = {}
        for line in self.lines:
            for path, (_, digest, issued) in line.files.items():
                found[path] = (digest, issued)
        return {path: kept for path, kept in found.items() if kept[0]}

    def laid(self, path: str, digest: str) -> Line | None:
        """Give the line that laid the bytes that stand at a path by its last word; None where that laid others."""
        found = None
        for line in self.lines:
            if path in line.files:
                laid = line.files[path][1]
                found = None if laid != digest else found or line
        return found

    @property
    def replaced(self) -> Iterator[tuple[str, int]]:
        """Give every issued paper in whose place a line lays others that are issued too: no run ever does that."""
        standing: dict[str, Sequence[Any]] = {}
        for line in self.lines:
            for path, laid in line.files.items():
                before = standing.get(path)
                if before is not None and before[2] and laid[2] and before[1] != laid[1]:
                    yield path, line.number
                standing[path] = laid

    @property
    def inputs(self) -> Inputs:
        """Give the workbooks that the last line stands on."""
        return self.lines[-1].inputs if self.lines else {}

    @property
    def used(self) -> frozenset[str]:
        """List the digests of all workbooks ever used."""
        return frozenset(d for line in self.lines for named in line.inputs.values() for d in named.values())


def seal(line: Line) -> Line:
    """Give a line its data digests and its hash."""
    line = replace(line, data_digests={folder: data_digest(named.values()) for folder, named in line.inputs.items()})
    return replace(line, hash=_hash(line))


def follow(before: Line, line: Line) -> Line:
    """Let a line say of its workbooks only what is another thing than in the line before."""
    moved: dict[str, dict[str, str]] = {}
    for folder in sorted({*before.inputs, *line.inputs}):
        then, now = before.inputs.get(folder, {}), line.inputs.get(folder, {})
        found = {name: now.get(name, "") for name in sorted({*then, *now}) if then.get(name) != now.get(name)}
        if found:
            moved[folder] = found
    return replace(line, moved=moved)


def _followed(before: Inputs, moved: Inputs) -> Inputs:
    """Give the workbooks that a line stands on by what it says of those of the line before."""
    found = dict(before)
    for folder, names in moved.items():
        kept = {name: digest for name, digest in {**before.get(folder, {}), **names}.items() if digest}
        found = {**found, folder: kept}
    return {folder: kept for folder, kept in found.items() if kept}


def dump(line: Line) -> bytes:
    """Write one line; equal lines give equal bytes."""
    return canonical(_written(line)) + b"\n"


def _written(line: Line) -> dict[str, object]:
    left_out = "moved" if line.moved is None else "inputs"
    return {name: value for name, value in vars(line).items() if name != left_out}


def load(data: bytes) -> Ledger:
    """Read a ledger line by line as far as it holds together."""
    lines: list[Line] = []
    for number, raw in enumerate(data.split(b"\n")[:-1], 1):
        line = _line(raw, lines[-1].inputs if lines else {})
        if line is None or line.number != number:
            return Ledger(tuple(lines), f"第{number}行不是程序写下的样子")
        if lines and line.previous != lines[-1].hash:
            return Ledger(tuple(lines), f"第{number}行与上一行接不上")
        lines.append(line)
    rest = data.rpartition(b"\n")[2]
    return Ledger(tuple(lines), f"第{len(lines) + 1}行没有写完" if rest else "")


def _line(raw: bytes, before: Inputs) -> Line | None:
    try:
        line = Line(**json.loads(raw.decode("utf-8")))
        if line.moved is not None:
            line = replace(line, inputs=_followed(before, line.moved))
        sound = dump(line) == raw + b"\n" and line == seal(line)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return line if sound else None


def _hash(line: Line) -> str:
    return digest_of(canonical({name: value for name, value in _written(line).items() if name != "hash"}))
