"""What is pointed out of the example with one edit: scores, figures, accounts, employers, numbers; who took no part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.addresses import at, located
from tests.mistakes.desk import Answer, Desk, Office, put
from toolchain.documents.standings import places
from toolchain.model.identifiers import kinds_of
from toolchain.regulation.art16_outliers import telling_digits
from toolchain.regulation.art27_names import common, kernel
from toolchain.results.absence_tables import absences
from toolchain.typesetting.template_filters import score

Make = Callable[[Desk], None]
Run = Callable[[Make], Answer]


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def run(office: Office, tmp_path: Path) -> Run:
    def answer(make: Make) -> Answer:
        desk = Desk(office.files)
        make(desk)
        return office.run(desk, tmp_path)

    return answer


def fill(start: str, sheet: str, label: str, value: object) -> Make:
    """Type over a field of a form."""

    def make(desk: Desk) -> None:
        with desk.open(start) as book:
            next(row for row in book[sheet].iter_rows() if row[0].value == label)[1].value = value

    return make


def said(answer: Answer) -> list[str]:
    return [f"{item.code} {item.at.sheet}!{item.at.cell}" for item in answer.added]


def facts(answer: Answer, code: str) -> dict[str, str]:
    return dict(next(item for item in answer.added if item.code == code).facts)


def in_points(desk: Desk) -> None:
    """Fill a reviewer's sheet for one applicant in points where all others write percentages."""
    with desk.open("评分表-E02") as book:
        sheet = book["评分"]
        for row in range(1, 24):
            points = int(at(sheet, f"分值@第{row}行").value * 8 // 50) * 5
            for label in ("材料评审得分率（%，0—100）", "现场评审得分率（%，0—100）"):
                at(sheet, f"{label}@第{row}行").value = points


def test_a_sheet_in_points_among_percentages_is_named_and_so_is_its_distance(run: Run) -> None:
    found = said(run(in_points))
    assert {
        located("W-RULE-1641 评分!材料评审得分率（%，0—100）@新乡市恒拓精密机械有限公司·4.1.2"),
        located("W-RULE-1641 评分!现场评审得分率（%，0—100）@新乡市恒拓精密机械有限公司·4.1.2"),
        located("W-RULE-1640 评分!材料评审得分率（%，0—100）@新乡市恒拓精密机械有限公司·4.1.2"),
        located("W-RULE-1640 评分!现场评审得分率（%，0—100）@新乡市恒拓精密机械有限公司·4.1.2"),
    } <= set(found)


def far_off(desk: Desk) -> None:
    with desk.open("评分表-E04") as book:
        sheet = book["评分"]
        for row in range(5, 28):
            sheet[f"F{row}"] = 20


def test_a_reviewer_far_from_all_others_is_named_with_the_cell(run: Run) -> None:
    answer = run(far_off)
    assert located("W-RULE-1640 评分!材料评审得分率（%，0—100）@新乡市恒拓精密机械有限公司·4.1.2") in said(answer)
    assert facts(answer, "W-RULE-1640")["reviewer"] == "赵敏"


def test_no_reviewer_of_the_example_is_far_from_the_others(run: Run) -> None:
    assert not {"W-RULE-1640", "W-RULE-1641"} & {item.code for item in run(lambda _: None).outcome.problems}


def test_figures_in_another_unit_are_named_with_both_cells(run: Run) -> None:
    answer = run(put("申报书-02", "财务数据", {"营业收入（万元）@2023": 39920500}))
    found = facts(answer, "W-RULE-1011")
    assert located("W-RULE-1011 财务数据!营业收入（万元）@2023") in said(answer)
    assert "财务数据" in found["where"]


def all_years(desk: Desk) -> None:
    with desk.open("申报书-02") as book:
        for row in (5, 6, 7):
            book["财务数据"][f"B{row}"] = book["财务数据"][f"B{row}"].value * 4000


def test_an_applicant_far_from_all_others_is_named_with_both_cells(run: Run) -> None:
    found = facts(run(all_years), "W-RULE-1013")
    assert "申报书-" in found["where"]


def test_a_profit_above_revenue_is_pointed_out(run: Run) -> None:
    assert located("W-RULE-1012 财务数据!净利润（万元）@2022") in said(
        run(put("申报书-02", "财务数据", {"营业收入（万元）@2022": 100}))
    )


def test_a_kind_that_the_code_does_not_have_is_pointed_out(run: Run) -> None:
    assert said(run(put("申报书-02", "基本情况", {"单位类型": "事业单位"})))[-1:] == [
        located("W-RULE-1010 基本情况!单位类型")
    ]


@pytest.mark.parametrize(
    ("start", "kinds"),
    [
        ("91", ("企业",)),
        ("12", ("事业单位",)),
        ("52", ("社会组织",)),
        ("93", ("农民专业合作社",)),
        ("41", ("其他组织",)),
        ("N2", ("其他组织",)),
        ("40", ()),
        ("98", ()),
    ],
)
def test_the_beginning_of_a_code_says_the_kind(start: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(f"{start}410702MA40HT313A") == kinds


def test_one_account_has_one_owner(run: Run) -> None:
    def make(desk: Desk) -> None:
        with desk.open("政府审定") as book:
            sheet = book["审定名单"]
            owner = at(sheet, "银行账号@新乡市牧野智慧物流有限公司")
            at(sheet, "银行账号@新乡市启明电气科技有限公司").value = owner.value

    assert [item for item in said(run(make)) if "1910" in item] == [
        located("E-RULE-1910 审定名单!银行账号@新乡市牧野智慧物流有限公司"),
        located("E-RULE-1910 审定名单!银行账号@新乡市启明电气科技有限公司"),
    ]


def test_an_account_is_as_long_as_those_of_its_bank(run: Run) -> None:
    assert said(run(put("政府审定", "审定名单", {"银行账号@新乡市牧野智慧物流有限公司": "410015601234"}))) == [
        located("W-RULE-1912 审定名单!银行账号@新乡市牧野智慧物流有限公司")
    ]
    answer = run(
        put(
            "政府审定",
            "审定名单",
            {
                "开户银行@新乡市牧野智慧物流有限公司": "某某银行新乡支行",
                "银行账号@新乡市牧野智慧物流有限公司": "6222021704001234567",
            },
        )
    )
    assert said(answer) == [located("W-RULE-1913 审定名单!银行账号@新乡市牧野智慧物流有限公司")]


def test_one_telephone_of_two_parties_is_pointed_out(run: Run) -> None:
    def make(desk: Desk) -> None:
        with desk.open("申报书-02") as book:
            phone = at(book["基本情况"], "联系电话").value
        put("评审专家库", "专家", {"联系电话@E02": phone})(desk)

    assert located("W-RULE-2702 专家!联系电话@E02") in said(run(make))


@pytest.mark.parametrize(
    ("work", "name", "part"),
    [
        ("新乡市恒拓精密机械有限公司技术中心", "新乡市恒拓精密机械有限公司", "新乡市恒拓精密机械有限公司"),
        ("新乡市恒拓精密机械有限公司总经理", "新乡市恒拓精密机械有限公司", "新乡市恒拓精密机械有限公司"),
        ("恒拓精密机械厂", "新乡市恒拓精密机械有限公司", "恒拓精密机械"),
        ("恒拓精密", "新乡市恒拓精密机械有限公司", "恒拓精密"),
        ("恒拓集团董事", "新乡市恒拓精密机械有限公司", "恒拓"),
        ("河南恒信认证有限公司", "新乡市恒拓精密机械有限公司", ""),
        ("新乡市质量协会", "新乡市恒拓精密机械有限公司", ""),
        ("河南机械设备有限公司", "新乡市宏远机械设备有限公司", ""),
    ],
)
def test_names_that_share_what_tells_them_from_others(work: str, name: str, part: str) -> None:
    assert common(work, name) == part


def test_place_and_kind_tell_nothing() -> None:
    assert kernel("河南省新乡市红旗区恒拓精密机械股份有限公司") == "恒拓精密机械"


def test_an_employer_that_contains_an_applicant_is_named_with_both_cells(run: Run) -> None:
    answer = run(put("评审专家库", "专家", {"工作单位@E03": "新乡市宏远阀门制造有限公司技术中心"}))
    found = facts(answer, "W-RULE-2701")
    assert found["person"] == "王海涛"
    assert "申报书-04" in found["where"]


def test_a_member_who_is_somebody_of_an_applicant_is_named(run: Run) -> None:
    answer = run(put("评委会会议", "委员与签到", {"单位及职务@W10": "新乡市恒拓精密机械有限公司总经理"}))
    assert located("W-RULE-2701 委员与签到!单位及职务@W10") in said(answer)


def test_an_expert_called_as_a_representative_is_named(run: Run) -> None:
    assert located("W-RULE-2703 专家!姓名@E03") in said(run(put("申报书-02", "基本情况", {"法定代表人": "王海涛"})))


def test_the_number_of_a_document_begins_with_the_word_of_its_organ(run: Run) -> None:
    assert located("W-ISSUE-21 发文登记!发文字号@3·91410702MA40HT313A") in said(
        run(put("届次设置", "发文登记", {"发文字号@3·91410702MA40HT313A": "红质办〔2025〕99号"}))
    )


def test_a_trade_written_otherwise_is_asked_about_and_nobody_is_lost(run: Run, office: Office) -> None:
    answer = run(put("评审专家库", "专家", {"专业行业@E12": "服务行业"}))
    assert located("W-RULE-0815 专家!专业行业@E12") in said(answer)
    judgement = answer.outcome.cycles[0].judgement
    assert judgement is not None
    found = absences(judgement, answer.outcome.problems, office.toolbox.wording)
    assert [item.who for item in found if "不在各评审组的行业" in item.reason] == ["马春燕"]


def test_tellers_may_be_several_and_are_compared_one_by_one(run: Run) -> None:
    def make(desk: Desk) -> None:
        with desk.open("评委会会议") as book:
            sheet = book["会议"]
            cells = {row[0].value: row[1] for row in sheet.iter_rows(min_row=5, max_col=2)}
            counting = next(cell for label, cell in cells.items() if str(label).startswith("计票人"))
            watching = next(cell for label, cell in cells.items() if str(label).startswith("监票人"))
            counting.value = f"{counting.value}、{watching.value}"

    assert "E-RULE-0606" in {item.code for item in run(make).added}


def test_everybody_who_took_no_part_has_a_line(run: Run, office: Office) -> None:
    answer = run(lambda _: None)
    judgement = answer.outcome.cycles[0].judgement
    assert judgement is not None
    found = absences(judgement, answer.outcome.problems, office.toolbox.wording)
    experts = {row.number for row in judgement.record.all(type(judgement.panels.pools[0].entries[0].expert))}
    seated = {expert.number for draw in judgement.panels.draws for expert in draw.members}
    assert {item.number for item in found if item.kind == "专家"} == experts - seated
    filed = {item.uscc for item in judgement.record.applications}
    nominees = {item.uscc for item in judgement.vote.nomination.nominees}
    assert {item.number for item in found if item.kind in {"申报单位", "候选单位"}} == filed - nominees
    assert all(item.reason for item in found)


def recused_after_signing(desk: Desk) -> None:
    tie = ("E01", "91410702MA43HY9421", "持有股份或权益", date(2025, 7, 5))
    with desk.open("评审专家库") as book:
        for column, value in zip("ABCD", tie, strict=True):
            book["利害关系"][f"{column}6"] = value


def test_an_average_made_another_way_is_said_with_what_it_moves(run: Run) -> None:
    found = facts(run(recused_after_signing), "W-RULE-1642")
    assert found["whole"] == "“新乡市宏远阀门制造有限公司”（4名）"
    assert found["trimmed"] == "4"
    assert found["all_trimmed"]
    assert found["none_trimmed"]


def test_a_minimum_missed_by_less_than_is_printed_is_said(run: Run) -> None:
    found = facts(run(fill("届次设置", "本届规则", "候选最低分", 656.02)), "W-RULE-1644")
    assert (found["total"], found["least"]) == ("656.017", "656.02")


def test_so_many_decimals_are_printed_that_places_show() -> None:
    def ranked(*totals: str) -> list[Any]:
        return [SimpleNamespace(total=Fraction(total)) for total in totals]

    assert telling_digits(ranked("830.13", "830.12")) == 2
    assert telling_digits(ranked("830.1300", "830.1267")) == 3
    assert telling_digits(ranked("830.13", "830.13")) == 2
    assert telling_digits(ranked("807.7667"), Fraction("807.77")) == 3
    assert telling_digits(ranked("1", "1.00000001")) == 6


def test_the_report_prints_as_many_decimals_as_the_minimum_needs(run: Run) -> None:
    judgement = run(fill("届次设置", "本届规则", "候选最低分", 656.02)).outcome.cycles[0].judgement
    assert judgement is not None
    assert judgement.review.ranking is not None
    printed = [score(item.total) for item in places(judgement, judgement.review.ranking.standings)]
    assert "656.017" in printed
    judgement = run(lambda _: None).outcome.cycles[0].judgement
    assert judgement is not None
    assert judgement.review.ranking is not None
    assert all(len(score(item.total)) == 6 for item in places(judgement, judgement.review.ranking.standings))
