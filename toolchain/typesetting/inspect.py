"""A finished document held against every clause that applies to its Form."""

from __future__ import annotations

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection import head
from toolchain.typesetting.inspection import package
from toolchain.typesetting.inspection import page
from toolchain.typesetting.inspection import record
from toolchain.typesetting.inspection import text
from toolchain.typesetting.inspection.model import Opened
from toolchain.typesetting.inspection.result import CLAUSES
from toolchain.typesetting.inspection.result import ClauseResult

CHECKS = (page, head, text, record, package)
"""The modules whose checks are entered into the table, in the order of the standard."""


def inspect_docx(data: bytes, form: Form, *, public: bool = False) -> tuple[ClauseResult, ...]:
    """Check a document.

    Args:
        data: the .docx.
        form: the format it should be in.
        public: it may leave the office, so it must not carry marks of secrecy.

    Raises:
        TemplateFault: it is no .docx.
    """
    opened = Opened(data, form, public=public)
    return tuple(result for one in CLAUSES if form in one.forms for result in one.results(opened))
