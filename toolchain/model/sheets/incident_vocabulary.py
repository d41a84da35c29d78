"""The closed vocabularies of what happens after the award; ``rare_words`` tells those of only some rule sets."""

from __future__ import annotations

from enum import StrEnum


class BanCause(StrEnum):
    """Why applications are not accepted for a time."""

    CHEATING = "参评弄虚作假"
    FRAUD = "骗取称号"
    ACCIDENT = "发生重大事故被撤销称号"
    OFFENCE = "严重违法失信或违规被撤销称号"
    TITLE_MISUSE = "称号使用不当被撤销称号"
    INSPECTION = "监督抽查不合格被撤销称号"
    CONSUMERS = "侵害消费者权益被撤销称号"
    DEFICIT = "严重亏损被撤销称号"
    DUTY = "不履行获奖后义务被撤销称号"
    REVIEW = "复核不合格被撤销称号"
    RENEWAL = "复评不合格被撤销称号"
    OTHER = "办法规定的其他情形被撤销称号"


class IncidentKind(StrEnum):
    """What the supervision of laureates deals with."""

    FRAUD = "以虚假材料或贿赂等骗取称号"
    ACCIDENT = "有效期内发生重大事故"
    OFFENCE = "有效期内严重违法失信或违规"
    TITLE_MISUSE = "称号、证书或奖杯使用不当"
    PRIZE_MISUSE = "奖金使用不当"
    INSPECTION = "有效期内监督抽查不合格"
    CONSUMERS = "有效期内侵害消费者权益"
    DEFICIT = "有效期内严重亏损"
    DUTY = "不履行获奖后的义务"
    REVIEW = "复核不合格"
    RENEWAL = "期满复评"
    OTHER = "办法规定的其他情形"


class IncidentDecision(StrEnum):
    """What was decided on an incident."""

    REVOKE = "撤销称号"
    CRITICISE = "通报批评"
    RECOVER_PRIZE = "通报批评并追缴奖金"
    REMIND = "提醒纠正"
    NONE = "不予处理"
    TALK = "约谈"
    MEND = "限期整改"
    KEEP = "保留称号"
