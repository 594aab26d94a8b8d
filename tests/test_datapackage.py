"""The datasets describe themselves: in `datapackage.json`, in their files, with keys and relations that hold as joins."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import frictionless
import polars as pl
import pyarrow.parquet
import pytest

from pipeline.columns import MODELS, columns_of
from pipeline.compact import compact
from pipeline.datapackage import FILE, KEYS, relations_of, write_datapackage
from pipeline.datasets import read_dataset, write_empty, write_report, write_run
from pipeline.report import Report, read_report
from pipeline.years.follow import follow
from pipeline.years.model import BodyReport
from schemas.run import DocumentRun
from tests.drawing import Drawing

COLUMNS = Path(__file__).parent / "goldens" / "columns.txt"


@pytest.fixture(scope="module")
def output(sample: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report and one that has no year. For reading only."""
    folder = tmp_path_factory.mktemp("written")
    drawing = Drawing().text(72, 72, "Relazione").grid(72, 100, (90, 90), (("Voce", "Euro"), ("Oneri", "1,50")))
    for report in (sample, read_report(drawing.save(folder / "drawn.pdf"))):
        write_report(report, folder)
    assert sample.document.entity
    assert sample.document.fiscal_year
    body = BodyReport(sample.document_id, "lucca.pdf", sample.document.entity, sample.document.fiscal_year)
    list(follow(folder, [body], set()))
    run = DocumentRun(run_id="r", begun=datetime.now(UTC), source_file="lucca.pdf", outcome="read", code_version="0", pages=17)
    write_run(folder, "r", [(sample.document_id, run)])
    write_empty(folder)
    write_datapackage(folder)
    return folder


def test_the_data_package_is_valid_with_all_that_it_describes(output: Path) -> None:
    report = frictionless.validate(output / FILE)
    assert [task.name for task in report.tasks] == list(MODELS)
    assert [(task.name, error.message) for task in report.tasks for error in task.errors] == report.errors == []


def test_the_data_package_tells_what_breaks_a_relation_or_an_enumeration(sample: Report, tmp_path: Path) -> None:
    check = sample.checks[0].model_copy(update={"result": "perhaps"})
    write_report(replace(sample, checks=(check,), tables=()), tmp_path)
    write_empty(tmp_path)
    write_datapackage(tmp_path)
    found = {(task.name, error.type) for task in frictionless.validate(tmp_path / FILE).tasks for error in task.errors}
    assert found == {("checks", "constraint-error"), ("facts", "foreign-key")}


@pytest.mark.parametrize("dataset", KEYS)
def test_keys_tell_rows_apart(output: Path, dataset: str) -> None:
    frame = read_dataset(output, dataset)
    assert frame.height
    assert frame.select(KEYS[dataset]).is_duplicated().sum() == 0


@pytest.mark.parametrize("dataset", MODELS)
def test_relations_hold_as_joins(output: Path, dataset: str) -> None:
    for relation in relations_of(dataset):
        rows = read_dataset(output, dataset).drop_nulls(list(relation.columns))
        others = read_dataset(output, relation.dataset)
        assert rows.join(others, left_on=relation.columns, right_on=KEYS[relation.dataset], how="anti").height == 0


def test_lists_name_rows_of_other_datasets(output: Path) -> None:
    named = read_dataset(output, "findings").select("document_id", pl.col("check_ids").alias("check_id")).explode("check_id")
    named = named.drop_nulls()
    assert named.height
    assert named.join(read_dataset(output, "checks"), on=KEYS["checks"], how="anti").height == 0
    sources = read_dataset(output, "variance_lines").select("document_id", "sources").explode("sources").unnest("sources")
    assert sources.height
    assert sources.join(read_dataset(output, "facts"), on=KEYS["facts"], how="anti").height == 0


@pytest.mark.parametrize("dataset", MODELS)
def test_files_say_what_their_columns_mean(output: Path, dataset: str) -> None:
    (file, *_) = sorted((output / dataset).rglob("*.parquet"))
    schema = pyarrow.parquet.read_schema(file)
    said = {field.name: {key.decode(): value.decode() for key, value in field.metadata.items()} for field in schema}
    assert said == {
        column.name: {"description": column.description} | ({"unit": column.unit} if column.unit else {})
        for column in columns_of(dataset)
    }


def test_files_say_which_version_of_which_dataset_they_are(output: Path, tmp_path: Path) -> None:
    (file, *_) = (output / "variance_lines").rglob("*.parquet")
    shutil.copytree(output / "variance_lines", tmp_path / "variance_lines")
    compact(tmp_path)
    (copy,) = (tmp_path / "compact" / "variance_lines").rglob("*.parquet")
    for path in (file, copy):
        relation = duckdb.sql(f"select decode(key), decode(value) from parquet_kv_metadata('{path}')")
        assert relation is not None
        said = dict(relation.fetchall())
        assert (said["consuntivo:dataset"], said["consuntivo:schema_version"]) == ("variance_lines", "1.0")
        assert json.loads(said["consuntivo:columns"])["variance_pct"]["unit"] == "%"


def test_no_column_is_called_by_a_reserved_word_of_sql() -> None:
    relation = duckdb.sql("select keyword_name from duckdb_keywords() where keyword_category = 'reserved'")
    assert relation is not None
    reserved = {word for (word,) in relation.fetchall()}
    assert "column" in reserved
    assert {column.name for dataset in MODELS for column in columns_of(dataset)} & reserved == set()


def test_columns_keep_their_names_and_types() -> None:
    """A line that is missing breaks what reads the datasets: the version of the schema and the changelog must say so."""
    now = [f"{dataset}.{column.name} {column.type}" for dataset in MODELS for column in columns_of(dataset)]
    assert [line for line in COLUMNS.read_text().splitlines() if line not in now] == []
