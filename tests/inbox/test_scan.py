"""Every name in the inbox ends in exactly one state (rows 2, 15 to 18 and 21 of the catalogue)."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from tests.gallery.kit import healthy
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.inbox.intake import FileState, Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import printable, scan_inbox


def take(folder: Path) -> Intake:
    return receive(scan_inbox(folder))


def states(folder: Path) -> dict[str, str]:
    return {entry.name: entry.state.value for entry in take(folder).entries}


def codes(intake: Intake, name: str) -> list[str]:
    return next([item.code for item in entry.problems] for entry in intake.entries if entry.name == name)


def test_empty_and_missing_inbox(tmp_path: Path) -> None:
    assert take(tmp_path).entries == ()
    assert states(tmp_path / "没有") == {"inbox": "需修改"}


@pytest.mark.parametrize(
    "name",
    [
        "表.xlsx",
        "表.XLSX",
        "表.xlsx.xlsx",
        "表 .xlsx",
        "表．xlsx",
        "没有扩展名",
        "表(1).xlsx",
        "副本 最终版.xlsx",
        "a'b$(x)%s{{}}.xlsx",
        "-rf.xlsx",
    ],
)
def test_a_workbook_is_known_by_what_it_says_inside(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(healthy())
    assert states(tmp_path) == {name: "已采用"}


def test_subfolders_are_read(tmp_path: Path) -> None:
    (tmp_path / "甲" / "乙").mkdir(parents=True)
    (tmp_path / "甲" / "乙" / "表.xlsx").write_bytes(healthy())
    assert states(tmp_path) == {"甲/乙/表.xlsx": "已采用"}


def test_folders_too_deep_are_named(tmp_path: Path) -> None:
    (tmp_path / Path(*["夹"] * 30)).mkdir(parents=True)
    assert list(states(tmp_path).values()) == ["需修改"]


@pytest.mark.parametrize("name", ["Thumbs.db", ".DS_Store", "._表.xlsx", "下载.crdownload", "x.tmp", "desktop.ini"])
def test_system_and_partial_files_are_ignored_with_a_reason(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    entry = take(tmp_path).entries[0]
    assert (entry.state, bool(entry.reason)) == (FileState.IGNORED, True)


@pytest.mark.parametrize("lock", ["~$申报书.xlsx", ".~lock.申报书.xlsx#", "~$书.xlsx"])
def test_an_open_workbook_is_named(tmp_path: Path, lock: str) -> None:
    (tmp_path / "申报书.xlsx").write_bytes(healthy())
    (tmp_path / lock).write_bytes(b"x")
    intake = take(tmp_path)
    assert codes(intake, "申报书.xlsx") == ["W-FILE-95"]
    assert intake.count(FileState.USED) == intake.count(FileState.IGNORED) == 1


def test_a_lock_in_another_folder_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "申报书.xlsx").write_bytes(healthy())
    (tmp_path / "甲" / "~$申报书.xlsx").write_bytes(b"x")
    assert codes(take(tmp_path), "申报书.xlsx") == []


def test_what_is_no_ordinary_file_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "链接.xlsx").symlink_to("/etc/passwd")
    (tmp_path / "断链").symlink_to("没有")
    (tmp_path / "环").symlink_to(tmp_path)
    (tmp_path / "文件夹.xlsx").mkdir()
    here = Path.cwd()
    os.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        found = states(Path())
    os.chdir(here)
    assert found == {
        "管道.xlsx": "需修改",
        "链接.xlsx": "需修改",
        "断链": "忽略",
        "环": "忽略",
        "文件夹.xlsx/": "忽略",
        "s": "忽略",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(healthy())
    (tmp_path / "表.xlsx").chmod(0)
    assert codes(take(tmp_path), "表.xlsx") == ["E-FILE-90"]


def test_sparse_giant_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "表.xlsx").open("wb") as stream:
        stream.truncate(10_000_000_000)
    found = scan_inbox(tmp_path)
    assert (found[0].data, "超过10兆" in found[0].reason) == (b"", True)
    assert codes(receive(found), "表.xlsx") == ["E-FILE-90"]


def test_largest_file_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(bytes(LIMITS.file_bytes))
    assert scan_inbox(tmp_path)[0].reason == ""
    (tmp_path / "表.xlsx").write_bytes(bytes(LIMITS.file_bytes + 1))
    assert scan_inbox(tmp_path)[0].reason


def test_names_that_cannot_be_printed_are_spelled_out(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xb1\xed\n\x1b[31m.xlsx"
    Path(os.fsdecode(raw)).write_bytes(healthy())
    (name,) = states(tmp_path)
    assert name == "〔U+DCB1〕〔U+DCED〕〔U+000A〕〔U+001B〕[31m.xlsx"
    assert name.encode()


def test_longest_name(tmp_path: Path) -> None:
    name = "表" * 83 + ".xlsx"
    (tmp_path / name).write_bytes(healthy())
    assert states(tmp_path) == {name: "已采用"}


def test_two_spellings_of_one_name_are_two_names(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "café.xlsx")).write_bytes(healthy())
    assert states(tmp_path) == {"café.xlsx": "已采用", "café.xlsx〔同名2〕": "忽略"}


def test_times_of_files_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(healthy())
    before = take(tmp_path)
    os.utime(tmp_path / "表.xlsx", (4_102_444_800, 0))
    assert take(tmp_path) == before


def test_the_inbox_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(healthy())
    before = (tmp_path / "表.xlsx").stat()
    take(tmp_path)
    after = (tmp_path / "表.xlsx").stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)


def test_printable_leaves_chinese_alone() -> None:
    assert printable("申报书（2026届）.xlsx") == "申报书（2026届）.xlsx"


def office_mark(name: str, place: int) -> bytes:
    """Write the mark of an open file as Word (54) and Excel (55) do."""
    legacy = name.encode("gbk")
    head = (bytes([len(legacy)]) + legacy).ljust(place, b" ")
    return (head + len(name).to_bytes(2, "little") + name.encode("utf-16-le")).ljust(165, b" \0"[:1])


@pytest.mark.parametrize(
    ("mark", "data", "said"),
    [
        ("~$申报书.xlsx", office_mark("张三", 55), "，打开的是“张三”"),
        ("~$书.xlsx", office_mark("评审办 李", 54), "，打开的是“评审办 李”"),
        (
            ".~lock.申报书.xlsx#",
            ",wangwu,科室二,02.03.2026 09:00,file:///x;".encode(),
            "，打开的是“wangwu，电脑 科室二”",
        ),
        ("~$申报书.xlsx", b"", ""),
        ("~$申报书.xlsx", bytes(range(165)), ""),
    ],
)
def test_who_has_a_workbook_open_is_said_where_the_mark_tells(
    mark: str, data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / "申报书.xlsx").write_bytes(healthy())
    (tmp_path / mark).write_bytes(data)
    (found,) = [item for item in take(tmp_path).problems if item.code == "W-FILE-95"]
    assert dict(found.facts) == {"found": mark, "by": said}
