"""What holds for every test of the outbox."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the calls that wait for the disk, but do not wait: what they are for is tested in test_power_loss."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
