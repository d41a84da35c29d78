"""Which program makes the outputs: its code, its dependencies, its parameter files."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import requires
from importlib.metadata import version
from pathlib import Path

from toolchain import __version__
from toolchain.outbox.output import Maker
from toolchain.spool import digest_of

_DISTRIBUTION = "quality-award-toolchain"
_KNOWN = ("click", "docxtpl", "jinja2", "lxml", "openpyxl", "python-docx", "xlsxwriter")


def maker_of(templates: Path) -> Maker:
    """Describe the running program: nothing of the machine, the place or the user is in it."""
    parameters = {
        path.relative_to(templates).as_posix(): _text_digest(path) for path in sorted(templates.rglob("*.toml"))
    }
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Maker(__version__, _code(), python, _dependencies(), parameters)


@cache
def _code() -> str:
    """Digest the program's code, as it was when the process first asked."""
    code = Path(__file__).resolve().parent.parent
    lines = [f"{path.relative_to(code).as_posix()} {_text_digest(path)}" for path in sorted(code.rglob("*.py"))]
    return digest_of("\n".join(lines).encode("utf-8"))


def _text_digest(path: Path) -> str:
    """Digest a text file, whatever line ends the copy on this machine has."""
    return digest_of(path.read_bytes().replace(b"\r\n", b"\n"))


@cache
def _dependencies() -> dict[str, str]:
    try:
        named = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        named = list(_KNOWN)
    found = {}
    for requirement in named:
        if "extra ==" in requirement:
            continue
        name = _name(requirement)
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return dict(sorted(found.items()))


def _name(requirement: str) -> str:
    end = next((at for at, char in enumerate(requirement) if not (char.isalnum() or char in "-_.")), len(requirement))
    return requirement[:end].lower()
