"""Where a team's own kinds of records stand, as the environment and installed packages name them; nothing is run."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

SETTING = "CONSUNTIVO_KINDS"
"""Files, folders of files, or modules, several parted as in `PATH`."""

GROUP = "consuntivo.kinds"
"""The group of entry points that lead to modules."""


class UnusableKinds(Exception):
    """What was named as a team's kinds and is none: says what, and what to do."""


def named() -> list[str]:
    """The files, folders and modules that the environment names."""
    return [name for name in os.environ.get(SETTING, "").split(os.pathsep) if name]


def installed() -> list[metadata.EntryPoint]:
    """The entry points of installed packages."""
    return sorted(metadata.entry_points(group=GROUP), key=lambda entry: entry.name)


def files_of(name: str) -> list[Path]:
    """The Python files that a name stands for: itself, or those in the folder; none if it is a module."""
    path = Path(name)
    return sorted(path.glob("*.py")) if path.is_dir() else [path] if path.suffix == ".py" else []


def sources() -> Iterator[Path]:
    """The files that declare kinds, as far as they can be found."""
    modules = [entry.module for entry in installed()]
    for name in named():
        files = files_of(name)
        yield from (file for file in files if file.is_file())
        modules += [] if files else [name]
    for module in modules:
        try:
            spec = importlib.util.find_spec(module)
        except (ImportError, ValueError):
            continue
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin)
