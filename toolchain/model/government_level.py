"""The government of any level said as the declarations say it, so that headers and choices of all regions are alike."""

from __future__ import annotations

import re

_LEVEL = re.compile("(?:新区|开发区|[市县省州旗盟])(?=政府)|(?<=全)(?:新区|开发区|[市县省州旗盟])(?=同行业)")
_COMMITTEE = "管委会"
"""What governs a development zone or new district in the place of a government."""


def own_level(text: str) -> str:
    """Say the government of any level as the declarations do: the same header, the same choice."""
    if _COMMITTEE in text:
        text = text.replace(_COMMITTEE, "区政府")
    return _LEVEL.sub("区", text) if "政府" in text or "同行业" in text else text
