"""The documented exit codes of a run."""

from __future__ import annotations

from toolchain.cycle import Deliveries
from toolchain.cycle import Outcome
from toolchain.outbox import Word


def exit_code(outcome: Outcome, deliveries: Deliveries) -> int:
    """Give the documented exit code: 0 done, 1 problems in workbooks, 4 something was edited by hand and left alone."""
    if any(item.blocks for item in outcome.problems):
        return 1
    left_alone = {Word.EDITED, Word.ISSUED}
    return 4 if any(change.word in left_alone for changes in deliveries.values() for change in changes) else 0
