"""The closed vocabularies of 变更事项: what can happen in the life of an award, by family."""

from __future__ import annotations

from enum import StrEnum


class ApplicantEventKind(StrEnum):
    """What happens to an applicant or laureate."""

    WITHDRAWAL = "撤回申报"
    RENAMED = "名称变更"
    RECODED = "代码变更"
    MERGED = "合并"
    DIVIDED = "分立"
    IDENTITY = "身份确认"
    CONTACT = "联系方式变更"


class PersonEventKind(StrEnum):
    """What happens to a reviewer or a committee member."""

    REVIEWER_LEAVES = "评审员不能继续"
    LEADER_CHANGES = "更换组长"
    MEMBER_ARRIVES = "委员迟到"
    MEMBER_LEAVES = "委员离会"
    MEMBER_RECUSED = "委员临时回避"


class GivenScores(StrEnum):
    """What becomes of the scores of a reviewer that leaves."""

    KEPT = "保留已评分数"
    VOID = "作废已评分数"


class ScheduleEventKind(StrEnum):
    """What happens to the timetable."""

    AS_OF = "登记截至"
    CLOSED = "宣布截止"
    EXTENDED = "申报截止延期"
    MOVED = "现场评审改期"
    INTERRUPTED = "公示中断"
    POSTED_LATE = "公示迟发"
    LIST_WRONG = "公示名单有误"
    STOPPED = "本届中止"
    POSTPONED = "本届延期"


class Phase(StrEnum):
    """A window that closes."""

    APPLICATIONS = "申报受理"
    SUPPLEMENTS = "补正"
    NOTICE = "公示"
    OBJECTIONS = "异议处理"


class MeasuringDay(StrEnum):
    """From which day the years are counted back when the deadline is extended (口径14-1)."""

    EXTENDED = "延期后的截止日"
    ORIGINAL = "原截止日"


class PaperEventKind(StrEnum):
    """What happens to an issued paper."""

    CORRECTED = "更正"
    REISSUED = "补发"
    REPLACED = "换发"
    RECALLED = "撤回文书"
    DELIVERED = "送达"


class Delivery(StrEnum):
    """How a paper reached whom it is for."""

    DIRECT = "直接送达"
    LEFT = "留置送达"
    POST = "邮寄送达"
    ENTRUSTED = "委托送达"
    ELECTRONIC = "电子送达"
    PUBLIC = "公告送达"


class DecisionKind(StrEnum):
    """What people decide where the rules stop, and what comes before an adverse decision."""

    TIE = "同票集体决定"
    NOBODY = "无人表决的决定"
    REFUSED = "审定不予授奖"
    DEFERRED = "审定暂缓"
    LATER = "暂缓后审定"
    INTENDED = "拟撤销或追缴告知"
    STATEMENT = "陈述申辩"
    HEARING = "听证"
    LATE_FACT = "新发现事实的处理"


class DecisionResult(StrEnum):
    """What a decision comes to."""

    INCLUDED = "列入拟奖"
    EXCLUDED = "不列入"
    WAITS = "等待查清"
    GOES_ON = "继续评审"
    ACCEPTED = "采纳"
    PARTLY = "部分采纳"
    REJECTED = "不采纳"
    SILENT = "未提出意见"
    AWARDED = "同意授奖"
    DENIED = "不予授奖"


class ScorePhase(StrEnum):
    """Which of a reviewer's two scores is corrected."""

    DESK = "材料评审"
    SITE = "现场评审"


class MoneyKind(StrEnum):
    """A line of the account of a recovery."""

    DEMANDED = "催缴"
    RECEIVED = "收到"
    WAIVED = "减免"
