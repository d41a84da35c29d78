"""Why: everything found of one applicant, from application to certificate, with the cells it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from toolchain.cli.report.conclusion import conclusion
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.model.chinese import date_text, grouped, rounded
from toolchain.model.findings import Finding
from toolchain.model.problems import At, places
from toolchain.model.sheets import SCORES
from toolchain.model.sheets.scores import Reviewer, Score
from toolchain.model.sheets.settings import Receipt
from toolchain.model.sheets.vocabulary import Verdict
from toolchain.model.wording import Wording
from toolchain.regulation.art14_acceptance import AcceptanceOutcome
from toolchain.regulation.art16_ranking import Placement
from toolchain.regulation.art17_vote import Tally
from toolchain.regulation.local_citations import localised
from toolchain.regulation.register import revoked
from toolchain.stages import later_findings
from toolchain.stages.judgement import Judgement, Stage


def explain(outcome: Outcome, who: str, wording: Wording) -> Iterator[str]:
    """Tell everything found of one applicant (by code, or by a part of its name), with article and cells."""
    for cycle in outcome.cycles:
        if cycle.judgement is None:
            continue
        for uscc, name in _organisations(cycle.judgement):
            if who == uscc or (who and who in name):
                yield from _Told(cycle, cycle.judgement, uscc, name, wording).lines()


def _organisations(j: Judgement) -> list[tuple[str, str]]:
    """List applicants first, then laureates of old who are on the register only."""
    found = {item.application.uscc: item.application.name for item in j.acceptances}
    for application in j.record.applications:
        found.setdefault(application.uscc, application.name)
    for row in j.record.having(Receipt, "uscc", "name"):
        found.setdefault(row.uscc, row.name)
    for award in j.register:
        found.setdefault(award.uscc, award.name)
    return [(str(uscc), name) for uscc, name in found.items()]


class _Told:
    """One organisation's story in one cycle."""

    def __init__(self, cycle: CycleOutcome, j: Judgement, uscc: str, name: str, wording: Wording) -> None:
        self.cycle, self.j, self.uscc, self.name, self.wording = cycle, j, uscc, name, wording

    def lines(self) -> Iterator[str]:
        """Print the stages in their order; the documents of a stage stand under what was found in it."""
        yield f"{self.name}（{self.uscc}）· {self.cycle.record.cycle} · 依据{self.j.rules.document}"
        if said := conclusion(self.j, self.uscc, self.wording):
            yield f"【结论】{said}"
        yield from self._waiting()
        yield from self._examined()
        for standing in () if self.j.review.ranking is None else self.j.review.ranking.standings:
            if standing.uscc == self.uscc:
                yield from self._ranked(standing)
        for turn, tallies in ((1, self.j.vote.tallies), (2, self.j.vote.second)):
            for tally in tallies:
                if tally.uscc == self.uscc:
                    yield from self._voted(turn, tally)
        yield from self._noticed()
        yield from self._approved()
        yield from self._awarded()
        yield from self._events()
        for difference in self.j.others:
            if any(self.name == name for name, _, _ in difference.changes):
                yield difference.sentence

    def _waiting(self) -> Iterator[str]:
        for item in self.j.held:
            if item.subject == self.uscc:
                yield f"【暂停】{item.stage.label}：等待改正{places(item.problems)}"

    def _said(self, citation: str) -> str:
        return self.j.rules.said(citation)

    def _events(self) -> Iterator[str]:
        """Tell what happened in between, from the cells of 变更事项 and of the facts found later."""
        found = (*later_findings.of_events(self.j.events), *later_findings.of_departures(self.j.departures))
        mine = [finding for finding in localised(found, self.j.rules) if finding.subject == self.uscc]
        if mine:
            yield "【变更】"
        for finding in mine:
            yield f"    {finding.article} {finding.verdict}：{self.wording.sentence(finding)}"
            yield from _cells(finding.cells)

    def _examined(self) -> Iterator[str]:
        for acceptance in self.j.acceptances:
            if acceptance.application.uscc == self.uscc:
                refused = acceptance.outcome is AcceptanceOutcome.REFUSED
                yield from self._decided("受理", acceptance.outcome, acceptance.earliest, acceptance.findings, refused)
                yield from self._papers(Stage.ACCEPTANCE)
        for item in self.j.qualifications:
            if item.acceptance.application.uscc == self.uscc:
                refused = item.verdict is Verdict.NOT_MET
                yield from self._decided("资格审查", item.verdict, item.earliest, item.findings, refused)
                yield from self._papers(Stage.QUALIFICATION)

    def _decided(
        self, title: str, answer: str, earliest: date | None, findings: Sequence[Finding], refused: bool
    ) -> Iterator[str]:
        yield f"【{title}】{answer}"
        for finding in findings:
            reading = f"〔{finding.reading}〕" if finding.reading else ""
            yield f"    {finding.article} {finding.verdict}：{self.wording.sentence(finding)}{reading}"
            yield from _cells(finding.cells)
        if refused:
            known = date_text(earliest) if earliest else "不能推定日期，下一届起按当时的数据和事实重新审查"
            yield f"    最早可以再次申报：{known}"

    def _papers(self, stage: Stage) -> Iterator[str]:
        for paper in self.cycle.papers:
            if paper.document.folder == stage and paper.document.subject == self.uscc:
                yield f"    文书：{paper.path}（{paper.status}），依据以上认定"

    def _ranked(self, standing: Placement) -> Iterator[str]:
        shown = [f"{label}{rounded(value, 2)}" for label, value in _scores(standing)]
        place = f"第{standing.rank}名（{standing.panel}第{standing.panel_rank}名）" + (
            "，并列" if standing.tied else ""
        )
        by = f"{len(standing.scores)}名评审员打分"
        yield f"【评审】{'，'.join(shown)}，{place}；{by}，{self._said('第十六条')}〔口径16-1至16-4〕"
        for item in self.j.record.of(SCORES):
            reviewer, rows = item.one(Reviewer), [row for row in item.all(Score) if row.uscc == self.uscc]
            if reviewer is not None and rows:
                first, last = rows[0].where("desk"), rows[-1].where("site")
                yield f"        ← {first}:{last.cell}"

    def _voted(self, turn: int, tally: Tally) -> Iterator[str]:
        passed = "通过" if tally.passed else "未通过"
        head = f"【表决】第{turn}轮" if turn > 1 else "【表决】"
        yield (
            f"{head}应到{tally.members}，实到{tally.present}，回避{tally.recused}，发出{tally.handed}，收回{tally.returned}；"
            f"同意{tally.favour}，不同意{tally.against}，弃权{tally.abstained}，无效{tally.invalid}；"
            f"投票人数{tally.voters}，须{tally.needed}票，{passed}，{self._said('第十七条')}〔口径17-1〕"
        )
        numbers, papers = tally.cells[:_NUMBERS], tally.cells[_NUMBERS:]
        yield from _cells(numbers)
        if papers:
            yield f"        ← {At(papers[0].file, papers[0].sheet)}中这家单位的{len(papers)}张票"

    def _noticed(self) -> Iterator[str]:
        notice = self.j.notice
        if notice is None or notice.posting is None:
            return
        days = f"{date_text(notice.posting.posted)}至{date_text(notice.posting.until)}"
        mine = [row for row in notice.objections if row.uscc == self.uscc]
        article = self._said("第十八条")
        if any(row.number in notice.open for row in mine):
            yield f"【公示】{days}，有异议尚未结论，{article}"
        elif self.uscc in notice.standing:
            yield f"【公示】{days}，{'期满，异议处理完毕，仍在名单' if notice.concluded else '尚未确认结束'}，{article}"
        elif self.uscc in notice.removed:
            yield f"【公示】异议成立，退出拟奖名单，不递补，{article}"
        else:
            return
        yield from _cells((notice.posting.where("posted"), notice.posting.where("until")))
        for row in mine:
            yield f"    异议{row.number}：{row.outcome}"
            yield from _cells((row.where("outcome"),))

    def _approved(self) -> Iterator[str]:
        """Tell the government's decision, the prize and the validity from the cells of 政府审定."""
        if self.j.decision.approval is None:
            return
        found = later_findings.of_approval(self.j.decision.approval, self.j.decision.prizes, self.j.announced)
        findings = localised(tuple(found), self.j.rules)
        mine = [finding for finding in findings if finding.subject == self.uscc]
        if mine:
            yield f"【审定】{'同意授奖' if self.uscc in self.j.decision.approval.granted else '不同意授奖'}"
        for finding in mine:
            yield f"    {finding.article} {finding.verdict}：{self.wording.sentence(finding)}"
            yield from _cells(finding.cells)

    def _awarded(self) -> Iterator[str]:
        for award in revoked(self.j.register, self.j.supervision.rulings):
            if award.uscc == self.uscc:
                yield (
                    f"【获奖】{award.cycle}{award.kind}获奖，{date_text(award.announced)}公告，有效期至"
                    f"{date_text(award.valid_until)}，奖金{grouped(award.prize)}元，{award.status}，{self._said('第二十八条')}"
                )
                yield from _cells((award.where("announced"),))
        for ruling in self.j.supervision.rulings:
            if ruling.incident.uscc == self.uscc:
                yield f"【监督】{ruling.incident.number} {self._said(ruling.consequence)}，{ruling.article}"
                yield from _cells((ruling.incident.where("kind"), ruling.incident.where("decision")))
        late = (Stage.APPROVAL, Stage.AFTERLIFE)
        for paper in self.cycle.papers:
            if paper.document.folder in late and self.name in paper.path:
                yield f"    文书：{paper.path}（{paper.status}）"


_NUMBERS = 2
"""The cells of a tally begin with what the tellers wrote; the papers follow."""


def _scores(standing: Placement) -> list[tuple[str, Fraction]]:
    return [("材料评审", standing.desk), ("现场评审", standing.site), ("综合", standing.total)]


def _cells(cells: Sequence[At]) -> Iterator[str]:
    for at in cells:
        if at.file:
            yield f"        ← {at}"
