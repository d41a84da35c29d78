"""The naive reading of Articles 4, 17, 18, 19, 22, 25 and 28: votes, nominees, notice, laureates, revocations."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.calendar import workday_after
from tests.oracle.cells import Books, Line, many, years_later
from tests.oracle.opening import all_rows, extra_day, fraud_over

PLACES, PRIZE = 3, 50_000
CONDUCT = ("有效期内发生重大事故", "有效期内严重违法失信或违规", "称号、证书或奖杯使用不当")


def tally(books: Books, code: str, turn: int) -> dict[str, Any]:
    """Count one candidate's ballots."""
    settings = books["cycle-settings"][0]
    reading, cap = settings["口径"][0]["投票人数的计算"], settings["本届规则"][0]["每张票最多同意几家"]
    members = all_rows(books, "committee-meeting", "委员与签到")
    away = [
        row["委员编号"] for row in all_rows(books, "committee-meeting", "委员回避") if row["统一社会信用代码"] == code
    ]
    ballots = [row for row in all_rows(books, "committee-meeting", "表决票") if row["轮次"] == turn]
    votes = marks(ballots, code, cap)
    yes, invalid = votes.count("同意"), votes.count("无效")
    may_vote = [row for row in members if row["委员编号"] not in away]
    voters = {
        "收回票数": len(votes),
        "有效票数": len(votes) - invalid,
        "实到且未回避的委员数": sum(row["是否到会"] == "是" for row in may_vote),
        "应到且未回避的委员数": len(may_vote),
    }[reading]
    return {"yes": yes, "voters": voters, "passed": voters > 0 and 3 * yes >= 2 * voters}


def marks(ballots: list[Line], code: str, cap: int | None) -> list[str]:
    """Read the marks for one candidate; a paper with more yes-marks than allowed is invalid as a whole."""
    votes = []
    for row in ballots:
        if row["统一社会信用代码"] == code:
            yes = [other for other in ballots if other["票号"] == row["票号"] and other["表决意见"] == "同意"]
            votes.append("无效" if cap is not None and len(yes) > cap else row["表决意见"])
    return votes


def nominees(books: Books, listed: set[str], repeats: set[str]) -> dict[str, set[str]]:
    """Fill the three places; a tie at the last one goes to a second ballot, then to people."""
    counted = {code: tally(books, code, 1) for code in listed}
    through = {code for code, item in counted.items() if item["passed"]}
    again = through & repeats
    new = through - repeats
    if len(new) <= PLACES:
        return {"nominees": new | again, "tied": set()}
    readings = books["cycle-settings"][0]["口径"][0]
    by_share = readings["名额不足时比什么"] == "同意票占投票人数的比例"
    sure, tied = split(new, {code: _weight(counted[code], by_share) for code in new}, PLACES)
    if tied and any(row["轮次"] == 2 for row in all_rows(books, "committee-meeting", "表决票")):
        second = {code: tally(books, code, 2) for code in tied}
        short = set()
        if readings["重新投票的门槛"] != "得票多者列入":
            short = {code for code, item in second.items() if not item["passed"]}
        still = tied - short
        more, tied = split(still, {code: _weight(second[code], by_share) for code in still}, PLACES - len(sure))
        sure |= more
        if not tied and len(sure) < PLACES:
            tied = short
    return {"nominees": sure | again, "tied": tied}


def _weight(item: dict[str, Any], by_share: bool) -> Fraction:
    return Fraction(item["yes"], item["voters"] or 1) if by_share else Fraction(item["yes"])


def split(codes: set[str], votes: dict[str, Fraction], places: int) -> tuple[set[str], set[str]]:
    """Give who has a place for certain, and who is level at the last place."""
    sure, tied = set(), set()
    for code in codes:
        before = sum(votes[other] > votes[code] for other in codes)
        level = sum(votes[other] == votes[code] for other in codes)
        if before + level <= places:
            sure.add(code)
        elif before < places:
            tied.add(code)
    return sure, tied


def vote_faults(books: Books, listed: set[str]) -> bool:
    """Say whether anything in the count does not add up."""
    members = all_rows(books, "committee-meeting", "委员与签到")
    present = {row["委员编号"] for row in members if row["是否到会"] == "是"}
    readings = books["cycle-settings"][0]["口径"][0]
    if readings["到会人数要求"].startswith("实到不少于") and 3 * len(present) < 2 * len(members):
        return True
    recusals = all_rows(books, "committee-meeting", "委员回避")
    if readings["投票人数的计算"] != "应到且未回避的委员数" and any(row["委员编号"] not in present for row in recusals):
        return True
    if any(tally(books, code, 1)["voters"] == 0 for code in listed):
        return True
    form = books["cycle-settings"][0]["本届规则"][0]["票式"]
    if form.startswith("一张票") and any(row["统一社会信用代码"] in listed for row in recusals):
        return True
    counts = all_rows(books, "committee-meeting", "发票收票")
    return any(_count_fault(books, row, counts, present) for row in counts)


def _count_fault(books: Books, row: Line, counts: list[Line], present: set[str]) -> bool:
    code, turn = row["统一社会信用代码"], row["轮次"]
    recusals = all_rows(books, "committee-meeting", "委员回避")
    away = {item["委员编号"] for item in recusals if item["统一社会信用代码"] == code}
    ballots = [
        item["表决意见"]
        for item in all_rows(books, "committee-meeting", "表决票")
        if (item["轮次"], item["统一社会信用代码"]) == (turn, code)
    ]
    names = ("发出票数", "收回票数", "同意票", "不同意票", "弃权票", "无效票")
    twins = [other for other in counts if (other["轮次"], other["统一社会信用代码"]) == (turn, code)]
    return (
        row["发出票数"] != len(present - away)
        or row["收回票数"] > row["发出票数"]
        or row["收回票数"] != row["同意票"] + row["不同意票"] + row["弃权票"] + row["无效票"]
        or row["收回票数"] != len(ballots)
        or any([other[name] for name in names] != [row[name] for name in names] for other in twins)
    )


def posted(books: Books) -> set[str]:
    """List whom the last notice names."""
    rows = sorted(all_rows(books, "public-notice", "公示"), key=lambda row: row["次数"])
    return set(many(rows[-1]["公示单位代码"])) if rows else set()


def notice(books: Books, nominated: set[str]) -> dict[str, Any]:
    """Judge the public notice: long enough, no objection open, a changed list posted anew (Article 18)."""
    postings = sorted(all_rows(books, "public-notice", "公示"), key=lambda row: row["次数"])
    objections = [row for row in all_rows(books, "public-notice", "异议") if row["是否受理"] == "是"]
    upheld = {row["被异议单位代码"] for row in objections if row["结论"] == "成立"}
    standing = nominated - upheld
    last = postings[-1]
    earliest = workday_after(last["发布日期"], 5)
    open_ = {row["被异议单位代码"] for row in objections if row["结论"] == "调查中"} & standing
    return {
        "earliest": earliest,
        "long_enough": last["公示截止日期"] >= earliest,
        "list_right": set(many(last["公示单位代码"])) == standing,
        "open": open_,
        "standing": standing,
        "concluded": last["公示结束确认日期"],
    }


def approval(books: Books, standing: set[str], repeats: set[str]) -> dict[str, Any]:
    """List the laureates with prize and validity (Articles 18, 19, 28)."""
    meeting = all_rows(books, "government-approval", "常务会议")[0]
    rows = {row["统一社会信用代码"]: row["审定结论"] for row in all_rows(books, "government-approval", "审定名单")}
    decided = {code: rows.get(code) for code in standing}
    if any(value in (None, "待议") for value in decided.values()):
        return {"waiting": True}
    announced = meeting["公告日期"]
    valid = None if announced is None else years_later(announced, 4)
    return {
        "waiting": False,
        "announced": announced,
        "laureates": {
            code: (0 if code in repeats else PRIZE, valid) for code, value in decided.items() if value == "同意"
        },
    }


def revocations(books: Books) -> dict[str, dict[str, Any]]:
    """Say what each incident on which the government decided leads to (Articles 22, 25)."""
    awards = all_rows(books, "award-register", "获奖单位")
    found: dict[str, dict[str, Any]] = {}
    for row in all_rows(books, "supervision", "获奖单位事项"):
        if row["调查结论"] != "成立" or row["处理决定"] in (None, "不予处理"):
            continue
        mine = [award for award in awards if award["统一社会信用代码"] == row["统一社会信用代码"]]
        day, conduct = row["事实日期"], row["事项类型"] in CONDUCT
        if conduct and not any(award["公告日期"] <= day <= award["有效期截止"] for award in mine):
            continue
        found[row["事项编号"]] = _consequence(row, mine, extra_day(books["cycle-settings"][0]["口径"][0]))
    return found


def _consequence(row: Line, awards: list[Line], later: timedelta) -> dict[str, Any]:
    nothing: dict[str, Any] = {"revoked": False, "money": 0, "ban_until": None}
    fraud = row["事项类型"] == "以虚假材料或贿赂等骗取称号"
    approved: date | None = row["区政府批准日期"]
    if row["处理决定"] == "撤销称号" and approved is not None:
        money = awards[0]["奖金（元）"] if fraud else 0
        return {"revoked": True, "money": money, "ban_until": fraud_over(approved, later) if fraud else None}
    if row["处理决定"] == "通报批评并追缴奖金":
        return {**nothing, "money": row["追缴金额（元）"]}
    return nothing
