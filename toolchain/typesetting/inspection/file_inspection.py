"""A finished document held against every clause that applies to its Form."""

from __future__ import annotations

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection import (
    body_clauses,
    imprint_clauses,
    letterhead_clauses,
    package_checks,
    page_clauses,
)
from toolchain.typesetting.inspection.clause_results import CLAUSES, ClauseResult
from toolchain.typesetting.inspection.document_model import Opened

CHECKS = (page_clauses, letterhead_clauses, body_clauses, imprint_clauses, package_checks)
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
