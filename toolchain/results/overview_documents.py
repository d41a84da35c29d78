"""The documents of a cycle as the overview lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from toolchain.documents.document_file import DocumentFile
from toolchain.model.chinese import date_text
from toolchain.stages.judgement import Stage

_MOST = 200
"""Documents of a stage that are listed one by one."""
_MOST_ALIKE = 20
"""Documents of one kind that still are where the stage has more."""


def groups(papers: Sequence[DocumentFile]) -> Iterator[dict[str, object]]:
    """Group the documents by stage, by number within."""
    for stage in Stage:
        found = sorted((p for p in papers if p.document.folder == stage), key=lambda p: p.document.number)
        if found:
            yield {"name": stage.label, "count": len(found), "papers": list(_listed(found))}


def _listed(papers: Sequence[DocumentFile]) -> Iterator[dict[str, object]]:
    """List a stage's documents one by one; of very many those of one kind are one line that opens their folder."""
    for _, alike in groupby(papers, key=lambda paper: (paper.document.number, paper.document.title)):
        same = tuple(alike)
        if len(papers) <= _MOST or len(same) <= _MOST_ALIKE:
            yield from map(line_of, same)
            continue
        states = Counter(paper.status for paper in same)
        yield {
            **line_of(same[0]),
            "subject": f"共{len(same)}份，逐份见《文书清单》",
            "registered": "",
            "status": "、".join(states) if len(states) == 1 else "、".join(f"{s}{n}份" for s, n in states.items()),
            "link": quote(same[0].path.rpartition("/")[0] + "/"),
        }


def line_of(paper: DocumentFile) -> dict[str, object]:
    """Give what a line says of a document."""
    document = paper.document
    return {
        "number": document.number,
        "title": document.title,
        "subject": document.subject_name,
        "status": paper.status,
        "registered": document.issue.number or "",
        "dated": date_text(document.issue.dated) if document.issue.dated else "",
        "link": quote(paper.path),
    }
