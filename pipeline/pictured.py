"""Before a report is blamed for a figure, the figure's picture is asked: it does not share what the text says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.page_picture import PagePicture
from schemas.check import Check, Operand
from schemas.finding import Finding
from schemas.provenance import Box

BESIDE = 8.0
"""Points from a figure within which a drawn stroke may be its minus."""

AT_EDGE = 3.0
"""Points by which a line over a figure may leave its edges."""

FLAT = 1.0
"""Points: what is less high is a line."""

SHAPE_BESIDE = 2.5
"""Times its height that a figure may stand apart from a shape that says which way it goes."""

JOINED = 0.15
"""Times its height that a figure may stand apart from a shape that is one of its characters."""

AS_HIGH = 0.4
"""Times its height that a figure's digits are high at least."""

ALIKE = 0.5
"""Points by which marks beside the figures of a column differ at most, if they are one and the same and no digits."""

UNCERTAIN = " Its picture does not bear this out for certain: see that it is printed so."
UNCERTAIN_IT = " L'immagine non lo conferma con certezza: verificare che sia stampato così."


def ask_pictures(findings: Iterable[Finding], checks: Iterable[Check], pictures: Iterable[PagePicture]) -> list[Finding]:
    """The findings, those that blame one figure with what its picture says, and a word about it where that is nothing certain.

    None is an error for the sign of a figure that may be drawn, nor where a digit of its figures does not look like what it was
    read as, or may be drawn or an image.
    """
    by_number = {picture.number: picture for picture in pictures}
    by_id = {check.check_id: check for check in checks}
    return [_asked(finding, by_number, by_id) for finding in findings]


def _asked(finding: Finding, pictures: Mapping[int, PagePicture], checks: Mapping[str, Check]) -> Finding:
    if finding.severity != "error" or finding.box is None:
        return finding
    told = {"message": finding.message + UNCERTAIN, "message_it": finding.message_it + UNCERTAIN_IT}
    for page, box in _of_unsure_sign(finding, checks):
        if page in pictures and any(_may_be_sign(mark, box) for mark in pictures[page].marks):
            return finding.model_copy(update={"severity": "warning", "pictured": False, **told})
    if any(_may_be_misread(operand, pictures, checks) for check_id in finding.check_ids for operand in checks[check_id].operands):
        return finding.model_copy(update={"severity": "warning", "pictured": False, **told})
    if finding.verdict != "located":
        return finding
    picture = pictures.get(finding.page or 0)
    if picture is not None and bears_out(picture, finding.box):
        return finding.model_copy(update={"pictured": True})
    return finding.model_copy(update={"pictured": False, **told})


def _of_unsure_sign(finding: Finding, checks: Mapping[str, Check]) -> Iterator[tuple[int, Box]]:
    """The figures, each by its page and box, that would be right with the other sign."""
    operands = [operand for check_id in finding.check_ids for operand in checks[check_id].operands]
    suggested = {(candidate.row, candidate.column): candidate.suggested_value for candidate in finding.candidates}
    if finding.slip == "sign" and finding.suggested_value is not None:
        suggested[finding.row, finding.column] = finding.suggested_value
    for operand in operands:
        if suggested.get((operand.row, operand.column)) == -operand.value:
            yield operand.page, operand.box


def _may_be_sign(mark: Box, box: Box) -> bool:
    """Whether something drawn may be the minus of a figure in a box: a line over it, as long as it, or a shape beside it."""
    if mark.height < FLAT:
        edges = max(abs(mark.x0 - box.x0), abs(mark.x1 - box.x1), abs(mark.top - box.top))
        return edges <= AT_EDGE
    reach = SHAPE_BESIDE * box.height
    return box.top <= mark.center_y <= box.bottom and box.x0 - reach <= mark.x1 and mark.x0 <= box.x1 + reach


def _may_be_misread(operand: Operand, pictures: Mapping[int, PagePicture], checks: Mapping[str, Check]) -> bool:
    """Whether a digit of a figure looks like another, or something drawn may be one and is not beside most of its column, or the
    last of the strokes that lead up to the figure may be its minus.
    """
    picture = pictures.get(operand.page)
    if picture is None:
        return False
    if any(operand.box.contains_point(*doubtful.center) for doubtful in (*picture.likened, *picture.leading)):
        return True
    shapes = [_place_of(shape, operand.box) for shape in _joined(picture, operand.box)]
    if not shapes:
        return False
    place = operand.table_id, operand.column
    others = (other for check in checks.values() for other in check.operands)
    column = {(other.page, other.box) for other in others if other.page in pictures and (other.table_id, other.column) == place}
    beside = [[_place_of(shape, box) for shape in _joined(pictures[page], box)] for page, box in column]
    return any(2 * sum(any(_are_alike(shape, other) for other in places) for places in beside) <= len(beside) for shape in shapes)


def _joined(picture: PagePicture, box: Box) -> Iterator[Box]:
    """What is drawn in the box of a figure or beside it as one of its digits would be."""
    reach = JOINED * box.height
    shapes = (mark for mark in picture.marks if mark.height >= AS_HIGH * box.height and box.top <= mark.center_y <= box.bottom)
    return (shape for shape in shapes if box.x0 - reach <= shape.x1 and shape.x0 <= box.x1 + reach)


def _place_of(shape: Box, box: Box) -> tuple[float, float, float, float]:
    """Whether a shape is before the middle of a figure, how far from that end, how broad and how high."""
    before = shape.center_x < box.center_x
    return float(before), shape.x1 - box.x0 if before else shape.x0 - box.x1, shape.width, shape.height


def _are_alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= ALIKE for a, b in zip(one, other, strict=True))


def bears_out(picture: PagePicture, box: Box) -> bool:
    """Whether every digit in the box looks like what it was read as, and nothing beside it may be a minus that is drawn."""
    if not picture.compared or any(box.contains_point(*doubtful.center) for doubtful in picture.doubtful):
        return False
    third = (box.bottom - box.top) / 3
    return not any(
        box.top + third <= stroke.at <= box.bottom - third and box.x0 - BESIDE <= stroke.end and stroke.start <= box.x1 + BESIDE
        for stroke in picture.strokes
    )
