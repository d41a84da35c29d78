"""Typed contents of every document, and the pure functions that compose them."""

from __future__ import annotations
