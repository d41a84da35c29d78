"""Whole random cycles as real workbooks: each stage is filled from what the oracle decided of the one before."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from tests.oracle import random_checks, reviewing
from tests.oracle import random_decisions as decisions
from tests.oracle import random_later as later
from tests.oracle import random_opening as opening
from tests.oracle.aims import aim, end_of
from tests.oracle.cells import Books, books_of, years_later
from tests.oracle.deciding import marks
from tests.oracle.naive import decide
from tests.oracle.random_opening import Luck, Rows, days
from tests.rows import row_of
from toolchain.model.schema import USCC
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
from toolchain.model.sheets.committee import Ballot, Count, Meeting, Member, MemberRecusal
from toolchain.model.sheets.draw import Panel, Refusal
from toolchain.model.sheets.experts import Tie
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.supervision import Discipline, Incident
from toolchain.model.sheets.vocabulary import BallotForm, Measure, RegisterStatus, TieKind, YesNo
from toolchain.model.workbook_declaration import Mark, Workbook
from toolchain.workbooks.blank import write

NAME = "随机届"
LATE = 0.5
"""The share of cycles in which something is found of a reviewer before the vote, and after it."""

DIRECTED = 10_000
"""From this seed on eight applicants without a fault reach the vote, where most boundaries of votes and places lie."""

AIMED = 20_000
"""From this seed on each cycle is aimed at one rule (:mod:`tests.oracle.aims`), one aim after the other."""

OPEN = ("待定", "补正")
"""What a decision on an application waits in."""

STAGES = ("受理", "资格审查", "评审组", "评审", "评委会", "公示", "审定")


class Maker:
    """Makes one random cycle."""

    def __init__(self, seed: int) -> None:
        self.seed, rng = seed, Random(seed)
        defects = rng.choice((0.0, 0.1, 0.3, 0.8))
        self.luck = Luck(rng, defects, rng.choice((0.0, 0.0, 0.0, 0.4)))
        self.files: dict[str, bytes] = {}
        self.last = rng.choice((*STAGES, *(("审定",) * 8)))
        self.cycle, self.settings = opening.settings(self.luck, NAME)
        self.directed = seed >= DIRECTED
        if self.directed:
            self.luck.defects, self.luck.open_ends = 0.0, 0.0
            self.last = end_of(seed - AIMED, STAGES[-1]) if seed >= AIMED else STAGES[-1]
            rules: Any = self.settings[opening.CycleRules][0]
            self.settings[opening.CycleRules] = [replace(rules, candidates=rng.choice((3, 8, 8)), minimum_score=None)]
        self.applicants: dict[str, Applicant] = {}
        self.drawn = self.cycle.deadline + days(40)

    def add(self, book: Workbook, rows: Rows, suffix: str = "", subject: str = "") -> None:
        """Put a filled workbook into the inbox."""
        mark = Mark(book.mark, book.version, NAME, subject)
        if self.seed >= AIMED:
            aim(self.seed - AIMED, book, rows, self.cycle)
        self.files[f"{book.title}{suffix}.xlsx"] = write(book, mark, rows)

    @property
    def books(self) -> Books:
        """Read everything back as cells."""
        return books_of(self.files)

    def make(self) -> dict[str, bytes]:
        """Make as many stages as the dice and the facts allow."""
        steps = (self.apply, self.examine, self.draw, self.score, self.vote, self.post, self.approve)
        for stage, step in zip(STAGES, steps, strict=True):
            step()
            if stage == self.last or self.stopped(stage):
                break
        return self.files

    def stopped(self, stage: str) -> bool:
        """Say whether the cycle waits; that nothing after the deadline is on record yet changes with the next stage."""
        found = decide(self.books)
        if stage == STAGES[0] and not any(item["outcome"] in OPEN for item in found["acceptance"].values()):
            return False
        return found["at"][1] in ("等", "错")

    def apply(self) -> None:
        """Applications, receipts and the register."""
        rng = self.luck.rng
        receipts = []
        for number in range(1, (8 if self.directed else rng.choice((1, 2, 3, 4, 5, 6, 8))) + 1):
            rows, receipt = opening.application(self.luck, number, self.cycle)
            applicant: Any = rows[Applicant][0]
            self.applicants[applicant.uscc] = applicant
            self.add(APPLICATION, rows, f"-{number}")
            if not self.luck.yes(self.luck.open_ends * 0.1):
                receipts.append(receipt)
        self.settings[Receipt] = list(receipts)
        self.add(SETTINGS, self.settings)
        register = opening.register(self.luck, self.cycle, list(self.applicants.values()))
        self.add(REGISTER, register)
        awards: list[Any] = [row for row in register[opening.Award] if self.luck.yes(0.5)]
        awards = [row for row in awards if row.status in (RegisterStatus.VALID, RegisterStatus.EXPIRED)]
        dice = Random(f"{self.cycle.deadline} {len(self.files)}")
        day = self.cycle.deadline + days(dice.choice((200, 200, -10, -1, 0, 1, 71, 85)))
        self.incidents = decisions.incidents(self.luck, awards, day)
        if self.incidents:
            self.add(SUPERVISION, {Incident: self.incidents})

    def examine(self) -> None:
        """Check what the departments are asked."""
        accepted = [uscc for uscc, item in decide(self.books)["acceptance"].items() if item["outcome"] == "受理"]
        if accepted:
            rows = random_checks.checks(self.luck, self.cycle, [self.applicants[uscc] for uscc in sorted(accepted)])
            self.add(CHECKS, rows)

    def passed(self) -> list[Applicant]:
        """List who passed."""
        found = decide(self.books).get("qualification", {})
        return [self.applicants[uscc] for uscc in sorted(found) if found[uscc]["verdict"] == "符合"]

    def draw(self) -> None:
        """Draw panels; publish the pool first, choose the leader last."""
        passed = self.passed()
        if not passed:
            return
        rng = self.luck.rng
        trades = sorted({row.trade for row in passed})
        pool = later.experts(self.luck, self.drawn, passed, trades)
        self.add(EXPERTS, pool)
        measures = later.removals(self.luck, self.drawn, [row.number for row in pool[later.Expert]])
        if measures:
            self.add(SUPERVISION, {Incident: self.incidents, Discipline: measures})
        self.pool, self.measures = pool, list(measures)
        rows = later.draw(self.luck, self.drawn, trades, {trade: rng.choice((3, 3, 4, 5, 5)) for trade in trades})
        self.add(DRAW, rows)
        found = reviewing.panels(self.books)
        refusals: list[Any] = []
        for name, item in found.items():
            spare = len(item["pool"]) > len(item["members"])
            away = [number for number in item["members"] if spare and self.luck.yes(0.08)]
            refusals += [row_of(Refusal, panel=name, expert=one, refused=self.drawn) for one in away]
        rows[Refusal] = refusals
        self.add(DRAW, rows)
        found = reviewing.panels(self.books)
        panels: list[Any] = rows[Panel]
        rows[Panel] = [
            replace(
                row,
                pool_digest=found[row.panel]["digest"],
                leader=None
                if self.luck.yes(self.luck.open_ends * 0.2) or not found[row.panel]["members"]
                else found[row.panel]["members"][0],
            )
            for row in panels
        ]
        self.add(DRAW, rows)

    def score(self) -> None:
        """Fill the score sheet of every reviewer that may score."""
        passed = self.passed()
        if not passed:
            return
        books = self.books
        experts = {row["专家编号"]: row for row in reviewing.all_rows(books, "expert-pool", "专家")}
        twins = self.luck.yes(0.3)
        for name, panel in reviewing.panels(books).items():
            seed = self.luck.rng.randint(0, 10**9)
            for number in panel["members"]:
                if reviewing.removed(books, number, self.drawn + days(20)) and self.luck.yes(0.5):
                    continue
                theirs = [
                    row
                    for row in passed
                    if row.trade == panel["trade"]
                    and not reviewing.conflicted(books, experts[number], books_line(row), panel["day"], reviewing.EVER)
                ]
                if self.luck.yes(self.luck.open_ends * 0.03) or not theirs:
                    continue
                luck = Luck(Random(seed), 0, 0) if twins else self.luck
                rows = later.score_sheet(luck, experts[number], name, theirs, self.settings, self.drawn + days(20))
                self.add(SCORES, rows, f"-{name}{number}", number)

    def found_out(self, least: int, most: int) -> None:
        """Let something be found of a reviewer some days after the draw: an interest, or what costs the seat."""
        if self.seed >= AIMED:
            return
        dice = Random(f"{self.drawn} {len(self.files)} {least}")
        panels = reviewing.panels(self.books)
        members = [number for panel in panels.values() for number in panel.get("members", ())]
        if not members or dice.random() > LATE:
            return
        day = self.drawn + days(dice.randint(least, most))
        number = dice.choice(members)
        if dice.random() < LATE:
            tie = row_of(
                Tie,
                expert=number,
                uscc=dice.choice(self.passed()).uscc,
                kind=dice.choice(list(TieKind)),
                declared=day,
                ended=dice.choice((None, *(years_later(self.drawn, -3) + days(shift) for shift in (-1, 0, 1)))),
            )
            self.pool[Tie] = [*self.pool[Tie], tie]
            self.add(EXPERTS, self.pool)
        else:
            self.measures.append(
                row_of(
                    Discipline,
                    expert=number,
                    name=f"专家{int(number[1:])}",
                    measure=Measure.REMOVAL,
                    decided=day,
                )
            )
            self.add(SUPERVISION, {Incident: self.incidents, Discipline: self.measures})

    def vote(self) -> None:
        """Hold the meeting, and a second ballot where the first leaves a tie."""
        if self.passed():
            self.found_out(21, 30)
        if not self._candidates():
            return
        form: Any = self.settings[opening.CycleRules][0]
        joint = form.ballot_form is BallotForm.LIST
        roster = later.members(self.luck)
        rows: Rows = {
            Meeting: [later.meeting(self.drawn + days(30))],
            Member: list(roster),
            MemberRecusal: [],
            Count: [],
            Ballot: [],
        }
        self.add(COMMITTEE, rows)
        codes = self._candidates()  # what was found out on the day of the meeting no longer counts
        rows[MemberRecusal] = [] if joint and self.luck.yes(0.95) else later.recusals(self.luck, roster, codes)
        self._ballot(rows, 1, codes, joint=joint)
        self.add(COMMITTEE, rows)
        tied = decide(self.books).get("nominees", {}).get("tied", set())
        if tied and self.luck.yes(0.7):
            self._ballot(rows, 2, [USCC(uscc) for uscc in sorted(tied)], joint=joint)
            self.add(COMMITTEE, rows)

    def _candidates(self) -> list[USCC]:
        """List whom the committee votes on."""
        listed = decide(self.books).get("candidates", {"first": set(), "repeat": set()})
        return [USCC(uscc) for uscc in sorted(listed["first"] | listed["repeat"])]

    def _ballot(self, rows: Rows, turn: int, codes: list[USCC], *, joint: bool) -> None:
        roster: list[Any] = rows[Member]
        away: list[Any] = rows[MemberRecusal]
        present = {row.number for row in roster if row.present is YesNo.YES}
        handed = {uscc: len(present - {row.member for row in away if row.uscc == uscc}) for uscc in codes}
        papers = later.papers(self.luck, turn, codes, handed, joint=joint)
        rows[Ballot] = [*rows[Ballot], *papers]
        form: Any = self.settings[opening.CycleRules][0]
        lines = [{"票号": row.number, "统一社会信用代码": row.uscc, "表决意见": row.vote.value} for row in papers]
        said = {uscc: marks(lines, uscc, form.vote_cap) for uscc in codes}
        slips = replace(self.luck, defects=slips_of(self.luck)) if self.directed and self.seed < AIMED else self.luck
        rows[Count] = [*rows[Count], *later.counts(slips, turn, handed, said, self.names)]

    def post(self) -> None:
        """Post the nominees."""
        if f"{COMMITTEE.title}.xlsx" in self.files:
            self.found_out(31, 60)
        nominated = [USCC(uscc) for uscc in sorted(decide(self.books)["nominees"]["nominees"])]
        rows, self.ended = decisions.notice(self.luck, self.drawn + days(33), nominated, self.names)
        self.add(NOTICE, rows)

    @property
    def names(self) -> dict[str, str]:
        """Names by code."""
        return {uscc: row.name for uscc, row in self.applicants.items()}

    def approve(self) -> None:
        """Let the government decide."""
        found = decide(self.books)
        standing = [USCC(uscc) for uscc in sorted(found["notice"]["standing"] - found.get("left", set()))]
        self.add(APPROVAL, decisions.approval(self.luck, self.ended + days(3), standing, self.names))


def slips_of(luck: Luck) -> float:
    """Let the tellers of a directed cycle slip in every third one."""
    return luck.rng.choice((0.0, 0.0, 3.0))


def books_line(row: Applicant) -> dict[str, str]:
    """Give what the oracle needs of an applicant."""
    return {"统一社会信用代码": row.uscc, "单位名称": row.name}


def cycle(seed: int) -> dict[str, bytes]:
    """Make the random cycle of a seed: file name → bytes."""
    return Maker(seed).make()
