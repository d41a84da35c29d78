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
    ``effective`` where it is given.
    """
    lines, out, kept, section, done = text.split("\n"), list[str](), list[str](), "", set[str]()
    inline: set[str] = set()
    place = 0
    while place < len(lines):
        line = lines[place]
        rows = _ROWS.match(line)
        if rows is not None:
            name = rows[1]
            done.add(name)
            end = _end_of_rows(lines, place, name)
            out += lines[place:end] if name not in data else _rows(name, data[name])
            place, section = end, ""
            continue
        table = _TABLE.match(line)
        key = _KEY.match(line)
        if table is not None:
            section = table[1]
        if key is None or line.startswith("#"):
            out.append(line)
            place += 1
            continue
        end = _end_of_value(lines, place)
        values = data.get(section, {}) if section else data
        if key[1] in values:
            inline |= set() if section else {key[1]}
            out.append(f"{key[1]} = {_literal(values[key[1]])}{key[3] or ''}")
            if key[1] == "effective" and "expires" in values:
                out.append(f"expires = {_literal(values['expires'])}")
        else:
            kept.append(f"{section}.{key[1]}" if section else key[1])
            out += lines[place:end]
        place = end
    tables = {name: value for name, value in data.items() if name not in done and _is_rows(value)}
    for name, value in tables.items():
        if name not in inline:
            out += [*_rows(name, value), ""]
    return "\n".join(out), tuple(kept)


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
