"""The pages of the handbook that are made from the declarations and catalogues, so that they cannot go stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from toolchain.cli.report import contents
from toolchain.cli.report.date_order_page import bounds, date_order
from toolchain.cli.report.promises_page import promises
from toolchain.cycle.paths import find_root
from toolchain.documents.composition import declared
from toolchain.model.problems import Severity
from toolchain.model.readings import Interpretation, cells_that_choose
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.schema import Column, Layout, Row, columns
from toolchain.model.sheets import SETTINGS, WORKBOOKS
from toolchain.model.wording import Entry, Wording
from toolchain.model.workbook_declaration import Workbook
from toolchain.regulation.chronology import FILE, Chronology
from toolchain.typesetting.field_guide import fields_guide
from toolchain.workbooks.blank_labels import help_text

MADE = "<!-- 由 python -m toolchain guide 生成，请勿手工修改。 -->"
FIELDS, MESSAGES, READINGS = "docs/表格填写说明.md", "docs/问题目录.md", "docs/口径说明.md"
PROMISES = "docs/承诺与核对.md"
ORDERS, SLOTS, CONTENTS = "docs/日期先后.md", "templates/模板可用字段.md", "docs/文书要素.md"


def pages(
    wording: Wording, interpretations: Mapping[str, Interpretation], chronology: Chronology | None = None
) -> Mapping[str, str]:
    """Give every generated page by its place below the project; the order of dates is by default this program's."""
    if chronology is None:
        table = read_toml(find_root(Path(__file__).parent) / "templates" / FILE)
        chronology = Chronology.of(table, WORKBOOKS)
    return {
        FIELDS: _page(_fields(chronology)),
        ORDERS: _page(date_order(chronology)),
        MESSAGES: _page(_messages(wording)),
        READINGS: _page(_readings(interpretations)),
        CONTENTS: _page(contents.table(declared())),
        PROMISES: _page(promises(find_root(Path(__file__).parent))),
        SLOTS: f"{MADE}\n\n{fields_guide(declared())}",
    }


def _page(lines: Iterator[str]) -> str:
    return "\n".join((MADE, "", *lines)) + "\n"


def _fields(chronology: Chronology) -> Iterator[str]:
    yield "# 表格填写说明"
    yield ""
    yield "十四种标准表格的每一栏。带 ＊ 的必填；灰色格由系统预先填好，不必填写。"
    for book in WORKBOOKS:
        yield from _book(book, chronology)


def _book(book: Workbook, chronology: Chronology) -> Iterator[str]:
    yield ""
    yield f"## {book.title}"
    yield ""
    each = f"每个{book.each}一份。" if book.each else "每届一份。"
    yield f"由{book.filled_by}填写，{each}{book.note}"
    for sheet in book.sheets:
        yield from _sheet(sheet, chronology)


def _sheet(sheet: type[Row], chronology: Chronology) -> Iterator[str]:
    declared = sheet.sheet
    layout = "一栏一行" if declared.layout is Layout.FORM else "一件一行"
    yield ""
    yield f"### {declared.title}（{layout}）"
    yield ""
    if declared.note:
        yield declared.note
        yield ""
    yield "| 栏目 | 怎样填 | 条款 |"
    yield "|---|---|---|"
    for column in columns(sheet):
        label, order = f"{column.label}{'＊' if column.required else ''}", bounds(chronology, sheet, column)
        yield f"| {label} | {_how(column, order)} | {column.basis} |"


def _how(column: Column, order: str) -> str:
    text = help_text(column).replace("\n", "；").replace("|", "／")
    text = "；".join(filter(None, (text, order)))
    return text or ("从下拉列表中选择" if column.choices else "按实际填写")


def _messages(wording: Wording) -> Iterator[str]:
    yield "# 问题目录"
    yield ""
    yield "每个编号的意思、怎样改、例子。E 开头的必须改正，W 开头的请核对，N 开头的是系统做过的无损整理。"
    for letter, severity in (("E", Severity.ERROR), ("W", Severity.WARNING), ("N", Severity.NOTE)):
        yield ""
        yield f"## {severity.value}"
        for code, entry in sorted(wording.problems.items()):
            if code.startswith(letter):
                yield from _message(code, entry)


def _message(code: str, entry: Entry) -> Iterator[str]:
    yield ""
    yield f"### {code} {entry.title}"
    yield ""
    yield f"- 提示：{entry.message}"
    yield f"- 怎样改：{entry.remedy}"
    if entry.example:
        yield f"- 例子：{entry.example}"


def _readings(interpretations: Mapping[str, Interpretation]) -> Iterator[str]:
    yield "# 口径说明"
    yield ""
    yield "办法条文可有不同理解之处，本工具怎样理解。“可选”一栏写明在《届次设置》的哪一格选择；没有的不能逐届选择。"
    yield ""
    yield "| 编号 | 条款 | 事项 | 不同理解 | 采用 | 可选 |"
    yield "|---|---|---|---|---|---|"
    cells = cells_that_choose(SETTINGS.sheets)
    for number, item in interpretations.items():
        where = cells.get(number, "")
        yield f"| 口径{number} | {item.article} | {item.title} | {item.question} | {item.chosen} | {where} |"
