"""Dates, answers, numbers as people write them besides the listed forms: taken where they mean one thing."""

from __future__ import annotations

from tests.mistakes.mistake import Mistake, TypedOver

_DATES = {
    "2025年4月8号": "N-CELL-01",
    "2025年四月八日": "N-CELL-01",
    "2025年4月8日（星期二）": "N-CELL-01",
    "2025年4月8日星期三": "E-DATE-01",
    "4月8日": "E-DATE-02",
    "25.4.8": "E-DATE-01",
    "250408": "E-DATE-01",
    "4/8/2025": "E-DATE-01",
}
_ANSWERS = {
    "无此情形": "N-CELL-01",
    "没有发生过": "N-CELL-01",
    "从未发生": "N-CELL-01",
    "以上情况均未发生": "E-CHOICE-01",
    "未": "E-CHOICE-01",
}
_NUMBERS = {
    "1 934.5": "N-CELL-01",
    "(1200)": "E-NUM-01",
    "△1200": "E-NUM-01",
    "亏损1200": "E-NUM-01",
    "1934。5": "E-NUM-01",
}

WRITTEN = (
    *(
        Mistake(
            f"收到日期写成“{text}”",
            TypedOver("届次设置", "收件登记", "收到日期@新乡市恒拓精密机械有限公司", text),
            (code,),
        )
        for text, code in _DATES.items()
    ),
    Mistake(
        "收到日期写成六位数字，格里是日期格式",
        TypedOver("届次设置", "收件登记", "收到日期@新乡市恒拓精密机械有限公司", 250408),
        said=("E-DATE-03",),
    ),
    *(
        Mistake(f"自述事项写成“{text}”", TypedOver("申报书-02", "自述事项", "是否存在@11.3", text), (code,))
        for text, code in _ANSWERS.items()
    ),
    *(
        Mistake(f"净利润写成“{text}”", TypedOver("申报书-02", "财务数据", "净利润（万元）@2024", text), (code,))
        for text, code in _NUMBERS.items()
    ),
    Mistake(
        "受理通知书编了区政府的号",
        TypedOver("届次设置", "发文登记", "发文字号@3·91410702MA41QM525H", "红政〔2025〕4号"),
        said=("W-ISSUE-23", "W-ISSUE-11 发文登记!发文字号@3·91410702MA42JN731W"),
    ),
    Mistake(
        "住所是乱码，有的字节已经丢失",
        TypedOver("申报书-02", "基本情况", "住所", "æ²³å—çœ"),
        said=("E-TEXT-10",),
    ),
    Mistake(
        "台账里一家的奖金填了0",
        TypedOver("获奖台账", "获奖单位", "奖金（元）@新乡市华瑞生物制品有限公司", 0),
        said=("W-RULE-2811",),
    ),
    Mistake(
        "台账里一家的届次填错",
        TypedOver("获奖台账", "获奖单位", "届次@新乡市华瑞生物制品有限公司", "2021届"),
        said=("W-RULE-2811",),
    ),
    Mistake(
        "用途选了人员培训，内容是发奖金",
        TypedOver("奖金使用-新乡市恒拓", "支出明细", "内容@第1行", "发放中层干部奖金"),
        said=("W-RULE-2209",),
    ),
    Mistake(
        "结论符合，事实栏写着受过处罚",
        TypedOver("部门核查", "核查结论", "事实@91410702MA40HT313A·11.3", "2024年因消防违规被处罚"),
        said=("W-RULE-1510",),
    ),
    Mistake(
        "证书编号只写了序号",
        TypedOver("政府审定", "审定名单", "证书编号@新乡市牧野智慧物流有限公司", "2"),
        said=("W-RULE-1846",),
    ),
)
