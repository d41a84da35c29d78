"""Cells that a clerk fills so that two of them contradict each other, or that nobody can answer."""

from __future__ import annotations

from tests.addresses import at
from tests.mistakes.desk import Desk, put
from tests.mistakes.mistake import Mistake, TypedOver

APPLICATION, CHECKS, COMMITTEE, NOTICE = "申报书-01", "部门核查", "评委会会议", "公示与异议"
NOMINEES = ("91410702MA40HT313A", "91410702MA49MY2086", "91410702MA41QM525H", "91410702MA43HY9421")
OWN, FOOD = "91410702MA40HT313A", "91410702MA42JN731W"


def check(label: str, item: str, value: object) -> TypedOver:
    return TypedOver(CHECKS, "核查结论", f"{label}@{OWN}·{item}", value)


def event(label: str, value: object) -> TypedOver:
    return TypedOver(CHECKS, "事件清单", f"{label}@{FOOD}", value)


def objection(label: str, value: object) -> TypedOver:
    return TypedOver(NOTICE, "异议", f"{label}@Y01", value)


def member(label: str, number: str, value: object) -> TypedOver:
    return TypedOver(COMMITTEE, "委员与签到", f"{label}@{number}", value)


def exchanged_clauses(desk: Desk) -> None:
    with desk.open(CHECKS) as book:
        one, other = (at(book["核查结论"], f"条款@{OWN}·{item}") for item in ("10.5", "10.7"))
        one.value, other.value = other.value, one.value


def exchanged_declarations(desk: Desk) -> None:
    with desk.open(APPLICATION) as book:
        one, other = (at(book["自述事项"], f"条款@{item}") for item in ("11.3", "11.4"))
        one.value, other.value = other.value, one.value


def copied_row(desk: Desk) -> None:
    with desk.open(CHECKS) as book:
        sheet = book["事件清单"]
        for column in "ABCDEFGHIJ":
            sheet[f"{column}7"] = sheet[f"{column}5"].value


def copied_year(desk: Desk) -> None:
    with desk.open(APPLICATION) as book:
        sheet = book["财务数据"]
        for column in "BCDEFG":
            sheet[f"{column}6"] = sheet[f"{column}5"].value


MISMATCHES = (
    Mistake(
        "条款栏单独排过序，两行错开",
        exchanged_clauses,
        said=(
            "E-RULE-1516 核查结论!条款@第5行",
            "E-RULE-1516 核查结论!条款@第6行",
            "W-RULE-1511 核查结论!核查部门@第5行",
            "W-RULE-1511 核查结论!核查部门@第6行",
        ),
    ),
    Mistake(
        "自述的条款栏单独排过序",
        exchanged_declarations,
        said=("E-RULE-1516 自述事项!条款@第3行", "E-RULE-1516 自述事项!条款@第4行"),
    ),
    Mistake("核查部门一栏填成了别的部门", check("核查部门", "10.5", "区商务局"), said=("W-RULE-1511",)),
    Mistake("核查部门一栏填了经办人", check("核查部门", "10.5", "王秀英"), said=("W-RULE-1511",)),
    Mistake(
        "部门签字写了简称",
        put(CHECKS, "核查签字", {"核查部门@第1行": "市监局", "其余各项均符合@第1行": "是"}),
        said=("W-RULE-1512 核查签字!核查部门@第1行",),
    ),
    Mistake("结论符合，事实写着罚款", check("事实", "11.7", "2024年因环保违法罚款5万元"), said=("W-RULE-1510",)),
    Mistake("监督抽查没有填是哪一级", event("等级或层级", None), said=("W-RULE-1513",)),
    Mistake("监督抽查填了“重大”", event("等级或层级", "重大"), said=("W-RULE-1513",)),
    Mistake(
        "省级抽查选成了区级",
        event("事实", "省级食品监督抽检中，一批次速冻水饺的标签不合格"),
        said=("W-RULE-1514 事件清单!等级或层级@" + FOOD,),
    ),
    Mistake("同一事件登记了两次", copied_row, said=("W-RULE-1515 事件清单!事实@第3行",)),
    Mistake("局长的类别选了“质量专家”", member("类别", "W05", "质量专家"), said=("W-RULE-0612",)),
    Mistake("教授的类别选了“区政府有关部门人员”", member("类别", "W13", "区政府有关部门人员"), said=("W-RULE-0612",)),
    Mistake("委员只写职务不写单位", member("单位及职务", "W05", "副局长"), said=("W-RULE-0611",)),
    Mistake(
        "教授填了没有高级职称",
        TypedOver("评审专家库", "专家", "高级专业技术职称@E01", "否"),
        said=("W-RULE-0910",),
    ),
    Mistake(
        "掷骰的种子里有7",
        TypedOver("评审组抽取", "公开种子", "种子@服务业组", "713245126354631452263154"),
        said=("W-RULE-0829",),
    ),
    Mistake(
        "种子的位数与掷骰次数不同",
        TypedOver("评审组抽取", "公开种子", "产生方式@服务业组", "当众掷骰20次"),
        said=("W-RULE-0829 公开种子!种子@服务业组",),
    ),
    Mistake(
        "复制首届的设置，没有填上一届公告日期",
        TypedOver("届次设置", "届次", "上一届公告日期", None),
        said=("W-RULE-0408",),
    ),
    Mistake("异议人写“匿名”，仍受理", objection("异议人", "匿名"), said=("W-RULE-1825",)),
    Mistake("异议人联系方式写“不详”", objection("异议人联系方式", "不详"), said=("W-RULE-1825",)),
    Mistake("异议有结论没有答复", objection("答复日期", None), said=("W-RULE-1824",)),
    Mistake("有结论的异议“是否受理”选了否", objection("是否受理", "否"), said=("W-RULE-1826",)),
    Mistake(
        "用了往届的证书编号",
        TypedOver("政府审定", "审定名单", "证书编号@红质奖2024001", "红质奖2022001"),
        said=("E-RULE-1836", "W-RULE-1846"),
    ),
    Mistake(
        "证书编号的年份写错",
        TypedOver("政府审定", "审定名单", "证书编号@红质奖2024001", "红质奖2014001"),
        said=("W-RULE-1846",),
    ),
    Mistake(
        "证书编号跳号",
        TypedOver("政府审定", "审定名单", "证书编号@红质奖2024004", "红质奖2024014"),
        said=("W-RULE-1848",),
    ),
    Mistake(
        "自述“否”，说明写着罚款",
        TypedOver(APPLICATION, "自述事项", "说明@11.3", "2024年3月因安全生产被罚款2万元"),
        said=("W-RULE-1016",),
    ),
    Mistake(
        "净利润多打了负号", TypedOver(APPLICATION, "财务数据", "净利润（万元）@2024", -3748.7), said=("W-RULE-1017",)
    ),
    Mistake(
        "营业收入的一格清成了0", TypedOver(APPLICATION, "财务数据", "营业收入（万元）@2024", 0), said=("W-RULE-1018",)
    ),
    Mistake("复制上一年的财务数据", copied_year, said=("W-RULE-1019 财务数据!营业收入（万元）@2023",)),
    Mistake(
        "写了页数的材料选了未提交",
        TypedOver(APPLICATION, "附件清单", "已提交@《区长质量奖申报书》盖章件", "否"),
        said=("W-RULE-1020",),
    ),
    Mistake(
        "漏填一个会计年度",
        TypedOver(APPLICATION, "财务数据", "会计年度@2022", 2021),
        elsewhere="第十一条第（五）项待核，原因见《资格审查表》",
    ),
    Mistake(
        "公示单位代码编了号",
        TypedOver(NOTICE, "公示", "公示单位代码@第1行", " ".join(f"{i}.{code}" for i, code in enumerate(NOMINEES, 1))),
        said=("N-LIST-03",),
    ),
    Mistake(
        "公示单位代码连写",
        TypedOver(NOTICE, "公示", "公示单位代码@第1行", "".join(NOMINEES)),
        said=("N-LIST-03",),
    ),
    Mistake(
        "专家编号和姓名写在一格",
        TypedOver("评审专家库", "利害关系", "专家编号@第1行", "E13朱明远"),
        said=("N-CELL-01",),
    ),
    Mistake(
        "专家编号和姓名不是一个人",
        TypedOver("评审专家库", "利害关系", "专家编号@第1行", "E13赵敏"),
        said=("E-REF-02",),
    ),
    Mistake(
        "委员姓名后注明职务", TypedOver(COMMITTEE, "委员回避", "委员编号@第1行", "万里（会长）"), said=("N-CELL-01",)
    ),
)
