"""Documents rendered by LibreOffice and measured: the second level of the check."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection import rendered_body, rendered_page
from toolchain.typesetting.inspection import rendered_letterhead as heads
from toolchain.typesetting.inspection.clause_results import PAGE_CLAUSES, ClauseResult, Seen
from toolchain.typesetting.inspection.document_model import Opened
from toolchain.typesetting.inspection.rendered_document import Printed
from toolchain.typesetting.page_raster import faces, missing, sheets
from toolchain.typesetting.preview import preview

CHECKS = (rendered_page, heads, rendered_body)
"""The modules whose checks are entered into the table of rendered pages."""


@dataclass(frozen=True)
class Measured:
    """What was measured on the pages of documents, in their order, and what must be known about the rendering."""

    results: tuple[tuple[ClauseResult, ...], ...]
    message: str


def inspect_pages(documents: Sequence[tuple[bytes, Form]], fonts: Path | None = None) -> Measured:
    """Render documents and measure their pages; where that cannot be done each clause says why it is not checked.

    Raises:
        TemplateFault: one of them is no .docx.
    """
    absent = [*(["LibreOffice"] if shutil.which("soffice") is None else []), *missing()]
    if absent:
        reason = f"没有安装 {'、'.join(absent)}，页面不能量"
        return Measured(tuple(_unchecked(form, reason) for _, form in documents), reason)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for number, (data, _) in enumerate(documents):
            (folder / f"{number}.docx").write_bytes(data)
        made = preview([folder / f"{number}.docx" for number in range(len(documents))], folder, fonts)
        there = {path.stem: path for path in made.files}
        results = tuple(
            _measured(data, form, there.get(str(number)), made.message) for number, (data, form) in enumerate(documents)
        )
    return Measured(results, made.message)


def measure(data: bytes, form: Form, pdf: Path) -> tuple[ClauseResult, ...]:
    """Measure a document on its pages.

    Raises:
        TemplateFault: it is no .docx.
        OSError: the pages cannot be read.
    """
    printed = Printed(Opened(data, form), sheets(pdf), faces(pdf))
    return tuple(result for one in PAGE_CLAUSES if form in one.forms for result in one.results(printed))


def _measured(data: bytes, form: Form, pdf: Path | None, message: str) -> tuple[ClauseResult, ...]:
    if pdf is None:
        return _unchecked(form, message)
    try:
        return measure(data, form, pdf)
    except OSError as error:
        return _unchecked(form, f"页面读不出来（{error}）")


def _unchecked(form: Form, reason: str) -> tuple[ClauseResult, ...]:
    return tuple(one.result(Seen(None, reason)) for one in PAGE_CLAUSES if form in one.forms)
