"""A folder of results that changes in one step: built anew beside it, then the two exchange their names.

The new folder is made of links to the files that stay, so that files which people edited or which were issued stay
the very files they were. What people changed while it was built is brought over afterwards. Where the system cannot
exchange names, or the folder holds what cannot be linked, the caller moves the files one by one.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from toolchain.engine.value_objects import Value
from toolchain.outbox import durable_files

_TREES = "folders"
_DRAFT = "carried"


class Planned(Value):
    """What becomes of one file of the folder.

    Attributes:
        staged: where its new bytes wait; None for one that is removed.
        new, old: digest after and before, None where there is no file.
    """

    staged: Path | None
    new: str | None
    old: str | None


def exchange(
    outbox: Path, stage: Path, folder: str, planned: Mapping[str, Planned], mode: Callable[[str], int]
) -> bool:
    """Bring a folder of the outbox to its new state in one step; tell whether that was possible.

    Args:
        outbox: where it lies.
        stage: a folder of our own on the same disk.
        folder: its name.
        planned: path below the outbox → what becomes of the file.
        mode: the mode of a new folder, by its path below the outbox.

    Raises:
        OSError: the names are exchanged, but that may not have reached the disk.
    """
    place, built = outbox / folder, stage / _TREES / folder
    try:
        durable_files.clear(built)
        durable_files.make_folder(stage / _TREES, durable_files.SECRET_FOLDER)
        if not _build(place, built, folder, planned, mode):
            return False
        number = json.dumps(built.stat().st_ino).encode()
        durable_files.write(_record(stage, folder), (number,), durable_files.SECRET_FILE)
        durable_files.sync(stage)
        if place.exists():
            durable_files.exchange(built, place)
        else:
            durable_files.move(built, place)
    except OSError:
        if not exchanged(outbox, stage, folder):
            return False
        raise
    _settle(outbox, stage, folder, planned)
    return True


def exchanged(outbox: Path, stage: Path, folder: str) -> bool:
    """Say whether the folder that stands in the outbox is the one that was built."""
    try:
        return bool(json.loads(_record(stage, folder).read_bytes()) == (outbox / folder).stat().st_ino)
    except (OSError, ValueError):
        return False


def finish(outbox: Path, stage: Path, folder: str, planned: Mapping[str, Planned]) -> None:
    """Bring over once more what people changed, for an exchange that was cut off behind it."""
    _settle(outbox, stage, folder, planned)


def exchange_back(outbox: Path, stage: Path, folder: str, planned: Mapping[str, Planned]) -> None:
    """Give the old folder its name back.

    Raises:
        OSError: the system refuses.
    """
    place, built = outbox / folder, stage / _TREES / folder
    if built.exists():
        durable_files.exchange(built, place)
    else:
        durable_files.move(place, built)
    _settle(outbox, stage, folder, {path: Planned(item.staged, item.old, item.new) for path, item in planned.items()})


def _record(stage: Path, folder: str) -> Path:
    return stage / f"{folder}.built"


def _build(place: Path, built: Path, folder: str, planned: Mapping[str, Planned], mode: Callable[[str], int]) -> bool:
    """Lay links to everything that stays and to what is new; False where something cannot be linked."""
    if _has_rules(place):
        return False
    durable_files.make_folder(built, _mode(place) if place.exists() else mode(folder))
    kept = _link_what_stays(place, built, folder, planned)
    if kept is None:
        return False
    for path, step in planned.items():
        waits = step.staged is not None and step.staged.exists()
        if step.staged is not None and waits and durable_files.digest_at(place.parent / path) == step.old:
            target = built.parent / path
            for above in reversed(target.relative_to(built).parents[:-1]):
                if not (built / above).is_dir():
                    durable_files.make_folder(built / above, mode(f"{folder}/{above.as_posix()}"))
                    kept.append(built / above)
            durable_files.link(step.staged, target)
    for made in sorted(kept, reverse=True):
        durable_files.remove_folder(made)
    for made in (built, *kept):
        if made.is_dir():
            durable_files.sync(made)
    return True


def _link_what_stays(place: Path, built: Path, folder: str, planned: Mapping[str, Planned]) -> list[Path] | None:
    """Make the folders anew and link the files that no step replaces; None where something is no ordinary file."""
    made = []
    for path, item in _walk(place, folder):
        here, target = Path(item.path), built.parent / path
        if item.is_dir(follow_symlinks=False):
            if _has_rules(here):
                return None
            durable_files.make_folder(target, _mode(here))
            made.append(target)
        elif not item.is_file(follow_symlinks=False):
            return None
        elif path not in planned or durable_files.digest_at(here) != planned[path].old:
            durable_files.link(here, target)
    return made


def _settle(outbox: Path, stage: Path, folder: str, planned: Mapping[str, Planned]) -> None:
    """Bring over what people changed in the folder that went, and see that the names have reached the disk."""
    gone = stage / _TREES / folder
    for path, item in _walk(gone, folder):
        now = outbox / path
        if item.is_dir(follow_symlinks=False) or _came_along(Path(item.path), now, planned.get(path)):
            continue
        for above in reversed(now.relative_to(outbox).parents[:-1]):
            durable_files.make_folder(outbox / above, durable_files.SECRET_FOLDER)
        durable_files.remove(stage / _DRAFT)
        durable_files.link(Path(item.path), stage / _DRAFT)
        durable_files.move(stage / _DRAFT, now)
    durable_files.sync(outbox)
    durable_files.sync(stage / _TREES)


def _came_along(before: Path, now: Path, step: Planned | None) -> bool:
    """Say whether nobody put another file in the place of one while the new folder was built."""
    if step is not None:
        return durable_files.digest_at(before) in {step.old, step.new} or durable_files.digest_at(now) != step.new
    if not now.exists():
        return False
    then, today = before.stat(), now.stat()
    return then.st_ino == today.st_ino or today.st_mtime_ns >= then.st_mtime_ns


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        items = sorted(os.scandir(folder), key=lambda item: item.name)
    except FileNotFoundError:
        return
    for item in items:
        yield f"{prefix}/{item.name}", item
        if item.is_dir(follow_symlinks=False):
            yield from _walk(Path(item.path), f"{prefix}/{item.name}")


def _mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def _has_rules(folder: Path) -> bool:
    """Say whether a folder has rights or marks of its own, which another one in its place would not have."""
    if not folder.exists():
        return False
    listed = getattr(os, "listxattr", None)
    return listed is not None and bool(listed(folder, follow_symlinks=False))
