"""The file as a container: what it really is, and the zip rules to keep before any XML is read.

Where two readers could see two different workbooks in one file, the file is refused.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from toolchain.engine.xlsx.cells import Refused
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.engine.xlsx.parse_cache import KEPT_BYTES, cache_parsed

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_END = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF-", "E-FILE-05", "PDF 文件"),
    (b"\xff\xd8\xff", "E-FILE-06", "JPG 图片"),
    (b"\x89PNG", "E-FILE-06", "PNG 图片"),
    (b"GIF8", "E-FILE-06", "GIF 图片"),
    (b"BM", "E-FILE-06", "BMP 图片"),
    (b"II*\x00", "E-FILE-06", "TIFF 图片"),
    (b"MM\x00*", "E-FILE-06", "TIFF 图片"),
    (b"Rar!", "E-FILE-07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "E-FILE-07", "7z 压缩包"),
    (b"\x1f\x8b", "E-FILE-07", "GZ 压缩包"),
    (b"BZh", "E-FILE-07", "BZ2 压缩包"),
    (b"\xfd7zXZ\x00", "E-FILE-07", "XZ 压缩包"),
    (b"{\\rtf", "E-FILE-09", "RTF 文档"),
    (b"ID3", "E-FILE-26", "录音"),
    (b"#!AMR", "E-FILE-26", "录音"),
    (b"\x1aE\xdf\xa3", "E-FILE-26", "录像"),
    (b"FLV", "E-FILE-26", "录像"),
    (b"\x7fELF", "E-FILE-27", "程序"),
    (b"L\x00\x00\x00\x01\x14\x02", "E-FILE-27", "快捷方式（不是文件本身）"),
)
_BOXES = (
    (re.compile(rb"....ftyp(?:hei[cfmsx]|hev[cmx]|mif1|msf1)", re.DOTALL), "E-FILE-06", "HEIC 照片"),
    (re.compile(rb"....ftypavif", re.DOTALL), "E-FILE-06", "AVIF 图片"),
    (re.compile(rb"....ftypM4A", re.DOTALL), "E-FILE-26", "录音"),
    (re.compile(rb"....ftyp", re.DOTALL), "E-FILE-26", "录像"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "E-FILE-06", "WEBP 图片"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "E-FILE-26", "录音"),
    (re.compile(rb"RIFF....AVI ", re.DOTALL), "E-FILE-26", "录像"),
    (re.compile(rb"\xff[\xf2\xf3\xfb]"), "E-FILE-26", "录音"),
    (re.compile(rb"\x09[\x00\x02\x04\x08].\x00", re.DOTALL), "E-FILE-04", "早期工作簿（.xls）"),
    (re.compile(rb"[\x00-\xff]{0,1020}%PDF-"), "E-FILE-05", "PDF 文件"),
)
"""Kinds that are known by a pattern rather than by their first bytes."""
_TEXTS = (
    (re.compile(r".{0,500}<svg", re.DOTALL), "SVG 图片"),
    (re.compile(r"<\?xml|<workbook"), "XML 文本"),
    (re.compile(r"<.*(?:<html|<table|<!doctype)|<html|<table|<!doctype", re.DOTALL), "网页（HTML）"),
    (re.compile(r"\[internetshortcut\]|\[desktop entry\]"), "网址或快捷方式（不是文件本身）"),
    (
        re.compile(r"(?=.{0,2000}(?:snapshot-content-location:|x-document-type:))[a-z-]+:", re.DOTALL),
        "网页存档（.mht）",
    ),
    (
        re.compile(r"(?:[a-z-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?(?:from|received|mime-version|return-path):"),
        "电子邮件（.eml）",
    ),
    (re.compile(r"[^\n]*\t[^\n]*\n[^\n]*\t"), "制表符分隔的文本"),
    (re.compile(r"[^\n]*[,;\uff0c\uff1b][^\n]*\n[^\n]*[,;\uff0c\uff1b]"), "逗号分隔的文本（.csv）"),
)
"""Kinds of texts by how they begin, in lower case."""
_TEXT_CODES = {
    "SVG 图片": "E-FILE-06",
    "电子邮件（.eml）": "E-FILE-28",
    "网址或快捷方式（不是文件本身）": "E-FILE-27",
}
"""The codes of those texts that are no data."""
_OFFICE = (
    ("xl/workbook.bin", "E-FILE-04", "二进制工作簿（.xlsb）"),
    ("word/", "E-FILE-09", "Word 文档"),
    ("ppt/", "E-FILE-09", "演示文稿"),
    ("mimetype", "E-FILE-10", "OpenDocument 文件"),
    ("ofd.xml", "E-FILE-05", "OFD 版式文件"),
    ("index/document.iwa", "E-FILE-10", "苹果 Numbers 或 Pages 文件"),
    ("androidmanifest.xml", "E-FILE-27", "手机程序"),
)
_FORBIDDEN = (
    (re.compile(r"vbaproject|macrosheets/|dialogsheets/|xl/vba"), "E-FILE-23"),
    (re.compile(r"xl/externallinks/|xl/connections\.xml$|xl/querytables/", re.MULTILINE), "E-FILE-24"),
    (re.compile(r"xl/activex/|xl/embeddings/"), "E-FILE-25"),
)
_BAD_NAME = re.compile(r"[\\:\x00-\x1f\x7f]|^/|(?:^|/)\.\.?(?:/|$)|//")
_SIZES_FOLLOW = 0x8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LOCAL = struct.Struct("<4s5H3L2H")
_MARKUP = (".xml", ".rels")


class Package(NamedTuple):
    """A package that has kept the rules: the bytes of its XML parts, and the names of all its parts."""

    parts: Mapping[str, bytes]
    names: tuple[str, ...]


def unpack(data: bytes) -> Package:
    """Give what a package holds, after every part has kept the rules.

    Raises:
        Refused: the file is something else, damaged, or ambiguous.
    """
    if not data:
        raise Refused("E-FILE-01")
    if len(data) > LIMITS.file_bytes:
        raise Refused("E-FILE-14", limit=f"{LIMITS.file_bytes // 1_000_000}")
    if not data.startswith(_ZIP):
        raise _stranger(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries, start = package.infolist(), package.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error) as error:
        raise Refused("E-FILE-02") from error
    _check_directory(entries)
    _check_end(data, start, len(entries))
    spans = _spans(data, entries, start)
    _check_kind(entries)
    parts = {}
    for entry, begin in zip(entries, spans, strict=True):
        content = _inflate(data[begin : begin + entry.compress_size], entry)
        if entry.filename.lower().endswith(_MARKUP):
            parts[entry.filename] = content
    return Package(parts, tuple(entry.filename for entry in entries))


def _stranger(data: bytes) -> Refused:
    """Say what a file is that is no package at all."""
    known = ((code, found) for signature, code, found in _SIGNATURES if data.startswith(signature))
    boxed = ((code, found) for pattern, code, found in _BOXES if pattern.match(data))
    for code, found in (*known, *boxed):
        return Refused(code, found=found)
    if data.startswith(_OLE):
        return _compound(data)
    if data.rfind(_END, max(0, len(data) - 66_000)) >= 0:
        return Refused("E-FILE-20", found="文件头部有多余内容")
    if data.startswith(b"MZ"):
        return Refused("E-FILE-27", found="程序")
    found = _text_kind(data[:65_536])
    if not found:
        return Refused("E-FILE-12")
    return Refused(_TEXT_CODES.get(found, "E-FILE-08"), found=found)


def _compound(data: bytes) -> Refused:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Refused("E-FILE-03")
    if holds("WordDocument"):
        return Refused("E-FILE-09", found="旧版 Word 文档（.doc 或 .wps）")
    if holds("PowerPoint Document"):
        return Refused("E-FILE-09", found="旧版演示文稿（.ppt）")
    if holds("__substg1.0_version1.0") or holds("__nameid_version1.0"):
        return Refused("E-FILE-28", found="Outlook 邮件（.msg）")
    if not holds("Workbook") and not holds("Book"):
        return Refused("E-FILE-09", found="旧格式的 Office 文件，里面没有工作簿")
    return Refused("E-FILE-04", found="旧版工作簿（.xls 或 .et）")


def _text_kind(head: bytes) -> str:
    """Tell web pages, XML and separated text apart; empty when it is no text."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head
    for encoding in ("utf-8-sig", "utf-16" if wide else "gb18030", "gb18030"):
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4 or encoding == "utf-16":
                continue
            text = head[: error.start].decode(encoding)
        if not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
            break
    else:
        return ""
    start = text.lstrip("\ufeff \r\n\t").lower()
    return next((name for pattern, name in _TEXTS if pattern.match(start)), "文本文件（.txt）")


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > LIMITS.entries:
        raise Refused("E-FILE-15", found=str(len(entries)), limit=str(LIMITS.entries))
    seen = set()
    total = 0
    for entry in entries:
        if _BAD_NAME.search(entry.orig_filename) or entry.orig_filename.casefold() in seen:
            raise Refused("E-FILE-18")
        seen.add(entry.orig_filename.casefold())
        if entry.flag_bits & _ENCRYPTED:
            raise Refused("E-FILE-03")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused("E-FILE-21")
        if entry.file_size > max(LIMITS.ratio_from, LIMITS.ratio * entry.compress_size):
            raise Refused("E-FILE-17")
        total += entry.file_size
    if total > LIMITS.unpacked_bytes:
        raise Refused("E-FILE-16", limit=f"{LIMITS.unpacked_bytes // 1_000_000}")


def _check_end(data: bytes, start: int, count: int) -> None:
    """See that the file ends where its directory ends, and that there is one directory."""
    end = data.rfind(_END)
    if end < 0 or len(data) < end + 22:
        raise Refused("E-FILE-02")
    (declared,) = struct.unpack_from("<H", data, end + 10)
    (comment,) = struct.unpack_from("<H", data, end + 20)
    if data[end + 22 + comment :].strip(b"\0\r\n"):
        raise Refused("E-FILE-20", found="文件尾部有多余内容")
    if data.count(_END, start) != 1 or declared not in {count, 0xFFFF}:
        raise Refused("E-FILE-20", found="目录不唯一")


def _spans(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> list[int]:
    """Find where each part's data begins; parts may neither overlap nor differ from the directory."""
    begins, taken = [], []
    for entry in entries:
        offset = entry.header_offset
        if offset < 0 or offset + _LOCAL.size > directory:
            raise Refused("E-FILE-20", found="部件位置超出文件")
        header = _LOCAL.unpack_from(data, offset)
        begin = offset + _LOCAL.size + header[9] + header[10]
        name = data[offset + _LOCAL.size : begin - header[10]]
        written = name.decode("utf-8" if header[2] & 0x800 or name.isascii() else "cp437", errors="replace")
        if header[0] != _ZIP[0] or written != entry.orig_filename or header[3] != entry.compress_type:
            raise Refused("E-FILE-20", found="部件与目录不符")
        said, real = header[6:9], (entry.CRC, entry.compress_size, entry.file_size)
        differs = said != real and any(a not in {b, 0xFFFFFFFF} for a, b in zip(said, real, strict=True))
        if differs and not header[2] & _SIZES_FOLLOW:
            raise Refused("E-FILE-20", found="部件与目录不符")
        begins.append(begin)
        taken.append((offset, begin + entry.compress_size))
    if not taken:
        return begins
    taken.sort()
    nexts = [offset for offset, _ in taken[1:]] + [directory]
    if any(end > following for (_, end), following in zip(taken, nexts, strict=True)):
        raise Refused("E-FILE-20", found="部件互相重叠")
    if any(data.find(_ZIP[0], end, following) >= 0 for (_, end), following in zip(taken, nexts, strict=True)):
        raise Refused("E-FILE-20", found="有目录以外的部件")
    if taken[0][0] != 0:
        raise Refused("E-FILE-20", found="文件头部有多余内容")
    return begins


def _check_kind(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse other office files, and workbooks that carry programs, links or foreign objects."""
    names = [entry.filename.lower() for entry in entries]
    if "xl/workbook.bin" in names or not any(name.startswith("xl/") for name in names):
        for start, code, found in _OFFICE:
            if any(name.startswith(start) for name in names):
                raise Refused(code, found=found)
    if "[content_types].xml" not in names:
        raise Refused("E-FILE-11")
    listed = "\n".join(names)
    for pattern, code in _FORBIDDEN:
        if pattern.search(listed):
            found = next(name for name in names if pattern.search(name))
            raise Refused(code, found=found.rpartition("/")[2])


def _inflate(packed: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one part; a small one that came before in the same bytes is given again."""
    unpacked = _unpacked_again if entry.file_size <= KEPT_BYTES else _unpacked
    return unpacked(entry.filename, packed, entry.compress_type, entry.file_size, entry.CRC)


def _unpacked(name: str, packed: bytes, method: int, size: int, check: int) -> bytes:
    """Give exactly what the directory says, or the part is damaged."""
    if method == zipfile.ZIP_STORED:
        content, whole = packed, True
    else:
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = machine.decompress(packed, size + 1)
        except zlib.error as error:
            raise Refused("E-FILE-19", found=name) from error
        whole = machine.eof and not machine.unconsumed_tail and not machine.unused_data
    if not whole or len(content) != size or zlib.crc32(content) != check:
        raise Refused("E-FILE-19", found=name)
    return content


_unpacked_again = cache_parsed(_unpacked)
