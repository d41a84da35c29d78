"""A run in a few lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence

from toolchain.cycle import folder_of
from toolchain.inbox import FileState
from toolchain.outbox import Change
from toolchain.outbox import Publication
from toolchain.outbox import Word
from toolchain.outcome import CycleOutcome
from toolchain.outcome import Outcome
from toolchain.problems import Problem
from toolchain.problems import Severity
from toolchain.wording import Wording

MOST_LINES = 20


def lines(outcome: Outcome, publication: Publication | None, wording: Wording, *, brief: bool = False) -> Iterator[str]:
    """Say what each cycle is at, what was made, what is wrong, what to do next; brief leaves out what was made."""
    intake = outcome.intake
    states = "，".join(f"{state.value}{intake.count(state)}" for state in FileState if intake.count(state))
    yield f"收件箱：共{len(intake.entries)}个文件（{states or '空'}）。"
    for entry in intake.entries:
        if entry.state is FileState.UNKNOWN or (entry.state is FileState.IGNORED and "内容相同" in entry.reason):
            yield f"  {entry.state.value}：{entry.name}（{entry.reason}）"
    if not outcome.cycles:
        yield "收件箱里没有本系统的表格。运行 make new CYCLE=届次 领取空白表。"
    yield from _problem_lines(outcome.problems, wording)
    if publication is not None:
        yield from _publication_lines(outcome, publication, brief=brief)
    for cycle in outcome.cycles:
        yield from _stand_lines(cycle)


def _publication_lines(outcome: Outcome, publication: Publication, *, brief: bool) -> Iterator[str]:
    yield from publication.notes
    for lost in publication.vanished:
        yield f"【提示】上次采用的“{lost.name}”这次不在收件箱里；误删的请放回。"
    for cycle in () if brief else outcome.cycles:
        yield from _change_lines(cycle.record.cycle, publication.of(folder_of(cycle)))


def _problem_lines(problems: Sequence[Problem], wording: Wording) -> Iterator[str]:
    rank = {Severity.ERROR: 0, Severity.WARNING: 1}
    shown = sorted((item for item in problems if item.severity in rank), key=lambda item: (rank[item.severity], item))
    for item in shown[:MOST_LINES]:
        yield f"【{item.severity.value}】{item.at}：{wording.message(item)}{wording.remedy(item)}（{item.code}）"
    if len(shown) > MOST_LINES:
        yield f"另有{len(shown) - MOST_LINES}处，见“校验结果.xlsx”。"


def _change_lines(cycle: str, changes: Sequence[Change]) -> Iterator[str]:
    counts = Counter(change.word for change in changes)
    if not changes:
        return
    if set(counts) == {Word.SAME}:
        yield f"{cycle}：{len(changes)}个文件全部未变。"
        return
    summary = "，".join(f"{word.value}{counts[word]}" for word in Word if counts[word])
    yield f"{cycle}：{summary}。"
    spoken = [change for change in changes if change.word not in {Word.SAME, Word.NEW}]
    for change in spoken[:MOST_LINES]:
        reason = f"（{change.reason}）" if change.reason else ""
        beside = f" → {change.beside}" if change.beside else ""
        yield f"  {change.word.value}：{change.path}{reason}{beside}"
    if len(spoken) > MOST_LINES:
        yield f"  另有{len(spoken) - MOST_LINES}个文件。"


def _stand_lines(outcome: CycleOutcome) -> Iterator[str]:
    current = outcome.current
    drafts = sum(paper.status == "送审稿" for paper in outcome.papers)
    made = f"，文书{len(outcome.papers)}份" + (f"（其中送审稿{drafts}份，待登记文号或日期）" if drafts else "")
    stand = f"{outcome.record.cycle}：现处“{current.stage.label}”阶段，{current.state.value}"
    yield f"{stand}{made if outcome.papers else ''}。"
    for todo in current.todo[:MOST_LINES]:
        yield f"  下一步：{todo}"
