"""One wrong cell in the middle of a cycle: nothing of anybody is moved or changed, and mending it mends everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.held.desk import MADE_ANEW, Edit, Office
from tests.held.everyday import EVERYDAY, HELD
from toolchain.cycle.example import FOLDER
from toolchain.cycle.pipeline import replay
from toolchain.cycle.resources import Resources
from toolchain.outbox.output import Word
from toolchain.outbox.verification import verify

pytestmark = pytest.mark.slow

SETTINGS = Edit("届次设置", "届次", "评审公告发布日期", "三月上旬")
"""Without this cell nothing of the cycle can be judged."""


@pytest.mark.parametrize("kind", EVERYDAY)
def test_one_wrong_cell_moves_and_changes_nothing(kind: str, office: Office) -> None:
    edit = EVERYDAY[kind]
    office.edit(edit)
    ran = office.run()
    assert [item for item in ran.outcome.problems if item.blocks]
    assert (ran.moved, ran.changed, ran.added, ran.withdrawn) == ([], [], [], ())
    held = [change for change in ran.publication.of(FOLDER) if change.word is Word.HELD]
    assert all(f"“{edit.sheet}”" in change.reason for change in held)
    assert len(held) == HELD[kind]


def accounts(folder: Path) -> set[str]:
    """Name what lies beside the folders of the stages."""
    found = [path for path in (*folder.iterdir(), *(folder / "公开").iterdir()) if path.is_file()]
    return {path.relative_to(folder).as_posix() for path in found}


def test_the_accounts_of_the_whole_cycle_stay_while_the_settings_are_wrong(office: Office) -> None:
    """What is made anew by every run is all that lies beside the stages, and none of it goes with one wrong cell."""
    folder = office.project.outbox / FOLDER
    assert accounts(folder) == MADE_ANEW
    office.edit(SETTINGS)
    ran = office.run()
    assert ran.outcome.cycles[0].judgement is None
    assert accounts(folder) == MADE_ANEW
    assert (ran.moved, ran.changed, ran.added, ran.withdrawn) == ([], [], [], ())


def test_nobody_waits_for_somebody_elses_cell(office: Office) -> None:
    office.edit(EVERYDAY["收件登记的日期"])
    told = {change.path: change.word for change in office.run().publication.of(FOLDER)}
    same = [
        "02-受理/03-受理通知书-新乡市启明电气科技有限公司.docx",
        "03-资格审查/09-现场评审通知书-红旗区康宁养老服务中心.docx",
        "04-评审组/10-评审员抽取记录-服务业组.docx",
        "04-评审组/11-评审员聘书-E04赵敏.docx",
        "04-评审组/空白表/评分表-服务业组-E04赵敏.xlsx",
        "09-获奖后/33-撤销称号公告（第一款）-新乡市新飞越电子有限公司-S01.docx",
    ]
    held = [
        "02-受理/03-受理通知书-新乡市恒拓精密机械有限公司.docx",
        "04-评审组/10-评审员抽取记录-制造业组.docx",
        "05-评审/14-评审报告.docx",
        "08-审定/23-授奖公告.docx",
    ]
    assert {path: told[path] for path in same} == dict.fromkeys(same, Word.SAME)
    assert {path: told[path] for path in held} == dict.fromkeys(held, Word.HELD)


def test_the_others_papers_are_made_while_one_waits(office: Office) -> None:
    """From nothing: whoever is decided gets the papers, lists of all are not laid."""
    office.edit(EVERYDAY["部门核查的日期"])
    shutil.rmtree(office.project.outbox)
    ran = office.run()
    made = set(ran.after)
    assert "03-资格审查/07-资格审查表-新乡市启明电气科技有限公司.docx" in made
    assert "04-评审组/10-评审员抽取记录-服务业组.docx" in made
    assert not [path for path in made if path.startswith(("05-", "06-", "07-", "08-"))]
    assert "03-资格审查/07-资格审查表-新乡市恒拓精密机械有限公司.docx" not in made


@pytest.mark.parametrize("kind", ["部门核查的日期", "证书编号"])
def test_what_is_held_is_verified_and_comes_back(kind: str, office: Office, whole: Office) -> None:
    edit = EVERYDAY[kind]
    office.edit(edit)
    office.run()
    outbox = office.project.outbox
    assert verify(outbox, replay(Resources.load(office.project))) == ()
    again = office.run()
    assert {change.word for change in again.publication.of(FOLDER)} == {Word.SAME, Word.HELD}
    office.path(edit.book).write_bytes(whole.path(edit.book).read_bytes())
    mended = office.run()
    assert office.files() == whole.files()
    assert Word.HELD not in {change.word for change in mended.publication.of(FOLDER)}
    assert verify(outbox, replay(Resources.load(office.project))) == ()


def test_a_held_file_that_was_touched_is_named(office: Office) -> None:
    [paper] = (office.project.outbox / FOLDER / "05-评审").glob("14-*.docx")
    paper.write_bytes(paper.read_bytes() + b" ")
    office.edit(EVERYDAY["评分"])
    ran = office.run()
    [told] = [change for change in ran.publication.of(FOLDER) if change.path.endswith(paper.name)]
    assert told.word is Word.HELD
    assert "手工修改" in told.reason
    assert any(item.path.endswith(paper.name) for item in verify(office.project.outbox))
