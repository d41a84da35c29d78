"""Papers as PDF/A-2b for the archive: the same paper gives the same bytes, and what a PDF says of itself.

LibreOffice writes the hour of the conversion into a PDF and derives its identifiers from it; here the paper's own day
stands there. PDF/A-1 is not offered: LibreOffice 7.4 leaves out the list of characters that it asks for of some
fonts (CharSet, ISO 19005-1, 6.3.5), and writes PDF/A together with PDF/UA with properties that PDF/A does not know.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from toolchain.engine.value_objects import Value
from toolchain.typesetting.preview import ARCHIVAL, preview

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_FONT = re.compile(rb"/BaseFont/[A-Z]{6}\+([^/\s<>\[\]()]+)")
_INFO_DAY = re.compile(rb"(/(?:CreationDate|ModDate)\(D:)\d{14}")
_XMP_DAY = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_IDENTITY = re.compile(rb"(/ID \[ <)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}(> \]\s*/DocChecksum /)[0-9A-F]{32}")
_PROFILE = re.compile(rb"<</N 3/Length (\d+) 0 R/Filter/FlateDecode>>\s*stream\n")
_PLACE = re.compile(rb"(\d{10})( \d{5} n)")
_START = re.compile(rb"startxref\s+(\d+)")
_DATED = 24
"""Where the day stands in the header of a colour profile (ICC.1, 7.2.8): six numbers of two bytes."""
_SHORTEST = "%04d"
_TIMEOUT = 900
_FLAVOUR = "2b"
_VALIDATOR = "verapdf"


class Conversion(Value):
    """What a conversion gave.

    Attributes:
        files: the PDF of each paper that could be converted, by its place among the papers.
        message: why there are none, empty where there are.
    """

    files: Mapping[int, bytes]
    message: str = ""


def archival_pdf(papers: Sequence[tuple[bytes, date]]) -> Conversion:
    """Turn papers into PDF/A-2b.

    Args:
        papers: bytes of each .docx, and the day that its PDF is to bear.
    """
    with tempfile.TemporaryDirectory() as scratch:
        sources = [Path(scratch) / f"{_SHORTEST % place}.docx" for place in range(len(papers))]
        for source, (data, _) in zip(sources, papers, strict=True):
            source.write_bytes(data)
        made = preview(sources, Path(scratch) / "pdf", options=ARCHIVAL)
        found = {int(path.stem): settled(path.read_bytes(), papers[int(path.stem)][1]) for path in made.files}
    return Conversion(found, "" if found else made.message)


def settled(data: bytes, day: date) -> bytes:
    """Put the paper's own day, and identifiers of its content, where LibreOffice wrote the hour of the conversion."""
    data = _INFO_DAY.sub(rb"\g<1>%b" % f"{day:%Y%m%d}000000".encode(), data)
    data = _XMP_DAY.sub(rb"\g<1>%b" % f"{day.isoformat()}T00:00:00".encode(), data)
    data = _with_profile_of(data, day)
    identity = sha256(_IDENTITY.sub(b"", data)).hexdigest()[:32].upper().encode()
    return _IDENTITY.sub(rb"\g<1>%b\g<2>%b\g<3>%b" % (identity, identity, identity), data)


def _with_profile_of(data: bytes, day: date) -> bytes:
    """Put a day into the header of the colour profile, which is compressed, and its new length behind it."""
    found = _PROFILE.search(data)
    if found is None:
        return data
    start, end = found.end(), found.end() + int(_object(data, found[1])[0])
    profile = zlib.decompress(data[start:end])
    packed = zlib.compress(profile[:_DATED] + struct.pack(">6H", *day.timetuple()[:6]) + profile[_DATED + 12 :], 9)
    data = _spliced(data, start, end, packed)
    _, start, end = _object(data, found[1])
    return _spliced(data, start, end, str(len(packed)).encode())


def _object(data: bytes, number: bytes) -> tuple[bytes, int, int]:
    """Give the value of an object that is a number, and where it stands."""
    found = re.search(rb"\n%b 0 obj\s+(\d+)\s+endobj" % number, data)
    if found is None:
        raise ValueError(f"PDF: object {number.decode()} is no number")
    return found[1], found.start(1), found.end(1)


def _spliced(data: bytes, start: int, end: int, piece: bytes) -> bytes:
    """Put other bytes in place of some, and correct the table of places for what stands behind them."""
    shift = len(piece) - (end - start)
    data = data[:start] + piece + data[end:]
    tail = _START.search(data)
    if not shift or tail is None:
        return data
    table = int(tail[1]) + shift
    moved = _PLACE.sub(
        lambda entry: b"%010d%b" % (int(entry[1]) + (shift if int(entry[1]) >= end else 0), entry[2]), data[table:]
    )
    return data[:table] + _START.sub(b"startxref\n%d" % table, moved)


def page_count(data: bytes) -> int:
    """Count the pages of a PDF."""
    return len(_PAGE.findall(data))


def embedded_fonts(files: Sequence[bytes]) -> tuple[str, ...]:
    """Name the fonts that stand in PDF files."""
    return tuple(sorted({found.decode("ascii", "replace") for data in files for found in _FONT.findall(data)}))


def not_conforming(folder: Path) -> tuple[Path, ...] | None:
    """Let veraPDF judge every PDF below a folder, and give those that are not PDF/A-2b; None where it is not installed.

    Raises:
        subprocess.SubprocessError: it does not finish.
    """
    program = shutil.which(_VALIDATOR)
    if program is None:
        return None
    command = [program, "--flavour", _FLAVOUR, "--format", "text", "--recurse", str(folder)]
    done = subprocess.run(  # noqa: S603 - the program was found on the path, the folder is ours
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_TIMEOUT, check=False
    )
    passed = {line.removeprefix("PASS ") for line in done.stdout.splitlines() if line.startswith("PASS ")}
    told = {Path(line.removesuffix(f" {_FLAVOUR}")) for line in passed}
    return tuple(path for path in sorted(folder.rglob("*.pdf")) if path not in told)
