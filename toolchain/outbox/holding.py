"""Outputs whose decision waits for a cell to be mended: the last good version stays where it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain.engine.value_objects import Value


class Hold(Value):
    """Decisions that wait, and what they wait for.

    Attributes:
        scope: the folders below the cycle's, and the files beside them, in which an output may be held at all.
        folders: those of them that hold what follows from the decisions.
        about: whom they are about (统一社会信用代码, 专家编号 …); empty for everybody.
        waits: what is to be mended, as people are told.
        decided: those whose decisions do not wait.
    """

    scope: frozenset[str]
    folders: frozenset[str]
    about: str = ""
    waits: str = ""
    decided: frozenset[str] = frozenset()

    def covers(self, path: str, about: str) -> bool:
        """Say whether an output that nothing gives any more waits for these decisions.

        Args:
            path: below the cycle's folder.
            about: whom it is about, empty for everybody.
        """
        if path.partition("/")[0] not in self.scope:
            return False
        if concerns(about, self.about) or not any(concerns(about, who) for who in self.decided):
            return True
        return not self.about and self.reaches(path)

    def reaches(self, path: str) -> bool:
        """Say whether an output about everybody follows from these decisions."""
        return path.partition("/")[0] in self.folders


def concerns(about: str, who: str) -> bool:
    """Say whether an output's subject is somebody, or something of theirs, as a code with a prize's name behind it."""
    rest = about.removeprefix(who)
    return bool(who) and about.startswith(who) and not (rest[:1].isascii() and rest[:1].isalnum())


def waiting(holds: Iterable[Hold], path: str, about: str) -> str:
    """Say what an output waits for that nothing gives any more; empty when nothing holds it."""
    return "；".join(dict.fromkeys(hold.waits for hold in holds if hold.covers(path, about)))
