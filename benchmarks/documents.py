"""Documents: compiled templates against docxtpl, against Node engines, against deflating the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from docxtpl import DocxTemplate

from benchmarks import node
from benchmarks.measuring import Line, agree, medians
from benchmarks.setting import Setting
from toolchain.documents.approval import Announcement, Certificate
from toolchain.documents.declaration import Document
from toolchain.documents.organisations import NamedOrganisation
from toolchain.typesetting.compiled_part import environment
from toolchain.typesetting.render import Template

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
FEW, MANY = 20, 100


def lines(setting: Setting) -> Iterator[Line]:
    """Measure certificates and announcements."""
    certificate = setting.paper(Certificate)
    yield from _document(setting, certificate, "获奖证书", 20, with_limit=True)
    announcement = setting.paper(Announcement)
    yield from _document(setting, listed(announcement, 30), "授奖公告（30行）", 8)
    yield from _document(setting, listed(announcement, 1000), "授奖公告（1000行）", 5, few=2, many=5)


def listed(document: Announcement, count: int) -> Announcement:
    """Give an announcement with so many laureates."""
    parties = tuple(
        NamedOrganisation(f"91410702MA4{number:07d}", f"新乡市第{number}精密制造有限公司") for number in range(count)
    )
    return replace(document, laureates=parties, first=parties, again=(), total=50000 * count)


def _document(
    setting: Setting,
    document: Document,
    what: str,
    goal: float,
    *,
    few: int = FEW,
    many: int = MANY,
    with_limit: bool = False,
) -> Iterator[Line]:
    path = setting.templates / f"{document.template}.docx"
    template = Template.load(path)
    context = template.context(document)
    wanted = template.render(document)

    def theirs() -> bytes:
        made = DocxTemplate(path)
        made.render(context, jinja_env=environment(), autoescape=True)
        buffer = io.BytesIO()
        made.save(buffer)
        return buffer.getvalue()

    agree(text(theirs()), text(wanted), what)
    parts = _parts(wanted)
    sides = {
        "ours": lambda: [template.render(document) for _ in range(many)],
        "docxtpl": lambda: [theirs() for _ in range(few)],
        "limit": lambda: [_deflated(parts) for _ in range(many)],
    }
    pieces = {"ours": many, "docxtpl": few, "limit": many}
    engines = node.engines(wanted, document)
    for name, engine in engines.items():
        sides[name], pieces[name] = engine.work, 1
    took = medians(sides, pieces)
    yield Line(what, "docxtpl（每份新建对象）", took["ours"], took["docxtpl"], goal, checked="文字")
    fastest = None
    for name, engine in engines.items():
        each = engine.seconds()
        fastest = min(fastest or each, each)
        yield Line(what, f"{name}（Node）", took["ours"], each, checked="文字")
    if engines and fastest is not None and with_limit:
        yield Line(what, "测得最快的同类工具", took["ours"], min(fastest, took["docxtpl"]), 5, checked="文字")
    yield Line(what, "只压缩并写出同样的字节", took["ours"], took["limit"], 2.5 if with_limit else None, slower=True)


def text(data: bytes) -> str:
    """Give the text of a document without blanks."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = sorted(name for name in package.namelist() if re.fullmatch(r"word/(document|footer\d*)\.xml", name))
        return "".join("".join(_TEXT.findall(package.read(name).decode())) for name in parts).replace(" ", "")


def _parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist()]


def _deflated(parts: list[bytes]) -> bytes:
    """Deflate the parts and write them one behind the other: the least that writing these bytes takes."""
    buffer = io.BytesIO()
    for part in parts:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        buffer.write(packer.compress(part) + packer.flush())
        zlib.crc32(part)
    return buffer.getvalue()
