"""评审专家库: the experts panels are drawn from."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Row, column
from toolchain.model.sheets.vocabulary import Degree, ExpertStatus, TieKind, Verdict, YesNo
from toolchain.model.workbook_declaration import Workbook


class Expert(Row, title="专家", key=("number",), least=1, room=60, note="专家编号一经确定不再改动；同名的靠编号区分。"):
    """One expert of the pool, with what 第九条 asks for."""

    number: str = column("专家编号", "字母、数字，如 E01", basis="第八条", length=20)
    name: str = column("姓名", basis="第八条", form=Form.PERSON)
    employer: str = column("工作单位", basis="第二十七条", form=Form.ORGANISATION)
    position: str = column("职务或职称", basis="第九条", form=Form.ORGANISATION)
    degree: Degree = column("学历", basis="第九条第（二）项")
    senior: YesNo = column("高级专业技术职称", basis="第九条第（二）项")
    since: date = column("从事质量或专业技术工作起始日期", "满8年以抽取日为准计算", basis="第九条第（二）项")
    trades: tuple[str, ...] = column(
        "专业行业", "与行业组别一致，多个用顿号隔开", basis="第八条", example="制造业、服务业", form=Form.TRADE
    )
    auditor: YesNo = column("接受过审核员培训", basis="第九条第（三）项")
    standards: YesNo = column("熟悉两项国家标准", "GB/T 19580 和 GB/Z 19579", basis="第九条第（三）项")
    policy: Verdict = column("政策法规素养", "由评审办核定", basis="第九条第（一）项", initial=Verdict.MET)
    ethics: Verdict = column("职业道德与纪律", "由评审办核定", basis="第九条第（四）项", initial=Verdict.MET)
    commitment: date | None = column(
        "《个人信用承诺书》签订日期", "未签留空；抽取前必须签订", basis="第八条", default=None
    )
    status: ExpertStatus = column("状态", basis="第二十六条", initial=ExpertStatus.ACTIVE)
    phone: str | None = column("联系电话", default=None, form=Form.PHONE)


class Tie(Row, title="利害关系", room=40, note="专家与申报单位的利害关系，专家自报和评审办查到的都填。"):
    """An interest of an expert in an applicant (第二十七条)."""

    expert: str = column("专家编号", basis="第二十七条", length=20, refers=Refers.EXPERT)
    uscc: USCC = column("统一社会信用代码", "有利害关系的申报单位", basis="第二十七条", refers=Refers.ORGANISATION)
    kind: TieKind = column("关系", basis="第二十七条")
    declared: date = column(
        "申报或查实日期", "抽取日及以前的不进入抽取；此后查实的不得给该单位打分", basis="第二十七条"
    )
    ended: date | None = column("关系结束日期", "仍存在的留空；三年内结束的仍须回避", default=None, basis="第二十七条")
    note: str | None = column("说明", default=None, length=200)


EXPERTS = Workbook(
    mark="expert-pool",
    first_mark="0d4ba25cd598",
    title="评审专家库",
    sheets=(Expert, Tie),
    filled_by="评审办",
    note="专家资格、承诺和利害关系。抽取评审员以本表为准。",
)
