"""Which article of a rule set carries which function, and how the program's own texts are said in its words.

The program cites the model text, one provision for each function; a rule set names its own article for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from toolchain.engine.value_objects import Value


class Articles(Value):
    """The article of each function in a rule set; empty where its text is silent."""

    purpose: str
    scope: str
    principle: str
    quota: str
    coverage: str
    committee: str
    office: str
    panel: str
    reviewers: str
    reviewer_policy: str
    reviewer_experience: str
    reviewer_training: str
    reviewer_ethics: str
    conditions: str
    bars: str
    criteria: str
    announcement: str
    acceptance: str
    qualification: str
    review: str
    vote: str
    notice: str
    prize: str
    support: str
    funds: str
    prize_misuse: str
    dissemination: str
    title_use: str
    truthfulness: str
    fraud: str
    conduct: str
    discipline: str
    recusal: str
    validity: str
    exclusivity: str
    effect: str


MODEL: Mapping[str, str] = {
    "第一条": "purpose",
    "第二条": "scope",
    "第三条": "principle",
    "第四条": "quota",
    "第五条": "coverage",
    "第六条": "committee",
    "第七条": "office",
    "第八条": "panel",
    "第九条": "reviewers",
    "第九条第（一）项": "reviewer_policy",
    "第九条第（二）项": "reviewer_experience",
    "第九条第（三）项": "reviewer_training",
    "第九条第（四）项": "reviewer_ethics",
    "第十条": "conditions",
    "第十一条": "bars",
    "第十二条": "criteria",
    "第十三条": "announcement",
    "第十四条": "acceptance",
    "第十五条": "qualification",
    "第十六条": "review",
    "第十七条": "vote",
    "第十八条": "notice",
    "第十九条": "prize",
    "第二十条": "support",
    "第二十一条": "funds",
    "第二十二条": "prize_misuse",
    "第二十三条": "dissemination",
    "第二十四条": "title_use",
    "第二十五条": "truthfulness",
    "第二十五条第一款": "fraud",
    "第二十五条第二款": "conduct",
    "第二十六条": "discipline",
    "第二十七条": "recusal",
    "第二十八条": "validity",
    "第二十九条": "exclusivity",
    "第三十条": "effect",
}
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
