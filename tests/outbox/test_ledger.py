"""A line of the ledger says of the workbooks only what is another thing than in the line before."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from toolchain.outbox.ledger import Inputs, Line, dump, follow, load, seal

DIGESTS = [f"{number:064x}" for number in range(20)]


def inputs(chance: random.Random) -> Inputs:
    folders = chance.sample(["2024届", "2025届", "收件情况"], chance.randint(0, 3))
    names = [f"申报书-{number:02d}.xlsx" for number in range(8)]
    found = {
        folder: {name: chance.choice(DIGESTS) for name in chance.sample(names, chance.randint(1, 8))}
        for folder in folders
    }
    return dict(sorted(found.items()))


def written(stood_on: list[Inputs], *, whole: int = 1) -> bytes:
    """Write a ledger whose first lines name all workbooks, as earlier versions did."""
    data, before = b"", None
    for number, used in enumerate(stood_on, 1):
        line = Line(number=number, previous=before.hash if before else "", manifest="", inputs=used)
        before = seal(line if before is None or number <= whole else follow(before, line))
        data += dump(before)
    return data


@pytest.mark.parametrize("seed", range(30))
def test_every_line_gives_all_its_workbooks(seed: int) -> None:
    chance = random.Random(seed)
    stood_on = [inputs(chance) for _ in range(6)]
    ledger = load(written(stood_on, whole=chance.randint(0, 4)))
    assert not ledger.fault
    assert [line.inputs for line in ledger.lines] == stood_on


def test_one_changed_workbook_among_many_is_one_entry() -> None:
    many = {"2025届": {f"申报书-{number:04d}.xlsx": DIGESTS[0] for number in range(1000)}}
    one = {"2025届": {**many["2025届"], "申报书-0500.xlsx": DIGESTS[1]}}
    first, second = written([many, one]).splitlines()
    assert len(first) > 80_000
    assert len(second) < 600
    assert b"0500" in second


def test_a_line_that_tells_another_difference_is_no_line() -> None:
    first, second = written([{"甲": {"a": DIGESTS[0]}}, {"甲": {"a": DIGESTS[1]}}]).splitlines(keepends=True)
    assert load(first + second.replace(DIGESTS[1].encode(), DIGESTS[2].encode())).fault
    assert load(first + second.replace(b'"moved"', b'"inputs"')).fault


def test_a_line_alone_says_the_same_of_itself() -> None:
    line = seal(Line(number=1, previous="", manifest="", inputs={"甲": {"a": DIGESTS[0]}}))
    assert b"moved" not in dump(line)
    assert [found.hash for found in load(dump(line)).lines] == [line.hash]
    assert seal(replace(line, moved={})).hash != line.hash
