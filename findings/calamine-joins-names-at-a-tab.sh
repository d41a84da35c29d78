#!/usr/bin/env bash
# python-calamine 0.9.1 leaves out a tabulator in a cell of an .ods: the names 王一 and 李二, pasted with a tab between them, are
# read as 王一李二. A line break and several spaces in the same cell are kept; pyexcel-ods3 and LibreOffice keep the tab. In an
# .xlsx calamine keeps it, too.
# Source: OpenDocument 1.3 part 3 (text:tab is a tabulator); pandas and polars read .ods through this package.
# Why it matters to an office: a list of members copied from a Word table into one cell becomes one person with a long name;
# a splitter has nothing left to split at.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install python-calamine==0.9.1 odfpy==1.4.1 pyexcel-ods3==0.6.1 2>/dev/null
cd "$work"
"$work/venv/bin/python" - <<'PY'
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P, S, Tab
from pyexcel_ods3 import get_data
from python_calamine import CalamineWorkbook

book, table, row = OpenDocumentSpreadsheet(), Table(name="a"), TableRow()
for gap in (Tab(), S(c=2)):
    cell, paragraph = TableCell(valuetype="string"), P(text="王一")
    paragraph.addElement(gap)
    paragraph.addText("李二")
    cell.addElement(paragraph)
    row.addElement(cell)
table.addElement(row)
book.spreadsheet.addElement(table)
book.save("in.ods")
calamine = CalamineWorkbook.from_path("in.ods").get_sheet_by_index(0).to_python()[0]
other = get_data("in.ods")["a"][0]
print("with a tab and with two spaces, by calamine:", calamine, "by pyexcel-ods3:", other)
raise SystemExit(calamine != ["王一李二", "王一  李二"] or other != ["王一\t李二", "王一  李二"])
PY
