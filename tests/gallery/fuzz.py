"""Coverage-guided fuzzing of the reader.

``pip install -e '.[fuzz]'``, then ``python -m tests.gallery.fuzz FOLDER SECONDS``.

Every input is a whole workbook file. The guide (atheris, libFuzzer) sees which branches of the reader an input takes
and keeps what reaches a new one. The mutations are those of ``mutator``, and libFuzzer's own on the text of one part,
for the package must stay one. An input goes wrong when reading it raises or when it fails a comparison of
``test_mutants``. The first of each kind of failure are kept in FOLDER/found; FOLDER/corpus keeps the inputs that
reached something new.
"""

from __future__ import annotations

import random
import sys
import traceback
import warnings
from collections import Counter
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["toolchain.workbooks", "toolchain.inbox"]):
    from tests.gallery.kit import Copy, healthy, packed
    from tests.gallery.mutator import mutate
    from tests.gallery.test_mutants import verdict
    from toolchain.model.sheets import WORKBOOKS

_LONGEST = 400_000
_KEPT = 3
_WORDS = (
    *("<row r=", "<c r=", "<v>", "<f>", "<is><t>", "<mergeCell ref=", "<sheetData>", "<t>", "<si>", "<r>", "<rPh>"),
    *(' t=\\"s\\"', ' t=\\"str\\"', ' t=\\"inlineStr\\"', ' t=\\"e\\"', ' t=\\"b\\"', ' t=\\"d\\"', ' s=\\"1\\"'),
    *(' hidden=\\"1\\"', ' r=\\"A1\\"', ' ref=\\"A1:B2\\"', ' si=\\"0\\"', ' t=\\"shared\\"', ' date1904=\\"1\\"'),
    *("</row>", "</c>", "</v>", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "<!DOCTYPE", "&#x1;", "&amp;", "_x0000_"),
)


class Bench:
    """Reads inputs and keeps the first of each kind of failure."""

    def __init__(self, folder: Path) -> None:
        self._found = folder / "found"
        self._found.mkdir(parents=True, exist_ok=True)
        self._kinds: Counter[str] = Counter()

    def __call__(self, data: bytes) -> None:
        try:
            wrong = verdict(data)
            kind = wrong.split(":")[0]
        except Exception:  # noqa: BLE001 - any exception is a finding
            wrong = traceback.format_exc()
            kind = "".join(line for line in wrong.splitlines() if line.startswith("  File"))[-400:]
        if not wrong:
            return
        self._kinds[kind] += 1
        if self._kinds[kind] <= _KEPT:
            name = sha256(data).hexdigest()[:12]
            (self._found / f"{name}.xlsx").write_bytes(data)
            (self._found / f"{name}.txt").write_text(wrong, encoding="utf-8")
            print(f"found: {name} {wrong[-300:]}", flush=True)  # noqa: T201 - for whoever watches


def change(data: bytes, longest: int, seed: int) -> bytes:
    """Damage a workbook: half of the time by the mutator's rules, else one part by libFuzzer's.

    Every second workbook is a healthy one: what was kept is mostly so broken that its values count for nothing.
    """
    chance = random.Random(seed)
    if chance.random() < 0.5:
        data = healthy(chance.choice(WORKBOOKS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # doubled part names are meant
        try:
            made = mutate(chance, data)[1] if chance.random() < 0.5 else _within_a_part(chance, data)
        except Exception:  # noqa: BLE001 - no package any more
            made = atheris.Mutate(data, longest)
    return made[:longest]


def _within_a_part(chance: random.Random, data: bytes) -> bytes:
    parts = Copy(data).parts
    name = chance.choice(sorted(part for part in parts if "theme" not in part and "docProps" not in part))
    parts[name] = atheris.Mutate(parts[name], len(parts[name]) + 200)
    return packed(list(parts.items()))


def main(folder: Path, seconds: int) -> None:
    """Fuzz for a while, from the filled blanks and what an earlier run kept."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for book in WORKBOOKS:
        (corpus / f"{book.mark}.xlsx").write_bytes(packed(list(Copy(healthy(book)).parts.items())))
    words = folder / "words.dict"
    words.write_text("".join(f'"{word}"\n' for word in _WORDS), encoding="ascii")
    limits = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=10", "-rss_limit_mb=1024"]
    whole = ["-reduce_inputs=0", "-len_control=0"]  # short inputs are broken packages
    atheris.Setup([sys.argv[0], *limits, *whole, f"-dict={words}", str(corpus)], Bench(folder), custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
