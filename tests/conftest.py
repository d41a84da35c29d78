"""How examples are drawn: the same ones in every run, so that a gate judges the change and not the day's luck.

`HYPOTHESIS_PROFILE=search` draws new ones, for whoever looks for more.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))
