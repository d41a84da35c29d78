"""What a publication would do to one folder: a word and a reason for each file, nothing done yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolchain.engine.temporary_store import digest_of
from toolchain.engine.value_objects import Value
from toolchain.outbox.held_outputs import Keeping, dealt_with, waiting
from toolchain.outbox.manifest import Entry
from toolchain.outbox.output import FORM, REGISTERED, Change, Output, Word, content_of, facts_of
from toolchain.outbox.paths import WITHDRAWN, check
from toolchain.outbox.transaction import FileOperation

Digest = Callable[[str], str | None]
Read = Callable[[str], bytes | None]

NEW_VERSION, CORRECTION = "新稿", "更正稿"
_MOST_REASONS = 4
_CELL = " › "
"""Stands in a source that names its cell."""


class FolderState(Value):
    """What is known of a folder before the publication.

    Attributes:
        entries: full path → entry of the manifest.
        digest: SHA-256 of what stands at a path now.
        read: the bytes that stand at a path now.
        made_by: the key of the program that runs.
        moved: the workbooks that are others than last time, as people are told.
        dismissed: the folder as a whole is to go, issued papers too.
        holds: decisions that wait, and papers that are dealt with; what rests on them stays.
    """

    entries: Mapping[str, Entry]
    digest: Digest
    read: Read
    made_by: str = ""
    moved: tuple[str, ...] = ()
    dismissed: bool = False
    holds: Sequence[Keeping] = ()


@dataclass
class FolderPlan:
    """What is to be done: grows file by file while one folder is planned."""

    folder: str
    changes: list[Change] = field(default_factory=list)
    deeds: list[FileOperation] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)

    def say(self, path: str, word: Word, reason: str = "", beside: str = "") -> None:
        """Keep the word for one file; people read paths below the folder."""
        cut = len(self.folder) + 1
        self.changes.append(Change(path[cut:], word, reason, beside[cut:]))


def plan(folder: str, outputs: Sequence[Output], known: FolderState) -> FolderPlan:
    """Judge every output of a folder, then every file that is there and no longer wanted.

    Raises:
        OutboxFault: an output's path leads out of the folder.
    """
    made = FolderPlan(folder)
    for output in outputs:
        _judge(made, check(f"{folder}/{output.path}"), output, known)
    for path, entry in sorted(known.entries.items()):
        if path not in made.entries:
            _leave(made, path, entry, known)
    return made


def _judge(made: FolderPlan, path: str, output: Output, known: FolderState) -> None:
    entry, present = known.entries.get(path), known.digest(path)
    fresh = Entry(
        output.digest,
        output.content,
        output.sources,
        known.made_by,
        issued=output.issued and not output.draft,
        draft=output.draft,
        about=output.about,
        partial=bool(output.waits),
    )
    same = present is not None and (present == output.digest or _says_the_same(path, output, entry, known))
    if output.waits and not same and _waits(made, path, output, known):
        return
    if present is None:
        if entry is not None and _frozen(entry, output) and entry.sha256 != output.digest:
            reason = f"印发的原件已不在，现有事实与印发时不同：{_reason(entry, output, known)}"
            _beside(made, path, output, known, CORRECTION, Word.ISSUED, reason)
            made.entries[path] = replace(entry, content=output.content, issued=True)
            return
        made.deeds.append(FileOperation(path, output.held, None))
        made.entries[path] = fresh
        made.say(path, Word.NEW, "上次产出的文件已不在，重新生成" if entry else "")
    elif same:
        partial = bool(output.waits) and (entry is None or entry.partial)
        made.entries[path] = replace(_same(fresh, entry, present), partial=partial)
        made.say(path, Word.SAME)
    elif entry is None or present != entry.sha256:
        _keep_edited(made, path, output, known)
    elif _frozen(entry, output) and _same_facts(entry, output):
        made.entries[path] = replace(entry, content=output.content, issued=True, edited=False)
        made.say(path, Word.SAME, "已印发；模板或程序有变，事实未变，原件照旧")
    elif _frozen(entry, output) and _same_words(path, output, known):
        made.entries[path] = replace(entry, content=output.content, issued=True, edited=False)
        made.say(path, Word.SAME, "已印发；所据的表格另存过，事实未变，原件照旧")
    elif _frozen(entry, output) and output.settled:
        made.entries[path] = replace(entry, content=output.content, issued=True, edited=False)
        made.say(path, Word.SAME, f"已印发；更正已登记（变更事项{output.settled}），原件照旧")
    elif _frozen(entry, output):
        reason = f"现有事实与印发时不同：{_reason(entry, output, known)}；请核对，需要更正的用更正稿"
        _beside(made, path, output, known, CORRECTION, Word.ISSUED, reason)
        made.entries[path] = replace(entry, content=output.content, issued=True, edited=False)
    else:
        kept = f"；印发的原件存入{_withdraw(made, path, present, known)}" if entry.issued else ""
        made.deeds.append(FileOperation(path, output.held, present))
        made.entries[path] = fresh
        made.say(path, Word.UPDATED, _reason(entry, output, known) + kept)


def _keep_edited(made: FolderPlan, path: str, output: Output, known: FolderState) -> None:
    """Leave what a person changed, or what nobody knows of, and lay the new version beside."""
    entry = known.entries.get(path)
    if output.issued and (entry is None or not entry.sha256):
        reason = "清单里没有这份文件，它与现有事实不同；请核对，需要更正的用更正稿"
        _beside(made, path, output, known, CORRECTION, Word.ISSUED, reason)
        made.entries[path] = Entry("", output.content, output.sources, known.made_by, issued=True, edited=True)
        return
    reason = (
        "新稿放在旁边" if entry is None or not output.issued else "已印发的文书被手工改动过，按现有事实的稿件放在旁边"
    )
    _beside(made, path, output, known, NEW_VERSION, Word.EDITED, reason)
    kept = entry or Entry("", output.content, output.sources, known.made_by)
    made.entries[path] = replace(kept, content=output.content, issued=kept.issued or output.issued, edited=True)


def _frozen(entry: Entry, output: Output) -> bool:
    """Tell whether a file may be the very paper that was issued.

    A draft never is, its number is missing; nor is one that changes by nothing but its being registered.
    """
    return output.issued and (entry.issued or not (entry.draft or _only_registered(entry, output)))


def _only_registered(entry: Entry, output: Output) -> bool:
    """Tell whether what a paper rests on is the same but for its row of 发文登记."""
    was, now = dict(entry.sources), dict(output.sources)
    return {name for name in was | now if was.get(name) != now.get(name)} == {REGISTERED}


def _same_facts(entry: Entry, output: Output) -> bool:
    """Tell whether a paper differs in its form alone: template or program, no fact."""
    before = {name: digest for name, digest in dict(entry.sources).items() if not name.startswith(FORM)}
    return bool(before) and before == {name: digest for name, digest in output.sources if not name.startswith(FORM)}


def _same_words(path: str, output: Output, known: FolderState) -> bool:
    """Tell whether a paper says the same of facts and only prints the digest of other workbooks."""
    data = known.read(path)
    return data is not None and facts_of(data) == facts_of(output.data)


def _says_the_same(path: str, output: Output, entry: Entry | None, known: FolderState) -> bool:
    """Tell whether our own file at this place says what the output says, packed into other bytes."""
    if not output.data.startswith(b"PK"):
        return False
    data = known.read(path)
    ours = data is not None and (entry is None or digest_of(data) == entry.sha256)
    return ours and data is not None and content_of(data) == output.content


def _same(fresh: Entry, entry: Entry | None, present: str) -> Entry:
    """Keep who made a file that did not change."""
    if entry is None or entry.sha256 != present:
        return replace(fresh, sha256=present)
    return replace(fresh, sha256=present, made_by=entry.made_by)


def _beside(
    made: FolderPlan, path: str, output: Output, known: FolderState, kind: str, word: Word, reason: str
) -> None:
    """Lay the output beside a file that it may not replace, under the first name that is free or ours."""
    place = next(name for name in _names(path, kind) if _free(name, path, output, known, made))
    present = known.digest(place)
    if present != output.digest:
        made.deeds.append(FileOperation(place, output.held, present))
    made.entries[place] = Entry(output.digest, output.content, output.sources, known.made_by, stands_by=path, kind=kind)
    made.say(path, word, reason, place)


def _names(path: str, kind: str) -> Iterator[str]:
    stem, dot, ending = path.rpartition(".")
    yield f"{stem}.{kind}{dot}{ending}"
    number = 2
    while True:
        yield f"{stem}.{kind}{number}{dot}{ending}"
        number += 1


def _free(name: str, path: str, output: Output, known: FolderState, made: FolderPlan) -> bool:
    if name in made.entries:
        return False
    entry, present = known.entries.get(name), known.digest(name)
    ours = entry is not None and entry.stands_by == path and present == entry.sha256
    return present is None or ours or present == output.digest


def _leave(made: FolderPlan, path: str, entry: Entry, known: FolderState) -> None:
    """Decide about a file that the facts no longer give."""
    present = known.digest(path)
    told = "" if entry.kind or known.dismissed else waiting(known.holds, path[len(made.folder) + 1 :], entry.about)
    if told and present is not None and entry.sha256:
        _hold(made, path, replace(entry, edited=present != entry.sha256), told)
    elif entry.issued and not known.dismissed:
        whole = present == entry.sha256 or not entry.sha256
        made.entries[path] = replace(entry, content="", edited=present not in {None, entry.sha256})
        if whole and (event := dealt_with(known.holds, path[len(made.folder) + 1 :], entry.about)):
            made.say(path, Word.SAME, f"已印发；{event}，原件保留原处")
            return
        state = "" if whole else "，而且原件" + ("已不在" if present is None else "被手工改动过")
        way = "；已作处理的，在《变更事项》的“文书事项”登记撤回文书、更正或者换发"
        made.say(path, Word.ISSUED, f"已印发，但现有事实不再产生这份文书{state}；保留原处，请核对{way}")
    elif present is None or not entry.sha256:
        return
    elif present == entry.sha256:
        place = _withdraw(made, path, present, known)
        made.deeds.append(FileOperation(path, None, present))
        cause = f"，{entry.kind}已无须保留" if entry.stands_by else ""
        made.say(path, Word.WITHDRAWN, f"移入{place}{cause}")
    else:
        made.say(path, Word.EDITED, "已不需要，但被手工修改过，保留原处")
        made.entries[path] = replace(entry, content="", edited=True)


def _waits(made: FolderPlan, path: str, output: Output, known: FolderState) -> bool:
    """Leave a complete version of what may not be complete now; a document without one is not laid yet."""
    entry, present = known.entries.get(path), known.digest(path)
    if entry is not None and entry.sha256 and not entry.partial and present is not None:
        _hold(made, path, replace(entry, edited=present != entry.sha256), output.waits)
    elif output.official and present is None:
        made.say(path, Word.HELD, f"{output.waits}；还没有产出")
    else:
        return False
    return True


def _hold(made: FolderPlan, path: str, entry: Entry, told: str) -> None:
    """Leave the last good version as it is: what it rests on waits for a cell to be mended."""
    made.entries[path] = replace(entry, held=told)
    made.say(path, Word.HELD, f"{told}；保留上次的版本" + ("（被手工修改过）" if entry.edited else ""))


def _withdraw(made: FolderPlan, path: str, present: str, known: FolderState) -> str:
    """Copy a file to where withdrawn ones lie; nothing there is overwritten, and equal copies are kept once."""
    stem, dot, ending = path.rpartition(".")
    number, name = 1, f"{WITHDRAWN}/{path}"
    while (there := made.withdrawn.get(name) or known.digest(name)) not in {None, present}:
        number += 1
        name = f"{WITHDRAWN}/{stem}（{number}）{dot}{ending}"
    if there is None:
        made.deeds.append(FileOperation(name, known.read(path), None))
    made.withdrawn[name] = present
    return name


def _reason(entry: Entry, output: Output, known: FolderState) -> str:
    """Name what a file was made from and is another now."""
    before, now = dict(entry.sources), dict(output.sources)
    named = [
        *(f"{name}有变" if name in before else f"新增{name}" for name in now if before.get(name) != now[name]),
        *(f"少了{name}" for name in before if name not in now),
    ]
    facts = [name for name in named if not name.startswith(FORM)]
    if not named:
        program = ["程序、参数或依赖版本有变"] if entry.made_by != known.made_by else []
        return _listed([*known.moved, *program] or ["内容有变"])
    if facts and known.moved and not any(_CELL in name for name in facts):
        return f"{_listed(named)}；因{_listed(known.moved)}"
    return _listed(named)


def _listed(named: Sequence[str]) -> str:
    more = f"等{len(named)}项" if len(named) > _MOST_REASONS else ""
    return "、".join(named[:_MOST_REASONS]) + more
