"""A new region from its 规则表, filled as a new office fills it: by the labels that stand in it."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addresses import at
from tests.districts.region import Region, run, texts
from tests.districts.test_rule_set import SHIPPED
from toolchain.cli.report.new_region import MODELS, new_region
from toolchain.cycle.paths import Project
from toolchain.model.parameters import load_rules
from toolchain.model.rare_vocabulary import RARE
from toolchain.model.rule_set.interview_book import INTERVIEW
from toolchain.model.rule_set.office import OFFICE
from toolchain.model.rule_set.rules import Rules
from toolchain.stages.judgement import Stage

NAME = "松溪县"
FORMS: dict[str, dict[str, Any]] = {
    "基本情况": {
        "办法标题": "松溪县县长质量奖管理办法",
        "文号": "松政〔2023〕8号",
        "施行日期": date(2023, 2, 1),
        "共有几条": 28,
        "制定机关": "松溪县人民政府",
        "奖项全称": "松溪县县长质量奖",
        "奖项简称": "县长质量奖",
    },
    "机关": {
        "政府全称": "松溪县人民政府",
        "评委会全称": "松溪县县长质量奖评审委员会",
        "评审办全称": "松溪县县长质量奖评审委员会办公室",
        "评审办设在哪个部门": "松溪县市场监督管理局",
        "印发机关": "松溪县人民政府办公室",
        "政府发文代字": "松政",
        "评审办发文代字": "松质评办",
        "财政部门": "松溪县财政局",
        "公告抄送哪些机关": "县委各部门，县人大常委会办公室，县政协办公室",
        "纪要分送哪些机关": "评委会各委员，县政府办公室",
        "信易贷平台": "无",
        "评审办决定的复议机关": "松溪县人民政府",
        "评审办决定的起诉法院": "松溪县人民法院",
        "政府决定的复议机关": "北川市人民政府",
        "政府决定的起诉法院": "北川市中级人民法院",
    },
    "名额和期限": {
        "多久评定一次": "2年",
        "周期是否固定": "否",
        "首次获奖最多几家": 3,
        "第二等级最多几家": 0,
        "合计最多几家": 0,
        "副主任委员几人": 2,
        "怎样决定": "投票",
        "文书怎样说": "无记名投票",
        "同意的比例": "2/3",
        "比例含本数": "是",
        "公示多久": "7日",
        "先审定后公示": "否",
        "首次获奖奖金（元）": 200000,
        "再次获奖奖金（元）": 0,
        "第二等级奖金（元）": 0,
        "称号有效期": "3年",
        "隔多久再申报": "无",
        "骗取称号多久不受理": "3届",
        "参评违规多久不得申报": "3年",
        "生产经营满几年": 3,
        "事故违法等回看几年": 3,
        "亏损看几个会计年度": 3,
        "信用证明管几年": 3,
        "评审员从业满几年": 8,
    },
}
AFTER = ("第二十三条第一款", "第二十三条第二款", "第二十三条第二款", "第二十二条", "第二十条")


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("二" if tens > 1 else "") + ("十" if tens else "") + " 一二三四五六七八九"[ones].strip()


def fill(data: bytes, changes: dict[tuple[str, str], Any] | None = None) -> bytes:
    """Fill a blank by its labels; functions take articles in turn, conditions the items of 第十条 and 第十一条."""
    book = openpyxl.load_workbook(BytesIO(data))
    answers = {sheet: dict(form) for sheet, form in FORMS.items()}
    for (sheet, label), value in (changes or {}).items():
        answers[sheet][label] = value
    for sheet, form in answers.items():
        lines = {str(row[0].value).rstrip("＊"): row[1] for row in book[sheet].iter_rows(min_row=5)}
        for label, value in form.items():
            lines[label].value = value
    at(book["地区"], "代码开头@第1行").value = "419961"
    for number, row in enumerate(book["条款"].iter_rows(min_row=5, max_row=40), start=1):
        item = number - 9 if 10 <= number <= 13 else 0
        article = number if number < 10 else max(9, number - 4) if number < 26 else number - 6
        row[1].value = f"第{numeral(min(article, 28))}条" + (f"第（{numeral(item)}）项" if item else "")
    seen: dict[str, str] = {}
    for row in book["申报条件"].iter_rows(min_row=5):
        text = row[2].value
        if text:
            bar = row[1].value == "不得申报的情形"
            place = numeral(sum((value.startswith("第十一")) is bar for value in seen.values()) + 1)
            row[0].value = seen.setdefault(text, f"第{'十一' if bar else '十'}条第（{place}）项")
    for row, article in zip(book["获奖以后"].iter_rows(min_row=5), AFTER, strict=False):
        row[1].value = article
    at(book["获奖以后"], "撤销称号的条款@第4行").value = "第二十三条第二款"
    at(book["其他规定"], "条款@第1行").value = "第二十七条"
    at(book["其他规定"], "大意@第1行").value = "县市场监督管理局可以另订实施细则"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(SHIPPED.parents[1], tmp_path / "templates")
    (tmp_path / "inbox").mkdir()
    return Project(tmp_path, tmp_path / "inbox", tmp_path / "outbox")


def told(project: Project, wanted: str, like: str | None = None) -> tuple[int, str]:
    said: list[str] = []
    code = new_region(project, wanted, said.extend, like)
    return code, "\n".join(said)


def filled(project: Project, changes: dict[tuple[str, str], Any] | None = None) -> Path:
    told(project, NAME)
    path = project.root / f"规则表-{NAME}.xlsx"
    path.write_bytes(fill(path.read_bytes(), changes))
    return path


def test_the_files_come_from_the_workbook(project: Project) -> None:
    path = filled(project)
    code, said = told(project, str(path))
    assert (code, "核对通过" in said) == (0, True), said
    assert "【需修改】" not in said
    assert "W-CELL" not in said
    assert "【没有放进】第二十七条县市场监督管理局可以另订实施细则（" in said
    assert "2022-76.toml 是红旗区的，不再用的请移走" in said
    rules = load_rules(project.regulations / f"{NAME}.toml")
    assert (rules.district, rules.terms.government, rules.office) == (NAME, "县政府", f"office-{NAME}.toml")
    assert (str(rules.art18.notice), str(rules.art25.fraud_ban), str(rules.art28.validity)) == ("7日", "3届", "3年")
    assert len(rules.conditions) == len(load_rules(SHIPPED).conditions)
    assert [len(item.tests) for item in rules.conditions] == [
        len(item.tests) for item in load_rules(SHIPPED).conditions
    ]
    assert [str(row.article) for row in rules.consequences] == list(AFTER)
    text = (project.regulations / f"{NAME}.toml").read_text(encoding="utf-8")
    assert not {word for word in ("红旗", "红政", "新乡") if word in text}
    assert f"再次获奖不发奖金（{rules.articles.validity}）" in text
    assert text.count("# ") > 60


def test_articles_that_stand_nowhere_are_named(project: Project) -> None:
    code, said = told(project, str(filled(project, {("基本情况", "共有几条"): 31})))
    assert code == 0
    assert "【没有放进】第二十九条、第三十条、第三十一条没有写进任何一栏" in said


@pytest.mark.parametrize(
    ("sheet", "label", "value", "said"),
    [
        ("名额和期限", "公示多久", "一周", "应写成 3年、6个月"),
        ("基本情况", "共有几条", 27, "办法共有27条，没有第二十八条，请改正条款或者“共有几条”"),
        ("名额和期限", "公示多久", "3年", "notice 的 notice：应以个工作日、日计"),
        ("名额和期限", "同意的比例", "三分之二", "应为带引号的分数"),
        ("名额和期限", "首次获奖最多几家", 0, "没有单位能够获奖"),
        ("名额和期限", "怎样决定", "抽签", "怎样决定"),
        ("基本情况", "第二等级全称", "松溪县提名奖", "要么都有，要么都没有"),
        ("基本情况", "奖项简称", None, "奖项简称"),
    ],
)
def test_what_cannot_be_right_makes_no_file(project: Project, sheet: str, label: str, value: object, said: str) -> None:
    code, lines = told(project, str(filled(project, {(sheet, label): value})))
    assert code == 1
    assert said in lines
    assert not (project.regulations / f"{NAME}.toml").exists()


def test_a_file_that_people_changed_stays(project: Project) -> None:
    path = filled(project)
    told(project, str(path))
    made = project.regulations / f"{NAME}.toml"
    code, said = told(project, str(path))
    assert (code, "没有覆盖" in said) == (0, False)
    made.write_text(made.read_text("utf-8").replace("vice_chairs = 2", "vice_chairs = 3"), encoding="utf-8")
    _, said = told(project, str(path))
    assert "没有覆盖，请合到原来的文件里" in said
    assert load_rules(made).art06.vice_chairs == 3
    assert made.with_suffix(".toml.新稿").exists()


def test_the_blank_offers_every_word(project: Project) -> None:
    told(project, NAME)
    book = openpyxl.load_workbook(project.root / f"规则表-{NAME}.xlsx")
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        sheet.sheet.title for sheet in INTERVIEW.sheets
    ]
    words = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    lists = "".join(str(item.formula1) for sheet in book for item in sheet.data_validations.dataValidation)
    assert all(
        word in words + lists
        for word in RARE
        if "被撤销称号" not in word and word not in {"约谈", "限期整改", "保留称号"}
    )


@pytest.mark.slow
def test_a_region_made_this_way_runs_a_cycle(project: Project, tmp_path: Path) -> None:
    told(project, str(filled(project)))
    toml = project.regulations / f"{NAME}.toml"
    rules: Rules = load_rules(toml)
    outcome, toolbox = run(tmp_path / "届", Region(NAME, toml).fill(), project.templates / rules.office)
    (cycle,) = outcome.cycles
    assert cycle.judgement is not None
    unheard = [ruling for ruling in cycle.judgement.supervision.rulings if ruling.approved and ruling.recover_title]
    said = [(item.code, item.at.sheet) for item in outcome.problems]
    assert said == [("W-EVENT-37", "获奖单位事项")] * len(unheard), "撤销没有登记事先告知，只提示"
    assert cycle.judgement.reached(Stage.APPROVAL)
    assert cycle.judgement.supervision.rulings
    wrong = {
        word for _, text in texts(outcome, toolbox) for word in ("红旗", "红政", "红质", "新乡", "河南") if word in text
    }
    assert wrong == set()


def test_it_is_made_again_after_the_first_district_was_moved_away(project: Project) -> None:
    path = filled(project)
    told(project, str(path))
    shutil.copytree(SHIPPED.parents[2] / MODELS, project.root / MODELS)
    (project.regulations / SHIPPED.name).unlink()
    (project.templates / OFFICE).unlink()
    code, said = told(project, str(path))
    assert (code, "核对通过" in said, "红旗区" in said) == (0, True, False), said


def test_the_copies_of_the_models_are_the_models() -> None:
    for model in (SHIPPED, SHIPPED.parents[1] / OFFICE):
        assert (SHIPPED.parents[2] / MODELS / model.name).read_bytes() == model.read_bytes()
