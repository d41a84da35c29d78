"""Which article of a rule set carries which function, and how the program's own texts are said in its words.

The program cites the model text, one provision for each function; a rule set names its own article for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, fields
from functools import cache

from toolchain.engine.value_objects import Value


class Articles(Value):
    """The article of each function in a rule set, empty where its text is silent; each with that of the model text."""

    purpose: str = field(metadata={"model": "第一条"})
    scope: str = field(metadata={"model": "第二条"})
    principle: str = field(metadata={"model": "第三条"})
    quota: str = field(metadata={"model": "第四条"})
    coverage: str = field(metadata={"model": "第五条"})
    committee: str = field(metadata={"model": "第六条"})
    office: str = field(metadata={"model": "第七条"})
    panel: str = field(metadata={"model": "第八条"})
    reviewers: str = field(metadata={"model": "第九条"})
    reviewer_policy: str = field(metadata={"model": "第九条第（一）项"})
    reviewer_experience: str = field(metadata={"model": "第九条第（二）项"})
    reviewer_training: str = field(metadata={"model": "第九条第（三）项"})
    reviewer_ethics: str = field(metadata={"model": "第九条第（四）项"})
    conditions: str = field(metadata={"model": "第十条"})
    bars: str = field(metadata={"model": "第十一条"})
    criteria: str = field(metadata={"model": "第十二条"})
    announcement: str = field(metadata={"model": "第十三条"})
    acceptance: str = field(metadata={"model": "第十四条"})
    qualification: str = field(metadata={"model": "第十五条"})
    review: str = field(metadata={"model": "第十六条"})
    vote: str = field(metadata={"model": "第十七条"})
    notice: str = field(metadata={"model": "第十八条"})
    prize: str = field(metadata={"model": "第十九条"})
    support: str = field(metadata={"model": "第二十条"})
    funds: str = field(metadata={"model": "第二十一条"})
    prize_misuse: str = field(metadata={"model": "第二十二条"})
    dissemination: str = field(metadata={"model": "第二十三条"})
    title_use: str = field(metadata={"model": "第二十四条"})
    truthfulness: str = field(metadata={"model": "第二十五条"})
    fraud: str = field(metadata={"model": "第二十五条第一款"})
    conduct: str = field(metadata={"model": "第二十五条第二款"})
    discipline: str = field(metadata={"model": "第二十六条"})
    recusal: str = field(metadata={"model": "第二十七条"})
    validity: str = field(metadata={"model": "第二十八条"})
    exclusivity: str = field(metadata={"model": "第二十九条"})
    effect: str = field(metadata={"model": "第三十条"})


MODEL: Mapping[str, str] = {item.metadata["model"]: item.name for item in fields(Articles)}
"""The model text: the function that each provision the program cites stands for."""

CITATION = re.compile(r"第[一二三四五六七八九十百]+条(?:第（[一二三四五六七八九十]+）项|第[一二三四五六七八九十]+款)?")


class Terms(Value):
    """The words of the level of government the award is given at.

    Attributes:
        level: 区, 县, 市, 省 or the like.
        here: 本区, 本县, 全市 …: the place as its own texts call it.
        whole: 全区, 全县, 全市 …
        government: 区政府, 县政府, 市政府 …
        meeting: the meeting that decides, 区政府常务会议 …
        session: the same meeting behind the government's full name, 常务会议 …
        award: the award's short name, as the text itself abbreviates it.
    """

    level: str
    here: str
    whole: str
    government: str
    meeting: str
    session: str
    award: str


_WORDS = {"区政府常务会议": "meeting", "区政府": "government", "本区": "here", "全区": "whole", "区长质量奖": "award"}
"""How the program's own texts say it."""
_OWN = re.compile("|".join((CITATION.pattern, *_WORDS)))


class Local(str):
    """A text that stands in the words of a rule set already, so that it is not said anew."""

    __slots__ = ()


def said(text: str, articles: Articles, terms: Terms) -> str:
    """Say a text of the program's own, never what people entered, with the articles and words of a rule set."""
    table = _table(articles, terms)
    if not table or isinstance(text, Local):
        return text
    return Local(_OWN.sub(lambda found: _local(found[0], table), text))


def _local(word: str, table: Mapping[str, str]) -> str:
    if word in table:
        return table[word]
    whole = word.partition("条")[0] + "条"
    return word if table.get(whole, whole) == whole else table[whole]


@cache
def _table(articles: Articles, terms: Terms) -> Mapping[str, str]:
    """Give what a rule set says otherwise; empty where it speaks as the model text does."""
    found = {model: getattr(articles, name) for model, name in MODEL.items()}
    found |= {word: getattr(terms, name) for word, name in _WORDS.items()}
    return found if any(word != own for word, own in found.items()) else {}


def speaks_as_model(articles: Articles, terms: Terms) -> bool:
    """Say whether a rule set says everything as the model text does."""
    return not _table(articles, terms)
