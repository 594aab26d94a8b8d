"""What all models share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class _NotNoted(frozenset[str]):
    """Stands for the set of the fields that a model was given: nobody asks, and one set each is half of the memory of most."""

    def __copy__(self) -> _NotNoted:
        return self

    def update(self, *_: Any) -> None:
        """Leaves out what `model_copy` would note."""


_NOT_NOTED = _NotNoted()


class Model(BaseModel):
    """A frozen record whose fields are documented by the text under each of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def model_post_init(self, _: Any, /) -> None:
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_NOTED)


class Unit(str):
    """Marks the unit of a number in its field's type."""
