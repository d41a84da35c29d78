"""One promulgated rule set as the program knows it: its numbers, tables and words (第一条至第三十条)."""

from __future__ import annotations

from datetime import date

from toolchain.engine.value_objects import Value
from toolchain.model.identifiers import SubjectKind
from toolchain.model.rare_vocabulary import RARE
from toolchain.model.rule_set.areas import Area
from toolchain.model.rule_set.articles import Articles, Local, Terms, said, speaks_as_model
from toolchain.model.rule_set.conditions import Condition
from toolchain.model.rule_set.consequences import Ground, cause_of
from toolchain.model.rule_set.criteria_sets import CriteriaSet
from toolchain.model.rule_set.duties import Duty
from toolchain.model.rule_set.grades import Grade
from toolchain.model.rule_set.higher_awards import Higher
from toolchain.model.rule_set.hints import Hints
from toolchain.model.rule_set.numbers import (
    Art04,
    Art06,
    Art08,
    Art09,
    Art10,
    Art11,
    Art12,
    Art16,
    Art17,
    Art18,
    Art19,
    Art25,
    Art27,
    Art28,
)
from toolchain.model.rule_set.office import OFFICE
from toolchain.model.rule_set.own_steps import OwnStep
from toolchain.model.rule_set.pools import Of, Pool
from toolchain.model.rule_set.rounds import Round
from toolchain.model.rule_set.spans import Span, Unit
from toolchain.model.rule_set.subjects import MEASURE, ORGANISATIONS, Subject, Word, common_words
from toolchain.model.sheets.vocabulary import BanCause, IncidentKind

_MODEL_DOCUMENT, _MODEL_PREFIX = "红政〔2022〕76号", "红政"
"""What the program's own texts give as an example of a document number."""


class Edition(Value):
    """What of an earlier edition still holds for those whom it was applied to.

    Attributes:
        document: its 文号.
        effective: the day it came into force.
        fraud_ban: the ban that decisions under it speak of.
        validity: of the titles given under it.
    """

    document: str
    effective: date
    fraud_ban: Span
    validity: Span


class Rules(Value):
    """One promulgated rule set.

    Attributes:
        document: 文号 of the regulation.
        title: its title without 《》.
        effective: the day it came into force.
        expires: its last day, where the text sets one.
        issuer: who issued it.
        district: the place the award is given in, as documents name it.
        areas: the parts of it that applicants may be registered in, with the digits their codes begin with.
        documents_off: numbers of the documents that this rule set does without.
        higher: the amounts for awards above this one; without a row the office proposes one.
        pools: the parts of the quota that classes of applicants have.
        attachments: the papers every applicant must hand in.
        conditions: the conditions and bars, in the order of the text.
        consequences: the grounds after the award, and what follows from each.
        articles: the article of each function.
        terms: the words of its level of government.
        award: name of the award.
        nomination_award: name of its 提名 grade, empty where there is none.
        nomination_short: the same in short, as texts that have named the award say it.
        office: the file beside the folder of rule sets that names the organs.
        duties: what laureates owe after the award; empty where the text asks for nothing with a date.
        former: the editions before it that are on file, latest first.
        subjects: who and what may win; empty for organisations alone.
        words: how its documents say the words of the common templates.
        criteria_sets: criteria of their own for classes of applicants.
        rounds: the rounds of the review, where the text states them.
        steps: what others do for the award where it asks for it.
        grades: the grades below the top one, in their order, where it is not one 提名奖 alone.
    """

    document: str
    title: str
    effective: date
    issuer: str
    district: str
    award: str
    nomination_award: str
    nomination_short: str
    areas: tuple[Area, ...]
    documents_off: tuple[int, ...]
    higher: tuple[Higher, ...]
    pools: tuple[Pool, ...]
    attachments: tuple[str, ...]
    conditions: tuple[Condition, ...]
    consequences: tuple[Ground, ...]
    articles: Articles
    terms: Terms
    art04: Art04
    art06: Art06
    art08: Art08
    art09: Art09
    art10: Art10
    art11: Art11
    art12: Art12
    art16: Art16
    art17: Art17
    art18: Art18
    art19: Art19
    art25: Art25
    art27: Art27
    art28: Art28
    hints: Hints = Hints()
    expires: date | None = None
    office: str = OFFICE
    former: tuple[Edition, ...] = ()
    duties: tuple[Duty, ...] = ()
    subjects: tuple[Subject, ...] = ()
    words: tuple[Word, ...] = ()
    grades: tuple[Grade, ...] = ()
    rounds: tuple[Round, ...] = ()
    criteria_sets: tuple[CriteriaSet, ...] = ()
    steps: tuple[OwnStep, ...] = ()

    def said(self, text: str) -> str:
        """Say a text of the program's own with the articles and words of this rule set."""
        if self.speaks_as_model or isinstance(text, Local):
            return text
        own = text.replace(_MODEL_DOCUMENT, self.document).replace(_MODEL_PREFIX, self.document.partition("〔")[0])
        return said(own, self.articles, self.terms)

    @property
    def lower(self) -> tuple[Grade, ...]:
        """List the grades below the top one: the one of the 提名奖, or those that the rule set lists."""
        if not self.nomination_award:
            return self.grades
        own = Grade(
            name=self.nomination_award,
            short=self.nomination_short,
            article=self.articles.quota,
            places=self.art04.nomination_places,
            prize_yuan=self.art19.nomination_prize_yuan,
        )
        return (own,)

    @property
    def grade_names(self) -> tuple[str, ...]:
        """List what pools call the grades: the top one, then those below it; one alone may be called 提名."""
        below = self.lower
        return (Of.TOP, *(item.short for item in below), *([Of.LOWER] if len(below) == 1 else ()))

    def places_of(self, name: str) -> int:
        """Give the places of a grade by what pools call it."""
        if name == Of.TOP:
            return self.art04.new_laureates
        below = self.lower
        named = (item for item in below if item.short == name)
        one = below[0] if name == Of.LOWER and len(below) == 1 else next(named, None)
        return 0 if one is None else one.places

    @property
    def subject_kinds(self) -> tuple[SubjectKind, ...]:
        """List the kinds of applicants."""
        return tuple(item.kind for item in self.subjects or ORGANISATIONS)

    def subject(self, kind: SubjectKind) -> Subject | None:
        """Give what is said of a kind of applicant; None where it may not apply."""
        return next((item for item in self.subjects or ORGANISATIONS if item.kind is kind), None)

    def words_for(self, kind: SubjectKind | None) -> tuple[tuple[str, str], ...]:
        """Give the words of documents about one of a kind, or about several: longer ones go before shorter ones."""
        own = None if kind is None else self.subject(kind)
        mixed = any(item is not SubjectKind.ORGANISATION for item in self.subject_kinds)
        said = own.words if own is not None else (*(MEASURE,) * mixed, *self.words)
        table = common_words(kind, self.subjects) | {item.word: item.own for item in said}
        return tuple(sorted(table.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    @property
    def rare_words(self) -> frozenset[str]:
        """List the words that only some rule sets use, which this one names: grounds, decisions, causes of bans."""
        found: set[str] = set()
        for row in self.consequences:
            found |= {row.ground, *row.decisions}
            if row.ban is not None:
                found.add(str(cause_of(row.ground)))
        found |= {item.award for item in self.higher}
        return frozenset(found & RARE)

    def in_years(self, span: Span) -> Span:
        """Give a length counted in cycles as years, by the interval of the cycles; any other as it is."""
        if span.unit is not Unit.CYCLE:
            return span
        return Span(span.number * self.art04.interval.number, Unit.YEAR)

    def ground(self, kind: IncidentKind) -> Ground | None:
        """Give what the rule set says of a ground; None where it is silent."""
        return next((row for row in self.consequences if row.ground is kind), None)

    @property
    def extension(self) -> Span | None:
        """Give how much longer a title is valid that is kept on after a re-assessment; None without one."""
        return next((row.extends for row in self.consequences if row.extends is not None), None)

    def ban_of(self, cause: BanCause, since: date) -> Span:
        """Give how long a ban holds that began on a day."""
        if cause is BanCause.CHEATING:
            return self.in_years(self.art11.cheating)
        if cause is BanCause.FRAUD:
            return self.ban_since(since)
        named = next((row.ban for row in self.consequences if cause_of(row.ground) is cause), None)
        return Span(0, Unit.NONE) if named is None else self.in_years(named)

    def ban_since(self, day: date) -> Span:
        """Give the ban for fraud that was in force on the day of a decision."""
        found = [item.fraud_ban for item in self.former if item.effective <= day < self.effective]
        return found[0] if found else self.in_years(self.art25.fraud_ban)

    @property
    def speaks_as_model(self) -> bool:
        """Say whether the program's own texts stand as they are."""
        return speaks_as_model(self.articles, self.terms)
