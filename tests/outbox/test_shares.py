"""Outboxes on shares and in synchronised folders, and the ways of Windows with files, as far as Linux can act them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toolchain.engine import retry
from toolchain.inbox.intake import FileState
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.chinese import safe_name
from toolchain.outbox import lock, paths, respelling
from toolchain.outbox.lock import hold
from toolchain.outbox.manifest import Entry
from toolchain.outbox.output import Output, Word
from toolchain.outbox.paths import LOCK, STAGE
from toolchain.outbox.publication import publish
from toolchain.outbox.publication_plan import FolderState, plan
from toolchain.outbox.verification import verify
from toolchain.outbox.write_failure import OutboxFault

ROOT = Path(__file__).resolve().parents[2]


# -- two computers -----------------------------------------------------------------------------------------


def mark(outbox: Path, **told: str) -> Path:
    """Lay the mark of a run, as a share or a synchronised folder shows it."""
    path = outbox / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


OTHER = {"who": "李四，电脑 科室二，进程 7", "since": "2031-01-01 08:00:00+08:00", "computer": "科室二"}


def test_the_mark_of_another_computer_refuses_and_says_who_and_since_when(tmp_path: Path) -> None:
    path = mark(tmp_path, **OTHER)
    with pytest.raises(OutboxFault) as refused, hold(tmp_path):
        pass
    for said in ("科室二", "李四", "2031-01-01 08:00:00", "没有做任何事", LOCK):
        assert said in str(refused.value), said
    assert json.loads(path.read_text("utf-8")) == OTHER
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_mark_too_old_to_be_true_is_passed_by_whatever_clock_wrote_it(tmp_path: Path) -> None:
    path = mark(tmp_path, **OTHER)
    old = time.time() - 3 * 60 * 60
    os.utime(path, (old, old))
    with hold(tmp_path):
        assert "科室二" not in path.read_text("utf-8")


def test_the_mark_of_a_run_of_this_computer_that_was_cut_off_is_passed(tmp_path: Path) -> None:
    with hold(tmp_path) as held:
        told = json.loads((tmp_path / LOCK).read_text("utf-8"))
        assert told == {"who": held.who, "since": held.since, "computer": held.computer}
    assert (tmp_path / LOCK).read_bytes() == b""
    for left in ({"who": "王五", "since": "早先"}, told):
        mark(tmp_path, **left)
        with hold(tmp_path):
            pass


def test_a_second_run_is_told_who_runs_since_when(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from toolchain.outbox.lock import hold\n"
        "with hold(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(OutboxFault, match=rf"进程 {other.pid}，\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d 开始"),
            hold(tmp_path),
        ):
            pass
        other.communicate()


def test_the_mark_is_read_from_its_beginning_wherever_the_lock_was_tried(tmp_path: Path) -> None:
    """Windows locks bytes, and the place where that was tried is far behind the mark."""
    descriptor = os.open(mark(tmp_path, **OTHER), os.O_RDONLY)
    os.lseek(descriptor, 1 << 30, os.SEEK_SET)
    assert lock._told(descriptor) == OTHER
    os.close(descriptor)


def test_what_office_programs_and_systems_lay_beside_is_no_discrepancy(tmp_path: Path) -> None:
    publish(tmp_path / "届", [Output("甲.docx", b"1")])
    for name in ("~$甲.docx", ".~lock.甲.docx#", "Thumbs.db", "desktop.ini", ".DS_Store"):
        (tmp_path / "届" / name).write_bytes(b"x")
    assert verify(tmp_path) == ()
    (tmp_path / "届" / "乙.docx").write_bytes(b"x")
    assert [item.path for item in verify(tmp_path)] == ["届/乙.docx"]


# -- Windows and its files ---------------------------------------------------------------------------------


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that are marked read-only refuse to be replaced or removed, as on Windows."""
    monkeypatch.setattr(retry, "posix", lambda: False)

    def refusing(step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            for path in given[-1:]:
                if isinstance(path, (str, Path)) and os.path.lexists(path) and not os.lstat(path).st_mode & 0o200:
                    raise PermissionError(13, "Access is denied", str(path))
            return step(*given, **named)

        return call

    for name in ("unlink", "replace", "rmdir"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))


@pytest.mark.usefixtures("windows")
def test_a_read_only_document_blocks_no_run(tmp_path: Path) -> None:
    for data in (b"1", b"2", b"3"):
        publish(tmp_path / "届", [Output("甲.docx", data), Output("乙.docx", data)])
        (tmp_path / "届" / "甲.docx").chmod(0o444)
        assert not (tmp_path / STAGE).exists()
    publish(tmp_path / "届", [Output("乙.docx", b"3")])
    assert not (tmp_path / "届" / "甲.docx").exists()
    assert verify(tmp_path) == ()


@pytest.mark.usefixtures("windows")
def test_what_a_cut_off_run_left_read_only_is_cleared(tmp_path: Path) -> None:
    stage = tmp_path / STAGE / "old"
    stage.mkdir(parents=True)
    (stage / "0").write_bytes(b"x")
    (stage / "0").chmod(0o444)
    stage.chmod(0o555)
    publish(tmp_path / "届", [Output("甲.docx", b"1")])
    assert not (tmp_path / STAGE).exists()


def test_a_workbook_that_is_held_for_a_moment_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"PK")
    monkeypatch.setattr(retry, "posix", lambda: False)
    opened, until = os.open, time.monotonic() + 0.3

    def held(path: Any, *given: Any, **named: Any) -> int:
        if str(path).endswith("表.xlsx") and time.monotonic() < until:
            raise PermissionError(13, "The process cannot access the file", str(path))
        return opened(path, *given, **named)

    monkeypatch.setattr(os, "open", held)
    assert [item.data for item in scan_inbox(tmp_path)] == [b"PK"]


def test_one_refusal_of_a_scanner_undoes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "届", [Output("甲.docx", b"1")])
    monkeypatch.setattr(retry, "posix", lambda: False)
    refused, replace = [], os.replace

    def scanned(source: Any, target: Any) -> None:
        if len(refused) < 3 and str(target).endswith("甲.docx"):
            refused.append(target)
            raise PermissionError(13, "Access is denied", str(source))
        replace(source, target)

    monkeypatch.setattr(os, "replace", scanned)
    publish(tmp_path / "届", [Output("甲.docx", b"2")])
    assert len(refused) == 3
    assert (tmp_path / "届" / "甲.docx").read_bytes() == b"2"


def test_a_folder_that_a_window_stands_in_leaves_no_mixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path / "届", [Output("一/甲.docx", b"1"), Output("乙.docx", b"1")])

    def stood_in(path: Any) -> None:
        raise PermissionError(13, "The process cannot access the file", str(path))

    monkeypatch.setattr(os, "rmdir", stood_in)
    done = publish(tmp_path / "届", [Output("乙.docx", b"2")])
    assert {change.path: change.word for change in done} == {"一/甲.docx": Word.WITHDRAWN, "乙.docx": Word.UPDATED}
    monkeypatch.undo()
    assert publish(tmp_path / "届", [Output("乙.docx", b"2")])[0].word is Word.SAME
    assert verify(tmp_path) == ()


def test_a_path_too_long_for_windows_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "名" * 60 + ".docx"
    deep = tmp_path / "/".join(["夹" * 60] * 3)
    publish(deep / "届", [Output("甲.docx", b"1")])
    monkeypatch.setattr(paths, "_LIMITED", True)
    with pytest.raises(OutboxFault, match=r"Windows 最多打开259个字.*至少短\d+个字"):
        publish(deep / "届", [Output("甲.docx", b"2"), Output(name, b"2")])
    assert (deep / "届" / "甲.docx").read_bytes() == b"1"
    publish(tmp_path / "届", [Output(name, b"2")])


@pytest.mark.parametrize("text", ["a" * 300, "公司" * 100, "有限公司A" * 40, "𠀀" * 90])
def test_long_names_are_cut_and_stay_apart(text: str) -> None:
    one, other = safe_name(text), safe_name(text + "乙")
    assert one != other
    for name in (one, other):
        assert len(name.encode()) <= 180
        assert len(name.encode("utf-16-le")) // 2 <= 80
    assert safe_name("新乡市恒拓精密机械有限公司") == "新乡市恒拓精密机械有限公司"


@pytest.mark.parametrize("text", ["con", "NUL", "com1", "com1.公司", "LPT²", "aux .xlsx"])
def test_names_that_windows_keeps_for_itself_are_not_used(text: str) -> None:
    assert safe_name(text).startswith("_")


# -- names that differ only in case or Unicode form ---------------------------------------------------------


class OneNameDisk(dict[str, bytes]):
    """Files by path, on a disk that takes all spellings of a name for one file."""

    def of(self, path: str) -> bytes | None:
        return next((data for name, data in self.items() if respelling._folded(name) == respelling._folded(path)), None)


@pytest.mark.parametrize(("old", "new"), [("ABC.docx", "abc.docx"), ("é.docx", "e\u0301.docx")])
@pytest.mark.parametrize("data", [b"1", b"2"])
def test_a_name_spelt_anew_is_neither_lost_nor_taken_for_a_strangers(
    old: str, new: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolchain.engine.temporary_store import digest_of

    disk = OneNameDisk({f"届/{old}": b"1"})
    monkeypatch.setattr(respelling, "_one_file", lambda one, _: disk.of("届/" + one.name) == b"1")
    entries = {f"届/{old}": Entry(digest_of(b"1"), "")}
    names = respelling.respelled(tmp_path, entries, [f"届/{new}"])
    assert names == {f"届/{new}": f"届/{old}"}
    known = FolderState(
        respelling.known_by(entries, names),
        lambda path: None if (found := disk.of(path)) is None else digest_of(found),
        disk.of,
    )
    made = plan("届", [Output(new, data)], known)
    respelling.spell_anew(made, names, known)
    assert [change.word for change in made.changes] == [Word.SAME if data == b"1" else Word.UPDATED]
    assert [(deed.path, deed.new, deed.old) for deed in made.deeds] == [(f"届/{new}", digest_of(data), digest_of(b"1"))]
    assert list(made.entries) == [f"届/{new}"]


def test_verification_finds_a_file_under_another_spelling_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "届", [Output("abc.docx", b"1")])
    (tmp_path / "届" / "abc.docx").rename(tmp_path / "届" / "ABC.docx")
    assert {item.path for item in verify(tmp_path)} == {"届/abc.docx", "届/ABC.docx"}
    monkeypatch.setattr(respelling, "_one_file", lambda *_: True)
    assert verify(tmp_path) == ()


def test_where_spellings_are_two_files_the_old_one_is_withdrawn(tmp_path: Path) -> None:
    publish(tmp_path / "届", [Output("ABC.docx", b"1")])
    if (tmp_path / "届" / "abc.docx").exists():
        pytest.skip("this disk takes both for one")
    done = publish(tmp_path / "届", [Output("abc.docx", b"1")])
    assert {change.path: change.word for change in done} == {"abc.docx": Word.NEW, "ABC.docx": Word.WITHDRAWN}
    assert verify(tmp_path) == ()


# -- children ----------------------------------------------------------------------------------------------


def gone(pid: int) -> bool:
    try:
        return "(zombie)" in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return True


PART = """
import os, subprocess, sys, time
from toolchain.engine import PART_OF
child = "import time; import toolchain.cli as c; c._begin(); print('begun', flush=True); time.sleep(600)"
part = subprocess.Popen([sys.executable, '-c', child], env={**os.environ, PART_OF: str(os.getpid())}, stdout=-1)
part.stdout.readline()
print(part.pid, flush=True)
time.sleep(600)
"""
POOL = """
import os, time
from toolchain.cli.batch_commands import _many
with _many(1000, 2, None) as (pool, _):
    print(*{pool.submit(os.getpid).result() for _ in range(20)}, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("script", [PART, POOL], ids=["part", "pool"])
def test_what_works_for_a_run_ends_with_it(script: str) -> None:
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        pids = [int(pid) for pid in run.stdout.readline().split()]
        assert pids
        run.kill()
    deadline = time.monotonic() + 20
    while not all(map(gone, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(map(gone, pids))


# -- files that appear half --------------------------------------------------------------------------------


def test_a_file_that_grows_while_it_is_read_waits_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"PK" * 100)
    fdopen = os.fdopen

    def growing(descriptor: int, *given: Any, **named: Any) -> Any:
        writer = threading.Thread(target=path.write_bytes, args=(b"PK" * 200,))
        writer.start()
        writer.join()
        return fdopen(descriptor, *given, **named)

    stat = os.fstat
    first = stat(os.open(path, os.O_RDONLY))
    seen = iter([first])
    monkeypatch.setattr(os, "fstat", lambda descriptor: next(seen, None) or stat(descriptor))
    monkeypatch.setattr(os, "fdopen", growing)
    (entry,) = receive(scan_inbox(tmp_path)).entries
    assert entry.state is FileState.FAULTY
    assert "可能仍在复制" in entry.reason
