"""The office's own workbooks of the example cycle: settings, register, experts, panels."""

from __future__ import annotations

from datetime import date

from toolchain.cycle.example.applicants import receipts
from toolchain.cycle.example.profiles import HOLDING, MAKING, PROFILES, REPEATING, SERVING
from toolchain.model.check_items import Items
from toolchain.model.schema import USCC, Row, Share, Yuan
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Dispatch, Readings, Receipt
from toolchain.model.sheets.vocabulary import (
    AwardKind,
    BallotForm,
    Degree,
    ExpertStatus,
    Quorum,
    RegisterStatus,
    Scope,
    Scoring,
    Term,
    TieBreak,
    TieKind,
    Trimming,
    Verdict,
    Voters,
    Window,
    YesNo,
)

CYCLE = "示例2025届"
DRAWN = date(2025, 6, 10)
FRAUD = (USCC("91410702MA4BXF62XN"), "新乡市新飞越电子有限公司")
ACCIDENT = (USCC("91410702MA4CHR837W"), "新乡市华瑞生物制品有限公司")

_Rows = dict[type[Row], list[Row]]


def settings(items: Items, dispatch: list[Dispatch]) -> _Rows:
    """Fill 届次设置."""
    return {
        Cycle: [
            Cycle(
                cycle=CYCLE,
                year=2024,
                previous=date(2022, 12, 30),
                announced=date(2025, 3, 3),
                opens=date(2025, 3, 10),
                deadline=date(2025, 4, 30),
                supplement_days=5,
                supplement_from=date(2025, 5, 6),
                site_from=date(2025, 6, 23),
                site_until=date(2025, 6, 27),
                budget=Yuan(150_000),
                refund_account="户名：红旗区财政局；开户银行：示例银行红旗支行；账号：0000000000000001",
                contact="苏晓雯",
                phone="0373-3050001",
                supervision_phone="0373-3050002",
                email="zlj@example.com",
                address="河南省新乡市红旗区人民路2号",
                postcode="453000",
                website="红旗区人民政府网站",
            )
        ],
        CycleRules: [
            CycleRules(
                criteria_edition=items.edition,
                scoring=Scoring.PERCENT,
                desk_weight=Share("40%"),
                site_weight=Share("60%"),
                trimming=Trimming.EXTREMES,
                tie_break=TieBreak.SITE,
                scope=Scope.OVERALL,
                candidates=5,
                minimum_score=None,
                ballot_form=BallotForm.SINGLE,
                vote_cap=None,
            )
        ],
        Readings: [Readings(window=Window.ROLLING, voters=Voters.RETURNED, quorum=Quorum.NONE, term=Term.DEADLINE)],
        Criterion: [
            Criterion(code=row.code, category=row.category, item=row.item, points=row.points) for row in items.criteria
        ],
        Receipt: receipts(),
        Dispatch: list(dispatch),
    }


def register() -> _Rows:
    """Fill 获奖台账: laureates of two earlier cycles."""
    return {
        Award: [
            Award(
                uscc=USCC(REPEATING.uscc),
                name=REPEATING.name,
                cycle="2019届",
                year=2019,
                kind=AwardKind.FIRST,
                basis="红政〔2015〕1号",
                announced=date(2020, 1, 10),
                valid_until=date(2024, 1, 10),
                certificate="红质奖2019001",
                prize=Yuan(50_000),
                status=RegisterStatus.EXPIRED,
                revoked=None,
            ),
            *(
                Award(
                    uscc=USCC(uscc),
                    name=name,
                    cycle="2022届",
                    year=2022,
                    kind=AwardKind.FIRST,
                    basis="红政〔2022〕76号",
                    announced=date(2022, 12, 30),
                    valid_until=date(2026, 12, 30),
                    certificate=f"红质奖2022{number:03d}",
                    prize=Yuan(50_000),
                    status=RegisterStatus.VALID,
                    revoked=None,
                )
                for number, (uscc, name) in enumerate((FRAUD, ACCIDENT, (HOLDING.uscc, HOLDING.name)), start=1)
            ),
        ],
        Ban: [],
    }


_EXPERTS = (
    ("E01", "张建国", "河南科技学院", "教授", Degree.DOCTOR, True, date(1998, 7, 1), (MAKING,)),
    (
        "E02",
        "李文静",
        "新乡市质量检验检测中心",
        "高级工程师",
        Degree.MASTER,
        True,
        date(2005, 9, 1),
        (MAKING,),
    ),
    ("E03", "王海涛", "河南省机械行业协会", "高级工程师", Degree.BACHELOR, True, date(2003, 3, 1), (MAKING,)),
    ("E04", "赵敏", "新乡学院", "副教授", Degree.DOCTOR, True, date(2008, 7, 1), (SERVING,)),
    ("E05", "刘志强", "新乡市质量协会", "高级工程师", Degree.BACHELOR, True, date(2001, 5, 1), (MAKING,)),
    (
        "E06",
        "陈晓东",
        "新乡市质量技术服务中心",
        "工程师",
        Degree.BACHELOR,
        False,
        date(2012, 8, 1),
        (MAKING,),
    ),
    (
        "E07",
        "杨丽华",
        "河南恒信认证有限公司",
        "高级审核员",
        Degree.MASTER,
        False,
        date(2009, 6, 1),
        (MAKING,),
    ),
    ("E08", "周立新", "新乡市标准化研究院", "高级工程师", Degree.MASTER, True, date(2006, 7, 1), (MAKING,)),
    ("E09", "吴昊", "卫辉市产品质量检验所", "工程师", Degree.BACHELOR, False, date(2018, 9, 1), (MAKING,)),
    ("E10", "郑玉梅", "河南工学院", "教授", Degree.DOCTOR, True, date(2000, 7, 1), (SERVING,)),
    ("E11", "孙国栋", "新乡市消费者协会", "高级经济师", Degree.BACHELOR, True, date(2004, 4, 1), (SERVING,)),
    ("E12", "马春燕", "河南师范大学", "副教授", Degree.DOCTOR, True, date(2010, 7, 1), (SERVING,)),
    ("E13", "朱明远", "新乡市物流行业协会", "高级工程师", Degree.MASTER, True, date(2007, 7, 1), (SERVING,)),
    (
        "E14",
        "胡雪琴",
        "河南中质企业管理咨询有限公司",
        "咨询师",
        Degree.BACHELOR,
        False,
        date(2011, 3, 1),
        (SERVING,),
    ),
    (
        "E15",
        "林浩然",
        "新乡市卫生质量控制中心",
        "副主任医师",
        Degree.MASTER,
        True,
        date(2008, 7, 1),
        (SERVING,),
    ),
    ("E16", "何俊峰", PROFILES[0].name, "总工程师", Degree.MASTER, True, date(2006, 7, 1), (MAKING,)),
)


def experts() -> _Rows:
    """Fill 评审专家库: sixteen experts of two trades, some of whom may not be drawn."""
    rows: list[Row] = [
        Expert(
            number=number,
            name=name,
            employer=employer,
            position=position,
            degree=degree,
            senior=YesNo.YES if senior else YesNo.NO,
            since=since,
            trades=trades,
            auditor=YesNo.NO if number == "E14" else YesNo.YES,
            standards=YesNo.YES,
            policy=Verdict.MET,
            ethics=Verdict.MET,
            commitment=None if number == "E15" else date(2025, 6, 3),
            status=ExpertStatus.ACTIVE,
            phone=None,
        )
        for number, name, employer, position, degree, senior, since, trades in _EXPERTS
    ]
    logistics = next(profile for profile in PROFILES if "物流" in profile.name)
    tie = Tie(
        expert="E13",
        uscc=USCC(logistics.uscc),
        kind=TieKind.CONSULTING,
        declared=date(2025, 6, 3),
        ended=date(2024, 3, 31),
        note="为其提供过冷链标准化培训",
    )
    return {Expert: rows, Tie: [tie]}


def panels(digests: dict[str, str], leaders: dict[str, str], refusals: list[Refusal]) -> _Rows:
    """Fill 评审组抽取."""
    return {
        Panel: [
            Panel(
                panel=f"{trade}组",
                trade=trade,
                size=size,
                drawn=DRAWN,
                pool_digest=digests.get(f"{trade}组"),
                widened=None,
                leader=leaders.get(f"{trade}组"),
            )
            for trade, size in ((MAKING, 5), (SERVING, 3))
        ],
        Seed: [
            Seed(
                panel=f"{trade}组",
                round=1,
                seed=seed,
                method="当众掷骰24次",
                place="区市场监督管理局三楼会议室",
                witnesses=("区纪委监委派驻组邹平", "区公证处代表冯洁"),
                annulled=None,
            )
            for trade, seed in ((MAKING, "352614652316415263341625"), (SERVING, "613245126354631452263154"))
        ],
        Refusal: list(refusals),
    }
