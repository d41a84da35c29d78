"""Recomputing what was published from the workbooks kept, by today's program and, for issued papers, their own form.

A paper that is issued may say what today's workbooks no longer give, in words of a template that has changed since:
the workbooks of the day on which it was laid and its template are kept, and give it once more. Where even the program
has changed since, that is said; manifest and ledger alone speak for such a paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from toolchain.engine.temporary_store import digest_of
from toolchain.engine.value_objects import Value
from toolchain.outbox import durable_files
from toolchain.outbox.examination import Discrepancy, Kind, Recomputed, Recount, Replay
from toolchain.outbox.held_outputs import waiting
from toolchain.outbox.ledger import Ledger
from toolchain.outbox.manifest import Entry, Manifest
from toolchain.outbox.output import FORM, Output, content_of, facts_of
from toolchain.outbox.paths import archived, form_kept

Books = tuple[tuple[str, str], ...]
"""Name in the inbox and digest of each workbook."""

Again = Callable[[str, Books], Recomputed | None]
"""Recompute a folder from kept workbooks."""


_OTHER = "由以前的程序做成，现在的程序重算不同；请先运行 make cycle 再核对"


class _Verdict(Value):
    """What is known of one file: a word of what is wrong, or how it is proven."""

    wrong: str | None = None
    earlier: bool = False
    recorded: bool = False


def recompute(outbox: Path, manifest: Manifest, ledger: Ledger, replay: Replay) -> Recount:
    """Recompute every folder that stands on workbooks and compare it with what lies there.

    Raises:
        OSError: a file cannot be read.
    """
    found: list[Discrepancy] = []
    proven: dict[str, _Verdict] = {}

    @cache
    def again(folder: str, books: Books) -> Recomputed | None:
        data = {name: durable_files.bytes_of(outbox / archived(digest)) for name, digest in books}
        whole = {name: item for name, item in data.items() if item is not None}
        return replay(folder, whole)

    for folder, named in sorted(manifest.inputs.items()):
        if not _whole(outbox, named.items()):
            found.append(Discrepancy(folder, Kind.BROKEN, "存档不完整，不能重算"))
            continue
        given = again(folder, _books(named, _beside(manifest, folder)))
        if given is None:
            continue
        proven |= dict(_of_folder(outbox, folder, manifest, given))
        for path in [path for path, verdict in proven.items() if _may_be_older(manifest.files.get(path), verdict)]:
            proven[path] = _from_its_day(outbox, path, manifest.files[path], ledger, again, proven[path])
    found += (Discrepancy(path, Kind.DIFFERENT, item.wrong) for path, item in proven.items() if item.wrong is not None)
    sound = {path: item for path, item in proven.items() if item.wrong is None}
    return Recount(
        tuple(found),
        frozenset(path for path, item in sound.items() if not item.earlier and not item.recorded),
        frozenset(path for path, item in sound.items() if item.earlier),
        frozenset(path for path, item in sound.items() if item.recorded),
    )


def _of_folder(outbox: Path, folder: str, manifest: Manifest, given: Recomputed) -> Iterator[tuple[str, _Verdict]]:
    """Compare a folder with what today's workbooks give; what waits for a cell to be mended is left out."""
    entries = {path: entry for path, entry in manifest.below(folder).items() if entry.content or entry.issued}
    again = {f"{folder}/{output.path}": output for output in given.outputs}
    waiting_ones = {path for path, output in again.items() if output.waits}
    for path in sorted(entries.keys() | again.keys()):
        entry = entries.get(path)
        if path in waiting_ones and (entry is None or entry.held):
            continue
        if entry is not None and entry.held and waiting(given.holds, path[len(folder) + 1 :], entry.about):
            continue
        output = again.get(entry.stands_by or path) if entry is not None else again[path]
        if entry is None:
            yield path, _Verdict(wrong="重算多出这个文件")
        elif output is None:
            yield path, _Verdict(wrong="重算不产生这个文件")
        elif (verdict := _compared(outbox, path, entry, output, given)) is not None:
            other = verdict.wrong is not None and entry.made_by != given.made_by
            yield path, replace(verdict, wrong=_OTHER) if other else verdict


def _compared(outbox: Path, path: str, entry: Entry, output: Output, given: Recomputed) -> _Verdict | None:
    """Hold the bytes on the disk and what the manifest says against the recomputation; None for an edited file."""
    if output.content != entry.content:
        return _Verdict(wrong="")
    data = durable_files.bytes_of(outbox / path)
    if data is None or entry.edited:
        return None
    if content_of(data) == output.content or (entry.issued and facts_of(data) == facts_of(output.data)):
        return _Verdict()
    below = path.split("/", 1)[1]
    return _by_form(outbox, below, entry, data, given) or _Verdict(wrong="")


def _may_be_older(entry: Entry | None, verdict: _Verdict) -> bool:
    """Say whether a paper may have been made from other workbooks, which were kept, than today's."""
    return entry is not None and entry.issued and bool(entry.sha256) and not entry.edited and verdict.wrong is not None


def _from_its_day(outbox: Path, path: str, entry: Entry, ledger: Ledger, again: Again, today: _Verdict) -> _Verdict:
    """Recompute an issued paper from the workbooks of the run that laid it."""
    folder, _, below = path.partition("/")
    data = durable_files.bytes_of(outbox / path)
    line = ledger.laid(path, entry.sha256)
    if data is None or digest_of(data) != entry.sha256:
        return today
    books = () if line is None else _books(line.inputs.get(folder, {}), line.inputs.values())
    if not books or not _whole(outbox, books):
        return _Verdict(recorded=True)
    given = again(folder, books)
    if given is None:
        return _Verdict(recorded=True)
    output = next((item for item in given.outputs if item.path == below), None)
    if output is not None and facts_of(data) == facts_of(output.data):
        return _Verdict(earlier=True)
    if (proven := _by_form(outbox, below, entry, data, given)) is not None:
        return proven
    same = entry.made_by == given.made_by and output is not None and _forms(entry) == _forms(output)
    return _Verdict(wrong="按印发时的表格重算也不同") if same else _Verdict(recorded=True)


def _by_form(outbox: Path, below: str, entry: Entry, data: bytes, given: Recomputed) -> _Verdict | None:
    """Say whether an issued paper is what its own template gives; None where no other template was kept for it."""
    if not entry.issued:
        return None
    for form in _templates(entry):
        kept = durable_files.bytes_of(outbox / form_kept(form))
        if kept is not None and digest_of(kept) == form and given.reword(below, kept) == facts_of(data):
            return _Verdict(earlier=True)
    return None


def _forms(made: Entry | Output) -> set[tuple[str, str]]:
    return {(name, digest) for name, digest in made.sources if name.startswith(FORM)}


def _templates(entry: Entry) -> tuple[str, ...]:
    return tuple(digest for name, digest in entry.sources if name.startswith(f"{FORM}“") and digest)


def _whole(outbox: Path, books: Iterable[tuple[str, str]]) -> bool:
    return all(durable_files.digest_at(outbox / archived(digest)) == digest for _, digest in books)


def _books(own: Mapping[str, str], others: Iterable[Mapping[str, str]]) -> Books:
    """Give a folder's workbooks with those of the other cycles that were in the inbox together with them."""
    return tuple(sorted({**{name: digest for named in others for name, digest in named.items()}, **own}.items()))


def _beside(manifest: Manifest, folder: str) -> Iterator[Mapping[str, str]]:
    """Give the workbooks of the other cycles that were in the inbox together with this one's."""
    here = {name for name, named in manifest.inputs.items() if named.keys() - manifest.vanished.get(name, {}).keys()}
    if folder in here:
        yield from (named for name, named in manifest.inputs.items() if name in here and name != folder)
