"""Which papers of a cycle were ever issued, their originals as they lie in the outbox, and what became of them since.

The manifest and the ledger say what was issued, whatever the facts give today: a paper that was recalled, corrected or
whose facts are others now is listed all the same, with its state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from toolchain.cycle.outcome import CycleOutcome
from toolchain.documents.declaration import Document
from toolchain.engine.value_objects import Value
from toolchain.outbox.ledger import Ledger
from toolchain.outbox.manifest import Entry, Manifest
from toolchain.outbox.paths import WITHDRAWN
from toolchain.outbox.publication_plan import CORRECTION
from toolchain.results.common_tables import events_of_papers
from toolchain.stages.judgement import Stage
from toolchain.typesetting.docx_archive import unpack
from toolchain.typesetting.docx_parts import TEMPLATE_DAY, Properties, properties_of, signed_by
from toolchain.typesetting.template_fault import TemplateFault

GONE = "原件已不在 outbox，只留题录"
CHANGED_BY_HAND = "与账本登记的原件不同（被手工改动过），归档的是现在的文件"
UNKNOWN = "不是本系统产出的原件"
NO_LONGER_GIVEN = "现有事实不再产生这份文书"
OTHER_FACTS = "现有事实与印发时不同"
CANCELLED = "印发登记后来取消"


class IssuedPaper(Value):
    """One issued paper.

    Attributes:
        path: where it lies, below the cycle's folder.
        data: its bytes; None for an original that is lost.
        issuer: the organ that signs it (责任者).
        number: 发文字号, empty where it has none.
        title: 题名, as the paper prints it; in square brackets what was added to tell it from others.
        dated: 成文日期, None for papers without one.
        filed_on: the day by which it is filed: its own, else the one that its file bears.
        about: whom it is about, empty for several or nobody.
        state: what became of it since, empty where nothing did.
        damaged: its bytes are not those on record.
    """

    path: str
    data: bytes | None
    issuer: str
    number: str
    title: str
    dated: date | None
    filed_on: date
    about: str = ""
    state: str = ""
    damaged: bool = False

    @property
    def year(self) -> int:
        """Give the year in which it is filed."""
        return self.filed_on.year

    @property
    def matter(self) -> tuple[str, str]:
        """Name what it belongs to (事由): the stage; after the award the laureate or the incident."""
        folder = self.path.partition("/")[0]
        return folder, self.about if folder == Stage.AFTERLIFE else ""

    @property
    def document(self) -> int:
        """Give the number of the document, which stands before its name."""
        return _number(self.path)


def unpublished(cycle: CycleOutcome, folder: str, manifest: Manifest) -> tuple[str, ...]:
    """List the papers that are registered as issued and that the outbox does not know as such yet."""
    issued = {path for path, entry in manifest.below(folder).items() if entry.issued}
    papers = (paper.path for paper in cycle.papers if paper.document.issue.issued)
    return tuple(path for path in papers if f"{folder}/{path}" not in issued)


def issued_papers(cycle: CycleOutcome, outbox: Path, folder: str, manifest: Manifest) -> tuple[IssuedPaper, ...]:
    """Give every paper of a cycle that is on record as issued, by path.

    Args:
        cycle: what the cycle's record leads to now.
        outbox: where the results lie.
        folder: the cycle's folder in it.
        manifest: of the outbox.
    """
    composed = {paper.path: paper.document for paper in (*cycle.papers, *cycle.withheld)}
    events = () if cycle.judgement is None else cycle.judgement.events.papers
    since = events_of_papers(events)
    below = manifest.below(folder)
    corrected = {entry.stands_by for entry in below.values() if entry.kind == CORRECTION}
    found = []
    for full, entry in sorted(below.items()):
        path = full.removeprefix(f"{folder}/")
        if not entry.issued or entry.kind or not path.endswith(".docx"):
            continue
        data = _bytes(outbox / full) or _withdrawn(outbox, manifest, entry.sha256)
        told = since.get((_number(path), entry.about), "")
        state = (*_state(entry, data, path in composed, full in corrected and not told), told.removeprefix("，"))
        whole = data is not None and sha256(data).hexdigest() == entry.sha256
        found.append(_paper(path, data, entry.about, composed.get(path), state=state, damaged=not whole))
    return tuple(found)


def withdrawn_originals(outbox: Path, folder: str, manifest: Manifest, ledger: Ledger) -> Mapping[str, bytes]:
    """Give the files that were on record as issued once and were withdrawn since: path below 撤下 → bytes."""
    below = f"{WITHDRAWN}/{folder}/"
    issued = {digest for line in ledger.lines for _, digest, marked in line.files.values() if marked and digest}
    standing = {entry.sha256 for entry in manifest.below(folder).values() if entry.issued}
    wanted = {
        path: digest
        for path, digest in manifest.withdrawn.items()
        if path.startswith(below) and digest in issued - standing
    }
    found = ((path, _bytes(outbox / path)) for path in sorted(wanted))
    return {path.removeprefix(below): data for path, data in found if data is not None}


def _state(entry: Entry, data: bytes | None, given: bool, corrected: bool) -> Iterator[str]:
    """Say what is to be known of a paper beside the events on record."""
    if data is None:
        yield GONE
    elif not entry.sha256:
        yield UNKNOWN
    elif sha256(data).hexdigest() != entry.sha256:
        yield CHANGED_BY_HAND
    if entry.held:
        yield f"暂停：{entry.held}"
    elif not given and not entry.content:
        yield NO_LONGER_GIVEN
    elif corrected:
        yield OTHER_FACTS


def _paper(
    path: str, data: bytes | None, about: str, document: Document | None, *, state: Collection[str], damaged: bool
) -> IssuedPaper:
    """Read what the list of files says: from the original itself, then from what the facts give."""
    named, issuer = Properties(), ""
    try:
        parts = {} if data is None else unpack(data, path)
        named, issuer = properties_of(parts), signed_by(parts)
    except (TemplateFault, KeyError, SyntaxError):
        state = (*state, "文件不能读取")
    day = None if named.day in {None, TEMPLATE_DAY} else named.day
    dated = document.issue.dated if document is not None and (day is None or not document.needs_date) else day
    subject = "" if document is None else document.subject_name
    stem = path.rpartition("/")[2].removesuffix(".docx")
    if document is None:
        subject = "-".join(stem.split("-")[2:])
    return IssuedPaper(
        path=path,
        data=data,
        issuer=issuer or named.author or (document.office.office if document is not None else ""),
        number=named.number or (document.issue.number or "" if document is not None else ""),
        title=_told_apart(named.title or stem, subject),
        dated=dated,
        filed_on=dated or day or TEMPLATE_DAY,
        about=about,
        state="；".join(filter(None, state)),
        damaged=damaged,
    )


def _told_apart(title: str, subject: str) -> str:
    """Add in square brackets whom a paper is about, where its title does not say so (DA/T 22)."""
    return f"{title}[{subject}]" if subject and subject not in title else title


def _number(path: str) -> int:
    number = path.rpartition("/")[2].partition("-")[0]
    return int(number) if number.isdecimal() else 0


def _withdrawn(outbox: Path, manifest: Manifest, digest: str) -> bytes | None:
    """Find a lost original among the files that were withdrawn."""
    places = (path for path, kept in sorted(manifest.withdrawn.items()) if digest and kept == digest)
    return next((data for path in places if (data := _bytes(outbox / path)) is not None), None)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
