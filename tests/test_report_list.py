"""What the user says of reports in `reports.csv`: it wins over what is read, and a line that is wrong is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from flows.ingest import ingest
from flows.job import Job
from pipeline.datasets import read_dataset
from pipeline.report_list import Given, ReportList, read_lists
from tests.drawing.two_years import two_years
from tests.test_flow import last_run, task_states

FILES = ("a.pdf", "2019/b.pdf", "2019/c.pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports, whatever is in them."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def said(folder: Path, files: Mapping[str, list[str]] | None = None, **lists: str) -> tuple[dict[str, Given], list[str]]:
    """What lists, by their folder (`here` for the first), say of documents, and what is wrong with them."""
    places = {"here": folder, "below": folder / "2019"}
    read = [ReportList(places[where] / "reports.csv", "reports.csv", text.encode()) for where, text in lists.items()]
    named = files or {name: [name] for name in FILES}
    given, wrong = read_lists(read, {document: [folder / name for name in names] for document, names in named.items()})
    assert all(one.error == "bad_report_list" for one in wrong)
    return given, [one.reason for one in wrong]


@pytest.mark.parametrize(
    "text",
    [
        "file,entity,year\na.pdf,Comune di Prova,2019\n",
        "\ufeffFile; Entity; Year; Note\r\na.pdf; Comune di  Prova ;2019;da controllare\r\n;;;\r\n",
        'year,entity,file\n2019,"Comune di Prova",./a.pdf\n',
    ],
)
def test_a_row_says_whose_report_a_file_is_and_of_which_year(folder: Path, text: str) -> None:
    assert said(folder, here=text) == ({"a.pdf": Given(entity="Comune di Prova", fiscal_year=2019)}, [])


def test_what_is_left_empty_is_not_said(folder: Path) -> None:
    given, _ = said(folder, here="file,entity,year\na.pdf,,2019\n2019/b.pdf,Comune di Prova,\n")
    assert given == {"a.pdf": Given(fiscal_year=2019), "2019/b.pdf": Given(entity="Comune di Prova")}


def test_the_nearest_row_counts_field_by_field(folder: Path) -> None:
    here = "file,entity,year\n.,Comune di Prova,\n2019,,2019\n2019/b.pdf,Unione,\n"
    given, wrong = said(folder, here=here, below="file,entity,year\nc.pdf,,2018\n")
    assert wrong == []
    assert given == {
        "a.pdf": Given(entity="Comune di Prova"),
        "2019/b.pdf": Given(entity="Unione", fiscal_year=2019),
        "2019/c.pdf": Given(entity="Comune di Prova", fiscal_year=2018),
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("d.pdf,X,2019", "Line 3: there is no file «d.pdf» beside it."),
        ("../a.pdf,X,2019", "Line 3: there is no file «../a.pdf» beside it."),
        (",X,2019", "Line 3: it names no file."),
        ("2019/b.pdf,X,duemila", "Line 3: «duemila» is no year, as 2016 is."),
        ("2019/b.pdf,X,20019", "Line 3: «20019» is no year, as 2016 is."),
        ("2019/b.pdf", "Line 3: it has fewer fields than 3."),
    ],
)
def test_a_line_that_is_wrong_is_told_and_the_others_hold(folder: Path, line: str, why: str) -> None:
    given, wrong = said(folder, here=f"file,entity,year\na.pdf,Y,\n{line}\n")
    assert given == {"a.pdf": Given(entity="Y")}
    assert wrong == [f"{why} The line is not taken. Mend it and run again."]


def test_of_lines_about_one_file_none_is_taken(folder: Path) -> None:
    given, (why,) = said(folder, here="file,entity,year\na.pdf,X,\n2019/b.pdf,Z,\n./a.pdf,Y,\n")
    assert given == {"2019/b.pdf": Given(entity="Z")}
    assert why == "Lines 2, 4: all are about «a.pdf», which one line may be. None of them is taken. Mend it and run again."


def test_copies_of_one_report_of_which_different_things_are_said_are_told(folder: Path) -> None:
    text = "file,entity,year\na.pdf,X,\n2019/b.pdf,Y,\n"
    given, (why,) = said(folder, {"one": ["a.pdf", "2019/b.pdf"], "other": ["2019/c.pdf"]}, here=text)
    assert given == {}
    assert "line 3 of reports.csv says otherwise of the same report, which has the names «a.pdf», «b.pdf»." in why
    assert said(folder, {"one": ["a.pdf", "2019/c.pdf"]}, here=text) == ({"one": Given(entity="X")}, [])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"file,ente,year\na.pdf,X,2019\n", "Line 1: it must name the columns file, entity, year, and does not name entity."),
        (b"", "Line 1: it must name the columns file, entity, year, and does not name file, entity, year."),
        ("file,entity,year\na.pdf,Città,2019\n".encode("latin-1"), "It is no text in UTF-8, and nothing of it is taken"),
        (b'file,entity,year\na.pdf,"X"Y,2019\n', "Line 2: it is no CSV"),
    ],
)
def test_a_list_that_is_none_is_told_as_a_whole(folder: Path, content: bytes, why: str) -> None:
    given, (wrong,) = read_lists([ReportList(folder / "reports.csv", "reports.csv", content)], {"a": [folder / "a.pdf"]})
    assert given == {}
    assert wrong.reason.startswith(why)
    assert wrong.source_file == "reports.csv"


def test_what_the_user_says_wins_and_a_change_of_it_is_read_again_with_its_document_alone(
    prefect_server: str, tmp_path: Path
) -> None:
    folder, output = tmp_path / "reports", tmp_path / "output"
    folder.mkdir()
    two_years().save(folder / "a.pdf")
    two_years(body="Camera di Commercio di Altrove").save(folder / "b.pdf")

    def after(text: str) -> tuple[dict[str, str], list[tuple[object, ...]]]:
        (folder / "reports.csv").write_text(f"file,entity,year\n{text}")
        run = ingest([str(folder)], str(output))
        documents = read_dataset(output, "documents").sort("source_file")
        columns = ("entity", "entity_confidence", "fiscal_year", "fiscal_year_confidence")
        assert [q.reason for q in run.quarantine] == read_dataset(output, "quarantine")["reason"].to_list()
        return task_states(last_run()), documents.select(columns).rows()

    read = [
        ("Camera di Commercio di Prova", "certain", 2016, "certain"),
        ("Camera di Commercio di Altrove", "certain", 2016, "certain"),
    ]
    assert after("") == ({"a.pdf": "Completed", "b.pdf": "Completed"}, read)
    given = ("Comune di Prova", "given", 2015, "given")
    assert after("b.pdf,Comune di Prova,2015\n") == ({"b.pdf": "Completed"}, [read[0], given])
    assert read_dataset(output, "facts").group_by("entity").len().sort("entity").rows() == [
        ("Camera di Commercio di Prova", 12), ("Comune di Prova", 12),
    ]  # fmt: skip
    assert len(list(output.glob("documents/report_year=2015/*.parquet"))) == 1
    assert after("b.pdf,Comune di Prova,2015\n")[0] == {}
    assert after("c.pdf,Comune di Prova,2015\n")[1] == read
    assert read_dataset(output, "quarantine")["reason"].to_list() == [
        "Line 2: there is no file «c.pdf» beside it. The line is not taken. Mend it and run again."
    ]
    assert after("a.pdf,,\n")[1] == read
    assert read_dataset(output, "quarantine").height == 0


def test_a_list_beside_a_file_that_is_given_alone_counts(tmp_path: Path) -> None:
    two_years().save(tmp_path / "a.pdf")
    (tmp_path / "reports.csv").write_text("file,entity,year\na.pdf,Comune di Prova,\n")
    with Job([str(tmp_path / "a.pdf")], str(tmp_path / "output"), 1, [], str(tmp_path / "corrections"), quiet=True) as job:
        assert list(job.given.values()) == [Given(entity="Comune di Prova")]


@pytest.mark.parametrize("named", ["reports", "reports/../reports", "link"])
def test_a_list_counts_however_its_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    two_years().save(folder / "a.pdf")
    (folder / "reports.csv").write_text("file,entity,year\na.pdf,Comune di Prova,\n")
    monkeypatch.chdir(tmp_path)
    for path in (named, f"{named}/a.pdf"):
        with Job([path], "output", 1, [], "corrections", quiet=True) as job:
            assert (list(job.given.values()), job.wrong_lists) == ([Given(entity="Comune di Prova")], [])
