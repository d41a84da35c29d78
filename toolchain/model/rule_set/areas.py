"""Where applicants must be registered: the parts of the award's place, and the digits their codes begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolchain.engine.value_objects import Value

_SUPERIOR = re.compile(r"(?:省|市|自治区|自治州|地区|盟)$")
_CITY = re.compile(r"^(?:[一-鿿]{2,8}?(?:省|自治区))?([一-鿿]{2,7}?(?:市|地区|自治州|盟))")


class Area(Value):
    """One part of the place: a district or county, or a whole city or province.

    Attributes:
        name: as addresses name it, 甲区 or 禾川市.
        codes: what positions 3 to 8 of local 统一社会信用代码 begin with, two to six digits each.
        city: the city a district belongs to; an address that names another city is then outside.
    """

    name: str
    codes: tuple[str, ...]
    city: str = ""

    @property
    def superior(self) -> bool:
        """Say whether districts and counties lie in it, so that an address need not end with its name."""
        return _SUPERIOR.search(self.name) is not None

    def holds(self, address: str, division: str) -> bool:
        """Say whether an address lies in it; ``division`` is the 县 or 区 the address names, empty for none."""
        city = _CITY.match(address)
        if self.city and city is not None and city[1] not in {self.city, self.name}:
            return False
        if self.superior:
            return self.name in address
        return division == self.name or (not division and self.name in address)


def locate(address: str, division: str, areas: Sequence[Area]) -> bool | None:
    """Say whether an address lies in one of the areas; None where it does not say enough.

    An address that names no city may lie in a place that is a city or province: its department knows.
    """
    text = re.sub(r"\s", "", address)
    if any(area.holds(text, division) for area in areas):
        return True
    unsaid = any(area.superior for area in areas) and _CITY.match(text) is None
    return None if unsaid or not division else False


def local_code(region: str, areas: Sequence[Area]) -> bool:
    """Say whether the region in a code is one of the place's own."""
    return any(region.startswith(code) for area in areas for code in area.codes)
