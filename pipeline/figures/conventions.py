"""How a column, or a document, writes its numbers: which mark is before decimals, and what stands between groups."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.numbers import SPACES, Convention, core_of, is_whole

GROUP = 3
"""Digits of a group."""

MOST_UNGROUPED = 0.1
"""Figures with more digits than a group and no mark, as years and codes are, for each that has one."""

_AFTER_SPACE = re.compile(rf"[{SPACES}][0-9]{{3}}")
_AFTER_APOSTROPHE = re.compile("'[0-9]{3}")
_MARK = re.compile("[.,]")
_BEFORE_GROUP = re.compile("(?<=[0-9])[.,](?=[0-9]{3}(?![0-9]))")


class _Marks(NamedTuple):
    """What the points and commas of some cells may be, counted by mark."""

    decided: Counter[str]
    """Decimal marks of numbers with both marks, or with the other twice."""
    hinted: Counter[str]
    """Lone marks that part no group of three digits."""
    lone: Counter[str]
    """Lone marks that may part a group or decimals, `1,234`; as `short`, at most a group's digits and no mark, else as `long`."""
    grouping: Counter[str]
    """What stands between groups."""


def _marks_of(texts: Iterable[str]) -> _Marks:
    found = _Marks(Counter(), Counter(), Counter(), Counter())
    for text in texts:
        core = core_of(text)
        if core is None:
            continue
        found.grouping[" "] += bool(_AFTER_SPACE.search(core))
        found.grouping["'"] += bool(_AFTER_APOSTROPHE.search(core))
        marks = _MARK.findall(core)
        for mark in set(_BEFORE_GROUP.findall(core)):
            found.grouping[mark] += 1
        tail = len(core) - 1 - core.rindex(marks[-1]) if marks else 0
        if len(set(marks)) == 2:
            found.decided[marks[-1]] += 1
        elif len(marks) > 1:
            found.decided["," if marks[0] == "." else "."] += is_whole(core, marks[0])
        elif marks and (tail != GROUP or core.startswith("0")):
            found.hinted[marks[0]] += 1
        else:
            found.lone[marks[0] if marks else "short" if len(core) <= GROUP else "long"] += 1
    return found


def house_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that most figures of a document show; None where none shows it.

    A lone point before decimals shows nothing: Italian reports print percentages so. Commas part groups if all stand before
    three digits and hardly a figure has more digits without one: decimals would not all be printed alike.
    """
    found = _marks_of(texts)
    points, commas, lone = found.decided["."], found.decided[","] + found.hinted[","], found.lone
    if points != commas:
        return "." if points > commas else ","
    groups = lone[","] > 1 and lone["short"] and not lone["."] and lone["long"] <= MOST_UNGROUPED * lone[","]
    return "." if groups else None


def infer_convention(texts: Iterable[str], house: str | None = None) -> Convention:
    """How the column with these cells writes its numbers: Italian unless its own cells, or the document, say otherwise.

    A number with both marks, or with one mark twice, decides. Short of that, a mark before other than three digits is the
    decimal mark; then `house` is, the decimal mark of the document (`house_mark`). Groups are parted as in most of the
    grouped cells.
    """
    found = _marks_of(texts)
    votes = found.decided or found.hinted
    decimal = ("." if votes["."] > votes[","] else ",") if votes else house or ","
    other = "." if decimal == "," else ","
    grouping = found.grouping
    return Convention(decimal, max((other, " ", "'"), key=lambda mark: (grouping[mark], mark == other)))


def shown_mark(texts: Iterable[str]) -> tuple[str | None, bool]:
    """The decimal mark that the cells of a column show, None for none, and whether numbers with both marks show it."""
    found = _marks_of(texts)
    votes = found.decided or found.hinted
    mark = max(votes, key=votes.__getitem__) if votes.total() else None
    return mark, found.decided.total() > 0
