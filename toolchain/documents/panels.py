"""Documents of the panels: pool, draw record, appointments, commitments, recusals (第八条, 第二十七条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolchain.documents.contents import Contents
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import clause
from toolchain.engine.value_objects import Value
from toolchain.model.sheets.committee import Member, MemberRecusal
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import ExpertStatus, Verdict
from toolchain.regulation.art08_draw import Draw, Role, Ticket
from toolchain.regulation.art08_pool import Pool
from toolchain.stages.judgement import Judgement, Stage, State

REVIEWERS, COMMITTEE = "评审专家", "评委会委员"
_SIGNING = "8"


_EXPERT = "number 编号，name 姓名，employer 工作单位，position 职务或职称"


class PoolLine(Value):
    """One expert of the trade: in the draw, or why not.

    Attributes:
        number, name, employer: who.
        eligible: takes part in the draw.
        reasons: one sentence for each condition that is not met.
    """

    number: str
    name: str
    employer: str
    eligible: bool
    reasons: tuple[str, ...]


class Declined(Value):
    """An expert who was drawn and cannot serve."""

    number: str
    name: str
    refused: date
    reason: str


class Annulled(Value):
    """A seed that was given up, and the decision on record."""

    round: int
    seed: str
    decision: str


class Seat(Value):
    """A seat on a panel; ``leads`` marks the leader (组长)."""

    panel: str
    trade: str
    leads: bool


class RecusalLine(Value):
    """One recusal.

    Attributes:
        number, name: who stays away.
        organisation: from whom.
        interest: why.
        known: when it was declared or found, None where no date is on record.
        seated: sits on a panel and does not score this applicant; otherwise was left out of the draw.
    """

    number: str
    name: str
    organisation: str
    interest: str
    known: date | None
    seated: bool


class PoolNotice(
    Document,
    number=10,
    title="评审专家抽取名单",
    addressee=Addressee.PUBLIC,
    form=Form.PLAIN,
    folder=Stage.PANELS,
    articles=("第八条",),
    says=Contents("抽取规则公布", facts=("panel.drawn", "digest")),
):
    """The frozen pool of a panel, published with its digest and the rule before there is a seed."""

    panel: Panel = slot("评审组", "panel 组别，trade 行业，size 人数，drawn 抽取日期", ahead=("drawn",))
    widened: str = slot("扩大范围的决定", "没有的为空")
    lines: tuple[str, ...] = slot("名单原文", "每名专家一行，即计算摘要的文本")
    digest: str = slot("名单的SHA-256摘要")
    digits: int = slot("种子最少位数")
    witnesses: int = slot("见证人最少人数")


class DrawRecord(
    Document,
    number=10,
    title="评审员抽取记录",
    addressee=Addressee.OFFICE,
    form=Form.PLAIN,
    folder=Stage.PANELS,
    articles=("第八条", "第九条", "第二十七条"),
    says=Contents("由…组成", facts=("panel.drawn", "seed.seed"), contact=False),
    needs_date=False,
):
    """The draw of one panel with everything that is needed to do it again."""

    panel: Panel = slot("评审组", "panel 组别，trade 行业，size 人数，drawn 抽取日期，pool_digest 公布的摘要")
    widened: str = slot("扩大范围的决定", "没有的为空")
    entries: tuple[PoolLine, ...] = slot("本行业专家", "number、name、employer、eligible 是否进入抽取、reasons 理由")
    eligible: int = slot("进入抽取的人数")
    lines: tuple[str, ...] = slot("名单原文", "计算摘要的文本")
    digest: str = slot("名单的SHA-256摘要")
    seed: Seed = slot("有效的种子", "round 轮次，seed 种子，method 产生方式，place 地点，witnesses 见证人")
    annulled: tuple[Annulled, ...] = slot("作废的种子", "round 轮次，seed 种子，decision 作废决定")
    tickets: tuple[Ticket, ...] = slot("全部抽取号", "order 顺序，expert 专家，source 原文，digest 摘要，role 结果")
    members: tuple[Expert, ...] = slot("评审员")
    reserves: tuple[Expert, ...] = slot("候补")
    declined: tuple[Declined, ...] = slot("谢绝", "number、name、refused 日期、reason 理由")
    leader: str = slot("组长姓名", "尚未商定的为空")


class Appointment(
    Document,
    number=11,
    title="评审员聘书",
    addressee=Addressee.REVIEWER,
    form=Form.CERTIFICATE,
    folder=Stage.PANELS,
    articles=("第八条",),
    says=Contents("聘请", contact=False),
):
    """The letter of appointment of one panel member."""

    expert: Expert = slot("评审员", "name 姓名，employer 工作单位，position 职务或职称")
    seats: tuple[Seat, ...] = slot("所任", "panel 组别，trade 行业，leads 是否组长")


class Commitment(
    Document,
    number=12,
    title="个人信用承诺书",
    addressee=Addressee.REVIEWER,
    form=Form.PLAIN,
    folder=Stage.PANELS,
    articles=("第八条", "第二十六条", "第二十七条"),
    says=Contents("郑重承诺", duty="存档", contact=False),
    needs_date=False,
    public=False,
):
    """The commitment an expert signs before the draw."""

    expert: Expert = slot("专家", _EXPERT, ahead=("commitment",))


class RecusalRegister(
    Document,
    number=13,
    title="回避情况登记表",
    addressee=Addressee.REVIEWER,
    form=Form.FREE,
    folder=Stage.PANELS,
    articles=("第二十七条",),
    says=Contents("回避", facts=("rows.interest",), contact=False),
    needs_date=False,
    public=False,
):
    """Who stays away from whom: one register of the experts, one of the committee."""

    voting: bool = slot("是否评委会委员", "否则为评审专家")
    rows: tuple[RecusalLine, ...] = slot(
        "回避", "number、name、organisation 单位、interest 关系、known 日期、seated 已入评审组"
    )


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield pools and commitments before the seed, records after the draw, appointments when the panels are seated."""
    stopped = judgement.stopped
    pools = tuple(pool for pool in judgement.panels.pools if pool.panel.panel not in stopped)
    draws = tuple(draw for draw in judgement.panels.draws if draw.pool.panel.panel not in stopped)
    if not pools or not _sound(judgement):
        return
    for pool in pools:
        yield _pool_notice(judgement, desk, pool)
    for draw in draws:
        yield _record(judgement, desk, draw)
    for expert in _signers(pools):
        yield Commitment(expert=expert, **desk.common(judgement, Commitment.number, expert.number, called(expert)))
    yield _experts(judgement, desk)
    if judgement.reached(Stage.PANELS):
        for expert, seats in _seats(draws).items():
            common = desk.common(judgement, Appointment.number, expert.number, called(expert))
            yield Appointment(expert=expert, seats=seats, **common)
    if judgement.reached(Stage.COMMITTEE) and judgement.record.all(Member):
        yield _members(judgement, desk)


def called(expert: Expert) -> str:
    """Name an expert so that two of the same name stay apart."""
    return f"{expert.number}{expert.name}"


def _sound(judgement: Judgement) -> bool:
    """Say whether nothing on record contradicts the pools and draws found so far."""
    held = [item.subject for item in judgement.held if item.stage is Stage.PANELS]
    return any(
        step.stage is Stage.PANELS and (step.state in {State.DONE, State.WAITING} or (held and all(held)))
        for step in judgement.steps
    )


def _lines(pool: Pool) -> tuple[str, ...]:
    return tuple(line for line in pool.listing.split("\n") if line)


def _pool_notice(judgement: Judgement, desk: OfficeContext, pool: Pool) -> PoolNotice:
    name = pool.panel.panel
    return PoolNotice(
        panel=pool.panel,
        widened=clause(pool.panel.widened or ""),
        lines=_lines(pool),
        digest=pool.digest,
        digits=judgement.rules.art08.seed_digits,
        witnesses=judgement.rules.art08.witnesses,
        **desk.common(judgement, PoolNotice.number, f"{name}名单", name),
    )


def _record(judgement: Judgement, desk: OfficeContext, draw: Draw) -> DrawRecord:
    panel = draw.pool.panel
    names = {entry.expert.number: entry.expert.name for entry in draw.pool.entries}
    return DrawRecord(
        panel=panel,
        widened=clause(panel.widened or ""),
        entries=tuple(
            PoolLine(
                number=entry.expert.number,
                name=entry.expert.name,
                employer=entry.expert.employer,
                eligible=entry.eligible,
                reasons=tuple(desk.wording.sentence(finding) for finding in entry.reasons),
            )
            for entry in draw.pool.entries
        ),
        eligible=len(draw.pool.eligible),
        lines=_lines(draw.pool),
        digest=draw.pool.digest,
        seed=draw.seed,
        annulled=tuple(
            Annulled(row.round, row.seed, clause(row.annulled))
            for row in judgement.record.all(Seed)
            if row.panel == panel.panel and row.annulled
        ),
        tickets=draw.tickets,
        members=draw.members,
        reserves=tuple(ticket.expert for ticket in draw.tickets if ticket.role is Role.RESERVE),
        declined=tuple(
            Declined(row.expert, names.get(row.expert, row.expert), row.refused, clause(row.reason))
            for row in judgement.record.all(Refusal)
            if row.panel == panel.panel
        ),
        leader=names.get(draw.leader, ""),
        **desk.common(judgement, DrawRecord.number, panel.panel, panel.panel),
    )


def _signers(pools: tuple[Pool, ...]) -> tuple[Expert, ...]:
    """List the experts who serve once they sign: nothing but the commitment itself may be open, each expert once."""
    found = {
        entry.expert.number: entry.expert
        for pool in pools
        for entry in pool.entries
        if entry.expert.status is ExpertStatus.ACTIVE
        and all(item.verdict is Verdict.MET or item.rule == _SIGNING for item in entry.findings)
    }
    return tuple(found[number] for number in sorted(found))


def _seats(draws: tuple[Draw, ...]) -> dict[Expert, tuple[Seat, ...]]:
    """Give every member's seats; one who sits on two panels gets one letter."""
    found: dict[str, tuple[Expert, tuple[Seat, ...]]] = {}
    for draw in draws:
        panel = draw.pool.panel
        for expert in draw.members:
            _, before = found.get(expert.number, (expert, ()))
            found[expert.number] = (expert, (*before, Seat(panel.panel, panel.trade, expert.number == draw.leader)))
    return {expert: seats for _, (expert, seats) in sorted(found.items())}


def _experts(judgement: Judgement, desk: OfficeContext) -> RecusalRegister:
    seated = {expert.number for draw in judgement.panels.draws for expert in draw.members}
    rows = tuple(
        RecusalLine(
            number=item.expert,
            name=item.expert_name,
            organisation=item.applicant,
            interest=item.kind,
            known=item.known,
            seated=item.expert in seated,
        )
        for item in judgement.panels.conflicts
    )
    common = desk.common(judgement, RecusalRegister.number, REVIEWERS, REVIEWERS)
    return RecusalRegister(voting=False, rows=rows, **common)


def _members(judgement: Judgement, desk: OfficeContext) -> RecusalRegister:
    names = {row.number: row.name for row in judgement.record.all(Member)}
    rows = tuple(
        RecusalLine(
            number=row.member,
            name=names.get(row.member, row.member),
            organisation=judgement.name(row.uscc),
            interest=clause(row.reason),
            known=None,
            seated=True,
        )
        for row in judgement.record.all(MemberRecusal)
    )
    common = desk.common(judgement, RecusalRegister.number, COMMITTEE, COMMITTEE)
    return RecusalRegister(voting=True, rows=rows, **common)
