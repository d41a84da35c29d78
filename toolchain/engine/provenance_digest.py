"""The digest that ties a printed paper to the workbooks it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def data_digest(digests: Iterable[str]) -> str:
    """Give the 数据摘要 of a set of workbooks: SHA-256 of their sorted SHA-256 digests, one a line.

    It depends on the workbooks alone, so a paper can carry it without depending on itself. Anyone can redo it:
    ``sha256sum *.xlsx | cut -c1-64 | sort -u | sha256sum``.
    """
    lines = "".join(f"{digest}\n" for digest in sorted(set(digests)))
    return hashlib.sha256(lines.encode("ascii")).hexdigest()
