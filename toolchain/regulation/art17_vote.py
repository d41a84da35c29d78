"""第十七条: the committee votes by secret ballot; two thirds of the voters, two thirds included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolchain.parameters import Art17
from toolchain.problems import At
from toolchain.problems import Problem
from toolchain.sheets.committee import Ballot
from toolchain.sheets.committee import Count
from toolchain.sheets.committee import Meeting
from toolchain.sheets.committee import Member
from toolchain.sheets.committee import MemberRecusal
from toolchain.sheets.settings import CycleRules
from toolchain.sheets.settings import Readings


@dataclass(frozen=True)
class Tally:
    """The count for one candidate, every number of the reconciliation kept.

    Attributes:
        uscc, name: the candidate.
        members: 应到; present: 实到; recused: present members recused from this candidate.
        handed, returned: ballots out and back.
        favour, against, abstained, invalid: marks; they add to ``returned``.
        voters: 投票人数 by the reading of the cycle.
        needed: least number of yes votes that passes.
        passed: reached it.
        cells: the cells the count rests on.
    """

    uscc: str
    name: str
    members: int
    present: int
    recused: int
    handed: int
    returned: int
    favour: int
    against: int
    abstained: int
    invalid: int
    voters: int
    needed: int
    passed: bool
    cells: tuple[At, ...] = ()


@dataclass(frozen=True)
class BallotBox:
    """What the tellers' workbook holds of the vote."""

    meeting: Meeting
    members: tuple[Member, ...]
    recusals: tuple[MemberRecusal, ...]
    counts: tuple[Count, ...]
    ballots: tuple[Ballot, ...]


def needed(voters: int, p: Art17) -> int:
    """第十七条: the least number of yes votes that passes among ``voters``, in integers."""
    raise NotImplementedError


def tally(
    box: BallotBox,
    candidates: Sequence[tuple[str, str]],
    turn: int,
    rules: CycleRules,
    readings: Readings,
    p: Art17,
) -> tuple[tuple[Tally, ...], tuple[Problem, ...]]:
    """Count one round. ``candidates`` are (统一社会信用代码, name); every mismatch of the equations is a blocking problem.

    发出 = 实到 − 回避; 收回 ≤ 发出; 同意 + 不同意 + 弃权 + 无效 = 收回 = ballots entered; both tellers' counts agree.
    """
    raise NotImplementedError


def check_meeting(box: BallotBox, readings: Readings) -> tuple[Problem, ...]:
    """第六条: categories and offices of the committee, quorum by the reading, tellers two different people."""
    raise NotImplementedError
