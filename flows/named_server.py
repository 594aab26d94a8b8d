"""The Prefect server that `PREFECT_API_URL` names: told, asked whether it is there, and held to account."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from rich.console import Console

from flows.outcomes import FAILED, fail
from pipeline.inert import printable


@contextmanager
def server_named(*, quiet: bool) -> Iterator[None]:
    """Say which server is used meanwhile, if one is named; leave where it does not answer, or not do what is asked."""
    server = os.environ.get("PREFECT_API_URL")
    if not server:
        yield
        return
    check_answers(server)
    told = f"The Prefect server at {printable(server)} is used, for PREFECT_API_URL names it."
    Console(stderr=True, quiet=quiet).print(told, markup=False, highlight=False)
    try:
        yield
    except Exception as e:
        from prefect.exceptions import PrefectHTTPStatusError

        if not isinstance(e, PrefectHTTPStatusError):
            raise
        why = f"{e.response.status_code} {e.response.reason_phrase}"
        message = f"The Prefect server at {server} does not do what is asked ({why})."
        raise fail(f"{message} See to it, or to PREFECT_API_AUTH_STRING or PREFECT_API_KEY.", FAILED) from None


def check_answers(server: str) -> None:
    """Leave if no Prefect server answers at an address."""
    from urllib.error import HTTPError
    from urllib.request import urlopen

    try:
        with urlopen(f"{server.rstrip('/')}/health", timeout=10) as answer:
            json.load(answer)
    except HTTPError as e:
        e.close()
        if e.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return  # it asks who we are, which Prefect tells
        why = f"the answer is {e.code} {e.reason}"
    except (OSError, ValueError) as e:
        why = f"{getattr(e, 'reason', e)}"
    else:
        return
    raise fail(f"No Prefect server answers at {server} ({why}). Start it, or unset PREFECT_API_URL to run without one.", FAILED)
