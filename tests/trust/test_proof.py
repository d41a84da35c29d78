"""What proves an issued paper: the workbooks and the template of its day, which are kept; and what is said of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.outbox.story import CHANGED_INPUTS, CYCLE, INPUTS, MAKER, packed, paper
from toolchain.cli.report.verification_lines import told
from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import deliver, replay, run
from toolchain.cycle.resources import Resources
from toolchain.engine.temporary_store import digest_of
from toolchain.outbox.examination import Kind, Recomputed
from toolchain.outbox.ledger import dump, load, seal
from toolchain.outbox.manifest import dump as dump_manifest
from toolchain.outbox.manifest import key_of
from toolchain.outbox.manifest import load as load_manifest
from toolchain.outbox.paths import LEDGER, MANIFEST, form_kept
from toolchain.outbox.publication import publish_run
from toolchain.outbox.verification import examine, verify
from toolchain.typesetting.docx_archive import pack, unpack

ROOT = Path(__file__).resolve().parents[2]
PAPER = f"{FOLDER}/08-审定/23-授奖公告.docx"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Resources:
    """Give the example with templates of its own, published."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(ROOT / "inbox" / FOLDER, folder / "inbox")
    toolbox = Resources.load(Project(folder, folder / "inbox", folder / "outbox"))
    deliver(run(toolbox), toolbox)
    return toolbox


@pytest.fixture
def reworded(published: Resources, tmp_path: Path) -> Resources:
    """Give the same after the template of an issued paper was reworded and everything was run again."""
    for name in ("templates", "inbox", "outbox"):
        shutil.copytree(published.project.root / name, tmp_path / name)
    toolbox = Resources.load(Project(tmp_path, tmp_path / "inbox", tmp_path / "outbox"))
    template = toolbox.project.documents / "23-授奖公告.docx"
    parts = dict(unpack(template.read_bytes(), template.name))
    body = parts["word/document.xml"].decode()
    assert "的公告" in body
    parts["word/document.xml"] = body.replace("的公告", "之公告").encode()
    template.write_bytes(pack(parts))
    deliver(run(toolbox), toolbox)
    return toolbox


def test_an_issued_paper_of_an_older_template_is_made_again(published: Resources, reworded: Resources) -> None:
    outbox = reworded.project.outbox
    assert (outbox / PAPER).read_bytes() == (published.project.outbox / PAPER).read_bytes()
    examined = examine(outbox, replay(reworded))
    assert examined.found == ()
    assert examined.recount is not None
    assert PAPER in examined.recount.earlier
    assert examined.recount.recorded == frozenset()


def test_a_template_that_was_swapped_in_the_archive_proves_nothing(reworded: Resources) -> None:
    outbox = reworded.project.outbox
    entry = load_manifest((outbox / MANIFEST).read_bytes()).files[PAPER]
    [form] = [digest for name, digest in entry.sources if name.startswith("模板“")]
    (outbox / form_kept(form)).write_bytes((reworded.project.documents / "23-授奖公告.docx").read_bytes())
    examined = examine(outbox, replay(reworded))
    assert (form_kept(form), Kind.CHANGED) in {(item.path, item.kind) for item in examined.found}
    assert examined.recount is not None
    assert PAPER not in examined.recount.earlier | examined.recount.equal


def story(tmp_path: Path) -> Path:
    """Publish an issued paper from some workbooks, then others that give another one."""
    outbox = tmp_path / "outbox"
    publish_run(outbox, {CYCLE: [paper("25.docx", "五万元", issued=True)]}, INPUTS, MAKER)
    publish_run(outbox, {CYCLE: [paper("25.docx", "六万元", issued=True)]}, CHANGED_INPUTS, MAKER)
    return outbox


def again(made_by: str = key_of(MAKER)) -> object:
    first = {item.name: item.data for item in INPUTS}

    def recomputed(_: str, books: object) -> Recomputed:
        text = "五万元" if books == first else "六万元"
        return Recomputed([paper("25.docx", text, issued=True)], made_by=made_by)

    return recomputed


def test_an_issued_paper_is_made_again_from_the_workbooks_of_its_day(tmp_path: Path) -> None:
    outbox, way = story(tmp_path), again()
    assert callable(way)
    examined = examine(outbox, way)
    assert examined.found == ()
    assert examined.recount is not None
    assert examined.recount.earlier == {f"{CYCLE}/25.docx"}
    assert examined.recount.equal == {f"{CYCLE}/25.更正稿.docx"}


def test_an_issued_paper_that_a_later_line_replaces_is_found(tmp_path: Path) -> None:
    """Whoever seals the last line anew cannot make an original of an earlier line another one."""
    outbox, path, forged = story(tmp_path), f"{CYCLE}/25.docx", packed("九万元")
    (outbox / path).write_bytes(forged)
    manifest = load_manifest((outbox / MANIFEST).read_bytes())
    entry = replace(manifest.files[path], sha256=digest_of(forged))
    written = dump_manifest(replace(manifest, files={**manifest.files, path: entry}))
    (outbox / MANIFEST).write_bytes(written)
    first, last = load((outbox / LEDGER).read_bytes()).lines
    files = {**last.files, path: ["更新", digest_of(forged), True]}
    sealed = seal(replace(last, files=files, manifest=digest_of(written), hash=""))
    (outbox / LEDGER).write_bytes(dump(first) + dump(sealed))
    assert [(item.path, item.kind) for item in verify(outbox)] == [(path, Kind.BROKEN)]
    assert "账本第2行把已印发的原件换成了别的内容" in verify(outbox)[0].detail


def test_what_was_done_and_not_done_is_said(tmp_path: Path) -> None:
    outbox, newer = story(tmp_path), again("another program")
    assert callable(newer)
    plain = "".join(told(examine(outbox)))
    assert "没有按存档重算" in plain
    assert "看不出来" in plain
    whole = list(told(examine(outbox, newer)))
    assert any(f"已印发的{CYCLE}/25.docx" in line or "印发时的表格" in line for line in whole)
    assert not any("没有按存档重算" in line for line in whole)
    other = Recomputed([paper("25.docx", "新措辞", issued=True)], made_by="another program")
    said = "".join(told(examine(outbox, lambda _, __: other)))
    assert f"已印发的{CYCLE}/25.docx由以前的程序或资料做成" in said


def test_a_result_of_another_program_is_told_from_one_that_was_altered(tmp_path: Path) -> None:
    """It is not proven either way; but a newer program is no forgery, and the way on is said."""
    outbox = tmp_path / "outbox"
    publish_run(outbox, {CYCLE: [paper("总览.docx", "五家")]}, INPUTS, MAKER)
    for made_by, said in ((key_of(MAKER), "按存档重算的结果不同"), ("another program", "由以前的程序做成")):
        other = Recomputed([paper("总览.docx", "六家")], made_by=made_by)
        examined = examine(outbox, lambda _, __, given=other: given)
        assert [item.kind for item in examined.found] == [Kind.DIFFERENT]
        assert said in "".join(told(examined))
