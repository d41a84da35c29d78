"""The templates of announcement, acceptance and examination: they fit their fields and print every case in full."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tests.documents.launch_samples import CYCLE, DESK, FIRST, TEMPLATES, entrant, opened, record
from tests.documents.test_acceptance import ASKED, award
from tests.documents.test_qualification import FAILED_CHECK
from tests.rows import row_of
from toolchain.documents import acceptance, launch, qualification
from toolchain.documents.declaration import Document
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import Scope, Trimming, Verdict
from toolchain.stages.judgement import Judgement
from toolchain.typesetting.render import Template
from toolchain.typesetting.template_authoring import project
from toolchain.typesetting.template_check import check_fields

DOCUMENTS = (
    launch.Announcement,
    launch.CreditCommitment,
    acceptance.AcceptanceLetter,
    acceptance.SupplementLetter,
    acceptance.RefusalLetter,
    qualification.DepartmentInquiry,
    qualification.QualificationTable,
    qualification.QualificationRefusal,
    qualification.SiteVisitNotice,
)
SNAPSHOTS = Path(__file__).resolve().parents[1] / "snapshots" / "templates"
LONG = "甲" * 56 + "有限公司"


def template(document: type[Document]) -> Path:
    return TEMPLATES / "documents" / f"{document.template}.docx"


def printed(document: Document) -> str:
    """Give the text of a rendered document, one paragraph to a line."""
    data = Template.load(template(type(document))).render(document)
    body = zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = etree.fromstring(body).iter(f"{name}p")
    return "\n".join("".join(text.text or "" for text in item.iter(f"{name}t")) for item in paragraphs)


def composed(judgement: Judgement) -> list[Document]:
    stages = (launch, acceptance, qualification)
    return [document for stage in stages for document in stage.compose(judgement, DESK)]


@cache
def text(number: int, case: str) -> str:
    """Print the document of a number in one of the cases."""
    (found,) = [paper for paper in composed(CASES[case]) if paper.number == number and paper.subject in {"", FIRST}][
        -1:
    ]
    return printed(found)


def dispatched(*numbers: int) -> tuple[Dispatch, ...]:
    return tuple(
        row_of(Dispatch, document=n, title="", number=f"红质评办〔2026〕{n}号", dated=date(2026, 11, 20))
        for n in numbers
    )


CASES = {
    "通过": opened(record(entrant(), dispatch=dispatched(3, 9))),
    "未登记日期": opened(record(entrant(), cycle=replace(CYCLE, site_from=None, site_until=None))),
    "只定了开始日期": opened(record(entrant(), cycle=replace(CYCLE, site_until=None))),
    "再次申报": opened(record(entrant(), awards=(award(date(2020, 1, 10), date(2024, 1, 10)),))),
    "补正后受理": opened(record(entrant(receipt=ASKED))),
    "缺一份": opened(record(entrant(commitment=None))),
    "缺两份": opened(record(entrant(commitment=None, credit_certificate=None))),
    "补正期限未定": opened(record(entrant(commitment=None), cycle=replace(CYCLE, supplement_from=None))),
    "逾期": opened(record(entrant(received=date(2026, 11, 2)))),
    "有效期内": opened(record(entrant(), awards=(award(date(2022, 12, 30), date(2026, 12, 30)),))),
    "抽查不合格": opened(record(entrant(verdicts={"11.4": Verdict.NOT_MET}, events=(FAILED_CHECK,)))),
    "两项不符合": opened(record(entrant(verdicts={"10.2": Verdict.NOT_MET, "11.2": Verdict.NOT_MET}))),
    "待核": opened(record(entrant(verdicts={"10.3": Verdict.PENDING, "11.1": Verdict.PENDING}))),
    "特殊名称": opened(record(entrant(name="A&B <公司> 有限公司"))),
    "长名称": opened(record(entrant(name=LONG, verdicts={"11.2": Verdict.NOT_MET}))),
}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.template))
def test_template_fits_its_fields(document: type[Document]) -> None:
    assert check_fields(template(document), document) == ()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.template))
def test_wording_is_the_reviewed_one(document: type[Document]) -> None:
    path = template(document)
    snapshot = (SNAPSHOTS / f"{path.stem}.txt").read_text(encoding="utf-8")
    assert project(path.read_bytes(), path.name) == snapshot


@pytest.mark.parametrize("case", CASES)
def test_every_case_prints_without_a_gap(case: str) -> None:
    for paper in composed(CASES[case]):
        shown = printed(paper)
        assert not re.search(r"None|\{\{|\{%|nan|。。|；。|，。|：。|、。|（）", shown), paper.template


@pytest.mark.parametrize(
    ("number", "case", "said"),
    [
        (1, "通过", "不超过3家；"),
        (1, "通过", "每家奖金5万元；再次获奖的单位颁发证书，不发奖金。"),
        (1, "通过", "材料评审占40%，现场评审占60%"),
        (1, "通过", "同意票不少于投票人数三分之二的"),
        (1, "通过", "自2023年10月31日起计算"),
        (2, "缺一份", "甲制造有限公司"),
        (3, "通过", "于2026年9月10日收到。经审查"),
        (3, "补正后受理", "补正材料于2026年11月6日收到"),
        (3, "再次申报", "不授予奖金，不占当年名额"),
        (4, "缺一份", "\n《企业信用承诺书》。"),
        (4, "缺两份", "\n1.《企业信用承诺书》；\n2.无严重失信行为证明。"),
        (4, "缺一份", "（2026年11月9日前，含当日）"),
        (4, "补正期限未定", "5个工作日内，将上述材料"),
        (5, "逾期", "\n《办法》第十四条：申报材料于2026年11月2日收到"),
        (5, "逾期", "可以在以后各届按照当届评审公告"),
        (5, "有效期内", "2026年12月31日起可以再次申请。\n你单位可以再次申报的时间见上述理由"),
        (7, "通过", "符合。各项条件均符合"),
        (7, "待核", "待核。第十条第（三）项、第十一条第（一）项待核"),
        (7, "抽查不合格", "最早自2028年3月18日起可以再次申报"),
        (8, "抽查不合格", "你单位自2028年3月18日起可以再次申报"),
        (8, "抽查不合格", "\n《办法》第十一条第（四）项："),
        (8, "两项不符合", "\n1.《办法》第十条第（二）项："),
        (8, "两项不符合", "上述情形消除以后，你单位可以按照以后各届评审公告"),
        (9, "通过", "2026年12月7日至2026年12月11日"),
        (9, "只定了开始日期", "自2026年12月7日开始"),
        (9, "未登记日期", "日期确定后另行通知"),
        (9, "特殊名称", "A&B <公司> 有限公司："),
        (8, "长名称", f"{LONG}："),
    ],
)
def test_sentence(number: int, case: str, said: str) -> None:
    assert said in text(number, case)


@pytest.mark.parametrize(
    ("number", "case", "unsaid"),
    [
        (3, "通过", "曾经获奖"),
        (3, "通过", "补正材料"),
        (4, "缺一份", "1."),
        (5, "逾期", "起可以再次申报"),
        (8, "抽查不合格", "上述情形消除以后"),
        (9, "未登记日期", "2026年12月"),
    ],
)
def test_sentence_left_out(number: int, case: str, unsaid: str) -> None:
    assert unsaid not in text(number, case)


def test_announcement_follows_the_rules_of_the_cycle() -> None:
    judgement = CASES["通过"]
    rules = replace(judgement.settings.rules, trimming=Trimming.NONE, scope=Scope.PANEL)
    found = composed(replace(judgement, settings=replace(judgement.settings, rules=rules)))[0]
    shown = printed(found)
    assert "去掉一个最高分" not in shown
    assert "每组不超过5家" in shown


def test_inquiry_explains_windows_only_where_items_have_them() -> None:
    letters = {paper.subject: printed(paper) for paper in composed(CASES["通过"]) if paper.number == 6}
    assert "回溯" not in letters["区统计局"]
    assert all("自2023年10月31日起计算" in shown for name, shown in letters.items() if name != "区统计局")


def test_unregistered_letter_leaves_room_and_says_so() -> None:
    shown = text(9, "未登记日期")
    assert "送审稿" in shown
    assert "送审稿" not in text(9, "通过")


def test_papers_of_the_office_alone_are_not_public() -> None:
    assert [document.number for document in DOCUMENTS if not document.public] == [7]


def test_same_facts_same_bytes() -> None:
    first, second = (composed(CASES["通过"])[0] for _ in range(2))
    path = template(launch.Announcement)
    assert Template.load(path).render(first) == Template.load(path).render(second)
