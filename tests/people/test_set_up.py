"""Making the environment ready: every way in which it may fail is one line in Chinese, and the next try goes on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from toolchain import set_up

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_bytes((ROOT / "requirements.lock").read_bytes())
    return tmp_path


class Calls:
    """Stands for the tools that are called: keeps what was asked, fails as told."""

    def __init__(self, root: Path, failing: BaseException | None = None) -> None:
        self.root, self.failing = root, failing
        self.asked: list[list[str]] = []

    def __call__(self, command: list[str], root: Path) -> None:
        assert root == self.root
        self.asked.append(command)
        if self.failing is not None:
            raise self.failing
        if "venv" in command:
            interpreter(root, 0)


def interpreter(root: Path, code: int) -> None:
    """Lay an interpreter that ends with a code."""
    program = root / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)


pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell script stands for the interpreter")


@pytest.mark.parametrize("wheels", [True, False])
def test_it_installs_what_is_locked_with_its_hashes(
    wheels: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if wheels:
        (folder / "wheels").mkdir()
    monkeypatch.setattr(set_up, "_call", calls := Calls(folder))
    assert set_up.main(folder) == 0
    made, installed = calls.asked
    assert made[1:4] == ["-m", "venv", "--clear"]
    assert {"--require-hashes", str(folder / "requirements.lock")} <= set(installed)
    assert ({"--no-index", str(folder / "wheels")} <= set(installed)) == wheels
    assert set_up.is_ready(folder)
    assert set_up.main(folder) == 0
    assert len(calls.asked) == 2


def test_an_extra_is_installed_from_its_own_lock_in_the_same_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wheels").mkdir()
    monkeypatch.setattr(set_up, "_call", calls := Calls(folder))
    assert set_up.main(folder, "statistics") == 0
    _, _, added = calls.asked
    assert {"--require-hashes", "--no-index", str(folder / "requirements-statistics.lock")} <= set(added)
    calls.failing = set_up._Stopped("ERROR: No matching distribution found for polars==1.0")
    assert set_up.main(folder, "statistics") == 1
    assert "make bundle EXTRAS=statistics" in capsys.readouterr().err
    assert set_up.is_ready(folder), "everything else runs on"


def test_packages_older_than_the_lock_are_brought_up_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "_call", calls := Calls(folder))
    set_up.main(folder)
    lock = folder / "requirements.lock"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert set_up.is_ready(folder)
    lock.write_bytes(lock.read_bytes() + b"# newer\r\n")
    assert not set_up.is_ready(folder)
    assert set_up.main(folder) == 0
    assert [command[2] for command in calls.asked] == ["venv", "pip", "pip"]


def test_an_environment_whose_python_is_gone_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python was removed, or the folder was copied to another computer."""
    monkeypatch.setattr(set_up, "_call", calls := Calls(folder))
    set_up.main(folder)
    interpreter(folder, 1)
    assert not set_up.is_ready(folder)
    assert set_up.main(folder) == 0
    assert [command[2] for command in calls.asked] == ["venv", "pip", "venv", "pip"]
    (folder / ".venv" / "bin" / "python").unlink()
    (folder / ".venv" / "bin" / "python").symlink_to(folder / "away" / "python")
    assert not set_up.is_ready(folder)


def test_an_interruption_leaves_nothing_that_counts_as_ready(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    interpreter(folder, 0)
    monkeypatch.setattr(set_up, "_call", Calls(folder, KeyboardInterrupt()))
    assert set_up.main(folder) == 130
    assert capsys.readouterr().err == "已中断，运行环境没有准备完。再运行一次会接着做。\n"
    assert not set_up.is_ready(folder)


SAID = {
    "ERROR: Could not find a version that satisfies the requirement lxml==6.1.3 (from versions: none)\n"
    "ERROR: No matching distribution found for lxml==6.1.3": "没有适用 Python",
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /simple/click/\n"
    "ERROR: No matching distribution found for click==8.5.1": "连不上软件源",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "与登记的摘要不符",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": "磁盘已满",
    "ERROR: Could not install packages due to an OSError: [WinError 5] 拒绝访问。": "关闭其他正在运行的",
    "The virtual environment was not created successfully because ensurepip is not available.": "python3-venv",
    "something nobody has seen": "交给维护人员",
}


@pytest.mark.parametrize(("said", "told"), SAID.items(), ids=SAID.values())
def test_a_failure_is_one_line_in_chinese(
    said: str, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(set_up, "_call", Calls(folder, set_up._Stopped(said)))
    assert set_up.main(folder) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert not set_up.is_ready(folder)


def test_a_python_newer_than_the_wheels_names_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wheels").mkdir()
    monkeypatch.setattr(set_up, "_call", Calls(folder, set_up._Stopped("No matching distribution found for lxml")))
    set_up.main(folder)
    version = ".".join(map(str, sys.version_info[:2]))
    line = capsys.readouterr().err
    assert f"离线包的 wheels 文件夹里没有适用 Python {version} 的组件" in line
    assert "make bundle" in line


def test_what_the_tools_said_is_kept(folder: Path) -> None:
    with pytest.raises(set_up._Stopped, match="no such module"):
        set_up._call([sys.executable, "-c", "import sys; sys.exit('no such module')"], folder)
    assert "no such module" in (folder / "准备记录.txt").read_text("utf-8")
