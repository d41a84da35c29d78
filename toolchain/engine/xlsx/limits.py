"""How large a workbook may be."""

from __future__ import annotations

from toolchain.engine.value_objects import Value


class Limits(Value):
    """How large a workbook may be; real ones stay far below.

    Attributes:
        file_bytes: the file as it arrives.
        entries: parts in the package.
        unpacked_bytes: all parts together, unpacked.
        ratio, ratio_from: how far a part may shrink when packed, for parts of at least so many bytes.
        record_bytes: XML of one row, one string or one entry.
        cells: cells with content, all sheets together.
        texts: shared strings.
        sheets, names, areas: sheets, defined names, merged areas or column settings of a sheet.
        far_row, far_column: the last row and column in which a value can be meant.
        text_length: characters in a cell, as in spreadsheet programs.
        faults: faults listed for one file.
    """

    file_bytes: int = 10_000_000
    entries: int = 1_000
    unpacked_bytes: int = 64_000_000
    ratio: int = 100
    ratio_from: int = 100_000
    record_bytes: int = 4_000_000
    cells: int = 1_000_000
    texts: int = 1_000_000
    sheets: int = 200
    names: int = 10_000
    areas: int = 10_000
    far_row: int = 200_000
    far_column: int = 500
    text_length: int = 32_767
    faults: int = 50


LIMITS = Limits()
