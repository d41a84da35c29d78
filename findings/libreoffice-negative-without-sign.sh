#!/usr/bin/env bash
# LibreOffice Calc shows a negative number without its sign under a number format of two sections whose first carries a
# condition and whose second carries none, such as [>=1000]0.0,"千";0 (thousands above a thousand, plain below). The second
# section is "everything else", so -5 belongs to it; Calc takes it for the section of negative numbers and drops the minus.
# The file is valid, the stored value is -5, and nothing but the picture on the screen and in print is wrong. With three
# sections ([>=1000]…;[>=100]…;0) the sign is there.
# Seen with LibreOffice 7.4.7.2 (Debian 12) on files written by XlsxWriter 3.2.0; the format language is that of
# ECMA-376 part 1, 18.8.31 (numFmts).
# Why it matters to an office: a loss is printed as a profit. Whoever checks amounts by eye against a paper signs the
# wrong sign; a reader has to work out what is shown and hold it against what is stored.
set -euo pipefail
command -v soffice >/dev/null || { echo "LibreOffice Calc is not installed: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install XlsxWriter==3.2.0 2>/dev/null
cd "$work"
"$work/venv/bin/python" - <<'PY'
import xlsxwriter

book = xlsxwriter.Workbook("in.xlsx")
page = book.add_worksheet()
for row, (number, code) in enumerate([(-5, '[>=1000]0.0,"k";0'), (-5, '[>=1000]0.0,"k";[>=100]0;0'), (-5, "0")]):
    page.write_number(row, 0, number, book.add_format({"num_format": code}))
book.close()
PY
csv="csv:Text - txt - csv (StarCalc):44,34,76"
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$csv" --outdir "$work" in.xlsx >/dev/null 2>&1
echo "-5 is shown, line by line, under two sections, three sections, and a plain 0:"
cat in.csv
[ "$(tr '\n' ' ' < in.csv)" = "5 -5 -5 " ]
