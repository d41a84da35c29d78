"""One declaration per document: its number in the list, its template, its format, and the fields a template may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, fields
from enum import StrEnum
from typing import Any, ClassVar, dataclass_transform, get_type_hints

from toolchain.documents.contents import Contents
from toolchain.engine.typed_cache import cached
from toolchain.engine.value_objects import Declared, Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.issuance import Issuance
from toolchain.model.rule_set.office import Office
from toolchain.model.rule_set.rules import Rules
from toolchain.model.sheets.settings import Cycle

_DRAFT = "draft"


class Form(StrEnum):
    """The format a document is typeset in (GB/T 9704-2012 and practice)."""

    DOWNWARD = "下行文"
    UPWARD = "上行文"
    LETTER = "信函"
    MINUTES = "纪要"
    PLAIN = "普通"
    FREE = "自由"
    CERTIFICATE = "证书"


_NUMBERED = frozenset({Form.DOWNWARD, Form.UPWARD, Form.LETTER, Form.MINUTES})


def slot(
    label: str,
    help: str = "",  # noqa: A002 - the word staff know
    *,
    spare: bool = False,
    ahead: bool | tuple[str, ...] = False,
) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare a field a template may use; ``spare`` ones need not be used by the template.

    Days in a field have happened by the document's date, unless they are declared to lie ``ahead``: all of them, or
    those that the values in it give under some names.
    """
    return field(metadata={"slot": {"label": label, "help": help, "spare": spare, "ahead": ahead}})


class Slot(Value):
    """What is declared of one field of a document.

    Attributes:
        name: the placeholder's name.
        label: what it is, for the list of fields staff read.
        kind: its Python type.
        help: how it may be used.
        spare: the template may leave it out.
        ahead: its days need not have happened by the document's date, or those under some names in it.
    """

    name: str
    label: str
    kind: Any
    help: str = ""
    spare: bool = False
    ahead: bool | tuple[str, ...] = False


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(slot,))
class _Declared(Declared):
    """Says to type checkers how the fields of documents are declared."""


class Addressee(StrEnum):
    """Whom a document is written for; nobody else gets it from the office."""

    PUBLIC = "社会公众"
    SUBJECT = "当事单位"
    OBJECTOR = "异议人"
    OTHERS = "有关单位"
    REVIEWER = "评审员"
    COMMITTEE = "评委会"
    GOVERNMENT = "区政府"
    OFFICE = "评审办内部"


_WITHIN = frozenset({Addressee.COMMITTEE, Addressee.GOVERNMENT, Addressee.OFFICE})


class Document(_Declared):
    """The typed content of one document.

    Attributes:
        subject: key of the one it is about (统一社会信用代码, 专家编号), empty when there is one per cycle.
        subject_name: the same for people; part of the file name.
        issue: number, date and signer on record.
        tells: the folder of the stage whose decisions it tells, where that is an earlier one than its own.
        office: the organs as documents name them.
        whom: what kind its subject is of, where the rule set has several; None for a paper about several or nobody.
        rules: the regulation in force: its title, 文号, award and numbers.
        cycle: 届次设置, its dates and contacts.
        needs_number: without 发文字号, which every official format has, it is a draft.
        by_government: its 文号 is one of the government's, else of the office's.
        on_findings: it tells what was found of its subject by its stage, and is never earlier than that.
    """

    subject: str = field(default="", metadata={"slot": {"label": "对象代码", "help": "", "spare": True}})
    subject_name: str = field(default="", metadata={"slot": {"label": "对象名称", "help": "", "spare": True}})
    issue: Issuance = field(default=Issuance(), metadata={"slot": {"label": "发文登记", "help": "", "spare": True}})

    office: Office = field(metadata={"slot": {"label": "机关名称", "help": "", "spare": True}})
    rules: Rules = field(metadata={"slot": {"label": "办法", "help": "", "spare": True}})
    cycle: Cycle = field(metadata={"slot": {"label": "届次设置", "help": "", "spare": True}})

    whom: SubjectKind | None = field(default=None, repr=False)

    number: ClassVar[int] = 0
    title: ClassVar[str] = ""
    template: ClassVar[str] = ""
    tells: ClassVar[str] = ""
    form: ClassVar[Form] = Form.PLAIN
    folder: ClassVar[str] = ""
    articles: ClassVar[tuple[str, ...]] = ()
    says: ClassVar[Contents]
    addressee: ClassVar[Addressee]
    public: ClassVar[bool] = False
    needs_number: ClassVar[bool] = False
    needs_date: ClassVar[bool] = True
    by_government: ClassVar[bool] = False
    on_findings: ClassVar[bool] = False
    sheet: ClassVar[str] = "A4"
    dispatched: ClassVar[bool] = True

    def __init_subclass__(  # noqa: PLR0913 - every argument is one declared property of a document
        cls,
        *,
        number: int = 0,
        title: str = "",
        form: Form = Form.PLAIN,
        folder: str = "",
        articles: tuple[str, ...] = (),
        says: Contents | None = None,
        addressee: Addressee | None = None,
        public: bool | None = None,
        needs_date: bool = True,
        template: str = "",
        sheet: str = "A4",
        dispatched: bool = True,
    ) -> None:
        """Declare a document.

        Args:
            number: its number in the list of documents.
            title: its name, also the stem of template and result.
            form: the format it is typeset in.
            folder: the stage folder of the outbox it goes to.
            articles: the articles it carries out.
            says: what it must say besides them.
            addressee: whom it is written for; every document with a number says it.
            public: it may leave the office, so that nothing secret may stand in it; else as its addressee is outside.
            needs_date: without 成文日期 it is a draft.
            template: stem of the template where it differs from number and title.
            sheet: A4, or A3 for a certificate whose template grows with it.
            dispatched: it has a row in the 发文登记; else it follows another paper, which has one.
        """
        cls.number, cls.title, cls.form, cls.folder = number, title, form, folder
        cls.articles = articles
        if says is not None:
            cls.says = says
        if addressee is not None:
            cls.addressee = addressee
        elif number and not hasattr(cls, "addressee"):
            raise TypeError(f"{title}: no addressee")
        outside = number > 0 and cls.addressee not in _WITHIN
        cls.public = outside if public is None else public
        cls.needs_number, cls.needs_date = form in _NUMBERED, needs_date
        cls.template = template or f"{number:02d}-{title}"
        cls.sheet, cls.dispatched = sheet, dispatched
        super().__init_subclass__()

    @property
    def draft(self) -> bool:
        """Say whether the document lacks what only the 发文登记 can give."""
        return (self.needs_number and self.issue.number is None) or (self.needs_date and self.issue.dated is None)

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """Give the words of the common templates that the rule set says otherwise, for its subject or for several."""
        return self.rules.words_for(self.whom)

    @property
    def stem(self) -> str:
        """The result's file name before cleaning, without its ending."""
        return f"{self.template}-{self.subject_name}" if self.subject_name else self.template


class PaperOfSet(Document):
    """One of several papers that are looked at side by side.

    Attributes:
        alike: pairs of what stands on it (a name, a title) and the longest that stands at its place on one of them:
            all are set in the size that this needs. It is no fact: papers that are out stay when the set grows.
    """

    alike: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class Pending(Value):
    """A document that is to be made: what it reads may be wrong without a word about the others of its stage.

    Attributes:
        number, folder: those of the document.
        subject: whom it is about.
        make: makes it.
    """

    number: int
    folder: str
    subject: str
    make: Callable[[], Document]


@cached
def labels(document: type[Document]) -> Mapping[str, str]:
    """Give name and label of the fields a document's template may use."""
    found = {item.name: item.metadata["slot"]["label"] for item in fields(document) if "slot" in item.metadata}
    return {**found, _DRAFT: "送审稿"}


@cached
def slots(document: type[Document]) -> tuple[Slot, ...]:
    """List the fields a document's template may use, ``draft`` included."""
    hints = get_type_hints(document)
    found = [
        Slot(name=item.name, kind=hints[item.name], **item.metadata["slot"])
        for item in fields(document)
        if "slot" in item.metadata
    ]
    return (*found, Slot(_DRAFT, labels(document)[_DRAFT], bool, "文号或日期未登记时为真", spare=True))
