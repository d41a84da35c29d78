"""What the papers from 公示 to 监督 say once they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.documents.award_samples import (
    BING,
    DESK,
    JIA,
    NAMES,
    YI,
    approved,
    award,
    composed,
    decided_papers,
    dispatch,
    noticed,
    objection,
    printed,
    registered,
    supervised_papers,
    template,
    voted,
)
from tests.documents.test_afterlife import SOON, held, higher
from tests.documents.test_discipline import measure
from tests.documents.test_discipline import supervised as disciplined
from tests.documents.test_supervision import CONDUCT, FRAUD, ruling, supervised
from tests.rows import row_of
from toolchain.documents import after_award, approval, discipline, notice, payment, revocation, supervision
from toolchain.documents.approval import Announcement, ApprovalRequest, Certificate
from toolchain.documents.declaration import Document
from toolchain.documents.notice import NoticeReport, PublicNotice
from toolchain.documents.payment import PaymentRequest
from toolchain.documents.revocation import (
    ConductRecovery,
    ConductRevocation,
    FraudRecovery,
    FraudRevocation,
    RevocationRequest,
)
from toolchain.documents.supervision import PrizeRecovery
from toolchain.model.schema import USCC, Yuan
from toolchain.model.sheets.event_vocabulary import DecisionKind
from toolchain.model.sheets.events import DecisionEvent
from toolchain.model.sheets.vocabulary import AwardKind, BanEnd, HigherAwardKind, IncidentKind, Measure, Outcome
from toolchain.regulation.art25_revocation import Consequence
from toolchain.regulation.events import Events
from toolchain.stages.judgement import Judgement
from toolchain.stages.stage_results import Supervision
from toolchain.typesetting.template_authoring import project
from toolchain.typesetting.template_check import check_fields

MODULES = (notice, approval, payment, after_award, supervision, revocation, discipline)
KINDS = tuple(
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Document) and kind.number and kind.__module__ == module.__name__
)
SNAPSHOTS = Path(__file__).resolve().parents[1] / "snapshots" / "templates"


def titled(kind: type[Document]) -> str:
    return kind.template


def titled_or_text(value: object) -> str:
    return value.template if isinstance(value, type) and issubclass(value, Document) else str(value)


def test_the_list_is_whole() -> None:
    assert {kind.number for kind in KINDS} == set(range(19, 38))


@pytest.mark.parametrize("kind", KINDS, ids=titled)
def test_template_and_document_name_the_same_fields(kind: type[Document]) -> None:
    assert check_fields(template(kind), kind) == ()


@pytest.mark.parametrize("kind", KINDS, ids=titled)
def test_wording_is_as_reviewed(kind: type[Document]) -> None:
    reviewed = (SNAPSHOTS / f"{kind.template}.txt").read_text(encoding="utf-8")
    assert project(template(kind).read_bytes()) == reviewed


def only(papers: Sequence[Document], kind: type[Document]) -> Document:
    (paper,) = [item for item in papers if type(item) is kind]
    return paper


def decided(judgement: Judgement) -> list[Document]:
    return [
        *composed(notice.compose, judgement),
        *composed(decided_papers, judgement),
        *composed(after_award.compose, judgement),
    ]


def crowd(count: int, repeats: int = 0) -> Judgement:
    codes = [USCC(f"91410702MA44{number:04d}5P") for number in range(count)]
    named = {code: f"第{number}公司" for number, code in enumerate(codes, start=1)}
    return approved(noticed(voted(codes, codes[count - repeats :], named)))


# -- 公示、审定、公告 ----------------------------------------------------------------------------------


def test_announcement_of_three_reads_as_one_would_write_it() -> None:
    text = printed(only(decided(approved(noticed(voted()))), Announcement))
    assert "丙质量研究院、甲制造有限公司、乙食品有限公司3家单位“2024年度红旗区区长质量奖”" in text
    assert "每家奖金5万元，合计10万元" in text
    assert (
        "丙质量研究院为再次获奖单位，依照《红旗区区长质量奖管理办法》第二十八条授予证书，不授予奖金，不占当年奖项名额"
        in text
    )
    assert "红旗区人民政府第52次常务会议研究审定" in text
    assert "附件" not in text


def test_announcement_of_one_has_no_plural() -> None:
    text = printed(only(decided(crowd(1)), Announcement))
    assert "决定授予第1公司“2024年度红旗区区长质量奖”" in text
    assert not re.search("等1家|每家|合计|其中", text)


def test_announcement_of_one_repeat_laureate_speaks_of_no_prize_to_give() -> None:
    text = printed(only(decided(crowd(1, repeats=1)), Announcement))
    assert "第1公司为再次获奖单位，依照《红旗区区长质量奖管理办法》第二十八条授予证书，不授予奖金" in text
    assert not re.search("5万元|其中|颁发|第十九条", text)


def test_announcement_of_many_has_its_list_as_an_annex() -> None:
    text = printed(only(decided(crowd(40, repeats=2)), Announcement))
    assert "授予第10公司等40家单位（名单见附件）" in text
    assert "合计190万元" in text
    assert text.count("首次获奖\n") == 38
    assert "附件：2024年度红旗区区长质量奖获奖名单" in text


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [
        (PublicNotice, "奖项拟予空缺"),
        (NoticeReport, "奖项拟予空缺"),
        (ApprovalRequest, "奖项空缺"),
        (Announcement, "奖项空缺"),
    ],
    ids=titled_or_text,
)
def test_vacant_forms_name_nobody_and_no_money(kind: type[Document], phrase: str) -> None:
    text = printed(only(decided(crowd(0)), kind))
    assert phrase in text
    assert not re.search("公司|奖金|0家单位“|再次获奖", text)


@pytest.mark.parametrize(
    ("repeats", "phrase"),
    [((BING,), "其中，丙质量研究院为称号有效期满后再次申请的单位"), ((JIA, YI, BING), "\n丙质量研究院、甲")],
)
def test_notice_sets_repeat_laureates_apart(repeats: tuple[USCC, ...], phrase: str) -> None:
    text = printed(only(decided(noticed(voted(repeats=repeats))), PublicNotice))
    assert phrase in text
    assert "不授予奖金，不占当年奖项名额" in text
    assert "2024年10月21日—2024年10月28日（不少于5个工作日，发布当日不计入）" in text


def test_notice_before_it_is_dated_leaves_the_room() -> None:
    text = printed(only(decided(voted()), PublicNotice))
    assert "　　　　年　　月　　日—　　　　年　　月　　日" in text
    assert "送审稿" in text


def test_award_is_never_put_in_book_title_marks_and_has_its_year() -> None:
    judgement = approved(noticed(voted(), [objection()]))
    rulings = (ruling(FRAUD), ruling(CONDUCT, number="S02"))
    papers = [*decided(judgement), *composed(supervised_papers, supervised(rulings))]
    for paper in papers:
        text = printed(paper)
        assert not re.search("《[^》]*质量奖》", text), paper.template
        for before in re.findall("(.{0,6})“红旗区区长质量奖”", text):
            pytest.fail(f"{paper.template}：{before}")


@pytest.mark.parametrize(
    ("outcome", "phrase", "other"),
    [(Outcome.UPHELD, "移出", "不成立"), (Outcome.DISMISSED, "认定异议不成立", "移出")],
)
def test_reply_says_what_came_of_it(outcome: Outcome, phrase: str, other: str) -> None:
    papers = decided(noticed(voted(), [objection(outcome=outcome)]))
    text = printed(only(papers, notice.ObjectionReply))
    assert phrase in text
    assert other not in text


def test_request_names_signer_and_asks_once() -> None:
    judgement = registered(noticed(voted()), dispatch(22, "红质评办〔2024〕7号", SOON.announced))
    text = printed(only(decided(judgement), ApprovalRequest))
    assert "签发甲" in text
    assert text.count("请批示") == 1
    assert "送审稿" not in text


def test_accounts_and_capital_amounts_stand_in_the_payment_list() -> None:
    papers = decided(approved(noticed(voted())))
    text = printed(only(papers, PaymentRequest))
    assert "41001560000000000" in text
    assert "大写：壹拾万元整" in text
    assert "丙质量研究院为再次获奖单位，依照《办法》第二十八条不授予奖金" in text
    for paper in papers:
        if not isinstance(paper, PaymentRequest):
            assert "41001560" not in printed(paper)


@pytest.mark.parametrize("name", [*NAMES.values(), "A&B <公司>", "新" * 60, "喆堃䶮研究院"])
@pytest.mark.parametrize("again", [False, True], ids=["首次", "再次"])
def test_certificate_prints_any_name_whole(name: str, *, again: bool) -> None:
    judgement = approved(noticed(voted((JIA,), (JIA,) if again else (), {JIA: name})))
    text = printed(only(decided(judgement), Certificate))
    assert name in text
    assert "“2024年度红旗区区长质量奖”" in text
    assert ("再次荣获" in text) is again
    assert "编号：红质奖2024001" in text
    assert "有效期至2028年12月20日" in text


@pytest.mark.parametrize("name", ["A&B <公司>", "新" * 24], ids=["特殊字符", "长于一行的名称"])
def test_every_paper_prints_strange_names(name: str) -> None:
    judgement = approved(noticed(voted((JIA, YI), (), {JIA: name, YI: "乙食品有限公司"}), [objection()]))
    for paper in decided(judgement):
        if paper.subject in {"", JIA}:
            assert name in printed(paper).replace("\n", ""), paper.template


# -- 获奖后、监督 --------------------------------------------------------------------------------------

REMEDY = re.compile(
    "自(收到本通知|知道本决定)之日起60日内向新乡市人民政府申请行政复议，"
    "也可以自(收到本通知|知道本决定)之日起6个月内向新乡市中级人民法院提起行政诉讼"
)
MONEY_OR_BAN = re.compile(r"奖金|(?<!\d)[6六]年|不予受理|第一款")


@pytest.mark.parametrize("kind", [RevocationRequest, ConductRevocation, ConductRecovery], ids=titled)
@pytest.mark.parametrize("incident", [IncidentKind.ACCIDENT, IncidentKind.OFFENCE, IncidentKind.TITLE_MISUSE])
def test_second_paragraph_speaks_of_no_money_and_no_ban(kind: type[Document], incident: IncidentKind) -> None:
    text = printed(only(composed(supervised_papers, supervised([ruling(CONDUCT, kind=incident)])), kind))
    assert not MONEY_OR_BAN.search(text)
    assert "第二十五条第二款" in text
    assert re.search("证书.*奖杯", text)


@pytest.mark.parametrize("kind", [RevocationRequest, FraudRevocation, FraudRecovery], ids=titled)
def test_first_paragraph_recovers_everything_and_bars(kind: type[Document]) -> None:
    text = printed(only(composed(supervised_papers, supervised([ruling(FRAUD)])), kind))
    assert "第二十五条第一款" in text
    assert "第二款" not in text
    assert "奖金5万元" in text
    assert "伍万" not in text
    assert "6年内" in text
    assert re.search("证书.*奖杯", text)


@pytest.mark.parametrize("kind", [FraudRevocation, FraudRecovery], ids=titled)
def test_ban_names_its_last_day(kind: type[Document]) -> None:
    text = printed(only(composed(supervised_papers, supervised([ruling(FRAUD)])), kind))
    assert "自2025年6月10日批准撤销之日起6年内（批准当日计入，至2031年6月10日止）" in text


@pytest.mark.parametrize("kind", [FraudRevocation, FraudRecovery], ids=titled)
def test_ban_counted_from_the_next_day_says_so(kind: type[Document]) -> None:
    judgement = supervised([ruling(FRAUD)])
    readings = replace(judgement.settings.readings, ban_end=BanEnd.FOLLOWING)
    other = replace(judgement, settings=replace(judgement.settings, readings=readings))
    assert "（批准次日起算，至2031年6月10日止）" in printed(only(composed(supervised_papers, other), kind))


@pytest.mark.parametrize("kind", [RevocationRequest, FraudRevocation, FraudRecovery], ids=titled)
def test_fraud_of_a_repeat_laureate_recovers_the_certificate_alone(kind: type[Document]) -> None:
    again = replace(ruling(FRAUD, prize=0), award=award(prize=0, kind=AwardKind.REPEAT))
    text = printed(only(composed(supervised_papers, supervised([again])), kind))
    assert not re.search("奖金|奖杯", text)
    assert "证书" in text
    assert "6年内" in text


@pytest.mark.parametrize("kind", [RevocationRequest, ConductRevocation, ConductRecovery], ids=titled)
def test_conduct_of_a_repeat_laureate_recovers_the_certificate_alone(kind: type[Document]) -> None:
    again = replace(ruling(CONDUCT), award=award(prize=0, kind=AwardKind.REPEAT))
    text = printed(only(composed(supervised_papers, supervised([again])), kind))
    assert "证书" in text
    assert "奖杯" not in text


@pytest.mark.parametrize("kind", [FraudRecovery, ConductRecovery], ids=titled)
def test_what_asks_for_things_back_names_the_evidence(kind: type[Document]) -> None:
    found = ruling(FRAUD if kind is FraudRecovery else CONDUCT)
    assert "上述事实有某调查报告证实。" in printed(only(composed(supervised_papers, supervised([found])), kind))


@pytest.mark.parametrize(
    ("kind", "consequence"),
    [
        (PrizeRecovery, Consequence.RECOVER_PRIZE),
        (FraudRevocation, FRAUD),
        (FraudRecovery, FRAUD),
        (ConductRevocation, CONDUCT),
        (ConductRecovery, CONDUCT),
    ],
    ids=titled_or_text,
)
def test_decisions_tell_the_remedy(kind: type[Document], consequence: Consequence) -> None:
    assert REMEDY.search(printed(only(composed(supervised_papers, supervised([ruling(consequence)])), kind)))


def test_recovery_of_the_prize_leaves_the_title() -> None:
    text = printed(only(composed(supervised_papers, supervised([ruling(Consequence.RECOVER_PRIZE)])), PrizeRecovery))
    assert "追缴奖金5万元" in text
    assert "自收到本通知的次日起15个工作日内将上述款项缴入以下账户" in text
    assert not re.search("撤销|第二十五条|称号|奖杯", text)


def test_award_without_a_certificate_number_leaves_it_out() -> None:
    bare = replace(ruling(CONDUCT), award=award(certificate=None))
    for paper in composed(supervised_papers, supervised([bare])):
        assert not re.search("编号：|None", printed(paper))


@pytest.mark.parametrize("kind", Measure)
def test_only_a_removed_reviewer_loses_its_scores(kind: Measure) -> None:
    (paper,) = composed(discipline.compose, disciplined(rows=[measure(kind)]))
    text = printed(paper)
    assert f"给予你{kind}处理" in text
    assert ("你不再参加" in text) is (kind is Measure.REMOVAL)
    assert not re.search("评分|从重", text)  # it handed in no scores


def test_reminder_and_requests_for_higher_awards() -> None:
    rows = (higher(), higher(HigherAwardKind.PROVINCE, Yuan(200_000)))
    judgement = replace(held(SOON), supervision=Supervision(higher=rows))
    reminder, open_amount, amount = (printed(paper) for paper in composed(after_award.compose, judgement))
    assert "有效期至2025年12月30日届满" in reminder
    assert "自2025年12月31日起" in reminder
    assert "奖励　　　　元。" in open_amount
    assert "奖励20万元。" in amount


@pytest.mark.parametrize("kind", KINDS, ids=titled)
def test_office_papers_are_signed_as_the_committee_office_with_its_bureau(kind: type[Document]) -> None:
    wording = project(template(kind).read_bytes())
    by_government = "署名| {{ office.government }}" in wording or "证书落款| {{ office.government }}" in wording
    by_office = "署名| {{ office.office }}\n署名| （{{ office.bureau }}）" in wording
    assert by_government is not by_office
    assert DESK.office.bureau not in wording
    assert DESK.office.government not in wording


def test_papers_say_that_the_unit_was_heard_where_that_is_on_record() -> None:
    """Told on one day, answered on another: the request says what, the letters that it was so."""
    told = row_of(
        DecisionEvent,
        kind=DecisionKind.INTENDED,
        incident="S01",
        effective=date(2025, 4, 1),
        reason="拟撤销称号",
        decided_by="评审办",
        paper="告知书",
    )
    answered = replace(
        told, number="J02", kind=DecisionKind.STATEMENT, effective=date(2025, 4, 8), reason="认为责任在承运方。"
    )
    bare = supervised([ruling(CONDUCT)], steps=())
    heard = replace(bare, events=Events(decisions=(answered, told)))
    silent = replace(bare, events=Events(decisions=(told,)))
    request, announced, asked = (printed(paper) for paper in composed(supervised_papers, heard))
    assert "2025年4月1日，我办将拟作出的处理、事实和依据告知该单位" in request
    assert "2025年4月8日，该单位陈述、申辩：认为责任在承运方。" in request
    assert "2025年4月1日，评审办将" in announced
    assert "听取了你单位的陈述、申辩" in asked
    assert "没有收到该单位的陈述、申辩意见" in printed(only(composed(supervised_papers, silent), RevocationRequest))
    assert "告知" not in printed(only(composed(supervised_papers, bare), RevocationRequest))
