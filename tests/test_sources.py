"""A file that cannot be opened says why, in a sentence; one that can be is opened, whatever was done to it."""

from __future__ import annotations

import base64
import hashlib
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.envelope import enclosed
from pipeline.reading.document import read_pages
from pipeline.report import read_report
from pipeline.source import Unreadable, open_source, read_bytes
from tests.drawing import hostile
from tests.drawing.hostile import NOT_PDFS


def why_not(path: Path, *passwords: str) -> tuple[str, str]:
    """The code and the sentence with which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        read_report(path, passwords=passwords)
    return refused.value.error, refused.value.reason


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "consuntivo.pdf"


# ── what is no PDF ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("what", "content"), [(what, content) for what, contents in NOT_PDFS.items() for content in contents])
def test_what_is_no_pdf_is_told_for_what_it_is(file: Path, what: str, content: bytes) -> None:
    file.write_bytes(content)
    error, reason = why_not(file)
    assert error == "not_a_pdf"
    assert reason.startswith(f"This is not a PDF but {what}. ")


def test_text_that_is_no_pdf_is_to_be_left_out_or_replaced(file: Path) -> None:
    file.write_text("# Leggimi\n")
    assert why_not(file)[1] == (
        "This is not a PDF but a Markdown file. If it stands for a report, give the report as PDF; if not, leave it out."
    )


def test_an_empty_file(file: Path) -> None:
    file.touch()
    assert why_not(file) == ("empty", "The file is empty. Ask for it again.")


PDF = hostile.report()


@pytest.mark.parametrize(
    "envelope",
    [hostile.signed(PDF), hostile.signed(PDF, part=1_000), hostile.signed(hostile.signed(PDF, part=700)),
     base64.encodebytes(hostile.signed(PDF)),
     b"-----BEGIN PKCS7-----\n" + base64.encodebytes(hostile.signed(PDF)) + b"-----END PKCS7-----\n"],
    ids=["one", "in parts", "signed by two", "as text", "as text with lines around"],
)  # fmt: skip
def test_a_pdf_in_the_envelope_of_a_signature_is_taken_out_as_it_was(file: Path, envelope: bytes) -> None:
    file.write_bytes(envelope)
    source = open_source(file)
    assert source.copies == (PDF,)
    assert source.document_id == hashlib.sha256(PDF).hexdigest()


WITHOUT_MESSAGE = bytes.fromhex("300d06092a864886f70d010702a000")


@pytest.mark.parametrize(
    "envelope",
    [hostile.signed(PDF)[:-4_000], hostile.signed(b""), WITHOUT_MESSAGE],
    ids=["cut off", "empty", "without a message"],
)
def test_an_envelope_that_is_damaged_or_holds_nothing_is_left_as_it_is(envelope: bytes) -> None:
    assert enclosed(envelope) == envelope


@given(st.binary(min_size=1, max_size=300), st.integers(0, 400), st.binary(max_size=20))
def test_whatever_stands_in_an_envelope_it_is_opened_or_left(content: bytes, at: int, other: bytes) -> None:
    whole = hostile.signed(content, part=100)
    assert enclosed(whole) == enclosed(content)
    assert isinstance(enclosed(whole[:at] + other + whole[at + len(other) :]), bytes)


# ── what is no file ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pipe_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert why_not(file) == ("not_a_file", "This is no regular file but a device, pipe or folder. Give a file.")


def test_a_link_to_an_endless_device_is_not_read(file: Path) -> None:
    file.symlink_to("/dev/zero")
    assert why_not(file)[0] == "not_a_file"


def test_a_socket_and_a_folder_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.pdf")
        assert why_not(Path("s.pdf"))[0] == "not_a_file"
    Path("d.pdf").mkdir()
    assert why_not(Path("d.pdf"))[0] == "not_a_file"


@pytest.mark.parametrize(
    ("target", "told"),
    [("nowhere.pdf", "It leads to a file that is not there, or is gone."), ("consuntivo.pdf", "The file cannot be read (")],
)
def test_a_link_to_nothing_or_to_itself(file: Path, target: str, told: str) -> None:
    file.symlink_to(target)
    error, reason = why_not(file)
    assert error == "not_readable"
    assert reason.startswith(told)


def test_a_file_too_large_to_be_a_report_is_not_read(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.write(b"%PDF-1.4\n")
        sparse.truncate(5 * 1024**3)
    error, reason = why_not(file)
    assert error == "too_large"
    assert reason.startswith("The file has 5,368,709,120 bytes, more than 200,000,000. Cut it into parts")


def test_a_file_that_changes_while_it_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(hostile.report())
    looked_at = os.fstat
    seen: list[int] = []

    def grown_since(descriptor: int) -> os.stat_result:
        if seen:
            with file.open("ab") as growing:
                growing.write(b"more")
        seen.append(descriptor)
        return looked_at(descriptor)

    monkeypatch.setattr(os, "fstat", grown_since)
    with pytest.raises(Unreadable) as refused:
        read_bytes(file)
    assert (refused.value.error, refused.value.reason) == (
        "changed",
        "The file changed while it was read. Run again when it is complete.",
    )


def test_a_file_that_is_not_any_more_what_it_was(file: Path) -> None:
    file.write_bytes(hostile.report(1))
    document_id = open_source(file).document_id
    file.write_bytes(hostile.report(2))
    with pytest.raises(Unreadable) as refused:
        open_source(file, document_id=document_id)
    assert refused.value.error == "changed"


# ── damage ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pdf_without_pages(file: Path) -> None:
    file.write_bytes(hostile.no_pages())
    assert why_not(file) == ("no_pages", "It has no pages. Ask for the file again.")


def test_a_beginning_without_a_page_is_told_to_be_cut_off(file: Path) -> None:
    file.write_bytes(hostile.truncated(0.02))
    assert why_not(file) == ("truncated", "Its end is missing: it was cut off on its way here. Fetch the file again.")


@pytest.mark.parametrize(("share", "pages", "lost"), [(0.5, 6, [6]), (0.7, 8, [8]), (0.8, 9, []), (0.9, 10, [])])
def test_a_truncated_pdf_gives_the_pages_that_are_there_and_says_that_others_are_not(
    file: Path, share: float, pages: int, lost: list[int]
) -> None:
    file.write_bytes(hostile.truncated(share, pages=10))
    report = read_report(file)
    assert (report.document.completeness, report.document.page_count) == ("partial", pages)
    *unread, whole = report.unread_pages
    assert [(row.page, row.error) for row in unread] == [(number, "page_lost") for number in lost]
    assert (whole.page, whole.error) == (None, "truncated")
    assert whole.reason == f"Its end is missing: {pages} pages are there, and more may be lost. Fetch the file again."


@pytest.mark.parametrize("damage", [hostile.bad_startxref, hostile.shifted_offsets, hostile.wrong_lengths])
def test_what_can_be_repaired_is_read_in_full(file: Path, damage: object) -> None:
    file.write_bytes(hostile.report(3))
    whole = [[line.text for line in page.lines] for page in read_pages(open_source(file), "", lambda page, pages: None).read]
    file.write_bytes(damage(hostile.report(3)))  # type: ignore[operator]
    source = open_source(file)
    repaired = [[line.text for line in page.lines] for page in read_pages(source, "", lambda page, pages: None).read]
    assert source.damaged
    assert len(whole) == 3
    assert repaired == whole


# ── encryption ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("restricted", [False, True])
def test_a_pdf_that_opens_without_a_password_is_read_whatever_it_asks_readers_to_refrain_from(
    file: Path, restricted: bool
) -> None:
    file.write_bytes(hostile.encrypted(restricted=restricted))
    report = read_report(file)
    assert (report.document.page_count, report.document.completeness) == (3, "complete")
    assert "Avanzo 234,50" in report.sections[0].text


def test_a_pdf_with_a_password_asks_for_it(file: Path) -> None:
    file.write_bytes(hostile.encrypted("segreto"))
    assert why_not(file) == (
        "encrypted",
        "It opens only with a password. Give it with --password-file, or save a copy without one and give that.",
    )
    assert why_not(file, "sbagliato") == (
        "encrypted",
        "It opens only with a password, and it is none of those given. Give the right one, or a copy without.",
    )


@pytest.mark.parametrize("password", ["segreto", "proprietario"])
def test_the_password_of_the_user_and_that_of_the_owner_open_a_pdf(file: Path, password: str) -> None:
    file.write_bytes(hostile.encrypted("segreto", "proprietario"))
    assert read_report(file, passwords=["altro", password]).document.page_count == 3


def test_a_password_with_an_accent_opens_a_pdf(file: Path) -> None:
    file.write_bytes(hostile.encrypted("perché"))
    assert read_report(file, passwords=["perché"]).document.page_count == 3


def test_an_encryption_that_nobody_knows(file: Path) -> None:
    file.write_bytes(hostile.report().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Nobody/V 9>>"))
    error, reason = why_not(file)
    assert error == "encrypted"
    assert reason.startswith("It is encrypted in a way that is not known here (")
    assert reason.endswith("). Save a copy without encryption and give that.")


# ── what acts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_scripts_and_programs_are_not_run(file: Path, tmp_path: Path) -> None:
    file.write_bytes(hostile.with_actions(tmp_path / "started"))
    assert read_report(file).document.page_count == 3
    assert not (tmp_path / "started").exists()


def test_other_files_are_not_fetched(file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(hostile.text("Segreto."))
    file.write_bytes(hostile.with_content_elsewhere(tmp_path / "secret"))
    assert "Segreto" not in " ".join(section.text for section in read_report(file).sections)
