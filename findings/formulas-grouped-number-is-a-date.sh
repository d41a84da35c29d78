#!/usr/bin/env bash
# formulas 1.3.4: VALUE() takes a number with its groups for a date: VALUE("1,234") is 85469, the serial of 1 January 2134, and
# VALUE("85%") is an error. LibreOffice Calc gives 1234 and 0.85.
# Source: ECMA-376 part 1, 18.17.7 (VALUE: a text in any constant number, date or time format that the program knows); the
# package reads whatever Python's float() refuses with a lenient date parser.
# Why it matters to an office: applicants type sums as text with commas, and a sheet turns them into numbers with VALUE();
# recomputed with this package, 1,234 (万元) is a plausible sum of 85,469 and no error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install formulas==1.3.4 2>/dev/null
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import formulas

found = [formulas.Parser().ast(f'=VALUE("{text}")')[1].compile()() for text in ("1,234", "1234")]
print("1,234 and 1234 are:", *[f"{float(value):g}" for value in found])
raise SystemExit([float(value) for value in found] != [85469, 1234])
PY
