"""What a document is made from: of a row of a workbook only the columns that its template names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from toolchain.cycle.field_digests import FieldDigests
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.resources import Resources
from toolchain.documents.qualification import DepartmentInquiry
from toolchain.inbox.intake import Intake
from toolchain.typesetting.render import Template
from toolchain.typesetting.template_authoring import build

from .conftest import ROOT


@pytest.fixture(scope="module")
def letter(toolbox: Resources, intake: Intake) -> DepartmentInquiry:
    outcome = judge_all(intake, toolbox)
    documents = (paper.document for cycle in outcome.cycles for paper in cycle.papers)
    return next(item for item in documents if isinstance(item, DepartmentInquiry))


def digests(letter: DepartmentInquiry, named: Collection[str] | None = None) -> dict[str, str]:
    template = Template.load(ROOT / "templates/documents" / f"{letter.template}.docx", words=letter.words)
    return FieldDigests().of(letter, lambda: template.named if named is None else named)


def with_first(letter: DepartmentInquiry, **fields: object) -> DepartmentInquiry:
    first, *others = letter.applicants
    return replace(letter, applicants=(first.changed(**fields), *others))


def test_a_column_that_the_template_does_not_show_makes_no_other_letter(letter: DepartmentInquiry) -> None:
    assert digests(with_first(letter, contact="王一", phone="0373-3050999")) == digests(letter)


@pytest.mark.parametrize("name", ["name", "uscc", "representative", "trade"])
def test_a_column_that_it_shows_makes_another_one(letter: DepartmentInquiry, name: str) -> None:
    mine, *others = (getattr(item, name) for item in letter.applicants)
    another = next(item for item in others if item != mine)
    assert digests(with_first(letter, **{name: another})) != digests(letter)


def test_an_applicant_less_makes_another_one(letter: DepartmentInquiry) -> None:
    assert digests(replace(letter, applicants=letter.applicants[1:])) != digests(letter)


def test_what_is_worked_out_of_a_row_hangs_on_the_whole_row(letter: DepartmentInquiry) -> None:
    named = {"applicants", "subject"}
    assert digests(with_first(letter, contact="王一"), named) != digests(letter, named)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("{{ cycle.phone }}{% for a in applicants %}{{ a.name }}{% endfor %}", False),
        ("{% for a in applicants %}{{ a.phone }}{% endfor %}", True),
        ("{% for cycle in applicants %}{{ cycle.phone }}{% endfor %}", True),
        ("{{ applicants|map(attribute='phone')|join }}", True),
    ],
)
def test_names_of_the_shared_values_are_not_those_of_rows(line: str, *, shown: bool) -> None:
    assert ("phone" in Template.read(build(f"格式| 普通\n正文| {line}"), "样稿").named) is shown
