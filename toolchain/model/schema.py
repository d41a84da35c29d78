"""One declaration per sheet: a :class:`Row` subclass drives blank, reader, returned copy, guide and typed row.

Nothing here reads or writes a file; ``workbooks`` does that for any declaration.
"""

from __future__ import annotations

import sys
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, NewType, Union, dataclass_transform, get_args, get_origin, get_type_hints

from toolchain.engine.typed_cache import cached
from toolchain.model.identifiers import LENGTHS, PRIVATE, Audience, Form, Refers
from toolchain.model.partial_row import NOWHERE as NOWHERE  # noqa: PLC0414 - rows are declared with it
from toolchain.model.partial_row import Partial
from toolchain.model.partial_row import Place as Place  # noqa: PLC0414 - likewise
from toolchain.model.problems import At
from toolchain.model.sheet_declaration import Across as Across  # noqa: PLC0414 - workbooks are declared with it
from toolchain.model.sheet_declaration import Dropped as Dropped  # noqa: PLC0414 - likewise
from toolchain.model.sheet_declaration import Layout as Layout  # noqa: PLC0414 - likewise
from toolchain.model.sheet_declaration import Sheet as Sheet  # noqa: PLC0414 - likewise

USCC = NewType("USCC", str)
"""统一社会信用代码, 18 characters, checked by GB 32100."""

Yuan = NewType("Yuan", int)
"""An amount in whole yuan (元)."""

WanYuan = NewType("WanYuan", Decimal)
"""An amount in ten thousand yuan (万元), at most four decimals."""

Share = NewType("Share", str)
"""A fraction such as 2/3, or a percentage such as 60%, kept as written and read with :class:`fractions.Fraction`."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What is declared of one column; each is made once, and another one is never equal to it.

    Attributes:
        name: the Python field.
        label: the header that people see.
        kind: the Python type of a value, without ``None``.
        required: a blank is a problem.
        help: what to fill, shown at the cell.
        basis: the article that asks for it.
        example: a value as it would be written.
        minimum, maximum: bounds of a number, both included.
        places, length: decimals allowed in a number; characters allowed in a text.
        known: pre-filled by the tool and locked in the blank.
        initial: the value a blank starts with; whoever fills it may change it.
        group: heading over neighbouring columns (tables) or fields (forms).
        aliases: other headers accepted.
        total: the blank shows the sum of the column while it is filled.
        weight: the column that a percentage here is a share of; the aliases then head percentages and points.
        since: the version of the workbook in which the column came; older copies are read without it.
        form, units: what a text is; what a number counts, which people write behind it.
        refers: whose number or code it is.
        audience: who may see it; what is secret is never quoted, and taken out of texts that go into papers.
        offered: a blank may propose its values; a row that holds nothing else is nobody's yet.
        stated: another sheet of the workbook may say it once for many rows; a blank waits for what that says.
        reading: the number of the reading that it chooses, e.g. ``17-1``; its help ends with it.
    """

    name: str
    label: str
    kind: Any
    required: bool
    help: str = ""
    basis: str = ""
    example: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    places: int = 0
    length: int = 200
    known: bool = False
    initial: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    total: bool = False
    weight: str = ""
    since: int = 1
    form: Form = Form.FREE
    units: tuple[str, ...] = ()
    refers: Refers = Refers.NOBODY
    audience: Audience = Audience.OFFICE
    offered: bool = False
    stated: bool = False
    reading: str = ""

    @property
    def asked(self) -> bool:
        """Say whether every record must hold something in its own cell."""
        return self.required and not self.stated

    @property
    def many(self) -> bool:
        """Say whether one cell holds several values, separated by 、."""
        return _shape(self.kind)[0]

    @property
    def element(self) -> Any:  # noqa: ANN401 - a type, a NewType or an enum class
        """Give the type of one value of the cell."""
        return _shape(self.kind)[1]

    @property
    def choices(self) -> tuple[str, ...]:
        """List the closed vocabulary of the cell; empty when it is open."""
        return _shape(self.kind)[2]


@cache
def _shape(kind: Any) -> tuple[bool, Any, tuple[str, ...]]:  # noqa: ANN401 - any annotation
    """Say of a kind whether it holds several values, of which kind, and the closed vocabulary of one."""
    many = get_origin(kind) is tuple
    element = get_args(kind)[0] if many else kind
    closed = isinstance(element, type) and issubclass(element, StrEnum)
    return many, element, tuple(str(item) for item in element) if closed else ()


def column(  # noqa: PLR0913 - every argument is one declared property of a column
    label: str,
    help: str = "",  # noqa: A002 - the word staff know
    *,
    default: Any = MISSING,  # noqa: ANN401 - as dataclasses.field
    basis: str = "",
    example: str = "",
    minimum: int | str | None = None,
    maximum: int | str | None = None,
    places: int = 0,
    length: int = 0,
    known: bool = False,
    initial: str = "",
    group: str = "",
    aliases: tuple[str, ...] = (),
    total: bool = False,
    weight: str = "",
    since: int = 1,
    form: Form = Form.FREE,
    units: tuple[str, ...] = (),
    refers: Refers = Refers.NOBODY,
    audience: Audience | None = None,
    offered: bool = False,
    stated: bool = False,
    reading: str = "",
) -> Any:  # noqa: ANN401 - as dataclasses.field
    """Declare a column: ``X | None`` with ``default=None`` is optional; without ``length`` a text has its form's."""
    declared = {
        "label": label,
        "help": _help(help, reading, optional=default is None),
        "basis": basis,
        "example": example,
        "minimum": None if minimum is None else Decimal(minimum),
        "maximum": None if maximum is None else Decimal(maximum),
        "places": places,
        "length": length or LENGTHS[form],
        "known": known,
        "initial": initial,
        "group": group,
        "aliases": aliases,
        "total": total,
        "weight": weight,
        "since": since,
        "form": form,
        "units": units,
        "refers": refers,
        "audience": audience,
        "offered": offered,
        "stated": stated,
        "reading": reading,
    }
    return field(default=default, metadata={"column": declared})


def _help(said: str, reading: str, *, optional: bool) -> str:
    """Let the help of a column that chooses a reading name it."""
    if not reading:
        return said
    return f"{said}（口径{reading}）" if said else f"口径{reading}" + ("；留空按第一种" if optional else "")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(column,))
class _Declared(Partial):
    """Says to type checkers how the fields of rows are declared."""


class Row(_Declared):
    """A typed row of a sheet, with the place it was read from (which does not count for equality).

    A row may lack what could not be read; whoever reads such a field is told so by :class:`Unread`.
    """

    at: Place = field(default=NOWHERE, compare=False, repr=False)

    sheet: ClassVar[Sheet]

    def __init_subclass__(  # noqa: PLR0913 - every argument is one declared property of a sheet
        cls,
        *,
        title: str = "",
        layout: Layout = Layout.TABLE,
        key: tuple[str, ...] = (),
        least: int = 0,
        room: int = 30,
        fixed: bool = False,
        note: str = "",
        strict: bool = False,
        balance: tuple[str, ...] = (),
        since: int = 1,
        dropped: tuple[Dropped, ...] = (),
        variant: bool = False,
        optional: bool = False,
        audience: Audience = Audience.OFFICE,
        extra: bool = False,
        across: Across | None = None,
    ) -> None:
        """Declare a sheet; the arguments are those of :class:`Sheet`."""
        shape = (title, layout, key, least, room, fixed, note, strict, balance, since, dropped)
        cls.sheet = Sheet(*shape, variant, optional, audience, extra, across)
        super().__init_subclass__()

    def where(self, name: str) -> At:
        """Give the place of one field's cell."""
        return self.at.of(name)


@dataclass(frozen=True, slots=True)
class SecretText:
    """What stands in a cell of a secret column.

    Attributes:
        at: where.
        label, form: what the column is called, and what its texts are.
        text: as it was typed.
    """

    at: At
    label: str
    form: Form
    text: str


@cached
def columns(sheet: type[Row]) -> tuple[Column, ...]:
    """List a sheet's columns in their order."""
    found = []
    for item in fields(sheet):
        declared = item.metadata.get("column")
        if declared is None:
            continue
        kind, required = _without_none(_evaluated(str(item.type), sheet.__module__))
        seen_by = {"audience": declared["audience"] or _audience(declared["form"], sheet.sheet)}
        found.append(Column(name=item.name, kind=kind, required=required, **{**declared, **seen_by}))
    return tuple(found)


def _audience(form: Form, sheet: Sheet) -> Audience:
    """Say who may see a column that says nothing of it: numbers of people and accounts are confidential anywhere."""
    return Audience.CONFIDENTIAL if form in PRIVATE and sheet.audience is not Audience.PUBLIC else sheet.audience


@cache
def _evaluated(annotation: str, module: str) -> Any:  # noqa: ANN401 - any annotation
    """Evaluate an annotation once for all columns of a module that have the same."""

    def column() -> None: ...

    column.__annotations__ = {"kind": annotation}
    return get_type_hints(column, vars(sys.modules[module]))["kind"]


def _without_none(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any annotation
    if get_origin(hint) in (UnionType, Union):  # a NewType gives the latter
        kinds = [kind for kind in get_args(hint) if kind is not NoneType]
        return kinds[0], len(kinds) == len(get_args(hint))
    return hint, True
