"""The check items, the papers to hand in and the default criteria, read from ``templates/``."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from toolchain.engine.value_objects import Value
from toolchain.model.parameters import ParameterFault, read_toml

ITEMS = "wording/items.toml"
CRITERIA = "criteria/GBT19580-2012.toml"


class Answer(StrEnum):
    """Who answers an item."""

    DEPARTMENT = "department"
    ATTESTED = "attested"
    COMPUTED = "computed"


class Item(Value):
    """One item of 第十条 or 第十一条.

    Attributes:
        code: its number, e.g. ``10.2``.
        article: the provision, e.g. 第十条第（二）项.
        matter: what the department looks into.
        department: who is asked first.
        answer: who answers; without a conclusion all but the computed ones stay 待核.
        asked: pre-filled in the blank of 部门核查.
        question: how the applicant is asked about it; empty where it is not.
    """

    code: str
    article: str
    matter: str
    department: str
    answer: Answer
    asked: bool
    question: str = ""


class Bar(Value):
    """One row of 自述事项: what an applicant says of itself (第十一条)."""

    code: str
    matter: str


class CriterionItem(Value):
    """One item of the criteria (第十二条)."""

    code: str
    category: str
    item: str
    points: int


class Items(Value):
    """What the blanks are pre-filled with.

    Attributes:
        all: every item of 第十条 and 第十一条, in order.
        attachments: the papers every applicant must hand in (第十四条).
        edition: the edition of the criteria.
        criteria: its items with their points.
    """

    all: tuple[Item, ...]
    attachments: tuple[str, ...]
    edition: str
    criteria: tuple[CriterionItem, ...]

    @property
    def checks(self) -> tuple[Item, ...]:
        """List the items the departments are asked about (第十五条)."""
        return tuple(item for item in self.all if item.asked)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """List what the applicant declares of itself (第十一条)."""
        return tuple(Bar(item.code, item.question) for item in self.all if item.question)

    @classmethod
    def load(cls, templates: Path) -> Items:
        """Read the items and the default criteria.

        Raises:
            ParameterFault: a file is missing or broken.
        """
        path = templates / ITEMS
        data = read_toml(path)
        try:
            found = tuple(_item(entry) for entry in data["item"])
            attachments = tuple(str(name) for name in data["attachments"])
        except (KeyError, TypeError, ValueError) as error:
            raise ParameterFault(f"{path.name}：条目写法不对（{error}）") from error
        codes = [item.code for item in found]
        if len(set(codes)) != len(codes):
            raise ParameterFault(f"{path.name}：条款编号重复")
        edition, criteria = load_criteria(templates / CRITERIA)
        return cls(found, attachments, edition, criteria)


def _item(entry: Mapping[str, Any]) -> Item:
    return Item(
        code=entry["code"],
        article=entry["article"],
        matter=entry["matter"],
        department=entry["department"],
        answer=Answer(entry["answer"]),
        asked=entry["asked"],
        question=entry.get("question", ""),
    )


def load_criteria(path: Path) -> tuple[str, tuple[CriterionItem, ...]]:
    """Read a table of criteria; the points must add to its total (第十二条).

    Raises:
        ParameterFault: the file is missing or broken.
    """
    data = read_toml(path)
    try:
        rows = tuple(
            CriterionItem(item["code"], group["name"], item["name"], item["points"])
            for group in data["category"]
            for item in group["items"]
        )
        edition, total = str(data["edition"]), data["total"]
    except (KeyError, TypeError) as error:
        raise ParameterFault(f"{path.name}：评审标准写法不对（{error}）") from error
    if any(not isinstance(row.points, int) or row.points <= 0 for row in rows):
        raise ParameterFault(f"{path.name}：分值应为正整数")
    if sum(row.points for row in rows) != total:
        raise ParameterFault(f"{path.name}：分值合计{sum(row.points for row in rows)}，应为{total}")
    if len({row.code for row in rows}) != len(rows):
        raise ParameterFault(f"{path.name}：条目编号重复")
    return edition, rows
