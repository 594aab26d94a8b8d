"""What is on each page, and what became of it: the columns add up, so that nothing is lost unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.numbers import Number, read_number
from pipeline.reading.glyphs import UNREADABLE
from pipeline.reading.model import Char, Line, Word
from pipeline.reading.page import Page
from pipeline.reading.rotation import AMOUNT, UPSIDE_DOWN, amounts_among
from pipeline.reading.words import lines_of
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.charts import named_rows
from pipeline.tables.features.text_rows import segments_of
from pipeline.tables.model import Grid
from schemas.document import Quarantined
from schemas.page import PLACES, NotRead, PageLedger, UnreadPlace
from schemas.provenance import Box

FEWEST_ROWS = 2
"""So many lines that look like rows, and are in no table, are told."""

FEWEST_TILES = 3
"""So many amounts side by side on one line are told too, as figures set large over or under their names."""

FEWEST_ALONE = 3
"""So many amounts one under another, with nothing beside them, are told too."""

PITCH = 2.6
"""Font sizes from one of them to the next at most, and from a table to a line that may be another row of it."""

NEAR, MOST_PLACES = 20.0, 200
"""Points between what is in one place; lines and words of a kind that are looked at for it."""

SAMPLE = 60
"""Characters of what is told."""


def ledger_of(
    pages: Sequence[Page],
    tables: Iterable[Iterable[Grid]],
    outside: Sequence[Sequence[Line]],
    body: Sequence[Sequence[Line]],
    drawings: Mapping[int, Sequence[Box]],
    unread: Iterable[Quarantined],
) -> list[PageLedger]:
    """The ledger of each page that was read, in order.

    `tables` are grids as they became tables; of each page, `outside` are the lines that became text, and `body` those that
    are no running lines; `drawings` are the charts and other drawings on each, by its number.
    """
    on_page = _on_pages(tables)
    told = _told(unread)
    return [
        _row(page, on_page.get(page.number, ()), lines, own, drawings[page.number], told.get(page.number, ()))
        for page, lines, own in zip(pages, outside, body, strict=True)
    ]


def ledger_of_all(read: Iterable[PageLedger], unread: Iterable[Quarantined]) -> list[PageLedger]:
    """The ledger of a document: of the pages that were read, and of those that were not."""
    rows = {row.page: row for row in read}
    rows |= {number: _unread(number, reasons) for number, reasons in _told(unread).items() if number not in rows}
    return sorted(rows.values(), key=lambda row: row.page)


def _told(unread: Iterable[Quarantined]) -> dict[int, list[str]]:
    """What is told of pages that were not read, or not all, by their numbers."""
    told: dict[int, list[str]] = {}
    for row in unread:
        if row.page is not None:
            told.setdefault(row.page, []).append(row.reason)
    return told


def read_in_part(
    pages: Iterable[Page],
    tables: Iterable[Iterable[Grid]],
    outside: Iterable[Iterable[Line]],
    drawings: Mapping[int, Sequence[Box]],
) -> Iterator[Quarantined]:
    """What is told of pages with rows of amounts that became no table; `outside` are the lines of each in none.

    A label of an axis stands alone in its row. The arguments are those of `ledger_of`.
    """
    on_page = _on_pages(tables)
    for page, lines in zip(pages, outside, strict=True):
        turned = [line for line in lines if line.turned and round(line.words[0].chars[0].angle) != UPSIDE_DOWN]
        in_row = Counter(round(line.box.center_x) for line in turned)
        rows = [line for line in turned if in_row[round(line.box.center_x)] > 1]
        if amounts := amounts_among(ch for line in rows for word in line.words for ch in word.chars):
            yield _in_part(page, "askew", f"{amounts} amounts on it are set sideways")
        if drawn := named_rows(lines, drawings[page.number]):
            yield _in_part(page, "loose", f"{len(drawn)} lines with amounts that stand in a drawing on it are in no table")
        level = (line for line in lines if not line.turned and AMOUNT.search(line.text))
        upright = [line for line in level if not any(box.contains_point(*line.box.center) for box in drawings[page.number])]
        apart = [amounts for line in upright if (amounts := _amounts_apart(line)) > 1]
        if not apart and (column := _column_alone(line for line in lines if not line.turned)):
            yield _in_part(page, "loose", f"{column} amounts on it stand one under another without names, in no table")
        if len(apart) >= FEWEST_ROWS:
            yield _in_part(page, "loose", f"{len(apart)} lines on it with amounts side by side are in no table")
        elif apart and apart[0] >= FEWEST_TILES:
            yield _in_part(page, "loose", f"{apart[0]} amounts side by side on it are in no table")
        elif going_on := sum(_rows_under(grid, upright) for grid in on_page.get(page.number, ())):
            lines_under = "1 line" if going_on == 1 else f"{going_on} lines"
            yield _in_part(page, "loose", f"{lines_under} under a table on it, with amounts in line with its own, went into none")


def _rows_under(grid: Grid, outside: Sequence[Line]) -> int:
    """How many lines right under a table have an amount, apart from what stands before it, that ends in line with its figures."""
    figures = [cell for cell in grid.cells if cell.figure and AMOUNT.search(cell.text)]
    ends = {cell.lines[-1].x1 for cell in figures}
    last = max((line.baseline for cell in grid.cells for line in cell.lines), default=0.0)
    found = 0
    for line in sorted(outside, key=lambda line: line.baseline):
        if not 0 < line.baseline - last <= PITCH * line.size:
            continue
        last = line.baseline
        _, *others = segments_of(line)
        amounts = [segment.x1 for segment in others if segment.figure and AMOUNT.search(segment.text)]
        found += any(abs(x1 - end) <= IN_LINE for x1 in amounts for end in ends)
    return found


def _on_pages(tables: Iterable[Iterable[Grid]]) -> dict[int, list[Grid]]:
    """The parts of tables on each page, by its number."""
    on_page: dict[int, list[Grid]] = {}
    for grid in (grid for table in tables for grid in table):
        on_page.setdefault(grid.page, []).append(grid)
    return on_page


def _column_alone(lines: Iterable[Line]) -> int:
    """How many amounts stand one under another with nothing beside them, as the last column of a wide sheet on another page.

    Those along the axis of a chart go up or down by equal steps.
    """
    columns: dict[int, list[tuple[Line, Decimal]]] = {}
    for line in lines:
        if (value := _amount_alone(line.text)) is not None:
            columns.setdefault(round(line.box.x1), []).append((line, value))
    most = 0
    for column in columns.values():
        near = [(a, b) for a, b in pairwise(column) if b[0].baseline - a[0].baseline <= PITCH * a[0].size]
        if len(near) + 1 >= FEWEST_ALONE and len({b[1] - a[1] for a, b in near}) > 1:
            most = max(most, len(column))
    return most


def _amount_alone(text: str) -> Decimal | None:
    """What a text says that is one amount, and no place, count or year."""
    reading = read_number(text)
    if isinstance(reading, Number) and (reading.scale is not None or "fraction" in reading.remarks or AMOUNT.search(text)):
        return reading.value
    return None


def _in_part(page: Page, error: str, why: str) -> Quarantined:
    reason = f"Page {page.number} was read in part: {why}. Look at it by hand."
    return Quarantined(source_file="", page=page.number, stage="read", error=error, reason=reason)


def _amounts_apart(line: Line) -> int:
    """How many amounts of a line white parts from what is beside them."""
    return sum(segment.figure and AMOUNT.search(segment.text) is not None for segment in segments_of(line))


def _row(
    page: Page,
    grids: Iterable[Grid],
    outside: Iterable[Line],
    body: Iterable[Line],
    charts: Sequence[Box],
    told: Sequence[str],
) -> PageLedger:
    in_cells = set(_ids(word for grid in grids for word in grid.words()))
    shown = [word for line in page.lines for word in line.words]
    places = dict.fromkeys(_ids(shown), "in_running_lines")
    places |= dict.fromkeys(_ids(word for line in body for word in line.words), "refused")  # unless one of these has it
    set_apart: list[Line] = []
    for line in outside:
        drawn = any(box.contains_point(*line.box.center) for box in charts)
        if not drawn and _sets_amounts_apart(line):
            set_apart.append(line)
        places |= dict.fromkeys(_ids(line.words), "in_charts" if drawn else "in_sections")
    places |= dict.fromkeys(in_cells & places.keys(), "in_cells")
    lost = [ch for word in shown for ch in word.chars if places[id(ch)] == "refused"]
    places |= {id(ch): "refused" for word in shown for ch in word.chars if ch.text == UNREADABLE}
    hidden, refused = _words(page.not_shown), _words(page.refused)
    places |= dict.fromkeys(_ids(hidden), "not_shown") | dict.fromkeys(_ids(refused), "refused")
    words = [*shown, *hidden, *refused]
    characters = Counter(map(places.__getitem__, _ids(words)))
    with_figures = list(filter(is_figure, words))
    figures = Counter(places[id(_first_figure(word))] for word in with_figures)
    remarks = list(page.remarks)
    if lost:
        remarks.append(f"In no cell and in no text: {_sample(lost)}.")
    if len(set_apart) >= FEWEST_ROWS:
        begins = _sample([ch for word in set_apart[0].words for ch in word.chars])
        remarks.append(f"In no table: {len(set_apart)} lines with amounts set apart, from {begins} on.")
    if page.not_shown:
        remarks.append(f"Not shown: {_sample(page.not_shown)}.")
    return PageLedger(
        page=page.number,
        engine=page.engine,
        completeness="partial" if told else "complete",
        characters=len(page.chars) + _drawn_signs(page, shown) + len(page.not_shown) + len(page.refused),
        figures=len(with_figures),
        **{f"characters_{place}": characters[place] for place in PLACES},
        **{f"figures_{place}": figures[place] for place in PLACES},
        image_share=_image_share(page),
        remarks=(*remarks, *told),
        unread=tuple(
            _places(
                {
                    "print": page.unread_lines,
                    "refused": [page.displayed(word.box) for word in filter(is_figure, [*refused, *_words(lost)])],
                    "loose": [page.displayed(line.box) for line in set_apart if told],
                    "not_shown": [page.displayed(word.box) for word in filter(is_figure, hidden)],
                },
            )
        ),
    )


def _places(boxes: Mapping[NotRead, Sequence[Box]]) -> Iterator[UnreadPlace]:
    """The places of what was not read, boxes close to one another in one."""
    for what, found in boxes.items():
        areas: list[Box] = []
        for box in found[:MOST_PLACES]:
            near = [area for area in areas if area.overlaps(box.grown(NEAR))]
            areas = [area for area in areas if area not in near] + [Box.around([box, *near])]
        yield from (UnreadPlace(what=what, box=area) for area in areas)


def _drawn_signs(page: Page, shown: Sequence[Word]) -> int:
    """How many signs and brackets of its figures are strokes, and no characters of the page."""
    if not page.strokes and not page.curves:
        return 0
    printed = set(map(id, page.chars))
    return sum(ch.text in "-()" and id(ch) not in printed for word in shown for ch in word.chars)


def _sets_amounts_apart(line: Line) -> bool:
    """Whether a line looks like a row of a table: several figures, or an amount, with white beside it as between columns."""
    segments = segments_of(line)
    figures = [segment.text for segment in segments if segment.figure]
    return len(figures) > 1 or (len(segments) > 1 and any("," in figure or "." in figure for figure in figures))


def may_be_row(line: Line) -> bool:
    """Whether a line has a figure as a row of a table has: an amount, or one that stands alone."""
    return bool(AMOUNT.search(line.text)) or any(segment.figure for segment in segments_of(line))


def _unread(number: int, reasons: Sequence[str]) -> PageLedger:
    counts = dict.fromkeys((f"{what}_{place}" for place in PLACES for what in ("characters", "figures")), 0)
    return PageLedger(
        page=number,
        engine=None,
        completeness="unread",
        characters=0,
        figures=0,
        image_share=Decimal(0),
        remarks=tuple(reasons),
        unread=(),
        **counts,
    )


def is_figure(word: Word) -> bool:
    """Whether a word has a digit, or is of glyphs of which nobody can say that they are none."""
    return any(map(str.isdigit, word.text)) or UNREADABLE * 2 in word.text


def _first_figure(word: Word) -> Char:
    """The character that says where a figure is: one that cannot be read, else its first digit."""
    unreadable = next((ch for ch in word.chars if ch.text == UNREADABLE), None)
    return unreadable or next(ch for ch in word.chars if any(map(str.isdigit, ch.text)))


def _ids(words: Iterable[Word]) -> list[int]:
    return [id(ch) for word in words for ch in word.chars]


def _words(chars: Iterable[Char]) -> list[Word]:
    return [word for line in lines_of(chars) for word in line.words]


def _sample(chars: Sequence[Char]) -> str:
    text = " ".join(line.text for line in lines_of(chars))
    return f"«{text}»" if len(text) <= SAMPLE else f"«{text[:SAMPLE]}…» ({len(chars):,} characters)"


def _image_share(page: Page) -> Decimal:
    """The sum of the images, each as far as it is on the page."""
    area = sum(
        max(0.0, min(box.x1, page.width) - max(box.x0, 0.0)) * max(0.0, min(box.bottom, page.height) - max(box.top, 0.0))
        for box in page.images
    )
    return round(Decimal(min(1.0, area / (page.width * page.height))), 4)
