"""What 规则表 asks where there is more than one kind, grade, round or set of criteria; columns are called as keys."""

from __future__ import annotations

from toolchain.model.identifiers import SubjectKind
from toolchain.model.rule_set.interview import CITED
from toolchain.model.rule_set.numbers import Way
from toolchain.model.rule_set.own_steps import Before
from toolchain.model.rule_set.rounds import RoundKind
from toolchain.model.schema import Row, Yuan, column
from toolchain.model.sheets.vocabulary import OrganisationKind, YesNo


class Kind(
    Row,
    title="参评对象",
    key=("kind",),
    room=10,
    since=2,
    note="只有单位可以参评的不用填；还有个人、团队、项目、模式的，一类一行，单位也写一行。",
):
    """Who or what may win."""

    kind: SubjectKind = column("哪一类", since=2)
    article: str | None = column("条款", CITED, default=None, length=30, since=2)
    name: str = column("文书怎样称呼", example="个人", length=40, since=2)
    attachments: tuple[str, ...] | None = column("交哪些材料", "和单位不同的才填，几种用、隔开", default=None, since=2)
    sheets: tuple[str, ...] | None = column(
        "加填申报书的哪几张表", "写 财务数据、质量管理，不加的不填", default=None, since=2
    )
    yuan: Yuan | None = column("奖金（元）", "和单位不同的才填", default=None, minimum=0, units=("元",), since=2)


class Said(
    Row,
    title="用词",
    room=30,
    since=2,
    note="通用文书里的词，本办法换一种说法的才填；“你单位”“获奖单位”等已经照参评对象的称呼换好。哪一类空着的，管全部文书。",
):
    """A word of the common documents, said otherwise."""

    kind: SubjectKind | None = column("只在哪一类的文书里", default=None, since=2)
    word: str = column("通用的词", example="你单位", length=40, since=2)
    own: str = column("换成", example="您", length=40, since=2)


class LowerGrade(
    Row,
    title="等级",
    key=("short",),
    room=10,
    since=2,
    note="最高等级以下有两个以上等级，或者另有特别奖的才填，次序同办法；填了的，“第二等级”各栏留空或者填 0。",
):
    """A grade below the top one."""

    name: str = column("等级全称", example="湾北新区质量创新奖", length=60, since=2)
    short: str = column("等级简称", example="创新奖", length=40, since=2)
    article: str = column("条款", CITED, length=30, since=2)
    places: int = column("最多几家", "不限的填 0", minimum=0, maximum=1000, since=2)
    prize_yuan: Yuan = column("奖金（元）", "没有的填 0", minimum=0, units=("元",), since=2)
    least_score: int | None = column("最低分", default=None, minimum=1, maximum=10000, since=2)
    proposed: YesNo | None = column("名额以外、由评委会提出", "特别奖填 是", default=None, since=2)
    again: str | None = column("隔多久再申报", "写成 4年、1届；不限的不填", default=None, length=20, since=2)


class ReviewRound(
    Row, title="评审轮次", key=("kind",), room=6, since=2, note="办法写明各轮比重、门槛或者末位淘汰的才填。"
):
    """A round of the review."""

    kind: RoundKind = column("哪一轮", since=2)
    article: str = column("条款", CITED, length=30, since=2)
    weight: str = column("占几成", "如 4/10；各轮合计是总分", example="4/10", length=10, since=2)
    points: int = column("满分", minimum=1, maximum=10000, since=2)
    floor: int | None = column("不满几分的淘汰", default=None, minimum=1, maximum=10000, since=2)
    cut: int | None = column("最多几家进入下一轮", default=None, minimum=1, maximum=10000, since=2)


class Procedure(
    Row,
    title="其他程序",
    key=("name",),
    room=10,
    since=3,
    note="办法另外规定、由别的机关或者小组办理、办完才能往下走的才填：监督组报告、推荐单位公示、征求部门意见、委托评审等。",
):
    """A step that others carry out."""

    name: str = column("名称", example="监督组报告", length=40, since=3)
    article: str = column("条款", CITED, length=30, since=3)
    body: str = column("由谁办理", example="评审监督组", length=60, since=3)
    before: Before = column("哪一步以前办完", since=3)
    lasts: str | None = column("最少多久", "写成 5个工作日、7日；不限的不填", default=None, length=20, since=3)


class OwnPrize(
    Row, title="奖金分类", room=20, since=3, note="同一等级里，有的行业、单位类型或者对象奖金数额不同的才填，一类一行。"
):
    """The prize of a class of laureates."""

    of: str = column("哪个等级", "写 首次获奖，或者等级的简称", example="首次获奖", length=40, since=3)
    yuan: Yuan = column("奖金（元）", minimum=0, units=("元",), since=3)
    subject: SubjectKind | None = column("参评对象", default=None, since=3)
    trades: tuple[str, ...] | None = column("行业", "几个用、隔开", default=None, since=3)
    kinds: tuple[OrganisationKind, ...] | None = column("单位类型", "几种用、隔开", default=None, since=3)


class OwnCriteria(
    Row, title="分类评审标准", key=("name",), room=10, since=2, note="某类单位或者对象另有评审标准的才填，一类一行。"
):
    """The criteria of a class of applicants."""

    name: str = column("标准名称", example="个人标准", length=40, since=2)
    article: str = column("条款", CITED, length=30, since=2)
    criteria: str = column("标准文件", "templates/criteria 里的文件名", length=60, since=2)
    subjects: tuple[SubjectKind, ...] | None = column("参评对象", "几类用、隔开", default=None, since=2)
    trades: tuple[str, ...] | None = column("行业", "几个用、隔开", default=None, since=2)
    kinds: tuple[OrganisationKind, ...] | None = column("单位类型", "几种用、隔开", default=None, since=2)
    specialised: YesNo | None = column("专精特新", "只管专精特新的填 是", default=None, since=2)
    employees_least: int | None = column("职工至少几人", default=None, minimum=0, maximum=10000000, since=2)
    employees_most: int | None = column("职工至多几人", default=None, minimum=0, maximum=10000000, since=2)


class LessPrize(Row, title="奖金减免", key=("name",), room=10, since=2, note="有的获奖者不发奖金或者只补差额的才填。"):
    """Who gets no prize, or less of it."""

    name: str = column("什么情形", example="全额财政拨款的单位", length=60, since=2)
    article: str | None = column("条款", CITED, default=None, length=30, since=2)
    way: Way = column("怎样处理", since=2)


class Share(Row, title="奖金分担", key=("name",), room=6, since=2, note="几级财政分担奖金的才填，合计应为全部。"):
    """Who pays which share of the prizes."""

    name: str = column("哪个财政", example="市财政", length=60, since=2)
    share: str = column("几成", example="2/5", length=10, since=2)
