"""What says something else about a cell than its content: text struck through or not to be seen, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from toolchain.engine.xlsx.cell_styles import WHITE, font_colour, is_struck, near, runs
from toolchain.engine.xlsx.cells import Annotation, AnnotationKind, Cell, CellKind, Refused, number_of
from toolchain.engine.xlsx.decimals import finite
from toolchain.engine.xlsx.limits import LIMITS
from toolchain.engine.xlsx.parse_cache import cache_parsed
from toolchain.engine.xlsx.shared_strings import decoded
from toolchain.engine.xlsx.xml_stream import MAIN, Element, stream

Spot = tuple[int, int]
Rule = tuple[str, int, str, str, tuple[str, ...]]
"""A conditional format: the areas it covers, the number of its look, its type, its comparison, its formulas."""

THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")
_INSTEAD = (MAIN + "dataBar", MAIN + "iconSet")
PICTURE = -1
"""Stands for the look of a cell that shows a bar or a sign and no number."""
_OWN = re.compile(r"[EWN]-[A-Z]+-[0-9]{2}")
"""A comment in which a code of a problem stands was put there by a returned copy."""
_PREAMBLE = re.compile(r"^\s*\[(?:Threaded comment|线程批注)\].*?(?:Comment|注释|批注)[:：]\s*", re.DOTALL)


def concealed_runs(element: Element) -> tuple[Annotation, ...]:
    """Name the runs of a text that are struck through, and those written in white."""
    struck, white = "", ""
    for text, properties in runs(element):
        if properties is None or not text.strip():
            continue
        if is_struck(properties):
            struck += text
        elif near(font_colour(properties), WHITE):
            white += text
    found = ((AnnotationKind.STRUCK, struck), (AnnotationKind.FAINT, white))
    return tuple(Annotation(kind, decoded(text)) for kind, text in found if text)


def rules_of(element: Element) -> Iterator[Rule]:
    """Give the conditional formats of one area that name a look, or put a bar or a sign in place of the number."""
    for rule in element.iterchildren(MAIN + "cfRule"):
        number = rule.get("dxfId", "")
        if any(child.get("showValue") in {"0", "false"} for child in rule.iterchildren(*_INSTEAD)):
            yield element.get("sqref", ""), PICTURE, "", "", ()
        if re.fullmatch(r"[0-9]{1,6}", number):
            formulas = tuple((child.text or "").strip() for child in rule.iterchildren(MAIN + "formula"))
            yield element.get("sqref", ""), int(number), rule.get("type", ""), rule.get("operator", ""), formulas


@cache_parsed
def read_comments(name: str, data: bytes) -> tuple[tuple[Spot, str], ...]:
    """Give the comments of a sheet, those of the older kind and those that answer one another."""
    threaded = THREADED.encode("ascii")[1:-1] in data[:2000] and b"ThreadedComments" in data[:2000]
    space = THREADED if threaded else MAIN
    root, wanted = ("ThreadedComments", "threadedComment") if threaded else ("comments", "comment")
    found: list[tuple[Spot, str]] = []
    for element in stream(name, data, space + root, (space + wanted,)):
        area = _AREA.fullmatch(element.get("ref", ""))
        if area is None:
            continue
        said = "".join(piece.text or "" for piece in element.iter(space + ("text" if threaded else "t")))
        text = _PREAMBLE.sub("", decoded(said)).strip()
        if text and not _OWN.search(text):
            found.append(((int(area[2]), number_of(area[1])), text))
        if len(found) > LIMITS.areas:
            raise Refused("E-BOOK-14", what="批注")
    return tuple(found)


def annotations_of(
    cells: Mapping[Spot, Cell],
    *,
    concealed: Mapping[Spot, tuple[Annotation, ...]],
    rules: tuple[Rule, ...],
    concealing: frozenset[int],
    comments: tuple[tuple[Spot, str], ...],
) -> dict[Spot, tuple[Annotation, ...]]:
    """Collect the annotations of a sheet by cell.

    Args:
        cells: what the sheet holds.
        concealed: runs of texts that are struck through or white.
        rules: its conditional formats.
        concealing: conditional looks that strike through or hide.
        comments: its comments.
    """
    found: dict[Spot, tuple[Annotation, ...]] = {}
    looked = (*_looks(cells), *_runs(cells, concealed), *_ruled(cells, rules, concealing))
    for spot, annotation in (*looked, *((spot, Annotation(AnnotationKind.COMMENT, text)) for spot, text in comments)):
        if annotation not in found.get(spot, ()):
            found[spot] = (*found.get(spot, ()), annotation)
    return found


def _looks(cells: Mapping[Spot, Cell]) -> Iterator[tuple[Spot, Annotation]]:
    """Name the cells whose own look strikes them through or hides them."""
    for spot, cell in cells.items():
        if cell.style.struck:
            yield spot, Annotation(AnnotationKind.STRUCK, cell.text)
        if cell.style.faint:
            yield spot, Annotation(AnnotationKind.FAINT, cell.text)


def _runs(
    cells: Mapping[Spot, Cell], concealed: Mapping[Spot, tuple[Annotation, ...]]
) -> Iterator[tuple[Spot, Annotation]]:
    """Name the texts in part struck through or white; white on a dark ground is there to be seen."""
    for spot, found in concealed.items():
        for annotation in found:
            if spot in cells and (annotation.kind is not AnnotationKind.FAINT or not cells[spot].style.dark):
                yield spot, annotation


def _ruled(
    cells: Mapping[Spot, Cell], rules: tuple[Rule, ...], concealing: frozenset[int]
) -> Iterator[tuple[Spot, Annotation]]:
    """Name the cells that a conditional format strikes through or hides."""
    for areas, look, kind, operator, formulas in rules:
        if look in concealing or look == PICTURE:
            for cell in _covered(cells, areas):
                if _applies(cell, kind, operator, formulas):
                    yield (cell.row, cell.column), Annotation(AnnotationKind.RULE, cell.text)


def _covered(cells: Mapping[Spot, Cell], areas: str) -> Iterator[Cell]:
    for area in areas.split():
        found = _AREA.fullmatch(area)
        if found is None:
            continue
        left, top = number_of(found[1]), int(found[2])
        right, bottom = (number_of(found[3]), int(found[4])) if found[3] else (left, top)
        for (row, column), cell in cells.items():
            if top <= row <= bottom and left <= column <= right:
                yield cell


def _applies(cell: Cell, kind: str, operator: str, formulas: tuple[str, ...]) -> bool:
    """Say whether a conditional format may apply: one that would have to be computed is taken to."""
    if kind == "containsBlanks":
        return False
    if kind == "expression" and formulas and formulas[0].upper() in {"FALSE", "0"}:
        return False
    if kind != "cellIs" or cell.kind is not CellKind.NUMBER:
        return True
    number, limits = finite(cell.text), [finite(formula) for formula in formulas]
    known = [limit for limit in limits if limit is not None]
    if number is None or not known or len(known) < len(limits):
        return True
    if operator in {"between", "notBetween"} and len(known) > 1:
        return (min(known) <= number <= max(known)) is (operator == "between")
    return _compare(number, operator, known[0])


def _compare(number: Decimal, operator: str, limit: Decimal) -> bool:
    order = (number > limit) - (number < limit)
    return {
        "equal": order == 0,
        "notEqual": order != 0,
        "greaterThan": order > 0,
        "greaterThanOrEqual": order >= 0,
        "lessThan": order < 0,
        "lessThanOrEqual": order <= 0,
    }.get(operator, True)
