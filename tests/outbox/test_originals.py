"""Every issued original is kept, byte for byte, and a correction on record settles the alarm for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.outbox.story import CYCLE, INPUTS, MAKER, packed, paper
from toolchain.outbox.output import Change, Output, Word
from toolchain.outbox.publication import publish_run
from toolchain.outbox.verification import verify

PLACE = "08审定/23授奖公告.docx"


def lay(outbox: Path, output: Output) -> Change:
    done = publish_run(outbox, {CYCLE: (output,)}, INPUTS, MAKER).of(CYCLE)
    return next(change for change in done if change.path == PLACE)


def test_the_original_of_a_paper_that_is_issued_again_is_kept(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    for number, text in enumerate(("第一次", "第二次", "第三次")):
        lay(outbox, paper(PLACE, text, issued=True) if number == 0 else paper(PLACE, text))
        lay(outbox, paper(PLACE, text, issued=True))
    kept = {path.read_bytes() for path in (outbox / "_撤下" / CYCLE / "08审定").iterdir()}
    assert kept == {packed("第一次"), packed("第二次")}
    assert (outbox / CYCLE / PLACE).read_bytes() == packed("第三次")
    assert verify(outbox) == ()


def test_a_kept_original_that_is_touched_is_found(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    lay(outbox, paper(PLACE, "第一次", issued=True))
    lay(outbox, paper(PLACE, "第二次"))
    (kept,) = (outbox / "_撤下" / CYCLE / "08审定").iterdir()
    kept.write_bytes(packed("别的"))
    assert [item.path for item in verify(outbox)] == [kept.relative_to(outbox).as_posix()]


def test_a_correction_on_record_settles_the_alarm_for_good(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    lay(outbox, paper(PLACE, "原文", issued=True))
    changed = paper(PLACE, "另一句", issued=True)
    assert lay(outbox, changed).word is Word.ISSUED
    settled = replace(changed, settled="W01")
    for _ in range(2):
        told = lay(outbox, settled)
        assert told.word is Word.SAME
        assert "W01" in told.reason
        assert (outbox / CYCLE / PLACE).read_bytes() == packed("原文")
        assert not list((outbox / CYCLE / "08审定").glob("*更正稿*"))
        assert verify(outbox) == ()
