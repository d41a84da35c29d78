from __future__ import annotations

from tests.typesetting.sample import Announcement, Certificate
from toolchain.typesetting.field_guide import fields_guide, kind_text
from toolchain.typesetting.template_filters import FILTER_HELP, FILTERS


def test_every_filter_is_explained() -> None:
    assert set(FILTER_HELP) == set(FILTERS)


def test_the_guide_names_template_field_label_and_type() -> None:
    guide = fields_guide([Announcement, Certificate])
    assert "## 91-授奖公告.docx" in guide
    assert "| `laureates` | 获奖单位 | 一组Laureate | — |" in guide
    assert "- Laureate：`name`、`prize`、`total`、`rank`" in guide
    assert "| `until` | 有效期至 | 日期 | — |" in guide
    assert "| `cycle.deadline` | 申报截止日期 |" in guide
    assert "| `issue.number` | 发文字号 |" in guide


def test_types_are_named_in_chinese() -> None:
    assert kind_text(str | None) == "文字（可空）"
    assert kind_text(tuple[int, ...]) == "一组整数"
