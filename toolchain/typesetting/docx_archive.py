"""A .docx as its parts; written so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha256

from toolchain.engine.reproducible_zip import UNIX
from toolchain.engine.value_objects import Value
from toolchain.typesetting.template_fault import TemplateFault

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
_LEVEL = 6
_DAY = 1 << 5 | 1
"""1 January 1980 as packages write it."""

_MODE = 0o600 << 16
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


class Package(Value):
    """A package whose members stay as they are while others are put behind them, again and again.

    Attributes:
        members: the members as they stand in the file.
        directory: what the file's directory says of them.
        count: how many they are.
    """

    members: bytes
    directory: bytes
    count: int

    @classmethod
    def of(cls, data: bytes) -> Package:
        """Take a package apart that :func:`pack` wrote."""
        count, size, start = struct.unpack("<HLL", data[-12:-2])
        return cls(data[:start], data[start : start + size], count)

    def extended(self, parts: Mapping[str, Iterable[bytes]]) -> tuple[bytes, dict[str, str]]:
        """Write the package with more members, given piece by piece, each as :mod:`zipfile` writes a :func:`member`.

        Returns:
            the package, and SHA-256 of each member that was added.
        """
        written, listed = [self.members], [self.directory]
        place = len(self.members)
        digests: dict[str, str] = {}
        for name, data in parts.items():
            packed, check, length, digests[name] = _packed(data)
            path, flags = _name(name)
            sizes = (check, len(packed), length, len(path))
            head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, 8, 0, _DAY, *sizes, 0) + path
            written += (head, packed)
            entry = struct.pack(
                "<4s4B4H3L5H2L", b"PK\1\2", 20, 3, 20, 0, flags, 8, 0, _DAY, *sizes, 0, 0, 0, 0, _MODE, place
            )
            listed += (entry, path)
            place += len(head) + len(packed)
        size, count = sum(map(len, listed)), self.count + len(parts)
        ending = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, place, 0)
        return b"".join((*written, *listed, ending)), digests


def _packed(pieces: Iterable[bytes]) -> tuple[bytes, int, int, str]:
    """Deflate what comes in pieces; give it with the check sum, the length and the SHA-256 of the whole."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = []
    found = sha256()
    check = length = 0
    for piece in pieces:
        packed.append(packer.compress(piece))
        found.update(piece)
        check = zlib.crc32(piece, check)
        length += len(piece)
    packed.append(packer.flush())
    return b"".join(packed), check, length, found.hexdigest()


def _name(name: str) -> tuple[bytes, int]:
    return (name.encode("ascii"), 0) if name.isascii() else (name.encode(), 0x800)


def member(name: str) -> zipfile.ZipInfo:
    """Describe a member that looks the same on every machine and day."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = UNIX
    info.external_attr = _MODE
    return info
