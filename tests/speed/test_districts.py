"""Many districts in one go: each as on its own, whatever runs them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.districts.case import project as other_district
from toolchain.cli import cli
from toolchain.cycle import districts
from toolchain.cycle.paths import Project

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ("届次设置", "获奖台账", "申报书-01", "申报书-02", "申报书-03")
WHOLE, BROKEN, OTHER, EMPTY = "甲区", "乙区", "青禾区", "空区"
LOG = "_日志"
Alone = tuple[tuple[districts.Report, ...], dict[str, bytes]]


def lay(folder: Path) -> tuple[districts.District, ...]:
    """Lay out four districts: a whole cycle, a broken file, templates of its own, no tables at all."""
    for name, books in ((WHOLE, ("",)), (BROKEN, BOOKS)):
        (folder / name / "inbox").mkdir(parents=True)
        for path in (ROOT / "inbox").rglob("*.xlsx"):
            if path.name.startswith(books):
                shutil.copy(path, folder / name / "inbox")
    next((folder / BROKEN / "inbox").glob("申报书-01*")).write_bytes(b"PK\3\4")
    (folder / OTHER).mkdir()
    other_district(folder / OTHER)
    shutil.copy(next((ROOT / "inbox").rglob("届次设置*.xlsx")), folder / OTHER / "inbox")
    (folder / EMPTY / "inbox").mkdir(parents=True)
    (folder / "不是地区").mkdir()
    return districts.found(folder, Project(ROOT, ROOT / "inbox", ROOT / "outbox"))


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file of the districts' outboxes but the log and what is remembered, which tell the time."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob("*/outbox/**/*"))
        if path.is_file() and not any(part == LOG or part[0] == "." for part in path.relative_to(folder).parts)
    }


@contextmanager
def cluster() -> Iterator[Executor]:
    distributed = pytest.importorskip(
        "distributed", reason="未安装 distributed（可选组件 cluster），集群上的结果未核对"
    )
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local,
        distributed.Client(local) as client,
        client.get_executor() as executor,
    ):
        yield executor


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Alone:
    """Each district on its own, one after the other, by the command that a district uses."""
    folder = tmp_path_factory.mktemp("逐个")
    reports = districts.run_all(lay(folder))
    return reports, tree(folder)


@pytest.mark.parametrize(
    "running",
    [lambda: ThreadPoolExecutor(2), lambda: ProcessPoolExecutor(2), cluster],
    ids=["线程", "进程", "Dask集群"],
)
def test_every_executor_makes_the_same_files(
    running: Callable[[], AbstractContextManager[Executor]], alone: Alone, tmp_path: Path
) -> None:
    done: list[int] = []
    with running() as executor:
        reports = districts.run_all(lay(tmp_path), executor, 2, done.append)
    assert sum(done) == 4
    assert (reports, tree(tmp_path)) == alone


def test_each_district_stands_where_it_would_alone(alone: Alone) -> None:
    reports, files = alone
    by_name = {report.name: report for report in reports}
    assert {name: report.exit for name, report in by_name.items()} == {WHOLE: 0, BROKEN: 1, OTHER: 0, EMPTY: 0}
    assert by_name[WHOLE].cycles[0].documents == sum(
        name.startswith(f"{WHOLE}/") and name.endswith(".docx") for name in files
    )
    assert by_name[BROKEN].counts["需修改"] >= 1
    assert by_name[EMPTY].cycles == ()
    assert not any(name.startswith(f"{EMPTY}/") and name.endswith((".docx", ".xlsx")) for name in files)


def command(*words: str) -> Result:
    return CliRunner().invoke(cli, ["districts", *words])


def test_the_command_shows_one_table_and_leaves_with_the_gravest_code(tmp_path: Path) -> None:
    lay(tmp_path)
    shutil.rmtree(tmp_path / WHOLE)
    (tmp_path / OTHER / "templates" / "office.toml").write_text("[", encoding="utf-8")
    result = command(str(tmp_path), "--dry-run")
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["地区", BROKEN, EMPTY, OTHER]
    assert f"{OTHER}：参数或模板文件有误：office.toml" in result.stdout
    assert "共3个地区。" in lines[-1]
    assert tree(tmp_path) == {}
    told = json.loads(command(str(tmp_path), "--dry-run", "--json").stdout)
    assert [(item["name"], item["exit"]) for item in told["districts"]] == [
        (BROKEN, 1),
        (EMPTY, 0),
        (OTHER, 3),
    ]


def test_a_folder_without_districts_is_refused_in_words(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["districts", str(tmp_path)], standalone_mode=False)
    assert "里没有地区" in str(result.exception)


@pytest.mark.parametrize(
    ("codes", "all_"), [((), 0), ((0, 0), 0), ((0, 4), 4), ((4, 1, 0), 1), ((1, 3), 3), ((3, 70), 70), ((0, -9), 70)]
)
def test_the_gravest_code(codes: tuple[int, ...], all_: int) -> None:
    assert districts.exit_code(districts.Report("", code) for code in codes) == all_
