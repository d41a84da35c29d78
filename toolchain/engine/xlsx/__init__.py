"""An .xlsx file read safely: container rules, XML as a stream, cells with what they store and how they are shown.

In: bytes nobody vouches for. Out: sheets of cells, or the reason for refusing them. It imports the engine alone.
"""

from __future__ import annotations
