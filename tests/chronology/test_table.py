"""The declared order of dates: complete, readable, and refused where it names what is not there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.schema import Row, column, columns
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.hint_review import HintReview
from toolchain.model.workbook_declaration import Workbook
from toolchain.regulation.chronology import FILE, Chronology
from toolchain.regulation.chronology_words import Span

ROOT = Path(__file__).resolve().parents[2]
TABLE = read_toml(ROOT / "templates" / FILE)
ORDERS = len(TABLE["order"])


def table(**changed: Any) -> dict[str, Any]:
    return {**TABLE, **changed}


def order(**changed: str) -> dict[str, Any]:
    """Give a table with one row, and some of its words written otherwise."""
    words = {
        "earlier": "届次/申报开始日期",
        "later": "届次/申报截止日期",
        "join": "本届",
        "same": "可",
        "within": "4个月",
        "severity": "E",
        "article": "第十四条",
        "reason": "开始以后才截止",
    }
    return table(order=[list((words | changed).values())])


def undeclared(books: tuple[Workbook, ...], declared: Chronology) -> list[str]:
    """List the date columns that take part in no order; those of another form are read as the first form's."""
    return [
        f"{sheet.sheet.title}/{item.label}"
        for book in books
        for sheet in book.sheets
        if sheet not in {ConfirmedDate, HintReview}  # held against a cell; says when somebody looked, decides nothing
        for item in columns(sheet)
        if item.element is date and not any(declared.touching(Applicant if sheet.sheet.variant else sheet, item.name))
    ]


def test_every_date_of_every_sheet_stands_in_an_order() -> None:
    assert undeclared(WORKBOOKS, Chronology.of(TABLE, WORKBOOKS)) == []


def test_a_new_date_column_is_missed() -> None:
    class Renaming(Row, title="更名"):
        """A sheet that nobody put into the table."""

        renamed: date = column("更名日期")

    book = Workbook(mark="x", title="变更", sheets=(Renaming,), filled_by="评审办")
    assert undeclared((book,), Chronology.of(TABLE, WORKBOOKS)) == ["更名/更名日期"]


def test_sheet_titles_are_not_ambiguous() -> None:
    titles = [sheet.sheet.title for sheet in {sheet for book in WORKBOOKS for sheet in book.sheets}]
    assert len(titles) == len(set(titles))


def test_no_pair_is_declared_twice() -> None:
    pairs = [(row[0], row[1], row[3] == "不论", row[4] if row[3] == "不论" else "") for row in TABLE["order"]]
    assert len(pairs) == len(set(pairs))


WRONG = [
    (order(earlier="届次表/申报开始日期"), "order 第1行：没有工作表“届次表”"),
    (order(later="届次/申报截止日"), "order 第1行：“届次”没有日期栏“申报截止日”，可用的有"),
    (order(later="届次/联系人"), "没有日期栏“联系人”"),
    (order(earlier="申报开始日期"), "应写成“工作表/栏目”"),
    (order(earlier="发文登记〔编号=4〕/成文日期"), "“发文登记”没有栏目“编号”"),
    (order(earlier="获奖单位事项〔事项类型=事故〕/事实日期"), "“事项类型”不会是“事故”"),
    (order(join="同一公司"), "“对应”应为本届、同一单位"),
    (order(join="同一评审组"), "“届次”没有可以用来对应“同一评审组”的栏目"),
    (order(same="行"), "“同日”应为可、不可、须、不论之一"),
    (order(within="四个月"), "“四个月”应写成若干年、若干个月或若干天"),
    (order(same="不论", within=""), "“同日”为“不论”的，必须写“最长”"),
    (order(severity="N"), "“轻重”应为 E 或 W"),
    (order(reason=""), "请写明理由"),
    (table(order=[["届次/申报开始日期"]]), "order 第1行：应有8项带引号的文字"),
    (table(order=[]), "缺少“order”"),
    (table(orders=[]), "不认识“orders”"),
    (table(limit=[["基本情况/成立日期", "届次/申报截止日期", "art10.years", "1年", "", ""]]), "没有年限“art10.years”"),
    (table(written=[["支出明细/支出日期", "奖金情况/单位名称", ""]]), "written 第1行：“奖金情况/单位名称”应是同一张"),
    (table(workday=["会议/日期"]), "workday 第1行：“会议”没有日期栏“日期”"),
]


@pytest.mark.parametrize(("written", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_row_that_cannot_be_meant_is_refused_with_file_and_row(written: dict[str, Any], told: str) -> None:
    with pytest.raises(ParameterFault) as caught:
        Chronology.of(written, WORKBOOKS)
    assert FILE in str(caught.value)
    assert told in str(caught.value)


SPANS = [
    (Span("1年", 12, 0), date(2024, 2, 29), date(2025, 2, 28)),
    (Span("1个月", 1, 0), date(2025, 1, 31), date(2025, 2, 28)),
    (Span("1个月", 1, 0), date(2025, 11, 30), date(2025, 12, 30)),
    (Span("2个月", 2, 0), date(2025, 11, 30), date(2026, 1, 30)),
    (Span("15天", 0, 15), date(2025, 12, 20), date(2026, 1, 4)),
]


@pytest.mark.parametrize(("span", "start", "end"), SPANS)
def test_the_corresponding_day(span: Span, start: date, end: date) -> None:
    assert span.after(start) == end


def test_limits_take_their_years_from_the_rule_set() -> None:
    rules = load_rules(ROOT / "templates" / "regulation" / "2022-76.toml")
    lengths = [limit.length(rules) for limit in Chronology.of(TABLE, WORKBOOKS).limits]
    assert lengths == [3, 3, 8, 3, 6]
