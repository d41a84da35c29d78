"""What the 发文登记 says of a document."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.problems import Problem


class Issuance(Value):
    """What the 发文登记 says of a document. Nothing of it is ever invented.

    Attributes:
        number: 发文字号, or None while it is not registered.
        dated: 成文日期, or None while it is not registered.
        signer: 签发人, empty where none is registered.
        issued: on record as 已印发.
        printed: 印发日期, or None.
        wrong: why nothing of it is used.
    """

    number: str | None = None
    dated: date | None = None
    signer: str = ""
    issued: bool = False
    printed: date | None = None
    wrong: tuple[Problem, ...] = field(default=(), repr=False)
