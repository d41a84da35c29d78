"""A composed document, where it goes and how far it is."""

from __future__ import annotations

from functools import cached_property

from toolchain.documents.declaration import Document
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import safe_name


class DocumentFile(Value):
    """A document of a cycle."""

    document: Document

    @cached_property
    def path(self) -> str:
        """Give its place below the cycle's folder."""
        return f"{self.document.folder}/{safe_name(self.document.stem)}.docx"

    @property
    def rests_on(self) -> str:
        """Give the folder of the stage whose decisions the document tells."""
        return self.document.tells or self.document.folder

    @property
    def status(self) -> str:
        """Say how far it is: 送审稿 while 文号 or date is missing, 待印发, 已印发; 送印样 has no row of its own."""
        if not self.document.dispatched:
            return "送印样"
        if self.document.draft:
            return "送审稿"
        return "已印发" if self.document.issue.issued else "待印发"
