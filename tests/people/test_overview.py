"""总览.html: what it says at three stages, what the public one leaves out, and that everyone can read it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from tests.people.conftest import LATER
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.documents.declaration import Addressee
from toolchain.model.chinese import rounded
from toolchain.model.timetable import load_steps
from toolchain.results.candidate_pages import PAGE as CANDIDATES
from toolchain.results.overview import PAGE, PUBLIC_PAGE, facts_of
from toolchain.results.overview import page as page_bytes
from toolchain.results.overview_charts import charts

PAGES = [(stage, page) for stage in LATER for page in (PAGE, PUBLIC_PAGE)]
CANDIDATE_PAGES = [(stage, CANDIDATES) for stage in ("评委会", "获奖后")]
VOID = {"meta", "link", "br", "hr", "img", "input", "!doctype"}


@dataclass
class Element:
    """A start tag with its text."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        found = [child for child in self.children if child.tag in tags]
        return [*found, *(item for child in self.children for item in child.all(*tags))]


class Reader(HTMLParser):
    """Reads a page into a tree and insists that every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.order: list[Element] = []
        self.feed(page)
        assert [item.tag for item in self.open] == [""], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        self.order.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def page_of(made: dict[str, dict[str, bytes]], stage: str, page: str) -> Reader:
    return Reader(made[stage][page].decode())


# -- what it says ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["资格审查", "评委会"])
def test_the_stage_stands_out_and_the_next_step_is_said(made: dict[str, dict[str, bytes]], stage: str) -> None:
    reader = page_of(made, stage, PAGE)
    current = [item for item in reader.order if item.attributes.get("aria-current") == "step"]
    assert [item.text for item in current] == [f"▶ {stage}等待表格"]
    wanted = {"资格审查": "《部门核查》", "评委会": "《评委会会议》"}[stage]
    assert f"将填好的{wanted}放入收件箱" in reader.root.text
    blank = {"资格审查": "02-受理/空白表/部门核查.xlsx", "评委会": "05-评审/空白表/评委会会议.xlsx"}[stage]
    assert blank in {unquote(item.attributes["href"]) for item in reader.root.all("a")}


def test_a_finished_cycle_marks_no_stage_and_still_names_the_draft(made: dict[str, dict[str, bytes]]) -> None:
    reader = page_of(made, "获奖后", PAGE)
    assert not [item for item in reader.order if "aria-current" in item.attributes]
    assert "送审稿1份：《上级奖奖励请示》" in reader.root.text
    assert "公示截止（发布次日起共5个工作日）" in reader.root.text


@pytest.mark.parametrize("stage", LATER)
def test_links_lead_to_what_was_made(made: dict[str, dict[str, bytes]], stage: str) -> None:
    links = [item.attributes["href"] for item in page_of(made, stage, PAGE).root.all("a")]
    files = [unquote(link) for link in links if not link.startswith("#")]
    assert set(files) <= set(made[stage])
    documents = {path for path in made[stage] if path.endswith(".docx")}
    assert documents <= set(files)


# -- the public page ---------------------------------------------------------------------------------------


def test_the_public_page_has_no_scores_no_votes_no_internal_papers_and_no_links(
    made: dict[str, dict[str, bytes]], example: CycleOutcome
) -> None:
    text = made["获奖后"][PUBLIC_PAGE].decode().partition("</style>")[2]
    judgement = example.judgement
    assert judgement is not None
    assert judgement.review.ranking is not None
    for standing in judgement.review.ranking.standings:
        assert str(rounded(standing.total, 2)) not in text
        for score in standing.scores:
            assert score.name not in text
    for word in ("得分", "名次", "同意", "投票", "评审员聘书", "不予受理", "异议", "送审稿"):
        assert word not in text
    losers = {item.name for item in judgement.vote.tallies if not item.passed}
    assert losers
    assert not [name for name in losers if name in text]
    assert "href=" not in text.replace('href="#stand"', "")


@pytest.mark.parametrize("stage", LATER)
def test_the_public_page_lists_only_issued_papers_for_the_public(
    made: dict[str, dict[str, bytes]], stages: dict[str, CycleOutcome], stage: str
) -> None:
    issued = [p for p in stages[stage].papers if p.document.addressee is Addressee.PUBLIC and p.status == "已印发"]
    tables = [
        table for table in page_of(made, stage, PUBLIC_PAGE).root.all("table") if "件" in table.all("caption")[0].text
    ]
    assert [row.all("th")[0].text for table in tables for row in table.all("tbody")[0].all("tr")] == [
        paper.document.title for paper in issued
    ]


def test_a_revocation_reaches_the_public_page_once_it_is_announced(made: dict[str, dict[str, bytes]]) -> None:
    rows = page_of(made, "获奖后", PUBLIC_PAGE).root.all("tr")
    states = {row.all("th")[0].text: row.all("td")[-1].text for row in rows if len(row.all("td")) == 4}
    assert states["新乡市新飞越电子有限公司"].startswith("已撤销")
    assert states["新乡市正源计量仪器有限公司"] == "有效"


# -- for everyone ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stage", "page"), [*PAGES, *CANDIDATE_PAGES])
def test_a_screen_reader_finds_its_way(made: dict[str, dict[str, bytes]], stage: str, page: str) -> None:
    reader = page_of(made, stage, page)
    (html,) = reader.root.all("html")
    assert html.attributes["lang"] == "zh-CN"
    assert reader.root.all("title")[0].text
    assert len(reader.root.all("main")) == 1
    levels = [int(item.tag[1]) for item in reader.order if re.fullmatch(r"h[1-6]", item.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    ids = [item.attributes["id"] for item in reader.order if "id" in item.attributes]
    assert len(ids) == len(set(ids))
    for link in reader.root.all("a"):
        assert link.text.strip()
        target = link.attributes["href"]
        assert not target.startswith("#") or target[1:] in ids
    for table in reader.root.all("table"):
        assert table.all("caption")[0].text
        heads = table.all("thead")[0].all("th")
        assert all(head.attributes["scope"] == "col" and head.text for head in heads)
        for row in table.all("tbody")[0].all("tr"):
            assert len(row.children) == len(heads)
            assert any(cell.tag == "th" and cell.attributes["scope"] == "row" for cell in row.children)
    for item in reader.order:
        if item.attributes.get("role") == "img":
            assert item.attributes["aria-label"]


def test_names_from_workbooks_never_become_markup(
    example: CycleOutcome, toolbox: Resources, made: dict[str, dict[str, bytes]]
) -> None:
    judgement = example.judgement
    assert judgement is not None
    first, *rest = judgement.vote.tallies
    tallies = (replace(first, name="<script>甲</script> & “乙”"), *rest)
    nasty = replace(judgement, vote=replace(judgement.vote, tallies=tallies))
    template = toolbox.project.templates / "overview" / PAGE
    drawn = charts(nasty, toolbox.items, load_steps(toolbox.project.templates, nasty.rules))
    text = page_bytes(facts_of(nasty, example.papers, (), drawn, public=False), template).decode()
    assert "<script>" not in text
    assert "&lt;script&gt;甲&lt;/script&gt; &amp; “乙”" in text
    assert made["获奖后"][PAGE].decode().count("<tr>") == text.count("<tr>")


def test_very_many_documents_of_a_kind_are_one_line(example: CycleOutcome, toolbox: Resources) -> None:
    """Ten thousand letters make no page of megabytes: each kind opens its folder, 文书清单 lists them."""
    judgement = example.judgement
    assert judgement is not None
    many = [paper for paper in example.papers if paper.document.folder == "02-受理"] * 500
    few = [paper for paper in example.papers if paper.document.folder != "02-受理"]
    template = toolbox.project.templates / "overview" / PAGE
    data = page_bytes(facts_of(judgement, [*many, *few], (), public=False), template)
    reader = Reader(data.decode())
    assert len(data) < 200_000
    kinds = {(paper.document.number, paper.document.title) for paper in many}
    captions = [item.text for item in reader.root.all("caption")]
    assert f"受理阶段的文书，共{len(many)}份" in captions
    links = [unquote(item.attributes["href"]) for item in reader.root.all("a")]
    assert len([link for link in links if link.startswith("02-受理/") and link.endswith("/")]) == len(kinds)
    assert {paper.path for paper in few} <= set(links)
    assert "份，逐份见《文书清单》" in reader.root.text


@pytest.mark.parametrize("page", [PAGE, PUBLIC_PAGE, CANDIDATES])
def test_nothing_comes_from_elsewhere(made: dict[str, dict[str, bytes]], page: str) -> None:
    text = made["获奖后"][page].decode()
    assert not re.search(r"<(script|link|iframe|img|object|form)\b", text)
    assert not re.search(r"(https?:)?//[\w.-]+\.\w+|@import|url\(|\bon\w+=", text)
    assert "default-src 'none'" in text


def test_colours_are_told_apart_from_their_ground(made: dict[str, dict[str, bytes]]) -> None:
    text = made["获奖后"][PAGE].decode()
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", text))
    for name in ("ink", "soft", "red", "green", "amber", "blue"):
        for ground in (colours["paper"], colours["wash"], "#fff8e5"):
            assert contrast(colours[name], ground) >= 4.5, (name, ground)
    for name in ("bar", "pass"):
        assert contrast(colours["ink"], colours[name]) >= 3, name  # the edge of a bar, the line of a range
    assert contrast(colours["red"], colours["wash"]) >= 3


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_reader_of_a_hundred_pages_would_notice_an_open_tag() -> None:
    with pytest.raises(AssertionError):
        Reader("<p><b>一</p>")
