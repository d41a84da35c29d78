"""The log: when runs took place and what they did. It knows the time, so it stands apart from the results.

A run that changes nothing leaves no line, so that running again changes no byte of the outbox.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from toolchain.outbox import durable_files
from toolchain.outbox.lock import RunLock
from toolchain.outbox.output import Publication
from toolchain.outbox.paths import LOG


def note(outbox: Path, held: RunLock, publication: Publication) -> None:
    """Add one line about a run; a log that cannot be written stops nothing, for no result depends on it."""
    now = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    counts = Counter(change.word for changes in publication.changes.values() for change in changes)
    words = "，".join(f"{word.value}{count}" for word, count in sorted(counts.items()))
    parts = [f"开始 {held.since}", f"结束 {now}", held.who, words or "没有文件", f"写入{publication.written}个文件"]
    line = "；".join([*parts, f"账本 {publication.head or '空'}", *publication.notes])
    with suppress(OSError):
        durable_files.append(outbox / LOG, f"{line}\n".encode(), durable_files.SECRET_FILE)
