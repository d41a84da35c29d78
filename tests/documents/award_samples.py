"""A judgement after the vote, built by hand; a test names only what it changes."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.rows import row_of
from toolchain.documents import approval, payment, revocation, supervision
from toolchain.documents.declaration import Document
from toolchain.documents.office_context import OfficeContext
from toolchain.model.check_items import Items
from toolchain.model.parameters import load_rules
from toolchain.model.problems import Problem
from toolchain.model.record import Application, FilledWorkbook, Record
from toolchain.model.rule_set.office import Office
from toolchain.model.schema import USCC, Row
from toolchain.model.sheets import NOTICE, SETTINGS
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.settings import Cycle, CycleRules, Dispatch, Readings
from toolchain.model.sheets.vocabulary import (
    Outcome,
    YesNo,
)
from toolchain.model.wording import Wording
from toolchain.model.work_calendar import WorkCalendar
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.regulation.art04_quota import Nomination
from toolchain.regulation.art14_acceptance import Acceptance, AcceptanceOutcome
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.art18_notice import Approval, Notice
from toolchain.regulation.art19_prize import Prize, PrizeList
from toolchain.stages.judgement import Judgement, Settings, Stage, State
from toolchain.stages.stage_results import Decision, Vote
from toolchain.typesetting.render import Template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
RULES = load_rules(TEMPLATES / "regulation" / "2022-76.toml")
DESK = OfficeContext(Office.load(TEMPLATES / "office.toml"), Wording.load(TEMPLATES / "wording"), Items.load(TEMPLATES))
CALENDAR = WorkCalendar.load(TEMPLATES / "calendar.toml")
JIA, YI, BING = USCC("91410702MA44ABCD5P"), USCC("914107020706795570"), USCC("52410702MJ0YHT125C")
NAMES = {JIA: "甲制造有限公司", YI: "乙食品有限公司", BING: "丙质量研究院"}

CYCLE = row_of(
    Cycle,
    cycle="2024届",
    year=2024,
    previous=date(2022, 12, 30),
    announced=date(2024, 8, 1),
    opens=date(2024, 8, 5),
    deadline=date(2024, 8, 30),
    contact="联系甲",
)
_SETTINGS = Settings(
    CYCLE,
    row_of(
        CycleRules,
    ),
    row_of(Readings),
    (),
)

POSTED, UNTIL, SIGNED_OFF = date(2024, 10, 21), date(2024, 10, 28), date(2024, 10, 30)
MET, ANNOUNCED = date(2024, 12, 10), date(2024, 12, 20)

Compose = Callable[[Judgement, OfficeContext], Iterator[Document]]


def composed(compose: Compose, judgement: Judgement, kind: type[Document] | None = None) -> list[Document]:
    """Compose with the shipped desk, optionally one kind only."""
    return [paper for paper in compose(judgement, DESK) if kind is None or type(paper) is kind]


def supervised_papers(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """All papers of supervision: what revokes nothing, then revocations."""
    yield from supervision.compose(judgement, desk)
    yield from revocation.compose(judgement, desk)


def decided_papers(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """All papers of the government's decision: approval, then payment."""
    yield from approval.compose(judgement, desk)
    yield from payment.compose(judgement, desk)


def template(document: type[Document]) -> Path:
    """Give the place of a document's template."""
    return TEMPLATES / "documents" / f"{document.template}.docx"


def printed(document: Document) -> str:
    """Fill a document's template and give its text, one line per paragraph."""
    data = Template.load(template(type(document))).render(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            archive.read(name).decode() for name in archive.namelist() if re.match(r"word/(document|header)", name)
        ]
    paragraphs = [item for part in parts for item in re.findall(r"<w:p[ >].*?</w:p>", part, re.DOTALL)]
    return "\n".join(html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", item))) for item in paragraphs)


def record(rows: Mapping[Workbook, Sequence[Row]], problems: Sequence[Problem] = ()) -> Record:
    """Put rows into filled workbooks; the problems stand in the first one."""
    filled = []
    for book, all_rows in rows.items():
        sheets: dict[type[Row], tuple[Row, ...]] = {}
        for row in all_rows:
            sheets[type(row)] = (*sheets.get(type(row), ()), row)
        wrong = () if filled else tuple(problems)
        filled.append(
            FilledWorkbook(f"{book.title}.xlsx", Mark(book.mark, book.version, CYCLE.cycle), "", sheets, wrong)
        )
    return Record(CYCLE.cycle, tuple(filled))


def dispatch(document: int, number: str | None, dated: date | None, subject: str | None = None) -> Dispatch:
    """Register a paper as issued."""
    return row_of(
        Dispatch,
        document=document,
        subject=subject,
        number=number,
        dated=dated,
        signer="签发甲",
        issued=YesNo.YES,
    )


def application(uscc: USCC, name: str) -> Application:
    """Make an application of which only code and name matter."""
    applicant = row_of(
        Applicant,
        uscc=uscc,
        name=name,
        address="某路2号",
        established=date(2010, 1, 1),
        employees=100,
        commitment=date(2024, 8, 6),
        credit_certificate=date(2024, 8, 6),
        filled=date(2024, 8, 6),
    )
    return Application(applicant, (), None, (), (), "申报书.xlsx")


def tally(uscc: str, name: str) -> Tally:
    """Count twelve yes votes of fifteen."""
    return Tally(uscc, name, 17, 15, 0, 15, 15, 12, 2, 1, 0, 15, 10, passed=True)


def posting(number: int = 1, nominees: tuple[USCC, ...] | None = (), posted: date = POSTED) -> Posting:
    """Make one posting."""
    return row_of(
        Posting,
        number=number,
        posted=posted,
        until=UNTIL,
        place="某网站公示栏目",
        nominees=nominees,
        concluded=SIGNED_OFF,
    )


def objection(**changes: object) -> Objection:
    """Make an objection against the first nominee that was looked into and not upheld."""
    row = row_of(
        Objection,
        received=date(2024, 10, 23),
        uscc=JIA,
        matter="反映一项专利权属有争议。",
        objector="邱异议",
        contact="13900000000",
        investigation="经查阅登记簿，专利权人为被反映单位",
        outcome=Outcome.DISMISSED,
        concluded=date(2024, 10, 29),
        replied=date(2024, 10, 30),
    )
    return replace(row, **changes)


def voted(
    codes: Sequence[USCC] = (JIA, YI, BING),
    repeats: Sequence[USCC] = (BING,),
    names: Mapping[USCC, str] = NAMES,
    rows: Mapping[Workbook, Sequence[Row]] | None = None,
) -> Judgement:
    """Take a cycle to the end of the vote: ``codes`` are nominated, ``repeats`` among them are laureates of old."""
    accepted = tuple(
        Acceptance(application(code, names[code]), None, AcceptanceOutcome.ACCEPTED, (), repeat=code in repeats)
        for code in codes
    )
    tallies = tuple(tally(code, names[code]) for code in codes)
    first = tuple(item for item in tallies if item.uscc not in repeats)
    again = tuple(item for item in tallies if item.uscc in repeats)
    judgement = Judgement(
        record(rows or {SETTINGS: ()}),
        RULES,
        _SETTINGS,
        CALENDAR,
        acceptances=accepted,
        vote=Vote(tallies, (), Nomination(first, again, (), (), (), max(0, RULES.art04.new_laureates - len(first)))),
    )
    for stage in (Stage.LAUNCH, Stage.ACCEPTANCE, Stage.QUALIFICATION, Stage.PANELS, Stage.REVIEW, Stage.COMMITTEE):
        judgement = judgement.step(stage, State.DONE)
    return judgement


def noticed(
    judgement: Judgement,
    objections: Sequence[Objection] = (),
    *,
    removed: tuple[str, ...] = (),
    done: bool = True,
) -> Judgement:
    """Post the notice of all nominees and, where done, sign it off."""
    nomination = judgement.vote.nomination
    named = () if nomination is None else (*nomination.first, *nomination.repeat)
    codes = tuple(USCC(item.uscc) for item in named)
    first = posting(nominees=codes or None)
    posted = record({NOTICE: (first, *objections)})
    notice = Notice(
        posting=first,
        ends=UNTIL,
        objections=tuple(objections),
        open=tuple(row.number for row in objections if row.outcome is Outcome.OPEN),
        removed=removed,
        standing=tuple(code for code in codes if code not in removed),
        concluded=SIGNED_OFF if done else None,
    )
    joined = Record(CYCLE.cycle, (*judgement.record.filled, *posted.filled))
    judgement = replace(judgement, record=joined, notice=notice)
    return judgement.step(Stage.NOTICE, State.DONE if done else State.WAITING)


def approved(judgement: Judgement, *, announced: date | None = ANNOUNCED, number: str = "第52次") -> Judgement:
    """Let the government approve whoever stands."""
    standing = () if judgement.notice is None else judgement.notice.standing
    rows = tuple(
        row_of(
            Approved,
            uscc=USCC(code),
            name=judgement.name(code),
            certificate=f"红质奖2024{index:03d}",
            bank=None if code in judgement.repeats else "某银行某支行",
            account=None if code in judgement.repeats else f"41001560{index:011d}",
        )
        for index, code in enumerate(standing, start=1)
    )
    meeting = row_of(ExecutiveMeeting, number=number, held=MET, announced=announced)
    prizes = tuple(
        Prize(code, RULES.art19.repeat_prize_yuan if code in judgement.repeats else RULES.art19.prize_yuan)
        for code in standing
    )
    approval = Approval(meeting, standing, (), announced, rows)
    decision = Decision(approval, PrizeList(prizes, sum(prize.amount for prize in prizes)))
    return replace(judgement, decision=decision).step(Stage.APPROVAL, State.DONE if announced else State.WAITING)


def registered(judgement: Judgement, *rows: Dispatch) -> Judgement:
    """Enter papers into 发文登记."""
    kept = record({SETTINGS: rows})
    return replace(judgement, record=Record(CYCLE.cycle, (*kept.filled, *judgement.record.filled)))


def award(uscc: USCC = JIA, **changes: object) -> Award:
    """Make an award of the cycle before."""
    row = row_of(
        Award,
        uscc=uscc,
        name=NAMES[uscc],
        basis=RULES.document,
        certificate="红质奖2022001",
    )
    return replace(row, **changes)
