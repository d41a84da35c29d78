"""The parts of a .docx that the master decides besides the styles: settings, fonts, headers, footers, sections."""

from __future__ import annotations

from toolchain.documents.declaration import Form
from toolchain.typesetting.docx_parts import CORE, core_part
from toolchain.typesetting.format_master import Master, Page
from toolchain.typesetting.ooxml import (
    CONTENT_TYPES,
    DECLARATION,
    NAMESPACES,
    RELATIONSHIPS,
    border,
    field,
    indent,
    paragraph,
    run,
    tag,
    twips,
)

NUMBERED = (Form.DOWNWARD, Form.UPWARD, Form.LETTER, Form.MINUTES, Form.PLAIN, Form.FREE)
"""The forms whose pages carry numbers."""

_KINDS = {"default": "1", "even": "2", "first": "3"}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FROM_PAGE = 24
_GAP = 20  # between the two rules of a letter, in twentieths of a point


def settings_part(master: Master) -> bytes:
    """Write settings.xml; units of numbers do not begin a line, so that 2029年 stays whole in every program."""
    compatible = [
        tag("compatSetting", {"name": name, "uri": "http://schemas.microsoft.com/office/word", "val": value})
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1))
    ]
    inner = [
        tag("zoom", {"percent": 100}),
        tag("bordersDoNotSurroundHeader"),
        tag("bordersDoNotSurroundFooter"),
        tag("defaultTabStop", {"val": 630}),
        tag("evenAndOddHeaders"),
        tag("characterSpacingControl", {"val": "doNotCompress"}),
        tag("noLineBreaksAfter", {"lang": "zh-CN", "val": master.breaks.not_at_end}),
        tag("noLineBreaksBefore", {"lang": "zh-CN", "val": master.breaks.not_at_start + master.breaks.units}),
        tag("compat", None, *compatible),
        tag("decimalSymbol", {"val": "."}),
        tag("listSeparator", {"val": ","}),
    ]
    return f"{DECLARATION}<w:settings {NAMESPACES}>{''.join(inner)}</w:settings>".encode()


def font_table_part(master: Master) -> bytes:
    """Write fontTable.xml with the font to take where one is not installed."""
    inner = []
    for kind in ("fangsong", "kai", "hei", "song", "title"):
        name, other = master.fonts.of(kind), master.fallback.of(kind)
        alternative = tag("altName", {"val": other}) if other != name else ""
        inner.append(
            tag("font", {"name": name}, alternative, tag("charset", {"val": "86"}), tag("family", {"val": "auto"}))
        )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{''.join(inner)}</w:fonts>".encode()


def footer_parts(master: Master, *, numbered: bool) -> dict[str, bytes]:
    """Write the footers: odd pages right, even ones left, each one 字 in; a letter's first page its rule."""
    if not numbered:
        return {}
    number = master.style("PageNumber")
    runs = (run("— "), field("PAGE"), run(" —"))
    odd = paragraph("PageNumber", *runs, direct=indent(right=number.wide(1)) + tag("jc", {"val": "right"}))
    even = paragraph("PageNumber", *runs, direct=indent(left=number.wide(1)))
    parts = {"word/footer1.xml": _footer(odd), "word/footer2.xml": _footer(even)}
    if master.form is Form.LETTER:
        thin, thick = master.lines.letter_thin, master.lines.letter_size
        parts["word/footer3.xml"] = _footer(letter_rules(master, (thin, thick), line=_GAP))
    return parts


def letter_rules(master: Master, sizes: tuple[int, int], *, line: int, after: int = 0) -> str:
    """Write a letter's red double rule, wider than the 版心 on both sides, as two single ones.

    Each is the lower border of an empty paragraph: which line of a double border is the thick one, programs read in
    opposite ways.

    Args:
        master: the format.
        sizes: of the upper and the lower rule, in eighths of a point.
        line: height above the upper rule, in twentieths of a point.
        after: room under the lower rule.
    """
    written = zip(sizes, (line, _GAP), (0, after), strict=True)
    return "".join(
        paragraph(
            "End",
            direct="".join(
                [
                    tag("pBdr", None, border("bottom", size, color="FF0000")),
                    tag("spacing", {"before": 0, "after": below, "line": high, "lineRule": "exact"}),
                    _over(master),
                ]
            ),
        )
        for size, high, below in written
    )


def _over(master: Master) -> str:
    """Indent so that a paragraph is as wide as a letter's rules and stands in the middle of the page."""
    page, wide = master.page, twips(master.lines.letter_width)
    left = (page.size[0] - wide) // 2 - twips(page.left)
    return indent(left=left, right=page.width - wide - left)


def _footer(inner: str) -> bytes:
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{inner}</w:ftr>".encode()


def header_parts(master: Master, first: str) -> dict[str, bytes]:
    """Write a letter's headers: the organ's name and the rule on page 1, nothing after it."""
    if master.form is not Form.LETTER:
        return {}
    empty = f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph('End')}</w:hdr>".encode()
    lines = master.lines
    sizes = (lines.letter_size, lines.letter_thin)
    inner = first + letter_rules(master, sizes, line=lines.letter_space * 20, after=lines.letter_after)
    top = f"{DECLARATION}<w:hdr {NAMESPACES}>{inner}</w:hdr>".encode()
    return {"word/header1.xml": empty, "word/header2.xml": empty, "word/header3.xml": top}


def section(master: Master, parts: dict[str, bytes], *, landscape: bool | None = None) -> str:
    """Write the section properties."""
    page = master.page
    turned = page.landscape if landscape is None else landscape
    references = []
    for kind, number in _KINDS.items():
        references += [
            tag(f"{part}Reference", {"type": kind}).replace("/>", f' r:id="{part}{number}"/>')
            for part in ("header", "footer")
            if f"word/{part}{number}.xml" in parts
        ]
    size = (page.size[1], page.size[0]) if turned != page.landscape else page.size
    where = {"w": size[0], "h": size[1], **({"orient": "landscape"} if turned else {})}
    return tag(
        "sectPr",
        None,
        *references,
        tag("type", {"val": "nextPage"}),
        tag("pgSz", where),
        tag("pgMar", _margins(page, turned=turned != page.landscape)),
        _page_border(master),
        tag("titlePg") if master.form is Form.LETTER else "",
        tag("docGrid", {"linePitch": page.pitch}),
    )


def _margins(page: Page, *, turned: bool) -> dict[str, int]:
    """Give the margins; a turned page keeps its binding edge at the top."""
    edges = ("left", "bottom", "right", "top") if turned else ("top", "right", "bottom", "left")
    values = dict(zip(("top", "right", "bottom", "left"), (getattr(page, edge) for edge in edges), strict=True))
    written = {name: twips(value) for name, value in values.items()}
    return {**written, "header": twips(page.header), "footer": twips(page.footer), "gutter": 0}


def _page_border(master: Master) -> str:
    if master.form is not Form.CERTIFICATE:
        return ""
    edges = [border(edge, 48, space=_FROM_PAGE, color="B8860B") for edge in ("top", "left", "bottom", "right")]
    return tag("pgBorders", {"offsetFrom": "page"}, *edges)


def package(parts: dict[str, bytes], *, title: str, author: str, form: Form) -> dict[str, bytes]:
    """Add content types, relationships and properties to the parts of a document."""
    own = {name: data for name, data in parts.items() if name.startswith("word/") and name != "word/document.xml"}
    links = [_relation(_target(name)) for name in sorted(own) if name.count("/") == 1]
    whole = dict(parts)
    whole["word/_rels/document.xml.rels"] = relations(links)
    whole[CORE] = core_part(title, author, form)
    whole["docProps/app.xml"] = _app_part()
    whole["_rels/.rels"] = relations(
        [
            ("document", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("core", f"{RELATIONSHIPS}/metadata/core-properties", CORE),
            ("app", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ]
    )
    whole["[Content_Types].xml"] = _content_types(whole)
    return whole


def _target(name: str) -> str:
    return name.removeprefix("word/")


def _relation(target: str) -> tuple[str, str, str]:
    stem = target.removesuffix(".xml")
    return stem, f"{_OFFICE}/relationships/{stem.rstrip('0123456789')}", target


def relations(links: list[tuple[str, str, str]]) -> bytes:
    """Write a relationships part from (id, type, target)."""
    inner = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in links)
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{inner}</Relationships>'.encode()


def _app_part() -> bytes:
    space = f'xmlns="{_OFFICE}/extended-properties"'
    return f"{DECLARATION}<Properties {space}><Application>quality-award-toolchain</Application></Properties>".encode()


def _content_types(parts: dict[str, bytes]) -> bytes:
    kinds = {
        "word/document.xml": f"{_MAIN}.document.main+xml",
        CORE: "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    for name in parts:
        if name.startswith("word/") and name.count("/") == 1 and name not in kinds:
            kinds[name] = f"{_MAIN}.{_target(name).removesuffix('.xml').rstrip('0123456789')}+xml"
    inner = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(kinds.items()))
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">{defaults}{inner}</Types>'.encode()
