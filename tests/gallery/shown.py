"""Cells that show something else than they store, or that something beside their content puts in question."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from tests.gallery.case import Case
from tests.gallery.kit import BOOK, FORM, PARTS, STYLES, TABLE, Copy, days_noted, healthy, number, once, text
from toolchain.model.sheets import COMMITTEE, SCORES

ROW = 110
_MONTH, _MONTH_AND_DAY = 57, 58
SCORE_SHEET, SCORE = "评分", "材料评审得分率（%，0—100）@第1行"
BALLOTS, VOTE = "表决票", "统一社会信用代码@第1行"
AMOUNT = "净利润（万元）@第1行"
STRUCK, WHITE = "<strike/>", '<color rgb="FFFFFFFF"/>'
BLUE_GROUND = '<patternFill patternType="solid"><fgColor rgb="FF1F3864"/></patternFill>'


def shows(title: str, literal: str, code: str, *codes: str) -> Case:
    """An amount in 万元 under a number format."""
    return _placed(title, partial(_formatted, TABLE, AMOUNT, number(literal), code), codes, AMOUNT)


def dated(title: str, serial: str, code: str, *codes: str) -> Case:
    """A day under a number format."""
    return _placed(title, partial(_formatted, FORM, "成立日期", number(serial), code), codes, "成立日期")


def _formatted(sheet: str, ref: str, content: str, code: str) -> bytes:
    return Copy().put(sheet, ref, content).look(sheet, ref, code=code).bytes()


def _placed(title: str, make: Callable[[], bytes], codes: tuple[str, ...], ref: str) -> Case:
    return Case((ROW,), title, make, tuple(f"{code} {ref}" for code in codes))


def _built_in(serial: str, look: int) -> bytes:
    copy = Copy()
    return copy.put(FORM, "成立日期", number(serial), copy.style(look)).bytes()


def _looking(sheet: str, ref: str, font: str = "", fill: str = "", code: str = "") -> bytes:
    copy = Copy(healthy(SCORES) if sheet == SCORE_SHEET else healthy(COMMITTEE) if sheet == BALLOTS else healthy())
    return copy.look(sheet, ref, font=font, fill=fill, code=code).bytes()


def _scored(literal: str, code: str) -> bytes:
    return Copy(healthy(SCORES)).put(SCORE_SHEET, SCORE, number(literal)).look(SCORE_SHEET, SCORE, code=code).bytes()


def _half_struck(struck: str, kept: str) -> bytes:
    runs = f"<r><rPr><strike/></rPr><t>{struck}</t></r><r><t>{kept}</t></r>"
    return Copy().put(FORM, "联系人", f't="inlineStr"><is>{runs}</is>').bytes()


def _noted(said: str, sheet: str = TABLE, ref: str = AMOUNT, *, threaded: bool = False) -> bytes:
    copy = Copy(healthy(SCORES) if sheet == SCORE_SHEET else healthy())
    return copy.comment(sheet, ref, said, threaded=threaded).bytes()


def _ruled(sheet: str, ref: str, look: str, condition: str) -> bytes:
    copy = Copy(healthy(SCORES) if sheet == SCORE_SHEET else healthy())
    xml = copy.parts[STYLES].decode()
    known = xml.count("<dxf>")
    start, _, rest = xml.partition("<dxfs")
    rest = rest.partition(">")[2].removeprefix("</dxfs>") if known == 0 else rest.partition(">")[2]
    end = "" if known else "</dxfs>"
    rest = rest if end else once("</dxfs>", f"<dxf>{look}</dxf></dxfs>", rest)
    looks = f"<dxf>{look}</dxf></dxfs>" if end else ""
    copy.parts[STYLES] = f'{start}<dxfs count="{known + 1}">{looks}{rest}'.encode()
    condition = condition.replace("#", f'dxfId="{known}" priority="99"')
    rule = f'<conditionalFormatting sqref="{copy.ref(sheet, ref)}"><cfRule {condition}</conditionalFormatting>'
    return copy.edit(copy.where(sheet), lambda part: part.replace("</sheetData>", f"</sheetData>{rule}", 1)).bytes()


def _bare_day_of_1904() -> bytes:
    copy = Copy().sub(BOOK, "<workbookPr ", '<workbookPr date1904="1" ').put(FORM, "成立日期", number("39568"))
    return copy.look(FORM, "成立日期", code="0").bytes()


def _barred() -> bytes:
    bar = '<dataBar showValue="0"><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar>'
    copy = Copy()
    place = copy.ref(TABLE, AMOUNT)
    look = f'<cfRule type="dataBar" priority="9">{bar}</cfRule>'
    rule = f'<conditionalFormatting sqref="{place}">{look}</conditionalFormatting>'
    return copy.edit(PARTS[TABLE], lambda part: part.replace("</sheetData>", f"</sheetData>{rule}", 1)).bytes()


def _without_formulas() -> bytes:
    copy = Copy(healthy(SCORES))
    return copy.edit(copy.where(SCORE_SHEET), lambda xml: re.sub(r"<f>[^<]*</f>", "", xml)).bytes()


_FILLED = 'type="notContainsBlanks" #/>'
_BELOW = 'type="cellIs" operator="lessThan" #><formula>-99999999</formula></cfRule>'
_WHITE_LOOK = f"<font>{WHITE}</font>"

SHOWN = (
    shows("按万元缩放显示", "-90000", '0!.0,"万元"', "E-SHOWN-02"),
    shows("按千缩放，没有单位", "9000", "0.0,", "E-SHOWN-02"),
    shows("按亿显示，单位写出", "90000", '0.0,"亿"', "E-SHOWN-02"),
    shows("单位写成元", "50", '0.00"元"', "E-SHOWN-02"),
    shows("单位写成万元", "50", '0.00"万元"'),
    shows("负数不显示负号", "-9", "0.00;[Red]0.00", "E-SHOWN-02"),
    shows("负数写在括号里", "-9", "#,##0.00_);(#,##0.00)"),
    shows("后面添上两个零", "9", '0"00"', "E-SHOWN-02"),
    shows("三个分号什么也不显示", "9", ";;;", "E-SHOWN-01"),
    shows("白色的数字格式", "9", "[White]0.00", "E-SHOWN-01"),
    shows("零不显示", "0", "0.00;-0.00;", "E-SHOWN-01"),
    shows("会计格式的零", "0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
    shows("只显示文字", "9", '"盈利";"亏损"', "E-SHOWN-02"),
    shows("按条件换单位", "12345.6", '[>=10000]0.00,"亿";0.00', "E-SHOWN-02"),
    shows("显示的小数比存储的少", "89.55", "0.0", "W-SHOWN-04"),
    shows("中文大写数字", "110", "[DBNum2][$-804]General"),
    shows("科学记数", "12345.6789", "0.00E+00", "W-SHOWN-04"),
    _placed(
        "文字被格式隐藏", partial(_formatted, FORM, "单位名称", text("某公司"), "0;-0;0;"), ("E-SHOWN-01",), "单位名称"
    ),
    _placed(
        "文字后面由格式添字",
        partial(_formatted, FORM, "单位名称", text("某公司"), '@"分公司"'),
        ("W-SHOWN-06",),
        "单位名称",
    ),
    _placed("内置格式不显示日", partial(_built_in, "41030", _MONTH), ("E-SHOWN-03",), "成立日期"),
    _placed("内置格式不显示年", partial(_built_in, "41030", _MONTH_AND_DAY), ("E-SHOWN-03",), "成立日期"),
    dated("不显示日", "41030", 'yyyy"年"m"月"', "E-SHOWN-03"),
    dated("只显示星期", "41030", "[$-804]aaaa", "E-SHOWN-03"),
    dated("年份是写死的", "41030", '"2021年"m"月"d"日"', "E-SHOWN-03"),
    dated("月份前面有写死的数", "41030", 'yyyy"年1"m"月"d"日"', "E-SHOWN-02"),
    dated("农历", "41030", "[$-130000]yyyy/m/d", "E-SHOWN-02"),
    dated("两位年份看作另一世纪", "11000", "yy-m-d", "E-DATE-06"),
    dated("两位年份看作本世纪", "50000", "yy-m-d", "E-SHOWN-02"),
    dated("按两位年份显示", "41030", "yy-m-d"),
    dated("系统的长日期", "41030", "[$-F800]dddd, mmmm dd, yyyy"),
    dated("中文数字日期", "41030", '[DBNum1][$-804]yyyy"年"m"月"d"日"'),
    dated("英文月名", "41030", "[$-409]d-mmm-yyyy"),
    dated("显示时刻", "41030", "yyyy/m/d h:mm"),
    dated("存有时刻却只显示日期", "41030.4", "yyyy/m/d", "E-DATE-04"),
    dated("日期格里的八位数", "20120501", "yyyy-mm-dd", "E-DATE-03"),
    Case((40,), "1904日期系统里没有格式的日期", _bare_day_of_1904, days_noted("E-DATE-03 成立日期")),
    dated("日期设成了数值", "41030", "0.00", "N-DATE-08"),
    _placed("评分没有显示小数", partial(_scored, "87.5", "0"), ("E-SHOWN-05",), SCORE),
    _placed("表决意见由格式改写", partial(_looking, BALLOTS, VOTE, code='"同意"@'), ("E-SHOWN-07",), VOTE),
    _placed("整格有删除线", partial(_looking, FORM, "单位名称", STRUCK), ("W-LOOK-01",), "单位名称"),
    _placed(
        "一部分有删除线",
        partial(_half_struck, "张", "李四"),
        ("W-LOOK-01",),
        "联系人",
    ),
    _placed("评分有删除线", partial(_looking, SCORE_SHEET, SCORE, STRUCK), ("E-LOOK-02",), SCORE),
    _placed("选票有删除线", partial(_looking, BALLOTS, VOTE, STRUCK), ("E-LOOK-02",), VOTE),
    _placed("白底白字", partial(_looking, FORM, "单位名称", WHITE), ("W-LOOK-03",), "单位名称"),
    _placed("字小得看不见", partial(_looking, FORM, "单位名称", '<sz val="1"/>'), ("W-LOOK-03",), "单位名称"),
    _placed("深底白字", partial(_looking, FORM, "单位名称", WHITE, BLUE_GROUND), (), "单位名称"),
    _placed("评分用了白字", partial(_looking, SCORE_SHEET, SCORE, WHITE), ("E-LOOK-04",), SCORE),
    _placed(
        "条件格式变白",
        partial(_ruled, TABLE, AMOUNT, _WHITE_LOOK, _FILLED),
        ("W-LOOK-05",),
        AMOUNT,
    ),
    _placed(
        "条件格式的条件不成立",
        partial(
            _ruled,
            TABLE,
            AMOUNT,
            _WHITE_LOOK,
            'type="cellIs" operator="lessThan" #><formula>-99999999</formula></cfRule>',
        ),
        (),
        AMOUNT,
    ),
    _placed(
        "评分由条件格式变白",
        partial(_ruled, SCORE_SHEET, SCORE, _WHITE_LOOK, _FILLED),
        ("E-LOOK-06",),
        SCORE,
    ),
    _placed("数据条代替了数", _barred, ("W-LOOK-05",), AMOUNT),
    _placed("批注写着另一个数", partial(_noted, "应为120万元"), ("W-LOOK-07",), AMOUNT),
    _placed("对话式批注写着作废", partial(_noted, "作废", threaded=True), ("W-LOOK-07",), AMOUNT),
    _placed("批注是说明", partial(_noted, "见附件三"), ("N-LOOK-09",), AMOUNT),
    _placed("评分的批注改分", partial(_noted, "此分作废，改为60", SCORE_SHEET, SCORE), ("E-LOOK-08",), SCORE),
    Case((56,), "核对行只剩固定的数", _without_formulas, ("N-CELL-07 单位名称@第5行",)),
    _placed("退回副本自己的批注", partial(_noted, "请改成数字。（E-NUM-01）"), (), AMOUNT),
)
