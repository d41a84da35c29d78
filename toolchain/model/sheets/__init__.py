"""The fourteen standard workbooks, declared. Declarations only: nothing here reads, writes or decides."""

from __future__ import annotations

from toolchain.model.sheets.application_book import APPLICATION
from toolchain.model.sheets.approval import APPROVAL
from toolchain.model.sheets.checks import CHECKS
from toolchain.model.sheets.committee import COMMITTEE
from toolchain.model.sheets.correspondence import CORRESPONDENCE
from toolchain.model.sheets.draw import DRAW
from toolchain.model.sheets.events import EVENTS
from toolchain.model.sheets.experts import EXPERTS
from toolchain.model.sheets.notice import NOTICE
from toolchain.model.sheets.prize_use import PRIZE_USE
from toolchain.model.sheets.register import REGISTER
from toolchain.model.sheets.scores import SCORES
from toolchain.model.sheets.settings import SETTINGS
from toolchain.model.sheets.supervision import SUPERVISION

__all__ = [
    "APPLICATION",
    "APPROVAL",
    "CHECKS",
    "COMMITTEE",
    "CORRESPONDENCE",
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
    CORRESPONDENCE,
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
