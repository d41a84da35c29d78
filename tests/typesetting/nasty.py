"""Documents with random content from the nasty end, built from the types that their declarations give."""

from __future__ import annotations

import dataclasses
import random
import types
import typing
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from tests.documents.launch_samples import READINGS
from tests.documents.launch_samples import RULES as SETTINGS
from tests.typesetting.sample import CYCLE, OFFICE, RULES
from toolchain.documents.composition import declared
from toolchain.documents.declaration import Document, slots
from toolchain.model.issuance import Issuance
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.schema import Place

NAMES = (
    "甲",
    "喆堃珺䶮",
    "A&B <公司>",
    "3M（中国）有限公司",
    "新乡市“红旗”精密机械有限公司",
    "红旗区Ⅲ号厂区·第二车间",
    "O'Neill & Söhne“新乡”公司",
    "𠮷野（新乡）餐饮有限公司",
)
_LETTERS = "新乡市红旗区精密机械制造科技股份有限公司食品电气研究院养老服务中心智慧物流喆堃珺䶮镕昇2026AB"
_SENTENCE = "经核查该单位质量管理体系运行有效，没有发生重大质量安全事故；2025年9月的检验报告（编号A-17）数据真实。"
_LONG = ("facts", "matter", "evidence", "reason", "decision", "investigation", "text", "label", "interest", "widened")
_FIXED = {
    "uscc": "91410702MA44ABCD5P",
    "subject": "91410702MA44ABCD5P",
    "certificate": "红质奖2026001",
    "article": "第十条第（一）项",
    "digest": "ad8c514bc0eea6482399ebf89fcc41219562243d333ca0f591c0bb50baa63c0e",
    "title": "红旗区区长质量奖",
    "seed": "352614652316415263341625",
    "account": "41001560000000000000001",
    "phone": "0373-0000001",
    "prize": "河南省省长质量奖",
    "meeting": "第52次常务会议",
    "code": "4.1.2",
    "number": "E01",
    "source": "2026届|制造业组|1|352614652316415263341625|E01",
    "trade": "制造业",
    "panel": "制造业组",
    "category": "领导",
    "position": "区政府副区长",
}
_PAPERS = tuple(sorted({kind.title for kind in declared()}))
"""What another paper is called, as in 关于更正《…》的通知."""
_MAY_LACK = frozenset({
    "again", "removed", "objections", "annulled", "declined", "reserves", "others", "earlier", "absent", "observers",
    "recusals", "surplus", "failed", "first", "repeat", "nominees", "laureates", "standing", "rows", "candidates",
    "moves", "strengths", "gaps", "rates", "names",
})  # fmt: skip
_FEW = {"seats": 3, "grades": 3}


class Nasty:
    """A source of documents; the same seed gives the same documents."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def document(self, kind: type[Document]) -> Document:
        """Give a document of a kind."""
        given: dict[str, Any] = {"office": OFFICE, "rules": RULES, "cycle": CYCLE, "issue": self.issue()}
        for slot in slots(kind):
            if slot.name in {"settings", "readings"}:
                given[slot.name] = SETTINGS if slot.name == "settings" else READINGS
            elif slot.name not in {*given, "draft"}:
                given[slot.name] = self.value(slot.kind, slot.name, 0)
        return kind(**given)

    def issue(self) -> Issuance:
        """Give a registration, now and then none."""
        if self.random.random() < 0.2:
            return Issuance()
        day = self.day()
        return Issuance(number="红政〔2026〕7号", dated=day, signer=self.name(4), printed=day)

    def value(self, kind: Any, name: str, depth: int) -> Any:
        """Give a value of a type; the field's name says what a text is."""
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin in {typing.Union, types.UnionType}:
            choices = [one for one in inner if one is not type(None)]
            lacking = type(None) in inner and self.random.random() < 0.3
            return None if lacking else self.value(self.random.choice(choices), name, depth)
        if origin is tuple:
            return tuple(self.value(inner[0], name, depth + 1) for _ in range(self.count(name, depth)))
        if dataclasses.is_dataclass(kind):
            return self.row(kind, depth)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self.random.choice(list(kind))
        return self.plain(kind, name)

    def row(self, kind: Any, depth: int) -> Any:
        """Give a dataclass filled at random."""
        hints = typing.get_type_hints(kind)
        values = {
            field.name: Place("表.xlsx", "表", {}, 1)
            if field.name == "at"
            else self.value(hints[field.name], field.name, depth + 1)
            for field in dataclasses.fields(kind)
        }
        return kind(**values)

    def span(self) -> Span:
        """Give a length of time."""
        return Span(self.random.choice([1, 3, 17]), self.random.choice([Unit.YEAR, Unit.MONTH, Unit.WORKDAY]))

    def plain(self, kind: Any, name: str) -> Any:
        """Give a value of a simple type."""
        if kind is bool:
            return self.random.random() < 0.5
        if kind in {date, Span}:
            return self.day() if kind is date else self.span()
        if kind is Fraction:
            most = 1 if name in {"share", "desk_weight", "site_weight", "concordance"} else 1000
            return Fraction(self.random.randint(0, most * 1000), 1000)
        if isinstance(kind, type) and issubclass(kind, Decimal):
            return kind(self.random.randint(0, 10**8))
        if isinstance(kind, type) and issubclass(kind, int):
            ordinal = name in {"number", "round", "turn", "notice"}
            count = self.random.choice([1, 2, 3, 17] if ordinal else [1, 2, 3, 17, 50_000])
            return self.random.randint(2000, 2099) if name == "year" else count
        return kind(self.text(name))

    def text(self, name: str) -> str:
        """Give a text for a field."""
        if name in _FIXED:
            return _FIXED[name]
        if name == "paper":
            return self.random.choice(_PAPERS)
        if name in _LONG or name.endswith(("sentences", "earlier", "others", "strengths", "gaps")):
            length = self.random.choice([2, 30, 61, 120])
            return self.name(20) + _SENTENCE * (length // len(_SENTENCE)) + "经核查没有发现问题"[: length % 9]
        return self.name(6 if name == "short" else 60)

    def name(self, most: int) -> str:
        """Give a name of up to 60 characters."""
        if self.random.random() < 0.3:
            fitting = [name for name in NAMES if len(name) <= most]
            return self.random.choice(fitting)
        length = self.random.choice([1, 2, 4, 8, 13, 16, 19, 20, 21, 28, 40, 60])
        return "".join(self.random.choice(_LETTERS) for _ in range(min(length, most)))

    def day(self) -> date:
        """Give a date."""
        return date(
            self.random.randint(2020, 2035), self.random.choice([1, 9, 10, 12]), self.random.choice([1, 9, 10, 28])
        )

    def count(self, name: str, depth: int) -> int:
        """Give how many entries a list has."""
        if name in _MAY_LACK and self.random.random() < 0.3:
            return 0
        most = _FEW.get(name, 40)
        return min(most, self.random.choice([1, 2, 3, 6, 12, 40] if depth == 0 else [1, 2, 4]))
