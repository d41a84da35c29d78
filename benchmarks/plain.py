"""The straightforward way to the same papers: every workbook by openpyxl, every document by a new DocxTemplate.

What the rules decide is handed over ready, so that only reading and writing are compared; that favours this script.
"""

from __future__ import annotations

import pickle
import sys
import warnings
from pathlib import Path

import openpyxl
from docxtpl import DocxTemplate

from benchmarks.setting import ROOT
from toolchain.typesetting.source import environment


def main(folder: Path, contexts: Path) -> None:
    """Read everything, then fill and save everything."""
    for path in sorted((ROOT / "inbox").rglob("*.xlsx")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                _ = [cell.value for cell in row]
    with contexts.open("rb") as stream:
        papers = pickle.load(stream)  # noqa: S301 - written by the benchmark a moment ago
    for template, name, context in papers:
        made = DocxTemplate(template)
        made.render(context, jinja_env=environment(), autoescape=True)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        made.save(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
