"""Where a first run of the example spends its time, step by step; a real run does much of it side by side."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
Phases = list[tuple[str, float]]


def measured() -> Phases:
    """Measure in a process of its own, so that imports count."""
    made = subprocess.run([sys.executable, "-m", "benchmarks.phases"], check=True, capture_output=True, cwd=ROOT)
    return [(str(name), float(seconds)) for name, seconds in json.loads(made.stdout)]


def main() -> None:
    """Go through a run and print the seconds of each step."""
    told: Phases = []
    begin = time.perf_counter()

    def done(name: str) -> None:
        nonlocal begin
        told.append((name, time.perf_counter() - begin))
        begin = time.perf_counter()

    from toolchain.cycle import pipeline
    from toolchain.cycle.build_plan import build_steps
    from toolchain.cycle.paths import Project
    from toolchain.cycle.resources import Resources
    from toolchain.typesetting.render import Template
    from toolchain.workbooks.result_table import write_result

    _ = write_result
    done("载入程序")
    with TemporaryDirectory() as folder:
        toolbox = Resources.load(Project(ROOT, ROOT / "inbox", Path(folder)))
        intake = pipeline.receive(pipeline.scan_inbox(ROOT / "inbox"))
        done(f"读{len(intake.filled)}份表格（受限子进程）")
        outcome = pipeline.judge_all(intake, toolbox)
        done("认定，含全部口径的试算")
        papers = [paper.document for item in outcome.cycles for paper in item.papers]
        for document in papers:
            Template.load(toolbox.project.documents / f"{document.template}.docx").check(type(document))
        done("取出编译好的模板")
        for document in papers:
            Template.load(toolbox.project.documents / f"{document.template}.docx").render(document)
        done(f"填{len(papers)}份文书")
        jobs = [job for item in outcome.cycles for _, job in build_steps(item, outcome.intake, toolbox)]
        for job in jobs[len(papers) :]:
            job.make()
        done(f"写{len(jobs) - len(papers)}份结果表、空白表和总览")
        folders = pipeline.produce(outcome, toolbox)
        files = sum(map(len, folders.values()))
        begin = time.perf_counter()
        pipeline.settle(folders, outcome, toolbox)
        done(f"发布{files}个文件（一次事务）")
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
