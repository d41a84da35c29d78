"""The archive package: every issued paper once, in order, with what it rests on, and a manifest that tells."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from toolchain.cli import cli
from toolchain.cli.report.archive_package import GROUNDS, LIST, PAPERS, SUMS
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.preview import Preview

CYCLE = "示例2025届"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the example and archive it, without LibreOffice."""
    root = tmp_path_factory.mktemp("archive")
    folders = ["--outbox", str(root / "outbox")]
    run(["cycle", *folders])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolchain.cli.report.archive_package.preview", lambda *_, **__: Preview((), "没有安装"))
        told = run(["archive", CYCLE, "--to", str(root / "归档"), *folders])
    assert "100件" in told
    assert "没有安装" in told
    return root


def run(arguments: list[str], code: int = 0) -> str:
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    left = result.exception.code if isinstance(result.exception, SystemExit) else 0
    assert left == code, result.output
    return result.output


def rows(root: Path) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(root / "归档" / CYCLE / f"{LIST}.xlsx").worksheets[0]
    found = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(found) if row[0] == "件号")
    return found[head + 1 :]


def test_every_issued_paper_is_listed_once_in_the_order_of_its_date(packed: Path) -> None:
    listed = rows(packed)
    assert [row[0] for row in listed] == list(range(1, len(listed) + 1))
    days = [row[4] for row in listed if row[4]]
    assert days == sorted(days)
    files = sorted(path.stem for path in (packed / "归档" / CYCLE / PAPERS).glob("*.docx"))
    assert files == [row[6] for row in listed]


def test_the_list_says_who_issued_what(packed: Path) -> None:
    by_number = {row[2]: row for row in rows(packed) if row[2]}
    award = next(row for number, row in by_number.items() if str(number).startswith("红政") and "授予" in str(row[3]))
    assert award[1] == "红旗区人民政府"
    assert "关于授予" in str(award[3])
    assert award[4].date() == date(2025, 8, 15)
    letter = next(row for row in by_number.values() if "不予受理" in str(row[3]))
    assert letter[1] == "红旗区区长质量奖评审委员会办公室"


def test_papers_are_those_of_the_outbox_byte_for_byte(packed: Path) -> None:
    originals = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (packed / "outbox" / CYCLE).rglob("*.docx")}
    copies = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (packed / "归档" / CYCLE / PAPERS).iterdir()]
    assert set(copies) <= originals


def test_the_manifest_names_every_file(packed: Path) -> None:
    folder = packed / "归档" / CYCLE
    lines = dict(line.split("  ", 1)[::-1] for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(lines) == set(there) - {SUMS}
    assert all(hashlib.sha256(there[name].read_bytes()).hexdigest() == digest for name, digest in lines.items())
    assert any(name.startswith(f"{GROUNDS}/") for name in lines)
    assert any(name.endswith("账本.jsonl") for name in lines)


def test_the_word_list_has_the_same_rows(packed: Path) -> None:
    body = unpack((packed / "归档" / CYCLE / f"{LIST}.docx").read_bytes())["word/document.xml"].decode()
    assert all(str(row[3])[:12] in body for row in rows(packed))


def test_an_existing_package_is_not_touched(packed: Path) -> None:
    before = (packed / "归档" / CYCLE / SUMS).read_bytes()
    arguments = ["archive", CYCLE, "--to", str(packed / "归档"), "--outbox", str(packed / "outbox")]
    assert "已经存在" in run(arguments, code=2)
    assert (packed / "归档" / CYCLE / SUMS).read_bytes() == before


def test_unknown_cycles_and_missing_papers_are_named(tmp_path: Path) -> None:
    assert "没有“2099届”" in run(["archive", "2099届", "--to", str(tmp_path / "甲")], code=2)
    told = run(["archive", CYCLE, "--to", str(tmp_path / "乙"), "--outbox", str(tmp_path / "空")], code=2)
    assert "请先运行 make cycle" in told
