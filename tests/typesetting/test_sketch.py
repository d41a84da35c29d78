from __future__ import annotations

import pytest

from tests.typesetting.sample import SKETCHES, part, texts
from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.document_model import Opened
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.sketch import split
from toolchain.typesetting.template_authoring import build, project
from toolchain.typesetting.template_fault import TemplateFault


@pytest.mark.parametrize("form", Form)
def test_a_sketch_comes_back_from_its_template(form: Form) -> None:
    assert project(build(SKETCHES[form])) == SKETCHES[form]


@pytest.mark.parametrize("form", Form)
def test_the_same_sketch_gives_the_same_bytes(form: Form) -> None:
    assert build(SKETCHES[form], title="甲&乙") == build(SKETCHES[form], title="甲&乙")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("正文| 没有格式\n", "第一行应写"),
        ("格式| 通知\n", "第一行应写"),
        ("格式| 普通\n没有样式名\n", "第 2 行：缺少样式名"),
        ("格式| 普通\n大标题| 文字\n", "第 2 行：普通没有样式“大标题”"),
        ("格式| 普通\n发文机关标志| 某区\n", "普通没有样式“发文机关标志”"),
        ("格式| 普通\n表| 宽 12,60\n表行| 只有一格\n表尾|\n", "有 1 格，表有 2 列"),
        ("格式| 普通\n表| 宽 十二\n表尾|\n", "列宽应写"),
        ("格式| 普通\n表| 宽 12\n表行| 一\n", "没有以“表尾|”结束"),
        ("格式| 普通\n表| 宽 12\n正文| 一\n表尾|\n", "表里只能有"),
        ("格式| 普通\n版面| 斜\n", "版面只能写"),
        ("格式| 下行文\n签发人| 某\n", "签发人只用于上行文"),
        ("格式| 下行文\n抄送| 抄送：甲。\n表| 宽 10\n表尾|\n", "版记"),
    ],
    ids=lambda value: value if "\n" not in value else None,
)
def test_a_line_that_cannot_be_read_is_named(text: str, message: str) -> None:
    with pytest.raises(TemplateFault, match=message.replace("|", r"\|").replace("（", ".")):
        build(text, name="样稿")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲| 乙", ("甲", "乙")),
        ("{{ x.total|score }}| {{ a | b }}", ("{{ x.total|score }}", "{{ a | b }}")),
        ("{% if a|length %}有{% endif %}|", ("{% if a|length %}有{% endif %}", "")),
        ("", ("",)),
    ],
)
def test_cells_are_parted_outside_placeholders(text: str, cells: tuple[str, ...]) -> None:
    assert split(text) == cells


def blanks(sketch: str, text: str) -> int:
    opened = Opened(build(sketch), Form.DOWNWARD)
    return next(opened.blanks_before(item) for item in opened.paragraphs if item.text == text)


@pytest.mark.parametrize(
    ("lines", "text", "count"),
    [
        ("发文机关标志| 某区文件\n发文字号| 某政〔2026〕1号", "某政〔2026〕1号", 2),
        ("发文字号| 号\n公文标题| 标题", "标题", 2),
        ("公文标题| 标题\n主送机关| 各镇：", "各镇：", 1),
        ("公文标题| 标题\n正文| 文字", "文字", 1),
        ("正文| 一\n正文| 二", "二", 0),
        ("正文| 一\n附件说明| 附件：表", "附件：表", 1),
        ("附件说明| 附件：1. 表\n附件说明| 2. 图", "2. 图", 0),
        ("正文| 一\n署名| 某局", "某局", 2),
        ("正文| 一\n成文日期| 2026年1月1日", "2026年1月1日", 2),
        ("署名| 某局\n成文日期| 2026年1月1日", "2026年1月1日", 0),
        ("正文| 一\n空行|\n空行|\n空行|\n署名| 某局", "某局", 3),
        ("正文| 一\n空行|\n署名| 某局", "某局", 2),
        ("{%p if a %}\n署名| 甲局\n{%p else %}\n署名| 乙局\n{%p endif %}", "乙局", 0),
        ("正文| 一\n{%p if a %}\n署名| 甲局\n{%p else %}\n署名| 乙局\n{%p endif %}", "乙局", 2),
    ],
)
def test_blank_lines_are_laid_by_style(lines: str, text: str, count: int) -> None:
    sketch = f"格式| 下行文\n{lines}\n"
    assert blanks(sketch, text) == count
    assert build(project(build(sketch))) == build(sketch)


def test_the_record_takes_the_conditions_round_its_lines() -> None:
    sketch = "格式| 下行文\n正文| 一\n{%p if copies %}\n抄送| 抄送：甲。\n{%p endif %}\n印发| 某办| 2026年1月1日印发\n"
    body = part(build(sketch))
    rows = body.findall(f".//{w('tr')}")
    assert "".join(rows[0].itertext()) == "{%tr if copies %}"
    assert len(rows) == 4
    assert project(build(sketch)) == sketch


def test_cells_merge_and_take_paragraphs() -> None:
    sketch = "格式| 自由\n表| 宽 30,30左,60右；高 12\n表头| 甲| ←| 乙\n表行| 一⏎二| 三| 四\n表行| ↑| 五| 六\n表尾|\n"
    body = part(build(sketch))
    assert [span.get(w("val")) for span in body.iter(w("gridSpan"))] == ["2"]
    assert [merge.get(w("val")) for merge in body.iter(w("vMerge"))] == ["restart", None]
    assert [height.get(w("val")) for height in body.iter(w("trHeight"))] == ["680"] * 3
    assert project(build(sketch)) == sketch


def test_pages_turn_and_break() -> None:
    sketch = "格式| 自由\n正文| 一\n分页|\n正文| 二\n版面| 横\n正文| 三\n版面| 纵\n正文| 四\n"
    body = part(build(sketch))
    assert [size.get(w("orient")) for size in body.iter(w("pgSz"))] == [None, "landscape", None]
    assert project(build(sketch)) == sketch


def test_a_whole_document_may_lie_across_and_go_without_numbers() -> None:
    sketch = "格式| 自由\n页码| 无\n版面| 横\n正文| 一\n"
    data = build(sketch)
    assert [size.get(w("orient")) for size in part(data).iter(w("pgSz"))] == ["landscape"]
    assert not [name for name in Opened(data, Form.FREE).parts if "footer" in name]
    assert project(data) == sketch


def test_the_signer_stands_on_the_number_s_row() -> None:
    assert "\t{{ issue.number }}\t签发人：{{ issue.signer }}" in texts(build(SKETCHES[Form.UPWARD]))
