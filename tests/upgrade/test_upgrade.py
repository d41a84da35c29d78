"""The program is laid over an existing folder: outbox, register and blanks of the release before go on unharmed.

``outbox.tar.xz`` is what that release (2026-12-01) made of the example, with the blanks of the next cycle.
"""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolchain.cli import cli
from toolchain.inbox.intake import FileState
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.outbox import ledger, manifest
from toolchain.outbox.durable_files import digest_at
from toolchain.outbox.paths import LEDGER, MANIFEST, WITHDRAWN
from toolchain.outbox.verification import archived_inputs, verify

CYCLE = "示例2025届"


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of an office as the release before left it: outbox, and the inbox from its archive."""
    folder = tmp_path_factory.mktemp("评审办")
    with tarfile.open(Path(__file__).with_name("outbox.tar.xz")) as archive:
        archive.extractall(folder, filter="data")
    for name, data in archived_inputs(folder / "outbox", CYCLE).items():
        path = folder / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def run(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [*words, "--inbox", str(folder / "inbox"), "--outbox", str(folder / "outbox")])
    return done.exit_code, done.output


def test_every_result_of_the_release_before_is_kept_or_laid_aside(earlier: Path) -> None:
    outbox = earlier / "outbox"
    before = manifest.load((outbox / MANIFEST).read_bytes())
    lines = ledger.load((outbox / LEDGER).read_bytes()).lines
    assert len(before.files) > 130
    assert verify(outbox) == ()
    code, said = run(earlier, "cycle")
    assert code in {0, 4}, said
    for path, entry in before.files.items():
        if entry.issued:
            assert digest_at(outbox / path) == entry.sha256, path
        else:
            assert (outbox / path).exists() or (outbox / WITHDRAWN / path).exists(), path
    after = ledger.load((outbox / LEDGER).read_bytes())
    assert after.fault == ""
    assert after.lines[: len(lines)] == lines
    assert verify(outbox) == ()
    assert run(earlier, "cycle")[0] == code
    assert run(earlier, "verify")[0] == 0


def test_blanks_that_are_still_out_are_read(earlier: Path) -> None:
    blanks = sorted((earlier / "outbox" / "空白表" / "2026届").glob("*.xlsx"))
    assert len(blanks) >= 14
    for blank in blanks:
        intake = receive([ScannedFile(blank.name, blank.read_bytes())])
        (entry,) = intake.entries
        assert entry.workbook, (blank.name, entry.reason)
        assert [item.code for item in entry.problems if item.code.startswith("E-FILE")] == [], blank.name


def test_the_register_of_the_release_before_opens_the_next_cycle(earlier: Path) -> None:
    (register,) = (earlier / "outbox" / CYCLE).rglob("获奖台账（下一版）.xlsx")
    (entry,) = receive([ScannedFile(register.name, register.read_bytes())]).entries
    assert (entry.state, entry.workbook) == (FileState.USED, "获奖台账"), entry.problems
