"""A disk that forgets what it was not made to keep: names and bytes that were not synced may be lost."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.outbox.faults import state_of, watched
from tests.outbox.story import after, before
from toolchain.outbox.lock import hold
from toolchain.outbox.paths import STAGE
from toolchain.outbox.transaction import recover

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows offers no call that syncs a folder")


class Dark(BaseException):
    """The power is gone; nothing after this reaches the disk."""


@dataclass
class Node:
    """A file as the disk keeps it: its bytes when they were last synced, and whether they ever were."""

    data: bytes = b""
    synced: bool = False


@dataclass
class Disk:
    """What the disk has been made to keep, and the changes of names it may still lose.

    Names are kept by folder: a change of a name is safe once its folder is synced. What is not safe is lost from some
    moment on, in each folder by itself. Bytes that were not synced are lost.
    """

    root: Path
    files: dict[str, Node] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    waiting: list[tuple[str, Callable[[dict[str, Node], set[str]], None]]] = field(default_factory=list)
    live: dict[str, Node] = field(default_factory=dict)
    open: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if path.is_dir():
                self.folders.add(name)
            else:
                self.files[name] = Node(path.read_bytes(), synced=True)
        self.live = dict(self.files)

    def name(self, path: object) -> str:
        return Path(str(path)).relative_to(self.root).as_posix()

    def note(self, call: str, args: tuple[Any, ...], answer: object) -> None:
        """Keep account of one call that was done."""
        if call == "open":
            path = self.name(args[0])
            self.open[int(str(answer))] = path
            if args[1] & os.O_CREAT and path not in self.live:
                node = self.live[path] = Node()
                self.wait(path, lambda files, _: files.__setitem__(path, node))
        elif call == "fsync":
            self.sync(self.open[args[0]])
        elif call in {"replace", "link", "exchange"}:
            self.rename(call, self.name(args[0]), self.name(args[1]))
        elif call in {"unlink", "mkdir", "rmdir"}:
            self.make_or_remove(call, self.name(args[0]))

    def rename(self, call: str, source: str, target: str) -> None:
        """Keep account of a file's new or second name, and of folders that change theirs."""
        if call == "exchange" or (call == "replace" and (self.root / target).is_dir()):
            self.rename_folders(source, target)
        elif call == "link":
            linked = self.live[target] = self.live[source]
            self.wait(target, lambda files, _: files.__setitem__(target, linked))
        else:
            node = self.live[target] = self.live.pop(source)
            self.wait(target, lambda files, _: (files.pop(source, None), files.__setitem__(target, node))[0])

    def make_or_remove(self, call: str, path: str) -> None:
        """Keep account of a file that goes, of a folder that comes or goes."""
        if call == "unlink":
            self.live.pop(path)
            self.wait(path, lambda files, _: files.pop(path, None))
        elif call == "mkdir":
            self.wait(path, lambda _, folders: folders.add(path))
        else:
            self.wait(path, lambda _, folders: folders.discard(path))

    def rename_folders(self, one: str, other: str) -> None:
        """Let two folders exchange their names, with whatever the disk keeps of what is in them."""

        def moved(path: str) -> str:
            for was, now in ((one, other), (other, one)):
                if path == was or path.startswith(f"{was}/"):
                    return now + path[len(was) :]
            return path

        def change(files: dict[str, Node], folders: set[str]) -> None:
            kept = {moved(path): node for path, node in files.items()}
            files.clear()
            files.update(kept)
            held = {moved(path) for path in folders}
            folders.clear()
            folders.update(held)

        self.live = {moved(path): node for path, node in self.live.items()}
        self.wait(other, change)

    def wait(self, path: str, change: Callable[[dict[str, Node], set[str]], object]) -> None:
        self.waiting.append((str(Path(path).parent), lambda files, folders: [change(files, folders), None][1]))

    def sync(self, path: str) -> None:
        if path in self.live:
            self.live[path].data, self.live[path].synced = (self.root / path).read_bytes(), True
            return
        for folder, change in self.waiting:
            if folder == path:
                change(self.files, self.folders)
        self.waiting = [item for item in self.waiting if item[0] != path]

    def come_back(self, chance: random.Random, target: Path) -> None:
        """Lay out what is left after the power came back."""
        files, folders = dict(self.files), set(self.folders)
        left: dict[str, int] = {}
        for folder, _ in self.waiting:
            left[folder] = left.get(folder, 0) + 1
        kept = {folder: chance.randint(0, count) for folder, count in sorted(left.items())}
        for folder, change in self.waiting:
            if kept[folder] > 0:
                kept[folder] -= 1
                change(files, folders)
        target.mkdir()
        for folder in sorted(folders):
            if (target / folder).parent.is_dir():
                (target / folder).mkdir(exist_ok=True)
        for path, node in sorted(files.items()):
            if (target / path).parent.is_dir():
                (target / path).write_bytes(node.data if node.synced else b"")


def lose_power(outbox: Path, number: int) -> Disk:
    """Run until the call of this number, then lose the power."""
    disk, count = Disk(outbox), 0

    def act(_name: str, _args: tuple[Any, ...]) -> None:
        nonlocal count
        count += 1
        if count >= number:
            raise Dark

    with watched(act, partial(disk.note)):
        try:
            after(outbox)
        except Dark:
            return disk
    return disk


@pytest.mark.parametrize("step", [pytest.param(6, id="每六次"), pytest.param(1, id="每一次", marks=pytest.mark.stress)])
@pytest.mark.parametrize("start", [before, None], ids=["已有结果", "空的结果夹"])
def test_old_or_new_whatever_the_disk_forgot(tmp_path: Path, step: int, start: Callable[[Path], object] | None) -> None:
    chance = random.Random(20250701)
    first = tmp_path / "first"
    with hold(first):
        pass
    if start is not None:
        start(first)
    old = state_of(first)
    whole = tmp_path / "whole"
    shutil.copytree(first, whole)
    with watched() as seen:
        after(whole)
    new = state_of(whole)
    for number in range(1, len(seen.calls) + 2, step):
        for _ in range(3):
            outbox, left = tmp_path / "try", tmp_path / "left"
            shutil.rmtree(outbox, ignore_errors=True)
            shutil.rmtree(left, ignore_errors=True)
            shutil.copytree(first, outbox)
            lose_power(outbox, number).come_back(chance, left)
            recover(left)
            assert state_of(left) in (old, new), number
            after(left)
            assert state_of(left) == new, number
            assert not (left / STAGE).exists()
    disk = lose_power(outbox, len(seen.calls) + 2)
    disk.come_back(random.Random(1), tmp_path / "end")
    assert state_of(tmp_path / "end") == new
