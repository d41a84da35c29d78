"""核查函、资格审查表、不通过告知书、现场评审通知书: which appear when, and what they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.documents.launch_samples import DESK, FIRST, SECOND, entrant, opened, record
from tests.rows import row_of
from toolchain.documents import qualification
from toolchain.documents.declaration import Document
from toolchain.documents.qualification import (
    DepartmentInquiry,
    QualificationRefusal,
    QualificationTable,
    SiteVisitNotice,
    examined,
)
from toolchain.model.findings import Finding
from toolchain.model.problems import At
from toolchain.model.schema import Place
from toolchain.model.sheets.checks import Event
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, Verdict
from toolchain.stages.judgement import Judgement

AFTER_THE_DEADLINE = date(2026, 11, 2)
DEPARTMENTS = list(dict.fromkeys(item.department for item in DESK.items.checks))
FAILED_CHECK = row_of(
    Event,
    uscc=FIRST,
    kind=EventKind.INSPECTION,
    level=EventLevel.PROVINCIAL,
    happened=date(2025, 3, 18),
    facts="一批次不合格。",
    evidence="抽查通报",
    department="区市场监督管理局",
    at=Place("部门核查.xlsx", "事件清单", {"happened": "D", "kind": "B", "level": "C"}, 5),
)


def composed(judgement: Judgement) -> list[Document]:
    return list(qualification.compose(judgement, DESK))


def numbers(judgement: Judgement) -> list[tuple[int, str]]:
    return [(paper.number, paper.subject) for paper in composed(judgement) if paper.number != 6]


def only(kind: type[Document], judgement: Judgement) -> Document:
    (found,) = [paper for paper in composed(judgement) if isinstance(paper, kind)]
    return found


@pytest.mark.parametrize("who", [{"commitment": None}, {"received": None}], ids=str)
def test_nothing_while_an_application_is_open(who: dict[str, object]) -> None:
    open_one = entrant(**who)
    assert composed(opened(record(open_one, entrant(SECOND, "乙养老中心")))) == []


def test_an_application_that_cannot_be_read_holds_nobody_else() -> None:
    assert numbers(opened(record(entrant(broken=True), entrant(SECOND, "乙养老中心")))) == [(7, SECOND), (9, SECOND)]


def test_inquiries_come_as_soon_as_acceptance_is_done() -> None:
    waiting = replace(entrant(), checks=())
    assert composed(opened(record(waiting))) == []  # nothing says that the deadline has passed
    late = replace(entrant(SECOND, "乙养老中心", received=AFTER_THE_DEADLINE), checks=())
    found = [paper for paper in composed(opened(record(waiting, late))) if paper.number == DepartmentInquiry.number]
    assert [paper.subject_name for paper in found] == DEPARTMENTS


def test_inquiry_asks_every_applicant_about_every_item_of_the_department() -> None:
    judgement = opened(record(entrant(), entrant(SECOND, "乙养老中心")))
    letters = [paper for paper in composed(judgement) if isinstance(paper, DepartmentInquiry)]
    asked = [(row.uscc, row.article) for letter in letters for row in letter.asked]
    expected = {(code, item.article) for code in (FIRST, SECOND) for item in DESK.items.checks}
    assert len(asked) == len(expected)
    assert set(asked) == expected
    assert all(item.department == letter.subject for letter in letters for item in letter.items)
    assert {letter.window_from for letter in letters} == {date(2023, 10, 31)}
    assert [letter.subject for letter in letters if not letter.dated] == ["区统计局"]
    assert [letter.subject for letter in letters if letter.bars] == [name for name in DEPARTMENTS if name != "区统计局"]


def test_refused_applicants_are_not_asked_about() -> None:
    judgement = opened(record(entrant(), entrant(SECOND, "乙养老中心", received=date(2026, 11, 2))))
    letters = [paper for paper in composed(judgement) if isinstance(paper, DepartmentInquiry)]
    assert {applicant.uscc for letter in letters for applicant in letter.applicants} == {FIRST}


def test_no_applicant_accepted_no_inquiry() -> None:
    assert composed(opened(record(entrant(received=date(2026, 11, 2))))) == []


@pytest.mark.parametrize(
    ("verdict", "letters"),
    [(Verdict.MET, [7, 9]), (Verdict.NOT_MET, [7, 8]), (Verdict.PENDING, [7])],
)
def test_papers_by_verdict(verdict: Verdict, letters: list[int]) -> None:
    judgement = opened(record(entrant(verdicts={"11.1": verdict})))
    assert numbers(judgement) == [(number, FIRST) for number in letters]


def test_invitations_wait_until_nobody_is_open() -> None:
    pending = entrant(SECOND, "乙养老中心", verdicts={"10.3": Verdict.PENDING})
    refused = entrant(verdicts={"11.2": Verdict.NOT_MET})
    met = entrant(FIRST)
    assert numbers(opened(record(met, pending))) == [(7, SECOND), (7, FIRST)]
    assert numbers(opened(record(refused, pending))) == [(7, SECOND), (7, FIRST), (8, FIRST)]


def test_problem_in_one_applicants_checks_holds_only_its_papers() -> None:
    bare = entrant(verdicts={"11.1": Verdict.NOT_MET})
    bare = replace(bare, checks=tuple(replace(row, facts=None) for row in bare.checks))
    judgement = opened(record(bare, entrant(SECOND, "乙养老中心")))
    assert numbers(judgement) == [(7, SECOND), (9, SECOND)]


def test_table_lists_every_item_with_verdict_and_evidence() -> None:
    table = only(QualificationTable, opened(record(entrant(verdicts={"10.3": Verdict.PENDING}))))
    assert isinstance(table, QualificationTable)
    assert [row.article for row in table.rows] == [item.article for item in DESK.items.all]
    assert all(row.sentences for row in table.rows)
    verdicts = {row.article: row.verdict for row in table.rows}
    assert [article for article, verdict in verdicts.items() if verdict is not Verdict.MET] == ["第十条第（三）项"]
    assert (table.verdict, table.failed, table.met, table.pending) == (
        Verdict.PENDING,
        ("第十条第（三）项",),
        False,
        True,
    )
    evidence = {row.article: row.evidence for row in table.rows}
    assert evidence["第十条第（七）项"] == ("《部门核查》“核查结论”", "查询记录10.7")
    assert evidence["第十条第（一）项"] == ("《申报书》“基本情况”", "《部门核查》“核查结论”", "查询记录10.1")


def test_table_never_names_a_file_or_a_cell() -> None:
    table = only(QualificationTable, opened(record(entrant(events=(FAILED_CHECK,)))))
    assert isinstance(table, QualificationTable)
    printed = [text for row in table.rows for text in (*row.evidence, *row.sentences)]
    assert not any("xlsx" in text for text in printed)


def test_provision_outside_the_list_has_its_own_row() -> None:
    facts = (("since", "2024年5月1日"), ("free", "2030年5月2日"), ("evidence", "批准文件"))
    ban = Finding("25-ban", "第二十五条第一款", FIRST, Verdict.NOT_MET, facts, (At("获奖台账.xlsx", "限制申报", "C4"),))
    rows = examined([ban], DESK.items.all, DESK.wording)
    assert (rows[-1].article, rows[-1].matter, rows[-1].verdict) == ("第二十五条第一款", "", Verdict.NOT_MET)
    assert rows[-1].evidence == ("《获奖台账》“限制申报”",)
    assert {row.verdict for row in rows[:-1]} == {Verdict.PENDING}


def test_refusal_says_only_what_failed_and_the_earliest_day() -> None:
    judgement = opened(record(entrant(verdicts={"11.4": Verdict.NOT_MET}, events=(FAILED_CHECK,))))
    letter = only(QualificationRefusal, judgement)
    assert isinstance(letter, QualificationRefusal)
    assert [ground.article for ground in letter.grounds] == ["第十一条第（四）项"]
    assert "2025年3月18日" in letter.grounds[0].text
    assert letter.earliest == date(2028, 3, 18)


def test_refusal_without_a_date_to_tell() -> None:
    letter = only(QualificationRefusal, opened(record(entrant(verdicts={"11.2": Verdict.NOT_MET}))))
    assert isinstance(letter, QualificationRefusal)
    assert letter.earliest is None


def test_invitation_holds_criteria_and_trade() -> None:
    letter = only(SiteVisitNotice, opened(record(entrant())))
    assert isinstance(letter, SiteVisitNotice)
    assert letter.trade == "制造业"
    assert letter.total == sum(group.points for group in letter.groups) == 1000
