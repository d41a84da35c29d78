"""The regulation as data: its tables, its table of articles and words, and the checks of a rule set as a whole."""
