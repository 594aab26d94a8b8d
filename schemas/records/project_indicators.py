from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from schemas.records.base import Percentage
from schemas.records.declaration import Beside, Column, Declared


def _without_spaces(text: str) -> str:
    return "".join(text.split())


class ProjectIndicator(Declared):
    """An indicator of a project sheet, followed through the year."""

    dataset: ClassVar[str] = "project_indicators"

    project: Annotated[str, Beside(r"^OBIETTIVO\s+N")]
    """The project's name, beside *OBIETTIVO N.*"""
    indicator: Annotated[
        str, Column(r"", pattern=r"^indicatore\s+([0-9]{1,2}\s?[a-z]?|[a-z])\s*\)?"), BeforeValidator(_without_spaces)
    ]
    """What follows *indicatore*: `3a`."""
    description: Annotated[str | None, Column(r"descrizione\s+(?:del\s+)?(?:target|risultato)")]
    """Column *descrizione target/risultato atteso*."""
    june: Annotated[Percentage, Column(r"\bgiugno\b", required=True)]
    """Per cent or number, as printed. Column *risultato a giugno*."""
    september: Annotated[Percentage, Column(r"\bsettembre\b", required=True)]
    """The same. Column *risultato a settembre*."""
    december: Annotated[Percentage, Column(r"\bdicembre\b", required=True)]
    """The same. Column *risultato a dicembre*."""
    comment: Annotated[str | None, Column(r"\bcomment")]
    """Column *commento*."""
