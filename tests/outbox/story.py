"""A small outbox in which everything happens at once: new, changed, equal, edited, issued, withdrawn."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from toolchain.outbox.output import Input, Maker, Output, Publication
from toolchain.outbox.publication import publish_run

CYCLE = "2025届"
MAKER = Maker("0.1.0", "c" * 64, "3.11", {"lxml": "5.0"}, {"regulation/2022-76.toml": "d" * 64})
CELL = "届次设置.xlsx › “届次” › B5"

INPUTS = (
    Input("届次设置.xlsx", b"settings", CYCLE, "settings"),
    Input("申报/甲.xlsx", b"first applicant", CYCLE, "application 1"),
    Input("申报/乙.xlsx", b"second applicant", CYCLE, "application 2"),
)
CHANGED_INPUTS = (Input("届次设置.xlsx", b"settings, changed", CYCLE, "settings"), *INPUTS[1:2])


def packed(text: str, level: int = 1) -> bytes:
    """Make a small zip package, as docx and xlsx are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        part = zipfile.ZipInfo("word/document.xml")
        package.writestr(part, f"<w>{text * 40}</w>", zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED)
    return stream.getvalue()


def paper(path: str, text: str, *, issued: bool = False, draft: bool = False, value: str = "") -> Output:
    """Make an output that says something and was made from one cell."""
    return Output(path, packed(text), ((CELL, value or text),), issued=issued, draft=draft)


BEFORE = (
    paper("01申报启动/01评审公告.docx", "公告"),
    paper("02受理/03受理通知书.docx", "受理"),
    paper("02受理/不变.docx", "不变"),
    paper("05评审/14评审报告.docx", "报告", issued=True),
    paper("07公示/19公示.docx", "公示"),
    paper("08审定/旧表.docx", "旧表"),
)
AFTER = (
    paper("01申报启动/01评审公告.docx", "公告改"),
    paper("02受理/不变.docx", "不变"),
    paper("05评审/14评审报告.docx", "报告改", issued=True),
    paper("07公示/19公示.docx", "公示改"),
    paper("09获奖后/26提醒.docx", "提醒"),
)


def before(outbox: Path) -> Publication:
    """Publish the first state, then edit one document by hand."""
    done = publish_run(outbox, {CYCLE: BEFORE}, INPUTS, MAKER)
    (outbox / CYCLE / "07公示/19公示.docx").write_bytes(b"edited by hand")
    return done


def after(outbox: Path) -> Publication:
    """Publish the second state."""
    return publish_run(outbox, {CYCLE: AFTER, "收件情况": (Output("收件情况.xlsx", b"list"),)}, CHANGED_INPUTS, MAKER)
