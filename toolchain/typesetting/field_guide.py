"""The list of fields (可用字段) that templates may use, for those who edit them in Word."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from toolchain.documents.declaration import Document, slots
from toolchain.model.issuance import Issuance
from toolchain.model.rule_set.office import Office
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import Row, columns
from toolchain.model.sheets.settings import Cycle
from toolchain.typesetting.template_check import fields_of, members
from toolchain.typesetting.template_filters import FILTER_HELP

_KINDS = {"str": "文字", "int": "整数", "bool": "是/否", "date": "日期", "Decimal": "金额或小数", "Fraction": "分数"}
_ISSUE = {
    "number": "发文字号",
    "dated": "成文日期，写成 issue.dated\\|date",
    "signer": "签发人",
    "printed": "印发日期，写成 issue.printed\\|date",
    "issued": "已印发，用 if 判断",
}
_OFFICE = {
    "government": "区政府",
    "committee": "评审委员会",
    "office": "评审委员会办公室",
    "bureau": "市场监督管理局",
    "printing": "版记里的印发机关",
    "finance": "财政局",
    "copies": "版记里的抄送机关",
    "government_prefix": "区政府发文代字",
    "office_prefix": "评审办发文代字",
}
_RULES = {
    "title": "办法名称，不带书名号",
    "document": "办法文号",
    "award": "奖项名称",
    "issuer": "制定机关",
    "district": "区名",
    "effective": "施行日期",
}
_COMMON = (("issue", Issuance, _ISSUE), ("office", Office, _OFFICE), ("rules", Rules, _RULES))
_SHARED = {"subject", "subject_name", "issue", "office", "rules", "cycle", "draft"}


def fields_guide(documents: Iterable[type[Document]]) -> str:
    """Write the list of fields of every template, in the order given."""
    return "\n".join([*_head(), *(line for document in documents for line in _document(document))]) + "\n"


def _head() -> Iterator[str]:
    yield "# 模板可用字段"
    yield ""
    yield "在 Word 模板里写 `{{ 字段 }}`；要按格式打印时写 `{{ 字段|写法 }}`。"
    yield "逐段重复写 `{%p for x in 字段 %}` 与 `{%p endfor %}`，"
    yield "表格逐行重复写 `{%tr for x in 字段 %}` 与 `{%tr endfor %}`，"
    yield "按情况取舍写 `{%p if 字段 %}`、`{%p else %}`、`{%p endif %}`；这些语句各占一段（一行）。"
    yield ""
    yield "## 写法"
    yield ""
    yield "| 写法 | 作用 |"
    yield "|---|---|"
    yield from (f"| `{name}` | {text} |" for name, text in FILTER_HELP.items())
    yield ""
    yield "## 各模板通用"
    yield ""
    yield "| 字段 | 内容 |"
    yield "|---|---|"
    for name, kind, labels in _COMMON:
        yield from (f"| `{name}.{key}` | {labels[key]} |" for key in fields_of(kind) if key in labels)
    yield from (f"| `cycle.{column.name}` | {column.label} |" for column in columns(Cycle))
    yield "| `subject_name` | 文书所对的单位或人员，每届一份的为空 |"
    yield "| `draft` | 送审稿（文号或日期未登记），用 if 判断 |"


def _document(document: type[Document]) -> Iterator[str]:
    own = [slot for slot in slots(document) if slot.name not in _SHARED]
    yield from ("", f"## {document.template}.docx", "")
    if not own:
        yield "只有通用字段。"
        return
    yield "| 字段 | 内容 | 类型 | 说明 |"
    yield "|---|---|---|---|"
    for slot in own:
        note = "；".join(filter(None, (slot.help, "可以不用" if slot.spare else ""))) or "—"
        yield f"| `{slot.name}` | {slot.label} | {kind_text(slot.kind)} | {note} |"
    groups = list(_groups_below([slot.kind for slot in own]))
    if groups:
        yield from ("", "其中：", "")
    for kind in groups:
        yield f"- {_named(kind)}：{'、'.join(_inner(kind))}"


def _inner(kind: type) -> Iterator[str]:
    """List what a group of values holds, with the header where it is a row of a workbook."""
    labels = {column.name: column.label for column in columns(kind)} if issubclass(kind, Row) else {}
    for name in fields_of(kind):
        if name != "at":
            yield f"`{name}`（{labels[name]}）" if name in labels else f"`{name}`"


def _named(kind: type) -> str:
    return f"{kind.sheet.title}（{kind.__name__}）" if issubclass(kind, Row) else kind.__name__


def _groups_below(kinds: Iterable[Any]) -> Iterator[type]:
    seen: set[type] = set()
    queue = [group for kind in kinds for group in _groups(kind)]
    while queue:
        kind = queue.pop(0)
        if kind in seen or kind.__name__ == "Place":
            continue
        seen.add(kind)
        yield kind
        hints = typing.get_type_hints(kind)
        queue += [group for name in fields_of(kind) for group in _groups(hints[name])]


def _groups(kind: Any) -> list[type]:  # noqa: ANN401 - any type
    found: list[type] = []
    for member in members(kind):
        arguments = [argument for argument in typing.get_args(member) if argument is not ...]
        if arguments:
            found += [group for argument in arguments for group in _groups(argument)]
        elif isinstance(member, type) and dataclasses.is_dataclass(member):
            found.append(member)
    return found


def kind_text(kind: Any) -> str:  # noqa: ANN401 - any type
    """Name a type in Chinese."""
    words = []
    for member in members(kind):
        arguments = [argument for argument in typing.get_args(member) if argument is not ...]
        if typing.get_origin(member) is tuple and arguments:
            words.append(f"一组{kind_text(arguments[0])}")
        elif isinstance(member, type):
            words.append(_KINDS.get(member.__name__, member.__name__))
        else:
            words.append("文字")
    optional = type(None) in typing.get_args(kind)
    return ("或".join(dict.fromkeys(words)) or "—") + ("（可空）" if optional else "")
