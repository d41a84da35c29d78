"""A run in a few lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from toolchain.cli.report.next_steps import next_steps
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.pipeline import folder_of
from toolchain.cycle.verbosity import Verbosity
from toolchain.inbox.intake import Entry, FileState
from toolchain.model.problems import Problem, Severity
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.wording import Wording
from toolchain.outbox.output import Change, Publication, Word
from toolchain.regulation.date_confirmation import unconfirmed
from toolchain.stages.judgement import State

MOST_LINES = 20
MOST_NAMES = 5

_SPOKEN = (Word.EDITED, Word.ISSUED, Word.UPDATED, Word.WITHDRAWN, Word.HELD)
"""What is told file by file, what calls for people first."""


def lines(
    outcome: Outcome, publication: Publication | None, wording: Wording, detail: Verbosity = Verbosity.USUAL
) -> Iterator[str]:
    """Say what each cycle is at, what was made, what is wrong, what to do next."""
    intake = outcome.intake
    seen = [entry for entry in intake.entries if not entry.name.rpartition("/")[2].startswith(".")]
    states = _counted((entry.state for entry in seen), FileState)
    yield f"收件箱：共{len(seen)}个文件（{states or '空'}）。"
    if kinds := _kinds(seen):
        yield f"  采用的有：{kinds}。"
    for entry in seen:
        twice = entry.state is FileState.IGNORED and "内容相同" in entry.reason
        if detail is Verbosity.WHOLE or entry.state is FileState.UNKNOWN or twice:
            yield f"  {entry.state.value}：{entry.name}" + (f"（{entry.reason}）" if entry.reason else "")
    if not outcome.cycles:
        yield "收件箱里没有本系统的表格。运行 make new CYCLE=2026届（写您的届次）领取空白表。"
    yield from _problem_lines(outcome.problems, wording, detail)
    if publication is not None:
        yield from _publication_lines(outcome, publication, detail)
    for cycle in outcome.cycles:
        yield from _stand_lines(cycle)
        if publication is not None:
            yield from _place_lines(cycle, outcome, publication)
        if publication is not None and cycle.judgement is not None and detail is not Verbosity.BRIEF:
            yield f"  先看：{folder_of(cycle)}/总览.html（进度、日期、文书和图表，都有链接）"
    yield from next_steps(outcome, publication, wording)


def _place_lines(cycle: CycleOutcome, outcome: Outcome, publication: Publication) -> Iterator[str]:
    """Say where the marked copies lie, and the blanks that are to be handed out now."""
    folder, name = folder_of(cycle), cycle.record.cycle
    wrong = sum(entry.cycle == name and entry.state is FileState.FAULTY for entry in outcome.intake.entries)
    if wrong:
        yield f"  标红的副本{wrong}份在 {folder}/退回/：照批注改好，放回收件箱替换原来的，再运行。"
        return
    done = [step.stage for step in cycle.steps if step.state is State.DONE]
    place = f"{done[-1]}/空白表/" if done else ""
    blanks = sum(
        change.path.startswith(place) for change in publication.of(folder) if change.word is not Word.WITHDRAWN
    )
    if place and blanks and cycle.current.state is not State.DONE:
        yield f"  要发出的空白表{blanks}份在 {folder}/{place}，已知的内容预先填好。"


def _kinds(entries: Sequence[Entry]) -> str:
    """Count the kinds of workbooks that came in, in the order of the stages."""
    counts = Counter(entry.workbook for entry in entries if entry.state is FileState.USED)
    return "、".join(f"{book.title}{counts[book.title]}" for book in WORKBOOKS if counts[book.title])


def _counted(found: Iterable[StrEnum], kinds: Iterable[StrEnum]) -> str:
    """Count each kind that occurs, in the order of the kinds."""
    counts = Counter(found)
    return "，".join(f"{kind.value}{counts[kind]}" for kind in kinds if counts[kind])


def _publication_lines(outcome: Outcome, publication: Publication, detail: Verbosity) -> Iterator[str]:
    yield from publication.notes
    lost = [item.name for item in publication.vanished]
    if lost:
        names = "、".join(f"“{name}”" for name in lost[:MOST_NAMES]) + (" 等" if len(lost) > MOST_NAMES else "")
        yield f"【提示】上次采用的{len(lost)}个文件这次不在收件箱里：{names}。误删的请放回；有意移走的不必理会。"
    for cycle in () if detail is Verbosity.BRIEF else outcome.cycles:
        yield from _change_lines(cycle.record.cycle, publication.of(folder_of(cycle)), detail)


def _problem_lines(problems: Sequence[Problem], wording: Wording, detail: Verbosity) -> Iterator[str]:
    whole = detail is Verbosity.WHOLE
    told = (item for item in problems if whole or item.severity is not Severity.NOTE)
    shown = sorted(told, key=lambda item: item.order)
    groups = [[item] for item in shown] if whole else _alike(shown)
    told_first = groups if whole else _of_every_file(groups)
    for first, *rest in told_first:
        more = f" 等{len(rest) + 1}格" if rest else ""
        yield f"【{first.severity.value}】{first.at}{more}：{wording.describe(first)}"
    left = sum(map(len, groups)) - sum(map(len, told_first))
    if left:
        yield f"另有{left}处，见“校验结果.xlsx”。"


def _alike(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Put equal problems of a column together, in the order of their first cells."""
    found: dict[tuple[str, str, str, str], list[Problem]] = {}
    for item in problems:
        label = dict(item.facts).get("label", "")
        found.setdefault((item.code, item.at.file, item.at.sheet, label), []).append(item)
    return list(found.values())


def _of_every_file(groups: Sequence[list[Problem]]) -> list[list[Problem]]:
    """Choose what fits on a screen, the worst first: of every file its first, before the second of any."""
    before: Counter[tuple[Severity, str]] = Counter()
    ranked = []
    for place, group in enumerate(groups):
        kind = group[0].severity, group[0].at.file
        ranked.append((group[0].order[0], before[kind], place))
        before[kind] += 1
    return [groups[place] for place in sorted(place for *_, place in sorted(ranked)[:MOST_LINES])]


def _change_lines(cycle: str, changes: Sequence[Change], detail: Verbosity) -> Iterator[str]:
    if not changes:
        return
    if {change.word for change in changes} == {Word.SAME}:
        yield f"{cycle}：{len(changes)}个文件全部未变。"
    else:
        yield f"{cycle}：{_counted((change.word for change in changes), Word)}。"
    whole = detail is Verbosity.WHOLE
    spoken = [change for word in (Word if whole else _SPOKEN) for change in changes if change.word is word]
    if not whole:
        yield from _held_lines([change for change in spoken if change.word is Word.HELD])
        spoken = [change for change in spoken if change.word is not Word.HELD]
    for change in spoken if whole else spoken[:MOST_LINES]:
        reason = f"（{change.reason}）" if change.reason else ""
        beside = f" → {change.beside}" if change.beside else ""
        yield f"  {change.word.value}：{change.path}{reason}{beside}"
    if len(spoken) > MOST_LINES and not whole:
        yield f"  另有{len(spoken) - MOST_LINES}个文件。"


def _held_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Say what waits, one line for what waits for the same."""
    reasons = Counter(change.reason for change in changes)
    first = {change.reason: change.path for change in reversed(changes)}
    for reason, count in reasons.most_common(MOST_NAMES):
        yield f"  {Word.HELD.value}：{first[reason]}" + (f" 等{count}个文件" if count > 1 else "") + f"（{reason}）"
    left = sum(reasons.values()) - sum(count for _, count in reasons.most_common(MOST_NAMES))
    if left:
        yield f"  {Word.HELD.value}：另有{left}个文件，见“文书清单.xlsx”。"


def _stand_lines(outcome: CycleOutcome) -> Iterator[str]:
    current = outcome.current
    drafts = sum(paper.status == "送审稿" for paper in outcome.papers)
    made = f"，文书{len(outcome.papers)}份" + (f"（其中送审稿{drafts}份，待登记文号或日期）" if drafts else "")
    state = "等待表格" if current.state is State.NOT_REACHED else current.state.value
    stand = f"{outcome.record.cycle}：现处“{current.stage.label}”阶段，{state}"
    yield f"{stand}{made if outcome.papers else ''}。"
    for todo in current.todo[:MOST_LINES]:
        yield f"  下一步：{todo}"
    waiting = "" if outcome.judgement is None else unconfirmed(outcome.judgement.dates.loose)
    if outcome.seen:
        told = f"已核对、不再提示的{len(outcome.seen)}处，见“校验结果.xlsx”"
        yield f"  {told}；没有核对的在 outbox《收发登记》的“提示核对”。"
    if waiting:
        yield f"  请核对：{waiting}，见《日期核对单》。"
