"""What one applicant's cycle came to so far, in one sentence with the reason; the furthest stage decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolchain.model.chinese import date_text
from toolchain.model.findings import Finding
from toolchain.model.sheets.vocabulary import AwardKind, Verdict
from toolchain.model.wording import Wording
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.stages.judgement import Judgement

_AWARDED = {
    AwardKind.FIRST: "首次获奖",
    AwardKind.REPEAT: "再次获奖，授予证书，不授予奖金，不占名额",
    AwardKind.NOMINATION: "获提名奖",
}


def conclusion(j: Judgement, uscc: str, wording: Wording) -> str:
    """Say where an organisation stands in a cycle; empty for one that did not apply in it."""
    said = ""
    for stage in (_accepted(j, uscc, wording), _qualified(j, uscc, wording), _reviewed(j, uscc), _decided(j, uscc)):
        for sentence in stage:
            said = sentence
    return said


def _accepted(j: Judgement, uscc: str, wording: Wording) -> Iterator[str]:
    for item in j.acceptances:
        if item.application.uscc == uscc:
            told = "" if item.outcome is AcceptanceOutcome.ACCEPTED else _reasons(item.findings, wording)
            yield f"{item.outcome}{told}{_again(item.earliest)}"


def _qualified(j: Judgement, uscc: str, wording: Wording) -> Iterator[str]:
    for item in j.qualifications:
        if item.acceptance.application.uscc != uscc:
            continue
        if item.verdict is Verdict.MET:
            yield "通过资格审查，进入材料评审和现场评审"
        else:
            yield f"资格审查{item.verdict}{_reasons(item.findings, wording)}{_again(item.earliest)}"


def _again(earliest: date | None) -> str:
    return "" if earliest is None else f"，最早{date_text(earliest)}可以再次申报"


def _reasons(findings: tuple[Finding, ...], wording: Wording) -> str:
    """Give the sentences of the worst verdict there is."""
    for verdict in (Verdict.NOT_MET, Verdict.PENDING):
        worst = [finding for finding in findings if finding.verdict is verdict]
        if worst:
            told = "；".join(f"{item.article}，{wording.sentence(item).rstrip('。')}" for item in worst)
            return f"（{told}）"
    return ""


def _reviewed(j: Judgement, uscc: str) -> Iterator[str]:
    listed = j.review.candidates
    if listed is None or uscc not in {item.acceptance.application.uscc for item in j.qualified}:
        return
    if any(item.uscc == uscc for item in (*listed.first, *listed.repeat)):
        yield "列入候选名单，提交评委会表决"
    elif any(item.uscc == uscc for item in listed.tied):
        yield "在候选名额边界上同分，待评审办集体研究"
    else:
        yield "按综合排名和候选条件，未列入候选名单"


def _decided(j: Judgement, uscc: str) -> Iterator[str]:
    nomination, notice, approval = j.vote.nomination, j.notice, j.decision.approval
    grade = j.grades.get(uscc)
    if nomination is not None and j.vote.tallies:
        for group, sentence in (
            (nomination.failed, "表决未达到规定票数"),
            (nomination.surplus, "表决达到规定票数，名额已满，未列入拟奖名单"),
            (nomination.tied, "在最后一个名额上得票相同，待重新投票或者研究决定"),
            (nomination.nominated, f"列入{'提名奖' if grade is None else grade.short}拟奖名单"),
            ((*nomination.first, *nomination.repeat), "列入拟奖名单"),
        ):
            if any(item.uscc == uscc for item in group):
                yield sentence
    if notice is not None and uscc in notice.removed:
        yield "公示期间异议成立，退出拟奖名单，不递补"
    if approval is not None and uscc in approval.granted:
        yield "区政府审定同意，待公告"
    if approval is not None and uscc in approval.refused:
        yield "区政府审定不同意授奖"
    for award in j.announced:
        if award.uscc == uscc:
            yield f"{_AWARDED[award.kind]}，有效期至{date_text(award.valid_until)}"
