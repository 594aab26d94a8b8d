"""Which rule of the table finder serves what: each is switched off, and what becomes of known tables is counted.

`python -m benchmarks.ablation FOLDER`: over what the tests draw, the reports with truth in FOLDER (NAME.pdf beside
NAME.truth.json, whose `tables` have `rows` and `header_rows`) and the documents of the ICDAR 2013 competition there (NAME.pdf
beside NAME-str.xml). A rule is a function or method of `pipeline/tables` that while it is off says no, finds nothing, does
nothing or gives back what it was to change; one of the rules of `regions/reject`, which then says no; or a weight of
`regions/score`, which is then 0. Documents are read once. A document in which a rule never acts is not tried without it: its
tables are the same. Writes to `benchmarks/ABLATION.md`. What reviewers laid out is no rule of the finder, and left out.

Texts of rows are compared, not how many rows are header. That a rule changes nothing here is a reason to look at it, not to
remove it: two that changed none of 275 documents nor any drawing kept figures of three among 833 in their columns.
"""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import pkgutil
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
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
from pipeline.tables_only import PlainTable

TESTS = Path(__file__).parents[1] / "tests"

WEIGHTS = (
    "BLOCK", "HELD_BY_RULES", "HEADED", "UNMATCHED_GAP", "WIDE_GAP", "NEW_HEADER", "MISALIGNED", "CUT",
)  # fmt: skip

PATIENCE = 30
"""Seconds after which finding in one document is given up."""

ENOUGH = 8
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
    """The true rows of a report."""
    truths: Sequence[Reading] = ()
    """The true readings of a document of the competition, whose tables are found page by page."""


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
class Switch:
    """A rule, what the finder is made of while it is off, and the documents that may change then; None: any."""

    name: str
    off: Sequence[Binding]
    serves: Set[int] | None = None


def answer_when_off(function: Function) -> Function | None:
    """What a rule does while it is off, told by what it returns; None: it is no rule that could be off.

    It says no, finds nothing, does nothing, or gives back what it was given to change.
    """
    signature = inspect.signature(function)
    returns = str(signature.return_annotation)
    as_given = (returns, returns.replace("list[", "Sequence["))
    required = (p for p in signature.parameters.values() if p.default is p.empty)
    given = next((parameter.name for parameter in required if parameter.annotation in as_given), None)

    def unchanged(*args: Any, **options: Any) -> Any:
        value = signature.bind(*args, **options).arguments[given or ""]
        return list(value) if returns.startswith("list[") else value

    if given is not None:
        return unchanged
    if returns in ("bool", "None") or returns.endswith("| None"):
        return lambda *_, **__: False if returns == "bool" else None
    if returns.startswith(("list[", "Iterator[")):
        return lambda *_, **__: [] if returns.startswith("list[") else iter(())
    return None


def rules() -> dict[str, Rule]:
    """The rules of `pipeline/tables`, by room and name."""
    packages = pkgutil.walk_packages(pipeline.tables.__path__, "pipeline.tables.")
    modules = [importlib.import_module(info.name) for info in packages if info.name != "pipeline.tables.overrides"]
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
                users = [*modules, tables_only] if owner is module else [owner]
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

    One that returns nothing, one thing after another, or what it was given and may have changed, acts whenever it is asked.
    """
    acted: set[str] = set()

    def heard(name: str, rule: Rule) -> Function:
        returns = inspect.signature(rule.function).return_annotation

        def answer(*args: Any, **options: Any) -> Any:
            given = rule.function(*args, **options)
            in_place = returns == "None" or (isinstance(given, list) and any(given is one for one in args))
            if in_place or inspect.isgenerator(given) or (name not in acted and given != rule.off(*args, **options)):
                acted.add(name)
            return given

        return answer

    with bound(bindings(everyone, {name: heard(name, rule) for name, rule in everyone.items()})):
        found_in(known)
    return acted


def switches(documents: Sequence[Known]) -> Iterator[Switch]:
    """Every rule that can be switched off."""
    everyone = rules()
    acting = [rules_that_act(known, everyone) for known in documents]
    for name, rule in everyone.items():
        serves = {i for i, acted in enumerate(acting) if name in acted}
        yield Switch(name, bindings(everyone, {name: rule.off}), serves)
    for name in WEIGHTS:
        yield Switch(f"score: `{name}`", [(score, name, 0.0)])


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
            known.append(Known(file.stem, pages_of(file), rows))
        elif truths := truths_of(file):
            known.append(Known(file.stem, pages_of(file), truths=truths))
    return known


def family(name: str) -> str:
    """What kind of report a file is, as its name says before any number, year or further word: `chamber-107`, `pub_x_2024`."""
    return re.split(r"[-_.\s0-9]", name, maxsplit=1)[0]


def give_up(*_: object) -> None:
    raise TimeoutError


def found_in(known: Known) -> list[PlainTable]:
    """The tables; none where a rule that is off makes finding fail, or go on without end."""
    signal.alarm(PATIENCE)
    try:
        return tables_only.tables_of(known.pages, per_page=bool(known.truths))
    except Exception:
        return []
    finally:
        signal.alarm(0)


def rows_of(tables: Sequence[PlainTable]) -> Rows:
    return [row for table in tables for row in table["rows"]]


def judged(truth: Rows, found: Rows) -> tuple[int, int]:
    """How many true rows with figures were found exactly, and how many rows with figures were found that are not true."""
    wanted, have = (Counter(key(row) for row in rows if has_figures(row)) for rows in (truth, found))
    return (wanted & have).total(), (have - wanted).total()


def measured(documents: Sequence[Known], found: Sequence[Sequence[PlainTable]]) -> list[Measured]:
    """What was found in the documents of the competition."""
    return [measure(known.truths, tables) for known, tables in zip(documents, found, strict=True) if known.truths]


def ablate(documents: Sequence[Known], on_rule: Callable[[str], None]) -> list[list[str]]:
    """A row for each rule: how many documents of each kind change, what is lost of their truth, and which they are."""
    before = [found_in(known) for known in documents]
    whole = mean(measured(documents, before) or [Measured(0, 0)])
    rows: list[tuple[float, list[str]]] = []
    for switch in switches(documents):
        now = list(before)
        drawings: list[str] = []
        reports: list[str] = []
        competing: list[str] = []
        lost = added = 0
        with bound(switch.off):
            for i, known in enumerate(documents):
                changed = competing if known.truths else drawings if known.rows is None else reports
                tried = switch.serves is None or i in switch.serves
                if not tried or (len(changed) == ENOUGH and not known.truths):
                    continue
                now[i] = found_in(known)
                if rows_of(now[i]) == rows_of(before[i]):
                    continue
                changed.append(known.name)
                if known.rows is not None:
                    was, is_now = judged(known.rows, rows_of(before[i])), judged(known.rows, rows_of(now[i]))
                    lost, added = lost + was[0] - is_now[0], added + is_now[1] - was[1]
        f = mean(measured(documents, now) or [Measured(0, 0)]).f - whole.f
        counts = [f"{len(changed)}{'+' * (len(changed) == ENOUGH)}" for changed in (drawings, reports)]
        serves = [*dict.fromkeys(map(family, reports)), *list(dict.fromkeys(drawings))[:SHOWN]]
        row = [switch.name, *counts, str(lost), str(added), str(len(competing)), f"{f:+.3f}", ", ".join(serves)]
        rows.append((len(drawings) + len(reports) + len(competing), row))
        on_rule(" | ".join(row))
    return [row for _, row in sorted(rows)]


HEAD = [
    "off", "drawings that change", "reports that change", "true rows lost", "false rows added", "ICDAR that change", "F",
    "of the kinds, as in",
]  # fmt: skip


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m benchmarks.ablation FOLDER")
    signal.signal(signal.SIGALRM, give_up)
    given = documents_of(Path(sys.argv[1]))
    drawn = drawn_by_tests()
    body = ablate([*drawn, *given], lambda row: print(row, flush=True))
    kinds = Counter("ICDAR" if known.truths else family(known.name) for known in given)
    about = (
        f"{len(drawn)} drawings of the tests, {len(given)} documents with truth "
        f"({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}). What serves least is on top. After eight "
        "drawings or reports that change, no more are tried. *F* is what becomes of the competition's measure. Rules that were "
        "removed since are left out."
    )
    write_part(
        "The rules of the table finder", f"{about}\n\n{markdown_table([HEAD, *body])}", Path(__file__).parent / "ABLATION.md"
    )


if __name__ == "__main__":
    main()
