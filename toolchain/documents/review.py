"""Documents of the review: the report with ranking and robustness, the paper with the candidates (第十六条)."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolchain.documents.declaration import Document
from toolchain.documents.declaration import Form
from toolchain.documents.declaration import slot
from toolchain.documents.desk import Desk
from toolchain.documents.parties import clause
from toolchain.judgement import Judgement
from toolchain.judgement import Stage
from toolchain.regulation.art16_places import TRIM_FROM
from toolchain.regulation.art16_places import share
from toolchain.regulation.art16_ranking import Agreement
from toolchain.regulation.art16_ranking import Ranking
from toolchain.regulation.art16_ranking import Standing
from toolchain.regulation.art16_ranking import Variation
from toolchain.schema import USCC
from toolchain.sheets import SCORES
from toolchain.sheets.scores import Remark
from toolchain.sheets.scores import Reviewer
from toolchain.sheets.settings import Criterion
from toolchain.sheets.settings import CycleRules
from toolchain.sheets.vocabulary import Scope
from toolchain.sheets.vocabulary import Trimming


@dataclass(frozen=True)
class Category:
    """One category of the criteria with its items and points (第十二条)."""

    name: str
    items: tuple[str, ...]
    points: int


@dataclass(frozen=True)
class Method:
    """How scores are made in this cycle (第十六条, 口径12-1, 16-1 to 16-4).

    Attributes:
        edition: the edition of the criteria.
        scoring: what reviewers write.
        desk_weight, site_weight: shares of the two reviews.
        trims: the cycle leaves out highest and lowest.
        trim_from: scores an applicant needs for that.
        tie_break: how equal totals are ordered.
        by_panel: candidates are taken panel by panel.
        number: first-time candidates at most, per panel where ``by_panel``.
        minimum: least total of a candidate, None where there is none.
    """

    edition: str
    scoring: str
    desk_weight: Fraction
    site_weight: Fraction
    trims: bool
    trim_from: int
    tie_break: str
    by_panel: bool
    number: int
    minimum: Fraction | None


@dataclass(frozen=True)
class PanelSummary:
    """A panel in the report.

    Attributes:
        panel, trade, leader, members: who sat on it.
        applicants: how many it reviewed.
        compared: how many of them all its reviewers scored.
        concordance: how far the reviewers agree on those (Kendall's W), None where it is not defined.
    """

    panel: str
    trade: str
    leader: str
    members: tuple[str, ...]
    applicants: int
    compared: int
    concordance: Fraction | None


@dataclass(frozen=True)
class Place:
    """One applicant's line in the ranking; averages only, never a single reviewer's score.

    Attributes:
        rank, panel_rank: among all, within the panel.
        name, trade, panel: who, reviewed by whom.
        repeat: laureate of old (第二十八条).
        reviewers: how many scores the averages rest on.
        desk, site, total: averages by the cycle's rule.
        plain, trimmed: total over all scores, and without the extremes (None under five).
        tied: shares its deciding place.
    """

    rank: int
    panel_rank: int
    name: str
    trade: str
    panel: str
    repeat: bool
    reviewers: int
    desk: Fraction
    site: Fraction
    total: Fraction
    plain: Fraction
    trimmed: Fraction | None
    tied: bool


@dataclass(frozen=True)
class PanelRanking:
    """The ranking within one panel."""

    panel: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Move:
    """An applicant whose place would be another."""

    name: str
    now: int
    then: int


@dataclass(frozen=True)
class Supposition:
    """One what-if, or all those of a kind that would name a reviewer, and who would move.

    Attributes:
        label: the choice.
        cases: how many what-ifs stand behind it.
        moves: who moves in any of them.
    """

    label: str
    cases: int
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Rate:
    """The share of a category's points that an applicant reached on average."""

    category: str
    share: Fraction


@dataclass(frozen=True)
class Profile:
    """One applicant: share of the points reached in each category, and the reviewers' words, not told apart."""

    name: str
    rates: tuple[Rate, ...]
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """How many applied, were accepted, passed the examination, were reviewed."""

    filed: int
    accepted: int
    qualified: int
    reviewed: int


class ReviewReport(
    Document,
    number=14,
    title="评审报告",
    form=Form.PLAIN,
    folder=Stage.REVIEW,
    articles=("第十二条", "第十六条"),
):
    """The review report of the cycle."""

    progress: Progress = slot("申报和评审家数", "filed 申报，accepted 受理，qualified 通过资格审查，reviewed 评审")
    panels: tuple[PanelSummary, ...] = slot(
        "评审组", "panel、trade、leader 组长、members 评审员、applicants 评审家数、concordance 一致性系数"
    )
    criteria: tuple[Category, ...] = slot("评审标准", "name 类目，items 条目，points 分值")
    total_points: int = slot("总分值")
    method: Method = slot("评分办法", "edition、scoring、desk_weight、site_weight、trims、tie_break、by_panel、number")
    places: tuple[Place, ...] = slot("综合排名", "rank、name、desk、site、total、plain、trimmed 等，均为平均分")
    groups: tuple[PanelRanking, ...] = slot("各组排名", "panel 组别，places 排名")
    steady: bool = slot("名次稳健", "各种假设下名次均不变")
    suppositions: tuple[Supposition, ...] = slot("假设", "label 假设，cases 情形数，moves 名次变化（name、now、then）")
    profiles: tuple[Profile, ...] = slot("评价", "name 单位，rates 各类目得分率，strengths 优势，gaps 改进空间")
    first: tuple[Place, ...] = slot("首次申报的候选单位")
    repeat: tuple[Place, ...] = slot("再次申报的候选单位")


class CandidateReport(
    Document,
    number=15,
    title="候选名单提请审议的报告",
    form=Form.UPWARD,
    folder=Stage.REVIEW,
    articles=("第十六条",),
    needs_number=True,
):
    """The office reports the result of the review to the committee and puts the candidates forward."""

    progress: Progress = slot("申报和评审家数", "filed 申报，accepted 受理，qualified 通过资格审查，reviewed 评审")
    panels: int = slot("评审组数")
    reviewers: int = slot("评审员人数")
    method: Method = slot("评分办法")
    first: tuple[Place, ...] = slot("首次申报的候选单位")
    repeat: tuple[Place, ...] = slot("再次申报的候选单位")
    candidates: tuple[Place, ...] = slot("全部候选单位", "首次申报的在前")
    places: tuple[Place, ...] = slot("综合排名")


def compose(judgement: Judgement, desk: Desk) -> Iterator[Document]:
    """Yield report and paper when the review is done; without applicants there is only the paper."""
    if not judgement.reached(Stage.REVIEW):
        return
    ranking = judgement.ranking
    if ranking is not None:
        yield _report(judgement, desk, ranking)
    yield _paper(judgement, desk)


def _report(judgement: Judgement, desk: Desk, ranking: Ranking) -> ReviewReport:
    places = _places(judgement, ranking.standings)
    first, repeat = _candidates(judgement)
    return ReviewReport(
        progress=_progress(judgement),
        panels=_panels(judgement, ranking),
        criteria=categories(judgement.settings.criteria),
        total_points=sum(row.points for row in judgement.settings.criteria),
        method=method(judgement.settings.rules),
        places=places,
        groups=_groups(places),
        steady=not any(item.moved for item in ranking.variations),
        suppositions=_suppositions(ranking.variations),
        profiles=tuple(_profile(judgement, item) for item in ranking.standings),
        first=first,
        repeat=repeat,
        **desk.common(judgement, ReviewReport.number),
    )


def _paper(judgement: Judgement, desk: Desk) -> CandidateReport:
    first, repeat = _candidates(judgement)
    ranking = judgement.ranking
    return CandidateReport(
        progress=_progress(judgement),
        panels=len(judgement.draws),
        reviewers=len({expert.number for draw in judgement.draws for expert in draw.members}),
        method=method(judgement.settings.rules),
        first=first,
        repeat=repeat,
        candidates=(*first, *repeat),
        places=() if ranking is None else _places(judgement, ranking.standings),
        **desk.common(judgement, CandidateReport.number),
    )


def method(rules: CycleRules) -> Method:
    """Give the cycle's own rules as the report says them."""
    return Method(
        edition=rules.criteria_edition,
        scoring=rules.scoring,
        desk_weight=share(rules.desk_weight),
        site_weight=share(rules.site_weight),
        trims=rules.trimming is Trimming.EXTREMES,
        trim_from=TRIM_FROM,
        tie_break=rules.tie_break,
        by_panel=rules.scope is Scope.PANEL,
        number=rules.candidates,
        minimum=None if rules.minimum_score is None else Fraction(rules.minimum_score),
    )


def categories(criteria: Sequence[Criterion]) -> tuple[Category, ...]:
    """Group the items of the criteria by category, in their order."""
    names = tuple(dict.fromkeys(row.category for row in criteria))
    return tuple(
        Category(
            name=name,
            items=tuple(row.item for row in criteria if row.category == name),
            points=sum(row.points for row in criteria if row.category == name),
        )
        for name in names
    )


def _progress(judgement: Judgement) -> Progress:
    return Progress(
        filed=len(judgement.acceptances),
        accepted=len(judgement.accepted),
        qualified=len(judgement.qualified),
        reviewed=0 if judgement.ranking is None else len(judgement.ranking.standings),
    )


def _panels(judgement: Judgement, ranking: Ranking) -> tuple[PanelSummary, ...]:
    agreement: dict[str, Agreement] = {item.panel: item for item in ranking.agreement}
    found = []
    for draw in judgement.draws:
        panel = draw.pool.panel
        names = {expert.number: expert.name for expert in draw.members}
        agreed = agreement.get(panel.panel)
        found.append(
            PanelSummary(
                panel=panel.panel,
                trade=panel.trade,
                leader=names.get(draw.leader, ""),
                members=tuple(names.values()),
                applicants=sum(item.panel == panel.panel for item in ranking.standings),
                compared=0 if agreed is None else agreed.applicants,
                concordance=None if agreed is None else agreed.concordance,
            )
        )
    return tuple(found)


def _candidates(judgement: Judgement) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    listed = judgement.candidates
    if listed is None:
        return (), ()
    return _places(judgement, listed.first), _places(judgement, listed.repeat)


def _places(judgement: Judgement, standings: Sequence[Standing]) -> tuple[Place, ...]:
    trades = {
        item.acceptance.application.uscc: item.acceptance.application.applicant.trade for item in judgement.qualified
    }
    return tuple(
        Place(
            rank=item.rank,
            panel_rank=item.panel_rank,
            name=item.name,
            trade=trades.get(USCC(item.uscc), ""),
            panel=item.panel,
            repeat=item.uscc in judgement.repeats,
            reviewers=len(item.scores),
            desk=item.desk,
            site=item.site,
            total=item.total,
            plain=item.plain,
            trimmed=item.trimmed,
            tied=item.tied,
        )
        for item in standings
    )


def _groups(places: Sequence[Place]) -> tuple[PanelRanking, ...]:
    panels = sorted({place.panel for place in places})
    return tuple(
        PanelRanking(
            panel,
            tuple(sorted((item for item in places if item.panel == panel), key=lambda item: item.panel_rank)),
        )
        for panel in panels
    )


def _suppositions(variations: Sequence[Variation]) -> tuple[Supposition, ...]:
    """Join the what-ifs about single reviewers, so that none can be told from who moves without them."""
    groups: dict[str, list[Variation]] = {}
    for item in variations:
        groups.setdefault(item.what if item.expert else item.label, []).append(item)
    return tuple(
        Supposition(
            label=label,
            cases=len(group),
            moves=tuple(
                Move(name, now, then)
                for name, now, then in sorted(
                    {move for item in group for move in item.moved}, key=lambda move: (move[1], move[0], move[2])
                )
            ),
        )
        for label, group in groups.items()
    )


def _profile(judgement: Judgement, standing: Standing) -> Profile:
    """Gather the words of the reviewers whose scores count; their order says nothing of who wrote them."""
    counted = {score.expert for score in standing.scores}
    remarks = [
        remark
        for sheet in judgement.record.of(SCORES)
        for reviewer in sheet.all(Reviewer)
        if reviewer.expert in counted
        for remark in sheet.all(Remark)
        if remark.uscc == standing.uscc
    ]
    return Profile(
        name=standing.name,
        rates=tuple(Rate(item.category, item.average / item.points) for item in standing.profile),
        strengths=_said(remark.strengths for remark in remarks),
        gaps=_said(remark.gaps for remark in remarks),
    )


def _said(texts: Iterator[str]) -> tuple[str, ...]:
    """Put remarks into one order for all, each once, without their end marks."""
    return tuple(sorted({said for text in texts if (said := clause(text))}))
