"""评委会会议: members, attendance, recusals and the secret ballot."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Audience, Form, Refers
from toolchain.model.schema import USCC, Across, Layout, Row, column
from toolchain.model.sheets.vocabulary import MemberCategory, MemberRole, Teller, Vote, YesNo
from toolchain.model.workbook_declaration import Workbook


class Meeting(Row, title="会议", layout=Layout.FORM, note="评委会全体会议的基本情况。"):
    """The plenary meeting (第十七条)."""

    held: date = column("会议日期", basis="第十七条")
    place: str = column("会议地点", basis="第十七条", length=60)
    presider: str = column("主持人", basis="第六条", form=Form.PERSON)
    counting: str = column("计票人", "计票的工作人员", basis="第十七条", form=Form.PERSON)
    watching: str = column("监票人", "与计票人不得为同一人", basis="第十七条", form=Form.PERSON)
    recorder: str = column("记录人", basis="第十七条", form=Form.PERSON)
    observers: tuple[str, ...] | None = column("列席人员", "用顿号隔开", default=None, form=Form.PERSON)


class Member(
    Row,
    title="委员与签到",
    key=("number",),
    least=1,
    room=30,
    note="全体委员逐人填写；签到与选票没有任何对应关系。",
):
    """One committee member and whether present (第六条)."""

    number: str = column("委员编号", basis="第六条", length=20)
    name: str = column("姓名", basis="第六条", form=Form.PERSON)
    position: str = column("单位及职务", basis="第六条", form=Form.ORGANISATION)
    category: MemberCategory = column("类别", basis="第六条")
    role: MemberRole = column("评委会职务", basis="第六条")
    present: YesNo = column("是否到会", basis="第十七条")


class MemberRecusal(
    Row,
    title="委员回避",
    key=("member", "uscc"),
    room=20,
    note="与候选单位有利害关系的委员不参加对该单位的表决。",
):
    """A member who does not vote on a candidate (第二十七条)."""

    member: str = column("委员编号", basis="第二十七条", length=20, refers=Refers.MEMBER)
    uscc: USCC = column("统一社会信用代码", "回避的候选单位", basis="第二十七条", refers=Refers.ORGANISATION)
    reason: str = column("理由", basis="第二十七条", length=200)


class Count(
    Row,
    title="发票收票",
    key=("round", "uscc", "teller"),
    strict=True,
    room=60,
    balance=("returned", "favour", "against", "abstained", "invalid"),
    note="每个候选单位一行，由计票人填写；监票人独立复核的另填一行，两行不一致时停止计票。",
):
    """What a teller counted for one candidate (第十七条)."""

    round: int = column(
        "轮次",
        "首轮为1，重新投票为2",
        basis="第十七条",
        minimum=1,
        maximum=9,
        initial="1",
        units=("轮", "次"),
        offered=True,
    )
    uscc: USCC = column("统一社会信用代码", basis="第十七条", refers=Refers.ORGANISATION, offered=True)
    name: str = column("候选单位", basis="第十七条", form=Form.ORGANISATION, offered=True)
    teller: Teller = column("填写人", basis="第十七条", initial=Teller.COUNTING, offered=True)
    handed: int = column("发出票数", basis="第十七条", minimum=0, maximum=999, units=("票", "张"))
    returned: int = column("收回票数", basis="第十七条", minimum=0, maximum=999, units=("票", "张"))
    favour: int = column("同意票", basis="第十七条", minimum=0, maximum=999, units=("票", "张"))
    against: int = column("不同意票", basis="第十七条", minimum=0, maximum=999, units=("票", "张"))
    abstained: int = column("弃权票", basis="第十七条", minimum=0, maximum=999, units=("票", "张"))
    invalid: int = column("无效票", basis="第十七条", minimum=0, maximum=999, units=("票", "张"))


class Ballot(
    Row,
    title="表决票",
    key=("round", "number", "uscc"),
    strict=True,
    room=200,
    across=Across(("uscc",), ("vote",), since=4, label="候选单位"),
    note="收回的每张票逐票录入。票号为随机号，不得出现委员姓名、签名或时间。",
):
    """One mark on one anonymous ballot (第十七条)."""

    round: int = column("轮次", basis="第十七条", minimum=1, maximum=9, initial="1", units=("轮", "次"))
    number: str = column("票号", "票面上的随机号", basis="第十七条", length=20)
    uscc: USCC = column(
        "统一社会信用代码", "候选单位", aliases=("候选单位",), basis="第十七条", refers=Refers.ORGANISATION
    )
    vote: Vote = column("表决意见", "空白票、涂改不清的填“无效”", basis="第十七条", audience=Audience.CONFIDENTIAL)


class Proposal(
    Row,
    title="等次提名",
    key=("uscc",),
    since=2,
    extra=True,
    room=10,
    note="办法设有由评委会提名、不占名额的等次（如特别奖）的，表决前逐家写明拟授的等次；没有的留空。",
):
    """A candidate that the committee proposes for a grade given by proposal alone (第四条)."""

    uscc: USCC = column("统一社会信用代码", "拟授的候选单位", basis="第四条", refers=Refers.ORGANISATION)
    name: str = column("候选单位", basis="第四条", form=Form.ORGANISATION)
    grade: str = column("等次", "办法规定的简称", basis="第四条", example="特别奖", length=30)


class Bundle(
    Row,
    title="分捆计票",
    key=("round", "number"),
    strict=True,
    room=30,
    since=3,
    note="意见相同的选票捆在一起，一捆一行，不必再逐票填“表决票”。各栏写单位名称，用顿号隔开；没有写到的都按“其余单位”。",
):
    """Ballots that say the same, counted together (第十七条)."""

    round: int = column("轮次", basis="第十七条", minimum=1, maximum=9, initial="1", units=("轮", "次"), offered=True)
    number: str = column("捆号", "如 1、2，不得出现委员姓名", basis="第十七条", length=20)
    papers: int = column("张数", "这一捆有几张票", basis="第十七条", minimum=1, maximum=999, units=("票", "张"))
    favour: tuple[USCC, ...] | None = column(
        "同意的单位", basis="第十七条", default=None, refers=Refers.ORGANISATION, length=2000
    )
    against: tuple[USCC, ...] | None = column(
        "不同意的单位", basis="第十七条", default=None, refers=Refers.ORGANISATION, length=2000
    )
    abstained: tuple[USCC, ...] | None = column(
        "弃权的单位", basis="第十七条", default=None, refers=Refers.ORGANISATION, length=2000
    )
    invalid: tuple[USCC, ...] | None = column(
        "无效的单位", basis="第十七条", default=None, refers=Refers.ORGANISATION, length=2000
    )
    rest: Vote | None = column(
        "其余单位", "没有写到的候选单位，这一捆票是什么意见；每个单位一张票的留空", basis="第十七条", default=None
    )


COMMITTEE = Workbook(
    mark="committee-meeting",
    first_mark="182fc3cc70a8",
    title="评委会会议",
    sheets=(Meeting, Member, MemberRecusal, Count, Ballot, Proposal, Bundle),
    filled_by="计票人",
    note="会议、签到、回避和计票。选票不记名，任何表格都不能把票与人对应起来。",
)
