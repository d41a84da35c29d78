#!/usr/bin/env bash
# pandas 3.0.6 reading .ods (engine odf) refuses the whole workbook for one cell with a duration of a day or more, 30:00:00
# (training hours, a sum of meeting times): ValueError, hour must be in 0..23. 20:00:00 passes, but as a time of day, so that a
# sum of hours changes its kind as it grows. The engine calamine reads both, the longer one as the text PT30H00M00S.
# Source: OpenDocument 1.3 part 3, office:value-type: a value of type time is a duration (PT30H00M00S), not a time of day;
# the package parses the text shown as a date with a time.
# Why it matters to an office: LibreOffice and WPS save such forms; one applicant's total of hours keeps every sheet of the
# file from being read, with a message that names neither sheet nor cell.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install pandas==3.0.6 odfpy==1.4.1 python-calamine==0.9.1 2>/dev/null
cd "$work"
"$work/venv/bin/python" - <<'PY'
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P


def written(hours: int) -> str:
    book, table, row = OpenDocumentSpreadsheet(), Table(name="a"), TableRow()
    cell = TableCell(valuetype="time", timevalue=f"PT{hours}H00M00S")
    cell.addElement(P(text=f"{hours}:00:00"))
    row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(f"{hours}.ods")
    return f"{hours}.ods"


def read(name: str, engine: str) -> str:
    try:
        return type(pandas.read_excel(name, engine=engine, header=None).iat[0, 0]).__name__
    except ValueError as error:
        print(name, error)
        return "ValueError"


files = [written(20), written(30)]
found = [read(name, engine) for engine in ("odf", "calamine") for name in files]
print("20 and 30 hours by odf:", *found[:2], "by calamine:", *found[2:])
raise SystemExit(found[:2] != ["time", "ValueError"] or "ValueError" in found[2:])
PY
