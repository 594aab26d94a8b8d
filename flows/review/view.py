"""What the pages ask of the application that shows them."""

from __future__ import annotations

import getpass
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from flows.review.answers import Refused, figures_of, like
from pipeline.corrections import digest_of
from pipeline.review.cards import Card
from pipeline.review.pages import environment, sheet_name
from pipeline.review.standing import is_applied
from schemas.correction import Correction


@dataclass
class Session:
    """A review while it is served: what opens it, and what was not taken."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """The beginning of every address."""
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """What every form brings back."""
    refused: dict[tuple[str, str], Refused] = field(default_factory=dict)
    """The last form about a finding or a page, by document and finding or page, if it was not taken."""


class View:
    """What the templates ask of the application: addresses and forms."""

    def __init__(self, session: Session, document_id: str = "", undecided: Sequence[Card] = ()) -> None:
        self.session = session
        self.undecided = undecided
        self.document_id = document_id
        self.nonce = secrets.token_urlsafe(16)
        self.who = getpass.getuser()
        self.form_token = session.form_token

    def page(self, document_id: str, number: int) -> str:
        return f"/{self.session.token}/documents/{document_id}/pages/{number}"

    def sheet(self, document_id: str, number: int) -> str:
        return f"/{self.session.token}/documents/{sheet_name(document_id, number)}"

    def figures(self) -> str:
        """Where the figures of this document are looked at that were recognised in pictures."""
        return f"/{self.session.token}/documents/{self.document_id}/figures"

    def read(self) -> str:
        return f"/{self.session.token}/documents/{self.document_id}/read"

    def decide(self) -> str:
        return f"/{self.session.token}/documents/{self.document_id}/decide"

    def effect(self, finding: str) -> str:
        return f"/{self.session.token}/documents/{self.document_id}/effect/{finding}"

    def next(self, finding: str = "") -> str:
        return f"/{self.session.token}/next/{finding}".removesuffix("/")

    def card(self, finding: str) -> str:
        """Where a finding of this document is shown."""
        return f"/{self.session.token}/findings/{finding}"

    def decisions(self, card: Card, decision: Correction | None) -> Markup:
        """The form under a finding, with what was typed if it was refused."""
        template = environment().get_template("decide.html")
        refused = self.session.refused.get((self.document_id, card.id))
        return Markup(
            template.render(
                app=self, card=card, figures=figures_of(card), decision=decision, refused=refused,
                others=like(card, self.undecided),
                typed=refused.form if refused else {},
                waits=decision is not None and not is_applied(decision, card.finding),
            )
        )  # fmt: skip

    def key(self, correction: Correction) -> str:
        return digest_of([correction])
