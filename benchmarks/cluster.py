"""Read documents on two Dask workers that write to an S3 server, kill one half-way, and compare with one process on disk.

`python -m benchmarks.cluster [DOCUMENTS]`: all runs on this machine and its loopback: the scheduler, the workers, Prefect's
server and moto's S3 (`pip install 'moto[server]'`). The bucket keeps all versions of an object, so that a document that was
read twice is seen. Writes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from urllib.request import urlopen

from polars.testing import assert_frame_equal

from benchmarks.measure import markdown_table, write_part
from pipeline.columns import MODELS
from pipeline.datasets import read_dataset
from tests.test_flow import small_report

S3, SCHEDULER, PREFECT = 5601, 5602, 5603
"""Ports of the loopback."""

BUCKET = "bodies"


def main(documents: int) -> None:
    """Print how long both took, whether the rows are the same, and how many documents were read more than once."""
    boto3, moto = import_module("boto3"), import_module("moto.server")
    with ExitStack() as ending, tempfile.TemporaryDirectory() as place:
        reports, here = Path(place, "reports"), Path(place, "here")
        reports.mkdir()
        for number in range(documents):
            small_report(1900 + number).save(reports / f"{number:05}.pdf")
        s3 = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=S3, verbose=False)
        s3.start()
        ending.callback(s3.stop)
        keys = {"AWS_ACCESS_KEY_ID": "one", "AWS_SECRET_ACCESS_KEY": "two", "AWS_REGION": "eu-south-1"}
        environment = {
            **os.environ, **keys, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{S3}",
            "PREFECT_API_URL": f"http://127.0.0.1:{PREFECT}/api", "PREFECT_HOME": str(Path(place, "prefect")),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "ERROR",
            "XDG_CACHE_HOME": str(Path(place, "cache")),
            "DASK_DISTRIBUTED__WORKER__DAEMON": "False", "DASK_SCHEDULER_ADDRESS": f"tcp://127.0.0.1:{SCHEDULER}",
        }  # fmt: skip
        client = boto3.client(
            "s3", endpoint_url=environment["AWS_ENDPOINT_URL"], aws_access_key_id="one", aws_secret_access_key="two",
            region_name="us-east-1",
        )  # fmt: skip
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        for pdf in reports.iterdir():
            client.put_object(Bucket=BUCKET, Key=f"reports/{pdf.name}", Body=pdf.read_bytes())

        def start(*command: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                [sys.executable, "-m", *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
            ending.callback(end, process)
            return process

        start("prefect", "server", "start", "--port", str(PREFECT), "--no-ui")
        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(SCHEDULER), "--no-dashboard")
        dask_worker = ("distributed.cli.dask_worker", f"tcp://127.0.0.1:{SCHEDULER}", "--nthreads", "1", "--no-dashboard")
        workers = [start(*dask_worker, "--no-nanny") for _ in range(2)]
        wait_for(f"http://127.0.0.1:{PREFECT}/api/health")

        alone = {name: value for name, value in environment.items() if name not in {"PREFECT_API_URL", "DASK_SCHEDULER_ADDRESS"}}
        began = time.monotonic()
        subprocess.run([*COMMAND, str(reports), "--output", str(here), "--quiet", "--workers", "1"], env=alone, check=False)
        alone_seconds = time.monotonic() - began

        def documents_put() -> list[str]:
            pages = client.get_paginator("list_object_versions").paginate(Bucket=BUCKET, Prefix="output/documents/")
            return [version["Key"] for page in pages for version in page.get("Versions", [])]

        def kill_half_way() -> None:
            while len(documents_put()) < documents // 2:
                time.sleep(0.2)
            os.killpg(workers[0].pid, signal.SIGKILL)
            print("one of the two workers was killed")

        killer = threading.Thread(target=kill_half_way, daemon=True)
        killer.start()
        began = time.monotonic()
        there = [*COMMAND, f"s3://{BUCKET}/reports", "--output", f"s3://{BUCKET}/output", "--runner", "dask", "--quiet"]
        subprocess.run(there, env=environment, check=True)
        there_seconds = time.monotonic() - began
        put = documents_put()
        copy = Path(place, "copy")
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="output/"):
            for found in page["Contents"]:
                target = copy / found["Key"].removeprefix("output/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(client.get_object(Bucket=BUCKET, Key=found["Key"])["Body"].read())
        datasets = [dataset for dataset in MODELS if dataset != "runs"]  # what reading took is another matter each time
        for dataset in datasets:
            assert_frame_equal(read_dataset(here, dataset), read_dataset(copy, dataset), check_row_order=False)
        text = markdown_table(
            [
                ["documents", "datasets with the same rows", "read more than once", "one process on disk, s", "the cluster, s"],
                [f"{documents:,}", f"{len(datasets)} of {len(datasets)}", str(len(put) - len(set(put))),
                 f"{alone_seconds:.0f}", f"{there_seconds:.0f}"],
            ]
        )  # fmt: skip
        print(text)
        write_part("A cluster that loses one of two workers", text)


COMMAND = (sys.executable, "-m", "flows", "ingest")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started, if it has not ended."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def wait_for(address: str) -> None:
    """Wait until a server answers, a minute at most."""
    for _ in range(120):
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
