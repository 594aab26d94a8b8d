"""What is to be told of how tables were read: figures that are no numbers, or may have another sign, scale, unit or place.

Each doubt is worded here in both languages and told once a table, at the first cell that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.claims.aggregates import thousands_apart
from pipeline.figures.between_rows import between_rows
from pipeline.figures.refusals import WITH_SHARE, Refusal
from pipeline.figures.scales import Stated, stated_scale
from pipeline.figures.unheaded import Unheaded, unheaded
from pipeline.figures.values import TableValues
from pipeline.findings.about_cell import about_cell
from pipeline.findings.wording_en import italian
from pipeline.findings.wording_it import short
from pipeline.narrative.currency import lines_of_unit_below
from pipeline.numbers import UNREADABLE, Words
from schemas.finding import Finding
from schemas.section import Section
from schemas.table import Cell, Table

MOST_NAMED = 5
"""Rows and columns that a sentence names."""

_LOST = re.compile(rf"[^\W\d_]{UNREADABLE}|{UNREADABLE}{{2}}")
"""Part of a word that cannot be told, and not the mark of an item before it."""


class Doubt(NamedTuple):
    """What a reviewer should look at of how a table was read."""

    rule: str
    cell: Cell
    """Where it is told."""
    english: str
    italian: str
    """"" where the place of the cell says all."""


def doubts(
    document_id: str,
    tables: Sequence[Table],
    values: Mapping[str, TableValues],
    unrecorded: Container[str],
    sections: Sequence[Section],
) -> Iterator[Finding]:
    """What is to be told of how tables were read, as warnings: of each table by itself, then of tables beside others.

    `values` are those of each table by its id; `unrecorded` has the ids of tables that no record holds.
    """
    for table in tables:
        for doubt in _of_table(table, values[table.table_id], table.table_id not in unrecorded):
            yield _finding(document_id, table, doubt)
    for table, label, cell, other in thousands_apart(tables):
        doubt = Doubt("UNIT-2", cell, _thousandfold(label, cell, other), _thousandfold_it(label, cell, other))
        yield _finding(document_id, table, doubt)
    below = lines_of_unit_below(tables, sections)
    for table in tables:
        if table.table_id in below:
            line, figure = below[table.table_id]
            yield _finding(document_id, table, Doubt("UNIT-3", figure, _line_below(line), _line_below_it(line)))


def _finding(document_id: str, table: Table, doubt: Doubt) -> Finding:
    return about_cell(document_id, table.table_id, doubt.cell, doubt.rule, "warning", doubt.english, doubt.italian)


def _of_table(table: Table, values: TableValues, recorded: bool) -> Iterator[Doubt]:
    headings = table.headings()
    for refusal in values.refused:
        if refusal.reason == WITH_SHARE and recorded:
            continue  # its records hold both
        heading = headings[refusal.cell.column]
        rule = "NUM-1" if refusal.count == 1 else "NUM-2"
        yield Doubt(rule, refusal.cell, _refused(refusal, heading), _refused_it(refusal, heading))
    scale = stated_scale(table)
    amounts = [cell for cell in table.cells if cell.measure == "amount"]
    apart = [cell for cell in amounts if cell.scale not in (None, scale)]
    if apart and recorded:
        yield Doubt("UNIT-1", apart[0], _scale(apart[0], scale), _scale_it(apart[0], scale))
    if values.scale and values.scale.against and amounts:
        yield Doubt("UNIT-3", amounts[0], _doubtful_scale(values.scale), _doubtful_scale_it(values.scale))
    if unsure := values.unsure:
        yield Doubt("UNIT-4", unsure[0][1], _unsure(unsure), _unsure_it(unsure))
    if red := values.red:
        yield Doubt("NUM-3", red[0], _red(red), _red_it(red))
    if sided := values.sided:
        yield Doubt("NUM-3", sided[0], _sided(sided), _sided_it(sided))
    if struck := [cell for cell in table.cells if cell.struck and cell.value is not None]:
        yield Doubt("NUM-4", struck[0], _struck(struck), _struck_it(struck))
    if cut := [cell for cell in table.cells if cell.cut]:
        yield Doubt("NUM-6", cut[0], _cut(cut), _cut_it(cut))
    if lost := [c for c in table.cells if _LOST.search(c.text) and isinstance(values.reading(c), Words)]:
        yield Doubt("NUM-5", lost[0], _lost(lost), _lost_it(lost))
    if between := between_rows(table):
        yield Doubt("ROW-1", between[0], _between(between), _between_it(between))
    if lone := unheaded(table):
        yield Doubt("HEAD-1", lone.cells[0], _unheaded(lone), _unheaded_it(lone))


def _refused(refusal: Refusal, heading: str) -> str:
    """Why a cell among numbers is none, or why nothing of a column could be read."""
    if refusal.count == 1:
        return f"«{refusal.cell.text}» is not a number: {refusal.reason}. Nothing was read from it."
    column = f"the column «{heading}»" if heading else "a column"
    unread = f"{refusal.count} of the {refusal.cells} figures of {column} could not be read"
    return f"{unread}: «{refusal.cell.text}», for one, is not a number: {refusal.reason}."


def _refused_it(refusal: Refusal, heading: str) -> str:
    """That most of a column could not be read."""
    if refusal.count == 1:
        return ""
    column = f"della colonna «{short(heading)}»" if heading else "di una colonna"
    unread = f"{refusal.count} delle {refusal.cells} cifre {column} non si sono potute leggere"
    return f"{unread}: «{refusal.cell.text}», per esempio, non è un numero."


def _red(cells: Sequence[Cell]) -> str:
    """That figures in red may be negative."""
    if len(cells) == 1:
        return f"«{cells[0].text}» is printed in red, with no sign: it may be meant as negative. It was read as positive."
    count = f"«{cells[0].text}» and {len(cells) - 1} more figures of this table are"
    return f"{count} printed in red, with no sign: they may be meant as negative. They were read as positive."


def _red_it(cells: Sequence[Cell]) -> str:
    """That figures in red may be negative."""
    if len(cells) == 1:
        return f"«{cells[0].text}» è in rosso e senza segno: può essere negativa. È stata letta come positiva."
    return f"«{cells[0].text}» e altre {len(cells) - 1} cifre della tabella sono in rosso e senza segno: possono essere negative."


def _sided(cells: Sequence[Cell]) -> str:
    """That nothing says which side of the account is negative."""
    said = "marked with a side of the account, and nothing says which side is negative. What is printed was read as positive."
    return f"{_named(cells, 'figure')} {said}"


def _sided_it(cells: Sequence[Cell]) -> str:
    """That nothing says which side of the account is negative."""
    more = _and_more(cells, "altre {} cifre")
    return f"«{cells[0].text}» ha accanto il lato del conto, e nulla dice quale sia negativo. È stata letta come positiva.{more}"


def _struck(cells: Sequence[Cell]) -> str:
    """That figures struck out may not count."""
    return f"{_named(cells, 'figure')} struck out by a line or a stamp, and may not count. What is printed was read."


def _struck_it(cells: Sequence[Cell]) -> str:
    """That figures struck out may not count."""
    more = _and_more(cells, "altre {} cifre")
    return f"«{cells[0].text}» è barrata da una linea o da un timbro: può non valere più. È stata letta come stampata.{more}"


def _thousandfold(label: str, cell: Cell, other: Cell) -> str:
    """That two tables state one amount in scales that cannot both be."""
    return (
        f"{label} is «{cell.text}» here and «{other.text}» on page {other.page}: in the scales that their tables say, one is a "
        "thousand times the other. One of the tables is in another scale than it was read in."
    )


def _thousandfold_it(label: str, cell: Cell, other: Cell) -> str:
    """That two tables state one amount in scales that cannot both be."""
    return (
        f"{label} è «{cell.text}» qui e «{other.text}» a pagina {other.page}: nelle scale indicate uno è mille volte l'altro. "
        "Una delle tabelle è in una scala diversa da quella con cui è stata letta."
    )


def _cut(cells: Sequence[Cell]) -> str:
    """That texts are cut off, in which figures may be."""
    return f"{_named(cells, 'text')} cut off: digits of it are in the file and not shown on the page. What shows was read."


def _cut_it(cells: Sequence[Cell]) -> str:
    """That texts are cut off, in which figures may be."""
    more = _and_more(cells, "altri {} testi")
    return f"«{cells[0].text}» è troncato: alcune cifre sono nel file ma non si vedono. È stato letto quel che si vede.{more}"


def _lost(cells: Sequence[Cell]) -> str:
    """That texts cannot be told, in which figures may be."""
    return f"{_named(cells, 'text')} not legible as a whole: a figure may be lost there."


def _lost_it(cells: Sequence[Cell]) -> str:
    """That texts cannot be told, in which figures may be."""
    more = _and_more(cells, "altri {} testi")
    return f"«{cells[0].text}» non si legge per intero: può contenere una cifra.{more}"


def _unheaded(found: Unheaded) -> str:
    """That figures may stand under wrong headings."""
    first = f"«{found.cells[0].text}»"
    if found.why == "another header":
        return f"{first} stands under figures and over others, as a heading does: those below it may be another table's."
    named = _named(found.cells, "figure")
    if found.why == "a column without heading":
        return f"{named} in a column without heading, beside columns that have one: it may be missing, or misplaced."
    if found.why == "one heading":
        return f"{named} in columns of one and the same heading: what tells these apart was not found."
    if found.why == "doubtful headings":
        return f"{named} under headings of which it is not clear over which columns they are: they may be others."
    return f"{named} under no heading: none is printed, or it was not found."


def _unheaded_it(found: Unheaded) -> str:
    """That figures may stand under wrong headings."""
    first = f"«{found.cells[0].text}»"
    if found.why == "another header":
        return f"{first} sta sotto delle cifre e sopra altre, come un'intestazione: può iniziare un'altra tabella."
    more = _and_more(found.cells, "altre {} cifre")
    if found.why == "a column without heading":
        return f"{first} sta in una colonna senza intestazione, accanto a colonne che ne hanno una.{more}"
    if found.why == "one heading":
        return f"{first} sta in una di più colonne con la stessa intestazione: ciò che le distingue non è stato trovato.{more}"
    if found.why == "doubtful headings":
        return f"{first} può avere un'altra intestazione: non è chiaro su quali colonne stiano i nomi sopra.{more}"
    return f"{first} non ha un'intestazione: non è stampata, o non è stata trovata.{more}"


def _between(cells: Sequence[Cell]) -> str:
    """That figures may be of the row above or of the one below."""
    return f"{_named(cells, 'figure')} between two rows: of the one above, the one below, or both."


def _between_it(cells: Sequence[Cell]) -> str:
    """That figures may be of the row above or of the one below."""
    more = _and_more(cells, "altre {} cifre")
    return f"«{cells[0].text}» sta fra due righe: può essere di quella sopra, di quella sotto o di entrambe.{more}"


def _scale(cell: Cell, scale: int) -> str:
    """That amounts of a table are in another scale than its records."""
    here = "euro" if cell.scale == 1 else f"units of {italian(Decimal(cell.scale or 1))} euro"
    there = "euro" if scale == 1 else f"units of {italian(Decimal(scale))} euro"
    return f"«{cell.text}» is in {here}, most of its table in {there}: it stands in `cells` and `facts`, and in no record."


def _scale_it(cell: Cell, scale: int) -> str:
    """That amounts of a table are in another scale than its records."""
    here, there = ("in euro" if n == 1 else f"in unità di {italian(Decimal(n))} euro" for n in (cell.scale or 1, scale))
    return f"«{cell.text}» è {here}, la maggior parte della tabella {there}: non è ripresa tra le voci lette."


def _doubtful_scale(stated: Stated) -> str:
    """That two places say different scales for the amounts of a table."""
    scale = "euro" if stated.scale == 1 else f"units of {italian(Decimal(stated.scale))} euro"
    return (
        f"The amounts of this table were read in {scale}: {stated.source} says so, and {stated.against} says otherwise of what"
        " this table may be. No figure of the document tells which of the two holds."
    )


def _doubtful_scale_it(stated: Stated) -> str:
    """That two places say different scales for the amounts of a table."""
    scale = "in euro" if stated.scale == 1 else f"in unità di {italian(Decimal(stated.scale))} euro"
    return (
        f"Gli importi di questa tabella sono stati letti {scale}: la legge vuole in euro i prospetti di bilancio, una frase del"
        " documento dice che le tabelle della nota sono in altra unità, e nessuna cifra dice quale delle due valga qui."
    )


def _line_below(line: str) -> str:
    """That a line below a table says another scale than it was read in."""
    return f"The line below this table says «{line}»: it may be of the amounts of this table, which were read in another scale."


def _line_below_it(line: str) -> str:
    """That a line below a table says another scale than it was read in."""
    return f"La riga sotto questa tabella dice «{line}»: può riguardarne gli importi, che sono stati letti in altra unità."


def _unsure(unsure: Sequence[tuple[str, Cell]]) -> str:
    """That rows or columns of a table in euro may be of no money."""
    return (
        f"This table is in euro, but the figures of {_listed(unsure, 'and {} more')} may be none of its amounts: no sum"
        " joins them with these. They have no unit."
    )


def _unsure_it(unsure: Sequence[tuple[str, Cell]]) -> str:
    """That rows or columns of a table in euro may be of no money."""
    return (
        f"Questa tabella è in euro, ma le cifre di {_listed(unsure, 'e altre {}')} potrebbero non essere suoi importi: nessuna"
        " somma le lega a questi. Restano senza unità."
    )


def _named(cells: Sequence[Cell], what: str) -> str:
    """The first cell and how many others, with the verb that follows."""
    others = len(cells) - 1
    return (
        f"«{cells[0].text}» is"
        if not others
        else f"«{cells[0].text}» and {others} more {what}{'s' * (others > 1)} of this table are"
    )


def _and_more(cells: Sequence[Cell], others: str) -> str:
    """In Italian, that what is said of the first cell holds for so many `others`; "" if there are none."""
    return f" Lo stesso vale per {others.format(len(cells) - 1)} della tabella." if len(cells) > 1 else ""


def _listed(named: Sequence[tuple[str, Cell]], more: str) -> str:
    """The first names of some cells, and how many `more` there are."""
    rest = len(named) - MOST_NAMED
    return ", ".join(f"«{name}»" for name, _ in named[:MOST_NAMED]) + (f" {more.format(rest)}" if rest > 0 else "")
