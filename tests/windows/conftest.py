"""What the Windows run works with: everything is found through the environment that run.sh lays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns("tests", "benchmarks", "findings", "*manylinux*", "*macosx*")


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Unpack the offline folder on a Windows computer; its name has blanks and Chinese."""
    folder = tmp_path_factory.mktemp("评审办 的电脑") / "离线 包"
    shutil.copytree(os.environ["BUNDLE"], folder, ignore=LEFT_OUT)
    return Desk(folder, Path(os.environ["WINDOWS_PYTHON"]))


@pytest.fixture(scope="session")
def linux(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the same cycle on this machine; give the outbox."""
    outbox = tmp_path_factory.mktemp("linux") / "outbox"
    command = [sys.executable, "-m", "toolchain", "cycle", "--root", str(desk.folder), "--outbox", str(outbox)]
    subprocess.run(command, cwd=desk.folder, check=True, capture_output=True, timeout=300)
    return outbox
