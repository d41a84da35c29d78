"""Many districts in one go: each as on its own, whatever runs them."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click import UsageError
from click.testing import CliRunner, Result

from tests.districts.case import project as other_district
from toolchain.cli import batch_commands, cli
from toolchain.cycle.paths import Project
from toolchain.cycle.regions import running as many
from toolchain.cycle.regions import summary_files
from toolchain.cycle.regions.page import PAGE
from toolchain.cycle.regions.report import Report
from toolchain.model.problems import Severity
from toolchain.outbox.lock import BUSY
from toolchain.outbox.paths import ARCHIVE

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ("届次设置", "获奖台账", "申报书-01", "申报书-02", "申报书-03")
WHOLE, BROKEN, OTHER, EMPTY = "甲区", "乙区", "青禾区", "空区"
STRAY = "不是地区"
LOG = "_日志"
Alone = tuple[tuple[Report, ...], dict[str, bytes]]


def lay(folder: Path) -> tuple[many.Region, ...]:
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
    (folder / STRAY).mkdir()
    return many.found(folder, Project(ROOT, ROOT / "inbox", ROOT / "outbox"))


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
    reports = many.run_all(lay(folder))
    return reports, tree(folder)


@pytest.mark.slow
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
        reports = many.run_all(lay(tmp_path), executor, 2, done.append)
    assert sum(done) == 4
    assert (reports, tree(tmp_path)) == alone


def test_each_district_stands_where_it_would_alone(alone: Alone) -> None:
    reports, files = alone
    by_name = {report.name: report for report in reports}
    assert {name: report.exit for name, report in by_name.items()} == {WHOLE: 0, BROKEN: 1, OTHER: 0, EMPTY: 0}
    assert by_name[WHOLE].cycles[0].documents == sum(
        name.startswith(f"{WHOLE}/") and name.endswith(".docx") and f"/{ARCHIVE}/" not in name for name in files
    )
    assert (by_name[BROKEN].count(Severity.ERROR) or 0) >= 1
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
    assert [line.split()[0] for line in lines[:5]] == ["地区", STRAY, BROKEN, EMPTY, OTHER]
    assert f"{STRAY}：没有 inbox 文件夹" in result.stdout
    assert f"{OTHER}：参数或模板文件有误：office.toml" in result.stdout
    assert "共4个地区。" in lines[-1]
    assert tree(tmp_path) == {}
    told = json.loads(command(str(tmp_path), "--dry-run", "--json").stdout)
    assert not (tmp_path / summary_files.SUMMARY).exists(), "只说明将会怎样"
    assert [(item["name"], item["exit"]) for item in told["districts"]] == [
        (STRAY, 2),
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
    assert many.exit_code([Report("", code) for code in codes]) == all_


@pytest.fixture(scope="module")
def summed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three regions run by the command, one of them without an inbox."""
    folder = tmp_path_factory.mktemp("汇总")
    lay(folder)
    shutil.rmtree(folder / OTHER)
    assert command(str(folder)).exit_code == 2
    return folder


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    """Give a result sheet's rows by their labels."""
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]
    head = next(number for number, row in enumerate(cells) if row[1] is not None)
    return [dict(zip(cells[head], row, strict=True)) for row in cells[head + 1 :] if row[0] is not None]


def test_the_summary_has_a_line_for_every_region(summed: Path) -> None:
    rows = {row["地区"]: row for row in rows_of(summed / summary_files.SUMMARY / summary_files.WORKBOOK, "各地区")}
    assert set(rows) == {WHOLE, BROKEN, EMPTY, STRAY}
    whole = rows[WHOLE]
    assert (whole["届次"], whole["申报"], whole["获奖"], whole["这次运行"]) == ("示例2025届", 12, 4, "完成")
    assert whole["奖金（元）"] == 150_000
    assert rows[STRAY]["下一步或者原因"].startswith("没有 inbox 文件夹")
    faults = rows_of(summed / summary_files.SUMMARY / summary_files.WORKBOOK, "需修改的文件")
    assert [row["文件"] for row in faults if row["地区"] == BROKEN and row["文件"].startswith("申报书-01")]
    page = (summed / summary_files.SUMMARY / PAGE).read_text(encoding="utf-8")
    assert all(name in page for name in (WHOLE, BROKEN, EMPTY, STRAY))
    assert "://" not in page


def test_a_run_that_comes_to_the_same_is_kept_once(summed: Path) -> None:
    assert command(str(summed)).exit_code == 2
    assert [path.name for path in (summed / summary_files.SUMMARY / summary_files.RUNS).iterdir()] == ["0001.json"]
    before = summary_files.last_run(summed)
    assert before is not None
    (summed / EMPTY / "inbox" / "说明.txt").write_text("空", encoding="utf-8")
    shutil.rmtree(summed / STRAY)
    assert command(str(summed)).exit_code == 1
    assert len(list((summed / summary_files.SUMMARY / summary_files.RUNS).iterdir())) == 2
    (summed / STRAY).mkdir()


def test_a_second_run_is_refused(summed: Path) -> None:
    with summary_files.alone(summed):
        result = CliRunner().invoke(cli, ["districts", str(summed)], standalone_mode=False)
    assert str(result.exception).startswith(BUSY)


def test_a_region_that_is_at_work_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [Report("甲", 3, message=f"{BUSY}（刚刚开始）"), Report("甲", 0)]
    monkeypatch.setattr(many, "_once", lambda _: said.pop(0))
    monkeypatch.setattr(many, "_WAITS", (0.01,))
    here = many.Region("甲", Project(ROOT, ROOT / "inbox", ROOT / "outbox"))
    assert many.run(here).exit == 0


class Losing(Executor):
    """An executor whose worker for one region is lost, and that takes nothing more afterwards."""

    def __init__(self) -> None:
        self.lost = False

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future[Any]:
        if self.lost:
            raise BrokenExecutor("gone")
        future: Future[Any] = Future()
        if given[0].name == WHOLE:
            self.lost = True
            future.set_exception(BrokenExecutor("gone"))
        else:
            future.set_result(work(*given, **named))
        return future


def test_a_lost_worker_is_its_regions_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(many, "_once", lambda region: Report(region.name, 0))
    regions = lay(tmp_path)
    first = sorted(regions, key=lambda region: region.name != BROKEN)
    reports = {report.name: report for report in many.run_all(first, Losing())}
    assert reports[BROKEN].exit == 0
    assert reports[WHOLE].exit == 70
    assert "没有做完" in reports[WHOLE].message
    assert set(reports) == {region.name for region in regions}


def test_another_program_is_refused() -> None:
    project = Project(ROOT, ROOT / "inbox", ROOT / "outbox")
    report = many.run(many.Region("甲", project, program="别的程序"))
    assert (report.exit, "程序版本不同" in report.message) == (70, True)


def test_a_wrong_address_is_said() -> None:
    pytest.importorskip("distributed", reason="未安装 distributed（可选组件 cluster），集群的地址未核对")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    here = str(ROOT / "examples")
    result = CliRunner().invoke(cli, ["letters", "--cluster", address, here], standalone_mode=False)
    assert result.exit_code != 0
    with pytest.raises(UsageError, match="连不上 Dask 调度器"), batch_commands._cluster(address):
        pass


def test_statistics_over_regions_and_years(summed: Path) -> None:
    pl = pytest.importorskip("polars", reason="未安装 polars（可选组件 statistics），统计未核对")
    result = CliRunner().invoke(cli, ["statistics", str(summed)])
    assert result.exit_code == 0, result.output
    folder = summed / summary_files.SUMMARY / "统计"
    applied = pl.read_parquet(folder / "申报.parquet")
    assert applied.filter(pl.col("地区") == WHOLE).height == 12
    assert pl.read_csv(folder / "申报.csv").height == applied.height
    trades = rows_of(folder / "统计.xlsx", "行业")
    assert sum(row["申报"] for row in trades) == applied.height
    assert sum(row["获奖"] for row in trades) == 4
    awarded = pl.read_parquet(folder / "获奖.parquet")
    assert awarded.select("地区", "统一社会信用代码", "公告日期").is_duplicated().sum() == 0
    assert {row["步骤"] for row in rows_of(folder / "统计.xlsx", "各步用时")} >= {"申报截止", "评委会全体会议投票"}
    assert rows_of(folder / "统计.xlsx", "奖金用途")


def test_statistics_need_a_run(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["statistics", str(tmp_path)], standalone_mode=False)
    assert "请先运行 make districts" in str(result.exception)
