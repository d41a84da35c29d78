"""The folder of an archive package: papers with their PDF/A, the list of files, what they rest on, a manifest.

A stranger reads it without this program: ``sha256sum -c 校验清单.sha256`` tells whether it is whole. The same outbox
gives the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from toolchain.cycle.archive import file_list
from toolchain.cycle.archive.file_list import ASIDE, LIST, PAPERS, SUMS, Filed, filed
from toolchain.cycle.archive.issued_papers import issued_papers, unpublished, withdrawn_originals
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.pipeline import folder_of
from toolchain.cycle.resources import Resources
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import safe_name
from toolchain.outbox.ledger import Ledger
from toolchain.outbox.paths import LEDGER, MANIFEST, archived
from toolchain.outbox.publication import OutboxState, read_standing
from toolchain.outbox.signatures import note
from toolchain.outbox.write_failure import cause_of
from toolchain.typesetting.archival_pdf import archival_pdf, embedded_fonts, not_conforming, page_count

GROUNDS, EARLIER, RESULTS, BOOKS, GUIDE = "依据表格", "先前版本", "结果表格", "账本", "说明.txt"
_LONGEST_NAME = 200


class ArchiveFault(Exception):  # noqa: N818 - it says what stands in the way, for people
    """A package cannot be made; the message says why and what to do."""


class Packed(Value):
    """A package that was laid.

    Attributes:
        listed: the papers, in the order of the list.
        aside: how many originals lie there whose registration was cancelled.
        messages: what must be known of it, one sentence each.
        damaged: some originals are lost or were changed by hand.
    """

    listed: tuple[Filed, ...]
    aside: int
    messages: tuple[str, ...]
    damaged: bool


def pack_cycle(toolbox: Resources, outcome: Outcome, name: str, target: Path) -> Packed:
    """Lay the package of a cycle into a new folder, all of it or nothing.

    Raises:
        ArchiveFault: there is no such cycle, nothing is issued, the outbox is behind the inbox or damaged, the folder
            is there already or cannot be written.
    """
    outbox = toolbox.project.outbox
    cycle = next((item for item in outcome.cycles if item.record.cycle == name), None)
    if cycle is None:
        known = "、".join(item.record.cycle for item in outcome.cycles)
        raise ArchiveFault(f"收件箱里没有“{name}”，" + (f"现有{known}" if known else "收件箱是空的"))
    if target.exists():
        raise ArchiveFault(f"{target} 已经存在，归档包不覆盖；请移走它，或者用 --to 另选文件夹")
    unfinished = target.with_name(f".{target.name}.未完成")
    try:
        standing = _sound(outbox)
        listed = filed(issued_papers(cycle, outbox, folder_of(cycle), standing.manifest))
        _check(cycle, standing, listed)
        shutil.rmtree(unfinished, ignore_errors=True)
        packed = _lay(toolbox, cycle, standing, listed, unfinished)
        unfinished.replace(target)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise ArchiveFault(f"{error.filename or target}：{cause_of(error)}。没有做成归档包，排除后重新运行") from error
    return packed


def _sound(outbox: Path) -> OutboxState:
    """Read what the outbox says of itself.

    Raises:
        ArchiveFault: manifest or ledger do not hold together.
    """
    standing = read_standing(outbox)
    if standing.notes:
        raise ArchiveFault(f"{standing.notes[0]}请先运行 make verify 看清楚，再运行 make cycle")
    return standing


def _check(cycle: CycleOutcome, standing: OutboxState, listed: Sequence[Filed]) -> None:
    """Make sure that there is something to pack, and that the outbox knows of it.

    Raises:
        ArchiveFault: it is not so.
    """
    behind = unpublished(cycle, folder_of(cycle), standing.manifest)
    if behind:
        told = f"发文登记里有{len(behind)}份已印发的文书在 outbox 里还没有（如 {behind[0]}）"
        raise ArchiveFault(f"{told}，请先运行 make cycle")
    if not listed:
        raise ArchiveFault(f"{cycle.record.cycle}还没有登记为已印发的文书，没有可以归档的")


def _lay(
    toolbox: Resources, cycle: CycleOutcome, standing: OutboxState, listed: Sequence[Filed], folder: Path
) -> Packed:
    outbox, within, name = toolbox.project.outbox, folder_of(cycle), cycle.record.cycle
    if cycle.judgement is not None:
        toolbox = toolbox.under(cycle.judgement.rules)
    say = toolbox.items.say
    aside = withdrawn_originals(outbox, within, standing.manifest, standing.ledger)
    for path, data in aside.items():
        _put(folder / ASIDE / path, data)
    listed, messages = _papers(listed, folder)
    missing = [path for path, data in _grounds(outbox, within, standing.ledger) if not _laid(folder, path, data)]
    if missing:
        messages.append(f"存档里缺少{len(missing)}份依据表格（如 {missing[0]}），请运行 make verify 核对")
    for source in sorted((outbox / within).rglob("*.xlsx")):
        inside = source.relative_to(outbox / within)
        if not {"空白表", "退回"} & set(inside.parts):
            _put(folder / RESULTS / inside, source.read_bytes())
    for place in (MANIFEST, LEDGER):
        _put(folder / BOOKS / Path(place).name.lstrip("_"), (outbox / place).read_bytes())
    if (noted := note(outbox)) is not None:
        _put(folder / BOOKS / noted[0], noted[1])
    _put(folder / f"{LIST}.xlsx", file_list.workbook(name, listed, aside, say))
    _put(folder / f"{LIST}.docx", file_list.page(name, listed))
    _put(folder / GUIDE, _guide(name, listed, messages))
    _sums(folder)
    damaged = [item for item in listed if item.paper.damaged]
    told = [f"{item.paper.year}年度第{item.place}件：{item.paper.state}。" for item in damaged]
    return Packed(tuple(listed), len(aside), (*messages, *told), bool(damaged))


def _papers(listed: Sequence[Filed], folder: Path) -> tuple[list[Filed], list[str]]:
    """Lay the originals byte for byte with their PDF/A, and say what must be known about these."""
    kept = [item for item in listed if item.paper.data is not None]
    for item in kept:
        _put(folder / f"{item.stem}.docx", item.paper.data or b"")
    made = archival_pdf([(item.paper.data or b"", item.paper.filed_on) for item in kept])
    pages = {}
    for place, data in made.files.items():
        _put(folder / f"{kept[place].stem}.pdf", data)
        pages[kept[place].paper.path] = page_count(data)
    told = [*_conversion(made.message, len(kept), list(made.files.values())), *_conformance(folder, len(pages))]
    return [replace(item, pages=pages.get(item.paper.path, 0)) for item in listed], told


def _conversion(message: str, papers: int, files: Sequence[bytes]) -> Iterator[str]:
    """Say what the conversion lacks, and which fonts stand in the PDF files."""
    if message:
        yield f"{message}：包里没有 PDF/A，目录的页数空着；排除后移走这个包，重新运行。"
        return
    if len(files) < papers:
        yield f"有{papers - len(files)}份没有转成 PDF/A，目录里页数空着的就是。"
    yield f"PDF/A 里嵌入的字体：{'、'.join(embedded_fonts(files))}；与印发时所用字体不同的，以 Word 原件和纸质件为准。"


def _conformance(folder: Path, made: int) -> Iterator[str]:
    """Say what the validator found."""
    if not made:
        return
    try:
        wrong = not_conforming(folder / PAPERS)
    except subprocess.SubprocessError:
        yield "veraPDF 没有完成核验，PDF/A-2b 未经独立软件核验。"
        return
    if wrong is None:
        yield "没有安装 veraPDF，PDF/A-2b 未经独立软件核验。"
    elif wrong:
        yield f"veraPDF 核验：{len(wrong)}份不符合 PDF/A-2b（如 {wrong[0].name}）。"
    else:
        yield f"veraPDF 核验：{made}份全部符合 PDF/A-2b。"


def _grounds(outbox: Path, folder: str, ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Give every workbook that the cycle's papers ever rested on, from the archive; bytes that are gone are empty.

    The current ones have their names; earlier versions lie in a folder named by the line of the ledger that first used
    them.
    """
    current: Mapping[str, str] = ledger.inputs.get(folder, {})
    seen = set(current.values())
    for name, digest in sorted(current.items()):
        yield f"{GROUNDS}/{_path(name)}", _archived(outbox, digest)
    for line in ledger.lines:
        for name, digest in sorted(line.inputs.get(folder, {}).items()):
            if digest not in seen:
                seen.add(digest)
                yield f"{GROUNDS}/{EARLIER}/{line.number:03d}/{_path(name)}", _archived(outbox, digest)


def _path(name: str) -> str:
    """Give the place of a workbook below its folder under names that every file system takes."""
    *folders, last = name.split("/")
    stem, dot, ending = last.rpartition(".")
    return "/".join([*(safe_name(part, _LONGEST_NAME) for part in folders), f"{safe_name(stem)}{dot}{ending}"])


def _archived(outbox: Path, digest: str) -> bytes:
    place = outbox / archived(digest)
    return place.read_bytes() if place.is_file() else b""


def _laid(folder: Path, path: str, data: bytes) -> bool:
    """Lay a workbook beside others whose names came out the same; say whether there is one."""
    place = folder / path
    if data and place.exists():
        place = place.with_stem(f"{place.stem}（{hashlib.sha256(data).hexdigest()[:8]}）")
    if data:
        _put(place, data)
    return bool(data)


def _put(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _guide(name: str, listed: Sequence[Filed], messages: Sequence[str]) -> bytes:
    """Say what lies in the package and how a stranger verifies it."""
    years = dict.fromkeys(item.paper.year for item in listed)
    counted = "，".join(f"{year}年度{sum(item.paper.year == year for item in listed)}件" for year in years)
    lines = (
        f"{name}归档包",
        "",
        f"{PAPERS}：已印发的文书（{counted}），按年度分文件夹，文件名前是件号。",
        "  .docx 是印发的原件，一个字节不改；.pdf 是由它转成的 PDF/A-2b。",
        f"{LIST}：表格和 Word 页各一份。同一年度内按事由和时间排列；备注写印发以后的更正、换发、撤回、暂停等情况。",
        f"{ASIDE}：曾经登记为已印发、登记后来取消的文书（没有的没有这个文件夹）。",
        f"{GROUNDS}：这些文书所依据的表格；“{EARLIER}”里是以前用过的版本，数字是账本的行号。",
        f"{RESULTS}：归档时的结果表格。",
        f"{BOOKS}：outbox 的清单和账本。账本每行带有上一行的摘要，不能改动其中一行而不被发现。",
        "",
        "核对是否完整、有没有被改动：",
        f"  Linux、macOS：在本文件夹运行 sha256sum -c {SUMS}（macOS 是 shasum -a 256 -c {SUMS}）",
        f"  Windows：在 PowerShell 中逐个运行 Get-FileHash 文件名，与 {SUMS} 中的一行比较",
        "核对 PDF/A：verapdf --flavour 2b --recurse 文书",
        "",
        "含有银行账号、联系方式等不公开的内容，按档案管理规定保管。",
        *(["", *messages] if messages else []),
    )
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _sums(folder: Path) -> None:
    """Write the digest of every file, in the form that sha256sum checks."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = ((hashlib.sha256(path.read_bytes()).hexdigest(), path.relative_to(folder).as_posix()) for path in files)
    (folder / SUMS).write_text("".join(f"{digest}  {name}\n" for digest, name in sums), encoding="utf-8", newline="\n")
