"""Templates made from sketches, and the whole folder brought to the current master of the format."""

from __future__ import annotations

from pathlib import Path

from toolchain.typesetting.faults import TemplateFault
from toolchain.typesetting.sketch import build


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
