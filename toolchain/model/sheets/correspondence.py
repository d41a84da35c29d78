"""收发登记: what came in, and number, date and signer of what goes out."""

from __future__ import annotations

from datetime import date

from toolchain.model.identifiers import Form, Refers
from toolchain.model.schema import USCC, Row, column
from toolchain.model.sheets.confirmed_dates import ConfirmedDate
from toolchain.model.sheets.hint_review import HintReview
from toolchain.model.sheets.own_steps import StepRecord
from toolchain.model.sheets.vocabulary import YesNo
from toolchain.model.workbook_declaration import Workbook


class Receipt(
    Row,
    title="收件登记",
    key=("uscc",),
    room=40,
    note="评审办收到申报材料时逐家登记。截止日之后收到的照样登记，系统据此作出不予受理。",
):
    """When an application came in; the office writes it, not the applicant (第十四条)."""

    uscc: USCC = column("统一社会信用代码", basis="第十四条", refers=Refers.ORGANISATION)
    name: str = column("单位名称", basis="第十四条", form=Form.ORGANISATION)
    received: date = column("收到日期", "材料送达评审办的日期", basis="第十四条")
    requested: tuple[str, ...] | None = column(
        "要求补正的材料",
        "发出补正通知时照通知书填写，用顿号隔开；没有补正的留空",
        basis="第十四条",
        default=None,
        form=Form.PAPERS,
    )
    supplemented: date | None = column("补正材料收到日期", "没有补正的留空", basis="第十四条", default=None)
    lapsed: YesNo | None = column("逾期未补正", "补正期满仍未补齐的填“是”", basis="第十四条", default=None)
    receiver: str = column("收件人", form=Form.PERSON)
    code_evidence: str | None = column(
        "代码核验依据", "代码通不过校验而证书上确是这样的，写明核对了什么、何人何日核对", default=None, since=2
    )


class Dispatch(
    Row,
    title="发文登记",
    key=("document", "subject"),
    room=60,
    note="文号、成文日期、签发人只从这里取；没有登记的文书印成送审稿。对象留空的一行适用于该文书的全部对象。",
):
    """Number, date and signer of a document, and whether it has been issued (product: computed is not published)."""

    document: int = column("文书编号", "《文书清单》中的编号", example="23", minimum=1, maximum=99, units=("号",))
    title: str = column("文书名称", "便于核对，可照《文书清单》填写", length=60)
    subject: str | None = column(
        "对象代码", "统一社会信用代码或专家编号；不分对象的留空", default=None, length=40, refers=Refers.SUBJECT
    )
    number: str | None = column("发文字号", "如 红政〔2026〕12号；不编文号的留空", default=None, form=Form.DOCUMENT)
    dated: date | None = column("成文日期", "会议通过或负责人签发的日期", default=None)
    signer: str | None = column("签发人", "上行文必填", default=None, form=Form.PERSON)
    printed: date | None = column("印发日期", "不早于成文日期；与成文日期相同可留空", default=None)
    issued: YesNo | None = column("已印发", "印发后填“是”，此后内容不得变动", default=None)
    subject_name: str | None = column(
        "对象名称", "系统预先填好，便于核对", known=True, default=None, length=120, since=4
    )
    after: date | None = column(
        "不早于", "文书所写最晚一件事实的日期，系统预先填好；成文日期不得早于它", known=True, default=None, since=4
    )
    proposed: str | None = column(
        "拟用文号",
        "系统按已登记的最大号顺推；填了成文日期就照此登记，要用别的号在“发文字号”另填",
        known=True,
        default=None,
        length=60,
        since=4,
    )
    batch: str | None = column(
        "同批",
        "同一批的日期、签发人和已印发只填第一行，其余各行照用；不随本批印发的，在“已印发”填“否”",
        default=None,
        length=40,
        since=4,
    )


CORRESPONDENCE = Workbook(
    mark="registers",
    title="收发登记",
    sheets=(Receipt, Dispatch, ConfirmedDate, HintReview, StepRecord),
    filled_by="评审办",
    note="每届一份，收到一件、印发一件就登记一行。outbox 里的一份已经按文书清单预先填好，填日期后放回收件箱。",
)
"""The registers in a workbook of their own; they stood in 届次设置 before, whose copies are still read."""
