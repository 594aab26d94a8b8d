"""Prefect's server, embedded: a thread of this process, which needs most of what a server imports for the flow itself."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDED_SECONDS = 5
"""How long the server may take to end."""


class ServerEnded(RuntimeError):
    """The server does not start, or ended before the run."""


@contextmanager
def serving(listening: socket.socket) -> Iterator[Callable[[], bool]]:
    """Serve Prefect's API meanwhile, as the environment sets it up. Gives what tells whether it is still served, or soon will be.

    Whoever calls before it is ready is kept waiting by the socket; if it does not get ready, they are refused.
    """
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.server.database.dependencies import set_database_config

    set_database_config(None)  # a run of this process before had another
    app = create_app(ephemeral=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", log_config=None, lifespan="on"))

    def serve() -> None:
        with listening:
            try:
                server.run(sockets=[listening])
            finally:
                server.should_exit = True  # before callers are refused

    thread = threading.Thread(target=serve, name="prefect server", daemon=True)
    thread.start()
    try:
        yield lambda: not server.should_exit
    finally:
        server.should_exit = True
        with _unheard("sqlalchemy.pool"):  # of a request that is given up at the end, it prints where that was
            thread.join(ENDED_SECONDS)


@contextmanager
def _unheard(name: str) -> Iterator[None]:
    """Let a logger say nothing."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
