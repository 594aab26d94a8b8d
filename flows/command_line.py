"""The command `consuntivo`."""

from __future__ import annotations

import json
import os
import sys
import traceback
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from flows.arguments import (
    AsJson,
    Ocr,
    OneFile,
    Output,
    PasswordFile,
    Passwords,
    all_passwords,
    check_there,
    logged_to,
    output_of,
    use_ocr,
)
from flows.outcomes import EXIT_CODES, FAILED, FINDINGS, QUARANTINE, USAGE, exit_with, fail
from flows.tables_command import tables

app = typer.Typer(
    name="consuntivo",
    help="Year-end reports of Italian public bodies: PDF to checked, typed Parquet.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"consuntivo {version('consuntivo')}")
        raise typer.Exit


@app.callback()
def see_to_limits(
    version: Annotated[bool, typer.Option("--version", callback=say_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    del version
    from pydantic import ValidationError

    try:
        import pipeline.limits
    except ValidationError as e:
        wrong = "; ".join(f"CONSUNTIVO_{str(error['loc'][0]).upper()}: {error['msg']}" for error in e.errors())
        raise fail(f"The environment sets a limit that is none ({wrong}). See docs/limits.md.", USAGE) from None
    from pipeline.kinds_named import UnusableKinds, installed, named

    if named() or installed():
        try:
            import pipeline.records  # noqa: F401 (loads them)
        except UnusableKinds as e:
            raise fail(f"{e} See docs/kinds.md.", USAGE) from None


@app.command(epilog=EXIT_CODES)
def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="PDFs, or folders of them, also in a store (s3://…); - for a PDF on standard input.", metavar="PDF-OR-FOLDER…"
        ),
    ],
    output: Annotated[str, typer.Option(help="The folder to write to, also in a store (s3://…).")] = "output",
    workers: Annotated[int, typer.Option(min=0, help="Documents read at a time; 0: one for each processor.")] = 0,
    password: Passwords = None,
    password_file: PasswordFile = None,
    ocr: Ocr = None,
    corrections: Annotated[
        Path | None,
        typer.Option(help="What reviewers decided: `corrections/`, if it is there and no other is given.", metavar="DIR"),
    ] = None,
    runner: Annotated[
        Literal["threads", "dask", "ray"], typer.Option(help="Which machines read: this one, or those of a cluster.")
    ] = "threads",
    log: Annotated[
        Path | None,
        typer.Option(help="A file to append what happens to, a line of JSON each: document, stage, page, times.", metavar="FILE"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what goes wrong.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read PDFs and folders of PDFs; write datasets, checks and findings."""
    use_ocr(ocr)
    from flows.wide.stores import NotReached, is_address

    check_there([path for path in paths if not is_address(path)])
    if not output:
        raise fail("--output names no folder. Give one, or leave it out.", USAGE)
    if not is_address(output) and os.path.isfile(output):  # noqa: PTH113 (the other one fails on long names)
        raise fail(f"{output} is a file. Give --output a folder, or a name that is free.", USAGE)
    if corrections is not None and not corrections.is_dir():
        raise fail(f"There is no folder {corrections}. Give the folder with the corrections, or leave --corrections out.", USAGE)
    passwords = all_passwords(password, password_file)
    from flows.console import quarantine_list, run_summary
    from flows.local import ingest as ingest_here
    from flows.named_server import server_named
    from flows.run import OutputInUse
    from flows.server import ServerEnded
    from flows.standard_input import file_of
    from flows.wide.runners import NotReady, check_ready
    from pipeline.corrections import FOLDER
    from pipeline.files import Unwritable

    try:
        check_ready(runner)
        with server_named(quiet=quiet), logged_to(log), ExitStack() as stack:
            given = [stack.enter_context(file_of(path)) for path in dict.fromkeys(paths)]
            run = ingest_here(given, output, workers, passwords, str(corrections or FOLDER), runner, quiet=quiet or as_json)
    except (OutputInUse, NotReady, ServerEnded) as e:
        raise fail(str(e), FAILED) from None
    except NotReached as e:
        raise fail(f"{e.filename}: {e.strerror}.", FAILED) from None
    except Unwritable as e:
        raise fail(
            f"{e.filename} cannot be written ({e.strerror}). Free space or permit it, and run again: it carries on.", FAILED
        ) from None
    if not run.documents and not run.unread:
        raise fail(f"There is no PDF in {', '.join(paths)}. Give PDFs, or folders that hold some.", USAGE)
    if as_json:
        print(run.as_json())
    elif not quiet:
        Console().print(run_summary(run))
    elif run.unread:
        Console(stderr=True).print(quarantine_list(run.unread))
    exit_with(errors=run.errors > 0, quarantine=bool(run.unread))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="An empty folder.", metavar="DIR")] = Path(),
) -> None:
    """Put the sample report into an empty folder, and read it."""
    from flows.demo import Occupied, lay_out
    from pipeline.files import Unwritable

    try:
        report, output = lay_out(folder)
    except Occupied:
        raise fail(f"{folder.resolve()} has reports or an output already. Give an empty folder.", USAGE) from None
    except Unwritable as e:
        raise fail(f"{e.filename} cannot be written ({e.strerror}). Give a folder that can be.", FAILED) from None
    print(f"This reads {report}, a real report with a real error.", flush=True)
    try:
        ingest([str(report.parent)], str(output))
    except typer.Exit as e:
        if e.exit_code != FINDINGS:
            raise
    print(f"Open {output}/review/index.html, or try `consuntivo review {output}`. Then: consuntivo ingest YOUR-FOLDER")


@app.command()
def inspect(
    file: OneFile,
    password: Passwords = None,
    password_file: PasswordFile = None,
    ocr: Ocr = None,
    as_json: AsJson = False,
) -> None:
    """Show what is in one PDF: sections, tables, records, findings. Writes nothing."""
    use_ocr(ocr)
    check_there([file])
    from functools import partial

    from flows.inspection import inspection, inspection_as_rows
    from flows.standard_input import file_of
    from flows.workers import read_alone
    from pipeline.report import read_report
    from pipeline.source import Unreadable

    try:
        with file_of(file) as path:
            report = read_alone(partial(read_report, Path(path), passwords=all_passwords(password, password_file)))
    except Unreadable as e:
        raise fail(f"{file}: {e.reason}", QUARANTINE) from None
    if as_json:
        print(json.dumps(inspection_as_rows(report), ensure_ascii=False, indent=1, default=str))
    else:
        Console().print(inspection(report))


app.command()(tables)


@app.command(epilog=EXIT_CODES)
def findings(
    folder: Output = "output",
    severity: Annotated[Literal["error", "warning", "info"] | None, typer.Option(help="Only these.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only those of a rule, as `SUM-1`.")] = None,
    document: Annotated[str | None, typer.Option(help="Only those of documents with this in their name.")] = None,
    status: Annotated[Literal["open", "accepted", "corrected", "dismissed"] | None, typer.Option(help="Only these.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the findings of a run, the worst first."""
    from flows.console import findings_list
    from flows.inspection import findings_of, rules_of

    output = output_of(folder)
    if rule is not None and rule not in rules_of(output):
        raise fail(f"There is no rule {rule}. Rules have codes like `SUM-1`; the documentation lists them.", USAGE)
    found = findings_of(output, severity=severity, rule=rule, document=document, status=status)
    if as_json:
        rows = [{"document": name, **finding.model_dump(mode="json")} for name, finding in found]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        Console().print(findings_list(found) if found else "No findings.")
    exit_with(errors=any(f.severity == "error" and f.status == "open" for _, f in found), quarantine=False)


@app.command()
def review(
    folder: Output = "output",
    corrections: Annotated[Path, typer.Option(help="Where decisions are kept.", metavar="DIR")] = Path("corrections"),
    password: Passwords = None,
    password_file: PasswordFile = None,
) -> None:
    """Decide upon the findings of a run in the browser, on this machine alone."""
    output = output_of(folder)
    from flows.review.app import Review
    from flows.review.server import listen, server_of
    from flows.workers import pool_of

    with suppress(KeyboardInterrupt), pool_of(1) as pool, listen() as listening:  # that is how it is ended
        port = listening.getsockname()[1]
        opened = Review(output, corrections, pool, port, all_passwords(password, password_file))
        print(f"Review at {opened.address}\nDecisions go to {corrections}/. Press Ctrl-C to end.", flush=True)
        server_of(opened).run(sockets=[listening])


@app.command()
def explain(
    finding_id: Annotated[str, typer.Argument(help="The id of a finding, or its beginning.", metavar="FINDING_ID")],
    folder: Output = "output",
    as_json: AsJson = False,
) -> None:
    """Show how a finding comes about: each sum with its printed figures, and which of them may be wrong."""
    from flows.explanation import explanation, explanation_as_rows

    output = output_of(folder)
    told = explanation_as_rows(output, finding_id) if as_json else explanation(output, finding_id)
    if told is None:
        raise fail(f"No one finding in {folder} has the id {finding_id}. `consuntivo findings {folder}` lists them.", USAGE)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=1, default=str))
    else:
        Console().print(told)


@app.command()
def export(
    folder: Output = "output",
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="A workbook to write.", metavar="FILE")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="A folder to write CSV files to.", metavar="DIR")] = None,
    notes: Annotated[
        Path | None, typer.Option("--notes", help="A folder for a letter to each body, in Italian.", metavar="DIR")
    ] = None,
) -> None:
    """Hand over findings and records: a workbook, CSV files, a letter to each body on what was decided to be wrong."""
    output = output_of(folder)
    if xlsx is None and csv is None and notes is None:
        raise fail("Say what to write: --xlsx FILE, --csv DIR or --notes DIR.", USAGE)
    from pipeline.export import tables_to_export, write_csv
    from pipeline.files import Unwritable
    from pipeline.notes import write_notes
    from pipeline.workbook import write_workbook

    try:
        if xlsx is not None or csv is not None:
            tables = tables_to_export(output)
            if xlsx is not None:
                write_workbook(tables, xlsx)
            if csv is not None:
                write_csv(tables, csv)
        if notes is not None:
            written = write_notes(output, notes)
            for path in written.files:
                print(path)
            if not written.files:
                print("Nobody has decided that a figure is wrong as printed: there is no letter to write.")
            if written.left_out:
                print(f"Decided and in no letter: {written.left_out}. Other figures contradict it, it comes from OCR, or its")
                print("picture does not bear it out and no reason is given: keep it as printed, or say why it is wrong.")
            if written.undecided:
                print(f"Errors in no letter, for nobody has decided upon them: {written.undecided}. See `consuntivo review`.")
    except Unwritable as e:
        raise fail(f"{e.filename} cannot be written ({e.strerror}). Free space or permit it, and try again.", FAILED) from None


@app.command()
def compact(
    folder: Output = "output",
    undo: Annotated[bool, typer.Option("--undo", help="Go back to the state before the last compaction.")] = False,
    format_: Annotated[
        Literal["parquet", "delta"], typer.Option("--format", help="Parquet and a manifest, or Delta tables in `delta/`.")
    ] = "parquet",
) -> None:
    """Copy many small files to few large ones, for those who read thousands of documents at once."""
    from flows.wide.compacting import compact_output
    from flows.wide.stores import NotReached
    from pipeline.compact import CompactionRuns
    from pipeline.files import Unwritable

    output_of(folder)
    try:
        print(compact_output(folder, format_, undo=undo))
    except CompactionRuns as e:
        raise fail(str(e), FAILED) from None
    except NotReached as e:
        raise fail(f"{e.filename}: {e.strerror}.", FAILED) from None
    except ImportError:
        raise fail("To write Delta tables, install the extra: pip install 'consuntivo[delta]'.", FAILED) from None
    except Unwritable as e:
        raise fail(f"{e.filename} cannot be written ({e.strerror}). Free space or permit it, and try again.", FAILED) from None


@app.command()
def schema(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Show the datasets: their columns, types and meanings."""
    from flows.inspection import schema_as_json, schema_view

    if as_json:
        print(json.dumps(schema_as_json(), ensure_ascii=False, indent=1))
    else:
        Console().print(schema_view())


def main() -> None:
    """Run the command; what was not foreseen ends it with a code of its own, not with that of findings."""
    try:
        app()
    except ChildProcessError as e:
        print(e, file=sys.stderr)
        sys.exit(FAILED)
    except Exception:
        traceback.print_exc()
        print("This program failed. Please report it, with what is above.", file=sys.stderr)
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
