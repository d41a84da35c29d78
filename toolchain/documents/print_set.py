"""What goes to the printing works with the certificates: the same on A3, and a board for the hand-over.

They follow the certificates: made of those that are given, with their dates, never registered by themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from toolchain.documents.approval import Certificate
from toolchain.documents.contents import Contents
from toolchain.documents.declaration import Addressee, Document, Form, PaperOfSet, slot
from toolchain.documents.organisations import Honour
from toolchain.model.chinese import display_width
from toolchain.model.issuance import Issuance
from toolchain.stages.judgement import Stage

_ARTICLES = ("第十八条", "第十九条", "第二十八条")


class LargeCertificate(
    Certificate,
    number=54,
    title="获奖证书（A3）",
    addressee=Addressee.OFFICE,
    form=Form.CERTIFICATE,
    folder=Stage.APPROVAL,
    articles=_ARTICLES,
    says=Contents("荣获", facts=("award.valid_until",), contact=False, uncited=_ARTICLES),
    public=True,
    needs_date=False,
    template=Certificate.template,
    sheet="A3",
    dispatched=False,
):
    """The certificate of one laureate on A3, to be framed; the words are those of the certificate."""

    @property
    def draft(self) -> bool:
        """Say whether the certificate itself has no date yet."""
        return self.issue.dated is None

    @property
    def stem(self) -> str:
        """Give the file's name: the template is the certificate's, the number and title are its own."""
        return f"{self.number}-{self.title}-{self.subject_name}"


class AwardBoard(
    PaperOfSet,
    number=55,
    title="颁奖展板",
    addressee=Addressee.OFFICE,
    form=Form.CERTIFICATE,
    folder=Stage.APPROVAL,
    articles=("第十八条",),
    says=Contents("{{ subject_name }}", facts=("award.year",), contact=False, uncited=("第十八条",)),
    public=True,
    needs_date=False,
    sheet="A3",
    dispatched=False,
):
    """The board that is held up when the award is handed over: award and name, to be read from afar."""

    award: Honour = slot("获奖情况", "title 奖项名称，year 年度，announced 公告日期")

    @property
    def draft(self) -> bool:
        """Say whether the certificate has no date yet."""
        return self.issue.dated is None


def with_print_set(documents: Sequence[Document], off: Collection[int]) -> tuple[Document, ...]:
    """Give documents with certificates alike among neighbours, each followed by what is printed with it.

    Args:
        documents: those that are given, with what is registered of them.
        off: the numbers of those that the rule set does without.
    """
    certificates = [document for document in documents if isinstance(document, Certificate)]
    name = max((document.subject_name for document in certificates), key=display_width, default="")
    title = max((document.award.title for document in certificates), key=display_width, default="")
    found: list[Document] = []
    for document in documents:
        if isinstance(document, Certificate):
            alike = replace(document, alike=((document.subject_name, name), (document.award.title, title)))
            found += (alike, *(copy for copy in printed_with(alike) if copy.number not in off))
        else:
            found.append(document)
    return tuple(found)


def printed_with(certificate: Certificate) -> Iterator[Document]:
    """Yield what is printed with a certificate: its copy on A3, and the board."""
    common: dict[str, Any] = {
        "subject": certificate.subject,
        "subject_name": certificate.subject_name,
        "alike": certificate.alike,
        "issue": Issuance(dated=certificate.issue.dated, wrong=certificate.issue.wrong),
        "office": certificate.office,
        "rules": certificate.rules,
        "cycle": certificate.cycle,
        "whom": certificate.whom,
        "award": certificate.award,
    }
    yield LargeCertificate(**common, repeat=certificate.repeat)
    yield AwardBoard(**common)
