"""第八条: what the rows of 评审组抽取 and 评审专家库 must agree on with each other and with the applicants."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Application
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.experts import Expert, Tie


def check_panels(
    panels: Sequence[Panel],
    qualified: Sequence[Application],
    filed: Collection[str],
    experts: Sequence[Expert],
    ties: Sequence[Tie],
) -> tuple[Problem, ...]:
    """第八条: every qualified applicant's trade has exactly one panel; ties name known experts and applicants.

    ``filed`` are the codes of all who applied: a tie to an applicant that did not qualify is right too. Panel sizes
    are checked where the pool is frozen.
    """
    return (*_trades(panels, qualified), *_experts(experts), *_ties(ties, experts, filed))


def check_registers(panels: Sequence[Panel], seeds: Sequence[Seed], refusals: Sequence[Refusal]) -> tuple[Problem, ...]:
    """第八条: every seed and every refusal belongs to a panel on record, so that none is passed over."""
    known = {panel.panel for panel in panels}
    named = [
        *((row.panel, row.where("panel")) for row in seeds),
        *((row.panel, row.where("panel")) for row in refusals),
    ]
    return tuple(problem("E-RULE-0812", at, panel=panel) for panel, at in named if panel not in known)


def _trades(panels: Sequence[Panel], qualified: Sequence[Application]) -> Iterator[Problem]:
    first: dict[str, Panel] = {}
    for panel in panels:
        other = first.setdefault(panel.trade, panel)
        if other is not panel:
            yield problem("E-RULE-0807", panel.where("trade"), trade=panel.trade, panel=panel.panel, other=other.panel)
    names: dict[str, list[str]] = {}
    for application in qualified:
        names.setdefault(application.applicant.trade, []).append(application.name)
    for trade in sorted(names.keys() - first.keys()):
        yield problem("E-RULE-0806", _next_row(panels), trade=trade, names="、".join(sorted(names[trade])))
    for trade in sorted(first.keys() - names.keys()):
        panel = first[trade]
        yield problem("W-RULE-0808", panel.where("trade"), trade=trade, panel=panel.panel)


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


def _ties(ties: Sequence[Tie], experts: Sequence[Expert], filed: Collection[str]) -> Iterator[Problem]:
    numbers = {expert.number for expert in experts}
    for tie in ties:
        if tie.expert not in numbers:
            yield problem("E-RULE-0809", tie.where("expert"), expert=tie.expert)
        if tie.uscc not in filed:
            yield problem("W-RULE-0810", tie.where("uscc"), expert=tie.expert, uscc=tie.uscc)
