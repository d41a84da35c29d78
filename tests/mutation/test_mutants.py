"""The mutator and its list of equivalents: what is changed, and that no entry is stale."""

from __future__ import annotations

import pytest

from tests.mutation.equivalents import equivalents
from tests.mutation.mutants import mutants
from tests.mutation.running import every_mutant

SOURCE = '''
"""第十八条."""
from dataclasses import dataclass

@dataclass(frozen=True)
class Row:
    """A row."""
    count: int | None = None

def longer(days: int, least: int) -> bool:
    """Compare."""
    if days < least:
        return False
    return all(pair for pair in zip((1,), (2,), strict=True))
'''


def test_what_is_changed() -> None:
    found = [(item.at, item.what) for item in mutants("toolchain.regulation.sample", SOURCE)]
    assert found == [
        ("if days < least:", "Lt→GtE"),
        ("if days < least:", "Lt→LtE"),
        ("return False", "False→True"),
        ("return all(pair for pair in zip((1,), (2,), strict=True))", "1→0"),
        ("return all(pair for pair in zip((1,), (2,), strict=True))", "1→2"),
        ("return all(pair for pair in zip((1,), (2,), strict=True))", "2→1"),
        ("return all(pair for pair in zip((1,), (2,), strict=True))", "2→3"),
        ("return all(pair for pair in zip((1,), (2,), strict=True))", "all→any"),
        ("return all(pair for pair in zip((1,), (2,), strict=True))", "return→None"),
    ]


def test_every_mutant_is_python() -> None:
    for item in mutants("toolchain.regulation.sample", SOURCE):
        compile(item.source, item.name, "exec")
        assert item.source != SOURCE


@pytest.mark.parametrize("module", sorted({key[0] for key in equivalents()}))
def test_no_equivalent_is_stale(module: str) -> None:
    keys = [item.key for item in every_mutant([module])]
    listed = [key for key in equivalents() if key[0] == module]
    assert [key for key in listed if keys.count(key) != 1] == []
    assert all(equivalents()[key] for key in listed)
