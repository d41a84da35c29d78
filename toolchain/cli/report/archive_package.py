"""The archive package of a cycle: every issued paper with its PDF/A, the list of files, what they rest on, a manifest.

The package is a folder that a stranger reads without this program: ``sha256sum -c 校验清单.sha256`` tells whether it is
whole. Papers stand in the order of their dates and numbers, one paper one file with its number (DA/T 22, 件).
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.paths import Project
from toolchain.documents.document_file import DocumentFile
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text, safe_name
from toolchain.outbox.paths import LEDGER, MANIFEST
from toolchain.results.common_tables import labelled
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.docx_parts import parsed, style_names, text_of
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.preview import ARCHIVAL, preview
from toolchain.typesetting.template_authoring import build
from toolchain.workbooks.result_sheet import Kind, ResultSheet
from toolchain.workbooks.result_table import write_result

SUMS, LIST = "校验清单.sha256", "归档文件目录"
PAPERS, GROUNDS, RESULTS = "文书", "依据表格", "结果表格"

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_TITLE = re.compile(rb"<dc:title>(.*?)</dc:title>", re.DOTALL)
_SIGNED = ("署名", "证书落款")


class ArchiveFault(Exception):  # noqa: N818 - it says what stands in the way, for people
    """A package cannot be made; the message says why and what to do."""


class Filed(Value):
    """One paper in the list.

    Attributes:
        place: its number in the package (件号), from 1.
        issuer: who issued it (责任者).
        number: 发文字号, empty where it has none.
        title: 题名, as the paper prints it.
        dated: 成文日期, None for papers without one.
        pages: how many, 0 where no PDF could be made.
        stem: name of its files, without their endings.
    """

    place: int
    issuer: str
    number: str
    title: str
    dated: date | None
    pages: int
    stem: str


def pack_cycle(project: Project, outcome: Outcome, name: str, target: Path) -> tuple[tuple[Filed, ...], str]:
    """Lay the package of a cycle into a new folder; give the list and what must be known about the PDF files.

    Raises:
        ArchiveFault: there is no such cycle, nothing is issued, a paper is missing from the outbox, or the folder is
            there already.
    """
    cycle = next((item for item in outcome.cycles if item.record.cycle == name), None)
    if cycle is None:
        known = "、".join(item.record.cycle for item in outcome.cycles)
        raise ArchiveFault(f"收件箱里没有“{name}”，现有{known or '的收件箱是空的'}")
    papers = issued(cycle)
    if not papers:
        raise ArchiveFault(f"{name}还没有登记为已印发的文书，没有可以归档的")
    if target.exists():
        raise ArchiveFault(f"{target} 已经存在，归档包不覆盖；请移走它，或者用 --to 另选文件夹")
    missing = [paper.path for paper in papers if not (project.outbox / name / paper.path).is_file()]
    if missing:
        raise ArchiveFault(f"outbox 里缺少{len(missing)}份已印发的文书（如 {missing[0]}），请先运行 make cycle")
    unfinished = target.with_name(f".{target.name}.未完成")
    shutil.rmtree(unfinished, ignore_errors=True)
    listed, message = _papers(project, name, papers, unfinished)
    _grounds(project, outcome, name, unfinished)
    _lists(name, listed, unfinished)
    _sums(unfinished)
    unfinished.replace(target)
    return listed, message


def issued(cycle: CycleOutcome) -> tuple[DocumentFile, ...]:
    """List the issued papers in the order in which they are filed: by date, then by number and subject."""
    found = [paper for paper in cycle.papers if paper.document.issue.issued]
    return tuple(sorted(found, key=_filing))


def _filing(paper: DocumentFile) -> tuple[date, int, str]:
    document = paper.document
    return document.issue.dated or date.max, document.number, paper.path


def _papers(project: Project, name: str, papers: Sequence[DocumentFile], folder: Path) -> tuple[tuple[Filed, ...], str]:
    """Copy the papers as they stand in the outbox under their numbers, and turn them into PDF."""
    (folder / PAPERS).mkdir(parents=True)
    copies: list[Path] = []
    for place, paper in enumerate(papers, start=1):
        stem = safe_name(f"{place:03d}-{Path(paper.path).stem}")
        copy = folder / PAPERS / f"{stem}.docx"
        copy.write_bytes((project.outbox / name / paper.path).read_bytes())
        copies.append(copy)
    made = preview(copies, folder / PAPERS, options=ARCHIVAL)
    listed = tuple(
        _filed(place, paper, copy) for place, (paper, copy) in enumerate(zip(papers, copies, strict=True), start=1)
    )
    return listed, made.message


def _filed(place: int, paper: DocumentFile, copy: Path) -> Filed:
    document = paper.document
    data = copy.read_bytes()
    pdf = copy.with_suffix(".pdf")
    found = _TITLE.search(unpack(data, copy.name)["docProps/core.xml"])
    title = parsed(b"<t>" + found[1] + b"</t>").text or "" if found else ""
    return Filed(
        place=place,
        issuer=signed_by(data, copy.name) or document.office.office,
        number=document.issue.number or "",
        title=_told_apart(title or document.title, document.subject_name),
        dated=document.issue.dated,
        pages=len(_PAGE.findall(pdf.read_bytes())) if pdf.is_file() else 0,
        stem=copy.stem,
    )


def _told_apart(title: str, subject: str) -> str:
    """Add in square brackets whom a paper is about, where its title does not say so."""
    return f"{title}〔{subject}〕" if subject and subject not in title else title


def signed_by(data: bytes, name: str) -> str:
    """Give the organ that signs a paper, without the bracketed line under it; empty where nobody signs."""
    parts = unpack(data, name)
    names = style_names(parts)
    for element in parsed(parts["word/document.xml"]).iter(w("p")):
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and names.get(str(style.get(w("val")))) in _SIGNED:
            return text_of(element).strip()
    return ""


def _grounds(project: Project, outcome: Outcome, name: str, folder: Path) -> None:
    """Copy the workbooks that the papers rest on, the results, the manifest and the ledger."""
    for entry in outcome.intake.entries:
        source = project.inbox / entry.name
        if entry.cycle == name and source.is_file():
            _copy(source, folder / GROUNDS / entry.name)
    for source in sorted((project.outbox / name).rglob("*.xlsx")):
        inside = source.relative_to(project.outbox / name)
        if not {"空白表", "退回"} & set(inside.parts):
            _copy(source, folder / RESULTS / inside)
    for source in (project.outbox / name / MANIFEST, project.outbox / MANIFEST, project.outbox / LEDGER):
        if source.is_file():
            _copy(source, folder / "账本" / source.name.lstrip("_"))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def _lists(name: str, listed: Sequence[Filed], folder: Path) -> None:
    """Write the list of files as a workbook and as a Word page."""
    sheet = ResultSheet(
        title=LIST,
        columns=labelled(
            ("件号", Kind.INTEGER, 7),
            ("责任者", Kind.TEXT, 34),
            ("文号", Kind.TEXT, 22),
            ("题名", Kind.TEXT, 60),
            ("日期", Kind.DATE, 12),
            ("页数", Kind.INTEGER, 7),
            ("文件", Kind.TEXT, 50),
        ),
        rows=tuple(
            (item.place, item.issuer, item.number, item.title, item.dated or "", item.pages or "", item.stem)
            for item in listed
        ),
        note=f"共{len(listed)}件，按成文日期排列；每件有 Word 原件和 PDF/A。核对：sha256sum -c {SUMS}",
    )
    (folder / f"{LIST}.xlsx").write_bytes(write_result(f"{name}{LIST}", (sheet,)))
    (folder / f"{LIST}.docx").write_bytes(build("\n".join(_page(name, listed)), name=LIST, title=f"{name}{LIST}"))


def _page(name: str, listed: Sequence[Filed]) -> Iterator[str]:
    """Write the list as a sketch on pages that lie across."""
    yield from ("格式| 自由", "版面| 横", f"公文标题| {name}{LIST}")
    yield "表| 宽 12,46左,46,64左,42,14"
    yield "表头| 件号| 责任者| 文号| 题名| 日期| 页数"
    for item in listed:
        day = date_text(item.dated) if item.dated else ""
        cells = (str(item.place), item.issuer, item.number, item.title, day, str(item.pages or ""))
        yield "表行| " + "| ".join(cell.replace("|", "/") for cell in cells)
    yield "表尾|"
    yield f"说明| 共{len(listed)}件，按成文日期排列。"


def _sums(folder: Path) -> None:
    """Write the digest of every file, in the form that sha256sum checks."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = ((hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(folder).as_posix()) for path in files)
    (folder / SUMS).write_text("".join(f"{digest}  {name}\n" for digest, name in sums), encoding="utf-8", newline="\n")
