"""Workbooks that are handed over: a newer copy takes the place of the older one, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.gallery.kit import healthy
from toolchain.inbox.placement import Placing, place


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name in ("inbox/子夹", "发来"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def placed(desk: Path, *files: Path) -> list[tuple[str, Placing]]:
    return [(item.name, item.word) for item in place(files, desk / "inbox", desk / "换下的表格")]


def test_what_is_new_is_copied_and_what_is_there_is_not(desk: Path) -> None:
    book = desk / "发来" / "届次设置.xlsx"
    book.write_bytes(healthy())
    assert placed(desk, book, book) == [("届次设置.xlsx", Placing.NEW), ("届次设置.xlsx", Placing.SAME)]
    assert (desk / "inbox" / "届次设置.xlsx").read_bytes() == healthy()
    assert book.exists()


def test_the_older_copy_is_kept_beside_whatever_the_files_are_called(desk: Path) -> None:
    standing = desk / "inbox" / "子夹" / "原名.xlsx"
    standing.write_bytes(healthy())
    newer = desk / "发来" / "改过的.xlsx"
    for number in (1, 2):
        book = openpyxl.load_workbook(standing)
        book.properties.title = str(number)
        book.save(newer)
        assert placed(desk, newer) == [("改过的.xlsx", Placing.REPLACED)]
        assert standing.read_bytes() == newer.read_bytes()
    aside = sorted(path.name for path in (desk / "换下的表格").iterdir())
    assert aside == ["原名.xlsx", "原名（2）.xlsx"]
    assert (desk / "换下的表格" / "原名.xlsx").read_bytes() == healthy()
    assert [path.name for path in (desk / "inbox").rglob("*.xlsx")] == ["原名.xlsx"]


def test_a_stranger_of_the_same_name_is_not_overwritten(desk: Path) -> None:
    (desk / "inbox" / "照片.jpg").write_bytes(b"1")
    (desk / "发来" / "照片.jpg").write_bytes(b"2")
    assert placed(desk, desk / "发来" / "照片.jpg") == [("照片.jpg", Placing.NEW)]
    assert (desk / "inbox" / "照片.jpg").read_bytes() == b"1"
    assert (desk / "inbox" / "照片（2）.jpg").read_bytes() == b"2"


@pytest.mark.parametrize("name", ["~$届次设置.xlsx", "文件夹", "没有的.xlsx"])
def test_what_cannot_be_taken_is_named_and_the_others_go_on(name: str, desk: Path) -> None:
    (desk / "发来" / "文件夹").mkdir()
    (desk / "发来" / "~$届次设置.xlsx").write_bytes(b"x")
    (desk / "发来" / "届次设置.xlsx").write_bytes(healthy())
    done = placed(desk, desk / "发来" / name, desk / "发来" / "届次设置.xlsx")
    assert [word for _, word in done] == [Placing.REFUSED, Placing.NEW]
