"""第八条: the verifiable draw, with 第九条, 第二十六条 and 第二十七条 at the gate of the pool."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.regulation.panels import (
    CYCLE,
    DRAWN,
    RULES,
    SEED,
    TEMPLATES,
    application,
    conflict,
    discipline,
    expert,
    experts,
    panel,
    placed,
    refusal,
    seated,
    seed,
)
from tests.rows import row_of
from toolchain.model.problems import Problem
from toolchain.model.schema import USCC
from toolchain.model.sheets.draw import Refusal, Seed
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.vocabulary import ExpertStatus, Measure, TieKind, Verdict, YesNo
from toolchain.model.wording import Wording
from toolchain.regulation.art08_draw import Draw, Pool, Role, check_panels, check_registers, draw, freeze, seat
from toolchain.regulation.art08_verification import Discrepancy, printed, verify

WORDING = Wording.load(TEMPLATES / "wording")
DAY = timedelta(days=1)


def codes(problems: Sequence[Problem]) -> list[str]:
    """List the codes, after every message could be said."""
    for item in problems:
        assert WORDING.describe(item)
    return [item.code for item in problems]


def published(pool: Sequence[Expert], **changes: object) -> Pool:
    """Freeze a pool whose digest is published."""
    frozen, _ = freeze(panel(**changes), pool, (), (), RULES)
    again, problems = freeze(replace(frozen.panel, pool_digest=frozen.digest), pool, (), (), RULES)
    assert problems == ()
    return again


def reasons(one: Expert, **context: object) -> list[str]:
    """Tell what keeps an expert out, after every sentence could be said."""
    conflicts, removals = context.get("conflicts", ()), context.get("discipline", ())
    frozen, _ = freeze(panel(), [one, *experts(8)[4:]], conflicts, removals, RULES)
    entry = next(item for item in frozen.entries if item.expert.number == one.number)
    for finding in entry.findings:
        assert WORDING.sentence(finding)
        assert finding.subject == one.number
    assert entry.eligible is (entry.reasons == ())
    return [finding.case for finding in entry.reasons]


# ---- the pool ----


def test_listing_is_ordered_by_number_and_hashed() -> None:
    frozen, problems = freeze(panel(), [expert("E02"), expert("E03"), expert("E01")], (), (), RULES)
    assert problems == ()
    assert frozen.listing == "E01|专家E01|E01研究所\nE02|专家E02|E02研究所\nE03|专家E03|E03研究所\n"
    assert frozen.digest == hashlib.sha256(frozen.listing.encode("utf-8")).hexdigest()


@pytest.mark.parametrize(
    ("since", "kept_out"),
    [
        pytest.param(date(2018, 11, 21), ["9.2-years"], id="差一日满八年"),
        pytest.param(date(2018, 11, 20), [], id="恰满八年"),
        pytest.param(date(2018, 11, 19), [], id="超一日"),
    ],
)
def test_years_count_to_the_draw_date(since: date, kept_out: list[str]) -> None:
    assert reasons(expert("E01", since=since)) == kept_out


@pytest.mark.parametrize(
    ("signed", "kept_out"),
    [
        pytest.param(DRAWN - DAY, [], id="前一日签订"),
        pytest.param(DRAWN, [], id="当日签订"),
        pytest.param(DRAWN + DAY, ["8-commitment"], id="次日签订"),
        pytest.param(None, ["8-unsigned"], id="没有签订"),
    ],
)
def test_commitment_is_signed_by_the_draw_date(signed: date | None, kept_out: list[str]) -> None:
    assert reasons(expert("E01", commitment=signed)) == kept_out


@pytest.mark.parametrize(
    ("status", "decided", "kept_out"),
    [
        pytest.param(ExpertStatus.ACTIVE, None, [], id="在库"),
        pytest.param(ExpertStatus.SUSPENDED, None, ["26-status"], id="暂停"),
        pytest.param(ExpertStatus.REMOVED, None, ["26-status"], id="取消资格未登记决定"),
        pytest.param(ExpertStatus.ACTIVE, DRAWN, ["26-removed"], id="当日取消资格"),
        pytest.param(ExpertStatus.ACTIVE, DRAWN + DAY, [], id="次日取消资格"),
        pytest.param(ExpertStatus.REMOVED, DRAWN + DAY, [], id="次日取消资格并改了状态"),
        pytest.param(ExpertStatus.SUSPENDED, DRAWN + DAY, ["26-status"], id="暂停后取消资格"),
    ],
)
def test_a_removal_counts_from_its_day(status: ExpertStatus, decided: date | None, kept_out: list[str]) -> None:
    removals = [] if decided is None else [discipline("E01", decided=decided)]
    assert reasons(expert("E01", status=status), discipline=removals) == kept_out


def test_the_first_of_several_removals_counts() -> None:
    rows = [discipline("E01", decided=DRAWN + DAY), discipline("E01", decided=DRAWN - DAY)]
    frozen, _ = freeze(panel(), experts(4), (), rows, RULES)
    (reason,) = frozen.entries[0].reasons
    assert (reason.case, dict(reason.facts)["decided"]) == ("26-removed", "2026年11月19日")
    assert [at.cell for at in reason.cells] == ["状态·6", "处理措施·6", "决定日期·6"]


def test_an_expert_without_ties_is_told_so() -> None:
    frozen, _ = freeze(panel(), experts(3), [conflict("E01", "甲", known=DRAWN + DAY)], (), RULES)
    assert [[item.case for item in entry.findings if item.rule == "27"] for entry in frozen.entries] == [
        ["27-clear"]
    ] * 3


def test_a_warning_removes_nobody() -> None:
    assert reasons(expert("E01"), discipline=[discipline("E01", measure=Measure.WARNING)]) == []


@pytest.mark.parametrize(
    ("known", "kept_out"),
    [pytest.param(DRAWN, ["27-recusal"], id="当日申报"), pytest.param(DRAWN + DAY, [], id="次日申报")],
)
def test_a_tie_to_the_panel_s_applicants_keeps_out(known: date, kept_out: list[str]) -> None:
    assert reasons(expert("E01"), conflicts=[conflict("E01", "甲", known=known)]) == kept_out
    assert reasons(expert("E01"), conflicts=[conflict("E09", "甲", known=known)]) == []


def test_only_the_trade_unless_widened() -> None:
    pool = [*experts(3), expert("E04", trades=("服务业",)), expert("E05", trades=("服务业", "制造业"))]
    frozen, _ = freeze(panel(), pool, (), (), RULES)
    assert [item.expert.number for item in frozen.entries] == ["E01", "E02", "E03", "E05"]
    wide, problems = freeze(panel(size=5, widened="2026年11月18日会议决定"), pool, (), (), RULES)
    assert [item.number for item in wide.eligible] == ["E01", "E02", "E03", "E04", "E05"]
    assert problems == ()


def test_too_few_experts_need_a_decision() -> None:
    pool = [*experts(2), expert("E03", trades=("服务业",))]
    _, problems = freeze(panel(), pool, (), (), RULES)
    assert codes(problems) == ["E-RULE-0803"]
    assert str(problems[0].at) == "抽取.xlsx › “评审组” › 人数·3"
    assert dict(problems[0].facts)["trade"] == "制造业"
    assert codes(freeze(panel(widened="有决定"), pool, (), (), RULES)[1]) == []
    _, problems = freeze(panel(widened="有决定"), pool[:2], (), (), RULES)
    assert codes(problems) == ["E-RULE-0803"]
    assert dict(problems[0].facts)["trade"] == "全部行业"


def test_widening_without_need_is_pointed_out() -> None:
    assert codes(freeze(panel(widened="有决定"), experts(3), (), (), RULES)[1]) == ["W-RULE-0805"]


@pytest.mark.parametrize(
    ("size", "found"),
    [
        pytest.param(2, ["E-RULE-0801"], id="二人"),
        pytest.param(3, [], id="三人"),
        pytest.param(5, [], id="五人"),
        pytest.param(6, ["E-RULE-0801"], id="六人"),
    ],
)
def test_size_lies_within_the_article(size: int, found: list[str]) -> None:
    assert codes(freeze(panel(size=size), experts(9), (), (), RULES)[1]) == found


def test_pending_matters_go_to_people() -> None:
    waiting = expert("E01", ethics=Verdict.PENDING)
    _, problems = freeze(panel(), [waiting, *experts(5)[1:]], (), (), RULES)
    assert codes(problems) == ["E-RULE-0804"]
    assert problems[0].at == waiting.where("ethics")
    twice = replace(waiting, policy=Verdict.PENDING)
    assert freeze(panel(), [twice, *experts(5)[1:]], (), (), RULES)[1][0].at == twice.where("policy")
    out = expert("E01", ethics=Verdict.PENDING, auditor=YesNo.NO)
    assert codes(freeze(panel(), [out, *experts(5)[1:]], (), (), RULES)[1]) == []


def test_the_pool_is_held_against_its_published_digest() -> None:
    frozen = published(experts(4))
    upper = replace(frozen.panel, pool_digest=f" {frozen.digest[:32].upper()} {frozen.digest[32:]}")
    assert codes(freeze(upper, experts(4), (), (), RULES)[1]) == []
    late = [*experts(3), expert("E04", employer="另一单位")]
    _, problems = freeze(frozen.panel, late, (), (), RULES)
    assert codes(problems) == ["E-RULE-0802"]
    assert problems[0].at.cell == "公布的名单摘要·3"


# ---- the draw ----


def run(
    pool: Sequence[Expert], seeds: Sequence[Seed], refusals: Sequence[Refusal] = (), **changes: object
) -> tuple[Draw | None, list[str]]:
    drawn, problems = draw(CYCLE, published(pool, **changes), seeds, refusals, RULES.art08)
    return drawn, codes(problems)


def test_tickets_can_be_redone_by_hand() -> None:
    drawn, found = run(experts(5), [seed()])
    assert found == []
    assert drawn is not None
    by_hand = sorted(
        (hashlib.sha256(f"2026届|制造业组|1|{SEED}|E{number:02d}".encode()).hexdigest(), f"E{number:02d}")
        for number in range(1, 6)
    )
    assert [(item.digest, item.expert.number) for item in drawn.tickets] == by_hand
    assert [item.order for item in drawn.tickets] == [1, 2, 3, 4, 5]
    assert [item.role for item in drawn.tickets] == ["入选", "入选", "入选", "候补", "候补"]
    assert [item.number for item in drawn.members] == [number for _, number in by_hand[:3]]


def test_no_seed_no_draw() -> None:
    assert run(experts(4), []) == (None, [])


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"seed": "1" * 19}, ["E-RULE-0820"], id="十九位"),
        pytest.param({"seed": "1" * 20}, [], id="二十位"),
        pytest.param({"seed": "1" * 10 + " " + "1" * 10}, ["E-RULE-0820"], id="夹有空格"),
        pytest.param({"seed": "１" * 20}, ["E-RULE-0820"], id="全角数字"),
        pytest.param({"witnesses": ("甲",)}, ["E-RULE-0823"], id="一名见证人"),
        pytest.param({"witnesses": ("甲", "甲")}, ["E-RULE-0823"], id="同一人两遍"),
        pytest.param({"witnesses": ("甲", "乙")}, [], id="两名见证人"),
        pytest.param({"round": 2}, ["E-RULE-0822"], id="缺第一轮"),
    ],
)
def test_a_seed_is_long_enough_and_witnessed(changes: dict[str, object], found: list[str]) -> None:
    drawn, wrong = run(experts(4), [seed(**changes)])
    assert wrong == found
    assert (drawn is None) is bool(found)


def test_the_digest_comes_before_the_seed() -> None:
    frozen, _ = freeze(panel(), experts(4), (), (), RULES)
    drawn, problems = draw(CYCLE, frozen, [seed()], (), RULES.art08)
    assert drawn is None
    assert codes(problems) == ["E-RULE-0824"]
    assert problems[0].at.cell == "公布的名单摘要·3"


def test_a_second_seed_needs_the_first_annulled() -> None:
    second = seed(round=2, seed="6" * 24)
    assert run(experts(4), [seed(), second]) == (None, ["E-RULE-0821"])
    drawn, found = run(experts(4), [second, seed(annulled="见证人不足，作废")])
    assert found == []
    assert drawn is not None
    assert drawn.seed.round == 2
    assert all(item.source.startswith(f"2026届|制造业组|2|{'6' * 24}|") for item in drawn.tickets)
    assert run(experts(4), [seed(annulled="作废", seed="12")]) == (None, [])


def test_a_refusal_takes_the_next_ticket() -> None:
    first, _ = run(experts(6), [seed()])
    assert first is not None
    order = [item.expert.number for item in first.tickets]
    drawn, found = run(experts(6), [seed()], [refusal(order[3]), refusal(order[0])])
    assert found == []
    assert drawn is not None
    assert [item.role for item in drawn.tickets] == ["谢绝", "入选", "入选", "谢绝", "递补入选", "候补"]
    assert [item.number for item in drawn.members] == [order[1], order[2], order[4]]
    assert [item.digest for item in drawn.tickets] == [item.digest for item in first.tickets]
    one, _ = run(experts(6), [seed()], [refusal(order[0])])
    assert one is not None
    assert [item.role for item in one.tickets] == ["谢绝", "入选", "入选", "递补入选", "候补", "候补"]


def test_only_those_drawn_can_refuse() -> None:
    first, _ = run(experts(5), [seed()])
    assert first is not None
    reserve = first.tickets[3].expert.number
    assert run(experts(5), [seed()], [refusal(reserve)])[1] == ["E-RULE-0825"]
    assert run(experts(5), [seed()], [refusal("E99")])[1] == ["E-RULE-0825"]
    drawn_first = first.tickets[0].expert.number
    assert run(experts(5), [seed()], [refusal(drawn_first, refused=DRAWN - DAY)])[1] == ["E-RULE-0828"]
    assert run(experts(5), [seed()], [refusal(drawn_first, refused=DRAWN)])[1] == []


def test_a_refusal_under_an_annulled_seed_stays_on_record() -> None:
    seeds = [seed(annulled="作废"), seed(round=2, seed="6" * 24)]
    under_first, _ = run(experts(9), [seed()])
    under_second, _ = run(experts(9), seeds)
    assert under_first is not None
    assert under_second is not None
    second = {item.number for item in under_second.members}
    early = next(item.number for item in under_first.members if item.number not in second)
    assert run(experts(9), seeds, [refusal(early)])[1] == []


def test_a_refusal_under_any_annulled_seed_stays_on_record() -> None:
    thrown = [seed(), seed(round=2, seed="6" * 24), seed(round=3, seed="1" * 24)]
    each = [{item.number for item in run(experts(12), [*_annulled(thrown[:turn])])[0].members} for turn in (1, 2, 3)]
    only_second = min(each[1] - each[0] - each[2])
    assert run(experts(12), _annulled(thrown), [refusal(only_second)])[1] == []


def _annulled(seeds: Sequence[Seed]) -> list[Seed]:
    """Annul all but the last."""
    return [replace(row, annulled="作废") for row in seeds[:-1]] + [*seeds[-1:]]


@pytest.mark.parametrize(
    ("changes", "found"),
    [({"seed": "1" * 19}, "E-RULE-0820"), ({"witnesses": ("甲",)}, "E-RULE-0823")],
)
def test_the_seed_in_force_is_the_one_looked_at(changes: dict[str, object], found: str) -> None:
    assert run(experts(4), [seed(annulled="作废"), seed(round=2, **changes)]) == (None, [found])
    drawn, wrong = run(experts(4), [seed(annulled="作废", **changes), seed(round=2)])
    assert drawn is not None
    assert wrong == []


def test_exhausted_reserves_go_to_people() -> None:
    first, _ = run(experts(5), [seed()])
    assert first is not None
    order = [item.expert.number for item in first.tickets]
    gone = [refusal(order[0]), refusal(order[3])]
    assert run(experts(5), [seed()], gone)[1] == []
    gone.append(refusal(order[4]))
    drawn, problems = draw(CYCLE, published(experts(5)), [seed()], gone, RULES.art08)
    assert codes(problems) == ["E-RULE-0826"]
    assert dict(problems[0].facts) == {"panel": "制造业组", "declined": "3", "count": "2", "size": "3"}
    assert drawn is not None
    assert not drawn.complete


def test_the_leader_is_a_member() -> None:
    first, _ = run(experts(5), [seed()])
    assert first is not None
    assert (first.leader, first.complete) == ("", False)
    member, reserve = first.tickets[0].expert.number, first.tickets[4].expert.number
    led, found = run(experts(5), [seed()], leader=member)
    assert led is not None
    assert (found, led.leader, led.complete) == ([], member, True)
    wrong, found = run(experts(5), [seed()], leader=reserve)
    assert wrong is not None
    assert (found, wrong.leader, wrong.complete) == (["E-RULE-0827"], "", False)


@given(
    count=st.integers(4, 12),
    gone=st.integers(1, 12),
    digits=st.text("0123456789", min_size=20, max_size=30),
    shuffle=st.randoms(use_true_random=False),
)
def test_removing_one_expert_changes_nobody_else_s_ticket(count: int, gone: int, digits: str, shuffle: object) -> None:
    pool = experts(count)
    left = [item for item in pool if item.number != f"E{gone:02d}"]
    shuffle.shuffle(left)
    with_all, _ = draw(CYCLE, published(pool), [seed(seed=digits)], (), RULES.art08)
    with_fewer, _ = draw(CYCLE, published(left), [seed(seed=digits)], (), RULES.art08)
    assert with_all is not None
    assert with_fewer is not None
    one = {item.expert.number: item.digest for item in with_all.tickets}
    assert {item.expert.number: item.digest for item in with_fewer.tickets} == {
        number: digest for number, digest in one.items() if number != f"E{gone:02d}"
    }
    kept = [item.expert.number for item in with_all.tickets if item.expert.number != f"E{gone:02d}"]
    assert [item.expert.number for item in with_fewer.tickets] == kept


@given(
    numbers=st.lists(st.integers(0, 20), unique=True, max_size=12),
    declined=st.sets(st.integers(0, 20), max_size=8),
    size=st.integers(1, 5),
)
def test_seats_go_down_the_list(numbers: list[int], declined: set[int], size: int) -> None:
    names = [str(number) for number in numbers]
    refused = {str(number) for number in declined}
    roles = seat(names, size, refused)
    seated_names = [name for name, role in zip(names, roles, strict=True) if role in {Role.DRAWN, Role.SUCCEEDED}]
    assert seated_names == [name for name in names if name not in refused][:size]
    assert all(name in refused for name, role in zip(names, roles, strict=True) if role is Role.DECLINED)


# ---- redoing a printed draw ----


def test_a_printed_draw_adds_up() -> None:
    first, _ = run(experts(6), [seed()])
    assert first is not None
    for refusals in ([], [refusal(first.tickets[1].expert.number)]):
        drawn, _ = run(experts(6), [seed()], refusals)
        assert drawn is not None
        assert verify(printed(CYCLE, drawn)) == ()


def test_what_was_tampered_with_is_named() -> None:
    record = printed(CYCLE, seated(experts(6)))
    first, second, *rest = record.tickets

    def found(**changes: object) -> set[Discrepancy]:
        return {item.what for item in verify(replace(record, **changes))}

    assert found(listing=record.listing + "E99|后加|某所\n") == {Discrepancy.LISTING, Discrepancy.MISSING}
    assert Discrepancy.STRANGER in found(listing=record.listing.replace("E01|", "E91|"))
    assert Discrepancy.MISSING in found(tickets=record.tickets[:-1])
    assert found(seed="1" * 20) == {Discrepancy.SOURCE}
    assert Discrepancy.DIGEST in found(tickets=(replace(first, digest="0" * 64), second, *rest))
    assert Discrepancy.ORDER in found(tickets=(second, first, *rest))
    assert found(tickets=(first, replace(second, order=3), *rest)) == {Discrepancy.ORDER}
    again = replace(first, order=second.order)
    assert found(tickets=(first, again, *rest)) == {Discrepancy.ORDER, Discrepancy.MISSING}
    assert found(tickets=(*record.tickets[:-1], replace(record.tickets[-1], role="入选"))) == {Discrepancy.ROLE}


# ---- panels, ties, registers ----


def tie(number: str, uscc: str) -> Tie:
    row = row_of(Tie, expert=number, uscc=USCC(uscc), kind=TieKind.KIN, declared=DRAWN)
    return placed(row, "专家库.xlsx", 9)


def test_every_trade_has_exactly_one_panel() -> None:
    making, serving = application("甲"), application("乙", "服务业")
    one, two = panel(), panel(panel="服务业组", trade="服务业")
    assert check_panels([one, two], [making, serving], {"甲", "乙"}, [], []) == ()
    missing = check_panels([one], [making, serving], {"甲", "乙"}, [], [])
    assert codes(missing) == ["E-RULE-0806"]
    assert str(missing[0].at) == "抽取.xlsx › “评审组” › 行业·4"
    double = check_panels([one, replace(two, trade=one.trade)], [making], {"甲"}, [], [])
    assert codes(double) == ["E-RULE-0807"]
    assert codes(check_panels([one, two], [making], {"甲"}, [], [])) == ["W-RULE-0808"]
    low = replace(one.at, row=9)
    for rows in ([replace(one, at=low), two], [two, replace(one, at=low)]):
        (below, *_) = check_panels(rows, [making, application("丙", "建筑业")], {"甲", "丙"}, [], [])
        assert below.at.cell == "行业·10"


def test_ties_name_known_experts_and_applicants() -> None:
    found = check_panels([panel()], [application("甲")], {"甲", "丙"}, experts(2), [tie("E01", "甲"), tie("E02", "丙")])
    assert found == ()
    found = check_panels([panel()], [application("甲")], {"甲"}, experts(2), [tie("E07", "甲"), tie("E02", "丁")])
    assert codes(found) == ["E-RULE-0809", "W-RULE-0810"]
    assert [item.at.cell for item in found] == ["专家编号·9", "统一社会信用代码·9"]


def test_a_number_stands_for_one_expert() -> None:
    found = check_panels([panel()], [application("甲")], {"甲"}, [expert("E01"), expert("E01", name="另一人")], [])
    assert codes(found) == ["E-RULE-0811"]


def test_no_seed_and_no_refusal_is_passed_over() -> None:
    assert check_registers({panel().panel}, [seed()], [refusal("E01")]) == ()
    found = check_registers({panel().panel}, [seed(panel="制造组")], [refusal("E01", panel="制造组")])
    assert codes(found) == ["E-RULE-0812", "E-RULE-0812"]
    assert [item.at.sheet for item in found] == ["公开种子", "谢绝与递补"]


def test_the_text_of_a_ticket_hashes_as_a_file_does(tmp_path: Path) -> None:
    ticket = seated(experts(4)).tickets[0]
    file = tmp_path / "抽取号.txt"
    file.write_bytes(ticket.source.encode("utf-8"))
    assert hashlib.sha256(file.read_bytes()).hexdigest() == ticket.digest
