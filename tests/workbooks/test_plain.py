"""Reading rows and strings from their bytes and reading them element by element never differ."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.workbooks.sample import filled
from toolchain.engine.xlsx import package, worksheet
from toolchain.engine.xlsx.package import open_book

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"

EDITS: tuple[tuple[str, bytes, bytes], ...] = (
    ("a comment between rows", b"</row>", b"</row><!-- x -->"),
    ("a comment inside a value", b"</v>", b"<!-- x --></v>"),
    ("a section", b"<v>0</v>", b"<v><![CDATA[0]]></v>"),
    ("an instruction", b"<sheetData>", b"<?x y?><sheetData>"),
    ("a blank between cells", b"</c>", b"</c> "),
    ("a blank before the end of a tag", b"/>", b" />"),
    ("single quotes", b'<c r="A1"', b"<c r='A1'"),
    ("another order of attributes", b'r="A1" s="1"', b's="1" r="A1"'),
    ("no style", b' s="1"', b""),
    ("a style out of range", b' s="1"', b' s="999"'),
    ("a style that is none", b' s="1"', b' s="-1"'),
    ("another row in the address", b'r="A2"', b'r="A3"'),
    ("a column twice", b'r="B1"', b'r="A1"'),
    ("columns out of order", b'r="A1"', b'r="Z1"'),
    ("a far column", b'r="B1"', b'r="AAA1"'),
    ("a column too far", b'r="B1"', b'r="ZZZ1"'),
    ("no address", b' r="A1"', b""),
    ("a row twice", b'<row r="2"', b'<row r="1"'),
    ("rows out of order", b'<row r="2"', b'<row r="900"'),
    ("row 0", b'<row r="1"', b'<row r="0"'),
    ("a far row", b'<row r="1"', b'<row r="300000"'),
    ("no row number", b'<row r="1"', b"<row"),
    ("an empty row", b"<sheetData>", b'<sheetData><row r="1"/>'),
    ("an empty row without end", b"<sheetData>", b'<sheetData><row r="1"/'),
    ("a last row without end", b"</row></sheetData>", b'</row><row r="999"/</sheetData>'),
    ("an empty row with text", b"<sheetData>", b'<sheetData><row r="1"/>x'),
    ("text before the rows", b"<sheetData>", b"<sheetData>x"),
    ("a cell without end", b"</c></row>", b"</row>"),
    ("a hidden row", b'<row r="1"', b'<row r="1" hidden="1"'),
    ("a row that is not hidden", b'<row r="1"', b'<row r="1" hidden="0"'),
    ("a row that is said not to be hidden", b'<row r="1"', b'<row r="1" hidden="false"'),
    ("a row that is perhaps hidden", b'<row r="1"', b'<row r="1" hidden="true"'),
    ("a row without height", b'<row r="1" ', b'<row r="1" ht="0" '),
    ("an attribute twice", b'<row r="1"', b'<row r="1" s="1" s="2"'),
    ("an attribute of no known space", b'<row r="1"', b'<row r="1" x14ac:dyDescent="0.2"'),
    ("an attribute of another space", b'<row r="1"', b'<row r="1" q:dyDescent="0.2"'),
    ("a namespace in a row", b'<row r="1"', b'<row xmlns="urn:x" r="1"'),
    ("a namespace of a cell", b'<c r="A1"', b'<c xmlns="urn:x" r="A1"'),
    ("a row below another", b"<sheetData>", b"<sheetData><sheetData>"),
    ("rows twice", b"</sheetData>", b"</sheetData><sheetData></sheetData>"),
    ("rows in a wrong place", b"<sheetData>", b"<x><sheetData>"),
    ("rows elsewhere", b"</sheetData>", b'</sheetData><row r="99"/>'),
    ("merged cells", b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
    ("a wrong merged area", b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A0:B2"/></mergeCells>'),
    ("a filter", b"</sheetData>", b"</sheetData><autoFilter><filterColumn/></autoFilter>"),
    ("a hidden column", b"<sheetData>", b'<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'),
    ("a wrong column", b"<sheetData>", b'<cols><col min="x" max="3" hidden="1"/></cols><sheetData>'),
    ("a formula", b"<v>0</v>", b"<f>1+1</f><v>0</v>"),
    ("a formula of a number", b't="s"><v>0</v>', b"><f>1+1</f><v>2</v>"),
    ("a formula of a spelled number", b't="s"><v>0</v>', b"><f>1+1</f><v>_x0031_</v>"),
    ("a formula of a number between blanks", b't="s"><v>0</v>', b"><f>1+1</f><v> 2 </v>"),
    ("a formula of no number", b't="s"><v>0</v>', b"><f>1+1</f><v>zwei</v>"),
    ("a formula that gives a text like a number", b't="s"><v>0</v>', b't="str"><f>A2</f><v>12</v>'),
    ("a formula that gives no text", b't="s"><v>0</v>', b't="str"><f>A2</f><v></v>'),
    ("a formula without a result", b't="s"><v>0</v>', b't="str"><f>A2</f>'),
    ("a formula with entities", b't="s"><v>0</v>', b't="str"><f>"&lt;"&amp;A2</f><v>&lt;&apos;</v>'),
    ("a formula with a reference", b't="s"><v>0</v>', b't="str"><f>A2</f><v>&#x41;</v>'),
    ("a formula with an escaped character", b't="s"><v>0</v>', b't="str"><f>_x4E2D_</f><v>_x4E2D__x0001_</v>'),
    ("a formula with a long text", b't="s"><v>0</v>', b't="str"><f>A2</f><v>' + b"x" * 40_000 + b"</v>"),
    ("a formula with a line break", b't="s"><v>0</v>', b't="str"><f>A2&amp;\r\n"x"</f><v>a\r\nb</v>'),
    ("a shared formula", b't="s"><v>0</v>', b't="str"><f t="shared" si="0">A2</f><v>x</v>'),
    ("an empty formula", b't="s"><v>0</v>', b't="str"><f></f><v>x</v>'),
    ("a blank formula", b't="s"><v>0</v>', b't="str"><f> </f><v> x </v>'),
    ("a formula and stray bytes", b't="s"><v>0</v>', b't="str"><f>\xff</f><v>x</v>'),
    ("a formula that ends a section", b't="s"><v>0</v>', b't="str"><f>]]></f><v>x</v>'),
    ("a number", b't="s"><v>0</v>', b"><v>12.50</v>"),
    ("a large number", b't="s"><v>0</v>', b't="n"><v>1E+400</v>'),
    ("no number", b't="s"><v>0</v>', b"><v>1,5</v>"),
    ("a blank value", b"<v>0</v>", b"<v></v>"),
    ("no value", b"<v>0</v>", b""),
    ("a value twice", b"<v>0</v>", b"<v>0</v><v>0</v>"),
    ("an index with blanks", b"<v>0</v>", b"<v> 0 </v>"),
    ("an index out of range", b"<v>0</v>", b"<v>7777</v>"),
    ("a negative index", b"<v>0</v>", b"<v>-1</v>"),
    ("a text worked out", b't="s"><v>0</v>', b't="str"><f>"a"&amp;"_x4E2D_"</f><v>a&lt;_x4E2D_</v>'),
    ("a blank text worked out", b't="s"><v>0</v>', b't="str"><f>1</f><v></v>'),
    ("a number worked out", b't="s"><v>0</v>', b'><f aca="false">SUM(A1:A2)</f><v>3</v>'),
    ("a formula of nothing", b't="s"><v>0</v>', b"><f></f><v>3</v>"),
    ("a formula without result", b't="s"><v>0</v>', b"><f>1+1</f>"),
    ("a formula of a kind", b't="s"><v>0</v>', b'><f t="shared" si="0">1+1</f><v>3</v>'),
    ("a formula with a character of control", b't="s"><v>0</v>', b't="str"><f>_x0001_</f><v>x</v>'),
    ("a result with a character of control", b't="s"><v>0</v>', b't="str"><f>x</f><v>_x0001_</v>'),
    ("a formula with an unknown entity", b't="s"><v>0</v>', b't="str"><f>&x;</f><v>x</v>'),
    ("a formula with stray bytes", b't="s"><v>0</v>', b't="str"><f>\xff</f><v>x</v>'),
    ("a formula with the end of a section", b't="s"><v>0</v>', b't="str"><f>]]></f><v>x</v>'),
    ("a long result", b't="s"><v>0</v>', b't="str"><f>x</f><v>' + b"x" * 40_000 + b"</v>"),
    ("a text not worked out", b't="s"><v>0</v>', b't="str"><v>x</v>'),
    ("an error", b't="s"><v>0</v>', b't="e"><v>#REF!</v>'),
    ("a truth", b't="s"><v>0</v>', b't="b"><v>1</v>'),
    ("an unknown type", b't="s"', b't="q"'),
    ("a text in the row", b'<c r="A1"', b'x<c r="A1"'),
    ("a reference", b"<v>0</v>", b"<v>&#48;</v>"),
    ("a doctype", b"<worksheet", b"<!DOCTYPE x><worksheet"),
    ("a prefix", b'xmlns="http://schemas', b'xmlns:m="http://schemas'),
    ("another encoding", b"UTF-8", b"GBK"),
    ("no end", b"</worksheet>", b""),
    ("something after the end", b"</worksheet>", b"</worksheet><x/>"),
    ("a control character", b"<v>0</v>", b"<v>\x010</v>"),
    ("a control character in a text worked out", b't="s"><v>0</v>', b't="str"><f>A2</f><v>\x01</v>'),
    ("a control character in a formula", b't="s"><v>0</v>', b't="str"><f>\x01</f><v>x</v>'),
    ("a control character spelled in a text worked out", b't="s"><v>0</v>', b't="str"><f>A2</f><v>&#1;</v>'),
    ("a control character in a formula of a number", b't="s"><v>0</v>', b"><f>\x0b</f><v>1</v>"),
    ("a control character before the rows", b"<sheetData>", b"\x01<sheetData>"),
    ("a control character spelled before the rows", b"<sheetData>", b"&#1;<sheetData>"),
    ("a control character after the rows", b"</sheetData>", b"</sheetData>\x0c"),
    ("a control character spelled after the rows", b"</sheetData>", b"</sheetData>&#x1;"),
    ("a control character between rows", b"</row>", b"</row>\x0b"),
    ("another selection", b"<sheetData>", b'<selection pane="x" activeCell="B2" sqref="B2 C3:D4"/><sheetData>'),
    ("a selection of nothing", b"<sheetData>", b"<selection/><sheetData>"),
    ("a selection inside a tag", b"<sheetData>", b'<x <selection sqref="B2"/>/><sheetData>'),
    ("a selection inside a name", b"<sheetData>", b'<x<selection sqref="B2"/>y/><sheetData>'),
    ("a selection inside a value", b"<sheetData>", b"<x y='<selection sqref=\"B2\"/>'/><sheetData>"),
    ("a selection inside a comment", b"<sheetData>", b'<!-- <selection sqref="B2"/> --><sheetData>'),
    ("a selection that says a thing twice", b"<sheetData>", b'<selection sqref="B2" sqref="B2"/><sheetData>'),
    ("a selection with a child", b"<sheetData>", b'<selection sqref="B2"><q/></selection><sheetData>'),
)

STRING_EDITS: tuple[tuple[str, bytes, bytes], ...] = (
    ("a blank between strings", b"</si>", b"</si>\n"),
    ("a comment", b"</si>", b"</si><!-- x -->"),
    ("a section", b"<t>", b"<t><![CDATA[<b>]]>"),
    ("entities", b"<t>", b"<t>&lt;&amp;&gt;&quot;&apos;"),
    ("an unknown entity", b"<t>", b"<t>&nbsp;"),
    ("an open entity", b"<t>", b"<t>&amp"),
    ("a reference", b"<t>", b"<t>&#x41;"),
    ("a control character", b"<t>", b"<t>\x01"),
    ("a control character spelled out", b"<t>", b"<t>_x0001_"),
    ("an escaped character", b"<t>", b"<t>_x4E2D_"),
    ("a carriage return", b"<t>", b"<t>a\r\nb"),
    ("the end of a section", b"<t>", b"<t>]]>"),
    ("no character", b"<t>", b"<t>\xef\xbf\xbf"),
    ("stray bytes", b"<t>", b"<t>\xff\xfe"),
    ("half a character", b"<t>", b"<t>\xed\xa0\x80"),
    ("a long text", b"<t>", b"<t>" + b"x" * 40_000),
    ("kept blanks", b"<t>", b'<t xml:space="preserve"> '),
    ("a child", b"<t>", b"<t><b/>"),
    ("a phonetic guide", b"</si>", b'<rPh sb="0" eb="1"><t>x</t></rPh></si>'),
    ("no phonetic guide", b"</si>", b'<phoneticPr fontId="1" type="noConversion"/></si>'),
    ("no phonetic guide, twice", b"</si>", b'<phoneticPr fontId="1" fontId="1"/></si>'),
    ("a strange child", b"</si>", b"<q/></si>"),
    ("an attribute twice", b'<sz val="11"/>', b'<sz val="11" val="12"/>'),
    ("an attribute of no known space", b'<sz val="11"/>', b'<sz q:val="11"/>'),
    ("a namespace", b"<t>", b'<t xmlns="urn:x">'),
    ("a control character in the look", b'<sz val="11"/>', b'<sz val="\x01"/>'),
    ("a control character between strings", b"</si>", b"</si>\x0b"),
    ("a control character spelled between strings", b"</si>", b"</si>&#1;"),
    ("a control character behind the strings", b"</sst>", b"\x0c</sst>"),
    ("a control character spelled as a reference", b"<t>", b"<t>&#1;"),
    ("an empty string", b"<si>", b"<si/><si>"),
    ("an extension", b"</sst>", b"<extLst/></sst>"),
    ("no end", b"</sst>", b""),
    ("something after the end", b"</sst>", b"</sst>x"),
    ("a doctype", b"<sst", b"<!DOCTYPE x><sst"),
    ("another root", b"sst", b"ssu"),
)


def repacked(change: Callable[[str, bytes], bytes]) -> bytes:
    """Give the filled sample with changed parts."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(filled())) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


@pytest.fixture
def same(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Compare the two ways, the second time as the kept reading of the first."""

    def compare(data: bytes) -> None:
        plainly = [open_book(data), open_book(data)]
        with monkeypatch.context() as element_by_element:
            element_by_element.setattr(worksheet, "divided", lambda _: None)
            element_by_element.setattr(package, "plain_strings", lambda _: None)
            slowly = open_book(data)
        assert plainly == [slowly, slowly]
        assert [repr(item) for item in plainly] == [repr(slowly)] * 2

    return compare


def test_a_blank_that_was_filled_is_read_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    slowly, _ = open_book(filled())
    monkeypatch.setattr(worksheet, "stream", None)
    monkeypatch.setattr(package, "rich_text", None)
    plainly, faults = open_book(filled())
    assert plainly is not None
    assert not faults
    assert plainly == slowly


@pytest.mark.parametrize(("old", "new"), [edit[1:] for edit in EDITS], ids=[edit[0] for edit in EDITS])
@pytest.mark.parametrize("times", [1, -1])
def test_a_changed_sheet(same: Callable[[bytes], None], old: bytes, new: bytes, times: int) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != SHEET:
            return data
        assert old in data
        return data.replace(old, new, times)

    same(repacked(change))


@pytest.mark.parametrize(("old", "new"), [edit[1:] for edit in STRING_EDITS], ids=[edit[0] for edit in STRING_EDITS])
@pytest.mark.parametrize("times", [1, -1])
def test_changed_strings(same: Callable[[bytes], None], old: bytes, new: bytes, times: int) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != STRINGS:
            return data
        assert old in data
        return data.replace(old, new, times)

    same(repacked(change))


@pytest.mark.parametrize("seed", range(60))
def test_any_change(same: Callable[[bytes], None], seed: int) -> None:
    changed_by(random.Random(seed), same)


@pytest.mark.stress
def test_six_thousand_changes(same: Callable[[bytes], None]) -> None:
    for seed in range(60, 6000):
        changed_by(random.Random(seed), same)


def changed_by(chance: random.Random, same: Callable[[bytes], None]) -> None:
    """Change a few bytes as chance has it."""

    def change(name: str, data: bytes) -> bytes:
        if name not in {SHEET, STRINGS}:
            return data
        for _ in range(chance.randrange(3)):
            edit = chance.choice(EDITS + STRING_EDITS)
            places = [at for at in range(len(data)) if data.startswith(edit[1], at)] if chance.random() < 0.8 else []
            if places:
                at = chance.choice(places)
                data = data[:at] + edit[2] + data[at + len(edit[1]) :]
                continue
            at, length = chance.randrange(len(data)), chance.randrange(8)
            data = (
                data[:at]
                + chance.choice((b"", b"<", b'"', b"\x00", b"7", b"&", data[at : at + 9]))
                + data[at + length :]
            )
        return data

    same(repacked(change))
