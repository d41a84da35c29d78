"""A template filled with a typed document: loaded once per process, checked once per kind of document."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from lxml import etree

from toolchain.documents.declaration import Document, Form, PaperOfSet, labels
from toolchain.engine.compile_cache import keep, key_of, recall
from toolchain.model.issuance import Issuance
from toolchain.typesetting.certificate_border import PLAIN, Dress, border_file
from toolchain.typesetting.compiled_part import Source
from toolchain.typesetting.docx_archive import Package, pack, unpack
from toolchain.typesetting.docx_parts import CORE, core_part, form_of, style_names
from toolchain.typesetting.format_master import FORMAT, Master
from toolchain.typesetting.long_tables import shorten_table
from toolchain.typesetting.ooxml import DECLARATION
from toolchain.typesetting.post_processing import TITLES, Finish, mark_draft
from toolchain.typesetting.rare_characters import has_rare_characters
from toolchain.typesetting.sheet_size import enlarge
from toolchain.typesetting.template_fault import TemplateFault

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_BODY = "word/document.xml"
_TAG = re.compile(r"{[{%].*?[}%]}")
_PART = re.compile(r"\.(\w+)")
_NAME = re.compile(r"[^\W\d]\w*")
_SHARED = re.compile(r"(?<![\w.])(?:cycle|office|rules|issue)\.\w+")
_SHARED_WHOLE = re.compile(r"(?<![\w.])(?:cycle|office|rules|issue)\b(?!\.)")
_CELLS = ("Cell", "CellHead")
_PROGRAM = __name__.partition(".")[0]
"""Documents declared elsewhere are checked by every run: nothing tells whether they are what they were."""

_SIGNER_ROOM = "　　　"


@dataclass(frozen=True)
class CompiledTemplate:
    """What a template was compiled to, as it is kept between runs.

    Attributes:
        form: its form, by name.
        names: its style identifiers → names of styles.
        sources: the parts with placeholders: part, text, code.
        base: the parts that stay as they are, packed.
        heads: what its mastheads say.
        digests: SHA-256 of each part that stays as it is.
        checked: the kinds of document that it was found to fit.
    """

    form: str
    names: Mapping[str, str]
    sources: tuple[tuple[str, str, CodeType], ...]
    base: bytes
    heads: str
    digests: Mapping[str, str]
    checked: frozenset[str] = frozenset()


class Filled(NamedTuple):
    """One part with its values, and the title that stands in it."""

    name: str
    written: Iterator[bytes]
    title: str


Words = tuple[tuple[str, str], ...]
"""Words of a template's own text, and how a rule set says them."""


@dataclass(frozen=True)
class Template:
    """A compiled template.

    Attributes:
        name: its file name, for messages.
        sources: its parts with placeholders, compiled.
        base: the parts that stay as they are, packed once.
        heads: what its mastheads say.
        digests: SHA-256 of each part that stays as it is.
        key: under which it is kept for the next run; empty for one that is not.
        large: it is laid on A3.
    """

    name: str
    form: Form
    finish: Finish
    sources: tuple[Source, ...]
    base: bytes
    heads: str
    digests: Mapping[str, str]
    key: str = ""
    _checked: set[str] = field(default_factory=set)
    large: bool = False

    @classmethod
    def load(cls, path: Path, master: Path | None = None, words: Words = (), sheet: str = "A4") -> Template:
        """Read and compile a template; the same file is compiled once per process, and by the first run only.

        Its own text is said with the ``words`` of a rule set. A certificate may be laid on an A3 ``sheet``, and has the
        border that lies in the folder above its own.

        Raises:
            TemplateFault: the file is missing, no .docx, or its tags do not fit together; the border cannot be used.
        """
        try:
            stamp = path.stat()
        except OSError as error:
            raise TemplateFault(f"{path.name}：没有这个模板，应放在 {path.parent.name} 文件夹") from error
        return _load(path.absolute(), master or FORMAT, (stamp.st_mtime_ns, stamp.st_size), words, sheet, _border(path))

    @classmethod
    def read(
        cls, data: bytes, name: str, master: Path | None = None, key: str = "", words: Words = (), dress: Dress = PLAIN
    ) -> Template:
        """Compile a template from its bytes; whatever program saved it, it is laid out by the master.

        Raises:
            TemplateFault: it is no .docx, or its tags do not fit together.
        """
        from toolchain.typesetting.master_update import restyle
        from toolchain.typesetting.template_compiler import compile_part

        parts = unpack(restyle(data, name, master), name)
        form = form_of(parts, name)
        finish = Finish(Master.load(form, master or FORMAT), style_names(parts))
        if form is Form.CERTIFICATE:
            parts = dress.of_base(parts)
        titles = [style for style, found in finish.styles.items() if found.key in TITLES]
        rendered = {part: text for part, text in parts.items() if _is_rendered(part, text)}
        sources = tuple(compile_part(name, part, text, titles, words) for part, text in sorted(rendered.items()))
        base = {part: text for part, text in parts.items() if part not in rendered and part != CORE}
        heads = _TAGS.sub("", _masthead_text(sources, finish.styles))
        digests = {part: sha256(text).hexdigest() for part, text in base.items()}
        return cls(name, form, finish, sources, pack(base), heads, digests, key, large=dress.large)

    @classmethod
    def of(cls, kept: CompiledTemplate, name: str, master: Path, key: str, *, large: bool = False) -> Template:
        """Take up a template that an earlier run compiled."""
        form = Form(kept.form)
        finish = Finish(Master.load(form, master), kept.names)
        sources = tuple(Source(name, part, text, code) for part, text, code in kept.sources)
        return cls(name, form, finish, sources, kept.base, kept.heads, kept.digests, key, set(kept.checked), large)

    def check(self, document: type[Document]) -> None:
        """Make sure that template and document name the same fields; once per kind of document.

        Raises:
            TemplateFault: a field is unknown, unused, or used as it cannot be.
        """
        kind = f"{document.__module__}.{document.__qualname__}"
        if kind in self._checked:
            return
        from toolchain.typesetting.template_check import faults_of

        found = faults_of(self.name, [(source.text, source.tree) for source in self.sources], document)
        if found:
            raise TemplateFault("\n".join(found))
        self._checked.add(kind)
        if self.key and kind.startswith(f"{_PROGRAM}."):
            sources = tuple((source.part, source.text, source.code) for source in self.sources)
            kept = CompiledTemplate(
                self.form.value,
                self.finish.names,
                sources,
                self.base,
                self.heads,
                dict(self.digests),
                frozenset(self._checked),
            )
            keep(self.key, tuple(vars(kept).values()))

    def render(self, document: Document) -> bytes:
        """Fill the template; the same document gives the same bytes.

        Raises:
            TemplateFault: a field is unknown or unused, or a value cannot be printed.
        """
        return self.rendered(document)[0]

    def rendered(self, document: Document) -> tuple[bytes, dict[str, str]]:
        """Fill the template; give the SHA-256 of each part besides.

        Raises:
            TemplateFault: a field is unknown or unused, or a value cannot be printed.
        """
        self.check(type(document))
        context = self.context(document)
        parts: dict[str, Iterable[bytes]]
        filled = [self._part(source, context, document) for source in self.sources]
        parts = {part.name: part.written for part in filled}
        parts[CORE] = (self._properties(document, "".join(part.title for part in filled)),)
        data, digests = self._package.extended(parts)
        return data, {**self.digests, **digests}

    @cached_property
    def shown(self) -> frozenset[str]:
        """Name the values of values that it shows: of ``{{ cycle.phone }}`` the phone."""
        tags = (tag for source in self.sources for tag in _TAG.findall(source.text))
        return frozenset(name for tag in tags for name in _PART.findall(tag))

    @cached_property
    def named(self) -> frozenset[str]:
        """List every name in its tags, but for the fields of what all documents share.

        Of any other value it shows nothing that is not called so. A template that takes one of the shared values for
        something else than its fields may call anything by its name: then all names are listed.
        """
        tags = " ".join(tag for source in self.sources for tag in _TAG.findall(source.text))
        return frozenset(_NAME.findall(tags if _SHARED_WHOLE.search(tags) else _SHARED.sub("", tags)))

    def _properties(self, document: Document, title: str) -> bytes:
        """Write what a file manager and an archive show: the paper's own title, date and number."""
        named = f"{document.title}（{document.subject_name}）" if document.subject_name else document.title
        return core_part(
            title or named,
            document.office.office,
            self.form,
            day=document.issue.dated or document.cycle.announced,
            subject=f"{document.cycle.cycle}{document.title}",
            number=document.issue.number or "",
        )

    @cached_property
    def _package(self) -> Package:
        return Package.of(self.base)

    def context(self, document: Document) -> dict[str, Any]:
        """Give the values a template may use; what the 发文登记 has not given yet becomes the room for it."""
        values = {name: getattr(document, name) for name in labels(type(document))}
        values["issue"] = self._issue(document)
        return values

    def _issue(self, document: Document) -> Issuance:
        issue, office = document.issue, document.office
        changes: dict[str, Any] = {}
        if issue.number is None and document.needs_number:
            prefix = office.government_prefix if "office.government" in self.heads else office.office_prefix
            changes["number"] = f"{prefix}〔　　〕　号"
        if not issue.signer:
            changes["signer"] = _SIGNER_ROOM
        return dataclasses.replace(issue, **changes)

    def _part(self, source: Source, context: Mapping[str, Any], document: Document) -> Filled:
        short = shorten_table(source.chunks(context), self._idle)
        try:
            root = etree.fromstring(short.text.encode(), _PARSER)
        except etree.XMLSyntaxError as error:
            message = "填入内容后文件不完整，多半是段落或表格行的语句没有成对（if 与 endif、for 与 endfor 要在同一处）"
            raise TemplateFault(f"{source.name}：{message}（{error}）") from error
        alike = document.alike if isinstance(document, PaperOfSet) else ()
        self.finish.finish(root, self._names(document), lambda mark: short.heights(mark, self.finish.styles), alike)
        if has_rare_characters(short.text):
            self.finish.rare(root, has_rare_characters)
        if source.part == _BODY and document.draft:
            mark_draft(root[0], self._draft_style)
        if self.large:
            enlarge(root)
        written = short.restored(DECLARATION.encode() + etree.tostring(root, encoding="utf-8"))
        return Filled(source.part, written, self.finish.title(root))

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


def _border(template: Path) -> tuple[Path, int] | None:
    """Find the border that certificates beside this template have, and when it was laid there."""
    found = border_file(template.parent.parent)
    return None if found is None else (found, found.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _load(
    path: Path, master: Path, stamp: tuple[int, int], words: Words, sheet: str, border: tuple[Path, int] | None
) -> Template:
    del stamp  # part of the key: an edited template is read again
    data = path.read_bytes()
    dress = Dress(large=sheet != "A4", border=None if border is None else border[0])
    key = key_of(data, path.name, master.read_bytes(), *map(repr, words), sheet, dress.digest)
    kept = recall(key)
    if kept is None:
        return Template.read(data, path.name, master, key, words, dress)
    return Template.of(CompiledTemplate(*kept), path.name, master, key, large=dress.large)


def _is_rendered(part: str, data: bytes) -> bool:
    return part == _BODY or (_RENDERED.fullmatch(part) is not None and (b"{{" in data or b"{%" in data))


def _masthead_text(sources: Iterable[Source], styles: Mapping[str, Any]) -> str:
    keys = [key for key, style in styles.items() if style.key in {"Masthead", "MinutesMasthead"}]
    lines = (line for source in sources for line in source.text.splitlines())
    return "".join(line for line in lines if any(f'<w:pStyle w:val="{key}"/>' in line for key in keys))
