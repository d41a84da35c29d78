"""The folder of remembered things: small text files, each under the digest of what it hangs on, each checked."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = "_记忆"
"""Its name below the outbox."""

_MODE = 0o600
_FOLDER_MODE = 0o700


class Store:
    """Remembered things of one kind; what cannot be read or written is simply not remembered."""

    def __init__(self, outbox: Path, kind: str, *, writing: bool = True) -> None:
        """Look at the folder of a kind below an outbox; one that is not for writing stays as it is."""
        self._folder = outbox / FOLDER / kind
        self._writing = writing

    def load(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Give what is remembered under a key, None when there is nothing sound."""
        try:
            check, _, body = (self._folder / f"{key}.json").read_bytes().partition(b"\n")
            return json.loads(body) if check.decode("ascii") == sha256(key.encode() + body).hexdigest() else None
        except (OSError, ValueError):
            return None

    def save(self, key: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Remember something under a key."""
        if not self._writing:
            return
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        data = sha256(key.encode() + body).hexdigest().encode() + b"\n" + body
        draft = self._folder / f"{key}.{os.getpid()}"
        with suppress(OSError):
            _make(self._folder)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), _MODE)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
            draft.replace(self._folder / f"{key}.json")

    def keep_only(self, keys: Collection[str]) -> None:
        """Forget everything else of this kind."""
        if not self._writing:
            return
        wanted = {f"{key}.json" for key in keys}
        with suppress(OSError):
            for name in os.listdir(self._folder):  # noqa: PTH208 - names alone
                if name not in wanted:
                    with suppress(OSError):
                        (self._folder / name).unlink()


def _make(folder: Path) -> None:
    for path in (folder.parent, folder):
        if not path.is_dir():
            path.mkdir(_FOLDER_MODE)
