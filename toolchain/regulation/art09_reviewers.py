"""第九条: who may be a reviewer."""

from __future__ import annotations

from datetime import date

from toolchain.finding import Finding
from toolchain.parameters import Art09
from toolchain.sheets.experts import Expert


def qualify(expert: Expert, drawn: date, p: Art09) -> tuple[Finding, ...]:
    """第九条（一）至（四）: four findings; (二) is (degree or senior title) and eight years counted to the draw date."""
    raise NotImplementedError
