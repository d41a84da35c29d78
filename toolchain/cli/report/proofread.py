"""Templates and documents proofread: fields, master format, clauses of GB/T 9704-2012; lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from toolchain.cli.report import contents, phrasing
from toolchain.cycle.paths import Project
from toolchain.documents.composition import declared
from toolchain.documents.declaration import Document
from toolchain.documents.document_file import DocumentFile
from toolchain.model.chinese import display_width
from toolchain.model.wording import FINDINGS, Wording
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.docx_parts import form_of
from toolchain.typesetting.edited_template import strange_styles
from toolchain.typesetting.foreign_content import foreign, people
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.inspection.clause_results import ClauseResult, Level, Status
from toolchain.typesetting.inspection.file_inspection import inspect_docx
from toolchain.typesetting.inspection.page_inspection import Measured, inspect_pages
from toolchain.typesetting.render import Template
from toolchain.typesetting.template_authoring import project as typeset_text
from toolchain.typesetting.template_check import check_fields
from toolchain.typesetting.template_fault import TemplateFault


def template_faults(project: Project) -> Iterator[str]:
    """Say what is wrong with the Word templates: missing, strange, fields that do not fit, styles of no format.

    A template that another program saved needs nothing: papers are laid out by the master whatever it says.
    """
    wanted = {f"{kind.template}.docx": kind for kind in declared()}
    there = {path.name: path for path in sorted(project.documents.glob("*.docx"))}
    for name, kind in wanted.items():
        path = there.get(name)
        if path is None:
            yield f"缺少模板 {name}"
            continue
        yield from check_fields(path, kind)
        data = path.read_bytes()
        try:
            yield from _worded(project, kind, data)
            parts = unpack(data, name)
            yield from (f"{name}：{fault}" for fault in foreign(parts))
            yield from (f"{name}：{fault}" for fault in strange_styles(parts, Master.load(form_of(parts, name))))
        except TemplateFault as fault:
            yield str(fault)
    for name in there.keys() - wanted.keys():
        yield f"{name}：没有文书使用这个模板"


def template_hints(project: Project) -> Iterator[str]:
    """Say whom and what computer the Word templates tell of; no paper does."""
    for path in sorted(project.documents.glob("*.docx")):
        try:
            found = [*people(unpack(path.read_bytes(), path.name))]
        except TemplateFault:
            continue
        yield from (f"{path.name}：{line}；文书里没有，要从模板里去掉的运行 make format" for line in found)


def _worded(project: Project, kind: type[Document], data: bytes) -> Iterator[str]:
    """Say what a template lacks of what its kind must say, and which words it should not use."""
    name, wording = f"{kind.template}.docx", project.templates / "wording"
    text = typeset_text(data, name)
    yield from (f"{name}：{fault}" for fault in contents.missing(kind, text))
    yield from (f"{name}：{fault}" for fault in phrasing.unwanted(text, phrasing.load(wording), kind))


def sentence_faults(project: Project) -> Iterator[str]:
    """Say which sentences of findings use words that papers should not use."""
    folder = project.templates / "wording"
    phrases = phrasing.load(folder)
    for case, sentences in Wording.load(folder).findings.items():
        for sentence in sentences.values():
            yield from (f"{FINDINGS} 的 {case}：{fault}" for fault in phrasing.unwanted(sentence, phrases))


def paper_faults(papers: Iterable[DocumentFile], project: Project) -> Iterator[str]:
    """Typeset documents and name every flat rule of the standard that one breaks."""
    for paper in papers:
        path = project.documents / f"{paper.document.template}.docx"
        template = Template.load(path, words=paper.document.words, sheet=paper.document.sheet)
        data = template.render(paper.document)
        for result in inspect_docx(data, paper.document.form, public=paper.document.public):
            if result.wrong:
                yield f"{paper.path}：{result.clause} {result.title}，{result.measured} {result.where}".rstrip()


def inspect_file(path: Path) -> tuple[ClauseResult, ...]:
    """Hold one document against the clauses of its format.

    Raises:
        TemplateFault: it is no .docx of this project.
        OSError: it cannot be read.
    """
    data = path.read_bytes()
    return inspect_docx(data, form_of(unpack(data, path.name), path.name))


def inspect_rendered(paths: Sequence[Path]) -> Measured:
    """Measure documents on pages that LibreOffice renders.

    Raises:
        TemplateFault: one of them is no .docx of this project.
        OSError: one cannot be read.
    """
    found = [(path.read_bytes(), path.name) for path in paths]
    return inspect_pages([(data, form_of(unpack(data, name), name)) for data, name in found])


def report(path: Path, results: Iterable[ClauseResult], *, full: bool) -> Iterator[str]:
    """Print the rows of one document; without ``full`` those that passed are only counted."""
    listed = tuple(results)
    shown = [item for item in listed if full or item.status is not Status.PASSED]
    passed = sum(item.status is Status.PASSED for item in listed)
    yield f"{path.name}：共{len(listed)}项，通过{passed}项"
    for item in shown:
        mark = "【需修改】" if item.wrong else "【提示】" if item.status is Status.WARNED else ""
        section = f"（{item.section}）" if item.section else ""
        place = f" · {item.where}" if item.where else ""
        head = f"{mark}{item.clause}{section}" + ("页面" if item.level is Level.PAGE else "")
        gap = " " * max(1, 20 - display_width(head))
        yield f"{head}{gap}{item.strength.value} {item.status.value}  {item.title}：{item.measured}{place}"
