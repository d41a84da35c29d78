"""发文字号 in the 发文登记: whose word it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.office import Office
from toolchain.model.sheets.settings import Dispatch

_NUMBER = re.compile(r"(.+)〔\d{4}〕\d+号")


def check_numbers(rows: Sequence[Dispatch], office: Office) -> Iterator[Problem]:
    """Name numbers that begin with the word of neither organ."""
    known = (office.government_prefix, office.office_prefix)
    for row in rows:
        found = _NUMBER.fullmatch(row.number or "")
        if found is None:
            continue
        if found[1] not in known:
            facts = {"number": row.number or "", "agency": found[1], "known": "、".join(known)}
            yield problem("W-ISSUE-21", row.where("number"), **facts)
