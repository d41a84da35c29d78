"""Random experts, draws, scores, ballots, notices and approvals of a cycle."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.oracle.cells import years_later
from tests.oracle.random_opening import Luck, Rows, days
from tests.rows import row_of
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.scores import Remark, Reviewer, Score
from toolchain.model.sheets.settings import Criterion, CycleRules
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import (
    Degree,
    ExpertStatus,
    Measure,
    MemberCategory,
    MemberRole,
    Scoring,
    Teller,
    TieKind,
    Verdict,
    Vote,
    YesNo,
)


def experts(luck: Luck, drawn: date, applicants: list[Applicant], trades: list[str]) -> Rows:
    """Make up a pool: most experts are eligible, some fail by a day."""
    rows: list[Row] = []
    ties: list[Row] = []
    for number in range(1, 7 + 2 * len(trades) + luck.rng.randint(0, 3)):
        rows.append(_expert(luck, number, drawn, applicants, trades))
        if applicants and luck.yes(0.15):
            ended = luck.near(years_later(drawn, -3)) if luck.yes(0.5) else None
            ties.append(
                row_of(
                    Tie,
                    expert=f"E{number:02d}",
                    uscc=luck.rng.choice(applicants).uscc,
                    kind=luck.rng.choice(list(TieKind)),
                    declared=luck.near(drawn) if luck.yes(0.5) else drawn - days(30),
                    ended=ended,
                )
            )
    return {Expert: rows, Tie: ties}


def _expert(luck: Luck, number: int, drawn: date, applicants: list[Applicant], trades: list[str]) -> Expert:
    rng = luck.rng
    odd = luck.yes(0.3)
    return row_of(
        Expert,
        number=f"E{number:02d}",
        name=f"专家{number}",
        employer=rng.choice(applicants).name if odd and applicants and luck.yes(0.2) else f"第{number}学院",
        degree=rng.choice(list(Degree)) if odd else Degree.BACHELOR,
        senior=rng.choice(list(YesNo)) if odd else YesNo.YES,
        since=luck.near(years_later(drawn, -8)) if odd else date(2005, 2, 28),
        trades=tuple(rng.sample(trades, rng.randint(1, len(trades)))),
        auditor=YesNo.NO if odd and luck.yes(0.1) else YesNo.YES,
        standards=YesNo.NO if odd and luck.yes(0.1) else YesNo.YES,
        policy=_doubt(luck) if odd and luck.yes(0.1) else Verdict.MET,
        ethics=_doubt(luck) if odd and luck.yes(0.1) else Verdict.MET,
        commitment=rng.choice((None, drawn - days(1), drawn, drawn + days(1))) if odd else drawn - days(9),
        status=rng.choice(list(ExpertStatus)) if odd and luck.yes(0.2) else ExpertStatus.ACTIVE,
    )


def _doubt(luck: Luck) -> Verdict:
    return Verdict.PENDING if luck.yes(luck.open_ends) else Verdict.NOT_MET


def _seed(luck: Luck, trade: str, turn: int, *, annulled: bool) -> Seed:
    return row_of(
        Seed,
        panel=f"{trade}组",
        round=turn,
        seed="".join(luck.rng.choice("123456") for _ in range(24)),
        method="当众掷骰",
        place="会议室",
        witnesses=("甲", "乙"),
        annulled="掷骰中断，集体决定作废" if annulled and turn == 1 else None,
    )


def draw(luck: Luck, drawn: date, trades: list[str], sizes: dict[str, int]) -> Rows:
    """Make up panels with a public seed each; an annulled one now and then."""
    seeds: list[Row] = []
    for trade in trades:
        annulled = luck.yes(0.1)
        seeds += [_seed(luck, trade, turn, annulled=annulled) for turn in ((1, 2) if annulled else (1,))]
    panels = [
        row_of(
            Panel,
            panel=f"{trade}组",
            trade=trade,
            size=sizes[trade],
            drawn=drawn,
            widened="集体决定扩大范围" if luck.yes(0.1) else None,
        )
        for trade in trades
    ]
    return {Panel: list(panels), Seed: seeds, Refusal: []}


def removals(luck: Luck, drawn: date, numbers: list[str]) -> list[Row]:
    """Make up measures against reviewers, on the day of the draw and beside it."""
    if not numbers or not luck.yes(0.15):
        return []
    number = luck.rng.choice(numbers)
    return [
        row_of(
            Discipline,
            expert=number,
            name=f"专家{int(number[1:])}",
            facts="违反评审纪律",
            measure=luck.rng.choice(list(Measure)),
            decided=drawn + days(luck.rng.choice((-1, 0, 1, 40))),
        )
    ]


def score_sheet(luck: Luck, expert: Any, panel: str, applicants: list[Applicant], rows: Rows, day: date) -> Rows:
    """Make up one reviewer's scores; few different values, so that ties are common."""
    rules: Any = rows[CycleRules][0]
    scores: list[Row] = []
    drawn: list[tuple[Decimal, Decimal]] = []
    for place, applicant in enumerate(applicants):
        same = place > 0 and luck.yes(0.7)
        values = [(site, desk) for desk, site in drawn] if same and luck.yes(0.3) else list(drawn) if same else []
        drawn = []
        for number, criterion in enumerate(rows[Criterion]):
            worth: int = criterion.points
            desk, site = values[number] if values else _pair(luck, rules.scoring, worth)
            drawn.append((desk, site))
            scores.append(
                row_of(
                    Score,
                    uscc=applicant.uscc,
                    name=applicant.name,
                    code=criterion.code,
                    item=criterion.item,
                    points=worth,
                    desk=desk,
                    site=site,
                )
            )
    return {
        Reviewer: [row_of(Reviewer, expert=expert["专家编号"], name=expert["姓名"], panel=panel, signed=day)],
        Score: scores,
        Remark: [row_of(Remark, uscc=item.uscc, name=item.name, strengths="扎实", gaps="数据") for item in applicants],
    }


def _pair(luck: Luck, scoring: Scoring, worth: int) -> tuple[Decimal, Decimal]:
    if scoring is Scoring.PERCENT:
        return Decimal(luck.rng.choice((60, 65, 70, 75, 80))), Decimal(luck.rng.choice((60, 65, 70, 75, 80)))
    return worth * Decimal(luck.rng.randint(60, 80)) / 100, worth * Decimal(luck.rng.randint(600, 800)) / 1000


def members(luck: Luck) -> list[Member]:
    """Make up a committee of the right structure; most members come."""
    count = luck.rng.choice((4, 5, 9, 11, 12, 13))
    categories = list(MemberCategory)
    share = luck.rng.choice((1.0, 1.0, 0.9, 0.7))
    return [
        row_of(
            Member,
            number=f"W{number:02d}",
            name=f"委员{number}",
            position="某单位某职务",
            category=MemberCategory.GOVERNMENT if number <= 3 else categories[number % 4],
            role=MemberRole.CHAIR if number == 1 else MemberRole.VICE_CHAIR if number <= 3 else MemberRole.MEMBER,
            present=YesNo.YES if number <= 3 or luck.yes(share) else YesNo.NO,
        )
        for number in range(1, count + 1)
    ]


def meeting(held: date) -> Meeting:
    """Make up the plenary meeting."""
    return row_of(
        Meeting,
        held=held,
        presider="委员1",
        counting="计票甲",
        watching="监票乙",
        recorder="记录丙",
    )


def recusals(luck: Luck, roster: list[Member], listed: list[USCC]) -> list[Row]:
    """Let members keep away from a candidate."""
    return [
        row_of(MemberRecusal, member=member.number, uscc=uscc, reason="曾任职")
        for uscc in listed
        for member in roster
        if luck.yes(0.06)
    ]


def papers(luck: Luck, turn: int, listed: list[USCC], handed: dict[str, int], *, joint: bool) -> list[Ballot]:
    """Make up ballots with yes votes around two thirds."""
    rng = luck.rng
    found: list[Ballot] = []
    kept_back = rng.choice((0, 0, 0, 1))
    for place, uscc in enumerate(listed):
        returned = max(handed[uscc] - (kept_back if joint else rng.choice((0, 0, 0, 1, 2))), 0)
        border = -(-2 * returned // 3)
        yes = min(max(border + rng.choice((-1, 0, 0, 1, 1, 2)), 0), returned)
        others = [rng.choice((Vote.AGAINST, Vote.ABSTAIN, Vote.INVALID)) for _ in range(returned - yes)]
        votes = [Vote.FOR] * yes + others
        rng.shuffle(votes)
        before = "" if joint else f"{place:02d}"
        found += [
            row_of(Ballot, round=turn, number=f"{turn}{before}{number:03d}", uscc=uscc, vote=vote)
            for number, vote in enumerate(votes)
        ]
    rng.shuffle(found)
    return found


def counts(
    luck: Luck, turn: int, handed: dict[str, int], marks: dict[USCC, list[str]], names: dict[str, str]
) -> list[Row]:
    """Make up what the tellers wrote, wrong now and then."""
    found: list[Row] = []
    for uscc, votes in marks.items():
        numbers = {
            "handed": handed[uscc],
            "returned": len(votes),
            "favour": votes.count("同意"),
            "against": votes.count("不同意"),
            "abstained": votes.count("弃权"),
            "invalid": votes.count("无效"),
        }
        for teller in Teller if luck.yes(0.5) else (Teller.COUNTING,):
            if luck.yes(luck.defects * 0.03):
                wrong = luck.rng.choice(list(numbers))
                numbers = {**numbers, wrong: numbers[wrong] + 1}
            found.append(row_of(Count, round=turn, uscc=uscc, name=names[uscc], teller=teller, **numbers))
    return found
