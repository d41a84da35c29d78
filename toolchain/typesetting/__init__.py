"""From a typed document to the bytes of a .docx, in the format of GB/T 9704-2012, and the checks of both.

In: documents, Word templates and the format master. Out: bytes, or a fault that a clerk can mend; measured clauses. It
imports the declarations of documents, the model and the engine; it decides nothing of an award.
"""

from __future__ import annotations
