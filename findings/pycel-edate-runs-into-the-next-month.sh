#!/usr/bin/env bash
# pycel 1.0b30: EDATE() from a day that the target month does not have runs into the month after: a month from 31 August 2025
# is 1 October, twelve months from 29 February 2024 are 1 March 2025. LibreOffice Calc, formulas and HyperFormula give the last
# day of the month, 30 September and 28 February.
# Source: ECMA-376 part 1, 18.17.7 (EDATE); the package adds the months and lets the surplus days overflow.
# Why it matters to an office: a title is valid for whole years and a ban for whole months from a day; a check of the workbook
# with this package keeps both one day longer than the workbook itself shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install pycel==1.0b30 openpyxl==3.1.5 2>/dev/null
cd "$work"
"$work/venv/bin/python" - <<'PY'
import openpyxl
from pycel import ExcelCompiler

book = openpyxl.Workbook()
page = book.active
page.title = "a"
page["A1"] = "=EDATE(DATE(2025,8,31),1)-DATE(2025,9,30)"
page["A2"] = "=EDATE(DATE(2024,2,29),12)-DATE(2025,2,28)"
book.save("in.xlsx")
computed = ExcelCompiler("in.xlsx")
late = [computed.evaluate(f"a!A{row}") for row in (1, 2)]
print("days after the last day of the month:", *late)
raise SystemExit(late != [1, 1])
PY
