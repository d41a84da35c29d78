"""What 规则表 asks of every regulation: names, organs, conditions, numbers, what follows after the award.

Its drop-downs are those of the rule set's own tables. Columns are called as the keys of the table they go into.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from toolchain.model.identifiers import Form, SubjectKind
from toolchain.model.rule_set.conditions import Figure, Start, TestKind, Way
from toolchain.model.rule_set.numbers import Method
from toolchain.model.schema import Layout, Row, Yuan, column
from toolchain.model.sheets.vocabulary import (
    EventKind,
    EventLevel,
    HigherAwardKind,
    IncidentDecision,
    IncidentKind,
    OrganisationKind,
    PrizeUse,
    Voters,
    YesNo,
)

SPAN = "写成 3年、6个月、5个工作日、7日、2届、永久、无"
CITED = "写成 第十八条 或 第九条第（二）项"


class Level(StrEnum):
    """The level of the government that gives the award."""

    REGION = "自治区"
    DISTRICT = "区"
    COUNTY = "县"
    CITY = "市"
    PROVINCE = "省"
    PREFECTURE = "州"
    BANNER = "旗"


class Asking(StrEnum):
    """Who answers a condition."""

    DEPARTMENT = "部门查记录"
    ATTESTED = "看材料判断"
    COMPUTED = "系统计算"


class Kind(StrEnum):
    """Condition or bar."""

    CONDITION = "申报条件"
    BAR = "不得申报的情形"


class Basics(Row, title="基本情况", layout=Layout.FORM, note="照办法的标题、首尾和机关名称填写。"):
    """What the regulation is called, who gives the award, in which words."""

    title: str = column("办法标题", "不写书名号", example="桐县县长质量奖管理办法", length=60)
    document: str = column("文号", example="桐政〔2023〕11号", form=Form.DOCUMENT)
    effective: date = column("施行日期")
    expires: date | None = column("失效日期", "办法写明有效到哪一天的才填", default=None)
    articles: int = column("共有几条", "办法正文最后一条的序号", example="33", minimum=1, maximum=200)
    issuer: str = column("制定机关", example="桐县人民政府", length=60)
    district: str = column("授奖地区", "文书里怎样称呼这个地区", example="桐县", length=40)
    level: Level = column("哪一级")
    award: str = column("奖项全称", example="桐县县长质量奖", length=60)
    short: str = column("奖项简称", "办法正文对奖项的简称", example="县长质量奖", length=40)
    second: str | None = column(
        "第二等级全称", "没有第二等级的不填", example="桐县县长质量奖提名奖", default=None, length=60
    )
    second_short: str | None = column("第二等级简称", example="提名奖", default=None, length=40)
    meeting: str = column("审定会议", "哪个会议最后决定", example="县政府常务会议", length=60)
    session: str = column("审定会议简称", "写在机关全称后面的", example="常务会议", length=40)


class Organ(
    Row, title="机关", layout=Layout.FORM, note="文书的署名、版记、救济途径用；首次使用前请法律顾问核定救济途径。"
):
    """The organs as documents name them."""

    government: str = column("政府全称", example="桐县人民政府", length=60)
    committee: str = column("评委会全称", example="桐县县长质量奖评审委员会", length=60)
    office: str = column("评审办全称", example="桐县县长质量奖评审委员会办公室", length=60)
    bureau: str = column("评审办设在哪个部门", example="桐县市场监督管理局", length=60)
    printing: str = column("印发机关", example="桐县人民政府办公室", length=60)
    government_prefix: str = column("政府发文代字", example="桐政", length=20)
    office_prefix: str = column("评审办发文代字", example="桐质评办", length=20)
    finance: str = column("财政部门", example="桐县财政局", length=60)
    copies: str = column("公告抄送哪些机关", example="县委各部门，县人大常委会办公室，县政协办公室", length=300)
    minutes_copies: str = column("纪要分送哪些机关", example="评委会各委员，县政府办公室", length=300)
    credit_platform: str = column("信易贷平台", "不推荐信易贷的填 无", example="无", length=60)
    office_review: str = column("评审办决定的复议机关", example="桐县人民政府", length=60)
    office_court: str = column("评审办决定的起诉法院", example="桐县人民法院", length=60)
    government_review: str = column("政府决定的复议机关", example="北川市人民政府", length=60)
    government_court: str = column("政府决定的起诉法院", example="北川市中级人民法院", length=60)


class Place(Row, title="地区", least=1, room=40, note="申报单位应当在哪里登记注册：一个市有几个区县的逐行写。"):
    """A part of the place."""

    name: str = column("区县市名称", example="桐县", length=40)
    codes: str = column("代码开头", "统一社会信用代码第3至8位的开头，几个的用、隔开", example="419925", length=60)
    city: str | None = column("所属的市", "同名的区在别市也有的才填", default=None, length=40)


class Function(Row, title="条款", fixed=True, note="各项职能写在办法的第几条；办法没有写的留空。"):
    """The article of one function."""

    name: str = column("职能", known=True)
    article: str | None = column("第几条", CITED, default=None, length=30)


class Rule(
    Row,
    title="申报条件",
    least=1,
    room=40,
    note="一项一行，次序同条文；常见的已经预先填好，没有的删去，不同的照办法改。",
):
    """A condition or bar."""

    article: str | None = column("条款", CITED, default=None, length=30)
    kind: Kind = column("条件还是禁止")
    text: str | None = column(
        "怎样写", "评审公告照此列出，不列出的不填；{span} 是期限，{district} 是地区", default=None, length=300
    )
    matter: str | None = column("部门核查什么", "要问部门的填写", default=None, length=200)
    department: str | None = column("问哪个部门", default=None, length=60)
    asking: Asking = column("由谁回答")
    test: TestKind | None = column("系统怎样判断", "系统不判断的不填", default=None)
    span: str | None = column("多久", SPAN, default=None, length=20)
    since: Start | None = column("从何时起", "满期限的填写", default=None)
    events: tuple[EventKind, ...] | None = column("哪些事", "事件的填写，几种用、隔开", default=None)
    least: EventLevel | None = column("事故最低等级", default=None)
    authorities: tuple[EventLevel, ...] | None = column("抽查哪几级", "几级用、隔开", default=None)
    responsible: YesNo | None = column("只算有责任的", default=None)
    figure: Figure | None = column("哪个指标", "财务的填写", default=None)
    way: Way | None = column("怎样算", "财务的填写", default=None)
    at_least: int | None = column("不低于（万元）", default=None, minimum=-1000000, maximum=100000000)
    years: int | None = column("看几年", default=None, minimum=1, maximum=20)
    kinds: tuple[OrganisationKind, ...] | None = column("哪几类单位", "单位类型的填写，用、隔开", default=None)
    paper: str | None = column("什么材料", "材料的填写", default=None, length=60)
    note: YesNo | None = column("只作参考", "不影响认定的填 是", default=None)
    subjects: tuple[SubjectKind, ...] | None = column(
        "只管哪类对象", "只对个人等几类的填写，用、隔开", default=None, since=2
    )
    grades: tuple[str, ...] | None = column(
        "只管哪个等级", "写 首次获奖、提名，或者等级的简称，用、隔开", default=None, since=2
    )
    titles: tuple[str, ...] | None = column(
        "曾获哪个等级", "曾获奖的填写，写 首次获奖、再次获奖、提名奖，不限的不填", default=None, since=2
    )
    nonprofit: YesNo | None = column("社会组织也算", "财务的填写", default=None, since=2)


class Numbers(Row, title="名额和期限", layout=Layout.FORM, note="办法没有写的，按下面的说明填。"):
    """Places, vote, notice, money, lengths of time."""

    interval: str = column("多久评定一次", "没有固定周期的填 无", example="2年", length=20, group="名额")
    firm: YesNo = column("周期是否固定", "“一般”“原则上”的填 否", group="名额")
    late: int | None = column(
        "评上年度的可以到几月公告",
        "一届按上一年度算、隔年才公告的才填；没有的填 0 或者不填",
        default=None,
        minimum=0,
        maximum=12,
        since=2,
        group="名额",
    )
    places: int = column("首次获奖最多几家", example="3", minimum=0, maximum=1000, group="名额")
    second_places: int = column("第二等级最多几家", "没有的填 0", example="0", minimum=0, maximum=1000, group="名额")
    total: int = column("合计最多几家", "没有合计限制的填 0", example="0", minimum=0, maximum=2000, group="名额")
    least_score: int | None = column(
        "首次获奖最低分",
        "评审不满几分不能获奖，没有写的不填",
        default=None,
        minimum=1,
        maximum=10000,
        since=2,
        group="名额",
    )
    criteria: str | None = column(
        "评审标准文件",
        "templates/criteria 里的文件名；用常用标准的不填",
        default=None,
        length=60,
        since=2,
        group="评审",
    )
    total_points: int | None = column(
        "评审标准总分", "1000分的不填", default=None, minimum=1, maximum=10000, since=2, group="评审"
    )
    panel_least: int | None = column("评审组最少几人", default=None, minimum=1, maximum=50, since=2, group="评审")
    panel_most: int | None = column("评审组最多几人", default=None, minimum=1, maximum=50, since=2, group="评审")
    vice_chairs: int = column("副主任委员几人", example="2", minimum=0, maximum=20, group="评委会")
    method: Method = column("怎样决定", group="评委会")
    manner: str = column("文书怎样说", example="无记名投票", length=20, group="评委会")
    share: str = column("同意的比例", "如 2/3、1/2", example="2/3", length=10, group="评委会")
    inclusive: YesNo = column("比例含本数", "“以上”填 是，“超过”填 否", group="评委会")
    members: int | None = column(
        "委员最少几人", "没有写的不填", default=None, minimum=0, maximum=200, since=3, group="评委会"
    )
    odd: YesNo | None = column("委员应为单数", default=None, since=3, group="评委会")
    quorum: str | None = column(
        "到会比例", "评委会开会要到几成，如 2/3；没有写的不填", default=None, length=10, since=2, group="评委会"
    )
    base: Voters | None = column("投票人数按什么算", "办法写明的才填", default=None, since=2, group="评委会")
    turns: int | None = column(
        "最多投几轮",
        "最后名额同票、不再投票而由评委会集体决定的填 1",
        default=None,
        minimum=1,
        maximum=2,
        since=2,
        group="评委会",
    )
    score_share: str | None = column(
        "评审得分占几成", "按得分和得票合计取的才填，如 6/10", default=None, length=10, since=2, group="评委会"
    )
    notice: str = column(
        "公示多久", "按工作日写 5个工作日，按自然日写 7日", example="5个工作日", length=20, group="公示"
    )
    after: YesNo = column("先审定后公示", group="公示")
    settled: str | None = column(
        "异议几日内答复", "写成 5个工作日、15日；没有写的不填", default=None, length=20, since=3, group="公示"
    )
    prize: Yuan = column(
        "首次获奖奖金（元）", "没有奖金的填 0", example="50000", minimum=0, units=("元",), group="奖金"
    )
    repeat: Yuan = column("再次获奖奖金（元）", "不发的填 0", example="0", minimum=0, units=("元",), group="奖金")
    second_prize: Yuan = column("第二等级奖金（元）", "没有的填 0", example="0", minimum=0, units=("元",), group="奖金")
    ceiling: YesNo | None = column("奖金是最高额", "由审定会议逐家决定的填 是", default=None, since=2, group="奖金")
    uses: tuple[PrizeUse, ...] | None = column(
        "奖金只能用于", "用途有限制的填写，用、隔开", default=None, since=2, group="奖金"
    )
    validity: str = column("称号有效期", "写成 4年", example="4年", length=20, group="期限")
    again: str = column("隔多久再申报", "自公告起算；有效期满就可以的填 无", example="无", length=20, group="期限")
    repeat_apart: YesNo | None = column(
        "再次获奖另算", "照样占名额、同样发奖金的填 否；不占名额的不填", default=None, since=3, group="期限"
    )
    fraud_ban: str = column("骗取称号多久不受理", SPAN, example="6年", length=20, group="期限")
    cheating: str = column("参评违规多久不得申报", SPAN, example="3年", length=20, group="期限")
    operating: int = column("生产经营满几年", example="3", minimum=0, maximum=50, group="期限")
    window: int = column("事故违法等回看几年", example="3", minimum=1, maximum=50, group="期限")
    accidents: int | None = column(
        "重大事故回看几年", "和上一栏不同的才填", default=None, minimum=1, maximum=50, since=2, group="期限"
    )
    losses: int = column("亏损看几个会计年度", example="3", minimum=1, maximum=20, group="期限")
    credit: int = column("信用证明管几年", example="3", minimum=0, maximum=20, group="期限")
    experience: int = column("评审员从业满几年", example="8", minimum=0, maximum=50, group="期限")
    recusal: int | None = column(
        "利害关系结束满几年不回避", "没有写的不填", default=None, minimum=0, maximum=50, since=2, group="期限"
    )


class Part(
    Row, title="名额划分", room=20, note="名额留给某类、某类最多几家或者按比例分的才填；最多、保留、比例三项只填一项。"
):
    """A part of the places."""

    name: str = column("哪一类", example="制造业", length=40)
    article: str | None = column("条款", CITED, default=None, length=30)
    of: str = column("属于哪个等级的名额", "写 首次获奖、提名，或者等级的简称", example="首次获奖", length=40)
    trades: tuple[str, ...] | None = column("行业", "几个用、隔开", default=None)
    kinds: tuple[OrganisationKind, ...] | None = column("单位类型", "几种用、隔开", default=None)
    specialised: YesNo | None = column("专精特新", "只给专精特新的填 是", default=None)
    most: int | None = column("最多几家", default=None, minimum=0, maximum=1000)
    kept: int | None = column("保留几家", default=None, minimum=0, maximum=1000)
    share: str | None = column("最多占几成", "如 6/10", default=None, length=10)
    subjects: tuple[SubjectKind, ...] | None = column("参评对象", "只给几类的填写，用、隔开", default=None, since=2)
    employees_least: int | None = column("职工至少几人", default=None, minimum=0, maximum=10000000, since=2)
    employees_most: int | None = column("职工至多几人", default=None, minimum=0, maximum=10000000, since=2)


class After(Row, title="获奖以后", key=("ground",), least=1, room=12, note="获奖以后的事项怎样处理，一类一行。"):
    """A ground and what follows."""

    ground: IncidentKind = column("事项类型")
    article: str | None = column("条款", CITED, default=None, length=30)
    decisions: tuple[IncidentDecision, ...] = column("可以作出的处理决定", "几种用、隔开")
    valid: YesNo = column("只管有效期内的")
    prize: YesNo = column("撤销时追回奖金")
    ban: str | None = column("撤销后多久不受理", SPAN + "；骗取称号的填在《名额和期限》", default=None, length=20)
    revoking: str | None = column("撤销称号的条款", "和“条款”不同的才填", default=None, length=30)
    extends: str | None = column("保留称号延长多久", "期满复评的填写", default=None, length=20)


class Owed(Row, title="义务", key=("name",), room=10, note="获奖以后每年要做、期满要做的；办法没有写的留空。"):
    """A duty of laureates."""

    name: str = column("名称", example="年度报告", length=40)
    article: str | None = column("条款", CITED, default=None, length=30)
    every: str = column("隔多久一次", "只在期满时一次的填 无", example="1年", length=20)
    text: str = column("做什么", example="报送质量管理年度报告", length=200)
    ground: IncidentKind = column("没有做到的", "《监督事项》里是哪一类")


class Above(Row, title="上级奖", room=10, note="办法写明数额的才填；没有写的由评审办提出、报批。"):
    """The amount for a higher award."""

    award: HigherAwardKind = column("奖项")
    article: str | None = column("条款", CITED, default=None, length=30)
    yuan: Yuan = column("数额（元）", minimum=1, units=("元",))
    difference: YesNo = column("只补差额")


class Paper(Row, title="材料", least=1, room=20, note="申报书以外必须提交的材料，一行一种。"):
    """A paper everyone must hand in."""

    name: str = column("材料名称", length=80)
    remark: str | None = column("备注", "给自己看的，不进文件", default=None, length=200)


class Unused(Row, title="不用的文书", room=30, note="不制发的文书，照文书编号填写；没有的留空。"):
    """A document the region does without."""

    number: int = column("文书编号", example="27", minimum=1, maximum=99)
    remark: str | None = column("备注", "给自己看的，不进文件", default=None, length=200)


class Unplaced(
    Row, title="其他规定", room=60, note="上面各表都放不下的规定写在这里，系统会逐条列出，由评审办自己掌握。"
):
    """A rule that no table holds."""

    article: str | None = column("条款", CITED, default=None, length=30)
    text: str = column("大意", length=300)
