"""The command `consuntivo tables`: the tables of one PDF printed or written, or why they are what they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from flows.arguments import Ocr, OneFile, PasswordFile, Passwords, all_passwords, check_there, use_ocr
from flows.outcomes import FAILED, QUARANTINE, USAGE, exit_with, fail
from pipeline.inert import printable


def tables(
    file: OneFile,
    per_page: Annotated[
        bool, typer.Option("--per-page", help="A table that runs over pages in one piece for each page.")
    ] = False,
    format_: Annotated[
        Literal["text", "csv", "markdown", "json"], typer.Option("--format", help="How the tables are printed.")
    ] = "text",
    json_: Annotated[
        Path | None, typer.Option("--json", help="A file to write the tables to; - for standard output.", metavar="OUT")
    ] = None,
    explain: Annotated[
        int | None,
        typer.Option(help="Say why this page's tables are what they are: regions considered, scores, rules.", metavar="PAGE"),
    ] = None,
    debug: Annotated[
        Path | None, typer.Option(help="A folder to write pictures to of what the finder saw, page by page.", metavar="DIR")
    ] = None,
    password: Passwords = None,
    password_file: PasswordFile = None,
    ocr: Ocr = None,
) -> None:
    """Find the tables of one PDF, and nothing else; or explain why they are what they are."""
    use_ocr(ocr)
    check_there([file])
    passwords = all_passwords(password, password_file)
    if explain is not None or debug is not None:
        _explain(file, explain, debug, passwords)
        return
    from flows.inspection import table_view
    from flows.standard_input import STANDARD_INPUT, file_of
    from flows.tables_as import FORMATS
    from flows.workers import read_alone
    from pipeline.source import Unreadable
    from pipeline.tables_only import read_tables

    try:
        with file_of(file) as path:
            found, unread = read_alone(partial(read_tables, Path(path), per_page=per_page, passwords=passwords))
    except Unreadable as e:
        raise fail(f"{file}: {e.reason}", QUARANTINE) from None
    if json_ is not None and str(json_) != STANDARD_INPUT:
        try:
            json_.write_text(FORMATS["json"](found), encoding="utf-8")
        except OSError as e:
            raise fail(f"{json_} cannot be written ({e.strerror}). Give a file in a folder that is there.", FAILED) from None
        print(f"Tables: {len(found)}, written to {json_}.")
    elif json_ is not None or format_ != "text":
        print(FORMATS["json" if json_ is not None else format_](found), end="")
    else:
        for table in found:
            Console().print(table_view(table), crop=False)
        print(f"Tables: {len(found)}.")
    for page in unread:
        where = f"{file}, page {page.page}" if page.page else file
        Console(stderr=True).print(printable(f"{where}: {page.reason}"), style="red", markup=False, highlight=False)
    exit_with(errors=False, quarantine=bool(unread))


def _explain(file: str, page: int | None, folder: Path | None, passwords: Sequence[str]) -> None:
    """Print the finder's trace of a page, or of all; write its pictures to a folder."""
    from flows.standard_input import file_of
    from flows.workers import read_alone
    from pipeline.source import Unreadable
    from pipeline.tables_explained import explain_tables

    try:
        with file_of(file) as path:
            told, written = read_alone(partial(explain_tables, Path(path), page=page, debug=folder, passwords=passwords))
    except Unreadable as e:
        raise fail(f"{file}: {e.reason}", QUARANTINE) from None
    except OSError as e:
        raise fail(f"{folder} cannot be written to ({e.strerror}). Give a folder that can be, and try again.", FAILED) from None
    if not told:
        raise fail(f"{file}: page {page} was not read, or there is no such page. `consuntivo inspect` lists the pages.", USAGE)
    print(told)
    for picture in written:
        print(picture)
