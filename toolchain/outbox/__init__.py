"""The outbox: one word and a reason per file; hand-edited and issued papers are never overwritten.

A run publishes a complete new state or leaves the old one (:mod:`toolchain.outbox.transaction`). What lies there is
accounted for by a manifest, a hash-chained ledger and an archive of the workbooks used; :func:`verify` checks it all.

In: named bytes and what they were made from. Out: files on disk, and a word for each. It imports the engine alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolchain.outbox.examination import Discrepancy, Examination, Kind, Recomputed
    from toolchain.outbox.held_outputs import Hold, Settled
    from toolchain.outbox.lock import RunLock, hold
    from toolchain.outbox.output import Change, Input, Maker, Output, Publication, Vanished, Word
    from toolchain.outbox.provenance import maker_of
    from toolchain.outbox.publication import dismiss, publish, publish_run
    from toolchain.outbox.verification import (
        archived_inputs,
        examine,
        folders_on_record,
        head_of,
        line_of,
        verify,
    )
    from toolchain.outbox.write_failure import OutboxFault

__all__ = [
    "Change",
    "Discrepancy",
    "Examination",
    "Hold",
    "Input",
    "Kind",
    "Maker",
    "OutboxFault",
    "Output",
    "Publication",
    "Recomputed",
    "RunLock",
    "Settled",
    "Vanished",
    "Word",
    "archived_inputs",
    "dismiss",
    "examine",
    "folders_on_record",
    "head_of",
    "hold",
    "line_of",
    "maker_of",
    "publish",
    "publish_run",
    "verify",
]

_PLACES = {
    **dict.fromkeys(("OutboxFault",), "toolchain.outbox.write_failure"),
    **dict.fromkeys(("Discrepancy", "Examination", "Kind", "Recomputed"), "toolchain.outbox.examination"),
    **dict.fromkeys(
        (
            "RunLock",
            "hold",
        ),
        "toolchain.outbox.lock",
    ),
    **dict.fromkeys(("Hold", "Settled"), "toolchain.outbox.held_outputs"),
    **dict.fromkeys(("maker_of",), "toolchain.outbox.provenance"),
    **dict.fromkeys(
        (
            "Change",
            "Input",
            "Maker",
            "Output",
            "Publication",
            "Vanished",
            "Word",
        ),
        "toolchain.outbox.output",
    ),
    **dict.fromkeys(
        (
            "dismiss",
            "publish",
            "publish_run",
        ),
        "toolchain.outbox.publication",
    ),
    **dict.fromkeys(
        (
            "archived_inputs",
            "examine",
            "folders_on_record",
            "head_of",
            "line_of",
            "verify",
        ),
        "toolchain.outbox.verification",
    ),
}


def __getattr__(name: str) -> object:
    """Import a part when it is asked for: a run that finds nothing changed needs few of them."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
