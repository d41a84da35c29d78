"""The commands that hand things over: what goes to whom, and what comes in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolchain.cli.common import EDITED, PROBLEMS, USAGE, fail, folders, show, toolbox_of
from toolchain.cycle.paths import Project

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="把要发出去的按单位、部门、评审员、委员分好")
@folders
@click.option("--cycle", "name", metavar="届次", help="只分这一届；不写时收件箱里的各届都分")
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="放到哪个文件夹，默认为分发")
def pack(project: Project, name: str | None, target: Path | None) -> None:
    """每家单位、每个部门、每名评审员和委员一个文件夹和压缩包：文书、空白表、短信；另有分发清单和日历。"""
    from toolchain.cli.unchanged_run import judged
    from toolchain.cycle.pack import CALENDAR, LIST
    from toolchain.cycle.pack import pack as lay_out
    from toolchain.cycle.pipeline import folder_of
    from toolchain.model.problems import Unread, places

    outcome, toolbox = judged(project)
    cycles = [item for item in outcome.cycles if item.judgement is not None and name in {None, item.record.cycle}]
    if not cycles:
        raise click.UsageError("收件箱里没有这一届能用的《届次设置》" if name else "收件箱里还没有任何一届的表格")
    for cycle in cycles:
        folder = (target or project.root / "分发") / folder_of(cycle)
        try:
            packed = lay_out(cycle, toolbox, project.outbox / folder_of(cycle), folder)
        except Unread as unread:
            fail(PROBLEMS, f"{cycle.record.cycle}：没有分发。请先改正{places(unread.problems)}，再运行。")
        waiting = [item.recipient for item in packed.parcels if item.recipient.waits]
        drafts = sum(len(item.drafts) for item in packed.parcels)
        show([f"{cycle.record.cycle}：{len(packed.parcels)}份在 {folder}，这次新放入{packed.fresh}个文件。"])
        show([f"  清单 {LIST}（可作邮件合并），日历 {CALENDAR}（{packed.days}个日期），短信在各文件夹里。"])
        if packed.receipts:
            show([f"  收件回执{packed.receipts}份在其中的“收件回执”，写着读出的内容，请申报单位核对后签字盖章。"])
            show(["  “申报书（签章用）”里是同样内容的 Word 申报书：封面、各表、声明和签字盖章处。"])
        if waiting:
            show([f"  还没有交回的{len(waiting)}个：{'、'.join(f'{item.name}（{item.waits}）' for item in waiting)}。"])
        if drafts:
            show([f"  另有{drafts}份文书没有登记文号或日期，没有放入。"])
        if packed.missing:
            show([f"  outbox 里没有的{len(packed.missing)}个文件没有放入，请先运行 make cycle。"])


@click.command(short_help="逐格比较同一种表格的两份")
@folders
@click.argument("before", type=_FILE, metavar="先前的")
@click.argument("now", type=_FILE, metavar="后来的")
def compare(project: Project, before: Path, now: Path) -> None:
    """逐格比较一份表格的两个版本（如补正前后的申报书）：哪一格，原来是什么，现在是什么。"""
    from toolchain.inbox.reception import receive
    from toolchain.inbox.scan import ScannedFile
    from toolchain.model.secrecy import Secrets
    from toolchain.results.application_receipt import compared

    del project  # the folders are asked for as everywhere
    copies = [receive([ScannedFile(path.name, path.read_bytes())]).filled for path in (before, now)]
    for path, read in zip((before, now), copies, strict=True):
        if not read:
            raise click.UsageError(f"{path} 不是本系统的表格，或者不能读取")
    [[old], [new]] = copies
    if old.mark.template != new.mark.template:
        raise click.UsageError("两份不是同一种表格")
    found, secrets = compared(old, new), Secrets((old, new))
    for item in found:
        subject = f"（{item.subject}）" if item.subject else ""
        was, became = (secrets.told(text, new.file) or "（空）" for text in (item.before, item.now))
        show([f"“{item.sheet}”{item.cell} {item.label}{subject}：{was} → {became}"])
    show([f"共{len(found)}格不同。" if found else "两份的内容相同。"])


@click.command(short_help="把一届已印发的文书做成归档包")
@folders
@click.argument("cycle", metavar="届次")
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="放到哪个文件夹，默认为归档")
def archive(project: Project, cycle: str, target: Path | None) -> None:
    """已印发的文书编件号，连同 PDF/A、归档文件目录、所依据的表格和账本放进一个文件夹，附 sha256sum 能核对的清单。"""
    from toolchain.cycle.archive.archive_package import ArchiveFault, pack_cycle
    from toolchain.cycle.archive.file_list import SUMS
    from toolchain.cycle.pipeline import run
    from toolchain.model.chinese import safe_name

    toolbox = toolbox_of(project)
    folder = (target or project.root / "归档") / safe_name(cycle)
    try:
        packed = pack_cycle(toolbox, run(toolbox), cycle, folder)
    except ArchiveFault as fault:
        fail(USAGE, f"{fault}。")
    aside = f"，另有{packed.aside}份登记已取消的原件" if packed.aside else ""
    show([f"{cycle}：{len(packed.listed)}件已归档到 {folder}{aside}。"])
    show([f"核对：在该文件夹运行 sha256sum -c {SUMS}", *packed.messages])
    if packed.damaged:
        sys.exit(EDITED)


@click.command(short_help="把表格放进收件箱，换下原来的一份")
@folders
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="表格")
def receive(project: Project, files: tuple[Path, ...]) -> None:
    """把表格放进收件箱：同一份表格的旧稿换下来，移到“换下的表格”文件夹，不删。"""
    from toolchain.inbox.placement import Placing, place

    if not files:
        raise click.UsageError("没有写表格。把表格拖到“放入收件箱.bat”的图标上，可以一次拖几份。")
    project.inbox.mkdir(parents=True, exist_ok=True)
    refused = 0
    for item in place(files, project.inbox, project.root / "换下的表格"):
        refused += item.word is Placing.REFUSED
        show([f"{item.name}：{item.word.value}{f'（{item.reason}）' if item.reason else ''}。"])
    if refused < len(files):
        show(["接着双击“工作台.bat”，选 1 处理收件箱。"])
    sys.exit(PROBLEMS if refused else 0)


COMMANDS = (pack, compare, archive, receive)
