"""总览.html: one self-contained page per cycle, and a variant without scores that may leave the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolchain.documents.declaration import Addressee
from toolchain.documents.delivered_terms import terms
from toolchain.documents.document_file import DocumentFile
from toolchain.engine.compile_cache import keep, key_of, recall
from toolchain.model.chinese import date_text
from toolchain.model.rule_set.building import ParameterFault
from toolchain.model.sheets.committee import Meeting
from toolchain.model.sheets.register import Award
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.date_confirmation import unconfirmed
from toolchain.regulation.register import revoked
from toolchain.results.absence_tables import NAME as ABSENCES
from toolchain.results.candidate_pages import PAGE as CANDIDATES
from toolchain.results.overview_charts import NO_CHARTS, Charts, ranking_facts
from toolchain.results.overview_charts import percent as _share
from toolchain.results.overview_documents import groups, line_of
from toolchain.results.progress_table import STEPS, Row, board
from toolchain.stages.judgement import Judgement, Stage, State
from toolchain.stages.reminders import Due, dues

PAGE, PUBLIC_PAGE = "总览.html", "公开/总览（公开版）.html"

_MOST_ROWS = 200
_MOST_TODO = 60
"""Things to do that are listed; 进度表 has them all."""


def page(facts: Mapping[str, Any], template: Path) -> bytes:
    """Make the page.

    Args:
        facts: what it says (:func:`facts_of`).
        template: the page's template.

    Raises:
        ParameterFault: the template is broken.
    """
    try:
        return _compiled(template.read_text(encoding="utf-8")).render(facts).encode()
    except (OSError, TemplateError) as error:
        raise ParameterFault(f"{template.name}：{error}") from error


@lru_cache(maxsize=4)
def _compiled(text: str) -> Template:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    key = key_of(PAGE, text)
    compiled = recall(key)
    if compiled is None:
        compiled = environment.compile(text)
        keep(key, compiled)
    return Template.from_code(environment, compiled, environment.make_globals(None))


def facts_of(
    j: Judgement,
    papers: Sequence[DocumentFile],
    made: Sequence[str],
    drawn: Charts = NO_CHARTS,
    absent: Mapping[str, int] = MappingProxyType({}),
    *,
    public: bool,
) -> Mapping[str, Any]:
    """Give what the page says.

    The public one carries no scores, no votes, no links, and of the documents only those addressed to the public
    that are issued.

    Args:
        j: the cycle.
        papers: its documents.
        made: the paths of the cycle's workbooks and pages: results, blanks and returned copies.
        drawn: the rows of the charts.
        absent: how many of each kind took no part or were not counted.
        public: which of the two pages.
    """
    shared = {
        "public": public,
        "cycle": j.settings.cycle.cycle,
        "award": j.rules.award,
        "title": j.rules.title,
        "document": j.rules.document,
        "stages": list(_stages(j)),
        "schedule": list(_schedule(j)),
    }
    if public:
        shown = [paper for paper in papers if paper.document.addressee is Addressee.PUBLIC and paper.status == "已印发"]
        return {
            **shared,
            "papers": [line_of(paper) for paper in shown],
            "register": list(_register(j, _known(j, shown))),
        }
    return {
        **shared,
        "todo": _few(list(_todo(j, papers))),
        "steps": list(STEPS),
        "board": [
            {"name": row.name, "states": list(row.states), "now": row.now, "waits": row.waits}
            for row in _shown(board(j))
        ],
        "absent": {
            "said": "、".join(f"{kind}{count}" for kind, count in absent.items()),
            "link": quote(ABSENCES) if ABSENCES in made else "",
        },
        "links": [{"title": title, "files": files} for title, files in _files(j, made) if files],
        "dues": [
            {"day": date_text(due.day), "matter": _counted(j, due), "name": due.subject, "article": due.article}
            for due in sorted((*dues(j), *terms(j, [paper.document for paper in papers])))
            if due.subject
        ],
        "groups": list(groups(papers)),
        "counts": [
            {"status": status, "count": count}
            for status in ("已印发", "待印发", "送审稿", "送印样")
            if (count := sum(paper.status == status for paper in papers))
        ],
        "votes": [
            *map(_vote, j.vote.tallies, [1] * len(j.vote.tallies)),
            *map(_vote, j.vote.second, [2] * len(j.vote.second)),
        ],
        "register": list(_register(j, revoked(j.register, j.supervision.rulings))),
        "others": [item.sentence for item in j.others],
        **drawn,
        "slides": quote(CANDIDATES) if CANDIDATES in made else "",
        **ranking_facts(j),
    }


def _counted(j: Judgement, due: Due) -> str:
    """Say how far off a term is, seen from the 登记截至 on record; without one nothing is counted."""
    known = j.registered
    if known is None or not known.declared:
        return due.matter
    left = (due.day - known.day).days
    return f"{due.matter}（{f'还有{left}天' if left >= 0 else '已过'}）"


def facts_before(cycle: str, todo: Sequence[str], made: Sequence[str], *, public: bool) -> Mapping[str, Any]:
    """Give what the page says while 届次设置 cannot be used: the stages, and what to mend.

    Args:
        cycle: the cycle's name.
        todo: what to do.
        made: the paths of the cycle's workbooks.
        public: which of the two pages.
    """
    said = {True: "等待表格", False: State.NOT_REACHED.value}
    stages = [
        {"name": stage.label, "state": State.NOT_REACHED.value, "said": said[stage is Stage.LAUNCH], "current": False}
        for stage in Stage
    ]
    links = [{"title": "退回的表格（改好后重新放入收件箱）", "files": _links(p for p in made if p.startswith("退回/"))}]
    empty: dict[str, list[object]] = {
        name: []
        for name in (
            "steps",
            "board",
            "schedule",
            "dues",
            "groups",
            "papers",
            "counts",
            "votes",
            "register",
            "others",
            "ranking",
            "moves",
            *NO_CHARTS,
        )
    }
    return {
        **empty,
        "public": public,
        "cycle": cycle,
        "award": "区长质量奖",
        "title": "",
        "document": "",
        "stages": stages,
        "todo": list(todo),
        "links": [item for item in links if item["files"]],
        "robust": "",
        "slides": "",
        "full": 0,
    }


def _shown(rows: Sequence[Row]) -> list[Row]:
    """Give the applicants that the page lists: all, or of very many those who wait; 进度表 has everybody."""
    waiting = [row for row in rows if row.now in {"暂停", "等待"}]
    return list(rows) if len(rows) <= _MOST_ROWS else waiting[:_MOST_ROWS]


def _stages(j: Judgement) -> Iterator[dict[str, object]]:
    states = {step.stage: step.state for step in j.steps}
    current = j.current.stage if j.current.state is not State.DONE else None
    for stage in Stage:
        state = states.get(stage, State.NOT_REACHED)
        now = stage is current
        said = "等待表格" if now and state is State.NOT_REACHED else state.value
        yield {"name": stage.label, "state": state.value, "said": said, "current": now}


def _schedule(j: Judgement) -> Iterator[dict[str, str]]:
    """List the days of the cycle that are on record, by day, with the working days from one to the next."""
    cycle, meeting = j.settings.cycle, next(iter(j.record.having(Meeting, "held")), None)
    found: list[tuple[date | None, str, str]] = [
        (cycle.announced, "发布评审公告", "第十三条"),
        (cycle.known("opens"), "开始收件", "第十四条"),
        (cycle.known("deadline"), "申报截止", "第十四条"),
        *((day, "抽取评审组", "第八条") for day in sorted({pool.panel.drawn for pool in j.panels.pools})),
        (cycle.known("site_from"), "现场评审开始", "第十六条"),
        (cycle.known("site_until"), "现场评审结束", "第十六条"),
        (meeting.held if meeting is not None else None, "评委会全体会议", "第十七条"),
    ]
    posting = j.notice.posting if j.notice is not None else None
    if posting is not None:
        days = j.calendar.between(posting.posted, posting.until)
        term = "" if days is None else f"（发布次日起共{days}个工作日）"
        found += [(posting.posted, "发布拟奖名单公示", "第十八条"), (posting.until, f"公示截止{term}", "第十八条")]
    if j.decision.approval is not None:
        found += [
            (j.decision.approval.meeting.held, "区政府常务会议审定", "第十八条"),
            (j.decision.approval.announced, "授奖公告", "第十八条"),
        ]
    if j.registered is not None and j.registered.declared:
        found.append((j.registered.day, "登记截至", "第十四条"))
    dated = sorted(((day, matter, article) for day, matter, article in found if day is not None), key=itemgetter(0))
    before: date | None = None
    for day, matter, article in dated:
        gap = None if before is None else j.calendar.between(before, day)
        said = "" if gap is None else f"{gap}个工作日" if gap else "同日"
        yield {
            "day": date_text(day),
            "matter": j.rules.said(matter),
            "gap": said,
            "article": j.rules.said(article),
        }
        before = day


def _todo(j: Judgement, papers: Sequence[DocumentFile]) -> Iterator[str]:
    """Say what to do next: workbooks to put in, documents to register, documents to issue."""
    yield from dict.fromkeys(text for step in j.steps for text in step.todo)
    for status, what in (
        ("送审稿", "在《收发登记》的“发文登记”登记文号、成文日期"),
        ("待印发", "印发后登记为“已印发”"),
    ):
        titles = Counter(paper.document.title for paper in papers if paper.status == status)
        if titles:
            said = "、".join(f"《{title}》" + (f"{count}份" if count > 1 else "") for title, count in titles.items())
            yield f"{status}{titles.total()}份：{said}。{what}。"
    if waiting := unconfirmed(j.dates.loose):
        yield f"{waiting}，见《日期核对单》。"


def _files(j: Judgement, made: Sequence[str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Group the workbooks: returned ones, blanks of the stage before the one waited for, results."""
    ready = [step.stage for step in j.steps if step.state is State.DONE]
    last = ready[-1] if ready else Stage.LAUNCH
    yield "退回的表格（改好后重新放入收件箱）", _links(path for path in made if path.startswith("退回/"))
    yield "现在要发出的空白表", _links(path for path in made if path.startswith(f"{last}/空白表/"))
    others = (path for path in made if not path.startswith("退回/") and "/空白表/" not in path)
    yield "结果表格", _links(path for path in others if path.endswith(".xlsx"))


def _links(paths: Iterable[str]) -> list[dict[str, str]]:
    return [{"name": path.rpartition("/")[2].removesuffix(".xlsx"), "link": quote(path)} for path in paths]


def _few(todo: Sequence[str]) -> list[str]:
    """Give what is to be done, of very much the beginning."""
    rest = len(todo) - _MOST_TODO
    return list(todo) if rest <= 0 else [*todo[:_MOST_TODO], f"另有{rest}项，见《进度表》。"]


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


def _known(j: Judgement, issued: Sequence[DocumentFile]) -> tuple[Award, ...]:
    """Give the awards as the public knows them: a title is revoked once that is announced."""
    told = {paper.document.subject for paper in issued}
    return revoked(j.register, [ruling for ruling in j.supervision.rulings if ruling.incident.number in told])


def _register(j: Judgement, awards: Iterable[Award]) -> Iterator[dict[str, object]]:
    current = j.settings.cycle.cycle
    for award in awards:
        yield {
            "name": award.name,
            "cycle": award.cycle,
            "announced": date_text(award.announced),
            "until": date_text(award.valid_until),
            "status": award.status.value,
            "new": award.cycle == current,
        }
