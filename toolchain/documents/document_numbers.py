"""发文字号 in the 发文登记: whose word it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolchain.documents.declaration import Document
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.office import Office
from toolchain.model.sheets.settings import Dispatch

_NUMBER = re.compile(r"(.+)〔\d{4}〕\d+号")


def check_numbers(
    rows: Sequence[Dispatch], office: Office, documents: Sequence[type[Document]] = ()
) -> Iterator[Problem]:
    """Name numbers that begin with the word of neither organ, or with the other one's than the document's."""
    known = (office.government_prefix, office.office_prefix)
    organs = {document.number: document.by_government for document in documents}
    for row in rows:
        found = _NUMBER.fullmatch(row.number or "")
        if found is None:
            continue
        if found[1] not in known:
            facts = {"number": row.number or "", "agency": found[1], "known": "、".join(known)}
            yield problem("W-ISSUE-21", row.where("number"), **facts)
            continue
        by_government = organs.get(row.document)
        if by_government is not None and found[1] != known[not by_government]:
            facts = {"number": row.number or "", "title": row.title, "agency": found[1]}
            yield problem("W-ISSUE-23", row.where("number"), wanted=known[not by_government], **facts)
