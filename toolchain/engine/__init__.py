"""Machinery without a word of the award in it: values, caches, temporary files, parallel work, and xlsx cells.

In: plain Python objects and bytes. Out: the same, faster or safer. It imports nothing of the project and could be
published alone.
"""

from __future__ import annotations

PART_OF = "TOOLCHAIN_PART_OF"
"""The variable that tells a program of ours which process it works for: it ends with that one."""
