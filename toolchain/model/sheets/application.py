"""申报书: one workbook from each applicant."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from toolchain.model.identifiers import Audience, Form, SubjectKind, subject_of
from toolchain.model.schema import USCC, Layout, Row, WanYuan, column
from toolchain.model.sheets.vocabulary import OrganisationKind, YesNo


class Applicant(
    Row,
    title="基本情况",
    layout=Layout.FORM,
    variant=True,
    audience=Audience.SUBJECT,
    note="由申报单位填写。自愿申报，评审不收取任何费用。",
):
    """Who applies, and the commitments signed (第十条).

    Attributes:
        home: the organisation that a person works in, or that a team, project or model belongs to.
        identity: number of a person's identity card; it stands in the application alone.
    """

    uscc: USCC = column("统一社会信用代码", "营业执照或登记证书上的18位代码", basis="第十条", group="登记信息")
    name: str = column("单位名称", "与登记证书完全一致", basis="第十条", group="登记信息", form=Form.ORGANISATION)
    address: str = column("住所", "登记证书上的住所，写明县（区）", basis="第十条", group="登记信息", length=120)
    established: date = column("成立日期", "登记证书上的成立日期，写明年月日", basis="第十条", group="登记信息")
    kind: OrganisationKind = column("单位类型", basis="第十条", group="登记信息")
    nonprofit: YesNo = column(
        "从事非盈利性业务", "填“是”的以社会贡献衡量，可不填财务数据", basis="第十条", group="登记信息"
    )
    trade: str = column(
        "所属行业", "与公告中的行业组别一致", basis="第八条", group="登记信息", example="制造业", form=Form.TRADE
    )
    specialised: YesNo = column(
        "专精特新", "是否认定为专精特新企业（鼓励申报，不是条件）", basis="第十条", group="登记信息"
    )
    employees: int = column("职工人数", group="登记信息", minimum=1, maximum=1000000, units=("人", "名", "位"))
    representative: str = column("法定代表人", basis="第十条", group="联系方式", form=Form.PERSON)
    contact: str = column("联系人", group="联系方式", form=Form.PERSON)
    phone: str = column("联系电话", group="联系方式", form=Form.PHONE)
    email: str | None = column("电子邮箱", group="联系方式", default=None, form=Form.EMAIL)
    commitment: date | None = column(
        "《企业信用承诺书》签订日期",
        "法定代表人签字日期；未签留空，将通知补正",
        basis="第十条",
        group="承诺与证明",
        default=None,
    )
    credit_certificate: date | None = column(
        "无严重失信行为证明出具日期",
        "证明须覆盖申报前三年；未取得留空，将通知补正",
        basis="第十条",
        group="承诺与证明",
        default=None,
    )
    credit_report: date | None = column(
        "专项信用报告出具日期",
        "以专项信用报告代替无严重失信行为证明的填写；没有留空",
        basis="第十条",
        group="承诺与证明",
        default=None,
        since=2,
    )
    filled: date = column("填报日期", basis="第十四条", group="承诺与证明")
    no_bars: YesNo | None = column(
        "自述事项均不存在",
        "“自述事项”各项都不存在的填“是”，不必逐项填写；有存在的逐项填写",
        basis="第十一条",
        group="一次说明",
        default=None,
        since=3,
    )
    all_papers: YesNo | None = column(
        "所列材料均已提交",
        "“附件清单”所列材料都已提交的填“是”，不必逐项填写；有没提交的逐项填写",
        basis="第十四条",
        group="一次说明",
        default=None,
        since=3,
    )
    home: str = field(default="", repr=False, compare=False)
    identity: str = field(default="", repr=False, compare=False)

    @property
    def subject(self) -> SubjectKind:
        """Say what applies."""
        return subject_of(self.uscc)


class FiscalYear(
    Row,
    optional=True,
    title="财务数据",
    key=("year",),
    room=3,
    audience=Audience.SUBJECT,
    note="最近三个完整会计年度，亏损填负数。从事非盈利性业务的单位可不填。",
):
    """One fiscal year's figures (第十条第（三）项, 第十一条第（五）项)."""

    year: int = column(
        "会计年度", basis="第十一条", example="2025", minimum=1990, maximum=2100, units=("年", "年度"), offered=True
    )
    revenue: WanYuan = column(
        "营业收入（万元）", basis="第十条", minimum=0, maximum=100000000, places=4, units=("万元",)
    )
    profit: WanYuan = column(
        "利润总额（万元）",
        "亏损填负数",
        basis="第十条",
        minimum=-100000000,
        maximum=100000000,
        places=4,
        units=("万元",),
    )
    net_profit: WanYuan = column(
        "净利润（万元）",
        "亏损填负数；三年合计小于零的不得申报",
        basis="第十一条",
        minimum=-100000000,
        maximum=100000000,
        places=4,
        total=True,
        units=("万元",),
    )
    assets: WanYuan = column(
        "资产总额（万元）", basis="第十条", minimum=0, maximum=100000000, places=4, units=("万元",)
    )
    taxes: WanYuan | None = column(
        "上缴税金（万元）", default=None, minimum=0, maximum=100000000, places=4, units=("万元",)
    )
    research: WanYuan | None = column(
        "研发投入（万元）", default=None, minimum=0, maximum=100000000, places=4, units=("万元",)
    )


class QualityPractice(
    Row,
    title="质量管理",
    layout=Layout.FORM,
    optional=True,
    note="简要说明，详细内容写在自评报告中。",
    audience=Audience.SUBJECT,
):
    """The applicant's quality management in short (第十条第（二）项)."""

    system: str = column("质量管理体系", "认证标准和证书编号；未认证的说明运行情况", basis="第十条", length=300)
    model_since: int = column(
        "实施卓越绩效模式起始年份", basis="第十条", minimum=1990, maximum=2100, units=("年", "年度")
    )
    practice: str = column("主要质量管理模式和方法", basis="第十条", length=800)
    innovation: str = column("自主创新成果", basis="第十条", length=800)
    standing: str = column("在全区同行业的地位", "主要指标上年度的位次和数据来源", basis="第十条", length=800)
    contribution: str | None = column("社会贡献", "从事非盈利性业务的必填", basis="第十条", default=None, length=800)


class Declaration(
    Row,
    title="自述事项",
    key=("item",),
    fixed=True,
    note="如实填写。各项都不存在的，可以只在“基本情况”填一格。对材料的真实性负责（第二十五条）。",
    audience=Audience.SUBJECT,
):
    """What the applicant says of itself for each bar of 第十一条."""

    item: str = column("条款", known=True, basis="第十一条", length=20)
    question: str = column("事项", known=True, basis="第十一条", length=200)
    answer: YesNo = column("是否存在", "存在填“是”，不存在填“否”", basis="第十一条", stated=True)
    explanation: str | None = column("说明", "填“是”的写明时间、事实和处理结果", default=None, length=800)


class Attachment(
    Row,
    title="附件清单",
    key=("name",),
    fixed=False,
    room=10,
    audience=Audience.SUBJECT,
    note="前几行为必交材料，不得删除；其他材料可在后面添加。都已提交的，可以只在“基本情况”填一格。",
):
    """One paper handed in (第十四条)."""

    name: str = column("材料名称", basis="第十四条", length=80)
    required: YesNo = column("必交", basis="第十四条", initial=YesNo.NO)
    provided: YesNo = column("已提交", basis="第十四条", stated=True)
    pages: int | None = column("页数", default=None, minimum=1, maximum=5000, units=("页",))
