"""第二十二条, 第二十五条: before a title or prize is taken away its holder is told and may answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.record import Record
from toolchain.model.sheets import SUPERVISION
from toolchain.model.sheets.event_vocabulary import DecisionKind
from toolchain.model.sheets.events import DecisionEvent
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.regulation.art25_revocation import Consequence, Ruling
from toolchain.regulation.events import Events, misdated

ANSWERS = frozenset({DecisionKind.STATEMENT, DecisionKind.HEARING})
"""What answers a unit gives: in writing or at a hearing; that it said nothing is on record too."""

_STEPS = ANSWERS | {DecisionKind.INTENDED}
_MEASURES = {
    Consequence.REVOKE_FRAUD: "撤销称号",
    Consequence.REVOKE_CONDUCT: "撤销称号",
    Consequence.RECOVER_PRIZE: "追缴奖金",
}
_CARRIED_OUT = frozenset({31, 33, 34, 35, 36})
"""The numbers of the papers that carry out what was approved: 追缴, 撤销公告, 追回."""


def steps(events: Events, incident: str) -> tuple[DecisionEvent, ...]:
    """List what was told and answered about an incident, by day."""
    found = (row for row in events.decisions if row.kind in _STEPS and row.incident == incident)
    return tuple(sorted(found, key=lambda row: (row.effective, row.number)))


def heard(events: Events, incident: str) -> bool:
    """Say whether the unit was told what is intended, and its answer is on record."""
    kinds = {row.kind for row in steps(events, incident)}
    return DecisionKind.INTENDED in kinds and not kinds.isdisjoint(ANSWERS)


def unheard(rulings: Sequence[Ruling], events: Events, register: Sequence[Dispatch]) -> Iterator[Problem]:
    """Name the measures whose unit was not heard: the request for them waits, what was approved should not go out yet.

    Once a paper that carries the measure out is issued (发文登记), the decision stands as it was made.
    """
    gone_out = {row.subject for row in register if row.document in _CARRIED_OUT and row.issued is YesNo.YES}
    for ruling in rulings:
        row = ruling.incident
        if ruling.consequence not in _MEASURES or heard(events, row.number):
            continue
        facts = {"name": row.name, "incident": row.number, "measure": _MEASURES[ruling.consequence]}
        if not ruling.approved:
            yield problem("W-EVENT-35", row.where("decision"), subject=row.uscc, **facts)
        elif row.number not in gone_out:
            approved = date_text(row.approved)
            yield problem("W-EVENT-37", row.where("approved"), subject=row.uscc, approved=approved, **facts)


def check(record: Record, events: Events) -> Iterator[Problem]:
    """Name steps about no incident, before it was found, an answer before the telling, and steps after the approval."""
    if not record.present(SUPERVISION):
        return
    known = {row.number: row for row in record.all(Incident) if row.known("number")}
    for row in events.decisions:
        if row.kind not in _STEPS or row.incident is None:
            continue
        incident = known.get(row.incident)
        if incident is None:
            facts = {"number": row.number, "kind": row.kind, "incident": row.incident}
            yield problem("E-EVENT-34", row.where("incident"), **facts)
            continue
        if row.uscc is not None and incident.known("uscc") and row.uscc != incident.uscc:
            facts = {"number": row.number, "incident": row.incident, "uscc": row.uscc}
            yield problem("E-EVENT-40", row.where("uscc"), subject=row.uscc, **facts, where=incident.where("uscc"))
            continue
        told = next((item for item in steps(events, row.incident) if item.kind is DecisionKind.INTENDED), None)
        if incident.known("found") and row.effective < incident.found:
            yield misdated(row, "effective", "早于", "发现日期", incident.found, incident.where("found"))
        elif row.kind in ANSWERS and told is None:
            yield problem("W-EVENT-44", row.where("incident"), number=row.number, kind=row.kind, incident=row.incident)
        elif row.kind in ANSWERS and told is not None and row.effective < told.effective:
            yield misdated(row, "effective", "早于", "告知的日期", told.effective, told.where("effective"))
        elif incident.known("approved") and incident.approved is not None and row.effective > incident.approved:
            yield misdated(row, "effective", "晚于", "区政府批准日期", incident.approved, incident.where("approved"))
