"""What is published, what became of it, and what it was made from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from sys import intern

from toolchain.engine.temporary_store import Held, bytes_of, digest_of
from toolchain.engine.value_objects import Value

FORM = "模板"
"""Sources whose name starts with this are the form of a paper; all others are facts."""
REGISTERED = "“发文登记”"
"""The source that says how a paper is registered: number, day, signer, whether it is issued."""

_PRINTED = re.compile("(?:核对码|数据摘要)：([0-9a-f]{32})".encode())
"""How a paper prints, or printed once, the digest of the workbooks that it rests on (its first half)."""
_MENTIONED = re.compile("(?:核对码|数据摘要)：[0-9a-f]+".encode())
"""The same where it is cut, as in the description of a table below it."""

_MOST_UNPACKED = 256_000_000
_LARGE = 1_000_000


class Word(StrEnum):
    """What happened to one file."""

    NEW = "新建"
    UPDATED = "更新"
    SAME = "未变"
    HELD = "暂停"
    EDITED = "已被手改，未覆盖"
    ISSUED = "已印发，未变更"
    WITHDRAWN = "不再需要"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and digests in their order; thousands of files have the same names, whose text is held once."""

    names: tuple[str, ...]
    digests: tuple[str, ...]

    @classmethod
    def of(cls, found: Mapping[str, str]) -> Pairs:
        """Take them from a mapping."""
        return cls(tuple(map(intern, found)), tuple(found.values()))

    def __len__(self) -> int:
        """Count them."""
        return len(self.names)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give one after the other."""
        return zip(self.names, self.digests, strict=True)


Sources = tuple[tuple[str, str], ...] | Pairs
"""What a file was made from, name and digest of each."""


@dataclass(frozen=True)
class Output:
    """A file to publish.

    Attributes:
        path: below the cycle's folder, ``/`` between folders.
        held: its bytes.
        sources: what it was made from, name → digest (cells, parameter files; templates by a name that starts so).
        issued: on record as 已印发: an original that is out is never replaced in place, though this be a draft.
        draft: a 送审稿: its number or date is not registered, so it cannot be the paper that was issued.
        says: its content where that is known already.
        about: whom it is about (统一社会信用代码, 专家编号 …), empty for everybody.
        waits: what it may lack, and what that waits for; a version on record that lacks nothing stays.
        official: it is not laid at all while it may lack something.
        settled: the event by which people took note that the paper that is out says otherwise; it stays, no alarm.
        form: the template of a paper that is issued, to be kept with it.
    """

    path: str
    held: Held
    sources: Sources = ()
    issued: bool = False
    draft: bool = False
    says: str = ""
    about: str = ""
    waits: str = ""
    official: bool = False
    settled: str = ""
    form: Held | None = None

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return bytes_of(self.held)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return digest_of(self.held)

    @cached_property
    def content(self) -> str:
        """Digest of what the bytes say, see :func:`content_of`."""
        return self.says or content_of(self.data)


@dataclass(frozen=True, slots=True)
class Change:
    """The word for one file, its reason, and where the new version lies when it was laid beside."""

    path: str
    word: Word
    reason: str = ""
    beside: str = ""


class Input(Value):
    """A workbook that was used.

    Attributes:
        name: path below the inbox.
        held: its bytes.
        folder: the folder of the outbox its cycle goes to.
        identity: which one thing it is (kind and subject), whatever its file is called; empty when unknown.
    """

    name: str
    held: Held
    folder: str
    identity: str = ""

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return bytes_of(self.held)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return digest_of(self.held)


class Vanished(Value):
    """A workbook that an earlier run used and the inbox no longer holds."""

    folder: str
    name: str
    digest: str


class Publication(Value):
    """What a run did to the outbox.

    Attributes:
        changes: per folder, one change per file.
        vanished: workbooks used before and no longer there.
        notes: what else people should know, one sentence each (a recovered run, a repaired ledger).
        head: the hash of the ledger's last entry.
        written: how many files were written or removed.
        following: what publishing the same again would do to the outbox as it is now; None when that is not known.
        seen: for such a foresight, by path the digests that it rests on, None for files that are not there.
    """

    changes: Mapping[str, tuple[Change, ...]]
    vanished: tuple[Vanished, ...] = ()
    notes: tuple[str, ...] = ()
    head: str = ""
    written: int = 0
    following: Publication | None = field(default=None, compare=False, repr=False)
    seen: Mapping[str, str | None] | None = field(default=None, compare=False, repr=False)

    def of(self, folder: str) -> Sequence[Change]:
        """List the changes of one folder."""
        return self.changes.get(folder, ())


@dataclass(frozen=True)
class Maker:
    """Which program made an output: version and digest of the code, dependencies, parameter files."""

    version: str = ""
    code: str = ""
    python: str = ""
    dependencies: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)


def content_of(data: bytes) -> str:
    """Give the digest of what a file says: of its unpacked parts for docx and xlsx, of its bytes for others.

    Another version of the compressor packs the same parts into other bytes; that is no change.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                return digest_of(data)
            found = [(part.filename, _digest_of_part(package, part)) for part in parts]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return digest_of(data)
    return content_of_parts(found)


def facts_of(data: bytes) -> str:
    """Give the same digest as :func:`content_of` without the 核对码 that a paper prints.

    A workbook that was saved again without a change has other bytes; what a paper says of facts is the same.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_UNPACKED:
                return content_of(data)
            parts = {part.filename: package.read(part) for part in package.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return content_of(data)
    return content_of_parts((name, digest_of(_MENTIONED.sub(b"", part))) for name, part in parts.items())


def printed_digests(data: bytes) -> frozenset[str]:
    """Give the 核对码 that a paper prints; none where it prints none or is no .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            part = package.getinfo("word/document.xml")
            body = package.read(part) if part.file_size < _MOST_UNPACKED else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError, ValueError, OSError):
        return frozenset()
    return frozenset(found.decode() for found in _PRINTED.findall(body))


def content_of_parts(parts: Iterable[tuple[str, str]]) -> str:
    """Give the digest of what a docx or xlsx says, by the names and SHA-256 of its parts."""
    lines = sorted(f"{name}\0{digest}" for name, digest in parts)
    return digest_of("\n".join(lines).encode("utf-8", "surrogatepass"))


def _digest_of_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """SHA-256 of an unpacked part; a large one is never held whole."""
    if part.file_size < _LARGE:
        return digest_of(package.read(part))
    found = sha256()
    with package.open(part) as stream:
        while block := stream.read(_LARGE):
            found.update(block)
    return found.hexdigest()
