"""The list of procedures whose times are monitored."""

from __future__ import annotations

from pipeline.records.declared import declared
from schemas.records.monitored_procedures import MonitoredProcedure

KIND = declared(MonitoredProcedure)
