"""Events added to random cycles, and what the naive reading makes of them: each acts from its day, on its subject."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from tests.oracle import deciding
from tests.oracle.cells import Books, books_of, read, years_later
from tests.oracle.naive import decide
from tests.oracle.opening import all_rows
from tests.oracle.random_cycles import NAME, cycle
from tests.oracle.random_opening import days
from tests.rows import row_of
from tests.scenarios.events import happened, workbook
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind, DecisionKind, DecisionResult
from toolchain.model.sheets.events import ApplicantEvent, DecisionEvent, ScoreCorrection

FILE = "变更事项.xlsx"


def eventful(seed: int) -> dict[str, bytes]:
    """Make a random cycle with events: a corrected score, a withdrawal in the notice, a deferral decided later."""
    files, dice = cycle(seed), Random(seed)
    books = books_of(files)
    found = decide(books)
    rows = [*_corrected(books, dice), *_withdrawn(books, found, dice), *_deferred(books, found, dice)]
    return {**files, FILE: workbook(*rows, cycle=NAME)} if rows else files


def _corrected(books: Books, dice: Random) -> list[Row]:
    """Correct a score after the signature: before there is a meeting, or from its day on, when it counts no more."""
    if "score-sheet" not in books:
        return []
    copy = dice.choice(books["score-sheet"])
    scores = [row for row in copy["评分"] if isinstance(row["材料评审得分"], int | Fraction)]
    reviewer, row = copy["评审员"][0], dice.choice(scores)
    old = Fraction(row["材料评审得分"])
    meeting = all_rows(books, "committee-meeting", "会议")
    start = meeting[0]["会议日期"] if meeting else reviewer["签字日期"]
    new = Decimal(dice.choice((60, 65, 70, 75, 80))) if row["分值"] else Decimal(0)
    if not books["cycle-settings"][0]["本届规则"][0]["打分方式"].startswith("百分比"):
        new = Decimal(dice.randint(0, int(row["分值"])))
    if new == old:
        return []  # a correction that changes nothing is none
    return [
        row_of(
            ScoreCorrection,
            expert=reviewer["专家编号"],
            uscc=USCC(row["统一社会信用代码"]),
            code=row["条目编号"],
            old=Decimal(old.numerator) / Decimal(old.denominator),
            new=new,
            effective=start + days(dice.choice((0, 0, 1, 9))),
            reason="抄写串行",
            decided_by="组长",
            paper="更正单",
        )
    ]


def _withdrawn(books: Books, found: dict[str, Any], dice: Random) -> list[Row]:
    """Let a nominee withdraw between the day after the last posting and the government's meeting, that day included."""
    notice = found.get("notice")
    if notice is None or not notice["standing"] or dice.random() < 0.5:
        return []
    posted = max(row["发布日期"] for row in all_rows(books, "public-notice", "公示"))
    meeting = all_rows(books, "government-approval", "常务会议")
    last = meeting[0]["会议日期"] if meeting else posted + days(6)
    day = dice.choice((posted + days(1), last, last - days(1)))
    code = dice.choice(sorted(notice["standing"]))
    name = next(
        copy["基本情况"][0]["单位名称"]
        for copy in books["application"]
        if copy["基本情况"][0]["统一社会信用代码"] == code
    )
    return [happened(ApplicantEvent, "D01", day, uscc=USCC(code), name=name, kind=ApplicantEventKind.WITHDRAWAL)]


def _deferred(books: Books, found: dict[str, Any], dice: Random) -> list[Row]:
    """Put on record that the government deferred whoever is 待议, and now and then that it approved later."""
    meeting = all_rows(books, "government-approval", "常务会议")
    rows: list[Row] = []
    waiting = [row for row in all_rows(books, "government-approval", "审定名单") if row["审定结论"] == "待议"]
    for number, row in enumerate(waiting, start=1):
        code = USCC(row["统一社会信用代码"])
        if code not in found["notice"]["standing"]:
            continue
        held: date = meeting[0]["会议日期"]
        common: dict[str, Any] = {"uscc": code, "reason": "待核实"}
        rows.append(happened(DecisionEvent, f"J{number:02d}", held, kind=DecisionKind.DEFERRED, **common))
        if dice.random() < 0.7:
            later = held + days(dice.choice((1, 30)))
            rows.append(
                happened(
                    DecisionEvent,
                    f"L{number:02d}",
                    later,
                    kind=DecisionKind.LATER,
                    result=dice.choice((DecisionResult.AWARDED, DecisionResult.AWARDED, DecisionResult.DENIED)),
                    meeting="第47次",
                    announced=later + days(dice.choice((0, 5))),
                    certificate=f"补证{number}",
                    **common,
                )
            )
    return rows


def decided(files: dict[str, bytes]) -> dict[str, Any]:
    """Decide naively with the events: the sheets are read as if they said what the events say, from their day on."""
    books = books_of({name: data for name, data in files.items() if name != FILE})
    if FILE not in files:
        return decide(books)
    _, events = read(files[FILE])
    for row in events["评分更正"]:
        _correct(books, row)
    gone = {row["统一社会信用代码"] for row in events["单位变更"]}
    deferred = {row["统一社会信用代码"] for row in events["决定事项"] if row["事项"] == "审定暂缓"}
    for sheets in books.get("government-approval", []):
        kept = [row for row in sheets["审定名单"] if row["统一社会信用代码"] not in gone | deferred]
        sheets = sheets | {"审定名单": kept}  # noqa: PLW2901 - the copy takes its place
        books = {**books, "government-approval": [sheets]}
    found = decide_without(books, gone | deferred)
    if "approval" in found and not found["approval"]["waiting"]:
        for row in events["决定事项"]:
            code = row["统一社会信用代码"]
            if row["事项"] == "暂缓后审定" and row["结果"] == "同意授奖" and code not in gone:
                prize = 0 if code in found["repeats"] else deciding.PRIZE
                found["approval"]["laureates"][code] = (prize, years_later(row["补充公告日期"], 4))
    return found


def _correct(books: Books, row: dict[str, Any]) -> None:
    meeting = all_rows(books, "committee-meeting", "会议")
    if meeting and row["更正签字日期"] >= meeting[0]["会议日期"]:
        return
    for copy in books["score-sheet"]:
        if copy["评审员"][0]["专家编号"] == row["专家编号"]:
            copy["评分"] = [
                {**score, "材料评审得分": row["更正后"]}
                if (score["统一社会信用代码"], score["条目编号"]) == (row["统一社会信用代码"], row["条目编号"])
                else score
                for score in copy["评分"]
            ]


def decide_without(books: Books, gone: set[str]) -> dict[str, Any]:
    """Take the cycle as far as it goes; whoever left is not decided on by the government."""
    from tests.oracle import naive

    approve = naive._approve

    def without(copies: Books, found: dict[str, Any]) -> naive.Stop:
        found["left"] = found.get("left", set()) | gone
        return approve(copies, found)

    naive._approve = without
    try:
        return naive.decide(books)
    finally:
        naive._approve = approve
