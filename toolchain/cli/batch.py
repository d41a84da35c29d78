"""The command that makes certificates or notices in batches."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from toolchain.cli.common import EDITED
from toolchain.cli.common import PROBLEMS
from toolchain.cli.common import folders
from toolchain.cli.common import show
from toolchain.project import Project

if TYPE_CHECKING:
    from concurrent.futures import Executor

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FEW = 200
"""Up to so many documents are made before other processes would have started."""


@click.command(short_help="按名册成批制作证书或提醒")
@folders
@click.argument("roster", type=_FILE, metavar="名册", required=False)
@click.option("--blank", "name", metavar="届次", help="不制作文书，只给出这一届的空白名册")
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="放到哪个文件夹")
@click.option("--jobs", type=click.IntRange(1, 512), help="同时用几个进程，不写时用全部处理器")
@click.option("--cluster", metavar="地址", help="交给 Dask 集群的调度器制作（各机器共用同一文件夹）")
def letters(
    project: Project, roster: Path | None, name: str | None, target: Path | None, jobs: int | None, cluster: str | None
) -> None:
    """按一份名册为每家单位制作一份获奖证书或有效期届满提醒；已有而内容不同的文件不覆盖。"""
    from toolchain import letters as batches
    from toolchain.toolbox import Toolbox

    if name is not None:
        path = (target or project.root) / "名册.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise click.UsageError(f"{path} 已经存在，没有覆盖；请用 --to 另选文件夹")
        path.write_bytes(batches.blank(name))
        show([f"空白名册在 {path}。填好后运行 letters。"])
        return
    if roster is None:
        raise click.UsageError("请写明名册文件；还没有名册的先用 --blank 2026届 领取")
    toolbox = Toolbox.load(project)
    found = batches.read_roster(roster.name, roster.read_bytes(), toolbox)
    told = sorted(found.problems, key=lambda item: item.order)
    show(f"【{item.severity.value}】{item.at}：{toolbox.wording.describe(item)}" for item in told)
    if found.order is None:
        show(["名册需要修改，没有制作文书。"])
        sys.exit(PROBLEMS)
    folder = target or roster.parent / f"{roster.stem}-{found.order.batch.kind}"
    with _executor(len(found.awards), jobs, cluster) as executor, _bar(len(found.awards)) as bar:
        counts = batches.make(found.order, found.awards, folder, executor, bar.update)
    words = "，".join(f"{word.value}{count}" for word, count in counts.items() if count)
    show([f"{len(found.awards)}家单位的{found.order.batch.kind}在 {folder}：{words or '名册里没有单位'}。"])
    sys.exit(EDITED if counts[batches.Laid.BESIDE] else 0)


def _bar(length: int) -> Any:  # noqa: ANN401 - click's bar
    return click.progressbar(length=length, label="制作文书", file=sys.stderr, show_pos=True)


@contextmanager
def _executor(count: int, jobs: int | None, cluster: str | None) -> Iterator[Executor | None]:
    """Give what runs the work: this process for few, the machine's processors for many, a cluster where one is named.

    Raises:
        click.UsageError: the cluster's library is not installed.
    """
    if cluster is not None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise click.UsageError("没有安装集群组件，请运行 pip install 'quality-award-toolchain[cluster]'") from error
        with distributed.Client(cluster) as client, client.get_executor() as executor:
            yield executor
    elif count <= _FEW or jobs == 1:
        yield None
    else:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(jobs or os.cpu_count()) as executor:
            yield executor
