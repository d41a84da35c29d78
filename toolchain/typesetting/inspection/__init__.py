"""A finished document held against the clauses of GB/T 9704-2012: one row, one check, one measured value."""

from __future__ import annotations
