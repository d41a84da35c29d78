from __future__ import annotations

import io
import zipfile

from toolchain.engine.reproducible_zip import UNIX, same_origin


def archive(system: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in ("甲.xml", "b/c.xml", "空"):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.create_system = system
            package.writestr(part, name.encode() * 50)
    return stream.getvalue()


def test_archives_of_both_systems_are_equal() -> None:
    assert archive(0) != archive(UNIX)
    assert same_origin(archive(0)) == archive(UNIX) == same_origin(archive(UNIX))


def test_nothing_is_lost() -> None:
    with zipfile.ZipFile(io.BytesIO(same_origin(archive(0)))) as package:
        assert package.testzip() is None
        assert package.namelist() == ["甲.xml", "b/c.xml", "空"]
