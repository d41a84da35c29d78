"""日期核对 of the example: the dates that no other date bears out, read once more in the original papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain.model.schema import Row, columns
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.checks import Event
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Dispatch, Receipt
from toolchain.model.sheets.supervision import HigherAward, Incident

_READER = "苏晓雯"
_PAPERS = {
    (Receipt, "received"): "收件回执",
    (Applicant, "established"): "营业执照或登记证书",
    (Applicant, "credit_certificate"): "无严重失信行为证明",
    (Event, "happened"): "部门的处罚决定书",
    (Expert, "since"): "专家登记表和聘任文件",
    (Tie, "declared"): "回避登记表",
    (Tie, "ended"): "离职证明",
    (Award, "announced"): "当年的授奖公告",
    (Award, "valid_until"): "当年的授奖公告",
    (Incident, "happened"): "调查报告",
    (Incident, "found"): "调查报告",
    (HigherAward, "won"): "市人民政府公告",
}
_SUBJECTS = {Expert: "number", Incident: "number"}
_REQUEST = (32, "发文稿纸")
"""One request is dated long before and after everything that it could be held against."""


def confirmed_dates(books: Iterable[dict[type[Row], list[Row]]]) -> Iterator[ConfirmedDate]:
    """Read every such date of the example's workbooks again."""
    held = list(books)
    for (sheet, name), paper in _PAPERS.items():
        for row in (row for rows in held for row in rows.get(sheet, ())):
            yield from _read_again(row, name, paper, str(getattr(row, _SUBJECTS.get(sheet, "uscc"))))
    number, paper = _REQUEST
    for row in (row for rows in held for row in rows.get(Dispatch, ())):
        if isinstance(row, Dispatch) and row.document == number:
            yield from _read_again(row, "dated", paper, row.subject)


def _read_again(row: Row, name: str, paper: str, subject: str | None) -> Iterator[ConfirmedDate]:
    day = getattr(row, name)
    if day is not None:
        label = next(column.label for column in columns(type(row)) if column.name == name)
        title = type(row).sheet.title
        yield ConfirmedDate(sheet_title=title, label=label, subject=subject, day=day, paper=paper, person=_READER)
