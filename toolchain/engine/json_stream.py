"""JSON written piece by piece: as :func:`json.dumps` does with an indent of one, however long the lists are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toolchain.engine.lazy_sequence import LazySequence


class Line(dict[str, Any]):
    """An object that is written on one line: of many such, each is found at a glance and all are sooner written."""


_PLAIN = (str, int, float, type(None), Line)
"""What is written in one go."""

_leaf = json.JSONEncoder(ensure_ascii=False).encode


def pieces(value: object, line: str = "\n", *, in_order: bool = False) -> Iterator[str]:
    """Give the text of a value in pieces.

    Args:
        value: whatever JSON can hold, with names for keys; iterators are written as lists, pairs that are
            :class:`LazySequence` as an object, item by item as they come.
        line: what begins a new line where the value stands.
        in_order: the keys of objects are put into order; drawn ones are in order already.

    Raises:
        TypeError: JSON cannot hold it.
    """
    deeper = line + " "
    if isinstance(value, _PLAIN):
        yield _leaf(value)
    elif isinstance(value, Mapping | LazySequence):
        mark = "{"
        for name, item in _pairs(value, in_order=in_order):
            if isinstance(item, _PLAIN):
                yield f"{mark}{deeper}{_leaf(name)}: {_leaf(item)}"
            else:
                yield f"{mark}{deeper}{_leaf(name)}: "
                yield from pieces(item, deeper, in_order=in_order)
            mark = ","
        yield "{}" if mark == "{" else line + "}"
    elif isinstance(value, list | tuple | Iterator):
        mark = "["
        for item in value:
            if isinstance(item, _PLAIN):
                yield f"{mark}{deeper}{_leaf(item)}"
            else:
                yield mark + deeper
                yield from pieces(item, deeper, in_order=in_order)
            mark = ","
        yield "[]" if mark == "[" else line + "]"
    else:
        raise TypeError(f"{type(value).__name__} is nothing that JSON can hold")


def _pairs(
    value: Mapping[str, object] | LazySequence[object, tuple[str, object]], *, in_order: bool
) -> Iterable[tuple[str, object]]:
    if isinstance(value, LazySequence):
        return value
    return sorted(value.items()) if in_order else value.items()
