"""Characters that the fonts of GB2312 cannot hold: rare ones in the names of people and organisations."""

from __future__ import annotations

from functools import lru_cache

_IDEOGRAPHS = ((0x3007, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

_ASCII = bytes(range(128))


def has_rare_characters(text: str) -> str:
    """Give the 汉字 of a text that GB2312 lacks, each once; marks are left to the fonts."""
    wide = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return "".join(sorted(filter(_rare, set(wide))))


@lru_cache(maxsize=65536)
def _rare(char: str) -> bool:
    if not any(first <= ord(char) <= last for first, last in _IDEOGRAPHS):
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
