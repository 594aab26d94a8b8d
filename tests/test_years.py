"""The reports of one body over the years: which lines are one, what was restated, and how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest

from flows.ingest import ingest
from pipeline.datasets import read_dataset, write_report
from pipeline.ingestion import stored_summary
from pipeline.report import Report, read_report
from pipeline.report_list import Given
from pipeline.review.bodies import picture, remove_body_pages, write_body_page
from pipeline.review.pages import addresses
from pipeline.years.follow import Body, follow
from pipeline.years.model import BodyReport
from schemas.series import SeriesPoint, body_key
from tests.drawing import Drawing

Years = Mapping[int, Sequence[tuple[str, str, str]]]
"""The lines of each year's report: label, amount of the year before, amount of the year."""

YEARS: Years = {
    2015: [
        ("310 Diritto annuale", "4.116.035,72", "4.016.035,72"),
        ("311 Diritti di segreteria", "1.120.361,96", "1.130.361,96"),
        ("312 Contributi e trasferimenti", "562.851,62", "512.851,62"),
        ("Totale", "5.799.249,30", "5.659.249,30"),
    ],
    2016: [
        ("310 Diritto annuale", "4.016.035,72", "3.916.035,72"),
        ("311 Diritti di segreteria", "1.130.361,95", "1.140.361,96"),
        ("312 Contributi e trasf.", "512.851,62", "522.851,62"),
        ("Totale", "5.659.249,30", "5.579.249,30"),
    ],
    2017: [
        ("310 DIRITTO ANNUALE", "3.916.035,72", "3.816.035,72"),
        ("311 Diritti segreteria", "1.140.361,96", "1.150.361,96"),
        ("312 Contributi, trasferimenti", "522.851,62", "532.851,62"),
        ("Totale", "5.579.249,30", "5.499.249,30"),
    ],
}
"""Three reports: 2016 gives one figure of 2015 otherwise; labels change as they do."""

BODY = "Camera di Commercio di Prova"


def report_of(year: int, lines: Sequence[tuple[str, str, str]], unit: str = "") -> Drawing:
    """The report of a year with its lines beside those of the year before."""
    rows = [["Conto", str(year - 1), str(year)], *(list(line) for line in lines)]
    return Drawing().text(72, 100, unit).grid(72, 120, [220, 100, 100], rows, bold_rows=1, align="lrr")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def written(output: Path, tmp_path: Path) -> Callable[..., list[BodyReport]]:
    """Reads reports of a body and writes their datasets."""

    def write(years: Years, entity: str = BODY, unit: str = "") -> list[BodyReport]:
        found = []
        for year, lines in years.items():
            path = report_of(year, lines, unit).save(tmp_path / f"{len(list(tmp_path.iterdir()))}-{year}.pdf")
            report = read_report(path, f"{year}.pdf", given=Given(entity=entity, fiscal_year=year))
            write_report(report, output)
            found.append(BodyReport(report.document_id, f"{year}.pdf", entity, year))
        return found

    return write


def series(output: Path) -> dict[str, list[int]]:
    """The years of every line."""
    rows = read_dataset(output, "series").sort("entity", "position", "year")
    return {
        f"{row['entity']}: {row['line']}": row["year"]
        for row in rows.group_by("series_id", "entity", "line", maintain_order=True).agg("year").iter_rows(named=True)
    }


def told(bodies: Sequence[Body]) -> list[tuple[str, str]]:
    """Rule and printed text of what is found."""
    return [(finding.rule, finding.printed_text or "") for body in bodies for _, _, finding in body.findings]


def test_every_line_of_three_reports_is_linked_and_what_was_restated_found(
    written: Callable[..., list[BodyReport]], output: Path
) -> None:
    reports = written(YEARS)
    (body,) = follow(output, reports, set())
    assert series(output) == {
        f"{BODY}: {line}": [2014, 2015, 2016, 2017]
        for line in ("DIRITTO ANNUALE", "Diritti segreteria", "Contributi, trasferimenti", "Totale")
    }
    assert told([body]) == [("YEAR-1", "1.130.361,95")]
    ((later, earlier, finding),) = body.findings
    assert (later, earlier) == (reports[1].document_id, reports[0].document_id)
    assert (finding.severity, finding.row, finding.column) == ("warning", 2, 1)
    assert finding.message == (
        "Diritti di segreteria 2015 is 1.130.361,95 here, but 1.130.361,96 in the report of 2015, 2015.pdf "
        "(0,01 less): it may have been restated."
    )
    rows = read_dataset(output, "series").filter(pl.col("restated").is_not_null())
    (row,) = rows.select("year", "text", "first_printed", "restated", "restated_by", "documents").rows()
    assert [str(value) for value in row[:4]] == ["2015", "1.130.361,96", "1130361.960000", "1130361.950000"]
    assert row[4:] == (reports[1].document_id, [reports[0].document_id, reports[1].document_id])


def test_lines_of_another_body_are_not_linked(written: Callable[..., list[BodyReport]], output: Path) -> None:
    one = written({2015: YEARS[2015]})
    other = written({2016: YEARS[2016]}, "Camera di Commercio di Altrove")
    bodies = list(follow(output, [*one, *other], set()))
    assert told(bodies) == []
    assert set(map(tuple, series(output).values())) == {(2014, 2015), (2015, 2016)}


@pytest.mark.parametrize(("differ", "found"), [(6, ["1.130,25"]), (3, ["1.130,25", "1.131,25", "1.132,25"])])
def test_reports_of_which_most_figures_differ_are_told_once(
    written: Callable[..., list[BodyReport]], output: Path, differ: int, found: list[str]
) -> None:
    names = ["Diritto annuale", "Segreteria", "Contributi", "Servizi", "Rimanenze", "Affitti", "Interessi"]
    before = [(name, f"2.01{i},15", f"7.13{i},25") for i, name in enumerate(names)]
    after = [(name, f"{1 if i < differ else 7}.13{i},25", f"3.40{i},35") for i, name in enumerate(names)]
    (body,) = follow(output, written({2015: before, 2016: after}), set())
    assert told([body]) == [("YEAR-1", text) for text in found]
    assert ("6 of the 7 figures" in body.findings[0][2].message) == (differ == 6)


def test_figures_rounded_to_euros_are_not_restated(written: Callable[..., list[BodyReport]], output: Path) -> None:
    rounded = [("310 Diritto annuale", "4.016.036", "3.916.036"), ("311 Diritti di segreteria", "1.130.362", "1.140.362")]
    assert told(list(follow(output, written({2015: YEARS[2015], 2016: rounded}), set()))) == []


def test_a_name_with_another_word_is_one_line_where_both_print_one_figure_and_else_told(
    written: Callable[..., list[BodyReport]], output: Path
) -> None:
    first = [("Contributi da enti", "562.851,62", "512.851,62"), ("Oneri per il personale", "100,00", "200,00")]
    second = [
        ("Contributi da enti pubblici", "512.851,62", "522.851,62"),
        ("Oneri del personale a contratto", "200,00", "300,00"),
        ("Oneri vari del personale e degli organi", "0,00", "50,00"),
    ]
    (body,) = follow(output, written({2015: first, 2016: second}), set())
    assert series(output) == {
        f"{BODY}: Contributi da enti pubblici": [2014, 2015, 2016],
        f"{BODY}: Oneri del personale a contratto": [2015, 2016],
        f"{BODY}: Oneri vari del personale e degli organi": [2015, 2016],
        f"{BODY}: Oneri per il personale": [2014, 2015],
    }
    links = {point.year: point.link for _, point in body.points if point.line == "Contributi da enti pubblici"}
    assert links == {2014: None, 2015: None, 2016: "value"}
    assert told([body]) == [("YEAR-2", "300,00")]


def test_lines_of_one_name_are_told_apart_by_the_line_above(written: Callable[..., list[BodyReport]], output: Path) -> None:
    def lines(before: str, now: str) -> list[tuple[str, str, str]]:
        return [
            ("Oneri correnti", "1.000,00", "2.000,00"), ("Altri", f"1{before}", f"1{now}"),
            ("Proventi correnti", "3.000,00", "4.000,00"), ("Altri", f"2{before}", f"2{now}"),
        ]  # fmt: skip

    (body,) = follow(output, written({2015: lines("11,00", "22,00"), 2016: lines("22,00", "33,00")}), set())
    amounts = [[str(p.first_printed) for _, p in body.points if p.position == position] for position in range(4)]
    assert amounts[1::2] == [[f"{n}11.000000", f"{n}22.000000", f"{n}33.000000"] for n in (1, 2)]


def test_lines_of_tables_of_no_known_kind_are_followed_by_what_their_headings_say(output: Path, tmp_path: Path) -> None:
    lines = {
        2016: [("Supporto interno", "9.890.000,00", "9.112.345,67"), ("Servizi digitali", "6.510.000,00", "6.498.765,43")],
        2017: [("Supporto interno", "9.900.000,00", "9.222.345,67"), ("Servizi di cassa", "6.610.000,00", "6.598.765,43")],
    }
    reports = []
    for year, of_year in lines.items():
        rows = [["Funzione", f"Preventivo {year}", f"Consuntivo {year}"], *map(list, of_year)]
        path = Drawing().grid(72, 120, [180, 110, 110], rows, bold_rows=1, align="lrr").save(tmp_path / f"{year}.pdf")
        report = read_report(path, f"{year}.pdf", given=Given(entity=BODY, fiscal_year=year))
        assert report.kinds == {"t1": "other"}
        write_report(report, output)
        reports.append(BodyReport(report.document_id, f"{year}.pdf", BODY, year))
    (body,) = follow(output, reports, set())
    found = [(p.statement, p.line, p.year, p.text) for _, p in body.points if p.line == "Supporto interno"]
    assert found == [
        ("facts", "Supporto interno", 2016, "9.890.000,00"), ("facts", "Supporto interno", 2017, "9.900.000,00"),
        ("facts", "Supporto interno", 2016, "9.112.345,67"), ("facts", "Supporto interno", 2017, "9.222.345,67"),
    ]  # fmt: skip
    assert len({p.series_id for _, p in body.points if p.line == "Servizi digitali"}) == 2
    assert {f.rule for _, _, f in body.findings} == {"YEAR-2"}


def test_statements_of_one_year_are_followed_by_the_year_of_their_report(output: Path, tmp_path: Path) -> None:
    reports = []
    for year, amount in ((2018, "410,00"), (2019, "520,00")):
        rows = [["Codice", "DESCRIZIONE CODICE ECONOMICO", "TOTALE ENTRATE"], ["1100", "Diritto annuale", amount],
                ["1200", "Sanzioni diritto annuale", "69.641,00"], ["", "TOTALE ENTRATE", "70.051,00"]]  # fmt: skip
        path = Drawing().grid(40, 75, [60, 220, 100], rows, bold_rows=1, align="llr", size=8).save(tmp_path / f"{year}.pdf")
        report = read_report(path, given=Given(entity=BODY, fiscal_year=year))
        write_report(report, output)
        reports.append(BodyReport(report.document_id, path.name, BODY, year))
    (body,) = follow(output, reports, set())
    points = [(p.statement, p.year, str(p.first_printed), p.link) for _, p in body.points if p.line == "Diritto annuale"]
    assert points == [
        ("cash_account_lines", 2018, "410.000000", None), ("cash_account_lines", 2019, "520.000000", "same"),
    ]  # fmt: skip


def test_only_bodies_of_which_a_report_changed_are_looked_at(written: Callable[..., list[BodyReport]], output: Path) -> None:
    one = written({2015: YEARS[2015], 2016: YEARS[2016]})
    other = written({2015: YEARS[2015]}, "Comune di Altrove", "In euro")
    assert len(list(follow(output, [*one, *other], set()))) == 2
    assert list(follow(output, [*one, *other], set())) == []
    assert [body.entity for body in follow(output, [*one, *other], {other[0].document_id})] == ["Comune di Altrove"]
    assert [body.entity for body in follow(output, [*one[1:], *other], set())] == [BODY]
    assert list(follow(output, one[1:], set())) == []
    assert set(series(output)) == {
        f"{BODY}: {line}" for line in ("Diritto annuale", "Diritti di segreteria", "Contributi e trasf.", "Totale")
    }


def test_reports_without_a_body_are_in_no_series(sample: Report, output: Path) -> None:
    write_report(sample, output)
    assert list(follow(output, [], set())) == []
    assert read_dataset(output, "series").height == 0


# ── the page ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def point(year: int, first: str, restated: str | None = None, link: str | None = None) -> SeriesPoint:
    return SeriesPoint.model_validate({
        "series_id": "s", "entity": BODY, "statement": "variance_lines", "line": "Diritto", "line_path": (), "position": 0,
        "year": year, "first_printed": first, "restated": restated, "restated_by": "b" if restated else None,
        "documents": ("a", "b"), "link": link, "is_total": False, "table_id": "t1", "page": 1, "text": first, "box": (0, 0, 1, 1),
    })  # fmt: skip


def test_a_drawn_line_shows_its_breaks() -> None:
    points = [point(2014, "100"), point(2016, "200", restated="150"), point(2017, "-100", link="alike")]
    drawn = picture(points, range(2014, 2018))
    kinds = re.findall(r'<(?:line|circle)(?: class="(\w+)")?', drawn)
    assert kinds == ["zero", "renamed", "", "restated", "first", "", ""]
    assert re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="2.2"', drawn) == [("5.0", "13.0"), ("73.0", "9.0"), ("107.0", "29.0")]


def test_the_page_of_a_body_is_there_while_it_has_a_report(tmp_path: Path) -> None:
    page = tmp_path / "review" / "bodies" / f"{body_key(BODY)}.html"
    reports = (BodyReport("a", "uno.pdf", BODY, 2015),)
    write_body_page(tmp_path, Body(body_key(BODY), BODY, reports, (("a", point(2015, "100.5")),), ()))
    remove_body_pages(tmp_path, [BODY.upper(), "Comune di Altrove"])
    assert page.exists()
    remove_body_pages(tmp_path, ["Comune di Altrove"])
    assert not page.exists()


def test_the_page_of_a_body_needs_no_script_and_shows_what_was_first_printed(tmp_path: Path) -> None:
    points = (("a", point(2015, "100.5", restated="150")), ("b", point(2016, "200", link="value")), ("b", point(2019, "1")))
    reports = (BodyReport("a", "uno.pdf", BODY, 2015), BodyReport("b", "due.pdf", BODY, 2016))
    write_body_page(tmp_path, Body("key", BODY, reports, points, ()))
    text = (tmp_path / "review" / "bodies" / "key.html").read_text()
    main = text[text.index("<main") : text.index("</main>")]
    assert "<script" not in main
    assert "<s>100,50</s><br>150,00" in main
    assert "≈ </span>200,00" in main
    assert re.findall(r'<th class="([\w ]+)">(\d+)', main) == [("n", "2015"), ("n", "2016"), ("n gap", "2019")]


@pytest.mark.parametrize("later", ["1.130.361,96", "1.140.361,96"])
def test_what_the_sums_of_a_report_ask_for_and_the_next_one_prints_was_a_slip(
    written: Callable[..., list[BodyReport]], output: Path, later: str
) -> None:
    """Any line, or the total, may be the wrong one in the first report alone: a zero is two."""
    first = [(name, before, now.replace("1.130.361,96", "1.132.361,96")) for name, before, now in YEARS[2015]]
    second = [(name, before.replace("1.130.361,95", later), now) for name, before, now in YEARS[2016]]
    (body,) = follow(output, written({2015: first, 2016: second}), set())
    ((_, _, finding),) = body.findings
    assert ("so it was printed wrongly" in finding.message) == (later == "1.130.361,96")
    assert ("lì era stampata male" in finding.message_it) == (later == "1.130.361,96")


@pytest.mark.slow
def test_a_run_draws_the_years_of_a_body_and_forgets_those_of_one_that_is_no_more(prefect_server: str, tmp_path: Path) -> None:
    folder, output = tmp_path / "reports", tmp_path / "output"
    folder.mkdir()
    (folder / "reports.csv").write_text(f"file,entity,year\n2015.pdf,{BODY},2015\n2016.pdf,{BODY},2016\n")
    for year in (2015, 2016):
        report_of(year, YEARS[year]).save(folder / f"{year}.pdf")
    run = ingest([str(folder)], str(output))
    assert [(name, f.rule) for name, f in run.findings if f.rule.startswith("YEAR")] == [("2016.pdf", "YEAR-1")]
    (page,) = (output / "review" / "bodies").glob("*.html")
    assert f'<a href="bodies/{page.name}">{BODY}</a>' in (output / "review" / "index.html").read_text()
    for sheet in (output / "review" / "documents").glob("*.html"):
        assert f'<a href="../bodies/{page.name}">{BODY}</a>' in sheet.read_text()
    report_of(2017, YEARS[2017]).save(folder / "2017.pdf")
    (folder / "reports.csv").write_text(f"file,entity,year\n.,{BODY},\n2015.pdf,,2015\n2016.pdf,,2016\n2017.pdf,,2017\n")
    run = ingest([str(folder)], str(output))
    assert [(name, f.rule) for name, f in run.findings if f.rule.startswith("YEAR")] == [("2016.pdf", "YEAR-1")]
    assert read_dataset(output, "series").group_by("year").len().sort("year").rows() == [(y, 4) for y in (2014, 2015, 2016, 2017)]
    (folder / "reports.csv").write_text("file,entity,year\n2015.pdf,A,2015\n2016.pdf,B,2016\n2017.pdf,C,2017\n")
    assert [f.rule for _, f in ingest([str(folder)], str(output)).findings if f.rule.startswith("YEAR")] == []
    assert [page.exists(), len(list(page.parent.glob("*.html")))] == [False, 3]
    assert set(read_dataset(output, "series")["entity"]) == {"A", "B", "C"}


def test_what_reports_say_against_one_another_has_its_place_on_the_page_of_their_body(
    written: Callable[..., list[BodyReport]], output: Path
) -> None:
    (body,) = follow(output, written(YEARS), set())
    write_body_page(output, body)
    ((later, _, finding),) = body.findings
    document = stored_summary(output, later).document
    address = addresses(document, later, [finding])[finding.finding_id]
    page, _, place = address.partition("#")
    assert f'id="{place}"' in (output / "review" / page).read_text()
