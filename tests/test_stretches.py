"""A document read in stretches is the document read whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.console import Display
from flows.job import Job
from pipeline import stretches
from pipeline.extraction import Extraction, extract
from pipeline.reading import document
from pipeline.source import Unreadable, open_source
from pipeline.stretches import Stretch
from pipeline.tables import beside
from tests.drawing import EVERYTHING, Align, Drawing

HEAD = ["Voce", "2015", "2016"]
ROWS = [
    ["Diritto annuale", "4.116.035,72", "3.290.338,80"],
    ["Diritti di segreteria", "1.120.361,96", "1.135.100,00"],
    ["Contributi e trasferimenti", "562.851,62", "728.311,26"],
    ["Gestione di servizi", "204.383,17", "192.930,53"],
]
ONE = [["Atti", "Area", "Numero"], ["Pareri", "Affari legali", "12"]]
PROSE = ["Il presente documento illustra le attività svolte nel corso dell'esercizio, con riferimento", "agli obiettivi fissati."]
COLUMNS: list[tuple[float, Align]] = [(72, "l"), (380, "r"), (480, "r")]
FIGURES: list[tuple[float, Align]] = [(180, "r"), (300, "r")]

PAGES: dict[str, Callable[[Drawing], object]] = {
    "prose": lambda d: d.lines(72, 100, PROSE),
    "ruled": lambda d: d.lines(72, 100, PROSE).grid(72, 160, [200, 90, 90], [HEAD, *ROWS], rules=EVERYTHING, bold_rows=1),
    "to the foot": lambda d: d.lines(72, 100, PROSE).aligned(620, COLUMNS, [HEAD, *ROWS], bold_rows=1, leading=24),
    "from the head": lambda d: d.aligned(80, COLUMNS, ROWS, leading=24).lines(72, 300, PROSE),
    "all of it": lambda d: d.aligned(80, COLUMNS, [HEAD, *ROWS], bold_rows=1, leading=130),
    "columns that face": lambda d: d.aligned(80, FIGURES, [row[1:] for row in [HEAD, *ROWS]], bold_rows=1, leading=130),
    "one figure under a head": lambda d: d.lines(72, 100, PROSE).aligned(300, COLUMNS, ONE),
    "another head": lambda d: d.text(72, 90, "Servizi", size=13, bold=True).aligned(130, COLUMNS, [["Ente", "A", "B"], *ROWS]),
    "nothing": lambda d: d.text(72, 400, "Pagina lasciata bianca"),
}  # fmt: skip


def drawn(kinds: list[str]) -> Drawing:
    drawing = Drawing(head="Camera di Commercio di Prova", foot="Pagina {page}")
    for i, kind in enumerate(kinds):
        PAGES[kind](drawing.page() if i else drawing)
    return drawing


def read(kinds: list[str], at_a_time: int, parts: int = 0) -> tuple[Extraction, list[Stretch]]:
    told: list[Stretch] = []
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(stretches, "AT_A_TIME", at_a_time)
        patched.setattr(document, "AT_HAND", at_a_time)
        for module in (stretches, beside):
            patched.setattr(module, "FURTHEST", 1)
        file = drawn(kinds).save(Path(folder) / "drawn.pdf")
        ranges = [range(1, len(kinds) + 1)[i::parts] for i in range(parts)]
        read_before = [
            document.read_part(open_source(file), file.name, numbers, lambda page, pages: None, {}, Path(folder) / str(i))
            for i, numbers in enumerate(ranges)
        ]
        return extract(open_source(file), file.name, parts=read_before, on_stretch=told.append)[0], told


@settings(max_examples=10, derandomize=True)
@given(st.lists(st.sampled_from(list(PAGES)), min_size=8, max_size=16))
def test_whatever_its_pages_are(kinds: list[str]) -> None:
    assert read(kinds, 3, parts=2)[0] == read(kinds, 3)[0] == read(kinds, len(kinds))[0]


def test_each_stretch_is_told_as_it_is_read() -> None:
    whole, told = read(["ruled", "prose"] * 6, 4)
    assert len(told) > 3
    assert sum(len(stretch.tables) for stretch in told) == len(whole.tables) == 6
    assert [page.number for stretch in told for page in stretch.pages] == list(range(1, 13))


def test_no_stretch_ends_in_a_table() -> None:
    whole, told = read(["prose"] * 5 + ["to the foot", "from the head"] + ["prose"] * 5, 3)
    assert 6 not in [stretch.pages[-1].number for stretch in told]
    assert (6, 7) in [(table.first_page, table.last_page) for table in whole.tables]


def test_all_processes_read_a_long_document_each_a_part(tmp_path: Path) -> None:
    drawn([*["ruled", "another head"] * 2, *["nothing"] * 148]).save(tmp_path / "long.pdf")
    written = []
    for workers in (1, 2):
        output = tmp_path / str(workers)
        with Job([str(tmp_path / "long.pdf")], str(output), workers, [], str(tmp_path / "corrections"), quiet=True) as job:
            job.open()
            (document_id,) = job.unknown
            job.read(document_id)
            assert len(job.pool.workers) == workers
        files = (file for file in output.glob("[a-z]*/*/*.parquet"))
        written.append({file.relative_to(output): file.read_bytes() for file in files})
    assert written[0] == written[1]
    assert len(written[0]) > 5


def test_who_waits_for_a_long_document_is_told_what_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_: object, begun: Callable[[int, int], None], so_far: Callable[[int, int, int], None]) -> None:
        begun(1, 200)
        so_far(64, 5, 60)
        so_far(200, 9, 90)
        raise Unreadable("timed_out", "It takes too long.")

    drawn(["prose"]).save(tmp_path / "long.pdf")
    told: list[str] = []
    with Job([str(tmp_path / "long.pdf")], str(tmp_path / "output"), 1, [], str(tmp_path / "corrections"), quiet=True) as job:
        job.open()
        monkeypatch.setattr(job.pool, "run", run)
        with pytest.raises(Unreadable):
            job.read(job.unknown[0], told.append)
    assert told == ["on 64 pages 5 tables with 60 figures"]


def test_the_bar_of_a_document_in_parts_never_goes_back() -> None:
    done = []
    with Display(1, quiet=True) as display, display.document("a.pdf") as shown:
        for page in (1, 77, 2, 78, 78, 3, 153):
            shown.page(page, 152)
            done.append(display.progress.tasks[-1].completed)
    assert done == [0, 1, 2, 3, 3, 4, 152]
