"""A parameter file written anew with other values: every key keeps its place and its comment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

_KEY = re.compile(r"^(\w+) = (.*?)(\s+# .*)?$")
_TABLE = re.compile(r"^\[(\w+)\]")
_ROWS = re.compile(r"^\[\[(\w+)\]\]")
_WIDE = 100


def rendered(text: str, data: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Write a file's text with the values of ``data``; also name the keys that it does not give, which stand as is.

    ``data`` has values by key, tables by name, and arrays of tables as lists of tables; ``expires`` comes after
    ``effective`` where it is given, other keys that the text lacks at the end of their table.
    """
    made, lines, place = _Rendering(data), text.split("\n"), 0
    while place < len(lines):
        rows = _ROWS.match(lines[place])
        place = made.line(lines, place) if rows is None else made.rows(lines, place, rows[1])
    return made.finished(), tuple(made.kept)


class _Rendering:
    """A file as it is written anew, line by line."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.out: list[str] = []
        self.kept: list[str] = []
        self.section = ""
        self.given: dict[str, set[str]] = {"": set()}
        self.ends: dict[str, int] = {}

    def rows(self, lines: Sequence[str], place: int, name: str) -> int:
        """Write an array of tables; give the line that follows it."""
        end = _end_of_rows(lines, place, name)
        self.out += _rows(name, self.data[name]) if name in self.data else lines[place:end]
        self.given[""].add(name)
        self.section = ""
        return end

    def line(self, lines: Sequence[str], place: int) -> int:
        """Write a key with its value, or any other line as it is; give the line that follows."""
        line = lines[place]
        key, header = _KEY.match(line), _TABLE.match(line)
        if header is not None:
            self.section = header[1]
            self.given[self.section], self.ends[self.section] = set(), len(self.out) + 1
        if key is None or line.startswith("#"):
            self.out.append(line)
            return place + 1
        end = _end_of_value(lines, place)
        self._value(key, lines[place:end])
        if self.section:
            self.ends[self.section] = len(self.out)
        return end

    def _value(self, key: re.Match[str], as_it_was: Sequence[str]) -> None:
        values = self.data.get(self.section, {}) if self.section else self.data
        if key[1] not in values:
            self.kept.append(f"{self.section}.{key[1]}" if self.section else key[1])
            self.out += as_it_was
            return
        self.given[self.section].add(key[1])
        self.out.append(f"{key[1]} = {_literal(values[key[1]])}{key[3] or ''}")
        if key[1] == "effective" and "expires" in values:
            self.out.append(f"expires = {_literal(values['expires'])}")

    def finished(self) -> str:
        """Add what the text has no place for, and give the whole."""
        for name, end in sorted(self.ends.items(), key=lambda item: -item[1]):
            table = self.data.get(name, {})
            self.out[end:end] = [f"{key} = {_literal(table[key])}" for key in table if key not in self.given[name]]
        for name, value in self.data.items():
            if name not in self.given[""] and _is_rows(value):
                self.out += [*_rows(name, value), ""]
        return "\n".join(self.out)


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _end_of_value(lines: Sequence[str], place: int) -> int:
    if not lines[place].rstrip().endswith("["):
        return place + 1
    return next(number for number in range(place, len(lines)) if lines[number].startswith("]")) + 1


def _end_of_rows(lines: Sequence[str], place: int, name: str) -> int:
    """Find where the rows of an array of tables end: before the comment of what follows."""
    end = place
    for number in range(place, len(lines)):
        other = _ROWS.match(lines[number])
        if lines[number].startswith("[") and (other is None or other[1] != name):
            break
        end = number + 1
    while end > place and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _rows(name: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield f"[[{name}]]"
        yield from (f"{key} = {_literal(value)}" for key, value in row.items())


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_literal(item)}" for key, item in value.items()) + " }"
    items = [_literal(item) for item in value]  # type: ignore[attr-defined] # a list
    one = f"[{', '.join(items)}]"
    return one if len(one) <= _WIDE else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
