"""总览.html in a real browser: seen, printed, walked through with the keyboard, read out, on a machine without network.

Needs the extra ``browser`` and Debian's Chromium. Where EVERYTHING_INSTALLED is set, as in .ci/run, nothing is skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.people.conftest import LATER
from toolchain.results.candidate_pages import PAGE as CANDIDATES
from toolchain.results.overview import PAGE, PUBLIC_PAGE

Browser = Any
"""A browser or a page of the driver, which is not installed everywhere."""

Opener = Callable[..., Browser]

pytestmark = pytest.mark.render

ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""For a machine without network."""

STANDS = [(stage, page) for stage in LATER for page in (PAGE, PUBLIC_PAGE)]
SHOWN = ("获奖后", CANDIDATES)
"""The pages of the candidates, which lie across the paper."""
FOCUS = """async () => {
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)  // the page follows the focus
    const e = document.activeElement, b = e.getBoundingClientRect()
    return [e.textContent, b.left >= 0 && b.top >= -1 && b.bottom <= innerHeight + 1, getComputedStyle(e).outlineStyle]
}"""

TEXTS = """() => {
    const found = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("nav")) found.push(walker.currentNode.data)
    return found
}"""

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}


def missing(what: str) -> None:
    """Leave a test out for want of a program, except where all of them have been installed."""
    if os.environ.get("EVERYTHING_INSTALLED"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("Chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=list(ALONE), timeout=120_000)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(made: dict[str, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """(Stage, page) → its address."""
    folder = tmp_path_factory.mktemp("总览 页")
    found = {}
    for stage, name in (*STANDS, SHOWN):
        path = folder / f"{stage}-{Path(name).name}"
        path.write_bytes(made[stage][name])
        found[stage, name] = path.as_uri()
    return found


@pytest.fixture
def opened(browser: Browser, pages: dict[tuple[str, str], str]) -> Iterator[Opener]:
    """Opens a page in a context of its own and keeps what it asks for in ``requests``."""
    contexts = []

    def open_page(stage: str, name: str, size: dict[str, int] = WIDE, *, scripts: bool = True) -> Browser:
        context = browser.new_context(viewport=size, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.faults = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: page.faults.append(message.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(pages[stage, name])
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("stage", "name"), [*STANDS, SHOWN])
def test_it_asks_for_nothing_but_itself(
    opened: Opener, pages: dict[tuple[str, str], str], stage: str, name: str
) -> None:
    page = opened(stage, name)
    page.wait_for_load_state("networkidle")
    assert page.requests == [pages[stage, name]]
    assert page.faults == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "400"])
@pytest.mark.parametrize(("stage", "name"), [*STANDS, SHOWN])
def test_axe_finds_no_barrier(opened: Opener, stage: str, name: str, size: dict[str, int]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened(stage, name, size)).response
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found["violations"]] == []
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found["incomplete"]] == []
    checked = {item["id"] for item in found["passes"]}
    assert {"color-contrast", "document-title", "heading-order", "html-has-lang", "landmark-one-main"} <= checked


def test_axe_would_notice(opened: Opener) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened("获奖后", PAGE)
    page.evaluate(
        "document.querySelector('.bar').removeAttribute('aria-label');"
        "document.querySelector('h2').style.color = '#dddddd';"
    )
    assert {item["id"] for item in Axe().run(page).response["violations"]} >= {"role-img-alt", "color-contrast"}


@pytest.mark.parametrize("width", [1280, 640, 400, 320])
@pytest.mark.parametrize(("stage", "name"), [*STANDS, SHOWN])
def test_nothing_hangs_over_the_edge(opened: Opener, stage: str, name: str, width: int) -> None:
    page = opened(stage, name, {"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    hanging = (
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert page.evaluate(hanging) == []


@pytest.mark.parametrize(("stage", "name"), STANDS)
def test_the_keyboard_reaches_every_link_in_the_order_of_the_page(opened: Opener, stage: str, name: str) -> None:
    page = opened(stage, name)
    wanted = page.evaluate("[...document.querySelectorAll('a[href], summary')].map(e => e.textContent)")
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        reached.append(focus[0])
        assert focus[1], f"{focus[0]} is out of sight when it has the focus"
        assert focus[2] != "none", f"{focus[0]} does not show that it has the focus"
    assert reached == wanted
    assert reached[0] == "跳到正文"


def test_the_first_link_skips_to_the_text(opened: Opener) -> None:
    page = opened("获奖后", PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#stand")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_links_within_the_page_arrive(opened: Opener) -> None:
    page = opened("获奖后", PAGE)
    for link in page.locator("nav a").all():
        link.click()
        target = page.locator(link.get_attribute("href"))
        assert target.bounding_box()["y"] < WIDE["height"], link.text_content()


@pytest.mark.parametrize(("stage", "name"), STANDS)
def test_it_is_whole_without_scripts(opened: Opener, stage: str, name: str) -> None:
    with_scripts, without = opened(stage, name), opened(stage, name, scripts=False)
    assert without.locator("main").inner_text() == with_scripts.locator("main").inner_text()
    for bar in without.locator(".bar").all():
        box, fill = bar.bounding_box(), bar.locator(".fill").bounding_box()
        assert box["width"] > 100
        assert 0 < fill["width"] <= box["width"]


def test_bars_are_as_long_as_their_figures(opened: Opener) -> None:
    page = opened("获奖后", PAGE)
    bars = page.locator(".bar").all()
    assert len(bars) > 10
    for bar in bars:
        said = bar.get_attribute("aria-label")
        row = bar.locator("xpath=ancestor::tr")
        assert row.locator("th").first.inner_text() in said
        figures = re.findall(r"[0-9.]+", said.partition("得分")[2] or said)
        assert figures
        assert all(figure.rstrip(".") in row.inner_text() for figure in figures[:1])


@pytest.mark.parametrize(("stage", "name"), STANDS)
def test_on_paper_nothing_is_lost(opened: Opener, stage: str, name: str, tmp_path: Path) -> None:
    page = opened(stage, name)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True).stdout
    printed = re.sub(r"\s", "", told)
    texts = page.evaluate(TEXTS)
    assert len(texts) > 20
    for word in re.findall(r"\w+", "\n".join(texts)):
        assert word in printed
    for heading in page.locator("h2").all():
        assert heading.inner_text() in printed
    facts = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Page size: +59[45]\S* x 84[12]\S* pts", facts)
    assert "跳到正文" not in printed


def paper(path: Path) -> list[str]:
    """Give the size of each page of a PDF."""
    told = subprocess.run(["pdfinfo", "-l", "99", path], check=True, capture_output=True, text=True).stdout
    return re.findall(r"Page +\d+ size: +([\d.]+ x [\d.]+)", told)


def test_charts_are_printed_on_a3_and_candidates_on_a_page_each(opened: Opener, tmp_path: Path) -> None:
    opened("获奖后", PAGE).pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    sizes = [tuple(round(float(side)) for side in size.split(" x ")) for size in paper(tmp_path / "page.pdf")]
    assert sizes.count((1191, 842)) == len(("计划和实际", "谁还没有交", "评分排名", "评审员一致性"))
    page = opened(*SHOWN)
    page.pdf(path=tmp_path / "shown.pdf", prefer_css_page_size=True, print_background=True)
    assert len(paper(tmp_path / "shown.pdf")) == 1 + page.locator("section").count()
