"""评审公告 and 企业信用承诺书: when they appear and what they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.documents.launch_samples import DESK, FIRST, entrant, launched, opened, record
from tests.rows import row_of
from toolchain.documents import launch
from toolchain.documents.declaration import Document
from toolchain.documents.launch import Announcement, CreditCommitment, window_from
from toolchain.model.schema import Share
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import Scope, Trimming, Window
from toolchain.stages.judgement import Judgement, Stage, State


def composed(judgement: Judgement) -> list[Document]:
    return list(launch.compose(judgement, DESK))


def announcement(judgement: Judgement) -> Announcement:
    found = composed(judgement)[0]
    assert isinstance(found, Announcement)
    return found


def test_nothing_before_the_settings_hold() -> None:
    blocked = replace(launched(record()), steps=()).step(Stage.LAUNCH, State.BLOCKED, "改正《届次设置》")
    assert composed(blocked) == []


def test_announcement_and_one_blank_commitment_at_launch() -> None:
    found = composed(launched(record()))
    assert [(paper.number, paper.subject) for paper in found] == [(1, ""), (2, "")]
    assert isinstance(found[1], CreditCommitment)
    assert found[1].applicant is None


def test_announcement_holds_the_cycles_rules() -> None:
    paper = announcement(launched(record()))
    assert (paper.desk_weight, paper.site_weight) == (Fraction(2, 5), Fraction(3, 5))
    assert (paper.trimmed, paper.trim_from) == (True, 5)
    assert not paper.by_panel
    assert paper.total == 1000
    assert sum(group.points for group in paper.groups) == 1000
    assert [group.category for group in paper.groups][:2] == ["领导", "战略"]
    assert paper.papers == DESK.items.attachments
    assert paper.rules.art04.new_laureates == 3


def test_other_rules_of_the_cycle_reach_the_announcement() -> None:
    judgement = launched(record())
    rules = replace(judgement.settings.rules, trimming=Trimming.NONE, scope=Scope.PANEL, desk_weight=Share("1/3"))
    paper = announcement(replace(judgement, settings=replace(judgement.settings, rules=rules)))
    assert not paper.trimmed
    assert paper.by_panel
    assert paper.desk_weight == Fraction(1, 3)


def test_announcement_is_a_draft_until_its_date_is_on_record() -> None:
    assert announcement(launched(record())).draft
    dated = row_of(Dispatch, title="评审公告", dated=date(2026, 8, 3))
    assert not announcement(launched(record(dispatch=(dated,)))).draft


def test_blank_commitment_is_never_a_draft() -> None:
    assert not composed(launched(record()))[1].draft


@pytest.mark.parametrize(
    ("changes", "receipt", "asked"),
    [
        ({}, {}, False),
        ({"credit_certificate": None}, {}, False),
        ({"commitment": None}, {}, True),
        ({"commitment": None, "received": None}, {}, False),
        ({}, {"requested": ("《企业信用承诺书》",), "supplemented": date(2026, 11, 6)}, True),
    ],
    ids=["材料齐全", "只缺信用证明", "未签承诺书", "未签且未登记收件", "补正后已签"],
)
def test_prefilled_commitment_goes_to_who_was_asked_for_it(
    changes: dict[str, object], receipt: dict[str, object], asked: bool
) -> None:
    found = composed(opened(record(entrant(receipt=receipt, **changes))))
    assert [paper.subject for paper in found] == ["", "", *([FIRST] if asked else [])]


@pytest.mark.parametrize(
    ("window", "first"),
    [
        (Window.ROLLING, date(2023, 10, 31)),
        (Window.INCLUSIVE, date(2023, 10, 30)),
        (Window.CALENDAR, date(2023, 1, 1)),
    ],
)
def test_first_day_of_recent_years(window: Window, first: date) -> None:
    assert window_from(date(2026, 10, 30), 3, window) == first


def test_leap_day_looks_back_to_the_last_of_february() -> None:
    assert window_from(date(2028, 2, 29), 3, Window.ROLLING) == date(2025, 3, 1)
