#!/usr/bin/env bash
# HyperFormula 3.5.0: TEXT() writes a share a hundred times too small and a sum without its grouping: TEXT(0.925,"0.0%") gives
# "0.9%", TEXT(1234.5,"#,##0.00") gives "1235,##0.00". Neither is an error value, so nothing tells that the text is wrong.
# LibreOffice Calc, pycel and formulas give "92.5%" and "1,234.50" for the same two cells.
# Source: ECMA-376 part 1, 18.17.7 (TEXT) and 18.8.31 (a % multiplies by a hundred, a comma between digits groups).
# Why it matters to an office: sentences such as 得票率 are put together with TEXT() in a workbook, and an intranet page that
# computes it with this engine prints 0.9% where the count was 92.5%.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" hyperformula@3.5.0 >/dev/null 2>&1
cat > text.js <<'JS'
const { HyperFormula } = require("hyperformula");
const cells = [['=TEXT(0.925,"0.0%")', '=TEXT(1234.5,"#,##0.00")']];
const sheet = HyperFormula.buildFromArray(cells, { licenseKey: "gpl-v3" });
const shown = [0, 1].map((col) => sheet.getCellValue({ sheet: 0, row: 0, col }));
cells[0].forEach((formula, col) => console.log(formula, "gives", shown[col]));
process.exit(shown.join(" ") === "0.9% 1235,##0.00" ? 0 : 1);
JS
node text.js
