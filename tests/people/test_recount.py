"""A stranger redoes draw, count and ranking from the result workbooks, with nothing of ours."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.leaks import units
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import produce, run
from toolchain.cycle.resources import Resources
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.committee import Ballot, Member
from toolchain.model.sheets.experts import Expert
from toolchain.results.published_tables import nominees

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "recount.py"
NEEDED = {"评审组抽取.xlsx", "计票统计.xlsx", "评分汇总与排名.xlsx"}
PUBLISHED = "复算用表.xlsx"


@pytest.fixture(scope="module")
def given() -> dict[str, bytes]:
    """Give the three result workbooks of the example."""
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox", ROOT / "outbox"))
    [folder] = [outputs for name, outputs in produce(run(toolbox), toolbox).items() if name.startswith("示例")]
    found = {Path(item.path).name: item.data for item in folder if "空白表" not in item.path}
    return {name: found[name] for name in (*NEEDED, PUBLISHED)}


@pytest.fixture
def folder(given: dict[str, bytes], tmp_path: Path) -> Path:
    for name in NEEDED:
        (tmp_path / name).write_bytes(given[name])
    return tmp_path


@pytest.fixture
def published(given: dict[str, bytes], tmp_path: Path) -> Path:
    (tmp_path / PUBLISHED).write_bytes(given[PUBLISHED])
    return tmp_path


def recount(folder: Path, *more: str) -> tuple[int, list[str]]:
    """Run the script in a Python that finds no package."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(SCRIPT), str(folder), *more]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def alter(path: Path, title: str, header: str, value: object) -> None:
    """Change the first cell under a header."""
    book = load_workbook(path)
    page = book[title]
    [head] = [cell for row in page.iter_rows() for cell in row if cell.value == header]
    page.cell(head.row + 1, head.column).value = value
    book.save(path)


def test_everything_is_redone_and_agrees(folder: Path) -> None:
    code, lines = recount(folder)
    assert code == 0
    assert all(line.startswith("相符 ") for line in lines)
    assert {line.partition("：")[0].removeprefix("相符 ") + ".xlsx" for line in lines} == NEEDED


def test_what_is_published_is_enough(published: Path, given: dict[str, bytes]) -> None:
    code, lines = recount(published, "2/3", "352614652316415263341625", "613245126354631452263154")
    assert code == 0
    with tempfile.TemporaryDirectory() as other:
        for name in NEEDED:
            (Path(other) / name).write_bytes(given[name])
        assert len(lines) == len(recount(Path(other))[1]), "as much is redone as from the office's own tables"


@pytest.mark.parametrize(
    ("title", "header", "value"),
    [
        ("抽取号", "SHA-256", "0" * 64),
        ("抽取号", "原文", "示例2025届|制造业组|1|99999999999999999999|E05"),
        ("专家名单", "是否进入抽取", "否"),
        ("计票", "同意", 3),
        ("计票", "是否通过", "未通过"),
        ("排名", "名次", 2),
        ("评审员得分", "综合得分", 999),
    ],
)
def test_what_was_altered_of_it_does_not_agree(published: Path, title: str, header: str, value: object) -> None:
    alter(published / PUBLISHED, title, header, value)
    assert recount(published)[0] == 1


def test_what_is_published_names_nobody_but_the_nominees(given: dict[str, bytes], example: CycleOutcome) -> None:
    judgement = example.judgement
    assert judgement is not None
    text = "\n".join(units(given[PUBLISHED]))
    people = {row.name for sheet in (Expert, Member) for row in example.record.all(sheet)}
    listed = {
        party.name for paper in example.papers if paper.document.number == 19 for party in paper.document.nominees
    }
    others = {row.name for row in example.record.all(Applicant)} - listed
    ballots = {row.number for row in example.record.all(Ballot)}
    assert len(people) > 20
    assert len(listed) >= 4
    assert len(others) >= 4
    assert len(ballots) > 50
    assert [word for word in (*people, *others, *ballots) if word in text] == []
    assert all(name in text for name in listed)


def test_nothing_is_published_before_the_list_is_issued(example: CycleOutcome) -> None:
    assert nominees(example.papers)
    assert nominees([paper for paper in example.papers if paper.document.number != 19]) == frozenset()


@pytest.mark.parametrize(
    ("name", "title", "header", "value"),
    [
        ("评审组抽取.xlsx", "抽取号", "SHA-256", "0" * 64),
        ("评审组抽取.xlsx", "抽取号", "专家编号", "E99"),
        ("计票统计.xlsx", "计票", "同意", 3),
        ("计票统计.xlsx", "计票", "是否通过", "未通过"),
        ("计票统计.xlsx", "计票", "须达票数", 5),
        ("评审组抽取.xlsx", "专家名单", "专家编号", "E98"),
        ("评审组抽取.xlsx", "专家名单", "是否进入抽取", "否"),
        ("评审组抽取.xlsx", "抽取号", "原文", "示例2025届|制造业组|1|99999999999999999999|E05"),
        ("评分汇总与排名.xlsx", "排名", "名次", 2),
        ("评分汇总与排名.xlsx", "排名", "综合得分（精确值）", "900"),
        ("评分汇总与排名.xlsx", "评审员得分", "综合得分", 100),
    ],
)
def test_whatever_was_altered_does_not_agree(folder: Path, name: str, title: str, header: str, value: object) -> None:
    alter(folder / name, title, header, value)
    code, lines = recount(folder)
    assert code == 1
    assert any(line.startswith("不符 ") for line in lines)


def test_another_seed_or_share_than_was_published_does_not_agree(folder: Path) -> None:
    assert recount(folder, "2/3", "352614652316415263341625", "613245126354631452263154")[0] == 0
    assert recount(folder, "2/3", "352614652316415263341626", "613245126354631452263154")[0] == 1
    assert recount(folder, "9/10")[0] == 1


def test_the_script_is_read_in_one_go() -> None:
    """Fifty lines that use the standard library alone."""
    text = SCRIPT.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith('"""')]
    assert len(lines) <= 50
    imported = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names


def test_nothing_to_redo_is_no_success(tmp_path: Path) -> None:
    assert recount(tmp_path) == (1, [])
