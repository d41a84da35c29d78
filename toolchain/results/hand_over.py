"""What goes to whom: documents and blanks of each applicant, department, reviewer and member, due dates, answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from toolchain.documents.document_file import DocumentFile
from toolchain.engine.value_objects import Value
from toolchain.model.check_items import Items
from toolchain.model.chinese import date_text, safe_name
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.sheets.committee import Member
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.prize_use import PrizeReport
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.results.next_blanks import Blank, due
from toolchain.results.progress_table import department_rows, reviewer_rows
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.result_sheet import Kind, ResultSheet, tabulate

FILE = "handover.toml"
_DUE = ("until", "due")
"""Fields of documents that say by when somebody answers."""


class Recipient(Value):
    """Somebody who gets something.

    Attributes:
        kind: as in ``handover.toml``.
        name, number: for people, and as documents and blanks know them; both empty for the public.
        contact, phone, email: where known.
        waits: what has not come back; empty where nothing is expected any more.
        term: the last day for it, where the record knows it.
    """

    kind: str
    name: str
    number: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    waits: str = ""
    term: date | None = None


class Parcel(Value):
    """What one recipient gets.

    Attributes:
        recipient: who.
        files: places below the cycle's folder of the outbox.
        drafts: documents that may not go yet, for they lack number or date.
        due: the last day to answer.
        text: a message to paste.
    """

    recipient: Recipient
    files: tuple[str, ...]
    drafts: tuple[str, ...]
    due: date | None
    text: str

    @property
    def folder(self) -> str:
        """Name its folder; two of one name have two."""
        to = self.recipient
        number = "" if to.number == to.name else f"（{to.number}）" if to.number else ""
        return f"{to.kind}/{safe_name(f'{to.name or to.kind}{number}')}"


def parcels(j: Judgement, papers: Sequence[DocumentFile], items: Items, templates: Path) -> tuple[Parcel, ...]:
    """Give what goes to everybody at the stages reached so far.

    Raises:
        ParameterFault: the list of what goes to whom is missing or broken.
    """
    blanks = tuple(due(j, items))
    try:
        found = [
            _parcel(j, entry, recipient, papers, blanks)
            for entry in read_toml(templates / FILE)["to"]
            for recipient in _recipients(j, items, entry["kind"])
        ]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ParameterFault(f"{FILE}：每一段 [[to]] 须有 kind、documents、blanks、reply、text（{error}）") from error
    return tuple(parcel for parcel in found if parcel.files or parcel.drafts)


def _parcel(
    j: Judgement, entry: Mapping[str, Any], to: Recipient, papers: Sequence[DocumentFile], blanks: Sequence[Blank]
) -> Parcel:
    mine = [item for item in papers if item.document.title in entry["documents"] and _is_for(item, to)]
    ready = [item for item in mine if not item.document.draft]
    forms = [
        f"{blank.stage}/空白表/{safe_name(blank.name)}.xlsx"
        for blank in blanks
        if blank.workbook.title in entry["blanks"] and blank.mark.subject.partition("第")[0] == to.number
    ]
    days = [day for item in ready if (day := _answer_by(item))]
    until = to.term or max(days, default=None)
    names = [*(f"《{item.document.title}》" for item in ready), *(f"《{title}》空白表" for title in _titles(forms))]
    cycle = j.settings.cycle
    text = entry["text"].format(
        name=to.name,
        award=j.rules.award,
        cycle=cycle.cycle,
        files="、".join(dict.fromkeys(names)),
        due=f"请于{date_text(until)}前交回{entry['reply']}。" if until and entry["reply"] else "",
        contact=cycle.contact,
        phone=cycle.phone,
    )
    drafts = tuple(item.document.title for item in mine if item.document.draft)
    return Parcel(to, (*(item.path for item in ready), *forms), drafts, until, text)


def _titles(forms: Sequence[str]) -> list[str]:
    return [Path(form).stem.partition("-")[0] for form in forms]


def _is_for(item: DocumentFile, to: Recipient) -> bool:
    if to.kind in {"公开领取", "委员"}:
        return not item.document.subject
    return item.document.subject == to.number or item.document.subject_name == to.name


def _answer_by(item: DocumentFile) -> date | None:
    found = [getattr(item.document, name, None) for name in _DUE]
    return next((day for day in found if isinstance(day, date)), None)


def _recipients(j: Judgement, items: Items, kind: str) -> Iterator[Recipient]:
    makers = {
        "公开领取": lambda: iter([Recipient(kind, "", term=j.settings.cycle.deadline)]),
        "申报单位": lambda: _applicants(j),
        "部门": lambda: _departments(j, items),
        "评审员": lambda: _reviewers(j),
        "委员": lambda: _members(j),
    }
    yield from makers[kind]()


def _applicants(j: Judgement) -> Iterator[Recipient]:
    asked = {item.application.uscc: item for item in j.acceptances if item.outcome is AcceptanceOutcome.SUPPLEMENT}
    reported = {row.uscc for row in j.record.having(PrizeReport, "uscc")}
    owed = {award.uscc for award in j.announced if award.prize} - reported
    applied: set[str] = set()
    for application in j.record.applications:
        uscc, applicant = application.uscc, application.applicant
        applied.add(uscc)
        supplement = asked.get(uscc)
        waits = "补正材料" if supplement else "《奖金使用》" if uscc in owed else ""
        term = None if supplement is None else supplement.supplement_until
        contact, phone, email = (applicant.known(name) or "" for name in ("contact", "phone", "email"))
        yield Recipient("申报单位", application.name, uscc, contact, phone, email, waits, term)
    for award in j.register:
        if award.uscc not in applied:
            applied.add(award.uscc)
            yield Recipient("申报单位", award.name, award.uscc)


def _departments(j: Judgement, items: Items) -> Iterator[Recipient]:
    for name, wanted, known, _ in department_rows(j, items):
        left = int(str(wanted)) - int(str(known))
        yield Recipient("部门", str(name), str(name), waits=f"还有{left}项没有结论" if left else "")


def _reviewers(j: Judgement) -> Iterator[Recipient]:
    mails = {row.number: row for row in j.record.having(Expert, "number")}
    for _, number, name, _, waits, phone in reviewer_rows(j):
        yield Recipient(
            "评审员",
            str(name),
            str(number),
            phone=str(phone),
            waits=str(waits) if str(number) in mails else "",
            term=j.settings.cycle.site_until,
        )


def _members(j: Judgement) -> Iterator[Recipient]:
    known = {row.name: row for row in (*j.record.elsewhere(Member), *j.record.having(Member, "name", "number"))}
    for row in known.values():
        yield Recipient("委员", row.name, row.number, contact=row.known("position") or "")


def hand_over_sheet(found: Sequence[Parcel], fresh: Mapping[str, Sequence[str]]) -> ResultSheet:
    """List who gets what and who has not answered; a word processor takes it for a mail merge."""
    return tabulate(
        "分发清单",
        found,
        ("类别", Kind.TEXT, 10, lambda item: item.recipient.kind),
        ("名称或姓名", Kind.TEXT, 34, lambda item: item.recipient.name),
        ("代码或编号", Kind.TEXT, 22, lambda item: item.recipient.number),
        ("联系人", Kind.TEXT, 12, lambda item: item.recipient.contact),
        ("电话", Kind.TEXT, 16, lambda item: item.recipient.phone),
        ("邮箱", Kind.TEXT, 22, lambda item: item.recipient.email),
        ("文件夹", Kind.TEXT, 40, lambda item: item.folder),
        ("文件", Kind.TEXT, 50, lambda item: "、".join(Path(file).name for file in item.files)),
        ("这次新放入", Kind.TEXT, 40, lambda item: "、".join(fresh.get(item.folder, ()))),
        ("登记文号、日期以后才能发", Kind.TEXT, 26, lambda item: "、".join(item.drafts)),
        ("交回期限", Kind.DATE, lambda item: item.due),
        ("还没有交回", Kind.TEXT, 26, lambda item: item.recipient.waits),
        ("短信", Kind.TEXT, 80, lambda item: item.text),
        note="每个文件夹旁边有同名的压缩包；短信也在各文件夹里，可以直接粘贴。本表可以作邮件合并的数据源。",
    )
