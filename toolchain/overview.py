"""总览.html: one self-contained page per cycle, and a variant without scores that may leave the office."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from jinja2 import StrictUndefined
from jinja2 import TemplateError

from toolchain.chinese import date_text
from toolchain.chinese import rounded
from toolchain.documents.paper import Paper
from toolchain.judgement import Judgement
from toolchain.judgement import Stage
from toolchain.judgement import State
from toolchain.parameters import ParameterFault
from toolchain.register import revoked
from toolchain.regulation.art17_vote import Tally
from toolchain.remind import dues

PAGE, PUBLIC_PAGE = "总览.html", "总览（公开版）.html"
_HUNDRED = 100


def page(
    judgement: Judgement, papers: Sequence[Paper], returned: Sequence[str], template: Path, *, public: bool
) -> bytes:
    """Make the page; the public one carries neither scores nor internal papers.

    Raises:
        ParameterFault: the template is broken.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    try:
        text = environment.from_string(template.read_text(encoding="utf-8")).render(
            _context(judgement, papers, returned, public=public)
        )
    except (OSError, TemplateError) as error:
        raise ParameterFault(f"{template.name}：{error}") from error
    return text.encode()


def _context(j: Judgement, papers: Sequence[Paper], returned: Sequence[str], *, public: bool) -> dict[str, Any]:
    shown = [paper for paper in papers if paper.document.public or not public]
    return {
        "public": public,
        "cycle": j.settings.cycle.cycle,
        "award": j.rules.award,
        "title": j.rules.title,
        "document": j.rules.document,
        "stages": list(_stages(j)),
        "todo": [] if public else list(j.current.todo),
        "returned": [{"name": path.rpartition("/")[2], "link": quote(path)} for path in returned],
        "dates": [
            {"day": date_text(due.day), "matter": due.matter + (f"：{due.subject}" if due.subject else "")}
            | {"article": due.article}
            for due in dues(j)
            if not (public and due.subject)
        ],
        "papers": [_paper(paper) for paper in shown],
        "votes": [*map(_vote, j.tallies, [1] * len(j.tallies)), *map(_vote, j.second, [2] * len(j.second))],
        "register": list(_register(j)),
        "others": [item.sentence for item in j.others],
        **_ranking(j),
    }


def _stages(j: Judgement) -> Iterator[dict[str, object]]:
    states = {step.stage: step.state for step in j.steps}
    current = j.current.stage if j.current.state is not State.DONE else None
    for stage in Stage:
        state = states.get(stage, State.NOT_REACHED)
        yield {"name": stage.label, "state": state.value, "current": stage is current}


def _paper(paper: Paper) -> dict[str, object]:
    document = paper.document
    return {
        "number": document.number,
        "title": document.title,
        "subject": document.subject_name,
        "status": paper.status,
        "link": quote(paper.path),
    }


def _vote(tally: Tally, turn: int) -> dict[str, object]:
    return {
        "name": tally.name,
        "round": turn,
        "favour": tally.favour,
        "voters": tally.voters,
        "needed": tally.needed,
        "passed": tally.passed,
        "width": _share(tally.favour, tally.voters),
        "mark": _share(tally.needed, tally.voters),
    }


def _share(part: int | Fraction, whole: int | Fraction) -> str:
    return str(rounded(Fraction(part) / Fraction(whole) * _HUNDRED, 2)) if whole else "0"


def _ranking(j: Judgement) -> dict[str, object]:
    if j.ranking is None:
        return {"ranking": [], "robust": "", "moves": [], "full": 0}
    full = sum(row.points for row in j.settings.criteria)
    moves = [
        f"{variation.label}：" + "；".join(f"{name}由第{now}名变为第{then}名" for name, now, then in variation.moved)
        for variation in j.ranking.variations
        if variation.moved
    ]
    places = []
    for item in j.ranking.standings:
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
                "width": _share(item.total, full),
                "left": _share(low, full),
                "spread": _share(high - low, full),
            }
        )
    robust = "有的假设下名次会变动，见下。" if moves else "名次稳健：各种假设下名次均不变。"
    return {"ranking": places, "robust": robust, "moves": moves, "full": full}


def _register(j: Judgement) -> Iterator[dict[str, object]]:
    for award in revoked(j.register, j.rulings):
        yield {
            "name": award.name,
            "cycle": award.cycle,
            "announced": date_text(award.announced),
            "until": date_text(award.valid_until),
            "status": award.status.value,
        }
