"""Of the sender's file a returned copy has the values alone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.gallery.kit import TABLE, healthy
from tests.workbooks.sample import reread as reread_of
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import ScannedFile
from toolchain.model.problems import At, problem
from toolchain.model.sheets import APPLICATION, CHECKS, NOTICE, SCORES
from toolchain.model.workbook_declaration import Workbook as Declared
from toolchain.workbooks.clean_copy import fresh_blank, own_words
from toolchain.workbooks.returned_copy import mark_up

MARKER = "SENDERONLY"
WRONG = (problem("E-CELL-04", At("表", TABLE, "B5"), label="甲"),)


def hidden_sheet(book: Workbook) -> None:
    extra = book.create_sheet("藏起来的")
    extra["A1"] = MARKER
    extra.sheet_state = "hidden"


def fake_mark(book: Workbook) -> None:
    book["_模板"]["D9"] = MARKER
    book["_模板"]["A9"], book["_模板"]["B9"] = MARKER, MARKER


def name(book: Workbook) -> None:
    book.defined_names[MARKER] = DefinedName(MARKER, attr_text="'[1]甲'!$A$1")


def remark(book: Workbook) -> None:
    book[TABLE]["C7"].comment = Comment(MARKER, MARKER)


def link(book: Workbook) -> None:
    book[TABLE]["C7"].hyperlink = f"https://{MARKER}.example"


def rule(book: Workbook) -> None:
    book[TABLE].conditional_formatting.add("A1:B9", FormulaRule(formula=[f'A1="{MARKER}"'], font=Font(bold=True)))


def choice(book: Workbook) -> None:
    checked = DataValidation("list", formula1=f'"{MARKER},是"', promptTitle=MARKER, prompt=MARKER, error=MARKER)
    checked.add("C7")
    book[TABLE].add_data_validation(checked)


def header(book: Workbook) -> None:
    book[TABLE].oddHeader.center.text = book[TABLE].oddFooter.left.text = MARKER


def number_format(book: Workbook) -> None:
    book[TABLE]["C7"].number_format = f'0"{MARKER}"'


def typeface(book: Workbook) -> None:
    book[TABLE]["C7"].font = Font(name=MARKER)


def properties(book: Workbook) -> None:
    book.properties.creator = book.properties.title = book.properties.company = MARKER
    book.properties.lastModifiedBy = book.properties.keywords = MARKER
    book.custom_doc_props.append(StringProperty(name=MARKER, value=MARKER))


ATTACKS = {
    "隐藏的工作表": hidden_sheet,
    "标识页里多写的": fake_mark,
    "名称": name,
    "批注": remark,
    "链接": link,
    "条件格式": rule,
    "下拉和提示": choice,
    "页眉页脚": header,
    "数字格式": number_format,
    "字体": typeface,
    "属性": properties,
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_nothing_but_values_comes_back(attack: Callable[[Workbook], None]) -> None:
    book = load_workbook(BytesIO(healthy(APPLICATION)))
    attack(book)
    buffer = BytesIO()
    book.save(buffer)
    assert MARKER in everything(buffer.getvalue()), "the attack is not in the file"
    for form in (b"", fresh_blank(APPLICATION)):
        assert MARKER not in everything(mark_up(buffer.getvalue(), WRONG, str, own_words(APPLICATION), form))


def test_parts_that_were_put_into_the_package_do_not_come_back() -> None:
    buffer = BytesIO(healthy(APPLICATION))
    with ZipFile(buffer, "a") as package:
        for part in ("xl/externalLinks/externalLink1.xml", "customXml/item1.xml", "xl/media/image1.png", "docProps/x"):
            package.writestr(part, MARKER)
    assert MARKER not in everything(mark_up(buffer.getvalue(), WRONG, str, own_words(APPLICATION)))


@pytest.mark.parametrize("book", [APPLICATION, SCORES], ids=lambda book: book.title)
def test_values_and_mark_are_read_as_before(book: Declared) -> None:
    data = healthy(book)
    assert reread_of(mark_up(data, WRONG, str), book).rows == reread_of(data, book).rows
    [entry] = receive([ScannedFile("退回.xlsx", mark_up(data, WRONG, str))]).entries
    assert (entry.workbook, entry.cycle) == (book.title, "2026届")


def test_drop_down_lists_of_our_own_words_stay() -> None:
    copy = load_workbook(BytesIO(mark_up(healthy(APPLICATION), WRONG, str, own_words(APPLICATION))))
    lists = [rule.formula1 for sheet in copy for rule in sheet.data_validations.dataValidation]
    assert '"是,否"' in lists


@pytest.mark.parametrize("book", [APPLICATION, NOTICE, CHECKS], ids=lambda book: book.title)
def test_colours_prompts_and_checks_are_those_of_a_fresh_blank(book: Declared) -> None:
    form = fresh_blank(book)
    wanted, copy = (load_workbook(BytesIO(data)) for data in (form, mark_up(healthy(book), WRONG, str, (), form)))
    compared = [sheet.title for sheet in wanted if sheet.conditional_formatting and sheet.title in copy.sheetnames]
    assert compared
    for title in compared:
        assert furniture(copy[title]) == furniture(wanted[title]), title
    assert reread_of(mark_up(healthy(book), WRONG, str, (), form), book).rows == reread_of(healthy(book), book).rows


def test_a_sheet_that_is_laid_out_otherwise_gets_none_of_them() -> None:
    book = load_workbook(BytesIO(healthy(APPLICATION)))
    book[TABLE].insert_rows(4)
    buffer = BytesIO()
    book.save(buffer)
    copy = load_workbook(BytesIO(mark_up(buffer.getvalue(), WRONG, str, (), fresh_blank(APPLICATION))))
    assert furniture(copy[TABLE]) == ([], [])


def furniture(page: Worksheet) -> tuple[list[object], list[object]]:
    """Give the rules of a sheet: where and when it is coloured, where what is asked for."""
    colours = [(str(area.sqref), rule.formula) for area in page.conditional_formatting for rule in area.rules]
    checks = [(str(rule.sqref), rule.type, rule.formula1, rule.prompt) for rule in page.data_validations.dataValidation]
    return sorted(colours, key=str), sorted(checks, key=str)


def everything(data: bytes) -> str:
    """Give the text of every part, its name included."""
    with ZipFile(BytesIO(data)) as package:
        return "\n".join(item + package.read(item).decode("utf-8", "replace") for item in package.namelist())
