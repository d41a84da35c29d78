"""What the run of one region came to, read from the object that it prints (``docs/json.md``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Severity

Facts = Mapping[str, Any]
"""An object of the printed JSON."""


class FileFault(Value):
    """What is wrong with one file of an inbox.

    Attributes:
        file: its name.
        count: how many places are to be mended.
        first: the first of them, as the run says it.
    """

    file: str
    count: int
    first: str


class CycleReport(Value):
    """Where one cycle stands after the run, in the words of the run.

    Attributes:
        cycle: 届次.
        stage, state: the first stage that is not done, and why.
        documents: how many there are.
        todo: what is to be done next.
        facts: what was decided, as the run printed it; None while 届次设置 cannot be used.
    """

    cycle: str
    stage: str
    state: str
    documents: int
    todo: str = ""
    facts: Facts | None = None

    def listed(self, name: str) -> tuple[Facts, ...]:
        """Give a list of the facts, empty where the cycle has not come so far."""
        return tuple((self.facts or {}).get(name, ()))

    def counted(self, name: str, **wanted: object) -> int:
        """Count the items of a list that have these values."""
        return sum(all(item.get(key) == value for key, value in wanted.items()) for item in self.listed(name))

    @property
    def overdue(self) -> tuple[Facts, ...]:
        """List the terms that had run out on the 登记截至 on record; without one nobody can tell."""
        day = self.as_of
        return () if day is None else tuple(item for item in self.listed("due") if item["day"] < day)

    @property
    def as_of(self) -> str | None:
        """Give the 登记截至 on record."""
        return (self.facts or {}).get("as_of")


class Report(Value):
    """How the run of one region ended.

    Attributes:
        name: the region.
        exit: the exit code of its run.
        cycles: where they stand.
        counts: how many problems there are of each severity.
        message: why there is no result, empty where there is one.
        faults: the files that are to be mended.
    """

    name: str
    exit: int
    cycles: tuple[CycleReport, ...] = ()
    counts: Mapping[str, int] | None = None
    message: str = ""
    faults: tuple[FileFault, ...] = ()

    def count(self, severity: Severity) -> int | None:
        """Give how many problems of a severity there are; None where there is no result."""
        return None if self.counts is None else self.counts[severity.value]


_DECIDED = (
    "acceptances",
    "qualifications",
    "candidates",
    "nominees",
    "laureates",
    "rulings",
    "register",
    "as_of",
    "milestones",
    "due",
    "prize_use",
)
"""The keys of a cycle that are summed up over regions and years."""


def report_of(name: str, code: int, told: Mapping[str, Any]) -> Report:
    """Read what a run printed."""
    cycles = tuple(
        CycleReport(
            item["cycle"],
            item["stage_name"],
            item["state"],
            len(item["documents"]),
            "；".join(item["next"]),
            {key: item[key] for key in _DECIDED if key in item},
        )
        for item in told["cycles"]
    )
    severities = [item["severity"] for item in told["problems"]]
    counts = {severity.value: severities.count(severity.value) for severity in Severity}
    return Report(name, code, cycles, counts, faults=_faults(told["problems"]))


def _faults(problems: list[Facts]) -> tuple[FileFault, ...]:
    found: dict[str, list[str]] = {}
    for item in problems:
        if item["severity"] == Severity.ERROR.value:
            place = "!".join(part for part in (item["sheet"], item["cell"]) if part)
            found.setdefault(item["file"], []).append(f"{place}：{item['message']}" if place else item["message"])
    return tuple(FileFault(file, len(said), said[0]) for file, said in found.items())
