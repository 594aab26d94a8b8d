"""Prefect's server, embedded: a process of its own that imports nothing of ours that it does not need."""

from __future__ import annotations

import gc
import socket

from flows.processes import end_with_parent


def serve(listening: socket.socket) -> None:
    """Be Prefect's server. Whoever calls before it is ready is kept waiting by the socket."""
    end_with_parent()
    gc.disable()  # nothing that is imported is garbage
    import uvicorn
    from prefect.server.api.server import create_app

    gc.freeze()  # Prefect looks for garbage while it makes the app
    app = create_app(ephemeral=True, final=True)
    gc.freeze()
    gc.enable()
    uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on")).run(sockets=[listening])
