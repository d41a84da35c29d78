"""Documents turned into PDF by LibreOffice with fonts of the right classes, to be looked at and measured.

The fonts that the format names are licensed and seldom installed outside offices. Where they are missing, free ones
of the same class take their place: FandolFang, FandolKai, FandolHei and FandolSong (Debian package
texlive-lang-chinese), and the heaviest Noto Serif for 小标宋. Without those, geometry still holds but faces do not;
the message says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolchain.documents.declaration import Form
from toolchain.typesetting.format_master import Master
from toolchain.typesetting.ooxml import escape

FONTS = "DOCUMENT_FONTS"
"""The environment variable that names the folder of the free fonts."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "仿宋_GB2312": ("FangSong_GB2312", "仿宋", "FangSong", "FandolFang R", "Noto Serif CJK SC Light"),
    "仿宋": ("FangSong", "FandolFang R", "Noto Serif CJK SC Light"),
    "楷体_GB2312": ("KaiTi_GB2312", "楷体", "KaiTi", "FandolKai", "AR PL UKai CN"),
    "楷体": ("KaiTi", "FandolKai", "AR PL UKai CN"),
    "黑体": ("SimHei", "FandolHei", "Noto Sans CJK SC"),
    "宋体": ("SimSun", "FandolSong", "Noto Serif CJK SC"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "Noto Serif CJK SC Black", "Noto Serif CJK SC", "FandolSong"),
}
_TIMEOUT = 300
_AT_ONCE = 40
"""Documents of one conversion: command lines are short on Windows, and the time of each is bounded."""
TAGGED = ':writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
"""Export with what is a heading, a paragraph, a table."""
ARCHIVAL = TAGGED.replace("{", '{"SelectPdfVersion":{"type":"long","value":"2"},', 1)
"""Export as PDF/A-2b, tagged."""
_ENGLISH, _CHINESE = b"/Lang(en-US)", b"/Lang(zh-CN)"
"""LibreOffice names the language of the Latin text, which is not that of the paper; both are of one length."""


@dataclass(frozen=True)
class Preview:
    """The PDF files, and what must be known about them."""

    files: tuple[Path, ...]
    message: str


def preview(documents: Sequence[Path], folder: Path, fonts: Path | None = None, *, options: str = TAGGED) -> Preview:
    """Turn documents into PDF; nothing is made where LibreOffice is missing, and the message says so.

    Args:
        documents: the .docx files.
        folder: where the PDF files go.
        fonts: folder of the free fonts.
        options: of LibreOffice's export, e.g. :data:`ARCHIVAL`.
    """
    program = shutil.which("soffice")
    if program is None:
        return Preview((), "没有安装 LibreOffice，不能转成 PDF")
    if not documents:
        return Preview((), "没有可以预览的文书")
    folder.mkdir(parents=True, exist_ok=True)
    found = fonts_folder(fonts)
    with tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "fonts.conf"
        settings.write_text(fontconfig(found, Path(scratch) / "cache"), encoding="utf-8")
        profile = Path(scratch) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_breaks(), encoding="utf-8")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", f"pdf{options}", "--outdir", str(folder)]
        try:
            for first in range(0, len(documents), _AT_ONCE):
                subprocess.run(  # noqa: S603 - the program was found on the path, the files are the caller's
                    [*command, *map(str, documents[first : first + _AT_ONCE])],
                    env={**os.environ, "FONTCONFIG_FILE": str(settings)},
                    check=True,
                    capture_output=True,
                    timeout=_TIMEOUT,
                )
        except (subprocess.SubprocessError, OSError) as error:
            return Preview((), f"LibreOffice 没有完成转换（{type(error).__name__}）")
    files = tuple(path for path in (folder / f"{document.stem}.pdf" for document in documents) if path.is_file())
    for path in files:
        path.write_bytes(path.read_bytes().replace(_ENGLISH, _CHINESE))
    return Preview(files, _message(found))


def _breaks() -> str:
    """Write the profile's settings: which characters begin and end no line; LibreOffice reads no list of a document."""
    breaks = Master.load(Form.PLAIN).breaks
    listed = {"StartCharacters": breaks.not_at_start + breaks.units, "EndCharacters": breaks.not_at_end}
    inner = "".join(
        f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>' for name, value in listed.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Common/AsianLayout/StartEndCharacters">'
        f'<node oor:name="zh-CN" oor:op="replace">{inner}</node></item></oor:items>\n'
    )


def fonts_folder(fonts: Path | None = None) -> Path | None:
    """Give the folder of the free fonts: the one named, else the environment's; None where there is none."""
    named = fonts or (Path(os.environ[FONTS]) if os.environ.get(FONTS) else None)
    return named if named is not None and any(named.rglob("Fandol*.otf")) else None


def fontconfig(fonts: Path | None, cache: Path) -> str:
    """Write the settings of one conversion: where the free fonts lie, and which takes the place of which."""
    aliases = "".join(
        f'<alias binding="strong"><family>{name}</family><prefer>'
        + "".join(f"<family>{other}</family>" for other in others)
        + "</prefer></alias>\n"
        for name, others in ALIASES.items()
    )
    place = f"<dir>{fonts}</dir>" if fonts is not None else ""
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"{place}<cachedir>{cache}</cachedir>\n{aliases}</fontconfig>\n"
    )


def _message(fonts: Path | None) -> str:
    if fonts is None:
        return "没有仿宋、楷体等字体，预览用其他字体代替，只看版面，不看字形；未在 Word、WPS 中核对"
    return "预览用 Fandol 和思源字体代替国标字体；未在 Word、WPS 中核对"
