"""What the command costs as a folder grows: to read what is new, to add ten files, to find that nothing changed.

`python -m benchmarks.growth [MOST]`: over small drawn reports, ten times as many in each step, up to MOST, which is 1,000
unless told: 10,000 take about half an hour of processor time. Writes the table to `benchmarks/RESULTS.md` and the plot to
`docs/growth.svg`.
"""

from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path

from benchmarks.command import here
from benchmarks.measure import markdown_table, write_part
from benchmarks.reports import draw_folder

PLOT = Path(__file__).parent.parent / "docs" / "growth.svg"
NEW = 10
"""Files added to each folder."""

WIDTH, HEIGHT, LEFT, TOP = 640, 360, 70, 30
"""Of the plot's axes and the place above and left of them, in pixels."""

LINES = (("read for the first time", "#0b6e4f"), (f"{NEW} more", "#c44900"), ("nothing changed", "#3d5a80"))


def growth(counts: list[int], place: Path) -> dict[int, list[float]]:
    """Processor time of all first readings, of ten files more, and of a run in which nothing changed, by the number of files."""
    build, folder, output = here(), place / "reports", place / "output"
    build.ingest(draw_folder(place / "one", range(1)), place / "warm")
    told: dict[int, list[float]] = {}
    there, first = 0, 0.0
    for count in counts:
        draw_folder(folder, range(there, count))
        first += build.ingest(folder, output).cpu_seconds
        unchanged = build.ingest(folder, output).cpu_seconds
        draw_folder(folder, range(count, count + NEW))
        more = build.ingest(folder, output).cpu_seconds
        told[count] = [first, more, unchanged]
        first, there = first + more, count + NEW
    return told


def plot(told: dict[int, list[float]]) -> str:
    """The table as a picture, both axes logarithmic."""
    most = math.ceil(math.log10(max(max(values) for values in told.values())))
    right = math.log10(max(told)) or 1.0

    def at(count: int, seconds: float) -> tuple[float, float]:
        across = LEFT + WIDTH * math.log10(count) / right
        return across, TOP + HEIGHT * (most - math.log10(seconds)) / (most + 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + LEFT + 170} {HEIGHT + TOP + 60}" '
        'font-family="sans-serif" font-size="13" role="img">',
        "<title>Processor time of the command by the number of documents</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for power in range(-1, most + 1):
        y = at(1, 10.0**power)[1]
        parts.append(f'<path d="M{LEFT} {y:.1f}h{WIDTH}" stroke="#dddddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for count in told:
        x = at(count, 1)[0]
        parts.append(f'<text x="{x:.1f}" y="{TOP + HEIGHT + 20}" text-anchor="middle">{count:,}</text>')
    parts.append(f'<text x="{LEFT + WIDTH / 2}" y="{TOP + HEIGHT + 45}" text-anchor="middle">documents in the folder</text>')
    for i, (name, color) in enumerate(LINES):
        points = [at(count, values[i]) for count, values in told.items()]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>' for x, y in points]
        x, y = points[-1]
        parts.append(f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" fill="{color}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    counts = [10**power for power in range(round(math.log10(most)) + 1)]
    with tempfile.TemporaryDirectory() as place:
        told = growth(counts, Path(place))
    rows = [["documents", *(f"{name}, CPU s" for name, _ in LINES), "ms a document"]]
    rows += [[f"{n:,}", *(f"{v:.2f}" for v in values), f"{1000 * values[0] / n:.0f}"] for n, values in told.items()]
    text = markdown_table(rows)
    print(text)
    write_part("A folder that grows", text)
    PLOT.write_text(plot(told), encoding="utf-8")


if __name__ == "__main__":
    main()
