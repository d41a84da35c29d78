"""The dates of a cycle as a calendar file (RFC 5545), for the telephone and Outlook: all-day events, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

_OCTETS = 75
_DAY = timedelta(days=1)


def calendar_file(name: str, days: Iterable[tuple[date, str]]) -> bytes:
    """Write days with what falls on each; the same days give the same bytes.

    Args:
        name: of the calendar.
        days: each day with its matter.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//quality-award-toolchain//ZH", f"X-WR-CALNAME:{_text(name)}"]
    for day, matter in sorted(set(days)):
        key = sha256(f"{name}|{day}|{matter}".encode()).hexdigest()[:32]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@quality-award",
            f"DTSTAMP:{day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + _DAY:%Y%m%d}",
            f"SUMMARY:{_text(matter)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _text(text: str) -> str:
    """Escape what separates values."""
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line at 75 octets, never inside a character."""
    part = ""
    for char in line:
        if len(f"{part}{char}".encode()) > _OCTETS:
            yield part
            part = " "
        part += char
    yield part
