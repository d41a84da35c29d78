"""The commands that do the same for many: certificates or notices of a roster, the cycles of many districts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolchain.cli.common import EDITED, PROBLEMS, columns, folders, show
from toolchain.cycle.paths import Project

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from toolchain.stages.judgement import Judgement

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PATIENCE = "10s"
"""How long a scheduler has to answer."""
_NAMED = 3
"""Files that are named where there may be many."""

_MOST = 61 if sys.platform == "win32" else 512
"""Processes at a time; Windows waits for no more."""

_FEW = 200
"""Up to so many documents are made before other processes would have started."""


@click.command(short_help="按名册成批制作证书或提醒")
@folders
@click.argument("roster", type=_FILE, metavar="名册", required=False)
@click.option("--blank", "name", metavar="届次", help="不制作文书，只给出这一届的空白名册")
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="放到哪个文件夹")
@click.option("--jobs", type=click.IntRange(1, 512), help="同时用几个进程，不写时用全部处理器")
@click.option("--cluster", metavar="地址", help="交给 Dask 集群的调度器制作（各机器共用同一文件夹）")
@click.option("--rest", is_flag=True, help="名册里有几行要改的，先做其余各行")
def letters(
    project: Project,
    roster: Path | None,
    name: str | None,
    target: Path | None,
    jobs: int | None,
    cluster: str | None,
    *,
    rest: bool,
) -> None:
    """按一份名册为每家单位制作一份获奖证书或有效期届满提醒；已有而内容不同的文件不覆盖。"""
    from toolchain.cycle import batch_letters as batches
    from toolchain.cycle.resources import Resources

    if name is not None:
        path = (target or project.root) / "名册.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise click.UsageError(f"{path} 已经存在，没有覆盖；请用 --to 另选文件夹")
        path.write_bytes(batches.blank(name, known := _judged(project, name)))
        filled = f"已填好届次和{len(known.announced)}家获奖单位，" if known is not None else ""
        show([f"空白名册在 {path}。{filled}填好后运行 letters。"])
        return
    if roster is None:
        raise click.UsageError("请写明名册文件；还没有名册的先用 --blank 2026届 领取")
    toolbox = Resources.load(project)
    found = batches.read_roster(roster.name, roster.read_bytes(), toolbox)
    told = sorted(found.problems, key=lambda item: item.order)
    show(f"【{item.severity.value}】{item.at}：{toolbox.wording.describe(item)}" for item in told)
    if found.order is None or (found.faulty and not rest):
        more = "；先做其余各行的，加 --rest（make letters 后面写 REST=1）" if found.order is not None else ""
        show([f"名册需要修改，没有制作文书{more}。"])
        sys.exit(PROBLEMS)
    folder = target or roster.parent / f"{roster.stem}-{found.order.batch.kind}"
    count = len(found.awards)
    with _many(count, jobs, cluster) as (executor, workers), _bar(count, "制作文书") as bar:
        counts = batches.make(found.order, found.awards, folder, executor, workers, bar.update)
    words = "，".join(f"{word.value}{count}" for word, count in counts.items() if count)
    show([f"{count}家单位的{found.order.batch.kind}在 {folder}：{words or '名册里没有单位'}。"])
    if strange := batches.not_listed(folder, found.awards):
        some = "、".join(strange[:_NAMED]) + " 等" * (len(strange) > _NAMED)
        show([f"文件夹里另有{len(strange)}份不在这份名册里，没有动：{some}。"])
    if found.faulty:
        show([f"名册里有{found.faulty}行需要修改，没有制作；改好后再运行，其余的不会重做。"])
        sys.exit(PROBLEMS)
    sys.exit(EDITED if counts[batches.Laid.BESIDE] else 0)


@click.command(short_help="一次处理许多地区的收件箱")
@folders
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="文件夹")
@click.option("--json", "as_json", is_flag=True, help="结果以一个 JSON 对象输出到标准输出")
@click.option("--dry-run", is_flag=True, help="只说明将会怎样，不写任何文件")
@click.option("--full", is_flag=True, help="不用上次运行留下的记忆，全部重读、重做")
@click.option("--jobs", type=click.IntRange(1, 512), help="同时处理几个地区，不写时用全部处理器")
@click.option("--cluster", metavar="地址", help="交给 Dask 集群的调度器（各机器共用同一文件夹）")
def districts(
    project: Project, folder: Path, as_json: bool, dry_run: bool, full: bool, jobs: int | None, cluster: str | None
) -> None:
    """处理一个文件夹里各地区的收件箱，每个地区如同单独运行 cycle，最后列一张总表；有自己 templates 的地区用自己的。"""
    from toolchain.cycle.regions import running, summary_files
    from toolchain.cycle.regions.tables import brief

    options = tuple(name for name, wanted in (("--dry-run", dry_run), ("--full", full)) if wanted)
    program = running.program_digest() if cluster is not None else ""
    found = running.found(folder, project, options, program)
    if not found:
        raise click.UsageError(f"{folder} 里没有地区：每个地区一个文件夹，里面有自己的 inbox")
    with nullcontext() if dry_run else summary_files.alone(folder):
        with _each(jobs, cluster) as (executor, workers), _bar(len(found), "处理地区") as bar:
            made = running.run_all(found, executor, workers, bar.update)
        reports = running.by_name((*made, *running.without_inbox(folder)))
        place = None if dry_run else summary_files.keep(folder, reports, project.templates)
    code = running.exit_code(reports)
    if as_json:
        click.echo(json.dumps(summary_files.told(reports, code), ensure_ascii=False, indent=1))
    else:
        messages = [f"{report.name}：{report.message}" for report in reports if report.message]
        show([*columns(brief(reports)), *messages, f"共{len(reports)}个地区。"])
        show([f"汇总在 {place}。"] if place is not None else [])
    sys.exit(code)


@click.command(short_help="各地区历年的统计")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="文件夹")
def statistics(folder: Path) -> None:
    """把 districts 最近一次的结果做成统计：行业、规模、年度、再次申报、撤销、奖金用途、各步用时。"""
    from toolchain.cycle.regions import summary_files

    reports = summary_files.last_run(folder)
    if reports is None:
        raise click.UsageError(f"{folder} 还没有汇总，请先运行 make districts FOLDER={folder}")
    try:
        from toolchain.cycle.regions import statistics as summed
    except ImportError as error:
        raise click.UsageError(f"没有安装统计组件，请先运行 {sys.executable} -m toolchain.set_up statistics") from error
    with summary_files.alone(folder):
        for name, data in summed.files(reports):
            summary_files.write(folder, f"{summed.FOLDER}/{name}", data)
    show([f"统计在 {folder / summary_files.SUMMARY / summed.FOLDER}。"])


def _judged(project: Project, name: str) -> Judgement | None:
    """Give what the inbox tells of a cycle, where it has one of that name."""
    from toolchain.cycle.pipeline import run
    from toolchain.cycle.resources import Resources

    if not project.inbox.is_dir():
        return None
    cycles = run(Resources.load(project)).cycles
    return next((item.judgement for item in cycles if item.record.cycle == name), None)


def _bar(length: int, label: str) -> Any:  # noqa: ANN401 - click's bar
    return click.progressbar(length=length, label=label, file=sys.stderr, show_pos=True)


Running = tuple["Executor | None", int | None]
"""What runs the work, None for this process, and how much of it at a time, None for one on each processor."""


@contextmanager
def _many(count: int, jobs: int | None, cluster: str | None) -> Iterator[Running]:
    """Give what runs much small work: this process for few, the machine's processors for many, a cluster if named."""
    if cluster is not None:
        with _cluster(cluster) as running:
            yield running
    elif count <= _FEW or jobs == 1:
        yield None, None
    else:
        from concurrent.futures import ProcessPoolExecutor

        from toolchain.engine.confined_process import end_with_parent

        most = min(jobs or os.cpu_count() or 1, _MOST)
        with ProcessPoolExecutor(most, initializer=end_with_parent) as executor:
            yield executor, most


@contextmanager
def _each(jobs: int | None, cluster: str | None) -> Iterator[Running]:
    """Give what waits for work that is in processes of its own."""
    if cluster is not None:
        with _cluster(cluster) as running:
            yield running
    else:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(jobs or os.cpu_count()) as executor:
            yield executor, jobs


@contextmanager
def _cluster(address: str) -> Iterator[Running]:
    """Give a cluster's executor and the number of its threads.

    Raises:
        click.UsageError: the cluster's library is not installed.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise click.UsageError("没有安装集群组件，请在本程序的文件夹里运行 pip install '.[cluster]'") from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise click.UsageError(
            f"连不上 Dask 调度器 {address}（{type(error).__name__}），请核对地址、端口和防火墙"
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise click.UsageError(f"Dask 调度器 {address} 下面没有一台工作的电脑，请先在各台启动 dask worker")
        with client.get_executor() as executor:
            yield executor, threads


COMMANDS = (letters, districts, statistics)
