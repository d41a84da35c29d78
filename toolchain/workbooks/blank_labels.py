"""The words a blank carries beside its data: the writer prints them, the reader knows them again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from toolchain.model.schema import Column, Row, columns
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.normalisation import label_key
from toolchain.workbooks.value_types import advice

MARK_SHEET = "_模板"
WORDS_SHEET = "_词表"
SUMMARY_SHEET = "问题汇总"
COVER_SHEET, SIGNING_SHEET = "封面", "签字页"
BOOKLET_SHEETS = (COVER_SHEET, SIGNING_SHEET)
"""Sheets that a blank only prints; what they show stands on the others."""
OWN_SHEETS = (MARK_SHEET, WORDS_SHEET, SUMMARY_SHEET, *BOOKLET_SHEETS)
"""Sheets the tool itself adds; the reader takes no data from them."""

MARK_LABELS = ("模板", "版本", "届次", "对象")
FORM_HEADER = ("项目", "填写内容", "填写说明")
REQUIRED = "\uff0a"
"""The full-width asterisk beside a label that must be filled; the reader folds it away."""

LEGEND = f"标{REQUIRED}的必须填写；浅黄色格填写，灰色格已预先填好，不必改动。鼠标点到格子时有填写提示。"


def head_lines(declaration: Workbook, sheet: type[Row], mark: Mark) -> tuple[str, ...]:
    """List the lines above a table or form: title, what the workbook is for, how to fill the sheet."""
    title = f"{declaration.title} · {sheet.sheet.title}" + (f"（{mark.cycle}）" if mark.cycle else "")
    first = sheet is declaration.sheets[0] or sheet.sheet.variant
    notes = (
        declaration.note if first else "",
        f"填写人：{declaration.filled_by}。{sheet.sheet.note}",
        LEGEND,
    )
    return (title, *(note for note in notes if note))


@lru_cache(maxsize=1024)
def help_text(column: Column) -> str:
    """Say how to fill a cell: the declared help, what its type allows, an example, the article."""
    choices = "从列表中选择" if column.choices else advice(column)
    if choices in column.help:
        choices = ""
    parts = (
        "" if column.required else "可不填",
        column.help,
        choices,
        f"例：{column.example}" if column.example else "",
        f"依据：{column.basis}" if column.basis else "",
    )
    return "；".join(part for part in parts if part)


def own_texts(declaration: Workbook, sheet: type[Row], mark: Mark) -> frozenset[str]:
    """Collect every text the blank itself prints on a sheet, as keys, besides headers and labels."""
    return _own_texts(declaration.mark, sheet, head_lines(declaration, sheet, mark))  # type: ignore[arg-type] # every class is hashable


@lru_cache(maxsize=256)
def _own_texts(_: str, sheet: type[Row], head: tuple[str, ...]) -> frozenset[str]:
    declared = columns(sheet)
    texts = [*head, *FORM_HEADER]
    texts += [help_text(column) for column in declared] + [column.group for column in declared]
    return frozenset(label_key(text) for text in texts if text)


def spoken(column: Column, say: Callable[[str], str]) -> Column:
    """Give a column as a rule set says it; its label only where a reader takes both for the same."""
    label = say(column.label)
    return replace(
        column,
        label=label if label_key(label) == label_key(column.label) else column.label,
        help=say(column.help),
        basis=say(column.basis),
        example=say(column.example),
    )


_LOOSE = (
    (re.compile(r"第[一二三四五六七八九十百]+条(?:第\([一二三四五六七八九十]\)项|第[一二三四五六七八九十]+款)?"), "条"),
    (re.compile(r"[^,。;:、()“”《》·]{0,12}质量奖"), "质量奖"),
    (re.compile(r"[^,。;:、()“”《》·]{0,12}会议"), "会议"),
    (re.compile(r"[^,。;:、()“”《》·]{0,4}(?:政府|管委会)"), "政府"),
    (re.compile(r"([本全])(?:新区|开发区|[区县市省州旗盟])"), r"\1区"),
    (re.compile(r"依据:.*$"), ""),
)


@lru_cache(maxsize=4096)
def _loose(key: str) -> str:
    """Reduce a text of a blank to what it shares with that of any other rule set."""
    for pattern, word in _LOOSE:
        key = pattern.sub(word, key)
    return key.rstrip(";")


@lru_cache(maxsize=256)
def _loose_texts(own: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_loose, own))


def prints(own: frozenset[str], key: str | None) -> bool:
    """Say whether a blank prints a text itself, in the words of whichever rule set it was made for."""
    return key in own or (bool(key) and bool(own) and _loose(key or "") in _loose_texts(own))
