"""Which line goes on with the one above it, where the white between lines does not tell.

A line ends a word or a figure broken above it, or a label goes on in it; else it goes on only if its first word would not have
fitted at the end of the line above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tables.cells.fragments import CellFragment
from pipeline.tables.cells.row_lines import CLOSE, TIGHTEST, RowLines, distances_of, is_anchor, is_bare_sign
from pipeline.tables.features.alignment import IN_LINE
from pipeline.tables.features.text_rows import COLUMN_GAP, is_broken
from pipeline.tables.model import is_hyphenated
from pipeline.vocabulary import BROKEN_AMOUNT, DASHES, LINKING, LIST_MARKS, TOTAL_LABEL

_BROKEN_OFF = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]{2}\|[-\u2212\u2013]|(?P<cents>,\|[0-9]{2}|,[0-9]\|[0-9])(?: ?[-\u2212\u2013])?)"
)
"""An amount broken, where `|` stands, before the minus behind it or before or between its cents."""

_SIGNED_BEHIND = re.compile(r"[0-9][0-9.,]* ?[-\u2212\u2013]")

_IN_BRACKETS = re.compile(r".*\([^()]*\|[^()]*\)")
"""A label broken, where `|` stands, between brackets that end it."""

LEADING = 1.7
"""Baselines of one cell are at most this many font sizes apart."""

SAME_LEADING = 1.02
"""Distances between lines of one cell differ by no more than this."""

APART = 1.12
"""Rows are set apart if the distance between them is this many times that between the lines of a cell."""

ITEM = re.compile(
    r"^(?![Nn]\. ?[0-9])(?:(?:[A-Za-z0-9]{1,2}|[IVXivx]{3,5})[).]|[A-Z](?:\.[0-9A-Z]{1,2})+\)|[0-9]+(?:\.[0-9]+)+"
    r"|(?:[0-9]{1,6}|[IVX]{1,5}) [-–]"
    rf"|[{LIST_MARKS}])\s|^[A-Z][^\W\d_]+ (?:[0-9]{{1,3}}|[IVX]{{1,5}}) ?[-–:](?:\s|$)"
)
"""How a line begins that is no continuation: `B) Oneri correnti`, `3.1.1 REGISTRO IMPRESE`, `310 - Utenze`, `B.2.A.1) Servizi`,
`Missione 02 -`; but not `N. 2`."""

CAPITALS = 8
"""So many letters are no abbreviation or name that a text in small letters goes on with."""

SIGN = 0.4
"""Width of a hyphen in font sizes, at the most."""

SPACE = 0.25
"""Width of a space in font sizes."""


def join_lines(table: RowLines, band: Sequence[int]) -> list[list[int]]:
    """The lines of a band, those of one row together, by what they print."""
    distances = distances_of(table, band)
    groups = [[band[0]]]
    anchored = is_anchor(table.pieces[band[0]])
    for k in range(1, len(band)):
        line, distance = band[k], distances[k - 1]
        anchor = is_anchor(table.pieces[line])
        if distance <= CLOSE:
            join, why = not (anchor and _figures_again(table, groups[-1], line)), "the lines overlap in height"
        elif distance <= LEADING and _ends_text(table, groups[-1], line):
            join, why = True, "it ends a word or a figure broken there"
        elif anchor and anchored:
            join, why = False, ""
        elif anchor:
            join, why = _leads_into(table, groups[-1][-1], line, distance), "a label goes on in the line with its figures"
            join = join or (distance <= LEADING and _goes_on_beside(table, groups[-1][-1], line))
        else:
            after = distances[k] if k < len(distances) else 9.0
            join = distance <= LEADING and (
                _trails(table, groups[-1], line, distance, after) or _goes_on_beside(table, groups[-1][-1], line)
            )
            join = join and not _begins_label(table, line, band[k + 1 :])
            why = "without figures, it had no room on the line above"
        if join:
            table.joins[line] = why
            groups[-1].append(line)
            anchored = anchored or anchor
        else:
            groups.append([line])
            anchored = anchor
    return groups


def _figures_again(table: RowLines, group: Sequence[int], line: int) -> bool:
    """Whether a line has a figure in a column where a row has one above its last line, which has none: a label's last line."""
    own, *before = ({p.first for p in table.pieces[i] if p.figure and p.first > 0} for i in (line, *group))
    return not before[-1] and any(own & figures for figures in before)


def _ends_text(table: RowLines, group: Sequence[int], below: int) -> bool:
    """Whether a word is broken before the next line, or all that this line prints are figures that end texts of the row.

    Where both lines have a label of their own, a dash is nil, and only a figure broken at a mark goes on in the one below it.
    """
    upper = {piece.first: piece for piece in table.pieces[group[-1]]}
    pairs = [(upper[piece.first], piece) for piece in table.pieces[below] if piece.first in upper]
    if any(is_hyphenated(a.text, b.text) for a, b in pairs):
        return True
    if not same_style(table, group[-1], below):
        return False
    figures = [(a, b) for a, b in pairs if b.first > 0]
    whole = len(figures) == sum(piece.first > 0 for piece in table.pieces[below])
    label = table.pieces[below][0]
    labelled = table.pieces[group[-1]][0].first == label.first == 0
    signs = [b.figure and is_bare_sign(a) and not (labelled and a.figure) for a, b in figures]
    at_mark = labelled and label.text[0].isupper()
    tails = (is_tail(text_above(table, group, b), b, at_mark=at_mark) for _, b in figures)
    if figures and whole and all(sign or tail for sign, tail in zip(signs, tails, strict=True)):
        return True
    if figures and whole and _had_no_room(table, group[-1], below):
        return True
    return len(pairs) == len(table.pieces[below]) == 1 and pairs[0][1].figure and pairs[0][1].first > 0 and not pairs[0][0].figure


def _had_no_room(table: RowLines, above: int, below: int) -> bool:
    """Whether all figures of a line end amounts above for which their columns have no room: the minus behind them, last cents.

    Nothing in these columns is as wide as they would be. Where all are minuses, others stand behind amounts on their lines, and a
    label beside them only closes a bracket: or it would be a row of nils.
    """
    upper = {piece.first: piece for piece in table.pieces[above]}
    labels = [piece for piece in table.pieces[below] if piece.first < table.first_figures]
    figures = [piece for piece in table.pieces[below] if piece.first >= table.first_figures]
    if any(piece.first not in upper for piece in figures):
        return False
    pairs = [(upper[piece.first], piece) for piece in figures]
    broken = [_BROKEN_OFF.fullmatch(f"{a.text}|{b.text}") for a, b in pairs]
    if not broken or not all(broken) or any(_has_room(table, a, b) for a, b in pairs):
        return False
    if any(match and match["cents"] for match in broken):
        return True
    closed = (label.first in upper and _IN_BRACKETS.fullmatch(f"{upper[label.first].text}|{label.text}") for label in labels)
    return all(closed) and any(_SIGNED_BEHIND.fullmatch(piece.text) for pieces in table.pieces for piece in pieces)


def _has_room(table: RowLines, above: CellFragment, below: CellFragment) -> bool:
    """Whether a figure could go on, in its column, with what stands below it, or does not end where that does but for a space."""
    if above.first != above.last or not -1 < below.x1 - above.x1 < 2 * SPACE * above.words[0].font.size:
        return True
    needed = above.x1 - above.x0 + below.words[0].x1 - below.words[0].x0
    others = (p for pieces in table.pieces for p in pieces if p.first == p.last == above.first and p is not above)
    return any(other.x1 - other.x0 >= needed for other in others)


def text_above(table: RowLines, lines: Sequence[int], piece: CellFragment) -> str:
    """What these lines print in the column of a text below them."""
    return " ".join(p.text for i in lines for p in table.pieces[i] if p.first == piece.first)


def is_tail(above: str, below: CellFragment, *, at_mark: bool = False) -> bool:
    """Whether a figure can but go on with the groups of digits of what is above it: `1.` and `528`, or `1 528` and `780,55`."""
    broken = BROKEN_AMOUNT.fullmatch(f"{above}|{below.text}") is not None if at_mark else is_broken(above, below.text)
    return below.text[:1] != "-" and broken


def is_one_label(above: str, below: str) -> bool:
    """Whether a label surely goes on in the line below it: in small letters, no item, with another word, or that of a total."""
    items = any(ITEM.match(text) or text[0] in DASHES for text in (above, below))
    total = TOTAL_LABEL.search(above) and not TOTAL_LABEL.search(below)
    return not items and (bool(total) or below[0].islower()) and above.split(maxsplit=1)[0] != below.split(maxsplit=1)[0]


def is_signed(table: RowLines, above: str, below: CellFragment) -> bool:
    """Whether the dash above a figure is its sign, for which its cell had no room: it is as free on the right as on the left."""
    left, right, size = table.cells[below.first], table.cells[below.last + 1], below.words[0].font.size
    free = right - below.x1
    return above in DASHES and free <= size and below.x0 - left < free + SIGN * size


def _leads_into(table: RowLines, above: int, below: int, distance: float) -> bool:
    """Whether a label begun in the line above goes on in the line below, which has the figures."""
    if distance > LEADING and not table.pieces[below][0].text[:1].islower():
        return False
    label = table.pieces[above][-1]
    if ends_with_link(label.text) and any(p.first == label.first and not p.figure for p in table.pieces[below]):
        return True
    if table.labels_over and len(table.pieces[above]) == 1:
        return table.pieces[above][0].first == 0
    if _fills_the_columns_of(table, above, below):
        return False
    if (table.figures_first or table.heads_rows(above)) and not table.pieces[below][0].text[0].islower():
        return False
    return same_style(table, above, below) and not stands_over(table, above, below) and may_continue(table, above, below)


def _fills_the_columns_of(table: RowLines, above: int, below: int) -> bool:
    """Whether a line without figures has a text in each column in which the line below, which begins like a row, prints."""
    upper, lower = table.pieces[above], table.pieces[below]
    same = [(p.first, p.last) for p in upper] == [(p.first, p.last) for p in lower]
    return same and len(lower) > 1 and not lower[0].text[0].islower()


def _goes_on_beside(table: RowLines, above: int, below: int) -> bool:
    """Whether a line with a label goes on, in small letters, with all that the line above prints, right of where labels stand.

    Of two statements side by side whose cells end at one height, the right one has the longer label.
    """
    lower = {piece.first: piece for piece in table.pieces[below]}
    pairs = [(piece, lower.get(piece.first)) for piece in table.pieces[above]]
    return (
        table.pieces[below][0].first == 0
        and same_style(table, above, below)
        and all(a.first > 0 and not a.figure and b is not None and b.text[0].islower() for a, b in pairs)
    )


def _trails(table: RowLines, group: Sequence[int], line: int, distance: float, after: float) -> bool:
    """Whether a line without figures ends the row above it."""
    above = group[-1]
    if table.heads_rows(line):
        return False
    if not same_style(table, above, line) or (table.full and len(table.pieces[line]) == len(table.pieces[above])):
        return False
    if distance > max(APART * after, SAME_LEADING * table.leading) and not CLOSE < after < TIGHTEST:
        return False
    pieces = table.pieces[line]
    if all(p.first > 0 for p in pieces):
        named = _is_label(table, above, pieces[0]) and (begins_item(pieces[0]) or table.rows[line].bold)
        return not named or may_continue(table, above, line)
    if len(pieces) > 1 and all(p.first > 0 for i in group for p in table.pieces[i]):
        return False  # a code and a name under a total that has no code
    return may_continue(table, above, line)


def _begins_label(table: RowLines, line: int, rest: Sequence[int]) -> bool:
    """Whether a line is the first of a label that goes on in the lines below it, the last of which has its figures: in small
    letters, or behind a word that no label ends with.
    """
    (first, *others) = table.pieces[line]
    if others or not first.text[0].isupper():
        return False
    above = first
    for below in rest:
        label = next((piece for piece in table.pieces[below] if piece.first == first.first and not piece.figure), None)
        if label is None or not same_style(table, line, below):
            return False
        if not (table.capitalised and label.text[0].islower()) and not ends_with_link(above.text):
            return False
        if is_anchor(table.pieces[below]):
            return True
        above = label
    return False


def _is_label(table: RowLines, above: int, piece: CellFragment) -> bool:
    """Whether a text stands where the line above has a label, behind the column of its code and before figures of its side."""
    upper = table.pieces[above]
    beside = [p.first > piece.first for p in upper if p.figure and p.first > 0]
    return any(p.first == piece.first and not p.figure for p in upper) and (any(beside) or not beside)


def may_continue(table: RowLines, above: int, below: int) -> bool:
    """Whether the cells of the line below can be next lines of cells above, most of them at least."""
    if _is_outdented(table.pieces[above][0], table.pieces[below][0]):
        return False
    if begins_item(table.pieces[below][0]):
        return False
    speaks_for, against = _continuations(table, above, below)
    return speaks_for > against


def begins_item(piece: CellFragment) -> bool:
    """Whether a text begins as an item of a list or a numbered heading does."""
    return ITEM.match(piece.text) is not None


def _is_outdented(above: CellFragment, below: CellFragment) -> bool:
    """Whether a label begins left of the one above it; or right of it, with a capital: the one or the other heads rows."""
    if above.first or below.first or abs(above.x0 + above.x1 - below.x0 - below.x1) < 2 * IN_LINE:
        return False
    return below.x0 < above.x0 - IN_LINE or (below.x0 > above.x0 + IN_LINE and below.text[0].isupper())


def _continuations(table: RowLines, above: int, below: int) -> tuple[int, int]:
    """How many cells of the line below had, or had not, to begin a line: whether their first word had no room above.

    All had if a word is broken between the two lines, or a label goes on in small letters where none begins with one.
    """
    upper = {p.first: p for p in table.pieces[above]}
    if any(_goes_on(table, upper[p.first], p, below) for p in table.pieces[below] if p.first in upper):
        return len(table.pieces[below]), 0
    speaks_for = against = 0
    for piece in table.pieces[below]:
        other = upper.get(piece.first)
        if other is None:
            continue
        first = piece.words[0]
        needed = other.x1 - other.x0 + SPACE * first.font.size + (first.x1 - first.x0)
        roomy = needed < _width_for(table, piece) - 0.5 and other.first == other.last
        if roomy or (other.figure and piece.figure):
            against += 1
        else:
            speaks_for += 1
    return speaks_for, against


def _width_for(table: RowLines, piece: CellFragment) -> float:
    """How wide the texts of a column are, or of labels that begin with capitals and of which none goes on, may be."""
    width = table.widths.get(piece.first, 0.0)
    if piece.first or piece.last or table.wraps or not table.capitalised:
        return width
    return max(width, table.label_room - COLUMN_GAP * piece.words[0].font.size) if piece.text[0].isupper() else width


def _goes_on(table: RowLines, above: CellFragment, piece: CellFragment, line: int) -> bool:
    """Whether a text on `line` can only be the next line of the one above it."""
    if is_hyphenated(above.text, piece.text):
        return True
    begun = is_anchor(table.pieces[line]) and is_anchor(table.pieces[line - 1])
    label = piece.first == 0 and not begun and not piece.text.endswith(":")
    return label and ((piece.text[0].islower() and table.capitalised) or ends_with_link(above.text))


def ends_with_link(text: str) -> bool:
    """Whether a text of two words or more ends with one that goes on to the next."""
    words = text.split()
    return len(words) > 1 and LINKING.fullmatch(words[-1]) is not None


def same_style(table: RowLines, above: int, below: int) -> bool:
    """Whether the texts of two lines that stand under one another are alike bold, or the first ones where none do.

    Those before all figures are alike in capitals, too, unless the lower begins with a small letter where no label does.
    """
    upper = {piece.first: piece for piece in table.pieces[above]}
    pairs = [(upper[piece.first], piece) for piece in table.pieces[below] if piece.first in upper]
    pairs = pairs or [(table.pieces[above][0], table.pieces[below][0])]
    bold = all(a.words[0].font.bold == b.words[0].font.bold for a, b in pairs)
    labels = [(a.text, b.text) for a, b in pairs if max(a.first, b.first) < table.first_figures]
    apart = any(
        {_is_in_capitals(a), _is_in_capitals(b)} == {True, False} and not (b[0].islower() and table.capitalised)
        for a, b in labels
    )
    return bold and not apart


def _is_in_capitals(text: str) -> bool | None:
    """Whether all of a text is in capitals, if it is long enough to tell."""
    return text.isupper() if sum(map(str.isalpha, text)) >= CAPITALS else None


def stands_over(table: RowLines, above: int, below: int) -> bool:
    """Whether the line above heads the columns of figures in the line below."""
    words = {p.first for p in table.pieces[above] if not p.figure and p.first > 0}
    figures = {p.first for p in table.pieces[below] if p.figure and p.first > 0}
    shared = {p.first for p in table.pieces[above] if p.first > 0} & {p.first for p in table.pieces[below]}
    over = words & figures
    if len(over) == 1:
        return over == shared and table.rows[above].bold and not table.rows[below].bold
    return len(over) >= 2 and len(over) > 0.6 * len(shared)
