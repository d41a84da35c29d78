"""The regions that ship as examples, each with the applicants and decisions its own rule set is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from tests.districts.case import ANNOUNCED, ENDS
from tests.districts.made_up import MadeUp
from tests.districts.region import REGIONS
from tests.rows import row_of
from toolchain.model.identifiers import SubjectKind
from toolchain.model.schema import USCC, Yuan
from toolchain.model.sheets import APPROVAL, SUPERVISION
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import GovernmentDecision, IncidentDecision, IncidentKind, Outcome

NAMES = tuple(sorted(path.stem for path in REGIONS.glob("*.toml")))


class WithPersons(MadeUp):
    """云泽区: two persons apply; the government decides first, one is refused, one gets less and one nothing."""

    kinds: ClassVar = {1: SubjectKind.PERSON, 4: SubjectKind.PERSON}
    decided = date(2025, 7, 11)

    def post(self, until: date = ENDS) -> None:
        """Let the government decide, then post those it approved."""
        nomination = self.judge().vote.nomination
        assert nomination is not None
        rows = [
            row_of(
                Approved,
                uscc=USCC(item.uscc),
                name=self.judge().name(item.uscc),
                certificate=f"云质奖2025{number:03d}",
                bank="某银行",
                account=f"4100156001{number:02d}0500{number:04d}",
            )
            for number, item in enumerate(nomination.nominees, start=1)
        ]
        rows[1] = replace(rows[1], granted=Yuan(0), less="全额财政拨款的单位")
        rows[2] = replace(rows[2], granted=Yuan(100_000), less="已获市级奖励的单位")
        rows[-1] = replace(rows[-1], decision=GovernmentDecision.REFUSED, certificate=None)
        listed: list[Any] = list(rows)
        meeting = row_of(ExecutiveMeeting, number="第20次", held=self.decided, announced=ANNOUNCED)
        self.add(APPROVAL, {ExecutiveMeeting: [meeting], Approved: listed})
        super().post(until)
        rows_posted: Any = self.books["公示与异议.xlsx"][2]
        agreed = tuple(row.uscc for row in rows if row.decision is GovernmentDecision.APPROVED)
        (sheet,) = (kind for kind, found in rows_posted.items() if found)
        rows_posted[sheet] = [replace(rows_posted[sheet][0], nominees=agreed)]

    def approve(self) -> None:
        """Leave what was decided before the notice."""

    def revoke(self) -> None:
        """Besides the fraud, an inspection failed, and a duty was not done."""
        super().revoke()
        rows: Any = self.books["监督事项.xlsx"][2]
        (fraud,) = rows[Incident]
        others = [award for award in self.judge().announced if award.uscc != fraud.uscc]
        changes: list[dict[str, Any]] = [
            {"number": "S02", "kind": IncidentKind.INSPECTION, "decision": IncidentDecision.REVOKE},
            {"number": "S03", "kind": IncidentKind.DUTY, "decision": IncidentDecision.TALK},
        ]
        for award, change in zip(others, changes, strict=False):
            day = date(2025, 9, 10)
            found = {"uscc": award.uscc, "name": award.name, "happened": day, "found": day, "outcome": Outcome.UPHELD}
            if change["decision"] is IncidentDecision.TALK:
                found |= {"approved": None, "meeting": None}
            rows[Incident].append(replace(fraud, **{**found, **change}))
        self.add(SUPERVISION, rows)


class WithModels(MadeUp):
    """湾北新区: two management models apply; the meeting decides on every amount below the ceilings."""

    kinds: ClassVar = {3: SubjectKind.PATTERN, 5: SubjectKind.PATTERN}

    def approve(self) -> None:
        """Grant a little less than the ceiling of each grade."""
        super().approve()
        rows: Any = self.books["政府审定.xlsx"][2]
        judged = self.judge()
        ceilings = {row.uscc: _ceiling(judged, row.uscc) for row in rows[Approved]}
        rows[Approved] = [
            replace(row, granted=Yuan(ceilings[row.uscc] - 50_000)) if ceilings[row.uscc] else row
            for row in rows[Approved]
        ]
        self.add(APPROVAL, rows)


def _ceiling(judged: Any, uscc: str) -> int:
    grade = judged.grades.get(uscc)
    if uscc in judged.repeats:
        return 0
    return int(judged.rules.art19.prize_yuan if grade is None else grade.prize_yuan)


OWN: dict[str, type[MadeUp]] = {"云泽区": WithPersons, "湾北新区": WithModels}


def region_of(name: str) -> MadeUp:
    """Give a region with its own applicants."""
    kind = OWN.get(name)
    found = MadeUp(name, {}) if kind is None else kind(name, {})
    if name == "湾北新区":
        found.votes = {1: 10, 3: 10, 4: 9, 5: 9, 6: 8, 7: 7, 8: 6, 9: 5, 10: 7}
    return found
