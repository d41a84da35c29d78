"""What every paper must say: its basis, facts, decision, duty with its time, remedy and contact, against the templates.

The table is ``templates/wording/papers.toml``; templates are read as text, so that a change of wording in any editor is
held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from toolchain.documents.declaration import Document
from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.toml_files import read_toml

PAPERS = "papers.toml"

_ITEM = re.compile(r"第（.+?）项$")
_PARAGRAPH = re.compile(r"第[一二三]款$")
_CITED = re.compile(r"\.article \}\}|\.articles?\b")


class RemedyKind(StrEnum):
    """Who reviews what a paper decides."""

    OFFICE = "office"
    GOVERNMENT = "government"
    OBJECTION = "objection"
    NONE = "none"


class Contents(Value):
    """What one kind of paper must say.

    Attributes:
        basis: articles it is made under.
        facts: fields that tell the facts, dates among them.
        decision: words that decide, ask or tell.
        duty: words that say what the addressee has to do, empty where nothing.
        term: fields of the time for it.
        remedy: who reviews it.
        contact: it names a person and a telephone.
    """

    basis: tuple[str, ...]
    facts: tuple[str, ...]
    decision: str
    duty: str
    term: tuple[str, ...]
    remedy: RemedyKind
    contact: bool


def load(folder: Path) -> Mapping[str, Contents]:
    """Read the table: name of the template → what it must say.

    Raises:
        ParameterFault: the file is missing or broken.
    """
    return {name: _contents(name, entry) for name, entry in read_toml(folder / PAPERS).items()}


def _contents(name: str, entry: Mapping[str, Any]) -> Contents:
    place = f"{PAPERS} 的 {name}"
    names = set(Contents.__annotations__)
    if set(entry) != names:
        raise ParameterFault(f"{place}：应当正好写 {'、'.join(Contents.__annotations__)} 各一项")
    try:
        return Contents(
            basis=tuple(entry["basis"]),
            facts=tuple(entry["facts"]),
            decision=str(entry["decision"]),
            duty=str(entry["duty"]),
            term=tuple(entry["term"]),
            remedy=RemedyKind(entry["remedy"]),
            contact=bool(entry["contact"]),
        )
    except (TypeError, ValueError) as error:
        raise ParameterFault(f"{place}：写法不对（remedy 只能是 {'、'.join(RemedyKind)}）") from error


def missing(kind: type[Document], text: str, table: Mapping[str, Contents]) -> Iterator[str]:
    """Say what a template, given as text, lacks of what its kind must say."""
    wanted = table.get(kind.template)
    if wanted is None:
        yield f"{PAPERS} 没有“{kind.template}”一节"
        return
    if strange := [article for article in wanted.basis if article not in kind.articles]:
        yield f"{PAPERS} 写的依据{'、'.join(strange)}不是这种文书的条款，应从{'、'.join(kind.articles)}中选"
    yield from (f"没有写明依据{article}" for article in wanted.basis if not _cites(text, article))
    yield from (f"没有写明事实，应有 {{{{ {name} }}}}" for name in wanted.facts if not _prints(text, name))
    if wanted.decision not in text:
        yield f"没有写明决定或者请求（“{wanted.decision}”）"
    if wanted.duty and wanted.duty not in text:
        yield f"没有写明要对方做的事（“{wanted.duty}”）"
    yield from (f"没有写明期限，应有 {{{{ {name} }}}}" for name in wanted.term if not _prints(text, name))
    yield from _remedy(text, wanted.remedy)
    if wanted.contact and not all(_prints(text, name) for name in ("cycle.contact", "cycle.phone")):
        yield "没有写明联系人和联系电话"


def _remedy(text: str, kind: RemedyKind) -> Iterator[str]:
    outside = kind in {RemedyKind.OFFICE, RemedyKind.GOVERNMENT}
    fields: Sequence[str] = ()
    if outside:
        fields = ("remedy.body", "remedy.days", "remedy.court", "remedy.months")
    elif kind is RemedyKind.OBJECTION:
        fields = ("office.terms.objection",)
    lacking = [name for name in fields if not _prints(text, name)]
    if lacking or (outside and not ("行政复议" in text and "行政诉讼" in text)):
        yield f"没有写明救济途径，应有 {'、'.join(fields)}"
    if not outside and re.search("行政复议|行政诉讼", text):
        yield "不是对外的决定，不应告知行政复议、行政诉讼"


def _cites(text: str, article: str) -> bool:
    """Say whether an article is cited: by its words, or by a field that holds it."""
    return _PARAGRAPH.sub("", _ITEM.sub("", article)) in text or bool(_CITED.search(text))


def _prints(text: str, name: str) -> bool:
    return re.search(rf"\{{\{{\s*{re.escape(name)}\b", text) is not None
