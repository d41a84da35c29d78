"""make pack: a folder and a zip for everybody who gets something, the list of them, and the calendar of the cycle."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from toolchain.cycle.outcome import CycleOutcome
from toolchain.cycle.resources import Resources
from toolchain.engine.value_objects import Value
from toolchain.model.chinese import date_text, safe_name
from toolchain.model.schema import columns
from toolchain.model.sheets import APPLICATION
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.correspondence import Receipt
from toolchain.model.timetable import forwards, load_steps
from toolchain.results.application_receipt import sections, shown
from toolchain.results.calendar_file import calendar_file
from toolchain.results.hand_over import Parcel, hand_over_sheet, parcels
from toolchain.stages.judgement import Judgement
from toolchain.stages.reminders import dues
from toolchain.typesetting.receipt_page import page_set

LIST, CALENDAR, MESSAGE = "分发清单.xlsx", "日历.ics", "短信.txt"
RECEIPTS, FORMS = "收件回执", "申报书（签章用）"
_STAMP = (1980, 1, 1, 0, 0, 0)


class Packed(Value):
    """What was laid out.

    Attributes:
        parcels: for whom.
        fresh: how many files were laid that were not there before.
        missing: files that the outbox does not hold; run the cycle first.
        days: entries of the calendar.
        receipts: how many applications were written out to be checked and signed.
    """

    parcels: tuple[Parcel, ...]
    fresh: int
    missing: tuple[str, ...]
    days: int
    receipts: int = 0


def pack(outcome: CycleOutcome, toolbox: Resources, source: Path, target: Path) -> Packed:
    """Lay out what goes to whom below a folder; what lies there of people's own is left alone.

    Args:
        outcome: the cycle.
        toolbox: its data files.
        source: the cycle's folder of the outbox.
        target: where the folders go.
    """
    from toolchain.workbooks.result_table import write_result

    j = outcome.judgement
    if j is None:
        return Packed((), 0, (), 0)
    toolbox = toolbox.under(j.rules)
    found = parcels(j, outcome.papers, toolbox.items, toolbox.project.templates)
    fresh: dict[str, list[str]] = {}
    missing: list[str] = []
    for parcel in found:
        held = [(Path(file).name, source / file) for file in parcel.files]
        missing += [name for name, path in held if not path.is_file()]
        files = [(name, path.read_bytes()) for name, path in held if path.is_file()]
        files.append((MESSAGE, f"{parcel.text}\r\n".encode("utf-8-sig")))
        folder = target / parcel.folder
        fresh[parcel.folder] = [name for name, data in files if _laid(folder / name, data) and name != MESSAGE]
        _laid(folder.with_name(f"{folder.name}.zip"), _zipped(folder.name, files))
    receipts = dict(_receipts(j))
    for title, made in ((RECEIPTS, receipts), (FORMS, dict(_forms(j)))):
        for name, data in made.items():
            _laid(target / title / name, data)
    days = tuple(_days(j, toolbox))
    _laid(target / CALENDAR, calendar_file(outcome.record.cycle, days))
    _laid(target / LIST, write_result("分发清单", (hand_over_sheet(found, fresh),), toolbox.items.say))
    return Packed(found, sum(map(len, fresh.values())), tuple(missing), len(set(days)), len(receipts))


def _receipts(j: Judgement) -> Iterator[tuple[str, bytes]]:
    """Write out each application as it was read, with room for signature and seal (第十四条)."""
    filled = {item.file: item for item in j.record.filled}
    received = {row.uscc: row for row in j.record.having(Receipt, "uscc")}
    for application in j.record.applications:
        row = received.get(application.uscc)
        day = None if row is None else row.known("received")
        cover = (
            ("单位（个人）名称", application.name),
            ("代码或编号", str(application.uscc)),
            ("届次", j.settings.cycle.cycle),
            ("收到日期", date_text(day) if day else "（还没有登记）"),
            ("收件人", "" if row is None else row.known("receiver") or ""),
        )
        told = tuple((item.title, item.head, item.rows) for item in sections(filled[application.file]))
        data = page_set(f"{j.rules.award}申报书收件回执", cover, told, _CLOSING)
        yield f"{safe_name(f'{application.name}（{application.uscc}）')}.docx", data


def _forms(j: Judgement) -> Iterator[tuple[str, bytes]]:
    """Write out each application as the form that is signed and sealed: cover, contents, statement (第十四条)."""
    booklet = APPLICATION.booklet
    assert booklet is not None  # noqa: S101 - as declared
    filled = {item.file: item for item in j.record.filled}
    front = [column for column in columns(Applicant) if column.name in booklet.fields]
    closing = [*map(j.rules.said, booklet.statement), *(text for line in booklet.signing for text in ("", line))]
    for application in j.record.applications:
        shows = [(item.label, shown(application.applicant, item)) for item in front]
        told = tuple((item.title, item.head, item.rows) for item in sections(filled[application.file]))
        cover = (("届次", j.settings.cycle.cycle), *shows, ("单位盖章", ""))
        data = page_set(j.rules.said(booklet.heading), cover, told, closing)
        yield f"{safe_name(f'{application.name}（{application.uscc}）')}.docx", data


_CLOSING = (
    "以上是评审办从申报书（电子版）中读出的内容。请逐项核对：",
    "□ 与本单位提交的一致。",
    "□ 有不一致的，已在旁边注明，并重新提交电子版。",
    "",
    "法定代表人（本人）签字：",
    "",
    "单位盖章处：",
    "",
    "日期：        年    月    日",
)


def _laid(path: Path, data: bytes) -> bool:
    """Write a file that is not there yet or is another one; say whether it was written."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def _zipped(folder: str, files: Sequence[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _STAMP), data)
    return buffer.getvalue()


def _days(j: Judgement, toolbox: Resources) -> Iterator[tuple[date, str]]:
    """Give the planned steps of the cycle that have no date on record yet, and every term that runs."""
    known = [(item.day, f"{item.matter}{f'：{item.subject}' if item.subject else ''}") for item in dues(j)]
    yield from known
    steps = load_steps(toolbox.project.templates, j.rules)
    for planned in forwards(steps, j.settings.cycle.announced, toolbox.calendar):
        if planned.day is not None:
            yield planned.day, f"计划：{planned.step.name}"
