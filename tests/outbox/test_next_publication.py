"""What the next publication of the same will say is known when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outbox.story import CYCLE, INPUTS, MAKER
from toolchain.outbox.output import Output
from toolchain.outbox.publication import publish_run

Files = Mapping[str, tuple[bytes, str, bool]]
FILES = st.dictionaries(
    st.sampled_from(["01/a.docx", "01/b.xlsx", "c.html"]),
    st.tuples(st.sampled_from([b"1", b"2"]), st.sampled_from(["x", "y"]), st.booleans()),
)
"""By path: a fact, a template, whether it is issued."""


@given(st.lists(st.tuples(FILES, st.none() | st.sampled_from(["01/a.docx", "c.html"])), min_size=1, max_size=4))
@settings(deadline=None)
def test_it_is_what_a_dry_publication_says(story: list[tuple[Files, str | None]]) -> None:
    with TemporaryDirectory() as folder:
        outbox = Path(folder) / "outbox"
        for files, edited in story:
            outputs = [
                Output(path, fact + form.encode(), (("“事实”", str(fact)), ("模板", form)), issued=issued)
                for path, (fact, form, issued) in files.items()
            ]
            done = publish_run(outbox, {CYCLE: outputs}, INPUTS, MAKER)
            assert done.following == publish_run(outbox, {CYCLE: outputs}, INPUTS, MAKER, dry=True)
            place = outbox / CYCLE / (edited or "none")
            if place.exists():
                place.write_bytes(b"edited")
