"""Every kind of paper says what it must, in words that papers use; taking any of it away is noticed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolchain.cli.report import contents, phrasing
from toolchain.documents.composition import declared
from toolchain.documents.contents import Redress
from toolchain.documents.declaration import Document, labels
from toolchain.model.rule_set.building import ParameterFault
from toolchain.typesetting.template_authoring import project

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WORDING = TEMPLATES / "wording"
PHRASES = phrasing.load(WORDING)
OUTSIDE = {Redress.OFFICE, Redress.GOVERNMENT}


def titled(kind: type[Document]) -> str:
    return f"{kind.number:02d}-{kind.title}-{kind.template}"


def wording(kind: type[Document]) -> str:
    return project((TEMPLATES / "documents" / f"{kind.template}.docx").read_bytes())


@pytest.mark.parametrize("kind", declared(), ids=titled)
def test_every_kind_says_what_it_must(kind: type[Document]) -> None:
    assert list(contents.missing(kind, wording(kind))) == []


@pytest.mark.parametrize("kind", declared(), ids=titled)
def test_whatever_is_taken_away_is_noticed(kind: type[Document]) -> None:
    text, says = wording(kind), kind.says
    for name in (*says.facts, *says.term):
        assert list(contents.missing(kind, text.replace(name.rpartition(".")[2], "□"))), name
    for words in (*says.decision.split("…"), *says.duty.split("…")):
        assert not words or list(contents.missing(kind, text.replace(words, "□"))), words
    if says.contact:
        assert list(contents.missing(kind, text.replace("cycle.phone", "□")))
    if says.redress in OUTSIDE:
        for piece in ("remedy.body", "remedy.days", "remedy.court", "remedy.months", "行政复议"):
            assert list(contents.missing(kind, text.replace(piece, "□"))), piece
    if says.redress is Redress.STATEMENT:
        without = re.sub("office.terms.objection|due.workdays", "□", text)
        assert list(contents.missing(kind, without))


@pytest.mark.parametrize("kind", declared(), ids=titled)
def test_an_article_that_is_not_cited_is_noticed(kind: type[Document]) -> None:
    text = re.sub(r"\{\{ (\w+\.)?article \}\}", "□", wording(kind))
    silent = re.sub(r"rules\.articles\.\w+|第.{1,3}条", "□", text)
    cited = [article for article in kind.articles if article not in kind.says.uncited]
    noticed = [fault for fault in contents.missing(kind, silent) if fault.startswith("没有写明依据")]
    assert len(noticed) == len(cited)


@pytest.mark.parametrize("kind", declared(), ids=titled)
def test_facts_and_terms_are_fields_of_the_kind(kind: type[Document]) -> None:
    for name in (*kind.says.facts, *kind.says.term):
        assert re.search("[一-龥]", contents.label(kind, name)), name


def test_what_is_said_may_be_said_in_other_words() -> None:
    (kind,) = [kind for kind in declared() if kind.number == 3]
    assert not list(contents.missing(kind, wording(kind).replace("决定予以受理", "决定正式受理")))


def test_only_decisions_tell_of_remedies_outside() -> None:
    (kind,) = [kind for kind in declared() if kind.number == 19]
    told = f"{wording(kind)}\n正文| 可以申请行政复议。"
    assert list(contents.missing(kind, told)) == ["不是决定，不应告知行政复议、行政诉讼"]


def test_every_decision_against_somebody_has_its_remedy() -> None:
    with_field = {kind.template for kind in declared() if "remedy" in labels(kind)}
    assert with_field == {kind.template for kind in declared() if kind.says.redress in OUTSIDE}


@pytest.mark.parametrize("kind", declared(), ids=titled)
def test_no_paper_uses_unwanted_words(kind: type[Document]) -> None:
    assert list(phrasing.unwanted(wording(kind), PHRASES, kind)) == []


UNWANTED = [
    ("正文| 请及时缴回。", 31),
    ("正文| 现将有关事项通知如下。", 9),
    ("正文| 授予{{ laureates|names }}等3家单位称号。", 23),
    ("正文| 同分处理（口径16-3）。", 14),
    ("正文| 再犯的从重处理。", 37),
    ("正文| 可以依法申请行政复议或者提起行政诉讼。", 31),
    ("正文| 奖金5万元（{{ prize|upper }}）。", 35),
    ("正文| 经{{ objection.concluded|date }}研究，认定异议成立。", 20),
    ("正文| 材料，于{{ received|date }}收到。", 3),
    ("正文| 具体日期提前通知。", 9),
    ("正文| 有{{ evidence }}等证据。", 46),
    ("正文| 匿名反映的，可以不予受理。", 19),
    ("正文| 请填写《奖金使用》工作簿。", 29),
    ("正文| 本届一以贯之。", 14),
    ("正文| 经按规定程序评审。", 23),
    ("正文| 首次申报的单位。", 1),
    ("正文| 本次追缴不影响你单位的称号。", 31),
    ("正文| 处理如下：。", 31),
    ("正文| 名单的SHA-256摘要为：", 23),
    ("正文| 所据表格的数据摘要为：", 15),
]
"""Lines that papers had, or could have, each with the number of a paper."""


def numbered(number: int) -> type[Document]:
    return next(kind for kind in declared() if kind.number == number)


@pytest.mark.parametrize(("line", "number"), UNWANTED)
def test_unwanted_words_are_found(line: str, number: int) -> None:
    assert list(phrasing.unwanted(line, PHRASES, numbered(number)))


def test_words_are_allowed_where_they_belong() -> None:
    for line, number in (
        ("表行| 合计| 大写：{{ total|upper }}", 25),
        ("正文| 其SHA-256摘要为：", 10),
        ("正文| 由评审组提前{{ office.terms.visit }}个工作日告知。", 9),
        ("公文标题| 授予{{ laureates[0].name }}等{{ laureates|length }}家单位", 23),
        ("正文| 期满仍未补齐的，不予受理。", 4),
        ("正文| 对你单位的申报予以受理，你单位应当配合。", 3),
    ):
        assert not list(phrasing.unwanted(line, PHRASES, numbered(number))), line


def test_two_ways_of_addressing_are_found_in_one_paper_only() -> None:
    both = "正文| 请你单位配合。\n正文| 商请贵单位核查。"
    (told,) = phrasing.unwanted(both, PHRASES, numbered(6))
    assert told.startswith("“你单位 和 贵单位”：同一份文书有两种称呼")
    for line in both.splitlines():
        assert not list(phrasing.unwanted(line, PHRASES, numbered(6)))


def test_every_way_of_saying_is_tried() -> None:
    tried = "\n".join([*(line for line, _ in UNWANTED), "请你单位、贵单位", "您和你", "我办和本办"])
    assert [phrase.reason for phrase in PHRASES if not all(pattern.search(tried) for pattern in phrase.patterns)] == []


def test_broken_patterns_are_named(tmp_path: Path) -> None:
    (tmp_path / phrasing.PHRASING).write_text('[[phrase]]\npattern = "("\n', encoding="utf-8")
    with pytest.raises(ParameterFault, match="第 1 条"):
        phrasing.load(tmp_path)
