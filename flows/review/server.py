"""What serves a review: at a port of this machine that was free, and to nobody else."""

from __future__ import annotations

import socket

import uvicorn

from flows.review.app import Review
from flows.review.guard import LOOPBACK


def server_of(review: Review) -> uvicorn.Server:
    """What serves a review, once it is given a socket."""
    return uvicorn.Server(uvicorn.Config(review.app(), log_level="error", access_log=False, lifespan="off", server_header=False))


def listen() -> socket.socket:
    """A socket on 127.0.0.1, at a port that was free."""
    listening = socket.create_server((LOOPBACK, 0))
    listening.setblocking(False)
    return listening
