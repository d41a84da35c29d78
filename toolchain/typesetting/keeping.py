"""Compiled templates kept between runs: where, and when, Python itself keeps the program's compiled modules.

Whoever can write there can change the program as well, so what lies there is trusted as the program is. Each file is
named after the code that made it and the bytes of template and format that it was made from.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

from toolchain.program import code
from toolchain.program import digest

_OF_THE_PROGRAM = 16  # letters of the digest


@dataclass(frozen=True)
class Kept:
    """What a template was compiled to.

    Attributes:
        form: its form, by name.
        names: its style identifiers → names of styles.
        sources: the parts with placeholders: part, text, code.
        base: the parts that stay as they are, packed.
        heads: what its mastheads say.
        checked: the kinds of document that it was found to fit.
    """

    form: str
    names: Mapping[str, str]
    sources: tuple[tuple[str, str, CodeType], ...]
    base: bytes
    heads: str
    checked: frozenset[str] = frozenset()


def key_of(template: bytes, name: str, master: bytes) -> str:
    """Name what a template is compiled from: the program, its bytes and file name, those of the format."""
    return f"{code()[:_OF_THE_PROGRAM]}-{digest(template, name, master)}"


def recall(key: str) -> Kept | None:
    """Give what is kept under a key, None when there is nothing sound."""
    try:
        data = (_folder() / f"{key}.template").read_bytes()
    except (OSError, NotImplementedError):
        return None
    check, body = data[:32], data[32:]
    return Kept(*marshal.loads(body)) if check == sha256(body).digest() else None  # noqa: S302 - trusted as the program


def keep(key: str, kept: Kept) -> None:
    """Keep what a template was compiled to, and throw away what another version of the program kept."""
    if sys.dont_write_bytecode:
        return
    fields: tuple[Any, ...] = tuple(vars(kept).values())
    body = marshal.dumps(fields)
    with suppress(OSError, NotImplementedError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{key}.{os.getpid()}"
        draft.write_bytes(sha256(body).digest() + body)
        draft.replace(folder / f"{key}.template")
        for path in folder.glob("*.template"):
            if not path.name.startswith(key[:_OF_THE_PROGRAM]):
                path.unlink(missing_ok=True)


def _folder() -> Path:
    """Name the folder of Python's own compiled modules.

    Raises:
        NotImplementedError: Python keeps none.
    """
    return Path(cache_from_source(__file__)).parent
