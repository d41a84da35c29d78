"""What earlier runs found out, so that nothing is done twice: decided by content, never by dates or names alone.

Beside the results lies a folder that may be deleted at any time. A remembered thing is used only when everything it
hangs on is the same byte for byte: the program with its data files and libraries, the workbooks, the outbox. A file of
it that does not carry its own checksum is not there. Results are the same with it and without it.
"""

from __future__ import annotations
