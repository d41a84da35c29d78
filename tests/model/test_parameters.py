"""The files of parameters and wording, read once for all runs or anew: the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.program_cache import keep_in
from toolchain.model.rule_set import toml_files
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.rule_set.toml_files import read_toml

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LONG = '"题目" = "{}"\n'.format("长" * 2000)


class Parsed:
    """Counts how often a text is parsed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._loads = tomllib.loads
        monkeypatch.setattr(toml_files.tomllib, "loads", self)

    def __call__(self, text: str) -> dict[str, object]:
        self.count += 1
        return self._loads(text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return keep_in(tmp_path / "kept", monkeypatch)


@pytest.fixture
def parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Parsed:
    del folder  # is kept in
    return Parsed(monkeypatch)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_file_is_the_same_from_what_was_kept(path: Path, folder: Path) -> None:
    wanted = tomllib.loads(path.read_text("utf-8-sig"))
    assert read_toml(path) == read_toml(path) == wanted
    assert folder.exists() is (path.stat().st_size >= toml_files._LONG and not _dated(wanted))


def _dated(value: object) -> bool:
    if isinstance(value, dict | list):
        return any(map(_dated, value.values() if isinstance(value, dict) else value))
    return hasattr(value, "year")


def test_a_long_text_is_parsed_once(tmp_path: Path, parsed: Parsed) -> None:
    path = tmp_path / "文字.toml"
    path.write_text(LONG, "utf-8")
    assert read_toml(path) == read_toml(path)
    assert parsed.count == 1
    path.write_text(LONG + "a = 1\n", "utf-8")
    assert read_toml(path)["a"] == 1
    assert parsed.count == 2


def test_what_is_damaged_is_parsed_again(tmp_path: Path, parsed: Parsed, folder: Path) -> None:
    path = tmp_path / "文字.toml"
    path.write_text(LONG, "utf-8")
    wanted = read_toml(path)
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert read_toml(path) == wanted
    assert parsed.count == 2


def test_dates_are_read_each_time(tmp_path: Path, parsed: Parsed) -> None:
    path = tmp_path / "日历.toml"
    path.write_text(f"{LONG}day = 2026-03-02\n", "utf-8")
    assert read_toml(path) == read_toml(path)
    assert parsed.count == 2


@pytest.mark.parametrize("text", ["a = \n", LONG + "a = \n"], ids=["短", "长"])
def test_a_broken_file_is_named(text: str, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "文字.toml"
    path.write_text(text, "utf-8")
    for _ in range(2):
        with pytest.raises(ParameterFault, match=r"文字\.toml：写法不对"):
            read_toml(path)
    assert not folder.exists()
