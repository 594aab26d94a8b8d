from __future__ import annotations

from typing import Annotated, ClassVar

from schemas.records.base import Days, Percentage
from schemas.records.declaration import Above, Column, Declared


class ServiceStandard(Declared):
    """A service of the *carta dei servizi*: the days promised and the days observed."""

    dataset: ClassVar[str] = "service_standards"

    area_code: Annotated[str | None, Above(r"^([0-9]+(?:\.[0-9]+)+)\.?\s")]
    """The code of the heading above it: `3.1.1`."""
    area: Annotated[str | None, Above(r"^[0-9]+(?:\.[0-9]+)+\.?\s+(.+)$")]
    """The name of that heading."""
    service_group: Annotated[str | None, Above(r"^(?![0-9]+(?:\.[0-9]+)+\.?\s)(.+)$", of_list=True)]
    """The heading without a code that it stands under, as an item of a list."""
    service: Annotated[str, Column(r"PROCESSO|SERVIZIO", required=True, pattern=r"^(?:[^\w\s(\"'«]\s*)?(.+)$")]
    """Column *PROCESSO/SERVIZIO*, without the mark of a list item."""
    office: Annotated[str | None, Column(r"UNIT[AÀ]['’]?\s*ORGANIZZATIVA|UFFICIO")]
    """Column *UNITA' ORGANIZZATIVA RESPONSABILE*."""
    indicator: Annotated[str | None, Column(r"INDICATORE")]
    """Column *INDICATORE*."""
    target_text: Annotated[str | None, Column(r"PROGRAMMAT", required=True)]
    """Column *VALORE PROGRAMMATO*."""
    target_days: Annotated[Days, Column(r"PROGRAMMAT")]
    """Working days, where `target_text` states a single number of them: `< 5 gg.` is 5."""
    observed_text: Annotated[str | None, Column(r"RILEVAT", required=True)]
    """Column *VALORE RILEVATO*."""
    observed_days: Annotated[Days, Column(r"RILEVAT")]
    """Working days, where `observed_text` states a single number of them."""
    note: Annotated[str | None, Column(r"^NOT[AE]")]
    """Column *NOTE*."""
    result_pct: Annotated[Percentage, Column(r"RISULTATO")]
    """Per cent. Column *RISULTATO*."""
    not_computable: Annotated[bool, Column(r"RISULTATO", required=True)]
    """Whether *NC* is printed for the result."""
