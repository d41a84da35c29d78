"""What every result workbook begins with: the files, the problems, the papers, the grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolchain.documents.document_file import DocumentFile
from toolchain.engine.lazy_sequence import mapped_lazily
from toolchain.inbox import FileState, Intake
from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.problems import At, Problem
from toolchain.model.sheets.events import PaperEvent
from toolchain.model.wording import Wording
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultColumn, ResultSheet


def labelled(*labels: str | tuple[str, Kind] | tuple[str, Kind, int]) -> tuple[ResultColumn, ...]:
    """Declare columns by label, or by (label, kind, width)."""
    return tuple(ResultColumn(label) if isinstance(label, str) else ResultColumn(*label) for label in labels)


def file_sheet(intake: Intake, cycle: str | None) -> ResultSheet:
    """List the files of one cycle, or of the whole inbox, each in its one state."""
    entries = [entry for entry in intake.entries if cycle is None or entry.cycle == cycle]
    counts = "，".join(f"{state.value}{sum(e.state is state for e in entries)}个" for state in FileState)
    return ResultSheet(
        title="文件",
        columns=labelled(
            ("文件", Kind.TEXT, 48),
            "表格",
            "届次",
            ("状态", Kind.VERDICT),
            ("说明", Kind.TEXT, 44),
            ("SHA-256", Kind.TEXT, 36),
        ),
        rows=mapped_lazily(entries, lambda e: (e.name, e.workbook, e.cycle, e.state.value, e.reason, e.digest)),
        note=f"共{len(entries)}个文件：{counts}。",
    )


def problem_sheet(problems: Sequence[Problem], wording: Wording) -> ResultSheet:
    """List problems, worst first: where, what is there and should be, how to mend."""
    ranked = sorted(problems, key=lambda item: item.order)
    return ResultSheet(
        title="问题",
        columns=labelled(
            ("轻重", Kind.VERDICT),
            ("文件", Kind.TEXT, 36),
            "工作表",
            "单元格",
            ("问题", Kind.TEXT, 60),
            ("怎样改", Kind.TEXT, 50),
            "编号",
        ),
        rows=mapped_lazily(
            ranked,
            lambda item: (
                item.severity.value,
                item.at.file,
                item.at.sheet,
                item.at.cell,
                wording.message(item),
                wording.remedy(item),
                item.code,
            ),
        ),
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
    return ResultSheet(
        title="文书",
        columns=labelled(
            ("编号", Kind.INTEGER, 7),
            ("文书名称", Kind.TEXT, 24),
            ("对象", Kind.TEXT, 28),
            ("对象代码", Kind.TEXT, 20),
            ("状态", Kind.VERDICT),
            ("发文字号", Kind.TEXT, 22),
            ("下一个文号（供登记参考）", Kind.TEXT, 22),
            ("成文日期", Kind.DATE),
            ("签发人", Kind.TEXT, 9),
            ("条款", Kind.TEXT, 20),
            ("给谁", Kind.TEXT, 12),
            ("位置（点击打开）", Kind.LINK, 44),
        ),
        rows=mapped_lazily(
            papers,
            lambda paper: (
                paper.document.number,
                paper.document.title,
                paper.document.subject_name,
                paper.document.subject,
                paper.status + since.get((paper.document.number, paper.document.subject), ""),
                paper.document.issue.number or "",
                proposed.get((paper.document.number, paper.document.subject), ""),
                paper.document.issue.dated,
                paper.document.issue.signer,
                paper.document.rules.said("、".join(paper.document.articles)),
                paper.document.rules.said(paper.document.addressee),
                paper.path,
            ),
        ),
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


def finding_row(judgement: Judgement, finding: Finding, wording: Wording) -> tuple[object, ...]:
    """Give one finding as a row: whom, article, verdict, sentence, reading, cells."""
    return (
        judgement.name(finding.subject),
        finding.article,
        finding.verdict.value,
        wording.sentence(finding),
        finding.reading,
        places(finding.cells),
    )


def basis_sheet(judgement: Judgement, wording: Wording) -> ResultSheet:
    """List every finding that documents rest on, with its cells."""
    return ResultSheet(
        title="依据",
        columns=labelled(
            ("对象", Kind.TEXT, 34),
            ("条款", Kind.TEXT, 16),
            ("结论", Kind.VERDICT),
            ("认定", Kind.TEXT, 60),
            "口径",
            ("依据的单元格", Kind.TEXT, 60),
        ),
        rows=mapped_lazily(judgement.findings, lambda finding: finding_row(judgement, finding, wording)),
    )


def reading_sheet(judgement: Judgement) -> ResultSheet:
    """Say what each other reading would change; readings that change nothing are not listed."""
    return ResultSheet(
        title="其他口径",
        columns=labelled("口径", ("另一解释", Kind.TEXT, 34), "事项", ("结果", Kind.TEXT, 80)),
        rows=tuple((f"口径{item.number}", item.other, item.matter, item.sentence) for item in judgement.others),
        note="" if judgement.others else "按其他口径计算，本届结果不变。",
    )
