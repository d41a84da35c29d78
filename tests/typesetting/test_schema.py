"""Every part is valid against the schemas of WordprocessingML, where these are at hand."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tests.typesetting.sample import DOCUMENTS, SKETCHES, TEMPLATES, rendered
from toolchain.documents.declaration import Form
from toolchain.model.issuance import Issuance
from toolchain.typesetting.template_authoring import build

PLACES = (os.environ.get("OOXML_XSD", ""), str(TEMPLATES.parent.parent / "shared" / "ooxml-xsd" / "all.xsd"))


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    for place in PLACES:
        path = Path(place)
        path = path / "all.xsd" if path.is_dir() else path
        if path.is_file():
            return etree.XMLSchema(etree.parse(path))
    pytest.skip("没有 OOXML 架构文件：用环境变量 OOXML_XSD 指出 all.xsd 的位置，才能检查文档是否合乎架构")


def errors(data: bytes) -> list[str]:
    found = []
    archive = zipfile.ZipFile(BytesIO(data))
    for name in archive.namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            known = schema()
            known.validate(etree.fromstring(archive.read(name)))
            found += [f"{name}: {error.message}" for error in known.error_log]
    return found


@pytest.mark.parametrize("form", Form)
def test_a_template_is_valid(form: Form) -> None:
    assert errors(build(SKETCHES[form])) == []


@pytest.mark.parametrize("form", Form)
def test_a_document_is_valid(form: Form) -> None:
    assert errors(rendered(form)) == []


@pytest.mark.parametrize("form", Form)
def test_a_draft_is_valid(form: Form) -> None:
    assert errors(rendered(form, replace(DOCUMENTS[form], issue=Issuance()))) == []


@pytest.mark.parametrize("path", sorted((TEMPLATES / "documents").glob("*.docx")), ids=lambda path: path.stem)
def test_the_project_s_templates_are_valid(path: Path) -> None:
    assert errors(path.read_bytes()) == []
