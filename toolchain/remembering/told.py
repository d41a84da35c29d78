"""What the next run would say, if nothing changes until then."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import asdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolchain.detail import Detail
from toolchain.inbox.looking import Found
from toolchain.outbox.lock import hold
from toolchain.program import Program
from toolchain.program import digest
from toolchain.remembering import state
from toolchain.remembering.store import Store

CYCLE, CHECK = "cycle", "check"


@dataclass(frozen=True)
class Told:
    """A run's words.

    Attributes:
        lines, brief, whole: for people, by how much they want to know.
        json: for programs.
        exit: the exit code.
    """

    lines: tuple[str, ...]
    brief: tuple[str, ...]
    whole: tuple[str, ...]
    json: str
    exit: int


def recall(
    outbox: Path, command: str, program: Program, snapshot: tuple[Found, ...], *, noting: bool = False
) -> Told | None:
    """Give what a command would say, where program, inbox and (for a cycle) outbox are what they were.

    Args:
        outbox: where the results lie.
        command: which command.
        program: the program that runs.
        snapshot: the inbox.
        noting: take the lock, as a run that does the work does; nothing is written.

    Raises:
        OutboxFault: another run is at work.
    """
    found: Any = _store(outbox).load(command)
    if not isinstance(found, dict):
        return None
    with hold(outbox) if noting else nullcontext():
        if found.pop("state", "") != _state(outbox, command, program, snapshot):
            return None
        return Told(**found | {detail: tuple(found[detail]) for detail in Detail})


def keep(outbox: Path, command: str, program: Program, snapshot: tuple[Found, ...], told: Told) -> None:
    """Remember what a command would say the next time."""
    _store(outbox).save(command, {"state": _state(outbox, command, program, snapshot), **asdict(told)})


def _store(outbox: Path) -> Store:
    return Store(outbox, "说明")


def _state(outbox: Path, command: str, program: Program, snapshot: tuple[Found, ...]) -> str:
    parts = [command, program.whole, state.inbox(snapshot)]
    return digest(*parts, state.outbox(outbox) if command == CYCLE else "")
