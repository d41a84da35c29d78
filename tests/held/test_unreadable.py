"""A workbook that cannot be read for a moment: what it held when it was last read stands, and the run says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.held.desk import Office
from toolchain.cycle.example import FOLDER
from toolchain.cycle.pipeline import replay
from toolchain.cycle.resources import Resources
from toolchain.outbox.output import Word
from toolchain.outbox.verification import verify

pytestmark = pytest.mark.slow

HARMS: list[Callable[[bytes], bytes]] = [
    lambda data: data[:5000],
    lambda _: b"",
    lambda data: data[:900] + data[1100:],
]


@pytest.mark.parametrize("book", ["部门核查", "届次设置", "评分表-E01", "获奖台账"])
@pytest.mark.parametrize("harm", HARMS, ids=["一半", "空的", "损坏"])
def test_what_was_read_before_stands(book: str, harm: Callable[[bytes], bytes], office: Office) -> None:
    path = office.path(book)
    before = path.read_bytes()
    path.write_bytes(harm(before))
    ran = office.run()
    assert {change.word for change in ran.publication.of(FOLDER)} == {Word.SAME}
    told = [item.code for item in ran.outcome.problems if item.at.file.endswith(path.name)]
    assert "W-FILE-98" in told
    assert any(code.startswith("E-FILE") for code in told)
    assert not ran.publication.vanished
    assert verify(office.project.outbox, replay(Resources.load(office.project))) == ()
    path.write_bytes(before)
    assert not [item for item in office.run().outcome.problems if item.blocks]


def test_one_that_was_never_read_is_not_made_up(office: Office) -> None:
    path = office.path("部门核查")
    (path.parent / "新来的.xlsx").write_bytes(path.read_bytes()[:5000])
    codes = [item.code for item in office.run().outcome.problems if item.at.file.endswith("新来的.xlsx")]
    assert codes
    assert "W-FILE-98" not in codes
