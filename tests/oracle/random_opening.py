"""Random applicants, receipts, register, department checks: dates and figures lie on the borders of the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.oracle.calendar import workday_after
from tests.oracle.cells import years_later
from tests.oracle.opening import PAPERS
from tests.rows import row_of
from toolchain.model.schema import USCC, Row, Share, WanYuan
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice
from toolchain.model.sheets.register import Award, Ban
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Readings, Receipt
from toolchain.model.sheets.vocabulary import (
    BallotForm,
    BanCause,
    BanEnd,
    CreditReport,
    OrganisationKind,
    Precedence,
    Quorum,
    RegisterStatus,
    Repaired,
    Returning,
    Scope,
    Scoring,
    SecondBallot,
    Term,
    TieBreak,
    TrimmedBy,
    Trimming,
    Voters,
    Window,
    YesNo,
)

Rows = dict[type[Row], list[Row]]
TRADES = ("制造业", "服务业")
ASKED = ("10.1", "10.2", "10.3", "10.4", "10.5", "10.7", "11.1", "11.2", "11.3", "11.4", "11.6", "11.7", "11.8")
DEADLINES = (date(2024, 2, 29), date(2025, 2, 28), date(2024, 4, 30), date(2025, 3, 1), date(2025, 4, 30))
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass
class Luck:
    """The dice of one cycle, and how often things go wrong in it."""

    rng: Random
    defects: float
    open_ends: float

    def yes(self, share: float) -> bool:
        """Decide by chance."""
        return self.rng.random() < share

    def near(self, day: date) -> date:
        """Give a day on a border, one off, or far away."""
        if self.yes(0.15):
            return day + timedelta(days=self.rng.randint(-500, 500))
        return day + timedelta(days=self.rng.choice((-1, 0, 0, 1)))


def days(count: int) -> timedelta:
    """Give so many days."""
    return timedelta(days=count)


def code(rng: Random, region: str = "410702", kind: str = "91") -> USCC:
    """Make up a code with right check characters (GB 11714, GB 32100); a company's unless another kind is asked."""
    organisation = "MA" + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(letters.index(char) * weight for char, weight in zip(organisation, weights, strict=True)) % 11
    body = f"{kind}{region}" + organisation + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return USCC(body + _ALPHABET[-total % 31])


def settings(luck: Luck, name: str) -> tuple[Cycle, Rows]:
    """Make up a cycle's dates, rules and readings."""
    rng = luck.rng
    deadline = rng.choice(DEADLINES) + days(rng.choice((0, 0, 0, rng.randint(0, 60))))
    cycle = row_of(
        Cycle,
        cycle=name,
        year=deadline.year,
        previous=rng.choice((None, date(deadline.year - 2, 12, 30))),
        announced=deadline - days(60),
        opens=deadline - days(30),
        deadline=deadline,
        supplement_days=rng.randint(1, 7),
        supplement_from=deadline + days(rng.randint(1, 5)),
        site_from=deadline + days(60),
        site_until=deadline + days(64),
        contact="张三",
        phone="0373-3000000",
        supervision_phone="0373-3000001",
        email="office@example.com",
        address="新乡市红旗区",
        website="红旗区人民政府网站",
    )
    desk = rng.choice((50, 50, 40, 30))
    ballot = rng.choice((BallotForm.SINGLE, BallotForm.SINGLE, BallotForm.LIST))
    points = rng.choice(((200, 400, 400), (300, 300, 400), (500, 250, 250)))
    other = Random(str(rng.random()))
    # the unlikely readings are tried as often as the default ones
    return cycle, {
        Cycle: [cycle],
        CycleRules: [
            row_of(
                CycleRules,
                scoring=rng.choice((Scoring.PERCENT, Scoring.PERCENT, Scoring.POINTS)),
                desk_weight=Share(f"{desk}%"),
                site_weight=Share(f"{100 - desk}%"),
                trimming=rng.choice(list(Trimming)),
                trimmed_by=other.choice((None, *TrimmedBy)),
                tie_break=rng.choice(list(TieBreak)),
                scope=rng.choice((Scope.OVERALL, Scope.OVERALL, Scope.PANEL)),
                candidates=rng.choice((1, 2, 3, 5, 8, 8)),
                minimum_score=rng.choice((None, None, Decimal(650), Decimal(700))),
                ballot_form=ballot,
                vote_cap=rng.choice((None, 2, 3)) if ballot is BallotForm.LIST else None,
            )
        ],
        Readings: [
            row_of(
                Readings,
                window=rng.choice((Window.ROLLING, *Window)),
                voters=rng.choice(list(Voters)),
                quorum=rng.choice(list(Quorum)),
                term=rng.choice((Term.DEADLINE, *Term)),
                credit_report=other.choice((None, *CreditReport)),
                repaired=other.choice((None, *Repaired)),
                second_ballot=other.choice((None, *SecondBallot)),
                precedence=other.choice((None, *Precedence)),
                ban_end=other.choice((None, *BanEnd)),
                returning=other.choice((None, *Returning)),
            )
        ],
        Criterion: [
            row_of(Criterion, code=f"4.{number}", category=name, item=f"{name}一", points=worth)
            for number, (name, worth) in enumerate(zip(("领导", "过程管理", "结果"), points, strict=True), start=1)
        ],
    }


def application(luck: Luck, number: int, cycle: Cycle) -> tuple[Rows, Receipt]:
    """Make up one applicant and when its papers came in."""
    rng, deadline = luck.rng, cycle.deadline
    nonprofit = luck.yes(0.1)
    applicant = row_of(
        Applicant,
        uscc=code(rng),
        name=f"新乡市第{number}号有限公司",
        address="河南省新乡市红旗区平原路1号",
        established=date(2010, 2, 28),
        kind=OrganisationKind.SOCIETY if nonprofit else OrganisationKind.COMPANY,
        nonprofit=YesNo.YES if nonprofit else YesNo.NO,
        trade=rng.choice(TRADES),
        specialised=rng.choice(list(YesNo)),
        employees=100,
        representative="李四",
        contact="王五",
        phone="0373-3000002",
        commitment=deadline - days(20),
        credit_certificate=deadline - days(20),
        filled=deadline - days(20),
    )
    given = set(PAPERS)
    received = deadline - days(rng.choice((0, 0, 1, 10)))
    supplemented, requested, lapsed = None, None, None
    changes: dict[str, Any] = {}
    if luck.yes(luck.defects * 0.5):
        changes["established"] = luck.near(years_later(deadline, -3))
    if luck.yes(luck.defects * 0.15):
        changes["address"] = rng.choice(("河南省新乡市牧野区和平路2号", "河南省新乡市和平大道3号"))
    if luck.yes(luck.defects * 0.2):
        received = deadline + days(rng.choice((0, 1, 2)))
    if luck.yes(luck.defects * 0.3):
        requested = (rng.choice(PAPERS),)
        due = workday_after(cycle.supplement_from or deadline, cycle.supplement_days)
        supplemented = due + days(rng.choice((-1, 0, 1)))
    if luck.yes(luck.open_ends * 0.5) or (supplemented is None and luck.yes(luck.defects * 0.1)):
        gap = rng.choice(("commitment", "credit_certificate", "paper"))
        if gap == "credit_certificate" and luck.yes(0.5):
            changes["credit_report"] = deadline - days(20)
        if gap == "paper":
            given.discard(rng.choice(PAPERS))
        else:
            changes[gap] = None
        lapsed = YesNo.YES if luck.open_ends == 0 else None
    rows: Rows = {
        Applicant: [replace(applicant, **changes)],
        FiscalYear: [] if nonprofit else _figures(luck, deadline),
        QualityPractice: [
            row_of(
                QualityPractice,
                model_since=2015,
                practice="过程管理",
                innovation="若干",
                standing="前列",
                contribution="公益" if nonprofit else None,
            )
        ],
        Declaration: [row_of(Declaration, item=f"11.{item}", question="是否存在") for item in range(1, 9)],
        Attachment: [
            row_of(Attachment, name=name, provided=YesNo.YES if name in given else YesNo.NO, pages=3) for name in PAPERS
        ],
    }
    receipt = row_of(
        Receipt,
        uscc=applicant.uscc,
        name=applicant.name,
        received=received,
        requested=requested,
        supplemented=supplemented,
        lapsed=lapsed,
        receiver="赵六",
    )
    return rows, receipt


def _figures(luck: Luck, deadline: date) -> list[Row]:
    """Three years whose sum is well over, exactly at, or one ten-thousandth of a 万元 off zero."""
    last = deadline.year - 1
    net = [Decimal(luck.rng.randint(-300, 900)) for _ in range(2)]
    third = Decimal(1500)
    if luck.yes(luck.defects * 0.5):
        third = -sum(net, Decimal(0)) + luck.rng.choice((Decimal(0), Decimal("0.0001"), Decimal("-0.0001")))
    years = [last - 2, last - 1, last]
    if luck.yes(luck.open_ends * 0.2):
        years = [year - 1 for year in years]
    return [
        row_of(
            FiscalYear,
            year=year,
            revenue=WanYuan(Decimal(5000)),
            profit=WanYuan(value),
            net_profit=WanYuan(value),
            assets=WanYuan(Decimal(9000)),
        )
        for year, value in zip(years, [*net, third], strict=True)
    ]


def register(luck: Luck, cycle: Cycle, applicants: list[Applicant]) -> Rows:
    """Make up earlier awards and bans of the applicants."""
    rng, deadline = luck.rng, cycle.deadline
    awards: list[Row] = []
    bans: list[Row] = []
    for applicant in applicants:
        if luck.yes(0.25):
            until = deadline - days(400)
            if luck.yes(luck.defects):
                until = luck.near(luck.rng.choice((deadline, deadline, deadline + days(90))))
            status = RegisterStatus.EXPIRED if until < cycle.announced else RegisterStatus.VALID
            revoked = None
            if luck.yes(luck.defects * 0.4):
                status = rng.choice((RegisterStatus.REVOKED_CONDUCT, RegisterStatus.REVOKED_FRAUD))
                revoked = min(until - days(rng.randint(10, 700)), deadline)
            awards.append(_award(applicant, until, status, revoked))
        if luck.yes(luck.defects * 0.3):
            cause = rng.choice((BanCause.CHEATING, BanCause.FRAUD))
            years = 3 if cause is BanCause.CHEATING else 6
            since = luck.near(years_later(deadline, -years))
            if luck.yes(0.25):  # it begins while the cycle runs
                since = deadline + days(rng.randint(1, 90))
            bans.append(
                row_of(Ban, uscc=applicant.uscc, name=applicant.name, cause=cause, since=since, evidence="决定书")
            )
    return {Award: awards, Ban: bans}


def _award(applicant: Applicant, until: date, status: RegisterStatus, revoked: date | None) -> Award:
    return row_of(
        Award,
        uscc=applicant.uscc,
        name=applicant.name,
        cycle="2019届",
        year=2019,
        basis="红政〔2015〕1号",
        announced=years_later(until, -4),
        valid_until=until,
        certificate=f"证2019{applicant.uscc[-6:]}",
        status=status,
        revoked=revoked,
    )
