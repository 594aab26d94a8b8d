"""Which rule of the table finder serves what: each is switched off, and what becomes of known tables is counted.

`python -m benchmarks.ablation FOLDER [WORD ...]`: over what the tests draw, the reports with truth in FOLDER (NAME.pdf beside
NAME.truth.json, whose `tables` have `rows` and `header_rows`) and the documents of the ICDAR 2013 competition there (NAME.pdf
beside NAME-str.xml). A rule is a function or method of `pipeline/tables` that while it is off says no, finds or counts nothing,
does nothing or gives back what it was to change; one of the rules of `regions/reject`, which then says no; or a weight of
`regions/score`, which is then 0. Writes to `benchmarks/ABLATION.md`; with a WORD only the rows of rules whose names have it, the
others stay. What reviewers laid out is no rule of the finder, and left out, as is the wording of its trace.

Documents are read once, and tried by as many processes as there are processors. A document in which a rule never acts is not
tried without it: its tables are the same. Drawings come first, the quickest at the head, until `ENOUGH` change: a rule that so
many need is needed, and what reports would lose without it is not asked. Reports are tried for the others. The rules that act
in the fewest documents come first: a run that is cut short has told of those that serve least.

What is compared are the tables, the texts, extents and marks of their cells, how many rows are header and the columns in doubt.
That a rule changes nothing here is a reason to look at it, not to remove it: two that changed none of 275 documents nor any
drawing kept figures of three among 833 in their columns.
"""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import multiprocessing
import os
import pkgutil
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import pipeline.tables
from benchmarks.competition import Measured, Reading, mean, measure, truths_of
from benchmarks.drawn import Rows
from benchmarks.measure import markdown_table, write_part
from benchmarks.tables import has_figures, key
from pipeline import stretches, tables_only
from pipeline.reading.document import read_pages
from pipeline.reading.model import Line
from pipeline.reading.page import Page
from pipeline.source import Unreadable, open_source
from pipeline.tables.find import find_tables
from pipeline.tables.regions import reject, score
from pipeline.tables.trace import Found
from pipeline.tables_only import as_plain
from schemas.provenance import Box
from schemas.table import Table

TESTS = Path(__file__).parents[1] / "tests"

RESULTS = Path(__file__).parent / "ABLATION.md"

WEIGHTS = {
    f"score: `{name}`": name
    for name in ("BLOCK", "HELD_BY_RULES", "HEADED", "UNMATCHED_GAP", "WIDE_GAP", "NEW_HEADER", "MISALIGNED", "CUT")
}

COUNTS = ("int", "float", "bool")
"""What a rule returns that counts, costs or decides, and so is off at 0 though it is given as much."""

NOTHING: Mapping[str | None, Callable[[], Any]] = {
    None: lambda: None, "None": lambda: None, "bool": bool, "int": int, "float": float, "str": str,
    "list": list, "set": set, "frozenset": frozenset, "dict": dict, "Iterator": lambda: iter(()),
}  # fmt: skip
"""What a rule answers while it is off that is given nothing to change, by what it returns."""

LEFT_OUT = {"pipeline.tables.overrides", "pipeline.tables.trace"}

PATIENCE = 30.0
"""Seconds of this process's own time after which finding in one document is given up."""

SLOWER = 10
"""Without a rule it is given up as well after a second and so many times what it takes with all of them."""

ENOUGH = 3
"""After so many drawings that change, or reports, no more are tried: the rule is needed."""

DRAWN = {"find_tables", "find_tables_per_page", "report_on"}
"""The fixtures by which tests read what they draw."""

SHOWN = 2
"""So many names of drawings that changed are shown for each rule."""


@dataclass(frozen=True)
class Known:
    """A document that was read, and what is known of it; of a drawing nothing but that what was found before is right."""

    name: str
    pages: Sequence[Page]
    rows: Rows | None = None
    """The true rows of a report, but for those of headers."""
    headers: Rows = field(default_factory=list)
    """The true rows of its headers."""
    truths: Sequence[Reading] = ()
    """The true readings of a document of the competition, whose tables are found page by page."""

    @property
    def kind(self) -> str:
        return "ICDAR" if self.truths else "drawing" if self.rows is None else "report"


Function = Callable[..., Any]
Owner = Any
"""A module or a class, whose names are set."""

Binding = tuple[Owner, str, Any]
"""A name in a module or class, and what it is there."""


@dataclass(frozen=True)
class Rule:
    """A function, what it answers while it is off, and every place that knows it."""

    function: Function
    off: Function
    places: Sequence[tuple[Owner, str]]


@dataclass(frozen=True)
class AtHand:
    """What a rule is tried on: drawings and then others, the quickest first, with what all rules find there."""

    rules: Mapping[str, Rule]
    documents: Sequence[Known]
    whole: Sequence[Sequence[Table]]
    seconds: Sequence[float]
    """What finding takes in each, of this process's own time."""


def answer_when_off(function: Function) -> Function | None:
    """What a rule does while it is off, told by what it returns; None: it is no rule that could be off.

    It says no, finds or counts nothing, does nothing, or gives back what it was given to change.
    """
    signature = inspect.signature(function)
    returns = str(signature.return_annotation)
    as_given = () if returns in COUNTS else (returns, returns.replace("list[", "Sequence["))
    required = (p for p in signature.parameters.values() if p.default is p.empty)
    given = next((parameter.name for parameter in required if parameter.annotation in as_given), None)

    def unchanged(*args: Any, **options: Any) -> Any:
        value = signature.bind(*args, **options).arguments[given or ""]
        return list(value) if returns.startswith("list[") else value

    if given is not None:
        return unchanged
    kind = None if returns.endswith("| None") else returns.partition("[")[0]
    return (lambda *_, **__: NOTHING[kind]()) if kind in NOTHING else None


def rules() -> dict[str, Rule]:
    """The rules of `pipeline/tables`, by room and name, each with every module of the pipeline that knows it."""
    packages = pkgutil.walk_packages(pipeline.tables.__path__, "pipeline.tables.")
    modules = [importlib.import_module(info.name) for info in packages if info.name not in LEFT_OUT]
    pipelines = [module for name, module in list(sys.modules.items()) if name.startswith("pipeline.")]
    found = {}
    for module in modules:
        owners: list[Owner] = [module]
        owners += (kind for kind in vars(module).values() if inspect.isclass(kind) and kind.__module__ == module.__name__)
        for owner in owners:
            for name, function in list(vars(owner).items()):
                own = inspect.isfunction(inspect.unwrap(function)) and getattr(function, "__module__", "") == module.__name__
                off = answer_when_off(function) if own and not name.startswith("__") else None
                if off is None or any(rule.holds is function for rule in reject.RULES):
                    continue
                users = pipelines if owner is module else [owner]
                places = [(user, key) for user in users for key, value in vars(user).items() if value is function]
                title = f"{module.__name__}.{'' if owner is module else owner.__name__ + '.'}{name}"
                found[f"`{title.removeprefix('pipeline.tables.')}`"] = Rule(function, off, places)
    for rule in reject.RULES:
        found[f"reject: {rule.name}"] = Rule(rule.holds, lambda *_, **__: False, [(reject, "RULES")])
    return found


def bindings(known: Mapping[str, Rule], changed: Mapping[str, Function]) -> list[Binding]:
    """Every place that knows one of these rules, with what is to stand there instead."""
    rejecting = tuple(rule._replace(holds=changed.get(f"reject: {rule.name}", rule.holds)) for rule in reject.RULES)
    named = [(owner, key, answer) for rule, answer in changed.items() for owner, key in known[rule].places if key != "RULES"]
    return [*named, (reject, "RULES", rejecting)]


@contextmanager
def bound(places: Sequence[Binding]) -> Iterator[None]:
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
    for owner, name, value in places:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


def rules_that_act(known: Known, everyone: Mapping[str, Rule]) -> set[str]:
    """The rules that answer at least once otherwise than while they are off, while the tables of a document are found.

    One that returns nothing, one thing after another, or a list that it was given, with items that it may have changed, acts
    whenever it is asked.
    """
    acted: set[str] = set()

    def heard(name: str, rule: Rule) -> Function:
        returns = inspect.signature(rule.function).return_annotation
        always = returns == "None" or (rule.off.__name__ == "unchanged" and returns.startswith("list["))

        def answer(*args: Any, **options: Any) -> Any:
            given = rule.function(*args, **options)
            if always or inspect.isgenerator(given) or (name not in acted and given != rule.off(*args, **options)):
                acted.add(name)
            return given

        return answer

    with bound(bindings(everyone, {name: heard(name, rule) for name, rule in everyone.items()})):
        found_in(known)
    return acted


def switched_off(name: str, everyone: Mapping[str, Rule]) -> list[Binding]:
    """What the finder is made of while a rule or a weight is off."""
    return bindings(everyone, {name: everyone[name].off}) if name in everyone else [(score, WEIGHTS[name], 0.0)]


def pages_of(path: Path) -> Sequence[Page]:
    try:
        return read_pages(open_source(path), path.name, lambda page, pages: None).read
    except Unreadable:
        return []


def drawn_by_tests() -> list[Known]:
    """What the tests draw and find tables in; the tests are run for it, and must pass."""
    known: list[Known] = []
    running: list[str] = []

    class Recorder:
        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            items[:] = [item for item in items if DRAWN.intersection(getattr(item, "fixturenames", ()))]

        def pytest_runtest_setup(self, item: pytest.Item) -> None:
            running[:] = [item.name]

    def record(pages: Sequence[Page], body: Sequence[Sequence[Line]], heads: Mapping[str, int] | None = None) -> Found:
        known.append(Known(running[0], copy.deepcopy(pages)))
        return find_tables(pages, body, heads)

    places = [(tables_only, "find_tables", record), (stretches, "find_tables", record)]
    with bound(places), tempfile.TemporaryDirectory() as folder:
        code = pytest.main(["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/drawn", str(TESTS)], [Recorder()])
    if code != 0:
        sys.exit("The tests that draw tables fail: mend them first.")
    return known


def documents_of(folder: Path) -> list[Known]:
    """The documents of a folder of which the truth is beside them."""
    known = []
    for file in sorted(folder.glob("*.pdf")):
        truth = file.with_suffix(".truth.json")
        if truth.exists():
            tables = json.loads(truth.read_text("utf-8"))["tables"]
            rows = [row for table in tables for row in table["rows"][table["header_rows"] :]]
            headers = [row for table in tables for row in table["rows"][: table["header_rows"]]]
            known.append(Known(file.stem, pages_of(file), rows, headers))
        elif truths := truths_of(file):
            known.append(Known(file.stem, pages_of(file), truths=truths))
    return known


def family(name: str) -> str:
    """What kind of report a file is, as its name says before any number, year or further word: `chamber-107`, `pub_x_2024`."""
    return re.split(r"[-_.\s0-9]", name, maxsplit=1)[0]


def give_up(*_: object) -> None:
    raise TimeoutError


def found_in(known: Known, patience: float = PATIENCE) -> list[Table]:
    """The tables; none where a rule that is off makes finding fail, or go on without end."""
    signal.setitimer(signal.ITIMER_VIRTUAL, patience)
    try:
        return tables_only.logical_tables(known.pages, per_page=bool(known.truths))
    except Exception:
        return []
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def rows_of(tables: Sequence[Table]) -> Rows:
    return [row for table in tables for row in table.texts()]


def headers_of(tables: Sequence[Table]) -> Rows:
    """The rows of headers, each with the extents of its cells: what a rule may change and leave all rows as they are."""
    cells = [cell for table in tables for cell in table.cells if cell.row < table.header_rows]
    spans = [[f"{cell.text} {cell.row_span}×{cell.column_span}"] for cell in cells]
    return [*(row for table in tables for row in table.texts()[: table.header_rows]), *spans]


def printed(tables: Sequence[Table]) -> list[object]:
    """All that is compared of tables: not where their cells stand."""
    nowhere = Box(0, 0, 0, 0)
    return [
        (table.columns, table.header_rows, table.doubtful, [cell._replace(page=0, box=nowhere) for cell in table.cells])
        for table in tables
    ]


def header_rows_found(truth: Rows, tables: Sequence[Table]) -> int:
    """How many true rows of headers were found exactly, as such."""
    found = (row for table in tables for row in table.texts()[: table.header_rows])
    return (Counter(map(key, truth)) & Counter(map(key, found))).total()


def judged(truth: Rows, found: Rows) -> tuple[int, int]:
    """How many true rows with figures were found exactly, and how many rows with figures were found that are not true."""
    wanted, have = (Counter(key(row) for row in rows if has_figures(row)) for rows in (truth, found))
    return (wanted & have).total(), (have - wanted).total()


def measured(documents: Sequence[Known], found: Sequence[Sequence[Table]]) -> list[Measured]:
    """What was found in the documents of the competition."""
    return [
        measure(known.truths, list(map(as_plain, tables))) for known, tables in zip(documents, found, strict=True) if known.truths
    ]


def at_hand(documents: Sequence[Known], words: Sequence[str]) -> AtHand:
    """The documents in order, what all rules find there, and the rules whose names have one of some words, or all."""
    timed = []
    for known in documents:
        start = time.process_time()
        tables = found_in(known)
        timed.append((known, tables, time.process_time() - start))
    timed.sort(key=lambda each: (each[0].kind != "drawing", each[2]))
    chosen = {name: rule for name, rule in rules().items() if has_word(name, words)}
    return AtHand(chosen, *(list(column) for column in zip(*timed, strict=True)))


def has_word(name: str, words: Sequence[str]) -> bool:
    return not words or any(word in name for word in words)


def changed_without(name: str, serves: Sequence[int], at: AtHand) -> dict[int, list[Table]]:
    """What is found while a rule is off in those documents in which it acts that change."""
    found: dict[int, list[Table]] = {}
    counts = Counter[str]()
    with bound(switched_off(name, at.rules)):
        for i in serves:
            kind = at.documents[i].kind
            if counts["drawing"] == ENOUGH or (counts[kind] == ENOUGH and kind == "report"):
                continue
            tables = found_in(at.documents[i], min(PATIENCE, 1 + SLOWER * at.seconds[i]))
            if printed(tables) != printed(at.whole[i]):
                found[i] = tables
                counts[kind] += 1
    return found


def row_of(name: str, found: Mapping[int, Sequence[Table]], at: AtHand) -> list[str]:
    """The row of a rule, by what is found without it in the documents that change."""
    names: dict[str, list[str]] = {"drawing": [], "report": [], "ICDAR": []}
    same_texts = lost = added = headers = 0
    for i, now in found.items():
        known, before = at.documents[i], at.whole[i]
        names[known.kind].append(known.name)
        same_texts += rows_of(before) == rows_of(now)
        if known.rows is not None:
            was, is_now = judged(known.rows, rows_of(before)), judged(known.rows, rows_of(now))
            lost, added = lost + was[0] - is_now[0], added + is_now[1] - was[1]
            headers += header_rows_found(known.headers, before) - header_rows_found(known.headers, now)
    drawings, reports, competing = names.values()
    needing = [*dict.fromkeys(map(family, reports)), *list(dict.fromkeys(drawings))[:SHOWN]]
    others = [str(n) for n in (len(reports), len(competing), lost, added, headers)]
    others = [*others, f"{competition_f(at, found) - competition_f(at, {}):+.3f}"]
    if len(drawings) == ENOUGH:
        others = ["–"] * len(others)
    return [name, f"{len(drawings)}{'+' * (len(drawings) == ENOUGH)}", *others, str(same_texts), ", ".join(needing)]


def competition_f(at: AtHand, found: Mapping[int, Sequence[Table]]) -> float:
    """The competition's measure, where these documents change."""
    everything = [found.get(i, tables) for i, tables in enumerate(at.whole)]
    return mean(measured(at.documents, everything) or [Measured(0, 0)]).f


at_work: AtHand
"""What the processes forked from this one try."""


def acting_in(i: int) -> set[str]:
    return rules_that_act(at_work.documents[i], at_work.rules)


def tried(rule: tuple[str, Sequence[int]]) -> list[str]:
    return row_of(rule[0], changed_without(*rule, at_work), at_work)


def ablate(at: AtHand, words: Sequence[str]) -> Iterator[list[str]]:
    """A row for each rule or weight whose name has one of some words, or for all."""
    global at_work  # noqa: PLW0603
    at_work = at
    everything = range(len(at.documents))
    with multiprocessing.get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool:
        acting = pool.map(acting_in, everything, chunksize=1)
        serves: dict[str, Sequence[int]] = {name: [i for i in everything if name in acting[i]] for name in at.rules}
        serves |= {name: everything for name in WEIGHTS if has_word(name, words)}
        yield from pool.imap_unordered(tried, sorted(serves.items(), key=lambda rule: len(rule[1])))


HEAD = [
    "off", "drawings that change", "reports that change", "ICDAR that change", "true rows lost", "false rows added",
    "true header rows lost", "F", "with all texts the same", "of the kinds, as in",
]  # fmt: skip


def rows_before(words: Sequence[str]) -> dict[str, list[str]]:
    """From the last time the rows of rules that are still there and whose names have none of these words; without words none."""
    lines = RESULTS.read_text("utf-8").splitlines() if words and RESULTS.exists() else []
    rows = [line[2:-2].split(" | ") for line in lines if line.startswith("| ")]
    known = {*rules(), *WEIGHTS}
    return {row[0]: row for row in rows if row[0] in known and not has_word(row[0], words)}


def served(row: Sequence[str]) -> int:
    """How many documents change without a rule, as far as they were counted."""
    return sum(int(count.rstrip("+")) for count in row[1:4] if count != "–")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("Usage: python -m benchmarks.ablation FOLDER [WORD ...]")
    signal.signal(signal.SIGVTALRM, give_up)
    given, words = documents_of(Path(sys.argv[1])), sys.argv[2:]
    drawn = drawn_by_tests()
    found = rows_before(words)
    for row in ablate(at_hand([*drawn, *given], words), words):
        found[row[0]] = row
        print(" | ".join(row), flush=True)
    kinds = Counter("ICDAR" if known.truths else family(known.name) for known in given)
    about = (
        f"{len(drawn)} drawings of the tests, {len(given)} documents with truth "
        f"({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}). What serves least is on top. After "
        f"{ENOUGH} drawings that change no more are tried, and no reports. *With all texts the same* other things change: the "
        "number of header rows, the extents or marks of cells, the columns in doubt. *F* is what becomes of the competition's "
        "measure."
    )
    body = sorted(found.values(), key=lambda row: (served(row), row))
    write_part("The rules of the table finder", f"{about}\n\n{markdown_table([HEAD, *body])}", RESULTS)


if __name__ == "__main__":
    main()
