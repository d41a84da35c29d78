"""Certificates on A4 and A3 and boards: alike in size among neighbours, grown as a whole, round them a picture."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from tests.typesetting.sample import TEMPLATES, part
from tests.typesetting.test_schema import errors
from toolchain.cycle.paths import locate
from toolchain.cycle.pipeline import run
from toolchain.cycle.resources import Resources
from toolchain.documents.approval import Certificate
from toolchain.documents.declaration import Document, Form
from toolchain.documents.document_file import DocumentFile
from toolchain.documents.print_set import AwardBoard, LargeCertificate, with_print_set
from toolchain.model.issuance import Issuance
from toolchain.typesetting.certificate_border import STEM, border_file, read_border
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.inspection.document_model import Opened
from toolchain.typesetting.inspection.package_checks import content_types, relations
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.render import Template
from toolchain.typesetting.sheet_size import A3
from toolchain.typesetting.template_fault import TemplateFault

SHORT, RARE = "恒拓公司", "新乡市𠮷㐂髙堃喆机械有限公司"
LONG = "红旗区新乡市中原高端装备智能制造与先进材料产业技术协同创新研究院股份有限公司分公司"


@lru_cache(maxsize=1)
def example() -> tuple[Document, ...]:
    project = locate(TEMPLATES.parent, None, None)
    return tuple(paper.document for paper in run(Resources.load(project)).cycles[0].papers)


def certificate(name: str) -> Certificate:
    found = next(document for document in example() if type(document) is Certificate)
    return replace(found, subject_name=name)


def rendered(document: Document, templates: Path = TEMPLATES) -> bytes:
    path = templates / "documents" / f"{document.template}.docx"
    return Template.load(path, words=document.words, sheet=document.sheet).render(document)


def sizes(data: bytes, style: str) -> set[str]:
    """Give the sizes set on the runs of a style, in half points; none where they are the style's own."""
    found = (element for element in part(data).iter(w("p")) if element.find(f".//{w('pStyle')}") is not None)
    mine = [element for element in found if element.find(f".//{w('pStyle')}").get(w("val")) == style]
    assert mine
    return {str(size.get(w("val"))) for element in mine for size in element.iter(w("sz"))}


def test_every_certificate_is_followed_by_what_is_printed_with_it() -> None:
    found = [document for document in example() if document.number in {24, 54, 55}]
    assert len(found) == 12
    for first, large, board in zip(found[::3], found[1::3], found[2::3], strict=True):
        assert type(first) is Certificate
        assert isinstance(large, LargeCertificate)
        assert isinstance(board, AwardBoard)
        assert first.subject == large.subject == board.subject
        assert large.issue == board.issue == Issuance(dated=first.issue.dated)
        assert not large.draft


def test_what_is_printed_with_a_certificate_waits_for_no_registration() -> None:
    for document in with_print_set([certificate(SHORT)], ()):
        wanted = "已印发" if document.number == 24 else "送印样"
        assert DocumentFile(document).status == wanted


def test_a_certificate_without_a_date_has_drafts_beside_it() -> None:
    _, large, board = with_print_set([replace(certificate(SHORT), issue=Issuance())], ())
    assert large.draft
    assert board.draft
    assert "送审稿" in "".join(map(text_of, part(rendered(board)).iter(w("p"))))


def test_what_a_rule_set_does_without_is_not_printed() -> None:
    assert [document.number for document in with_print_set([certificate(SHORT)], {55})] == [24, 54]


@pytest.mark.parametrize("names", [(SHORT, LONG), (RARE, LONG, SHORT), (SHORT, RARE)])
def test_neighbours_are_set_in_one_size(names: tuple[str, ...]) -> None:
    """The longest name decides; alone, a short one would be larger."""
    found = with_print_set([certificate(name) for name in names], ())
    for kind, style in ((24, "CertificateHolder"), (54, "CertificateHolder"), (55, "BoardHolder")):
        chosen = {frozenset(sizes(rendered(item), style)) for item in found if item.number == kind}
        assert len(chosen) == 1, kind
        alone = next(item for item in with_print_set([certificate(SHORT)], ()) if item.number == kind)
        assert (frozenset(sizes(rendered(alone), style)) in chosen) is (LONG not in names)


def test_a_paper_that_is_out_is_no_other_because_the_set_grows() -> None:
    """What its neighbours say is no field that a template shows, so that no fact of the paper changes."""
    from toolchain.documents.declaration import labels

    assert "alike" not in labels(Certificate)


def test_a_longer_award_of_another_grade_decides_too() -> None:
    other = replace(certificate(LONG), award=replace(certificate(LONG).award, title="红旗区区长质量奖提名奖和创新奖"))
    for number, style in ((24, "CertificateHolder"), (55, "BoardHolder")):
        mixed = [item for item in with_print_set([certificate(LONG), other], ()) if item.number == number]
        assert len({frozenset(sizes(rendered(item), style)) for item in mixed}) == 1


def test_a3_is_a4_grown_as_a_whole() -> None:
    small, large, _ = with_print_set([certificate(RARE)], ())
    before, after = rendered(small), rendered(large)
    ratio = Fraction(A3[1], 16838)
    for name in ("word/document.xml", "word/styles.xml"):
        pairs = list(zip(part(before, name).iter(etree.Element), part(after, name).iter(etree.Element), strict=True))
        for one, other in pairs:
            assert one.tag == other.tag
            if one.tag in {w("sz"), w("trHeight"), w("gridCol")}:
                key = w("val") if one.get(w("val")) else w("w")
                assert abs(int(other.get(key)) - int(one.get(key)) * ratio) <= Fraction(1, 2)
    size = next(part(after).iter(w("pgSz")))
    assert (size.get(w("w")), size.get(w("h"))) == (str(A3[1]), str(A3[0]))
    assert errors_without_skip(after) == []


def errors_without_skip(data: bytes) -> list[str]:
    try:
        return errors(data)
    except pytest.skip.Exception:
        return []


def test_rare_characters_have_their_own_font_on_every_sheet() -> None:
    for document in with_print_set([certificate(RARE)], ()):
        runs = part(rendered(document)).iter(w("r"))
        faces = {run.find(f".//{w('rFonts')}").get(w("eastAsia")) for run in runs if "𠮷" in "".join(run.itertext())}
        assert faces == {"宋体"}


def test_a_name_on_a_board_leaves_no_lone_character() -> None:
    for length in range(2, 46):
        document = AwardBoard(**vars_of(certificate(("新乡市红旗区精密机械制造" * 4)[:length])))
        holder = next(
            element
            for element in part(rendered(document)).iter(w("p"))
            if element.find(f".//{w('pStyle')}").get(w("val")) == "BoardHolder"
        )
        lines = [node.text or "" for node in holder.iter(w("t"))]
        assert "".join(lines) == document.subject_name
        assert len(lines) == 1 or min(map(len, lines)) * 3 >= max(map(len, lines)), lines


def vars_of(document: Certificate) -> dict[str, object]:
    names = ("subject", "subject_name", "issue", "office", "rules", "cycle", "whom", "award")
    return {name: getattr(document, name) for name in names}


def png(wide: int = 3508, high: int = 2480) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\0" + b"\xff" * wide for _ in range(high)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def jpeg(wide: int = 3508, high: int = 2480) -> bytes:
    begin = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", high, wide) + b"\x01\x01\x11\x00"
    return begin + frame + b"\xff\xd9"


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    (folder / "documents").mkdir(parents=True)
    for path in (TEMPLATES / "documents").glob("*.docx"):
        if path.name[:2] in {"24", "55", "23"}:
            (folder / "documents" / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize(("ending", "data"), [("png", png()), ("jpg", jpeg())])
def test_a_picture_takes_the_place_of_the_lines(templates: Path, ending: str, data: bytes) -> None:
    (templates / f"{STEM}.{ending}").write_bytes(data)
    for document in with_print_set([certificate(SHORT)], ()):
        made = rendered(document, templates)
        assert made == rendered(document, templates)
        body = part(made)
        assert not list(body.iter(w("pgBorders"), w("tblBorders")))
        (extent,) = body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent")
        size = next(body.iter(w("pgSz")))
        assert int(extent.get("cx")) == int(size.get(w("w"))) * 635
        assert int(extent.get("cy")) == int(size.get(w("h"))) * 635
        assert data in unpack(made).values()
        opened = Opened(made, Form.CERTIFICATE)
        assert all(seen.right for check in (relations, content_types) for seen in check(opened))
        assert errors_without_skip(made) == []
    assert not list(part(rendered(certificate(SHORT))).iter(w("drawing")))


def test_other_papers_have_no_border(templates: Path) -> None:
    (templates / f"{STEM}.png").write_bytes(png())
    announcement = next(document for document in example() if document.number == 23)
    assert rendered(announcement, templates) == rendered(announcement)


def test_a_picture_that_goes_gives_the_lines_back(templates: Path) -> None:
    before = rendered(certificate(SHORT), templates)
    (templates / f"{STEM}.png").write_bytes(png())
    assert rendered(certificate(SHORT), templates) != before
    (templates / f"{STEM}.png").unlink()
    assert rendered(certificate(SHORT), templates) == before


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"GIF89a", "不是完好的 PNG 或 JPEG 图片"),
        (png()[:-20], "不是完好的"),
        (jpeg()[:-2], "不是完好的"),
        (b"", "不是完好的"),
        (png(2480, 3508), "是竖的"),
        (png(3508, 3000), "宽高比"),
        (png(1200, 848), "宽1200像素"),
        (jpeg(20000, 14142), "应为1700至10000像素"),
        (jpeg() + b"\0" * 8_000_000, "不能超过8兆字节"),
    ],
)
def test_a_picture_that_cannot_be_used_is_refused_in_words(templates: Path, data: bytes, told: str) -> None:
    (templates / f"{STEM}.png").write_bytes(data)
    with pytest.raises(TemplateFault, match=told) as fault:
        rendered(certificate(SHORT), templates)
    assert f"{STEM}.png" in str(fault.value)


def test_two_pictures_are_one_too_many(templates: Path) -> None:
    for ending in ("png", "jpg"):
        (templates / f"{STEM}.{ending}").write_bytes(png())
    with pytest.raises(TemplateFault, match="只能有一个"):
        border_file(templates)


def test_the_kind_is_that_of_the_bytes(templates: Path) -> None:
    (templates / f"{STEM}.png").write_bytes(jpeg())
    assert read_border(templates / f"{STEM}.png").kind == "jpeg"
