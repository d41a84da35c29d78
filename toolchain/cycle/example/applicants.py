"""What the example's applicants filed, and what the departments found of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from toolchain.cycle.example.sample_data import Profile, profiles
from toolchain.model.check_items import Items
from toolchain.model.schema import Row, WanYuan
from toolchain.model.sheets.application import Applicant, Attachment, Declaration, FiscalYear, QualityPractice
from toolchain.model.sheets.checks import Check
from toolchain.model.sheets.vocabulary import OrganisationKind, Verdict, YesNo

_YEARS = (2022, 2023, 2024)


def application(profile: Profile, items: Items) -> dict[type[Row], list[Row]]:
    """Fill one application workbook."""
    complete = profile.supplemented or profile.received
    signed = min(complete, date(2025, 4, 5)) if not profile.requested else date(2025, 5, 9)
    return {
        Applicant: [
            Applicant(
                uscc=profile.uscc,
                name=profile.name,
                address=profile.address,
                established=profile.established,
                kind=OrganisationKind.SOCIETY if profile.nonprofit else OrganisationKind.COMPANY,
                nonprofit=YesNo.YES if profile.nonprofit else YesNo.NO,
                trade=profile.trade,
                specialised=YesNo.YES if profile.specialised else YesNo.NO,
                employees=profile.employees,
                representative=profile.representative,
                contact=f"{profile.representative[0]}经理",
                phone=f"0373-30{profile.employees:05d}",
                email=None,
                commitment=signed,
                credit_certificate=signed,
                filled=signed,
            )
        ],
        FiscalYear: list(_figures(profile)),
        QualityPractice: [
            QualityPractice(
                system=f"已通过GB/T 19001质量管理体系认证，覆盖{profile.product}的设计、提供和服务",
                model_since=profile.established.year + 4,
                practice="以顾客需求为起点的过程管理，逐级分解质量目标，每季度开展绩效评价和改进",
                innovation=f"围绕{profile.product}形成多项实用技术，主要成果已在生产服务中应用",
                standing=f"{profile.product}上年度主要指标居全区同行业前列，数据来自区行业统计快报",
                contribution="常年服务辖区老人，减免困难家庭费用，培训护理员" if profile.nonprofit else None,
            )
        ],
        Declaration: [
            Declaration(item=bar.code, question=bar.matter, answer=YesNo.NO, explanation=None) for bar in items.bars
        ],
        Attachment: [
            Attachment(name=name, required=YesNo.YES, provided=YesNo.YES, pages=4 + 3 * index)
            for index, name in enumerate(items.attachments)
        ],
    }


def _figures(profile: Profile) -> Iterator[Row]:
    for year, (revenue, profit, net, assets) in zip(_YEARS, profile.figures, strict=False):
        yield FiscalYear(
            year=year,
            revenue=WanYuan(Decimal(revenue)),
            profit=WanYuan(Decimal(profit)),
            net_profit=WanYuan(Decimal(net)),
            assets=WanYuan(Decimal(assets)),
            taxes=WanYuan(Decimal(revenue) / 20),
            research=WanYuan(Decimal(revenue) / 25),
        )


def checks(items: Items) -> list[Row]:
    """Fill the departments' conclusions; one item stays open in the first round and is answered in the second."""
    return [
        row
        for profile in profiles().values()
        if profile.checked
        for item in items.checks
        for row in _conclusions(profile, item.code, item.matter, item.department)
    ]


def _conclusions(profile: Profile, code: str, matter: str, department: str) -> Iterator[Check]:
    def row(turn: int, verdict: Verdict, facts: str | None, day: date) -> Check:
        return Check(
            uscc=profile.uscc,
            name=profile.name,
            item=code,
            matter=matter,
            round=turn,
            verdict=verdict,
            facts=facts,
            evidence=f"{department}查询记录（2025-{code}）",
            department=department,
            checked=day,
        )

    if code != profile.item:
        yield row(1, Verdict.MET, None, date(2025, 5, 26))
        return
    yield row(1, profile.verdict, profile.facts, date(2025, 5, 26))
    if profile.verdict is Verdict.PENDING:
        yield row(2, Verdict.MET, "补充数据后，上年度床位使用率和服务满意度居全区同类机构首位", date(2025, 6, 5))
