"""What is pointed out and decides nothing: slips that leave a lawful value, figures and parties side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.regulation.placed import FIRST, FOURTH, SECOND, THIRD, at, said
from tests.rows import row_of
from toolchain.model.problems import Problem
from toolchain.model.record import Application
from toolchain.model.rule_set.hints import AccountDigits, Hints
from toolchain.model.schema import USCC, WanYuan, Yuan
from toolchain.model.sheets.application import Applicant, Declaration, FiscalYear
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.prize_use import Spending
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.scores import Remark, Score
from toolchain.model.sheets.settings import CycleRules
from toolchain.model.sheets.supervision import HigherAward
from toolchain.model.sheets.vocabulary import AwardKind, OrganisationKind, PrizeUse, RegisterStatus, Verdict, YesNo
from toolchain.regulation import likely_mistakes
from toolchain.regulation.plausibility import check_accounts, check_applications

JIA, YI = "甲制造有限公司", "乙食品有限公司"
HINTS = Hints(accounts=(AccountDigits(bank="建设银行", digits=20),))
NAMES = {FIRST: "甲", SECOND: "乙", THIRD: "丙", FOURTH: "丁"}
PHONES = {FIRST: "0373-1000001", SECOND: "0373-1000002", THIRD: "0373-1000003", FOURTH: "0373-1000004"}
KINDS = {THIRD: OrganisationKind.SOCIETY, FOURTH: OrganisationKind.INSTITUTION}


def application(uscc: USCC = FIRST, *years: FiscalYear, **changes: Any) -> Application:
    """Make an application of one year; every applicant has a telephone and a representative of its own."""
    name = NAMES.get(uscc, "甲")
    own: dict[str, Any] = {
        "name": name,
        "phone": PHONES.get(uscc, "0"),
        "kind": KINDS.get(uscc, OrganisationKind.COMPANY),
    }
    people = {"representative": f"{name}法人", "contact": f"{name}联系人"}
    applicant = at(row_of(Applicant, **{"uscc": uscc, **own, **people, **changes}), 0)
    return Application(applicant, years or (year(),), None, (), (), "申报书.xlsx")


def year(number: int = 2025, line: int = 5, **figures: int | None) -> FiscalYear:
    values = {name: None if value is None else WanYuan(Decimal(value)) for name, value in figures.items()}
    return at(row_of(FiscalYear, year=number, **values), line)


def check(rows: Iterable[Application], experts: Iterable[Expert] = (), members: Iterable[Member] = ()) -> list[str]:
    return said(check_applications(tuple(rows), tuple(experts), tuple(members), HINTS))


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        pytest.param({}, "", id="寻常"),
        pytest.param({"profit": None}, "", id="没有利润总额"),
        pytest.param({"profit": 8}, "", id="净利润恰好等于利润"),
        pytest.param({"profit": -9, "net_profit": -10}, "", id="亏损"),
        pytest.param(
            {"profit": -9},
            "W-RULE-1017 净利润（万元）·5 “甲”2025年“利润总额（万元）”为-9"
            "（“财务数据” › 利润总额（万元）·5），“净利润（万元）”为8。",
            id="一盈一亏",
        ),
        pytest.param(
            {"profit": 7},
            "W-RULE-1014 净利润（万元）·5 “甲”2025年“净利润（万元）”8，"
            "大于“利润总额（万元）”7（“财务数据” › 利润总额（万元）·5）。",
            id="净利润大于利润",
        ),
        pytest.param({"taxes": 1000}, "", id="税金恰好等于收入"),
        pytest.param({"taxes": 1001, "revenue": 0}, "", id="没有收入"),
        pytest.param(
            {"taxes": 1001},
            "W-RULE-1014 上缴税金（万元）·5 “甲”2025年“上缴税金（万元）”1001，"
            "大于“营业收入（万元）”1000（“财务数据” › 营业收入（万元）·5）。",
            id="税金大于收入",
        ),
        pytest.param(
            {"research": 1001},
            "W-RULE-1014 研发投入（万元）·5 “甲”2025年“研发投入（万元）”1001，"
            "大于“营业收入（万元）”1000（“财务数据” › 营业收入（万元）·5）。",
            id="研发大于收入",
        ),
    ],
)
def test_a_part_is_no_larger_than_the_whole(figures: dict[str, int | None], sentence: str) -> None:
    assert said(likely_mistakes.years([application(FIRST, year(**figures))])) == [sentence] * bool(sentence)


@pytest.mark.parametrize(
    ("answer", "explanation", "said_of_it"),
    [
        (YesNo.NO, None, []),
        (YesNo.YES, "某年某事", []),
        (YesNo.YES, None, ["W-RULE-1015 说明·3 自述事项11.1填了“是”，没有说明。"]),
    ],
)
def test_what_is_admitted_is_explained(answer: YesNo, explanation: str | None, said_of_it: list[str]) -> None:
    row = at(row_of(Declaration, item="11.1", answer=answer, explanation=explanation), 3)
    assert said(likely_mistakes.declarations([row])) == said_of_it


@pytest.mark.parametrize(("least", "pointed_out"), [(None, False), (0, False), (1, True), (100, True), (101, False)])
def test_a_least_score_out_of_a_hundred(least: int | None, *, pointed_out: bool) -> None:
    rules = at(row_of(CycleRules, minimum_score=None if least is None else Decimal(least)), 0)
    sentence = f"W-RULE-1645 候选最低分 候选最低分填的是{least}分，评审满分是1000分。"
    assert said(likely_mistakes.least_score(rules, 1000)) == [sentence] * pointed_out


@pytest.mark.parametrize(
    ("words", "pointed_out"),
    [
        ("该单位管理扎实", False),
        ("甲制造有限公司管理扎实", False),
        ("乙食品有限公司管理扎实", True),
        ("乙食品管理扎实", False),
    ],
)
def test_words_on_one_applicant_speak_of_it(words: str, *, pointed_out: bool) -> None:
    row = at(row_of(Remark, name=JIA, strengths="扎实", gaps=words), 4)
    sentence = f"W-RULE-1646 改进空间·4 “{JIA}”的评语里写着“{YI}”。"
    assert said(likely_mistakes.remarks([row], [JIA, YI])) == [sentence] * pointed_out


def test_a_name_within_the_own_name_is_no_other_one() -> None:
    row = row_of(Remark, name="甲制造有限公司分公司", strengths="甲制造有限公司分公司扎实")
    assert not said(likely_mistakes.remarks([row], [JIA, "甲制造有限公司分公司"]))


@pytest.mark.parametrize(
    ("items", "other", "pointed_out"), [(9, 0, False), (10, 0, True), (10, 1, False), (11, None, True)]
)
def test_a_column_copied_from_the_other(items: int, other: int | None, *, pointed_out: bool) -> None:
    """``other`` is how far one item of the visit is from that of the papers; None where it was not scored there."""
    scores = [
        at(row_of(Score, name=JIA, desk=Decimal(60 + item), site=Decimal(60 + item)), 4 + item, "评分表-E01.xlsx")
        for item in range(items - 1)
    ]
    site = None if other is None else Decimal(90 + other)
    scores.append(at(row_of(Score, name=JIA, desk=Decimal(90), site=site), 40, "评分表-E01.xlsx"))
    count = items if other is not None else items - 1
    label = "现场评审得分"
    sentence = f"W-RULE-1647 {label}·4 “{JIA}”的现场评审得分与材料评审得分{count}条全部相同，像是整栏复制。"
    assert said(likely_mistakes.copied_scores(scores)) == [sentence] * pointed_out


@pytest.mark.parametrize(("prize", "pointed_out"), [(0, False), (5, True), (999, True), (1000, False), (50_000, False)])
def test_a_prize_is_written_in_yuan(prize: int, *, pointed_out: bool) -> None:
    award = at(row_of(Award, name="甲", prize=Yuan(prize)), 6)
    higher = at(row_of(HigherAward, name="乙", proposed=Yuan(prize)), 7)
    without = row_of(HigherAward, name="丙", proposed=None)
    assert (
        said(likely_mistakes.prizes([award], [higher, without]))
        == [
            f"W-RULE-2809 奖金（元）·6 “甲”的奖金填的是{prize}元。",
            f"W-RULE-2809 拟奖励金额（元）·7 “乙”的奖金填的是{prize}元。",
        ]
        * pointed_out
    )


@pytest.mark.parametrize(
    ("status", "until", "pointed_out"),
    [
        (RegisterStatus.VALID, date(2026, 10, 30), False),
        (RegisterStatus.EXPIRED, date(2026, 10, 29), False),
        (RegisterStatus.EXPIRED, date(2026, 10, 30), True),
    ],
)
def test_a_title_called_expired_before_its_time(status: RegisterStatus, until: date, *, pointed_out: bool) -> None:
    row = at(row_of(Award, name="甲", status=status, valid_until=until), 6)
    sentence = (
        "W-RULE-2810 状态·6 “甲”的状态为“期满”，有效期到2026年10月30日（“获奖单位” › 有效期截止·6），"
        "晚于申报截止日期2026年10月30日。"
    )
    found = said(likely_mistakes.expired_early([row], date(2026, 10, 30)))
    assert found == [sentence] * pointed_out


@pytest.mark.parametrize(
    ("prizes", "kind", "sentence"),
    [
        pytest.param((50_000, 50_000, 50_000), AwardKind.FIRST, "", id="都一样"),
        pytest.param((50_000, 30_000), AwardKind.FIRST, "", id="两家说不出谁不同"),
        pytest.param((50_000, 50_000, 5), AwardKind.FIRST, "", id="像是万元，另有提示"),
        pytest.param((50_000, 50_000, 0), AwardKind.REPEAT, "", id="再次获奖没有奖金"),
        pytest.param(
            (50_000, 50_000, 30_000),
            AwardKind.FIRST,
            "W-RULE-2811 奖金（元）·7 “丙”2022年12月30日公告，“奖金（元）”为30000，"
            "同一天公告的其他首次获奖单位都是50000。",
            id="一家不同",
        ),
        pytest.param((50_000, 50_000, 30_000, 20_000), AwardKind.FIRST, "", id="两家不同"),
    ],
)
def test_awards_of_one_announcement_are_alike(prizes: tuple[int, ...], kind: AwardKind, sentence: str) -> None:
    kinds = [AwardKind.FIRST] * 2 + [kind] * 2
    rows = [
        at(row_of(Award, name="甲乙丙丁"[place], prize=Yuan(prize), kind=kinds[place]), 5 + place)
        for place, prize in enumerate(prizes)
    ]
    assert said(likely_mistakes.odd_awards(rows)) == [sentence] * bool(sentence)


@pytest.mark.parametrize(
    ("detail", "judged", "word"),
    [
        ("购买检测设备", None, ""),
        ("发放年终奖金", None, "奖金"),
        ("发放年终奖金", Verdict.MET, ""),
        ("职工旅游", Verdict.PENDING, "旅游"),
    ],
)
def test_spending_says_what_the_use_says(detail: str, judged: Verdict | None, word: str) -> None:
    row = at(row_of(Spending, use=PrizeUse.TRAINING, detail=detail, judged=judged), 9)
    sentence = f"W-RULE-2209 内容·9 用途选的是“{PrizeUse.TRAINING}”，内容里写着“{word}”。"
    assert said(likely_mistakes.personal_uses([row])) == [sentence] * bool(word)


@pytest.mark.parametrize(
    ("facts", "verdict", "word"),
    [
        (None, Verdict.MET, ""),
        ("未被处罚", Verdict.MET, ""),
        ("没有被处罚", Verdict.MET, ""),
        ("2025年被处罚", Verdict.NOT_MET, ""),
        ("2025年被处罚", Verdict.MET, "被处罚"),
        ("发生一起安全事故", Verdict.MET, "发生一起安全事故"),
        ("抽检不合格", Verdict.MET, "抽检不合格"),
    ],
)
def test_a_conclusion_follows_from_its_facts(facts: str | None, verdict: Verdict, word: str) -> None:
    row = at(row_of(Check, name="甲", item="11.4", verdict=verdict, facts=facts), 8)
    sentence = f"W-RULE-1510 事实·8 “甲”11.4的结论为“符合”，事实栏写着“{word}”。"
    assert said(likely_mistakes.met_in_spite([row])) == [sentence] * bool(word)


@pytest.mark.parametrize(
    ("uscc", "kind", "meant"),
    [
        (FIRST, OrganisationKind.COMPANY, ""),
        (FIRST, OrganisationKind.INSTITUTION, "企业"),
        (USCC("984107020706795570"), OrganisationKind.COMPANY, "没有这样的登记类别"),
    ],
)
def test_a_code_says_the_kind(uscc: USCC, kind: OrganisationKind, meant: str) -> None:
    sentence = (
        f"W-RULE-1010 单位类型 单位类型填“{kind}”，代码{uscc}（“基本情况” › 统一社会信用代码）"
        f"以{uscc[:2]}开头，是{meant}的代码。"
    )
    found = check([application(uscc, kind=kind)])
    assert found == [sentence] * bool(meant)


@pytest.mark.parametrize(
    ("revenues", "sentence"),
    [
        pytest.param((1000,), "", id="只有一年"),
        pytest.param((1000, 999_999), "", id="不足千倍"),
        pytest.param((1000, 0), "", id="没有的不比"),
        pytest.param(
            (1000, 1_000_000),
            "W-RULE-1011 营业收入（万元）·5 “甲”2025年“营业收入（万元）”为1000，2024年为1000000"
            "（“财务数据” › 营业收入（万元）·6），相差千倍以上，可能有一处单位不同。",
            id="千倍",
        ),
        pytest.param(
            (2_000_000, 1000, 1500),
            "W-RULE-1011 营业收入（万元）·5 “甲”2025年“营业收入（万元）”为2000000，2023年为1500"
            "（“财务数据” › 营业收入（万元）·7），相差千倍以上，可能有一处单位不同。",
            id="比其余的最大数",
        ),
        pytest.param(
            (2_000_000, 1000, 1000),
            "W-RULE-1011 营业收入（万元）·5 “甲”2025年“营业收入（万元）”为2000000，2024年为1000"
            "（“财务数据” › 营业收入（万元）·6），相差千倍以上，可能有一处单位不同。",
            id="其余两年相同",
        ),
    ],
)
def test_years_of_one_applicant(revenues: tuple[int, ...], sentence: str) -> None:
    rows = [year(2025 - place, 5 + place, revenue=value, net_profit=0) for place, value in enumerate(revenues)]
    assert check([application(FIRST, *rows)]) == [sentence] * bool(sentence)


@pytest.mark.parametrize(("net", "pointed_out"), [(1000, False), (1001, True)])
def test_net_profit_is_no_larger_than_revenue(net: int, *, pointed_out: bool) -> None:
    sentence = (
        f"W-RULE-1012 净利润（万元）·5 “甲”2025年净利润{net}万元，"
        "大于营业收入1000万元（“财务数据” › 营业收入（万元）·5）。"
    )
    assert check([application(FIRST, year(net_profit=net))]) == [sentence] * pointed_out


@pytest.mark.parametrize(
    ("revenues", "sentence"),
    [
        pytest.param((1, 1000, 1000), "", id="两家说明不了什么"),
        pytest.param((2, 1000, 1000, 1000), "", id="不足千倍"),
        pytest.param((1, 1000, 1000, 1000), "丁的1000，“财务数据” › 营业收入（万元）·8", id="千倍"),
        pytest.param((1, 1000, 1500, 500), "丁的500，“财务数据” › 营业收入（万元）·8", id="最接近的一家"),
        pytest.param((1, 1, 1500, 1500), "乙的1，“财务数据” › 营业收入（万元）·6", id="同样的两家互相最接近"),
    ],
)
def test_one_applicant_among_all(revenues: tuple[int, ...], sentence: str) -> None:
    given = zip(NAMES, revenues, strict=False)
    rows = [
        application(code, year(2025, 5 + place, revenue=value, net_profit=0))
        for place, (code, value) in enumerate(given)
    ]
    rows.append(Application(application(FIRST).applicant, (), None, (), (), "没有财务数据的.xlsx"))
    start = "W-RULE-1013 营业收入（万元）·5 “甲”2025年“营业收入（万元）”为1，与各单位的中位数相差千倍以上"
    assert check(rows)[:1] == [f"{start}（最接近的是{sentence}）。"] * bool(sentence)


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        pytest.param({}, {}, "", id="各有各的"),
        pytest.param({"phone": "12315"}, {"phone": "12315"}, "", id="服务号码"),
        pytest.param(
            {"phone": "0373-7000001、13800000000"},
            {"phone": "138 0000 0000"},
            "W-RULE-2702 联系电话 “乙”的联系电话13800000000与“甲”的相同（“基本情况” › 联系电话）。",
            id="同一电话",
        ),
        pytest.param(
            {"email": "A@example.invalid"},
            {"email": "a@example.invalid"},
            "W-RULE-2702 电子邮箱 “乙”的电子邮箱a@example.invalid与“甲”的相同（“基本情况” › 电子邮箱）。",
            id="同一邮箱",
        ),
    ],
)
def test_two_parties_reached_in_one_way(one: dict[str, str], other: dict[str, str], sentence: str) -> None:
    assert check([application(FIRST, **one), application(SECOND, **other)]) == [sentence] * bool(sentence)


def test_an_expert_reached_as_an_applicant_is() -> None:
    experts = [at(row_of(Expert, name="专家甲", phone=phone), 6) for phone in (None, PHONES[FIRST])]
    assert check([application(FIRST)], experts) == [
        "W-RULE-2702 联系电话·6 “专家甲”的联系电话03731000001与“甲”的相同（“基本情况” › 联系电话）。"
    ]


@pytest.mark.parametrize(
    ("name", "field", "label"),
    [("甲法人", "representative", "法定代表人"), ("甲联系人", "contact", "联系人")],
)
def test_somebody_who_judges_is_called_as_somebody_who_applies(name: str, field: str, label: str) -> None:
    assert getattr(application(FIRST).applicant, field) == name
    experts, members = [at(row_of(Expert, name=name), 6)], [at(row_of(Member, name=name, number="W01"), 7)]
    assert check([application(FIRST)], experts, members) == [
        f"W-RULE-2703 姓名·6 专家E01“{name}”与“甲”的{label}同名（“基本情况” › {label}）。"
    ]
    assert check([application(FIRST)], (), members) == [
        f"W-RULE-2703 姓名·7 委员W01“{name}”与“甲”的{label}同名（“基本情况” › {label}）。"
    ]


BANK = "建设银行新乡分行"


@pytest.mark.parametrize(
    ("bank", "account", "sentence"),
    [
        (None, None, ""),
        (BANK, "41001560000000000001", ""),
        (
            BANK,
            "4100156000000000000",
            "W-RULE-1912 银行账号·5 “甲”的银行账号有19位，建设银行新乡分行的单位账号通常为20位。",
        ),
        ("某某银行", "4100156", ""),
        (None, "4100156", ""),
        (
            "某某银行",
            "6222021704001234567",
            "W-RULE-1913 银行账号·5 “甲”的银行账号6222021704001234567像是个人银行卡号，奖金应拨付到单位账户。",
        ),
    ],
)
def test_an_account_of_its_bank(bank: str | None, account: str | None, sentence: str) -> None:
    row = at(row_of(Approved, name="甲", bank=bank, account=account), 5)
    assert said(check_accounts([row], HINTS)) == [sentence] * bool(sentence)


def test_one_account_belongs_to_one_laureate() -> None:
    rows = [
        at(row_of(Approved, uscc=code, name=NAMES[code], account="4100156"), line)
        for line, code in ((5, FIRST), (6, SECOND))
    ]
    found: tuple[Problem, ...] = check_accounts(rows, HINTS)
    assert all(item.blocks for item in found)
    assert said(found) == [
        f"E-RULE-1910 银行账号·{line} “{mine}”的银行账号4100156与“{other}”相同"
        f"（“审定名单” › 银行账号·{there}），一个账号只能属于一家。"
        for line, mine, other, there in ((6, "乙", "甲", 5), (5, "甲", "乙", 6))
    ]
