"""口径30-1: one rule for two dates that meet, at one day before, the same day and one day after, for every pair.

What happens counts from its day, that day included; the last day of a period is inside it; years are full on the
corresponding day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from tests.regulation.awards import award
from tests.regulation.panels import (
    CRITERIA,
    DRAWN,
    RULES,
    application,
    conflict,
    cycle_rules,
    discipline,
    expert,
    experts,
    flat,
    panel,
    qualified,
    seated,
    sheet,
)
from tests.regulation.placed import FIRST
from tests.regulation.test_art18_notice import CALENDAR, FIVE, NOMINEES, objection, posting, upheld
from tests.regulation.test_art25_revocation import ACCIDENT, FRAUD, REVOKE, approved, incident
from tests.regulation.test_art27_recusal import tie
from tests.rows import row_of
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Readings
from toolchain.model.sheets.vocabulary import (
    BanCause,
    IncidentDecision,
    RegisterStatus,
    Verdict,
)
from toolchain.regulation.art08_pool import freeze
from toolchain.regulation.art09_reviewers import qualify
from toolchain.regulation.art11_bars import free_from
from toolchain.regulation.art16_ranking import rank
from toolchain.regulation.art18_notice import conclude
from toolchain.regulation.art25_revocation import rule
from toolchain.regulation.art27_recusal import conflicts
from toolchain.regulation.art28_validity import in_force, stands, titles
from toolchain.regulation.dates import within_last_years

READINGS = row_of(Readings)
DAY = date(2026, 10, 31)
GONE = RegisterStatus.REVOKED_CONDUCT
VOTED = date(2026, 12, 20)


def _from(announced: date) -> Award:
    return award(announced=announced, valid_until=date(2031, 1, 1))


def _banned(cause: BanCause, since: date) -> bool:
    ban = row_of(Ban, uscc=FIRST, cause=cause, since=since)
    return ban.since <= DAY < free_from(ban, READINGS, RULES)


def _pool(changes: dict[str, object], removed: date | None = None, known: date | None = None) -> bool:
    """Say whether E01 may be drawn."""
    measures = () if removed is None else (discipline("E01", decided=removed),)
    against = () if known is None else (conflict("E01", "甲", known=known),)
    pool, _ = freeze(panel(), [expert("E01", **changes)], against, measures, RULES)
    return bool(pool.eligible)


def _counted(known: date | None = None, removed: date | None = None) -> bool:
    """Say whether E01's scores of 甲 count in the ranking that was voted on."""
    four = seated(experts(4), size=4)
    sheets = [sheet(member, {"甲": flat(70)}) for member in four.members]
    ties = () if known is None else (conflict("E01", "甲", known=known),)
    measures = () if removed is None else (discipline("E01", decided=removed),)
    ranking, _ = rank(sheets, [four], [qualified("甲")], ties, measures, CRITERIA, cycle_rules(), RULES, VOTED)
    return ranking is not None and any(score.expert == "E01" for score in ranking.standings[0].scores)


def _experienced(since: date) -> bool:
    (found,) = [item for item in qualify(expert("E01", since=since), DRAWN, RULES.art09) if item.case == "9.2-years"]
    return found.verdict is Verdict.MET


def _recused(ended: date) -> bool:
    return bool(conflicts([expert("E01")], [tie(ended=ended)], [application("甲")], DRAWN, RULES.art27))


def _signed(concluded: date) -> bool:
    return conclude(NOMINEES, [posting(concluded=concluded)], (), CALENDAR, FIVE)[0].concluded is not None


def _weighed(received: date) -> bool:
    """Say whether an upheld objection that came on a day still counts for a notice signed off on 2026-09-28."""
    row = upheld(received=received, concluded=date(2026, 9, 30), replied=None)
    return bool(conclude(NOMINEES, [posting()], [row], CALENDAR, FIVE)[0].removed)


def _decided(concluded: date) -> bool:
    """Say whether a conclusion of that day is in time for a notice signed off on 2026-09-28."""
    row = objection(concluded=concluded, replied=None)
    return conclude(NOMINEES, [posting()], [row], CALENDAR, FIVE)[0].concluded is not None


def _ruled(happened: date, revoked: date | None = None) -> bool:
    """Say whether conduct of a day falls into the title's validity."""
    held = award() if revoked is None else award(status=GONE, revoked=revoked)
    decision = REVOKE if revoked is None else IncidentDecision.NONE
    row = incident(ACCIDENT, decision, happened=happened, found=date(2027, 3, 1))
    return bool(rule([row], [held], RULES)[0])


def _barred(since: date) -> bool:
    return _banned(BanCause.FRAUD, since)


def _cheated(since: date) -> bool:
    return _banned(BanCause.CHEATING, since)


def _recent(happened: date) -> bool:
    return within_last_years(happened, DAY, 3)


def _titled(announced: date) -> bool:
    return bool(titles(FIRST, [_from(announced)], DAY))


def _still_held(happened: date) -> bool:
    return _ruled(happened, date(2025, 6, 2))


def _won(happened: date) -> bool:
    return bool(rule([approved(FRAUD, REVOKE, happened=happened)], [award()], RULES)[0])


@dataclass(frozen=True)
class Pair:
    """Two dates and what is asked of them.

    Attributes:
        question: the two dates, and what their order decides.
        day: the one that stays.
        ask: the answer for the other one.
        answers: one day before, the same day, one day after.
    """

    question: str
    day: date
    ask: Callable[[date], bool]
    answers: tuple[bool, bool, bool]


PAIRS = (
    Pair(
        "称号公告日与申报截止日：称号算不算",
        DAY,
        _titled,
        (True, True, False),
    ),
    Pair("称号公告日与某日：有效", DAY, lambda day: in_force(_from(day), DAY), (True, True, False)),
    Pair("有效期截止与某日：仍有效", DAY, lambda day: in_force(award(valid_until=day), DAY), (False, True, True)),
    Pair("撤销日与某日：称号还在", DAY, lambda day: stands(award(status=GONE, revoked=day), DAY), (False, False, True)),
    Pair("限制申报起算日与某日：受限", DAY, _barred, (True, True, False)),
    Pair(
        "骗取称号满六年的对应日与某日：受限",
        date(2020, 10, 31),
        _barred,
        (False, False, True),
    ),
    Pair(
        "弄虚作假满三年的对应日与某日：受限",
        date(2023, 10, 31),
        _cheated,
        (False, False, True),
    ),
    Pair(
        "事件与近三年的对应日：在内",
        date(2023, 10, 31),
        _recent,
        (False, False, True),
    ),
    Pair("事件与申报截止日：在内", DAY, _recent, (True, True, False)),
    Pair("从业起始日与抽取日前八年：已满", date(2018, 11, 20), _experienced, (True, True, False)),
    Pair("承诺书签订日与抽取日：可抽取", DRAWN, lambda day: _pool({"commitment": day}), (True, True, False)),
    Pair("取消资格日与抽取日：可抽取", DRAWN, lambda day: _pool({}, removed=day), (False, False, True)),
    Pair("利害关系查实日与抽取日：可抽取", DRAWN, lambda day: _pool({}, known=day), (False, False, True)),
    Pair("利害关系结束日与抽取日前三年：须回避", date(2023, 11, 20), _recused, (False, False, True)),
    Pair("取消资格日与表决日：评分计入", VOTED, lambda day: _counted(removed=day), (False, False, True)),
    Pair("利害关系查实日与表决日：评分计入", VOTED, lambda day: _counted(known=day), (False, False, True)),
    Pair("公示结束确认日与期满日：可以确认", date(2026, 9, 24), _signed, (False, True, True)),
    Pair("异议收到日与公示结束确认日：受理", date(2026, 9, 28), _weighed, (True, True, False)),
    Pair("异议结论日与公示结束确认日：来得及", date(2026, 9, 28), _decided, (True, True, False)),
    Pair("事故日与公告日：在有效期内", date(2022, 12, 30), _ruled, (False, True, True)),
    Pair("事故日与有效期截止：在有效期内", date(2026, 12, 30), _ruled, (True, True, False)),
    Pair(
        "事故日与另一次撤销日：称号还在",
        date(2025, 6, 2),
        _still_held,
        (True, False, False),
    ),
    Pair("造假日与公告日：为这次称号", date(2022, 12, 30), _won, (True, True, False)),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.question)
def test_two_dates_that_meet(pair: Pair) -> None:
    one = timedelta(days=1)
    assert tuple(pair.ask(day) for day in (pair.day - one, pair.day, pair.day + one)) == pair.answers


def test_a_period_holds_its_last_day_and_a_burden_ends_with_its_years() -> None:
    """The two readings of the corresponding day stand side by side, each with its reason (口径25-1)."""
    title = award(announced=date(2022, 10, 31), valid_until=DAY)
    assert in_force(title, DAY)
    assert not _banned(BanCause.FRAUD, date(2020, 10, 31))
    assert replace(title, status=GONE, revoked=DAY) != title
