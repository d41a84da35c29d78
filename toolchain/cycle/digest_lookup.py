"""A number noted outside the outbox: a line of the ledger, or the 数据摘要 on a page or on a paper that was signed.

Who can change everything in the folder can write a ledger that holds together; he cannot change what others noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolchain.cycle.pipeline import folder_of, judge_all
from toolchain.cycle.resources import Resources
from toolchain.documents.data_digest import SignedDocument
from toolchain.engine.temporary_store import digest_of
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.outbox import durable_files, ledger
from toolchain.outbox.ledger import Ledger, Line
from toolchain.outbox.output import printed_digests
from toolchain.outbox.paths import LEDGER, archived


def find(noted: str, toolbox: Resources) -> str:
    """Say where the outbox knows a noted number; empty where it does not.

    Args:
        noted: its first digits, at least sixteen.
        toolbox: the project.

    Raises:
        OSError: a file cannot be read.
    """
    known = ledger.load(durable_files.bytes_of(toolbox.project.outbox / LEDGER) or b"")
    wanted = noted.lower()
    ways = (_of_lines(wanted, known), _of_papers(wanted, known, toolbox), _of_earlier(wanted, known, toolbox))
    return next((said for way in ways for said in way), "")


def _of_lines(noted: str, known: Ledger) -> Iterator[str]:
    for line in known.lines:
        if line.hash.startswith(noted):
            yield f"账本第{line.number}行就是编号{noted}。"
        for folder, digest in line.data_digests.items():
            if digest.startswith(noted):
                yield f"账本第{line.number}行登记的{folder}的表格，数据摘要就是{noted}。"


def _of_papers(noted: str, known: Ledger, toolbox: Resources) -> Iterator[str]:
    """Look for it on the papers that the ledger says are there, withdrawn ones too."""
    for path, (digest, _) in known.files.items():
        data = durable_files.bytes_of(toolbox.project.outbox / path) if path.endswith(".docx") else None
        line = known.laid(path, digest)
        if data is None or line is None or digest_of(data) != digest:
            continue
        if any(printed.startswith(noted[: len(printed)]) for printed in printed_digests(data)):
            yield f"{path}印着数据摘要{noted}，由账本第{line.number}行登记。"


def _of_earlier(noted: str, known: Ledger, toolbox: Resources) -> Iterator[str]:
    """Compose the papers of earlier runs from the workbooks that were kept."""
    seen: list[Mapping[str, Mapping[str, str]]] = []
    for line in reversed(known.lines):
        if line.inputs in seen:
            continue
        seen.append(line.inputs)
        for cycle in judge_all(receive(_kept(line, toolbox)), toolbox).cycles:
            for paper in cycle.papers:
                document = paper.document
                if isinstance(document, SignedDocument) and document.data_digest.startswith(noted):
                    place = f"{folder_of(cycle)}/{paper.path}"
                    yield f"账本第{line.number}行所据的表格给出{place}，印的数据摘要就是{noted}。"


def _kept(line: Line, toolbox: Resources) -> Iterator[ScannedFile]:
    together = {name: digest for named in line.inputs.values() for name, digest in named.items()}
    for name, digest in sorted(together.items()):
        data = durable_files.bytes_of(toolbox.project.outbox / archived(digest))
        if data is not None:
            yield ScannedFile(name, data)
