"""What the documents need besides the judgement: the office's names, the wording, the check items."""

from __future__ import annotations

from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.model.check_items import Items
from toolchain.model.identifiers import SubjectKind, check_uscc, subject_of
from toolchain.model.rule_set.office import Office
from toolchain.model.wording import Wording
from toolchain.stages.judgement import Judgement


class OfficeContext(Value):
    """The office's desk."""

    office: Office
    wording: Wording
    items: Items

    def common(self, judgement: Judgement, document: int, subject: str = "", subject_name: str = "") -> dict[str, Any]:
        """Give what every document is made with: whom it is about, its registration, organs, regulation, cycle."""
        issue = judgement.issue(document, subject)
        return {
            "subject": subject,
            "subject_name": subject_name,
            "issue": issue,
            "office": self.office,
            "rules": judgement.rules,
            "cycle": judgement.settings.cycle,
            "whom": _kind(judgement, subject, subject_name) if judgement.rules.subjects else None,
        }

    def competence(self, judgement: Judgement, decided_by: str) -> str:
        """Give the provision under which somebody decides in a cycle: the office's own (第七条), else 第六条."""
        own = (self.office.office, "评审委员会办公室", "评审办", "我办")
        articles = judgement.rules.articles
        return articles.office if any(name in decided_by for name in own) else articles.committee


def _kind(judgement: Judgement, subject: str, name: str) -> SubjectKind | None:
    """Say of which kind the one is that a document is about, by its code or its name."""
    kind = subject_of(subject)
    if kind is not SubjectKind.ORGANISATION or check_uscc(subject).ok:
        return kind
    code = judgement.record.code_by_name.get(name)
    return None if code is None else subject_of(code)
