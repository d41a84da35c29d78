"""A .docx as its parts; written so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from toolchain.typesetting.faults import TemplateFault

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
_LEVEL = 6
_MOST_BYTES = 64 * 1024 * 1024


def unpack(data: bytes, name: str = "模板") -> dict[str, bytes]:
    """Read the parts of a .docx.

    Raises:
        TemplateFault: it is no .docx, or one of unreasonable size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > _MOST_BYTES:
                raise TemplateFault(f"{name}：文件展开后过大，不是文书模板")
            parts = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise TemplateFault(f"{name}：不是完好的 .docx 文件，请用 Word 或 WPS 另存为 .docx") from error
    if "word/document.xml" not in parts:
        raise TemplateFault(f"{name}：不是 .docx 文件（缺少正文），请用 Word 或 WPS 另存为 .docx")
    return parts


def order(name: str) -> tuple[int, str]:
    """Give the sorting key of a part: the package's own parts first, then by name."""
    return (_FIRST.index(name), "") if name in _FIRST else (len(_FIRST), name)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Write parts in one order, with one date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in sorted(parts, key=order):
            archive.writestr(member(name), parts[name], compresslevel=_LEVEL)
    return buffer.getvalue()


def member(name: str) -> zipfile.ZipInfo:
    """Describe a member that looks the same on every machine and day."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info
