"""How much a command says."""

from __future__ import annotations

from enum import StrEnum


class Verbosity(StrEnum):
    """What is told of a run; each includes the one before."""

    BRIEF = "brief"
    """Problems, and where the cycle stands."""

    USUAL = "lines"
    """Also what was made and changed, at most twenty lines of a kind."""

    WHOLE = "whole"
    """Also each file that came in, each that was made or stayed as it was, and every problem and note."""
