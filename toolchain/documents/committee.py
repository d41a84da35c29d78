"""Documents of the committee: ballot, count, minutes (第四条, 第十七条). Nothing joins a vote to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.documents.contents import Contents
from toolchain.documents.data_digest import SignedDocument, printed_digest
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import GradeGroup, grades
from toolchain.engine.value_objects import Value
from toolchain.model.sheets import COMMITTEE
from toolchain.model.sheets.committee import Meeting, Member
from toolchain.model.sheets.event_vocabulary import DecisionKind, DecisionResult, PersonEventKind
from toolchain.model.sheets.vocabulary import BallotForm, MemberRole, YesNo
from toolchain.regulation.art04_quota import Nomination
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.events_people import recusals
from toolchain.stages.judgement import Judgement, Stage

FIRST_TURN, SECOND_TURN = 1, 2


class Choice(Value):
    """A candidate on a ballot."""

    name: str
    repeat: bool


class MemberMoves(Value):
    """A member who came after the beginning or left before the end: from which round of the vote on."""

    name: str
    arrives: bool
    turn: int


class CollectiveDecision(Value):
    """What the committee decided where the ballot did not settle it, or nobody could vote (第六条).

    Attributes:
        name: the candidate.
        included: it was named; else it was not.
        favour, voters: yes votes of those who took part.
        recused: every member present was recused from it; else it was tied at the last place.
    """

    name: str
    included: bool
    favour: int
    voters: int
    recused: bool


class Round(Value):
    """One round of the vote."""

    turn: int
    tallies: tuple[Tally, ...]


class Attendant(Value):
    """A member at the meeting, or away from it."""

    name: str
    position: str
    role: str


class MemberStaysAway(Value):
    """A member who takes no part in the vote on a candidate (第二十七条)."""

    name: str
    organisation: str


class Result(Value):
    """What the vote comes to (第四条, 第十七条, 第二十八条).

    Attributes:
        first, repeat: nominees.
        nominated: those of the grades below the top one, where the rule set has any.
        grades: the same, grade by grade.
        failed: under the threshold.
        surplus: reached it and found no place left.
        vacant: places left empty.
        decided: those named by the committee's decision after a ballot that left them tied (口径17-5).
    """

    first: tuple[str, ...]
    repeat: tuple[str, ...]
    nominated: tuple[str, ...]
    grades: tuple[GradeGroup, ...]
    failed: tuple[str, ...]
    surplus: tuple[str, ...]
    vacant: int
    decided: tuple[str, ...] = ()

    @property
    def nominees(self) -> tuple[str, ...]:
        """List all nominees for the award itself, new ones first."""
        return (*self.first, *self.repeat)


class BallotPaper(
    Document,
    number=16,
    title="表决票",
    addressee=Addressee.COMMITTEE,
    form=Form.FREE,
    folder=Stage.COMMITTEE,
    articles=("第十七条",),
    says=Contents("同意", contact=False, uncited=("第十七条",)),
    needs_date=False,
):
    """The sheet ballots are printed from: room for a number, none for a name, a signature or a time."""

    turn: int = slot("轮次", "首轮为1，重新投票为2")
    choices: tuple[Choice, ...] = slot("候选单位", "name 名称，repeat 是否再次申报")
    single: bool = slot("是否每家一张票")
    cap: int | None = slot("每张票最多同意几家", "不限或每家一张票时为空")


class TallySheet(
    SignedDocument,
    number=17,
    title="计票结果单",
    addressee=Addressee.COMMITTEE,
    form=Form.FREE,
    folder=Stage.COMMITTEE,
    articles=("第四条", "第十七条", "第二十八条"),
    says=Contents("投票人数…为通过", facts=("meeting.held",), contact=False),
    needs_date=False,
):
    """The count, signed by those who counted and those who watched."""

    meeting: Meeting = slot("会议", "held 日期，place 地点，counting 计票人，watching 监票人")
    members: int = slot("应到委员人数")
    present: int = slot("实到委员人数")
    rounds: tuple[Round, ...] = slot("各轮计票", "turn 轮次，tallies 每家的票数")
    voters: str = slot("投票人数的口径")
    single: bool = slot("是否每家一张票")
    result: Result = slot(
        "结果",
        "first、repeat 拟奖单位，nominated 拟授予提名奖的单位，failed 未达票数，surplus 名额已满，vacant 空缺名额，"
        "decided 集体研究决定列入",
    )


class Minutes(
    SignedDocument,
    number=18,
    title="评委会会议纪要",
    addressee=Addressee.COMMITTEE,
    form=Form.MINUTES,
    folder=Stage.COMMITTEE,
    articles=("第四条", "第六条", "第十七条", "第二十七条"),
    says=Contents("会议决定", facts=("meeting.held", "presider"), contact=False),
):
    """The minutes of the plenary meeting."""

    meeting: Meeting = slot("会议", "held 日期，place 地点，presider 主持人，recorder 记录人")
    presider: str = slot("主持人", "连同单位职务和评委会职务，如 评委会主任委员、区政府副区长某某")
    present: tuple[Attendant, ...] = slot("出席委员", "name 姓名，position 单位及职务，role 评委会职务")
    absent: tuple[Attendant, ...] = slot("请假委员")
    observers: tuple[str, ...] = slot("列席人员")
    recusals: tuple[MemberStaysAway, ...] = slot("回避", "name 委员，organisation 候选单位")
    reviewed: int = slot("评审家数")
    first: tuple[str, ...] = slot("首次申报的候选单位")
    repeat: tuple[str, ...] = slot("再次申报的候选单位")
    rounds: tuple[Round, ...] = slot("各轮计票")
    voters: str = slot("投票人数的口径")
    result: Result = slot("结果")
    moves: tuple[MemberMoves, ...] = slot(
        "中途到会、离会的委员", "name 姓名，arrives 到会（为假时是离会），turn 第几轮"
    )
    decisions: tuple[CollectiveDecision, ...] = slot(
        "集体研究的决定", "name 单位，included 列入，favour 赞成、voters 参加人数，recused 全体委员回避"
    )


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield ballots when the candidates stand, count and minutes when the vote is settled."""
    for part in PARTS:
        yield from part(judgement, desk)


def _counts(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    meeting, nomination = _voted(judgement)
    if meeting is not None and nomination is not None and judgement.vote.tallies:
        yield _tally_sheet(judgement, desk, meeting, _result(judgement, nomination))


def _protocol(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    meeting, nomination = _voted(judgement)
    if meeting is not None and nomination is not None:
        yield _minutes(judgement, desk, meeting, _result(judgement, nomination))


def _voted(judgement: Judgement) -> tuple[Meeting | None, Nomination | None]:
    """Give the meeting and its result once the vote is settled."""
    if not judgement.reached(Stage.REVIEW) or not judgement.reached(Stage.COMMITTEE):
        return None, None
    return judgement.record.one(Meeting), judgement.vote.nomination


def _ballots(judgement: Judgement, desk: OfficeContext) -> Iterator[BallotPaper]:
    listed = judgement.review.candidates
    if listed is None or not judgement.reached(Stage.REVIEW):
        return
    entrants = [(item.uscc, item.name) for item in (*listed.first, *listed.repeat)]
    yield from _papers(judgement, desk, FIRST_TURN, entrants)
    yield from _papers(judgement, desk, SECOND_TURN, _second(judgement))


PARTS = (_ballots, _counts, _protocol)
"""What is composed apart: a wrong cell that one reads does not hold the others."""


def _second(judgement: Judgement) -> list[tuple[str, str]]:
    """List who stands in the second ballot: those counted in it, or those a tie calls to it."""
    nomination = judgement.vote.nomination
    tied = () if nomination is None else nomination.tied
    return [(item.uscc, item.name) for item in judgement.vote.second or tied]


def _papers(
    judgement: Judgement, desk: OfficeContext, turn: int, entrants: Sequence[tuple[str, str]]
) -> Iterator[BallotPaper]:
    rules = judgement.settings.rules
    again = "" if turn == FIRST_TURN else f"第{turn}轮"
    choices = [(uscc, Choice(name, uscc in judgement.repeats)) for uscc, name in entrants]
    if rules.ballot_form is BallotForm.SINGLE:
        for uscc, choice in choices:
            common = desk.common(judgement, BallotPaper.number, f"{uscc}{again}", f"{again}{choice.name}")
            yield BallotPaper(turn=turn, choices=(choice,), single=True, cap=None, **common)
    elif choices:
        common = desk.common(judgement, BallotPaper.number, again, again)
        named = tuple(choice for _, choice in choices)
        yield BallotPaper(turn=turn, choices=named, single=False, cap=rules.vote_cap, **common)


def _tally_sheet(judgement: Judgement, desk: OfficeContext, meeting: Meeting, result: Result) -> TallySheet:
    members = judgement.record.all(Member)
    return TallySheet(
        meeting=meeting,
        members=len(members),
        present=sum(row.present is YesNo.YES for row in members),
        rounds=_rounds(judgement),
        voters=judgement.settings.readings.voters,
        single=judgement.settings.rules.ballot_form is BallotForm.SINGLE,
        result=result,
        data_digest=printed_digest(judgement, COMMITTEE),
        **desk.common(judgement, TallySheet.number),
    )


def _minutes(judgement: Judgement, desk: OfficeContext, meeting: Meeting, result: Result) -> Minutes:
    members = sorted(judgement.record.all(Member), key=lambda row: (list(MemberRole).index(row.role), row.number))
    names = {row.number: row.name for row in members}
    came = {row.person for row in judgement.events.people if row.kind is PersonEventKind.MEMBER_ARRIVES}
    here = {row.number for row in members if row.present is YesNo.YES or row.number in came}
    listed, ranking = judgement.review.candidates, judgement.review.ranking
    return Minutes(
        meeting=meeting,
        presider=_presider(meeting, members),
        present=tuple(_attendant(row) for row in members if row.number in here),
        absent=tuple(_attendant(row) for row in members if row.number not in here),
        observers=meeting.observers or (),
        recusals=tuple(
            MemberStaysAway(names.get(row.member, row.member), judgement.name(row.uscc))
            for row in recusals(judgement.record, judgement.events)
        ),
        reviewed=0 if ranking is None else len(ranking.standings),
        first=() if listed is None else tuple(item.name for item in listed.first),
        repeat=() if listed is None else tuple(item.name for item in listed.repeat),
        rounds=_rounds(judgement),
        voters=judgement.settings.readings.voters,
        result=result,
        moves=tuple(
            MemberMoves(names.get(row.person, row.name), row.kind is PersonEventKind.MEMBER_ARRIVES, row.round or 1)
            for row in judgement.events.people
            if row.kind in {PersonEventKind.MEMBER_ARRIVES, PersonEventKind.MEMBER_LEAVES}
        ),
        decisions=_decisions(judgement),
        data_digest=printed_digest(judgement, COMMITTEE),
        **desk.common(judgement, Minutes.number),
    )


def _decisions(judgement: Judgement) -> tuple[CollectiveDecision, ...]:
    """List what was decided collectively on candidates, by day."""
    rows = (row for row in judgement.events.decisions if row.kind in {DecisionKind.TIE, DecisionKind.NOBODY})
    return tuple(
        CollectiveDecision(
            judgement.name(row.uscc),
            row.result is DecisionResult.INCLUDED,
            row.favour or 0,
            row.voters or 0,
            row.kind is DecisionKind.NOBODY,
        )
        for row in sorted(rows, key=lambda item: (item.effective, item.number))
        if row.uscc is not None
    )


def _presider(meeting: Meeting, members: Sequence[Member]) -> str:
    """Name who presided with the office in the committee and elsewhere; the bare name for nobody of the committee."""
    for row in members:
        if row.name == meeting.presider:
            role = "" if row.role is MemberRole.MEMBER else f"评委会{row.role}、"
            return f"{role}{row.position}{row.name}"
    return meeting.presider


def _attendant(row: Member) -> Attendant:
    return Attendant(row.name, row.position, row.role)


def _rounds(judgement: Judgement) -> tuple[Round, ...]:
    rounds = (Round(FIRST_TURN, judgement.vote.tallies), Round(SECOND_TURN, judgement.vote.second))
    return tuple(item for item in rounds if item.tallies)


def _result(judgement: Judgement, nomination: Nomination) -> Result:
    return Result(
        first=_names(nomination.first),
        repeat=_names(nomination.repeat),
        nominated=_names(nomination.nominated),
        grades=grades(judgement, [item.uscc for item in nomination.nominated]),
        failed=_names(nomination.failed),
        surplus=_names(nomination.surplus),
        vacant=nomination.vacant,
        decided=_names(nomination.decided),
    )


def _names(tallies: Sequence[Tally]) -> tuple[str, ...]:
    return tuple(item.name for item in tallies)
