"""What several commands are given: how it is told, and how it is seen to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from flows.outcomes import FAILED, USAGE, fail

OneFile = Annotated[str, typer.Argument(help="A PDF; - for standard input.", metavar="PDF")]
Output = Annotated[str, typer.Argument(help="The output of a run, also in a store (s3://…).", metavar="DIR")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what came of it as JSON, and nothing else.")]
Passwords = Annotated[
    list[str] | None,
    typer.Option("--password", help="A password to try on encrypted files; may be given several times.", metavar="PASSWORD"),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(help="A file with passwords to try, one a line: unlike --password, no other user of the machine sees them."),
]
OcrMode = Literal["auto", "never", "force"]
Ocr = Annotated[
    OcrMode | None,
    typer.Option("--ocr", help="When to recognise text in pictures: where print is no text, never, or everywhere."),
]


def use_ocr(mode: OcrMode | None) -> None:
    """Let this process and those that it starts recognise text so, whatever the environment says."""
    if mode is None:
        return
    import pipeline.limits

    os.environ["CONSUNTIVO_OCR"] = mode
    pipeline.limits.LIMITS = pipeline.limits.Limits()


def all_passwords(given: list[str] | None, file: Path | None) -> list[str]:
    """The passwords given, and those in the file."""
    if file is None:
        return given or []
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        why = "it is no text in UTF-8" if isinstance(e, UnicodeDecodeError) else e.strerror
        raise fail(f"The passwords in {file} cannot be read ({why}). Give a text file with one a line.", USAGE) from None
    return [*(given or []), *filter(None, lines)]


def check_there(paths: Sequence[str | Path]) -> None:
    """Leave if a path that was given is not there."""
    missing = [str(path) for path in paths if path != "-" and not os.path.exists(path)]  # noqa: PTH110 (the other one fails on long names)
    if missing:
        raise fail(f"There is no {', '.join(missing)}. Give PDFs or folders that are there.", USAGE)


def output_of(folder: str) -> Path:
    """The output of a run, where it lies or in the copy of the store's folder; leave if there is none."""
    from flows.wide.mirror import fetched
    from flows.wide.stores import NotReached, is_address

    try:
        here = fetched(folder) if is_address(folder) else Path(folder)
    except NotReached as e:
        raise fail(f"{e.filename}: {e.strerror}.", FAILED) from None
    if not (here / "findings").is_dir():
        raise fail(
            f"There is no output of a run in {folder}. Run `consuntivo ingest` first, or give the folder that it wrote to.", USAGE
        )
    return here


@contextmanager
def logged_to(file: Path | None) -> Iterator[None]:
    """Append what happens meanwhile to a file, if one is given; leave if it cannot be written."""
    from flows.log import written_to

    with ExitStack() as stack:
        try:
            stack.enter_context(written_to(file))
        except OSError as e:
            raise fail(f"{file} cannot be written ({e.strerror}). Give a file in a folder that is there.", FAILED) from None
        yield
