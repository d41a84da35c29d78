"""规则表: the workbook in which an office says what its own regulation says; a rule set is made from it.

It is filled once for a region and never lies in the inbox.
"""

from __future__ import annotations

from toolchain.model.rule_set import interview as common
from toolchain.model.rule_set import interview_classes as classes
from toolchain.model.workbook_declaration import Workbook

INTERVIEW = Workbook(
    mark="rule-interview",
    title="规则表",
    sheets=(
        common.Basics,
        common.Organ,
        common.Place,
        common.Function,
        common.Rule,
        common.Numbers,
        common.Part,
        common.After,
        common.Owed,
        common.Above,
        common.Paper,
        common.Unused,
        classes.Kind,
        classes.Said,
        classes.LowerGrade,
        classes.ReviewRound,
        classes.OwnCriteria,
        classes.LessPrize,
        classes.Share,
        classes.OwnPrize,
        classes.Procedure,
        common.Unplaced,
    ),
    filled_by="评审办",
    note="照自己的办法填写，系统据此做出办法参数文件和机关名称文件；填好后运行 make new RULES=这份表。",
)
