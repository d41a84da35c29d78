#!/usr/bin/env bash
# python-stdnum 2.2 (and the npm package stdnum 1.12.0, after the same model) refuse 统一社会信用代码 that begin with a letter, as
# InvalidFormat: those given by the agriculture departments to rural collectives (N), by the army (A) and to others (Y). The
# alphabet and the check character are right; a code of a company passes.
# Source: GB 32100-2015: the first place is the registering department, a digit or a letter; both packages ask for digits in
# the first eight places.
# Why it matters to an office: village collectives and army institutions apply as every organisation may; a form that checks
# with either package tells them that they do not exist.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install python-stdnum==2.2 2>/dev/null
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" stdnum@1.12.0 >/dev/null 2>&1
"$work/venv/bin/python" - <<'PY' > codes.txt
from stdnum.cn import uscc

for start in ("91", "N2", "A1", "Y1"):
    body = start + "410711MF1234561"
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    code = body + alphabet[-total % 31]
    print(code, "yes" if uscc.is_valid(code) else "no")
PY
cat > check.js <<'JS'
const { stdnum } = require("stdnum");
const lines = require("fs").readFileSync("codes.txt", "utf8").trim().split("\n").map((line) => line.split(" "));
const found = lines.map(([code, python]) => [code, python, stdnum.CN.uscc.validate(code).isValid ? "yes" : "no"]);
found.forEach(([code, python, node]) => console.log(code, "python-stdnum:", python, "stdnum:", node));
const verdicts = found.map(([, python, node]) => `${python}/${node}`).join(" ");
process.exit(verdicts === "yes/yes no/no no/no no/no" ? 0 : 1);
JS
node check.js
