"""Formulas as xlsxwriter may write them without looking through them."""

from __future__ import annotations


class Finished(str):
    """A formula that is written as it stands, without the sign ``=`` before it.

    xlsxwriter searches every formula for some hundred and fifty functions of later Excels and marks them with
    ``_xlfn.``, unless the formula is found to hold the mark, which says that its author has seen to it. None of ours
    uses such a function, so this one says that it has been seen to; that is all it is for.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        """Say that later functions are marked."""
        return part == "_xlfn." or (isinstance(part, str) and super().__contains__(part))
