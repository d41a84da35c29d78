"""What a spreadsheet program shows of a stored value, by the cell's number format; it knows of nothing else.

A format code goes in with a number or a text, the characters on the screen come out, column width aside. Arithmetic is
exact. The regional forms are those of a Chinese system: 14 is 2025/4/8, 31 is 2025年4月8日, months and days of the week
are Chinese unless the code asks for another language.
"""

from __future__ import annotations

from toolchain.engine.xlsx.number_format.display import Shown, display, display_text
from toolchain.engine.xlsx.number_format.grammar import Format, Part, Section, parse_format

__all__ = ["Format", "Part", "Section", "Shown", "display", "display_text", "parse_format"]
