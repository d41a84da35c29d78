"""第四条: places kept for a class, shared by a ratio, capped, or shared by two grades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from toolchain.model.record import Application
from toolchain.model.rule_set.building import build
from toolchain.model.rule_set.numbers import Art04
from toolchain.model.rule_set.pools import Pool, wrong_class
from toolchain.model.rule_set.spans import Span
from toolchain.model.schema import USCC
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.art04_quota import Nomination, limits, nominate
from toolchain.regulation.art12_criteria import belongs
from toolchain.regulation.art17_vote import Tally

Nominate = Callable[..., Nomination]


def quota(first: int, second: int = 0, total: int = 0) -> Art04:
    return Art04(interval=Span.read("2年"), firm=True, new_laureates=first, nomination_places=second, total=total)


def pool(**said: object) -> Pool:
    return build(Pool, {"name": "一类", "article": "第四条", "of": "首次获奖", **said}, "办法.toml")


def names(tallies: tuple[Tally, ...]) -> str:
    return "".join(item.uscc for item in tallies)


@pytest.fixture
def nominated(apply: Callable[..., Application]) -> Nominate:
    """Fill the places: capital letters are small and specialised, the others make, letters after m serve."""

    def run(p: Art04, /, *pools: Pool, second: dict[str, int] | None = None, **favours: int) -> Nomination:
        def row(name: str) -> Applicant:
            trade = "服务业" if name.lower() > "m" else "制造业"
            special = YesNo.YES if name.isupper() else YesNo.NO
            return replace(apply().applicant, uscc=USCC(name), trade=trade, specialised=special)

        def tally(name: str, favour: int) -> Tally:
            return Tally(name, name, 17, 17, 0, 17, 17, favour, 17 - favour, 0, 0, 17, 12, favour >= 12)

        again = [tally(name, favour) for name, favour in (second or {}).items()]
        shared = limits(pools, map(row, favours), p)
        voted = [tally(name, favour) for name, favour in favours.items()]
        return nominate(voted, again, (), p, shared=shared)

    return run


def test_places_are_kept_for_a_class(nominated: Nominate) -> None:
    kept = pool(specialised=True, kept=1)
    assert names(nominated(quota(3), kept, a=17, b=16, c=15, D=12).first) == "abD"
    assert names(nominated(quota(3), kept, a=17, B=16, c=15, D=12).first) == "aBc"
    left = nominated(quota(3), kept, a=17, b=16, c=15)
    assert (names(left.first), left.vacant, names(left.surplus)) == ("ab", 1, "c")


def test_a_ratio_limits_both_sides(nominated: Nominate) -> None:
    making, serving = pool(trades=["制造业"], share="3/5"), pool(trades=["服务业"], share="2/5")
    found = nominated(quota(5), making, serving, a=17, b=17, c=17, d=16, n=15, o=14, r=13)
    assert names(found.first) == "abcno"
    assert names(found.surplus) == "dr"


def test_a_cap_leaves_the_place_to_the_next(nominated: Nominate) -> None:
    found = nominated(quota(2), pool(kinds=["企业"], trades=["制造业"], most=1), a=17, b=16, n=12)
    assert names(found.first) == "an"


def test_two_grades_share_their_places(nominated: Nominate) -> None:
    found = nominated(quota(2, 3, total=4), a=17, b=16, c=15, d=14, e=13)
    assert (names(found.first), names(found.nominated), names(found.surplus)) == ("ab", "cd", "e")
    found = nominated(quota(2, 4, total=4), a=17, b=17, c=15, d=14, e=13)
    assert names(found.nominated) == "cd"


def test_equal_votes_for_a_classs_last_place_are_left_to_people(nominated: Nominate) -> None:
    capped = pool(trades=["制造业"], most=1)
    found = nominated(quota(3), capped, a=16, b=16, n=14)
    assert (names(found.first), names(found.tied)) == ("", "ab")
    found = nominated(quota(3), capped, second={"a": 13, "b": 9}, a=16, b=16, n=14)
    assert (names(found.first), names(found.tied), names(found.surplus)) == ("an", "", "b")


def test_a_class_is_told_by_its_size(apply: Callable[..., Application]) -> None:
    row = replace(apply().applicant, employees=300)
    assert belongs(row, pool(employees_least=300, most=1))
    assert not belongs(row, pool(employees_least=301, most=1))
    assert belongs(row, pool(employees_most=300, most=1))
    assert not belongs(row, pool(employees_most=299, most=1))
    assert [*wrong_class(pool(employees_least=300, employees_most=299, most=1))] != []
    assert [*wrong_class(pool(employees_most=299, most=1))] == []
    assert [*wrong_class(pool(most=1))] != []
