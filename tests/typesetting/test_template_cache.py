"""A compiled template is kept for the next run, and only for the very same program, template and format."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program_cache import keep_in
from toolchain.documents.declaration import Document
from toolchain.engine import compile_cache, fingerprint
from toolchain.typesetting import render
from toolchain.typesetting.format_master import FORMAT
from toolchain.typesetting.render import Template
from toolchain.typesetting.template_authoring import build
from toolchain.typesetting.template_fault import TemplateFault

from .sample import DOCUMENTS, SKETCHES, Form


class Compiled:
    """Counts how often templates are compiled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._read: Callable[..., Template] = Template.read
        monkeypatch.setattr(Template, "read", self)

    def __call__(self, *given: object) -> Template:
        self.count += 1
        return self._read(*given)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep templates in a folder of the test, those of made-up documents too."""
    monkeypatch.setattr(render, "_PROGRAM", "tests")
    return keep_in(tmp_path / "kept", monkeypatch)


@pytest.fixture
def compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Compiled:
    assert not folder.exists()
    return Compiled(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "通知.docx"
    place.write_bytes(build(SKETCHES[Form.PLAIN]))
    return place


def run(path: Path, document: Document = DOCUMENTS[Form.PLAIN], master: Path = FORMAT) -> bytes:
    """Render as a process of its own does: nothing is left from before but what is on the disk."""
    render._load.cache_clear()
    return Template.load(path, master).render(document)


def test_the_next_run_compiles_nothing_and_gives_the_same(path: Path, compiled: Compiled, folder: Path) -> None:
    first = run(path)
    (kept,) = folder.iterdir()
    before = kept.stat().st_mtime_ns
    assert run(path) == run(path) == first
    assert compiled.count == 1
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize("form", Form)
def test_every_form_is_the_same_from_what_was_kept(form: Form, path: Path, compiled: Compiled) -> None:
    path.write_bytes(build(SKETCHES[form]))
    assert run(path, DOCUMENTS[form]) == run(path, DOCUMENTS[form])
    assert compiled.count == 1


def test_another_template_or_format_or_name_is_compiled(path: Path, compiled: Compiled, tmp_path: Path) -> None:
    run(path)
    other = path.with_name("别名.docx")
    other.write_bytes(path.read_bytes())
    run(other)
    master = tmp_path / FORMAT.name
    master.write_bytes(FORMAT.read_bytes() + b"\n")
    run(path, master=master)
    path.write_bytes(build(SKETCHES[Form.PLAIN] + "正文| 又一段\n"))
    run(path)
    assert compiled.count == 4


def test_another_program_compiles_and_throws_away(
    path: Path, compiled: Compiled, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(path)
    (before,) = folder.iterdir()
    monkeypatch.setattr(compile_cache, "code", lambda: fingerprint.digest("another"))
    run(path)
    (after,) = folder.iterdir()
    assert compiled.count == 2
    assert after.name != before.name


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-1], lambda data: data[:0], lambda data: b"\0" + data[1:]],
    ids=("short", "empty", "other"),
)
def test_a_damaged_file_is_as_none(
    path: Path, compiled: Compiled, folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    first = run(path)
    (kept,) = folder.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert run(path) == first
    assert compiled.count == 2


def test_a_template_with_a_fault_is_never_kept(path: Path, compiled: Compiled, folder: Path) -> None:
    path.write_bytes(build(SKETCHES[Form.PLAIN] + "正文| {{ nobody }}\n"))
    for _ in range(2):
        with pytest.raises(TemplateFault, match="nobody"):
            run(path)
    assert compiled.count == 2
    assert not folder.exists()


def test_each_kind_of_document_is_checked_once(path: Path, compiled: Compiled) -> None:
    run(path)
    render._load.cache_clear()
    kind = type(DOCUMENTS[Form.PLAIN])
    template = Template.load(path)
    assert template._checked == {f"{kind.__module__}.{kind.__qualname__}"}
    with pytest.raises(TemplateFault):
        template.check(type(DOCUMENTS[Form.CERTIFICATE]))
    assert compiled.count == 1


def test_documents_of_others_are_checked_by_every_run(
    path: Path, compiled: Compiled, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "_PROGRAM", "toolchain")
    run(path)
    assert not folder.exists()
    assert compiled.count == 1


def test_nothing_is_kept_where_python_keeps_nothing(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    run(path)
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_does_no_harm(path: Path, compiled: Compiled, folder: Path) -> None:
    folder.write_bytes(b"a file in its place")
    assert run(path) == run(path)
    assert compiled.count == 2


def test_it_lies_with_pythons_own() -> None:
    assert compile_cache._folder().name == "__pycache__"
