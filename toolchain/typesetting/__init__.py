"""From a typed document to the bytes of a .docx, in the format of GB/T 9704-2012."""

from __future__ import annotations
