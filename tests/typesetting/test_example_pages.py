"""Every document of the example cycle on paper: no clause broken, no character lost, no number torn."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.typesetting.test_pages import Rendering, needs_pages
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import run
from toolchain.cycle.resources import Resources
from toolchain.typesetting.page_raster import Text, texts
from toolchain.typesetting.render import Template

ROOT = Path(__file__).resolve().parents[2]
pytestmark = needs_pages
_LETTER, _FULL, _FLUSH = "[0-9A-Za-z]", 176, 29


@pytest.fixture(scope="module")
def rendering(tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """The example's documents and their pages."""
    project = Project(ROOT, ROOT / "inbox", tmp_path_factory.mktemp("outbox"))
    papers = [paper for outcome in run(Resources.load(project)).cycles for paper in outcome.papers]
    documents = {}
    for number, paper in enumerate(papers):
        template = Template.load(project.documents / f"{paper.document.template}.docx")
        name = f"{number:03d}-{paper.document.template}"
        documents[name] = (template.render(paper.document), paper.document.form)
    return Rendering(tmp_path_factory.mktemp("example"), documents)


def test_every_clause_holds_on_paper(rendering: Rendering) -> None:
    wrong = {name: found for name in rendering.documents if (found := rendering.wrong(name))}
    assert wrong == {}


def torn(page: tuple[Text, ...]) -> list[str]:
    """List the ends of full lines at which a number or a code goes on in the next line."""
    lines = [line for line in page if line.box.bottom < 262]
    return [
        f"{a.text[-8:]}|{b.text[:8]}"
        for a, b in pairwise(lines)
        if a.box.right > _FULL and b.box.left < _FLUSH
        if re.search(f"{_LETTER}$", a.text) and re.match(_LETTER, b.text)
    ]


def test_no_number_is_torn(rendering: Rendering) -> None:
    found = {
        name: ends
        for name in rendering.documents
        for _, page in texts(rendering.folder / f"{name}.pdf")
        if "抽取" not in name and (ends := torn(page))  # SHA-256 sums are longer than a cell
    }
    assert found == {}
