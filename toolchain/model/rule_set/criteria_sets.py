"""Criteria of their own for classes of applicants, beside those of everybody else."""

from __future__ import annotations

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.sheets.vocabulary import OrganisationKind


class CriteriaSet(Value):
    """The criteria of a class of applicants; whom the first one fits is reviewed by it.

    Attributes:
        name: of the set, as 届次设置 names it.
        article: the provision.
        criteria: file name below ``templates/criteria``.
        trades, kinds, subjects, specialised: who is reviewed by it.
        employees_least, employees_most: by its size, both included.
    """

    name: str
    article: str
    criteria: str
    trades: tuple[str, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()
    subjects: tuple[SubjectKind, ...] = ()
    specialised: bool | None = None
    employees_least: int | None = None
    employees_most: int | None = None
