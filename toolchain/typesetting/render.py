"""A template filled with a typed document: loaded once per process, checked once per kind of document."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from toolchain.documents.declaration import Document
from toolchain.documents.declaration import Form
from toolchain.documents.declaration import slots
from toolchain.issue import Issue
from toolchain.typesetting.archive import Package
from toolchain.typesetting.archive import pack
from toolchain.typesetting.archive import unpack
from toolchain.typesetting.bodies import shortened
from toolchain.typesetting.check import faults_of
from toolchain.typesetting.faults import TemplateFault
from toolchain.typesetting.finishing import TITLES
from toolchain.typesetting.finishing import Finish
from toolchain.typesetting.finishing import mark_draft
from toolchain.typesetting.furniture import core_part
from toolchain.typesetting.master import FORMAT
from toolchain.typesetting.master import Master
from toolchain.typesetting.ooxml import DECLARATION
from toolchain.typesetting.projection import form_of
from toolchain.typesetting.projection import style_names
from toolchain.typesetting.rare import outside
from toolchain.typesetting.source import Source
from toolchain.typesetting.source import compile_part

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_CORE = "docProps/core.xml"
_BODY = "word/document.xml"
_CELLS = ("Cell", "CellHead")
_SIGNER_ROOM = "　　　"


@dataclass(frozen=True)
class Template:
    """A compiled template.

    Attributes:
        name: its file name, for messages.
        sources: its parts with placeholders, compiled.
        base: the parts that stay as they are, packed once.
    """

    name: str
    form: Form
    finish: Finish
    sources: tuple[Source, ...]
    base: bytes
    heads: str
    _checked: set[type[Document]] = field(default_factory=set)

    @classmethod
    def load(cls, path: Path, master: Path | None = None) -> Template:
        """Read and compile a template; the same file is compiled once per process.

        Raises:
            TemplateFault: the file is missing, no .docx, or its tags do not fit together.
        """
        try:
            stamp = path.stat()
        except OSError as error:
            raise TemplateFault(f"{path.name}：没有这个模板，应放在 {path.parent.name} 文件夹") from error
        return _load(path.resolve(), (master or FORMAT).resolve(), (stamp.st_mtime_ns, stamp.st_size))

    @classmethod
    def read(cls, data: bytes, name: str, master: Path | None = None) -> Template:
        """Compile a template from its bytes.

        Raises:
            TemplateFault: it is no .docx, or its tags do not fit together.
        """
        parts = unpack(data, name)
        form = form_of(parts, name)
        chosen = Master.load(form, master or FORMAT)
        names = style_names(parts)
        styles = {key: chosen.by_name[text] for key, text in names.items() if text in chosen.by_name}
        titles = [key for key, style in styles.items() if style.key in TITLES]
        rendered = {part: text for part, text in parts.items() if _is_rendered(part, text)}
        sources = [compile_part(name, part, text, titles) for part, text in sorted(rendered.items())]
        base = {part: text for part, text in parts.items() if part not in rendered and part != _CORE}
        heads = _TAGS.sub("", _masthead_text(sources, styles))
        return cls(name, form, Finish(chosen, styles), tuple(sources), pack(base), heads)

    def check(self, document: type[Document]) -> None:
        """Make sure that template and document name the same fields; once per kind of document.

        Raises:
            TemplateFault: a field is unknown, unused, or used as it cannot be.
        """
        if document in self._checked:
            return
        found = faults_of(self.name, [(source.text, source.tree) for source in self.sources], document)
        if found:
            raise TemplateFault("\n".join(found))
        self._checked.add(document)

    def render(self, document: Document) -> bytes:
        """Fill the template; the same document gives the same bytes.

        Raises:
            TemplateFault: a field is unknown or unused, or a value cannot be printed.
        """
        self.check(type(document))
        context = self.context(document)
        parts: dict[str, Iterable[bytes]]
        parts = {source.part: self._part(source, context, document) for source in self.sources}
        title = f"{document.title}（{document.subject_name}）" if document.subject_name else document.title
        parts[_CORE] = (core_part(title, document.office.office, self.form),)
        return self._package.extended(parts)

    @cached_property
    def _package(self) -> Package:
        return Package.of(self.base)

    def context(self, document: Document) -> dict[str, Any]:
        """Give the values a template may use; what the 发文登记 has not given yet becomes the room for it."""
        values = {slot.name: getattr(document, slot.name) for slot in slots(type(document))}
        values["issue"] = self._issue(document)
        return values

    def _issue(self, document: Document) -> Issue:
        issue, office = document.issue, document.office
        changes: dict[str, Any] = {}
        if issue.number is None and document.needs_number:
            prefix = office.government_prefix if "office.government" in self.heads else office.office_prefix
            changes["number"] = f"{prefix}〔　　〕　号"
        if not issue.signer:
            changes["signer"] = _SIGNER_ROOM
        return dataclasses.replace(issue, **changes)

    def _part(self, source: Source, context: Mapping[str, Any], document: Document) -> Iterator[bytes]:
        short = shortened(source.chunks(context), self._idle)
        try:
            root = etree.fromstring(short.text.encode(), _PARSER)
        except etree.XMLSyntaxError as error:
            message = "填入内容后文件不完整，多半是段落或表格行的语句没有成对（if 与 endif、for 与 endfor 要在同一处）"
            raise TemplateFault(f"{source.name}：{message}（{error}）") from error
        self.finish.finish(root, self._names(document), lambda mark: short.heights(mark, self.finish.styles))
        if outside(short.text):
            self.finish.rare(root, outside)
        if source.part == _BODY and document.draft:
            mark_draft(root[0], self._draft_style)
        return short.restored(DECLARATION.encode() + etree.tostring(root, encoding="utf-8"))

    @cached_property
    def _idle(self) -> tuple[str, ...]:
        """Give the styles of table text: nothing is laid in them for the values' sake."""
        return tuple(key for key, style in self.finish.styles.items() if style.key in _CELLS and style.align != "both")

    @cached_property
    def _draft_style(self) -> str:
        return next((key for key, style in self.finish.styles.items() if style.key == "Draft"), "Draft")

    @staticmethod
    def _names(document: Document) -> tuple[str, ...]:
        """Give the names that are never broken over two lines of a title."""
        office = document.office
        return (document.rules.award, document.subject_name, office.government, office.committee, office.office)


_TAGS = re.compile(r"<[^>]+>")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)


@lru_cache(maxsize=256)
def _load(path: Path, master: Path, stamp: tuple[int, int]) -> Template:
    del stamp  # part of the key: an edited template is read again
    return Template.read(path.read_bytes(), path.name, master)


def _is_rendered(part: str, data: bytes) -> bool:
    return part == _BODY or (_RENDERED.fullmatch(part) is not None and (b"{{" in data or b"{%" in data))


def _masthead_text(sources: list[Source], styles: Mapping[str, Any]) -> str:
    keys = [key for key, style in styles.items() if style.key in {"Masthead", "MinutesMasthead"}]
    lines = (line for source in sources for line in source.text.splitlines())
    return "".join(line for line in lines if any(f'<w:pStyle w:val="{key}"/>' in line for key in keys))
