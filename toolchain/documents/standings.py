"""What the review says of each applicant: averages, places, rates and words; never one reviewer's score (第十六条)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Self

from toolchain.documents.organisations import clause
from toolchain.engine.value_objects import Value
from toolchain.model.rule_set.numbers import Art16
from toolchain.model.schema import USCC
from toolchain.model.sheets import SCORES
from toolchain.model.sheets.scores import Remark, Reviewer
from toolchain.model.sheets.settings import Criterion, CycleRules
from toolchain.model.sheets.vocabulary import Scope, Trimming
from toolchain.regulation.art16_outliers import telling_digits
from toolchain.regulation.art16_places import share
from toolchain.regulation.art16_ranking import Agreement, Placement, Ranking
from toolchain.stages.judgement import Judgement


class Category(Value):
    """One category of the criteria with its items and points (第十二条)."""

    name: str
    items: tuple[str, ...]
    points: int


class Method(Value):
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


class PanelSummary(Value):
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


class Place(Value):
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


class PanelRanking(Value):
    """The ranking within one panel."""

    panel: str
    places: tuple[Place, ...]


class Rate(Value):
    """The share of a category's points that an applicant reached on average."""

    category: str
    share: Fraction


class Profile(Value):
    """One applicant: share of the points reached in each category, and the reviewers' words, not told apart."""

    name: str
    rates: tuple[Rate, ...]
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]


class PreciseScore(Fraction):
    """A score that is printed with more decimals, because two would hide what it decides."""

    digits: int

    def __new__(cls, value: Fraction, digits: int) -> Self:
        """Keep the value and say with how many decimals it is printed."""
        made = super().__new__(cls, value)
        made.digits = digits
        return made


def total(value: Fraction, digits: int) -> Fraction:
    """Give a total as it is to be printed: as it is where two decimals tell it from every other."""
    return value if digits == _DIGITS else PreciseScore(value, digits)


_DIGITS = 2


def method(rules: CycleRules, p: Art16) -> Method:
    """Give the cycle's own rules as the report says them."""
    return Method(
        edition=rules.criteria_edition,
        scoring=rules.scoring,
        desk_weight=share(rules.desk_weight),
        site_weight=share(rules.site_weight),
        trims=rules.trimming is Trimming.EXTREMES,
        trim_from=p.trim_from,
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


def panels(judgement: Judgement, ranking: Ranking) -> tuple[PanelSummary, ...]:
    """Tell of each panel of the review."""
    agreement: dict[str, Agreement] = {item.panel: item for item in ranking.agreement}
    found = []
    for draw in judgement.panels.draws:
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


def places(judgement: Judgement, standings: Sequence[Placement]) -> tuple[Place, ...]:
    """Give lines of the ranking, in the order of the standings."""
    trades = {
        item.acceptance.application.uscc: item.acceptance.application.applicant.trade for item in judgement.qualified
    }
    ranked = judgement.review.ranking.standings if judgement.review.ranking is not None else standings
    least = judgement.settings.rules.minimum_score
    digits = telling_digits(ranked, None if least is None else Fraction(least))
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
            total=total(item.total, digits),
            plain=item.plain,
            trimmed=item.trimmed,
            tied=item.tied,
        )
        for item in standings
    )


def groups(places: Sequence[Place]) -> tuple[PanelRanking, ...]:
    """Give the ranking within each panel, by panel name."""
    panels = sorted({place.panel for place in places})
    return tuple(
        PanelRanking(
            panel,
            tuple(sorted((item for item in places if item.panel == panel), key=lambda item: item.panel_rank)),
        )
        for panel in panels
    )


def profile(judgement: Judgement, ranking: Ranking, standing: Placement) -> Profile:
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
        rates=tuple(Rate(item.category, item.average / item.points) for item in ranking.profiles[standing.uscc]),
        strengths=_said(remark.strengths for remark in remarks),
        gaps=_said(remark.gaps for remark in remarks),
    )


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    """Put remarks into one order for all, each once, without their end marks."""
    return tuple(sorted({said for text in texts if (said := clause(text))}))
