"""``python -m tests.mutation [module …]``: print the score and every mutant that no test noticed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.mutation.running import check_unchanged
from tests.mutation.running import every_mutant
from tests.mutation.running import modules
from tests.mutation.running import survives
from tests.mutation.running import tests_for
from tests.mutation.running import touched


def main(stems: list[str]) -> None:
    """Run the mutants of the named rule modules, or of all."""
    with tempfile.TemporaryDirectory() as folder:
        lines = touched(Path(folder))
    for path in modules(stems):
        check_unchanged(path, lines)
    count = alive = 0
    for mutant in every_mutant(stems):
        count += 1
        if count % 100 == 0:
            sys.stderr.write(f"{count} {mutant.name}\n")
        if survives(mutant, tests_for(mutant, lines)):
            alive += 1
            sys.stdout.write(f"{mutant.name} | {mutant.text}\n")
            sys.stdout.flush()
    killed = count - alive
    sys.stdout.write(f"{killed}/{count} = {100 * killed / max(count, 1):.1f}%\n")


main(sys.argv[1:])
