"""第八条: a pool whose digest is on record is a fact; what is learned later acts from its date on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.regulation.panels import DRAWN, RULES, conflict, discipline, expert, experts, panel
from tests.regulation.placed import WORDING, places
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.vocabulary import ExpertStatus
from toolchain.regulation.art08_pool import Pool, freeze, listed, sha256
from toolchain.regulation.art27_recusal import Conflict

FIVE = experts(5)
NAMES = ["E01", "E02", "E03", "E04", "E05"]
STANDS, CHANGED = ("W-RULE-0814", "公布的名单摘要·3"), ("E-RULE-0802", "公布的名单摘要·3")


def published(pool: Sequence[Expert] = FIVE, conflicts: Sequence[Conflict] = ()) -> str:
    """Give the digest under which a pool was published."""
    return freeze(panel(), pool, conflicts, (), RULES)[0].digest


def numbers(pool: Pool) -> list[str]:
    return [item.number for item in pool.eligible]


@pytest.mark.parametrize(
    ("was", "now", "others", "there", "told"),
    [
        pytest.param([], [], [], NAMES, [], id="没有变化"),
        pytest.param([("E01", "甲")], [("E01", "甲")], [], NAMES[1:], [], id="利害关系照旧"),
        pytest.param([("E01", "甲")], [], [("E01", "甲")], NAMES[1:], [STANDS], id="甲抽取以后不再合格"),
        pytest.param(
            [("E01", "甲"), ("E02", "乙")], [("E02", "乙")], [("E01", "甲")], NAMES[2:], [STANDS], id="两家中的一家"
        ),
        pytest.param([], [("E01", "甲")], [], NAMES, [STANDS], id="甲抽取以后才合格"),
        pytest.param([("E01", "甲")], [], [], NAMES, [CHANGED], id="利害关系被删去"),
    ],
)
def test_applicants_that_drop_out_or_come_in_after_the_draw(
    was: list[tuple[str, str]],
    now: list[tuple[str, str]],
    others: list[tuple[str, str]],
    there: list[str],
    told: list[tuple[str, str]],
) -> None:
    digest = published(conflicts=[conflict(*pair) for pair in was])
    pool, problems = freeze(
        panel(pool_digest=digest),
        FIVE,
        [conflict(*pair) for pair in now],
        (),
        RULES,
        [conflict(*pair) for pair in others],
    )
    assert places(problems) == told
    assert numbers(pool) == there
    assert (pool.digest == digest) is (CHANGED not in told)


@pytest.mark.parametrize("status", [ExpertStatus.SUSPENDED, ExpertStatus.REMOVED])
def test_a_mark_without_a_day_does_not_change_a_published_pool(status: ExpertStatus) -> None:
    marked = [replace(FIVE[0], status=status), *FIVE[1:]]
    pool, problems = freeze(panel(pool_digest=published()), marked, (), (), RULES)
    assert (numbers(pool), places(problems)) == (NAMES, [STANDS])
    assert "会少专家E01、多无" in WORDING.message(problems[0])
    assert [item.case for item in pool.entries[0].findings if item.rule == "26"] == ["26-published"]
    unpublished, _ = freeze(panel(), marked, (), (), RULES)
    assert numbers(unpublished) == NAMES[1:]


def test_a_removal_decided_after_the_draw_leaves_the_pool_alone() -> None:
    later = [discipline("E01", decided=DRAWN.replace(day=21))]
    assert numbers(freeze(panel(), FIVE, (), later, RULES)[0]) == NAMES
    assert numbers(freeze(panel(), FIVE, (), [discipline("E01", decided=DRAWN)], RULES)[0]) == NAMES[1:]


def test_another_row_changed_since_is_named() -> None:
    moved = [replace(FIVE[0], employer="另一研究所"), *FIVE[1:]]
    assert places(freeze(panel(pool_digest=published()), moved, (), (), RULES)[1]) == [CHANGED]


@pytest.mark.parametrize(
    ("changes", "tickets"),
    [
        pytest.param({}, NAMES, id="姓名和单位相同"),
        pytest.param({"name": " 专家E01", "employer": "E01 研究所"}, NAMES, id="只差空格"),
        pytest.param({"employer": "E01研究所质量部"}, [*NAMES, "E09"], id="单位写明部门"),
        pytest.param({"name": "专家E09"}, [*NAMES, "E09"], id="同单位另一人"),
    ],
)
def test_one_person_under_two_numbers_has_one_ticket(changes: dict[str, str], tickets: list[str]) -> None:
    twin = expert("E09", **{"name": "专家E01", "employer": "E01研究所", **changes})
    pool, problems = freeze(panel(), [twin, *FIVE], (), (), RULES)
    assert numbers(pool) == tickets
    assert places(problems) == ([] if "E09" in tickets else [("W-RULE-0813", "专家编号·14")])


def test_a_published_pool_with_a_person_twice_stands_and_is_named() -> None:
    twin = expert("E09", name="专家E01", employer="E01研究所")
    both = sha256(listed([*FIVE, twin]))
    pool, problems = freeze(panel(pool_digest=both), [twin, *FIVE], (), (), RULES)
    assert numbers(pool) == [*NAMES, "E09"]
    assert places(problems) == [("W-RULE-0813", "专家编号·14"), STANDS]
