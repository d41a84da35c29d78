"""The documented exit codes of a run."""

from __future__ import annotations

from toolchain.cycle.outcome import Outcome
from toolchain.outbox.output import Publication, Word


def exit_code(outcome: Outcome, publication: Publication | None) -> int:
    """Give the documented exit code: 0 done, 1 problems in workbooks, 4 something was edited by hand and left alone."""
    if any(item.blocks for item in outcome.problems):
        return 1
    left_alone = {Word.EDITED, Word.ISSUED}
    changes = publication.changes.values() if publication is not None else ()
    return 4 if any(change.word in left_alone for listed in changes for change in listed) else 0
