"""The words of a closed vocabulary: those of every rule set, and those that only some rule sets use."""

from __future__ import annotations

from collections.abc import Collection

from toolchain.model.rare_vocabulary import RARE
from toolchain.model.schema import Column


def offered(column: Column, rare: Collection[str] = ()) -> tuple[str, ...]:
    """List the words that a drop-down offers: those of every rule set, and the ``rare`` ones that this one uses.

    A rare word is read wherever it stands, but never guessed or suggested.
    """
    return tuple(choice for choice in column.choices if choice not in RARE or choice in rare)
