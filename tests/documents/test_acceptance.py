"""受理、补正、不予受理: which letter goes to whom, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.documents.launch_samples import CYCLE, DESK, FIRST, SECOND, entrant, launched, opened, record
from tests.rows import row_of
from toolchain.documents import acceptance
from toolchain.documents.acceptance import AcceptanceLetter, RefusalLetter, SupplementLetter
from toolchain.documents.declaration import Document
from toolchain.model.schema import USCC
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import BanCause, RegisterStatus
from toolchain.stages.judgement import Judgement

ASKED = {"requested": ("无严重失信行为证明",), "supplemented": date(2026, 11, 6)}


def composed(judgement: Judgement) -> list[Document]:
    return list(acceptance.compose(judgement, DESK))


def numbers(judgement: Judgement) -> list[tuple[int, str]]:
    return [(paper.number, paper.subject) for paper in composed(judgement)]


def award(announced: date, valid_until: date) -> Award:
    return row_of(
        Award,
        uscc=FIRST,
        cycle="上届",
        announced=announced,
        valid_until=valid_until,
    )


def test_nothing_before_anything_is_decided() -> None:
    assert composed(launched(record(entrant()))) == []


@pytest.mark.parametrize(
    ("who", "letters"),
    [
        ({}, [3]),
        ({"received": None}, []),
        ({"received": date(2026, 10, 30)}, [3]),
        ({"received": date(2026, 10, 31)}, [5]),
        ({"commitment": None}, [4]),
        ({"commitment": None, "received": date(2026, 10, 31)}, [5]),
        ({"receipt": ASKED}, [4, 3]),
        ({"credit_certificate": None, "receipt": ASKED}, [4, 5]),
        ({"broken": True}, []),
    ],
    ids=[
        "齐全",
        "未登记收件",
        "截止当日",
        "截止次日",
        "待补正",
        "逾期且不齐",
        "补正后受理",
        "补正后仍不齐",
        "申报书有错",
    ],
)
def test_letters_by_outcome(who: dict[str, object], letters: list[int]) -> None:
    assert numbers(opened(record(entrant(**who)))) == [(number, FIRST) for number in letters]


def test_one_applicants_fault_holds_nobody_elses_letter() -> None:
    faulty = entrant(broken=True)
    assert numbers(opened(record(faulty, entrant(SECOND, "乙养老中心")))) == [(3, SECOND)]


@pytest.mark.parametrize(("code", "sent"), [(FIRST, False), (SECOND, True)])
def test_a_wrong_row_of_the_register_holds_whom_it_concerns(code: str, sent: bool) -> None:
    row = replace(award(date(2020, 1, 10), date(2024, 1, 10)), uscc=USCC(code), status=RegisterStatus.REVOKED_CONDUCT)
    assert bool(composed(opened(record(entrant(), awards=(row,))))) is sent


def test_accepted_letter_of_a_first_application() -> None:
    (letter,) = composed(opened(record(entrant())))
    assert isinstance(letter, AcceptanceLetter)
    assert (letter.received, letter.supplemented, letter.earlier) == (date(2026, 9, 10), None, ())


def test_accepted_letter_of_a_former_laureate_says_the_award_has_run_out() -> None:
    awards = (award(date(2020, 1, 10), date(2024, 1, 10)),)
    (letter,) = composed(opened(record(entrant(), awards=awards)))
    assert isinstance(letter, AcceptanceLetter)
    assert len(letter.earlier) == 1
    assert "2024年1月10日" in letter.earlier[0]


def test_supplement_letter_lists_what_is_missing_and_by_when() -> None:
    (letter,) = composed(opened(record(entrant(commitment=None, credit_certificate=None))))
    assert isinstance(letter, SupplementLetter)
    assert letter.papers == ("《企业信用承诺书》", "无严重失信行为证明")
    assert letter.until == date(2026, 11, 9)


def test_supplement_letter_without_a_notice_date_names_no_last_day() -> None:
    cycle = replace(CYCLE, supplement_from=None)
    (letter,) = composed(opened(record(entrant(commitment=None), cycle=cycle)))
    assert isinstance(letter, SupplementLetter)
    assert letter.until is None


def test_supplement_letter_keeps_what_it_asked_for() -> None:
    letter = composed(opened(record(entrant(receipt=ASKED))))[0]
    assert isinstance(letter, SupplementLetter)
    assert letter.papers == ("无严重失信行为证明",)


def test_refusal_of_a_late_application_names_no_earliest_day() -> None:
    (letter,) = composed(opened(record(entrant(received=date(2026, 11, 2)))))
    assert isinstance(letter, RefusalLetter)
    assert [ground.article for ground in letter.grounds] == ["第十四条"]
    assert "2026年11月2日" in letter.grounds[0].text
    assert letter.earliest is None


def test_refusal_of_a_running_award_names_the_day_after_it() -> None:
    awards = (award(date(2022, 12, 30), date(2026, 12, 30)),)
    (letter,) = composed(opened(record(entrant(), awards=awards)))
    assert isinstance(letter, RefusalLetter)
    assert [ground.article for ground in letter.grounds] == ["第二十八条"]
    assert letter.earliest == date(2026, 12, 31)


def test_refusal_with_several_grounds_keeps_them_apart() -> None:
    ban = row_of(
        Ban, uscc=FIRST, name="甲制造有限公司", cause=BanCause.FRAUD, since=date(2024, 5, 1), evidence="批准文件"
    )
    (letter,) = composed(opened(record(entrant(received=date(2026, 11, 2)), bans=(ban,))))
    assert isinstance(letter, RefusalLetter)
    assert [ground.article for ground in letter.grounds] == ["第十四条", "第二十五条第一款"]
    assert letter.earliest == date(2030, 5, 1)


def test_letter_takes_number_and_date_of_its_own_subject() -> None:
    rows = (
        row_of(
            Dispatch,
            document=3,
            title="受理通知书",
            subject=FIRST,
            number="红质评办〔2026〕7号",
            dated=date(2026, 11, 3),
        ),
    )
    found = composed(opened(record(entrant(), entrant(SECOND, "乙养老中心"), dispatch=rows)))
    drafts = {paper.subject: paper.draft for paper in found}
    assert drafts == {FIRST: False, SECOND: True}
