"""Short ways of filling templates change no byte."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.parsers.expat import ExpatError

import pytest

from toolchain.cycle import judge_all
from toolchain.documents.approval import Announcement
from toolchain.documents.declaration import Document
from toolchain.documents.parties import Party
from toolchain.documents.qualification import DepartmentInquiry
from toolchain.inbox import Intake
from toolchain.toolbox import Toolbox
from toolchain.typesetting.archive import Package
from toolchain.typesetting.archive import member
from toolchain.typesetting.bodies import Shortened
from toolchain.typesetting.bodies import shortened
from toolchain.typesetting.render import Template


@pytest.fixture(scope="module")
def documents(intake: Intake, toolbox: Toolbox) -> list[Document]:
    return [paper.document for paper in judge_all(intake, toolbox).cycles[0].papers]


def announcement(documents: list[Document], names: list[str]) -> Announcement:
    found = next(item for item in documents if isinstance(item, Announcement))
    parties = tuple(Party(f"91410702MA4{number:07d}", name) for number, name in enumerate(names))
    return replace(found, laureates=parties, first=parties, again=())


NAMES = {
    "十家": [f"第{number}制造有限公司" for number in range(10)],
    "一百家": [f"第{number}制造有限公司" for number in range(100)],
    "一家名称有特殊字符": [f"第{number}制造有限公司" for number in range(99)] + ["“甲” & <乙>'公司"],
    "一家名称有生僻字": [f"第{number}制造有限公司" for number in range(99)] + ["新乡市㛃机械有限公司"],
    "一家名称很长": [f"第{number}制造有限公司" for number in range(99)] + ["新乡" * 60],
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_rows_left_out_come_back_as_they_would_have_been(
    documents: list[Document], toolbox: Toolbox, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = announcement(documents, names)
    template = Template.load(toolbox.project.documents / f"{document.template}.docx")
    short = template.render(document)
    monkeypatch.setattr("toolchain.typesetting.render.shortened", lambda text, _: Shortened(text))
    assert short == template.render(document)


def test_rows_are_left_out_of_long_tables_alone(documents: list[Document], toolbox: Toolbox) -> None:
    letter = next(item for item in documents if isinstance(item, DepartmentInquiry))
    template = Template.load(toolbox.project.documents / f"{letter.template}.docx")
    body = next(source for source in template.sources if source.part == "word/document.xml")
    text = body.render(template.context(letter))
    row = '<w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p></w:tc></w:tr>'
    for count, left_out in ((20, False), (100, True)):
        assert bool(shortened(f"<w:tbl>{row * count}</w:tbl>", ("Cell",)).rows) is left_out
    assert not shortened(f"<w:tbl>{row * 100}</w:tbl><w:tbl><w:tblpPr w:x=''/></w:tbl>", ("Cell",)).rows
    assert shortened(text, template._idle).text.count("<w:tr") <= text.count("<w:tr")


def test_broken_rows_are_refused() -> None:
    row = '<w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p></w:tc></w:tr>'
    fine = f"<w:tbl>{row * 200}</w:tbl>"
    assert shortened(fine, ("Cell",)).rows
    with pytest.raises(ExpatError, match="mismatched tag"):
        shortened(fine.replace(row * 200, row * 100 + row.replace("</w:tc>", "") + row * 99), ("Cell",))
    other = fine.replace(row * 200, row * 100 + row.replace("Cell", "Body") + row * 99)
    assert not shortened(other, ("Cell",)).rows


def test_members_are_put_behind_as_the_library_does(documents: list[Document], toolbox: Toolbox) -> None:
    for template in {document.template: document for document in documents}.values():
        loaded = Template.load(toolbox.project.documents / f"{template.template}.docx")
        parts = {"word/document.xml": b"<a/>" * 999, "docProps/core.xml": b"", "word/附.xml": bytes(range(256))}
        buffer = io.BytesIO(loaded.base)
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in parts.items():
                archive.writestr(member(name), data)
        assert Package.of(loaded.base).extended(parts) == buffer.getvalue()
