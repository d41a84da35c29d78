#!/usr/bin/env bash
# excel4node 1.8.2 and write-excel-file 4.1.1: a Date at midnight in China (what new Date(2025, 6, 14) gives there, and what
# SheetJS reads from a date cell) is stored as 45851.666…, which is 2025-07-13 16:00: the day before, with a time of day.
# In London or with TZ=UTC, as on most build servers, the same program stores 45852, so its tests never see it.
# Source: both turn the Date into a serial by its world time; a serial in a workbook has no zone and means local time.
# Why it matters to an office: every date of a form comes back one day early, shown as a plain date; whoever cuts off the
# time of day, as the obvious remedy is, keeps the wrong day, and a deadline or a period of years turns on it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" excel4node@1.8.2 write-excel-file@4.1.1 >/dev/null 2>&1
cat > write.js <<'JS'
const day = new Date(2025, 6, 14);
const [, , zone] = process.argv;
const { Workbook } = require("excel4node");
const book = new Workbook();
book.addWorksheet("a").cell(1, 1).date(day);
const other = require("write-excel-file/node");
const write = other.default || other;
book.write(`excel4node-${zone}.xlsx`, async () => {
  const made = write([[{ value: day, type: Date, format: "yyyy/mm/dd" }]]);
  await (made.toFile ? made.toFile(`other-${zone}.xlsx`) : made);
});
JS
TZ=Asia/Shanghai node write.js china
TZ=UTC node write.js utc
python3 - <<'PY'
import re
import zipfile

found = {}
for name in ("excel4node-china", "excel4node-utc", "other-china", "other-utc"):
    sheet = zipfile.ZipFile(f"{name}.xlsx").read("xl/worksheets/sheet1.xml").decode()
    found[name] = float(re.search(r"<v>([\d.]+)</v>", sheet)[1])
    print(name, found[name])
early, right = 45851 + 2 / 3, 45852
seen = all(abs(found[f"{library}-china"] - early) < 1e-6 for library in ("excel4node", "other"))
raise SystemExit(not (seen and found["excel4node-utc"] == found["other-utc"] == right))
PY
