"""The manifest: what each file in the outbox is, and what it was made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from toolchain.engine.json_stream import pieces
from toolchain.engine.lazy_sequence import LazySequence
from toolchain.engine.provenance_digest import data_digest
from toolchain.engine.temporary_store import digest_of
from toolchain.outbox.output import Maker, Pairs, Sources

VERSION = 1

_FILES = b'\n "files": {'
_FILE = re.compile(rb'\n  ("(?:[^"\\]|\\.)*"): (\{.*?\n  \})', re.DOTALL)
"""The entries of the files as they are written; whatever is misread is not what was written, and is noticed."""


class Unreadable(Exception):  # noqa: N818 - says what the manifest is
    """The manifest is not one that this program wrote."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the outbox.

    Attributes:
        sha256: its bytes as they were last laid there.
        content: what the facts of the last run give for it; empty when they give nothing any more.
        sources: what it was made from, name → digest.
        made_by: the maker's key.
        issued: on record as 已印发.
        draft: a 送审稿.
        stands_by: the file beside which this one was laid, for a new version that may not replace it.
        kind: 新稿 or 更正稿 for such a file.
        edited: it was found changed by hand and left alone.
        about: whom it is about, empty for everybody.
        held: what its decision waits for; the file is the last good version.
        partial: it was made while decisions that it rests on were waiting.
    """

    sha256: str
    content: str
    sources: Sources = ()
    made_by: str = ""
    issued: bool = False
    draft: bool = False
    stands_by: str = ""
    kind: str = ""
    edited: bool = False
    about: str = ""
    held: str = ""
    partial: bool = False


@dataclass(frozen=True)
class Manifest:
    """The whole outbox.

    Attributes:
        files: path → entry.
        inputs: folder → (name in the inbox → SHA-256) of the workbooks that its files were made from.
        vanished: the same for workbooks that were used before and are gone from the inbox since.
        identities: SHA-256 of a workbook → which one thing it is.
        makers: key → program.
        withdrawn: path below 撤下 → SHA-256.
    """

    files: Mapping[str, Entry] = field(default_factory=dict)
    inputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    vanished: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    makers: Mapping[str, Maker] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    def below(self, folder: str) -> dict[str, Entry]:
        """List the entries of one folder, by their full paths."""
        return {path: entry for path, entry in self.files.items() if path.startswith(f"{folder}/")}

    @property
    def digests(self) -> frozenset[str]:
        """List the digests of all workbooks that the outbox stands on."""
        return frozenset(digest for named in self.inputs.values() for digest in named.values())


def key_of(maker: Maker) -> str:
    """Give the short key under which a maker is kept."""
    return digest_of(canonical(vars(maker)))[:16]


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    """Write a value as JSON in the one form that this program ever writes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def dump(manifest: Manifest) -> bytes:
    """Write the manifest; equal manifests give equal bytes."""
    written = BytesIO()
    written.writelines(_written(manifest))
    return written.getvalue()


def _written(manifest: Manifest) -> Iterator[bytes]:
    value = {
        "说明": "每个文件由哪些表格、模板、参数和程序产出；由程序维护，请勿改动",
        "version": VERSION,
        "inputs": manifest.inputs,
        "data_digests": {folder: data_digest(named.values()) for folder, named in manifest.inputs.items()},
        "vanished": manifest.vanished,
        "identities": manifest.identities,
        "makers": {key: vars(maker) for key, maker in manifest.makers.items()},
        "files": LazySequence(sorted(manifest.files.items()), lambda item: (item[0], _slim(item[1]))),
        "withdrawn": manifest.withdrawn,
    }
    for piece in pieces(value, in_order=True):
        yield piece.encode("utf-8")
    yield b"\n"


def load(data: bytes, known: str = "") -> Manifest:
    """Read a manifest back; one with the digest that the ledger knows it by need not be written again to be compared.

    Raises:
        Unreadable: it is not, byte for byte, what :func:`dump` writes.
    """
    try:
        start = data.index(_FILES) + len(_FILES)
        end = data.find(b"\n }", start)
        value = json.loads(data[:start] + data[end if data.startswith(b"\n", start) else start :])
        manifest = Manifest(
            dict(map(_entry, _FILE.finditer(data, start, end))),
            value["inputs"],
            value["vanished"],
            value["identities"],
            {key: Maker(**maker) for key, maker in value["makers"].items()},
            value["withdrawn"],
        )
        same = digest_of(data) == known or _same(_written(manifest), data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable from error
    if not same:
        raise Unreadable
    return manifest


def _entry(found: re.Match[bytes]) -> tuple[str, Entry]:
    """Read the entry of one file by itself, so that the text of all is never held."""
    entry = json.loads(found[2])
    return json.loads(found[1]), Entry(**entry | {"sources": Pairs.of(entry.get("sources", {}))})


def _same(written: Iterator[bytes], data: bytes) -> bool:
    """Say whether pieces make up these bytes."""
    at = 0
    for piece in written:
        if not data.startswith(piece, at):
            return False
        at += len(piece)
    return at == len(data)


def _slim(entry: Entry) -> dict[str, Any]:
    """Leave out what is empty, except what every entry has."""
    values = {name: getattr(entry, name) for name in Entry.__slots__} | {"sources": dict(entry.sources)}
    return {name: value for name, value in values.items() if value or name in {"sha256", "content"}}
