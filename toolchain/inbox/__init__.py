"""The inbox: every name in it ends in exactly one state, and every readable workbook becomes typed rows.

In: the folder in which people put files. Out: an intake, the records of its cycles and the problems of its files. It
imports workbooks, the model and the engine.
"""

from __future__ import annotations
