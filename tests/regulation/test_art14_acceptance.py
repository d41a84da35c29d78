"""第十四条, 第二十五条, 第二十八条: what the office answers an application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.regulation.placed import at
from tests.rows import row_of
from toolchain.model.record import Application
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Cycle, Readings, Receipt
from toolchain.model.sheets.vocabulary import BanCause, RegisterStatus, Term, YesNo
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome, accept, check_receipts

CODE = USCC("91410702MA44ABCD5P")
ON_TIME = date(2026, 10, 20)
NOTICE = date(2026, 11, 2)  # a Monday; five working days end on Monday the 9th
CALENDAR = WorkCalendar({2026: "通知"}, frozenset(), frozenset())
LACKING = (("自评报告", YesNo.YES, YesNo.NO),)
Apply = Callable[..., Application]
Decide = Callable[..., Acceptance]


def receipt(received: date = ON_TIME, supplemented: date | None = None, uscc: USCC = CODE) -> Receipt:
    return row_of(
        Receipt, uscc=uscc, name="甲制造有限公司", received=received, supplemented=supplemented, receiver="某丙"
    )


def award(
    announced: date, until: date, status: RegisterStatus = RegisterStatus.VALID, revoked: date | None = None
) -> Award:
    return row_of(
        Award,
        uscc=CODE,
        name="甲",
        cycle="往届",
        announced=announced,
        valid_until=until,
        status=status,
        revoked=revoked,
    )


def ban(cause: BanCause, since: date, uscc: USCC = CODE) -> Ban:
    return row_of(Ban, uscc=uscc, cause=cause, since=since)


@pytest.fixture
def decide(apply: Apply, cycle: Cycle, readings: Readings, rules: Rules) -> Decide:
    """Decide on an application without fault, but for what is changed."""

    def run(
        *,
        entry: Receipt | None = None,
        awards: tuple[Award, ...] = (),
        bans: tuple[Ban, ...] = (),
        notice: date | None = None,
        term: Term = Term.DEADLINE,
        required: tuple[str, ...] = (),
        registered: bool = True,
        **application: object,
    ) -> Acceptance:
        return accept(
            apply(**application),
            (entry or receipt()) if registered else None,
            awards,
            bans,
            replace(cycle, supplement_from=notice),
            replace(readings, term=term),
            rules,
            CALENDAR,
            required,
        )

    return run


@pytest.mark.parametrize(
    ("received", "outcome"),
    [
        pytest.param(date(2026, 8, 9), AcceptanceOutcome.ACCEPTED, id="开始前一日"),
        pytest.param(date(2026, 10, 30), AcceptanceOutcome.ACCEPTED, id="截止前一日"),
        pytest.param(date(2026, 10, 31), AcceptanceOutcome.ACCEPTED, id="截止日"),
        pytest.param(date(2026, 11, 1), AcceptanceOutcome.REFUSED, id="截止后一日"),
    ],
)
def test_deadline_included(decide: Decide, received: date, outcome: AcceptanceOutcome) -> None:
    found = decide(entry=receipt(received))
    assert found.outcome is outcome
    assert found.earliest is None


def test_the_days_are_told(decide: Decide) -> None:
    facts = {"opens": "2026年8月10日", "deadline": "2026年10月31日"}
    assert dict(decide(registered=False).findings[0].facts) == facts
    assert dict(decide().findings[0].facts) == facts | {"received": "2026年10月20日"}


def test_without_a_receipt_nothing_is_decided(decide: Decide) -> None:
    assert decide(registered=False).outcome is AcceptanceOutcome.PENDING
    assert decide(registered=False, attachments=LACKING).outcome is AcceptanceOutcome.PENDING


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"attachments": LACKING}, ("自评报告",), id="必交材料未交"),
        pytest.param({"attachments": (("奖状", YesNo.NO, YesNo.NO),)}, (), id="选交材料未交"),
        pytest.param({"commitment": None}, ("《企业信用承诺书》",), id="未签承诺书"),
        pytest.param({"credit_certificate": None}, ("无严重失信行为证明",), id="无信用证明"),
        pytest.param(
            {"commitment": None, "attachments": (("《企业信用承诺书》", YesNo.YES, YesNo.NO),)},
            ("《企业信用承诺书》",),
            id="同一材料只列一次",
        ),
        pytest.param({"required": ("审计报告",)}, ("审计报告",), id="删去必交一行"),
        pytest.param(
            {"required": ("审计报告",), "attachments": (("审计报告", YesNo.NO, YesNo.NO),)},
            ("审计报告",),
            id="把必交改成否",
        ),
    ],
)
def test_missing_papers_are_asked_for(decide: Decide, changes: dict[str, object], missing: tuple[str, ...]) -> None:
    found = decide(**changes)
    assert found.missing == missing
    assert found.outcome is (AcceptanceOutcome.SUPPLEMENT if missing else AcceptanceOutcome.ACCEPTED)
    assert found.supplement_until is None


@pytest.mark.parametrize(
    ("supplemented", "lacking", "outcome"),
    [
        pytest.param(None, True, AcceptanceOutcome.SUPPLEMENT, id="尚未补正"),
        pytest.param(date(2026, 11, 6), False, AcceptanceOutcome.ACCEPTED, id="期满前"),
        pytest.param(date(2026, 11, 9), False, AcceptanceOutcome.ACCEPTED, id="期满日"),
        pytest.param(date(2026, 11, 10), False, AcceptanceOutcome.REFUSED, id="期满后一日"),
        pytest.param(date(2026, 11, 6), True, AcceptanceOutcome.REFUSED, id="补正后仍缺"),
    ],
)
def test_supplement_within_the_working_days_set(
    decide: Decide, supplemented: date | None, outcome: AcceptanceOutcome, *, lacking: bool
) -> None:
    changes = {"attachments": LACKING} if lacking else {}
    found = decide(entry=receipt(ON_TIME, supplemented), notice=NOTICE, **changes)
    assert found.outcome is outcome
    assert found.supplement_until == date(2026, 11, 9)


@pytest.mark.parametrize("notice", [None, date(2026, 12, 30)], ids=["没有通知日期", "跨入无安排的年份"])
def test_a_supplement_that_cannot_be_dated_waits(decide: Decide, notice: date | None) -> None:
    found = decide(entry=receipt(ON_TIME, date(2027, 1, 4)), notice=notice)
    assert found.outcome is AcceptanceOutcome.PENDING
    assert found.findings[1].case == ("14-notice" if notice is None else "14-calendar")


@pytest.mark.parametrize(
    ("cause", "since", "outcome", "earliest"),
    [
        pytest.param(BanCause.FRAUD, date(2020, 10, 19), AcceptanceOutcome.ACCEPTED, None, id="六年已过"),
        pytest.param(BanCause.FRAUD, date(2020, 10, 20), AcceptanceOutcome.ACCEPTED, None, id="六年对应日"),
        pytest.param(BanCause.FRAUD, date(2020, 10, 21), AcceptanceOutcome.REFUSED, date(2026, 10, 21), id="六年未满"),
        pytest.param(BanCause.FRAUD, ON_TIME, AcceptanceOutcome.REFUSED, date(2032, 10, 20), id="收件当日批准撤销"),
        pytest.param(BanCause.FRAUD, date(2026, 10, 21), AcceptanceOutcome.ACCEPTED, None, id="收件后批准撤销"),
        pytest.param(BanCause.CHEATING, date(2026, 1, 1), AcceptanceOutcome.ACCEPTED, None, id="弄虚作假归资格审查"),
    ],
)
def test_fraud_bars_acceptance(
    decide: Decide, cause: BanCause, since: date, outcome: AcceptanceOutcome, earliest: date | None
) -> None:
    found = decide(bans=(ban(cause, since),))
    assert (found.outcome, found.earliest) == (outcome, earliest)


@pytest.mark.parametrize(
    ("revoked", "status", "outcome", "earliest"),
    [
        pytest.param(
            date(2020, 10, 20), RegisterStatus.REVOKED_FRAUD, AcceptanceOutcome.ACCEPTED, None, id="骗取称号六年对应日"
        ),
        pytest.param(
            date(2020, 10, 21),
            RegisterStatus.REVOKED_FRAUD,
            AcceptanceOutcome.REFUSED,
            date(2026, 10, 21),
            id="骗取称号六年未满",
        ),
        pytest.param(
            date(2020, 10, 21), RegisterStatus.REVOKED_CONDUCT, AcceptanceOutcome.ACCEPTED, None, id="事故撤销"
        ),
    ],
)
def test_a_title_revoked_for_fraud_bars_without_its_entry(
    decide: Decide, revoked: date, status: RegisterStatus, outcome: AcceptanceOutcome, earliest: date | None
) -> None:
    found = decide(awards=(award(date(2019, 1, 5), date(2023, 1, 5), status, revoked),))
    assert (found.outcome, found.earliest) == (outcome, earliest)


def test_a_ban_that_was_entered_is_told_once(decide: Decide) -> None:
    revoked = date(2021, 1, 1)
    held = award(date(2019, 1, 5), date(2023, 1, 5), RegisterStatus.REVOKED_FRAUD, revoked)
    found = decide(awards=(held,), bans=(ban(BanCause.FRAUD, revoked),))
    assert [finding.case for finding in found.findings].count("25-ban") == 1


@pytest.mark.parametrize(
    ("lapsed", "attachments", "requested", "outcome", "case"),
    [
        pytest.param(YesNo.YES, LACKING, None, AcceptanceOutcome.REFUSED, "14-lapsed", id="逾期未补正"),
        pytest.param(YesNo.NO, LACKING, None, AcceptanceOutcome.SUPPLEMENT, "14-papers", id="尚未逾期"),
        pytest.param(None, LACKING, None, AcceptanceOutcome.SUPPLEMENT, "14-papers", id="没有填写"),
        pytest.param(
            YesNo.YES, None, ("自评报告",), AcceptanceOutcome.REFUSED, "14-lapsed", id="曾要求补正而无收到日期"
        ),
        pytest.param(YesNo.YES, None, None, AcceptanceOutcome.ACCEPTED, "14-papers", id="没有要求补正的不起作用"),
    ],
)
def test_a_supplement_that_never_came_is_refused(
    decide: Decide,
    lapsed: YesNo | None,
    attachments: tuple[tuple[str, YesNo, YesNo], ...] | None,
    requested: tuple[str, ...] | None,
    outcome: AcceptanceOutcome,
    case: str,
) -> None:
    changes = {} if attachments is None else {"attachments": attachments}
    found = decide(entry=replace(receipt(), lapsed=lapsed, requested=requested), **changes)
    assert (found.outcome, found.findings[1].case) == (outcome, case)
    if case == "14-lapsed" or outcome is AcceptanceOutcome.SUPPLEMENT:
        assert dict(found.findings[1].facts) == {"missing": "自评报告", "days": "5"}


def test_the_longer_ban_wins(decide: Decide) -> None:
    rows = (ban(BanCause.FRAUD, date(2021, 1, 1)), ban(BanCause.CHEATING, date(2026, 1, 1)))
    assert decide(bans=rows).earliest == date(2029, 1, 1)


def test_a_ban_of_somebody_else_does_not_count(decide: Decide) -> None:
    rows = (ban(BanCause.FRAUD, date(2025, 1, 1), USCC("914107020706795570")),)
    assert decide(bans=rows).outcome is AcceptanceOutcome.ACCEPTED


@pytest.mark.parametrize(
    ("until", "outcome", "earliest"),
    [
        pytest.param(date(2026, 10, 30), AcceptanceOutcome.ACCEPTED, None, id="截止前一日期满"),
        pytest.param(date(2026, 10, 31), AcceptanceOutcome.REFUSED, date(2026, 11, 1), id="截止日仍有效"),
        pytest.param(date(2026, 12, 30), AcceptanceOutcome.REFUSED, date(2026, 12, 31), id="截止后期满"),
    ],
)
def test_an_earlier_award_must_have_run_out(
    decide: Decide, until: date, outcome: AcceptanceOutcome, earliest: date | None
) -> None:
    found = decide(awards=(award(date(2022, 10, 30), until),))
    assert (found.outcome, found.earliest) == (outcome, earliest)
    assert found.repeat
    held = found.findings[-1]
    assert (held.case, held.again) == ("28-validity", earliest)


def test_by_approval_the_application_is_accepted_and_looked_at_again(decide: Decide) -> None:
    found = decide(awards=(award(date(2022, 12, 30), date(2026, 12, 30)),), term=Term.APPROVAL)
    assert found.outcome is AcceptanceOutcome.ACCEPTED
    assert found.repeat
    held = found.findings[-1]
    assert (held.case, held.again) == ("28-approval", None)
    over = decide(awards=(award(date(2022, 10, 30), date(2026, 10, 30)),), term=Term.APPROVAL).findings[-1]
    assert (over.case, over.again) == ("28-validity", None)


@pytest.mark.parametrize(
    ("revoked", "outcome", "repeat"),
    [
        pytest.param(date(2025, 5, 1), AcceptanceOutcome.ACCEPTED, False, id="截止前撤销"),
        pytest.param(date(2026, 10, 31), AcceptanceOutcome.ACCEPTED, False, id="截止日撤销"),
        pytest.param(date(2026, 11, 1), AcceptanceOutcome.REFUSED, True, id="截止后撤销不改受理结果"),
    ],
)
def test_a_revoked_award(decide: Decide, revoked: date, outcome: AcceptanceOutcome, *, repeat: bool) -> None:
    row = award(date(2022, 12, 30), date(2026, 12, 30), RegisterStatus.REVOKED_CONDUCT, revoked)
    found = decide(awards=(row,))
    assert (found.outcome, found.repeat) == (outcome, repeat)


def test_an_award_after_the_deadline_belongs_to_a_later_day(decide: Decide) -> None:
    found = decide(awards=(award(date(2026, 12, 30), date(2030, 12, 30)),))
    assert found.outcome is AcceptanceOutcome.ACCEPTED
    assert not found.repeat


def test_a_new_applicant_is_no_repeat(decide: Decide) -> None:
    assert not decide().repeat


def test_what_is_missing_is_shown_at_its_cells(apply: Apply, cycle: Cycle, readings: Readings, rules: Rules) -> None:
    filed = apply(attachments=(("自评报告", YesNo.YES, YesNo.NO), ("奖状", YesNo.NO, YesNo.NO)))
    rows = tuple(at(row, number) for number, row in enumerate(filed.attachments, start=2))
    filed = replace(filed, applicant=at(filed.applicant, 1), attachments=rows)

    def cells(application: Application, **changes: object) -> list[str]:
        entry = replace(at(receipt(), 9), **changes)
        found = accept(application, entry, (), (), cycle, readings, rules, CALENDAR)
        return [place.cell for place in found.findings[1].cells]

    assert cells(filed) == ["已提交·2"]
    whole = replace(filed, attachments=(replace(rows[0], provided=YesNo.YES), rows[1]))
    assert cells(whole) == ["统一社会信用代码·1"]
    assert cells(replace(whole, applicant=replace(whole.applicant, commitment=None))) == ["统一社会信用代码·1"]
    assert cells(filed, lapsed=YesNo.YES) == ["逾期未补正·9", "已提交·2"]


def test_receipts_match_applications(apply: Apply) -> None:
    filed = apply()
    assert check_receipts((filed,), (receipt(),)) == ()
    assert check_receipts((filed,), ()) == ()
    other = USCC("914107020706795570")
    assert [item.code for item in check_receipts((filed,), (receipt(uscc=other),))] == ["E-RULE-1401"]
    unread = check_receipts((filed,), (receipt(uscc=other),), ("申报书.xlsx",))
    assert [item.code for item in unread] == ["W-RULE-1405"]
    renamed = replace(receipt(), name="甲公司")
    assert [item.code for item in check_receipts((filed,), (renamed,))] == ["W-RULE-1402"]
    twins = (filed, replace(filed, file="申报书-甲（2）.xlsx"))
    assert [item.code for item in check_receipts(twins, (receipt(),))] == ["E-RULE-1403"]
