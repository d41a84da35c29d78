#!/usr/bin/env bash
# ROUND(x, 2) of a score that ends in half a hundredth: HyperFormula 3.5.0 (npm) and formulas 1.3.4 (PyPI) round 0.285 to 0.28
# and 1.005 to 1, but 2.675 to 2.68 and 86.285 to 86.29. pycel, xlcalculator and LibreOffice Calc give 0.29 and 1.01, as Excel
# does. So neither "half up" nor "as the binary number lies": 2.675 lies below its half as 1.005 does, and is rounded up.
# Source: ECMA-376 part 1, 18.17.7 (ROUND: half away from zero), computed by Excel on the decimal digits that it shows.
# Why it matters to an office: an averaged score is compared at two decimals; who recomputes the sheet with these engines finds
# another score for one unit and the same for its neighbour, and a tie or an order hangs on it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install formulas==1.3.4 openpyxl==3.1.5 2>/dev/null
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" hyperformula@3.5.0 >/dev/null 2>&1
cat > round.js <<'JS'
const { HyperFormula } = require("hyperformula");
const cells = [["=ROUND(0.285,2)", "=ROUND(1.005,2)", "=ROUND(2.675,2)", "=ROUND(86.285,2)"]];
const sheet = HyperFormula.buildFromArray(cells, { licenseKey: "gpl-v3" });
console.log([0, 1, 2, 3].map((col) => sheet.getCellValue({ sheet: 0, row: 0, col })).join(" "));
JS
first=$(node round.js)
second=$("$work/venv/bin/python" - 2>/dev/null <<'PY'
import formulas

scores = ("0.285", "1.005", "2.675", "86.285")
found = [formulas.Parser().ast(f"=ROUND({score},2)")[1].compile()() for score in scores]
print(*[f"{float(value):g}" for value in found])
PY
)
echo "0.285 1.005 2.675 86.285 by HyperFormula: $first"
echo "0.285 1.005 2.675 86.285 by formulas:     $second"
[ "$first" = "0.28 1 2.68 86.29" ] && [ "$second" = "0.28 1 2.68 86.29" ]
