"""The tests near a change are found by what tests import."""

from __future__ import annotations

from tests.near import near


def test_a_changed_rule_is_told_by_the_tests_that_import_it() -> None:
    found = set(near(["toolchain/regulation/art04_quota.py"]))
    assert "tests/regulation/test_art04_quota.py" in found
    assert "tests/typesetting/test_render.py" not in found


def test_a_module_that_most_import_is_told_by_its_own_package() -> None:
    found = set(near(["toolchain/model/schema.py"]))
    assert found
    assert {path.split("/")[1] for path in found} == {"model"}


def test_a_changed_test_and_a_changed_helper_are_near() -> None:
    assert set(near(["tests/regulation/test_dates.py"])) == {"tests/regulation/test_dates.py"}
    assert "tests/workbooks/test_reader.py" in set(near(["tests/workbooks/sample.py"]))


def test_a_page_is_near_to_nothing() -> None:
    assert list(near(["docs/手册.md"])) == []
