"""Files that are no workbook, damaged ones, hostile ones (rows 1 to 14 of the catalogue)."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import partial
from io import BytesIO

from tests.gallery.case import Case
from tests.gallery.kit import (
    BOOK,
    BOOK_LINKS,
    FORM,
    PARTS,
    STRINGS,
    TABLE,
    TYPES,
    Copy,
    healthy,
    number,
    once,
    packed,
    text,
)
from toolchain.model.sheets import APPLICATION

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_SHEET = PARTS[FORM]
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def compound(name: str) -> bytes:
    return _OLE + name.encode("utf-16-le") + bytes(512)


def with_part(name: str, content: bytes = b"x") -> bytes:
    return packed([*Copy().parts.items(), (name, content)], zipfile.ZIP_DEFLATED)


def flagged() -> bytes:
    """Set the password flag of every entry."""
    data = bytearray(healthy())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def flipped(part: str) -> bytes:
    """Change one byte of a stored part, its checksum left alone."""
    data = bytearray(Copy().bytes(zipfile.ZIP_STORED))
    with zipfile.ZipFile(BytesIO(bytes(data))) as package:
        entry = package.getinfo(part)
    data[entry.header_offset + 30 + len(part) + entry.file_size // 2] ^= 1
    return bytes(data)


def lying_size(size: int) -> bytes:
    """Let the directory promise another unpacked size than the part has."""
    data = bytearray(Copy().bytes())
    at = data.find(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(_SHEET)] != _SHEET.encode():
        at = data.find(b"PK\x01\x02", at + 4)
    struct.pack_into("<L", data, at + 24, size)
    (local,) = struct.unpack_from("<L", data, at + 42)
    struct.pack_into("<L", data, local + 22, size)
    return bytes(data)


def overlapped() -> bytes:
    """Let two entries of the directory share one body."""
    data = bytearray(Copy().bytes())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def twice(first: str, second: str) -> bytes:
    parts = [(name, content) for name, content in Copy().parts.items() if name != _SHEET]
    content = Copy().parts[_SHEET]
    with BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w") as package:
            for name, part in parts:
                package.writestr(name, part)
            package.writestr(first, content)
            package.NameToInfo.pop(second, None)
            package.writestr(second, content)
        return buffer.getvalue()


def strict() -> bytes:
    copy = Copy()
    for name in (*PARTS.values(), BOOK, STRINGS, "xl/styles.xml"):
        copy.sub(name, _MAIN, _STRICT)
    return copy.bytes()


def recoded(encoding: str, declared: str, part: str = STRINGS) -> bytes:
    copy = Copy()
    xml = copy.parts[part].decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    copy.parts[part] = xml.encode(encoding)
    return copy.bytes()


def prefixed() -> bytes:
    copy = Copy()
    for tag in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        xml = copy.parts[_SHEET].decode()
        xml = (
            xml.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>").replace(f"</{tag}>", f"</x:{tag}>")
        )
        copy.parts[_SHEET] = xml.encode()
    return copy.sub(_SHEET, 'xmlns="', 'xmlns="' + _MAIN + '" xmlns:x="').bytes()


def doctype(declaration: str, part: str = STRINGS) -> bytes:
    return Copy().sub(part, "?>", f"?>{declaration}").bytes()


def bomb(part: str, filler: bytes, size: int) -> bytes:
    copy = Copy()
    xml = copy.parts[part]
    end = xml.rindex(b"</")
    copy.parts[part] = xml[:end] + filler * (size // len(filler)) + xml[end:]
    return copy.bytes()


def noisy(size: int) -> bytes:
    """Text that does not shrink, so that no ratio gives it away."""
    piece, out = b"", bytearray()
    while len(out) < size:
        piece = zlib.compress(piece + len(out).to_bytes(8, "big"))
        out += piece.hex().encode()
    return bytes(out[:size])


def stuffed(before: str, after: str) -> bytes:
    copy = Copy()
    start, end = copy.parts[_SHEET].split(b"<sheetData>")
    copy.parts[_SHEET] = start + before.encode() + noisy(12_000_000) + after.encode() + end
    return copy.bytes()


def crowd() -> bytes:
    copy = Copy()
    copy.parts |= {f"xl/media/{n}.txt": bytes(99_999) for n in range(650)}
    return copy.bytes()


def long_attribute() -> bytes:
    return Copy().sub(_SHEET, "<sheetData>", f'<sheetData x="{"a" * 20_000_000}">').bytes()


def deep() -> bytes:
    depth = 20_000
    return Copy().sub(_SHEET, "<sheetData>", "<a>" * depth + "</a>" * depth + "<sheetData>").bytes()


_MACRO = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_BIN = ("Default", 'Extension="bin"', _MACRO)
_OBJECT = "application/vnd.openxmlformats-officedocument.oleObject"


def declared(tag: str, of: str, kind: str, part: str = "") -> bytes:
    """Declare a content type, with or without a part that has it."""
    copy = Copy().sub(TYPES, "</Types>", f'<{tag} {of} ContentType="{kind}"/></Types>')
    if part:
        copy.parts[part] = b"x"
    return copy.bytes()


_LAUGHS = (
    '<!DOCTYPE sst [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(8))
    + "]>"
)

FILES = (
    Case((1,), "0字节文件", lambda: b"", ("E-FILE-01",)),
    Case((1,), "只复制了一半", lambda: healthy()[: len(healthy()) // 2], ("E-FILE-02",)),
    Case((1,), "少了最后一个字节", lambda: healthy()[:-1], ("E-FILE-02",)),
    Case((3,), "旧版 .xls 改名", lambda: compound("Workbook"), ("E-FILE-04",)),
    Case((3,), "二进制 .xlsb", lambda: packed([("xl/workbook.bin", b"x"), (TYPES, b"x")]), ("E-FILE-04",)),
    Case((3,), "PDF 改名", lambda: b"%PDF-1.7\n%", ("E-FILE-05",)),
    Case((3,), "照片改名", lambda: b"\xff\xd8\xff\xe0" + bytes(99), ("E-FILE-06",)),
    Case((3,), "截图改名", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), ("E-FILE-06",)),
    Case((3,), "RAR 改名", lambda: b"Rar!\x1a\x07\x01" + bytes(99), ("E-FILE-07",)),
    Case((3,), "7z 改名", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99), ("E-FILE-07",)),
    Case((3,), "CSV 改名", lambda: "单位,得分\n甲公司,89.5\n".encode("gb18030"), ("E-FILE-08",)),
    Case((3,), "网页改名", "<html><table><tr><td>甲</td></tr></table></html>".encode, ("E-FILE-08",)),
    Case((3,), "XML 表格 2003 改名", lambda: b'<?xml version="1.0"?><Workbook/>', ("E-FILE-08",)),
    Case((3,), "Word 文档改名", lambda: packed([("word/document.xml", b"x"), (TYPES, b"x")]), ("E-FILE-09",)),
    Case((3,), "旧版 Word 改名", lambda: compound("WordDocument"), ("E-FILE-09",)),
    Case((3,), "旧版演示文稿改名", lambda: compound("PowerPoint Document"), ("E-FILE-09",)),
    Case((3,), "OpenDocument 表格改名", lambda: packed([("mimetype", b"x"), ("content.xml", b"x")]), ("E-FILE-10",)),
    Case((3,), "空的压缩包", lambda: packed([]), ("E-FILE-11",)),
    Case((3,), "普通压缩包改名", lambda: packed([("照片.jpg", b"x")]), ("E-FILE-11",)),
    Case((3,), "手机照片 HEIC", lambda: b"\0\0\0\x18ftypheic" + bytes(99), ("E-FILE-06",)),
    Case((3,), "WEBP 图片", lambda: b"RIFF\x24\0\0\0WEBPVP8 " + bytes(99), ("E-FILE-06",)),
    Case((3,), "SVG 图片", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', ("E-FILE-06",)),
    Case((3,), "OFD 版式文件", lambda: packed([("OFD.xml", b"<x/>"), ("Doc_0/Document.xml", b"<x/>")]), ("E-FILE-05",)),
    Case((3,), "前面有空行的 PDF", lambda: b"\r\n\r\n%PDF-1.4\n", ("E-FILE-05",)),
    Case((3,), "RTF 文档", lambda: b"{\\rtf1\\ansi", ("E-FILE-09",)),
    Case((3,), "早期没有外壳的 .xls", lambda: b"\x09\x08\x08\x00" + bytes(99), ("E-FILE-04",)),
    Case((3,), "苹果 Numbers 表格", lambda: packed([("Index/Document.iwa", b"x")]), ("E-FILE-10",)),
    Case((3,), "会议录像", lambda: b"\0\0\0\x20ftypisom" + bytes(99), ("E-FILE-26",)),
    Case((3,), "会议录音", lambda: b"ID3\x04" + bytes(99), ("E-FILE-26",)),
    Case((3,), "程序", lambda: b"MZ" + bytes(999), ("E-FILE-27",)),
    Case((3,), "快捷方式", lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(99), ("E-FILE-27",)),
    Case((3,), "整封邮件", lambda: b"Received: from a\r\n by b\r\nFrom: c\r\n\r\nx", ("E-FILE-28",)),
    Case((3,), "网址的快捷方式", lambda: b"[InternetShortcut]\r\nURL=http://example.cn\r\n", ("E-FILE-27",)),
    Case(
        (3,),
        "表格软件存的网页存档",
        lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related\r\n\r\n",
        ("E-FILE-08",),
    ),
    Case((3,), "旧格式而没有工作簿", lambda: compound("VisioDocument"), ("E-FILE-09",)),
    Case((3,), "Outlook 邮件", lambda: compound("__nameid_version1.0"), ("E-FILE-28",)),
    Case((3,), "认不出的内容", lambda: bytes(range(256)) * 4, ("E-FILE-12",)),
    Case((4,), "设有打开密码", lambda: compound("EncryptedPackage"), ("E-FILE-03",)),
    Case((4,), "压缩包带密码标志", flagged, ("E-FILE-03",)),
    Case((5,), "工作表保护（空白表本来就有）", healthy),
    Case((6,), "带宏", lambda: with_part("xl/vbaProject.bin"), ("E-FILE-23",)),
    Case((6,), "Excel 4.0 宏表", lambda: with_part("xl/macrosheets/sheet1.xml", b"<x/>"), ("E-FILE-23",)),
    Case(
        (6,),
        "内容类型声明为宏",
        lambda: Copy().sub(TYPES, "spreadsheetml.sheet.main", "sheet.macroEnabled.main").bytes(),
        ("E-FILE-23",),
    ),
    Case((6,), "只为不存在的扩展名声明宏", partial(declared, *_BIN)),
    Case((6,), "只为不存在的部件声明宏", partial(declared, "Override", 'PartName="/xl/no.bin"', _MACRO)),
    Case(
        (6,),
        "为存在的扩展名声明宏",
        partial(declared, "Default", 'Extension="bin"', _MACRO, "xl/a.bin"),
        ("E-FILE-23",),
    ),
    Case((6,), "只为不存在的扩展名声明嵌入对象", partial(declared, "Default", 'Extension="doc"', _OBJECT)),
    Case((6,), "ActiveX 控件", lambda: with_part("xl/activeX/activeX1.bin"), ("E-FILE-25",)),
    Case((7,), "Strict Open XML", strict, ("E-FILE-22",)),
    Case((8,), "数据部件有一个字节损坏", partial(flipped, _SHEET), ("E-FILE-19",)),
    Case((8,), "主题部件有一个字节损坏", partial(flipped, "xl/theme/theme1.xml"), ("E-FILE-19",)),
    Case((9,), "两个部件同名", partial(twice, _SHEET, _SHEET), ("E-FILE-18",)),
    Case((9,), "两个部件只差大小写", partial(twice, _SHEET, _SHEET.upper()), ("E-FILE-18",)),
    Case((9,), "反斜杠部件名", partial(twice, _SHEET, _SHEET.replace("/", "\\")), ("E-FILE-18",)),
    Case((9,), "指向上级目录的部件名", lambda: with_part("../../evil.xml"), ("E-FILE-18",)),
    Case((9,), "两万个部件", lambda: packed([(f"xl/{n}", b"") for n in range(20_000)]), ("E-FILE-15",)),
    Case((9,), "部件互相重叠", overlapped, ("E-FILE-20",)),
    Case((9,), "谎报部件大小（报小）", partial(lying_size, 100), ("E-FILE-19",)),
    Case((9,), "谎报部件大小（报大）", partial(lying_size, 90_000), ("E-FILE-19",)),
    Case((9,), "文件前面有多余内容", lambda: b"MZ" + healthy(), ("E-FILE-20",)),
    Case((9,), "文件后面接了另一个文件", lambda: healthy() + healthy(), ("E-FILE-20",)),
    Case((9,), "少见的压缩方法", lambda: Copy().bytes(zipfile.ZIP_BZIP2), ("E-FILE-21",)),
    Case((10,), "压缩炸弹（文字）", lambda: bomb(STRINGS, b"<si><t>x</t></si>", 60_000_000), ("E-FILE-17",)),
    Case((10,), "压缩炸弹（工作表）", lambda: bomb(_SHEET, b" ", 200_000_000), ("E-FILE-17",)),
    Case((10,), "文件过大", lambda: packed([("xl/media/a", bytes(10_100_000))]), ("E-FILE-14",)),
    Case((10,), "许多部件合计过大", crowd, ("E-FILE-16",)),
    Case((12,), "不缩水的超长属性", lambda: stuffed('<sheetData x="', '">'), ("E-BOOK-14",)),
    Case((12,), "不缩水的超长注释", lambda: stuffed("<!--", "--><sheetData>"), ("E-BOOK-14",)),
    Case((12,), "不缩水的超长文字", lambda: stuffed("<a>", "</a><sheetData>"), ("E-BOOK-04",)),
    Case((11,), "十亿笑声", lambda: doctype(_LAUGHS), ("E-BOOK-05",)),
    Case((11,), "平方级展开", lambda: doctype(f'<!DOCTYPE sst [<!ENTITY a "{"x" * 90000}">]>'), ("E-BOOK-05",)),
    Case(
        (11,),
        "外部实体取本机文件",
        lambda: doctype('<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        ("E-BOOK-05",),
    ),
    Case(
        (11,), "外部文档类型", lambda: doctype('<!DOCTYPE sst SYSTEM "http://example.invalid/a.dtd">'), ("E-BOOK-05",)
    ),
    Case((11,), "参数实体", lambda: doctype('<!DOCTYPE sst [<!ENTITY % a "x"> %a;]>'), ("E-BOOK-05",)),
    Case((11,), "工作表中的文档类型声明", lambda: doctype("<!DOCTYPE worksheet>", _SHEET), ("E-BOOK-05",)),
    Case((12,), "两千万字的属性", long_attribute, ("E-FILE-17",)),
    Case(
        (12,),
        "两千万字的注释",
        lambda: Copy().sub(_SHEET, "<sheetData>", f"<!--{'a' * 20_000_000}--><sheetData>").bytes(),
        ("E-FILE-17",),
    ),
    Case((12,), "两万层嵌套", deep, ("E-BOOK-04",)),
    Case((13,), "UTF-16 部件", lambda: recoded("utf-16", "UTF-16")),
    Case((13,), "GB18030 部件", lambda: recoded("gb18030", "GB18030")),
    Case((13,), "带 BOM 的部件", lambda: recoded("utf-8-sig", "UTF-8")),
    Case((13,), "编码与声明不符", lambda: recoded("gb18030", "UTF-8"), ("E-BOOK-04",)),
    Case((13,), "命名空间前缀", prefixed),
    Case(
        (13,),
        "CDATA 和注释",
        lambda: Copy().put(TABLE, "营业收入（万元）@第1行", "><v><![CDATA[1234]]><!-- x -->.5</v>").bytes(),
    ),
    Case((14,), "原始控制字符", lambda: Copy().put(FORM, "联系人", text("张\x01三")).bytes(), ("E-CELL-21 联系人",)),
    Case(
        (14,),
        "控制字符引用",
        lambda: Copy().put(FORM, "联系人", 't="inlineStr"><is><t>张&#x1;三</t></is>').bytes(),
        ("E-CELL-21 联系人",),
    ),
    Case(
        (14,), "转义的控制字符", lambda: Copy().put(FORM, "联系人", text("张_x0000_三")).bytes(), ("E-CELL-21 联系人",)
    ),
    Case((14,), "单个代理字符", lambda: Copy().put(FORM, "联系人", text("张_xD800_三")).bytes(), ("E-CELL-21 联系人",)),
    Case(
        (14,),
        "转义的换行（长文字可用）",
        lambda: Copy().put("质量管理", "主要质量管理模式和方法", text("甲_x000D_\n乙")).bytes(),
    ),
    Case((14,), "转义的下划线", lambda: Copy().put(FORM, "联系人", text("a_x005F_x0041_b")).bytes()),
    Case(
        (20,),
        "另一版本的空白表",
        lambda: Copy().put("_模板", "版本", text("0123456789ab")).bytes(),
        ("E-BOOK-01",),
    ),
    Case(
        (20,),
        "不是本系统的工作簿",
        lambda: Copy().edit(STRINGS, lambda x: once(">application<", ">others<", x)).bytes(),
        ("E-FILE-91",),
    ),
    Case((20,), "没有届次", lambda: healthy(APPLICATION, ""), ("E-FILE-94",)),
    Case((42,), "外部链接", lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), ("E-FILE-24",)),
    Case((42,), "数据连接", lambda: with_part("xl/connections.xml", b"<x/>"), ("E-FILE-24",)),
    Case((42,), "嵌入的 Word 文档", lambda: with_part("xl/embeddings/oleObject1.bin"), ("E-FILE-25",)),
    Case(
        (42,),
        "只在关系里声明的外部链接",
        lambda: (
            Copy()
            .sub(
                BOOK_LINKS,
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{_LINK}/externalLink" Target="x"/></Relationships>',
            )
            .bytes()
        ),
        ("E-FILE-24",),
    ),
    Case(
        (54,),
        "数值 NaN",
        lambda: Copy().put(TABLE, "营业收入（万元）@第1行", number("NaN")).bytes(),
        ("E-CELL-23 营业收入（万元）@第1行",),
    ),
)
