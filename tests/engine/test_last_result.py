from __future__ import annotations

import pytest

from toolchain.engine.last_result import cache_last_result


def test_only_the_last_result_is_kept() -> None:
    asked: list[tuple[list[int], int]] = []

    @cache_last_result
    def total(numbers: list[int], more: int = 0) -> int:
        asked.append((numbers, more))
        return sum(numbers) + more

    assert [total([1, 2]), total([1, 2]), total([1, 2], more=0), total([1, 2], 1), total([3]), total([1, 2])] == [
        3,
        3,
        3,
        4,
        3,
        3,
    ]
    assert asked == [([1, 2], 0), ([1, 2], 0), ([1, 2], 1), ([3], 0), ([1, 2], 0)]


def test_what_fails_is_asked_again() -> None:
    answers = iter([ValueError("first"), "then"])

    @cache_last_result
    def answer(_: str) -> str:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(ValueError, match="first"):
        answer("?")
    assert answer("?") == answer("?") == "then"
