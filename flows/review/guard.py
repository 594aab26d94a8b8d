"""Who may talk to the review: a browser on this machine that was given its address and token, and no other site through it."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 100_000
"""Of what a form may send."""

LOOPBACK = "127.0.0.1"


class Guard:
    """Lets a request through only if it asks for this very address, begins with the token and, to change something, comes from
    a page of this application."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.host = f"{LOOPBACK}:{port}"
        self.origin = f"http://{self.host}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            status, why = refused
            await PlainTextResponse(why, status_code=status)(scope, receive, self._sealed(send))
            return
        await self.app(scope, receive, self._sealed(send))

    def _refused(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self.host]:
            return HTTPStatus.MISDIRECTED_REQUEST, f"This is {self.host} and no other host."
        first = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
        if not secrets.compare_digest(first.encode(), self.token.encode()):
            return HTTPStatus.NOT_FOUND, "Open the address that `consuntivo review` printed, with its token."
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED, "There is nothing here but pages and forms."
        if headers.getlist("origin") != [self.origin] or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return HTTPStatus.FORBIDDEN, "Decisions are taken from pages of this review only."
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "A decision is a short form."
        return None

    def _sealed(self, send: Send) -> Send:
        """Let nothing be kept, framed, guessed at or told to others."""

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "DENY"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers.setdefault("Content-Security-Policy", "default-src 'none'")
            await send(message)

        return sealed
