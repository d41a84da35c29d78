"""What a run says: to programs, to people, and why."""

from __future__ import annotations
