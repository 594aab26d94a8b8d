from __future__ import annotations

from typing import ClassVar

from schemas.records.base import Days, Percentage, Record


class ServiceStandard(Record):
    """A service of the *carta dei servizi*: the days promised and the days observed."""

    dataset: ClassVar[str] = "service_standards"

    area_code: str | None
    """The code of the heading above it: `3.1.1`."""
    area: str | None
    """The name of that heading."""
    service_group: str | None
    """The heading without a code that it stands under, as an item of a list."""
    service: str
    """Column *PROCESSO/SERVIZIO*, without the mark of a list item."""
    office: str | None
    """Column *UNITA' ORGANIZZATIVA RESPONSABILE*."""
    indicator: str | None
    """Column *INDICATORE*."""
    target_text: str | None
    """Column *VALORE PROGRAMMATO*."""
    target_days: Days
    """Working days, where `target_text` states a single number of them: `< 5 gg.` is 5."""
    observed_text: str | None
    """Column *VALORE RILEVATO*."""
    observed_days: Days
    """Working days, where `observed_text` states a single number of them."""
    note: str | None
    """Column *NOTE*."""
    result_pct: Percentage
    """Per cent. Column *RISULTATO*."""
    not_computable: bool
    """Whether *NC* is printed for the result."""
