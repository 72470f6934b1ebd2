"""A paper: one entry of papers.yaml, with its links, results and costs.

The sentence under each field feeds the JSON Schema that editors read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from papershelf.arxiv import month_of, page_of, pdf_of
from papershelf.model.fields import (
    ArxivId,
    Day,
    Doi,
    Id,
    Key,
    Line,
    Month,
    Record,
    Score,
    Text,
    Url,
    Year,
    problem,
    scalar,
    url,
)
from papershelf.model.protocol import Stated

GROUPS = ("tasks", "domains", "techniques")  # the vocabularies of which a paper names terms
TEXTS = ("summary", "architecture", "adaptation", "performance")  # the fields of a paper that hold prose


def _three_forms(schema: dict[str, Any]) -> None:
    """In the written form a link is an address, ``none`` or both fields."""
    full = {**schema, "required": ["url", "empty"]}
    description = full.pop("description")
    schema.clear()
    short = {"type": "string", "pattern": "^(none|https?://.+)$"}
    schema |= {"description": description, "anyOf": [short, full]}


class Link(Record):
    """A link: a URL · ``{url, empty: date}`` (announced, nothing there that day) · ``none`` (looked for)."""

    model_config = ConfigDict(json_schema_extra=_three_forms)

    url: Url | None = Field(None, description="The address.")
    empty: Day | None = Field(None, description="The day on which nothing was there yet.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if value == "none":
            return {}
        if isinstance(value, str):
            return {"url": url(value)}
        if isinstance(value, dict) and not {"url", "empty"} <= set(value):
            raise problem("half-link")
        return value if value is not None else scalar(value)

    @classmethod
    def to(cls, url: str) -> Link:
        """The link to an address that follows from another field."""
        return cls.model_construct(url=url, empty=None)

    @property
    def state(self) -> Literal["yes", "announced", "no"]:
        """Whether the thing is there, announced, or looked for in vain."""
        if self.url is None:
            return "no"
        return "announced" if self.empty else "yes"


class Links(Record):
    """Where a paper and what belongs to it can be had; an absent kind has not been looked for."""

    paper: Link | None = Field(None, description="The paper's page; left out when it is that of the DOI or arXiv id.")
    pdf: Link | None = Field(None, description="The paper as PDF; left out when it is arXiv's.")
    code: Link | None = Field(None, description="The authors' code.")
    project: Link | None = Field(None, description="The project page.")
    weights: Link | None = Field(None, description="Trained weights.")
    demo: Link | None = Field(None, description="A demo to try.")
    data: Link | None = Field(None, description="A data set that the paper releases.")
    video: Link | None = Field(None, description="A talk or video.")

    def __iter__(self) -> Iterator[tuple[str, Link | None]]:  # type: ignore[override]
        return ((kind, getattr(self, kind)) for kind in type(self).model_fields)


class License(Record):
    """Under what license a paper's code and weights stand: an SPDX id, the words found, or ``none stated``."""

    code: Line | None = Field(None, description="That of the authors' code.")
    weights: Line | None = Field(None, description="That of the trained weights.")

    def __iter__(self) -> Iterator[tuple[str, str | None]]:  # type: ignore[override]
        return ((kind, getattr(self, kind)) for kind in type(self).model_fields)


class Standing(Record):
    """What became of a paper after it was out: ``{is: withdrawn, source: https://…}``."""

    is_: Literal["withdrawn", "retracted"] = Field(
        alias="is", description="withdrawn by its authors · retracted by its publisher."
    )
    source: Url = Field(description="Where that is said.")


class Source(Record):
    """Where a number was read: a source of catalogue.yaml (``at``) or this very paper (``in``)."""

    at: Id | None = Field(None, description="A source of catalogue.yaml.")
    in_: Literal["paper", "repository", "page"] | None = Field(None, alias="in", description="What of this very paper.")
    url: Url | None = Field(None, description="Its address.")
    version: Line | None = Field(None, description="arXiv version, commit or date.")
    locator: Line = Field(description="Table, section or line.")

    def spot(self, address: str) -> str:
        """An address with the line that the locator names, where it is that of a repository's file at GitHub."""
        line = re.match(r"L(\d+)", self.locator)
        if line and "/blob/" in address:
            return f"{address}?plain=1#L{line.group(1)}" if address.endswith(".md") else f"{address}#L{line.group(1)}"
        return address

    @model_validator(mode="after")
    def _one_place(self) -> Source:
        if (self.at is None) == (self.in_ is None):
            raise problem("half-source")
        return self


class Result(Record):
    """One row of a benchmark, as one source prints it."""

    benchmark: Id = Field(description="A benchmark of catalogue.yaml.")
    variant: Line | None = Field(None, description="Size or backbone.")
    setting: Id | None = Field(None, description="A setting of the benchmark, where it has them.")
    values: dict[str, Annotated[tuple[Score, ...], Field(min_length=1)]] = Field(
        default_factory=dict, description="Column → numbers, in the order of the benchmark's metrics."
    )
    printed_average: tuple[Score, ...] | None = Field(None, description="The average as printed: a checksum.")
    params: Line | dict[str, Line] | None = Field(None, description="Parameters as printed there, such as 25M.")
    protocol: dict[Key, Stated] = Field(
        default_factory=dict, description="Where the row departs from the benchmark's protocol: field → what is known."
    )
    source: Source = Field(description="Where the numbers were read.")
    allow: dict[str, Text] | None = Field(
        None, description="Accepted findings: rule → the reason; a mean that stays in doubt has no rank."
    )
    withdrawn: Text | None = Field(
        None, description="Why its authors no longer print this row; it is shown, not ranked."
    )
    note: Text | None = Field(None, description="What a reader of the row must know.")
    added: Day | None = Field(None, description="When the row came here or its numbers changed.")


class Cost(Record):
    """Figures of cost, printed outside result tables."""

    variant: Line | None = Field(None, description="Size or backbone.")
    params: Line | None = Field(None, description="Parameters as printed.")
    flops: Line | None = Field(None, description="FLOPs or MACs as printed.")
    input: Line | None = Field(None, description="Size of the input for which the FLOPs hold.")
    runtime: Line | None = Field(None, description="Run time as printed.")
    device: Line | None = Field(None, description="The device of the run time.")
    source: Source = Field(description="Where the figures were read.")


class Paper(Record):
    """One entry of papers.yaml."""

    id: Id = Field(description="Permanent: the page's address and the BibTeX key.")
    was: tuple[Id, ...] = Field((), description="Former ids, which redirect.")
    kind: Literal["method", "survey", "dataset", "challenge"] = Field(description="What the paper brings.")
    scope: Id | None = Field(None, description="A scope of catalogue.yaml; always written where it lists any.")
    method: Line | None = Field(None, description="The name the literature uses.")
    title: Line = Field(description="The title, as published.")
    authors: tuple[Line, ...] = Field((), description="As printed; 'others' last where the source cuts the list.")
    venue: Id = Field(description="A venue of catalogue.yaml; arxiv for a preprint.")
    year: Year = Field(description="Year of that venue; of the arXiv id for a preprint.")
    arxiv: ArxivId | None = Field(None, description="arXiv id without version, in quotes.")
    public: Month | None = Field(None, description="First public month, only where there is no arXiv id.")
    doi: Doi | None = Field(None, description="DOI, without https://doi.org/.")
    links: Links = Field(default_factory=Links, description="Where paper, code and more can be had.")
    checked: Day | None = Field(None, description="The day every `none` of this entry was last true.")
    tasks: tuple[Id, ...] = Field((), description="What is removed or recovered.")
    domains: tuple[Id, ...] = Field((), description="Image domain or setting.")
    techniques: tuple[Id, ...] = Field((), description="How; the first one decides the section.")
    extends: tuple[Id, ...] = Field((), description="Methods it builds on or plugs into.")
    summary: Text | None = Field(None, description="One or two sentences, plain words, our own.")
    architecture: Text | None = Field(None, description="Key technique and structure.")
    adaptation: Text | None = Field(None, description="How it adapts to its input.")
    performance: Text | None = Field(None, description="What its authors report, as a claim.")
    sources: tuple[Url, ...] = Field((), description="Where the words above come from.")
    license: License | None = Field(None, description="That of code and weights; absent where nobody looked.")
    state: Standing | None = Field(None, description="Whether it was withdrawn or retracted; absent: neither.")
    results: tuple[Result, ...] = Field((), description="Numbers on benchmarks.")
    cost: tuple[Cost, ...] = Field((), description="Figures of cost printed outside result tables.")
    added: Day | None = Field(None, description="When the entry came here.")

    @property
    def month(self) -> str:
        """The month in which the paper became public, ``YYYY-MM``, or nothing where it is unknown."""
        return month_of(self.arxiv) if self.arxiv else self.public or ""

    @property
    def order(self) -> tuple[int, int, str]:
        """The sort key of readers' lists: venue year and public month descending, id ascending."""
        return -self.year, -int(self.month.replace("-", "") or 0), self.id

    @property
    def place(self) -> tuple[int, str]:
        """The sort key of a registry file: venue year descending, id ascending.

        Without the month two new papers seldom come to stand side by side, where edits would meet.
        """
        return -self.year, self.id

    @property
    def address(self) -> str | None:
        """The paper's page: the link given, else that of its DOI, else of its arXiv id."""
        if self.links.paper and self.links.paper.url:
            return self.links.paper.url
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return self.preprint

    @property
    def preprint(self) -> str | None:
        """The paper's page at arXiv, where it has one."""
        return page_of(self.arxiv) if self.arxiv else None

    @property
    def pdf(self) -> str | None:
        """The paper as PDF: the link given, else arXiv's."""
        if self.links.pdf and self.links.pdf.state == "yes":
            return self.links.pdf.url
        return pdf_of(self.arxiv) if self.arxiv else None

    @property
    def availability(self) -> list[tuple[str, Link | None]]:
        """Every kind of link with what is known of it; paper and PDF also where they follow from an id."""
        found = dict(self.links)
        if self.address and not (self.links.paper and self.links.paper.url):
            found["paper"] = Link.to(self.address)
        if found["pdf"] is None and self.pdf:
            found["pdf"] = Link.to(self.pdf)
        return list(found.items())
