"""The outbox: one word and a reason per file; hand-edited and issued papers are never overwritten.

A run publishes a complete new state or leaves the old one (:mod:`toolchain.outbox.transaction`). What lies there is
accounted for by a manifest, a hash-chained ledger and an archive of the workbooks used; :func:`verify` checks it all.

In: named bytes and what they were made from. Out: files on disk, and a word for each. It imports the engine alone.
"""

from __future__ import annotations
