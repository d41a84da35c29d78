"""Pages put together on one picture."""

from __future__ import annotations

import re
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.typesetting.sample import SKETCHES, rendered
from tests.typesetting.test_pages import needs_pages
from toolchain.documents.declaration import Form
from toolchain.typesetting import contact_sheets
from toolchain.typesetting.contact_sheets import contact_sheet
from toolchain.typesetting.preview import preview


def picture(path: Path) -> tuple[int, int, bytes]:
    """Read a picture back: width, height and its rows with their filter bytes."""
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    place, packed, size = 8, b"", (0, 0)
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack(">I", data[place + 8 + length : place + 12 + length])[0]
        size = struct.unpack(">II", body[:8]) if kind == b"IHDR" else size
        packed += body if kind == b"IDAT" else b""
        place += length + 12
    return *size, zlib.decompress(packed)


def test_nothing_is_drawn_without_poppler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert contact_sheet([tmp_path / "a.pdf"], tmp_path / "a.png") == 0
    assert not (tmp_path / "a.png").exists()


def test_pages_stand_side_by_side_on_grey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (300, 2, b"\xff" * 300 * 2 * 3)
    monkeypatch.setattr(contact_sheets, "_pages", lambda _: [page] * 4)
    monkeypatch.setattr(contact_sheets.shutil, "which", lambda _: "pdftoppm")
    assert contact_sheet([tmp_path / name for name in ("a", "b", "c")], tmp_path / "a.png") == 12
    width, height, rows = picture(tmp_path / "a.png")
    assert (width, height) == (10 * 308 + 8, 2 * (2 + 8) + 8)
    assert len(rows) == (width * 3 + 1) * height
    line = rows[8 * (width * 3 + 1) + 1 :][: width * 3]
    assert line[: 8 * 3] == b"\x80" * 24
    assert line[8 * 3 : 308 * 3] == b"\xff" * 900
    last = rows[18 * (width * 3 + 1) + 1 :][: width * 3]
    assert last.count(b"\xff") == 2 * 900  # the eleventh and twelfth page


@pytest.mark.render
@needs_pages[1]
def test_a_sheet_of_real_pages(tmp_path: Path) -> None:
    for form in (Form.DOWNWARD, Form.CERTIFICATE):
        (tmp_path / f"{form.value}.docx").write_bytes(rendered(form))
    made = preview(sorted(tmp_path.glob("*.docx")), tmp_path)
    pages = contact_sheet(made.files, tmp_path / "一览图.png")
    assert pages >= 4
    assert picture(tmp_path / "一览图.png")[0] == pages * 308 + 8


@pytest.mark.render
@needs_pages[1]
def test_a_pdf_says_what_is_a_heading_and_the_head_of_a_table_and_speaks_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(rendered(Form.FREE))
    (made,) = preview([tmp_path / "a.docx"], tmp_path).files
    data = made.read_bytes()
    assert b"/MarkInfo<</Marked true>>" in data
    assert set(re.findall(rb"/Lang\(([^)]*)\)", data)) == {b"zh-CN"}
    kinds = set(re.findall(rb"/S/([A-Za-z0-9]+)", data))
    assert {b"H1", b"Table", b"TR", b"TH", b"TD"} <= kinds


@pytest.mark.render
@needs_pages[1]
def test_numbers_and_their_units_stand_on_one_line(tmp_path: Path) -> None:
    lines = "\n".join(f"正文| {'字' * length}共2029年第三条" for length in range(14, 30))
    text = SKETCHES[Form.PLAIN].replace("署名|", f"{lines}\n署名|", 1)
    (tmp_path / "行.docx").write_bytes(rendered(Form.PLAIN, text=text))
    (made,) = preview([tmp_path / "行.docx"], tmp_path).files
    told = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, text=True, check=True).stdout
    found = [line.strip() for line in told.splitlines() if line.strip()]
    assert sum("字" * 10 in line for line in found) >= 16
    assert [line for line in found if line.startswith(("年", "三条")) or line.endswith("第")] == []
