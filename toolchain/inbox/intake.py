"""The account of the inbox: what became of every name in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from toolchain.engine.temporary_store import Held
from toolchain.model.problems import Problem
from toolchain.model.record import FilledWorkbook, Record


class FileState(StrEnum):
    """What became of a name in the inbox."""

    USED = "已采用"
    FAULTY = "需修改"
    UNKNOWN = "未识别"
    IGNORED = "忽略"


@dataclass(frozen=True)
class Entry:
    """The account of one name in the inbox."""

    name: str
    state: FileState
    reason: str = ""
    digest: str = ""
    cycle: str = ""
    workbook: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Intake:
    """Everything that was in the inbox.

    Attributes:
        entries: one per name, in name order.
        filled: the workbooks that were recognised, faulty ones included.
        held: the bytes of each recognised workbook as they were in the snapshot.
    """

    entries: tuple[Entry, ...]
    filled: tuple[FilledWorkbook, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """List the problems of all files."""
        return tuple(item for entry in self.entries for item in entry.problems)

    def reworded(self, say: Callable[[tuple[Problem, ...]], tuple[Problem, ...]]) -> Intake:
        """Give the intake with its problems said in another way."""
        entries = tuple(replace(item, problems=say(item.problems)) if item.problems else item for item in self.entries)
        filled = tuple(replace(item, problems=say(item.problems)) if item.problems else item for item in self.filled)
        return replace(self, entries=entries, filled=filled)

    def count(self, state: FileState) -> int:
        """Count the names in one state."""
        return sum(entry.state is state for entry in self.entries)

    @property
    def records(self) -> tuple[Record, ...]:
        """Group the workbooks by cycle, in the order of the cycles' names."""
        cycles = sorted({item.mark.cycle for item in self.filled})
        return tuple(
            Record(cycle, tuple(f.settled() for f in self.filled if f.mark.cycle == cycle)) for cycle in cycles
        )

    def balance(self, names: tuple[str, ...]) -> str:
        """Say the sum of the states: 已采用1、需修改0、未识别0、忽略2，共3个.

        Raises:
            AssertionError: a name is missing, was added or counts twice; that is a bug.
        """
        counts = {state: self.count(state) for state in FileState}
        kept = tuple(entry.name for entry in self.entries)
        if kept != names or len(set(kept)) != len(kept) or sum(counts.values()) != len(names):
            raise AssertionError(f"inbox does not balance: {len(names)} names, {counts}")
        return "、".join(f"{state.value}{count}" for state, count in counts.items()) + f"，共{len(names)}个"
