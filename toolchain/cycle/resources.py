"""The project's data files, read once."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from toolchain.cycle.paths import Project
from toolchain.documents.office_context import OfficeContext
from toolchain.engine.value_objects import Value
from toolchain.model.check_items import Items
from toolchain.model.parameters import newest_rules
from toolchain.model.rule_set.office import OFFICE, Office
from toolchain.model.rule_set.rules import Rules
from toolchain.model.rule_set.toml_files import read_toml
from toolchain.model.sheets import WORKBOOKS
from toolchain.model.wording import Wording
from toolchain.model.work_calendar import WorkCalendar
from toolchain.regulation import chronology
from toolchain.regulation.chronology import Chronology


class Resources(Value):
    """The project's data files, read once."""

    project: Project
    calendar: WorkCalendar
    office: Office
    wording: Wording
    items: Items
    chronology: Chronology

    @classmethod
    def load(cls, project: Project) -> Resources:
        """Read parameters, calendar and wording.

        Raises:
            ParameterFault: one of the files is broken.
        """
        newest = newest_rules(project.regulations)
        return cls(
            project,
            WorkCalendar.load(project.templates / "calendar.toml"),
            Office.load(project.templates / (newest.office if newest is not None else OFFICE)),
            Wording.load(project.wording),
            Items.load(project.templates),
            Chronology.of(read_toml(project.templates / chronology.FILE), WORKBOOKS),
        )

    def under(self, rules: Rules | None) -> Resources:
        """Give the same files as a rule set says them."""
        if rules is None:
            return self
        own = self.items.all is rules.conditions
        items = self.items if own else Items.of(rules, self.project.templates)
        office = Office.load(self.project.templates / rules.office)
        return replace(self, office=office, wording=self.wording.under(rules), items=items)

    @cached_property
    def desk(self) -> OfficeContext:
        """Give what the documents need."""
        return OfficeContext(self.office, self.wording, self.items)
