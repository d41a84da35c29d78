"""Which program makes the outputs: its code, its dependencies, its parameter files."""

from __future__ import annotations

import sys
from pathlib import Path

from toolchain import __version__
from toolchain.engine.fingerprint import libraries, sources, tree
from toolchain.outbox.output import Maker

LIBRARIES = ("click", "docxtpl", "jinja2", "lxml", "openpyxl", "python-docx", "xlsxwriter")
"""Those the program is declared to need."""


def maker_of(templates: Path) -> Maker:
    """Describe the running program: nothing of the machine, the place or the user is in it."""
    parameters = {path: found for path, found in tree(templates, plain=True) if path.endswith(".toml")}
    python, installed = f"{sys.version_info.major}.{sys.version_info.minor}", libraries()
    return Maker(__version__, sources(), python, {name: installed.get(name, "") for name in LIBRARIES}, parameters)
