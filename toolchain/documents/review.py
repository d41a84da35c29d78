"""Documents of the review: the report with the ranking, the request with the candidates (第十六条).

How firm the places are, and what other readings would give, is for the office alone: it stands in its workbooks.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.documents import standings
from toolchain.documents.contents import Contents
from toolchain.documents.data_digest import SignedDocument, printed_digest
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.standings import Category, Method, PanelRanking, PanelSummary, Place, Profile
from toolchain.engine.value_objects import Value
from toolchain.model.sheets import SCORES
from toolchain.regulation.art16_ranking import Ranking, Untrimmed
from toolchain.stages.judgement import Judgement, Stage


class Progress(Value):
    """How many applied, were accepted, passed the examination, were reviewed."""

    filed: int
    accepted: int
    qualified: int
    reviewed: int


class ReviewReport(
    Document,
    number=14,
    title="评审报告",
    addressee=Addressee.COMMITTEE,
    form=Form.PLAIN,
    folder=Stage.REVIEW,
    articles=("第十二条", "第十六条"),
    says=Contents("提交…审议", facts=("cycle.site_from", "cycle.site_until"), contact=False),
):
    """The review report of the cycle."""

    progress: Progress = slot("申报和评审家数", "filed 申报，accepted 受理，qualified 通过资格审查，reviewed 评审")
    panels: tuple[PanelSummary, ...] = slot(
        "评审组", "panel、trade、leader 组长、members 评审员、applicants 评审家数、concordance 一致性系数"
    )
    criteria: tuple[Category, ...] = slot("评审标准", "name 类目，items 条目，points 分值")
    total_points: int = slot("总分值")
    method: Method = slot("评分办法", "edition、scoring、desk_weight、site_weight、trims、tie_break、by_panel、number")
    untrimmed: tuple[Untrimmed, ...] = slot(
        "不去高低分的单位", "评分不足的：name 单位，members 评审员人数，counted 计入的评分数"
    )
    places: tuple[Place, ...] = slot("综合排名", "rank、name、desk、site、total、plain、trimmed 等，均为平均分")
    groups: tuple[PanelRanking, ...] = slot("各组排名", "panel 组别，places 排名")
    profiles: tuple[Profile, ...] = slot("评价", "name 单位，rates 各类目得分率，strengths 优势，gaps 改进空间")
    first: tuple[Place, ...] = slot("首次申报的候选单位")
    repeat: tuple[Place, ...] = slot("再次申报的候选单位")


class CandidateRequest(
    SignedDocument,
    number=15,
    title="候选名单提请审议的请示",
    addressee=Addressee.COMMITTEE,
    form=Form.UPWARD,
    folder=Stage.REVIEW,
    articles=("第十六条",),
    says=Contents("妥否，请审议", facts=("cycle.announced", "cycle.deadline")),
):
    """The office reports the result of the review to the committee and asks it to vote on the candidates."""

    progress: Progress = slot("申报和评审家数", "filed 申报，accepted 受理，qualified 通过资格审查，reviewed 评审")
    panels: int = slot("评审组数")
    reviewers: int = slot("评审员人数")
    method: Method = slot("评分办法")
    first: tuple[Place, ...] = slot("首次申报的候选单位")
    repeat: tuple[Place, ...] = slot("再次申报的候选单位")
    candidates: tuple[Place, ...] = slot("全部候选单位", "首次申报的在前")
    places: tuple[Place, ...] = slot("综合排名")


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield report and paper when the review is done; without applicants there is only the paper."""
    for part in PARTS:
        yield from part(judgement, desk)


def _reports(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    if judgement.reached(Stage.REVIEW) and judgement.review.ranking is not None:
        yield _report(judgement, desk, judgement.review.ranking)


def _papers(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    if judgement.reached(Stage.REVIEW):
        yield _paper(judgement, desk)


PARTS = (_reports, _papers)
"""What is composed apart: a wrong cell that one reads does not hold the other."""


def _report(judgement: Judgement, desk: OfficeContext, ranking: Ranking) -> ReviewReport:
    places = standings.places(judgement, ranking.standings)
    first, repeat = _candidates(judgement)
    return ReviewReport(
        progress=_progress(judgement),
        panels=standings.panels(judgement, ranking),
        criteria=standings.categories(judgement.settings.criteria),
        total_points=sum(row.points for row in judgement.settings.criteria),
        method=standings.method(judgement.settings.rules, judgement.rules.art16),
        untrimmed=ranking.untrimmed,
        places=places,
        groups=standings.groups(places),
        profiles=tuple(standings.profile(judgement, ranking, item) for item in ranking.standings),
        first=first,
        repeat=repeat,
        **desk.common(judgement, ReviewReport.number),
    )


def _paper(judgement: Judgement, desk: OfficeContext) -> CandidateRequest:
    first, repeat = _candidates(judgement)
    ranking = judgement.review.ranking
    return CandidateRequest(
        progress=_progress(judgement),
        panels=len(judgement.panels.draws),
        reviewers=len({expert.number for draw in judgement.panels.draws for expert in draw.members}),
        method=standings.method(judgement.settings.rules, judgement.rules.art16),
        first=first,
        repeat=repeat,
        candidates=(*first, *repeat),
        places=() if ranking is None else standings.places(judgement, ranking.standings),
        data_digest=printed_digest(judgement, SCORES),
        **desk.common(judgement, CandidateRequest.number),
    )


def _progress(judgement: Judgement) -> Progress:
    return Progress(
        filed=len(judgement.acceptances),
        accepted=len(judgement.accepted),
        qualified=len(judgement.passed),
        reviewed=0 if judgement.review.ranking is None else len(judgement.review.ranking.standings),
    )


def _candidates(judgement: Judgement) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    listed = judgement.review.candidates
    if listed is None:
        return (), ()
    return standings.places(judgement, listed.first), standings.places(judgement, listed.repeat)
