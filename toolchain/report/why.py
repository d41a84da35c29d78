"""Why: everything found of one applicant, from application to certificate."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date

from toolchain.chinese import date_text
from toolchain.chinese import rounded
from toolchain.finding import Finding
from toolchain.judgement import Judgement
from toolchain.outcome import CycleOutcome
from toolchain.outcome import Outcome
from toolchain.wording import Wording


def explain(outcome: Outcome, who: str, wording: Wording) -> Iterator[str]:
    """Tell everything found of one applicant (by code, or by a part of its name), with article and cells."""
    for cycle in outcome.cycles:
        judgement = cycle.judgement
        if judgement is None:
            continue
        for acceptance in judgement.acceptances:
            application = acceptance.application
            if who == application.uscc or who in application.name:
                yield from _explain_one(cycle, judgement, application.uscc, wording)


def _explain_one(cycle: CycleOutcome, j: Judgement, uscc: str, wording: Wording) -> Iterator[str]:
    yield f"{j.name(uscc)}（{uscc}）· {cycle.record.cycle} · 依据{j.rules.document}"
    for acceptance in j.acceptances:
        if acceptance.application.uscc == uscc:
            yield from _decided("一、受理", acceptance.outcome, acceptance.earliest, acceptance.findings, wording)
    for item in j.qualifications:
        if item.acceptance.application.uscc == uscc:
            yield from _decided("二、资格审查", item.verdict, item.earliest, item.findings, wording)
    yield from _explain_award(j, uscc)
    yield "文书"
    for paper in cycle.papers:
        if paper.document.subject == uscc:
            yield f"    {paper.path}（{paper.status}）"


def _decided(
    title: str, answer: str, earliest: date | None, findings: Sequence[Finding], wording: Wording
) -> Iterator[str]:
    yield f"{title}：{answer}" + (f"，最早可再申报的日期为{date_text(earliest)}" if earliest else "")
    for finding in findings:
        reading = f"〔{finding.reading}〕" if finding.reading else ""
        yield f"    {finding.article} {finding.verdict}：{wording.sentence(finding)}{reading}"
        for at in finding.cells:
            yield f"        ← {at}"


def _explain_award(j: Judgement, uscc: str) -> Iterator[str]:
    for item in () if j.ranking is None else j.ranking.standings:
        if item.uscc == uscc:
            yield f"三、评审：综合得分{rounded(item.total, 2)}，第{item.rank}名（{item.panel}第{item.panel_rank}名）"
    for tally in (*j.tallies, *j.second):
        if tally.uscc == uscc:
            passed = "达到" if tally.passed else "未达到"
            yield (
                f"四、表决：发出{tally.handed}，收回{tally.returned}，同意{tally.favour}，不同意{tally.against}，"
                f"弃权{tally.abstained}，无效{tally.invalid}；须{tally.needed}票，{passed}"
            )
            for at in tally.cells[:3]:
                yield f"        ← {at}"
    for award in j.announced:
        if award.uscc == uscc:
            yield (
                f"五、获奖：{award.kind.value}获奖，公告日期{date_text(award.announced)}，"
                f"有效期至{date_text(award.valid_until)}，奖金{award.prize}元"
            )
