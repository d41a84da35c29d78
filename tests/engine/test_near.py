"""The tests near a change are found by what tests import."""

from __future__ import annotations

from time import monotonic

import pytest

from tests.near import Budget, near, nearest


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


def test_those_come_first_that_import_least_besides() -> None:
    found = nearest(["toolchain/regulation/art04_quota.py"])
    assert found.index("tests/regulation/test_art04_quota.py") < found.index("tests/districts/test_vote_rules.py")


def test_after_its_time_no_test_begins() -> None:
    Budget(60).pytest_runtest_setup()
    late = Budget(0)
    late.ends = monotonic() - 1
    with pytest.raises(pytest.skip.Exception, match="make test"):
        late.pytest_runtest_setup()
