"""What earlier runs remember is used by the account that wrote it, and by nobody else."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from tests.outbox.story import AFTER, CHANGED_INPUTS, CYCLE, MAKER, after, before
from toolchain.cycle.cache.store import Store
from toolchain.engine import hmac_key as keys
from toolchain.engine.hmac_key import only_ours, own_key
from toolchain.outbox.publication import publish_run
from toolchain.outbox.write_failure import OutboxFault

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows closes the account's folder by itself")


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give the account a folder of its own that the test may spoil."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    own_key.cache_clear()
    return tmp_path / "state" / "quality-award-toolchain"


def remembered(outbox: Path) -> Path:
    outbox.mkdir(exist_ok=True)
    store = Store(outbox, "表格")
    store.save("a", {"vote": "同意"})
    store.save_lines("b", ["一", "二"])
    assert store.load("a") == {"vote": "同意"}
    assert list(store.lines("b") or ()) == ["一", "二"]
    return outbox / "_记忆" / "表格"


def test_what_somebody_else_laid_there_is_not_used(tmp_path: Path) -> None:
    """Whoever may write to the outbox can make up every digest, but not the code of a key that lies elsewhere."""
    folder = remembered(tmp_path)
    body = json.dumps({"vote": "不同意"}, ensure_ascii=False).encode()
    (folder / "a.json").write_bytes(sha256(b"a" + body).hexdigest().encode() + b"\n" + body)
    (folder / "b.json").write_bytes(sha256(b"b" + b'"x"\n').hexdigest().encode() + b'\n"x"\n')
    assert Store(tmp_path, "表格").load("a") is None
    assert Store(tmp_path, "表格").lines("b") is None


def test_what_was_remembered_under_another_name_is_not_used(tmp_path: Path) -> None:
    folder = remembered(tmp_path)
    (folder / "c.json").write_bytes((folder / "a.json").read_bytes())
    assert Store(tmp_path, "表格").load("c") is None


def test_another_account_s_memory_is_not_used(tmp_path: Path, own_folder: Path) -> None:
    remembered(tmp_path)
    (own_folder / "memory.key").write_bytes(os.urandom(32))
    own_key.cache_clear()
    assert Store(tmp_path, "表格").load("a") is None
    assert Store(tmp_path, "表格").lines("b") is None


def test_the_key_lies_outside_the_outbox_and_is_closed(tmp_path: Path, own_folder: Path) -> None:
    remembered(tmp_path / "outbox")
    path = own_folder / "memory.key"
    assert len(path.read_bytes()) == 32
    assert not any(
        path.read_bytes() in item.read_bytes() for item in (tmp_path / "outbox").rglob("*") if item.is_file()
    )
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@POSIX
@pytest.mark.parametrize("mode", [0o602, 0o620, 0o666])
def test_a_key_that_others_may_write_is_not_used(tmp_path: Path, own_folder: Path, mode: int) -> None:
    remembered(tmp_path)
    (own_folder / "memory.key").chmod(mode)
    own_key.cache_clear()
    assert own_key() is None
    assert Store(tmp_path, "表格").load("a") is None


@POSIX
def test_a_key_that_is_a_link_is_not_used(tmp_path: Path, own_folder: Path) -> None:
    own_folder.mkdir(parents=True)
    (tmp_path / "theirs").write_bytes(b"k" * 32)
    (own_folder / "memory.key").symlink_to(tmp_path / "theirs")
    assert own_key() is None


def test_without_a_folder_of_its_own_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_folder", lambda: None)
    own_key.cache_clear()
    Store(tmp_path, "表格").save("a", 1)
    assert not (tmp_path / "_记忆").exists()


@POSIX
def test_a_memory_that_is_a_link_is_neither_read_nor_written(tmp_path: Path) -> None:
    remembered(tmp_path / "theirs")
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "_记忆").symlink_to(tmp_path / "theirs" / "_记忆")
    store = Store(tmp_path / "outbox", "表格")
    store.save("d", 1)
    assert store.load("a") is None
    assert not (tmp_path / "theirs" / "_记忆" / "表格" / "d.json").exists()


@POSIX
def test_kept_code_that_others_may_write_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "x.kept"
    path.write_bytes(b"x")
    path.chmod(0o644)
    assert only_ours(path)
    path.chmod(0o666)
    assert not only_ours(path)
    (tmp_path / "link").symlink_to(path)
    assert not only_ours(tmp_path / "link")


@POSIX
@pytest.mark.parametrize("name", ["_账本", "_存档", "_撤下", "_日志", "_记忆", ".未完成"])
def test_a_folder_of_our_own_that_is_a_link_is_refused(tmp_path: Path, name: str) -> None:
    outbox, elsewhere = tmp_path / "outbox", tmp_path / "elsewhere"
    before(outbox)
    if (outbox / name).exists():
        (outbox / name).rename(elsewhere)
    else:
        elsewhere.mkdir()
    kept = sorted(path.name for path in elsewhere.rglob("*"))
    (outbox / name).symlink_to(elsewhere)
    with pytest.raises(OutboxFault, match=f"{name}：是链接"):
        after(outbox)
    assert sorted(path.name for path in elsewhere.rglob("*")) == kept


@POSIX
def test_a_folder_of_results_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outbox").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "outbox" / CYCLE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutboxFault, match="不是普通文件夹"):
        publish_run(tmp_path / "outbox", {CYCLE: AFTER}, CHANGED_INPUTS, MAKER)
    assert not any((tmp_path / "elsewhere").iterdir())
