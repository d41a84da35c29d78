"""Slips of the hand that leave a lawful value in the cell: a wrong year, a wrong unit, a pasted column."""

from __future__ import annotations

from datetime import date

from tests.addresses import at
from tests.mistakes.desk import Desk
from tests.mistakes.mistake import Mistake, TypedOver

APPLICATION = "申报书-01"
OWN = "新乡市恒拓精密机械有限公司"
_ITEMS = 23


def copied_column(desk: Desk) -> None:
    with desk.open("评分表-E01") as book:
        sheet = book["评分"]
        for number in range(1, _ITEMS + 1):
            own = at(sheet, f"现场评审得分率（%，0—100）@第{number}行")
            own.value = at(sheet, f"材料评审得分率（%，0—100）@第{number}行").value


SLIPS = (
    Mistake(
        "成立日期早写一年",
        TypedOver(APPLICATION, "基本情况", "成立日期", date(2009, 4, 26)),
        said=("E-ORDER-05",),
    ),
    Mistake(
        "承诺书的月份写错",
        TypedOver(APPLICATION, "基本情况", "《企业信用承诺书》签订日期", date(2025, 3, 5)),
        said=("W-ORDER-02",),
    ),
    Mistake(
        "专家的从业日期月日写反",
        TypedOver("评审专家库", "专家", "从事质量或专业技术工作起始日期@李文静", date(2005, 1, 9)),
        said=("E-ORDER-05",),
    ),
    Mistake(
        "上一届公告日期与台账不同",
        TypedOver("届次设置", "届次", "上一届公告日期", date(2022, 11, 30)),
        said=("W-ORDER-01",),
    ),
    Mistake(
        "支出日期的月份与凭证不同",
        TypedOver("奖金使用-新乡市启明", "支出明细", "支出日期@质量工具和内审员培训", date(2025, 11, 15)),
        said=("W-ORDER-05",),
    ),
    Mistake(
        "日期核对写错栏名",
        TypedOver("收发登记", "日期核对", "日期栏@收件登记·91410702MA40HT313A", "收件日期"),
        said=("W-ORDER-06",),
    ),
    Mistake(
        "净利润大于利润总额",
        TypedOver(APPLICATION, "财务数据", "净利润（万元）@2024", 5410.2),
        said=("W-RULE-1014",),
    ),
    Mistake(
        "研发投入错了小数点",
        TypedOver(APPLICATION, "财务数据", "研发投入（万元）@2024", 159682),
        said=("W-RULE-1014",),
    ),
    Mistake(
        "评语贴了别的单位的",
        TypedOver("评分表-E01", "评语", f"主要优势@{OWN}", "新乡市启明电气科技有限公司过程管理规范"),
        said=("W-RULE-1646",),
    ),
    Mistake("现场评审得分整栏复制", copied_column, said=("W-RULE-1647 评分!现场评审得分率（%，0—100）@第1行",)),
    Mistake("候选最低分按百分制填写", TypedOver("届次设置", "本届规则", "候选最低分", 60), said=("W-RULE-1645",)),
    Mistake(
        "台账的奖金按万元填写", TypedOver("获奖台账", "获奖单位", "奖金（元）@红质奖2022001", 5), said=("W-RULE-2809",)
    ),
    Mistake(
        "上级奖的奖励按万元填写",
        TypedOver("监督事项", "上级奖", "拟奖励金额（元）@市长质量奖", 30),
        said=("W-RULE-2809",),
    ),
    Mistake(
        "有效的称号标成期满", TypedOver("获奖台账", "获奖单位", "状态@红质奖2022001", "期满"), said=("W-RULE-2810",)
    ),
    Mistake("收件人填了单位", TypedOver("届次设置", "收件登记", f"收件人@{OWN}", "评审办"), said=("E-TEXT-12",)),
    Mistake(
        "签发人填了单位",
        TypedOver("届次设置", "发文登记", "签发人@红质评办〔2025〕1号", "红旗区市场监督管理局"),
        said=("E-TEXT-12",),
    ),
    Mistake(
        "存日期时少了八小时",
        TypedOver("公示与异议", "公示", "发布日期@第1行", 45851.66666666667, "yyyy/m/d"),
        said=("E-DATE-04",),
    ),
)
