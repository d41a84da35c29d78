#!/usr/bin/env bash
# LibreOffice Calc does not multiply by a hundred under a per-cent format that also names a currency with its language,
# [$¥-804]0.0%: the stored 0.5 appears as ¥0.5%. The same format with a plain sign, "¥"0.0%, shows ¥50.0%, as the sign % asks for.
# Seen with LibreOffice 7.4.7.2 (Debian 12) on files written by XlsxWriter 3.2.0; ECMA-376 part 1, 18.8.31: a % in a
# format code multiplies the number by 100.
# Why it matters to an office: a share is shown a hundred times too small, with its per-cent sign, and nothing hints at it.
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
for row, code in enumerate(["[$¥-804]0.0%", '"¥"0.0%']):
    page.write_number(row, 0, 0.5, book.add_format({"num_format": code}))
book.close()
PY
csv="csv:Text - txt - csv (StarCalc):44,34,76"
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$csv" --outdir "$work" in.xlsx >/dev/null 2>&1
echo '0.5 is shown under [$¥-804]0.0% and under "¥"0.0% as:'
cat in.csv
[ "$(tr '\n' ' ' < in.csv)" = '¥0.5% ¥50.0% ' ]
