"""Verification finds every changed, missing and extra byte, and names the file."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.outbox.faults import state_of
from tests.outbox.story import AFTER, BEFORE, CHANGED_INPUTS, CYCLE, INPUTS, MAKER, after, before, packed, paper
from toolchain.engine.provenance_digest import data_digest
from toolchain.engine.temporary_store import digest_of
from toolchain.outbox.examination import Kind, Recomputed
from toolchain.outbox.ledger import dump as dump_line
from toolchain.outbox.ledger import load as load_ledger
from toolchain.outbox.ledger import seal
from toolchain.outbox.manifest import dump as dump_manifest
from toolchain.outbox.manifest import key_of
from toolchain.outbox.manifest import load as load_manifest
from toolchain.outbox.output import Input, Output
from toolchain.outbox.paths import BLANKS, LEDGER, MANIFEST, STAGE
from toolchain.outbox.publication import publish_run
from toolchain.outbox.verification import archived_inputs, folders_on_record, head_of, line_of, verify


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    """Give an outbox with a history and nothing wrong in it."""
    outbox = tmp_path / "outbox"
    before(outbox)
    (outbox / CYCLE / "07公示/19公示.docx").write_bytes(packed("公示改"))
    after(outbox)
    assert verify(outbox) == ()
    return outbox


def kinds(outbox: Path) -> dict[str, Kind]:
    return {found.path: found.kind for found in verify(outbox)}


def results(outbox: Path) -> list[Path]:
    return [path for path in sorted(outbox.rglob("*")) if path.is_file() and "_日志" not in path.parts]


def flip(path: Path, at: int, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(bytes(data))


def test_every_file_changed_in_its_first_middle_and_last_byte(outbox: Path) -> None:
    for path in results(outbox):
        kept = path.read_bytes()
        for at in {0, len(kept) // 2, len(kept) - 1}:
            flip(path, at, 0)
            assert path.relative_to(outbox).as_posix() in kinds(outbox), (path, at)
            path.write_bytes(kept)
    assert verify(outbox) == ()


@pytest.mark.parametrize("count", [150, pytest.param(1000, marks=pytest.mark.stress)])
def test_random_single_byte_changes_are_all_found(outbox: Path, count: int) -> None:
    chance = random.Random(20250401)
    places = results(outbox)
    for _ in range(count):
        path = chance.choice(places)
        kept = path.read_bytes()
        flip(path, chance.randrange(len(kept)), chance.randrange(8))
        assert path.relative_to(outbox).as_posix() in kinds(outbox)
        path.write_bytes(kept)


def test_every_file_removed(outbox: Path) -> None:
    for path in results(outbox):
        kept = path.read_bytes()
        path.unlink()
        name = path.relative_to(outbox).as_posix()
        assert kinds(outbox)[name] is Kind.MISSING, name
        path.write_bytes(kept)


@pytest.mark.parametrize(
    "name", [f"{CYCLE}/多.docx", "多.txt", f"_存档/{'0' * 64}.xlsx", "_存档/x", "_账本/损坏-x.jsonl", "_撤下/多.docx"]
)
def test_every_file_added(outbox: Path, name: str) -> None:
    (outbox / name).write_bytes(b"extra")
    assert kinds(outbox) == {name: Kind.EXTRA}


def test_blanks_laid_on_request_are_no_results(outbox: Path) -> None:
    """Staff lay blanks between two runs; verification speaks of results."""
    blanks = outbox / BLANKS / "2026届"
    blanks.mkdir(parents=True)
    (blanks / "申报书.xlsx").write_bytes(b"blank")
    assert kinds(outbox) == {}


def test_what_is_no_result_is_left_out(outbox: Path) -> None:
    (outbox / ".gitkeep").touch()
    (outbox / "_日志/运行记录.txt").write_text("anything", encoding="utf-8")
    assert verify(outbox) == ()


def test_edited_by_hand_is_told_as_such(outbox: Path) -> None:
    (outbox / CYCLE / "02受理/不变.docx").write_bytes(b"by hand")
    assert kinds(outbox) == {f"{CYCLE}/02受理/不变.docx": Kind.CHANGED}
    after(outbox)
    assert kinds(outbox) == {f"{CYCLE}/02受理/不变.docx": Kind.EDITED}


def test_an_unfinished_run_is_told(outbox: Path) -> None:
    (outbox / STAGE).mkdir()
    assert kinds(outbox) == {STAGE: Kind.UNFINISHED}


def test_nothing_and_something_without_records(tmp_path: Path) -> None:
    assert verify(tmp_path) == ()
    (tmp_path / "x.docx").touch()
    assert kinds(tmp_path) == {"x.docx": Kind.EXTRA}


class TestLedger:
    @pytest.mark.parametrize(
        "forge",
        [
            lambda lines: lines[1:],
            lambda lines: lines[::-1],
            lambda lines: [lines[0], lines[0], lines[1]],
            lambda lines: lines[:1],
            lambda lines: [lines[0], lines[1][: len(lines[1]) // 2]],
        ],
        ids=["删去第一行", "颠倒", "重复一行", "删去最后一行", "最后一行写了一半"],
    )
    def test_cut_reordered_doubled(self, outbox: Path, forge: Callable[[list[bytes]], list[bytes]]) -> None:
        lines = (outbox / LEDGER).read_bytes().splitlines(keepends=True)
        (outbox / LEDGER).write_bytes(b"".join(forge(lines)))
        assert set(kinds(outbox)) & {LEDGER, MANIFEST}

    def test_names_the_first_bad_line(self, outbox: Path) -> None:
        flip(outbox / LEDGER, 30, 0)
        assert str(verify(outbox)[0]).startswith(f"{LEDGER}：内容被改动（第1行")

    def test_a_damaged_ledger_is_set_aside_and_never_forgotten(self, outbox: Path) -> None:
        flip(outbox / LEDGER, 30, 0)
        broken = (outbox / LEDGER).read_bytes()
        done = after(outbox)
        assert done.notes == ("账本第1行不是程序写下的样子，原样移到旁边，另起新账。",)
        assert (outbox / f"_账本/损坏-{digest_of(broken)}.jsonl").read_bytes() == broken
        assert kinds(outbox) == {LEDGER: Kind.BROKEN}
        assert after(outbox).written == 0
        flip(outbox / f"_账本/损坏-{digest_of(broken)}.jsonl", 0, 0)
        assert kinds(outbox)[f"_账本/损坏-{digest_of(broken)}.jsonl"] is Kind.CHANGED

    def test_a_lost_ledger_is_never_forgotten(self, outbox: Path) -> None:
        (outbox / LEDGER).unlink()
        assert after(outbox).notes == ("账本缺失，另起新账。",)
        assert LEDGER in kinds(outbox)

    def test_a_file_and_the_manifest_forged_together(self, outbox: Path) -> None:
        place = outbox / CYCLE / "02受理/不变.docx"
        old = digest_of(place.read_bytes())
        place.write_bytes(b"forged")
        manifest = (outbox / MANIFEST).read_bytes().replace(old.encode(), digest_of(b"forged").encode())
        (outbox / MANIFEST).write_bytes(manifest)
        assert kinds(outbox)[MANIFEST] is Kind.BROKEN

    def test_lines_name_program_workbooks_and_files(self, outbox: Path) -> None:
        lines = load_ledger((outbox / LEDGER).read_bytes()).lines
        first, last = lines[0], lines[-1]
        assert first.previous == ""
        assert first.data_digests == {CYCLE: data_digest(item.digest for item in INPUTS)}
        assert first.inputs == {CYCLE: {item.name: item.digest for item in INPUTS}}
        assert first.files[f"{CYCLE}/02受理/不变.docx"] == ["新建", digest_of(packed("不变")), False]
        assert last.files[f"{CYCLE}/08审定/旧表.docx"] == ["不再需要", "", False]
        assert last.files["_撤下/2025届/08审定/旧表.docx"][0] == "撤下"


def test_a_noted_head_is_found_until_the_ledger_is_written_anew(outbox: Path) -> None:
    number, noted = head_of(outbox)
    assert number == len(load_ledger((outbox / LEDGER).read_bytes()).lines)
    assert line_of(outbox, noted[:16]) == number
    publish_run(outbox, {CYCLE: (*AFTER, paper("又一份.docx", "又"))}, CHANGED_INPUTS, MAKER)
    assert line_of(outbox, noted[:16]) == number < head_of(outbox)[0]
    (outbox / LEDGER).unlink()
    (outbox / MANIFEST).unlink()
    done = publish_run(outbox, {CYCLE: AFTER}, CHANGED_INPUTS, MAKER)
    assert line_of(outbox, noted[:16]) == 0
    assert any("账本和清单都不在" in note for note in done.notes)
    assert kinds(outbox)[LEDGER] is Kind.BROKEN


def test_a_first_run_has_lost_nothing(tmp_path: Path) -> None:
    assert publish_run(tmp_path / "outbox", {CYCLE: AFTER}, CHANGED_INPUTS, MAKER).notes == ()
    assert head_of(tmp_path) == (0, "")
    assert line_of(tmp_path, "") == 0


def forge(outbox: Path, path: str, data: bytes) -> None:
    """Put other bytes into a paper, its digest and content into the manifest, and seal the last line anew."""
    (outbox / path).write_bytes(data)
    manifest = load_manifest((outbox / MANIFEST).read_bytes())
    entry = replace(manifest.files[path], sha256=digest_of(data))
    written = dump_manifest(replace(manifest, files={**manifest.files, path: entry}))
    (outbox / MANIFEST).write_bytes(written)
    *earlier, last = load_ledger((outbox / LEDGER).read_bytes()).lines
    files = {**last.files, path: [last.files[path][0], digest_of(data), last.files[path][2]]}
    sealed = seal(replace(last, files=files, manifest=digest_of(written), hash=""))
    (outbox / LEDGER).write_bytes(b"".join(dump_line(line) for line in (*earlier, sealed)))


class TestReplay:
    def replay(self, outputs: Sequence[Output]) -> Callable[[str, Mapping[str, bytes]], Recomputed | None]:
        def again(folder: str, inputs: Mapping[str, bytes]) -> Recomputed | None:
            assert folder == CYCLE
            if inputs == {item.name: item.data for item in INPUTS}:
                return Recomputed(BEFORE)
            assert inputs == {item.name: item.data for item in CHANGED_INPUTS}
            return Recomputed(outputs)

        return again

    def test_equal(self, outbox: Path) -> None:
        assert verify(outbox, self.replay(AFTER)) == ()

    def test_repacked_is_equal(self, outbox: Path) -> None:
        again = [
            Output(item.path, item.data if item.path != "02受理/不变.docx" else packed("不变", 0)) for item in AFTER
        ]
        assert verify(outbox, self.replay(again)) == ()

    def test_different_missing_extra(self, outbox: Path) -> None:
        found = verify(
            outbox, self.replay((*AFTER[1:-1], paper("09获奖后/26提醒.docx", "别的"), paper("多.docx", "多")))
        )
        assert {(item.path, item.detail) for item in found} == {
            (f"{CYCLE}/01申报启动/01评审公告.docx", "重算不产生这个文件"),
            (f"{CYCLE}/09获奖后/26提醒.docx", "由以前的程序做成，现在的程序重算不同；请先运行 make cycle 再核对"),
            (f"{CYCLE}/多.docx", "重算多出这个文件"),
        }

    @pytest.mark.parametrize("issued", [False, True])
    def test_a_paper_forged_together_with_manifest_and_ledger(self, tmp_path: Path, issued: bool) -> None:
        """Whoever seals the last line anew has still not the workbooks that give the forged paper."""
        papers = (paper("25请示.docx", "五万元", issued=issued),)
        outbox, key = tmp_path / "outbox", key_of(MAKER)
        publish_run(outbox, {CYCLE: papers}, CHANGED_INPUTS, MAKER)
        forge(outbox, f"{CYCLE}/25请示.docx", packed("九万元"))
        assert verify(outbox) == ()

        def again(_: str, __: Mapping[str, bytes]) -> Recomputed:
            return Recomputed(papers, made_by=key)

        assert [(item.path, item.kind) for item in verify(outbox, again)] == [(f"{CYCLE}/25请示.docx", Kind.DIFFERENT)]

    def test_an_issued_paper_of_an_older_program_stands(self, tmp_path: Path) -> None:
        outbox = tmp_path / "outbox"
        publish_run(outbox, {CYCLE: [paper("25.docx", "旧措辞", issued=True, value="事实")]}, CHANGED_INPUTS, MAKER)
        reworded, later = [paper("25.docx", "新措辞", issued=True, value="事实")], replace(MAKER, code="e" * 64)
        publish_run(outbox, {CYCLE: reworded}, CHANGED_INPUTS, later)
        again = Recomputed(reworded, made_by=key_of(later))
        assert verify(outbox, lambda _, __: again) == ()

    def test_a_damaged_archive_cannot_be_replayed(self, outbox: Path) -> None:
        flip(outbox / f"_存档/{CHANGED_INPUTS[0].digest}.xlsx", 0, 0)
        assert kinds(outbox)[f"_存档/{CHANGED_INPUTS[0].digest}.xlsx"] is Kind.CHANGED
        found = verify(outbox, self.replay(AFTER))
        assert any(item.detail == "存档不完整，不能重算" for item in found)

    def test_from_the_archive_alone_into_another_folder(self, outbox: Path, tmp_path: Path) -> None:
        copy = tmp_path / "elsewhere"
        shutil.copytree(outbox, copy)
        assert folders_on_record(copy) == (CYCLE,)
        inputs = [Input(name, data, CYCLE) for name, data in archived_inputs(copy, CYCLE).items()]
        again = tmp_path / "again"
        publish_run(again, {CYCLE: AFTER}, inputs, MAKER)
        produced = state_of(again / CYCLE)
        kept = state_of(copy / CYCLE)
        assert {name for name in produced if produced[name] != kept[name]} == {"05评审/14评审报告.docx"}
        assert produced["05评审/14评审报告.docx"] == kept["05评审/14评审报告.更正稿.docx"]


def test_data_digest_is_that_of_the_sorted_lines() -> None:
    one, two = digest_of(b"1"), digest_of(b"2")
    assert (
        data_digest([two, one, one])
        == data_digest([one, two])
        == digest_of(f"{min(one, two)}\n{max(one, two)}\n".encode())
    )
