"""Whom a paper is for: as declared, as its template addresses it, and as parcels are put together."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from toolchain.documents.composition import declared
from toolchain.documents.declaration import Addressee, Document
from toolchain.results.hand_over import FILE

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ROOT / "tests" / "snapshots" / "templates"
WRITTEN = {
    "subject_name": {Addressee.SUBJECT, Addressee.REVIEWER, Addressee.OTHERS},
    "office.committee": {Addressee.COMMITTEE},
    "office.government": {Addressee.GOVERNMENT},
    "office.credit_platform": {Addressee.OTHERS},
    "{{ to }}": {Addressee.SUBJECT},
    "office.office": {Addressee.SUBJECT, Addressee.REVIEWER},  # commitments that they sign and hand in
    "异议人": {Addressee.OBJECTOR},
    "各获奖单位": {Addressee.OTHERS},
}
"""What stands behind 主送机关 → for whom such a paper may be."""
KINDS = {
    "公开领取": Addressee.PUBLIC,
    "申报单位": Addressee.SUBJECT,
    "部门": Addressee.OTHERS,
    "评审员": Addressee.REVIEWER,
    "委员": Addressee.COMMITTEE,
}
COMMITMENT = "企业信用承诺书"
"""Everybody who thinks of applying takes it along; it is signed with the application."""


@pytest.mark.parametrize("kind", declared(), ids=lambda kind: f"{kind.number:02d}-{kind.title}-{kind.template}")
def test_a_paper_is_for_whom_it_addresses(kind: type[Document]) -> None:
    lines = (PAPERS / f"{kind.template}.txt").read_text(encoding="utf-8").splitlines()
    addressed = [line for line in lines if line.startswith("主送机关|")]
    if kind.title.endswith("公告") or kind.title[-2:] == "公示":
        assert kind.addressee is Addressee.PUBLIC
    for line in addressed:
        (key,) = [word for word in WRITTEN if word in line.partition("{% if")[0]]
        assert kind.addressee in WRITTEN[key]


def test_nobody_is_handed_a_paper_of_others() -> None:
    by_title = {kind.title: kind.addressee for kind in declared()}
    parcels = tomllib.loads((ROOT / "templates" / FILE).read_text(encoding="utf-8"))["to"]
    listed = {parcel["kind"]: set(parcel["documents"]) for parcel in parcels}
    assert listed.keys() == KINDS.keys()
    for kind, titles in listed.items():
        assert {by_title[title] for title in titles - {COMMITMENT}} <= {KINDS[kind]}, kind
    of_subjects = {title for title, addressee in by_title.items() if addressee is Addressee.SUBJECT}
    assert listed["申报单位"] == of_subjects - {COMMITMENT}
