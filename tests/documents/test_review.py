"""第十六条: documents 14 and 15."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction

import pytest

from tests.documents.review_samples import (
    CRITERIA,
    DESK,
    REGULATION,
    RULES,
    code,
    crowd,
    judgement,
    minimum,
    printed,
    ranked,
    remark,
    reviewed,
    seated,
    sheet,
    snapshot,
    standing,
    template,
    title,
)
from tests.rows import row_of
from toolchain.documents.declaration import Document, slots
from toolchain.documents.review import CandidateRequest, ReviewReport, compose
from toolchain.documents.standings import categories, method
from toolchain.model.sheets.settings import Criterion
from toolchain.model.sheets.vocabulary import Scope, Trimming
from toolchain.regulation.art16_ranking import Candidates
from toolchain.stages.judgement import Judgement, Stage, State
from toolchain.typesetting.template_authoring import project
from toolchain.typesetting.template_check import check_fields


def report(found: Judgement) -> ReviewReport:
    return next(item for item in compose(found, DESK) if isinstance(item, ReviewReport))


def paper(found: Judgement) -> CandidateRequest:
    return next(item for item in compose(found, DESK) if isinstance(item, CandidateRequest))


def values(item: object) -> Iterator[object]:
    """Walk every value a document holds, but not organs, rules and settings."""
    if isinstance(item, tuple):
        for part in item:
            yield from values(part)
    elif is_dataclass(item):
        for part in fields(item):
            if part.name not in {"office", "rules", "cycle"}:
                yield from values(getattr(item, part.name))
    else:
        yield item


@pytest.mark.parametrize("state", [State.WAITING, State.BLOCKED, State.NOT_REACHED])
def test_nothing_before_the_review_is_done(state: State) -> None:
    assert list(compose(reviewed(Stage.REVIEW, state), DESK)) == []


def test_a_finished_review_gives_report_and_paper() -> None:
    assert [type(item) for item in compose(reviewed(), DESK)] == [ReviewReport, CandidateRequest]


def test_without_applicants_only_vacancy_is_proposed() -> None:
    found = judgement(Stage.REVIEW, applicants=0)
    documents: list[Document] = list(compose(found, DESK))
    assert [type(item) for item in documents] == [CandidateRequest]
    assert (paper(found).first, paper(found).repeat, paper(found).progress.reviewed) == ((), (), 0)


def test_a_review_may_end_without_candidates() -> None:
    found = paper(reviewed(candidates=Candidates((), (), ())))
    assert (found.first, found.repeat) == ((), ())
    assert found.progress.reviewed == 3


def test_no_single_score_reaches_a_document() -> None:
    scores = {score.total for item in reviewed().review.ranking.standings for score in item.scores}
    scores |= {score.desk for item in reviewed().review.ranking.standings for score in item.scores}
    for document in compose(reviewed(), DESK):
        assert not scores & {value for value in values(document) if isinstance(value, Fraction)}


def test_averages_stay_exact() -> None:
    assert [(item.rank, item.total, item.repeat) for item in report(reviewed()).places] == [
        (1, Fraction(6801, 8), False),
        (2, Fraction(840), False),
        (3, Fraction(820), True),
    ]


def test_applicants_are_counted_stage_by_stage() -> None:
    progress = report(reviewed()).progress
    assert (progress.filed, progress.accepted, progress.qualified, progress.reviewed) == (3, 3, 3, 3)


def test_groups_follow_the_places_within_the_panel() -> None:
    base = (standing(1, 1, 850), standing(2, 2, 840, "服务业组"), standing(3, 3, 830))
    places = (base[0], replace(base[1], panel_rank=1), replace(base[2], panel_rank=2))
    groups = report(reviewed(ranking=ranked(places))).groups
    assert {group.panel: [item.name for item in group.places] for group in groups} == {
        "制造业组": [title(1), title(3)],
        "服务业组": [title(2)],
    }


def test_rates_are_shares_of_a_category() -> None:
    rates = report(reviewed()).profiles[1].rates
    assert [(rate.category, rate.share) for rate in rates] == [("领导", Fraction(84, 110))]


def test_agreement_that_is_not_defined_is_empty() -> None:
    assert report(reviewed(ranking=ranked((standing(1, 1),)))).panels[0].concordance is None


def test_remarks_are_joined_without_telling_reviewers_apart() -> None:
    profile = report(reviewed()).profiles[0]
    assert profile.strengths == ("持续改进", "过程规范")
    assert profile.gaps == ("对标不足",)


def test_remarks_do_not_depend_on_the_order_of_sheets() -> None:
    sheets = (sheet("E01", [remark(1, "乙", "丁")]), sheet("E02", [remark(1, "甲", "丙")]))
    assert report(reviewed(rows=sheets)).profiles == report(reviewed(rows=sheets[::-1])).profiles


def test_remarks_of_uncounted_reviewers_are_left_out() -> None:
    profile = report(reviewed(rows=(sheet("E09", [remark(1, "甲", "乙")]),))).profiles[0]
    assert (profile.name, profile.strengths, profile.gaps) == (title(1), (), ())


def test_points_of_a_category_add_up() -> None:
    found = categories(CRITERIA)
    assert [(item.name, item.points) for item in found][:2] == [("领导", 110), ("战略", 90)]
    assert sum(item.points for item in found) == report(reviewed()).total_points == 1000


def test_categories_keep_their_first_order() -> None:
    rows = [
        row_of(Criterion, code=str(n), category=name, item=f"条目{n}", points=n)
        for n, name in ((1, "甲"), (2, "乙"), (3, "甲"))
    ]
    assert [(item.name, item.items, item.points) for item in categories(rows)] == [
        ("甲", ("条目1", "条目3"), 4),
        ("乙", ("条目2",), 2),
    ]


def test_the_method_is_that_of_the_cycle() -> None:
    found = method(replace(RULES, trimming=Trimming.NONE, scope=Scope.PANEL), REGULATION.art16)
    assert (found.desk_weight, found.site_weight) == (Fraction(2, 5), Fraction(3, 5))
    assert (found.trims, found.by_panel, found.minimum) == (False, True, None)
    assert method(minimum("600.5"), REGULATION.art16).minimum == Fraction(1201, 2)


def test_the_paper_counts_panels_and_reviewers() -> None:
    found = paper(reviewed())
    assert (found.panels, found.reviewers) == (1, 3)
    assert [item.name for item in found.first] == [title(1), title(2)]
    assert [item.name for item in found.repeat] == [title(3)]


def test_an_unregistered_number_makes_a_draft() -> None:
    assert paper(reviewed()).draft


def test_the_trade_is_the_one_applied_with() -> None:
    assert {item.trade for item in paper(reviewed()).places} == {"制造业"}
    assert code(1) not in {item.trade for item in paper(reviewed()).places}


def test_every_slot_has_a_label() -> None:
    assert all(slot.label for document in (ReviewReport, CandidateRequest) for slot in slots(document))


def test_nothing_when_only_the_panels_are_seated() -> None:
    assert list(compose(seated(), DESK)) == []


@pytest.mark.parametrize("document", [ReviewReport, CandidateRequest], ids=lambda item: item.title)
def test_templates_name_the_fields_of_their_documents(document: type[Document]) -> None:
    assert check_fields(template(document), document) == ()


@pytest.mark.parametrize("document", [ReviewReport, CandidateRequest], ids=lambda item: item.title)
def test_wording_of_templates_is_as_reviewed(document: type[Document]) -> None:
    """After a change of wording, lay the new projection beside the old one and review it."""
    path = template(document)
    assert project(path.read_bytes(), path.name) == snapshot(document)


@pytest.mark.parametrize("count", [1, 12])
def test_every_document_of_the_review_prints(count: int) -> None:
    for item in compose(crowd(count), DESK):
        text = printed(item)
        assert "A&B <公司>" in text
        assert "None" not in text
        assert "{" not in text


def test_printed_report_tells_no_reviewer_apart() -> None:
    text = printed(report(reviewed()))
    assert not re.search(r"专家[甲乙]（E0\d）|87[123]\.00|70[123]\.00", text)


def test_printed_report_keeps_to_what_the_committee_decides_on() -> None:
    """How firm the places are, other readings and digests are the office's own; they stand in its workbooks."""
    assert not re.search("口径|SHA|稳健|假设|另一解释", printed(report(reviewed())))


def test_scores_are_rounded_half_up_only_in_print() -> None:
    assert "850.13" in printed(report(reviewed()))


def test_paper_without_candidates_proposes_vacancy() -> None:
    nobody = printed(paper(judgement(Stage.REVIEW, applicants=0)))
    assert "因没有单位进入评审，本届没有候选单位。依照《办法》第四条，建议2026年度红旗区区长质量奖空缺" in nobody
    assert "附件" not in nobody
    below = printed(paper(reviewed(candidates=Candidates((), (), ()))))
    assert "没有单位达到候选条件" in below
    assert "附件：综合排名表" in below


def test_annexes_of_the_paper_are_those_it_names() -> None:
    lines = printed(paper(reviewed())).split("\n")
    assert {"附件：1. 候选单位名单", "2. 综合排名表", "附件1", "附件2"} <= set(lines)


def test_repeat_laureates_are_told_apart_in_the_paper() -> None:
    text = printed(paper(reviewed()))
    assert "提出候选单位3家，其中未曾获奖的2家、有效期满后再次申请的1家" in text
    assert "均未曾获奖" in printed(paper(crowd(1)))
