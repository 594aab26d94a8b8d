"""The sample report, which is part of the package, for a first try in an empty folder."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from pipeline.files import write_file

NAME = "lucca-2016.pdf"
REPORTS, OUTPUT = "raw_pdfs", "output"


class Occupied(RuntimeError):
    """The folder has reports or an output of its own."""


def lay_out(folder: Path) -> tuple[Path, Path]:
    """Put the sample report into a folder, and say where the report and the output are.

    Raises `Occupied` rather than mix it with reports or an output that are there, `Unwritable`.
    """
    report, output = folder / REPORTS / NAME, folder / OUTPUT
    content = _sample()
    ours = report.is_file() and report.read_bytes() == content
    if not ours and ((folder / REPORTS).exists() or output.exists()):
        raise Occupied
    write_file(report, content)
    return report, output


def _sample() -> bytes:
    packaged = resources.files("flows") / "sample" / NAME
    if packaged.is_file():
        return packaged.read_bytes()
    return (Path(__file__).parents[1] / REPORTS / NAME).read_bytes()  # run from a clone
