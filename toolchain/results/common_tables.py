"""What every result workbook begins with: the files, the problems, the papers, the grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolchain.documents.document_file import DocumentFile
from toolchain.inbox.intake import FileState, Intake
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Problem
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.wording import Wording
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet, labelled, tabulate


def file_sheet(intake: Intake, cycle: str | None) -> ResultSheet:
    """List the files of one cycle, or of the whole inbox, each in its one state."""
    entries = [entry for entry in intake.entries if cycle is None or entry.cycle == cycle]
    counts = "，".join(f"{state.value}{sum(e.state is state for e in entries)}个" for state in FileState)
    return tabulate(
        "文件",
        entries,
        ("文件", Kind.TEXT, 48, lambda e: e.name),
        ("表格", lambda e: e.workbook),
        ("届次", lambda e: e.cycle),
        ("状态", Kind.VERDICT, lambda e: e.state.value),
        ("说明", Kind.TEXT, 44, lambda e: e.reason),
        ("SHA-256", Kind.TEXT, 36, lambda e: e.digest),
        note=f"共{len(entries)}个文件：{counts}。",
    )


def problem_sheet(problems: Sequence[Problem], wording: Wording) -> ResultSheet:
    """List problems, worst first: where, what is there and should be, how to mend."""
    ranked = sorted(problems, key=lambda item: item.order)
    return tabulate(
        "问题",
        ranked,
        ("轻重", Kind.VERDICT, lambda item: item.severity.value),
        ("文件", Kind.TEXT, 36, lambda item: item.at.file),
        ("工作表", lambda item: item.at.sheet),
        ("单元格", lambda item: item.at.cell),
        ("问题", Kind.TEXT, 60, wording.message),
        ("怎样改", Kind.TEXT, 50, wording.remedy),
        ("编号", lambda item: item.code),
        note="“需修改”的必须改正；“提示”的请核对；“已记录”的是系统做过的无损整理。" if ranked else "没有问题。",
    )


def events_of_papers(events: Sequence[PaperEvent]) -> Mapping[tuple[int, str], str]:
    """Say for each paper, by number and subject, what became of it: "，" before each event, in the order of days."""
    since: dict[tuple[int, str], str] = {}
    for row in sorted(events, key=lambda item: (item.effective, item.number)):
        key = row.document, row.subject or ""
        since[key] = f"{since.get(key, '')}，{date_text(row.effective)}{row.kind}（{row.number}）"
    return since


def paper_sheet(
    papers: Sequence[DocumentFile], proposed: Mapping[tuple[int, str], str], events: Sequence[PaperEvent] = ()
) -> ResultSheet:
    """List the documents with their registration, the next free 文号 for those without one, and where they lie.

    The state of an issued one tells what became of it since: corrected, issued once more, recalled, delivered.
    """
    since = events_of_papers(events)
    return tabulate(
        "文书",
        papers,
        ("编号", Kind.INTEGER, 7, lambda paper: paper.document.number),
        ("文书名称", Kind.TEXT, 24, lambda paper: paper.document.title),
        ("对象", Kind.TEXT, 28, lambda paper: paper.document.subject_name),
        ("对象代码", Kind.TEXT, 20, lambda paper: paper.document.subject),
        (
            "状态",
            Kind.VERDICT,
            lambda paper: paper.status + since.get((paper.document.number, paper.document.subject), ""),
        ),
        ("发文字号", Kind.TEXT, 22, lambda paper: paper.document.issue.number or ""),
        (
            "下一个文号（供登记参考）",
            Kind.TEXT,
            22,
            lambda paper: proposed.get((paper.document.number, paper.document.subject), ""),
        ),
        ("成文日期", Kind.DATE, lambda paper: paper.document.issue.dated),
        ("签发人", Kind.TEXT, 9, lambda paper: paper.document.issue.signer),
        ("条款", Kind.TEXT, 20, lambda paper: paper.document.rules.said("、".join(paper.document.articles))),
        ("给谁", Kind.TEXT, 12, lambda paper: paper.document.rules.said(paper.document.addressee)),
        ("位置（点击打开）", Kind.LINK, 44, lambda paper: paper.path),
        note="文号、成文日期登记在《收发登记》的“发文登记”中（已预填，填日期即可）；没有登记的为送审稿。下一个文号按已登记的最大号顺推，登记以后才算数。",
    )


def waiting_sheet(waiting: Sequence[tuple[str, str, str]]) -> ResultSheet:
    """List what waits for cells to be mended: stage, whom or which document, and the cells."""
    return ResultSheet(
        title="暂停",
        columns=labelled("阶段", ("对象或文书", Kind.TEXT, 44), ("等待什么", Kind.TEXT, 80)),
        rows=tuple(waiting),
        note="改正这些格子以前，上次的版本原样保留；没有上次版本的，改正后产出。",
    )


def places(cells: Sequence[At]) -> str:
    """Name several cells in one line."""
    return "；".join(str(cell) for cell in cells)


def finding_sheet(
    title: str, who: str, findings: Sequence[Finding], judgement: Judgement, wording: Wording
) -> ResultSheet:
    """List findings: whom (the column is headed ``who``), article, verdict, sentence, reading, cells."""
    return tabulate(
        title,
        findings,
        (who, Kind.TEXT, 34, lambda finding: judgement.name(finding.subject)),
        ("条款", Kind.TEXT, 16, lambda finding: finding.article),
        ("结论", Kind.VERDICT, lambda finding: finding.verdict.value),
        ("认定", Kind.TEXT, 60, wording.sentence),
        ("口径", lambda finding: finding.reading),
        ("依据的单元格", Kind.TEXT, 60, lambda finding: places(finding.cells)),
    )


def basis_sheet(judgement: Judgement, wording: Wording) -> ResultSheet:
    """List every finding that documents rest on, with its cells."""
    return finding_sheet("依据", "对象", judgement.findings, judgement, wording)


def reading_sheet(judgement: Judgement) -> ResultSheet:
    """Say what each other reading would change; readings that change nothing are not listed."""
    return tabulate(
        "其他口径",
        judgement.others,
        ("口径", lambda item: f"口径{item.number}"),
        ("另一解释", Kind.TEXT, 34, lambda item: item.other),
        ("事项", lambda item: item.matter),
        ("结果", Kind.TEXT, 80, lambda item: item.sentence),
        note="" if judgement.others else "按其他口径计算，本届结果不变。",
    )
