"""Real mistakes of a hurried clerk, made in the example's workbooks, with what is said of each and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.mistakes.desk import Desk
from tests.mistakes.mistake import Mistake, cell
from tests.mistakes.words import WORDS


def wrong_file_twice(desk: Desk) -> None:
    desk.copy("申报书-01", "申报书-01新乡市恒拓精密机械有限公司(1).xlsx")


def corrected_copy_beside_the_old_one(desk: Desk) -> None:
    with desk.open("申报书-01", save_as="申报书-01最终版.xlsx") as book:
        book["财务数据"]["D7"] = 3848.7


def of_another_cycle(start: str, cycle: str) -> Callable[[Desk], None]:
    """Fill the blank of another cycle."""

    def make(desk: Desk) -> None:
        with desk.open(start) as book:
            book["_模板"]["B3"] = cycle
            for sheet in book.worksheets:
                sheet["A1"] = str(sheet["A1"].value).replace("示例2025届", cycle)

    return make


def old_blank(desk: Desk) -> None:
    with desk.open("奖金使用-新乡市启明") as book:
        book["_模板"]["B2"] = "0123456789ab"


def deleted_row(desk: Desk) -> None:
    with desk.open("评分表-E01") as book:
        book["评分"].delete_rows(20)


def inserted_title_row(desk: Desk) -> None:
    with desk.open("评分表-E02") as book:
        book["评分"].insert_rows(1)
        book["评分"]["A1"] = "红旗区区长质量奖评分汇总"


def renamed_sheet(desk: Desk) -> None:
    with desk.open("评分表-E04") as book:
        book["评分"].title = "打分"


def merged_names(desk: Desk) -> None:
    with desk.open("评分表-E05") as book:
        book["评分"].merge_cells("B5:B27")


def hidden_ballot(desk: Desk) -> None:
    with desk.open("评委会会议") as book:
        book["表决票"].row_dimensions[40].hidden = True


def filter_left_on(desk: Desk) -> None:
    with desk.open("部门核查") as book:
        sheet = book["核查结论"]
        sheet.auto_filter.add_filter_column(5, ["符合"])
        for row in sheet.iter_rows(min_row=6):
            if row[5].value not in (None, "符合"):
                sheet.row_dimensions[row[0].row].hidden = True


def hidden_score_column(desk: Desk) -> None:
    with desk.open("评分表-E06") as book:
        book["评分"].column_dimensions["F"].hidden = True


def total_row(desk: Desk) -> None:
    with desk.open("申报书-03") as book:
        sheet = book["财务数据"]
        sheet["A8"] = "合计"
        for column in "BCDE":
            sheet[f"{column}8"] = sum(sheet[f"{column}{row}"].value for row in (5, 6, 7))


def total_row_without_a_word(desk: Desk) -> None:
    with desk.open("奖金使用-新乡市启明") as book:
        sheet = book["支出明细"]
        sheet["C8"] = sum(sheet[f"C{row}"].value for row in (5, 6, 7))


def no_receipt(desk: Desk) -> None:
    with desk.open("届次设置") as book:
        book["收件登记"].delete_rows(7)


def swapped_totals(desk: Desk) -> None:
    with desk.open("评委会会议") as book:
        sheet = book["发票收票"]
        for column in "EFGHIJ":
            for one, other in ((9, 11), (10, 12)):
                a, b = sheet[f"{column}{one}"], sheet[f"{column}{other}"]
                a.value, b.value = b.value, a.value


def two_ballots_of_one_number(desk: Desk) -> None:
    with desk.open("评委会会议") as book:
        sheet = book["表决票"]
        first = next(r for r in range(6, 200) if sheet[f"C{r}"].value == sheet["C5"].value)
        sheet[f"B{first}"] = sheet["B5"].value


def recused_reviewer(desk: Desk) -> None:
    with desk.open("评审专家库") as book:
        sheet = book["利害关系"]
        tie = ("E01", "91410702MA40HT313A", "持有股份或权益", date(2025, 6, 20), None, "评分期间查实")
        for column, value in zip("ABCDEF", tie, strict=True):
            sheet[f"{column}6"] = value


def numbered_rows(desk: Desk) -> None:
    with desk.open("评分表-E12") as book:
        sheet = book["评分"]
        sheet.insert_cols(1)
        sheet["A4"] = "序号"
        for row in range(5, sheet.max_row + 1):
            if sheet[f"E{row}"].value:
                sheet[f"A{row}"] = row - 4


def average_row(desk: Desk) -> None:
    with desk.open("评分表-E12") as book:
        sheet = book["评分"]
        last = 1 + max(row for row in range(5, sheet.max_row + 1) if sheet[f"E{row}"].value)
        sheet[f"D{last}"] = "平均分"
        sheet[f"F{last}"] = 71.3


def two_reviewers_in_one_file(desk: Desk) -> None:
    with desk.open("评分表-E12") as book:
        book.copy_worksheet(book["评分"]).title = "评分 (2)"


def signature_below(desk: Desk) -> None:
    with desk.open("部门核查") as book:
        sheet = book["核查结论"]
        sheet[f"A{sheet.max_row + 2}"] = "填表人：王秀英"


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
        for column in "ABDE":
            sheet[f"{column}8"] = sheet[f"{column}7"].value
        sheet["C8"] = sum(sheet[f"C{row}"].value for row in (5, 6, 7))


def receipt(ref: str, value: object) -> Callable[[Desk], None]:
    """Type a value over one cell of the 收件登记."""
    return cell("届次设置", "收件登记", ref, value)


def dispatch(row: int, **values: object) -> Callable[[Desk], None]:
    """Type over a row of the dispatch register."""

    def make(desk: Desk) -> None:
        with desk.open("届次设置") as book:
            for column, value in values.items():
                book["发文登记"][f"{column}{row}"] = value

    return make


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
    Mistake("日期写成 2025.7.14", cell("公示与异议", "公示", "B6", "2025.7.14"), said=("N-CELL-01 公示!B6",)),
    Mistake(
        "日期只写到月",
        cell("申报书-02", "基本情况", "B10", "2012年5月"),
        said=("E-DATE-02 基本情况!B10",),
    ),
    Mistake("金额按元填写", cell("申报书-02", "财务数据", "B7", 399205000), said=("E-NUM-05 财务数据!B7",)),
    Mistake("得分写 89.5分", cell("评分表-E10", "评分", "F5", "89.5分"), said=("E-NUM-02 评分!F5",)),
    Mistake("得分不是5的倍数", cell("评分表-E10", "评分", "F5", 89.5), said=("E-RULE-1612 评分!F5",)),
    Mistake("得分写成百分数", cell("评分表-E10", "评分", "F5", 0.85, "0%"), said=("N-CELL-01 评分!F5",)),
    Mistake("得分漏填一格", cell("评分表-E10", "评分", "G9", None), said=("E-CELL-04 评分!G9",)),
    Mistake("表决意见打勾", cell("评委会会议", "表决票", "D9", "√"), said=("E-CHOICE-02 表决票!D9",)),
    Mistake(
        "收件登记的名称多一个空格",
        cell("届次设置", "收件登记", "B6", "新乡市 启明电气科技有限公司 "),
        said=("W-RULE-1402 收件登记!B6", "N-CELL-01 收件登记!B6"),
    ),
    Mistake(
        "代码中的0写成字母O",
        cell("申报书-04", "基本情况", "B7", "914107O2MA43HY9421"),
        said=("E-USCC-04 基本情况!B7",),
    ),
    Mistake("代码变成数字", cell("部门核查", "事件清单", "A5", 91410702000000000), said=("E-USCC-01 事件清单!A5",)),
    Mistake(
        "台账里抄成了另一家的代码",
        cell("获奖台账", "获奖单位", "A6", "91410702MA40HT313A"),
        said=("E-NAME-01 获奖单位!A6", "W-NAME-02 获奖单位!B6"),
    ),
    Mistake(
        "单位更名后台账没有改", cell("获奖台账", "获奖单位", "B6", "新乡市宏远机械厂"), said=("W-NAME-02 获奖单位!B6",)
    ),
    Mistake("评分表删了一行", deleted_row, said=("E-RULE-1615 评分!C5",)),
    Mistake("评分表上面加了标题行", inserted_title_row, said=("W-CELL-06 评分!A1",)),
    Mistake("评分表前面加了序号列", numbered_rows, said=("E-COLUMN-02 评分!A4",)),
    Mistake("评分表下面加了平均分", average_row, said=("E-ROW-01 评分!D74",)),
    Mistake("两名评审员的评分放进一个文件", two_reviewers_in_one_file, said=("E-SHEET-02 评分!",)),
    Mistake("工作表改了名", renamed_sheet, said=("E-SHEET-01 打分!",)),
    Mistake("合并了单位名称", merged_names, said=("E-TABLE-03 评分!B5:B27",)),
    Mistake("表决票隐藏了一行", hidden_ballot, said=("E-TABLE-04 表决票!A40",)),
    Mistake("部门核查的筛选没有取消", filter_left_on, said=("E-TABLE-05 核查结论!A93",)),
    Mistake("评分表隐藏了一栏", hidden_score_column, said=("E-TABLE-08 评分!F4",)),
    Mistake("部门核查中间留了空行", blank_row_in_between, said=("N-ROW-03 核查结论!",)),
    Mistake("部门核查下面写了填表人", signature_below, said=("W-ROW-02 核查结论!A178",)),
    Mistake(
        "金额用公式求和", cell("奖金使用-新乡市牧野", "支出明细", "C5", "=SUM(C6:C9)"), said=("E-CELL-01 支出明细!C5",)
    ),
    Mistake("财务数据加了合计行", total_row, said=("E-ROW-01 财务数据!A8",)),
    Mistake("支出明细下面只写了合计数", total_row_without_a_word, said=("E-ROW-01 支出明细!C8",)),
    Mistake(
        "支出明细的合计照着上一行填齐了各栏",
        filled_by_the_expense,
        said=("E-RULE-2201 支出明细!C8", "W-ROW-06 支出明细!A8"),
    ),
    Mistake("漏登一家的收件", no_receipt, elsewhere="在《届次设置》的“收件登记”中登记收到日期"),
    Mistake(
        "两家的票数填反",
        swapped_totals,
        said=(
            "E-RULE-1710 发票收票!G9",
            "E-RULE-1710 发票收票!H9",
            "E-RULE-1710 发票收票!J9",
            "E-RULE-1710 发票收票!G11",
            "E-RULE-1710 发票收票!H11",
            "E-RULE-1710 发票收票!J11",
        ),
    ),
    Mistake("两张票同一票号", two_ballots_of_one_number, said=("E-ROW-05 表决票!B7",)),
    Mistake("评审员给应回避的单位打了分", recused_reviewer, said=("E-ISSUE-05 发文登记!E70", "E-RULE-1604 评分!F5")),
    Mistake("公示期少一天", cell("公示与异议", "公示", "C6", date(2025, 7, 18)), said=("E-RULE-1805 公示!C6",)),
    Mistake("发文登记的对象代码打错一位", dispatch(10, C="91410702MA40HT313B"), said=("E-ISSUE-03 发文登记!C10",)),
    Mistake("给没有抽中的专家登记了聘书", dispatch(61, C="E13"), said=("W-ISSUE-04 发文登记!C61",)),
    Mistake("发文登记的文书编号不存在", dispatch(10, A=63), said=("E-ISSUE-01 发文登记!A10",)),
    Mistake("授奖公告登记在提醒的编号下", dispatch(86, A=26), said=("W-ISSUE-02 发文登记!B86",)),
    Mistake("授奖公告的成文日期早于常务会议", dispatch(86, E=date(2025, 7, 25)), said=("E-ISSUE-05 发文登记!E86",)),
    Mistake(
        "两件文书同一文号",
        dispatch(10, D="红质评办〔2025〕2号"),
        said=("E-ISSUE-06 发文登记!D9", "E-ISSUE-06 发文登记!D10"),
    ),
    Mistake("印发日期早于成文日期", dispatch(10, G=date(2025, 5, 7)), said=("E-ISSUE-07 发文登记!G10",)),
    Mistake("登记为已印发却没有文号", dispatch(10, D=None), said=("E-ISSUE-08 发文登记!D10",)),
    Mistake("申报的收到日期写成上一年", receipt("C12", date(2024, 5, 6)), said=("E-ORDER-01 收件登记!C12",)),
    Mistake("补正按期收到却填了逾期", receipt("F9", "是"), said=("E-RULE-1407 收件登记!E9", "E-RULE-1407 收件登记!F9")),
    Mistake("没有要求补正却填了收到日期", receipt("E5", date(2025, 5, 20)), said=("E-RULE-1406 收件登记!E5",)),
    Mistake("忘了登记补正材料收到日期", receipt("E9", None), elsewhere="登记补正材料收到日期"),
    Mistake(
        "事故的年份写成了将来",
        cell("部门核查", "事件清单", "D6", date(2032, 9, 18)),
        said=("E-ORDER-01 事件清单!D6",),
    ),
    Mistake(
        "处罚的年份早写十年", cell("部门核查", "事件清单", "D6", date(2013, 9, 18)), said=("W-ORDER-02 事件清单!D6",)
    ),
    Mistake(
        "授奖公告的日期晚写一年",
        cell("政府审定", "常务会议", "B8", date(2026, 8, 17)),
        said=("E-ORDER-01 常务会议!B8",),
    ),
    Mistake("投票写在评分以前", cell("评委会会议", "会议", "B6", date(2025, 4, 1)), said=("E-ORDER-01 会议!B6",)),
    Mistake("评分表签在抽取以前", cell("评分表-E01", "评审员", "B9", date(2025, 6, 9)), said=("E-ORDER-01 评审员!B9",)),
    Mistake(
        "评分表签在投票以后", cell("评分表-E01", "评审员", "B9", date(2025, 7, 11)), said=("E-ORDER-01 评审员!B9",)
    ),
    Mistake(
        "部门核查的日期早一年", cell("部门核查", "核查结论", "J6", date(2024, 5, 26)), said=("E-ORDER-01 核查结论!J6",)
    ),
    Mistake(
        "承诺书签在送达以后", cell("申报书-01", "基本情况", "B22", date(2025, 4, 9)), said=("E-ORDER-01 基本情况!B22",)
    ),
    Mistake(
        "信用证明是六年以前的",
        cell("申报书-01", "基本情况", "B23", date(2019, 4, 5)),
        said=("E-ORDER-02 基本情况!B23",),
    ),
    Mistake("公示写在投票以前", cell("公示与异议", "公示", "B6", date(2025, 6, 13)), said=("E-RULE-1804 公示!B6",)),
    Mistake("专家从业刚满八年", cell("评审专家库", "专家", "G19", date(2017, 3, 1)), said=("W-ORDER-03 专家!G19",)),
    Mistake(
        "奖金在公告以前收到",
        cell("奖金使用-新乡市恒拓", "奖金情况", "B9", date(2025, 8, 11)),
        said=("E-ORDER-01 奖金情况!B9",),
    ),
    Mistake("文号的年份写错", dispatch(86, D="红政〔2024〕31号"), said=("E-ISSUE-10 发文登记!D86",)),
    Mistake("上行文没有签发人", dispatch(85, F=None), said=("E-ISSUE-08 发文登记!F85",)),
    Mistake(
        "上级奖的获奖日期晚写一年",
        cell("监督事项", "上级奖", "D5", date(2027, 4, 28)),
        said=("E-ISSUE-05 发文登记!E103",),
    ),
    *WORDS,
)
