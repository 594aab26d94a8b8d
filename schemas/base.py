"""What all models share."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


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


Record = TypeVar("Record", bound=tuple[Any, ...])


def taken_as_it_is(record: type[Record]) -> type[Record]:
    """Lets models take a named tuple as it is: to check its fields again takes longer than all else.

    What a document has by the ten thousand is a named tuple: a model of its own takes three times the memory.
    """

    def schema(cls: type[Record], source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.union_schema([core_schema.is_instance_schema(cls), handler(source)], mode="left_to_right")

    record.__get_pydantic_core_schema__ = classmethod(schema)  # type: ignore[attr-defined]
    return record


class Unit(str):
    """Marks the unit of a number in its field's type."""
