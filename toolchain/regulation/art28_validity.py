"""第二十八条: four years of validity, and the exception for laureates whose award has run out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from toolchain.model.chinese import date_text
from toolchain.model.problems import Problem, problem
from toolchain.model.rule_set.numbers import Art28
from toolchain.model.rule_set.rules import Edition
from toolchain.model.rule_set.spans import Span
from toolchain.model.sheets.register import Award
from toolchain.model.sheets.vocabulary import AwardKind, RegisterStatus, Returning
from toolchain.regulation.dates import after

_REVOKED = frozenset({RegisterStatus.REVOKED_FRAUD, RegisterStatus.REVOKED_CONDUCT})


def valid_until(announced: date, p: Art28) -> date:
    """第二十八条: the corresponding day four years after the announcement."""
    return after(announced, p.validity)


def titles(uscc: str, awards: Sequence[Award], day: date) -> tuple[Award, ...]:
    """List an organisation's titles announced by a day, that day included (口径30-1), and not revoked by then.

    All of them count, not the last announced alone; in the order in which they end. The 提名 grade is no title in
    this sense, and a revoked title neither holds an organisation back nor makes it a repeat laureate (口径28-2).
    """
    mine = [
        award
        for award in awards
        if award.uscc == uscc
        and award.announced <= day
        and award.kind is not AwardKind.NOMINATION
        and stands(award, day)
    ]
    return tuple(sorted(mine, key=lambda award: (award.valid_until, award.announced)))


def returns(uscc: str, awards: Sequence[Award], day: date, reading: Returning | None) -> bool:
    """Say whether a revoked title makes a repeat laureate; by default it is as if it had never been (口径28-2)."""
    counted = {
        Returning.KEPT_PRIZE: {RegisterStatus.REVOKED_CONDUCT},
        Returning.REPEAT: {RegisterStatus.REVOKED_CONDUCT, RegisterStatus.REVOKED_FRAUD},
    }
    return any(
        award.uscc == uscc
        and award.announced <= day
        and award.kind is not AwardKind.NOMINATION
        and award.status in counted.get(reading or Returning.FIRST, set())
        for award in awards
    )


def in_force(award: Award, day: date) -> bool:
    """Say whether a title holds on a day: from its announcement to its last day, both included, and not revoked."""
    return award.announced <= day <= award.valid_until and stands(award, day)


def stands(award: Award, day: date) -> bool:
    """Say whether an award had not been revoked by a day; one that stood to its end makes a repeat laureate."""
    if award.revoked is None:
        return award.status not in _REVOKED
    return award.revoked > day


def open_again(award: Award) -> date:
    """第二十八条: give the first day on which the holder of an award may apply again: the day after its last one."""
    return award.valid_until if award.valid_until == date.max else award.valid_until + timedelta(days=1)


def check_register(
    awards: Sequence[Award],
    p: Art28,
    document: str,
    former: Sequence[Edition] = (),
    extends: Span | None = None,
    repeat_prize: int | None = 0,
) -> tuple[Problem, ...]:
    """Check the register: validity under this rule set is announcement + four years, revoked rows carry a date.

    Awards under an earlier edition have its validity to the end; a title kept on after a re-assessment has one that
    ``extends`` it, once or several times. Those under a document that is not on file (第三十条)
    keep the validity on record, as long as it is not before the announcement. ``repeat_prize`` is the most in yuan that
    a repeat laureate has; None where it has what everybody has.
    """
    lengths = {item.document: item.validity for item in former} | {document: p.validity}
    found = (item for award in awards for item in _wrong(award, lengths, document, extends, repeat_prize))
    return (*found, *_certificates(awards))


def _certificates(awards: Sequence[Award]) -> Iterator[Problem]:
    """A certificate number belongs to one award."""
    seen: dict[str, Award] = {}
    for award in awards:
        if not award.certificate:
            continue
        first = seen.setdefault(award.certificate, award)
        if first is not award:
            facts = {"name": award.name, "certificate": award.certificate, "other": first.name}
            yield problem("W-RULE-2808", award.where("certificate"), subject=award.uscc, **facts)


def _kept_on(first: date, award: Award, extends: Span) -> bool:
    """Say whether a title ends where one or several extensions of its first end lead."""
    end = first
    while end < award.valid_until:
        end = after(end, extends)
    return end == award.valid_until


def _wrong(
    award: Award, lengths: Mapping[str, Span], document: str, extends: Span | None, repeat_prize: int | None
) -> Iterator[Problem]:
    name = award.name
    ours, length = award.basis == document, lengths.get(award.basis)
    expected = None if length is None else after(award.announced, length)
    longer = expected is not None and extends is not None and _kept_on(expected, award, extends)
    if expected is not None and award.valid_until != expected and not longer:
        yield problem(
            "E-RULE-2801",
            award.where("valid_until"),
            subject=award.uscc,
            name=name,
            found=date_text(award.valid_until),
            announced=date_text(award.announced),
            span=length,
            expected=date_text(expected),
        )
    if expected is None and award.valid_until < award.announced:
        yield problem("E-RULE-2805", award.where("valid_until"), subject=award.uscc, name=name)
    if award.status in _REVOKED and award.revoked is None:
        yield problem("E-RULE-2802", award.where("revoked"), subject=award.uscc, name=name, status=award.status)
    if award.revoked is not None and award.status not in _REVOKED:
        yield problem("E-RULE-2803", award.where("status"), subject=award.uscc, name=name, status=award.status)
    if award.revoked is not None and award.revoked < award.announced:
        yield problem("E-RULE-2806", award.where("revoked"), subject=award.uscc, name=name)
    if ours and award.kind is AwardKind.REPEAT and repeat_prize is not None and award.prize > repeat_prize:
        yield problem("E-RULE-2804", award.where("prize"), subject=award.uscc, name=name, prize=award.prize)
