"""Another name, another code: old papers keep what was known, new ones, register, list and money agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.scenarios.events import FILE, happened, judged, nothing_new, said, with_events, workbook
from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.documents.approval import Announcement, Certificate
from toolchain.documents.payment import PaymentRequest
from toolchain.inbox.intake import Intake
from toolchain.model.schema import USCC
from toolchain.model.sheets.event_vocabulary import ApplicantEventKind
from toolchain.model.sheets.events import ApplicantEvent
from toolchain.model.sheets.settings import Dispatch
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.results.next_blanks import due

PRECISION, NEW_CODE = USCC("91410702MA40HT313A"), USCC("91410702MA44ABCD5P")
OLD, NEW = "新乡市恒拓精密机械有限公司", "恒拓精密科技（新乡）有限公司"
RENAMED_ON = date(2025, 7, 12)


def event(kind: ApplicantEventKind, day: date = RENAMED_ON, **values: object) -> Any:
    return happened(ApplicantEvent, "D01", day, uscc=PRECISION, name=OLD, kind=kind, **values)


RENAME = event(ApplicantEventKind.RENAMED, new_name=NEW)
RECODE = event(ApplicantEventKind.RECODED, new_code=NEW_CODE, same=YesNo.YES)


def of(outcome: CycleOutcome, kind: type[Any]) -> list[Any]:
    return [paper.document for paper in outcome.papers if isinstance(paper.document, kind)]


def test_register_announcement_certificate_and_money_agree(intake: Intake, toolbox: Resources) -> None:
    outcome, judgement = judged(with_events(intake, RENAME), toolbox)
    assert not said(outcome)
    assert {award.name for award in judgement.announced if award.uscc == PRECISION} == {NEW}
    (announcement,) = of(outcome, Announcement)
    assert f"{NEW}（原{OLD}）" in {party.name for party in announcement.laureates}
    assert NEW in {certificate.subject_name for certificate in of(outcome, Certificate)}
    (payment,) = of(outcome, PaymentRequest)
    assert NEW in {payee.name for payee in payment.payees}
    register = next(blank for blank in due(judgement, toolbox.items) if blank.name.startswith("获奖台账"))
    rows = [row for sheet in register.known.values() for row in sheet if row.get("uscc") == PRECISION]
    assert {row["name"] for row in rows} == {NEW}


def test_papers_dated_before_keep_the_old_name(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    outcome, _ = judged(with_events(intake, RENAME), toolbox)
    then = {(p.document.number, p.document.template, p.document.subject): p for p in example.papers}
    changed = 0
    for paper in outcome.papers:
        document = paper.document
        before = then[document.number, document.template, document.subject]
        if document.issue.dated is not None and document.issue.dated < RENAMED_ON:
            assert document == before.document
            assert paper.path == before.path
        elif NEW in repr(document):
            changed += 1
    assert changed


def test_a_new_code_of_the_same_organisation_joins_both(
    intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    before = example.judgement
    assert before is not None
    outcome, judgement = judged(with_events(intake, RECODE), toolbox)
    assert not [item.code for item in outcome.problems if item.blocks]
    renumbered = tuple(NEW_CODE if award.uscc == PRECISION else award.uscc for award in before.announced)
    assert tuple(award.uscc for award in judgement.announced) == renumbered
    assert {award.uscc: award.kind for award in judgement.announced} == {
        NEW_CODE if award.uscc == PRECISION else award.uscc: award.kind for award in before.announced
    }


def test_another_organisation_leaves(intake: Intake, toolbox: Resources, example: CycleOutcome) -> None:
    before = example.judgement
    assert before is not None
    row = event(ApplicantEventKind.MERGED, date(2025, 7, 20), new_code=NEW_CODE, new_name="某集团", same=YesNo.NO)
    _, judgement = judged(with_events(intake, row), toolbox)
    assert PRECISION not in {award.uscc for award in judgement.announced}
    assert len(judgement.announced) == len(before.announced) - 1


def test_what_one_cycle_records_another_one_sees(intake: Intake, toolbox: Resources) -> None:
    from toolchain.inbox.reception import receive
    from toolchain.inbox.scan import ScannedFile

    data = workbook(RENAME, cycle="示例2023届")
    found = receive([ScannedFile("旧届/" + FILE, data)])
    both = replace(
        intake,
        entries=(*intake.entries, *found.entries),
        filled=(*intake.filled, *found.filled),
        held={**intake.held, "旧届/" + FILE: data},
    )
    cycle = next(item for item in judge_all(both, toolbox).cycles if item.record.cycle == "示例2025届")
    assert cycle.judgement is not None
    assert {award.name for award in cycle.judgement.announced if award.uscc == PRECISION} == {NEW}


@pytest.mark.parametrize("uscc", [USCC("91410702MA44ABCD5P")])
def test_of_a_stranger_it_takes_no_effect(
    uscc: USCC, intake: Intake, toolbox: Resources, example: CycleOutcome
) -> None:
    outcome, judgement = judged(with_events(intake, replace(RENAME, uscc=uscc)), toolbox)
    assert [(code, cell.rstrip("0123456789")) for code, _, cell in said(outcome)] == [("E-EVENT-08", "B")]
    assert nothing_new(outcome, example)
    assert not judgement.events.all


def test_registrations_under_the_old_code_are_found(intake: Intake, toolbox: Resources) -> None:
    outcome, judgement = judged(with_events(intake, RECODE), toolbox)
    subjects = {row.subject for row in judgement.record.all(Dispatch) if row.subject}
    assert PRECISION not in subjects
    assert NEW_CODE in subjects
    assert not [item.code for item in outcome.problems if item.code.startswith("E-ISSUE")]
