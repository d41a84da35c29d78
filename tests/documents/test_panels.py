"""第八条, 第二十七条: documents 10 to 13."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date

import pytest

from tests.documents.review_samples import (
    DESK,
    DRAWN,
    REGULATION,
    code,
    draw,
    expert,
    filled,
    judgement,
    members,
    panel,
    pool,
    printed,
    seated,
    seed,
    signed,
    snapshot,
    template,
    title,
    voted,
)
from tests.rows import row_of
from toolchain.documents.declaration import Document
from toolchain.documents.document_file import DocumentFile
from toolchain.documents.panels import Appointment, Commitment, DrawRecord, PoolNotice, RecusalRegister, Seat, compose
from toolchain.model.schema import USCC
from toolchain.model.sheets import COMMITTEE, DRAW
from toolchain.model.sheets.committee import MemberRecusal
from toolchain.model.sheets.draw import Refusal, Seed
from toolchain.model.sheets.vocabulary import ExpertStatus, TieKind, Verdict
from toolchain.regulation import art08_draw
from toolchain.regulation.art08_draw import Role
from toolchain.regulation.art08_pool import PoolEntry
from toolchain.regulation.art08_verification import PrintedDraw, PrintedTicket, verify
from toolchain.regulation.art27_recusal import Conflict
from toolchain.stages.judgement import Judgement, Stage, State
from toolchain.typesetting.template_authoring import project
from toolchain.typesetting.template_check import check_fields


def kinds(found: Judgement) -> set[type[Document]]:
    return {type(item) for item in compose(found, DESK)}


def record(found: Judgement) -> DrawRecord:
    return next(item for item in compose(found, DESK) if isinstance(item, DrawRecord))


def conflict(number: str, index: int = 1) -> Conflict:
    return Conflict(number, f"专家{number}", code(index), title(index), TieKind.CONSULTING, date(2026, 11, 18), ())


def test_nothing_before_the_pools_are_frozen() -> None:
    assert kinds(judgement(Stage.QUALIFICATION)) == set()


def test_without_a_seed_only_pool_and_commitments_are_published() -> None:
    assert kinds(seated(Stage.PANELS, State.WAITING, draws=())) == {PoolNotice, Commitment, RecusalRegister}


def test_without_a_leader_there_is_a_record_but_no_appointment() -> None:
    assert kinds(seated(Stage.PANELS, State.WAITING)) == {PoolNotice, DrawRecord, Commitment, RecusalRegister}


def test_seated_panels_have_appointments() -> None:
    assert kinds(seated()) == {PoolNotice, DrawRecord, Commitment, RecusalRegister, Appointment}


def test_contradicting_facts_stop_the_panels_documents() -> None:
    assert kinds(seated(Stage.PANELS, State.BLOCKED)) == set()


def test_trouble_in_a_later_stage_leaves_them_alone() -> None:
    assert Appointment in kinds(seated(Stage.REVIEW, State.BLOCKED))


def test_the_published_pool_can_be_hashed_again_and_outlives_the_draw() -> None:
    before = next(iter(compose(seated(Stage.PANELS, State.WAITING, draws=()), DESK)))
    after = next(iter(compose(seated(), DESK)))
    assert isinstance(before, PoolNotice)
    assert hashlib.sha256("".join(f"{line}\n" for line in before.lines).encode()).hexdigest() == before.digest
    assert before == after


def test_the_published_pool_says_nothing_of_those_left_out() -> None:
    notice = next(iter(compose(seated(), DESK)))
    assert isinstance(notice, PoolNotice)
    assert not [line for line in notice.lines if line.startswith("E06")]


def test_the_record_names_every_expert_and_why_out() -> None:
    found = record(seated())
    assert [(row.number, row.eligible) for row in found.entries] == [(f"E0{n}", n != 6) for n in range(1, 7)]
    assert found.entries[5].reasons == (f"专家庚与{title(1)}有利害关系（为其咨询或培训），应当回避，不进入抽取。",)
    assert found.eligible == 5


def test_every_ticket_can_be_computed_again() -> None:
    tickets = record(seated()).tickets
    assert len(tickets) == 5
    assert all(hashlib.sha256(item.source.encode()).hexdigest() == item.digest for item in tickets)


def test_the_record_holds_all_that_is_needed_to_redo_a_real_draw() -> None:
    people = [expert(index) for index in range(1, 6)]
    entries = [PoolEntry(person, (signed(person),)) for person in people]
    frozen = pool(entries, panel(pool_digest=pool(entries).digest))
    drawn, _ = art08_draw.draw("2026届", frozen, (seed(),), (), REGULATION.art08)
    assert drawn is not None
    found = record(seated(Stage.PANELS, State.WAITING, pools=(frozen,), draws=(drawn,)))
    printed = PrintedDraw(
        cycle=found.cycle.cycle,
        panel=found.panel.panel,
        round=found.seed.round,
        seed=found.seed.seed,
        size=found.panel.size,
        listing="".join(f"{line}\n" for line in found.lines),
        digest=found.digest,
        tickets=tuple(
            PrintedTicket(item.order, item.expert.number, item.source, item.digest, item.role) for item in found.tickets
        ),
    )
    assert verify(printed) == ()


def test_a_refusal_takes_the_next_ticket() -> None:
    book = filled(
        DRAW,
        panels=(panel(),),
        refusals=(
            row_of(Refusal, expert="E03", reason="出国。"),
            row_of(Refusal, panel="服务业组", expert="E09", reason="别组"),
        ),
    )
    found = record(seated(rows=(book,)))
    assert [item.number for item in found.members] == ["E01", "E02", "E04"]
    assert [item.number for item in found.reserves] == ["E05"]
    assert [(row.number, row.name, row.reason) for row in found.declined] == [("E03", "专家丁", "出国")]
    assert found.leader == "专家丙"


def test_an_annulled_seed_stays_in_the_record_with_its_decision() -> None:
    seeds: tuple[Seed, ...] = (seed(1, annulled="见证人不足，集体决定作废。"), seed(2, seed="1" * 20))
    found = record(seated(rows=(filled(DRAW, seeds=seeds),)))
    assert [(row.round, row.decision) for row in found.annulled] == [(1, "见证人不足，集体决定作废")]


def test_an_open_leader_is_empty() -> None:
    base = seated(Stage.PANELS, State.WAITING)
    assert (
        record(replace(base, panels=replace(base.panels, draws=(replace(base.panels.draws[0], leader=""),)))).leader
        == ""
    )


def test_the_appointment_names_the_leader() -> None:
    letters = {item.subject: item.seats for item in compose(seated(), DESK) if isinstance(item, Appointment)}
    assert letters == {
        "E01": (Seat("制造业组", "制造业", leads=False),),
        "E02": (Seat("制造业组", "制造业", leads=True),),
        "E04": (Seat("制造业组", "制造业", leads=False),),
    }


def test_two_seats_make_one_letter() -> None:
    base = seated()
    entry = PoolEntry(expert(1), (signed(expert(1)),))
    other = draw(pool([entry], panel(panel="服务业组", trade="服务业", size=1, leader="E01")), (Role.DRAWN,), "E01")
    found = replace(base, panels=replace(base.panels, draws=(*base.panels.draws, other)))
    letters = [item for item in compose(found, DESK) if isinstance(item, Appointment) and item.subject == "E01"]
    assert [(seat.panel, seat.leads) for seat in letters[0].seats] == [("制造业组", False), ("服务业组", True)]
    assert len(letters) == 1


def test_namesakes_have_files_of_their_own() -> None:
    twins = [expert(1, name="王伟"), expert(2, name="王伟")]
    frozen = pool([PoolEntry(person, (signed(person),)) for person in twins])
    found = seated(pools=(frozen,), draws=(draw(frozen, (Role.DRAWN, Role.DRAWN)),))
    paths = [DocumentFile(item).path for item in compose(found, DESK)]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("person", "verdict", "gets"),
    [
        pytest.param(expert(1), Verdict.MET, True, id="已签"),
        pytest.param(expert(1, commitment=None), Verdict.NOT_MET, True, id="未签"),
        pytest.param(expert(1, status=ExpertStatus.SUSPENDED), Verdict.MET, False, id="暂停"),
    ],
)
def test_the_commitment_goes_to_those_who_lack_nothing_else(person: object, verdict: Verdict, gets: bool) -> None:
    assert isinstance(person, type(expert(1)))
    found = seated(pools=(pool([PoolEntry(person, (signed(person, verdict),))]),), draws=())
    assert (Commitment in kinds(found)) is gets


def test_a_recused_expert_gets_no_commitment() -> None:
    assert "E06" not in {item.subject for item in compose(seated(), DESK) if isinstance(item, Commitment)}


def test_the_register_tells_left_out_from_seated() -> None:
    found = seated(conflicts=(conflict("E06"), conflict("E02", 2)))
    registers = [item for item in compose(found, DESK) if isinstance(item, RecusalRegister)]
    assert [(row.number, row.organisation, row.seated) for row in registers[0].rows] == [
        ("E06", title(1), False),
        ("E02", title(2), True),
    ]


def test_no_recusal_is_registered_too() -> None:
    register = next(item for item in compose(seated(), DESK) if isinstance(item, RecusalRegister))
    assert register.rows == ()
    assert not register.voting


def test_members_recusals_are_registered_after_the_vote() -> None:
    recusal = row_of(MemberRecusal, member="W04", uscc=USCC(code(2)), reason="有技术服务合同。")
    book = filled(COMMITTEE, members=members(), recusals=(recusal,))
    registers = [item for item in compose(voted(rows=(book,)), DESK) if isinstance(item, RecusalRegister)]
    assert [item.voting for item in registers] == [False, True]
    assert [(row.name, row.organisation, row.interest) for row in registers[1].rows] == [
        ("委员4", title(2), "有技术服务合同")
    ]


def test_members_recusals_wait_for_the_vote() -> None:
    registers = [item for item in compose(voted(Stage.COMMITTEE, State.WAITING), DESK) if type(item) is RecusalRegister]
    assert [item.voting for item in registers] == [False]


def test_the_draw_date_is_that_of_the_panel() -> None:
    assert record(seated()).panel.drawn == DRAWN


@pytest.mark.parametrize(
    "document", [PoolNotice, DrawRecord, Appointment, Commitment, RecusalRegister], ids=lambda item: item.title
)
def test_templates_name_the_fields_of_their_documents(document: type[Document]) -> None:
    assert check_fields(template(document), document) == ()


@pytest.mark.parametrize(
    "document", [PoolNotice, DrawRecord, Appointment, Commitment, RecusalRegister], ids=lambda item: item.title
)
def test_wording_of_templates_is_as_reviewed(document: type[Document]) -> None:
    """After a change of wording, lay the new projection beside the old one and review it."""
    path = template(document)
    assert project(path.read_bytes(), path.name) == snapshot(document)


def test_the_printed_record_redoes_the_draw() -> None:
    """Whoever copies source and digest from the paper gets the same digest."""
    lines = printed(record(seated())).split("\n")
    sources = [line for line in lines if line.startswith("2026届|制造业组|1|")]
    assert len(sources) == 5
    assert all(hashlib.sha256(line.encode()).hexdigest() in lines for line in sources)


def test_the_printed_pool_hashes_to_the_printed_digest() -> None:
    notice = next(iter(compose(seated(), DESK)))
    lines = printed(notice).split("\n")
    listing = "".join(f"{line}\n" for line in lines if re.match(r"E\d\d\|", line))
    assert hashlib.sha256(listing.encode()).hexdigest() in lines


def test_every_document_of_the_panels_prints() -> None:
    for item in compose(seated(conflicts=(conflict("E06"), conflict("E02", 2))), DESK):
        text = printed(item)
        assert "None" not in text
        assert "{" not in text


def test_the_appointment_is_worded_by_seat() -> None:
    leader = next(item for item in compose(seated(), DESK) if isinstance(item, Appointment) and item.subject == "E02")
    assert "聘请您担任2026年度红旗区区长质量奖制造业组组长，聘期至本次评审结束。" in printed(leader)


def test_an_empty_register_says_so() -> None:
    register = next(item for item in compose(seated(), DESK) if isinstance(item, RecusalRegister))
    assert "没有评审专家与申报单位有应当回避的利害关系" in printed(register)
