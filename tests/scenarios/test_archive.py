"""The archive package: every issued paper once, in order, with what it rests on, and a manifest that tells."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.scenarios.events import happened, workbook
from tests.typesetting import verapdf
from toolchain.cli import cli
from toolchain.cycle.archive.archive_package import BOOKS, EARLIER, GROUNDS, GUIDE
from toolchain.cycle.archive.file_list import ASIDE, LIST, PAPERS, SUMS, filed
from toolchain.cycle.archive.issued_papers import CHANGED_BY_HAND, GONE, IssuedPaper
from toolchain.model.sheets.event_vocabulary import PaperEventKind
from toolchain.model.sheets.events import PaperEvent
from toolchain.typesetting.archival_pdf import settled
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.preview import Preview

CYCLE = "示例2025届"
ROOT = Path(__file__).resolve().parents[2]
PLACE = "02-受理/03-受理通知书-新乡市金穗食品有限公司.docx"
EDITED = "02-受理/03-受理通知书-新乡市锦程纺织有限公司.docx"
FOOD = "91410702MA42JN731W"


def run(arguments: list[str], code: int = 0) -> str:
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    left = result.exception.code if isinstance(result.exception, SystemExit) else 0
    assert left == code, result.output
    return result.output


def without_libreoffice(patch: pytest.MonkeyPatch) -> None:
    told = Preview((), "没有安装 LibreOffice，不能转成 PDF")
    patch.setattr("toolchain.typesetting.archival_pdf.preview", lambda *_, **__: told)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the example and archive it, without LibreOffice."""
    root = tmp_path_factory.mktemp("archive")
    folders = ["--outbox", str(root / "outbox")]
    run(["cycle", *folders])
    with pytest.MonkeyPatch.context() as patch:
        without_libreoffice(patch)
        told = run(["archive", CYCLE, "--to", str(root / "归档"), *folders])
    assert "100件" in told
    assert "没有安装 LibreOffice" in told
    assert "目录的页数空着" in told
    return root


def rows(folder: Path, sheet: str = LIST) -> list[tuple[object, ...]]:
    found = [tuple(row) for row in openpyxl.load_workbook(folder / f"{LIST}.xlsx")[sheet].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(found) if row[0] in {"年度", "原来的位置"})
    return found[head + 1 :]


def by_path(folder: Path) -> dict[str, dict[str, object]]:
    """Give the rows of the list by what stands behind the number in the file's name, or by the title."""
    names = ("年度", "件号", "责任者", "文号", "题名", "日期", "页数", "备注", "文件")
    table = [dict(zip(names, row, strict=True)) for row in rows(folder)]
    return {
        str(row["文件"] or row["题名"]).rpartition("/")[2].partition("-")[2] or str(row["题名"]): row for row in table
    }


def test_every_issued_paper_is_listed_once_and_numbered_within_its_year(packed: Path) -> None:
    listed = rows(packed / "归档" / CYCLE)
    for year in (2025, 2026):
        places = [row[1] for row in listed if row[0] == year]
        assert places == list(range(1, len(places) + 1))
    assert all(row[5].year == row[0] for row in listed if row[5])
    folder = packed / "归档" / CYCLE
    files = sorted(path.relative_to(folder).as_posix() for path in (folder / PAPERS).rglob("*.docx"))
    assert files == sorted(f"{row[8]}.docx" for row in listed)


def test_papers_of_one_matter_stand_together_as_they_were_made() -> None:
    def paper(path: str, day: date, number: str = "", about: str = "") -> IssuedPaper:
        return IssuedPaper(
            path=path, data=b"", issuer="", number=number, title="", dated=day, filed_on=day, about=about
        )

    first, later = date(2025, 5, 8), date(2025, 6, 1)
    papers = [
        paper("03-资格审查/06-函.docx", date(2025, 5, 20), "红质评办〔2025〕13号"),
        paper("02-受理/03-通知-乙.docx", first, "红质评办〔2025〕10号"),
        paper("02-受理/03-通知-甲.docx", first, "红质评办〔2025〕9号"),
        paper("02-受理/04-补正.docx", later, "红质评办〔2025〕14号"),
        paper("09-获奖后/35-追回-甲.docx", date(2026, 1, 20), about="甲-S01"),
        paper("09-获奖后/29-检查-乙.docx", date(2026, 1, 10), about="乙"),
        paper("09-获奖后/33-公告-甲.docx", date(2026, 1, 5), about="甲-S01"),
    ]
    found = [(item.place, item.paper.path.partition("/")[2]) for item in filed(papers)]
    assert found == [
        (1, "03-通知-甲.docx"),
        (2, "03-通知-乙.docx"),
        (3, "04-补正.docx"),
        (4, "06-函.docx"),
        (1, "33-公告-甲.docx"),
        (2, "35-追回-甲.docx"),
        (3, "29-检查-乙.docx"),
    ]


def test_the_list_says_who_issued_what(packed: Path) -> None:
    found = by_path(packed / "归档" / CYCLE)
    award, letter = found["23-授奖公告"], found["05-不予受理通知书-新乡市晨光家具有限公司"]
    assert award["责任者"] == "红旗区人民政府"
    assert "关于授予" in str(award["题名"])
    assert str(award["日期"])[:10] == "2025-08-15"
    assert letter["责任者"] == "红旗区区长质量奖评审委员会办公室"
    assert str(letter["题名"]).endswith("[新乡市晨光家具有限公司]")
    assert not letter["备注"]


def test_papers_are_those_of_the_outbox_byte_for_byte(packed: Path) -> None:
    originals = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (packed / "outbox" / CYCLE).rglob("*.docx")}
    copies = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (packed / "归档" / CYCLE / PAPERS).rglob("*.*")]
    assert len(copies) == 100
    assert set(copies) <= originals


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_a_stranger_verifies_the_manifest(packed: Path, tmp_path: Path) -> None:
    folder = tmp_path / CYCLE
    shutil.copytree(packed / "归档" / CYCLE, folder)
    listed = [line.split("  ", 1)[1] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines()]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(listed) == there - {SUMS}
    assert any(name.startswith(f"{GROUNDS}/") for name in listed)
    assert {f"{BOOKS}/账本.jsonl", f"{BOOKS}/清单.json", GUIDE} <= there
    check = [shutil.which("sha256sum") or "", "-c", "--quiet", SUMS]
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 0
    (folder / listed[0]).write_bytes(b"another")
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 1


def test_the_word_list_has_the_same_rows(packed: Path) -> None:
    body = unpack((packed / "归档" / CYCLE / f"{LIST}.docx").read_bytes())["word/document.xml"].decode()
    assert all(str(row[4])[:12] in body for row in rows(packed / "归档" / CYCLE))
    assert "2025年度（92件）" in body
    assert "20250815" in body
    assert body.count("<w:tblHeader/>") == 2


def test_the_same_outbox_gives_the_same_package(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_libreoffice(monkeypatch)
    run(["archive", CYCLE, "--to", str(tmp_path), "--outbox", str(packed / "outbox")])
    assert (tmp_path / CYCLE / SUMS).read_bytes() == (packed / "归档" / CYCLE / SUMS).read_bytes()


def test_an_existing_package_is_not_touched(packed: Path) -> None:
    before = (packed / "归档" / CYCLE / SUMS).read_bytes()
    arguments = ["archive", CYCLE, "--to", str(packed / "归档"), "--outbox", str(packed / "outbox")]
    assert "已经存在" in run(arguments, code=2)
    assert (packed / "归档" / CYCLE / SUMS).read_bytes() == before


def test_unknown_cycles_and_an_outbox_that_is_behind_are_named(tmp_path: Path) -> None:
    assert "没有“2099届”" in run(["archive", "2099届", "--to", str(tmp_path / "甲")], code=2)
    told = run(["archive", CYCLE, "--to", str(tmp_path / "乙"), "--outbox", str(tmp_path / "空")], code=2)
    assert "请先运行 make cycle" in told
    assert not (tmp_path / "乙" / CYCLE).exists()


def test_a_folder_that_cannot_be_written_is_named(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"")
    arguments = ["archive", CYCLE, "--to", str(tmp_path / "甲" / "归档"), "--outbox", str(packed / "outbox")]
    assert "没有做成归档包" in run(arguments, code=2)


def test_a_ledger_that_was_altered_is_not_archived(packed: Path, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    shutil.copytree(packed / "outbox", outbox)
    book = outbox / "_账本" / "账本.jsonl"
    book.write_bytes(book.read_bytes().replace(b"91410702", b"91410703", 1) + b"{}\n")
    told = run(["archive", CYCLE, "--to", str(tmp_path / "归档"), "--outbox", str(outbox)], code=2)
    assert "make verify" in told


def test_what_became_of_issued_papers_is_told(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recalled, changed by hand, lost, and no longer given by the facts: each is listed with its state."""
    without_libreoffice(monkeypatch)
    inbox, outbox = tmp_path / "inbox", tmp_path / "outbox"
    shutil.copytree(packed / "outbox", outbox)
    shutil.copytree(ROOT / "inbox", inbox)
    original = (outbox / CYCLE / PLACE).read_bytes()
    event = happened(
        PaperEvent, "W01", date(2025, 5, 20), kind=PaperEventKind.RECALLED, document=3, subject=FOOD, reason="对象有误"
    )
    (inbox / "变更.xlsx").write_bytes(workbook(event))
    gone = next(path for path in inbox.rglob("*.xlsx") if "申报书" in path.name and "云帆" in path.name)
    gone.unlink()
    folders = ["--inbox", str(inbox), "--outbox", str(outbox)]
    CliRunner().invoke(cli, ["cycle", *folders])
    (outbox / CYCLE / EDITED).write_bytes((outbox / CYCLE / EDITED).read_bytes() + b"\0")
    (outbox / CYCLE / "08-审定" / "23-授奖公告.docx").unlink()
    told = run(["archive", CYCLE, "--to", str(tmp_path / "归档"), *folders], code=4)
    folder = tmp_path / "归档" / CYCLE
    found = by_path(folder)
    recalled = found["03-受理通知书-新乡市金穗食品有限公司"]
    assert "2025年5月20日撤回文书（W01）" in str(recalled["备注"])
    assert (folder / f"{recalled['文件']}.docx").read_bytes() == original
    by_hand = found["03-受理通知书-新乡市锦程纺织有限公司"]
    assert CHANGED_BY_HAND in str(by_hand["备注"])
    lost = next(row for row in found.values() if GONE in str(row["备注"]))
    assert lost["文件"] is None
    assert GONE in told
    orphan = found["03-受理通知书-新乡市云帆信息技术有限公司"]
    assert orphan["备注"]
    assert (folder / f"{orphan['文件']}.docx").is_file()
    assert [path.name for path in (folder / GROUNDS / EARLIER).rglob("*云帆*")] == [gone.name]


def test_originals_whose_registration_was_cancelled_lie_aside(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_libreoffice(monkeypatch)
    outbox = tmp_path / "outbox"
    shutil.copytree(packed / "outbox", outbox)
    inbox = tmp_path / "inbox"
    shutil.copytree(ROOT / "inbox", inbox)
    settings = next(path for path in inbox.rglob("*.xlsx") if path.stem == "届次设置")
    book = openpyxl.load_workbook(settings)
    sheet = book["发文登记"]
    head = next(row for row in sheet.iter_rows() if "已印发" in [cell.value for cell in row])
    column = {str(cell.value).rstrip("＊"): cell.column for cell in head}
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[column["文书名称"] - 1].value == "评审公告")
    for label in ("已印发", "成文日期"):
        sheet.cell(row, column[label]).value = None
    book.save(settings)
    original = (outbox / CYCLE / "01-申报启动" / "01-评审公告.docx").read_bytes()
    folders = ["--inbox", str(inbox), "--outbox", str(outbox)]
    CliRunner().invoke(cli, ["cycle", *folders])
    told = run(["archive", CYCLE, "--to", str(tmp_path / "归档"), *folders])
    assert "99件" in told
    assert "登记已取消" in told
    folder = tmp_path / "归档" / CYCLE
    assert (folder / ASIDE / "01-申报启动" / "01-评审公告.docx").read_bytes() == original
    assert len(rows(folder, ASIDE)) == 1


def test_a_pdf_bears_the_day_of_its_paper_and_keeps_its_length() -> None:
    data = (
        b"<xmp:CreateDate>2026-12-01T07:06:16Z</xmp:CreateDate>/CreationDate(D:20261201070616Z')\n"
        b"/ID [ <1DE4E439BDA89BA852D88D89C6E2858D>\n<1DE4E439BDA89BA852D88D89C6E2858D> ]\n"
        b"/DocChecksum /96236180EDCE1C07AE24855EAD7BEA1C"
    )
    later = data.replace(b"2026-12-01T07:06:16", b"2026-12-02T08:07:17").replace(b"20261201070616", b"20261202080717")
    later = later.replace(b"1DE4E439BDA8", b"97009B2FF3AD").replace(b"96236180", b"41805CE2")
    found = settled(data, date(2025, 8, 15))
    assert found == settled(later, date(2025, 8, 15))
    assert len(found) == len(data)
    assert b"D:20250815000000" in found
    assert found != settled(data.replace(b"xmp", b"xmq"), date(2025, 8, 15))


@pytest.mark.render
def test_every_paper_becomes_a_pdf_that_conforms(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF/A-2b by veraPDF; the same package twice; every page in the list."""
    if lacking := verapdf.missing():
        if os.environ.get("EVERYTHING_INSTALLED"):
            sys.stderr.write(f"\nPDF/A is not judged: veraPDF needs {lacking}\n")
        pytest.skip(f"veraPDF needs {lacking}")
    verapdf.launcher(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for name in ("甲", "乙"):
        told = run(["archive", CYCLE, "--to", str(tmp_path / name), "--outbox", str(packed / "outbox")])
        assert "veraPDF 核验：100份全部符合 PDF/A-2b" in told
    assert (tmp_path / "甲" / CYCLE / SUMS).read_bytes() == (tmp_path / "乙" / CYCLE / SUMS).read_bytes()
    assert all(row[6] for row in rows(tmp_path / "甲" / CYCLE))
    plain = next((tmp_path / "甲" / CYCLE / PAPERS).rglob("*.pdf"))
    plain.write_bytes(plain.read_bytes().replace(b"<pdfaid:conformance>B", b"<pdfaid:conformance>C"))
    from toolchain.typesetting.archival_pdf import not_conforming

    assert not_conforming(tmp_path / "甲" / CYCLE / PAPERS) == (plain,)
