"""What the documents need besides the judgement: the office's names, the wording, the check items."""

from __future__ import annotations

from dataclasses import dataclass

from toolchain.items import Items
from toolchain.parameters import Office
from toolchain.wording import Wording


@dataclass(frozen=True)
class Desk:
    """The office's desk."""

    office: Office
    wording: Wording
    items: Items
