"""One word and a reason per file; what a person changed and what was issued stays."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outbox.faults import state_of
from tests.outbox.story import CELL, CYCLE, INPUTS, MAKER, after, before, packed, paper
from toolchain.outbox.held_outputs import Hold, Settled
from toolchain.outbox.lock import hold
from toolchain.outbox.manifest import load
from toolchain.outbox.output import Change, Input, Maker, Output, Word
from toolchain.outbox.paths import LEDGER, MANIFEST
from toolchain.outbox.publication import dismiss, publish, publish_run
from toolchain.outbox.verification import verify
from toolchain.outbox.write_failure import OutboxFault, cause_of


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


def lay(outbox: Path, *outputs: Output) -> dict[str, Change]:
    done = publish_run(outbox, {CYCLE: outputs}, INPUTS, MAKER)
    return {change.path: change for change in done.of(CYCLE)}


def test_every_word_has_its_reason(outbox: Path) -> None:
    before(outbox)
    done = after(outbox)
    words = {change.path: change for change in done.of(CYCLE)}
    assert words["09获奖后/26提醒.docx"] == Change("09获奖后/26提醒.docx", Word.NEW)
    assert words["02受理/不变.docx"].word is Word.SAME
    assert words["01申报启动/01评审公告.docx"] == Change("01申报启动/01评审公告.docx", Word.UPDATED, f"{CELL}有变")
    assert words["07公示/19公示.docx"] == Change(
        "07公示/19公示.docx", Word.EDITED, "新稿放在旁边", "07公示/19公示.新稿.docx"
    )
    assert words["05评审/14评审报告.docx"].word is Word.ISSUED
    assert f"{CELL}有变" in words["05评审/14评审报告.docx"].reason
    assert words["05评审/14评审报告.docx"].beside == "05评审/14评审报告.更正稿.docx"
    gone = words["08审定/旧表.docx"]
    assert gone.word is Word.WITHDRAWN
    assert (outbox / "_撤下/2025届/08审定/旧表.docx").read_bytes() == packed("旧表")
    assert not (outbox / CYCLE / "08审定").exists()


def test_second_run_writes_nothing(outbox: Path) -> None:
    before(outbox)
    after(outbox)
    stamps = {path: path.stat().st_mtime_ns for path in outbox.rglob("*") if "_日志" not in path.parts}
    done = after(outbox)
    assert done.written == 0
    assert stamps == {path: path.stat().st_mtime_ns for path in outbox.rglob("*") if "_日志" not in path.parts}


def test_second_run_changes_no_byte_of_log_or_lock_either(outbox: Path) -> None:
    after(outbox)
    everything = {path: path.read_bytes() for path in sorted(outbox.rglob("*")) if path.is_file()}
    after(outbox)
    assert {path: path.read_bytes() for path in sorted(outbox.rglob("*")) if path.is_file()} == everything
    assert any(path.name == "运行记录.txt" for path in everything)


def test_dry_run_says_the_same_and_touches_nothing(outbox: Path) -> None:
    outputs = (paper("甲.docx", "一"), paper("乙.docx", "二"))
    told = publish_run(outbox, {CYCLE: outputs}, INPUTS, MAKER, dry=True)
    assert not outbox.exists()
    assert told.changes == publish_run(outbox, {CYCLE: outputs}, INPUTS, MAKER).changes


def test_one_folder_by_itself(outbox: Path) -> None:
    assert publish(outbox / CYCLE, (paper("甲.docx", "一"),)) == (Change("甲.docx", Word.NEW),)
    publish(outbox / "2027届", (paper("乙.docx", "二"),))
    assert (outbox / CYCLE / "甲.docx").exists()
    assert verify(outbox) == ()


def test_reason_falls_back_from_cells_to_workbooks_to_the_program(outbox: Path) -> None:
    plain = Output("表.xlsx", b"one")
    lay(outbox, plain)
    changed = (Input("届次设置.xlsx", b"other", CYCLE), *INPUTS[1:2])
    [told] = publish_run(outbox, {CYCLE: (Output("表.xlsx", b"two"),)}, changed, MAKER).of(CYCLE)
    assert told.reason == "“届次设置.xlsx”有变、少了“申报/乙.xlsx”"
    [told] = publish_run(outbox, {CYCLE: (Output("表.xlsx", b"three"),)}, changed, Maker("0.2.0")).of(CYCLE)
    assert told.reason == "程序、参数或依赖版本有变"
    [told] = publish_run(outbox, {CYCLE: (Output("表.xlsx", b"four"),)}, changed, Maker("0.2.0")).of(CYCLE)
    assert told.reason == "内容有变"


def test_reason_names_the_cells_of_the_workbook_behind_a_fact(outbox: Path) -> None:
    def compare(name: str, before: bytes, now: bytes) -> str:
        assert (name, before, now) == ("届次设置.xlsx", b"settings", b"settings, changed")
        return "届次!B5"

    lay(outbox, Output("表.docx", b"one", (("“届次设置”", "1"),)))
    two = Output("表.docx", b"two", (("“届次设置”", "2"),))
    changed = (Input("届次设置.xlsx", b"settings, changed", CYCLE, "settings"), *INPUTS[1:])
    [told] = publish_run(outbox, {CYCLE: (two,)}, changed, MAKER, compare=compare).of(CYCLE)
    assert told.reason == "“届次设置”有变；因“届次设置.xlsx”（届次!B5）有变"


def test_many_reasons_are_counted(outbox: Path) -> None:
    lay(outbox, Output("表.xlsx", b"1", tuple((f"B{n}", "1") for n in range(9))))
    told = lay(outbox, Output("表.xlsx", b"2", tuple((f"B{n}", "2") for n in range(9))))
    assert told["表.xlsx"].reason == "B0有变、B1有变、B2有变、B3有变等9项"


def test_repacked_with_the_same_parts_is_no_change(outbox: Path) -> None:
    lay(outbox, paper("甲.docx", "一"))
    again = Output("甲.docx", packed("一", level=0), ((CELL, "一"),))
    assert again.data != packed("一")
    assert lay(outbox, again)["甲.docx"].word is Word.SAME
    assert (outbox / CYCLE / "甲.docx").read_bytes() == packed("一")
    assert verify(outbox) == ()


class TestEditedByHand:
    def test_kept_until_the_person_decides(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一"))
        place = outbox / CYCLE / "甲.docx"
        place.write_bytes(b"by hand")
        for _ in range(2):
            told = lay(outbox, paper("甲.docx", "二"))["甲.docx"]
            assert told == Change("甲.docx", Word.EDITED, "新稿放在旁边", "甲.新稿.docx")
        assert place.read_bytes() == b"by hand"
        assert (outbox / CYCLE / "甲.新稿.docx").read_bytes() == packed("二")

        (outbox / CYCLE / "甲.新稿.docx").replace(place)
        assert lay(outbox, paper("甲.docx", "二"))["甲.docx"].word is Word.SAME
        assert verify(outbox) == ()

    def test_a_new_version_edited_by_hand_is_kept_too(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一"))
        (outbox / CYCLE / "甲.docx").write_bytes(b"by hand")
        lay(outbox, paper("甲.docx", "二"))
        (outbox / CYCLE / "甲.新稿.docx").write_bytes(b"also by hand")
        told = lay(outbox, paper("甲.docx", "三"))
        assert told["甲.docx"].beside == "甲.新稿2.docx"
        assert (outbox / CYCLE / "甲.新稿.docx").read_bytes() == b"also by hand"
        assert told["甲.新稿.docx"] == Change("甲.新稿.docx", Word.EDITED, "已不需要，但被手工修改过，保留原处")

    def test_no_longer_needed_and_edited_stays(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一"))
        (outbox / CYCLE / "甲.docx").write_bytes(b"by hand")
        for _ in range(2):
            assert lay(outbox)["甲.docx"] == Change("甲.docx", Word.EDITED, "已不需要，但被手工修改过，保留原处")
        assert (outbox / CYCLE / "甲.docx").read_bytes() == b"by hand"

    def test_a_file_that_was_there_before_us_is_kept(self, outbox: Path) -> None:
        (outbox / CYCLE).mkdir(parents=True)
        (outbox / CYCLE / "甲.docx").write_bytes(b"somebody's")
        assert lay(outbox, paper("甲.docx", "一"))["甲.docx"].word is Word.EDITED
        assert set(lay(outbox)) == {"甲.新稿.docx"}
        assert (outbox / CYCLE / "甲.docx").read_bytes() == b"somebody's"

    def test_deleted_by_hand_comes_back(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一"))
        (outbox / CYCLE / "甲.docx").unlink()
        assert lay(outbox, paper("甲.docx", "一"))["甲.docx"].reason == "上次产出的文件已不在，重新生成"

    @pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights on Windows")
    def test_links_are_neither_followed_nor_replaced(self, outbox: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere.docx").write_bytes(b"elsewhere")
        lay(outbox, paper("甲.docx", "一"))
        (outbox / CYCLE / "甲.docx").unlink()
        (outbox / CYCLE / "甲.docx").symlink_to(tmp_path / "elsewhere.docx")
        assert lay(outbox, paper("甲.docx", "二"))["甲.docx"].word is Word.EDITED
        assert (tmp_path / "elsewhere.docx").read_bytes() == b"elsewhere"
        (outbox / "2027届").symlink_to(tmp_path)
        with pytest.raises(OutboxFault, match="不是普通文件夹"):
            publish_run(outbox, {"2027届": (paper("乙.docx", "一"),)})

    def test_a_folder_in_the_way(self, outbox: Path) -> None:
        (outbox / CYCLE / "甲.docx").mkdir(parents=True)
        assert lay(outbox, paper("甲.docx", "一"))["甲.docx"].beside == "甲.新稿.docx"


class TestIssued:
    def test_equal_facts_are_no_alarm(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一"))
        assert lay(outbox, paper("甲.docx", "一", issued=True))["甲.docx"].word is Word.SAME

    def test_never_replaced_and_the_correction_lies_beside(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一", issued=True))
        for _ in range(2):
            told = lay(outbox, paper("甲.docx", "二", issued=True))["甲.docx"]
            assert told.word is Word.ISSUED
            assert told.beside == "甲.更正稿.docx"
            assert f"{CELL}有变" in told.reason
        assert (outbox / CYCLE / "甲.docx").read_bytes() == packed("一")
        assert (outbox / CYCLE / "甲.更正稿.docx").read_bytes() == packed("二")

    def test_facts_that_come_back_withdraw_the_correction(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一", issued=True))
        lay(outbox, paper("甲.docx", "二", issued=True))
        told = lay(outbox, paper("甲.docx", "一", issued=True))
        assert told["甲.docx"].word is Word.SAME
        assert told["甲.更正稿.docx"].word is Word.WITHDRAWN
        assert verify(outbox) == ()

    @pytest.mark.parametrize("lost", [(MANIFEST,), (MANIFEST, LEDGER), (LEDGER,)], ids=["清单", "清单和账本", "账本"])
    def test_frozen_even_when_the_records_are_lost(self, outbox: Path, lost: tuple[str, ...]) -> None:
        lay(outbox, paper("甲.docx", "一", issued=True))
        for name in lost:
            (outbox / name).unlink()
        for _ in range(2):
            told = lay(outbox, paper("甲.docx", "二", issued=True))["甲.docx"]
            assert (told.word, told.beside) == (Word.ISSUED, "甲.更正稿.docx")
        assert (outbox / CYCLE / "甲.docx").read_bytes() == packed("一")

    def test_registered_as_issued_together_with_other_facts_is_frozen(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一"))
        assert lay(outbox, paper("甲.docx", "二", issued=True))["甲.docx"].word is Word.ISSUED

    def test_a_draft_is_not_the_paper_that_was_issued(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "送审稿", draft=True))
        assert lay(outbox, paper("甲.docx", "一", issued=True))["甲.docx"].word is Word.UPDATED
        assert lay(outbox, paper("甲.docx", "二", issued=True))["甲.docx"].word is Word.ISSUED

    def test_an_original_stays_while_its_entry_is_flagged(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一", issued=True))
        original = (outbox / CYCLE / "甲.docx").read_bytes()
        flagged = paper("甲.docx", "送审稿", issued=True, draft=True)
        assert lay(outbox, flagged)["甲.docx"].word is Word.ISSUED
        assert (outbox / CYCLE / "甲.docx").read_bytes() == original
        assert lay(outbox, paper("甲.docx", "一", issued=True))["甲.docx"].word is Word.SAME

    def test_what_was_flagged_from_the_beginning_is_no_original(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "送审稿", issued=True, draft=True))
        assert lay(outbox, paper("甲.docx", "送审稿二", issued=True, draft=True))["甲.docx"].word is Word.UPDATED
        assert lay(outbox, paper("甲.docx", "一", issued=True))["甲.docx"].word is Word.UPDATED
        assert lay(outbox, paper("甲.docx", "二", issued=True))["甲.docx"].word is Word.ISSUED

    def test_another_template_is_no_alarm(self, outbox: Path) -> None:
        template = ("模板“甲.docx”", "1"), (CELL, "一")
        lay(outbox, Output("甲.docx", b"old form", template, issued=True))
        for _ in range(2):
            told = lay(outbox, Output("甲.docx", b"new form", (("模板“甲.docx”", "2"), (CELL, "一")), issued=True))
            assert told == {"甲.docx": Change("甲.docx", Word.SAME, "已印发；模板或程序有变，事实未变，原件照旧")}
        assert (outbox / CYCLE / "甲.docx").read_bytes() == b"old form"
        told = lay(outbox, Output("甲.docx", b"new facts", (("模板“甲.docx”", "2"), (CELL, "二")), issued=True))
        assert told["甲.docx"].word is Word.ISSUED

    def test_no_longer_given_by_the_facts(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一", issued=True))
        for _ in range(2):
            told = lay(outbox)["甲.docx"]
            assert told.word is Word.ISSUED
            assert "不再产生这份文书" in told.reason
        assert (outbox / CYCLE / "甲.docx").exists()

    def test_a_paper_that_was_recalled_is_no_alarm(self, outbox: Path) -> None:
        names = ("08审定/23-授奖公告.docx", "08审定/24-证书.docx")
        lay(outbox, *(paper(name, name, issued=True) for name in names))
        recalled = {CYCLE: [Settled(23, "", "撤回文书已登记（变更事项W04）")]}
        for _ in range(2):
            done = publish_run(outbox, {CYCLE: ()}, INPUTS, MAKER, holds=recalled)
            told = {change.path: change for change in done.of(CYCLE)}
            assert told["08审定/23-授奖公告.docx"].word is Word.SAME
            assert "W04" in told["08审定/23-授奖公告.docx"].reason
            assert told["08审定/24-证书.docx"].word is Word.ISSUED
        assert (outbox / CYCLE / "08审定/23-授奖公告.docx").exists()
        (outbox / CYCLE / "08审定/23-授奖公告.docx").write_bytes(b"touched")
        done = publish_run(outbox, {CYCLE: ()}, INPUTS, MAKER, holds=recalled)
        assert {change.path: change.word for change in done.of(CYCLE)}["08审定/23-授奖公告.docx"] is Word.ISSUED

    def test_the_original_is_gone_and_the_facts_differ(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一", issued=True))
        (outbox / CYCLE / "甲.docx").unlink()
        for _ in range(2):
            told = lay(outbox, paper("甲.docx", "二", issued=True))["甲.docx"]
            assert told.word is Word.ISSUED
            assert "原件已不在" in told.reason
        assert not (outbox / CYCLE / "甲.docx").exists()
        assert lay(outbox, paper("甲.docx", "一", issued=True))["甲.docx"].word is Word.NEW

    def test_edited_by_hand(self, outbox: Path) -> None:
        lay(outbox, paper("甲.docx", "一", issued=True))
        (outbox / CYCLE / "甲.docx").write_bytes(b"by hand")
        told = lay(outbox, paper("甲.docx", "一", issued=True))["甲.docx"]
        assert told.word is Word.EDITED
        assert "已印发的文书被手工改动过" in told.reason


class TestInputs:
    def test_archived_by_digest_and_named_in_the_manifest(self, outbox: Path) -> None:
        before(outbox)
        for item in INPUTS:
            assert (outbox / f"_存档/{item.digest}.xlsx").read_bytes() == item.data
        manifest = load((outbox / MANIFEST).read_bytes())
        assert manifest.inputs[CYCLE] == {item.name: item.digest for item in INPUTS}

    def test_vanished_is_told_until_it_comes_back(self, outbox: Path) -> None:
        before(outbox)
        for _ in range(2):
            done = publish_run(outbox, {CYCLE: ()}, INPUTS[:2], MAKER)
            assert [(item.folder, item.name) for item in done.vanished] == [(CYCLE, "申报/乙.xlsx")]
        assert publish_run(outbox, {CYCLE: ()}, INPUTS, MAKER).vanished == ()

    @pytest.mark.parametrize(
        "instead",
        [
            Input("申报/乙.xlsx", b"corrected", CYCLE),
            Input("申报/改名.xlsx", b"second applicant", CYCLE),
            Input("申报/乙（重交）.xlsx", b"corrected", CYCLE, "application 2"),
        ],
        ids=["同名改正", "改名", "重交"],
    )
    def test_replaced_is_not_vanished(self, outbox: Path, instead: Input) -> None:
        before(outbox)
        assert publish_run(outbox, {CYCLE: ()}, (*INPUTS[:2], instead), MAKER).vanished == ()

    def test_a_cycle_whose_workbooks_were_put_away_is_left_alone(self, outbox: Path) -> None:
        before(outbox)
        kept = state_of(outbox / CYCLE)
        done = publish_run(outbox, {"2027届": (paper("甲.docx", "一"),)}, (Input("a.xlsx", b"a", "2027届"),), MAKER)
        assert state_of(outbox / CYCLE) == kept
        assert {item.folder for item in done.vanished} == {CYCLE}

    def test_dismissed_cycle_goes_with_everything(self, outbox: Path) -> None:
        before(outbox)
        dismiss(outbox, CYCLE)
        assert [path.name for path in (outbox / CYCLE).rglob("*.docx")] == ["19公示.docx"]
        assert (outbox / "_撤下/2025届/05评审/14评审报告.docx").exists()
        assert publish_run(outbox, {}, (), MAKER).vanished == ()

    def test_an_archive_that_was_changed_is_mended_and_told(self, outbox: Path) -> None:
        before(outbox)
        (outbox / f"_存档/{INPUTS[0].digest}.xlsx").write_bytes(b"forged")
        done = publish_run(outbox, {}, INPUTS, MAKER)
        assert done.notes == ("存档里有文件被改动过，已按原样补回。",)
        assert (outbox / f"_存档/{INPUTS[0].digest}.xlsx").read_bytes() == INPUTS[0].data


def test_withdrawn_twice_overwrites_nothing(outbox: Path) -> None:
    for text in ("一", "二", "二"):
        lay(outbox, paper("甲.docx", text))
        lay(outbox)
    kept = sorted(path.name for path in (outbox / "_撤下").rglob("*.docx"))
    assert kept == ["甲.docx", "甲（2）.docx"]
    assert verify(outbox) == ()


@pytest.mark.parametrize("path", ["../x.docx", "/x.docx", "a/../../x", "a\\b", "a//b", ""], ids=repr)
def test_no_path_leads_out(outbox: Path, path: str) -> None:
    with pytest.raises(OutboxFault):
        publish_run(outbox, {CYCLE: (Output(path, b""),)})
    assert not any(outbox.parent.rglob("x*"))


@pytest.mark.parametrize("folder", ["_存档", "_清单.json", "_日志", "..", "_账本"])
def test_no_folder_is_one_of_our_own(outbox: Path, folder: str) -> None:
    with pytest.raises(OutboxFault):
        publish_run(outbox, {folder: ()})


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_modes_do_not_depend_on_the_umask(outbox: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        papers = (paper("a/甲.docx", "一"), Output("公开/总览.html", b"x"), Output("公开/附件/1.html", b"x"))
        publish_run(outbox, {CYCLE: papers}, INPUTS, MAKER)
    finally:
        os.umask(old)
    modes = {path.relative_to(outbox).as_posix(): oct(path.stat().st_mode & 0o777) for path in outbox.rglob("*")}
    assert modes[f"{CYCLE}/公开/总览.html"] == modes[f"{CYCLE}/公开/附件/1.html"] == "0o644"
    assert modes[f"{CYCLE}/公开"] == modes[f"{CYCLE}/公开/附件"] == "0o755"
    assert modes[f"{CYCLE}/a"] == modes[CYCLE] == "0o700"
    assert modes[f"{CYCLE}/a/甲.docx"] == modes["_清单.json"] == modes["_账本/账本.jsonl"] == "0o600"
    assert modes["_存档"] == modes["_账本"] == modes["_日志"] == "0o700"


def test_a_second_run_is_refused_and_told_who_runs(outbox: Path) -> None:
    with hold(outbox) as held, pytest.raises(OutboxFault) as refusal:
        publish_run(outbox, {CYCLE: ()})
    assert held.since[:19] in str(refusal.value)
    assert f"进程 {os.getpid()}" in str(refusal.value)
    publish_run(outbox, {CYCLE: ()})


def test_the_lock_may_be_held_over_the_whole_run(outbox: Path) -> None:
    with hold(outbox) as held:
        done = publish_run(outbox, {CYCLE: (paper("甲.docx", "一"),)}, held=held)
    assert done.written == 3


texts = st.sampled_from(["一", "二", "三"])
states = st.dictionaries(
    st.sampled_from(["甲.docx", "a/乙.docx", "a/丙.docx", "b/丁.docx"]), st.tuples(texts, st.booleans()), max_size=4
)
edits = st.lists(st.tuples(st.sampled_from(["甲.docx", "a/乙.docx", "甲.新稿.docx"]), st.booleans()), max_size=2)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(steps=st.lists(st.tuples(states, edits), min_size=1, max_size=4))
def test_publishing_twice_is_publishing_once_and_nothing_typed_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[dict[str, tuple[str, bool]], list[tuple[str, bool]]]]
) -> None:
    outbox = tmp_path_factory.mktemp("property") / "outbox"
    typed: set[bytes] = set()
    for number, (state, changes) in enumerate(steps):
        outputs = [paper(path, text, issued=issued) for path, (text, issued) in sorted(state.items())]
        first = publish_run(outbox, {CYCLE: outputs}, INPUTS, MAKER)
        frozen = state_of(outbox)
        second = publish_run(outbox, {CYCLE: outputs}, INPUTS, MAKER)
        assert second.written == 0
        assert state_of(outbox) == frozen
        stays = {Word.NEW: Word.SAME, Word.UPDATED: Word.SAME}
        assert {c.path: stays.get(c.word, c.word) for c in first.of(CYCLE) if c.word is not Word.WITHDRAWN} == {
            c.path: c.word for c in second.of(CYCLE)
        }
        there = {path.read_bytes() for path in outbox.rglob("*") if path.is_file()}
        assert typed <= there
        for path, written in changes:
            place = outbox / CYCLE / path
            if written and place.parent.is_dir():
                if place.exists():
                    typed.discard(place.read_bytes())
                data = f"typed {number} {path}".encode()
                place.write_bytes(data)
                typed.add(data)


IN = frozenset({"02受理"})


class TestHeld:
    def holding(self, *held: Hold) -> dict[str, tuple[Hold, ...]]:
        return {CYCLE: held}

    def published(self, outbox: Path, outputs: tuple[Output, ...], *held: Hold) -> dict[str, Change]:
        told = publish_run(outbox, {CYCLE: outputs}, holds=self.holding(*held))
        return {change.path: change for change in told.of(CYCLE)}

    def test_of_one_and_not_of_others(self, tmp_path: Path) -> None:
        mine, other = Output("02受理/甲.docx", b"1", about="A"), Output("02受理/乙.docx", b"2", about="B")
        self.published(tmp_path, (mine, other))
        told = self.published(tmp_path, (), Hold(IN, frozenset(), "A", "等待改正 J6", frozenset({"B"})))
        assert (told[mine.path].word, told[other.path].word) == (Word.HELD, Word.WITHDRAWN)
        assert "J6" in told[mine.path].reason
        assert (tmp_path / CYCLE / mine.path).read_bytes() == b"1"

    def test_an_issued_one_too(self, tmp_path: Path) -> None:
        mine = Output("02受理/甲.docx", b"1", about="A", issued=True)
        self.published(tmp_path, (mine,))
        assert self.published(tmp_path, (), Hold(IN, IN, "A", "x"))[mine.path].word is Word.HELD
        assert self.published(tmp_path, ())[mine.path].word is Word.ISSUED

    def test_what_is_complete_stays_and_what_is_not_goes_on(self, tmp_path: Path) -> None:
        whole, part = Output("表.xlsx", b"whole"), Output("表.xlsx", b"part", waits="x")
        hold = Hold(frozenset({"表.xlsx"}), frozenset({"表.xlsx"}), waits="x")
        assert self.published(tmp_path, (part,), hold)["表.xlsx"].word is Word.NEW
        more = Output("表.xlsx", b"more", waits="x")
        assert self.published(tmp_path, (more,), hold)["表.xlsx"].word is Word.UPDATED
        assert self.published(tmp_path, (whole,))["表.xlsx"].word is Word.UPDATED
        assert self.published(tmp_path, (part,), hold)["表.xlsx"].word is Word.HELD
        assert (tmp_path / CYCLE / "表.xlsx").read_bytes() == b"whole"
        assert verify(tmp_path) == ()

    def test_one_that_somebody_deleted_is_not_held(self, tmp_path: Path) -> None:
        self.published(tmp_path, (Output("甲.docx", b"1"),))
        (tmp_path / CYCLE / "甲.docx").unlink()
        assert self.published(tmp_path, (), Hold(frozenset({"甲.docx"}), frozenset(), waits="x")) == {}

    def test_a_document_that_may_lack_something_is_not_laid(self, tmp_path: Path) -> None:
        hold = Hold(IN, IN, waits="x")
        part = Output("02受理/名单.docx", b"part", waits="x", official=True)
        assert self.published(tmp_path, (part,), hold)[part.path].word is Word.HELD
        assert not (tmp_path / CYCLE / part.path).exists()
        assert verify(tmp_path) == ()


@pytest.mark.skipif(os.name != "posix", reason="accounts of a Unix system")
def test_an_outbox_of_another_account_is_called_so(outbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outbox.mkdir()
    owner = outbox.owner()
    refused = PermissionError(errno.EACCES, "", str(outbox / "a" / "b"))
    assert "没有权限" in cause_of(refused)
    monkeypatch.setattr(os, "geteuid", lambda: outbox.stat().st_uid + 1)
    assert cause_of(refused) == f"属于账户“{owner}”，别的账户不能读写，请用这个账户登录后运行"
