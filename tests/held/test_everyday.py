"""One wrong cell in the middle of a cycle: nothing of anybody is moved or changed, and mending it mends everything."""

from __future__ import annotations

import pytest

from tests.held.desk import Office
from tests.held.everyday import EVERYDAY
from toolchain.cycle.example import FOLDER
from toolchain.cycle.pipeline import replay
from toolchain.cycle.resources import Toolbox
from toolchain.outbox import Word, verify


@pytest.mark.parametrize("kind", EVERYDAY)
def test_one_wrong_cell_moves_and_changes_nothing(kind: str, office: Office) -> None:
    edit = EVERYDAY[kind]
    office.edit(edit)
    ran = office.run()
    assert [item for item in ran.outcome.problems if item.blocks]
    assert (ran.moved, ran.changed, ran.withdrawn) == ([], [], ())
    held = [change for change in ran.publication.of(FOLDER) if change.word is Word.HELD]
    assert held
    assert all(f"“{edit.sheet}”" in change.reason for change in held)


@pytest.mark.parametrize("kind", ["部门核查的日期", "证书编号"])
def test_what_is_held_is_verified_and_comes_back(kind: str, office: Office, whole: Office) -> None:
    edit = EVERYDAY[kind]
    office.edit(edit)
    office.run()
    outbox = office.project.outbox
    assert verify(outbox, replay(Toolbox.load(office.project))) == ()
    again = office.run()
    assert {change.word for change in again.publication.of(FOLDER)} == {Word.SAME, Word.HELD}
    office.path(edit.book).write_bytes(whole.path(edit.book).read_bytes())
    mended = office.run()
    assert office.files() == whole.files()
    assert Word.HELD not in {change.word for change in mended.publication.of(FOLDER)}
    assert verify(outbox, replay(Toolbox.load(office.project))) == ()


def test_a_held_file_that_was_touched_is_named(office: Office) -> None:
    [paper] = (office.project.outbox / FOLDER / "05-评审").glob("14-*.docx")
    paper.write_bytes(paper.read_bytes() + b" ")
    office.edit(EVERYDAY["评分"])
    ran = office.run()
    [told] = [change for change in ran.publication.of(FOLDER) if change.path.endswith(paper.name)]
    assert told.word is Word.HELD
    assert "手工修改" in told.reason
    assert any(item.path.endswith(paper.name) for item in verify(office.project.outbox))
