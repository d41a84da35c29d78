"""Problems of what a cell shows: another value than it stores, struck through or hidden text, comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from toolchain.engine.xlsx.cells import Annotation, AnnotationKind, Cell
from toolchain.engine.xlsx.decimals import finite
from toolchain.model.schema import USCC, Column, WanYuan, Yuan
from toolchain.workbooks.display_difference import AS_IT_IS, Difference, Gap, Unit, difference, seen
from toolchain.workbooks.normalisation import ascii_form, label_key, visible

Told = tuple[str, dict[str, str]]
"""The code of a problem and the facts of its message."""

_SAID = {
    Gap.HIDDEN: ("E-SHOWN-01", "E-SHOWN-01"),
    Gap.OTHER: ("E-SHOWN-02", "E-SHOWN-02"),
    Gap.PARTIAL: ("E-SHOWN-03", "E-SHOWN-03"),
    Gap.ROUNDED: ("W-SHOWN-04", "E-SHOWN-05"),
    Gap.DRESSED: ("W-SHOWN-06", "E-SHOWN-07"),
}
"""How each difference is told, in an ordinary sheet and in one of points or votes."""

_ANNOTATED = {
    AnnotationKind.STRUCK: ("W-LOOK-01", "E-LOOK-02"),
    AnnotationKind.FAINT: ("W-LOOK-03", "E-LOOK-04"),
    AnnotationKind.RULE: ("W-LOOK-05", "E-LOOK-06"),
    AnnotationKind.COMMENT: ("W-LOOK-07", "E-LOOK-08"),
}
_REMARK = "N-LOOK-09"

_REVOKED = re.compile(
    r"作废|无效|废除|废止|取消|撤回|撤销|撤消|删除|删去|划掉|划去|不算|不计|不用|勿用|勿计|不作数|"
    r"改为|改成|改作|改填|更改|更正|修改为|修正|调整为|变更为|应为|应是|应该是|应填|应当为|实为|实际为|实际是|"
    r"有误|错误|写错|填错|打错|输错|误填|误写|笔误|错了|为准|重新|重填|补填|"
    r"待定|待核|待查|暂定|暂填|暂估|估计|存疑|疑问|回避|缺席|弃权|请假|未到|不同意|不符|冲突"
)
"""Words that take back or put in question what stands in a cell."""
_ALONE = re.compile(
    r"[应实改更为是得给共约计填:：=\s]*(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*[分元万亿%票人名家年月日号。.!！]*"
)
"""A comment that is nothing but a number, with or without its unit."""
_DAY = re.compile(r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")


def unit_of(column: Column) -> Unit:
    """Say in what the numbers of a column count."""
    element = column.element
    if element is WanYuan:
        return Unit.TEN_THOUSAND
    if element is Yuan:
        return Unit.YUAN
    if element is date:
        return Unit.DATE
    return Unit.TEXT if element in {str, USCC} or column.choices else Unit.ONE


def differing(cell: Cell, column: Column, *, strict: bool) -> Told | None:
    """Name a cell that shows something else than it stores.

    Args:
        cell: what was filled in.
        column: what it stands for.
        strict: points or votes stand in the sheet.
    """
    found = None if cell.style.code in AS_IT_IS else difference(cell, unit_of(column))
    return None if found is None else _told(found, column, strict=strict)


def _told(found: Difference, column: Column, *, strict: bool) -> Told:
    facts = {
        "label": column.label,
        "seen": visible(found.seen) or "（空白）",
        "stored": visible(found.stored) + ("万元" if column.element is WanYuan else ""),
    }
    return _SAID[found.gap][strict], facts | ({"missing": found.missing} if found.missing else {})


def annotations_at(
    cell: Cell | None, column: Column, annotations: tuple[Annotation, ...], *, strict: bool
) -> Iterator[Told]:
    """Name what says something else about a cell than its content.

    Args:
        cell: what was filled in, if anything.
        column: what it stands for.
        annotations: what was found at the cell.
        strict: points or votes stand in the sheet.
    """
    shown = "（空）" if cell is None else visible(seen(cell))
    for annotation in annotations:
        if annotation.kind is AnnotationKind.COMMENT:
            code = (
                _ANNOTATED[annotation.kind][strict] if contradicts(annotation.text, cell, column.choices) else _REMARK
            )
            yield code, {"label": column.label, "found": shown, "comment": visible(annotation.text)}
        elif cell is not None:
            whole = annotation.text == cell.text
            yield (
                _ANNOTATED[annotation.kind][strict],
                {
                    "label": column.label,
                    "found": shown,
                    "part": "全部内容" if whole else f"“{visible(annotation.text)}”",
                },
            )


def contradicts(comment: str, cell: Cell | None, choices: Collection[str] = ()) -> bool:
    """Say whether a comment takes back what stands in a cell, or gives another value.

    Args:
        comment: its text; the name of its author may stand before it on a line of its own.
        cell: what was filled in, if anything.
        choices: what may be filled in, where that is a closed vocabulary.
    """
    text = ascii_form(comment).rpartition(":\n")[2].strip()
    if _REVOKED.search(text):
        return True
    held = "" if cell is None else seen(cell)
    if label_key(text) == label_key(held):
        return False
    if text in choices:
        return True
    alone, day, own = _ALONE.fullmatch(text), _DAY.search(text), _DAY.search(ascii_form(held))
    said = finite(alone[1].replace(",", "")) if alone else None
    number = None if cell is None else finite(ascii_form(cell.text))
    if day and own:
        return [int(part) for part in day.groups()] != [int(part) for part in own.groups()]
    return said is not None and (cell is None or (number is not None and said != number))
