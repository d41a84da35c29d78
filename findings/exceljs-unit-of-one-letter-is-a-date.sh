#!/usr/bin/env bash
# ExcelJS 4.4.0 reads a number as a date where its format has the letter d, h, m, s or y behind a backslash, which is how a
# format writes a unit of one letter: 1200 under #,##0\ \m (metres) comes back as the Date 1903-04-14. The same unit in
# quotation marks, #,##0" m", leaves a number.
# Source: ECMA-376 part 1, 18.8.31: a backslash shows the character behind it as it is; Excel itself writes "\m" and "\h".
# Why it matters to an office: floor space, hours of training or kilowatt hours in a form become dates of a century ago, and
# a program that takes only numbers finds the field empty or wrong though everybody sees "1,200 m".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install XlsxWriter==3.2.0 2>/dev/null
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" exceljs@4.4.0 >/dev/null 2>&1
"$work/venv/bin/python" - <<'PY'
import xlsxwriter

book = xlsxwriter.Workbook("in.xlsx")
page = book.add_worksheet()
for row, code in enumerate([r"#,##0\ \m", r"0.0\h", '#,##0" m"']):
    page.write_number(row, 0, 1200, book.add_format({"num_format": code}))
book.close()
PY
cat > read.js <<'JS'
const { Workbook } = require("exceljs");
const book = new Workbook();
book.xlsx.readFile("in.xlsx").then(() => {
    const read = [1, 2, 3].map((row) => book.worksheets[0].getCell(row, 1).value);
    console.log('1200 under #,##0\\ \\m, 0.0\\h and #,##0" m":', ...read.map((value) => JSON.stringify(value)));
    process.exit(read[0] instanceof Date && read[1] instanceof Date && read[2] === 1200 ? 0 : 1);
});
JS
node read.js
