"""Templates made from sketches, and the whole folder brought to the current master of the format."""

from __future__ import annotations

from pathlib import Path

from toolchain.typesetting.sketch import parse, write
from toolchain.typesetting.sketch_layout import lay
from toolchain.typesetting.template_fault import TemplateFault
from toolchain.typesetting.template_projection import read


def build(text: str, master: Path | None = None, *, name: str = "文书样稿", title: str = "") -> bytes:
    """Build the .docx of a sketch; the same sketch and master give the same bytes.

    Raises:
        TemplateFault: a line cannot be read.
        ParameterFault: the master of the format is broken.
    """
    return lay(parse(text, name), master, name=name, title=title)


def project(data: bytes, name: str = "模板") -> str:
    """Give the sketch of a template, so that changes of wording can be read and compared.

    Raises:
        TemplateFault: it is no .docx.
    """
    return write(read(data, name))


def author(sketch: Path, folder: Path) -> Path:
    """Make the template of a sketch; its name is the sketch's.

    Raises:
        TemplateFault: the sketch cannot be read.
    """
    try:
        text = sketch.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault(f"{sketch.name}：文件打不开，应为 UTF-8 编码的文本") from error
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{sketch.stem}.docx"
    path.write_bytes(build(text, name=sketch.name, title=sketch.stem))
    return path
