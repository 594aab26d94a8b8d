"""What a run has to itself: the lock on its output, and a Prefect that needs no server of one's own."""

from __future__ import annotations

import multiprocessing
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from flows.run import OutputInUse
from flows.workers import end_with_parent
from pipeline.files import writing

STATE = ".consuntivo"
"""The folder in the output that holds Prefect's database, the results kept for the next run, and the lock."""

REQUEST_SECONDS = "180"
"""How long Prefect may wait for an answer of its server, which takes its time to start on a busy machine."""


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """Keep other runs from writing to the same output; a run may ask for it again. Raises `OutputInUse` and `Unwritable`."""
    state = (output / STATE).resolve()
    with writing(state):
        state.mkdir(parents=True, exist_ok=True)
    lock = FileLock(state / "lock", timeout=0, is_singleton=True, thread_local=False)
    try:
        with lock:
            try:
                yield
            finally:
                if lock.lock_counter == 1:  # not only asked for again
                    with suppress(OSError):  # Windows lets go of no open file
                        Path(lock.lock_file).unlink()
    except Timeout:
        raise OutputInUse(f"Another run is writing to {output}. Wait for it to end, or give another output.") from None


@contextmanager
def prefect_of_its_own(output: Path) -> Iterator[None]:
    """Let Prefect run silent, its state in the output folder, its server ended with this process.

    To be entered before Prefect is imported. A Prefect that the user has set up (an API, a home, a profile) is left as it is.
    """
    set_up = any(name in os.environ for name in ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILES_PATH"))
    if set_up or (Path.home() / ".prefect" / "profiles.toml").exists():
        yield
        return
    os.environ["PREFECT_HOME"] = str((output / STATE).resolve())
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_ROOT_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_API_REQUEST_TIMEOUT", REQUEST_SECONDS)
    os.environ.setdefault("PREFECT_CLI_PROMPT", "false")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = multiprocessing.get_context("spawn").Process(target=_serve, args=(listening,), daemon=True)
        server.start()
        os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
    try:
        yield
    finally:
        server.terminate()
        server.join(5)
        server.kill()
        server.join()


def _serve(listening: socket.socket) -> None:
    """Be Prefect's server. Whoever calls before it is ready is kept waiting by the socket."""
    end_with_parent()
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(create_app(ephemeral=True, final=True), log_level="critical", lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])
