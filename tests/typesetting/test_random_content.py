"""Names, lists and dates from the nasty end through every template: no error, no clause broken, no page spoilt."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from tests.typesetting.nasty import Nasty
from toolchain.documents.composition import declared
from toolchain.documents.declaration import Document, Form
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.inspection.file_inspection import inspect_docx
from toolchain.typesetting.inspection.page_inspection import inspect_pages
from toolchain.typesetting.page_raster import missing
from toolchain.typesetting.render import Template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
KINDS = tuple(declared())
SAMPLE, ALL, RENDERED = range(2), range(200), range(100, 103)


def made(kind: type[Document], seed: int) -> bytes:
    document = Nasty(seed * 100 + KINDS.index(kind)).document(kind)
    return template(kind).render(document)


@cache
def template(kind: type[Document]) -> Template:
    return Template.load(TEMPLATES / f"{kind.template}.docx")


def broken(kind: type[Document], data: bytes) -> list[str]:
    found = inspect_docx(data, kind.form, public=kind.public)
    return [f"{item.clause} {item.measured} {item.where}" for item in found if item.wrong]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.number:02d}-{kind.title}-{kind.template}")
@pytest.mark.parametrize("seed", SAMPLE)
def test_any_content_keeps_every_clause(kind: type[Document], seed: int) -> None:
    assert broken(kind, made(kind, seed)) == []


@pytest.mark.stress
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.number:02d}-{kind.title}-{kind.template}")
def test_two_hundred_sets_keep_every_clause(kind: type[Document]) -> None:
    assert [(seed, fault) for seed in ALL for fault in broken(kind, made(kind, seed))] == []


def test_nothing_nasty_becomes_markup_or_is_lost() -> None:
    kind = next(kind for kind in KINDS if kind.number == 23)
    texts = "".join(re.sub("<[^>]+>", "", unpack(made(kind, seed))["word/document.xml"].decode()) for seed in range(8))
    assert "A&amp;B &lt;公司&gt;" in texts
    assert "喆堃珺䶮" in re.sub("<[^>]+>", "", texts)


@pytest.mark.render
@pytest.mark.skipif(
    shutil.which("soffice") is None or bool(missing()), reason="没有 LibreOffice 或 poppler-utils，不能量版面"
)
@pytest.mark.parametrize("seed", RENDERED)
def test_pages_hold_any_content(seed: int) -> None:
    papers = [(kind.template, made(kind, seed), kind.form) for kind in KINDS]
    measured = inspect_pages([(data, form) for _, data, form in papers])
    wrong = [
        f"{name} {item.clause} {item.measured} {item.where}"
        for (name, _, _), results in zip(papers, measured.results, strict=True)
        for item in results
        if item.wrong
    ]
    assert wrong == []
    assert {form for _, _, form in papers} == set(Form)
