"""What verification found, and what it did and did not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.outbox.held_outputs import Hold
from toolchain.outbox.output import Output


class Kind(StrEnum):
    """What is wrong with a file."""

    CHANGED = "内容被改动"
    EDITED = "被手工改过，系统没有覆盖"
    MISSING = "缺失"
    EXTRA = "多出"
    BROKEN = "记录不能相互印证"
    DIFFERENT = "按存档重算的结果不同"
    UNFINISHED = "上次运行没有完成"


@dataclass(frozen=True, order=True)
class Discrepancy:
    """One thing that is not as it should be: which file, what is wrong, and what exactly."""

    path: str
    kind: Kind
    detail: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}：{self.kind.value}" + (f"（{self.detail}）" if self.detail else "")


Reword = Callable[[str, bytes], str | None]
"""Make a paper (its path below the folder) anew with another template; the digest of what it says, None if none."""


class Recomputed(Value):
    """What the workbooks of a folder give.

    Attributes:
        outputs: everything that belongs into the folder.
        holds: decisions that wait; what rests on them is the last good version, which these workbooks do not give.
        made_by: the key of the program that recomputes, as in the manifest.
        reword: makes a paper with a template that was kept.
    """

    outputs: Sequence[Output]
    holds: Sequence[Hold] = ()
    made_by: str = ""
    reword: Reword = lambda _path, _form: None


Replay = Callable[[str, Mapping[str, bytes]], Recomputed | None]
"""Recompute a folder of the outbox from its workbooks (name in the inbox → bytes); None for one that has none."""


class Recount(Value):
    """What a recomputation came to.

    Attributes:
        found: what it does not give, or gives otherwise.
        equal: files that it gives as they stand.
        earlier: issued papers that the workbooks or the template kept from the day they were made give as they stand.
        recorded: issued papers that it cannot speak for; manifest and ledger alone do.
    """

    found: tuple[Discrepancy, ...] = ()
    equal: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    recorded: frozenset[str] = frozenset()


class Examination(Value):
    """What verification found, and how far it looked.

    Attributes:
        found: everything that is not as it should be.
        files: results whose bytes were held against manifest and ledger.
        kept: workbooks and templates in the archive that were held against their digests.
        lines: sound lines of the ledger.
        recount: what the recomputation came to, None where none was made.
    """

    found: tuple[Discrepancy, ...]
    files: frozenset[str] = frozenset()
    kept: int = 0
    lines: int = 0
    recount: Recount | None = None
