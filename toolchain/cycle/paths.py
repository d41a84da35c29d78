"""Where things lie: the project's root, its templates, inbox and outbox."""

from __future__ import annotations

from pathlib import Path

from toolchain.engine.value_objects import Value


class Project(Value):
    """The folders of one installation."""

    root: Path
    inbox: Path
    outbox: Path

    @property
    def templates(self) -> Path:
        """Everything a non-programmer may change."""
        return self.root / "templates"

    @property
    def signatures(self) -> Path:
        """What the ledger was at certain days, signed perhaps; it lies beside the outbox."""
        return self.outbox.parent / "签名"

    @property
    def documents(self) -> Path:
        """The Word templates."""
        return self.templates / "documents"

    @property
    def regulations(self) -> Path:
        """The parameter files."""
        return self.templates / "regulation"

    @property
    def criteria(self) -> Path:
        """The tables of criteria."""
        return self.templates / "criteria"

    @property
    def wording(self) -> Path:
        """The sentences of findings and problems."""
        return self.templates / "wording"


def find_root(start: Path) -> Path:
    """Give the nearest folder upward that holds templates, else the one this program was installed from."""
    for folder in (start, *start.parents):
        if (folder / "templates" / "regulation").is_dir() and (folder / "toolchain").is_dir():
            return folder
    return Path(__file__).resolve().parent.parent.parent


def locate(root: Path | None, inbox: Path | None, outbox: Path | None) -> Project:
    """Fill in what was not named."""
    base = find_root(Path.cwd()) if root is None else root.resolve()
    return Project(base, base / "inbox" if inbox is None else inbox, base / "outbox" if outbox is None else outbox)
