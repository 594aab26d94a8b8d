"""The lines of tables of no known kind in one report, with their amounts by year, as their facts say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

import polars as pl

from pipeline.columns import EDGES
from pipeline.years.labels import read_label
from pipeline.years.model import Amount, BodyReport, Line, Row
from schemas.provenance import Box

STATEMENT = "facts"
"""What the lines are of in `series`: the dataset of their figures."""

NEEDED = ("facts", "cells")
"""The datasets that are read."""


def lines_of_facts(report: BodyReport, frames: Mapping[str, pl.DataFrame], known: Collection[str]) -> Iterator[Line]:
    """The lines of all tables but the `known` ones: amounts in euro that have a label and a period, and repeat no other.

    Figures of one row are one line where their headings differ by nothing but the year; two of one year are none.
    """
    texts = {(c["table_id"], c["row_index"], c["column_index"]): c["text"] for c in frames["cells"].iter_rows(named=True)}
    lines: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for fact in frames["facts"].iter_rows(named=True):
        told = fact["euro"] is not None and fact["label"] and fact["period_end"] and fact["repeats"] is None
        if told and fact["table_id"] not in known:
            lines[fact["table_id"], fact["row_index"], _context(report, fact)].append(fact)
    for position, ((_, _, context), facts) in enumerate(lines.items()):
        years = [fact["period_end"].year for fact in facts]
        if len(set(years)) == len(years):
            first = facts[0]
            yield Line(
                report=report,
                statement=STATEMENT,
                context=context,  # type: ignore[arg-type]
                code=None,
                label=first["label"],
                path=tuple(first["label_path"])[:-1],
                is_total=first["is_total"],
                table_id=first["table_id"],
                amounts={year: _amount(fact, texts) for year, fact in zip(years, facts, strict=True)},
                position=position,
            )


def _context(report: BodyReport, fact: Row) -> tuple[str, ...]:
    """What tells figures of one name apart: what they measure, their dimension, and the words over them but for the year."""
    words = read_label(" ".join(fact["heading_path"]), report.year).words
    named = (word.text for word in words if not word.text.startswith("@") and not word.text.isdigit())
    return fact["measure"] or "", fact["dimension"] or "", " ".join(named)


def _amount(fact: Row, texts: Mapping[tuple[str, int, int], str]) -> Amount:
    printed, scale = fact["printed_value"] * fact["scale"], fact["scale"]
    text = texts[fact["table_id"], fact["row_index"], fact["column_index"]]
    return Amount(
        euro=printed,
        decided=fact["euro"] if fact["euro"] != printed else None,
        room=Decimal(0 if scale == 1 and "," in text else scale),
        text=text,
        page=fact["page"],
        box=Box(*(fact[edge] for edge in EDGES)),
        row=fact["row_index"],
        column=fact["column_index"],
    )
