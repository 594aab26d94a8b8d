"""Lines of a body's reports, one report after the other, linked to series; what is uncertain is told and not linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.numbers import is_telling
from pipeline.years.labels import compare, read_label, share_of_words
from pipeline.years.model import Line
from schemas.series import Link


@dataclass(eq=False)
class Series:
    """One line over the reports."""

    lines: list[tuple[Line, Link | None]] = field(default_factory=list)
    """The line of each report that has it, and how it is known to be the one before."""

    @property
    def last(self) -> Line:
        return self.lines[-1][0]


@dataclass(frozen=True)
class Doubt:
    """Two lines that may be one."""

    earlier: Line
    later: Line


def link_reports(reports: Iterable[Sequence[Line]]) -> tuple[list[Series], list[Doubt]]:
    """The series that the lines of reports, in the order of their years, make; and the lines that may continue one and do not.

    A line continues a series if it has the key of its last line, or else if it is the only one of its report that is alike and
    that line the only one alike to it, or if their names have words in common and they print one figure for the same year.
    """
    series: list[Series] = []
    doubts: list[Doubt] = []
    for lines in reports:
        open_, new = list(series), list(lines)
        by_key = {one.last.key: one for one in open_}
        for line in [line for line in new if line.key in by_key]:
            _continue(by_key[line.key], line, "same", open_, new)
        _pair(open_, new, _are_alike, "alike")
        _pair(open_, new, lambda a, b: _may_be_one(a, b) and _share_a_figure(a, b), "value")
        doubts += _in_doubt(open_, new)
        series += [Series([(line, None)]) for line in new]
    return series, doubts


def _continue(one: Series, line: Line, link: Link, open_: list[Series], new: list[Line]) -> None:
    one.lines.append((line, link))
    open_.remove(one)
    new.remove(line)


def _pair(open_: list[Series], new: list[Line], are_one: Callable[[Line, Line], bool], link: Link) -> None:
    """Continue series by the lines that fit one of them alone, and that alone fit it."""
    fits = [(one, line) for line in new for one in open_ if are_one(one.last, line)]
    times = Counter([id(one) for one, _ in fits] + [id(line) for _, line in fits])
    for one, line in fits:
        if times[id(one)] == times[id(line)] == 1:
            _continue(one, line, link, open_, new)


def _are_alike(earlier: Line, later: Line) -> bool:
    """Whether names and those of all that the lines are part of are the same but for their form, and no code says otherwise."""
    return (
        _in_one_place(earlier, later)
        and not _other_code(earlier, later)
        and compare(earlier.read, later.read) in ("same", "alike")
    )


def _may_be_one(earlier: Line, later: Line) -> bool:
    """Whether names have words in common, or are alike in places that differ, or a code says that they are one."""
    if earlier.statement != later.statement:
        return False
    code, likeness = earlier.code is not None and earlier.code == later.code, compare(earlier.read, later.read)
    return code or likeness in ("same", "alike") or (likeness == "near" and _in_one_place(earlier, later))


def _in_one_place(earlier: Line, later: Line) -> bool:
    if (earlier.statement, earlier.context, len(earlier.path)) != (later.statement, later.context, len(later.path)):
        return False
    years = earlier.report.year, later.report.year
    above = zip((*earlier.path, earlier.after), (*later.path, later.after), strict=True)
    return all(a == b or compare(read_label(a, years[0]), read_label(b, years[1])) in ("same", "alike") for a, b in above)


def _other_code(earlier: Line, later: Line) -> bool:
    codes = [line.code or line.read.code for line in (earlier, later)]
    return None not in codes and codes[0] != codes[1]


def _share_a_figure(earlier: Line, later: Line) -> bool:
    """Whether both print the same telling figure for a year, and no other figure for another."""
    common = [(earlier.amounts[year], later.amounts[year]) for year in earlier.amounts.keys() & later.amounts.keys()]
    return all(a.agrees(b) for a, b in common) and any(is_telling(a.euro) for a, _ in common)


def _in_doubt(open_: Sequence[Series], new: Sequence[Line]) -> list[Doubt]:
    """The lines that may continue series and do not, each with the series whose name is nearest, and each series once."""
    near = [(share_of_words(one.last.read, line.read), one, line) for line in new for one in open_ if _may_be_one(one.last, line)]
    told: set[int] = set()
    found = []
    for _, one, line in sorted(near, key=lambda item: -item[0]):
        if not told & {id(one), id(line)}:
            told |= {id(one), id(line)}
            found.append(Doubt(one.last, line))
    return found
