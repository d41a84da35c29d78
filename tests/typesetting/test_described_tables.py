"""What programs read to the blind of a paper's tables: the heading that each stands under, and what it holds."""

from __future__ import annotations

import pytest

from tests.typesetting.sample import DOCUMENTS, part, rendered
from toolchain.documents.declaration import Form
from toolchain.typesetting.ooxml import w

HEAD = "格式| 自由\n公文标题| 资格审查表\n"
LOOP = "{%p for x in laureates %}\n正文| {{ x.name }}\n{%p endfor %}\n"


def described(text: str, form: Form = Form.FREE) -> list[tuple[str, str]]:
    """Give caption and description of each table."""
    tables = part(rendered(form, text=text)).iter(w("tblPr"))
    return [
        tuple(str(table.find(w(name)).get(w("val"))) for name in ("tblCaption", "tblDescription")) for table in tables
    ]


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("表题| 综合排名表", "综合排名表"),
        ("一级标题| 三、综合排名", "综合排名"),
        ("二级标题| （一）制造业组", "制造业组"),
        ("一级标题| 三、综合排名\n正文| 由高到低排列，前三名如下：", "综合排名"),
        ("正文| 违反承诺的，接受处理。", "资格审查表"),
    ],
)
def test_a_table_is_named_by_what_it_stands_under(above: str, caption: str) -> None:
    table = "表| 宽 20,50\n表头| 名次| 单位\n表行| 1| 甲\n表尾|\n"
    assert described(f"{HEAD}{above}\n{table}{LOOP}") == [(caption, "名次、单位")]


def test_two_tables_under_one_heading_are_told_apart() -> None:
    table = "表| 宽 20,50\n表头| 名次| 单位\n表行| 1| 甲\n表尾|\n"
    found = described(f"{HEAD}一级标题| 一、排名\n{table}说明| 续。\n{table}{LOOP}")
    assert [caption for caption, _ in found] == ["排名", "排名（2）"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("表行| 姓名| 甲\n表行| 日期| 乙\n", "姓名、日期"),
        ("表行| 计票人某某| 甲\n", "逐项填写"),
        (f"表行| {'0123456789abcdef' * 4}| 甲\n表行| 日期| 乙\n", "逐项填写"),
    ],
)
def test_a_table_without_a_head_is_described_by_its_labels(rows: str, told: str) -> None:
    assert described(f"{HEAD}表| 宽 20,50\n{rows}表尾|\n{LOOP}") == [("资格审查表", told)]


def test_a_certificate_says_what_stands_in_its_frame() -> None:
    (found,) = [
        str(table.find(w("tblDescription")).get(w("val")))
        for table in part(rendered(Form.CERTIFICATE, DOCUMENTS[Form.CERTIFICATE])).iter(w("tblPr"))
    ]
    assert "落款和日期" in found
