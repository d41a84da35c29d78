"""Every clause passes on the samples and fails on a document in which just that is wrong."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from tests.typesetting.mutants import DOWN, MUTANTS, WRONG, mutant
from tests.typesetting.sample import DOCUMENTS, SKETCHES, rendered
from toolchain.documents.declaration import Form
from toolchain.model.issuance import Issuance
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.inspection.clause_results import CLAUSES, ClauseResult
from toolchain.typesetting.inspection.file_inspection import inspect_docx


def wrong(data: bytes, form: Form) -> list[ClauseResult]:
    return [result for result in inspect_docx(data, form, public=True) if result.status in WRONG]


@pytest.mark.parametrize("form", Form)
def test_the_samples_keep_every_clause(form: Form) -> None:
    assert wrong(rendered(form), form) == []


@pytest.mark.parametrize("form", Form)
def test_drafts_keep_every_clause(form: Form) -> None:
    assert wrong(rendered(form, replace(DOCUMENTS[form], issue=Issuance())), form) == []


@pytest.mark.parametrize("name", MUTANTS)
def test_a_clause_fails_where_it_is_broken(name: str) -> None:
    clause, form, *_ = MUTANTS[name]
    assert clause in {result.clause for result in wrong(mutant(name), form)}


def test_marks_of_secrecy_are_noted_on_public_papers_only() -> None:
    sketch = SKETCHES[DOWN].replace("发文字号|", "顶格| 机密★1年\n发文字号|", 1)
    data = rendered(DOWN, text=sketch)
    assert "B4" in {result.clause for result in inspect_docx(data, DOWN, public=True) if result.status in WRONG}
    assert "B4" not in {result.clause for result in inspect_docx(data, DOWN)}


def test_files_that_change_by_the_clock_are_named() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in unpack(rendered(DOWN)).items():
            archive.writestr(name, data)
    assert {result.clause for result in wrong(buffer.getvalue(), DOWN)} == {"K9"}


def test_every_clause_has_its_own_name_and_is_told_what_it_is_about() -> None:
    names = [clause.name for clause in CLAUSES]
    assert len(names) == len(set(names))
    assert all(clause.title and clause.forms for clause in CLAUSES)


def test_every_clause_that_can_fail_has_a_mutant() -> None:
    elsewhere = {"B4", "K9"}
    unseen = {"A13", "A16", "E9", "H1"}
    assert not {clause.name for clause in CLAUSES} - {name for name, *_ in MUTANTS.values()} - elsewhere - unseen


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.CERTIFICATE])
def test_results_say_clause_section_strength_and_value(form: Form) -> None:
    for result in inspect_docx(rendered(form), form):
        assert result.measured
        assert result.title
