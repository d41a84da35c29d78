"""A whole run: read the inbox, judge every cycle, build its files, publish them; single, in batches, by district.

In: the folders of a project. Out: an outcome and a publication. It may import every package but the command line.
"""

from __future__ import annotations
