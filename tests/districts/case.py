"""A whole cycle of a made-up district: its workbooks, filled stage by stage from what the stage before gave out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from tests.oracle import random_checks
from tests.oracle import random_later as later
from tests.oracle import random_opening as opening
from tests.oracle.random_opening import Luck, Rows, days
from tests.rows import row_of
from toolchain.cycle.paths import Project
from toolchain.model.parameters import load_rules
from toolchain.model.record import FilledWorkbook, Record
from toolchain.model.rule_set.rules import Rules
from toolchain.model.schema import USCC, Yuan
from toolchain.model.sheets import (
    APPLICATION,
    APPROVAL,
    CHECKS,
    COMMITTEE,
    DRAW,
    EXPERTS,
    NOTICE,
    REGISTER,
    SCORES,
    SETTINGS,
    SUPERVISION,
)
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved, ExecutiveMeeting
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.draw import Panel, Seed
from toolchain.model.sheets.experts import Expert, Tie
from toolchain.model.sheets.notice import Objection, Posting
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.scores import Score
from toolchain.model.sheets.settings import Cycle, CycleRules, Readings, Receipt
from toolchain.model.sheets.supervision import Incident
from toolchain.model.sheets.vocabulary import (
    AwardKind,
    BanCause,
    IncidentDecision,
    MemberCategory,
    MemberRole,
    OrganisationKind,
    RegisterStatus,
    TieBreak,
    Trimming,
    Vote,
    YesNo,
)
from toolchain.model.work_calendar import WorkCalendar
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.regulation.art28_validity import valid_until
from toolchain.stages import judge, settings_of
from toolchain.stages.judgement import Judgement
from toolchain.workbooks.blank import write

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parents[1] / "templates"
DISTRICT = HERE / "qinghe.toml"
NAME = "2025届"
DEADLINE = date(2025, 4, 30)
DRAWN, HELD, POSTED = date(2025, 6, 9), date(2025, 7, 10), date(2025, 7, 14)
ENDS = date(2025, 7, 23)
"""The day on which the seventh working day after the posting ends."""
DECIDED, ANNOUNCED = date(2025, 7, 28), date(2025, 8, 4)
VOTERS = 10
VOTES = {1: 10, 2: 10, 3: 9, 4: 9, 5: 8, 6: 7, 7: 7, 8: 6, 9: 5, 10: 6}
"""Yes votes of ten, by applicant: six pass, five do not. The tenth is a repeat laureate."""
CALENDAR = WorkCalendar.load(TEMPLATES / "calendar.toml")
CALM = Luck(Random(8), 0, 0)


def project(root: Path) -> Project:
    """Lay out the templates with the district's regulation and organs instead of ours."""
    shutil.copytree(TEMPLATES, root / "templates")
    for path in (root / "templates" / "regulation").glob("*.toml"):
        path.unlink()
    shutil.copy(DISTRICT, root / "templates" / "regulation" / DISTRICT.name)
    office = root / "templates" / "office.toml"
    text = office.read_text(encoding="utf-8").replace("红旗区", "青禾区").replace("红政", "青政")
    office.write_text(text.replace("红质评办", "青质评办"), encoding="utf-8")
    (root / "inbox").mkdir()
    return Project(root, root / "inbox", root / "outbox")


class District:
    """The made-up district's cycle."""

    since = date(2017, 6, 9)
    """Since when its experts are in the trade: as long as the first rule set asks, to the day."""
    best = 80
    """The best score that its reviewers give, in hundredths; the least is 60."""

    def __init__(self) -> None:
        CALM.rng.seed(8)
        self.rules: Rules = load_rules(DISTRICT)
        self.books: dict[str, tuple[Workbook, Mark, Rows]] = {}
        self.applicants: list[Applicant] = []
        self.votes = VOTES

    def add(self, book: Workbook, rows: Rows, suffix: str = "", subject: str = "") -> None:
        """Put a filled workbook into the inbox."""
        self.books[f"{book.title}{suffix}.xlsx"] = (book, Mark(book.mark, book.version, NAME, subject), rows)

    def judge(self) -> Judgement:
        """Judge the cycle as far as it is filled."""
        filled = tuple(
            FilledWorkbook(name, mark, rows={sheet: tuple(found) for sheet, found in rows.items()})
            for name, (_, mark, rows) in sorted(self.books.items())
        )
        record = Record(NAME, filled)
        settings = settings_of(record)
        assert settings is not None
        return judge(record, settings, self.rules, CALENDAR)

    def files(self, say: Callable[[str], str] | None = None) -> dict[str, bytes]:
        """Write every workbook, its own texts as the rule set says them."""
        return {name: write(book, mark, rows, say=say) for name, (book, mark, rows) in self.books.items()}

    def fill(self) -> District:
        """Fill everything from the announcement to the government's announcement and one revocation."""
        for step in (self.open, self.examine, self.draw, self.score, self.vote, self.post, self.approve, self.revoke):
            step()
        return self

    def open(self) -> None:
        """Twelve applicants; one holds an award of five years, one is barred for five years."""
        cycle, rows = opening.settings(Luck(Random(3), 0, 0), NAME)
        cycle = replace(
            cycle,
            year=2025,
            previous=date(2024, 5, 20),
            announced=date(2025, 3, 3),
            opens=date(2025, 3, 10),
            deadline=DEADLINE,
            supplement_from=None,
            site_from=DRAWN + days(3),
            site_until=DRAWN + days(14),
            budget=Yuan(1_150_000),
            address="禾川市青禾区",
            website="青禾区人民政府网站",
        )
        rows[Cycle] = [cycle]
        rows[CycleRules] = [RULES]
        rows[Readings] = [READINGS]
        receipts: list[Any] = []
        for number in range(1, 13):
            mine, receipt = opening.application(CALM, number, cycle)
            applicant: Any = replace(
                mine[Applicant][0],
                address=f"禾川市青禾区禾苗路{number}号",
                trade="制造业",
                uscc=code(mine[Applicant][0], "419902"),
                name=f"青禾第{number}公司",
                phone=f"0373-31000{number:02d}",
            )
            mine[Applicant] = [applicant]
            self.applicants.append(applicant)
            receipts.append(replace(receipt, uscc=applicant.uscc, name=applicant.name, received=DEADLINE))
            self.add(APPLICATION, mine, f"-{number:02d}")
        rows[Receipt] = receipts
        self.add(SETTINGS, rows)
        self.add(REGISTER, self._register())

    def _register(self) -> Rows:
        free, held, barred = self.applicants[9], self.applicants[10], self.applicants[11]
        named, released = self.applicants[0], self.applicants[1]
        lately = date(2025 - (self.rules.art28.validity.number or 4), 12, 1)
        return {
            Award: [
                self._award(free, date(2020, 4, 29), AwardKind.FIRST, RegisterStatus.EXPIRED),
                self._award(held, lately, AwardKind.FIRST, RegisterStatus.VALID),
                self._award(named, date(2024, 5, 20), AwardKind.NOMINATION, RegisterStatus.VALID),
            ],
            Ban: [
                row_of(Ban, uscc=row.uscc, name=row.name, cause=BanCause.FRAUD, since=since, evidence="决定书")
                for row, since in ((barred, date(2020, 5, 1)), (released, date(2020, 4, 30)))
            ],
        }

    def _award(self, row: Applicant, day: date, kind: AwardKind, status: RegisterStatus) -> Award:
        return row_of(
            Award,
            uscc=row.uscc,
            name=row.name,
            cycle=f"{day.year}届",
            year=day.year,
            kind=kind,
            basis=self.rules.document,
            announced=day,
            valid_until=valid_until(day, self.rules.art28),
            prize=Yuan(200_000 if kind is AwardKind.FIRST else 50_000),
            status=status,
        )

    def examine(self) -> None:
        """Every accepted applicant passes."""
        judged = self.judge()
        accepted = [item.application.applicant for item in judged.accepted]
        self.add(CHECKS, random_checks.checks(CALM, judged.settings.cycle, accepted))

    def draw(self) -> None:
        """One panel of seven out of nine experts, with a seed of 24 digits seen by three."""
        pool: Rows = {Expert: [self._expert(number) for number in range(1, 10)], Tie: []}
        self.add(EXPERTS, pool)
        rows = later.draw(Luck(Random(5), 0, 0), DRAWN, ["制造业"], {"制造业": self.rules.art08.panel_max})
        panel: Any = replace(rows[Panel][0], widened=None)
        seed: Any = rows[Seed][0]
        rows[Seed] = [replace(seed, seed="123456" * 4, witnesses=("见证甲", "见证乙", "见证丙"))]
        rows[Panel] = [panel]
        self.add(DRAW, rows)
        panel = replace(panel, pool_digest=self.judge().panels.pools[0].digest)
        rows[Panel] = [panel]
        self.add(DRAW, rows)
        rows[Panel] = [replace(panel, leader=self.judge().panels.draws[0].members[0].number)]
        self.add(DRAW, rows)

    def _expert(self, number: int) -> Expert:
        return row_of(
            Expert,
            number=f"E{number:02d}",
            name=f"专家{number}",
            employer=f"第{number}学院",
            position="工程师",
            senior=YesNo.NO,
            since=self.since,
            commitment=DRAWN,
        )

    def score(self) -> None:
        """Every reviewer scores everyone, in steps of ten."""
        judged = self.judge()
        theirs = [item.acceptance.application.applicant for item in judged.qualified]
        settings = self.books["届次设置.xlsx"][2]
        for draw in judged.panels.draws:
            for expert in draw.members:
                who = {"专家编号": expert.number, "姓名": expert.name}
                rows = later.score_sheet(CALM, who, draw.pool.panel.panel, theirs, settings, date(2025, 7, 1))
                rows[Score] = [_in_tens(row, self.best) for row in rows[Score]]
                self.add(SCORES, rows, f"-{expert.number}", expert.number)

    def vote(self) -> None:
        """Ten members vote on every candidate; more than a half is needed."""
        roles = [MemberRole.CHAIR, MemberRole.VICE_CHAIR, MemberRole.VICE_CHAIR, *[MemberRole.MEMBER] * 7]
        categories = [*[MemberCategory.GOVERNMENT] * 3, *MemberCategory, *[MemberCategory.QUALITY] * 3]
        roster = [
            row_of(
                Member,
                number=f"W{place:02d}",
                name=f"委员{place}",
                position="某单位",
                category=category,
                role=role,
            )
            for place, (role, category) in enumerate(zip(roles, categories, strict=True), start=1)
        ]
        listed = self.judge().review.candidates
        assert listed is not None
        given = self.votes
        voted = {item.uscc for item in (*listed.first, *listed.repeat)}
        codes = {row.uscc: given[n] for n, row in enumerate(self.applicants, 1) if row.uscc in voted and n in given}
        papers = [
            row_of(
                Ballot, number=f"{place:02d}{number:03d}", uscc=uscc, vote=Vote.FOR if number < yes else Vote.AGAINST
            )
            for place, (uscc, yes) in enumerate(codes.items())
            for number in range(VOTERS)
        ]
        names = {row.uscc: row.name for row in self.applicants}
        said = {USCC(uscc): ["同意"] * yes + ["不同意"] * (VOTERS - yes) for uscc, yes in codes.items()}
        counts = later.counts(CALM, 1, dict.fromkeys(codes, VOTERS), said, names)
        self.add(
            COMMITTEE,
            {
                Meeting: [later.meeting(HELD)],
                Member: list(roster),
                MemberRecusal: [],
                Count: counts,
                Ballot: list(papers),
            },
        )

    def post(self, until: date = ENDS) -> None:
        """Post every nominee, of both grades."""
        nominated = self.judge().vote.nomination
        assert nominated is not None
        posting = row_of(
            Posting,
            posted=POSTED,
            until=until,
            nominees=tuple(USCC(item.uscc) for item in nominated.nominees),
            concluded=until + days(1),
            confirmed_by="张三",
        )
        self.add(NOTICE, {Posting: [posting], Objection: []})

    def approve(self) -> None:
        """Approve everyone."""
        judged = self.judge()
        assert judged.notice is not None
        rows: list[Any] = [
            row_of(
                Approved,
                uscc=USCC(uscc),
                name=judged.name(uscc),
                certificate=f"青质奖2025{number:03d}",
                bank="某银行",
                account=f"4100156001{number:02d}0500{number:04d}",
            )
            for number, uscc in enumerate(judged.notice.standing, start=1)
        ]
        meeting = row_of(ExecutiveMeeting, number="第20次", held=DECIDED, announced=ANNOUNCED)
        self.add(APPROVAL, {ExecutiveMeeting: [meeting], Approved: rows})

    def revoke(self) -> None:
        """The first laureate turns out to have won by fraud."""
        first = self.applicants[0]
        row = row_of(
            Incident,
            uscc=first.uscc,
            name=first.name,
            happened=date(2025, 4, 1),
            found=date(2025, 9, 1),
            facts="材料虚假",
            evidence="材料",
            decision=IncidentDecision.REVOKE,
            meeting="第22次常务会议",
            approved=date(2025, 10, 9),
        )
        self.add(SUPERVISION, {Incident: [row]})


RULES = row_of(
    CycleRules,
    trimming=Trimming.EXTREMES,
    tie_break=TieBreak.SITE,
    candidates=20,
)
READINGS = row_of(Readings)


def code(row: Any, region: str) -> USCC:
    """Make up a code of the region, of the kind of organisation that the applicant is."""
    return opening.code(CALM.rng, region, "51" if row.kind is OrganisationKind.SOCIETY else "91")


def _in_tens(row: Any, best: int) -> Any:
    return replace(row, desk=min(row.desk // 10 * 10, best), site=min(row.site // 10 * 10, best))
