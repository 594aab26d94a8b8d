"""Prefect without a server of one's own: settings that must stand before it is imported."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.datasets import writing

STATE = ".consuntivo"
"""The folder in the output that holds Prefect's database, the results kept for the next run, and the lock."""


def prepare_prefect(output: Path) -> None:
    """Let Prefect run embedded and silent, its state in the output folder.

    A Prefect that the user has set up (an API, a home, a profile) is left as it is. Raises `Unwritable`.
    """
    set_up = any(name in os.environ for name in ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILES_PATH"))
    if set_up or (Path.home() / ".prefect" / "profiles.toml").exists():
        return
    home = (output / STATE).resolve()
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
    os.environ["PREFECT_HOME"] = str(home)
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_ROOT_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_CLI_PROMPT", "false")
