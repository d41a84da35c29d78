"""Damage a filled workbook at random: its package, its XML, its values; the same seed gives the same damage."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZIP_STORED

from tests.gallery.kit import BOOK, BOOK_LINKS, STRINGS, STYLES, Copy, packed, text

Mutation = Callable[[random.Random, bytes], bytes]

_CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?( t="\w+")?(?:/>|>.*?</c>)')
_TAG = re.compile(r"<[^<>]+>")
_ATTRIBUTE = re.compile(r' ([a-zA-Z:]+)="([^"]*)"')
_POOL = (
    "0", "1", "-1", "true", "s", "str", "n", "b", "e", "d", "inlineStr", "A1", "B5", "XFD1048576", "A0", "hidden",
    "veryHidden", "999999999", "rId1", "rId2", "", "9", "14", "10", "xl/worksheets/sheet1.xml", "A1:Z99",
)  # fmt: skip
_SNIPPETS = (
    "<!-- x -->", "<![CDATA[7]]>", "<?x y?>", "<!DOCTYPE x>", "x", "9", "&#x1;", "&amp;", "_x0041_", "\x01", "<row/>",
    '<row r="5"/>', "<c/>", "<v>1</v>", "<f>1</f>", '<mergeCell ref="A5:B6"/>', "</row>", "</c>", "<sheetData/>", " ",
)  # fmt: skip
_TEXTS = (
    "", " ", "　", "0", "1", "-1", "９", "８９．５", "89。5",
    "1,234.5", "1,23", "1e3", "nan", "inf", "٨", "1_0", "Ⅸ", "²",
    "89.5分",
    "50%", "2/3", "无", "/", "-", "—", "缺席", "√", "是", "否", " 是", "是\u200b", "同意", "反对", "#REF!",
    "2026-05-20", "2026.5.20", "2026年5月20日", "二〇二六年五月二十日", "2026年5月", "46000", "20260520", "2023-02-29",

    "91350100M000100Y43", "91350100m000100y43", "9135 0100M000100Y43", "91350100M000100Y44", "410702000000001",

    "甲公司", "甲　公司", " 甲公司", "甲\u200b公司", "甲\u202e公司", "甲\n公司",
    "甲\t公司", "甲\ufffd", "⽅", "=1+1", "@x", "'1",
    "合计", "平均分", "填表人：李四", "备注", "A&B<c>", "{{7*7}}",
    "_x0000_", "_x000D_\n", "_x005F_x0041_", "甲、甲", "甲；乙",
    "字" * 900,
)  # fmt: skip
_NUMBERS = (
    "0", "1", "-1", "2", "5", "100", "100.01", "89.555", "89.55000000000001", "1.1000000000000001", "1e400", "1E2",
    "-0", "46000", "46000.5", "60", "44767", "20260520", "2022", "91410702000000000", "NaN", "1e-400", "0.1", "999999",
    "123456789012345678", "+5", ".5", "5.",
)  # fmt: skip


def mutate(chance: random.Random, data: bytes) -> tuple[str, bytes]:
    """Apply one or two mutations; give their names and the damaged file."""
    names = []
    for _ in range(chance.choice((1, 1, 1, 2))):
        mutation = chance.choice(MUTATIONS)
        try:
            data = mutation(chance, data)
        except Exception:  # noqa: BLE001 - a second mutation cannot always take apart what the first one broke
            break
        names.append(mutation.__name__)
    return "+".join(names), data


def truncated(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped_bytes(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 12))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def inserted_bytes(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.choice((1, 4, 30))) + data[at:]


def dropped_part(chance: random.Random, data: bytes) -> bytes:
    parts = Copy(data).parts
    del parts[chance.choice(sorted(parts))]
    return packed(list(parts.items()), ZIP_DEFLATED)


def renamed_part(chance: random.Random, data: bytes) -> bytes:
    parts = Copy(data).parts
    name = chance.choice(sorted(parts))
    other = chance.choice(
        (name.upper(), name.replace("/", "\\"), "../" + name, "/" + name, name + "x", chance.choice(sorted(parts)))
    )
    return packed([(other if part == name else part, content) for part, content in parts.items()], ZIP_STORED)


def swapped_parts(chance: random.Random, data: bytes) -> bytes:
    parts = Copy(data).parts
    one, other = chance.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return packed(list(parts.items()))


def reordered_parts(chance: random.Random, data: bytes) -> bytes:
    parts = list(Copy(data).parts.items())
    chance.shuffle(parts)
    return packed(parts, ZIP_DEFLATED)


def _xml(chance: random.Random, data: bytes, change: Callable[[str], str], parts: tuple[str, ...] = ()) -> bytes:
    copy = Copy(data)
    names = parts or tuple(sorted(name for name in copy.parts if "theme" not in name and "docProps" not in name))
    name = chance.choice(names)
    copy.parts[name] = change(copy.parts[name].decode()).encode()
    return copy.bytes()


def dropped_tag(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        found = chance.choice(list(_TAG.finditer(xml)))
        return xml[: found.start()] + xml[found.end() :]

    return _xml(chance, data, change)


def changed_attribute(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        found = chance.choice(list(_ATTRIBUTE.finditer(xml)))
        value = chance.choice((*_POOL, chance.choice(list(_ATTRIBUTE.finditer(xml)))[2]))
        return f'{xml[: found.start()]} {found[1]}="{value}"{xml[found.end() :]}'

    return _xml(chance, data, change)


def dropped_attribute(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        found = chance.choice(list(_ATTRIBUTE.finditer(xml)))
        return xml[: found.start()] + xml[found.end() :]

    return _xml(chance, data, change)


def inserted_snippet(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        at = chance.choice((chance.randrange(len(xml)), chance.choice(list(_TAG.finditer(xml))).end()))
        return xml[:at] + chance.choice(_SNIPPETS) + xml[at:]

    return _xml(chance, data, change)


def changed_letter(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        at = chance.randrange(len(xml))
        return xml[:at] + chance.choice("019<>&\"'/ =rscvtA-甲") + xml[at + 1 :]

    return _xml(chance, data, change)


def _sheets(data: bytes) -> tuple[str, ...]:
    return tuple(sorted(name for name in Copy(data).parts if name.startswith("xl/worksheets/sheet")))


def doubled_cell_or_row(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        pattern = chance.choice(
            (_CELL, re.compile(r"<row .*?</row>"), re.compile(r"<sheetData>.*?</sheetData>", re.DOTALL))
        )
        found = chance.choice(list(pattern.finditer(xml)))
        at = chance.choice([other.end() for other in pattern.finditer(xml)])
        return xml[:at] + found[0] + xml[at:]

    return _xml(chance, data, change, _sheets(data))


def swapped_cells(chance: random.Random, data: bytes) -> bytes:
    """Let two cells exchange their addresses and stay where they stand."""

    def change(xml: str) -> str:
        one, other = sorted(chance.sample(list(_CELL.finditer(xml)), 2), key=lambda found: found.start())
        first = one[0].replace(f'"{one[1]}"', f'"{other[1]}"')
        second = other[0].replace(f'"{other[1]}"', f'"{one[1]}"')
        return xml[: one.start()] + first + xml[one.end() : other.start()] + second + xml[other.end() :]

    return _xml(chance, data, change, _sheets(data))


def hidden_something(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        found = chance.choice(list(re.finditer(r"<(?:row|col|sheet) ", xml)))
        word = chance.choice(('hidden="1" ', 'hidden="true" ', 'ht="0" ', 'state="hidden" ', 'width="0" '))
        return xml[: found.end()] + word + xml[found.end() :]

    return _xml(chance, data, change, (*_sheets(data), BOOK))


def merged_something(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        ref = f"{chance.choice('ABC')}{chance.randrange(1, 12)}:{chance.choice('BCD')}{chance.randrange(5, 14)}"
        return xml.replace("<dataValidations", f'<mergeCells><mergeCell ref="{ref}"/></mergeCells><dataValidations', 1)

    return _xml(chance, data, change, _sheets(data))


def changed_value(chance: random.Random, data: bytes) -> bytes:
    """Put a difficult value into a cell that holds something or is to be filled."""

    def change(xml: str) -> str:
        found = chance.choice(list(_CELL.finditer(xml)))
        style = chance.choice((found[2] or "", found[2] or "", "", f' s="{chance.randrange(12)}"'))
        literal = chance.choice(_NUMBERS)
        content = chance.choice(
            (
                " " + text(chance.choice(_TEXTS)),
                " " + text(chance.choice(_TEXTS)),
                f"><v>{literal}</v>",
                f"><v>{literal}</v>",
                f"><f>1+1</f><v>{literal}</v>",
                "><f>A1</f>",
                ' t="e"><v>#N/A</v>',
                ' t="b"><v>1</v>',
                f' t="str"><v>{chance.choice(("甲", "5", "2026-05-20"))}</v>',
                ' t="d"><v>2026-05-20</v>',
            )
        )
        return f'{xml[: found.start()]}<c r="{found[1]}"{style}{content}</c>{xml[found.end() :]}'

    return _xml(chance, data, change, _sheets(data))


def changed_string(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        found = chance.choice(list(re.finditer(r"(?<=<t>)[^<]*(?=</t>)", xml)))
        word = chance.choice(_TEXTS).replace("&", "&amp;").replace("<", "&lt;")
        return xml[: found.start()] + word + xml[found.end() :]

    return _xml(chance, data, change, (STRINGS,))


def changed_styles_or_links(chance: random.Random, data: bytes) -> bytes:
    def change(xml: str) -> str:
        found = chance.choice(list(re.finditer(r"\d+", xml)))
        return xml[: found.start()] + str(chance.choice((0, 1, 2, 9, 10, 14, 22, 49, 164, 999))) + xml[found.end() :]

    return _xml(chance, data, change, (STYLES, BOOK_LINKS, BOOK))


MUTATIONS: tuple[Mutation, ...] = (
    truncated,
    flipped_bytes,
    inserted_bytes,
    dropped_part,
    renamed_part,
    swapped_parts,
    reordered_parts,
    dropped_tag,
    changed_attribute,
    changed_attribute,
    dropped_attribute,
    inserted_snippet,
    inserted_snippet,
    changed_letter,
    doubled_cell_or_row,
    swapped_cells,
    hidden_something,
    merged_something,
    changed_value,
    changed_value,
    changed_value,
    changed_string,
    changed_styles_or_links,
)
