"""Words of the closed vocabularies that only some rule sets use."""

from __future__ import annotations

RARE = frozenset(
    {
        "有效期内监督抽查不合格",
        "有效期内侵害消费者权益",
        "有效期内严重亏损",
        "不履行获奖后的义务",
        "复核不合格",
        "期满复评",
        "办法规定的其他情形",
        "市长质量奖提名奖",
        "省长质量奖提名奖",
        "中国质量奖提名奖",
        "约谈",
        "限期整改",
        "保留称号",
        "发生重大事故被撤销称号",
        "严重违法失信或违规被撤销称号",
        "称号使用不当被撤销称号",
        "监督抽查不合格被撤销称号",
        "侵害消费者权益被撤销称号",
        "严重亏损被撤销称号",
        "不履行获奖后义务被撤销称号",
        "复核不合格被撤销称号",
        "复评不合格被撤销称号",
        "办法规定的其他情形被撤销称号",
    }
)
"""A drop-down offers them where the rule set names them."""
