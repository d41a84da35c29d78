"""Opens every workbook of a folder and saves its values with a library: ``python resave.py LIBRARY FROM TO``."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Pages = Mapping[str, list[list[Any]]]


def _by_openpyxl(source: Path) -> Pages:
    book = load_workbook(source, data_only=True)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets}


def _by_calamine(source: Path) -> Pages:
    book = import_module("python_calamine").CalamineWorkbook.from_path(str(source))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def pandas_with(engine: str) -> Callable[[Path, Path], None]:
    def save(source: Path, target: Path) -> None:
        pandas = import_module("pandas")
        frames = pandas.read_excel(source, sheet_name=None, header=None, dtype=object)
        with pandas.ExcelWriter(target, engine=engine) as writer:
            for name, frame in frames.items():
                frame.to_excel(writer, sheet_name=name, header=False, index=False)

    return save


def pyexcelerate(source: Path, target: Path) -> None:
    book = import_module("pyexcelerate").Workbook()
    for name, rows in _by_openpyxl(source).items():
        book.new_sheet(name, data=[["" if value is None else value for value in row] for row in rows])
    book.save(str(target))


def pylightxl(source: Path, target: Path) -> None:
    library = import_module("pylightxl")
    library.writexl(db=library.readxl(str(source)), fn=str(target))


def tablib(source: Path, target: Path) -> None:
    library = import_module("tablib")
    book = library.Databook()
    for name, rows in _by_openpyxl(source).items():
        page = library.Dataset(title=name)
        for row in rows or [[""]]:
            page.append(["" if value is None else value for value in row])
        book.add_sheet(page)
    target.write_bytes(book.export("xlsx"))


def pyexcel(source: Path, target: Path) -> None:
    library = import_module("pyexcel")
    library.get_book(file_name=str(source)).save_as(str(target))


def calamine_and_xlsxwriter(source: Path, target: Path) -> None:
    book = import_module("xlsxwriter").Workbook(str(target), {"default_date_format": "yyyy-mm-dd"})
    for name, rows in _by_calamine(source).items():
        page = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for number, value in enumerate(row):
                if isinstance(value, (datetime, date)):
                    page.write_datetime(place, number, value)
                elif value != "":
                    page.write(place, number, value)
    book.close()


SAVERS: Mapping[str, Callable[[Path, Path], None]] = {
    "pandas-openpyxl": pandas_with("openpyxl"),
    "pandas-xlsxwriter": pandas_with("xlsxwriter"),
    "pyexcelerate": pyexcelerate,
    "pylightxl": pylightxl,
    "tablib": tablib,
    "pyexcel": pyexcel,
    "calamine-xlsxwriter": calamine_and_xlsxwriter,
}


def main() -> None:
    library, source, target = sys.argv[1:]
    warnings.simplefilter("ignore")
    for path in sorted(Path(source).glob("*.xlsx")):
        SAVERS[library](path, Path(target) / path.name)


if __name__ == "__main__":
    main()
