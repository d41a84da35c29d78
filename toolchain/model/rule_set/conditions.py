"""The conditions of an application as rows: what is asked, who answers, which tests decide."""

from __future__ import annotations

from enum import StrEnum

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.rule_set.articles import Local
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.vocabulary import EventKind, EventLevel, OrganisationKind


class Answer(StrEnum):
    """Who answers a condition; without a conclusion all but the computed ones stay 待核."""

    DEPARTMENT = "department"
    ATTESTED = "attested"
    COMPUTED = "computed"


class TestKind(StrEnum):
    """How one test of a condition decides."""

    PLACE = "住所"
    """Registered in one of the areas; the department says whether it works lawfully."""
    TENURE = "满期限"
    """A beginning on record lies so far back."""
    RESULTS = "业绩"
    """The department's conclusion; a non-profit body is measured on its social contribution."""
    CREDIT_PAPERS = "信用文书"
    """Commitment and credit certificate carry their dates."""
    EVENTS = "事件"
    """No event of these kinds and levels within the window."""
    FIGURE = "财务"
    """A figure over fiscal years, summed, in each, on average or in the last, is not below an amount."""
    CHEATING = "参评违规"
    """Events of cheating, and the bans of the register."""
    SPECIALISED = "专精特新"
    """A note, never a condition."""
    KIND = "单位类型"
    """An organisation of one of these kinds."""
    PAPER = "材料"
    """A paper by this name was handed in."""
    EARLIER = "曾获奖"
    """A title on the register was announced so long ago."""


class Start(StrEnum):
    """What a time is counted from."""

    ESTABLISHED = "成立日期"
    MODEL = "模式起始年份"


class Figure(StrEnum):
    """A figure of the fiscal years in the application."""

    REVENUE = "营业收入"
    PROFIT = "利润总额"
    NET_PROFIT = "净利润"
    ASSETS = "资产总额"
    TAXES = "上缴税金"
    RESEARCH = "研发投入"


class Way(StrEnum):
    """How a figure is taken over the years."""

    SUM = "合计"
    EACH = "每年"
    AVERAGE = "平均"
    LAST = "最近一年"


class Test(Value):
    """One test of a condition; a key that its kind does not use stays out.

    Attributes:
        kind: how it decides.
        span: the length of the window or of the time, where it is not that of the section.
        since: what the time is counted from.
        events: kinds of events.
        least: the grade of an accident from which it counts.
        authorities: the levels of inspecting authorities that count; a lower one only warns.
        responsible: only events the applicant is responsible for.
        figure, way, at_least: the figure, how it is taken, and the least amount in 万元.
        years: how many full fiscal years.
        nonprofit: a non-profit body is measured too.
        kinds: kinds of organisations.
        paper: name of the paper.
        titles: names of the titles; empty for any.
    """

    __test__ = False

    kind: TestKind
    span: Span | None = None
    since: Start | None = None
    events: tuple[EventKind, ...] = ()
    least: EventLevel | None = None
    authorities: tuple[EventLevel, ...] = ()
    responsible: bool = False
    figure: Figure | None = None
    way: Way | None = None
    at_least: int = 0
    years: int | None = None
    nonprofit: bool = False
    kinds: tuple[OrganisationKind, ...] = ()
    paper: str = ""
    titles: tuple[str, ...] = ()


USES: dict[TestKind, tuple[frozenset[str], frozenset[str]]] = {
    TestKind.PLACE: (frozenset(), frozenset()),
    TestKind.TENURE: (frozenset(), frozenset({"span", "since"})),
    TestKind.RESULTS: (frozenset(), frozenset()),
    TestKind.CREDIT_PAPERS: (frozenset(), frozenset()),
    TestKind.EVENTS: (frozenset({"events"}), frozenset({"span", "least", "authorities", "responsible"})),
    TestKind.FIGURE: (frozenset({"figure", "way"}), frozenset({"at_least", "years", "nonprofit"})),
    TestKind.CHEATING: (frozenset(), frozenset({"span"})),
    TestKind.SPECIALISED: (frozenset(), frozenset()),
    TestKind.KIND: (frozenset({"kinds"}), frozenset()),
    TestKind.PAPER: (frozenset({"paper"}), frozenset()),
    TestKind.EARLIER: (frozenset(), frozenset({"span", "titles"})),
}
"""The keys that each kind of test needs, and those it may have besides."""


class Condition(Value):
    """One condition or bar.

    Attributes:
        code: its number, by which workbooks name it.
        article: the provision, in the rule set's own numbers.
        matter: what the department looks into.
        department: who is asked first.
        answer: who answers.
        asked: pre-filled in the blank of 部门核查.
        question: how the applicant is asked about it; bars have one, conditions none.
        text: what the announcement says of it; empty for nothing.
        wording: the number whose sentences in findings.toml fit it; empty for those that fit every condition.
        subjects: the kinds of applicants it holds for; empty for all.
        titles: the titles it is a condition of; empty for all.
        note: what is found is told and bars nobody.
        tests: what decides beside the department's conclusion.
    """

    code: str
    article: Local
    matter: str
    department: str
    answer: Answer
    asked: bool
    question: str = ""
    text: str = ""
    wording: str = ""
    subjects: tuple[SubjectKind, ...] = ()
    titles: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    note: bool = False

    def concerns(self, kind: SubjectKind) -> bool:
        """Say whether it holds for a kind of applicant."""
        return not self.subjects or kind in self.subjects

    @property
    def bar(self) -> bool:
        """Say whether it bars; what the applicant declares of itself does."""
        return bool(self.question)

    @property
    def dated(self) -> bool:
        """Say whether events with a date concern it."""
        return any(test.kind in {TestKind.EVENTS, TestKind.CHEATING} for test in self.tests)
