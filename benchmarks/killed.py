"""Kill a run over a folder at random moments, carry it on, and compare with a run unharmed.

python -m benchmarks.killed raw_pdfs 20
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from polars.testing import assert_frame_equal

from pipeline.columns import MODELS
from pipeline.datasets import read_dataset


def main(folder: str, times: int) -> None:
    """Print how long an unharmed run takes, when the others were killed, and whether the datasets are the same."""
    chosen = random.Random(times)
    with tempfile.TemporaryDirectory() as place:
        unharmed, killed = Path(place, "unharmed"), Path(place, "killed")
        began = time.monotonic()
        run(folder, unharmed).wait()
        whole = time.monotonic() - began
        print(f"unharmed: {whole:.1f} s")
        after = []
        for _ in range(times):
            running = run(folder, killed)
            after.append(chosen.uniform(0, whole))
            try:
                running.wait(after[-1])
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
        print("killed after", ", ".join(f"{seconds:.1f}" for seconds in sorted(after)), "s")
        code = run(folder, killed).wait()
        for dataset in MODELS.keys() - {"runs"}:
            assert_frame_equal(read_dataset(unharmed, dataset), read_dataset(killed, dataset), check_row_order=False)
        left = [str(path) for path in killed.rglob("*") if path.suffix == ".tmp" or path.name.startswith(("workers-", "lock"))]
        print(f"carried on, exit code {code}: the same datasets; left behind: {left or 'nothing'}")


def run(folder: str, output: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows", "ingest", folder, "--output", str(output), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20)
