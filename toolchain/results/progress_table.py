"""进度表: where everybody stands at every step and what each waits for: applicants, reviewers, departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.check_items import Items
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.identifiers import subject_of
from toolchain.model.problems import Problem, places
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.stages.judgement import Judgement, Stage
from toolchain.workbooks.result_sheet import Kind, ResultSheet, labelled

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
    known = _Known(j)
    return tuple(_row(known, uscc) for uscc in _everybody(j))


def _everybody(j: Judgement) -> list[str]:
    filed: list[str] = [item.uscc for item in j.record.applications]
    return list(dict.fromkeys((*filed, *j.record.unfit, *(row.uscc for row in j.record.having(Receipt, "uscc")))))


class _Known:
    """What is decided, by applicant, and what is to be done, by stage and name."""

    def __init__(self, j: Judgement) -> None:
        self.j = j
        self.accepted: dict[str, Acceptance] = {item.application.uscc: item for item in j.acceptances}
        self.examined = {str(item.acceptance.application.uscc): item for item in j.qualifications}
        self.places = {} if j.review.ranking is None else {item.uscc: item for item in j.review.ranking.standings}
        listed = j.review.candidates
        entrants = () if listed is None else (*listed.first, *listed.repeat, *listed.tied)
        self.entrants = frozenset(item.uscc for item in entrants)
        self.tallies = {item.uscc: item for item in (*j.vote.tallies, *j.vote.second)}
        nomination = j.vote.nomination
        self.tied = frozenset(item.uscc for item in (() if nomination is None else nomination.tied))
        self.nominees = frozenset(item.uscc for item in (() if nomination is None else nomination.nominees))
        self.cards = {row.known("uscc"): row for row in j.record.readable(Applicant)}
        self.held: dict[tuple[Stage, str], list[Problem]] = {}
        for item in j.held:
            self.held.setdefault((item.stage, item.subject), []).extend(item.problems)
        self.todo: dict[tuple[Stage, str], list[str]] = {}
        for step in j.steps:
            for text in step.todo:
                name, colon, rest = text.partition("：")
                self.todo.setdefault((step.stage, name if colon else ""), []).append(rest if colon else text)

    def said(self, article: str) -> str:
        """Give a provision as the rule set in force numbers it."""
        return self.j.rules.said(article)

    def holding(self, stage: Stage, uscc: str) -> list[Problem]:
        """List what holds an applicant at a stage, or everybody."""
        return [*self.held.get((stage, uscc), ()), *self.held.get((stage, ""), ())]

    def asked(self, stage: Stage, uscc: str) -> list[str]:
        """Give what is to be done at a stage: what names the applicant, else what names nobody."""
        return self.todo.get((stage, self.j.name(uscc))) or self.todo.get((stage, ""), [])


def _row(known: _Known, uscc: str) -> Row:
    j = known.j
    states: list[str] = []
    told = ""
    out = False
    for stage, step in zip(_STAGES, _STEPS, strict=True):
        state, why, going = step(known, uscc)
        held = known.holding(stage, uscc)
        if out or (states and states[-1] in {_HELD, _WAITING, _NOT_YET}):
            states.append("" if out else _NOT_YET)
        elif held and not state:
            states.append(_HELD)
            told = f"等待改正{places(set(held))}"
        elif not state:
            states.append(_WAITING if why or j.current.stage is stage else _NOT_YET)
            told = (why or "；".join(known.asked(stage, uscc))) if states[-1] == _WAITING else told
        else:
            states.append(state)
            told, out = ("" if going else why), not going
    leaving = j.left(uscc)
    now = "退出" if leaving is not None else _now(states, out=out)
    told = f"{leaving.article}：{leaving.reason}" if leaving is not None else told
    card = known.cards.get(uscc)
    contact, phone = ("", "") if card is None else (card.known("contact") or "", card.known("phone") or "")
    return Row(j.name(uscc), uscc, tuple(states), now, told, contact, phone)


def _now(states: Sequence[str], *, out: bool) -> str:
    if out:
        return "未通过"
    last = next((state for state in states if state in {_HELD, _WAITING, _NOT_YET}), "")
    return "已完成" if not last else "等待" if last == _NOT_YET else last


_Step = tuple[str, str, bool]
"""The state at a step, empty where it is not decided; why it is out, or what it alone waits for; whether it goes on."""

_UNKNOWN: _Step = ("", "", True)


def _accepted(known: _Known, uscc: str) -> _Step:
    item = known.accepted.get(uscc)
    if item is None or item.outcome in {AcceptanceOutcome.PENDING, AcceptanceOutcome.SUPPLEMENT}:
        return _UNKNOWN
    return item.outcome.value, _articles(item.findings), item.outcome is not AcceptanceOutcome.REFUSED


def _qualified(known: _Known, uscc: str) -> _Step:
    item = known.examined.get(uscc)
    if item is None or item.verdict is Verdict.PENDING:
        return _UNKNOWN
    return item.verdict.value, _articles(item.findings), item.verdict is Verdict.MET


def _articles(findings: Sequence[Finding]) -> str:
    return "、".join(dict.fromkeys(item.article for item in findings if item.verdict is Verdict.NOT_MET))


def _reviewed(known: _Known, uscc: str) -> _Step:
    place = known.places.get(uscc)
    if place is None or known.j.review.candidates is None:
        return _UNKNOWN
    chosen = uscc in known.entrants
    return f"第{place.rank}名", "" if chosen else f"{known.said('第十六条')}：未列入候选名单", chosen


def _voted(known: _Known, uscc: str) -> _Step:
    tally = known.tallies.get(uscc)
    if known.j.vote.nomination is None or tally is None or uscc in known.tied:
        return _UNKNOWN
    named = uscc in known.nominees
    why = f"{known.said('第四条')}：名额已满" if tally.passed else f"{known.said('第十七条')}：未达票数"
    return f"同意{tally.favour}票，须{tally.needed}票", "" if named else why, named


def _noticed(known: _Known, uscc: str) -> _Step:
    notice = known.j.notice
    objections = () if notice is None else notice.objections
    if mine := [row.number for row in objections if notice and row.number in notice.open and row.uscc == uscc]:
        return "", f"异议{'、'.join(mine)}调查处理完毕", True
    if notice is None or (uscc not in notice.removed and notice.concluded is None):
        return _UNKNOWN
    removed = uscc in notice.removed
    return ("移出", f"{known.said('第十八条')}：异议成立", False) if removed else ("无异议或异议不成立", "", True)


def _approved(known: _Known, uscc: str) -> _Step:
    approval = known.j.decision.approval
    if approval is None or uscc not in {*approval.granted, *approval.refused}:
        return _UNKNOWN
    if uscc in approval.refused:
        return "不同意", known.said("第十八条"), False
    later = next((item for item in approval.later if item.uscc == uscc), None)
    day = approval.announced if later is None else later.announced
    announced = "" if day is None else f"，{date_text(day)}公告"
    return f"同意{announced}", "", True


_STEPS = (_accepted, _qualified, _reviewed, _voted, _noticed, _approved)


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
        rows=tuple(reviewer_rows(j)),
    )
    departments = ResultSheet(
        title="部门",
        columns=labelled(
            ("部门", Kind.TEXT, 30), ("应核查", Kind.INTEGER), ("已有结论", Kind.INTEGER), ("待核", Kind.INTEGER)
        ),
        rows=tuple(department_rows(j, items)),
    )
    return applicants, reviewers, departments


def reviewer_rows(j: Judgement) -> Iterator[tuple[object, ...]]:
    """Give panel, number, name, state of the score sheet, what it waits for and telephone of each reviewer."""
    handed = {(row.known("panel"), row.known("expert")): row for row in j.record.readable(Reviewer)}
    wrong = j.record.faulty_files
    for draw in j.panels.draws:
        panel = draw.pool.panel.panel
        for expert in draw.members:
            sheet = handed.get((panel, expert.number))
            faulty = sheet is not None and sheet.at.file in wrong
            state = "未交" if sheet is None else "需修改" if faulty else "已采用"
            waits = "等待评分表" if sheet is None else "改正退回的评分表" if faulty else ""
            yield panel, expert.number, expert.name, state, waits, expert.known("phone") or ""
    yield from _reviewers_held(j, handed.values())


def _reviewers_held(j: Judgement, sheets: Iterable[Reviewer]) -> Iterator[tuple[object, ...]]:
    """List who handed in a sheet for a panel that waits for a cell, so that nobody says who sits on it."""
    stopped = j.stopped
    phones = {row.number: row.known("phone") or "" for row in j.record.having(Expert, "number")}
    drawn = {draw.pool.panel.panel for draw in j.panels.draws}
    for row in sorted(sheets, key=lambda row: (row.known("panel") or "", row.known("expert") or "")):
        panel, number = row.known("panel") or "", row.known("expert") or ""
        wrong = {*stopped.get(panel, ()), *stopped.get("", ())}
        if panel not in drawn and wrong:
            waits = f"等待改正{places(wrong)}"
            yield panel, number, row.known("name") or "", _HELD, waits, phones.get(number, "")


def department_rows(j: Judgement, items: Items) -> Iterator[tuple[object, ...]]:
    """Give the name of each department, how many checks it owes, has concluded, and holds as 待核."""
    asked = {item.code: item for item in items.checks}
    latest: dict[tuple[str, str], Verdict] = {}
    for row in sorted(j.record.having(Check, "uscc", "item", "round", "verdict"), key=lambda row: row.round):
        latest[row.uscc, row.item] = row.verdict
    accepted = [item.application.uscc for item in j.accepted]
    for department in dict.fromkeys(item.department for item in asked.values()):
        theirs = [item for item in asked.values() if item.department == department]
        mine = [(uscc, item.code) for uscc in accepted for item in theirs if item.concerns(subject_of(uscc))]
        said = [latest[key] for key in mine if key in latest]
        yield department, len(mine), len(said), sum(verdict is Verdict.PENDING for verdict in said)
