"""The reference pages of the documentation, made from the code: commands, settings, datasets, rules.

A hook of the site's generator. The sample report gives the examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typer.main
from properdocs.config.defaults import MkDocsConfig as Config
from properdocs.structure.files import File, Files

from flows.command_line import app
from pipeline.columns import MODELS, Column, columns_of
from pipeline.datapackage import KEYS, relations_of
from pipeline.datasets import frames_of
from pipeline.findings.rules import RULES
from pipeline.limits import Limits
from pipeline.report import Report, read_report

SAMPLE = Path(__file__).parents[1] / "raw_pdfs" / "lucca-2016.pdf"
LONGEST, LONGEST_SUM = 24, 60
"""Characters of a value, and of a sum, that is given for an example."""


def on_files(files: Files, config: Config) -> Files:
    """Add the pages to the site's files."""
    pages = {"commands": commands(), "settings": settings(), "datasets": datasets(sample()), "rules": rules(sample())}
    for name, content in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content=content))
    return files


@cache
def sample() -> Report:
    return read_report(SAMPLE)


def commands() -> str:
    """Every command with its arguments and options, as `--help` has them."""
    group: Any = typer.main.get_command(app)
    parts = ["# Commands", "What every command takes and does, as `consuntivo COMMAND --help` says it."]
    for name, command in sorted(group.commands.items()):
        arguments = [_name(p) if p.required else f"[{_name(p)}]" for p in command.params if p.param_type_name == "argument"]
        usage = " ".join(["consuntivo", name, "[OPTIONS]", *arguments])
        parts += [f"## {name}", (command.help or "").strip(), f"```sh\n{usage}\n```"]
        rows = [row for parameter in command.params if (row := _parameter(parameter))]
        if rows:
            parts.append(_table(["", "meaning", "default"], rows))
    return "\n\n".join(parts) + "\n"


def _parameter(parameter: Any) -> list[str] | None:
    is_argument = parameter.param_type_name == "argument"
    names = _name(parameter) if is_argument else ", ".join([*parameter.opts, *parameter.secondary_opts])
    help_text = getattr(parameter, "help", None) or ""
    default = parameter.default
    shown = "" if default is None or callable(default) or default in (False, ()) else f"`{default}`"
    return None if getattr(parameter, "hidden", False) else [f"`{names}`", help_text, shown]


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def settings() -> str:
    """Every limit as a variable of the environment."""
    rows = [
        [
            f"`CONSUNTIVO_{name.upper()}`",
            field.description or "",
            f"`{field.default}`" if isinstance(field.default, str) else f"`{field.default:,}`",
        ]
        for name, field in Limits.model_fields.items()
    ]
    about = "Each is a variable of the environment. [Limits](../limits.md) says what they were measured against."
    return "\n\n".join(["# Settings", about, _table(["variable", "meaning", "default"], rows)]) + "\n"


def datasets(report: Report) -> str:
    """Every dataset with its columns; the examples are of the first row of the sample report that has a value."""
    frames = dict(frames_of(report))
    parts = ["# Datasets", "Each is a folder of Parquet files under the output. The examples are of the sample report."]
    for dataset, model in MODELS.items():
        parts += [f"## {dataset}", " ".join((model.__doc__ or "").split())]
        rows = []
        for column in columns_of(dataset):
            values = frames[dataset].get_column(column.name).drop_nulls().to_list() if dataset in frames else []
            shown = values and not column.type.is_nested() and column.name != "document_id"
            example = f"`{_short(str(values[0]))}`" if shown else ""
            name, type_ = f"`{column.name}`", str(column.type).partition("(")[0]
            rows.append([name, type_, column.unit or "", _meaning(column), example])
        parts.append(_table(["column", "type", "unit", "meaning", "example"], rows))
        if dataset in KEYS:
            parts.append(f"Key: {_listed(KEYS[dataset])}.")
        relations = [f"{_listed(r.columns)} a row of [{r.dataset}](#{r.dataset})" for r in relations_of(dataset)]
        if relations:
            parts.append(f"Names, where nothing of it is null: {'; '.join(relations)}.")
    return "\n\n".join(parts) + "\n"


def _meaning(column: Column) -> str:
    return f"{column.description} One of {_listed(column.allowed)}." if column.allowed else column.description


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def rules(report: Report) -> str:
    """Every rule with its claim, its ground, an example and what to do."""
    examples = {check.rule: check.reckoning for check in reversed(report.checks) if len(check.reckoning) < LONGEST_SUM}
    parts = ["# Rules", "The codes are permanent. The examples are of the sample report, which has none for some rules."]
    for rule in RULES.values():
        rows = [["claims", rule.claim], ["in Italian", rule.claim_it], ["ground", rule.ground], ["what to do", rule.to_do]]
        if example := examples.get(rule.code, rule.example):
            rows.insert(3, ["example", f"`{example}`"])
        parts += [f"## {rule.code}", _table(["", ""], rows)]
    return "\n\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines([heads, ["---"] * len(heads), *rows]))


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in row)} |"


def _short(text: str) -> str:
    return " ".join(text.split()) if len(text) <= LONGEST else f"{' '.join(text.split())[: LONGEST - 1]}…"
