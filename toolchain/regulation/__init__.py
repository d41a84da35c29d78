"""The regulation, one module per article: pure functions over typed rows, parameters and earlier results."""

from __future__ import annotations
