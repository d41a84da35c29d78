"""``python -m tests.mutation [module …]``: print the score and every mutant that no test noticed.

Exit 1 where a mutant survives without a reason on file, or where one on file was noticed after all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.mutation.equivalents import equivalents
from tests.mutation.running import check_unchanged, every_mutant, modules, survives, tests_for, touched


def main(stems: list[str]) -> int:
    """Run the mutants of the named rule modules, or of all; give the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        lines = touched(Path(folder))
    paths = modules(stems)
    for path in paths:
        check_unchanged(path, lines)
    known = {key: why for key, why in equivalents().items() if key[0] in {path.stem for path in paths}}
    count = 0
    alive = []
    for mutant in every_mutant(stems):
        count += 1
        if count % 100 == 0:
            sys.stderr.write(f"{count} {mutant.name}\n")
        if survives(mutant, tests_for(mutant, lines)):
            alive.append(mutant)
            said = f"{mutant.name} | {mutant.text} | {known.get(mutant.key, '')}\n"
            sys.stdout.write(said)
            sys.stdout.flush()
    told = {mutant.key for mutant in alive}
    unexplained = [mutant for mutant in alive if mutant.key not in known]
    stale = [key for key in known if key not in told]
    for key in stale:
        sys.stdout.write(f"{'：'.join(key)} 已被测试发现，请从清单中删去\n")
    share = 100 * (count - len(alive)) / max(count, 1)
    sys.stdout.write(f"共{count}处，发现{count - len(alive)}处（{share:.1f}%），未发现{len(alive)}处，")
    sys.stdout.write(f"其中{len(unexplained)}处没有说明理由\n")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
