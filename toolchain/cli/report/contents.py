"""What every paper must say, as its kind declares it, held against the text of its template.

Templates are read as text, so that a change of wording in any editor is held against the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolchain.documents.contents import GAP, Redress
from toolchain.documents.declaration import Document, labels, slots
from toolchain.model.rule_set.articles import MODEL
from toolchain.model.schema import columns
from toolchain.model.sheets.settings import Cycle

_PART = re.compile(r"第(?:（.+?）项|[一二三]款)$")
_OF_SUBJECT = re.compile(r"\{\{ (?:\w+\.)?article \}\}")
_OUTSIDE = ("remedy.body", "remedy.days", "remedy.court", "remedy.months")
_HEARD = ("office.terms.objection", "due.workdays")
_CONTACT = ("cycle.contact", "cycle.phone")
_TERMS = {
    "office.terms.objection": "陈述申辩的工作日数",
    "office.terms.recovery": "交回的工作日数",
    "office.terms.visit": "提前告知的工作日数",
}


def missing(kind: type[Document], text: str) -> Iterator[str]:
    """Say what a template, given as text, lacks of what its kind must say."""
    wanted = kind.says
    cited = [article for article in kind.articles if article not in wanted.uncited]
    yield from (f"没有写明依据{article}" for article in cited if not _cites(text, article))
    yield from (f"没有写明事实，应有 {_shown(name)}" for name in wanted.facts if not prints(kind, text, name))
    if not _says(text, wanted.decision):
        yield f"没有写明决定或者请求（“{wanted.decision}”）"
    if wanted.duty and not _says(text, wanted.duty):
        yield f"没有写明要对方做的事（“{wanted.duty}”）"
    yield from (f"没有写明期限，应有 {_shown(name)}" for name in wanted.term if not prints(kind, text, name))
    yield from _redress(kind, text, wanted.redress)
    if wanted.contact and not all(prints(kind, text, name) for name in _CONTACT):
        yield "没有写明联系人和联系电话"


def _redress(kind: type[Document], text: str, redress: Redress) -> Iterator[str]:
    outside = redress in {Redress.OFFICE, Redress.GOVERNMENT}
    lacking = [name for name in _OUTSIDE if outside and not prints(kind, text, name)]
    if lacking or (outside and not ("行政复议" in text and "行政诉讼" in text)):
        yield f"没有写明救济途径，应有 {'、'.join(_OUTSIDE)}"
    if redress is Redress.STATEMENT and not any(prints(kind, text, name) for name in _HEARD):
        yield f"没有写明在几个工作日内可以向评审办提出意见，应有 {_HEARD[0]}"
    if not outside and re.search("行政复议|行政诉讼", text):
        yield "不是决定，不应告知行政复议、行政诉讼"


def _says(text: str, words: str) -> bool:
    return re.search("[^。；\n]*?".join(map(re.escape, words.split(GAP))), text) is not None


def _cites(text: str, article: str) -> bool:
    """Say whether an article is cited: by its field, by its words, or by the field of what the paper is about."""
    names = [name for name in (MODEL.get(article), MODEL.get(_PART.sub("", article))) if name]
    by_field = any(re.search(rf"\{{\{{ rules\.articles\.{name} \}}\}}", text) for name in names)
    return by_field or _PART.sub("", article) in text or _OF_SUBJECT.search(text) is not None


def prints(kind: type[Document], text: str, name: str) -> bool:
    """Say whether a template prints a field; one of each entry of a list where it goes through the list."""
    if _printed(text, name):
        return True
    owner, _, rest = name.partition(".")
    loops = (
        re.findall(rf"\bfor (\w+) in (?:\w+\.)?{re.escape(owner)}\b", text) if owner in labels(kind) and rest else []
    )
    return any(_printed(text, f"{loop}.{rest}") for loop in loops)


def _printed(text: str, name: str) -> bool:
    return re.search(rf"\{{\{{\s*{re.escape(name)}\b", text) is not None


def _shown(name: str) -> str:
    return f"{{{{ {name} }}}}"


def table(documents: Iterable[type[Document]]) -> Iterator[str]:
    """Write the table paper × (basis, facts, decision, duty with its time, redress, contact), a line per kind."""
    yield "# 文书应当写明的内容"
    yield ""
    yield "每种文书写给谁、依据、事实、决定或者请求、要对方做的事和期限、救济途径、联系方式。"
    yield "“…”处可以是同一句里的任何文字。改模板以后运行 `make lint`，逐份核对，缺一项即指出。"
    yield ""
    yield "| 文书 | 写给 | 依据 | 事实 | 决定或者请求 | 要做的事 | 期限 | 救济途径 | 联系人 |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for kind in documents:
        yield "| " + " | ".join(_cells(kind)) + " |"


def _cells(kind: type[Document]) -> Iterator[str]:
    says = kind.says
    yield kind.template
    yield str(kind.addressee)
    yield "、".join(f"{article}{'（不引）' if article in says.uncited else ''}" for article in kind.articles)
    yield "、".join(dict.fromkeys(label(kind, name) for name in says.facts)) or "—"
    yield says.decision
    yield says.duty or "—"
    yield "、".join(dict.fromkeys(label(kind, name) for name in says.term)) or "—"
    yield says.redress
    yield "写明" if says.contact else "—"


def label(kind: type[Document], name: str) -> str:
    """Name a field in Chinese: its own label, or the one its help gives to a part of it.

    Raises:
        KeyError: the kind has no such field.
    """
    owner, _, rest = name.partition(".")
    if owner == "cycle":
        return next(column.label for column in columns(Cycle) if column.name == rest)
    if name in _TERMS:
        return _TERMS[name]
    slot = next((slot for slot in slots(kind) if slot.name == owner), None)
    if slot is None:
        raise KeyError(f"{kind.template}: {name}")
    told = re.search(rf"\b{rest}\b(?:、\w+)* ?([^，；。（、a-z]+)", slot.help) if rest else None
    return told[1].strip() if told else slot.label
