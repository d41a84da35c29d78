"""The files of a snapshot read one after the other, ahead of who asks where that is wanted.

Reading ahead happens in a thread that does nothing but talk to the reader's child, which was started before: while the
rest of the program is being loaded, the child reads. No child is ever started from the thread.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from threading import Thread
from types import TracebackType
from typing import Protocol
from typing import Self

from toolchain.inbox.examining import Examined
from toolchain.inbox.examining import examine
from toolchain.inbox.looking import Found
from toolchain.workbooks.confined import Aborted
from toolchain.workbooks.confined import Confined

Answer = Examined | Aborted
Progress = Callable[[str], None]


class Known(Protocol):
    """What is known of files that were read before, by name and content."""

    def recall(self, name: str, sha: str) -> Examined | None:
        """Give what such a file was found to be."""

    def keep(self, name: str, sha: str, found: Examined) -> None:
        """Remember what a file was found to be."""


class Ahead:
    """What each file of a snapshot is found to be; use it in a ``with`` block."""

    def __init__(self, found: Sequence[Found], progress: Progress = lambda _: None, known: Known | None = None) -> None:
        """Prepare; nothing is read yet."""
        self._found = tuple(item for item in found if item.data is not None and not item.reason)
        self._progress = progress
        self._known = known
        self._answers: dict[str, Answer] = {}
        self._reader: Confined[Examined] = Confined(examine)
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self._reader.close()

    def start(self) -> Self:
        """Begin to read where that goes on beside this process."""
        if self._reader.start():
            self._thread = Thread(target=self._read_ahead, daemon=True)
            self._thread.start()
        return self

    @property
    def busy(self) -> bool:
        """Say whether files are still being read beside this process."""
        return self._thread is not None and self._thread.is_alive()

    def answer(self, item: Found) -> Answer:
        """Say what a file was found to be; one that nobody has read yet is read now."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if item.name not in self._answers:
            self._progress(item.name)
            self._answers[item.name] = self._recalled(item) or self._kept(item, self._reader(item.name, item.data))
        return self._answers[item.name]

    def _read_ahead(self) -> None:
        """Read up to the first file that costs the child its life; whoever asks for the others starts another."""
        for item in self._found:
            self._progress(item.name)
            answer = self._recalled(item) or self._kept(item, self._reader.ask(item.name, item.data))
            self._answers[item.name] = answer
            if isinstance(answer, Aborted):
                return

    def _recalled(self, item: Found) -> Examined | None:
        return None if self._known is None else self._known.recall(item.name, item.digest)

    def _kept(self, item: Found, answer: Answer) -> Answer:
        """Remember what was found; what was cut short is never remembered."""
        if self._known is not None and isinstance(answer, Examined):
            self._known.keep(item.name, item.digest, answer)
        return answer
