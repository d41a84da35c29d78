"""Typed contents of every document, and the pure functions that compose them from a judgement.

In: a judgement and the office's names and wording. Out: documents whose fields a Word template prints, held against
发文登记. It imports the stages and what those may import; it never sees a template.
"""

from __future__ import annotations
