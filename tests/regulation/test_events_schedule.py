"""第十三条, 第十四条, 第十八条: up to which day things are registered; changes of the timetable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.regulation.placed import at, said
from tests.rows import recorded, row_of
from toolchain.model.problems import Problem
from toolchain.model.schema import Row
from toolchain.model.sheets.approval import ExecutiveMeeting
from toolchain.model.sheets.event_vocabulary import MeasuringDay, Phase, ScheduleEventKind
from toolchain.model.sheets.events import ScheduleEvent
from toolchain.model.sheets.notice import Posting
from toolchain.model.sheets.settings import Cycle, Receipt
from toolchain.regulation.events import Events
from toolchain.regulation.events_schedule import check, closed, in_force, registered_until, stopped

K = ScheduleEventKind
CYCLE = at(row_of(Cycle), 0)
BEFORE, DEADLINE, AFTER = date(2026, 10, 29), date(2026, 10, 30), date(2026, 10, 31)
RECEIVED = at(row_of(Receipt, received=DEADLINE), 7)


def event(kind: ScheduleEventKind, day: date, number: str = "C01", **values: Any) -> ScheduleEvent:
    return at(row_of(ScheduleEvent, number=number, kind=kind, effective=day, **values), 6)


def events(*rows: ScheduleEvent) -> Events:
    return Events(schedule=rows)


@pytest.mark.parametrize(
    ("stated", "rows", "day", "declared"),
    [
        pytest.param((), (), None, None, id="什么都没有"),
        pytest.param((), (RECEIVED,), DEADLINE, False, id="只有事实"),
        pytest.param((AFTER,), (), AFTER, True, id="只有登记截至"),
        pytest.param((BEFORE,), (RECEIVED,), DEADLINE, False, id="事实较晚"),
        pytest.param((DEADLINE,), (RECEIVED,), DEADLINE, True, id="同日照登记截至"),
        pytest.param((BEFORE, AFTER), (RECEIVED,), AFTER, True, id="最后一次登记截至"),
    ],
)
def test_things_are_registered_up_to_the_later_day(
    stated: tuple[date, ...], rows: tuple[Row, ...], day: date | None, *, declared: bool | None
) -> None:
    found = registered_until(recorded(*rows), events(*(event(K.AS_OF, item) for item in stated)))
    assert (found and (found.day, found.declared)) == (None if day is None else (day, declared))
    if found is not None:
        assert found.at.cell == ("日期·6" if declared else "收到日期·7")


@pytest.mark.parametrize(
    ("known", "rows", "expected"),
    [
        (None, (), False),
        (DEADLINE, (), False),
        (AFTER, (), True),
        (None, (event(K.CLOSED, DEADLINE, phase=Phase.APPLICATIONS),), True),
        (None, (event(K.CLOSED, DEADLINE, phase=Phase.NOTICE),), False),
        (None, (event(K.AS_OF, DEADLINE),), False),
    ],
)
def test_a_window_closes_beyond_its_end_or_when_declared(
    known: date | None, rows: tuple[ScheduleEvent, ...], *, expected: bool
) -> None:
    stated = () if known is None else (event(K.AS_OF, known),)
    registered = registered_until(recorded(), events(*stated))
    assert closed(Phase.APPLICATIONS, DEADLINE, registered, events(*rows)) is expected


NEW = date(2026, 11, 13)


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        pytest.param(
            event(K.EXTENDED, BEFORE, until=NEW, measured=MeasuringDay.ORIGINAL),
            {"deadline": NEW, "measured": DEADLINE},
            id="按原截止日起算",
        ),
        pytest.param(
            event(K.EXTENDED, BEFORE, until=NEW, measured=MeasuringDay.EXTENDED),
            {"deadline": NEW},
            id="按新截止日起算",
        ),
        pytest.param(event(K.MOVED, BEFORE, until=NEW), {"site_from": NEW}, id="改期，结束日不变"),
        pytest.param(
            event(K.MOVED, BEFORE, until=NEW, ends=date(2026, 11, 20)),
            {"site_from": NEW, "site_until": date(2026, 11, 20)},
            id="改期，连同结束日",
        ),
        pytest.param(event(K.INTERRUPTED, BEFORE, until=NEW), {}, id="公示中断不改日程"),
        pytest.param(event(K.STOPPED, BEFORE), {}, id="中止不改日程"),
    ],
)
def test_the_dates_of_the_cycle_after_a_change(row: ScheduleEvent, changed: Mapping[str, date]) -> None:
    assert in_force(CYCLE, events(row)) == CYCLE.changed(**changed)
    assert in_force(CYCLE, events(row), BEFORE) == CYCLE.changed(**changed)
    assert in_force(CYCLE, events(row), date(2026, 10, 28)) == CYCLE


FAULT = Problem(event(K.EXTENDED, BEFORE).where("until"), "E-CELL-01")


def test_an_extension_measured_by_a_day_that_nobody_can_read() -> None:
    """The years are counted from the first deadline; where that cell is wrong, no rule counts from another day."""
    row = event(K.EXTENDED, BEFORE, until=NEW, measured=MeasuringDay.ORIGINAL)
    found = in_force(CYCLE.without({"deadline": (FAULT,)}), events(row))
    assert found.deadline == NEW
    assert found.lacking == {"measured": (FAULT,)}


@pytest.mark.parametrize(
    ("lacking", "unknown"),
    [
        pytest.param({"until"}, {"deadline", "measured"}, id="延期到哪一天"),
        pytest.param({"kind"}, {"deadline", "measured", "site_from", "site_until"}, id="哪一种变更"),
        pytest.param({"effective", "until"}, {"deadline", "measured"}, id="哪一天起"),
    ],
)
def test_what_a_row_would_change_that_cannot_be_read(lacking: set[str], unknown: set[str]) -> None:
    row = event(K.EXTENDED, BEFORE, until=NEW).without(dict.fromkeys(lacking, (FAULT,)))
    found = in_force(CYCLE, Events(unread=(row,)))
    assert set(found.lacking) == unknown
    earlier = in_force(CYCLE, Events(unread=(row,)), date(2026, 10, 28))
    assert set(earlier.lacking) == (unknown if "effective" in lacking else set())


def test_a_stop_that_cannot_be_read_moves_no_date() -> None:
    row = event(K.STOPPED, BEFORE).without({"reason": (FAULT,)})
    assert in_force(CYCLE, Events(unread=(row,))) == CYCLE


def test_the_first_decision_stops_the_cycle() -> None:
    late, early = event(K.STOPPED, AFTER, "C01"), event(K.POSTPONED, BEFORE, "C02")
    assert stopped(events(late, early, event(K.AS_OF, date(2026, 10, 1)))) == early
    assert stopped(events()) is None


MEETING = at(row_of(ExecutiveMeeting, announced=date(2027, 1, 8)), 0)
DEADLINE_CELL = "“届次” › 申报截止日期"


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        pytest.param((event(K.EXTENDED, DEADLINE, until=NEW),), [], id="截止当日决定延期"),
        pytest.param(
            (event(K.EXTENDED, AFTER, until=NEW),),
            ["E-EVENT-04 日期·6 变更事项C01（申报截止延期）的日期2026年10月31日晚于申报截止日期（"],
            id="截止以后才决定延期",
        ),
        pytest.param(
            (event(K.EXTENDED, BEFORE, until=DEADLINE),),
            ["E-EVENT-04 新日期·6 变更事项C01（申报截止延期）的日期2026年10月30日不晚于申报截止日期（"],
            id="没有延到以后",
        ),
        pytest.param((event(K.EXTENDED, BEFORE),), [], id="没有填延到哪天，另有提示"),
        pytest.param(
            (event(K.EXTENDED, BEFORE, until=NEW), event(K.EXTENDED, NEW, "C02", until=date(2026, 11, 20))),
            [],
            id="再次延期照前一次的截止日",
        ),
        pytest.param(
            (event(K.CLOSED, BEFORE, phase=Phase.APPLICATIONS),),
            ["E-EVENT-04 日期·6 变更事项C01（宣布截止）的日期2026年10月29日早于申报截止日期（"],
            id="提前截止受理",
        ),
        pytest.param((event(K.CLOSED, DEADLINE, phase=Phase.APPLICATIONS),), [], id="当日截止受理"),
        pytest.param((event(K.CLOSED, BEFORE, phase=Phase.NOTICE),), [], id="公示截止，另有核对"),
        pytest.param((event(K.MOVED, BEFORE, until=BEFORE),), [], id="当日改期"),
        pytest.param(
            (event(K.MOVED, DEADLINE, until=BEFORE),),
            ["E-EVENT-04 新日期·6 变更事项C01（现场评审改期）的日期2026年10月29日早于决定日期（"],
            id="改到决定以前",
        ),
        pytest.param((event(K.INTERRUPTED, BEFORE, until=BEFORE, posting=2),), ["E-EVENT-06"], id="没有这次公示"),
        pytest.param(
            (event(K.STOPPED, date(2026, 8, 3)),),
            ["E-EVENT-04 日期·6 变更事项C01（本届中止）的日期2026年8月3日不晚于已经印发的授奖公告的日期（"],
            id="评审公告当日中止，后来又授奖",
        ),
        pytest.param(
            (event(K.POSTPONED, date(2026, 8, 2)),),
            ["E-EVENT-04 日期·6 变更事项C01（本届延期）的日期2026年8月2日早于评审公告发布日期（"],
            id="公告以前延期举行",
        ),
        pytest.param(
            (event(K.STOPPED, date(2027, 1, 8)),),
            ["E-EVENT-04 日期·6 变更事项C01（本届中止）的日期2027年1月8日不晚于已经印发的授奖公告的日期（"],
            id="授奖当日中止",
        ),
        pytest.param(
            (event(K.STOPPED, date(2027, 1, 9)),),
            ["E-EVENT-04 日期·6 变更事项C01（本届中止）的日期2027年1月9日晚于已经印发的授奖公告的日期（"],
            id="授奖以后中止",
        ),
    ],
)
def test_a_change_where_it_cannot_be(rows: tuple[ScheduleEvent, ...], sentences: list[str]) -> None:
    posting = at(row_of(Posting, number=1, posted=BEFORE, until=AFTER), 5)
    found = said(check(recorded(CYCLE, MEETING, posting), events(*rows)))
    assert [text[: len(start)] for text, start in zip(found, sentences, strict=True)] == sentences


@pytest.mark.parametrize(
    ("meeting", "count"),
    [(None, 0), (at(row_of(ExecutiveMeeting), 0), 0), (MEETING, 1)],
    ids=["没开会", "未公告", "公告"],
)
def test_a_cycle_that_is_not_announced_may_be_stopped(meeting: ExecutiveMeeting | None, count: int) -> None:
    rows = (CYCLE,) if meeting is None else (CYCLE, meeting)
    assert len(list(check(recorded(*rows), events(event(K.STOPPED, date(2027, 1, 9)))))) == count


def test_without_a_cycle_nothing_is_held_against_it() -> None:
    assert not list(check(recorded(), events(event(K.STOPPED, date(2020, 1, 1)))))


@pytest.mark.parametrize(
    ("days", "rows", "pointed_out"),
    [
        ((), (RECEIVED,), False),
        ((BEFORE,), (), False),
        ((DEADLINE,), (RECEIVED,), False),
        ((BEFORE,), (RECEIVED,), True),
        ((AFTER, BEFORE), (RECEIVED,), False),
    ],
)
def test_the_day_up_to_which_things_are_registered_is_no_earlier_than_they(
    days: tuple[date, ...], rows: tuple[Row, ...], *, pointed_out: bool
) -> None:
    found = said(check(recorded(CYCLE, *rows), events(*(event(K.AS_OF, day) for day in days))))
    sentence = (
        "W-EVENT-07 日期·6 变更事项C01登记截至2026年10月29日，早于“收件登记”的收到日期"
        "（2026年10月30日，“收件登记” › 收到日期·7）。"
    )
    assert found == [sentence] * pointed_out
