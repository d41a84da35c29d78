"""The format measured as ink on pages that LibreOffice renders (not Word, not WPS)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.typesetting.mutants import WRONG
from tests.typesetting.page_mutants import FULL, PAGE_MUTANTS, full
from tests.typesetting.sample import DOCUMENTS, rendered
from toolchain.cli import cli
from toolchain.documents.declaration import Form, Issuance
from toolchain.typesetting.inspection import page_inspection
from toolchain.typesetting.inspection.clause_results import PAGE_CLAUSES, Level, Status
from toolchain.typesetting.inspection.page_inspection import measure
from toolchain.typesetting.inspection.rendered_document import plain
from toolchain.typesetting.page_raster import missing, sheets
from toolchain.typesetting.preview import fonts_folder, preview

needs_pages = [
    pytest.mark.render,
    pytest.mark.skipif(
        shutil.which("soffice") is None or bool(missing()),
        reason="没有 LibreOffice 或 poppler-utils，不能量版面",
    ),
]


class Rendering:
    """Documents with their pages."""

    def __init__(self, folder: Path, documents: dict[str, tuple[bytes, Form]]) -> None:
        for name, (data, _) in documents.items():
            (folder / f"{name}.docx").write_bytes(data)
        made = preview([folder / f"{name}.docx" for name in documents], folder)
        assert len(made.files) == len(documents), made.message
        self.folder, self.documents = folder, documents

    def wrong(self, name: str) -> dict[str, str]:
        """Give the clauses that a document's pages break."""
        data, form = self.documents[name]
        found = measure(data, form, self.folder / f"{name}.pdf")
        return {result.clause: result.measured for result in found if result.status in WRONG}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """The samples, their drafts and a notice full of text."""
    documents = {form.value: (rendered(form), form) for form in Form}
    for form in Form:
        documents[f"{form.value}稿"] = (rendered(form, replace(DOCUMENTS[form], issue=Issuance())), form)
    documents["满页"] = (full(), Form.PLAIN)
    return Rendering(tmp_path_factory.mktemp("samples"), documents)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """The mutants."""
    documents = {name: (item.made(), item.form) for name, item in PAGE_MUTANTS.items()}
    return Rendering(tmp_path_factory.mktemp("mutants"), documents)


class TestRendered:
    """What needs pages."""

    pytestmark = needs_pages

    @pytest.mark.parametrize("name", [*(form.value for form in Form), *(f"{form.value}稿" for form in Form), "满页"])
    def test_the_samples_keep_every_clause_on_paper(self, samples: Rendering, name: str) -> None:
        assert samples.wrong(name) == {}

    @pytest.mark.parametrize("name", PAGE_MUTANTS)
    def test_a_clause_fails_on_paper_where_it_is_broken(self, broken: Rendering, name: str) -> None:
        if fonts_folder() is None and name in {"天头 36", "红线太近", "页脚 15 毫米"}:
            pytest.skip("没有仿宋（DOCUMENT_FONTS），字形高度不能量")
        assert PAGE_MUTANTS[name].clause in broken.wrong(name)

    def test_a_full_page_holds_twenty_two_lines_of_twenty_eight_characters(self, samples: Rendering) -> None:
        page = sheets(samples.folder / "满页.pdf")[1]
        lines = [line for line in page.texts if line.box.bottom < 262]
        assert [len(line.text) for line in lines[1:]] == [28] * 21
        assert len(lines) == 22
        assert lines[0].text in FULL * 3

    @pytest.mark.parametrize("form", [form for form in Form if form is not Form.FREE])
    def test_a_draft_says_so_and_moves_nothing(self, samples: Rendering, form: Form) -> None:
        final, draft = (sheets(samples.folder / f"{form.value}{mark}.pdf") for mark in ("", "稿"))
        assert len(final) == len(draft)
        marks = [line for line in draft[0].texts if line.text == "送审稿"]
        assert len(marks) == 1
        first = [line.box.top for line in final[0].texts if any("汉" <= char <= "龥" for char in line.text)]
        same = [line.box.top for line in draft[0].texts if line.text in {line.text for line in final[0].texts}]
        assert set(same) <= {line.box.top for line in final[0].texts}
        assert first

    @pytest.mark.parametrize("mark", ["", "稿"])
    def test_a_certificate_is_one_page(self, samples: Rendering, mark: str) -> None:
        pages = sheets(samples.folder / f"证书{mark}.pdf")
        assert len(pages) == 1
        assert plain("特发此证，以资鼓励。") in [line.text for line in pages[0].texts]


def test_every_clause_of_pages_has_a_mutant() -> None:
    unseen = {"E9"}
    assert {one.name for one in PAGE_CLAUSES} - {item.clause for item in PAGE_MUTANTS.values()} == unseen


def test_pages_that_cannot_be_rendered_are_not_checked_and_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    form = Form.DOWNWARD
    made = page_inspection.inspect_pages([(rendered(form), form)])
    assert "没有安装 LibreOffice" in made.message
    assert {result.status for result in made.results[0]} == {Status.UNCHECKED}
    assert {result.level for result in made.results[0]} == {Level.PAGE}
    assert all("没有安装 LibreOffice" in result.measured for result in made.results[0])


class TestCommand:
    """``inspect --pages``."""

    pytestmark = needs_pages

    def test_pages_are_reported_with_the_fonts_that_stood_in(self, tmp_path: Path) -> None:
        path = tmp_path / "公告.docx"
        path.write_bytes(rendered(Form.DOWNWARD))
        result = CliRunner().invoke(cli, ["inspect", "--pages", "--full", str(path)])
        assert result.exit_code == 0, result.output
        assert "B6（7.2.4）页面" in result.output
        assert "未在 Word、WPS 中核对" in result.output
