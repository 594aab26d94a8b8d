"""Text of strangers does no harm wherever it is shown, and is still told apart."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from flows.console import quarantine_list
from flows.markdown import escaped
from pipeline.inert import cell_text, printable
from schemas.document import Quarantined

anything = st.text(st.characters())
"""Any characters, lone surrogates among them: how names of files that are no UTF-8 are kept."""


@given(anything)
def test_whatever_is_shown_can_be_printed_and_stored(text: str) -> None:
    assert printable(text).isprintable()
    assert printable(text).encode().decode() == printable(text)


@given(anything, anything)
def test_two_names_never_become_one(one: str, other: str) -> None:
    assert (printable(one) == printable(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("caff\udce8.pdf", r"caff\xe8.pdf"), ("\u202efdp.exe", r"\u202efdp.exe"), ("\x1b[2J", r"\x1b[2J"), ("a\\b", "a\\\\b")],
)
def test_what_would_act_on_a_terminal_is_spelt_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("formula", ["=HYPERLINK(A1)", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_text_to_a_spreadsheet(formula: str) -> None:
    assert cell_text(formula) == f"'{formula}"


def test_other_texts_stay_as_they_are_in_a_spreadsheet() -> None:
    assert cell_text("Totale = 5") == "Totale = 5"


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "<script>alert(1)</script>", "![x](http://y)", "`rm`", "a | b", "**b**", "# h", "\n# h"]
)
def test_markdown_shows_text_as_it_is(text: str) -> None:
    shown = escaped(text)
    assert "\n" not in shown
    assert "<" not in shown
    for sign in "[]()`|*#!":
        assert shown.count(f"\\{sign}") == shown.count(sign) == text.count(sign)


def test_a_terminal_shows_text_as_it_is() -> None:
    name = "[bold red]due[/] [link=http://x]y[/link].pdf"
    quarantined = Quarantined(source_file=name, stage="open", error="empty", reason="[blink]The file is empty.[/]")
    out = io.StringIO()
    Console(file=out, width=200, force_terminal=True).print(quarantine_list([quarantined]))
    assert name in out.getvalue()
    assert "[blink]The file is empty.[/]" in out.getvalue()
