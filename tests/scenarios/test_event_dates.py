"""One rule for the same day: every date of an event against every date it is held against, at −1, 0 and +1 day.

An event acts from its date, that day included (口径30-1); what is at odds is a problem at the event's own cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.read_memory import received
from tests.scenarios.events import FILE, workbook
from tests.scenarios.test_events_leaving import FOOD, PRECISION, withdrawal
from tests.scenarios.test_every_event import (
    ANSWERED,
    CHOSEN,
    COLLECTIVE,
    DEFERRED,
    LATER,
    LOST,
    RECEIVED,
    TOLD,
    VALVES,
    days,
    decision,
    office,
    paper,
    person,
    score,
)
from toolchain.cycle.example.sample_data import rows
from toolchain.cycle.outcome import CycleOutcome
from toolchain.inbox.scan import ScannedFile
from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem
from toolchain.model.schema import Row
from toolchain.model.sheets.event_vocabulary import (
    DecisionKind,
    DecisionResult,
    GivenScores,
    MeasuringDay,
    PaperEventKind,
    PersonEventKind,
    Phase,
    ScheduleEventKind,
)
from toolchain.model.sheets.events import ApplicantEvent
from toolchain.model.sheets.supervision import Incident
from toolchain.regulation import events_money
from toolchain.regulation.events_on_record import read

ANNOUNCED, DEADLINE, DRAWN, SIGNED, MEETING, POSTED, CONCLUDED, APPROVED, AWARDED = (
    date(2025, 3, 3),
    date(2025, 4, 30),
    date(2025, 6, 10),
    date(2025, 6, 30),
    date(2025, 7, 10),
    date(2025, 7, 14),
    date(2025, 7, 23),
    date(2025, 8, 8),
    date(2025, 8, 15),
)
FRAUD = rows(Incident)[0].uscc
REVOKED = date(2026, 1, 16)
EXTENDED, MOVED, CLOSED = ScheduleEventKind.EXTENDED, ScheduleEventKind.MOVED, ScheduleEventKind.CLOSED
INTERRUPTED, LATE, WRONG = (
    ScheduleEventKind.INTERRUPTED,
    ScheduleEventKind.POSTED_LATE,
    ScheduleEventKind.LIST_WRONG,
)
LEAVES = PersonEventKind.REVIEWER_LEAVES
PANEL = "制造业组"

FROM, UP_TO, AFTER, NEVER = (0, 1, 1), (1, 1, 0), (0, 0, 1), (0, 0, 0)
"""Whether it may be on the day before, the same day, the day after: from a day on, up to it, after it."""
ONLY, EARLIER = (0, 1, 0), (1, 0, 0)

Make = Callable[[date], tuple[Any, ...]]

PAIRS: dict[str, tuple[Make, date, tuple[int, int, int], str]] = {
    "撤回与收到申报": (lambda day: (withdrawal(FOOD, day),), date(2025, 4, 25), FROM, "E"),
    "撤回与计票的会议": (lambda day: (withdrawal(PRECISION, day),), MEETING, FROM, "E"),
    "撤回与授奖公告": (lambda day: (withdrawal(PRECISION, day),), AWARDED, UP_TO, "E"),
    "新发现事实与授奖公告": (
        lambda day: (decision(DecisionKind.LATE_FACT, day, uscc=PRECISION, result=DecisionResult.EXCLUDED),),
        AWARDED,
        UP_TO,
        "E",
    ),
    "新发现事实与收到申报": (
        lambda day: (decision(DecisionKind.LATE_FACT, day, uscc=FOOD, result=DecisionResult.EXCLUDED),),
        date(2025, 4, 25),
        FROM,
        "E",
    ),
    "新发现事实与计票的会议": (
        lambda day: (decision(DecisionKind.LATE_FACT, day, uscc=PRECISION, result=DecisionResult.WAITS),),
        MEETING,
        FROM,
        "E",
    ),
    "无人表决的决定与会议": (lambda day: (replace(COLLECTIVE, effective=day),), MEETING, FROM, "E"),
    "集体决定与会议": (lambda day: (replace(CHOSEN, effective=day),), MEETING, FROM, "E"),
    "不予授奖与审定": (lambda day: (decision(DecisionKind.REFUSED, day, uscc=VALVES),), APPROVED, ONLY, "E"),
    "暂缓与审定": (lambda day: (replace(DEFERRED, effective=day),), APPROVED, ONLY, "E"),
    "送达与撤回文书": (
        lambda day: (
            paper(PaperEventKind.RECALLED, 23, date(2025, 9, 1), reason="有误"),
            replace(paper(PaperEventKind.CORRECTED, 23, day, place="一", wrong="甲", right="乙"), number="W02"),
        ),
        date(2025, 9, 1),
        EARLIER,
        "E",
    ),
    "暂缓后审定与暂缓": (lambda day: (DEFERRED, replace(LATER, effective=day)), APPROVED, AFTER, "E"),
    "补充公告与审定": (lambda day: (DEFERRED, replace(LATER, announced=day)), LATER.effective, FROM, "M"),
    "评审员退出与抽取": (
        lambda day: (person(LEAVES, "E01", day, panel=PANEL, scores=GivenScores.VOID),),
        DRAWN,
        FROM,
        "E",
    ),
    "评审员退出与会议": (
        lambda day: (person(LEAVES, "E01", day, panel=PANEL, scores=GivenScores.VOID),),
        MEETING,
        UP_TO,
        "E",
    ),
    "保留评分与签字": (
        lambda day: (person(LEAVES, "E01", day, panel=PANEL, scores=GivenScores.KEPT),),
        SIGNED,
        FROM,
        "E",
    ),
    "委员迟到与会议": (
        lambda day: (person(PersonEventKind.MEMBER_ARRIVES, "W01", day, round=1),),
        MEETING,
        ONLY,
        "E",
    ),
    "决定延期与截止": (
        lambda day: (days(EXTENDED, day, until=date(2025, 5, 30), measured=MeasuringDay.ORIGINAL),),
        DEADLINE,
        UP_TO,
        "C",
    ),
    "延到与原截止": (
        lambda day: (days(EXTENDED, date(2025, 4, 20), until=day, measured=MeasuringDay.ORIGINAL),),
        DEADLINE,
        AFTER,
        "G",
    ),
    "宣布截止与截止": (lambda day: (days(CLOSED, day, phase=Phase.APPLICATIONS),), DEADLINE, FROM, "C"),
    "改期与决定": (lambda day: (days(MOVED, date(2025, 6, 12), until=day),), date(2025, 6, 12), FROM, "G"),
    "现场评审结束与开始": (
        lambda day: (days(MOVED, date(2025, 6, 12), until=date(2025, 6, 20), ends=day),),
        date(2025, 6, 20),
        FROM,
        "H",
    ),
    "公示中断与发布": (
        lambda day: (days(INTERRUPTED, day, until=date(2025, 7, 16), posting=1),),
        POSTED,
        FROM,
        "C",
    ),
    "公示中断与结束": (
        lambda day: (days(INTERRUPTED, day, until=date(2025, 7, 25), posting=1),),
        CONCLUDED,
        UP_TO,
        "C",
    ),
    "中断的末日与首日": (
        lambda day: (days(INTERRUPTED, date(2025, 7, 16), until=day, posting=1),),
        date(2025, 7, 16),
        FROM,
        "G",
    ),
    "延长的截止与中断的末日": (
        lambda day: (days(INTERRUPTED, date(2025, 7, 16), until=date(2025, 7, 17), posting=1, ends=day),),
        date(2025, 7, 17),
        FROM,
        "H",
    ),
    "迟发与登记的发布": (lambda day: (days(LATE, day, posting=1),), POSTED, AFTER, "C"),
    "迟发的截止与发布": (
        lambda day: (days(LATE, date(2025, 7, 15), posting=1, ends=day),),
        date(2025, 7, 15),
        FROM,
        "H",
    ),
    "名单有误与发布": (lambda day: (days(WRONG, day, posting=1),), POSTED, FROM, "C"),
    "名单有误与审定": (lambda day: (days(WRONG, day, posting=1),), APPROVED, EARLIER, "C"),
    "中止与评审公告": (lambda day: (days(ScheduleEventKind.STOPPED, day),), ANNOUNCED, FROM, "C"),
    "中止与授奖公告": (lambda day: (days(ScheduleEventKind.STOPPED, day),), AWARDED, NEVER, "C"),
    "评审办变更与评审公告": (lambda day: (office(day, phone="0373-3059999"),), ANNOUNCED, FROM, "B"),
    "换主任与会议": (lambda day: (office(day, chair="别人"),), MEETING, AFTER, "K"),
    "更正与成文": (
        lambda day: (paper(PaperEventKind.CORRECTED, 23, day, place="一", wrong="甲", right="乙"),),
        AWARDED,
        FROM,
        "E",
    ),
    "补发与撤销称号": (
        lambda day: (replace(LOST, subject=FRAUD, effective=day),),
        REVOKED,
        EARLIER,
        "E",
    ),
    "告知与发现": (lambda day: (replace(TOLD, effective=day),), date(2025, 10, 21), FROM, "E"),
    "告知与批准": (lambda day: (replace(TOLD, effective=day),), REVOKED, UP_TO, "E"),
    "申辩与告知": (lambda day: (TOLD, replace(ANSWERED, effective=day)), TOLD.effective, FROM, "E"),
    "申辩与批准": (lambda day: (TOLD, replace(ANSWERED, effective=day)), REVOKED, UP_TO, "E"),
    "更正评分与签字": (lambda day: (score(effective=day),), SIGNED, FROM, "H"),
    "更正评分与会议": (lambda day: (score(effective=day),), MEETING, EARLIER, "H"),
    "收到款项与批准": (lambda day: (replace(RECEIVED[0], effective=day),), REVOKED, FROM, "D"),
}


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_the_day_before_the_same_day_the_day_after(pair: str, offset: int, example: CycleOutcome) -> None:
    make, other, allowed, column = PAIRS[pair]
    rows = make(other + timedelta(days=offset))
    told = problems(rows, example)
    cell = f"{column}{row_of(rows)}"
    mine = [item for item in told if item.at.cell == cell and item.code in _DATES and _against(item, other)]
    assert bool(mine) is not bool(allowed[offset + 1]), [(item.code, item.at.cell) for item in told]
    assert all(item.at.file == FILE for item in mine)


def _against(item: Problem, other: date) -> bool:
    """Say whether a problem holds the event against this day, where it names one."""
    return dict(item.facts).get("other", date_text(other)) == date_text(other)


_DATES = frozenset({"E-EVENT-04", "W-EVENT-22", "W-EVENT-25"})
_FIRST_ROW = 5


def row_of(rows: tuple[Row, ...]) -> int:
    """Give the row in which the last of some rows stands; they are of one sheet, the first one has a line more."""
    return _FIRST_ROW + len(rows) - 1 + isinstance(rows[-1], ApplicantEvent)


def problems(rows: tuple[Row, ...], example: CycleOutcome) -> list[Any]:
    """Hold events against the example's workbooks."""
    (found,) = received(ScannedFile(FILE, workbook(*rows))).filled
    assert not [item for item in found.problems if item.blocks]
    record = replace(example.record, filled=(*example.record.filled, found))
    events, told = read(record)
    assert example.judgement is not None
    return [*told, *events_money.check(example.judgement.supervision.rulings, events)]


def test_every_kind_with_a_date_rule_is_tried() -> None:
    tried = {getattr(row, "kind", type(row)) for make, day, _, _ in PAIRS.values() for row in make(day)}
    assert set(ScheduleEventKind) - tried == {ScheduleEventKind.AS_OF, ScheduleEventKind.POSTPONED}
    assert set(DecisionKind) - tried == {DecisionKind.HEARING}  # as 陈述申辩
