"""The regulation, one module per article: pure functions over typed rows, parameters and earlier results.

In: rows of the record, the numbers of the rule set, a working-day calendar. Out: findings, results and problems, each
with its article and cells. It imports the engine and the model; no file, clock, chance or floating point.
"""

from __future__ import annotations
