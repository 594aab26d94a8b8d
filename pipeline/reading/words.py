"""Characters to words and lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter

from pipeline.reading.dashed_names import with_dashed_names
from pipeline.reading.leaders import with_dots, with_leaders, without_dots_under, without_strokes
from pipeline.reading.model import BARS, Char, Line, Rule, Word, word_of
from pipeline.reading.superscripts import with_marks

WORD_GAP = 0.2
"""A gap of this share of the font size parts two words where the text has no space character between them."""

SPACE_GAP = 0.08
"""A gap of this share of the font size parts two words where the text has a space character between them."""

FEWEST_LETTERS = 4
"""So many single capitals in a row are a word spaced out."""

WIDEST_SPACED, WIDEST_CAPITALS = 0.8, 2.0
"""Font sizes that letters of a text that is spaced out stand apart at most, and if they are all capitals."""

WIDER_SPACED = 1.6
"""White this many times that between the letters parts two such words."""

EVEN, MOSTLY_EVEN = 0.05, 0.75
"""Font sizes by which the steps between characters in boxes of one breadth differ at most, and how many of the steps do not."""

SAME_BASELINE = 0.25
"""Share of the font size by which baselines on one line may differ."""

UPWARDS = 3
"""Quarters clockwise by which text is turned that runs upwards."""

KERNED = 0.35
"""Share of a digit's width that may part the digits of one number: a space takes at least 0.44 of it, in any font."""

_IN_NUMBERS = frozenset("0123456789.,")

_BESIDE_NUMBERS = frozenset("()%€*+-\u2212\u2013")

_IN_WORDS = frozenset("'’")

FEWEST_BARS = 3
"""Rows in which bars stand at one place that are a rule between columns, as printers of lines type it."""

_NUMBER = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,6})?|[0-9]{1,3},[0-9]{1,6}")


_WITHOUT_CENTS = re.compile(r"[(+\-\u2212\u2013]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,|[(+\-\u2212\u2013][0-9]{1,3},")
"""A figure that breaks off at its comma: grouped or with a sign, as no item of a list is."""

_CENTS = re.compile(r"[0-9]{2}(?![0-9.,])")

CENTS_APART = 0.4
"""Font sizes by which the cents of an amount may stand apart from its comma."""


def lines_of(chars: Iterable[Char], verticals: Sequence[Rule] = (), horizontals: Sequence[Rule] = ()) -> list[Line]:
    """Words on their lines, top to bottom. None crosses one of the ruling lines `verticals` but letters that were drawn at once;
    no line of text set sideways crosses one of `horizontals`.

    Text set sideways or upside down makes lines of a single word each, at the height of its middle; but texts side by side that
    run upwards from one height, as names of columns do, are words of the line there.
    """
    upright: list[Char] = []
    turned: dict[int, list[Char]] = {}
    for ch in chars:
        quarter = round(ch.angle / 90) % 4 if ch.angle else 0
        if quarter:
            turned.setdefault(quarter, []).append(ch)
        else:
            upright.append(ch)
    lines = []
    rows = list(with_marks([*_by_baseline(sorted(upright, key=attrgetter("baseline")))]))
    bars = Counter(round(ch.x0) for row in rows for ch in row if ch.text in BARS)
    for row in rows:
        clear, under = without_dots_under(row)
        words = _words_between_bars(clear, verticals, bars) if bars else _printed_words(clear, verticals)
        lines.append(Line(with_dots(words, under) if under else words, row[0].baseline))
    if turned:
        for quarter, sideways in turned.items():
            found = list(_turned_lines(sideways, quarter, horizontals))
            lines += _side_by_side(found, lines) if quarter == UPWARDS else found
        lines.sort(key=attrgetter("baseline"))
    return lines


def _by_baseline(chars: Sequence[Char]) -> Iterable[list[Char]]:
    row: list[Char] = []
    for ch in chars:
        down = ch.baseline - row[-1].baseline if row else 0.0
        if down and down > SAME_BASELINE * min(ch.font.size, row[-1].font.size):
            yield row
            row = []
        row.append(ch)
    if row:
        yield row


def _cuts(row: Sequence[Char], verticals: Sequence[Rule]) -> list[float]:
    """Where ruling lines cut a row."""
    y = row[0].baseline - 0.3 * row[0].font.size
    return sorted(rule.at for rule in verticals if rule.start <= y <= rule.end)


def _words_of(row: Sequence[Char], cuts: Sequence[float]) -> Iterable[Word]:
    places = _places(row, cuts) if cuts else []
    start, before, reach = 0, row[0], row[0].x1
    for i in range(1, len(row)):
        ch = row[i]
        gap = ch.x0 - reach
        apart = gap > 0 and gap > (SPACE_GAP if ch.after_space else WORD_GAP) * min(ch.font.size, before.font.size)
        if apart and ch.text in _IN_NUMBERS and before.text in _IN_NUMBERS:
            apart = not _is_one_number(row, i)
        if cuts and not apart:
            apart = bisect_left(cuts, places[i - 1]) < bisect_left(cuts, places[i]) and not _runs_on(before, ch)
        if apart:
            yield word_of(row[start:i])
            start, reach = i, ch.x1
        elif ch.x1 > reach:
            reach = ch.x1
        before = ch
    yield word_of(row[start:])


def _runs_on(left: Char, right: Char) -> bool:
    """Whether two letters, or two parts of a figure, are neighbours in a word drawn at once, too long for its cell."""
    figure = _IN_NUMBERS | _BESIDE_NUMBERS
    alike = (left.text.isalpha() and right.text.isalpha()) or (left.text in figure and right.text in figure)
    return bool(left.run) and left.run == right.run and alike


def _is_one_number(row: Sequence[Char], i: int) -> bool:
    """Whether kerning alone parts characters `i` - 1 and `i`: with those that stand as near they are one well-formed number."""
    widest = KERNED * max(ch.x1 - ch.x0 for ch in (row[i - 1], row[i]))
    start, stop = i - 1, i
    while start > 0 and _is_near(row[start - 1], row[start], widest):
        start -= 1
    while stop + 1 < len(row) and _is_near(row[stop], row[stop + 1], widest):
        stop += 1
    while row[start].text in _BESIDE_NUMBERS and start < i - 1:
        start += 1
    while row[stop].text in _BESIDE_NUMBERS and stop > i:
        stop -= 1
    return (
        _is_near(row[i - 1], row[i], widest) and _NUMBER.fullmatch("".join(ch.text for ch in row[start : stop + 1])) is not None
    )


def _is_near(left: Char, right: Char, widest: float) -> bool:
    return right.x0 - left.x1 <= widest and left.font.size == right.font.size and abs(left.baseline - right.baseline) < 0.5


def _with_cents(words: list[Word]) -> list[Word]:
    """The words, cents that stand apart from the comma of their amount made one word with it."""
    if not any(word.text.endswith(",") for word in words):
        return words
    whole: list[Word] = []
    for word in words:
        left = whole[-1] if whole else None
        if (
            left is not None
            and _WITHOUT_CENTS.fullmatch(left.text)
            and _CENTS.match(word.text)
            and word.x0 - left.x1 <= CENTS_APART * left.font.size
        ):
            whole[-1] = word_of([*left.chars, *word.chars])
        else:
            whole.append(word)
    return whole


def _closed_up(words: list[Word]) -> list[Word]:
    """The words, letters and figures that are spaced out (`T O T A L E`, `1 . 2 3 4 , 5 6`) made words again."""
    if sum(len(word.chars) == 1 for word in words) < FEWEST_LETTERS:
        return words
    runs = [(kind, list(group)) for kind, group in groupby(words, key=_spaced_kind)]
    tracked = any(kind == "letter" and _is_tracked(run) for kind, run in runs)
    closed: list[Word] = []
    for kind, run in runs:
        if kind == "letter" and _is_tracked(run):
            closed += _joined(run)
        elif kind == "figure" and len(run) >= FEWEST_LETTERS:
            closed += _spaced_figures(run, whole=tracked)
        else:
            closed += run
    return closed


def _is_tracked(run: Sequence[Word]) -> bool:
    """Whether single letters are one text spaced out: no further apart than letters are set, capitals further."""
    if len(run) < FEWEST_LETTERS:
        return False
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(run))
    widest = WIDEST_CAPITALS if all(word.text.isupper() for word in run) else WIDEST_SPACED
    return gaps[0] > 0 and gaps[len(gaps) // 2] <= widest * run[0].font.size


def _printed_words(row: Sequence[Char], verticals: Sequence[Rule]) -> list[Word]:
    cuts = _cuts(row, verticals)
    words = without_strokes(_closed_up(list(_words_of(row, cuts))), cuts)
    return _with_cents(with_dashed_names(with_leaders(words, cuts)))


def _words_between_bars(row: Sequence[Char], verticals: Sequence[Rule], places: Mapping[int, int]) -> list[Word]:
    """The words of a row, bars typed at one place in several rows being rules and no text: each goes with the word before it.

    `places` says in how many rows bars stand at places in whole points.
    """
    bars = [ch for ch in row if ch.text in BARS and places[round(ch.x0)] >= FEWEST_BARS]
    if not bars or len(bars) == len(row):
        return _printed_words(row, verticals)
    typed = set(map(id, bars))
    rules = [Rule((bar.x0 + bar.x1) / 2, bar.top, bar.bottom, 0.0) for bar in bars]
    words = _printed_words([ch for ch in row if id(ch) not in typed], [*verticals, *rules])
    for bar in bars:
        before = max((i for i, word in enumerate(words) if word.x0 <= bar.x0), default=0)
        words[before] = replace(words[before], chars=[*words[before].chars, bar])
    return words


def _spaced_kind(word: Word) -> str | None:
    """What a single character is that may be spaced out: a letter, or part of a figure."""
    if len(word.chars) > 1:
        return None
    if word.text in _IN_NUMBERS or word.text in _BESIDE_NUMBERS:
        return "figure"
    return "letter" if word.text.isalpha() or word.text in _IN_WORDS else None


def _spaced_figures(run: Sequence[Word], *, whole: bool) -> list[Word]:
    """Single characters of figures made figures: those that stand evenly apart and are together one well-formed number.

    Without points and comma, as years are, only if the text of the line is spaced out as a whole.
    """
    figures: list[Word] = []
    for word in _joined(run):
        bare = word.text.strip("".join(_BESIDE_NUMBERS))
        if len(word.chars) == 1 or _NUMBER.fullmatch(bare) or (whole and bare.isdigit()):
            figures.append(word)
        else:
            figures += [word_of([ch]) for ch in word.chars]
    return figures


def _joined(run: Sequence[Word]) -> list[Word]:
    """Words out of characters spaced out, by white or from middle to middle: more than between most of them parts two."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(run)]
    steps = [b.center_x - a.center_x for a, b in pairwise(run)]
    step = sorted(steps)[len(steps) // 2]
    if sum(abs(other - step) <= EVEN * run[0].font.size for other in steps) >= MOSTLY_EVEN * len(steps):
        gaps = steps
    usual = sorted(gaps)[len(gaps) // 4]
    parts = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > WIDER_SPACED * usual:
            parts.append([])
        parts[-1].append(word)
    return [word_of([ch for word in part for ch in word.chars]) for part in parts]


def _places(row: Sequence[Char], cuts: Sequence[float]) -> list[float]:
    """Where along a line each character counts: at its middle; one that a ruling line cuts, with the rest of its run.

    Spreadsheets print of a text too long for its cell the glyphs that show, the one at the edge among them.
    """
    places = [(ch.x0 + ch.x1) / 2 for ch in row]
    for i, ch in enumerate(row):
        at = bisect_left(cuts, ch.x0 + 0.1)
        if ch.run and at < len(cuts) and cuts[at] < ch.x1 - 0.1:
            if i and row[i - 1].run == ch.run:
                places[i] = min(places[i], cuts[at])
            elif i + 1 < len(row) and row[i + 1].run == ch.run:
                places[i] = max(places[i], cuts[at] + 0.1)
    return places


def _turned_lines(chars: Sequence[Char], quarter: int, horizontals: Sequence[Rule]) -> Iterable[Line]:
    """Lines of text turned by so many quarters clockwise, each as one word with spaces."""
    upright = [_unturned(ch, quarter) for ch in chars]
    back = {id(u): ch for u, ch in zip(upright, chars, strict=True)}
    for row in _by_baseline(sorted(upright, key=attrgetter("baseline"))):
        row.sort(key=attrgetter("x0"))
        run: list[Word] = []
        for word in _words_of(row, ()):
            if run and (
                word.x0 - run[-1].x1 > word.font.size
                or _is_ruled_off(back[id(run[-1].chars[-1])], back[id(word.chars[0])], horizontals)
            ):
                yield _as_line(run, back)
                run = []
            run.append(word)
        yield _as_line(run, back)


def _is_ruled_off(one: Char, other: Char, horizontals: Sequence[Rule]) -> bool:
    """Whether a ruling line stands between two characters, one of which is under the other."""
    upper, lower = sorted((one.top + one.bottom, other.top + other.bottom))
    return any(upper < 2 * rule.at < lower and rule.start <= one.x0 and one.x1 <= rule.end for rule in horizontals)


def _side_by_side(upwards: Sequence[Line], upright: list[Line]) -> Iterator[Line]:
    """The lines of texts that run upwards, those set to one height made one, with the upright line there if there is one.

    That line is taken out of `upright`.
    """
    for row in _set_to_one_height(upwards):
        if len(row) == 1:
            yield row[0]
            continue
        foot, middle = max(line.bottom for line in row), row[0].baseline
        near = 0.5 * row[0].size
        at = next((i for i, o in enumerate(upright) if min(abs(o.baseline - foot), abs(o.baseline - middle)) < near), None)
        if at is not None:
            row.append(upright.pop(at))
        words = sorted((word for line in row for word in line.words), key=attrgetter("x0"))
        baseline = row[-1].baseline if at is not None else foot
        for word in words:
            word.baseline = baseline
        yield Line(words, baseline)


def _set_to_one_height(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of texts that run upwards, those in a row together that begin, end, or have their middles at one height."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=attrgetter("bottom")):
        heights = line.bottom, line.baseline, line.top
        beside = [
            row
            for row in rows
            if any(
                abs(a - b) <= SAME_BASELINE * line.size
                for other in row
                for a, b in zip(heights, (other.bottom, other.baseline, other.top), strict=True)
            )
        ]
        rows = [row for row in rows if row not in beside] + [[*(other for row in beside for other in row), line]]
    return rows


def _as_line(words: Sequence[Word], back: dict[int, Char]) -> Line:
    chars = [back[id(ch)] for word in words for ch in word.chars]
    whole = word_of(chars)
    whole.text = " ".join(word.text for word in words)
    middle = (whole.top + whole.bottom) / 2 + 0.3 * whole.font.size
    whole.baseline = middle
    return Line([whole], middle)


def _unturned(ch: Char, quarter: int) -> Char:
    """The character as if its text ran from left to right; its baseline is taken for the side of its box."""
    x0, top, x1, bottom = ch.x0, ch.top, ch.x1, ch.bottom
    if quarter == 1:
        x0, top, x1, bottom = top, -x1, bottom, -x0
    elif quarter == 2:
        x0, top, x1, bottom = -x1, -bottom, -x0, -top
    else:
        x0, top, x1, bottom = -bottom, x0, -top, x1
    return Char(ch.text, x0, top, x1, bottom, bottom, ch.font, 0.0, ch.after_space, ch.run)
