"""署名 and 成文日期: their place, the room for the seal, and what stays on their page."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from tests.typesetting.sample import SKETCHES, part, rendered
from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.inspection.file_inspection import inspect_docx
from toolchain.typesetting.ooxml import w

PLAIN = Form.PLAIN
LINE = "经核查该单位质量管理体系健全有效运行近三年内没有发生过事故"  # 28 字


def notice(body: str, issuer: str = "{{ office.office }}") -> bytes:
    """A plain notice with a body and an issuer."""
    sketch = re.sub(r"(?s)正文\| 拟奖单位.*?署名\|[^\n]*", f"{body}\n署名| {issuer}", SKETCHES[PLAIN])
    return rendered(PLAIN, text=sketch.replace("{%p if laureates %}\n", "正文| {{ laureates|length }}家。\n"))


def kept(data: bytes) -> list[str]:
    """List the texts of the paragraphs that stay with the next one, blank lines left out."""
    return [
        text_of(element)
        for element in part(data).iter(w("p"))
        if element.find(f"{w('pPr')}/{w('keepNext')}") is not None and text_of(element)
    ]


def paragraphs(data: bytes) -> list[tuple[str, etree._Element]]:
    return [(text_of(element), element) for element in part(data).iter(w("p"))]


def test_two_lines_of_text_stay_with_the_signature() -> None:
    body = "\n".join(f"正文| 第{number}段。" for number in "一二三四五")
    assert kept(notice(body))[:2] == ["第四段。", "第五段。"]


def test_a_paragraph_of_two_lines_counts_as_two() -> None:
    body = f"正文| 第一段。\n正文| {LINE}。\n正文| 末段。"
    assert [text for text in kept(notice(body)) if text.endswith("。")] == [f"{LINE}。", "末段。"]


def test_the_first_paragraph_stays_on_page_one() -> None:
    assert "1家。" not in kept(notice("正文| 末段。"))
    assert "末段。" in kept(notice("正文| 末段。"))


def test_a_long_paragraph_is_not_moved_for_a_signature_that_has_text() -> None:
    body = f"正文| {LINE * 11}。\n正文| 末段。"
    assert [text for text in kept(notice(body)) if text.endswith("。")] == ["末段。"]


@pytest.mark.parametrize(
    ("issuer", "blanks"),
    [
        ("红旗区人民政府", 2),
        ("红旗区区长质量奖评审委员会办公室", 2),
        ("红旗区区长质量奖评审委员会办公室\n署名| （红旗区市场监督管理局）", 1),
    ],
    ids=["一行", "两行", "三行"],
)
def test_blank_lines_leave_room_for_a_seal(issuer: str, blanks: int) -> None:
    data = notice("正文| 末段。", issuer)
    found = paragraphs(data)
    last = max(place for place, (text, _) in enumerate(found) if text == "末段。")
    below = [text for text, _ in found[last + 1 : last + 4]]
    assert below[:blanks] == [""] * blanks
    assert below[blanks]
    assert "C15" not in {result.clause for result in inspect_docx(data, PLAIN) if result.wrong}


def test_the_record_keeps_date_and_note() -> None:
    assert {"2026年12月30日", "（联系人：王某，电话：0373-0000001）"} <= set(kept(rendered(Form.UPWARD)))


def test_where_annexes_follow_the_date_is_free_of_the_record() -> None:
    assert "（此件公开发布）" not in kept(rendered(Form.DOWNWARD))
