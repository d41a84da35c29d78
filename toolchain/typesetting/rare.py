"""Characters that the fonts of GB2312 cannot hold: rare ones in the names of people and organisations."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

_IDEOGRAPHS = ((0x3007, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def outside(text: str) -> str:
    """Give the 汉字 of a text that GB2312 lacks, each once; marks are left to the fonts."""
    with suppress(UnicodeEncodeError):
        text.encode("gb2312")
        return ""
    return "".join(char for char in sorted(set(text)) if _rare(char))


@lru_cache(maxsize=65536)
def _rare(char: str) -> bool:
    if not any(first <= ord(char) <= last for first, last in _IDEOGRAPHS):
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
