"""JSON written piece by piece: what :func:`json.dumps` gives with an indent of one, however long the lists are."""

from __future__ import annotations

import json
from collections.abc import Iterator

_leaf = json.JSONEncoder(ensure_ascii=False).encode


def pieces(value: object, line: str = "\n") -> Iterator[str]:
    """Give the text of a value in pieces; iterators are written as lists, item by item as they come.

    Args:
        value: whatever JSON can hold, with names for keys.
        line: what begins a new line where the value stands.
    """
    deeper = line + " "
    if isinstance(value, dict):
        mark = "{"
        for name, item in value.items():
            yield f"{mark}{deeper}{_leaf(name)}: "
            yield from pieces(item, deeper)
            mark = ","
        yield "{}" if mark == "{" else line + "}"
    elif isinstance(value, list | Iterator):
        mark = "["
        for item in value:
            yield mark + deeper
            yield from pieces(item, deeper)
            mark = ","
        yield "[]" if mark == "[" else line + "]"
    else:
        yield _leaf(value)
