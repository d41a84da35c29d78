"""Machinery without a word of the award in it: values, caches, temporary files, parallel work, and xlsx cells.

In: plain Python objects and bytes. Out: the same, faster or safer. It imports nothing of the project and could be
published alone.
"""

from __future__ import annotations
