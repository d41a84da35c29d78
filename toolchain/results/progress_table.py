"""进度表: where everybody stands at every step and what each waits for: applicants, reviewers, departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.check_items import Items
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import places
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.results.common_tables import labelled
from toolchain.stages.judgement import Judgement, Stage
from toolchain.workbooks.result_table import Kind, ResultSheet

STEPS = ("受理", "资格审查", "评审", "表决", "公示", "审定")
"""The steps of the board, in their order."""

_STAGES = (Stage.ACCEPTANCE, Stage.QUALIFICATION, Stage.REVIEW, Stage.COMMITTEE, Stage.NOTICE, Stage.APPROVAL)
_HELD, _WAITING, _NOT_YET = "暂停", "等待", "未到"


class Row(Value):
    """One applicant on the board.

    Attributes:
        name, uscc: who.
        states: the state at each of :data:`STEPS`; after the one at which it is out they are empty.
        now: done, waiting, held or out, in one word.
        waits: what is to be done, or the provision under which it is out.
        contact, phone: whom to ask, for the office alone.
    """

    name: str
    uscc: str
    states: tuple[str, ...]
    now: str
    waits: str
    contact: str
    phone: str


def board(j: Judgement) -> tuple[Row, ...]:
    """Say of every applicant on record where it stands; also of one whose application cannot be read."""
    return tuple(_row(j, uscc) for uscc in _everybody(j))


def _everybody(j: Judgement) -> list[str]:
    filed: list[str] = [item.uscc for item in j.record.applications]
    return list(dict.fromkeys((*filed, *j.record.unfit, *(row.uscc for row in j.record.having(Receipt, "uscc")))))


def _row(j: Judgement, uscc: str) -> Row:
    states: list[str] = []
    told = ""
    out = False
    for stage, (state, why, going) in zip(_STAGES, _steps(j, uscc), strict=True):
        held = [item for item in j.held if item.stage is stage and item.subject in {uscc, ""}]
        if out or (states and states[-1] in {_HELD, _WAITING, _NOT_YET}):
            states.append("" if out else _NOT_YET)
        elif held and not state:
            states.append(_HELD)
            told = f"等待改正{places({problem for item in held for problem in item.problems})}"
        elif not state:
            states.append(_WAITING if _current(j) is stage else _NOT_YET)
            told = "；".join(_todo(j, stage, uscc)) if states[-1] == _WAITING else told
        else:
            states.append(state)
            told, out = ("" if going else why), not going
    leaving = j.left(uscc)
    now = "退出" if leaving is not None else _now(states, out=out)
    told = f"{leaving.article}：{leaving.reason}" if leaving is not None else told
    card = next((row for row in j.record.readable(Applicant) if row.known("uscc") == uscc), None)
    contact, phone = ("", "") if card is None else (card.known("contact") or "", card.known("phone") or "")
    return Row(j.name(uscc), uscc, tuple(states), now, told, contact, phone)


def _now(states: Sequence[str], *, out: bool) -> str:
    if out:
        return "未通过"
    last = next((state for state in states if state in {_HELD, _WAITING, _NOT_YET}), "")
    return "已完成" if not last else "等待" if last == _NOT_YET else last


def _current(j: Judgement) -> Stage:
    return j.current.stage


def _todo(j: Judgement, stage: Stage, uscc: str) -> list[str]:
    """Give what is to be done at a stage: what names the applicant, else what names nobody."""
    todo = [text for step in j.steps if step.stage is stage for text in step.todo]
    name = j.name(uscc)
    mine = [text.removeprefix(f"{name}：") for text in todo if text.startswith(f"{name}：")]
    return mine or [text for text in todo if "：" not in text]


_Step = tuple[str, str, bool]
"""The state at a step, empty where it is not decided; why it is out; whether it goes on."""

_UNKNOWN: _Step = ("", "", True)


def _steps(j: Judgement, uscc: str) -> Iterator[_Step]:
    yield _accepted(j, uscc)
    yield _qualified(j, uscc)
    yield _reviewed(j, uscc)
    yield _voted(j, uscc)
    yield _noticed(j, uscc)
    yield _approved(j, uscc)


def _accepted(j: Judgement, uscc: str) -> _Step:
    for item in j.acceptances:
        if item.application.uscc == uscc:
            if item.outcome in {AcceptanceOutcome.PENDING, AcceptanceOutcome.SUPPLEMENT}:
                return _UNKNOWN
            refused = item.outcome is AcceptanceOutcome.REFUSED
            return item.outcome.value, _articles(item.findings), not refused
    return _UNKNOWN


def _qualified(j: Judgement, uscc: str) -> _Step:
    for item in j.qualifications:
        if item.acceptance.application.uscc == uscc and item.verdict is not Verdict.PENDING:
            return item.verdict.value, _articles(item.findings), item.verdict is Verdict.MET
    return _UNKNOWN


def _articles(findings: Sequence[Finding]) -> str:
    return "、".join(dict.fromkeys(item.article for item in findings if item.verdict is Verdict.NOT_MET))


def _reviewed(j: Judgement, uscc: str) -> _Step:
    ranking, listed = j.ranking, j.candidates
    if ranking is None or listed is None:
        return _UNKNOWN
    place = next((item for item in ranking.standings if item.uscc == uscc), None)
    if place is None:
        return _UNKNOWN
    chosen = any(item.uscc == uscc for item in (*listed.first, *listed.repeat, *listed.tied))
    return f"第{place.rank}名", "" if chosen else "第十六条：未列入候选名单", chosen


def _voted(j: Judgement, uscc: str) -> _Step:
    nomination = j.nomination
    tally = next((item for item in (*j.second, *j.tallies) if item.uscc == uscc), None)
    if nomination is None or tally is None or any(item.uscc == uscc for item in nomination.tied):
        return _UNKNOWN
    named = any(item.uscc == uscc for item in nomination.nominees)
    why = "第四条：名额已满" if tally.passed else "第十七条：未达票数"
    return f"同意{tally.favour}票，须{tally.needed}票", "" if named else why, named


def _noticed(j: Judgement, uscc: str) -> _Step:
    notice = j.notice
    if notice is None or (uscc not in notice.removed and notice.concluded is None):
        return _UNKNOWN
    removed = uscc in notice.removed
    return ("移出", "第十八条：异议成立", False) if removed else ("无异议或异议不成立", "", True)


def _approved(j: Judgement, uscc: str) -> _Step:
    approval = j.approval
    if approval is None or uscc not in {*approval.approved, *approval.refused}:
        return _UNKNOWN
    if uscc in approval.refused:
        return "不同意", "第十八条", False
    announced = "" if approval.announced is None else f"，{date_text(approval.announced)}公告"
    return f"同意{announced}", "", True


def progress_sheets(j: Judgement, items: Items) -> tuple[ResultSheet, ...]:
    """Give the board of applicants, of reviewers, and of departments."""
    applicants = ResultSheet(
        title="申报单位",
        columns=labelled(
            ("单位名称", Kind.TEXT, 34),
            "统一社会信用代码",
            *STEPS,
            ("现在", Kind.VERDICT),
            ("等待什么，或者依据哪一条", Kind.TEXT, 60),
            "联系人",
            "联系电话",
        ),
        rows=tuple((row.name, row.uscc, *row.states, row.now, row.waits, row.contact, row.phone) for row in board(j)),
        note="只供评审办内部使用。",
    )
    reviewers = ResultSheet(
        title="评审员",
        columns=labelled("组别", "专家编号", "姓名", ("评分表", Kind.VERDICT), ("等待什么", Kind.TEXT, 60), "联系电话"),
        rows=tuple(_reviewers(j)),
    )
    departments = ResultSheet(
        title="部门",
        columns=labelled(
            ("部门", Kind.TEXT, 30), ("应核查", Kind.INTEGER), ("已有结论", Kind.INTEGER), ("待核", Kind.INTEGER)
        ),
        rows=tuple(_departments(j, items)),
    )
    return applicants, reviewers, departments


def _reviewers(j: Judgement) -> Iterator[tuple[object, ...]]:
    handed = {(row.known("panel"), row.known("expert")): row for row in j.record.readable(Reviewer)}
    wrong = j.record.faulty_files
    for draw in j.draws:
        panel = draw.pool.panel.panel
        for expert in draw.members:
            sheet = handed.get((panel, expert.number))
            faulty = sheet is not None and sheet.at.file in wrong
            state = "未交" if sheet is None else "需修改" if faulty else "已采用"
            waits = "等待评分表" if sheet is None else "改正退回的评分表" if faulty else ""
            yield panel, expert.number, expert.name, state, waits, expert.known("phone") or ""


def _departments(j: Judgement, items: Items) -> Iterator[tuple[object, ...]]:
    asked = {item.code: item.department for item in items.checks}
    latest: dict[tuple[str, str], Verdict] = {}
    for row in sorted(j.record.having(Check, "uscc", "item", "round", "verdict"), key=lambda row: row.round):
        latest[row.uscc, row.item] = row.verdict
    accepted = [item.application.uscc for item in j.accepted]
    for department in dict.fromkeys(asked.values()):
        mine = [(uscc, code) for uscc in accepted for code, whose in asked.items() if whose == department]
        said = [latest[key] for key in mine if key in latest]
        yield department, len(mine), len(said), sum(verdict is Verdict.PENDING for verdict in said)
