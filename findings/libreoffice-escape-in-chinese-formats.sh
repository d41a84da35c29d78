#!/usr/bin/env bash
# Chinese editions of spreadsheet programs write "ten thousand" formats as 0!.0,"万元": the exclamation mark escapes the
# point, so that a last digit set apart and a comma that divides by a thousand give tenths of ten thousand. LibreOffice Calc
# reads the mark as a character to show and the point as a real decimal point: 93456 appears as 9.3万元 where the format
# comes from, and as 93!.5万元 here, ten times as large.
# Seen with LibreOffice 7.4.7.2 (Debian 12), in a Chinese profile, on files written by XlsxWriter 3.2.0. The spelling is
# what zh-CN and ja-JP editions store for an escaped character; \. in its place is shown as meant.
# Why it matters to an office: one and the same file shows two amounts on two desks. Only the stored value can be compared.
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
for row, code in enumerate(['0!.0,"万元"', '0\\.0,"万元"']):
    page.write_number(row, 0, 93456, book.add_format({"num_format": code}))
book.close()
PY
csv="csv:Text - txt - csv (StarCalc):44,34,76"
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$csv" --outdir "$work" in.xlsx >/dev/null 2>&1
echo '93456 is shown under 0!.0,"万元" and under 0\.0,"万元" as:'
cat in.csv
[ "$(tr '\n' ' ' < in.csv)" = '93!.5万元 9.3万元 ' ]
