"""Batches: the same files whatever runs the work, in bounded memory, nothing overwritten."""

from __future__ import annotations

import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.rows import row_of
from toolchain.cli import cli
from toolchain.cycle import batch_letters
from toolchain.cycle.batch_letters import Laid
from toolchain.cycle.resources import Resources
from toolchain.model.schema import USCC
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.roster import ROSTER, Batch, LetterKind
from toolchain.model.workbook_declaration import Mark
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.blank import write

COUNT = 230


def awards(award: Award, count: int = COUNT) -> list[Award]:
    """Make a list of made-up laureates with codes that add up."""
    return [replace(award, uscc=code(number), name=f"新乡市第{number}制造有限公司") for number in range(1, count + 1)]


def code(number: int) -> USCC:
    from toolchain.model.identifiers import check_character, organisation_character

    inner = f"{number:08d}"
    body = f"91410702{inner}{organisation_character(inner)}"
    return USCC(body + check_character(body))


def roster(walked: tuple[Judgement, ...], kind: LetterKind, count: int = COUNT) -> bytes:
    j = walked[-1]
    known = j.record.all(Award)
    rows = {
        Batch: [row_of(Batch, kind=kind, dated=j.settings.cycle.announced)],
        type(j.settings.cycle): [j.settings.cycle],
    }
    mark = Mark(ROSTER.mark, ROSTER.version, j.settings.cycle.cycle)
    return write(ROSTER, mark, {**rows, Award: awards(known[0], count)})


def ordered(
    walked: tuple[Judgement, ...], toolbox: Resources, kind: LetterKind, count: int = COUNT
) -> batch_letters.Roster:
    found = batch_letters.read_roster("名册.xlsx", roster(walked, kind, count), toolbox)
    assert [item for item in found.problems if item.blocks] == []
    assert len(found.awards) == count
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("kind", LetterKind)
def test_every_executor_makes_the_same_files(
    walked: tuple[Judgement, ...], toolbox: Resources, tmp_path: Path, kind: LetterKind
) -> None:
    found = ordered(walked, toolbox, kind)
    assert found.order is not None
    done: list[int] = []
    assert batch_letters.make(found.order, found.awards, tmp_path / "here", progress=done.append)[Laid.NEW] == COUNT
    assert sum(done) == COUNT
    with ProcessPoolExecutor(2) as executor:
        batch_letters.make(found.order, found.awards, tmp_path / "processes", executor)
    with ThreadPoolExecutor(3) as threads:
        batch_letters.make(found.order, found.awards, tmp_path / "threads", threads)
    here = files(tmp_path / "here")
    assert len(here) == COUNT
    assert here == files(tmp_path / "processes") == files(tmp_path / "threads")


def test_a_dask_cluster_makes_the_same_files(walked: tuple[Judgement, ...], toolbox: Resources, tmp_path: Path) -> None:
    distributed = pytest.importorskip(
        "distributed", reason="未安装 distributed（可选组件 cluster），集群上的结果未核对"
    )
    found = ordered(walked, toolbox, LetterKind.CERTIFICATE)
    assert found.order is not None
    batch_letters.make(found.order, found.awards, tmp_path / "here")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        batch_letters.make(found.order, found.awards, tmp_path / "cluster", executor)
    assert files(tmp_path / "here") == files(tmp_path / "cluster")


def test_nothing_is_overwritten(walked: tuple[Judgement, ...], toolbox: Resources, tmp_path: Path) -> None:
    found = ordered(walked, toolbox, LetterKind.CERTIFICATE, 3)
    assert found.order is not None
    batch_letters.make(found.order, found.awards, tmp_path)
    first = min(tmp_path.iterdir())
    first.write_bytes(b"edited")
    assert batch_letters.make(found.order, found.awards, tmp_path) == {Laid.NEW: 0, Laid.SAME: 2, Laid.BESIDE: 1}
    assert first.read_bytes() == b"edited"


def test_a_row_less_renames_nothing_and_is_told(
    walked: tuple[Judgement, ...], toolbox: Resources, tmp_path: Path
) -> None:
    found = ordered(walked, toolbox, LetterKind.CERTIFICATE, 5)
    assert found.order is not None
    batch_letters.make(found.order, found.awards, tmp_path)
    before = files(tmp_path)
    left = (*found.awards[:1], *found.awards[2:])
    (tmp_path / "killed.123.未完成").write_bytes(b"half")
    assert batch_letters.make(found.order, left, tmp_path) == {Laid.NEW: 0, Laid.SAME: 4, Laid.BESIDE: 0}
    assert files(tmp_path) == before
    (strange,) = batch_letters.not_listed(tmp_path, left)
    assert strange.startswith(found.awards[1].name)


def test_two_awards_of_one_organisation_have_two_files(walked: tuple[Judgement, ...], toolbox: Resources) -> None:
    found = ordered(walked, toolbox, LetterKind.CERTIFICATE, 1)
    one = found.awards[0]
    assert len(set(batch_letters.names([one, replace(one, certificate="其他"), one]))) == 3


def test_a_faulty_row_is_left_out_by_choice(walked: tuple[Judgement, ...], tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    book = load_workbook(BytesIO(roster(walked, LetterKind.CERTIFICATE, 3)))
    page = book[Award.sheet.title]
    cell = next(c for row in page.iter_rows() for c in row if c.value == code(2))
    cell.value = "91410702"
    book.save(path)
    refused = CliRunner().invoke(cli, ["letters", str(path)])
    assert refused.exit_code == 1
    assert "--rest" in refused.output
    assert not (tmp_path / "名册-获奖证书").exists()
    result = CliRunner().invoke(cli, ["letters", str(path), "--rest"])
    assert result.exit_code == 1
    assert "1行需要修改" in result.output
    assert len(list((tmp_path / "名册-获奖证书").iterdir())) == 2


class Counting(Executor):
    """Runs pieces only when asked for results, and counts how many wait."""

    def __init__(self) -> None:
        self.waiting = self.most = 0

    def submit(self, work: Any, /, *args: Any, **named: Any) -> Future[Any]:
        del work, named
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        future: Future[Any] = Future()
        future.set_result({Laid.NEW: len(args[0].awards)})
        return future


def test_few_pieces_are_held_at_a_time(
    walked: tuple[Judgement, ...], toolbox: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolchain.cycle.batch_letters.PIECE", 1)
    found = ordered(walked, toolbox, LetterKind.CERTIFICATE)
    assert found.order is not None
    executor = Counting()

    def done(count: int) -> None:
        executor.waiting -= count

    assert batch_letters.make(found.order, found.awards, tmp_path, executor, progress=done)[Laid.NEW] == COUNT
    assert executor.waiting == 0
    assert executor.most < COUNT


def test_the_command_says_what_was_made(walked: tuple[Judgement, ...], tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(roster(walked, LetterKind.CERTIFICATE, 2))
    result = CliRunner().invoke(cli, ["letters", str(path)])
    assert result.exit_code == 0, result.output
    assert "2家单位的获奖证书" in result.output
    assert len(list((tmp_path / "名册-获奖证书").iterdir())) == 2


def test_a_blank_roster_is_asked_to_be_filled(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, ["letters", "--blank", "2026届", "--to", str(tmp_path)]).exit_code == 0
    result = CliRunner().invoke(cli, ["letters", str(tmp_path / "名册.xlsx")])
    assert result.exit_code == 1
    assert "没有制作文书" in result.output


@pytest.mark.parametrize("words", [["letters"], ["districts"]], ids=lambda words: words[0])
def test_without_the_library_a_cluster_is_refused_in_words(
    walked: tuple[Judgement, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(roster(walked, LetterKind.CERTIFICATE, 1))
    (tmp_path / "甲区" / "inbox").mkdir(parents=True)
    monkeypatch.setitem(sys.modules, "distributed", None)
    place = path if words == ["letters"] else tmp_path
    result = CliRunner().invoke(cli, [*words, str(place), "--cluster", "tcp://127.0.0.1:1"], standalone_mode=False)
    assert isinstance(result.exception, click.UsageError)
    assert "没有安装集群组件" in str(result.exception)


def test_the_command_gives_the_work_to_a_cluster(walked: tuple[Judgement, ...], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="未安装 distributed（可选组件 cluster），命令未核对")
    path = tmp_path / "名册.xlsx"
    path.write_bytes(roster(walked, LetterKind.CERTIFICATE, 3))
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster:
        result = CliRunner().invoke(cli, ["letters", str(path), "--cluster", cluster.scheduler_address])
    assert result.exit_code == 0, result.output
    assert len(list((tmp_path / "名册-获奖证书").iterdir())) == 3
