"""The thirteen standard workbooks, declared. Declarations only: nothing here reads, writes or decides."""

from __future__ import annotations

from toolchain.sheets.application import APPLICATION
from toolchain.sheets.approval import APPROVAL
from toolchain.sheets.checks import CHECKS
from toolchain.sheets.committee import COMMITTEE
from toolchain.sheets.draw import DRAW
from toolchain.sheets.events import EVENTS
from toolchain.sheets.experts import EXPERTS
from toolchain.sheets.notice import NOTICE
from toolchain.sheets.prize_use import PRIZE_USE
from toolchain.sheets.register import REGISTER
from toolchain.sheets.scores import SCORES
from toolchain.sheets.settings import SETTINGS
from toolchain.sheets.supervision import SUPERVISION

__all__ = [
    "APPLICATION",
    "APPROVAL",
    "CHECKS",
    "COMMITTEE",
    "DRAW",
    "EVENTS",
    "EXPERTS",
    "NOTICE",
    "PRIZE_USE",
    "REGISTER",
    "SCORES",
    "SETTINGS",
    "SUPERVISION",
    "WORKBOOKS",
]

WORKBOOKS = (
    SETTINGS,
    REGISTER,
    APPLICATION,
    CHECKS,
    EXPERTS,
    DRAW,
    SCORES,
    COMMITTEE,
    NOTICE,
    APPROVAL,
    PRIZE_USE,
    SUPERVISION,
    EVENTS,
)
"""Every standard workbook, in the order in which a cycle needs them."""
