"""Outputs whose decision waits for a cell to be mended: the last good version stays where it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolchain.engine.value_objects import Value
from toolchain.outbox.manifest import Entry


class Hold(Value):
    """Decisions that wait, and what they wait for.

    Attributes:
        folders: the folders below the cycle's whose outputs rest on them; empty for the whole cycle.
        about: whom they are about (统一社会信用代码, 专家编号 …); empty for everybody.
        waits: what is to be mended, as people are told.
        decided: those that the decisions do not concern, for they are decided all the same.
    """

    folders: frozenset[str] = frozenset()
    about: str = ""
    waits: str = ""
    decided: frozenset[str] = frozenset()

    def covers(self, path: str, about: str) -> bool:
        """Say whether an output rests on these decisions.

        Args:
            path: below the cycle's folder.
            about: whom it is about, empty for everybody: such an output rests on the decisions about each.
        """
        if self.folders and path.partition("/")[0] not in self.folders:
            return False
        if not self.about or not about:
            return True
        return about == self.about or about not in self.decided


def waiting(holds: Iterable[Hold], path: str, about: str) -> str:
    """Say what an output waits for; empty when nothing holds it."""
    found = dict.fromkeys(hold.waits for hold in holds if hold.covers(path, about))
    return "；".join(found)


def kept(
    folder: str, entries: Mapping[str, Entry], made: Iterable[str], holds: Iterable[Hold]
) -> dict[str, tuple[Entry, str]]:
    """List what stays held of a folder: path below it → (entry, what it waits for).

    Args:
        folder: the cycle's folder in the outbox.
        entries: the manifest's entries by full path.
        made: the paths below the folder that the facts give now.
        holds: the decisions that wait.
    """
    given, found, all_holds = set(made), {}, tuple(holds)
    for path, entry in sorted(entries.items()):
        below = path.removeprefix(f"{folder}/")
        if below == path or below in given or entry.kind or not entry.sha256:
            continue
        told = waiting(all_holds, below, entry.about)
        if told:
            found[below] = entry, told
    return found
