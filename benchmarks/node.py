"""Engines of the Node world, where node is there: they fill the same text into templates in their own marks."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from toolchain.documents.approval import Announcement, Certificate
from toolchain.documents.declaration import Document

PACKAGES = ("docxtemplater@3", "pizzip@3", "easy-template-x@6", "carbone@3")
SCRIPT = Path(__file__).with_name("engines.cjs")
NAMES = ("docxtemplater", "easy-template-x", "carbone")
_ROW = re.compile(r"<w:tr[ >](?:(?!</w:tr>).)*</w:tr>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


@dataclass
class Engine:
    """One engine: runs in a process of its own, which times itself without its start."""

    name: str
    job: Path
    taken: list[float]

    def work(self) -> None:
        """Let it make its documents and keep the time of one."""
        command = ["node", str(SCRIPT), self.name, str(self.job)]
        made = subprocess.run(command, check=True, capture_output=True, cwd=_folder(), timeout=300)  # noqa: S603 - our own script
        self.taken.append(json.loads(made.stdout)["seconds"])

    def seconds(self) -> float:
        """Give the median time of one document; the first run only warms up."""
        ordered = sorted(self.taken[1:])
        return ordered[len(ordered) // 2]


@cache
def _folder() -> Path | None:
    """Install the engines into a scratch folder; None where node, npm or the packages cannot be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="engines-"))
    command = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        str(folder),
        *PACKAGES,
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=240)  # noqa: S603 - our own script
    except (subprocess.SubprocessError, OSError):
        return None
    return folder


def why_not() -> str:
    """Say why no engine of the Node world was measured; empty where they were."""
    if shutil.which("node") is None:
        return "没有 node，未与 docxtemplater、easy-template-x、carbone 比较。"
    return "" if _folder() else "npm 装不上这几个组件，未与 docxtemplater、easy-template-x、carbone 比较。"


def engines(wanted: bytes, document: Document) -> dict[str, Engine]:
    """Prepare the engines that can be had, and check that each one's text is the one wanted."""
    folder = _folder()
    if folder is None:
        return {}
    found = {}
    for name in NAMES:
        job = folder / f"{name}-{type(document).__name__}-{len(wanted)}"
        job.mkdir()
        template, data = _template(wanted, document, name)
        (job / "template.docx").write_bytes(template)
        (job / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (job / "count").write_text("20" if len(wanted) < 20_000 else "5", encoding="utf-8")  # noqa: PLR2004 - a long one
        engine = Engine(name, job, [])
        try:
            engine.work()
        except (subprocess.SubprocessError, OSError, ValueError):
            continue
        if _body(job.joinpath("made.docx").read_bytes()) == _body(wanted):
            engine.taken.clear()
            found[name] = engine
    return found


def _body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(_TEXT.findall(package.read("word/document.xml").decode())).replace(" ", "")


def _template(wanted: bytes, document: Document, engine: str) -> tuple[bytes, dict[str, object]]:
    """Turn a finished document back into a template of another engine."""
    with zipfile.ZipFile(io.BytesIO(wanted)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    data: dict[str, object] = {}
    if isinstance(document, Certificate):
        award = document.award
        fields = {"name": document.subject_name, "number": award.certificate, "year": str(award.year)}
        for key, value in fields.items():
            body = body.replace(escape(value), _mark(engine, key))
        data = dict(fields)
    elif isinstance(document, Announcement):
        body, rows = _rows(body, engine)
        data = {"rows": rows}
    parts["word/document.xml"] = body.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue(), data


def _mark(engine: str, key: str) -> str:
    return f"{{d.{key}}}" if engine == "carbone" else f"{{{key}}}"


def _rows(body: str, engine: str) -> tuple[str, list[dict[str, str]]]:
    """Put one row with marks in the place of all rows of the list."""
    rows = [found for found in _ROW.finditer(body) if "91410702MA4" in found[0]]
    cells = ("a", "b", "c", "d")
    data = [dict(zip(cells, _TEXT.findall(row[0]), strict=True)) for row in rows]
    row = rows[0][0]
    values = iter(_TEXT.findall(row))
    for key in cells:
        value = next(values)
        mark = f"{{d.rows[i].{key}}}" if engine == "carbone" else f"{{{key}}}"
        if engine != "carbone":
            mark = {"a": "{#rows}", "d": ""}.get(key, "") + mark + ("{/rows}" if key == "d" else "")
        row = row.replace(f">{value}</w:t>", f">{mark}</w:t>", 1)
    if engine == "carbone":
        row += row.replace("[i]", "[i+1]")
    return body[: rows[0].start()] + row + body[rows[-1].end() :], data
