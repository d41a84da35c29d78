"""The later workbooks of the example cycle: scores, ballots, notice, approval, life after the award."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from toolchain.cycle.example.sample_data import Rows, profiles, rows
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.prize_use import PrizeReport, Spending
from toolchain.model.sheets.scores import Remark, Reviewer, Score
from toolchain.model.sheets.vocabulary import (
    GovernmentDecision,
    Teller,
    Vote,
    YesNo,
)
from toolchain.regulation.art08_draw import Draw
from toolchain.regulation.art17_vote import Tally
from toolchain.stages.judgement import Judgement


def _roll(*parts: str) -> int:
    """Give a number that looks thrown and is the same on every machine."""
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16)


def score_sheet(j: Judgement, draw: Draw, expert: Expert) -> Rows:
    """Fill one reviewer's score sheet: percentages in steps of five around each applicant's level."""
    panel = draw.pool.panel
    scores: list[Row] = []
    remarks: list[Row] = []
    for item in j.qualified:
        applicant = item.acceptance.application
        if applicant.applicant.trade != panel.trade:
            continue
        profile = profiles()[applicant.uscc]
        level = profile.level + _roll(expert.number, "宽严") % 5 - 2 + _roll(expert.number, applicant.uscc) % 9 - 4
        for row in j.settings.criteria:
            desk, site = (
                Decimal(5 * ((level + _roll(expert.number, applicant.uscc, row.code, phase) % 17 - 8) // 5))
                for phase in ("材料", "现场")
            )
            scores.append(
                Score(
                    uscc=applicant.uscc,
                    name=applicant.name,
                    code=row.code,
                    item=row.item,
                    points=row.points,
                    desk=desk,
                    site=site,
                )
            )
        remarks.append(
            Remark(
                uscc=applicant.uscc,
                name=applicant.name,
                strengths=f"{profile.product}的过程管理规范，顾客反馈及时进入改进",
                gaps="标杆对比的范围可再扩大，部分结果的趋势数据不足三年",
            )
        )
    reviewer = Reviewer(expert=expert.number, name=expert.name, panel=panel.panel, signed=date(2025, 6, 30))
    return {Reviewer: [reviewer], Score: scores, Remark: remarks}


_VOTES = (Vote.FOR, Vote.AGAINST, Vote.ABSTAIN, Vote.INVALID)


def committee(j: Judgement) -> Rows:
    """Fill 评委会会议: seventeen members, one absent, one recused from one candidate."""
    members, recusals = rows(Member), rows(MemberRecusal)
    entrants = [] if j.review.candidates is None else [*j.review.candidates.first, *j.review.candidates.repeat]
    counts: list[Count] = []
    ballots: list[Ballot] = []
    for item in entrants:
        votes = profiles()[item.uscc].votes
        favour, against, abstained, invalid = votes
        handed = sum(member.present is YesNo.YES for member in members)
        handed -= sum(recusal.uscc == item.uscc for recusal in recusals)
        counts += [
            Count(
                round=1,
                uscc=USCC(item.uscc),
                name=item.name,
                teller=teller,
                handed=handed,
                returned=sum(votes),
                favour=favour,
                against=against,
                abstained=abstained,
                invalid=invalid,
            )
            for teller in Teller
        ]
        marks = [vote for vote, count in zip(_VOTES, votes, strict=True) for _ in range(count)]
        for index, vote in enumerate(marks):
            number = f"{_roll(item.uscc, str(index)) % 900_000 + 100_000}"
            ballots.append(Ballot(round=1, number=number, uscc=USCC(item.uscc), vote=vote))
    ballots.sort(key=lambda ballot: ballot.number)
    return {
        Meeting: rows(Meeting),
        Member: list(members),
        MemberRecusal: list(recusals),
        Count: list(counts),
        Ballot: list(ballots),
    }


def notice(j: Judgement) -> Rows:
    """Fill 公示与异议: one notice, one objection that was not upheld."""
    nominees = [item.uscc for item in (*_first(j), *_again(j))]
    return {Posting: rows(Posting, nominees=nominees), Objection: rows(Objection, uscc=nominees[0])}


def _first(j: Judgement) -> Sequence[Tally]:
    return () if j.vote.nomination is None else j.vote.nomination.first


def _again(j: Judgement) -> Sequence[Tally]:
    return () if j.vote.nomination is None else j.vote.nomination.repeat


def approval(j: Judgement) -> Rows:
    """Fill 政府审定; a repeated award has no prize, and so no account."""
    standing = () if j.notice is None else j.notice.standing
    again = {item.uscc for item in _again(j)}
    return {
        ExecutiveMeeting: rows(ExecutiveMeeting),
        Approved: [
            Approved(
                uscc=USCC(uscc),
                name=j.name(uscc),
                decision=GovernmentDecision.APPROVED,
                certificate=f"红质奖2024{index:03d}",
                bank=None if uscc in again else "中国建设银行新乡红旗支行",
                account=None if uscc in again else f"41001560010{index}0500{index:04d}",
            )
            for index, uscc in enumerate(standing, start=1)
        ],
    }


def prize_use(uscc: str, name: str, prize: int) -> Rows:
    """Fill 奖金使用 of one laureate."""
    return {PrizeReport: rows(PrizeReport, uscc=uscc, name=name, prize=prize), Spending: rows(Spending)}
