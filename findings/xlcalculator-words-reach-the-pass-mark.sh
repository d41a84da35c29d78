#!/usr/bin/env bash
# xlcalculator 0.5.0: COUNTIF(range,">=60") counts words too: of 90.5, 80, 缺席 and the text 85 all four "reach" 60.
# LibreOffice Calc and pycel count two, the numbers.
# Source: ECMA-376 part 1, 18.17.7 (COUNTIF): a criterion that compares with a number is met by numbers alone; the package
# compares by its general order of types, in which every text is larger than every number.
# Why it matters to an office: 缺席, 回避 or 弃权 stands in a column of scores or votes; who recounts the sheet with this package
# lets the absent pass.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install xlcalculator==0.5.0 numpy==1.26.4 openpyxl==3.1.5 2>/dev/null
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import openpyxl
from xlcalculator import Evaluator, ModelCompiler

book = openpyxl.Workbook()
page = book.active
page.title = "a"
for row, value in enumerate([90.5, 80, "缺席", "85"], 1):
    page.cell(row, 1, value)
page["B1"] = '=COUNTIF(A1:A4,">=60")'
book.save("in.xlsx")
count = int(Evaluator(ModelCompiler().read_and_parse_archive("in.xlsx")).evaluate("a!B1"))
print("90.5, 80, 缺席 and the text 85; counted as >=60:", count)
raise SystemExit(count != 4)
PY
