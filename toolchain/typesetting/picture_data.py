"""Pictures without what cameras and programs write into them: place, time, device, author, programs.

PNG (ISO/IEC 15948) keeps its image in named chunks, JPEG (ISO/IEC 10918-1) in marked segments; the others are left out.
"""

from __future__ import annotations

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_SHOWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
_LEFT_OUT = {*range(0xE1, 0xEE), 0xEF, 0xFE}
"""Segments of a JPEG that hold no image: application data but JFIF and Adobe's colours, and comments."""
_SCAN = 0xDA


def bare(data: bytes) -> bytes:
    """Give a picture's image alone; one of another format, or a damaged one, as it is."""
    if data.startswith(_PNG):
        return _bare_png(data)
    return _bare_jpeg(data) if data.startswith(_JPEG) else data


def _bare_png(data: bytes) -> bytes:
    kept, at = bytearray(_PNG), len(_PNG)
    while at + 8 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            return data
        if data[at + 4 : at + 8] in _SHOWN:
            kept += data[at:end]
        at = end
    return bytes(kept)


def _bare_jpeg(data: bytes) -> bytes:
    kept, at = bytearray(_JPEG), len(_JPEG)
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - begins every marker
        marker = data[at + 1]
        if marker == _SCAN:
            return bytes(kept + data[at:])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker not in _LEFT_OUT:
            kept += data[at:end]
        at = end
    return data
