"""Remakes the pictures of README and handbook from the example: ``python -m tests.people.pictures``.

Needs LibreOffice, pdftoppm and Chromium; everything shown is made by the project itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tests.addresses import at
from toolchain.cycle.build_plan import build_outputs
from toolchain.cycle.example import FOLDER
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile, scan_inbox

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "图"
MOST_BYTES = 150_000

PAPERS = {
    "空白表": ("01-申报启动/空白表/申报书.xlsx", 2, 680),
    "授奖公告": ("08-审定/23-授奖公告.docx", 1, 842),
    "排名": ("05-评审/评分汇总与排名.xlsx", 1, 400),
}
"""Title → file, page, rows of the picture."""

FAULTS = {"统一社会信用代码": "91410702MA40HT313B", "成立日期": "二〇一〇年春", "从事非盈利性业务": None}
"""Cells of an application that are filled wrongly for the picture of a returned workbook."""


def main() -> None:
    """Make every picture anew."""
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
    found = list(scan_inbox(toolbox.project.inbox))
    made = _made(found, toolbox)
    name = next(item.name for item in found if item.name.startswith("申报书-01"))
    wrong = _made(
        [ScannedFile(item.name, _spoilt(item.data) if item.name == name else item.data) for item in found], toolbox
    )
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for title, (path, page, rows) in PAPERS.items():
            _picture(made[path], Path(path).suffix, (title, page, rows), work)
        _picture(wrong[f"退回/{Path(name).stem}.xlsx"], ".xlsx", ("退回的表格", 2, 480), work)
        _shot(made["总览.html"], "总览", work)


def _made(found: list[ScannedFile], toolbox: Resources) -> dict[str, bytes]:
    intake = receive(iter(found))
    return {
        item.path: item.data
        for item in build_outputs(judge_all(intake, toolbox).cycles[0], intake, toolbox, lambda _: None)
    }


def _spoilt(data: bytes) -> bytes:
    book = load_workbook(BytesIO(data))
    for cell, value in FAULTS.items():
        at(book["基本情况"], cell).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _picture(data: bytes, ending: str, view: tuple[str, int, int], work: Path) -> None:
    title, page, rows = view
    source = work / f"{title}{ending}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{work}/profile"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(source))
    where = ("-f", str(page), "-l", str(page), "-x", "0", "-y", "0", "-W", "900", "-H", str(rows))
    _run("pdftoppm", "-r", "72", *where, "-singlefile", "-png", str(work / f"{title}.pdf"), str(work / title))
    _keep(work / f"{title}.png")


def _shot(data: bytes, title: str, work: Path) -> None:
    source, picture = work / "page.html", work / f"{title}.png"
    source.write_bytes(data)
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    size, profile = "--window-size=1000,900", f"--user-data-dir={work}/browser"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size, profile)
    _run(browser, *options, f"--screenshot={picture}", source.as_uri())
    _keep(picture)


def _keep(picture: Path) -> None:
    size = picture.stat().st_size
    if size > MOST_BYTES:
        sys.exit(f"{picture.name}: {size} bytes, more than {MOST_BYTES}")
    shutil.copyfile(picture, TARGET / picture.name)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180)


if __name__ == "__main__":
    main()
