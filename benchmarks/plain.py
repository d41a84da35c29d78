"""The straightforward way to the same files: workbooks by openpyxl, every document by a new DocxTemplate.

What the rules decide is handed over ready, so that only reading and writing are compared; that favours this script.
Result tables and blanks are written with their texts, numbers, bold headers and column widths, without the drop-downs,
cell helps, protection and charts that the program's have; overview, manifest, ledger and archive are left out.
"""

from __future__ import annotations

import pickle
import sys
import warnings
from pathlib import Path

import openpyxl
from docxtpl import DocxTemplate
from openpyxl.styles import Font

from benchmarks.setting import ROOT
from toolchain.typesetting.compiled_part import environment


def main(folder: Path, contents: Path) -> None:
    """Read everything, then fill and save everything."""
    for path in sorted((ROOT / "inbox").rglob("*.xlsx")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                _ = [cell.value for cell in row]
    with contents.open("rb") as stream:
        papers, tables = pickle.load(stream)  # noqa: S301 - written by the benchmark a moment ago
    for template, name, context in papers:
        made = DocxTemplate(template)
        made.render(context, jinja_env=environment(), autoescape=True)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        made.save(target)
    for name, sheets in tables:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _table(sheets).save(target)


def _table(sheets: list[tuple[str, list[float], list[list[object]]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    bold = Font(bold=True)
    for title, widths, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        for place, width in enumerate(widths, 1):
            page.column_dimensions[openpyxl.utils.get_column_letter(place)].width = width
        for cell in next(page.iter_rows(max_row=1), ()):
            cell.font = bold
    return book


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
