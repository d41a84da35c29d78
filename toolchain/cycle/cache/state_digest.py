"""What a run hangs on besides the program, as digests: the inbox, the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from toolchain.cycle.cache.store import FOLDER
from toolchain.engine.fingerprint import digest, tree
from toolchain.inbox.scan import ScannedFile

_NO_RESULTS = {FOLDER, "_日志"}


def inbox(snapshot: tuple[ScannedFile, ...]) -> str:
    """Digest a snapshot of the inbox."""
    return digest(
        *(f"{item.name}\0{item.held is None}\0{item.reason}\0{item.holds}\0{item.digest}" for item in snapshot)
    )


def outbox(folder: Path, seen: Mapping[str, str | None] | None = None) -> str:
    """Digest everything that stands in an outbox, results or not; the log and what is remembered are left out.

    Args:
        folder: the outbox.
        seen: digests by path; where another file stands there, the answer is empty.
    """
    wanted = seen or {}
    missing = sum(found is not None for found in wanted.values())
    whole = sha256()
    for path, found in tree(folder, _NO_RESULTS):
        if wanted.get(path, found) != found:
            return ""
        missing -= path in wanted
        whole.update(f"{path} {found}\n".encode("utf-8", "surrogatepass"))
    return "" if missing else whole.hexdigest()
