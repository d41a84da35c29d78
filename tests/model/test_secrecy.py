"""What is secret stays out of papers and messages in every spelling; what only looks like it stays in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rows import row_of
from toolchain.model.identifiers import Audience
from toolchain.model.problems import At, Problem, problem
from toolchain.model.record import Record
from toolchain.model.schema import USCC, Place, Row, columns
from toolchain.model.secrecy import OMITTED, Secrets, folded, without
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.sheets.approval import APPROVAL, Approved
from toolchain.model.sheets.committee import COMMITTEE, MemberRecusal
from toolchain.model.sheets.filled_workbook import FilledWorkbook
from toolchain.model.sheets.notice import NOTICE, Objection, Posting
from toolchain.model.workbook_declaration import Mark, Workbook

CODE = USCC("91410702MA44ABCD5P")
ACCOUNT = "6222600260001072444"
NAME_SPELLINGS = (
    "邱大林",
    "邱 大 林",
    "邱　大林",
    "邱\n大林",
    "邱·大·林",
    "邱-大-林",
    "邱、大、林",
    "邱（大林）",
    "“邱大林”",
    "邱\u200b大林",
    "邱_大_林",
    "邱．大．林",
)
PHONE_SPELLINGS = (
    "13812345678",
    "138 1234 5678",
    "138-1234-5678",
    "138－1234－5678",
    "１３８１２３４５６７８",
    "一三八一二三四五六七八",
    "壹叁捌壹贰叁肆伍陆柒捌",
    "+86 138 1234 5678",
    "0086-13812345678",
    "（138）12345678",
    "138.1234.5678",
    "138****5678",
    "138xxxx5678".replace("x", "＊"),
    "尾号5678",
    "尾号为5678",
    "后四位是5678",
    "12345678",
    "①③⑧①②③④⑤⑥⑦⑧",
    "138\u200b12345678",
    "138/1234/5678",
)
ACCOUNT_SPELLINGS = (
    ACCOUNT,
    "6222 6002 6000 1072 444",
    "6222-6002-6000-1072-444",
    "６２２２６００２６０００１０７２４４４",
    "账号6222600260",
    "末四位2444",
    "01072444",
)
MAIL_SPELLINGS = ("qiu_dalin@example.cn", "QIU_DALIN@EXAMPLE.CN", "qiu dalin", "ｑｉｕ＿ｄａｌｉｎ＠example.cn")


def objection(matter: str, row: int = 4) -> Objection:
    return row_of(
        Objection,
        at=Place("公示与异议.xlsx", "异议", {name: "ABCDEFGHIJK"[place] for place, name in enumerate(_names())}, row),
        received=date(2026, 6, 1),
        uscc=CODE,
        matter=matter,
        objector="邱大林（职工）",
        contact="13812345678，qiu_dalin@example.cn",
    )


def _names() -> list[str]:
    return [item.name for item in columns(Objection)]


def filled(book: Workbook, *rows: Row) -> FilledWorkbook:
    file = f"{book.title}.xlsx"
    return FilledWorkbook(file, Mark(book.mark, book.version, "2026届"), rows={type(rows[0]): rows})


def record(*books: FilledWorkbook) -> Record:
    return Record("2026届", books)


def concealed(kept: Record) -> tuple[Record, tuple[Problem, ...]]:
    return Secrets(kept.filled).concealed(kept)


def approved() -> Approved:
    place = Place("政府审定.xlsx", "审定名单", {"account": "F"}, 5)
    return row_of(Approved, at=place, uscc=CODE, name="甲公司", bank="某银行", account=ACCOUNT)


@pytest.mark.parametrize("spelling", [*NAME_SPELLINGS, *PHONE_SPELLINGS, *MAIL_SPELLINGS, *ACCOUNT_SPELLINGS])
def test_every_spelling_of_a_secret_is_left_out_and_named(spelling: str) -> None:
    text = f"反映专利权属有争议，{spelling}愿意作证"
    kept, found = concealed(record(filled(NOTICE, objection(text)), filled(APPROVAL, approved())))
    (row,) = kept.all(Objection)
    assert row.matter.startswith("反映专利权属有争议，")
    assert row.matter.endswith("愿意作证")
    assert OMITTED in row.matter
    plain = folded(row.matter)[0]
    assert not any(secret in plain for secret in ("邱大林", "12345678", "62226002", "qiudalin", "5678", "2444"))
    assert [(item.code, item.at.cell) for item in found] == [("W-SECRET-01", "D4")]
    assert spelling not in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "反映2026年第13号证书的数据有误，差额1380000元",
        "邱家村的产品抽检不合格",
        "该企业大林业基地未取得许可",
        "举报电话0373-0000001无人接听",
        "尾号限行与本案无关",
        "营业收入为2,600,010,724.00元",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    kept, found = concealed(record(filled(NOTICE, objection(text)), filled(APPROVAL, approved())))
    assert kept.all(Objection)[0].matter == text
    assert found == ()


def test_an_objector_on_record_openly_may_be_named_elsewhere() -> None:
    """A competitor objects; other workbooks speak of it as of any other applicant, its own objection may not."""
    row = objection("甲公司反映数据有误").changed(objector="甲公司")
    kept, found = concealed(record(filled(NOTICE, row), filled(APPROVAL, approved())))
    assert kept.all(Objection)[0].matter == "（略）反映数据有误"
    assert len(found) == 1
    assert kept.all(Approved)[0].name == "甲公司"


def test_an_open_number_with_the_same_ending_opens_nothing() -> None:
    """The office's own telephone ends like the objector's: that is chance."""
    posting = row_of(Posting, posted=date(2026, 5, 20), until=date(2026, 5, 27), place="网站，电话0373-3055678")
    notice = FilledWorkbook(
        "公示与异议.xlsx",
        Mark(NOTICE.mark, NOTICE.version, "2026届"),
        rows={Posting: (posting,), Objection: (objection("数据有误"),)},
    )
    place = Place("评委会会议.xlsx", "委员回避", {"reason": "C"}, 4)
    recusal = row_of(MemberRecusal, at=place, member="W01", uscc=CODE, reason="据13812345678来电")
    kept, found = concealed(record(notice, filled(COMMITTEE, recusal)))
    assert kept.all(MemberRecusal)[0].reason == "据（略）来电"
    assert [item.at.file for item in found] == ["评委会会议.xlsx"]


def test_nobody_is_no_secret() -> None:
    row = objection("群众反映数据有误").changed(objector="群众")
    assert concealed(record(filled(NOTICE, row)))[1] == ()


def test_messages_of_the_rules_quote_no_account() -> None:
    given = problem("E-RULE-1910", At("政府审定.xlsx", "审定名单", "F5"), found=ACCOUNT, name="甲公司", other="乙公司")
    (told,) = Secrets([filled(APPROVAL, approved())]).unquoted([given])
    assert dict(told.facts) == {"found": OMITTED, "name": "甲公司", "other": "乙公司"}


def test_spans_that_touch_are_left_out_as_one() -> None:
    assert without("abcdef", [(1, 3), (2, 4), (5, 6)]) == "a（略）e（略）"


def test_the_confidential_columns_are_these() -> None:
    """Whoever adds a telephone, an account, a vote or an objector decides who may see it."""
    found = {
        (sheet.sheet.title, item.label)
        for book in WORKBOOKS
        for sheet in book.sheets
        for item in columns(sheet)
        if item.audience is Audience.CONFIDENTIAL
    }
    assert found >= {
        ("异议", "异议人"),
        ("异议", "异议人联系方式"),
        ("表决票", "表决意见"),
        ("审定名单", "银行账号"),
        ("基本情况", "联系电话"),
        ("专家", "联系电话"),
    }
    told = {
        (sheet.sheet.title, item.label)
        for book in WORKBOOKS
        for sheet in book.sheets
        for item in columns(sheet)
        if item.form.value in {"电话", "银行账号"} and item.audience is Audience.OFFICE
    }
    assert told == set()
