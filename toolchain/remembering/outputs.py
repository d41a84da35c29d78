"""Which files were made from what, so that one made from the same again is taken from where it lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from toolchain.remembering.store import Store
from toolchain.remembering.store import digest

_KEY = "outputs"


@dataclass
class Made:
    """The files that earlier runs made; a file that is not exactly what was made then is made again."""

    store: Store
    program: str
    outbox: Path
    now: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _before(self) -> dict[str, Any]:
        known = self.store.load(_KEY)
        return known if isinstance(known, dict) else {}

    def __call__(self, path: str, source: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        """Give a file's bytes: those at its place where they were made from the same, else freshly made ones."""
        key = digest(self.program, *source)
        wanted = self._before.get(key)
        data = _read(self.outbox / path) if wanted is not None else None
        if data is None or sha256(data).hexdigest() != wanted:
            data = make()
        self.now[key] = sha256(data).hexdigest()
        return data

    def settle(self) -> None:
        """Remember what this run made and forget the rest."""
        if self.now != self._before:
            self.store.save(_KEY, dict(sorted(self.now.items())))


def anew(_path: str, _source: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
    """Make a file without looking at what lies there."""
    return make()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None
