"""Numbers that others noted: they find what a ledger that holds together cannot tell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.outbox.story import AFTER, CHANGED_INPUTS, CYCLE, MAKER, after, before
from toolchain.cycle.digest_lookup import find
from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import deliver, replay, run
from toolchain.cycle.resources import Resources
from toolchain.engine.temporary_store import digest_of
from toolchain.outbox.output import printed_digests
from toolchain.outbox.publication import publish_run
from toolchain.outbox.signatures import SignatureFault, checked, sign
from toolchain.outbox.verification import examine, head_of, verify

ROOT = Path(__file__).resolve().parents[2]
WITH_KEYS = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    before(tmp_path / "outbox")
    return tmp_path / "outbox"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return make_key(tmp_path / "office")


def make_key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


def signers(key: Path) -> Path:
    public = key.with_suffix(".pub").read_text(encoding="utf-8").split()
    path = key.with_suffix(".signers")
    path.write_text(f"评审办 {public[0]} {public[1]}\n", encoding="utf-8")
    return path


def rebuilt(outbox: Path) -> None:
    """Make everything anew from the same workbooks, as somebody would who wants to be rid of the history."""
    shutil.rmtree(outbox)
    publish_run(outbox, {CYCLE: AFTER}, CHANGED_INPUTS, MAKER)
    assert verify(outbox) == ()


def rolled_back(outbox: Path) -> None:
    """Put an older copy of the whole folder in its place."""
    shutil.rmtree(outbox)
    before(outbox)


class TestSignatures:
    def test_a_number_without_a_key_is_told_as_unsigned(self, outbox: Path, tmp_path: Path) -> None:
        assert "没有签名" in sign(outbox, tmp_path / "签名", None)[0]
        [found] = checked(outbox, tmp_path / "签名", None)
        assert (found.wrong, "没有签名" in found.told) == (False, True)

    @WITH_KEYS
    def test_a_signature_holds_while_the_ledger_grows(self, outbox: Path, tmp_path: Path, key: Path) -> None:
        sign(outbox, tmp_path / "签名", key)
        after(outbox)
        [found] = checked(outbox, tmp_path / "签名", signers(key))
        assert not found.wrong
        assert "评审办签名，核对相符" in found.told
        [found] = checked(outbox, tmp_path / "签名", None)
        assert "公钥指纹SHA256:" in found.told

    @WITH_KEYS
    @pytest.mark.parametrize("attack", [rebuilt, rolled_back], ids=["重做", "退回"])
    def test_whoever_rebuilds_or_rolls_back_is_found(
        self, outbox: Path, tmp_path: Path, key: Path, attack: object
    ) -> None:
        after(outbox)
        sign(outbox, tmp_path / "签名", key)
        assert callable(attack)
        attack(outbox)
        [found] = checked(outbox, tmp_path / "签名", signers(key))
        assert found.wrong
        assert "退回过" in found.told

    @WITH_KEYS
    def test_another_key_is_found(self, outbox: Path, tmp_path: Path, key: Path) -> None:
        sign(outbox, tmp_path / "签名", make_key(tmp_path / "stranger"))
        [found] = checked(outbox, tmp_path / "签名", signers(key))
        assert found.wrong
        assert "签名不符" in found.told

    @WITH_KEYS
    def test_another_text_under_the_signature_is_found(self, outbox: Path, tmp_path: Path, key: Path) -> None:
        sign(outbox, tmp_path / "签名", key)
        after(outbox)
        number, last = head_of(outbox)
        [path] = (tmp_path / "签名").glob("*.txt")
        path.write_text(f"outbox 账本\n行数 {number}\n编号 {last}\n", encoding="utf-8", newline="\n")
        assert checked(outbox, tmp_path / "签名", None)[0].wrong
        assert checked(outbox, tmp_path / "签名", signers(key))[0].wrong

    def test_what_cannot_be_signed_is_said(self, outbox: Path, tmp_path: Path) -> None:
        with pytest.raises(SignatureFault, match="没有私钥文件" if shutil.which("ssh-keygen") else "没有 ssh-keygen"):
            sign(outbox, tmp_path / "签名", tmp_path / "none")
        with pytest.raises(SignatureFault, match="没有完好的账本"):
            sign(tmp_path / "empty", tmp_path / "签名", None)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Resources:
    """Give the example, published."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "inbox" / FOLDER, folder / "inbox")
    toolbox = Resources.load(Project(ROOT, folder / "inbox", folder / "outbox"))
    deliver(run(toolbox), toolbox)
    return toolbox


class TestPrintedDigests:
    def printed(self, toolbox: Resources) -> dict[str, str]:
        papers = sorted((toolbox.project.outbox / FOLDER).rglob("*.docx"))
        return {path.name[:2]: digest for path in papers for digest in printed_digests(path.read_bytes())}

    def test_papers_that_are_signed_print_one_that_is_found(self, published: Resources) -> None:
        printed = self.printed(published)
        assert set(printed) == {"15", "17", "18", "22", "25"}
        assert len(set(printed.values())) == 4
        for digest in printed.values():
            assert "由账本第1行登记" in find(digest, published)
            assert find(digest[:16], published)
        page = (published.project.outbox / FOLDER / "总览.html").read_text(encoding="utf-8")
        whole = page.split("数据摘要：")[1][:64]
        assert "账本第1行" in find(whole, published)
        assert find("0" * 32, published) == ""

    def test_a_stranger_can_redo_it(self, published: Resources) -> None:
        [book] = published.project.inbox.glob("评委会会议*.xlsx")
        one = digest_of(book.read_bytes())
        assert self.printed(published)["17"] == digest_of(f"{one}\n".encode())[:32]

    @pytest.mark.slow
    def test_the_workbooks_of_the_day_answer_for_a_paper_that_was_replaced(
        self, published: Resources, tmp_path: Path
    ) -> None:
        """A draft that was signed before the workbook was saved again: the archive gives its digest."""
        toolbox = moved(published, tmp_path)
        before = self.printed(toolbox)["25"]
        [book] = toolbox.project.inbox.glob("政府审定*.xlsx")
        saved_again(book)
        deliver(run(toolbox), toolbox)
        assert self.printed(toolbox)["25"] == before, "an issued original stays"
        (toolbox.project.outbox / FOLDER / "08-审定/25-奖金拨付请示.docx").unlink()
        assert "账本第1行所据的表格给出" in find(before, toolbox)

    def test_an_issued_original_stays_when_its_workbook_is_saved_again(
        self, published: Resources, tmp_path: Path
    ) -> None:
        toolbox = moved(published, tmp_path)
        paper = toolbox.project.outbox / FOLDER / "06-评委会/17-计票结果单.docx"
        kept = paper.read_bytes()
        [book] = toolbox.project.inbox.glob("评委会会议*.xlsx")
        saved_again(book)
        done = deliver(run(toolbox), toolbox)
        assert paper.read_bytes() == kept
        assert not any(change.beside for change in done.of(FOLDER))
        told = examine(toolbox.project.outbox, replay(toolbox))
        assert told.found == ()
        assert f"{FOLDER}/06-评委会/17-计票结果单.docx" in (told.recount.equal if told.recount else ())

    @pytest.mark.slow
    def test_other_workbooks_make_the_printed_number_unknown(self, published: Resources, tmp_path: Path) -> None:
        """Who rebuilds the outbox from an altered workbook has another number than the paper that was signed."""
        signed = self.printed(published)["17"]
        toolbox = moved(published, tmp_path)
        shutil.rmtree(toolbox.project.outbox)
        [book] = toolbox.project.inbox.glob("评委会会议*.xlsx")
        saved_again(book)
        deliver(run(toolbox), toolbox)
        assert verify(toolbox.project.outbox, replay(toolbox)) == ()
        assert find(signed, toolbox) == ""

    def test_a_folder_that_was_rolled_back_does_not_know_what_was_signed_later(
        self, published: Resources, tmp_path: Path
    ) -> None:
        """The folder of before holds together by itself; the paper that was signed since tells on it."""
        toolbox = moved(published, tmp_path)
        outbox, [book] = toolbox.project.outbox, toolbox.project.inbox.glob("政府审定*.xlsx")
        shutil.rmtree(outbox)
        data = book.read_bytes()
        book.unlink()
        deliver(run(toolbox), toolbox)
        shutil.copytree(outbox, tmp_path / "before")
        book.write_bytes(data)
        deliver(run(toolbox), toolbox)
        signed = self.printed(toolbox)["25"]
        assert "由账本第2行登记" in find(signed, toolbox)
        shutil.rmtree(outbox)
        shutil.copytree(tmp_path / "before", outbox)
        assert verify(outbox) == ()
        assert find(signed, toolbox) == ""


def moved(toolbox: Resources, folder: Path) -> Resources:
    """Give a copy of the office's folders."""
    shutil.copytree(toolbox.project.inbox, folder / "inbox")
    shutil.copytree(toolbox.project.outbox, folder / "outbox")
    return Resources.load(Project(ROOT, folder / "inbox", folder / "outbox"))


def saved_again(path: Path) -> None:
    """Pack a workbook into other bytes, as every program does that saves it."""
    from zipfile import ZIP_STORED, ZipFile

    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile(path, "w", ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
