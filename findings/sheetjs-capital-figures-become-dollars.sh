#!/usr/bin/env bash
# SheetJS (npm package xlsx 0.18.5) puts a dollar sign before every number whose format names the language but no currency:
# [DBNum2][$-804]General, which a Chinese Excel gives for 中文大写数字, shows the prize 100000 as $100000, [$-804]0"届" shows
# 12 as $12届. The same formats without [$-804] show no sign. sheet_to_csv and sheet_to_html hand the dollars on.
# Source: ECMA-376 part 1, 18.8.31: [$-804] holds a language alone, the part before the hyphen is the currency and is empty here.
# Why it matters to an office: a sum for a payment request, formatted in the program's own menu, reaches a web page or a CSV in
# another currency, and an ordinal gets one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" xlsx@0.18.5 >/dev/null 2>&1
cat > show.js <<'JS'
const xlsx = require("xlsx");
const formats = ["[DBNum2][$-804]General", '[$-804]0"届"', "[DBNum2]General", '0"届"'];
const sheet = { "!ref": `A1:A${formats.length}` };
formats.forEach((z, row) => { sheet[`A${row + 1}`] = { t: "n", v: z.includes("届") ? 12 : 100000, z }; });
xlsx.writeFile({ SheetNames: ["a"], Sheets: { a: sheet } }, "in.xlsx");
const read = xlsx.readFile("in.xlsx").Sheets.a;
const shown = formats.map((_, row) => read[`A${row + 1}`].w);
formats.forEach((z, row) => console.log(`${z} shows ${shown[row]}`));
process.exit(shown.join(" ") === "$100000 $12届 100000 12届" ? 0 : 1);
JS
node show.js
