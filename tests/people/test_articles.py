"""All thirty articles, the nineteen items and the two paragraphs: coded and tested, or a stated reason."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from toolchain.cli.report.article_index import LAST, Provision, cites, provisions
from toolchain.cycle.paths import Project
from toolchain.documents.composition import declared
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.rules import Rules

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = Project(ROOT, ROOT / "inbox", ROOT / "outbox")
RULES = load_rules(PROJECT.regulations / "2022-76.toml")
LISTED = {item.key: item for item in provisions(PROJECT, RULES)}
ITEMS = {9: 4, 10: 7, 11: 8, 25: 2}


def test_every_article_item_and_paragraph_is_listed() -> None:
    wanted = {str(number) for number in range(1, LAST + 1)}
    wanted |= {f"{article}.{item}" for article, last in ITEMS.items() for item in range(1, last + 1)}
    assert set(LISTED) == wanted


@pytest.mark.parametrize("item", [item for item in LISTED.values() if not item.nothing], ids=lambda item: item.name)
def test_what_can_be_computed_has_code_and_tests(item: Provision) -> None:
    assert item.code
    assert item.tests
    assert item.columns or item.parameters or item.documents


def test_only_articles_without_parameters_may_have_nothing_to_compute() -> None:
    for item in LISTED.values():
        if item.nothing:
            assert not item.parameters, item.name


def test_every_parameter_stands_under_its_article() -> None:
    sections = [item.name for item in fields(Rules) if item.name[3:].isdigit()]
    for section in sections:
        assert LISTED[str(int(section.removeprefix("art")))].parameters, section


def test_every_document_names_its_articles() -> None:
    numbers = {paper.number for paper in declared()}
    assert sorted(numbers) == list(range(1, max(numbers) + 1))
    for paper in declared():
        assert cites("、".join(paper.articles)), paper.title


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第十七条", {"17"}),
        ("第二十条至第二十二条", {"20", "21", "22"}),
        ("第九条（一）至（四）", {"9", "9.1", "9.2", "9.3", "9.4"}),
        ("第十一条第（三）（四）项", {"11", "11.3", "11.4"}),
        ("第二十五条第一款", {"25", "25.1"}),
        ("没有条款", set()),
    ],
)
def test_provisions_are_read_from_text(text: str, found: set[str]) -> None:
    assert cites(text) == found
