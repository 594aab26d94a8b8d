"""Which rule of the table finder serves what: each is switched off, and what becomes of known tables is counted.

`python -m benchmarks.ablation FOLDER`: over the tables that the tests draw and over the reports with truth in FOLDER (NAME.pdf
beside NAME.truth.json, whose `tables` have `rows` and `header_rows`). A rule is a function of `pipeline/tables` that answers yes
or no, or one of the rules of `regions/reject`, which then always says no; or a weight of `regions/score`, which is then 0.
Documents are read once. A document in which a rule never says yes is not tried without it: its tables are the same. Writes to
`benchmarks/ABLATION.md`. A rule that changes nothing here may still serve a test that reads a whole report.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import pipeline.tables
from benchmarks.drawn import Rows
from benchmarks.measure import markdown_table, write_part
from benchmarks.tables import has_figures, key
from pipeline import tables_only
from pipeline.reading.document import read_pages
from pipeline.reading.page import Page
from pipeline.source import Unreadable, open_source
from pipeline.tables.regions import reject, score

TESTS = Path(__file__).parents[1] / "tests"

WEIGHTS = (
    "BLOCK", "HELD_BY_RULES", "HEADED", "UNMATCHED_GAP", "CROSSING_PROSE",
    "WIDE_GAP", "NEW_HEADER", "MISALIGNED", "CUT",
)  # fmt: skip

SHOWN = 2
"""So many names of drawings that changed are shown for each rule."""


@dataclass(frozen=True)
class Known:
    """A document that was read, and what is known of it: its true rows, or None where what was found before is right."""

    name: str
    pages: Sequence[Page]
    per_page: bool
    rows: Rows | None


Answer = Callable[..., bool]
Binding = tuple[ModuleType, str, Any]
"""A name in a module, and what it is there."""


@dataclass(frozen=True)
class Switch:
    """A rule, what the finder is made of while it is off, and the documents that may change then; None: any."""

    name: str
    off: Sequence[Binding]
    serves: Set[int] | None = None


def never(*_: object, **__: object) -> bool:
    return False


def modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(pipeline.tables.__path__, "pipeline.tables.")
    return [importlib.import_module(info.name) for info in found]


def predicates() -> dict[str, Answer]:
    """The functions of `pipeline/tables` that answer yes or no, by room and name."""
    named = {rule.holds for rule in reject.RULES}
    return {
        f"`{module.__name__.removeprefix('pipeline.tables.')}.{name}`": function
        for module in modules()
        for name, function in vars(module).items()
        if inspect.isfunction(inspect.unwrap(function)) and function.__module__ == module.__name__ and function not in named
        if function.__annotations__.get("return") in ("bool", bool)
    }


def bindings(changed: Mapping[str, Answer]) -> list[Binding]:
    """Every place that knows one of these rules, with what is to stand there instead."""
    known = predicates()
    places: list[Binding] = [
        (user, known[rule].__name__, answer)
        for rule, answer in changed.items()
        if rule in known
        for user in modules()
        if vars(user).get(known[rule].__name__) is known[rule]
    ]
    rules = tuple(rule._replace(holds=changed.get(f"reject: {rule.name}", rule.holds)) for rule in reject.RULES)
    return [*places, (reject, "RULES", rules)]


@contextmanager
def bound(places: Sequence[Binding]) -> Iterator[None]:
    before = [(module, name, getattr(module, name)) for module, name, _ in places]
    for module, name, value in places:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def rules_that_say_yes(known: Known) -> set[str]:
    """The rules that say yes at least once while the tables of a document are found."""
    said: set[str] = set()

    def heard(rule: str, answers: Answer) -> Answer:
        def answer(*args: Any, **options: Any) -> bool:
            yes = answers(*args, **options)
            if yes:
                said.add(rule)
            return yes

        return answer

    everyone = {**predicates(), **{f"reject: {rule.name}": rule.holds for rule in reject.RULES}}
    with bound(bindings({rule: heard(rule, answers) for rule, answers in everyone.items()})):
        found_in(known)
    return said


def switches(documents: Sequence[Known]) -> Iterator[Switch]:
    """Every rule that can be switched off."""
    said = [rules_that_say_yes(known) for known in documents]
    for rule in [*predicates(), *(f"reject: {rule.name}" for rule in reject.RULES)]:
        serves = {i for i, rules in enumerate(said) if rule in rules}
        yield Switch(rule, bindings({rule: never}), serves)
    for name in WEIGHTS:
        yield Switch(f"score: `{name}`", [(score, name, 0.0)])


def pages_of(path: Path) -> Sequence[Page]:
    try:
        return read_pages(open_source(path), path.name, lambda page, pages: None).read
    except Unreadable:
        return []


def drawn_by_tests() -> list[Known]:
    """What the tests of tables draw, read once; the tests are run for it, and must pass."""
    known: list[Known] = []
    running: list[str] = []

    class Recorder:
        def pytest_runtest_setup(self, item: pytest.Item) -> None:
            running[:] = [item.name]

    def record(path: Path, *_: object, per_page: bool, **__: object) -> list[tables_only.PlainTable]:
        pages = pages_of(path)
        known.append(Known(running[0], pages, per_page, None))
        return tables_only.tables_of(pages, per_page=per_page)

    original = tables_only.read_only_tables
    tables_only.read_only_tables = record
    try:
        files = [*TESTS.glob("test_tables_*.py"), TESTS / "test_no_tables.py"]
        with tempfile.TemporaryDirectory() as folder:
            code = pytest.main(["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/drawn", *map(str, files)], [Recorder()])
    finally:
        tables_only.read_only_tables = original
    if code != 0:
        sys.exit("The tests of tables fail: mend them first.")
    return known


def reports_of(folder: Path) -> list[Known]:
    """The reports of a folder that have truth beside them."""
    known = []
    for truth in sorted(folder.glob("*.truth.json")):
        report = folder / f"{truth.name.removesuffix('.truth.json')}.pdf"
        if report.exists():
            tables = json.loads(truth.read_text("utf-8"))["tables"]
            rows = [row for table in tables for row in table["rows"][table["header_rows"] :]]
            known.append(Known(report.stem, pages_of(report), False, rows))
    return known


def family(name: str) -> str:
    """What kind of report a file is, as its name says before any number, year or further word: `chamber-107`, `pub_x_2024`."""
    return re.split(r"[-_.\s0-9]", name, maxsplit=1)[0]


def found_in(known: Known) -> list[Rows]:
    """The rows of each table; none where a rule that is off makes finding fail."""
    try:
        return [table["rows"] for table in tables_only.tables_of(known.pages, per_page=known.per_page)]
    except (ArithmeticError, LookupError, ValueError, RecursionError):
        return []


def judged(truth: Rows, tables: Sequence[Rows]) -> tuple[int, int]:
    """How many true rows with figures were found exactly, and how many rows with figures were found that are not true."""
    wanted, have = (
        Counter(key(row) for row in rows if has_figures(row)) for rows in (truth, [row for table in tables for row in table])
    )
    return (wanted & have).total(), (have - wanted).total()


def ablate(documents: Sequence[Known], on_rule: Callable[[str], None]) -> list[list[str]]:
    """A row for each rule: drawings that change, true rows lost, false rows added, reports that change, and of which kinds."""
    before = [found_in(known) for known in documents]
    rows = []
    for switch in switches(documents):
        lost = added = 0
        drawings: list[str] = []
        reports: list[str] = []
        with bound(switch.off):
            for i, known in enumerate(documents):
                now = before[i] if switch.serves is not None and i not in switch.serves else found_in(known)
                if now == before[i]:
                    continue
                if known.rows is None:
                    drawings.append(known.name)
                    continue
                reports.append(family(known.name))
                was, found = judged(known.rows, before[i]), judged(known.rows, now)
                lost, added = lost + was[0] - found[0], added + found[1] - was[1]
        serves = [*dict.fromkeys(reports), *list(dict.fromkeys(drawings))[:SHOWN]]
        rows.append([switch.name, *map(str, (len(drawings), lost, added, len(reports))), ", ".join(serves)])
        on_rule(" | ".join(rows[-1]))
    return sorted(rows, key=lambda row: (int(row[1]) + int(row[4]), row[0]))


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m benchmarks.ablation FOLDER")
    reports = reports_of(Path(sys.argv[1]))
    drawn = drawn_by_tests()
    head = ["off", "drawings that change", "true rows lost", "false rows added", "reports that change", "of the kinds, as in"]
    body = ablate([*drawn, *reports], lambda row: print(row, flush=True))
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(family(report.name) for report in reports).items()))
    about = f"{len(drawn)} drawings of the tests, {len(reports)} reports with truth ({kinds}). What serves least is on top."
    write_part(
        "The rules of the table finder", f"{about}\n\n{markdown_table([head, *body])}", Path(__file__).parent / "ABLATION.md"
    )


if __name__ == "__main__":
    main()
