"""The later workbooks of the example cycle: scores, ballots, notice, approval, life after the award."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from toolchain.cycle.example.office import ACCIDENT, FRAUD
from toolchain.cycle.example.profiles import PROFILES, REPEATING
from toolchain.model.schema import USCC, Row, Yuan
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.prize_use import PrizeReport, Spending
from toolchain.model.sheets.scores import Remark, Reviewer, Score
from toolchain.model.sheets.supervision import Discipline, HigherAward, Incident
from toolchain.model.sheets.vocabulary import (
    GovernmentDecision,
    HigherAwardKind,
    IncidentDecision,
    IncidentKind,
    MemberCategory,
    MemberRole,
    Outcome,
    PrizeUse,
    Teller,
    Verdict,
    Vote,
    YesNo,
)
from toolchain.regulation.art08_draw import Draw
from toolchain.regulation.art17_vote import Tally
from toolchain.stages.judgement import Judgement

_Rows = dict[type[Row], list[Row]]
_BY_CODE = {profile.uscc: profile for profile in PROFILES}


def _roll(*parts: str) -> int:
    """Give a number that looks thrown and is the same on every machine."""
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16)


def score_sheet(j: Judgement, draw: Draw, expert: Expert) -> _Rows:
    """Fill one reviewer's score sheet: percentages in steps of five around each applicant's level."""
    panel = draw.pool.panel
    scores: list[Row] = []
    remarks: list[Row] = []
    for item in j.qualified:
        applicant = item.acceptance.application
        if applicant.applicant.trade != panel.trade:
            continue
        profile = _BY_CODE[applicant.uscc]
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


_MEMBERS = (
    ("韩志明", "区政府副区长", MemberCategory.GOVERNMENT, MemberRole.CHAIR),
    ("梁卫东", "区政府办公室主任", MemberCategory.GOVERNMENT, MemberRole.VICE_CHAIR),
    ("罗建华", "区市场监督管理局局长", MemberCategory.GOVERNMENT, MemberRole.VICE_CHAIR),
    ("徐静", "区发展和改革委员会副主任", MemberCategory.GOVERNMENT, MemberRole.MEMBER),
    ("高峰", "区科技和工业信息化局副局长", MemberCategory.GOVERNMENT, MemberRole.MEMBER),
    ("唐晓玲", "区财政局副局长", MemberCategory.GOVERNMENT, MemberRole.MEMBER),
    ("邓伟", "区人力资源和社会保障局副局长", MemberCategory.GOVERNMENT, MemberRole.MEMBER),
    ("曹阳", "区应急管理局副局长", MemberCategory.GOVERNMENT, MemberRole.MEMBER),
    ("彭涛", "区商务局副局长", MemberCategory.GOVERNMENT, MemberRole.MEMBER),
    ("田玉兰", "河南科技学院质量工程研究所研究员", MemberCategory.QUALITY, MemberRole.MEMBER),
    ("石磊", "新乡市质量协会理事", MemberCategory.QUALITY, MemberRole.MEMBER),
    ("常青", "新乡市标准化研究院研究员", MemberCategory.QUALITY, MemberRole.MEMBER),
    ("汪海洋", "河南师范大学商学院教授", MemberCategory.MANAGEMENT, MemberRole.MEMBER),
    ("钱进", "新乡市企业管理协会秘书长", MemberCategory.MANAGEMENT, MemberRole.MEMBER),
    ("万里", "新乡市机械行业协会会长", MemberCategory.TRADE, MemberRole.MEMBER),
    ("康建军", "新乡市食品工业协会副会长", MemberCategory.TRADE, MemberRole.MEMBER),
    ("黎明", "红旗区现代服务业商会会长", MemberCategory.TRADE, MemberRole.MEMBER),
)
_ABSENT, _RECUSED, _RECUSED_FROM = 8, 14, 1
_VOTES = (Vote.FOR, Vote.AGAINST, Vote.ABSTAIN, Vote.INVALID)


def committee(j: Judgement) -> _Rows:
    """Fill 评委会会议: seventeen members, one absent, one recused from one candidate."""
    members: list[Member] = [
        Member(
            number=f"W{index + 1:02d}",
            name=name,
            position=position,
            category=category,
            role=role,
            present=YesNo.NO if index == _ABSENT else YesNo.YES,
        )
        for index, (name, position, category, role) in enumerate(_MEMBERS)
    ]
    entrants = [] if j.review.candidates is None else [*j.review.candidates.first, *j.review.candidates.repeat]
    recused_from = PROFILES[_RECUSED_FROM].uscc
    counts: list[Count] = []
    ballots: list[Ballot] = []
    for item in entrants:
        favour, against, abstained, invalid = _BY_CODE[item.uscc].votes
        total = favour + against + abstained + invalid
        counts += [
            Count(
                round=1,
                uscc=USCC(item.uscc),
                name=item.name,
                teller=teller,
                handed=len(members) - 1 - (item.uscc == recused_from),
                returned=total,
                favour=favour,
                against=against,
                abstained=abstained,
                invalid=invalid,
            )
            for teller in Teller
        ]
        marks = [vote for vote, count in zip(_VOTES, _BY_CODE[item.uscc].votes, strict=True) for _ in range(count)]
        for index, vote in enumerate(marks):
            number = f"{_roll(item.uscc, str(index)) % 900_000 + 100_000}"
            ballots.append(Ballot(round=1, number=number, uscc=USCC(item.uscc), vote=vote))
    ballots.sort(key=lambda ballot: ballot.number)
    return {
        Meeting: [
            Meeting(
                held=date(2025, 7, 10),
                place="区政府第二会议室",
                presider="韩志明",
                counting="苏晓雯",
                watching="邹平",
                recorder="贾宁",
                observers=("区纪委监委派驻组",),
            )
        ],
        Member: list(members),
        MemberRecusal: [
            MemberRecusal(
                member=members[_RECUSED].number,
                uscc=USCC(recused_from),
                reason="所在协会与该单位有长期技术服务合同",
            )
        ],
        Count: list(counts),
        Ballot: list(ballots),
    }


def notice(j: Judgement) -> _Rows:
    """Fill 公示与异议: one notice, one objection that was not upheld."""
    nominees = tuple(USCC(item.uscc) for item in (*_first(j), *_again(j)))
    return {
        Posting: [
            Posting(
                number=1,
                posted=date(2025, 7, 14),
                until=date(2025, 7, 21),
                place="红旗区人民政府网站“公示公告”栏目",
                nominees=nominees,
                concluded=date(2025, 7, 23),
                confirmed_by="罗建华",
            )
        ],
        Objection: [
            Objection(
                number="Y01",
                received=date(2025, 7, 16),
                uscc=nominees[0],
                matter="反映申报材料所列的一项专利权属有争议",
                objector="邱某",
                contact="13900000000",
                accepted=YesNo.YES,
                investigation="经查阅专利登记簿副本并向双方核实，该专利权人为被反映单位，争议已于申报前由人民法院生效裁判确认",
                outcome=Outcome.DISMISSED,
                concluded=date(2025, 7, 21),
                replied=date(2025, 7, 22),
            )
        ],
    }


def _first(j: Judgement) -> Sequence[Tally]:
    return () if j.vote.nomination is None else j.vote.nomination.first


def _again(j: Judgement) -> Sequence[Tally]:
    return () if j.vote.nomination is None else j.vote.nomination.repeat


def approval(j: Judgement) -> _Rows:
    """Fill 政府审定."""
    standing = () if j.notice is None else j.notice.standing
    return {
        ExecutiveMeeting: [
            ExecutiveMeeting(number="第52次", held=date(2025, 8, 8), announced=date(2025, 8, 15)),
        ],
        Approved: [
            Approved(
                uscc=USCC(uscc),
                name=j.name(uscc),
                decision=GovernmentDecision.APPROVED,
                certificate=f"红质奖2024{index:03d}",
                bank=None if uscc == REPEATING.uscc else "中国建设银行新乡红旗支行",
                account=None if uscc == REPEATING.uscc else f"4100 1560 010{index} 0500 {index:04d}".replace(" ", ""),
            )
            for index, uscc in enumerate(standing, start=1)
        ],
    }


def prize_use(uscc: str, name: str, prize: int) -> _Rows:
    """Fill 奖金使用 of one laureate."""
    return {
        PrizeReport: [
            PrizeReport(
                uscc=USCC(uscc),
                name=name,
                prize=Yuan(prize),
                received=date(2025, 9, 10),
                reported=date(2026, 3, 20),
            )
        ],
        Spending: [
            Spending(
                spent=date(2025, 10, 15),
                use=PrizeUse.TRAINING,
                amount=Yuan(18_000),
                detail="质量工具和内审员培训",
                evidence="记账凭证2025-10-032",
                judged=None,
            ),
            Spending(
                spent=date(2025, 12, 8),
                use=PrizeUse.IMPROVEMENT,
                amount=Yuan(22_000),
                detail="关键工序在线检测改造",
                evidence="记账凭证2025-12-017",
                judged=None,
            ),
            Spending(
                spent=date(2026, 2, 26),
                use=PrizeUse.OTHER_QUALITY,
                amount=Yuan(6_000),
                detail="质量月现场观摩活动",
                evidence="记账凭证2026-02-009",
                judged=Verdict.MET,
            ),
        ],
    }


def supervision() -> _Rows:
    """Fill 监督事项: one award won by fraud, one accident within validity; they have different consequences."""
    return {
        Incident: [
            Incident(
                number="S01",
                uscc=FRAUD[0],
                name=FRAUD[1],
                kind=IncidentKind.FRAUD,
                happened=date(2022, 9, 20),
                found=date(2025, 10, 21),
                facts="申报时提交的两份检验报告系伪造，虚报产品合格率和出口数量",
                evidence="区市场监督管理局调查报告（2025年第12号）",
                outcome=Outcome.UPHELD,
                serious=None,
                decision=IncidentDecision.REVOKE,
                meeting="第61次常务会议",
                approved=date(2026, 1, 16),
                amount=None,
            ),
            Incident(
                number="S02",
                uscc=ACCIDENT[0],
                name=ACCIDENT[1],
                kind=IncidentKind.ACCIDENT,
                happened=date(2026, 3, 2),
                found=date(2026, 3, 2),
                facts="发酵车间发生重大生产安全责任事故，经调查认定该单位负主要责任",
                evidence="区应急管理局事故调查报告（2026年第3号）",
                outcome=Outcome.UPHELD,
                serious=None,
                decision=IncidentDecision.REVOKE,
                meeting="第66次常务会议",
                approved=date(2026, 5, 15),
                amount=None,
            ),
        ],
        Discipline: [],
        HigherAward: [
            HigherAward(
                uscc=USCC(REPEATING.uscc),
                name=REPEATING.name,
                award=HigherAwardKind.CITY,
                won=date(2026, 4, 28),
                evidence="新乡市人民政府公告（2026年第5号）",
                proposed=None,
            )
        ],
    }
