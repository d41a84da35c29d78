"""One office for all tests of this folder, copied for each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.held.desk import Office


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The example with all papers made and none issued."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield Office(tmp_path_factory.mktemp("office") / "whole")


@pytest.fixture
def office(whole: Office, tmp_path: Path) -> Office:
    """A copy of it to put something wrong into."""
    return whole.copied(tmp_path / "office")
