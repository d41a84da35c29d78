"""第十七条, 第四条: documents 16 to 18."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.documents.review_samples import (
    DESK,
    MEETING,
    RULES,
    code,
    crowd,
    filled,
    judgement,
    members,
    printed,
    reviewed,
    snapshot,
    tally,
    template,
    title,
    voted,
)
from tests.rows import row_of
from toolchain.documents.committee import BallotPaper, Minutes, TallySheet, compose
from toolchain.documents.composition import readable
from toolchain.documents.declaration import Document, slots
from toolchain.documents.document_file import DocumentFile
from toolchain.model.problems import At, problem
from toolchain.model.schema import USCC
from toolchain.model.sheets import COMMITTEE
from toolchain.model.sheets.committee import MemberRecusal
from toolchain.model.sheets.vocabulary import BallotForm
from toolchain.regulation.art04_quota import Nomination
from toolchain.regulation.art16_ranking import Candidates
from toolchain.regulation.art17_vote import Tally
from toolchain.stages.judgement import Judgement, Settings, Stage, State
from toolchain.stages.stage_results import Review
from toolchain.typesetting.template_authoring import project
from toolchain.typesetting.template_check import check_fields

NOBODY = Nomination((), (), (), (), (), 3)


def ballots(found: Judgement) -> list[BallotPaper]:
    return [item for item in compose(found, DESK) if isinstance(item, BallotPaper)]


def count(found: Judgement) -> TallySheet:
    return next(item for item in compose(found, DESK) if isinstance(item, TallySheet))


def minutes(found: Judgement) -> Minutes:
    return next(item for item in compose(found, DESK) if isinstance(item, Minutes))


def by_list(found: Judgement, cap: int | None = None) -> Judgement:
    rules = replace(RULES, ballot_form=BallotForm.LIST, vote_cap=cap)
    settings: Settings = replace(found.settings, rules=rules)
    return replace(found, settings=settings)


def tied(pair: Sequence[Tally]) -> Nomination:
    return Nomination((), (), (), (), tuple(pair), 1)


def test_no_ballots_before_the_review_is_done() -> None:
    assert list(compose(reviewed(Stage.REVIEW, State.WAITING), DESK)) == []


def test_candidates_alone_give_only_ballots() -> None:
    assert {type(item) for item in compose(reviewed(), DESK)} == {BallotPaper}


def test_one_paper_per_candidate() -> None:
    papers = ballots(reviewed())
    assert [item.subject for item in papers] == [code(1), code(2), code(3)]
    assert [[(choice.name, choice.repeat) for choice in item.choices] for item in papers] == [
        [(title(1), False)],
        [(title(2), False)],
        [(title(3), True)],
    ]
    assert all(item.single and item.cap is None for item in papers)


def test_one_paper_for_all() -> None:
    papers = ballots(by_list(reviewed(), cap=3))
    assert [[choice.name for choice in item.choices] for item in papers] == [[title(1), title(2), title(3)]]
    assert (papers[0].cap, papers[0].single, papers[0].subject) == (3, False, "")


def test_no_cap_on_papers_with_one_candidate() -> None:
    base = reviewed()
    rules = replace(RULES, vote_cap=2)
    assert {item.cap for item in ballots(replace(base, settings=replace(base.settings, rules=rules)))} == {None}


@pytest.mark.parametrize("form", [reviewed, lambda: by_list(reviewed())], ids=["每家一张", "列全部"])
def test_no_candidates_no_ballots(form: object) -> None:
    assert callable(form)
    assert ballots(replace(form(), review=Review(None, Candidates((), (), ())))) == []


def test_a_ballot_has_no_room_for_a_name() -> None:
    names = {slot.name for slot in slots(BallotPaper) if not slot.spare}
    assert names == {"turn", "choices", "single", "cap"}


def test_a_tie_at_the_last_place_prints_a_second_ballot() -> None:
    pair = (tally(1), tally(2))
    found = voted(Stage.COMMITTEE, State.WAITING, nomination=tied(pair))
    papers = ballots(found)
    assert [(item.turn, item.choices[0].name) for item in papers if item.turn == 2] == [(2, title(1)), (2, title(2))]
    paths = [DocumentFile(item).path for item in papers]
    assert len(paths) == len(set(paths))


def test_the_second_ballot_stays_after_it_was_held() -> None:
    found = voted(second=(tally(1), tally(2, 5, passed=False)))
    assert [item.choices[0].name for item in ballots(found) if item.turn == 2] == [title(1), title(2)]


def test_a_second_ballot_for_all_is_a_paper_of_its_own() -> None:
    found = by_list(voted(Stage.COMMITTEE, State.WAITING, nomination=tied((tally(1), tally(2)))))
    assert [(item.turn, len(item.choices)) for item in ballots(found)] == [(1, 3), (2, 2)]
    assert len({DocumentFile(item).path for item in ballots(found)}) == 2


@pytest.mark.parametrize("state", [State.WAITING, State.BLOCKED])
def test_an_open_vote_has_no_count_and_no_minutes(state: State) -> None:
    assert {type(item) for item in compose(voted(Stage.COMMITTEE, state), DESK)} == {BallotPaper}


def test_a_settled_vote_has_count_and_minutes() -> None:
    kinds = [type(item) for item in compose(voted(), DESK)]
    assert kinds.count(TallySheet) == kinds.count(Minutes) == 1


def test_a_faulty_workbook_has_neither() -> None:
    wrong = problem("E-FORM-0001", At("评委会会议.xlsx", "会议", "B2"))
    book = replace(filled(COMMITTEE, meeting=(MEETING,), members=members()), problems=(wrong,))
    made, unmade = readable(voted(rows=(book,)), DESK, lambda _: ())
    assert {type(item) for item in made if item.folder == Stage.COMMITTEE} == {BallotPaper}
    assert wrong in [problem for item in unmade for problem in item.problems]


def test_members_due_and_present_come_from_the_sign_in() -> None:
    found = count(voted())
    assert (found.members, found.present) == (10, 9)
    assert [item.turn for item in found.rounds] == [1]


def test_the_result_tells_new_repeat_and_vacant() -> None:
    result = count(voted()).result
    assert (result.first, result.repeat, result.vacant) == ((title(1), title(2)), (title(3),), 1)
    assert result.nominees == (title(1), title(2), title(3))


def test_both_rounds_are_listed() -> None:
    found = count(voted(second=(tally(1), tally(2, 5, passed=False))))
    assert [(item.turn, len(item.tallies)) for item in found.rounds] == [(1, 3), (2, 2)]


def test_nobody_reaches_the_threshold() -> None:
    tallies = (tally(1, 5, passed=False), tally(2, 3, passed=False))
    found = voted(tallies=tallies, nomination=Nomination((), (), tallies, (), (), 3))
    for result in (count(found).result, minutes(found).result):
        assert (result.nominees, result.failed, result.vacant) == ((), (title(1), title(2)), 3)


def test_those_beyond_the_quota_stand_apart() -> None:
    four = tuple(tally(index) for index in range(1, 5))
    found = count(voted(tallies=four, nomination=Nomination(four[:3], (), (), four[3:], (), 0))).result
    assert (found.surplus, found.vacant) == ((title(4),), 0)


def test_without_candidates_there_are_only_minutes() -> None:
    book = filled(COMMITTEE, meeting=(MEETING,), members=members())
    found = voted(rows=(book,), candidates=Candidates((), (), ()), tallies=(), nomination=NOBODY)
    assert [type(item) for item in compose(found, DESK)] == [Minutes]
    assert (minutes(found).first, minutes(found).repeat, minutes(found).rounds) == ((), (), ())


def test_without_a_meeting_there_are_no_minutes() -> None:
    found = judgement(Stage.COMMITTEE, applicants=0, nomination=NOBODY)
    assert list(compose(found, DESK)) == []


def test_present_absent_observing() -> None:
    found = minutes(voted())
    assert [item.role for item in found.present][:4] == ["主任委员", "副主任委员", "副主任委员", "委员"]
    assert [item.name for item in found.absent] == ["委员9"]
    assert found.observers == ("派驻组",)


def test_attendance_goes_by_office_not_by_entry() -> None:
    book = filled(COMMITTEE, meeting=(MEETING,), members=members()[::-1])
    assert minutes(voted(rows=(book,))).present == minutes(voted()).present


def test_no_observers() -> None:
    book = filled(COMMITTEE, meeting=(replace(MEETING, observers=None),), members=members())
    assert minutes(voted(rows=(book,))).observers == ()


def test_a_recusal_names_the_candidate() -> None:
    recusal = row_of(MemberRecusal, member="W04", uscc=USCC(code(2)), reason="亲属任职")
    book = filled(COMMITTEE, meeting=(MEETING,), members=members(), recusals=(recusal,))
    assert [(row.name, row.organisation) for row in minutes(voted(rows=(book,))).recusals] == [("委员4", title(2))]


def test_count_and_minutes_carry_no_ballot_numbers() -> None:
    for document in (TallySheet, Minutes):
        assert not {"ballots", "number"} & {slot.name for slot in slots(document)}


@pytest.mark.parametrize("document", [BallotPaper, TallySheet, Minutes], ids=lambda item: item.title)
def test_templates_name_the_fields_of_their_documents(document: type[Document]) -> None:
    assert check_fields(template(document), document) == ()


@pytest.mark.parametrize("document", [BallotPaper, TallySheet, Minutes], ids=lambda item: item.title)
def test_wording_of_templates_is_as_reviewed(document: type[Document]) -> None:
    """After a change of wording, lay the new projection beside the old one and review it."""
    path = template(document)
    assert project(path.read_bytes(), path.name) == snapshot(document)


@pytest.mark.parametrize("count", [1, 12])
def test_every_document_of_the_committee_prints(count: int) -> None:
    for found in (crowd(count), by_list(crowd(count), cap=3)):
        for item in compose(found, DESK):
            text = printed(item)
            assert "None" not in text
            assert "{" not in text


def test_printed_ballots_have_neither_number_nor_name() -> None:
    for item in (ballots(reviewed())[0], ballots(by_list(reviewed()))[0]):
        lines = printed(item).split("\n")
        assert not [line for line in lines if line.startswith(("票号", "姓名", "委员", "签名", "日期", "时间"))]


def test_printed_cap_is_told_on_lists_only() -> None:
    assert "同意的候选单位不得超过3家" in printed(ballots(by_list(reviewed(), cap=3))[0])
    assert "不得超过" not in printed(ballots(by_list(reviewed()))[0])


def test_printed_count_reconciles_and_names_the_threshold() -> None:
    text = printed(count(voted()))
    assert "应到委员10名，实到9名" in text
    assert "投票人数按收回票数计算，同意票不少于投票人数的三分之二为通过" in text
    assert "首次获奖名额空缺1个" in text


def test_printed_count_when_nobody_passes() -> None:
    tallies = (tally(1, 5, passed=False),)
    found = voted(tallies=tallies, nomination=Nomination((), (), tallies, (), (), 3))
    assert "没有候选单位达到规定票数" in printed(count(found))
    assert "会议依照《办法》第四条决定2026年度红旗区区长质量奖空缺" in printed(minutes(found))


def test_printed_minutes_without_candidates() -> None:
    book = filled(COMMITTEE, meeting=(MEETING,), members=members())
    found = voted(rows=(book,), candidates=Candidates((), (), ()), tallies=(), nomination=NOBODY)
    text = printed(minutes(found))
    assert "不组织投票" in text
    assert "无记名" not in text


def test_printed_minutes_tell_of_the_second_ballot() -> None:
    text = printed(minutes(voted(second=(tally(1), tally(2, 5, passed=False)))))
    assert "会议对得票相同的单位进行了第2轮投票" in text


def test_printed_minutes_join_no_vote_to_a_member() -> None:
    recusal = row_of(MemberRecusal, member="W04", uscc=USCC(code(2)), reason="亲属任职")
    book = filled(COMMITTEE, meeting=(MEETING,), members=members(), recusals=(recusal,))
    names = {row.name for row in members()}
    lines = [line for line in printed(minutes(voted(rows=(book,)))).split("\n") if any(name in line for name in names)]
    assert [line[:2] for line in lines] == ["依照", "出席", "请假"]
    assert not [line for line in lines for word in ("同意", "弃权", "无效") if word in line]
