"""How well labels of lines are told to be the same in reports of two years.

`python -m benchmarks.labels [--misses]` compares the pairs of `label_pairs.csv`, made from labels of Italian accounts with what
changes between two years, and lines of one account that must not be taken for one another. Every second pair was not looked at
while the rules were made.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.vocabulary import YEAR
from pipeline.years.labels import compare, read_label

PAIRS = Path(__file__).with_name("label_pairs.csv")


@dataclass(frozen=True)
class Pair:
    """A label of one report and one of the next, and whether they name the same line."""

    earlier: str
    later: str
    same: bool
    kind: str

    @property
    def linked(self) -> bool:
        return compare(*(read_label(text, _year_in(text)) for text in (self.earlier, self.later))) in ("same", "alike")


def pairs() -> list[Pair]:
    """All pairs of the table."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["earlier"], row["later"], row["same"] == "yes", row["kind"]) for row in csv.DictReader(file, delimiter=";")
        ]


def measured(some: list[Pair]) -> str:
    """Precision, recall and the counts that they come from."""
    linked = [pair for pair in some if pair.linked]
    right = sum(pair.same for pair in linked)
    there = sum(pair.same for pair in some)
    precision = f"precision {right}/{len(linked)} = {right / max(1, len(linked)):.3f}"
    return f"{precision}, recall {right}/{there} = {right / max(1, there):.3f}, pairs {len(some)}"


def _year_in(text: str) -> int | None:
    years = YEAR.findall(text)
    return int(years[-1]) if years else None


if __name__ == "__main__":
    everything = pairs()
    print(f"all         {measured(everything)}")
    print(f"worked with {measured(everything[::2])}")
    print(f"not seen    {measured(everything[1::2])}")
    for kind in dict.fromkeys(pair.kind for pair in everything):
        some = [pair for pair in everything if pair.kind == kind]
        print(f"{kind:14} {sum(pair.linked == pair.same for pair in some)}/{len(some)} right")
    for pair in everything[::2] if "--misses" in sys.argv else ():
        if pair.linked != pair.same:
            print(f"{'lost' if pair.same else 'WRONG'}: {pair.earlier} | {pair.later} ({pair.kind})")
