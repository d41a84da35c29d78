"""The project's data files, read once."""

from __future__ import annotations

from functools import cached_property

from toolchain.declared import Value
from toolchain.documents.desk import Desk
from toolchain.items import Items
from toolchain.parameters import Office
from toolchain.project import Project
from toolchain.wording import Wording
from toolchain.workdays import WorkCalendar


class Toolbox(Value):
    """The project's data files, read once."""

    project: Project
    calendar: WorkCalendar
    office: Office
    wording: Wording
    items: Items

    @classmethod
    def load(cls, project: Project) -> Toolbox:
        """Read parameters, calendar and wording.

        Raises:
            ParameterFault: one of the files is broken.
        """
        return cls(
            project,
            WorkCalendar.load(project.templates / "calendar.toml"),
            Office.load(project.templates / "office.toml"),
            Wording.load(project.wording),
            Items.load(project.templates),
        )

    @cached_property
    def desk(self) -> Desk:
        """Give what the documents need."""
        return Desk(self.office, self.wording, self.items)
