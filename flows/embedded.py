"""What a run has to itself: the lock on its output, and a Prefect that needs no server of one's own."""

from __future__ import annotations

import base64
import importlib.metadata
import json
import os
import secrets
import socket
import sqlite3
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from filelock import FileLock, Timeout

from flows.run import OutputInUse
from flows.server import ServerEnded, serving
from flows.state import STATE
from pipeline.files import check_writable, write_file, writing

REQUEST_SECONDS = 180
"""How long Prefect may wait for an answer of its server, which takes its time to start on a busy machine."""

RECORDED_SECONDS = 30
"""How long the server is waited for at the end until the states of all tasks are in its database."""

DATABASE = "prefect.db"
"""Prefect's database in its home."""

OWN_SERVER = "CONSUNTIVO_EMBEDDED_PREFECT"
"""Set in the environment while Prefect's server is our own."""

SETTINGS = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    "PREFECT_API_REQUEST_TIMEOUT": str(REQUEST_SECONDS),
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",  # or it imports every integration to see whether blocks have changed
    # Of the services of a server, a run needs those that write what became of its tasks.
    **{
        f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
        for service in (
            "CANCELLATION_CLEANUP", "CLEANUP_RECONCILER", "FOREMAN", "LATE_RUNS", "PAUSE_EXPIRATIONS", "REPOSSESSOR",
            "SCHEDULER", "TRIGGERS",
        )
    },
    # As they are where nothing is set, for a file of the user's own server (`prefect.toml`, `.env`) may set them otherwise.
    "PREFECT_SERVER_API_BASE_PATH": "/api",
    "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "false",
    "PREFECT_SERVER_DOCKET_URL": "memory://",
    "PREFECT_SERVER_EVENTS_MESSAGING_BROKER": "prefect.server.utilities.messaging.memory",
    "PREFECT_SERVER_EVENTS_MESSAGING_CACHE": "prefect.server.utilities.messaging.memory",
    "PREFECT_FLOWS_DEFAULT_RETRIES": "0",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}  # fmt: skip
"""What is set for an embedded Prefect, beside its address, its home and its password."""


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
    """Let Prefect run silent, its state in the output folder, its server a thread of this process.

    Raises `ServerEnded`. Whoever sets `PREFECT_API_URL` has a Prefect server, which is used as it is.
    Otherwise nothing that the user has set up for Prefect counts: no variable, no profile, no database, no account.
    """
    if os.environ.get("PREFECT_API_URL"):  # Prefect takes an empty one for none, and asks the user's profile
        yield
        return
    before = dict(os.environ)
    home = (output / STATE).resolve()
    if "?" in str(home) or unquote(str(home)) != str(home):  # the database is named by an address, which has no way to say them
        raise ServerEnded(f"Prefect cannot keep its database in {home}, for a ? or % in the name. Give another output.")
    password = f"consuntivo:{secrets.token_urlsafe(32)}"
    template = database_template()
    copied = False
    if template.exists() and not (home / DATABASE).exists():
        with suppress(OSError):
            write_file(home / DATABASE, template.read_bytes())  # whole, or not: a run may be killed meanwhile
            copied = True
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
        for name in [name for name in os.environ if name.startswith("PREFECT_")]:
            del os.environ[name]
        os.environ |= SETTINGS | {
            OWN_SERVER: "1",
            "PREFECT_API_URL": address,
            "PREFECT_HOME": str(home),
            "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
            "PREFECT_LOCAL_STORAGE_PATH": str(home / "storage"),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / DATABASE}",
            "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": str(not copied).lower(),  # this version of Prefect has made the copy
            "PREFECT_API_AUTH_STRING": password,
            "PREFECT_SERVER_API_AUTH_STRING": password,
        }
        try:
            _read_settings_again()
            with serving(listening) as is_served:
                if not template.exists():
                    _keep_template(home / DATABASE, template)
                try:
                    yield
                except Exception as e:
                    if not isinstance(e, OSError):
                        check_writable(output)  # of a full disk, Prefect says no more than that its server failed
                    if is_served():
                        raise
                    why = f"Prefect cannot use its database {home / DATABASE}: it is damaged, or of another version of Prefect"
                    raise ServerEnded(f"{why}. Delete it (it tells of past runs only), and run again: it carries on.") from e
                finally:
                    _end_events()
        finally:
            os.environ.clear()
            os.environ.update(before)
            _read_settings_again()


def _read_settings_again() -> None:
    """Let Prefect see the environment as it is now, if it was imported under another: by the caller, or in a run before."""
    if "prefect.context" in sys.modules:
        from prefect.context import refresh_global_settings_context

        refresh_global_settings_context()


def _end_events() -> None:
    """End Prefect's connection for events, which the next run would use though its server is another."""
    if "prefect.events.worker" in sys.modules:
        from prefect.events.worker import EventsWorker

        EventsWorker.drain_all(timeout=RECORDED_SECONDS, at_exit=False)


def is_embedded() -> bool:
    """Whether Prefect's server is our own, which ends with the run: nobody looks at it meanwhile."""
    return OWN_SERVER in os.environ


def wait_until_recorded(flow_run_id: str, tasks: int) -> None:
    """Wait until the states of all tasks of a run are in the database of an embedded server: it is ended right after the run.

    A server of the user's own goes on, and is not waited for.
    """
    if not is_embedded():
        return
    asked = {"flow_runs": {"id": {"any_": [flow_run_id]}}, "task_runs": {"state": {"type": {"any_": FINAL}}}}
    until = time.monotonic() + RECORDED_SECONDS
    while _asked("task_runs/count", asked) < tasks and time.monotonic() < until:
        time.sleep(0.1)


FINAL = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]
"""The types of states in which a task has ended."""


def _asked(path: str, body: dict[str, Any] | None = None) -> Any:
    """What the embedded server answers."""
    token = base64.b64encode(os.environ["PREFECT_API_AUTH_STRING"].encode()).decode()
    request = urllib.request.Request(
        f"{os.environ['PREFECT_API_URL']}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Basic {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as answer:
        return json.load(answer)


def database_template() -> Path:
    """Where a new database of this version of Prefect is kept, for the next folder that needs one: to make it takes seconds."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "consuntivo" / f"prefect-{importlib.metadata.version('prefect')}.db"


def _keep_template(database: Path, template: Path) -> None:
    """Keep a database just made, once the server has made it and nothing else is in it; where it cannot be kept, none is."""
    with suppress(OSError, sqlite3.Error):
        _asked("health")
        template.parent.mkdir(parents=True, exist_ok=True)
        new = template.with_suffix(f".{os.getpid()}")
        connection = sqlite3.connect(database)
        try:
            connection.execute("VACUUM INTO ?", (str(new),))
        finally:
            connection.close()
        new.replace(template)
