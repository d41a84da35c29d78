"""The nouns of an award: sheets and their rows, problems, findings, parameters, wording, and the record of a cycle.

In: declarations and data files. Out: typed, frozen values that every later package shares. It imports the engine
alone; nothing here reads a workbook or decides.
"""

from __future__ import annotations
