#!/usr/bin/env bash
# xlsx-populate 1.21.0: opening a workbook and saving it, with no cell touched, turns every text that looks like a number
# in its shortest form into a number: "11.1" becomes 11.1, "453000" becomes 453000. "11.10" and "007" stay texts, so half of
# a column of clause numbers or postcodes changes its type and half does not. No option, warning or error.
# Source: the XML parser of the package turns text nodes into numbers where that loses nothing, shared strings included.
# Seen on a file written by XlsxWriter 3.2.0; both packages from their registries.
# Why it matters to an office: clause 11.1 and clause 11.10 are compared as a number and a text from then on, and a code
# of digits is no longer the text it was; a reader that takes only texts refuses a file that nobody has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install XlsxWriter==3.2.0 2>/dev/null
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" xlsx-populate@1.21.0 >/dev/null 2>&1
"$work/venv/bin/python" - <<'PY'
import xlsxwriter

book = xlsxwriter.Workbook("in.xlsx")
page = book.add_worksheet()
for row, text in enumerate(["11.1", "11.10", "453000", "007"]):
    page.write_string(row, 0, text)
book.close()
PY
node -e 'require("xlsx-populate").fromFileAsync("in.xlsx").then((book) => book.toFileAsync("out.xlsx"))'
"$work/venv/bin/python" - <<'PY'
import re
import zipfile


def kinds(name: str) -> list[str]:
    sheet = zipfile.ZipFile(name).read("xl/worksheets/sheet1.xml").decode()
    return ["text" if 't="s"' in tag else "number" for tag in re.findall(r"<c [^>]*>", sheet)]


before, after = kinds("in.xlsx"), kinds("out.xlsx")
print("11.1, 11.10, 453000, 007 before:", *before)
print("11.1, 11.10, 453000, 007 after: ", *after)
raise SystemExit(before != ["text"] * 4 or after != ["number", "text", "number", "text"])
PY
