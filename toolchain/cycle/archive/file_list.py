"""The list of files of an archive package (归档文件目录): the order, the numbers, the workbook and the Word page.

DA/T 22: files are numbered within their year; a year's files stand by matter, matters by their first day, the files
of a matter one after the other as they were made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from toolchain.cycle.archive.issued_papers import IssuedPaper
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import safe_name
from toolchain.typesetting.sketch import MERGE_LEFT, MERGE_UP, PARAGRAPH
from toolchain.typesetting.template_authoring import build
from toolchain.workbooks.result_sheet import Kind, ResultSheet, labelled
from toolchain.workbooks.result_table import write_result

LIST = "归档文件目录"
SUMS = "校验清单.sha256"
PAPERS, ASIDE = "文书", "撤下的原件"

_NUMERALS = re.compile(r"\d+")
_ODD = re.compile(f"[|{{}}%{MERGE_LEFT}{MERGE_UP}{PARAGRAPH}]")
_LONGEST_NAME = 160
"""Bytes of a file's name in front of its ending; with number and ending every file system takes it."""


class Filed(Value):
    """One paper in the list.

    Attributes:
        place: its number within its year (件号), from 1.
        paper: what it is.
        pages: how many, 0 where no PDF could be made.
    """

    place: int
    paper: IssuedPaper
    pages: int = 0

    @property
    def stem(self) -> str:
        """Give the place of its files below the package, without their ending."""
        name = safe_name(self.paper.path.rpartition("/")[2].removesuffix(".docx"), _LONGEST_NAME)
        return f"{PAPERS}/{self.paper.year}/{self.place:03d}-{name}"


def filed(papers: Sequence[IssuedPaper]) -> tuple[Filed, ...]:
    """Put papers into the order of the archives and number them, each year from 1."""
    begun: dict[tuple[int, str, str], date] = {}
    for paper in papers:
        key = paper.year, *paper.matter
        begun[key] = min(begun.get(key, date.max), paper.dated or date.max)

    def order(paper: IssuedPaper) -> tuple[object, ...]:
        numerals = tuple(map(int, _NUMERALS.findall(paper.number)))
        first = begun[(paper.year, *paper.matter)]
        return paper.year, first, paper.matter, paper.dated or date.max, paper.document, numerals, paper.path

    listed: list[Filed] = []
    for paper in sorted(papers, key=order):
        place = listed[-1].place + 1 if listed and listed[-1].paper.year == paper.year else 1
        listed.append(Filed(place, paper))
    return tuple(listed)


def workbook(
    name: str, listed: Sequence[Filed], aside: Mapping[str, bytes], say: Callable[[str], str] | None = None
) -> bytes:
    """Write the list as a workbook; originals whose registration was cancelled have a sheet of their own."""
    sheets = [
        ResultSheet(
            title=LIST,
            columns=labelled(
                ("年度", Kind.INTEGER, 7),
                ("件号", Kind.INTEGER, 7),
                ("责任者", Kind.TEXT, 34),
                ("文号", Kind.TEXT, 22),
                ("题名", Kind.TEXT, 60),
                ("日期", Kind.DATE, 12),
                ("页数", Kind.INTEGER, 7),
                ("备注", Kind.TEXT, 40),
                ("文件", Kind.TEXT, 50),
            ),
            rows=tuple(_row(item) for item in listed),
            note=f"共{len(listed)}件。分年度编件号，按事由和时间排列；备注写印发以后的情况。核对：sha256sum -c {SUMS}",
        )
    ]
    if aside:
        note = "这些文件曾经登记为已印发，登记后来取消，原件已撤下；不编件号，原样附在包里。"
        rows = tuple((path, f"{ASIDE}/{path}") for path in aside)
        columns = labelled(("原来的位置", Kind.TEXT, 60), ("文件", Kind.TEXT, 60))
        sheets.append(ResultSheet(title=ASIDE, columns=columns, rows=rows, note=note))
    return write_result(f"{name}{LIST}", sheets, say)


def _row(item: Filed) -> tuple[object, ...]:
    paper = item.paper
    file = "" if paper.data is None else item.stem
    numbers = (paper.year, item.place, paper.issuer, paper.number, paper.title)
    return (*numbers, paper.dated or "", item.pages or "", paper.state, file)


def page(name: str, listed: Sequence[Filed]) -> bytes:
    """Write the list as a Word page, a table for each year."""
    return build("\n".join(_sketch(name, listed)), name=LIST, title=f"{name}{LIST}")


def _sketch(name: str, listed: Sequence[Filed]) -> Iterator[str]:
    """Write the list as a sketch on pages that lie across; days as the archives write them, 20250815."""
    yield from ("格式| 自由", "版面| 横", f"公文标题| {_plain(name)}{LIST}")
    for year in dict.fromkeys(item.paper.year for item in listed):
        rows = [item for item in listed if item.paper.year == year]
        pages = sum(item.pages for item in rows)
        counted = f"，共{pages}页" if all(item.pages for item in rows) else ""
        yield f"表题| {year}年度（{len(rows)}件{counted}）"
        yield "表| 宽 12,38左,50左,64左,24,12,25左"
        yield "表头| 件号| 责任者| 文号| 题名| 日期| 页数| 备注"
        for item in rows:
            paper = item.paper
            day = f"{paper.dated:%Y%m%d}" if paper.dated else ""
            cells = (paper.issuer, paper.number, paper.title, day, str(item.pages or ""), paper.state)
            yield f"表行| {item.place}| " + "| ".join(map(_plain, cells))
        yield "表尾|"
    yield "说明| 件号在年度内编排；题名方括号中的内容是为便于检索而加的。"


def _plain(text: str) -> str:
    """Take out of a value what a sketch reads as its own."""
    return _ODD.sub(" ", text)
