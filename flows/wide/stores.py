"""Folders in an object store: whole objects, put or not, created or swapped.

An object is there in full or not at all (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html, consistency model;
the same holds at Google and Azure). What needs more than that, a lock, is made once (`create`) and replaced only by whoever
knows what is there (`swap`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from obstore.store import ObjectStore

SCHEMES = ("s3", "s3a", "gs", "az", "abfs", "abfss")
"""Beginnings of the addresses of folders in a store."""

ENDPOINTS = ("AWS_ENDPOINT_URL", "AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT")
"""The variables that name a store of the user's own."""


class NotReached(OSError):
    """A store that cannot be read or written as asked: `filename` is the address, `strerror` why and what to do."""


def is_address(text: str) -> bool:
    """Whether a text names a folder in a store, and not one on disk."""
    return text.partition("://")[0] in SCHEMES and "://" in text


def way(address: str, folder: str) -> str:
    """From a folder in a store to what lies at an address: relative where both are in one bucket."""
    here, there = (text.rstrip("/").split("/") for text in (folder, address))
    common = next((i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    if common < len(("scheme:", "", "bucket")):
        return address
    return "/".join([*[".."] * (len(here) - common), *map(quote, there[common:])])


@dataclass(frozen=True, slots=True)
class Entry:
    """An object of a listing."""

    name: str
    etag: str
    """Changes with every put; no checksum."""
    bytes: int
    changed: datetime


class Store:
    """The objects under one address. Every method raises `NotReached`.

    Who may do what is settled as the store's users are used to: S3 by the variables `AWS_*`, and by its profiles where boto3 is
    installed; Google by `GOOGLE_APPLICATION_CREDENTIALS`; Azure by `AZURE_*`.
    """

    def __init__(self, address: str) -> None:
        self.address = address if address.endswith("://") else address.rstrip("/")
        with reaching(self.address):
            self._store = _opened(self.address)

    def entries(self) -> Iterator[Entry]:
        """What is there."""
        import obstore

        with reaching(self.address):
            for listed in obstore.list(self._store):
                for found in listed:
                    yield Entry(found["path"], found["e_tag"] or "", found["size"], found["last_modified"])

    def get(self, name: str) -> bytes:
        """An object. Raises `FileNotFoundError` where there is none."""
        import obstore

        with reaching(self.address):
            try:
                return bytes(obstore.get(self._store, name).bytes())
            except FileNotFoundError:
                raise _NoObject(name) from None

    def put(self, name: str, content: bytes) -> str:
        """Put an object whole, in place of one that is there. Returns its etag."""
        import obstore

        with reaching(self.address):
            return obstore.put(self._store, name, content, use_multipart=False)["e_tag"] or ""

    def create(self, name: str, content: bytes) -> str | None:
        """Put an object where none is. Returns its etag; None if one is there."""
        import obstore
        from obstore.exceptions import AlreadyExistsError

        with reaching(self.address):
            try:
                return obstore.put(self._store, name, content, mode="create", use_multipart=False)["e_tag"] or ""
            except AlreadyExistsError:
                return None

    def swap(self, name: str, content: bytes, etag: str) -> str | None:
        """Put an object in place of the one with this etag. Returns the new etag; None if another is there by now, or none."""
        import obstore
        from obstore.exceptions import NotFoundError, PreconditionError

        with reaching(self.address):
            try:
                return obstore.put(self._store, name, content, mode={"e_tag": etag}, use_multipart=False)["e_tag"] or ""
            except (PreconditionError, NotFoundError, FileNotFoundError):
                return None

    def delete(self, names: list[str]) -> None:
        """Remove objects; one that is not there is no error."""
        import obstore

        with reaching(self.address):
            try:
                obstore.delete(self._store, names)
            except FileNotFoundError:  # of all stores, S3 alone does not mind
                for name in names:
                    with suppress(FileNotFoundError):
                        obstore.delete(self._store, name)


@contextmanager
def reaching(address: str) -> Iterator[None]:
    """Say in a sentence whatever a store has against what is done meanwhile. Raises `NotReached`."""
    try:
        from obstore.exceptions import BaseError
    except ImportError:
        raise NotReached(
            None, "to use folders in a store, install the extra: pip install 'consuntivo[stores]'", address
        ) from None
    try:
        yield
    except (NotReached, _NoObject):
        raise
    except (BaseError, OSError, ValueError) as e:
        plain = re.sub("\x1b\\[[0-9;]*m|↳", "", str(e))  # deltalake writes for a terminal
        why = " ".join(plain.split("\n\nDebug source")[0].split("<?xml")[0].split()).rstrip(":")
        raise NotReached(None, f"{why[:300]}; see to the address, the credentials and the network", address) from e


class _NoObject(FileNotFoundError):
    """There is no object of this name; a bucket that is not there is another thing."""


def _opened(address: str) -> ObjectStore:
    from obstore.store import from_url

    if address.startswith("s3") and "AWS_ACCESS_KEY_ID" not in os.environ:
        try:
            from obstore.auth.boto3 import Boto3CredentialProvider
        except ImportError:
            return from_url(address)
        return from_url(address, credential_provider=Boto3CredentialProvider())
    return from_url(address, client_options={"allow_http": True}) if _plain() else from_url(address)


def delta_options() -> dict[str, str]:
    """How deltalake reaches a store, beside the environment, which it reads as `Store` does."""
    return {"allow_http": "true"} if _plain() else {}


def _plain() -> bool:
    """Whether the store is one of the user's own that is named without encryption."""
    return any(os.environ.get(name, "").startswith("http://") for name in ENDPOINTS)
