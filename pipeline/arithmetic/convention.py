"""Whether the figures of a claim are rounded or cut off: read off the claims of its kind that hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.arithmetic.identity import Identity, Outcome, Ratio


class Conventions:
    """The readings under which each claim counts as satisfied: False for rounded figures, True for those cut off."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self.votes: Counter[tuple[str, bool]] = Counter()
        self.own: dict[int, frozenset[bool]] = {}
        for outcome in outcomes:
            if outcome.conventions:
                self.own[id(outcome.identity)] = outcome.conventions
            if len(outcome.conventions) == 1:
                (cut,) = outcome.conventions
                self.votes.update([(outcome.identity.family, cut), (outcome.identity.rule, cut)])

    def of(self, identity: Identity) -> frozenset[bool]:
        """What the claims of its family or rule follow; its own today, if that is another; a percentage alone has both."""
        default = frozenset({False, True} if isinstance(identity.relation, Ratio) else {False})
        kin = self._kin(identity) or default
        own = self.own.get(id(identity), kin)
        return kin if own & kin else own

    def cut(self, family: str) -> bool:
        """Whether the claims of a family are cut off, as a rule."""
        return self.votes[family, True] > self.votes[family, False]

    def _kin(self, identity: Identity) -> frozenset[bool] | None:
        for name in (identity.family, identity.rule):
            rounded, cut = self.votes[name, False], self.votes[name, True]
            if rounded != cut:
                return frozenset({cut > rounded})
        return None
