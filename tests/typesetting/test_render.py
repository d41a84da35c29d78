from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest

from tests.typesetting.sample import (
    COMMON,
    DOCUMENTS,
    ISSUE,
    LAUREATES,
    SKETCHES,
    Certificate,
    Laureate,
    Letter,
    Notice,
    part,
    rendered,
    template,
    texts,
)
from toolchain.documents.declaration import Form
from toolchain.model.issuance import Issuance
from toolchain.model.rule_set.building import ParameterFault
from toolchain.typesetting.inspection.document_model import Opened
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.render import Template
from toolchain.typesetting.template_authoring import build
from toolchain.typesetting.template_fault import TemplateFault

PLAIN = "格式| 普通\n公文标题| 标题\n正文| {{ laureates|names }}\n"


def notice(*names: str) -> Notice:
    return Notice(laureates=tuple(Laureate(name, 1, Fraction(1), 1) for name in names), issue=ISSUE, **COMMON)


@pytest.mark.parametrize("form", Form)
def test_the_same_document_gives_the_same_bytes(form: Form) -> None:
    assert rendered(form) == rendered(form)


@pytest.mark.parametrize(
    "value",
    [
        "A&B <公司>",
        "“甲”公司",
        "{{ office }}",
        "{% if x %}",
        "<w:p/>",
        "甲  乙",
        "&amp;",
        "]]>",
        "研发&质检'\"",
        "𠮷野家",
    ],
)
def test_values_are_data(value: str) -> None:
    assert value in texts(rendered(Form.PLAIN, notice(value), PLAIN))


def test_lines_of_a_value_become_lines() -> None:
    paragraph = next(
        item
        for item in part(rendered(Form.PLAIN, notice("甲\n乙\r\n丙"), PLAIN)).iter(w("p"))
        if item.find(f".//{w('br')}") is not None
    )
    assert [node.text for node in paragraph.iter(w("t"))] == ["甲", "乙", "丙"]


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\ufdd0"], ids=repr)
def test_control_characters_are_refused(char: str) -> None:
    with pytest.raises(TemplateFault, match="控制字符"):
        rendered(Form.PLAIN, notice(f"甲{char}乙"), PLAIN)


def fault(line: str) -> str:
    with pytest.raises(TemplateFault) as caught:
        rendered(Form.PLAIN, notice("甲"), f"格式| 普通\n正文| {{{{ laureates|names }}}}\n{line}\n")
    assert isinstance(caught.value, ParameterFault)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("正文| {{ nmae }}", "普通.docx：段落“{{ nmae }}”：“nmae”不是可用字段"),
        ("正文| 致{{ laureates[0].nmae }}函", "“nmae”不是可用字段，这里可用的有name、prize、total、rank"),
        ("正文| {{ office.nmae }}", "“nmae”不是可用字段"),
        ("正文| {{ cycle.year|yaer }}", "没有“|yaer”这种写法"),
        ("正文| {{ cycle.year }", "语句写法不对"),
        ("{%p for x in laureates %}\n正文| {{ x.nmae }}\n{%p endfor %}", "段落“{{ x.nmae }}”"),
        ("{%p for x in cycle.year %}\n正文| 甲\n{%p endfor %}", "for 后面不是一组值"),
        ("{%p if laureates %}\n正文| 甲", "“if”没有对应的“endif”"),
        ("正文| {{ cycle.announced }}", "是日期，要写成“名称|date”"),
        ("正文| {{ laureates[0].total }}", "是分数"),
        ("正文| {{ laureates }}", "是一组值"),
        ("正文| {{ draft }}", "要用 if 判断"),
        ("正文| {{ cycle.previous }}", "没有值"),
        ("正文| {{ laureates.__class__ }}", "不是可用字段"),
    ],
)
def test_a_broken_placeholder_is_named_with_its_paragraph(line: str, message: str) -> None:
    assert message in fault(line)


def test_an_unused_field_is_named() -> None:
    with pytest.raises(TemplateFault, match="没有用到“拟奖单位”"):
        rendered(Form.PLAIN, notice("甲"), "格式| 普通\n正文| 文字\n")


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="没有这个模板"):
        Template.load(tmp_path / "99-没有.docx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text"])
def test_what_is_no_docx_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(data)
    with pytest.raises(TemplateFault, match=r"坏\.docx"):
        Template.load(path)


def test_a_template_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "一.docx"
    path.write_bytes(build(PLAIN))
    first = Template.load(path)
    assert Template.load(path) is first
    path.write_bytes(build(PLAIN + "正文| 又一段\n"))
    os.utime(path, (1, 1))
    assert Template.load(path) is not first


def draft(form: Form) -> bytes:
    return rendered(form, replace(DOCUMENTS[form], issue=Issuance()))


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.FREE])
def test_a_draft_says_so_in_a_frame(form: Form) -> None:
    body = part(draft(form))[0]
    assert any(child.find(f"{w('pPr')}/{w('framePr')}") is not None for child in body[:2])
    assert [text for text in texts(draft(form)) if "送审" in text] == ["送审稿"]
    assert "送审稿" not in texts(rendered(form))


@pytest.mark.parametrize(
    ("form", "room"),
    [(Form.DOWNWARD, "红政〔　　〕　号"), (Form.LETTER, "红质评办〔　　〕　号")],
)
def test_a_draft_leaves_the_room_for_number_and_date(form: Form, room: str) -> None:
    shown = texts(draft(form))
    assert room in shown
    assert "　　　　年　　月　　日" in shown


def test_a_draft_leaves_the_room_for_the_signer() -> None:
    assert any(text.endswith("签发人：　　　") for text in texts(draft(Form.UPWARD)))


def boxes(data: bytes, form: Form) -> list[tuple[str, int, int]]:
    opened = Opened(data, form)
    return [
        (item.text, item.length("ind", "left"), item.length("ind", "right")) for item in opened.of("Issuer", "Dated")
    ]


def test_signature_and_date_are_centred_in_one_box() -> None:
    (organ, *first), (day, *second) = boxes(rendered(Form.DOWNWARD), Form.DOWNWARD)
    assert (organ, day) == ("红旗区人民政府", "2026年12月30日")
    assert first == second
    own = 15 * 315 // 2
    gap = first[1] + (8845 - sum(first) - own) / 2
    assert abs(gap - 4 * 315) < 315


def test_a_long_signature_takes_two_lines_inside_the_page() -> None:
    opened = Opened(rendered(Form.LETTER), Form.LETTER)
    issuer = opened.of("Issuer")[0]
    assert issuer.lines == ("红旗区区长质量奖", "评审委员会办公室")
    assert issuer.length("ind", "right") >= 0


@pytest.mark.parametrize("form", [Form.DOWNWARD, Form.UPWARD, Form.LETTER, Form.PLAIN])
def test_the_signature_never_stands_on_a_page_without_text(form: Form) -> None:
    opened = Opened(rendered(form), form)
    dated = opened.of("Dated")[0]
    above = opened.above(opened.of("Issuer")[0])
    assert above is not None
    assert all(item.has("keepNext") for item in opened.paragraphs[above.place : dated.place])


def test_rare_characters_take_the_fallback_font() -> None:
    opened = Opened(rendered(Form.PLAIN, notice("陈喆公司"), PLAIN), Form.PLAIN)
    runs = [(run.text, run.font) for run in opened.of("Body")[0].runs if run.text]
    assert runs == [("陈", "仿宋_GB2312"), ("喆", "仿宋"), ("公司", "仿宋_GB2312")]


def test_rare_characters_keep_the_class_of_their_style() -> None:
    document = Certificate(name="堃电气", serial="1", until=date(2030, 1, 1), issue=ISSUE, **COMMON)
    opened = Opened(rendered(Form.CERTIFICATE, document), Form.CERTIFICATE)
    holder = opened.of("CertificateHolder")[0]
    assert [(run.text, run.font) for run in holder.runs if run.text] == [("堃", "宋体"), ("电气：", "方正小标宋简体")]


@pytest.mark.parametrize(("name", "scale"), [("红旗区人民政府文件", 100), ("红旗区区长质量奖评审委员会办公室文件", 68)])
def test_mastheads_stay_on_one_line(name: str, scale: int) -> None:
    sketch = SKETCHES[Form.DOWNWARD].replace("{{ office.government }}文件", name)
    run = Opened(rendered(Form.DOWNWARD, text=sketch), Form.DOWNWARD).of("Masthead")[0].runs[0]
    assert int(run.value("w") or 100) == scale
    assert run.size / 2 * len(name) * scale / 100 <= 442.3


def test_a_title_broken_by_hand_is_left_alone() -> None:
    data = build("格式| 普通\n公文标题| 甲乙{{ laureates|names }}\n")
    parts = {name: zipfile.ZipFile(BytesIO(data)).read(name) for name in zipfile.ZipFile(BytesIO(data)).namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("甲乙".encode(), "甲</w:t><w:br/><w:t>乙".encode())
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    opened = Opened(Template.read(buffer.getvalue(), "手改").render(notice("丙")), Form.PLAIN)
    assert opened.of("Headline")[0].lines == ("甲", "乙丙")


def test_headers_are_rendered_too() -> None:
    assert "红旗区区长质量奖评审委员会办公室" in "".join(part(rendered(Form.LETTER), "word/header3.xml").itertext())


def test_properties_name_document_and_office() -> None:
    core = "".join(
        part(
            rendered(Form.LETTER, Letter(name="甲", subject_name="甲", issue=ISSUE, **COMMON)), "docProps/core.xml"
        ).itertext()
    )
    assert "关于受理甲申报红旗区区长质量奖的通知" in core
    assert "2026届受理通知书" in core
    assert "zh-CN" in core
    assert f"{ISSUE.dated:%Y-%m-%d}T00:00:00Z" in core
    assert "红旗区区长质量奖评审委员会办公室" in core


def test_loops_and_conditions() -> None:
    shown = texts(rendered(Form.DOWNWARD))
    assert [text for text in shown if text[:2] in {"1.", "2.", "3."} and "奖金" in text and "元" in text] == [
        f"{place}. {x.name}，奖金50,000元（伍万元整）。" for place, x in enumerate(LAUREATES, start=1)
    ]
    empty = texts(rendered(Form.PLAIN, Notice(laureates=(), issue=ISSUE, **COMMON)))
    assert "本届奖项空缺。" in empty
    assert template(Form.PLAIN).form is Form.PLAIN
