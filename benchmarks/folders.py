"""What the command costs over a folder: read for the first time, with nothing changed, with a few new files among many known.

`python -m benchmarks.folders [COUNT] [--new N] [--against CHECKOUT]`: processor time of the whole command, its workers and its
Prefect included, over small drawn reports. With `--against`, a checkout of another commit is measured in turns with this one, by
the Python in its `.venv` if it has one. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.command import Build, Cost, here
from benchmarks.measure import markdown_table, write_part
from benchmarks.reports import draw_folder

NEW = 5
"""Files added to a folder."""


def costs(build: Build, count: int, new: int, place: Path) -> dict[str, Cost]:
    """What runs of a build cost over `count` reports, over the same again, with `new` more, and over these alone."""
    place.mkdir(parents=True)
    folder, alone = draw_folder(place / "all", range(count)), draw_folder(place / "alone", range(count, count + new))
    told = {
        f"{count} files, for the first time": build.ingest(folder, place / "output"),
        "nothing changed": build.ingest(folder, place / "output"),
    }
    for file in alone.iterdir():
        shutil.copyfile(file, folder / file.name)
    told[f"{new} new files among {count} known"] = build.ingest(folder, place / "output")
    told[f"{new} files alone"] = build.ingest(alone, place / "output-alone")
    return told


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("count", type=int, nargs="?", default=300)
    arguments.add_argument("--new", type=int, default=NEW)
    arguments.add_argument("--against", type=Path)
    given = arguments.parse_args()
    builds = [here(), *([Build(given.against.name, given.against)] if given.against else [])]
    rows = [["", *(f"{build.name}, CPU s" for build in builds), *(f"{build.name}, ratio" for build in builds)]]
    with tempfile.TemporaryDirectory() as folder:
        for build in builds:  # whatever is made once for a machine is there
            build.ingest(draw_folder(Path(folder, "one"), range(1)), Path(folder, f"warm-{build.name}"))
        measured = [costs(build, given.count, given.new, Path(folder, build.name)) for build in builds]
    for name in measured[0]:
        cpu = [told[name].cpu_seconds for told in measured]
        firsts = [list(told.values())[-1 if name.startswith(f"{given.new} new") else 0].cpu_seconds for told in measured]
        rows.append([name, *(f"{c:.2f}" for c in cpu), *(f"{c / f:.3f}" for c, f in zip(cpu, firsts, strict=True))])
    text = f"{markdown_table(rows)}\n\nThe ratio of new files is to these files alone, that of others to the first run."
    print(text)
    write_part(f"A folder of {given.count} reports", text)


if __name__ == "__main__":
    main()
