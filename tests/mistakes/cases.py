"""Real mistakes of a hurried clerk, made in the example's workbooks, with what is said of each and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from tests.addresses import MARK_SHEET, TITLE, at, find
from tests.mistakes.desk import Desk
from tests.mistakes.mismatches import MISMATCHES
from tests.mistakes.mistake import Mistake, TypedOver
from tests.mistakes.slips import SLIPS
from tests.mistakes.words import WORDS
from tests.mistakes.written import WRITTEN


def wrong_file_twice(desk: Desk) -> None:
    desk.copy("申报书-01", "申报书-01新乡市恒拓精密机械有限公司(1).xlsx")


def corrected_copy_beside_the_old_one(desk: Desk) -> None:
    with desk.open("申报书-01", save_as="申报书-01最终版.xlsx") as book:
        at(book["财务数据"], "净利润（万元）@2024").value = 3848.7


def of_another_cycle(start: str, cycle: str) -> Callable[[Desk], None]:
    """Fill the blank of another cycle."""

    def make(desk: Desk) -> None:
        with desk.open(start) as book:
            at(book[MARK_SHEET], "届次").value = cycle
            for sheet in book.worksheets:
                title = at(sheet, TITLE)
                title.value = str(title.value).replace("示例2025届", cycle)

    return make


def old_blank(desk: Desk) -> None:
    with desk.open("奖金使用-新乡市启明") as book:
        at(book[MARK_SHEET], "版本").value = "0123456789ab"


def deleted_row(desk: Desk) -> None:
    with desk.open("评分表-E01") as book:
        book["评分"].delete_rows(at(book["评分"], "分值@第16行").row)


def inserted_title_row(desk: Desk) -> None:
    with desk.open("评分表-E02") as book:
        book["评分"].insert_rows(1)
        at(book["评分"], TITLE).value = "红旗区区长质量奖评分汇总"


def renamed_sheet(desk: Desk) -> None:
    with desk.open("评分表-E04") as book:
        book["评分"].title = "打分"


def merged_names(desk: Desk) -> None:
    with desk.open("评分表-E05") as book:
        book["评分"].merge_cells(find(book["评分"], "单位名称@第1行～第23行"))


def hidden_ballot(desk: Desk) -> None:
    with desk.open("评委会会议") as book:
        book["表决票"].row_dimensions[at(book["表决票"], "轮次@376720").row].hidden = True


def filter_left_on(desk: Desk) -> None:
    with desk.open("部门核查") as book:
        sheet = book["核查结论"]
        head = at(sheet, "结论@栏名")
        sheet.auto_filter.add_filter_column(head.column - 1, ["符合"])
        for row in range(head.row + 1, sheet.max_row + 1):
            if sheet.cell(row, head.column).value not in (None, "符合"):
                sheet.row_dimensions[row].hidden = True


def hidden_score_column(desk: Desk) -> None:
    with desk.open("评分表-E06") as book:
        book["评分"].column_dimensions[at(book["评分"], "材料评审得分率（%，0—100）@栏名").column_letter].hidden = True


def total_row(desk: Desk) -> None:
    with desk.open("申报书-03") as book:
        sheet = book["财务数据"]
        at(sheet, "会计年度@第4行").value = "合计"
        for label in ("营业收入（万元）", "利润总额（万元）", "净利润（万元）", "资产总额（万元）"):
            at(sheet, f"{label}@第4行").value = sum_of(sheet, label)


def total_row_without_a_word(desk: Desk) -> None:
    with desk.open("奖金使用-新乡市启明") as book:
        at(book["支出明细"], "金额（元）@第4行").value = sum_of(book["支出明细"], "金额（元）")


def no_receipt(desk: Desk) -> None:
    with desk.open("届次设置") as book:
        book["收件登记"].delete_rows(at(book["收件登记"], "收件人@第3行").row)


def swapped_totals(desk: Desk) -> None:
    with desk.open("评委会会议") as book:
        sheet = book["发票收票"]
        for label in ("发出票数", "收回票数", "同意票", "不同意票", "弃权票", "无效票"):
            for filler in ("计票人", "监票人"):
                a, b = (at(sheet, f"{label}@{code}·{filler}") for code in ("91410702MA49MY2086", "91410702MA42JN731W"))
                a.value, b.value = b.value, a.value


def two_ballots_of_one_number(desk: Desk) -> None:
    with desk.open("评委会会议") as book:
        sheet = book["表决票"]
        number, code = at(sheet, "票号@第1行"), at(sheet, "统一社会信用代码@第1行")
        rows = range(number.row + 1, sheet.max_row + 1)
        again = next(row for row in rows if sheet.cell(row, code.column).value == code.value)
        sheet.cell(again, number.column).value = number.value


def recused_reviewer(desk: Desk) -> None:
    with desk.open("评审专家库") as book:
        sheet = book["利害关系"]
        tie = ("E01", "91410702MA40HT313A", "持有股份或权益", date(2025, 6, 20), None, "评分期间查实")
        for column, value in enumerate(tie, 1):
            sheet.cell(at(sheet, "专家编号@第2行").row, column).value = value


def numbered_rows(desk: Desk) -> None:
    with desk.open("评分表-E12") as book:
        sheet = book["评分"]
        head = at(sheet, "分值@栏名")
        filled = [row for row in range(head.row + 1, sheet.max_row + 1) if sheet.cell(row, head.column).value]
        sheet.insert_cols(1)
        sheet.cell(head.row, 1).value = "序号"
        for number, row in enumerate(filled, 1):
            sheet.cell(row, 1).value = number


def average_row(desk: Desk) -> None:
    with desk.open("评分表-E12") as book:
        sheet = book["评分"]
        head = at(sheet, "分值@栏名")
        last = 1 + sum(bool(sheet.cell(row, head.column).value) for row in range(head.row + 1, sheet.max_row + 1))
        at(sheet, f"条目@第{last}行").value = "平均分"
        at(sheet, f"材料评审得分率（%，0—100）@第{last}行").value = 71.3


def two_reviewers_in_one_file(desk: Desk) -> None:
    with desk.open("评分表-E12") as book:
        book.copy_worksheet(book["评分"]).title = "评分 (2)"


def signature_below(desk: Desk) -> None:
    with desk.open("部门核查") as book:
        sheet = book["核查结论"]
        sheet.cell(sheet.max_row + 2, 1).value = "填表人：王秀英"


def blank_row_in_between(desk: Desk) -> None:
    with desk.open("部门核查") as book:
        book["核查结论"].insert_rows(20)


def saved_as_text(desk: Desk) -> None:
    desk.files["评分表-E10.csv"] = "统一社会信用代码,单位名称,条目编号\n".encode("gb18030")
    desk.drop("评分表-E10郑")


def still_open(desk: Desk) -> None:
    desk.files["~$" + desk.name("评委会会议")] = b"\x06office"


def filled_by_the_expense(desk: Desk) -> None:
    with desk.open("奖金使用-新乡市启明") as book:
        sheet = book["支出明细"]
        for label in ("支出日期", "用途", "内容", "凭证编号"):
            at(sheet, f"{label}@第4行").value = at(sheet, f"{label}@第3行").value
        at(sheet, "金额（元）@第4行").value = sum_of(sheet, "金额（元）")


def sum_of(sheet: Worksheet, label: str) -> float:
    """Add up the first three rows of a column."""
    return sum(at(sheet, f"{label}@第{row}行").value for row in (1, 2, 3))


def receipt(address: str, value: object) -> TypedOver:
    """Type a value over one cell of the 收件登记."""
    return TypedOver("届次设置", "收件登记", address, value)


def dispatch(address: str, value: object) -> TypedOver:
    """Type a value over one cell of the 发文登记."""
    return TypedOver("届次设置", "发文登记", address, value)


MISTAKES = (
    Mistake("同一份申报书放了两次", wrong_file_twice, elsewhere="内容相同，只计一次"),
    Mistake(
        "改正后的申报书和旧的一起放着",
        corrected_copy_beside_the_old_one,
        said=("E-FILE-92 申报书-01新乡市恒拓精密机械有限公司", "E-FILE-92 申报书-01最终版"),
    ),
    Mistake("放入上一届的政府审定", of_another_cycle("政府审定", "2022届"), said=("W-FILE-93 政府审定",)),
    Mistake(
        "用了别的届次的评分表",
        of_another_cycle("评分表-E07", "示例2024届"),
        said=("W-FILE-93 评分表-E07杨丽华", "W-RULE-1616 评分表-E07杨丽华"),
    ),
    Mistake("用旧版空白表填奖金使用", old_blank, said=("E-BOOK-01 奖金使用-新乡市启明电气科技有限公司",)),
    Mistake("评分表另存为 CSV", saved_as_text, said=("E-FILE-08 评分表-E10", "W-RULE-1616 评分表-E10郑玉梅")),
    Mistake("计票表格还开着就运行", still_open, said=("W-FILE-95 评委会会议",)),
    Mistake(
        "日期写成 2025.7.14",
        TypedOver("公示与异议", "公示", "发布日期@红旗区人民政府网站“公示公告”栏目", "2025.7.14"),
        said=("N-CELL-01",),
    ),
    Mistake(
        "日期只写到月",
        TypedOver("申报书-02", "基本情况", "成立日期", "2012年5月"),
        said=("E-DATE-02",),
    ),
    Mistake("金额按元填写", TypedOver("申报书-02", "财务数据", "营业收入（万元）@2024", 399205000), said=("E-NUM-05",)),
    Mistake(
        "得分写 89.5分",
        TypedOver("评分表-E10", "评分", "材料评审得分率（%，0—100）@红旗区康宁养老服务中心·4.1.2", "89.5分"),
        said=("E-NUM-02",),
    ),
    Mistake(
        "得分不是5的倍数",
        TypedOver("评分表-E10", "评分", "材料评审得分率（%，0—100）@红旗区康宁养老服务中心·4.1.2", 89.5),
        said=("E-RULE-1612",),
    ),
    Mistake(
        "得分写成百分数",
        TypedOver("评分表-E10", "评分", "材料评审得分率（%，0—100）@红旗区康宁养老服务中心·4.1.2", 0.85, "0%"),
        said=("N-CELL-01",),
    ),
    Mistake(
        "得分漏填一格",
        TypedOver("评分表-E10", "评分", "现场评审得分率（%，0—100）@红旗区康宁养老服务中心·4.2.3", None),
        said=("E-CELL-04",),
    ),
    Mistake("表决意见打勾", TypedOver("评委会会议", "表决票", "表决意见@138612", "√"), said=("E-CHOICE-02",)),
    Mistake(
        "收件登记的名称多一个空格",
        TypedOver("届次设置", "收件登记", "单位名称@91410702MA41QM525H", "新乡市 启明电气科技有限公司 "),
        said=("W-RULE-1402", "N-CELL-01"),
    ),
    Mistake(
        "代码中的0写成字母O",
        TypedOver("申报书-04", "基本情况", "统一社会信用代码", "914107O2MA43HY9421"),
        said=("E-USCC-04",),
    ),
    Mistake(
        "代码变成数字",
        TypedOver("部门核查", "事件清单", "统一社会信用代码@区级", 91410702000000000),
        said=("E-USCC-01",),
    ),
    Mistake(
        "台账里抄成了另一家的代码",
        TypedOver("获奖台账", "获奖单位", "统一社会信用代码@新乡市宏远阀门制造有限公司", "91410702MA40HT313A"),
        said=("E-NAME-01", "W-NAME-02 获奖单位!单位名称@红质奖2019001"),
    ),
    Mistake(
        "单位更名后台账没有改",
        TypedOver("获奖台账", "获奖单位", "单位名称@红质奖2019001", "新乡市宏远机械厂"),
        said=("W-NAME-02",),
    ),
    Mistake(
        "评分表删了一行", deleted_row, said=("E-RULE-1615 评分!条目编号@新乡市恒拓精密机械有限公司·高层领导的作用",)
    ),
    Mistake("评分表上面加了标题行", inserted_title_row, said=("W-CELL-06 评分!表题",)),
    Mistake("评分表前面加了序号列", numbered_rows, said=("E-COLUMN-02 评分!统一社会信用代码@栏名",)),
    Mistake("评分表下面加了平均分", average_row, said=("E-ROW-01 评分!条目@新乡市宏远阀门制造有限公司·4.1.2",)),
    Mistake("两名评审员的评分放进一个文件", two_reviewers_in_one_file, said=("E-SHEET-02 评分!",)),
    Mistake("工作表改了名", renamed_sheet, said=("E-SHEET-01 打分!",)),
    Mistake("合并了单位名称", merged_names, said=("E-TABLE-03 评分!单位名称@第1行～第23行",)),
    Mistake("表决票隐藏了一行", hidden_ballot, said=("E-TABLE-04 表决票!轮次@376720",)),
    Mistake("部门核查的筛选没有取消", filter_left_on, said=("E-TABLE-05 核查结论!统一社会信用代码@不符合",)),
    Mistake("评分表隐藏了一栏", hidden_score_column, said=("E-TABLE-08 评分!材料评审得分率（%，0—100）@栏名",)),
    Mistake("部门核查中间留了空行", blank_row_in_between, said=("N-ROW-03 核查结论!",)),
    Mistake("部门核查下面写了填表人", signature_below, said=("W-ROW-02 核查结论!统一社会信用代码@第173行",)),
    Mistake(
        "金额用公式求和",
        TypedOver("奖金使用-新乡市牧野", "支出明细", "金额（元）@记账凭证2025-10-032", "=SUM(C6:C9)"),
        said=("E-CELL-01",),
    ),
    Mistake("财务数据加了合计行", total_row, said=("E-ROW-01 财务数据!会计年度@第4行",)),
    Mistake("支出明细下面只写了合计数", total_row_without_a_word, said=("E-ROW-01 支出明细!金额（元）@第4行",)),
    Mistake(
        "支出明细的合计照着上一行填齐了各栏",
        filled_by_the_expense,
        said=("E-RULE-2201 支出明细!金额（元）@第4行", "W-ROW-06 支出明细!支出日期@第4行"),
    ),
    Mistake(
        "漏登一家的收件",
        no_receipt,
        said=("W-ORDER-06 日期核对!日期栏@第3行",),
        elsewhere="登记收到日期",
    ),
    Mistake(
        "两家的票数填反",
        swapped_totals,
        said=(
            "E-RULE-1710 发票收票!同意票@91410702MA49MY2086·计票人",
            "E-RULE-1710 发票收票!不同意票@91410702MA49MY2086·计票人",
            "E-RULE-1710 发票收票!无效票@91410702MA49MY2086·计票人",
            "E-RULE-1710 发票收票!同意票@91410702MA42JN731W·计票人",
            "E-RULE-1710 发票收票!不同意票@91410702MA42JN731W·计票人",
            "E-RULE-1710 发票收票!无效票@91410702MA42JN731W·计票人",
        ),
    ),
    Mistake("两张票同一票号", two_ballots_of_one_number, said=("E-ROW-05 表决票!票号@第3行",)),
    Mistake(
        "评审员给应回避的单位打了分",
        recused_reviewer,
        said=(
            "E-ISSUE-05 发文登记!成文日期@评审专家",
            "E-RULE-1604 评分!材料评审得分率（%，0—100）@新乡市恒拓精密机械有限公司·4.1.2",
        ),
    ),
    Mistake(
        "公示期少一天",
        TypedOver("公示与异议", "公示", "公示截止日期@红旗区人民政府网站“公示公告”栏目", date(2025, 7, 18)),
        said=("E-RULE-1805",),
    ),
    Mistake(
        "发文登记的对象代码打错一位",
        dispatch("对象代码@红质评办〔2025〕3号", "91410702MA40HT313B"),
        said=("E-ISSUE-03 发文登记!对象代码@红质评办〔2025〕3号",),
    ),
    Mistake(
        "给没有抽中的专家登记了聘书", dispatch("对象代码@第57行", "E13"), said=("W-ISSUE-04 发文登记!对象代码@第57行",)
    ),
    Mistake(
        "发文登记的文书编号不存在",
        dispatch("文书编号@红质评办〔2025〕3号", 63),
        said=("E-ISSUE-01 发文登记!文书编号@红质评办〔2025〕3号",),
    ),
    Mistake(
        "授奖公告登记在提醒的编号下", dispatch("文书编号@授奖公告", 26), said=("W-ISSUE-02 发文登记!文书名称@授奖公告",)
    ),
    Mistake(
        "授奖公告的成文日期早于常务会议",
        dispatch("成文日期@授奖公告", date(2025, 7, 25)),
        said=("E-ISSUE-05 发文登记!成文日期@授奖公告",),
    ),
    Mistake(
        "两件文书同一文号",
        dispatch("发文字号@3·91410702MA40HT313A", "红质评办〔2025〕2号"),
        said=("E-ISSUE-06 发文登记!发文字号@3·52410702MJ48KN997R", "E-ISSUE-06 发文登记!发文字号@3·91410702MA40HT313A"),
    ),
    Mistake(
        "印发日期早于成文日期",
        dispatch("印发日期@红质评办〔2025〕3号", date(2025, 5, 7)),
        said=("E-ISSUE-07 发文登记!印发日期@红质评办〔2025〕3号",),
    ),
    Mistake(
        "登记为已印发却没有文号",
        dispatch("发文字号@3·91410702MA40HT313A", None),
        said=("E-ISSUE-08 发文登记!发文字号@3·91410702MA40HT313A",),
    ),
    Mistake(
        "申报的收到日期写成上一年",
        receipt("收到日期@新乡市晨光家具有限公司", date(2024, 5, 6)),
        said=("E-ORDER-05 收件登记!收到日期@新乡市晨光家具有限公司",),
    ),
    Mistake(
        "补正按期收到却填了逾期",
        receipt("逾期未补正@新乡市鼎盛建材有限公司", "是"),
        said=(
            "E-RULE-1407 收件登记!补正材料收到日期@新乡市鼎盛建材有限公司",
            "E-RULE-1407 收件登记!逾期未补正@新乡市鼎盛建材有限公司",
        ),
    ),
    Mistake(
        "没有要求补正却填了收到日期",
        receipt("补正材料收到日期@新乡市恒拓精密机械有限公司", date(2025, 5, 20)),
        said=("E-RULE-1406 收件登记!补正材料收到日期@新乡市恒拓精密机械有限公司",),
    ),
    Mistake(
        "忘了登记补正材料收到日期",
        receipt("补正材料收到日期@新乡市鼎盛建材有限公司", None),
        elsewhere="登记补正材料收到日期",
    ),
    Mistake(
        "事故的年份写成了将来",
        TypedOver("部门核查", "事件清单", "日期@91410702MA46HG5759", date(2032, 9, 18)),
        said=("E-ORDER-05",),
    ),
    Mistake(
        "处罚的年份早写十年",
        TypedOver("部门核查", "事件清单", "日期@91410702MA46HG5759", date(2013, 9, 18)),
        said=("E-ORDER-05",),
    ),
    Mistake(
        "授奖公告的日期晚写一年",
        TypedOver("政府审定", "常务会议", "公告日期", date(2026, 8, 17)),
        said=("E-ORDER-01",),
    ),
    Mistake("投票写在评分以前", TypedOver("评委会会议", "会议", "会议日期", date(2025, 4, 1)), said=("E-ORDER-01",)),
    Mistake(
        "评分表签在抽取以前", TypedOver("评分表-E01", "评审员", "签字日期", date(2025, 6, 9)), said=("E-ORDER-01",)
    ),
    Mistake(
        "评分表签在投票以后", TypedOver("评分表-E01", "评审员", "签字日期", date(2025, 7, 11)), said=("E-ORDER-01",)
    ),
    Mistake(
        "部门核查的日期早一年",
        TypedOver("部门核查", "核查结论", "核查日期@新乡市恒拓精密机械有限公司·10.1", date(2024, 5, 26)),
        said=("E-ORDER-01",),
    ),
    Mistake(
        "承诺书签在送达以后",
        TypedOver("申报书-01", "基本情况", "《企业信用承诺书》签订日期", date(2025, 4, 9)),
        said=("E-ORDER-01",),
    ),
    Mistake(
        "信用证明是六年以前的",
        TypedOver("申报书-01", "基本情况", "无严重失信行为证明出具日期", date(2019, 4, 5)),
        said=("E-ORDER-05",),
    ),
    Mistake(
        "公示写在投票以前",
        TypedOver("公示与异议", "公示", "发布日期@红旗区人民政府网站“公示公告”栏目", date(2025, 6, 13)),
        said=("E-ORDER-01",),
    ),
    Mistake(
        "专家从业刚满八年",
        TypedOver("评审专家库", "专家", "从事质量或专业技术工作起始日期@E14", date(2017, 3, 1)),
        said=("E-ORDER-05",),
    ),
    Mistake(
        "奖金在公告以前收到",
        TypedOver("奖金使用-新乡市恒拓", "奖金情况", "收到日期", date(2025, 8, 11)),
        said=("E-ORDER-01",),
    ),
    Mistake(
        "文号的年份写错",
        dispatch("发文字号@授奖公告", "红政〔2024〕31号"),
        said=("E-ISSUE-10 发文登记!发文字号@授奖公告",),
    ),
    Mistake("上行文没有签发人", dispatch("签发人@22", None), said=("E-ISSUE-08 发文登记!签发人@22",)),
    Mistake(
        "上级奖的获奖日期晚写一年",
        TypedOver("监督事项", "上级奖", "获奖日期@新乡市宏远阀门制造有限公司", date(2027, 4, 28)),
        said=("E-ORDER-05",),
    ),
    *WORDS,
    *WRITTEN,
    *SLIPS,
    *MISMATCHES,
)
