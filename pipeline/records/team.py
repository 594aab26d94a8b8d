"""Kinds that a team declares outside of the product.

They stand in Python files, folders of such or modules that the environment names, several parted as in `PATH`:

    CONSUNTIVO_KINDS=/srv/reports/kinds.py

and in installed packages, as entry points of the group `consuntivo.kinds` that lead to a module. A module's kinds are its
models derived from `Declared`, or what it lists as `KINDS`. This is code that is run: name only what you trust.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from pipeline.kinds_named import SETTING, UnusableKinds, files_of, installed, named
from pipeline.records.declared import declared
from pipeline.records.kind import Kind
from schemas.records.declaration import Declared


@cache
def team_kinds() -> tuple[Kind, ...]:
    """The kinds that the environment and installed packages declare, in order. Raises `UnusableKinds`."""
    return tuple(kind for module in _modules() for kind in _kinds_of(module))


@cache
def _modules() -> tuple[ModuleType, ...]:
    found = [module for name in named() for module in _named(name)]
    for entry in installed():
        try:
            found.append(entry.load())
        except Exception as e:
            raise UnusableKinds(f"The installed kinds «{entry.name}» do not load: {type(e).__name__}: {e}.") from e
    return tuple(found)


def _named(name: str) -> Iterator[ModuleType]:
    files = files_of(name)
    try:
        if not files:
            yield importlib.import_module(name)
        for file in files:
            yield _loaded(file)
    except Exception as e:
        why = "there is no such file or module" if isinstance(e, (FileNotFoundError, ModuleNotFoundError)) else f"{e}"
        raise UnusableKinds(f"{SETTING} names «{name}», which does not load: {type(e).__name__}: {why}.") from e


def _loaded(file: Path) -> ModuleType:
    name = f"consuntivo_kinds_{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file.resolve(strict=True))
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a model looks its annotations up there
    spec.loader.exec_module(module)
    return module


def _kinds_of(module: ModuleType) -> Iterator[Kind]:
    listed = getattr(module, "KINDS", None)
    if listed is not None:
        yield from listed
        return
    models = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Declared) and value.__module__ == module.__name__
    ]
    if not models:
        raise UnusableKinds(f"«{module.__name__}» declares no kind: it has neither a model derived from `Declared` nor `KINDS`.")
    for model in models:
        if not getattr(model, "dataset", ""):
            raise UnusableKinds(f"The kind {model.__name__} of «{module.__name__}» does not name its `dataset`.")
        yield declared(model)
