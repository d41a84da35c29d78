"""候选单位介绍.html: a page for each candidate, shown at the committee's meeting (第十七条); for the office alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from toolchain.documents.standings import Profile, profile
from toolchain.model.chinese import date_text, rounded
from toolchain.model.identifiers import SubjectKind
from toolchain.model.record import Application
from toolchain.model.schema import columns
from toolchain.model.sheets.application import FiscalYear
from toolchain.regulation.art16_ranking import Placement, Ranking
from toolchain.results.overview_charts import percent
from toolchain.stages.judgement import Judgement, Stage

NAME = "候选单位介绍.html"
PAGE = f"{Stage.REVIEW}/{NAME}"
"""Its path below the cycle's folder."""

_FIGURES = ("revenue", "net_profit", "research")


def candidate_facts(j: Judgement) -> Mapping[str, object] | None:
    """Give what the pages say; None before there are candidates.

    Raises:
        Unread: a candidate's application or score sheet has a cell that must be mended first.
    """
    ranking, listed = j.review.ranking, j.review.candidates
    if ranking is None or listed is None:
        return None
    applications = {str(item.uscc): item for item in j.record.applications}
    entrants = {item.uscc for item in (*listed.first, *listed.repeat, *listed.tied)}
    shown = [item for item in ranking.standings if item.uscc in entrants]
    average = _average(ranking)
    repeat = {item.uscc for item in listed.repeat}
    return {
        "cycle": j.settings.cycle.cycle,
        "award": j.rules.award,
        "full": sum(row.points for row in j.settings.criteria),
        "reviewed": len(ranking.standings),
        "candidates": [
            {
                **_facts(applications[item.uscc], item, repeat=item.uscc in repeat),
                **_words(profile(j, ranking, item), average),
            }
            for item in shown
        ],
    }


def _facts(application: Application, item: Placement, *, repeat: bool) -> dict[str, object]:
    applicant, totals = application.applicant, [score.total for score in item.scores]
    labels = {column.name: column.label for column in columns(FiscalYear)}
    said = [("所属行业", applicant.trade), ("成立日期", date_text(applicant.established)), ("住所", applicant.address)]
    if applicant.subject is SubjectKind.ORGANISATION:
        said += [("单位类型", applicant.kind.value), ("职工人数", f"{applicant.employees}人")]
    practice = application.practice
    if practice is not None:
        said.append(("实施卓越绩效模式", f"{practice.model_since}年起"))
        said.append(("质量管理体系", practice.system))
    return {
        "name": item.name,
        "repeat": repeat,
        "rank": item.rank,
        "panel": item.panel,
        "panel_rank": item.panel_rank,
        "total": rounded(item.total, 2),
        "desk": rounded(item.desk, 2),
        "site": rounded(item.site, 2),
        "low": rounded(min(totals), 2),
        "high": rounded(max(totals), 2),
        "reviewers": len(totals),
        "facts": said,
        "figures": [labels[name] for name in _FIGURES],
        "years": [
            {"year": row.year, "values": ["" if (v := getattr(row, name)) is None else f"{v:,f}" for name in _FIGURES]}
            for row in sorted(application.years, key=lambda row: row.year)
        ],
    }


def _words(found: Profile, average: Sequence[Fraction]) -> dict[str, object]:
    means = average if len(average) == len(found.rates) else [None] * len(found.rates)
    return {
        "rates": [
            {
                "category": item.category,
                "rate": percent(item.share, 1),
                "mean": "" if mean is None else percent(mean, 1),
                "apart": "" if mean is None else _apart(item.share - mean),
            }
            for item, mean in zip(found.rates, means, strict=True)
        ],
        "strengths": list(found.strengths),
        "gaps": list(found.gaps),
    }


def _apart(difference: Fraction) -> str:
    points = rounded(difference * 100, 1)
    return f"高{points}" if points > 0 else f"低{-points}" if points < 0 else "持平"


def _average(ranking: Ranking) -> list[Fraction]:
    """Give the mean share of the points in each category over all who were reviewed by the same criteria."""
    profiles = [found for item in ranking.standings if (found := ranking.profiles[item.uscc])]
    names = {tuple(part.category for part in found) for found in profiles}
    if len(names) != 1:
        return []
    shares = [[part.average / part.points for part in found] for found in profiles]
    return [sum(parts, Fraction()) / len(parts) for parts in zip(*shares, strict=True)]
