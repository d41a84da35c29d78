"""Texts that were read in a wrong encoding on their way here: undone on trial, never on the quiet."""

from __future__ import annotations

import re

_FILLERS = ("锟斤", "斤拷", "烫烫烫", "屯屯屯", "鈥", "銆", "�")
"""What programs leave of bytes that they could not read, and signs of punctuation read in the wrong encoding."""

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile(
    "[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}"
)
_HAN_IN_LATIN = re.compile(
    "[\u00e4-\u00e9][\u00a1-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u2013-\u203a\u20ac\u2122]"
)
"""The first two bytes of a 汉字 in UTF-8 as letters of the west, whatever was lost of the rest."""
_WEB = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});|(?:%[0-9A-Fa-f]{2}){3,}")
_LOST = re.compile(r"\?{3,}")
_LEAST_HAN = 2


def mojibake(text: str) -> str:
    """Give the part of a text that is not what was typed; empty where nothing speaks for that."""
    if text.isascii() and "&" not in text and "%" not in text and "?" not in text:
        return ""
    filler = next((sign for sign in _FILLERS if sign in text), "")
    if filler:
        return filler
    found = _WEB.search(text) or _LOST.search(text)
    if found:
        return found[0]
    for run in _LATIN.finditer(text):
        if _undone(run[0], "cp1252") or _undone(run[0], "latin-1") or _HAN_IN_LATIN.search(run[0]):
            return run[0]
    return text if _is_utf8_read_as_gbk(text) else ""


def meant(text: str) -> str:
    """Give what was probably typed, where the wrong reading can be undone; else nothing."""
    for encoding in ("gb18030", "cp1252", "latin-1"):
        if undone := _undone(text, encoding):
            return undone
    return ""


def _undone(text: str, encoding: str) -> str:
    try:
        undone = text.encode(encoding).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
    return undone if undone != text and undone.isprintable() else ""


def _is_utf8_read_as_gbk(text: str) -> bool:
    """Say whether the bytes of a text in GBK are 汉字 in UTF-8, but for some that were lost on the way."""
    if len(_HAN.findall(text)) < _LEAST_HAN:
        return False
    try:
        data = b"".join(b"\x80" if char == "€" else char.encode("gbk") for char in text)
    except UnicodeEncodeError:
        return False
    data = data.rstrip(b"?")
    undone = data.decode("utf-8", "ignore")
    kept = len(undone.encode())
    gaps = len(data) - kept
    return len(_HAN.findall(undone)) >= _LEAST_HAN and (gaps <= _LEAST_HAN or gaps * 3 <= len(data))
