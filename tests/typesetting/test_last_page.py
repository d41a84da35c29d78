"""The last table of an annex and the 版记: parted where the 版记 finds no room, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.typesetting.sample import DOCUMENTS, Laureate, part, rendered
from tests.typesetting.test_pages import Rendering, needs_pages
from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.ooxml import w

SKETCH = """\
格式| 下行文
发文机关标志| {{ office.government }}文件
发文字号| {{ issue.number }}
公文标题| {{ office.government }}关于授予{{ rules.award }}的公告
正文| 决定授予下列单位。
附件说明| 附件：获奖单位名单
署名| {{ office.government }}
成文日期| {{ issue.dated|date }}
附件标识| 附件
附件标题| 获奖单位名单
表| 宽 20,100
表头| 序号| 单位名称
表行| {%tr for x in laureates %}
表行| {{ loop.index }}| {{ x.name }}
表行| {%tr endfor %}
表尾|
抄送| 抄送：{{ office.copies }}。
印发| {{ office.printing }}| {{ issue.printed|date }}印发
"""


def announcement(count: int) -> bytes:
    laureates = tuple(Laureate(f"第{number}公司", 1, Fraction(1), number) for number in range(1, count + 1))
    return rendered(Form.DOWNWARD, replace(DOCUMENTS[Form.DOWNWARD], laureates=laureates), text=SKETCH)


def tables(data: bytes) -> list[list[str]]:
    """List the texts of the first cells of the tables before the 版记."""
    found = [table for table in part(data).iter(w("tbl")) if table.find(f"{w('tblPr')}/{w('tblpPr')}") is None]
    return [[text_of(row.find(f"{w('tc')}/{w('p')}")) for row in table.iter(w("tr"))] for table in found]


@pytest.mark.parametrize(("count", "last"), [(19, []), (20, ["18", "19", "20"]), (24, ["22", "23", "24"])])
def test_a_table_is_parted_where_the_record_would_not_fit(count: int, last: list[str]) -> None:
    first, *rest = tables(announcement(count))
    assert first == ["序号", *(str(number) for number in range(1, count + 1 - len(last)))]
    assert rest == ([["序号", *last]] if last else [])


@pytest.mark.parametrize(("count", "last"), [(25, 3), (26, 3), (27, 0)])
def test_no_row_stands_alone_on_the_last_page(count: int, last: int) -> None:
    """Twenty-two or so rows fill the annex's first page; one or two left over take company with them."""
    rest = tables(announcement(count))[1:]
    assert [len(rows) - 1 for rows in rest] == ([last] if last else [])


class TestRendered:
    """On pages."""

    pytestmark = needs_pages

    def test_no_annex_label_stands_alone(self, tmp_path: Path) -> None:
        documents = {f"{count}家": (announcement(count), Form.DOWNWARD) for count in range(18, 28)}
        rendering = Rendering(tmp_path, documents)
        assert {name: found for name in documents if (found := rendering.wrong(name))} == {}
