"""The format measured as ink on pages that LibreOffice renders (not Word, not WPS)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.typesetting.ink import Band
from tests.typesetting.ink import lines
from tests.typesetting.ink import pages
from tests.typesetting.ink import sheet
from tests.typesetting.sample import DOCUMENTS
from tests.typesetting.sample import SKETCHES
from tests.typesetting.sample import rendered
from toolchain.documents.declaration import Form
from toolchain.issue import Issue
from toolchain.typesetting.preview import preview

pytestmark = [
    pytest.mark.render,
    pytest.mark.skipif(
        shutil.which("soffice") is None or shutil.which("pdftoppm") is None,
        reason="没有 LibreOffice 或 poppler-utils，不能量版面",
    ),
]
FULL = "为引导和激励广大组织实施卓越绩效管理模式加快建设质量强区推动全区经济社会实现高质量发展"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples, their drafts and a page full of text as PDF."""
    place = tmp_path_factory.mktemp("pages")
    for form in Form:
        (place / f"{form.value}.docx").write_bytes(rendered(form))
        draft = replace(DOCUMENTS[form], issue=Issue())
        (place / f"{form.value}稿.docx").write_bytes(rendered(form, draft))
    sketch = SKETCHES[Form.PLAIN].replace("署名|", f"正文| {FULL * 40}。\n署名|")
    (place / "满页.docx").write_bytes(rendered(Form.PLAIN, text=sketch))
    made = preview(sorted(place.glob("*.docx")), place)
    assert len(made.files) == 15, made.message
    return place


def near(value: float, wanted: float, tolerance: float) -> bool:
    return abs(value - wanted) <= tolerance


def wide(bands: list[Band], width: float) -> list[Band]:
    """Give the thin bands of about a width: rules."""
    return [band for band in bands if near(band.right - band.left, width, 0.8) and band.bottom - band.top < 2]


def test_a_red_head(folder: Path) -> None:
    red = sheet(folder / "下行文.pdf", 1).bands(red=True)
    black = sheet(folder / "下行文.pdf", 1).bands()
    assert len(red) == 2
    assert near(red[0].top, 72, 1)
    assert near((red[0].left + red[0].right) / 2, 106, 0.7)
    rule = wide(red, 156)[0]
    assert near(rule.left, 28, 0.4)
    number = black[0]
    assert near(rule.top - number.bottom, 4, 0.8)  # the glyphs of a stand-in font end higher
    assert near((number.left + number.right) / 2, 106, 0.7)


def test_a_request_s_number_and_signer(folder: Path) -> None:
    row = sheet(folder / "上行文.pdf", 1).bands()[0]
    assert near(row.left, 28 + 5.6, 1)
    assert near(row.right, 184 - 5.6, 1)


def test_twenty_two_lines_of_twenty_eight_characters(folder: Path) -> None:
    bands = [band for band in sheet(folder / "满页.pdf", 2).bands() if 36 < band.top < 262]
    assert len(bands) == 22
    assert near(bands[0].top, 40.9, 0.8)
    assert near((bands[-1].top - bands[0].top) / 21, 10.21, 0.05)
    assert all(27.5 <= band.left <= 29.6 for band in bands[1:])
    assert max(len(line) for line in lines(folder / "满页.pdf", 2)) == 28


@pytest.mark.parametrize(("page", "left", "right"), [(2, 28 + 4.9, None), (3, None, 184 - 4.9)])
def test_page_numbers(folder: Path, page: int, left: float | None, right: float | None) -> None:
    number = [band for band in sheet(folder / "满页.pdf", page).bands() if band.top > 262][-1]
    assert 266 < number.top < 270
    assert left is None or near(number.left, left, 0.9)
    assert right is None or near(number.right, right, 0.9)
    assert lines(folder / "满页.pdf", page)[-1].replace(" ", "") == f"—{page}—"


def test_the_record_stands_on_the_lower_edge(folder: Path) -> None:
    pdf = folder / "下行文.pdf"
    rules = wide(sheet(pdf, pages(pdf)).bands(), 156)
    assert len(rules) == 3
    assert near(rules[-1].bottom, 262, 0.5)
    thick = [rule.bottom - rule.top for rule in rules]
    assert thick[1] <= thick[0]


def test_a_letter_s_head_and_rules(folder: Path) -> None:
    red = sheet(folder / "信函.pdf", 1).bands(red=True)
    assert near(red[0].top, 30, 1)
    rules = [band for band in red[1:] if near(band.right - band.left, 170, 0.8)]
    upper, lower = [band for band in rules if band.top < 150], [band for band in rules if band.top > 150]
    assert near(upper[0].top - red[0].bottom, 4, 0.6)
    assert near(lower[-1].bottom, 277, 0.6)
    number = sheet(folder / "信函.pdf", 1).bands()[0]
    assert near(number.top - upper[-1].bottom, 4.94, 0.8)
    assert near(number.right, 184, 1)


def test_a_letter_s_first_page_has_no_number(folder: Path) -> None:
    assert not any("—" in line for line in lines(folder / "信函.pdf", 1))
    assert lines(folder / "信函.pdf", 2)[-1].replace(" ", "") == "—2—"


@pytest.mark.parametrize("name", ["下行文", "上行文", "信函", "普通"])
def test_signature_and_date(folder: Path, name: str) -> None:
    pdf = folder / f"{name}.pdf"
    page = next(
        page
        for page in range(1, pages(pdf) + 1)
        if any("2026年12月30日" in line.replace(" ", "") for line in lines(pdf, page))
    )
    assert len(lines(pdf, page)) > 3
    bands = sheet(pdf, page).bands()
    block = [band for band in bands if band.left > 90 and band.right < 184 and band.top < 262]
    date = block[-1]
    assert near(184 - date.right, 22.2, 3)
    assert near((block[-2].left + block[-2].right) / 2, (date.left + date.right) / 2, 1)


@pytest.mark.parametrize("form", [form for form in Form if form not in {Form.FREE, Form.CERTIFICATE}])
def test_a_draft_has_the_same_pages(folder: Path, form: Form) -> None:
    assert pages(folder / f"{form.value}稿.pdf") == pages(folder / f"{form.value}.pdf")
    assert lines(folder / f"{form.value}稿.pdf", 1)[0] == "送审稿"
    red, draft = (sheet(folder / f"{form.value}{mark}.pdf", 1).bands(red=True) for mark in ("", "稿"))
    assert [band.top for band in red] == [band.top for band in draft]


@pytest.mark.parametrize("mark", ["", "稿"])
def test_a_certificate_is_one_page(folder: Path, mark: str) -> None:
    pdf = folder / f"证书{mark}.pdf"
    assert pages(pdf) == 1
    assert "特发此证，以资鼓励。" in lines(pdf, 1)
