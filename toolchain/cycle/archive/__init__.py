"""The archive package of a cycle: what was issued, in the order of the archives, with what it rests on."""
