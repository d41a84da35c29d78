"""第八条: what the rows of 评审组抽取 and 评审专家库 must agree on with each other and with the applicants."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from toolchain.model.problems import At, Problem, as_far_as_read, problem
from toolchain.model.record import Application
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert, Tie


def check_panels(
    panels: Sequence[Panel],
    qualified: Sequence[Application],
    filed: Collection[str],
    experts: Sequence[Expert],
    ties: Sequence[Tie],
    trades: Collection[str] | None = None,
    numbers: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """第八条: every qualified applicant's trade has exactly one panel; ties name known experts and applicants.

    ``filed`` are the codes of all who applied: a tie to an applicant that did not qualify is right too. Panel sizes
    are checked where the pool is frozen. ``trades`` of panels and ``numbers`` of experts may be more than those of the
    rows given; what may stand in a row that cannot be read is not missed.
    """
    trades = {panel.trade for panel in panels} if trades is None else trades
    numbers = {expert.number for expert in experts} if numbers is None else numbers
    kinds = (
        _doubled(panels),
        _unreviewed(panels, qualified, trades),
        _idle(panels, qualified),
        _experts(experts),
        *(_tie(row, numbers, filed) for row in ties),
    )
    return tuple(found for kind in kinds for found in as_far_as_read(kind))


def check_registers(panels: Collection[str], seeds: Sequence[Seed], refusals: Sequence[Refusal]) -> tuple[Problem, ...]:
    """第八条: every seed and every refusal belongs to a panel on record, so that none is passed over."""
    named = (
        *((row.panel, row.where("panel")) for row in seeds),
        *((row.panel, row.where("panel")) for row in refusals),
    )
    missed = (problem("E-RULE-0812", at, panel=panel) for panel, at in named if panel not in panels)
    return tuple(as_far_as_read(missed))


def _doubled(panels: Sequence[Panel]) -> Iterator[Problem]:
    first: dict[str, Panel] = {}
    for panel in panels:
        other = first.setdefault(panel.trade, panel)
        if other is not panel:
            yield problem("E-RULE-0807", panel.where("trade"), trade=panel.trade, panel=panel.panel, other=other.panel)


def _unreviewed(
    panels: Sequence[Panel], qualified: Sequence[Application], trades: Collection[str]
) -> Iterator[Problem]:
    """Name trades that have applicants and no panel."""
    names: dict[str, list[str]] = {}
    for application in qualified:
        names.setdefault(application.applicant.trade, []).append(application.name)
    for trade in sorted(names):
        if trade not in trades:
            yield problem("E-RULE-0806", _next_row(panels), trade=trade, names="、".join(sorted(names[trade])))


def _idle(panels: Sequence[Panel], qualified: Sequence[Application]) -> Iterator[Problem]:
    """Name panels that have no applicants."""
    first = {panel.trade: panel for panel in reversed(panels)}
    for trade in sorted(first.keys() - {application.applicant.trade for application in qualified}):
        yield problem("W-RULE-0808", first[trade].where("trade"), trade=trade, panel=first[trade].panel)


def _next_row(panels: Sequence[Panel]) -> At:
    """Give the cell where the trade of a further panel would be written; the sheet has one row at least."""
    last = max(panels, key=lambda row: row.at.row)
    return replace(last.at, row=last.at.row + 1).of("trade")


def _experts(experts: Sequence[Expert]) -> Iterator[Problem]:
    """A number stands for one expert, over all copies of the pool."""
    first: dict[str, Expert] = {}
    for expert in experts:
        other = first.setdefault(expert.number, expert)
        if other is not expert:
            yield problem(
                "E-RULE-0811", expert.where("number"), expert=expert.number, name=expert.name, other=other.name
            )


def _tie(tie: Tie, numbers: Collection[str], filed: Collection[str]) -> Iterator[Problem]:
    if tie.uscc not in filed:
        yield problem("W-RULE-0810", tie.where("uscc"), expert=tie.expert, uscc=tie.uscc)
    if tie.expert not in numbers:
        yield problem("E-RULE-0809", tie.where("expert"), expert=tie.expert)
