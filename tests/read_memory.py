"""What files were found to be, kept in memory: what a test has read once is not read again."""

from __future__ import annotations

from toolchain.inbox.file_examination import Examined, examine
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile


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


def received(*files: ScannedFile) -> Intake:
    """Receive files that are read in this process: a child for each costs four times as much."""
    memory = ReadMemory()
    for item in files:
        memory.keep(item.name, item.digest, examine(item.name, item.data))
    return receive(files, known=memory)
