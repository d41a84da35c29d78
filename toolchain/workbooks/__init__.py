"""Workbooks in and out, for any declared sheet: blanks, filled copies, returned copies and result workbooks.

In: cells of the engine and a declaration of the model. Out: typed rows and problems, or the bytes of an .xlsx file. It
imports the engine and the model; nothing here knows a particular sheet.
"""

from __future__ import annotations
