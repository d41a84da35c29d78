"""Notices to reviewers who break the discipline of the review (第二十六条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from toolchain.documents.contents import Contents, Redress
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.documents.office_context import OfficeContext
from toolchain.documents.organisations import clause
from toolchain.model.sheets import SCORES, SUPERVISION
from toolchain.model.sheets.scores import Reviewer
from toolchain.model.sheets.supervision import Discipline
from toolchain.model.sheets.vocabulary import Measure
from toolchain.stages.judgement import Judgement, Stage


class ReviewerDiscipline(
    Document,
    number=37,
    title="评审员处理通知",
    addressee=Addressee.REVIEWER,
    form=Form.LETTER,
    folder=Stage.AFTERLIFE,
    articles=("第二十六条",),
    says=Contents(
        "决定给予你",
        facts=("facts", "decided", "decided_by"),
        duty="交回评审资料",
        term=("office.terms.recovery",),
        redress=Redress.STATEMENT,
    ),
):
    """Tells a reviewer of criticism, warning or removal."""

    expert: str = slot("专家编号")
    facts: str = slot("事实")
    measure: Measure = slot("处理措施", "批评、警告或取消评审资格")
    removed: bool = slot("取消评审资格")
    scored: bool = slot("本届评过分", "本届提交过评分表时为真，评分因此作废")
    decided: date = slot("决定日期")
    decided_by: str = slot("决定机构")

    @property
    def stem(self) -> str:
        """The file name tells people of one name, and two measures, apart."""
        return f"{self.template}-{self.subject_name}-{self.subject}"


def compose(judgement: Judgement, desk: OfficeContext) -> Iterator[Document]:
    """Yield one notice per measure; an expert's second measure is told apart by its date."""
    if judgement.record.faulty(SUPERVISION):
        return
    rows = sorted(judgement.record.all(Discipline), key=lambda row: (row.decided, row.expert))
    scored = {reviewer.expert for sheet in judgement.record.of(SCORES) for reviewer in sheet.all(Reviewer)}
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.expert] += 1
        subject = row.expert if seen[row.expert] == 1 else f"{row.expert}-{row.decided:%Y%m%d}"
        yield ReviewerDiscipline(
            **desk.common(judgement, ReviewerDiscipline.number, subject, row.name),
            expert=row.expert,
            facts=clause(row.facts),
            measure=row.measure,
            removed=row.measure is Measure.REMOVAL,
            scored=row.expert in scored,
            decided=row.decided,
            decided_by=row.decided_by,
        )
