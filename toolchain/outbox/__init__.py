"""The outbox: one word and a reason per file; hand-edited and issued papers are never overwritten.

A run publishes a complete new state or leaves the old one (:mod:`toolchain.outbox.transaction`). What lies there is
accounted for by a manifest, a hash-chained ledger and an archive of the workbooks used; :func:`verify` checks it all.
"""

from __future__ import annotations

from toolchain.outbox.fault import OutboxFault
from toolchain.outbox.lock import Held
from toolchain.outbox.lock import hold
from toolchain.outbox.making import maker_of
from toolchain.outbox.output import Change
from toolchain.outbox.output import Input
from toolchain.outbox.output import Maker
from toolchain.outbox.output import Output
from toolchain.outbox.output import Publication
from toolchain.outbox.output import Vanished
from toolchain.outbox.output import Word
from toolchain.outbox.publish import dismiss
from toolchain.outbox.publish import publish
from toolchain.outbox.publish import publish_run
from toolchain.outbox.verify import Discrepancy
from toolchain.outbox.verify import Kind
from toolchain.outbox.verify import archived_inputs
from toolchain.outbox.verify import folders_on_record
from toolchain.outbox.verify import verify

__all__ = [
    "Change",
    "Discrepancy",
    "Held",
    "Input",
    "Kind",
    "Maker",
    "OutboxFault",
    "Output",
    "Publication",
    "Vanished",
    "Word",
    "archived_inputs",
    "dismiss",
    "folders_on_record",
    "hold",
    "maker_of",
    "publish",
    "publish_run",
    "verify",
]
