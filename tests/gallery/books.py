"""Workbooks whose sheets, headers, rows or structure are not as the blank's (rows 30 to 43 of the catalogue)."""

from __future__ import annotations

import re
from functools import partial

from openpyxl.utils import column_index_from_string

from tests.gallery.case import Case
from tests.gallery.kit import (
    BOOK,
    BOOK_LINKS,
    FORM,
    PARTS,
    QUALITY,
    STRINGS,
    STYLES,
    TABLE,
    TYPES,
    Copy,
    days_noted,
    error,
    formula,
    healthy,
    number,
    text,
)
from toolchain.model.sheets import COMMITTEE, PRIZE_USE, SCORES
from toolchain.model.workbook_declaration import Workbook

_TABLE, _FORM = PARTS[TABLE], PARTS[FORM]
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def renamed(title: str, old: str = TABLE) -> bytes:
    return Copy().sub(BOOK, f'name="{old}"', f'name="{title}"').bytes()


def another(title: str, content: str = "", kind: str = "worksheet", state: str = "") -> bytes:
    """Add a sheet with the given sheetData."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    copy = Copy()
    copy.sub(BOOK, "</sheets>", f'<sheet name="{title}" sheetId="77"{state} r:id="rId77"/></sheets>')
    link = f'<Relationship Id="rId77" Type="{_LINK}/{kind}" Target="{kind}s/extra.xml"/></Relationships>'
    copy.sub(BOOK_LINKS, "</Relationships>", link)
    copy.parts[f"xl/{kind}s/extra.xml"] = f'<{kind} xmlns="{main}"><sheetData>{content}</sheetData></{kind}>'.encode()
    return copy.bytes()


def marked(title: str, *, keep: bool = False) -> bytes:
    """Rename the hidden sheet with the mark, or add a copy of it."""
    copy = Copy()
    if not keep:
        return copy.sub(BOOK, 'name="_模板"', f'name="{title}"').bytes()
    copy.sub(BOOK, "</sheets>", f'<sheet name="{title}" sheetId="78" state="hidden" r:id="rId78"/></sheets>')
    link = f'<Relationship Id="rId78" Type="{_LINK}/worksheet" Target="worksheets/copy.xml"/></Relationships>'
    copy.sub(BOOK_LINKS, "</Relationships>", link)
    copy.parts["xl/worksheets/copy.xml"] = copy.parts[copy.where("_模板")]
    return copy.bytes()


def unmarked(*, renamed: bool = False) -> bytes:
    """Take the hidden sheet with the mark out, and its names; rename the others where wanted."""
    copy = Copy()
    copy.edit(BOOK, lambda xml: re.sub(r'<sheet name="_模板"[^>]*/>|<definedNames>.*</definedNames>', "", xml))
    if renamed:
        for number, title in enumerate(PARTS):
            copy.sub(BOOK, f'name="{title}"', f'name="表{number}"')
    return copy.bytes()


def row(line: int, **cells: str) -> str:
    return f'<row r="{line}">' + "".join(f'<c r="{c}{line}" {body}</c>' for c, body in cells.items()) + "</row>"


def record(line: int, year: int) -> str:
    return row(line, A=number(str(year)), **{c: number("1") for c in "BCDE"})


def swapped() -> bytes:
    """Exchange two columns with their headers."""
    copy = Copy()
    xml = copy.parts[_TABLE].decode()
    for line in range(4, 8):
        xml = xml.replace(f'r="B{line}"', "#").replace(f'r="C{line}"', f'r="B{line}"').replace("#", f'r="C{line}"')
    copy.parts[_TABLE] = xml.encode()
    return copy.bytes()


def shifted() -> bytes:
    """Move the header and all rows down by two and write a title above."""
    copy = Copy()
    xml = copy.parts[_TABLE].decode()
    for line in range(10, 3, -1):
        for column in "ABCDEFG":
            xml = xml.replace(f'r="{column}{line}"', f'r="{column}{line + 2}"')
        xml = xml.replace(f'<row r="{line}"', f'<row r="{line + 2}"')
    copy.parts[_TABLE] = xml.encode()
    return copy.bytes()


def sorted_with_header() -> bytes:
    """Let the header and the first record change places."""
    copy = Copy()
    xml = copy.parts[_TABLE].decode()
    for column in "ABCDEFG":
        xml = xml.replace(f'r="{column}4"', "#").replace(f'r="{column}5"', f'r="{column}4"')
        xml = xml.replace("#", f'r="{column}5"')
    xml = xml.replace('<row r="4"', "#").replace('<row r="5"', '<row r="4"').replace("#", '<row r="5"')
    copy.parts[_TABLE] = xml.encode()
    return copy.bytes()


def hidden_row(filtered: str = "") -> bytes:
    copy = Copy().sub(_TABLE, '<row r="6"', '<row r="6" hidden="1"')
    if filtered:
        copy.sub(_TABLE, '<autoFilter ref="A4:G10"/>', f'<autoFilter ref="A4:G10">{filtered}</autoFilter>')
    return copy.bytes()


def hidden_column(book: Workbook, sheet: str, label: str) -> bytes:
    copy = Copy(healthy(book))
    number = column_index_from_string(copy.ref(sheet, f"{label}@栏名").rstrip("0123456789"))
    hidden = f'<cols><col min="{number}" max="{number}" width="9" hidden="1"/></cols>'
    return copy.edit(copy.where(sheet), lambda xml: re.sub("<cols>.*?</cols>", hidden, xml)).bytes()


def spendings(last: int) -> Copy:
    """Write two expenses of 50000 yuan and a last one."""
    copy = Copy(healthy(PRIZE_USE))
    for line, amount in ((6, 50_000), (7, last)):
        copy.put("支出明细", f"A{line}", number("46081")).put("支出明细", f"B{line}", text("质量攻关"))
        copy.put("支出明细", f"C{line}", number(str(amount)))
        copy.put("支出明细", f"D{line}", text("设备")).put("支出明细", f"E{line}", text(f"记-{line}"))
    return copy


def merged(sheet: str, address: str) -> bytes:
    copy = Copy()
    ref = copy.ref(sheet, address)
    return copy.sub(PARTS[sheet], '<mergeCell ref="', f'<mergeCell ref="{ref}"/><mergeCell ref="').bytes()


def without_row_numbers() -> bytes:
    copy = Copy()
    xml = copy.parts[_TABLE].decode()
    for line in range(1, 8):
        xml = xml.replace(f'<row r="{line}" ', "<row ")
        for column in "ABCDEFG":
            xml = xml.replace(f'<c r="{column}{line}" ', "<c ")
    copy.parts[_TABLE] = xml.encode()
    return copy.bytes()


def shuffled() -> bytes:
    copy = Copy()
    xml = copy.parts[_TABLE].decode()
    start, end = xml.index('<row r="6"'), xml.index("</sheetData>")
    six, seven = xml[start : xml.index('<row r="7"')], xml[xml.index('<row r="7"') : end]
    copy.parts[_TABLE] = (xml[:start] + seven + six + xml[end:]).encode()
    return copy.bytes()


def without(part: str) -> bytes:
    copy = Copy()
    del copy.parts[part]
    return copy.bytes()


def dates_from_1904() -> bytes:
    return Copy().sub(BOOK, "<workbookPr ", '<workbookPr date1904="1" ').put(FORM, "成立日期", number("40000")).bytes()


_SECOND = '<sheetData><row r="19"><c r="A19"><v>1994</v></c></row></sheetData></worksheet>'


def said_by_formula(label: str) -> str:
    return f't="str"><f>A1</f><v>{label}</v>'


BOOKS = (
    Case((30,), "工作表名前后有空格", partial(renamed, " 财务数据　")),
    Case((30,), "工作表改了名", partial(renamed, "财务"), ("E-SHEET-01",)),
    Case((30,), "工作表改了毫不相干的名", partial(renamed, "Sheet9"), ("E-SHEET-01",)),
    Case((30,), "工作表有副本", lambda: another("财务数据 (2)"), ("E-SHEET-02",)),
    Case((30,), "两张工作表同名", lambda: another("财务数据"), ("E-BOOK-03",)),
    Case((30,), "多出空白的 Sheet1", lambda: another("Sheet1")),
    Case((30,), "多出写有内容的 Sheet1", lambda: another("Sheet1", row(2, B=text("草稿"))), ("W-SHEET-03",)),
    Case((30,), "多出图表页", lambda: another("走势图", kind="chartsheet"), ("W-BOOK-01",)),
    Case((30,), "模板标识页有副本", lambda: marked("_模板 (2)", keep=True)),
    Case((30,), "模板标识页改名", lambda: marked("_模板 (2)"), ("N-BOOK-19",)),
    Case((30,), "模板标识页改成毫不相干的名", lambda: marked("Sheet7"), ("N-BOOK-19",)),
    Case((30,), "模板标识页没有了", unmarked, ("E-FILE-98",)),
    Case((30,), "模板标识页和表名都没有了", lambda: unmarked(renamed=True), ("E-FILE-98",)),
    Case((31,), "工作表换了顺序", lambda: Copy().edit(BOOK, _moved_first).bytes()),
    Case((32,), "栏换了顺序", swapped),
    Case((33,), "表头下移两行", shifted),
    Case(
        (33,),
        "少一栏",
        lambda: Copy().put(TABLE, "研发投入（万元）@栏名", text("")).bytes(),
        ("E-COLUMN-01 4:4", "E-COLUMN-04 研发投入（万元）@第1行"),
    ),
    Case(
        (33,),
        "栏名写错",
        lambda: Copy().put(TABLE, "研发投入（万元）@栏名", text("研发投人（万元）")).bytes(),
        ("E-COLUMN-01 4:4", "E-COLUMN-02 研发投入（万元）@栏名"),
    ),
    Case(
        (33,),
        "同名的栏",
        lambda: Copy().put(TABLE, "研发投入（万元）@栏名", text("上缴税金（万元）")).bytes(),
        ("E-COLUMN-01 4:4", "E-COLUMN-03 研发投入（万元）@栏名"),
    ),
    Case(
        (33,),
        "栏名中有换行和半角括号",
        lambda: Copy().put(TABLE, "研发投入（万元）@栏名", text("研发\n投入(万元)")).bytes(),
    ),
    Case(
        (33,), "没有表头的内容", lambda: Copy().row(TABLE, row(11, J=text("批注"))).bytes(), ("E-COLUMN-04 右3@第7行",)
    ),
    Case((33,), "表头全部被删", lambda: _header_gone().bytes(), ("E-TABLE-01",)),
    Case(
        (33,),
        "项目名称写错",
        lambda: Copy().put(FORM, "电子邮箱@项目", text("电子邮件")).bytes(),
        ("E-FORM-03 电子邮箱@项目", "E-FORM-05"),
    ),
    Case(
        (33,),
        "同一项目两行",
        lambda: Copy().row(FORM, row(40, A=text("联系人"), B=text("乙"))).bytes(),
        ("E-FORM-02 第35行@项目",),
    ),
    Case((33,), "多写一行没有项目名称", lambda: Copy().row(FORM, row(40, B=text("乙"))).bytes(), ("E-FORM-04 第35行",)),
    Case((33,), "项目名称全部被删", lambda: _labels_gone().bytes(), ("E-FORM-01",)),
    Case(
        (33,),
        "填在了旁边的格",
        lambda: Copy().drop(FORM, "电子邮箱").put(FORM, "电子邮箱@旁", text("a@b.cn")).bytes(),
        ("E-FORM-06 电子邮箱@旁",),
    ),
    Case((33,), "标题旁写了批注", lambda: Copy().put(FORM, "C1", text("第二稿")).bytes(), ("W-CELL-06 C1",)),
    Case((33,), "连同表头一起排序", sorted_with_header, ("E-TABLE-07 会计年度@栏名",)),
    Case((34,), "有数据的行被隐藏", hidden_row, ("E-TABLE-04 会计年度@第2行",)),
    Case((34,), "有数据的行被筛选掉", partial(hidden_row, '<filterColumn colId="0"/>'), ("E-TABLE-05 会计年度@第2行",)),
    Case(
        (34,),
        "有数据的栏被隐藏",
        lambda: Copy().sub(_TABLE, '<col min="2" max="7"', '<col min="2" max="7" hidden="1"').bytes(),
        ("W-TABLE-06 营业收入（万元）@栏名",),
    ),
    Case(
        (34,),
        "打分的栏被隐藏",
        lambda: hidden_column(SCORES, "评分", "材料评审得分率（%，0—100）"),
        ("E-TABLE-08 材料评审得分率（%，0—100）@栏名",),
    ),
    Case((34,), "计票的栏被隐藏", lambda: hidden_column(COMMITTEE, "发票收票", "同意票"), ("E-TABLE-08 同意票@栏名",)),
    Case(
        (34,), "表决意见被隐藏", lambda: hidden_column(COMMITTEE, "表决票", "表决意见"), ("E-TABLE-08 表决意见@栏名",)
    ),
    Case(
        (34,),
        "填有内容的工作表被隐藏",
        lambda: Copy().sub(BOOK, 'name="财务数据"', 'name="财务数据" state="hidden"').bytes(),
        ("E-SHEET-05",),
    ),
    Case(
        (34,),
        "深度隐藏的工作表",
        lambda: Copy().sub(BOOK, 'name="财务数据"', 'name="财务数据" state="veryHidden"').bytes(),
        ("E-SHEET-05",),
    ),
    Case(
        (34,),
        "单中的行被隐藏",
        lambda: Copy().sub(_FORM, '<row r="18"', '<row r="18" hidden="1"').bytes(),
        ("E-TABLE-04 联系人",),
    ),
    Case(
        (35,),
        "竖向合并",
        partial(merged, TABLE, "营业收入（万元）@第1行～第2行"),
        ("E-TABLE-03 营业收入（万元）@第1行～第2行",),
    ),
    Case((35,), "合并遮住了内容", partial(merged, FORM, "联系人@整行"), ("E-TABLE-03 联系人@整行",)),
    Case((35, 38), "整张表合并", partial(merged, TABLE, "A1:XFD1048576"), ("E-TABLE-03 A1:XFD1048576",)),
    Case(
        (36,),
        "合计行",
        lambda: (
            Copy().put(TABLE, "会计年度@第4行", text("合 计")).put(TABLE, "营业收入（万元）@第4行", number("3")).bytes()
        ),
        ("E-ROW-01 会计年度@第4行",),
    ),
    Case(
        (36,),
        "平均分行",
        lambda: (
            Copy()
            .put(TABLE, "会计年度@第4行", text("平均值："))
            .put(TABLE, "营业收入（万元）@第4行", number("3"))
            .bytes()
        ),
        ("E-ROW-01 会计年度@第4行",),
    ),
    Case(
        (36,),
        "没有写“合计”的合计",
        lambda: (
            Copy()
            .put(TABLE, "营业收入（万元）@第4行", number("3703.7034"))
            .put(TABLE, "利润总额（万元）@第4行", number("3703.7034"))
            .bytes()
        ),
        ("E-ROW-01 营业收入（万元）@第4行",),
    ),
    Case(
        (36,),
        "没有写“平均”的平均",
        lambda: Copy().put(TABLE, "营业收入（万元）@第4行", number("1234.57")).bytes(),
        ("E-ROW-01 营业收入（万元）@第4行",),
    ),
    Case(
        (36,),
        "用公式写的合计",
        lambda: Copy().put(TABLE, "营业收入（万元）@第4行", formula("SUM(B5:B7)", "9")).bytes(),
        ("E-ROW-01 营业收入（万元）@第4行",),
    ),
    Case((36,), "填齐了各栏的合计", lambda: spendings(100_000).bytes(), ("W-ROW-06 支出日期@第3行",)),
    Case((36,), "最后一笔与以上之和差一元", lambda: spendings(100_001).bytes()),
    Case(
        (36,),
        "表下的签名",
        lambda: Copy().put(TABLE, "会计年度@第5行", text("填表人：李四")).bytes(),
        ("W-ROW-02 会计年度@第5行",),
    ),
    Case((37,), "中间的空行", lambda: Copy().row(TABLE, record(12, 1999)).bytes(), ("N-ROW-03",)),
    Case((37,), "重复的记录", lambda: _again().bytes(), ("E-ROW-05 会计年度@第4行",)),
    Case(
        (38,),
        "只有格式的极远单元格",
        lambda: Copy().row(TABLE, '<row r="1048576"><c r="XFD1048576" s="1"/></row>').bytes(),
    ),
    Case(
        (38,),
        "极远处有内容",
        lambda: Copy().row(TABLE, row(1048576, XFD=text("甲"))).bytes(),
        ("E-CELL-22 XFD1048576",),
    ),
    Case((38,), "超出最大列", lambda: Copy().row(TABLE, row(19, ZZZ=text("甲"))).bytes(), ("E-BOOK-10",)),
    Case(
        (38,),
        "合并区域过多",
        lambda: (
            Copy()
            .sub(
                _TABLE,
                "<mergeCells",
                "<mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(20, 12_000))
                + "</mergeCells><mergeCells",
            )
            .bytes()
        ),
        ("E-BOOK-14",),
    ),
    Case(
        (38,),
        "名称过多",
        lambda: (
            Copy()
            .sub(
                BOOK,
                "<definedNames>",
                "<definedNames>" + "".join(f'<definedName name="n{n}">1</definedName>' for n in range(12_000)),
            )
            .bytes()
        ),
        ("E-BOOK-14",),
    ),
    Case(
        (38,),
        "工作表过多",
        lambda: (
            Copy()
            .sub(
                BOOK,
                "</sheets>",
                "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(100, 400)) + "</sheets>",
            )
            .bytes()
        ),
        ("E-BOOK-14",),
    ),
    Case((39,), "谎报的尺寸", lambda: Copy().sub(_TABLE, '<dimension ref="A1:G10"/>', '<dimension ref="A1"/>').bytes()),
    Case((39,), "没有尺寸", lambda: Copy().sub(_TABLE, '<dimension ref="A1:G10"/>', "").bytes()),
    Case((39,), "没有行列号", without_row_numbers),
    Case((39,), "行的顺序打乱", shuffled),
    Case((39,), "同一行两次", lambda: Copy().row(TABLE, record(7, 1999)).bytes(), ("E-BOOK-07",)),
    Case(
        (39,),
        "同一单元格两次",
        lambda: (
            Copy().row(TABLE, f'<row r="18"><c r="A18" {number("1")}</c><c r="A18" {number("2")}</c></row>').bytes()
        ),
        ("E-BOOK-08 会计年度@第14行",),
    ),
    Case((39,), "第0行", lambda: Copy().row(TABLE, row(0, A=number("1"))).bytes(), ("E-BOOK-10",)),
    Case(
        (39,),
        "地址与所在行不符",
        lambda: Copy().row(TABLE, f'<row r="18"><c r="A19" {number("1")}</c></row>').bytes(),
        ("E-BOOK-09",),
    ),
    Case((39,), "文字索引为负", lambda: Copy().put(FORM, "联系人", 't="s"><v>-1</v>').bytes(), ("E-BOOK-11 联系人",)),
    Case((39,), "文字索引过大", lambda: Copy().put(FORM, "联系人", 't="s"><v>9999</v>').bytes(), ("E-BOOK-11 联系人",)),
    Case((39,), "单元格类型不明", lambda: Copy().put(FORM, "联系人", 't="q"><v>1</v>').bytes(), ("E-BOOK-12 联系人",)),
    Case((39,), "样式不存在", lambda: Copy().put(FORM, "联系人", number("1"), "999").bytes(), ("E-BOOK-13 联系人",)),
    Case((39,), "两个数据区", lambda: Copy().sub(_TABLE, "</worksheet>", _SECOND).bytes(), ("E-BOOK-15",)),
    Case(
        (39,),
        "单元格里有两个值",
        lambda: Copy().put(FORM, "联系人", "><v>1</v><v>2</v>").bytes(),
        ("E-BOOK-06 联系人",),
    ),
    Case((39,), "没有一张工作表", lambda: Copy().edit(BOOK, _no_sheets).bytes(), ("E-BOOK-16",)),
    Case((39,), "缺少工作簿主体", partial(without, BOOK), ("E-BOOK-17",)),
    Case((39,), "缺少一张工作表的内容", partial(without, _TABLE), ("E-BOOK-18",)),
    Case(
        (39,),
        "两张工作表共用内容",
        lambda: Copy().sub(BOOK_LINKS, "worksheets/sheet2.xml", "worksheets/sheet1.xml").bytes(),
        ("E-BOOK-18",),
    ),
    Case((39,), "缺少文字部件", partial(without, STRINGS), ("E-BOOK-18",)),
    Case((39,), "缺少内容类型", partial(without, TYPES), ("E-FILE-11",)),
    Case((39,), "缺少样式部件", partial(without, STYLES), ("E-BOOK-18",)),
    Case((40,), "1904日期系统", dates_from_1904, days_noted("N-DATE-07 成立日期")),
    Case(
        (56,),
        "表头是公式",
        lambda: Copy().put(TABLE, "营业收入（万元）@栏名", said_by_formula("营业收入（万元）")).bytes(),
        ("E-CELL-01 营业收入（万元）@栏名",),
    ),
    Case((56,), "模板标识是公式", lambda: Copy().put("_模板", "模板", said_by_formula("x")).bytes(), ("E-FILE-98",)),
    Case(
        (56,),
        "项目名称是公式",
        lambda: Copy().put(FORM, "联系人@项目", said_by_formula("联系人")).bytes(),
        ("E-CELL-01 联系人@项目",),
    ),
    Case(
        (41, 56),
        "填写格里是公式",
        lambda: Copy().put(TABLE, "营业收入（万元）@第1行", formula("1+1", "2")).bytes(),
        ("E-CELL-01 营业收入（万元）@第1行",),
    ),
    Case(
        (56,),
        "没有计算结果的公式",
        lambda: Copy().put(TABLE, "营业收入（万元）@第1行", formula("1+1")).bytes(),
        ("E-CELL-01 营业收入（万元）@第1行",),
    ),
    Case(
        (56,),
        "共享公式",
        lambda: Copy().put(TABLE, "营业收入（万元）@第1行", '><f t="shared" si="0"/><v>2</v>').bytes(),
        ("E-CELL-01 营业收入（万元）@第1行",),
    ),
    Case(
        (42,),
        "取自其他工作簿的公式",
        lambda: Copy().put(TABLE, "营业收入（万元）@第1行", formula("[1]Sheet1!A1", "2")).bytes(),
        ("E-CELL-01 营业收入（万元）@第1行",),
    ),
    Case(
        (43,),
        "WPS 嵌入单元格的图片",
        lambda: Copy().put(FORM, "住所", formula('_xlfn.DISPIMG("ID_1",1)', "0")).bytes(),
        ("E-TEXT-07 住所",),
    ),
    Case(
        (43,),
        "图片函数成了文字",
        lambda: Copy().put(FORM, "住所", text('=DISPIMG("ID_1",1)')).bytes(),
        ("E-TEXT-07 住所",),
    ),
    Case(
        (43,),
        "富文本和拼音",
        lambda: (
            Copy()
            .put(
                FORM,
                "B18",
                't="inlineStr"><is><r><rPr><b/></rPr><t>张</t></r><r><t>三</t></r>'
                '<rPh sb="0" eb="1"><t>zhang</t></rPh></is>',
            )
            .bytes()
        ),
    ),
    Case(
        (57,),
        "错误值",
        lambda: Copy().put(TABLE, "营业收入（万元）@第1行", error("#REF!")).bytes(),
        ("E-CELL-02 营业收入（万元）@第1行",),
    ),
    Case((57,), "错误值写成文字", lambda: Copy().put(FORM, "联系人", text("#N/A")).bytes(), ("E-CELL-02 联系人",)),
    Case(
        (57,),
        "可不填的格里是错误值",
        lambda: Copy().put(TABLE, "研发投入（万元）@第1行", error("#DIV/0!")).bytes(),
        ("E-CELL-02 研发投入（万元）@第1行",),
    ),
    Case(
        (37,),
        "必填的空白",
        lambda: Copy().drop(QUALITY, "主要质量管理模式和方法").bytes(),
        ("E-CELL-04 主要质量管理模式和方法",),
    ),
)


def _moved_first(xml: str) -> str:
    start, end = xml.index('<sheet name="附件清单"'), xml.index('<sheet name="_模板"')
    moved = xml[start:end]
    return xml.replace(moved, "").replace("<sheets>", f"<sheets>{moved}")


def _again() -> Copy:
    copy = Copy().put(TABLE, "会计年度@第4行", number("1993"))
    for column in "BCDE":
        copy.put(TABLE, f"{column}8", number("1"))
    return copy


def _no_sheets(xml: str) -> str:
    return xml[: xml.index("<sheets>")] + "<sheets/>" + xml[xml.index("</sheets>") + 9 :]


def _header_gone() -> Copy:
    copy = Copy()
    for column in "ABCDEFG":
        copy.drop(TABLE, f"{column}4")
    return copy


def _labels_gone() -> Copy:
    copy = Copy()
    for line in range(5, 11):
        copy.drop(QUALITY, f"A{line}")
    return copy
