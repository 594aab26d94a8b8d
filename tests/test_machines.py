"""What docs/machines.md says, run as it stands there, on this machine: stores, Delta tables, Dask, Ray, work pools."""

from __future__ import annotations

import base64
import hmac
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.utils import formatdate
from pathlib import Path
from threading import Thread
from urllib.request import Request, urlopen

import polars as pl
import pytest

from flows.wide.stores import Store, delta_options
from pipeline.datasets import write_empty
from tests.conftest import SAMPLE
from tests.test_compact import add
from tests.test_flow import small_report

pytestmark = pytest.mark.slow

PAGE = (SAMPLE.parents[1] / "docs" / "machines.md").read_text("utf-8")
YEARS = [2017, 2018]

AZURITE = ("devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")
"""The account that every Azurite has, and its key, which is no secret."""


def commands(heading: str) -> list[str]:
    """The lines of shell under a heading of the page, but for those that install."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if not line.startswith("pip install ")]


def shell(lines: Sequence[str], env: Mapping[str, str], cwd: Path) -> str:
    """What the lines print, run one after the other; none may fail."""
    command = ["bash", "-ec", "\n".join(lines)]
    done = subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def started(command: Sequence[str], ready: str, env: Mapping[str, str]) -> Iterator[None]:
    """A server, from when it says that it is ready."""
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            assert any(ready in line for line in process.stdout), command
            Thread(target=process.stdout.read, daemon=True).start()  # a server whose pipe is full waits
            yield
        finally:
            process.terminate()


@pytest.fixture
def env(prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment of whoever follows the page: a Prefect server, and an S3 server with two reports in one of its buckets."""
    s3 = free_address()
    here = {
        "AWS_ENDPOINT_URL": f"http://{s3}", "AWS_REGION": "eu-south-1",
        "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "key",
        "PREFECT_API_URL": prefect_server, "XDG_CACHE_HOME": str(tmp_path / "cache"), "COLUMNS": "160",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(SAMPLE.parents[1]),
    }  # fmt: skip
    for name, value in here.items():
        monkeypatch.setenv(name, value)
    host, _, port = s3.partition(":")
    with started([sys.executable, "-m", "moto.server", "-H", host, "-p", port], "Running on", os.environ):
        for bucket in ("reports", "figures"):
            with urlopen(Request(f"http://{s3}/{bucket}", method="PUT")):
                pass
        for year in YEARS:
            Store("s3://reports/2026").put(f"{year}.pdf", small_report(year).save(tmp_path / "drawn.pdf").read_bytes())
        yield dict(os.environ)


def years_there() -> list[int]:
    """The years of the documents whose rows are in the store; 0 is that of a file without any."""
    found = (re.match(r"documents/report_year=([1-9]\d+)/", entry.name) for entry in Store("s3://figures/output").entries())
    return sorted(int(match[1]) for match in found if match)


def test_folders_in_a_store(env: dict[str, str], tmp_path: Path) -> None:
    said = shell([line.replace("…", "key") for line in commands("Folders in a store")], env, tmp_path)
    assert "2  documents read" in said
    assert said.endswith("No findings.\n")
    assert years_there() == YEARS


def test_few_large_files(env: dict[str, str], tmp_path: Path) -> None:
    output, pdf = tmp_path / "output", tmp_path / "drawn.pdf"
    for year in YEARS:
        add(output, pdf, year)
    write_empty(output)
    for file in output.rglob("*.parquet"):
        Store("s3://figures/output").put(file.relative_to(output).as_posix(), file.read_bytes())
    compaction, *others = commands("Few large files")
    shell([compaction], env, tmp_path)
    add(output, pdf, 2019)
    shell([compaction, *others], env, tmp_path)
    for tables, years in ((str(output), [*YEARS, 2019]), ("s3://figures/output", YEARS)):
        documents = pl.read_delta(f"{tables}/delta/documents", storage_options=delta_options())
        assert sorted(documents["report_year"]) == years


@pytest.mark.skipif(not shutil.which("azurite-blob"), reason="needs Azurite, of npm")
def test_a_store_of_azure(prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    azure = free_address()
    for name, value in {
        "AZURE_STORAGE_ACCOUNT_NAME": AZURITE[0], "AZURE_STORAGE_ACCOUNT_KEY": AZURITE[1],
        "AZURE_STORAGE_ENDPOINT": f"http://{azure}/{AZURITE[0]}", "PREFECT_API_URL": prefect_server,
        "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(SAMPLE.parents[1]),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    host, _, port = azure.partition(":")
    server = ["azurite-blob", "--inMemoryPersistence", "--blobHost", host, "--blobPort", port, "--disableTelemetry"]
    with started([*server, "--skipApiVersionCheck"], "successfully listens", os.environ):
        make_container(azure, "reports")
        store = Store("az://reports/2026")
        lock = store.create("lock", b"one")
        assert lock
        assert store.create("lock", b"two") is None
        assert store.swap("lock", b"three", lock)
        assert store.swap("lock", b"four", lock) is None
        assert store.get("lock") == b"three"
        store.delete(["lock", "not there"])
        assert list(store.entries()) == []
        for year in YEARS:
            store.put(f"{year}.pdf", small_report(year).save(tmp_path / "drawn.pdf").read_bytes())
        lines = ["ingest az://reports/2026 --output", "findings", "compact", "compact --format delta"]
        said = shell([f"consuntivo {line} az://reports/output" for line in lines], os.environ, tmp_path)
        assert "2  documents read" in said
        assert "No findings." in said
        documents = pl.read_delta("az://reports/output/delta/documents", storage_options=delta_options())
        assert sorted(documents["report_year"]) == YEARS
        assert b"report_year=2018" in Store("az://reports/output").get("compact/manifest.json")


def make_container(address: str, name: str) -> None:
    """Make a container in Azurite, signed as Azure's services ask for it (Shared Key, version 2021-08-06)."""
    account, key = AZURITE
    headers = {"x-ms-date": formatdate(usegmt=True), "x-ms-version": "2021-08-06"}
    signed = "\n".join(["PUT", *[""] * 11, *(f"{k}:{v}" for k, v in headers.items())])
    signed += f"\n/{account}/{account}/{name}\nrestype:container"
    signature = base64.b64encode(hmac.digest(base64.b64decode(key), signed.encode(), "sha256")).decode()
    headers["Authorization"] = f"SharedKey {account}:{signature}"
    with urlopen(Request(f"http://{address}/{account}/{name}?restype=container", method="PUT", headers=headers)):
        pass


def test_dask(env: dict[str, str], tmp_path: Path) -> None:
    scheduler = free_address()
    server = env["PREFECT_API_URL"]
    page = [line.replace("one:8786", scheduler).replace("http://one:4200/api", server) for line in commands("Dask")]
    start = {line.split()[1]: shlex.split(line, comments=True) for line in page if line.startswith("dask ")}
    where = ["--host", "127.0.0.1", "--port", scheduler.partition(":")[2], "--no-dashboard"]
    with (
        started([*start["scheduler"], *where], "Scheduler at", env),
        started([*start["worker"], "--no-dashboard"], "Registered to", env),
        started([*start["worker"], "--no-dashboard"], "Registered to", env),
    ):
        rest = [line.replace(" PREFECT_API_AUTH_STRING=…", "") for line in page if not line.startswith(("dask ", "prefect "))]
        assert "2  documents read" in shell(rest, env, tmp_path)
    assert years_there() == YEARS


def test_a_work_pool(env: dict[str, str], tmp_path: Path) -> None:
    """The commands of docs/scheduling.md, whose variables name folders in the store."""
    page = (SAMPLE.parents[1] / "docs" / "scheduling.md").read_text("utf-8").replace("/srv/reports", "s3://reports/2026")
    lines = [line for line in page.replace("/srv/consuntivo", "s3://figures/output").splitlines() if line.startswith("prefect ")]
    (worker,), (run,) = ([line for line in lines if line.startswith(f"prefect {what} ")] for what in ("worker", "deployment"))
    env["PREFECT_HOME"] = str(tmp_path / "prefect")
    shell([line for line in lines if line not in (worker, run)], env, SAMPLE.parents[1])
    with started(shlex.split(worker, comments=True), "started!", env):
        shell([f"{run.partition('#')[0]} --watch"], env, tmp_path)
    assert years_there() == YEARS


def test_ray(env: dict[str, str], tmp_path: Path) -> None:
    pytest.importorskip("prefect_ray", reason="the extra `ray` is 240 MB: its page is run where it is installed")
    client, server = free_address(), env["PREFECT_API_URL"]
    ports = ["--port", free_address().partition(":")[2], "--ray-client-server-port", client.partition(":")[2]]
    head = ["ray", "start", "--head", "--block", *ports, "--include-dashboard=false", "--num-cpus=1"]
    page = [line.replace("head:10001", client).replace("http://one:4200/api", server) for line in commands("Ray")]
    with started(head, "Ray runtime started", env):
        assert "2  documents read" in shell(page, env, tmp_path)
    assert years_there() == YEARS
