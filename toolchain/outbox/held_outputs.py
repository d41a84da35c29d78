"""Outputs whose decision waits for a cell to be mended, and issued papers that people have dealt with already.

The last good version stays where it is, byte for byte.
"""

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


class Settled(Value):
    """An event by which people took note that an issued paper is out of date: recalled, corrected, replaced.

    Attributes:
        document: the paper's number.
        about: whom it is about, empty for everybody.
        told: the event, as people are told.
    """

    document: int
    about: str
    told: str

    def covers(self, path: str, about: str) -> bool:
        """Say whether the event is about an output: the number of a paper stands before its name."""
        number = path.rpartition("/")[2].partition("-")[0]
        return number.isdecimal() and int(number) == self.document and about == self.about


def concerns(about: str, who: str) -> bool:
    """Say whether an output's subject is somebody, or something of theirs, as a code with a prize's name behind it."""
    rest = about.removeprefix(who)
    return bool(who) and about.startswith(who) and not (rest[:1].isascii() and rest[:1].isalnum())


Keeping = Hold | Settled
"""What keeps an output that nothing gives any more at its place."""


def waiting(keeping: Iterable[Keeping], path: str, about: str) -> str:
    """Say what an output waits for that nothing gives any more; empty when nothing holds it."""
    holds = (item for item in keeping if isinstance(item, Hold))
    return "；".join(dict.fromkeys(hold.waits for hold in holds if hold.covers(path, about)))


def dealt_with(keeping: Iterable[Keeping], path: str, about: str) -> str:
    """Give the event that deals with an issued paper; empty where there is none."""
    return next((item.told for item in keeping if isinstance(item, Settled) and item.covers(path, about)), "")
