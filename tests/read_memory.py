"""What files were found to be, kept in memory: what a test has read once is not read again."""

from __future__ import annotations

from toolchain.inbox.file_examination import Examined


class ReadMemory:
    """Give it to ``receive`` as what is known."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], Examined] = {}

    def recall(self, name: str, sha: str) -> Examined | None:
        """Give what a file was found to be."""
        return self.found.get((name, sha))

    def keep(self, name: str, sha: str, found: Examined) -> None:
        """Remember what a file was found to be."""
        self.found[name, sha] = found
