"""The office's own workbooks of the example cycle: settings and panels."""

from __future__ import annotations

from toolchain.cycle.example.sample_data import CYCLE, Rows, profiles, rows
from toolchain.model.check_items import Items
from toolchain.model.sheets.draw import Panel, Refusal, Seed
from toolchain.model.sheets.settings import Criterion, Cycle, CycleRules, Dispatch, Readings, Receipt


def settings(items: Items, dispatch: list[Dispatch]) -> Rows:
    """Fill 届次设置."""
    return {
        Cycle: rows(Cycle, cycle=CYCLE),
        CycleRules: rows(CycleRules, criteria_edition=items.edition),
        Readings: rows(Readings),
        Criterion: [
            Criterion(code=row.code, category=row.category, item=row.item, points=row.points) for row in items.criteria
        ],
        Receipt: [
            Receipt(
                uscc=profile.uscc,
                name=profile.name,
                received=profile.received,
                requested=profile.requested or None,
                supplemented=profile.supplemented,
                lapsed=None,
                receiver="苏晓雯",
            )
            for profile in profiles().values()
        ],
        Dispatch: list(dispatch),
    }


def panels(digests: dict[str, str], leaders: dict[str, str], refusals: list[Refusal]) -> Rows:
    """Fill 评审组抽取; ``digests`` and ``leaders`` (numbers of experts) are by panel, and may lack any."""
    return {
        Panel: [
            panel.changed(pool_digest=digests.get(panel.panel), leader=leaders.get(panel.panel))
            for panel in rows(Panel)
        ],
        Seed: rows(Seed),
        Refusal: list(refusals),
    }
