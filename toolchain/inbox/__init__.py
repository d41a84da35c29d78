"""The inbox: every name in it ends in exactly one state, and every readable workbook becomes typed rows."""

from __future__ import annotations

from toolchain.inbox.account import Entry
from toolchain.inbox.account import FileState
from toolchain.inbox.account import Intake
from toolchain.inbox.looking import Found
from toolchain.inbox.looking import look
from toolchain.inbox.receiving import receive

__all__ = ["Entry", "FileState", "Found", "Intake", "look", "receive"]
