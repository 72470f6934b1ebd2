"""Typed protocols: the fields that a protocol is made of, and what is known of one.

The engine knows only the form: which fields there are, their values, and the words about them
stand in catalogue.yaml.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from papershelf.model.fields import Id, Key, Record, Text, Url, Word, problem, scalar

_Part = Annotated[
    str,
    BeforeValidator(scalar, json_schema_input_type=str | float),
    StringConstraints(min_length=1, max_length=1000, strip_whitespace=True),
]
# A word or a number · several words · by column, or a text by language.
Value = _Part | Annotated[tuple[_Part, ...], Field(min_length=1)] | Annotated[dict[str, _Part], Field(min_length=1)]


class Choice(Word):
    """A value that a field of a protocol may have: ``{id, en, zh}``."""


class ProtocolField(Word):
    """What a protocol may say: ``{id, en, zh, type, values, weight, differ}``."""

    id: Key = Field(description="The word used in `protocol`.")
    type: Literal["one", "many", "number", "text"] = Field(
        description="one · many of its values, a number, or a text in each language."
    )
    per: Literal["board", "column"] = Field(
        "board", description="column: it may be given for each column of a benchmark; a text is given for all."
    )
    values: tuple[Choice, ...] = Field((), description="The values that it may have, where the type is one or many.")
    weight: Literal["breaks", "notes"] = Field(
        description="breaks: a known difference forbids a comparison · notes: it is said beside it."
    )
    touches: tuple[Id, ...] = Field((), description="The metrics that it changes; absent: all.")
    differ: Text = Field(description="How a difference is told; {a} and {b} are the two values.")

    @property
    def by_column(self) -> bool:
        """Whether it may be given for each column; a text, which has its languages, is given for all."""
        return self.per == "column" and self.type != "text"


class Stated(Record):
    """What is known of a field: ``{is: rgb, source: https://…}``, or where it was sought: ``{sought: [https://…]}``."""

    is_: Value | None = Field(None, alias="is", description="Its value; by column where the field allows it.")
    source: Url | None = Field(None, description="Where that is said: the line of the code where there is one.")
    sought: tuple[Url, ...] = Field((), description="Where it was looked for in vain.")

    @model_validator(mode="after")
    def _known_or_sought(self) -> Stated:
        if (self.is_ is None) != bool(self.sought) or (self.is_ is None) != (self.source is None):
            raise problem("half-protocol")
        return self


class Setting(Word):
    """How the models of some rows of a benchmark were trained, or what they are told: ``{id, en, zh, protocol}``."""

    protocol: dict[Key, Value] = Field(
        default_factory=dict, description="What that means for fields of the protocol; it needs no source."
    )

    @property
    def label(self) -> str:
        """The first of its names, by which data files call it."""
        return next(iter(self.name.root.values()))
