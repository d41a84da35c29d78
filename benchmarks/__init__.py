"""How fast it is, beside other tools and beside what the machine can do at all; every result is compared first."""

from __future__ import annotations
