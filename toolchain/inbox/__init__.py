"""The inbox: every name in it ends in exactly one state, and every readable workbook becomes typed rows.

In: the folder in which people put files. Out: an intake, the records of its cycles and the problems of its files. It
imports workbooks, the model and the engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolchain.inbox.intake import Entry, FileState, Intake
    from toolchain.inbox.reception import receive
    from toolchain.inbox.scan import ScannedFile, scan_inbox

__all__ = ["Entry", "FileState", "Intake", "ScannedFile", "receive", "scan_inbox"]

_PLACES = {
    **dict.fromkeys(
        (
            "Entry",
            "FileState",
            "Intake",
        ),
        "toolchain.inbox.intake",
    ),
    **dict.fromkeys(
        (
            "ScannedFile",
            "scan_inbox",
        ),
        "toolchain.inbox.scan",
    ),
    **dict.fromkeys(("receive",), "toolchain.inbox.reception"),
}


def __getattr__(name: str) -> object:
    """Import a part when it is asked for: a run that finds nothing changed needs few of them."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
