"""Before a report is blamed for a figure, the figure's picture is asked: it does not share what the text says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extraction import PagePicture
from schemas.finding import Finding
from schemas.provenance import Box

BESIDE = 8.0
"""Points from a figure within which a drawn stroke may be its minus."""

UNCERTAIN = " Its picture does not bear this out for certain: see that it is printed so."
UNCERTAIN_IT = " L'immagine non lo conferma con certezza: verificare che sia stampato così."


def ask_pictures(findings: Iterable[Finding], pictures: Iterable[PagePicture]) -> list[Finding]:
    """The findings, those that blame one figure with what its picture says, and a word about it where that is nothing certain."""
    by_number = {picture.number: picture for picture in pictures}
    return [_asked(finding, by_number.get(finding.page or 0)) for finding in findings]


def _asked(finding: Finding, picture: PagePicture | None) -> Finding:
    if finding.severity != "error" or finding.verdict != "located" or finding.box is None:
        return finding
    if picture is not None and bears_out(picture, finding.box):
        return finding.model_copy(update={"pictured": True})
    told = {"message": finding.message + UNCERTAIN, "message_it": finding.message_it + UNCERTAIN_IT}
    return finding.model_copy(update={"pictured": False, **told})


def bears_out(picture: PagePicture, box: Box) -> bool:
    """Whether every digit in the box looks like what it was read as, and nothing beside it may be a minus that is drawn."""
    if not picture.compared:
        return False
    if any(box.contains_point(*doubtful.center) for doubtful in picture.doubtful):
        return False
    third = (box.bottom - box.top) / 3
    return not any(
        box.top + third <= stroke.at <= box.bottom - third and box.x0 - BESIDE <= stroke.end and stroke.start <= box.x1 + BESIDE
        for stroke in picture.strokes
    )
