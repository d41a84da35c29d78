"""The styles of the master as styles.xml: one Chinese font on all slots, exact lines, no theme."""

from __future__ import annotations

from toolchain.documents.declaration import Form
from toolchain.typesetting.format_master import Master, Style
from toolchain.typesetting.ooxml import DECLARATION, NAMESPACES, SLOTS, border, tag

_CHARACTER_STYLES = ("SignerName", "Label")


def fonts(name: str) -> str:
    """Set one font for all four slots."""
    return tag("rFonts", dict.fromkeys(SLOTS, name))


def styles_part(master: Master) -> bytes:
    """Write styles.xml: one Chinese font on all slots, no theme, no space between paragraphs.

    The document is Chinese; only its Latin text, by the style that all others are based on, is not (see ``_plain``).
    """
    body = master.style("Body")
    size = round(body.size * 2)
    language = tag("lang", {"val": "zh-CN", "eastAsia": "zh-CN", "bidi": "ar-SA"})
    latin = tag("lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"})
    defaults = tag(
        "docDefaults",
        None,
        tag(
            "rPrDefault",
            None,
            tag(
                "rPr",
                None,
                fonts(master.fonts.of(body.font)),
                tag("sz", {"val": size}),
                tag("szCs", {"val": size}),
                language,
            ),
        ),
        tag("pPrDefault", None, tag("pPr", None, *_plain(), _spacing(body))),
    )
    normal = tag(
        "style",
        {"type": "paragraph", "default": 1, "styleId": "Normal"},
        tag("name", {"val": "Normal"}),
        tag("qFormat"),
        tag("rPr", None, latin),
    )
    characters = tag(
        "style",
        {"type": "character", "default": 1, "styleId": "DefaultParagraphFont"},
        tag("name", {"val": "Default Paragraph Font"}),
        tag("uiPriority", {"val": 1}),
        tag("semiHidden"),
    )
    margins = [tag(edge, {"w": 0, "type": "dxa"}) for edge in ("top", "left", "bottom", "right")]
    tables = tag(
        "style",
        {"type": "table", "default": 1, "styleId": "TableNormal"},
        tag("name", {"val": "Normal Table"}),
        tag("uiPriority", {"val": 99}),
        tag("semiHidden"),
        tag("tblPr", None, tag("tblInd", {"w": 0, "type": "dxa"}), tag("tblCellMar", None, *margins)),
    )
    own = [_character_style(master, s) if s.key in _CHARACTER_STYLES else _style(master, s) for s in master.styles]
    inner = "".join([defaults, normal, characters, tables, *own])
    return f"{DECLARATION}<w:styles {NAMESPACES}>{inner}</w:styles>".encode()


def _plain() -> list[str]:
    """Give what every paragraph has: full control of the grid of 22 lines by 28 characters.

    ``overflowPunct`` is on: LibreOffice 7.4 drops marks at the end of full lines where it is off. Latin text is en-US:
    as Chinese text LibreOffice breaks numbers, codes and addresses anywhere.
    """
    off = {"val": 0}
    return [
        tag("widowControl", off),
        tag("kinsoku"),
        tag("overflowPunct"),
        tag("autoSpaceDE", off),
        tag("autoSpaceDN", off),
        tag("adjustRightInd", off),
        tag("snapToGrid", off),
    ]


def _spacing(style: Style) -> str:
    rule = {"line": style.line, "lineRule": "exact"} if style.line else {"line": 240, "lineRule": "auto"}
    return tag("spacing", {"before": style.before, "after": style.after, **rule})


def _style(master: Master, style: Style) -> str:
    properties = [
        tag("keepNext") if style.keep_next else "",
        tag("pageBreakBefore") if style.new_page else "",
        _red_rule(master, style),
        _tabs(master, style),
        _spacing(style),
        _indent(style),
        tag("jc", {"val": style.align}),
        tag("outlineLvl", {"val": style.outline - 1}) if style.outline else "",
    ]
    return tag(
        "style",
        {"type": "paragraph", "customStyle": 1, "styleId": style.key},
        tag("name", {"val": style.name}),
        tag("basedOn", {"val": "Normal"}),
        tag("qFormat"),
        tag("pPr", None, *properties),
        tag("rPr", None, *_type(master, style)),
    )


def _character_style(master: Master, style: Style) -> str:
    return tag(
        "style",
        {"type": "character", "customStyle": 1, "styleId": style.key},
        tag("name", {"val": style.name}),
        tag("basedOn", {"val": "DefaultParagraphFont"}),
        tag("qFormat"),
        tag("rPr", None, fonts(master.fonts.of(style.font))),
    )


def _type(master: Master, style: Style) -> list[str]:
    size = round(style.size * 2)
    return [
        fonts(master.fonts.of(style.font)),
        tag("color", {"val": style.color}),
        tag("spacing", {"val": style.spread}),
        tag("sz", {"val": size}),
        tag("szCs", {"val": size}),
    ]


def _indent(style: Style) -> str:
    if not any((style.first, style.left, style.hanging, style.right)):
        return ""
    written: dict[str, object] = {"left": style.wide(style.left), "right": style.wide(style.right)}
    if style.hanging:
        written["hanging"] = style.wide(style.hanging)
    else:
        written |= {"firstLineChars": round(style.first * 100), "firstLine": style.wide(style.first)}
    return tag("ind", written)


def _red_rule(master: Master, style: Style) -> str:
    """Draw the red rule 4 mm under 发文字号, as wide as the 版心 (第7.2.7条)."""
    if style.key != "Number" or master.form not in {Form.DOWNWARD, Form.UPWARD, Form.MINUTES}:
        return ""
    lines = master.lines
    return tag("pBdr", None, border("bottom", lines.red_size, space=lines.red_space, color="FF0000"))


def _tabs(master: Master, style: Style) -> str:
    one = style.wide(1)
    if style.key == "Printing":
        return tag("tabs", None, tag("tab", {"val": "right", "pos": master.page.width - one}))
    if style.key == "Number" and master.form is Form.UPWARD:
        stops = [
            tag("tab", {"val": "left", "pos": one}),
            tag("tab", {"val": "right", "pos": master.page.width - one}),
        ]
        return tag("tabs", None, *stops)
    return ""
