"""The folder of remembered things: small text files, each under the digest of what it hangs on.

Each carries a code made with a key of the account that wrote it, which lies outside the outbox: what another account
or another program laid there is not used.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from toolchain.engine.hmac_key import Seal, own_key

FOLDER = "_记忆"
"""Its name below the outbox."""

_MODE = 0o600
_FOLDER_MODE = 0o700


class Store:
    """Remembered things of one kind; what cannot be read or written is simply not remembered."""

    def __init__(self, outbox: Path, kind: str, *, writing: bool = True) -> None:
        """Look at the folder of a kind below an outbox; one that is not for writing stays as it is."""
        self._folder = outbox / FOLDER / kind
        self._key = None if any(path.is_symlink() for path in (self._folder.parent, self._folder)) else own_key()
        self._writing = writing and self._key is not None

    def load(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Give what is remembered under a key, None when there is nothing that this account wrote down."""
        body = self.body(key)
        return None if body is None else value_of(body)

    def body(self, key: str) -> bytes | None:
        """Give what was written down under a key, None when this account did not."""
        if self._key is None:
            return None
        try:
            check, _, body = (self._folder / f"{key}.json").read_bytes().partition(b"\n")
            return body if Seal(self._key, key.encode(), body).fits(check.decode("ascii")) else None
        except (OSError, ValueError):
            return None

    def lines(self, key: str) -> Iterator[Any] | None:
        """Give what :meth:`save_lines` remembered, value by value as they are asked for; None when it is not sound."""
        if self._key is None:
            return None
        try:
            stream = (self._folder / f"{key}.json").open("rb")
        except OSError:
            return None
        try:
            check, found = stream.readline().strip(), Seal(self._key, key.encode())
            for line in stream:
                found.update(line)
            if found.fits(check.decode("ascii")):
                stream.seek(len(check) + 1)
                return _values(stream)
        except (OSError, ValueError):
            pass
        stream.close()
        return None

    def first(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Give the first of several remembered values, unchecked: to see whether they may still be of use."""
        try:
            with (self._folder / f"{key}.json").open("rb") as stream:
                stream.readline()
                return json.loads(stream.readline())
        except (OSError, ValueError):
            return None

    def save(self, key: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Remember something under a key."""
        self.save_body(key, (body_of(value),))

    def save_lines(self, key: str, values: Iterable[Any]) -> None:
        """Remember several values under a key, none held longer than it takes to write it down."""
        self.save_body(key, (body_of(value) + b"\n" for value in values))

    def save_body(self, key: str, parts: Iterable[bytes]) -> None:
        """Remember what was written down under a key."""
        if not self._writing or self._key is None:
            return
        draft = self._folder / f"{key}.{os.getpid()}"
        with suppress(OSError):
            _make(self._folder)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), _MODE)
            with os.fdopen(descriptor, "wb") as stream:
                found = Seal(self._key, key.encode())
                stream.write(found.hexdigest().encode() + b"\n")
                for part in parts:
                    found.update(part)
                    stream.write(part)
                stream.seek(0)
                stream.write(found.hexdigest().encode())
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


def value_of(body: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Read what was written down; None where it cannot be read."""
    try:
        return json.loads(body)
    except ValueError:
        return None


def body_of(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON holds
    """Write something down."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _values(stream: BinaryIO) -> Iterator[Any]:
    with stream:
        for line in stream:
            yield json.loads(line)


def _make(folder: Path) -> None:
    for path in (folder.parent, folder):
        if not path.is_dir():
            path.mkdir(_FOLDER_MODE)
