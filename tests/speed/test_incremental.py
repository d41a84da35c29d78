"""A run that remembers and a run that does everything again leave the same outbox and say the same, edit by edit."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolchain.cli import cli
from toolchain.cli.unchanged_run import RepeatableRun
from toolchain.cycle.example import FOLDER
from toolchain.engine.fingerprint import code, sources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.record import FilledWorkbook
from toolchain.model.schema import Row, columns
from toolchain.model.sheets import APPLICATION, WORKBOOKS
from toolchain.model.sheets.application import Applicant
from toolchain.workbooks.blank import write

from .conftest import ROOT

KEPT = ("届次设置", "获奖台账", "申报书-01", "申报书-02", "申报书-10", "部门核查")
NOT_COMPARED = ("_日志", "_记忆")


@pytest.fixture(autouse=True)
def _code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand a folder of its own in for the program's code, so that a test may change it."""
    (tmp_path / "code").mkdir()
    monkeypatch.setattr("toolchain.engine.fingerprint._CODE", tmp_path / "code")


class Bench:
    """One inbox, one set of templates, two outboxes: one remembers, one never does."""

    def __init__(self, folder: Path) -> None:
        self.root, self.inbox, self.code = folder / "root", folder / "inbox", folder / "code"
        self.quick, self.slow = folder / "quick", folder / "slow"
        shutil.copytree(ROOT / "templates", self.root / "templates")
        (self.inbox).mkdir()
        for path in sorted((ROOT / "inbox" / FOLDER).glob("*.xlsx")):
            if path.name.startswith(KEPT):
                shutil.copy(path, self.inbox / path.name)

    def run(self, outbox: Path, *options: str) -> tuple[int, str]:
        for kept in (code, sources):
            kept.cache_clear()  # each run stands for a process of its own
        places = ["--root", str(self.root), "--inbox", str(self.inbox), "--outbox", str(outbox)]
        result = CliRunner().invoke(cli, ["cycle", *places, *options])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output.replace(str(outbox), "outbox")

    def both(self, *options: str) -> None:
        assert self.run(self.quick, *options) == self.run(self.slow, "--full", *options)
        assert tree(self.quick) == tree(self.slow)

    def read(self, path: Path) -> FilledWorkbook | None:
        filled = receive([ScannedFile(path.name, path.read_bytes())]).filled
        return filled[0] if filled else None


def tree(outbox: Path) -> dict[str, bytes]:
    """Give every file below an outbox but the log and what is remembered."""
    return {
        path.relative_to(outbox).as_posix(): path.read_bytes()
        for path in sorted(outbox.rglob("*"))
        if path.is_file() and path.relative_to(outbox).parts[0] not in NOT_COMPARED
    }


def change_a_cell(bench: Bench, chance: random.Random) -> None:
    path = chance.choice(sorted(bench.inbox.glob("*.xlsx")))
    filled = bench.read(path)
    if filled is None:
        return
    sheets = [sheet for sheet, rows in filled.rows.items() if rows]
    if not sheets:
        return
    sheet = chance.choice(sheets)
    rows = list(filled.rows[sheet])
    at = chance.randrange(len(rows))
    rows[at] = changed(rows[at], chance)
    book = next(book for book in WORKBOOKS if book.mark == filled.mark.template)
    path.write_bytes(write(book, filled.mark, {**filled.rows, sheet: rows}))


def changed(row: Row, chance: random.Random) -> Row:
    """Exchange one text or number of a row."""
    names = [item.name for item in columns(type(row)) if type(getattr(row, item.name)) in {str, int}]
    if not names:
        return row
    name = chance.choice(names)
    value = getattr(row, name)
    return replace(row, **{name: value + 1 if isinstance(value, int) else f"{value}改"})


def take_one_away(bench: Bench, chance: random.Random) -> None:
    found = sorted(bench.inbox.glob("*.xlsx"))
    if len(found) > 2:
        chance.choice(found).unlink()


def put_one_back(bench: Bench, chance: random.Random) -> None:
    source = chance.choice([p for p in sorted((ROOT / "inbox" / FOLDER).glob("*.xlsx")) if p.name.startswith(KEPT)])
    shutil.copy(source, bench.inbox / source.name)


def copy_under_another_name(bench: Bench, chance: random.Random) -> None:
    source = chance.choice(sorted(bench.inbox.glob("*.xlsx")))
    shutil.copy(source, bench.inbox / f"副本{chance.randrange(3)}-{source.name}")


def spoil_one(bench: Bench, chance: random.Random) -> None:
    path = chance.choice(sorted(bench.inbox.glob("*.xlsx")))
    path.write_bytes(path.read_bytes()[: chance.randrange(1, 3000)])


def edit_a_paper(bench: Bench, chance: random.Random) -> None:
    name = chance.choice([name for name in tree(bench.quick) if not name.startswith("_")])
    for outbox in (bench.quick, bench.slow):
        with (outbox / name).open("ab") as stream:
            stream.write(b" ")


def lose_a_result(bench: Bench, chance: random.Random) -> None:
    name = chance.choice([name for name in tree(bench.quick) if not name.startswith("_")])
    for outbox in (bench.quick, bench.slow):
        (outbox / name).unlink()


def spoil_the_memory(bench: Bench, chance: random.Random) -> None:
    path = chance.choice(sorted((bench.quick / "_记忆").rglob("*.json")))
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1
    path.write_bytes(data)


def change_a_template(bench: Bench, chance: random.Random) -> None:
    folder = bench.root / "templates/documents"
    shutil.copy(folder / "04-补正通知书.docx", folder / f"0{chance.choice((3, 4))}-受理通知书.docx")
    shutil.copy(ROOT / "templates/documents/03-受理通知书.docx", folder / "03-受理通知书.docx")
    office = bench.root / "templates/office.toml"
    office.write_text(office.read_text(encoding="utf-8") + "# 改\n", encoding="utf-8")


def change_the_program(bench: Bench, chance: random.Random) -> None:
    (bench.code / "rule.py").write_text(f"LIMIT = {chance.randrange(9)}\n", encoding="utf-8")


def change_nothing(bench: Bench, chance: random.Random) -> None:
    del bench, chance


Edit = Callable[[Bench, random.Random], None]
EDITS: tuple[Edit, ...] = (
    change_a_cell,
    change_a_cell,
    change_a_cell,
    take_one_away,
    put_one_back,
    copy_under_another_name,
    spoil_one,
    edit_a_paper,
    lose_a_result,
    spoil_the_memory,
    change_a_template,
    change_the_program,
    change_nothing,
)


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.stress) for seed in range(2, 30))])
def test_incremental_is_full(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    bench = Bench(tmp_path)
    bench.both()
    bench.both()
    for _ in range(6):
        for edit in chance.sample(EDITS, chance.randrange(1, 3)):
            edit(bench, chance)
        bench.both(*chance.choice(((), (), ("--json",), ("--quiet",))))


def test_an_unchanged_run_reads_and_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)
    bench.both()
    told = bench.run(bench.slow, "--full")
    monkeypatch.setattr("toolchain.cycle.pipeline.run", None)
    monkeypatch.setattr("toolchain.cycle.pipeline.produce", None)
    assert bench.run(bench.quick) == told
    assert tree(bench.quick) == tree(bench.slow)


def test_a_file_edited_while_the_run_ends_is_not_said_to_be_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between what the run saw and what the next one would say, somebody saves a paper."""
    bench = Bench(tmp_path)
    keep = RepeatableRun._keep

    def late(self: RepeatableRun, *given: object) -> None:
        with next(bench.quick.rglob("*受理通知书*.docx")).open("ab") as stream:
            stream.write(b" ")
        keep(self, *given)

    with monkeypatch.context() as patch:
        patch.setattr(RepeatableRun, "_keep", late)
        bench.run(bench.quick)
    assert "已被手改，未覆盖1" in bench.run(bench.quick)[1]


def test_what_does_not_fit_into_memory_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)
    spoil_one(bench, random.Random(1))
    told = bench.run(bench.slow)
    monkeypatch.setattr("toolchain.engine.temporary_store.ROOM", 0)
    assert bench.run(bench.quick) == told
    assert tree(bench.quick) == tree(bench.slow)
    (bench.inbox / "新.xlsx").write_bytes(b"new")
    bench.both()


def test_one_changed_workbook_is_the_only_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolchain.engine.confined_process import Confined

    bench = Bench(tmp_path)
    bench.both()
    path = next(bench.inbox.glob("申报书-10*.xlsx"))
    change = random.Random(1)
    filled = bench.read(path)
    assert filled is not None
    read: list[object] = []
    call = Confined.send
    rows = [changed(filled.rows[Applicant][0], change)]
    path.write_bytes(write(APPLICATION, filled.mark, {**filled.rows, Applicant: rows}))
    with monkeypatch.context() as patch:
        patch.setattr(Confined, "send", lambda self, *args: (read.append(args[0]), call(self, *args))[1])
        bench.run(bench.quick)
    assert read == [path.name]
    bench.run(bench.slow, "--full")
    assert tree(bench.quick) == tree(bench.slow)
