"""What is fitted when the values are known: a certificate's text, small tables, lines with long codes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.typesetting.sample import DOCUMENTS, SKETCHES, Certificate, part, rendered
from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.ooxml import w


def sizes(name: str) -> set[str]:
    """Give the sizes set on a certificate's holder and text, in half points."""
    document = DOCUMENTS[Form.CERTIFICATE]
    assert isinstance(document, Certificate)
    body = part(rendered(Form.CERTIFICATE, replace(document, name=name)))
    return {
        str(size.get(w("val")))
        for element in body.iter(w("p"))
        if element.find(f"{w('pPr')}/{w('pStyle')}") is not None
        and str(element.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))) in {"CertificateHolder", "CertificateBody"}
        for size in element.iter(w("sz"))
    }


@pytest.mark.parametrize(("length", "smaller"), [(12, False), (200, True)])
def test_a_certificates_text_is_made_smaller_only_where_it_must(length: int, smaller: bool) -> None:
    assert bool(sizes("新" * length)) is smaller


def table_kept(rows: int) -> list[bool]:
    """Say of each row of a table whether it stays with the next."""
    sketch = "格式| 自由\n公文标题| 表\n正文| 说明。\n表| 宽 20,50\n" + "".join(
        f"表行| {number}| 甲\n" for number in range(rows)
    )
    text = f"{sketch}表尾|\n{{%p for x in laureates %}}\n正文| {{{{ x.name }}}}\n{{%p endfor %}}\n"
    body = part(rendered(Form.FREE, text=text))
    return [row.find(f".//{w('keepNext')}") is not None for row in body.iter(w("tr"))]


def test_a_small_table_stays_whole() -> None:
    assert table_kept(4) == [True, True, True, False]
    assert table_kept(12) == [*[False] * 9, True, True, False]


def test_a_line_before_a_long_code_is_not_stretched() -> None:
    text = SKETCHES[Form.PLAIN].replace("署名|", "正文| 代码91410702MA44ABCD5P。\n正文| 电话0373-0000001。\n署名|")
    items = part(rendered(Form.PLAIN, text=text)).iter(w("p"))
    found = {text_of(item): item.find(f"{w('pPr')}/{w('jc')}") for item in items}
    code = found["代码91410702MA44ABCD5P。"]
    assert code is not None
    assert code.get(w("val")) == "left"
    assert found["电话0373-0000001。"] is None
