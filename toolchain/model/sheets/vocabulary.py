"""The closed vocabularies of the drop-downs, shared by sheets and rules."""

from __future__ import annotations

from enum import StrEnum

from toolchain.model.sheets.incident_vocabulary import BanCause as BanCause  # noqa: PLC0414 - words of drop-downs like those below
from toolchain.model.sheets.incident_vocabulary import IncidentDecision as IncidentDecision  # noqa: PLC0414 - likewise
from toolchain.model.sheets.incident_vocabulary import IncidentKind as IncidentKind  # noqa: PLC0414 - likewise


class YesNo(StrEnum):
    """是 or 否."""

    YES = "是"
    NO = "否"


class Verdict(StrEnum):
    """The three verdicts; unknown is pending and never defaults."""

    MET = "符合"
    NOT_MET = "不符合"
    PENDING = "待核"


class Window(StrEnum):
    """How 近3年 is counted (口径 11-1)."""

    ROLLING = "滚动三年（三年前的对应日不计入）"
    INCLUSIVE = "滚动三年（三年前的对应日计入）"
    CALENDAR = "前三个自然年度及本年"


class Voters(StrEnum):
    """Who counts as 投票人数 (口径 17-1)."""

    RETURNED = "收回票数"
    VALID = "有效票数"
    PRESENT = "实到且未回避的委员数"
    ALL = "应到且未回避的委员数"


class Trimming(StrEnum):
    """Whether the highest and the lowest score are left out (口径 16-2)."""

    NONE = "不去掉"
    EXTREMES = "去掉一个最高分和一个最低分"


class TieBreak(StrEnum):
    """How equal averages are ordered (口径 16-3)."""

    SHARED = "并列"
    SITE = "现场评审平均分高者在前"
    RESULTS = "结果类目平均分高者在前"


class Scope(StrEnum):
    """Which ranking decides the candidates (口径 16-4)."""

    OVERALL = "全部单位统一排名"
    PANEL = "各评审组分别排名"


class Scoring(StrEnum):
    """What a reviewer writes for an item (口径 12-1)."""

    PERCENT = "百分比（5的倍数）"
    POINTS = "直接打分"


class BallotForm(StrEnum):
    """How many candidates a paper carries (口径 17-4)."""

    LIST = "一张票列全部候选单位"
    SINGLE = "每个候选单位一张票"


class Term(StrEnum):
    """By when an earlier award must have run out (口径 28-1)."""

    DEADLINE = "申报截止日前已期满"
    APPROVAL = "区政府审定日前已期满"


class SecondBallot(StrEnum):
    """What the second ballot decides by (口径 17-5)."""

    THRESHOLD = "仍须达到规定比例"
    MOST = "得票多者列入"


class Precedence(StrEnum):
    """What comes first where more pass than there are places (口径 17-6)."""

    VOTES = "同意票数"
    SHARE = "同意票占投票人数的比例"


class TrimmedBy(StrEnum):
    """What the highest and the lowest are found by (口径 16-5)."""

    TOTAL = "按评审员的加权总分"
    ROUND = "材料评审、现场评审分别去掉"


class Returning(StrEnum):
    """Whether a laureate whose title was revoked is a repeat one when it returns (口径 28-2)."""

    FIRST = "按首次"
    KEPT_PRIZE = "因事故违规撤销的按再次，骗取称号的按首次"
    REPEAT = "都按再次"


class BanEnd(StrEnum):
    """Whether the corresponding day of a ban for fraud is free (口径 25-1)."""

    CORRESPONDING = "对应日起可以受理"
    FOLLOWING = "对应日的次日起可以受理"


class Repaired(StrEnum):
    """Whether a record of dishonesty that was repaired still counts (口径 11-4)."""

    COUNTS = "修复以后事实仍计"
    CLEARED = "修复以后不再计"


class CreditReport(StrEnum):
    """Whether a 专项信用报告 stands for the certificate (口径 10-2)."""

    ACCEPTED = "可以代替"
    REFUSED = "不能代替"


class SignOff(StrEnum):
    """Whether the notice may be signed off on its last day itself (口径 18-3)."""

    SAME = "最后一个工作日当天可以确认"
    FOLLOWING = "最后一个工作日的次日起确认"


class BetweenDecisions(StrEnum):
    """What becomes of a fact between approval and announcement (口径 18-4)."""

    WAITS = "公告以前再复核，有新的事实不公告"
    AWARDED = "以审定为准，公告以后按第二十五条处理"


class OpenObjection(StrEnum):
    """Whom an objection that is still looked into holds up (口径 18-5)."""

    LIST = "整个名单等待"
    SUBJECT = "只有被异议的单位等待"


class Quorum(StrEnum):
    """Whether a meeting needs a quorum (口径 6-1)."""

    NONE = "不设（实到不足三分之二时提示）"
    TWO_THIRDS = "实到不少于应到的三分之二"


class OrganisationKind(StrEnum):
    """What an applicant is."""

    COMPANY = "企业"
    INSTITUTION = "事业单位"
    SOCIETY = "社会组织"
    COOPERATIVE = "农民专业合作社"
    OTHER = "其他组织"


class EventKind(StrEnum):
    """What happened to an applicant, as the departments report it."""

    QUALITY = "质量事故"
    SAFETY = "安全事故"
    ENVIRONMENT = "环境污染事故"
    HEALTH = "公共卫生事故"
    INSPECTION = "监督抽查不合格"
    EXPORT = "出口产品质量索赔退货"
    SERVICE = "严重服务质量问题"
    CHEATING = "参评弄虚作假等违规"
    OFFENCE = "其他严重违法违规"
    DISHONESTY = "单位严重失信"
    DISHONESTY_PERSON = "法定代表人严重失信"


class EventLevel(StrEnum):
    """Grade of an accident, or level of the inspecting authority."""

    MINOR = "一般"
    LARGER = "较大"
    MAJOR = "重大"
    GRAVE = "特别重大"
    NATIONAL = "国家级"
    PROVINCIAL = "省级"
    MUNICIPAL = "市级"
    DISTRICT = "区级"


class Degree(StrEnum):
    """Education of an expert."""

    DOCTOR = "博士研究生"
    MASTER = "硕士研究生"
    BACHELOR = "本科"
    COLLEGE = "大专"
    BELOW = "大专以下"


class ExpertStatus(StrEnum):
    """Standing of an expert in the pool."""

    ACTIVE = "在库"
    SUSPENDED = "暂停"
    REMOVED = "取消评审资格"


class TieKind(StrEnum):
    """Interests that call for recusal (口径 27-1)."""

    EMPLOYED = "在该单位任职"
    FORMER = "曾在该单位任职"
    SHARES = "持有股份或权益"
    CONSULTING = "为其咨询或培训"
    KIN = "与其负责人有近亲属关系"
    COMPETITOR = "在其竞争单位任职"
    DECLARED = "自行申明回避"


class MemberCategory(StrEnum):
    """The four kinds of committee member."""

    QUALITY = "质量专家"
    MANAGEMENT = "企业管理专家"
    TRADE = "行业代表"
    GOVERNMENT = "区政府有关部门人员"


class MemberRole(StrEnum):
    """Office held in the committee."""

    CHAIR = "主任委员"
    VICE_CHAIR = "副主任委员"
    MEMBER = "委员"


class Teller(StrEnum):
    """Whose count a row is."""

    COUNTING = "计票人"
    WATCHING = "监票人"


class Vote(StrEnum):
    """One mark on one ballot."""

    FOR = "同意"
    AGAINST = "不同意"
    ABSTAIN = "弃权"
    INVALID = "无效"


class Outcome(StrEnum):
    """Where an investigation stands."""

    UPHELD = "成立"
    DISMISSED = "不成立"
    OPEN = "调查中"


class GovernmentDecision(StrEnum):
    """What 区政府常务会议 decided on a nominee."""

    APPROVED = "同意"
    REFUSED = "不同意"
    PENDING = "待议"


class AwardKind(StrEnum):
    """First-time or repeat laureate, or the second grade that some districts have."""

    FIRST = "首次"
    REPEAT = "再次"
    NOMINATION = "提名"


class RegisterStatus(StrEnum):
    """Standing of an award in the register."""

    VALID = "有效"
    EXPIRED = "期满"
    REVOKED_FRAUD = "已撤销（骗取称号）"
    REVOKED_CONDUCT = "已撤销（事故或违规）"


class PrizeUse(StrEnum):
    """What prize money is spent on."""

    PROMOTION = "宣传推广先进质量管理经验"
    IMPROVEMENT = "质量持续改进"
    BREAKTHROUGH = "质量攻关"
    BRAND = "品牌建设"
    TRAINING = "人员培训"
    LABORATORY = "实验室建设"
    OTHER_QUALITY = "其他质量建设活动"
    ELSEWHERE = "其他用途"


class Measure(StrEnum):
    """Discipline of a reviewer."""

    CRITICISM = "批评"
    WARNING = "警告"
    REMOVAL = "取消评审资格"


class HigherAwardKind(StrEnum):
    """Awards above the district."""

    CITY = "市长质量奖"
    PROVINCE = "省长质量奖"
    NATION = "中国质量奖"
    CITY_NOMINATION = "市长质量奖提名奖"
    PROVINCE_NOMINATION = "省长质量奖提名奖"
    NATION_NOMINATION = "中国质量奖提名奖"
