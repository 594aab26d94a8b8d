"""Numbers of the narrative, each with the sentence that states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.arithmetic.claims import Claims
from pipeline.arithmetic.identity import Key
from pipeline.numbers import Number, numbers_in
from schemas.section import Paragraph, Section

FALL = re.compile(
    r"\bdiminu|\bridu[cz]|\bcal(?:[aoi]|ano|at[aeio])\b|\bsc(?:end|es[aeio]\b)|\bminor|\bdecrement|\brisparmi|\bcontra[tz]|\bfless",
    re.IGNORECASE,
)
"""Words of a sentence whose figures are less than they were."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of the narrative and where it stands."""

    number: Number
    key: Key
    sentence: str
    at: int
    """Where the number begins in its sentence."""
    section: Section
    paragraph: Paragraph


def stated_numbers(sections: Sequence[Section]) -> Iterator[Stated]:
    """The numbers of the narrative, each with the sentence around it."""
    for section in sections:
        heading = Paragraph(text=section.heading, page=section.first_page, box=section.box)
        for i, paragraph in enumerate((heading, *section.paragraphs)):
            for number, offset in numbers_in(paragraph.text):
                start, sentence = _sentence(paragraph.text, offset)
                yield Stated(number, (section.section_id, i, offset, 0), sentence, offset - start, section, paragraph)


def _sentence(text: str, offset: int) -> tuple[int, str]:
    """The sentence around an offset, and where it begins: it ends with a stop that a space and a capital follow."""
    ends = [0, *(m.end() for m in re.finditer(r"[.;:]\s+(?=[A-ZÀ-Ú])", text)), len(text)]
    start = max(end for end in ends if end <= offset)
    return start, text[start : next(end for end in ends if end > offset or end == len(text))]


def enter_stated(stated: Stated, claims: Claims, step: Decimal | None = None, *, exact: bool = False) -> Key:
    """Enter a number of the narrative among the claims; `step` is one unit of its last digit that means anything."""
    return claims.quantity(
        stated.key, stated.number.value, _excerpt(stated.sentence), f"the text on page {stated.paragraph.page}",
        stated.paragraph.page, stated.paragraph.box, exact=exact, step=step,
    )  # fmt: skip


def _excerpt(sentence: str, longest: int = 90) -> str:
    sentence = " ".join(sentence.split())
    return sentence if len(sentence) <= longest else f"{sentence[: longest - 1]}…"
