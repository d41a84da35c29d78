"""Made-up panels, rankings and counts, built by hand; a test names only what it changes."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypedDict, Unpack

from tests.rows import row_of
from toolchain.documents.declaration import Document
from toolchain.documents.office_context import OfficeContext
from toolchain.model.check_items import Items
from toolchain.model.findings import Finding
from toolchain.model.parameters import load_rules
from toolchain.model.record import Application, FilledWorkbook, Record
from toolchain.model.rule_set.office import Office
from toolchain.model.schema import USCC, Row, Share
from toolchain.model.sheets import COMMITTEE, DRAW, SCORES
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.committee import Meeting, Member
from toolchain.model.sheets.draw import Panel, Seed
from toolchain.model.sheets.experts import Expert
from toolchain.model.sheets.scores import Remark, Reviewer
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Readings
from toolchain.model.sheets.vocabulary import (
    Degree,
    MemberCategory,
    MemberRole,
    TieBreak,
    Trimming,
    Verdict,
    YesNo,
)
from toolchain.model.wording import Wording
from toolchain.model.work_calendar import WorkCalendar
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.regulation.art04_quota import Nomination
from toolchain.regulation.art08_draw import Draw, Role, Ticket
from toolchain.regulation.art08_pool import Pool, PoolEntry
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.regulation.art15_qualification import Qualification
from toolchain.regulation.art16_places import Choice
from toolchain.regulation.art16_ranking import (
    Agreement,
    Candidates,
    CategoryScore,
    Matter,
    Placement,
    Ranking,
    ReviewerScore,
    Variation,
)
from toolchain.regulation.art16_robustness import ReviewSetting
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.art27_recusal import Conflict
from toolchain.stages.judgement import Judgement, Settings, Stage, State, Step
from toolchain.stages.stage_results import Panels, Review, Vote
from toolchain.typesetting.render import Template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ITEMS = Items.load(TEMPLATES)
DESK = OfficeContext(Office.load(TEMPLATES / "office.toml"), Wording.load(TEMPLATES / "wording"), ITEMS)
REGULATION = load_rules(TEMPLATES / "regulation" / "2022-76.toml")
CALENDAR = WorkCalendar.load(TEMPLATES / "calendar.toml")
DRAWN = date(2026, 11, 20)
SEED = "352614652316415263341625"

CYCLE = row_of(
    Cycle,
    previous=date(2024, 12, 20),
    site_from=date(2026, 12, 7),
    site_until=date(2026, 12, 11),
)
RULES = row_of(
    CycleRules,
    site_weight=Share("3/5"),
    trimming=Trimming.EXTREMES,
    tie_break=TieBreak.SITE,
)
READINGS = row_of(Readings)
CRITERIA = tuple(
    row_of(Criterion, code=row.code, category=row.category, item=row.item, points=row.points) for row in ITEMS.criteria
)
MEETING = row_of(
    Meeting,
    held=date(2026, 12, 18),
    place="第二会议室",
    presider="韩某",
    counting="苏某",
    watching="邹某",
    recorder="贾某",
    observers=("派驻组",),
)

_ORDER = tuple(Stage)


def code(index: int) -> str:
    """Give the code of the applicant with a number."""
    return f"91410702MA{index:08d}"


def title(index: int) -> str:
    """Give its name."""
    return f"新乡市第{index}某某制造有限公司"


def expert(index: int, **changes: object) -> Expert:
    """Make an expert of the pool."""
    row = row_of(
        Expert,
        number=f"E{index:02d}",
        name=f"专家{'甲乙丙丁戊己庚辛壬癸'[index % 10]}",
        employer=f"某研究院第{index}所",
        position="高级工程师",
        degree=Degree.MASTER,
        since=date(2005, 7, 1),
        commitment=date(2026, 11, 10),
    )
    return replace(row, **changes)


def signed(person: Expert, verdict: Verdict = Verdict.MET) -> Finding:
    """Make the finding on an expert's commitment."""
    case = "8-commitment" if verdict is Verdict.MET else "8-unsigned"
    facts = (("name", person.name), ("signed", "2026年11月10日"), ("drawn", "2026年11月20日"))
    return Finding(case, "第八条", person.number, verdict, facts)


def recused(person: Expert, applicant: str) -> Finding:
    """Make the finding that an expert has an interest in an applicant."""
    facts = (("name", person.name), ("applicant", applicant), ("kind", "为其咨询或培训"))
    return Finding("27-recusal", "第二十七条", person.number, Verdict.NOT_MET, facts)


def panel(**changes: object) -> Panel:
    """Make a panel of three."""
    row = row_of(Panel, drawn=DRAWN, leader="E02")
    return replace(row, **changes)


def pool(entries: Sequence[PoolEntry], row: Panel | None = None) -> Pool:
    """Freeze a pool as Article 8 does."""
    listing = "".join(
        f"{item.expert.number}|{item.expert.name}|{item.expert.employer}\n" for item in entries if item.eligible
    )
    return Pool(row or panel(), tuple(entries), listing, hashlib.sha256(listing.encode()).hexdigest())


def seed(turn: int = 1, **changes: object) -> Seed:
    """Make a seed."""
    row = row_of(
        Seed,
        round=turn,
        seed=SEED,
        place="三楼会议室",
        witnesses=("见证人甲", "见证人乙"),
    )
    return replace(row, **changes)


def draw(frozen: Pool, roles: Sequence[Role], leader: str = "E02", turn: Seed | None = None) -> Draw:
    """Make a draw whose tickets fall in the order of the pool."""
    used = turn or seed()
    tickets = []
    for order, (person, role) in enumerate(zip(frozen.eligible, roles, strict=True), start=1):
        source = f"{CYCLE.cycle}|{frozen.panel.panel}|{used.round}|{used.seed}|{person.number}"
        tickets.append(Ticket(order, person, source, hashlib.sha256(source.encode()).hexdigest(), role))
    return Draw(frozen, used, tuple(tickets), leader, complete=bool(leader))


def standing(index: int, rank: int, total: int | str = 800, panel_name: str = "制造业组") -> Placement:
    """Make an applicant's place; every reviewer's score is a number of its own that no document may print."""
    average = Fraction(total)
    scores = tuple(
        ReviewerScore(
            f"E{number:02d}",
            f"专家{number}",
            Fraction(700 + number),
            Fraction(910 + number),
            Fraction(870 + number),
            Fraction(300 + number),
        )
        for number in range(1, 4)
    )
    return Placement(
        uscc=code(index),
        name=title(index),
        panel=panel_name,
        scores=scores,
        desk=average - 10,
        site=average + 5,
        total=average,
        results=average,
        plain=average,
        trimmed=None,
        rank=rank,
        panel_rank=rank,
        tied=False,
    )


def tally(index: int, favour: int = 8, passed: bool = True, recusals: int = 0) -> Tally:
    """Make a count of nine present members."""
    handed = 9 - recusals
    return Tally(
        uscc=code(index),
        name=title(index),
        members=10,
        present=9,
        recused=recusals,
        handed=handed,
        returned=handed,
        favour=favour,
        against=handed - favour,
        abstained=0,
        invalid=0,
        voters=handed,
        needed=6,
        passed=passed,
    )


def application(index: int) -> Application:
    """Make an application."""
    applicant = row_of(
        Applicant,
        uscc=USCC(code(index)),
        name=title(index),
        address="红旗区某路1号",
        commitment=date(2026, 9, 1),
        credit_certificate=date(2026, 9, 2),
    )
    return Application(applicant, (), None, (), (), f"申报书-{index}.xlsx")


def filled(workbook: Workbook, **sheets: tuple[Row, ...]) -> FilledWorkbook:
    """Make a filled workbook from rows; the keywords only keep the sheets apart."""
    rows = {type(group[0]): group for group in sheets.values() if group}
    return FilledWorkbook(f"{workbook.title}.xlsx", Mark(workbook.mark, "1", CYCLE.cycle), "0", rows)


def sheet(reviewer: str, remarks: Sequence[Remark]) -> FilledWorkbook:
    """Make a reviewer's score sheet with its words."""
    row = row_of(Reviewer, expert=reviewer, name=reviewer, panel="制造业组", signed=date(2026, 12, 12))
    return filled(SCORES, reviewer=(row,), remarks=tuple(remarks))


def remark(index: int, strengths: str, gaps: str) -> Remark:
    """Make a reviewer's words on an applicant."""
    return row_of(Remark, uscc=USCC(code(index)), name=title(index), strengths=strengths, gaps=gaps)


def members(present: int = 9, absent: int = 1) -> tuple[Member, ...]:
    """Make a committee."""
    roles = (MemberRole.CHAIR, MemberRole.VICE_CHAIR, MemberRole.VICE_CHAIR)
    return tuple(
        row_of(
            Member,
            number=f"W{index:02d}",
            name=f"委员{index}",
            position=f"某单位{index}职务",
            category=MemberCategory.GOVERNMENT,
            role=roles[index] if index < len(roles) else MemberRole.MEMBER,
            present=YesNo.YES if index < present else YesNo.NO,
        )
        for index in range(present + absent)
    )


def steps(last: Stage, state: State = State.DONE) -> tuple[Step, ...]:
    """Close the stages up to one."""
    before = _ORDER[: _ORDER.index(last)]
    return (*(Step(stage, State.DONE) for stage in before), Step(last, state))


class Results(TypedDict, total=False):
    """What the stages of a made-up judgement came to."""

    rows: Sequence[FilledWorkbook]
    applicants: int
    pools: tuple[Pool, ...]
    draws: tuple[Draw, ...]
    conflicts: tuple[Conflict, ...]
    ranking: Ranking
    candidates: Candidates
    tallies: tuple[Tally, ...]
    second: tuple[Tally, ...]
    nomination: Nomination


def judgement(last: Stage, state: State = State.DONE, **results: Unpack[Results]) -> Judgement:
    """Make a judgement that got as far as a stage."""
    accepted = tuple(
        Acceptance(application(index), None, AcceptanceOutcome.ACCEPTED, (), repeat=index in REPEATS)
        for index in range(1, results.get("applicants", 3) + 1)
    )
    return Judgement(
        Record(CYCLE.cycle, tuple(results.get("rows", ()))),
        REGULATION,
        Settings(CYCLE, RULES, READINGS, CRITERIA),
        CALENDAR,
        steps=steps(last, state),
        acceptances=accepted,
        qualifications=tuple(Qualification(item, (), Verdict.MET) for item in accepted),
        panels=Panels(results.get("pools", ()), results.get("draws", ()), results.get("conflicts", ())),
        review=Review(results.get("ranking"), results.get("candidates")),
        vote=Vote(results.get("tallies", ()), results.get("second", ()), results.get("nomination")),
    )


REPEATS = frozenset({3})
"""Applicants that are laureates of old."""


def seated(last: Stage = Stage.PANELS, state: State = State.DONE, **results: Unpack[Results]) -> Judgement:
    """Make a judgement with one panel of three, drawn from five of whom one is recused."""
    people = [expert(index) for index in range(1, 7)]
    entries = [PoolEntry(person, (signed(person),)) for person in people[:5]]
    entries.append(PoolEntry(people[5], (signed(people[5]), recused(people[5], title(1)))))
    frozen = pool(entries)
    drawn = draw(frozen, (Role.DRAWN, Role.DRAWN, Role.DECLINED, Role.SUCCEEDED, Role.RESERVE))
    book = filled(DRAW, panels=(frozen.panel,), seeds=(drawn.seed,))
    given: Results = {"rows": (book,), "pools": (frozen,), "draws": (drawn,)}
    return judgement(last, state, **(given | results))


def ranked(
    places: Sequence[Placement], variations: Sequence[Variation] = (), agreement: Sequence[Agreement] = ()
) -> Ranking:
    """Make a ranking of which everything is told that otherwise follows from the score sheets."""
    found = Ranking(ReviewSetting((), Choice.of(RULES, REGULATION.art16), {}, tuple(places)))
    profiles = {item.uscc: (CategoryScore("领导", item.total / 10, 110),) for item in places}
    vars(found).update(variations=tuple(variations), agreement=tuple(agreement), profiles=profiles)
    return found


def reviewed(last: Stage = Stage.REVIEW, state: State = State.DONE, **results: Unpack[Results]) -> Judgement:
    """Make a judgement with three ranked applicants, the third a laureate of old."""
    places = (standing(1, 1, "850.125"), standing(2, 2, 840), standing(3, 3, 820))
    ranking = ranked(
        places,
        (
            Variation("制造业组不计专家甲（E01）", ((title(2), 2, 3),), Matter.REVIEWER, "E01"),
            Variation("制造业组不计专家乙（E02）", ((title(2), 2, 3), (title(3), 3, 2)), Matter.REVIEWER, "E02"),
            Variation("材料评审权重50%、现场评审权重50%", (), Matter.WEIGHTS),
        ),
        (Agreement("制造业组", 3, 3, Fraction(7, 9)),),
    )
    rows = (sheet("E01", [remark(1, "过程规范。", "对标不足；")]), sheet("E02", [remark(1, "持续改进", "对标不足")]))
    given: Results = {
        "rows": rows,
        "ranking": ranking,
        "candidates": Candidates(places[:2], places[2:], ()),
    }
    return seated(last, state, **(given | results))


def voted(last: Stage = Stage.COMMITTEE, state: State = State.DONE, **results: Unpack[Results]) -> Judgement:
    """Make a judgement whose committee has voted on three candidates; one place stays vacant."""
    tallies = (tally(1), tally(2, 7, recusals=1), tally(3, 9))
    given: Results = {
        "rows": (filled(COMMITTEE, meeting=(MEETING,), members=members()),),
        "tallies": tallies,
        "nomination": Nomination(tallies[:2], tallies[2:], (), (), (), 1),
    }
    return reviewed(last, state, **(given | results))


def minimum(score: str) -> CycleRules:
    """Give the cycle's rules with a least score for candidates."""
    return replace(RULES, minimum_score=Decimal(score))


# -- templates -----------------------------------------------------------------------------------------


def template(document: type[Document]) -> Path:
    """Give the place of a document's template."""
    return TEMPLATES / "documents" / f"{document.template}.docx"


def snapshot(document: type[Document]) -> str:
    """Give the wording of a template as it was last reviewed."""
    path = Path(__file__).resolve().parents[1] / "snapshots" / "templates" / f"{document.template}.txt"
    return path.read_text(encoding="utf-8")


def printed(document: Document) -> str:
    """Fill a document's template and give its text, one line per paragraph."""
    data = Template.load(template(type(document))).render(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL)
    return "\n".join(html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", item))) for item in paragraphs)


def crowd(count: int, **results: Unpack[Results]) -> Judgement:
    """Make a judgement that voted on many candidates, one with a long name and one with marks of the file format."""
    named = {1: "A&B <公司>", 2: "新" * 60}
    places = tuple(
        replace(standing(index, index, 900 - index), name=named.get(index, title(index)))
        for index in range(1, count + 1)
    )
    tallies = tuple(replace(tally(index), name=place.name) for index, place in enumerate(places, start=1))
    given: Results = {
        "applicants": count,
        "ranking": ranked(places),
        "candidates": Candidates(places, (), ()),
        "tallies": tallies,
        "nomination": Nomination(tallies[:3], (), (), tallies[3:], (), max(0, 3 - count)),
    }
    return voted(**(given | results))
