"""Single cells as people really fill them (rows 50 to 72 of the catalogue)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from tests.gallery.case import Case
from tests.gallery.kit import BOOK, CYCLE, FORM, PARTS, QUALITY, TABLE, Copy, healthy, number, once, text
from tests.workbooks.test_roundtrip import sample
from toolchain.model.schema import Row
from toolchain.model.sheets import CHECKS, COMMITTEE, DRAW, EXPERTS, SETTINGS
from toolchain.model.sheets.committee import MemberRecusal
from toolchain.model.sheets.experts import Expert
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write

_PERCENT, _DATE, _TIME, _TEXT = 10, 14, 20, 49
_CODE = "91350100M000100Y43"


def amount(row: int, title: str, content: str, *codes: str) -> Case:
    return _cell(row, title, TABLE, "营业收入（万元）@第1行", content, codes)


def day(row: int, title: str, content: str, *codes: str) -> Case:
    return _cell(row, title, FORM, "成立日期", content, codes)


def name(row: int, title: str, content: str, *codes: str) -> Case:
    return _cell(row, title, FORM, "单位名称", content, codes)


def code(row: int, title: str, content: str, *codes: str) -> Case:
    return _cell(row, title, FORM, "统一社会信用代码", content, codes)


def story(row: int, title: str, content: str, *codes: str) -> Case:
    return _cell(row, title, QUALITY, "主要质量管理模式和方法", content, codes)


def kind(row: int, title: str, content: str, *codes: str) -> Case:
    return _cell(row, title, FORM, "单位类型", content, codes)


def styled(row: int, title: str, sheet: str, ref: str, literal: str, look: int, *codes: str) -> Case:
    def make() -> bytes:
        copy = Copy()
        return copy.put(sheet, ref, number(literal), copy.style(look)).bytes()

    return Case((row,), title, make, tuple(f"{code} {ref}" for code in codes))


def _other(book: Workbook, sheet: str, ref: str, content: str) -> bytes:
    return Copy(healthy(book)).put(sheet, ref, content).bytes()


def _empty(book: Workbook, sheet: type[Row]) -> bytes:
    """Fill all sheets of a workbook but one."""
    rows = {title: found for title, found in sample(book).items() if title is not sheet}
    return write(book, Mark(book.mark, book.version, CYCLE), rows)


def _named_ballots() -> bytes:
    copy = Copy(healthy(COMMITTEE))
    part = copy.where("表决票")
    return copy.edit(part, lambda xml: once('<row r="5"', "#", xml)).edit(part, _name_column).bytes()


def _empty_column() -> bytes:
    cell = f'<c r="H4" {text("备注")}</c></row><row r="5"'
    return Copy().edit(PARTS[TABLE], lambda xml: re.sub('</row><row r="5"', cell, xml, count=1)).bytes()


def _name_column(xml: str) -> str:
    before, after = xml.split("#")
    return before.removesuffix("</row>") + f'<c r="E4" {text("委员姓名")}</c></row><row r="5"' + after


def _hidden_empty() -> bytes:
    copy = Copy(_empty(COMMITTEE, MemberRecusal))
    return copy.sub(BOOK, 'name="委员回避"', 'name="委员回避" state="hidden"').bytes()


def _cell(row: int, title: str, sheet: str, ref: str, content: str, codes: tuple[str, ...]) -> Case:
    make: Callable[[], bytes] = lambda: Copy().put(sheet, ref, content).bytes()  # noqa: E731 - bound late
    return Case((row,), title, make, tuple(f"{code} {ref}" for code in codes))


CELLS = (
    amount(50, "全角数字", text("８９．５"), "N-CELL-01"),
    amount(50, "文本数字", text("89.5"), "N-CELL-01"),
    amount(50, "前面带撇号", text("'89.5"), "N-CELL-01"),
    amount(50, "不间断空格和零宽空格", text("\u00a089.5\u200b\u2009"), "N-CELL-01"),
    amount(50, "千分位", text("1,234.5"), "N-CELL-01"),
    amount(50, "全角千分位", text("1，234.5"), "N-CELL-01"),
    amount(50, "阿拉伯文数字", text("٨٩"), "E-NUM-01"),
    amount(50, "下划线分隔", text("1_000"), "E-NUM-01"),
    amount(50, "上标数字", text("8²"), "E-NUM-01"),
    amount(50, "带圈数字", text("㊿"), "E-NUM-01"),
    amount(51, "中文句号作小数点", text("89。5"), "E-NUM-01"),
    amount(51, "数字中间有空格", text("8 9.5"), "E-NUM-01"),
    amount(51, "字母O代替0", text("8O"), "E-NUM-01"),
    amount(51, "带单位", text("89.5万元"), "N-CELL-01"),
    amount(51, "带别的单位", text("895000元"), "E-NUM-02"),
    amount(51, "约数", text("约90"), "E-NUM-01"),
    amount(51, "汉字数字", text("九十"), "E-NUM-01"),
    amount(51, "范围", text("90-95"), "E-NUM-01"),
    amount(51, "两个数", text("89.5;90"), "E-NUM-01"),
    amount(51, "两行", text("89.5\n90"), "E-NUM-01"),
    amount(51, "罗马数字", text("Ⅸ"), "E-NUM-01"),
    amount(51, "全角负号", text("－5"), "E-NUM-01"),
    amount(51, "数学负号", text("−5"), "E-NUM-01"),
    amount(51, "以元填写", number("12000000"), "W-NUM-09"),
    amount(52, "百分比文字", text("89.5%"), "E-NUM-03"),
    styled(52, "百分比格式", TABLE, "营业收入（万元）@第1行", "0.895", _PERCENT, "E-NUM-03"),
    amount(53, "浮点噪声", number("89.55000000000001"), "N-CELL-01"),
    amount(53, "同一个二进制数的长写法", number("1.1000000000000001")),
    amount(53, "极小的尾数", number("89.55000000001"), "N-CELL-01"),
    amount(53, "小数位数过多", number("89.55555"), "E-NUM-06"),
    amount(54, "负数", number("-1"), "E-NUM-05"),
    amount(54, "超过上限", number("100000001"), "E-NUM-05"),
    amount(54, "大得成了无穷", number("1e400"), "E-NUM-08"),
    amount(54, "逻辑值", 't="b"><v>1</v>', "E-CELL-03"),
    amount(54, "不合规定的逻辑值", 't="b"><v>2</v>', "E-CELL-23"),
    styled(54, "数字格里是日期", TABLE, "营业收入（万元）@第1行", "46000", _DATE, "E-NUM-04"),
    amount(55, "写“无”", text("无"), "E-CELL-05"),
    amount(55, "写斜线", text("/"), "E-CELL-05"),
    amount(55, "写“缺席”", text("缺席"), "E-CELL-05"),
    amount(55, "只有空格", text("　 "), "E-CELL-04"),
    amount(55, "空文字", text(""), "E-CELL-04"),
    amount(55, "零不是空白", number("0")),
    day(60, "点分隔", text("2022.7.25"), "N-CELL-01"),
    day(60, "斜线分隔", text("2022/07/25"), "N-CELL-01"),
    day(60, "汉字分隔", text("2022 年 7 月 25 日"), "N-CELL-01"),
    day(60, "全角", text("２０２２－７－２５"), "N-CELL-01"),
    day(60, "汉字日期", text("二〇二二年七月二十五日"), "N-CELL-01"),
    day(61, "只有年月", text("2022年7月"), "E-DATE-02"),
    day(61, "在日期格里只填年", number("2022"), "E-DATE-06"),
    styled(61, "在常规格里只填年", FORM, "成立日期", "2022", 0, "E-DATE-02"),
    day(61, "两位年份", text("22.7.25"), "E-DATE-01"),
    day(61, "月日在前", text("7/25/2022"), "E-DATE-01"),
    day(61, "日月在前", text("25/7/2022"), "E-DATE-01"),
    day(61, "至今", text("至今"), "E-DATE-01"),
    day(61, "民国纪年", text("民国111年7月25日"), "E-DATE-01"),
    day(61, "带时区的零点", text("2022-07-25T00:00:00Z"), "N-CELL-01"),
    day(60, "存为日期类型", 't="d"><v>2022-07-25T00:00:00.000Z</v>'),
    day(60, "存为日期类型，没有时刻", 't="d"><v>2022-07-25</v>'),
    day(61, "北京时间的零点写成世界时", 't="d"><v>2022-07-24T16:00:00.000Z</v>', "E-DATE-04"),
    day(64, "零点少了四十三秒", number("44766.99950231481"), "E-DATE-04"),
    name(55, "没有序号的共享文字", 't="s"><v></v>', "E-CELL-04"),
    amount(50, "写成1.0的数", number("100.0")),
    day(61, "带时区的时刻", text("2022-07-25T16:00:00Z"), "E-DATE-04"),
    day(62, "没有的闰日", text("2023-02-29"), "E-DATE-05"),
    day(62, "十三月", text("2023-13-01"), "E-DATE-05"),
    day(62, "三十二日", text("2023-01-32"), "E-DATE-05"),
    day(62, "零年零月零日", text("0000-00-00"), "E-DATE-05"),
    day(62, "二十四点", text("2023-01-01 24:00"), "E-DATE-04"),
    styled(63, "常规格式的序号", FORM, "成立日期", "44767", 0, "N-DATE-08"),
    day(63, "文字的序号", text("44767"), "E-DATE-03"),
    styled(63, "八位数字", FORM, "成立日期", "20220725", 0, "E-DATE-03"),
    day(64, "序号60", number("60"), "E-DATE-05"),
    day(64, "序号0", number("0"), "E-DATE-06"),
    day(64, "负序号", number("-1"), "E-DATE-06"),
    day(64, "9999年以后", number("2958466"), "E-DATE-06"),
    day(64, "带时刻", number("46000.5"), "E-DATE-04"),
    styled(64, "时间格式", FORM, "成立日期", "0.5", _TIME, "E-DATE-04"),
    day(64, "1948年", text("1948-12-31"), "E-DATE-06"),
    code(70, "小写和全角", text(_CODE.lower().replace("9", "９")), "N-CELL-01"),
    code(70, "中间有空格", text(f"{_CODE[:8]} {_CODE[8:]}"), "N-CELL-01"),
    code(70, "少一位", text(_CODE[:17]), "E-USCC-02"),
    code(70, "旧注册号", text("410702000000001"), "E-USCC-03"),
    code(70, "代码中的字母O", text(_CODE.replace("0", "O", 1)), "E-USCC-04"),
    code(70, "末位校验码错", text(_CODE[:17] + "4"), "E-USCC-05"),
    code(70, "身份证号码", text("410702196001011233"), "E-USCC-06"),
    Case(
        (70,),
        "代码栏写了名称",
        lambda: _other(CHECKS, "事件清单", "统一社会信用代码@第1行", text("某某公司")),
        ("E-REF-01 统一社会信用代码@第1行",),
    ),
    styled(70, "存成了数字", FORM, "统一社会信用代码", "91410702000000000", 0, "E-USCC-01"),
    name(71, "全角括号照原样", text("甲（新乡）有限公司")),
    name(71, "半角括号照原样", text("甲(新乡)有限公司")),
    name(71, "前后空格", text(" 甲公司　"), "N-CELL-01"),
    name(71, "夹有零宽空格", text("甲\u200b公司"), "N-CELL-01"),
    name(71, "中间换行", text("甲\n公司"), "E-TEXT-06"),
    name(71, "中间有制表符", text("甲\t公司"), "E-TEXT-05"),
    name(71, "生僻字", text("𠮷公司")),
    name(71, "部首字符", text("⽅公司"), "W-TEXT-09"),
    name(71, "兼容汉字", text("\uf900公司"), "W-TEXT-09"),
    name(72, "反向书写控制符", text("甲\u202e公司"), "E-TEXT-05"),
    name(72, "表情符号", text("甲😀公司"), "E-TEXT-05"),
    name(72, "替换字符", text("甲\ufffd公司"), "E-TEXT-05"),
    name(72, "看不见的填充字符", text("甲\u3164公司"), "E-TEXT-05"),
    name(72, "行分隔符", text("甲\u2028公司"), "E-TEXT-05"),
    name(72, "DEL 字符", text("甲\x7f公司"), "E-CELL-21"),
    name(72, "名称填成数字", number("46000"), "N-CELL-01"),
    styled(72, "名称变成了日期", FORM, "单位名称", "46000", _DATE, "E-TEXT-02"),
    styled(72, "编号变成了小数", FORM, "单位名称", "4.1", _TEXT, "E-TEXT-03"),
    styled(72, "账号丢失末尾", FORM, "联系电话", "6222020000000000000", 0, "E-TEXT-04"),
    name(74, "像公式的文字", text("=1+1")),
    name(74, "像命令的文字", text("@SUM(A1)")),
    name(75, "像模板的文字", text("{{7*7}}{% if %}")),
    name(76, "像标记的文字", text("A&B<b>公司]]>")),
    name(77, "超过字数", text("字" * 121), "E-TEXT-01"),
    name(77, "恰好的字数", text("字" * 120)),
    name(72, "乱码的名称", text("锟斤拷精密机械"), "E-TEXT-10"),
    name(72, "按错误编码读出的名称", text("鏂颁埂鍏徃"), "E-TEXT-10"),
    name(72, "写作同上", text("同上"), "E-TEXT-11"),
    Case(
        (72,),
        "依据材料写作同上",
        lambda: _other(CHECKS, "核查结论", "依据材料@第1行", text("同上")),
        ("W-TEXT-11 依据材料@第1行",),
    ),
    Case((72,), "邮政编码少一位", lambda: _other(SETTINGS, "届次", "邮政编码", text("45300")), ("E-TEXT-12 邮政编码",)),
    story(77, "超过表格软件的上限", text("字" * 32_768), "E-CELL-24"),
    Case((36,), "一行也没有填", lambda: _empty(EXPERTS, Expert), ("E-ROW-04",)),
    *(
        Case(
            (52,),
            f"权重写成 {wrong}",
            partial(_other, SETTINGS, "本届规则", "材料评审权重", text(wrong)),
            ("E-NUM-07 材料评审权重",),
        )
        for wrong in ("0/0", "5/0", "0/5", "3/2", "-1/2", "1/2/3", "1/2%", "101%", "%", "2/-3", "½")
    ),
    Case(
        (52,),
        "权重不是比例",
        lambda: _other(SETTINGS, "本届规则", "材料评审权重", number("60")),
        ("E-NUM-07 材料评审权重",),
    ),
    Case(
        (82,),
        "同一格中重复的姓名",
        lambda: _other(DRAW, "公开种子", "见证人@第1行", text("张三、张三")),
        ("E-TEXT-08 见证人@第1行",),
    ),
    Case(
        (82,),
        "见证人以等结尾",
        lambda: _other(DRAW, "公开种子", "见证人@第1行", text("张三、李四等")),
        ("E-LIST-02 见证人@第1行",),
    ),
    Case(
        (82,),
        "见证人括号没有成对",
        lambda: _other(DRAW, "公开种子", "见证人@第1行", text("张三（纪委、李四")),
        ("E-LIST-01 见证人@第1行",),
    ),
    Case(
        (82,),
        "见证人用“和”连接",
        lambda: _other(DRAW, "公开种子", "见证人@第1行", text("张三和李四")),
        ("N-LIST-03 见证人@第1行",),
    ),
    Case(
        (82,),
        "要求补正的材料以等结尾",
        lambda: _other(SETTINGS, "收件登记", "要求补正的材料@第1行", text("审计报告、营业执照和章程等")),
        ("W-LIST-04 要求补正的材料@第1行", "W-LIST-05 要求补正的材料@第1行"),
    ),
    Case((33,), "多出一个空栏", _empty_column, ("W-COLUMN-06 右1@栏名",)),
    Case((85,), "表决票多出委员姓名", _named_ballots, ("E-COLUMN-05 右1@栏名",)),
    Case((34,), "空的工作表被隐藏", _hidden_empty, ("W-SHEET-04",)),
    kind(86, "打勾", text("√"), "E-CHOICE-02"),
    kind(86, "填1", number("1"), "E-CHOICE-02"),
    kind(86, "不在列表中", text("集体"), "E-CHOICE-01"),
    kind(86, "写成俗称", text("有限公司"), "N-CELL-01"),
    kind(86, "写了开头", text("事业"), "N-CELL-01"),
    kind(86, "带空格的选项", text(" 事业单位 "), "N-CELL-01"),
)
