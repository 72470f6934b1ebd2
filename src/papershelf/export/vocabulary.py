"""The records of the JSON API, version 1: the words that papers, results and benchmarks use.

What ``records`` promises of its own holds for them too.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from papershelf.export.records import ApiRecord, Words


class ApiTerm(ApiRecord):
    """A word of a vocabulary."""

    id: str = Field(description="Permanent.")
    name: Words = Field(description="Its name.")
    definition: Words = Field(description="What it means.")
    aliases: tuple[str, ...] = Field((), description="What readers type for it.")
    papers: int = Field(description="How many papers carry it.")


class ApiScope(ApiRecord):
    """How much of the topic a paper covers."""

    id: str = Field(description="The word used in papers.")
    name: Words = Field(description="Its name.")
    note: Words | None = Field(None, description="What it means.")
    heart: bool = Field(description="Whether the catalogue is about it above all.")
    papers: int = Field(description="How many papers have it.")


class ApiTaskGroup(ApiRecord):
    """Tasks that belong together."""

    id: str = Field(description="Permanent.")
    name: Words = Field(description="Its name.")
    tasks: tuple[str, ...] = Field(description="Its tasks.")


class ApiFamily(ApiRecord):
    """Techniques that belong together."""

    id: str = Field(description="Permanent.")
    name: Words = Field(description="Its name.")
    techniques: tuple[str, ...] = Field(description="Its techniques.")


class ApiChoice(ApiRecord):
    """A value that a field of a protocol may have."""

    id: str = Field(description="The word used in protocols.")
    name: Words = Field(description="Its name.")


class ApiProtocolField(ApiRecord):
    """What a protocol may say."""

    id: str = Field(description="The word used in protocols.")
    name: Words = Field(description="Its name.")
    type: str = Field(description="one, many, number, text.")
    per: str = Field("board", description="column: it may be given for each column.")
    values: tuple[ApiChoice, ...] = Field((), description="The values that it may have.")
    weight: str = Field(description="breaks: a known difference forbids a comparison; notes: it is only said.")
    touches: tuple[str, ...] = Field((), description="The metrics that it changes; absent: all.")
    differ: Words = Field(description="How a difference is told; {a} and {b} are the two values.")


class ApiVenue(ApiRecord):
    """A conference, journal, workshop or preprint server."""

    id: str = Field(description="Permanent.")
    name: str = Field(description="The short name.")
    full: str = Field(description="The full name.")
    zh: str | None = Field(None, description="A Chinese name.")
    kind: str = Field(description="conference, journal, workshop, preprint.")
    publisher: str | None = Field(None, description="Who publishes it.")
    aliases: tuple[str, ...] = Field((), description="Other names.")
    papers: int = Field(description="How many papers appeared there.")


class ApiMirror(ApiRecord):
    """Another place where a data set can be had."""

    url: str = Field(description="Its address.")
    seen: date = Field(description="The day on which it was last there.")


class ApiDataset(ApiRecord):
    """A data set."""

    id: str = Field(description="Permanent.")
    name: str = Field(description="Its name.")
    full: str | None = Field(None, description="Its full name.")
    zh: str | None = Field(None, description="A Chinese name.")
    tasks: tuple[str, ...] = Field((), description="What it is made for.")
    size: Words | None = Field(None, description="How much there is.")
    kind: str | None = Field(None, description="real, synthetic, mixed: whether its inputs were recorded or computed.")
    license: str | None = Field(None, description="Its license: an SPDX id, the words found, or `none stated`.")
    licence: str | None = Field(None, description="The same as `license`, which came later.")
    link: str | None = Field(None, description="Where it can be had.")
    mirrors: tuple[ApiMirror, ...] = Field((), description="Other places where it can be had.")
    paper: str | None = Field(None, description="The paper that brought it.")
    source: str | None = Field(None, description="Where the above was read.")


class ApiMetric(ApiRecord):
    """How a result is measured."""

    id: str = Field(description="Permanent.")
    name: str = Field(description="Its name.")
    full: str | None = Field(None, description="Its full name.")
    zh: str | None = Field(None, description="A Chinese name.")
    unit: str | None = Field(None, description="Its unit.")
    better: str = Field(description="higher or lower.")
    range: tuple[float | None, float | None] | None = Field(None, description="Least and greatest value.")
    definition: Words | None = Field(None, description="What it measures.")


class ApiPlace(ApiRecord):
    """A place where numbers of several papers were read."""

    id: str = Field(description="The word in a source's `at`.")
    paper: str | None = Field(None, description="The paper it belongs to.")
    in_: str = Field(alias="in", description="paper, repository, page.")
    url: str = Field(description="Its address.")
    version: str | None = Field(None, description="arXiv version or commit.")
    date: str | None = Field(None, description="Its day.")
