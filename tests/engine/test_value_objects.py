from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolchain.engine.value_objects import Declared, Value


class Shared(Declared):
    """Fields with and without defaults, one that does not count, a constant of the class."""

    at: int = field(default=0, compare=False, repr=False)
    name: str
    points: tuple[int, ...] = ()
    kind: ClassVar[str] = "constant"


@dataclass(frozen=True, kw_only=True)
class Own:
    """The same with methods of its own."""

    at: int = field(default=0, compare=False, repr=False)
    name: str
    points: tuple[int, ...] = ()
    kind: ClassVar[str] = "constant"


class Longer(Shared):
    """One field more."""

    more: bool = False


VALUES = st.fixed_dictionaries(
    {"name": st.text()}, optional={"at": st.integers(), "points": st.lists(st.integers()).map(tuple)}
)


@given(VALUES, VALUES)
def test_it_does_what_a_dataclass_does(one: dict[str, Any], other: dict[str, Any]) -> None:
    shared, own = Shared(**one), Own(**one)
    assert [item.name for item in fields(shared)] == [item.name for item in fields(own)]
    assert [getattr(shared, item.name) for item in fields(own)] == [getattr(own, item.name) for item in fields(own)]
    assert repr(shared) == repr(own).replace("Own", "Shared")
    assert (shared == Shared(**other)) == (own == Own(**other))
    assert hash(shared) == hash(own)
    changed, as_well = replace(shared, **other), replace(own, **other)
    assert repr(changed) == repr(as_well).replace("Own", "Shared")
    assert changed.at == as_well.at


def test_values_of_other_classes_are_others() -> None:
    assert Shared(name="a") != Longer(name="a")
    assert Shared(name="a") != Own(name="a")
    assert Longer(name="a", more=True) != Longer(name="a")


@pytest.mark.parametrize("given", [{}, {"at": 1}, {"name": "a", "wrong": 1}])
def test_fields_that_are_missing_or_unknown_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"^Shared: missing or unknown: (name|wrong)$"):
        Shared(**given)


def test_nothing_can_be_changed() -> None:
    value: Any = Shared(name="a")
    with pytest.raises(FrozenInstanceError):
        value.name = "b"
    with pytest.raises(FrozenInstanceError):
        del value.name
    with pytest.raises(FrozenInstanceError):
        value.other = "b"


def test_it_can_be_copied_and_sent() -> None:
    value = Longer(name="a", at=7, more=True)
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert (again, again.at) == (value, 7)


def test_defaults_are_the_same_for_all() -> None:
    with pytest.raises(TypeError, match="default_factory"):

        class Made(Declared):
            found: list[int] = field(default_factory=list)


class Placed(Value):
    """Fields that may be given by place."""

    first: str
    second: int = 2


def test_values_may_be_given_by_their_places() -> None:
    assert Placed("a") == Placed(first="a") == Placed("a", second=2)
    assert Placed("a", 3) == Placed("a", second=3)
    assert repr(Placed("a", 3)) == "Placed(first='a', second=3)"


@pytest.mark.parametrize(("values", "given"), [(("a", 1, 2), {}), (("a",), {"first": "b"}), ((), {"second": 1})])
def test_values_too_many_or_twice_or_missing_are_refused(values: tuple[Any, ...], given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"^Placed: (more values than fields|missing or unknown: first)$"):
        Placed(*values, **given)
