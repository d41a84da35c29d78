"""The digest of its workbooks on a paper that people sign: who has the paper can hold the outbox against it."""

from __future__ import annotations

from toolchain.documents.declaration import Document, slot
from toolchain.engine.provenance_digest import data_digest
from toolchain.model.workbook_declaration import Workbook
from toolchain.stages.judgement import Judgement

FIELD = "data_digest"
_PRINTED = 32
"""Digits that are printed: no other workbooks with the same ones can be made."""


class SignedDocument(Document):
    """A paper that people sign; it prints the digest of the workbooks that hold what it tells."""

    data_digest: str = slot("数据摘要", "所据表格（SHA-256）的摘要，文书里写作 核对码：{{ data_digest }}")


def printed_digest(judgement: Judgement, *workbooks: Workbook) -> str:
    """Give the digest of the filled copies of some workbooks as papers print it: its first 32 digits.

    Raises:
        Unread: something in one of them must be mended.
    """
    return data_digest(judgement.record.digests(*workbooks))[:_PRINTED]
