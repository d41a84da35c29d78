"""What is wrong with a template, said to the person who edits it."""

from __future__ import annotations

from toolchain.model.rule_set.building import ParameterFault


class TemplateFault(ParameterFault):
    """A template or sketch is broken; the message names file, paragraph and field."""
