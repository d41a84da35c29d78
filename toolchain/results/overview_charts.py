"""Charts of the office's overview: plan against what happened, who owes what, how far the reviewers agree.

Every chart is a table whose last column draws the row's figures; positions are percentages of the column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from toolchain.model.check_items import Items
from toolchain.model.chinese import date_text, rounded
from toolchain.model.timetable import Planned, Step, forwards
from toolchain.regulation.art16_ranking import Ranking
from toolchain.results.progress_table import department_rows, reviewer_rows
from toolchain.stages.judgement import Judgement
from toolchain.stages.milestones import reached

Charts = Mapping[str, list[dict[str, object]]]

NO_CHARTS: Charts = {"plan": [], "owed": [], "agreement": []}
_WHOLE = Fraction(100)
_HANDED = "已采用"


def charts(j: Judgement, items: Items, steps: Sequence[Step]) -> Charts:
    """Give the rows of every chart; a chart of which nothing is known yet has none."""
    ranking = j.review.ranking
    return {
        "plan": list(_plan(j, steps)),
        "owed": list(_owed(j, items)),
        "agreement": [] if ranking is None else list(_agreement(ranking)),
    }


def percent(part: Fraction | int, whole: Fraction | int) -> str:
    """Give a share in per cent with two decimals, as style sheets read it; nothing of nothing is 0."""
    return str(rounded(Fraction(part) / Fraction(whole) * _WHOLE, 2)) if whole else "0"


def _plan(j: Judgement, steps: Sequence[Step]) -> Iterator[dict[str, object]]:
    """Lay the days of the plan, counted from the announcement, beside the last day on record of each step."""
    planned = forwards(steps, j.settings.cycle.announced, j.calendar)
    happened = [reached(j.record, item.step) for item in planned]
    days = [day for day in (*(item.day for item in planned), *happened) if day is not None]
    first, last = min(days), max(days)
    whole = max(1, (last - first).days)
    for item, day in zip(planned, happened, strict=True):
        yield {
            "name": item.step.name,
            "planned": "放假通知未登记" if item.day is None else date_text(item.day),
            "happened": "" if day is None else date_text(day),
            "late": _late(j, item, day),
            "plan_at": None if item.day is None else percent((item.day - first).days, whole),
            "happened_at": None if day is None else percent((day - first).days, whole),
        }


def _late(j: Judgement, planned: Planned, day: date | None) -> str:
    """Say how many working days a step came after its plan, or before it."""
    if day is None or planned.day is None:
        return ""
    early, late = sorted((day, planned.day))
    apart = j.calendar.between(early, late)
    if apart is None or day == planned.day:
        return "" if apart is None else "照计划"
    return f"{'晚' if day > planned.day else '早'}{apart}个工作日"


def _owed(j: Judgement, items: Items) -> Iterator[dict[str, object]]:
    """Say of each department and reviewer what is asked and what came."""
    for name, asked, said, pending in department_rows(j, items) if j.accepted else ():
        assert isinstance(asked, int)  # noqa: S101 - as declared there
        assert isinstance(said, int)  # noqa: S101 - likewise
        open_ones = f"，待核{pending}项" if pending else ""
        waits = f"还有{asked - said}项没有结论{open_ones}" if said < asked else open_ones.removeprefix("，")
        yield {
            "who": name,
            "what": f"核查{asked}项",
            "came": f"{said}项",
            "width": percent(said, asked),
            "waits": waits,
            "done": said == asked and not pending,
        }
    for panel, _, name, state, missing, _ in reviewer_rows(j):
        done = state == _HANDED
        yield {
            "who": f"{name}（{panel}）",
            "what": "评分表",
            "came": state,
            "width": "100" if done else "0",
            "waits": missing,
            "done": done,
        }


def _agreement(ranking: Ranking) -> Iterator[dict[str, object]]:
    """Say how far each reviewer scores from the average of all reviewers of the same applicant (第十六条)."""
    apart: dict[tuple[str, str, str], list[Fraction]] = defaultdict(list)
    for item in ranking.standings:
        for score in item.scores:
            apart[item.panel, score.expert, score.name].append(score.total - item.plain)
    widest = max((abs(value) for found in apart.values() for value in found), default=Fraction()) or Fraction(1)
    for (panel, _, name), found in sorted(apart.items()):
        mean = sum(found, Fraction()) / len(found)
        yield {
            "panel": panel,
            "name": name,
            "count": len(found),
            "mean": rounded(mean, 2),
            "low": rounded(min(found), 2),
            "high": rounded(max(found), 2),
            "mean_at": percent(mean + widest, 2 * widest),
            "marks": [percent(value + widest, 2 * widest) for value in found],
        }


def ranking_facts(j: Judgement) -> dict[str, object]:
    """Give the places with the range and the marks of each applicant's reviewers, and how firm they are."""
    if j.review.ranking is None:
        return {"ranking": [], "robust": "", "moves": [], "full": 0}
    full = sum(row.points for row in j.settings.criteria)
    moves = [
        f"{variation.label}：" + "；".join(f"{name}由第{now}名变为第{then}名" for name, now, then in variation.moved)
        for variation in j.review.ranking.variations
        if variation.moved
    ]
    places = []
    for item in j.review.ranking.standings:
        totals = [score.total for score in item.scores]
        low, high = min(totals), max(totals)
        places.append(
            {
                "rank": item.rank,
                "tied": item.tied,
                "name": item.name,
                "total": rounded(item.total, 2),
                "low": rounded(low, 2),
                "high": rounded(high, 2),
                "width": percent(item.total, full),
                "left": percent(low, full),
                "spread": percent(high - low, full),
                "marks": [percent(total, full) for total in totals],
            }
        )
    robust = "有的假设下名次会变动，见下。" if moves else "名次稳健：各种假设下名次均不变。"
    return {"ranking": places, "robust": robust, "moves": moves, "full": full}
