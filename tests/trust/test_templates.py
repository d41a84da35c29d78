"""What a Word template brings along from outside is named, and no paper has it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trust.test_returned_copies import everything
from toolchain.typesetting.docx_archive import pack, unpack
from toolchain.typesetting.edited_template import mended
from toolchain.typesetting.foreign_content import foreign, people
from toolchain.typesetting.master_update import restyle
from toolchain.typesetting.picture_data import bare
from toolchain.typesetting.template_fault import TemplateFault

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "documents" / "17-计票结果单.docx"
MARKER = "OUTSIDER"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Parts = dict[str, bytes]


def related(parts: Parts, kind: str, of: str = "document") -> None:
    """Add a relationship to a target outside."""
    name = f"word/_rels/{of}.xml.rels"
    link = f'<Relationship Id="rId99" Type="{RELATIONS}/{kind}" Target="http://{MARKER}/x" TargetMode="External"/>'
    empty = f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
    parts[name] = parts.get(name, empty).replace(b"</Relationships>", f"{link}</Relationships>".encode())


def attached(parts: Parts) -> None:
    related(parts, "attachedTemplate", "settings")


def hyperlink(parts: Parts) -> None:
    related(parts, "hyperlink")


def embedded_object(parts: Parts) -> None:
    related(parts, "oleObject")


def document_within(parts: Parts) -> None:
    related(parts, "subDocument")


def data_source(parts: Parts) -> None:
    related(parts, "mailMergeSource", "settings")
    setting(parts, f'<w:mailMerge><w:query w:val="{MARKER}"/></w:mailMerge>')


def variables(parts: Parts) -> None:
    setting(parts, f'<w:docVars><w:docVar w:name="{MARKER}" w:val="{MARKER}"/></w:docVars>')


def setting(parts: Parts, written: str) -> None:
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>", f"{written}</w:settings>".encode()
    )


def program(parts: Parts) -> None:
    parts["word/vbaProject.bin"] = MARKER.encode()


def custom_data(parts: Parts) -> None:
    parts["customXml/item1.xml"] = f"<x>{MARKER}</x>".encode()


def custom_properties(parts: Parts) -> None:
    parts["docProps/custom.xml"] = f"<x>{MARKER}</x>".encode()


def comments(parts: Parts) -> None:
    parts["word/comments.xml"] = f"<x>{MARKER}</x>".encode()


def embedding(parts: Parts) -> None:
    parts["word/embeddings/oleObject1.bin"] = MARKER.encode()


def authors(parts: Parts) -> None:
    parts["word/people.xml"] = f"<x>{MARKER}</x>".encode()


FAULTS = {
    "附加的模板": attached,
    "超链接": hyperlink,
    "链接的对象": embedded_object,
    "并入的文档": document_within,
    "邮件合并的数据源": data_source,
    "文档变量": variables,
    "宏": program,
    "自定义 XML": custom_data,
    "自定义属性": custom_properties,
    "批注部件": comments,
    "嵌入的文件": embedding,
    "修订人名单": authors,
}


def property_of(tag: str) -> Callable[[Parts], None]:
    def set_property(parts: Parts) -> None:
        if tag in {"Company", "Manager", "HyperlinkBase"}:
            part, written = "docProps/app.xml", f"<{tag}>{MARKER}</{tag}></Properties>"
            parts[part] = parts[part].replace(b"</Properties>", written.encode())
            return
        part = "docProps/core.xml"
        head, _, rest = parts[part].decode().partition(f"<{tag}>")
        parts[part] = f"{head}<{tag}>{MARKER}</{tag}>{rest.partition(f'</{tag}>')[2]}".encode()

    return set_property


def picture_place(parts: Parts) -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:docPr id="9" name="图" descr="C:\\Users\\{MARKER}\\章.png"/></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    part = "word/document.xml"
    parts[part] = parts[part].replace(b"<w:body>", f"<w:body>{drawing}".encode(), 1)


NAMES = {
    "作者": property_of("dc:creator"),
    "上次保存的人": property_of("cp:lastModifiedBy"),
    "单位": property_of("Company"),
    "经理": property_of("Manager"),
    "超链接基础": property_of("HyperlinkBase"),
    "图片所在的位置": picture_place,
}


def attacked(attack: Callable[[Parts], None]) -> Parts:
    parts = dict(unpack(TEMPLATE.read_bytes(), TEMPLATE.name))
    attack(parts)
    return parts


def test_the_project_s_own_templates_bring_nothing() -> None:
    for path in sorted(TEMPLATE.parent.glob("*.docx")):
        parts = unpack(path.read_bytes(), path.name)
        assert [*foreign(parts), *people(parts)] == [], path.name


@pytest.mark.parametrize("attack", FAULTS.values(), ids=FAULTS.keys())
def test_what_is_fetched_or_brought_along_is_named_and_left_out(attack: Callable[[Parts], None]) -> None:
    parts = attacked(attack)
    assert list(foreign(parts))
    assert MARKER in everything(pack(parts))
    assert MARKER not in everything(restyle(pack(parts), TEMPLATE.name))


@pytest.mark.parametrize("attack", NAMES.values(), ids=NAMES.keys())
def test_names_of_people_and_places_are_named_and_left_out(attack: Callable[[Parts], None]) -> None:
    parts = attacked(attack)
    assert any(MARKER in line for line in people(parts))
    assert MARKER not in everything(restyle(pack(parts), TEMPLATE.name))


def test_a_picture_that_lies_outside_is_refused() -> None:
    parts = attacked(lambda found: related(found, "image"))
    with pytest.raises(TemplateFault, match="图片链接到外部文件"):
        mended(parts, TEMPLATE.name)


@pytest.mark.parametrize("code", ["INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "HYPERLINK", "AUTHOR"])
def test_fields_that_fetch_are_refused(code: str) -> None:
    field = f'<w:p><w:r><w:fldSimple w:instr=" {code} &quot;C:/{MARKER}&quot; "/></w:r></w:p>'.encode()
    parts = attacked(
        lambda found: found.update(
            {"word/document.xml": found["word/document.xml"].replace(b"<w:body>", b"<w:body>" + field, 1)}
        )
    )
    with pytest.raises(TemplateFault, match=code):
        mended(parts, TEMPLATE.name)


def png(*extra: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    rest = b"".join(chunk(name, data) for name, data in extra)
    return b"\x89PNG\r\n\x1a\n" + head + rest + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def jpeg(*extra: tuple[int, bytes]) -> bytes:
    segments = b"".join(bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data for kind, data in extra)
    return b"\xff\xd8" + segments + b"\xff\xda\x00\x02image\xff\xd9"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (png((b"tEXt", b"Author\0" + MARKER.encode()), (b"eXIf", MARKER.encode())), png()),
        (jpeg((0xE0, b"JFIF"), (0xE1, b"Exif" + MARKER.encode()), (0xFE, MARKER.encode())), jpeg((0xE0, b"JFIF"))),
    ],
    ids=["PNG", "JPEG"],
)
def test_pictures_lose_what_cameras_write_into_them(marked: bytes, plain: bytes) -> None:
    assert bare(marked) == plain
    assert bare(plain) == plain
    assert bare(marked[:30]) == marked[:30]
