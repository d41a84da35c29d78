"""Short ways of filling templates change no byte."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree

from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.documents.approval import Announcement
from toolchain.documents.declaration import Document, Form
from toolchain.documents.organisations import NamedOrganisation
from toolchain.inbox.intake import Intake
from toolchain.outbox.output import content_of, content_of_parts
from toolchain.typesetting.docx_archive import Package, member, pack, unpack
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.last_page import _height
from toolchain.typesetting.long_tables import ShortenedTable, shorten_table
from toolchain.typesetting.ooxml import NAMESPACES, W, w
from toolchain.typesetting.post_processing import SMALL_ROWS, Finish
from toolchain.typesetting.render import Template
from toolchain.typesetting.table_rows import END, Row, heights, taken_apart


@pytest.fixture(scope="module")
def documents(intake: Intake, toolbox: Resources) -> list[Document]:
    return [paper.document for paper in judge_all(intake, toolbox).cycles[0].papers]


def announcement(documents: list[Document], names: list[str]) -> Announcement:
    found = next(item for item in documents if isinstance(item, Announcement))
    parties = tuple(NamedOrganisation(f"91410702MA4{number:07d}", name) for number, name in enumerate(names))
    return replace(found, laureates=parties, first=parties, again=())


NAMES = {
    "十家": [f"第{number}制造有限公司" for number in range(10)],
    "一百家": [f"第{number}制造有限公司" for number in range(100)],
    "一家名称有特殊字符": [f"第{number}制造有限公司" for number in range(99)] + ["“甲” & <乙>'公司"],
    "名称都有引号": [f"“甲” & <乙>'公司\"{number}" for number in range(99)],
    "一家名称有生僻字": [f"第{number}制造有限公司" for number in range(50)] + ["新乡市㛃机械有限公司"] + ["丙"] * 50,
    "一家名称很长": [f"第{number}制造有限公司" for number in range(99)] + ["新乡" * 60],
    "名称长短不一": [f"第{number}制造有限公司{'新乡' * (number * 7 % 31)}" for number in range(99)],
    "名称分两行": [f"第{number}制造\n有限公司" for number in range(99)],
    "一家没有名称": [f"第{number}制造有限公司" for number in range(50)] + [""] + ["丙"] * 50,
}


def both_ways(template: Template, document: Document, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """Render with rows left out and with all of them in the tree."""
    short = template.render(document)
    with monkeypatch.context() as patch:
        patch.setattr("toolchain.typesetting.render.shorten_table", lambda chunks, _: ShortenedTable("".join(chunks)))
        return short, template.render(document)


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_rows_left_out_come_back_as_they_would_have_been(
    documents: list[Document], toolbox: Resources, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = announcement(documents, names)
    template = Template.load(toolbox.project.documents / f"{document.template}.docx")
    short, whole = both_ways(template, document, monkeypatch)
    assert short == whole


def test_the_record_finds_its_place_under_rows_left_out(
    documents: list[Document], toolbox: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    parted = 0
    for count in range(20, 70):
        document = announcement(
            documents, [f"第{number}制造有限公司{'新乡' * (number % 5)}" for number in range(count)]
        )
        template = Template.load(toolbox.project.documents / f"{document.template}.docx")
        short, whole = both_ways(template, document, monkeypatch)
        assert short == whole
        parted += len(tables(short)) - 2
    assert 0 < parted < 50


def tables(data: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return list(etree.fromstring(package.read("word/document.xml")).iter(w("tbl")))


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.stress) for seed in range(3, 60))])
def test_any_names_come_back(
    documents: list[Document], toolbox: Resources, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    pieces = ["制造", "㛃", "Q", "7", "&", "<", ">", "'", '"', "]]>", "&#34;", "\n", "（", "\t", " ", "𠀀", "é"]
    weights = [40, *(chance.choice((0, 0, 1)) for _ in pieces[1:])]
    for _ in range(5):
        count, most = chance.randrange(6, 120), chance.choice((3, 30))
        names = ["".join(chance.choices(pieces, weights, k=chance.randrange(most))) for _ in range(count)]
        document = announcement(documents, names)
        template = Template.load(toolbox.project.documents / f"{document.template}.docx")
        short, whole = both_ways(template, document, monkeypatch)
        assert short == whole


def test_a_template_saved_by_a_word_processor_is_as_quick(
    documents: list[Document], toolbox: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = announcement(documents, NAMES["一百家"])
    parts = unpack((toolbox.project.documents / f"{document.template}.docx").read_bytes())
    body = parts["word/document.xml"].decode()
    body = body.replace(
        "<w:document ", '<w:document xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ', 1
    )
    body = body.replace("<w:tr>", '<w:tr w:rsidR="00A1" w14:paraId="1B2C">').replace("</w:tr>", "<!--saved--></w:tr>")
    template = Template.read(pack({**parts, "word/document.xml": body.encode()}), "模板.docx")
    short, whole = both_ways(template, document, monkeypatch)
    assert short == whole
    assert len(left_out(template, document)) == 97


def left_out(template: Template, document: Document) -> list[Row]:
    """Give the rows that are left out of a document."""
    body = next(source for source in template.sources if source.part == "word/document.xml")
    short = shorten_table(body.chunks(template.context(document)), template._idle)
    return [row for rows in short.left for row in rows]


def test_rows_with_rare_characters_alone_stay(documents: list[Document], toolbox: Resources) -> None:
    template = Template.load(toolbox.project.documents / "23-授奖公告.docx")
    assert len(left_out(template, announcement(documents, NAMES["一百家"]))) == 97
    assert len(left_out(template, announcement(documents, NAMES["一家名称有生僻字"]))) == 97
    assert len(left_out(template, announcement(documents, ["㛃"] * 100))) == 0


ROW = '<w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p></w:tc></w:tr>'


def pieces_of(*tables: str) -> Iterator[str]:
    """Give a body in pieces that end anywhere."""
    text = body_of(*tables)
    return (text[start : start + 777] for start in range(0, len(text), 777))


HEAD = ROW.replace("Cell", "CellHead")


def body_of(*tables: str) -> str:
    return f'<w:document xmlns:w="{W}">{"".join(f"<w:tbl>{HEAD}{rows}</w:tbl>" for rows in tables)}</w:document>'


def test_rows_are_left_out_of_long_tables_alone() -> None:
    for count, found in ((SMALL_ROWS, 0), (SMALL_ROWS + 1, SMALL_ROWS - 2), (100, 97)):
        short = shorten_table(pieces_of(ROW * count), ("Cell",))
        assert sum(len(rows) for rows in short.left) == found
        assert b"".join(short.restored(short.text.encode())).decode() == body_of(ROW * count)
    short = shorten_table(pieces_of(ROW * 20, ROW * 3, ROW * 30), ("Cell",))
    assert [len(rows) for rows in short.left] == [17, 27]


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("</w:tc>", ""),
        ROW.replace("Cell", "Body"),
        HEAD,
        ROW.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>"),
        ROW.replace("<w:p>", "<w:tbl><w:tr/></w:tbl><w:p>"),
        ROW.replace("</w:p>", '<w:r><w:t xml:space="preserve">㛃</w:t></w:r></w:p>'),
        ROW.replace("</w:p>", "<w:r><w:t>㛃</w:t></w:r></w:p>"),
    ],
    ids=["不完整", "正文样式", "表头样式", "表头", "表中表", "生僻字", "模板里的生僻字"],
)
def test_a_row_that_needs_a_closer_look_stays(row: str) -> None:
    short = shorten_table(pieces_of(ROW * 50 + row + ROW * 50), ("Cell",))
    assert [len(rows) for rows in short.left] == [47 if "<w:tbl>" in row else 50, 47]
    assert row in short.text


@pytest.mark.parametrize("text", ["&nbsp;", "甲&", "甲]]>", "\x0b", "甲<乙", "&#20013;"])
def test_texts_that_would_break_a_file_are_left_to_the_parser(text: str) -> None:
    cell = ROW.replace("</w:p>", f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>')
    short = shorten_table(pieces_of(ROW * 50 + cell + ROW * 50), ("Cell",))
    assert [len(rows) for rows in short.left] == [50, 47]
    assert cell in short.text


@pytest.mark.parametrize("seed", range(20))
def test_rows_are_as_high_without_a_tree(seed: int) -> None:
    chance = random.Random(seed)
    master = Master.load(Form.DOWNWARD)
    styles, finish = master.by_key, Finish(master, {key: style.name for key, style in master.by_key.items()})
    texts = ["", "1", "新乡市", "9141070200000001XX", "新乡市第一精密制造有限公司", "甲&amp;乙&lt;&gt;" * 9, "长" * 60]
    for _ in range(40):
        row = "<w:tr>"
        for _ in range(chance.randrange(1, 5)):
            row += f'<w:tc><w:tcPr><w:tcW w:w="{chance.choice((300, 794, 2721, 3855))}"/></w:tcPr>'
            for _ in range(chance.randrange(1, 3)):
                key = chance.choice(("Cell", "CellHead", "Body", "Unknown"))
                row += f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr><w:r>'
                for _ in range(chance.choice((0, 1, 1, 1, 2))):
                    row += chance.choice(('<w:t xml:space="preserve">', "<w:t>", "<w:tab/><w:t>", "<w:br/><w:t>"))
                    row += chance.choice(texts) + "</w:t>"
                row += "</w:r></w:p>"
            row += "</w:tc>"
        element = etree.fromstring(f"<w:tbl {NAMESPACES}>{row}{END}</w:tbl>")[0]
        (found,) = taken_apart([row], f" {NAMESPACES}")
        assert found is not None
        assert list(heights([found], styles)) == [_height(element, finish.style_of)]
        assert found.written() == etree.tostring(element.getparent(), encoding="unicode").partition(">")[2][:-8]


def test_members_are_put_behind_as_the_library_does(documents: list[Document], toolbox: Resources) -> None:
    for template in {document.template: document for document in documents}.values():
        loaded = Template.load(toolbox.project.documents / f"{template.template}.docx")
        parts = {"word/document.xml": b"<a/>" * 999, "docProps/core.xml": b"", "word/附.xml": bytes(range(256))}
        buffer = io.BytesIO(loaded.base)
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in parts.items():
                archive.writestr(member(name), data)
        halves = {name: (data[:99], data[99:]) for name, data in parts.items()}
        made, digests = Package.of(loaded.base).extended(halves)
        assert made == buffer.getvalue()
        assert content_of_parts({**loaded.digests, **digests}.items()) == content_of(made)
