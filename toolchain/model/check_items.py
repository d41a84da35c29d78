"""The check items, the papers to hand in and the default criteria, read from ``templates/``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from toolchain.engine.value_objects import Value
from toolchain.model.parameters import newest_rules
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.subjects import Subject
from toolchain.model.rule_set.toml_files import read_toml

CRITERIA = "criteria"
"""The folder of the tables of criteria, below the templates."""

Item = Condition
"""One row of the conditions, as the blanks and the documents ask about it."""


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
        say: says a blank's own texts as the rule set does; None where they stand as they are.
        rare: the words of the drop-downs that only some rule sets use, which this one does.
        website: where the rule set's government publishes; empty where the blank's own suggestion stands.
        subjects: the kinds of applicants; empty for organisations alone.
        sets: the criteria of classes of applicants that have their own, by the names of the sets.
    """

    all: tuple[Item, ...]
    attachments: tuple[str, ...]
    edition: str
    criteria: tuple[CriterionItem, ...]
    say: Callable[[str], str] | None = None
    website: str = ""
    subjects: tuple[Subject, ...] = ()
    rare: frozenset[str] = frozenset()
    sets: tuple[tuple[str, tuple[CriterionItem, ...]], ...] = ()

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
        """Read the conditions and the criteria of the newest rule set.

        Raises:
            ParameterFault: a file is missing or broken, or there is no rule set.
        """
        newest = newest_rules(templates / "regulation")
        if newest is None:
            raise ParameterFault("templates/regulation：没有任何办法参数文件")
        return cls.of(newest, templates)

    @classmethod
    def of(cls, rules: Rules, templates: Path) -> Items:
        """Give the conditions of a rule set, and read its criteria.

        Raises:
            ParameterFault: the criteria are missing or broken.
        """
        edition, criteria = load_criteria(templates / CRITERIA / rules.art12.criteria)
        own = rules.speaks_as_model
        say, website = (None, "") if own else (rules.said, f"{rules.issuer}网站")
        rare = rules.rare_words
        sets = tuple(
            (item.name, load_criteria(templates / CRITERIA / item.criteria)[1]) for item in rules.criteria_sets
        )
        return cls(rules.conditions, rules.attachments, edition, criteria, say, website, rules.subjects, rare, sets)


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
