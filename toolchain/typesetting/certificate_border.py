"""The picture round certificates, letters of appointment and boards: a file that the office puts beside its templates.

Without one, the border is drawn with lines. The picture fills the sheet behind the text, on A4 and on A3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

from lxml import etree

from toolchain.engine.value_objects import Value
from toolchain.typesetting.docx_parts import parsed
from toolchain.typesetting.ooxml import CONTENT_TYPES, DECLARATION, RELATIONSHIPS, R, W, w
from toolchain.typesetting.sheet_size import A3, A4, enlarge
from toolchain.typesetting.template_fault import TemplateFault

STEM = "证书边框"
ENDINGS = (".png", ".jpg", ".jpeg")

_TYPES = {"png": "image/png", "jpeg": "image/jpeg"}
_MOST_BYTES = 8_000_000
_FEWEST, _MOST = 1700, 10_000
"""Pixels across: 150 to an inch on A4, and what programs still open."""
_RATIO, _OFF = Fraction(A4[1], A4[0]), Fraction(3, 100)
_EMU = 635
"""English metric units in a twentieth of a point."""
_LINK = "certificateBorder"
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_DRAWING = (
    '<w:r xmlns:w="{word}" xmlns:r="{link}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:drawing>'
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" '
    'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
    '<wp:docPr id="1" name="{name}" descr="{name}"/><wp:cNvGraphicFramePr/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:anchor></w:drawing></w:r>"
)


class BorderPicture(Value):
    """A picture that may be used.

    Attributes:
        data: its bytes.
        kind: png or jpeg.
        wide, high: its size in pixels.
    """

    data: bytes
    kind: str
    wide: int
    high: int


def border_file(templates: Path) -> Path | None:
    """Find the picture in the folder of the templates; None where the office has put none.

    Raises:
        TemplateFault: there are several.
    """
    found = sorted(path for path in templates.glob(f"{STEM}.*") if path.suffix.lower() in ENDINGS)
    if len(found) > 1:
        raise TemplateFault(f"{'、'.join(path.name for path in found)}：证书边框的图片只能有一个，请移走其余的")
    return found[0] if found else None


def read_border(path: Path) -> BorderPicture:
    """Read and check a picture.

    Raises:
        TemplateFault: it is no PNG or JPEG, too large, too coarse, or of another shape than the sheet.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TemplateFault(f"{path.name}：读不出来（{error.strerror}）") from error
    size = _png_size(data) if data.startswith(_PNG) else _jpeg_size(data) if data.startswith(_JPEG) else None
    if size is None:
        raise TemplateFault(f"{path.name}：不是完好的 PNG 或 JPEG 图片，请在画图软件中另存为 PNG 或 JPEG")
    fault = next(_faults(len(data), *size), "")
    if fault:
        raise TemplateFault(f"{path.name}：{fault}")
    return BorderPicture(data, "png" if data.startswith(_PNG) else "jpeg", *size)


def _faults(length: int, wide: int, high: int) -> Iterator[str]:
    if length > _MOST_BYTES:
        yield f"有{length / 1_000_000:.1f}兆字节，不能超过{_MOST_BYTES // 1_000_000}兆字节"
    if high > wide:
        yield f"是竖的（{wide}×{high}像素），证书是横的A4，请用横的图片（如3508×2480像素）"
    if abs(Fraction(wide, max(high, 1)) / _RATIO - 1) > _OFF:
        yield f"宽高比不是A4横放的1.414（{wide}×{high}像素），铺满一页会变形，请裁成如3508×2480像素"
    if not _FEWEST <= wide <= _MOST:
        yield f"宽{wide}像素，应为{_FEWEST}至{_MOST}像素（A4每英寸300点是3508，A3是4961）"


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        return None
    return struct.unpack(">II", data[16:24])


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Read the size in the frame header, which stands behind segments that say their own length."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004 - begins a marker
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if marker in range(0xC0, 0xD0) and marker not in {0xC4, 0xC8, 0xCC}:
            high, wide = struct.unpack(">HH", data[place + 5 : place + 9])
            return (wide, high) if data.rstrip(b"\0").endswith(b"\xff\xd9") else None
        place += 2 + length
    return None


def put_border(parts: dict[str, bytes], picture: BorderPicture, *, large: bool) -> dict[str, bytes]:
    """Lay a picture behind the text of a certificate's template, in place of its lines.

    Args:
        parts: of the template.
        picture: what to lay.
        large: the sheet is A3.
    """
    body = parsed(parts["word/document.xml"])
    for lines in [*body.iter(w("pgBorders"), w("tblBorders"))]:
        parent = lines.getparent()
        if parent is not None:
            parent.remove(lines)
    high, wide = (side * _EMU for side in (A3 if large else A4))
    values = {"word": W, "link": R, "wide": wide, "high": high, "name": STEM, "key": _LINK}
    last = [element for element in body[0] if element.tag == w("p")][-1]
    last.append(etree.fromstring(_DRAWING.format(**values)))
    name = f"media/{_LINK}.{picture.kind}"
    whole = {**parts, f"word/{name}": picture.data}
    whole["word/document.xml"] = DECLARATION.encode() + etree.tostring(body, encoding="utf-8")
    kind = f"{R}/image"
    whole["word/_rels/document.xml.rels"] = _with(
        parts["word/_rels/document.xml.rels"],
        etree.Element(f"{{{RELATIONSHIPS}}}Relationship", {"Id": _LINK, "Type": kind, "Target": name}),
    )
    types = parsed(parts["[Content_Types].xml"])
    if not any(element.get("Extension") == picture.kind for element in types):
        default = {"Extension": picture.kind, "ContentType": _TYPES[picture.kind]}
        whole["[Content_Types].xml"] = _with(
            parts["[Content_Types].xml"], etree.Element(f"{{{CONTENT_TYPES}}}Default", default)
        )
    return whole


class Dress(Value):
    """What a certificate wears beside its template's own words.

    Attributes:
        large: it is laid on A3.
        border: the picture round it, None for the lines of the master.
    """

    large: bool = False
    border: Path | None = None

    @property
    def digest(self) -> str:
        """Digest the picture's bytes; empty without one."""
        return "" if self.border is None else sha256(self.border.read_bytes()).hexdigest()

    def of_base(self, parts: dict[str, bytes]) -> dict[str, bytes]:
        """Put the picture into a template's parts, and bring its styles to the sheet.

        Raises:
            TemplateFault: the picture cannot be used.
        """
        if self.border is not None:
            parts = put_border(parts, read_border(self.border), large=self.large)
        if self.large:
            styles = parsed(parts["word/styles.xml"])
            enlarge(styles)
            parts = {**parts, "word/styles.xml": DECLARATION.encode() + etree.tostring(styles, encoding="utf-8")}
        return parts


PLAIN = Dress()


def _with(part: bytes, element: etree._Element) -> bytes:
    root = parsed(part)
    root.insert(0, element)
    return DECLARATION.encode() + etree.tostring(root, encoding="utf-8")
