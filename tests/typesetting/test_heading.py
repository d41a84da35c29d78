from __future__ import annotations

import itertools
from itertools import pairwise

import pytest

from toolchain.documents.declaration import Form
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.template_filters import VALUE_BEGINS, VALUE_ENDS
from toolchain.typesetting.title_breaking import LINE, broken, clean, halves, width

WORDS = Master.load(Form.DOWNWARD).words
OFFICE = "[红旗区区长质量奖评审委员会办公室]"
TITLES = {
    "[红旗区人民政府]关于印发《红旗区区长质量奖管理办法》的通知": (
        "红旗区人民政府关于印发",
        "《红旗区区长质量奖管理办法》的通知",
    ),
    "[红旗区人民政府]关于撤销[河南某某科技发展集团有限公司][红旗区区长质量奖]称号的公告": (
        "红旗区人民政府关于撤销",
        "河南某某科技发展集团有限公司",
        "红旗区区长质量奖称号的公告",
    ),
    OFFICE + "关于协助核查[2026]年度[红旗区区长质量奖]申报单位有关情况的函": (
        "红旗区区长质量奖评审委员会办公室",
        "关于协助核查2026年度红旗区区长质量奖",
        "申报单位有关情况的函",
    ),
    "[2026]年度[红旗区区长质量奖]评审公告": ("2026年度红旗区区长质量奖评审公告",),
    "[红旗区人民政府]关于授予[豫北精密机械股份有限公司、红旗区鼎盛食品有限公司、卫滨电气研究院]"
    "[2026]年度[红旗区区长质量奖]的公告": (
        "红旗区人民政府关于授予",
        "豫北精密机械股份有限公司、",
        "红旗区鼎盛食品有限公司、卫滨电气研究院",
        "2026年度红旗区区长质量奖的公告",
    ),
    "[区市场监督管理局调查报告（2025年第12号）]": ("区市场监督管理局", "调查报告（2025年第12号）"),
    "[红旗区市场监督管理局检验报告（2025年第12号）]": ("红旗区市场监督管理局", "检验报告（2025年第12号）"),
}


def marked(text: str) -> str:
    return text.replace("[", VALUE_BEGINS).replace("]", VALUE_ENDS)


@pytest.mark.parametrize(
    ("title", "lines"), TITLES.items(), ids=lambda value: value[:20] if isinstance(value, str) else ""
)
def test_titles_break_by_meaning(title: str, lines: tuple[str, ...]) -> None:
    assert broken(marked(title), WORDS) == lines


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20])
def test_titles_keep_their_text_and_shape(title: str) -> None:
    lines = broken(marked(title), WORDS)
    assert "".join(lines) == clean(marked(title))
    assert max(width(line) for line in lines) <= LINE
    steps = [b > a for a, b in pairwise(width(line) for line in lines) if a != b]
    assert not any(not a and b for a, b in pairwise(steps)), "沙漏形"


@pytest.mark.parametrize("length", [18, 19, 20, 21])
def test_a_title_that_fits_is_left_on_one_line(length: int) -> None:
    title = "关于" + "某" * (length - 4) + "公告"
    assert (len(broken(title, WORDS)) == 1) == (width(title) <= LINE)


def test_a_name_from_a_value_is_never_torn() -> None:
    name = "某某市某某区某某某某有限公司"
    lines = broken(marked(f"[某区人民政府]关于对[{name}]有关问题处理情况的通报"), WORDS)
    assert any(name in line for line in lines)


def test_a_name_longer_than_a_line_is_broken_all_the_same() -> None:
    lines = broken(marked(f"关于[{'某' * 30}]的公告"), WORDS)
    assert len(lines) > 1
    assert max(width(line) for line in lines) <= LINE


def test_years_stay_with_their_digits() -> None:
    lines = broken(marked(OFFICE + "关于做好[2026]年度[红旗区区长质量奖]申报工作的通知"), WORDS)
    assert not any(line.startswith(("年", "的")) or line[-1].isdigit() for line in lines)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("红旗区区长质量奖评审委员会办公室", ("红旗区区长质量奖", "评审委员会办公室")),
        ("评审委员会办公室（红旗区市场监督管理局）", ("评审委员会办公室", "（红旗区市场监督管理局）")),
        ("某某某某某某某某某某某某某某某某", ("某" * 8, "某" * 8)),
    ],
)
def test_long_organs_break_over_two_lines(name: str, parts: tuple[str, str]) -> None:
    assert halves(name) == parts


NAMED = "新乡市精密机械装备制造科技股份精密机械装备制造科技股份精密机械装备制造科技股份精密机械装备"


@pytest.mark.parametrize("length", range(6, 61, 3))
@pytest.mark.parametrize(
    "title",
    [
        "关于撤销[{name}][2024]年度[红旗区区长质量奖]称号的请示",
        "关于授予[{name}]等4家单位[2024]年度[红旗区区长质量奖]的公告",
    ],
)
def test_a_name_of_any_length_makes_no_hourglass(title: str, length: int) -> None:
    name = (NAMED * 2)[: length - 4] + "有限公司"
    lines = broken(marked("[红旗区区长质量奖评审委员会办公室]" + title.format(name=name)), WORDS, (name,))
    widths = [width(line) for line in lines]
    steps = [b > a for a, b in itertools.pairwise(widths) if a != b]
    assert not any(not a and b for a, b in itertools.pairwise(steps))
    assert max(widths) <= 40
    assert length > 20 or any(name in line for line in lines)
