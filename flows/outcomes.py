"""How a command ends: its exit codes, and what is said of an error that its user can mend."""

from __future__ import annotations

import typer
from rich.console import Console

from pipeline.inert import printable

FINDINGS, USAGE, QUARANTINE, FAILED, BOTH = 1, 2, 3, 4, 5
"""Exit codes: open findings of severity error; bad usage; files or pages in quarantine; the run itself failed; both 1 and 3."""

EXIT_CODES = (
    "Exit codes: 0 all well, 1 open findings of severity error, 2 bad usage, 3 files or pages in quarantine, "
    "4 the run itself failed, 5 errors and quarantine."
)


def fail(message: str, code: int) -> typer.Exit:
    """Say what is wrong, and leave with a code."""
    Console(stderr=True).print(printable(message), style="red", markup=False, highlight=False)
    return typer.Exit(code)


def exit_with(*, errors: bool, quarantine: bool) -> None:
    """Leave with the code that tells of both; go on where all is well."""
    code = {(True, True): BOTH, (True, False): FINDINGS, (False, True): QUARANTINE}.get((errors, quarantine))
    if code is not None:
        raise typer.Exit(code)
