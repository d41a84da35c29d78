"""``make bench``: measure everything in one run, print it, write docs/速度.md and docs/速度.svg."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import cycles, documents, node, phases, report, reruns, workbooks
from benchmarks.measuring import Line
from benchmarks.setting import ROOT, Setting


def main(words: list[str]) -> None:
    """Measure all parts, or those named; the page is written only when all were measured."""
    parts = {
        "documents": documents.lines,
        "workbooks": workbooks.lines,
        "cycles": cycles.lines,
        "reruns": reruns.lines,
    }
    chosen = [word for word in words if word in parts] or list(parts)
    _tell(report.machine())
    found: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        setting = Setting(Path(folder))
        for name in chosen:
            for line in parts[name](setting):
                found.append(line)
                _tell(
                    f"{line.what} / {line.beside}：{report.shown(line.ours)} 对 {report.shown(line.theirs)}毫秒，{report.ratio(line)} {report.goal(line)}"
                )
    if words and "growth" not in words:
        return
    grown = {}
    for module, what in report.GROWN.items():
        grown[module] = cycles.growth(module)
        for size, seconds, memory in grown[module]:
            _tell(f"{what.title} {size}：{seconds:.2f}秒，{memory / 1_000_000:.0f}兆字节")
        _tell(f"增长指数 {cycles.exponent(grown[module]):.2f}")
    if words:
        return
    notes = [note for note in (node.why_not(),) if note]
    page = "\n".join(report.markdown(found, phases.measured(), grown, notes)) + "\n"
    (ROOT / "docs" / "速度.md").write_text(page, encoding="utf-8", newline="\n")
    (ROOT / "docs" / "速度.svg").write_text(report.picture(found), encoding="utf-8", newline="\n")
    _tell("docs/速度.md 和 docs/速度.svg 已写好。")


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
