"""The commands of the office's staff."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolchain.cli.common import detailed, filled, folders, progress_of, say, show, toolbox_of
from toolchain.cycle.paths import Project
from toolchain.cycle.verbosity import Verbosity

if TYPE_CHECKING:
    from toolchain.cycle.outcome import Outcome
    from toolchain.cycle.resources import Resources

EXAMPLE_RULES = "2022-76.toml"
_NOTED = re.compile("[0-9a-fA-F]{16,64}")
"""First digits of a digest that nobody meets by chance."""

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="处理收件箱，产出文书和结果")
@folders
@click.option("--json", "as_json", is_flag=True, help="结果以一个 JSON 对象输出到标准输出")
@click.option("--dry-run", is_flag=True, help="只说明将会怎样，不写任何文件")
@detailed
@click.option("--full", is_flag=True, help="不用上次运行留下的记忆，全部重读、重做；结果相同，只是慢一些")
def cycle(project: Project, as_json: bool, dry_run: bool, detail: Verbosity, full: bool) -> None:
    """处理收件箱里的全部表格，每一届做到现有事实允许的一步，结果放进 outbox。"""
    from toolchain.cli.unchanged_run import RepeatableRun

    once = RepeatableRun.of(project, full=full)
    once.repeat("cycle", as_json=as_json, detail=detail, noting=not dry_run)
    progress = progress_of(Verbosity.BRIEF if as_json else detail)
    outcome, publication, toolbox = once.cycle(progress, dry=dry_run, as_json=as_json)
    progress("")
    say(outcome, publication, toolbox, as_json=as_json, detail=detail)
    from toolchain.cli.report.exit_codes import exit_code

    sys.exit(exit_code(outcome, publication))


@click.command(short_help="只核对表格，不产出文书")
@folders
@click.option("--json", "as_json", is_flag=True, help="结果以一个 JSON 对象输出到标准输出")
@detailed
def check(project: Project, as_json: bool, detail: Verbosity) -> None:
    """核对收件箱里的全部表格并说明各届进度，不写任何文件。"""
    from toolchain.cli.unchanged_run import RepeatableRun

    once = RepeatableRun.of(project)
    once.repeat("check", as_json=as_json, detail=detail)
    outcome, toolbox = once.check()
    from toolchain.cli.report.exit_codes import exit_code

    say(outcome, None, toolbox, as_json=as_json, detail=detail)
    sys.exit(exit_code(outcome, None))


@click.command(short_help="制作空白表")
@folders
@click.option("--cycle", "name", help="届次名称；不写时为收件箱里的各届制作")
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="放到哪个文件夹")
@detailed
def blanks(project: Project, name: str | None, target: Path | None, detail: Verbosity) -> None:
    """制作十四种空白表；收件箱里已有的情况（单位、评审组、候选名单）预先填好。"""
    from toolchain.cli.unchanged_run import judged

    outcome, toolbox = judged(project)
    names = [name] if name else [item.record.cycle for item in outcome.cycles]
    if not names:
        raise click.UsageError("收件箱里还没有任何一届的表格，请写明届次，例如 make blanks CYCLE=2026届")
    for wanted in names:
        show(_laid(wanted, outcome, toolbox, target, detail, {}))


def _laid(  # what a new cycle needs
    name: str, outcome: Outcome, toolbox: Resources, target: Path | None, detail: Verbosity, dates: Mapping[str, object]
) -> Iterator[str]:
    from toolchain.cycle.example import FOLDER
    from toolchain.cycle.pipeline import cycle_before, lay_blanks
    from toolchain.model.chinese import safe_name

    folder = (target or toolbox.project.outbox / "空白表") / safe_name(name)
    before = cycle_before(name, outcome, apart=(FOLDER,))
    made = lay_blanks(name, outcome, toolbox, folder, before, dates)
    yield f"{name}：{len(made)}份空白表在 {folder}。"
    if before is not None and detail is not Verbosity.BRIEF:
        yield f"获奖台账、专家库和联系方式由{before.settings.cycle.cycle}带入，请核对。"
    if detail is Verbosity.WHOLE:
        yield from (f"  {path.name}" for path in made)


@click.command(short_help="开始新的一届")
@folders
@click.argument("name", metavar="届次", required=False)
@click.option("--rules", metavar="地区或规则表", help="写地区名领取空白《规则表》；写填好的《规则表》做出办法参数文件")
@click.option("--like", metavar="办法", help="领《规则表》时照哪个办法预先填写：示例地区名，或者一份参数文件")
@click.option("--from", "start", type=_DAY, help="评审公告发布日期；排出的日期预先填入《届次设置》")
@detailed
def new(
    project: Project, name: str | None, rules: str | None, like: str | None, start: datetime | None, detail: Verbosity
) -> None:
    """为新的一届（如 2026届）准备好空白表；收件箱里最近的获奖台账和专家库随之带入。加 --rules 则换成新的地区。"""
    from toolchain.cli.report.new_region import new_region
    from toolchain.cli.unchanged_run import judged

    if rules is not None:
        sys.exit(new_region(project, rules, show, like))
    if not (name or "").strip():
        raise click.UsageError("请写明届次，用 make 时写成 make new CYCLE=2026届；换成新的地区写 make new RULES=地区名")
    assert name is not None  # noqa: S101 - said above
    outcome, toolbox = judged(project)
    dates = {} if start is None else _planned(project, start)
    show(_laid(name, outcome, toolbox, None, detail, dates))
    if detail is not Verbosity.BRIEF:
        if dates:
            show([f"《届次设置》已预填评定年度和{len(dates) - 1}个日期，请核对。"])
        show([f"先填《届次设置》和《获奖台账》，放入 {project.inbox}。"])


def _planned(project: Project, start: datetime) -> dict[str, object]:
    """Give the year and the dates of a cycle that is announced on a day, as far as the holidays are on file."""
    from toolchain.model.parameters import rules_for
    from toolchain.model.timetable import forwards, load_steps
    from toolchain.model.work_calendar import WorkCalendar

    rules = rules_for(start.date(), project.regulations)
    if rules is None:
        raise click.UsageError(f"{start.date()}还没有施行的办法，请核对日期")
    calendar = WorkCalendar.load(project.templates / "calendar.toml")
    planned = forwards(load_steps(project.templates, rules), start.date(), calendar)
    dates = {item.step.fills: item.day for item in planned if item.step.fills and item.day is not None}
    return {"year": start.year, **dates}


@click.command(short_help="核对 outbox 的每一个字节")
@folders
@click.option("--no-replay", is_flag=True, help="不按存档重算，只核对清单、账本和存档")
@click.option(
    "--head", metavar="账本编号", help="以前记下的账本编号（至少前16位），或文书上的核对码：核对 outbox 认不认得"
)
@click.option("--signers", type=click.Path(path_type=Path), help="公钥文件（一行：评审办 公钥），用来核对签名")
def verify(project: Project, no_replay: bool, head: str | None, signers: Path | None) -> None:
    """核对 outbox 与清单、账本、存档是否一致，并按存档的表格重算一遍；逐个指出被改动、缺失、多出的文件。"""
    from toolchain.cli.report.verification_lines import told
    from toolchain.cycle.digest_lookup import find
    from toolchain.cycle.pipeline import replay
    from toolchain.cycle.resources import Resources
    from toolchain.outbox.signatures import checked
    from toolchain.outbox.verification import examine, head_of

    if head is not None and not _NOTED.fullmatch(head):
        raise click.UsageError("账本编号、核对码是0至9、a至f的字符，至少写前16位，至多64位")
    toolbox = Resources.load(project)
    examined = examine(project.outbox, None if no_replay else replay(toolbox))
    show(told(examined))
    signatures = checked(project.outbox, project.signatures, signers)
    show(item.told for item in signatures)
    known = find(head, toolbox) if head is not None else ""
    if head is not None:
        show([known or f"outbox 不认得{head}：账本被截短、替换、重写或者退回过，或者所据的表格换过。"])
    elif not signatures:
        show(["没有与文件夹以外记下的编号比较：整个 outbox 如果被退回、重做，这样核对看不出来。"])
    number, last = head_of(project.outbox)
    if number:
        show([f"账本共{number}行，最后一行的编号是{last}。请记在文件夹之外，以后用 make verify HEAD=编号 核对。"])
    wrong = examined.found or any(item.wrong for item in signatures) or (head is not None and not known)
    sys.exit(1 if wrong else 0)


@click.command(short_help="写出账本编号，可以签名")
@folders
@click.option("--key", type=click.Path(path_type=Path), help="评审办的私钥（ssh-keygen 生成的）；不写则不签名")
def sign(project: Project, key: Path | None) -> None:
    """把账本现在的行数和编号写成一个文件，放在 outbox 之外的“签名”文件夹；写明私钥的，用 ssh-keygen 签名。"""
    from toolchain.outbox.signatures import SignatureFault
    from toolchain.outbox.signatures import sign as write

    try:
        show(write(project.outbox, project.signatures, key))
    except SignatureFault as fault:
        raise click.UsageError(str(fault)) from fault


@click.command(short_help="说明一家单位、一名专家或委员、一份文书的全部认定")
@folders
@click.argument("who", metavar="对象", callback=filled)
def explain(project: Project, who: str) -> None:
    """逐条说明对一家单位（名称、代码或证书编号）、专家、委员（姓名或编号）、文书（文号、名称或编号）的认定和依据。"""
    from toolchain.cli.report.explanation import explain as tell
    from toolchain.cli.report.explanation_others import explain_others, holder_of
    from toolchain.cli.unchanged_run import judged

    outcome, toolbox = judged(project)
    wording = toolbox.under(outcome.rules).wording
    told = [*explain_others(outcome, who, wording), *tell(outcome, holder_of(outcome, who) or who, wording)]
    if not told:
        raise click.UsageError(f"收件箱里没有名称或代码含“{who}”的单位，也没有这样的专家、委员、文书或证书")
    show(told)


@click.command(short_help="重新制作示例届次")
@folders
@click.option("--drop", is_flag=True, help="从收件箱移走示例届次")
def demo(project: Project, drop: bool) -> None:
    """把示例届次的表格放进收件箱（虚构单位），或者移走。"""
    from toolchain.cycle.example import drop as drop_example
    from toolchain.cycle.example import lay

    toolbox = toolbox_of(project)
    if drop:
        from toolchain.cycle.example import FOLDER
        from toolchain.outbox.publication import dismiss

        count = drop_example(project.inbox)
        if (project.outbox / FOLDER).is_dir():
            dismiss(project.outbox, FOLDER)
        show([f"移走示例表格{count}份；outbox 里的示例结果移到 outbox/_撤下。"])
        return
    from toolchain.model.parameters import load_rules

    rules = load_rules(project.regulations / EXAMPLE_RULES)
    count = lay(project.inbox, toolbox.desk, rules, toolbox.calendar)
    show([f"示例表格{count}份在 {project.inbox}。"])


@click.command(short_help="排出一届的日程")
@folders
@click.option("--from", "start", type=_DAY, help="评审公告发布日期，向后排")
@click.option("--to", "end", type=_DAY, help="授奖公告日期，向前排")
def plan(project: Project, start: datetime | None, end: datetime | None) -> None:
    """按工作日排出一届的全部日期：从评审公告向后，或者从授奖公告向前。"""
    from toolchain.cli.report.timetable_lines import plan_lines
    from toolchain.model.parameters import rules_for
    from toolchain.model.rule_set.toml_files import read_toml
    from toolchain.model.sheets import WORKBOOKS
    from toolchain.model.timetable import load_steps
    from toolchain.model.work_calendar import WorkCalendar
    from toolchain.regulation.chronology import FILE, Chronology

    day = start or end
    if day is None or (start and end):
        raise click.UsageError("请写明 --from 或 --to 中的一个日期，例如 --from 2026-03-02")
    rules = rules_for(day.date(), project.regulations)
    if rules is None:
        raise click.UsageError(f"{day.date()}还没有施行的办法，请核对日期")
    calendar = WorkCalendar.load(project.templates / "calendar.toml")
    steps = load_steps(project.templates, rules)
    chronology = Chronology.of(read_toml(project.templates / FILE), WORKBOOKS)
    show(plan_lines(steps, start.date() if start else None, end.date() if end else None, calendar, chronology))


@click.command(short_help="列出将要到期的事项")
@folders
@click.option(
    "--as-of",
    "day",
    type=_DAY,
    help="从哪一天看，例如 2026-11-24；不写的以《变更事项》的“登记截至”为准；系统不看电脑的时钟",
)
@click.option("--days", type=click.IntRange(0, 3700), default=90, show_default=True, help="看多少天以内")
def remind(project: Project, day: datetime | None, days: int) -> None:
    """列出有效期、限制申报、公示、补正等将要到期的事项。"""
    from toolchain.cli.report.timetable_lines import due_lines
    from toolchain.cli.unchanged_run import judged
    from toolchain.documents.delivered_terms import terms
    from toolchain.stages.reminders import dues, seen_from, within

    found = [item for item in judged(project)[0].cycles if item.judgement]
    starts = {item.record.cycle: day.date() if day else seen_from(item.judgement) for item in found if item.judgement}
    if None in starts.values():
        missing = "、".join(cycle for cycle, start in starts.items() if start is None)
        raise click.UsageError(f"请写明 --as-of，例如 --as-of 2026-11-24；{missing}没有“登记截至”可以依据")
    for item in found:
        cycle, j = item.record.cycle, item.judgement
        start = starts[cycle]
        if start is not None and j is not None:
            fall_due = sorted((*dues(j), *terms(j, [paper.document for paper in item.papers])))
            show(due_lines(cycle, within(fall_due, start, days), start, days))


COMMANDS = (cycle, check, blanks, new, explain, verify, sign, plan, remind, demo)
