"""What the spreadsheet program itself checks and says while a blank is filled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from toolchain.model.government_level import own_level
from toolchain.model.identifiers import Refers
from toolchain.model.schema import Column
from toolchain.workbooks.blank_labels import WORDS_SHEET, help_text
from toolchain.workbooks.normalisation import visible
from toolchain.workbooks.value_types import kind_of
from toolchain.workbooks.vocabularies import offered

_TITLE_LIMIT, _TEXT_LIMIT, _LIST_LIMIT = 32, 255, 255


class Words:
    """Vocabularies too long for a list inside a cell; they go to a hidden sheet."""

    def __init__(
        self,
        say: Callable[[str], str] | None = None,
        rare: Collection[str] = (),
        names: Mapping[Refers, tuple[str, ...]] | None = None,
    ) -> None:
        """Begin with none.

        Args:
            say: says a choice as a rule set does, where a reader takes both for the same.
            rare: of the words that only some rule sets use, those that are offered.
            names: what may be chosen where a code or number of somebody is wanted.
        """
        self.lists: list[tuple[str, ...]] = []
        self.names = names or {}
        self._say = say
        self._rare = frozenset(rare)

    def offered(self, column: Column) -> tuple[str, ...]:
        """Give the words of a column's vocabulary that the rule set uses."""
        return offered(column, self._rare)

    def source(self, choices: tuple[str, ...]) -> list[str] | str:
        """Give a vocabulary as a validation refers to it."""
        if self._say is not None:
            said = tuple(map(self._say, choices))
            choices = tuple(new if own_level(new) == old else old for old, new in zip(choices, said, strict=True))
        if len(",".join(choices)) <= _LIST_LIMIT and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self.lists:
            self.lists.append(choices)
        letter = chr(65 + self.lists.index(choices))
        return f"='{WORDS_SHEET}'!${letter}$1:${letter}${len(choices)}"

    def write(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        """Write the hidden sheet, where one is needed."""
        if not self.lists:
            return
        page = book.add_worksheet(WORDS_SHEET)
        for number, choices in enumerate(self.lists):
            for row, choice in enumerate(choices):
                page.write_string(row, number, choice)
        page.very_hidden()


def validate(page: Any, words: Words, area: tuple[int, int, int, int], column: Column) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Check the cells of a column while they are typed, and say at each how to fill it."""
    check: dict[str, object] = {"validate": "any"} if column.many else kind_of(column).validation(column)
    if check["validate"] == "list":
        check["source"] = words.source(words.offered(column))
    elif not column.many and (names := words.names.get(column.refers)):
        check = {"validate": "list", "source": words.source(names), "error_type": "warning"}
    page.data_validation(
        *area,
        {
            **check,
            "ignore_blank": True,
            "input_title": visible(column.label, _TITLE_LIMIT),
            "input_message": visible(help_text(column) or "从下拉列表中选择", _TEXT_LIMIT),
            "error_title": "请检查填写内容",
            "error_message": visible(_complaint(column, words.offered(column)), _TEXT_LIMIT),
        },
    )


def _complaint(column: Column, offered: Sequence[str]) -> str:
    if offered:
        return f"“{column.label}”只能填：{'、'.join(offered)}"
    return f"“{column.label}”填写不合要求：{help_text(column)}"


def explain_head(page: Any, row: int, place: int, column: Column) -> None:  # noqa: ANN401 - as above
    """Say at the head of a column how to fill it."""
    text = help_text(column)
    if text:
        message = {
            "validate": "any",
            "input_title": visible(column.label, _TITLE_LIMIT),
            "input_message": visible(text, _TEXT_LIMIT),
        }
        page.data_validation(row, place, row, place, message)
