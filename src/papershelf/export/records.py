"""The records of the JSON API, version 1: papers, results, benchmarks.

They are apart from the registry's own, so that a change of the registry changes no file
that other programs read.  The promise: within version 1 no field goes away or changes its
meaning; fields may be added.  What is unknown is left out.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[dict[str, str], Field(description="Language → words.")]
Scores = Annotated[dict[str, float | None], Field(description="Metric → number; null where it is not printed.")]


class ApiRecord(BaseModel):
    """Frozen; the schema allows fields that a later version may add."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, json_schema_extra={"additionalProperties": True})


class ApiLink(ApiRecord):
    """A link and whether something is behind it."""

    state: Literal["yes", "announced", "no"] = Field(description="announced: nothing there yet; no: looked for.")
    url: str | None = Field(None, description="The address.")
    day: date | None = Field(None, description="The day on which it was announced only, or looked for in vain.")


class ApiSource(ApiRecord):
    """Where a number was read."""

    at: str | None = Field(None, description="A source of vocabulary.json, or")
    in_: str | None = Field(None, alias="in", description="what of this very paper: paper, repository, page.")
    url: str | None = Field(None, description="Its address.")
    version: str | None = Field(None, description="arXiv version, commit or date.")
    locator: str = Field(description="Table, section or line.")


class ApiStated(ApiRecord):
    """What is known of a field of a protocol: its value with a source, or where it was sought in vain."""

    is_: str | tuple[str, ...] | dict[str, str] | None = Field(
        None,
        alias="is",
        description="Its value: a word, several, or one a column; see protocol_fields of vocabulary.json.",
    )
    source: str | None = Field(None, description="Where that is said.")
    sought: tuple[str, ...] = Field((), description="Where it was looked for in vain.")


class ApiSetting(ApiRecord):
    """How the models of some rows of a benchmark were trained, or what they are told."""

    id: str = Field(description="The setting_id of results.")
    name: Words = Field(description="Its name.")
    protocol: dict[str, str | tuple[str, ...] | dict[str, str]] = Field(
        {}, description="What it means for the protocol."
    )


class ApiCost(ApiRecord):
    """Figures of cost as printed."""

    variant: str | None = Field(None, description="Size or backbone.")
    params: str | None = Field(None, description="Parameters.")
    flops: str | None = Field(None, description="FLOPs or MACs.")
    input: str | None = Field(None, description="Size of the input for which the FLOPs hold.")
    runtime: str | None = Field(None, description="Run time.")
    device: str | None = Field(None, description="The device of the run time.")
    source: ApiSource = Field(description="Where the figures were read.")


class ApiState(ApiRecord):
    """What became of a paper after it was out."""

    is_: Literal["withdrawn", "retracted"] = Field(alias="is", description="By its authors, or by its publisher.")
    source: str = Field(description="Where that is said.")


class ApiPaper(ApiRecord):
    """A paper."""

    id: str = Field(description="Permanent; also the BibTeX key.")
    was: tuple[str, ...] = Field((), description="Former ids.")
    kind: str = Field(description="method, survey, dataset, challenge.")
    scope: str = Field(description="A scope of vocabulary.json; unknown where the catalogue has none.")
    name: str = Field(description="The name shown: the method's, else the title.")
    method: str | None = Field(None, description="The method's name.")
    title: str = Field(description="The title, as published.")
    authors: tuple[str, ...] = Field((), description="As printed.")
    authors_complete: bool = Field(description="False where the source cuts the list, or authors were not seen.")
    venue: str = Field(description="A venue of vocabulary.json.")
    year: int = Field(description="Year of the venue.")
    public: str | None = Field(None, description="First public month, YYYY-MM.")
    arxiv: str | None = Field(None, description="arXiv id without version.")
    doi: str | None = Field(None, description="DOI.")
    address: str | None = Field(None, description="The paper's own page.")
    page: dict[str, str] = Field(description="Language → its page in this catalogue.")
    links: dict[str, ApiLink] = Field(description="Kind → link; a kind that is absent has not been looked for.")
    tasks: tuple[str, ...] = Field((), description="Terms of vocabulary.json.")
    domains: tuple[str, ...] = Field((), description="Terms of vocabulary.json.")
    techniques: tuple[str, ...] = Field((), description="Terms of vocabulary.json; the first decides the section.")
    extends: tuple[str, ...] = Field((), description="Ids of papers it builds on.")
    summary: Words | None = Field(None, description="What it is; [[id]] names another paper.")
    architecture: Words | None = Field(None, description="Key technique and structure.")
    adaptation: Words | None = Field(None, description="How it adapts to its input.")
    performance: Words | None = Field(None, description="What its authors report.")
    sources: tuple[str, ...] = Field((), description="Where the words come from.")
    license: dict[str, str] = Field({}, description="code, weights → SPDX id, words found, or `none stated`.")
    state: ApiState | None = Field(None, description="Whether it was withdrawn or retracted; absent: neither.")
    cost: tuple[ApiCost, ...] = Field((), description="Figures printed outside result tables.")
    checked: date | None = Field(None, description="The day on which every `no` was last true.")
    added: date | None = Field(None, description="When it came here; absent for the first import.")


class ApiResult(ApiRecord):
    """A row of a benchmark, as one source prints it."""

    paper: str = Field(description="Id of the paper.")
    benchmark: str = Field(description="Id of the benchmark; numbers of two benchmarks must not be compared.")
    setting: str | None = Field(None, description="Name of its setting: a training regime.")
    setting_id: str | None = Field(None, description="Id of its setting; see regimes of the benchmark.")
    variant: str | None = Field(None, description="Size or backbone.")
    kind: Literal["own", "cited"] = Field(description="own: printed by the method's own authors.")
    rank: int | None = Field(None, description="Rank by the first metric's average, where the row has one.")
    of: int = Field(description="How many rows of the board have a rank.")
    values: dict[str, Scores] = Field(description="Column → numbers; a column not reported is absent.")
    average: Scores | None = Field(None, description="Computed from a complete row, rounded as the row prints.")
    printed_average: Scores | None = Field(None, description="As printed by the source.")
    params: str | dict[str, str] | None = Field(None, description="Parameters as printed.")
    source: ApiSource = Field(description="Where the numbers were read.")
    allow: dict[str, Words] | None = Field(
        None, description="Accepted findings: rule → reason; a mean that stays in doubt has no rank."
    )
    withdrawn: Words | None = Field(None, description="Why its authors no longer print it.")
    protocol: dict[str, ApiStated] | None = Field(None, description="Where it departs from the benchmark's protocol.")
    apart: tuple[str, ...] = Field((), description="Fields for whose known difference it takes no rank.")
    note: Words | None = Field(None, description="What a reader must know.")
    added: date | None = Field(None, description="When the row came here or changed.")


class ApiColumn(ApiRecord):
    """A column of a benchmark."""

    id: str = Field(description="The key in a result's values.")
    label: str = Field(description="The head of the column.")
    dataset: str = Field(description="A data set of vocabulary.json.")
    task: str | None = Field(None, description="What is removed or recovered.")
    level: str | None = Field(None, description="How strong, where the data set has several strengths.")
    subset: str | None = Field(None, description="Part of the data set.")


class ApiBaseline(ApiRecord):
    """A row that belongs to no paper."""

    name: Words = Field(description="What it is.")
    setting: str | None = Field(None, description="Training regime.")
    values: dict[str, Scores] = Field(description="Column → numbers.")
    source: ApiSource = Field(description="Where the numbers were read.")


class ApiBenchmark(ApiRecord):
    """A protocol on which methods are scored."""

    id: str = Field(description="Permanent.")
    name: Words = Field(description="Its name.")
    summary: Words | None = Field(None, description="What is scored.")
    main: bool = Field(default=False, description="Whether it is one of the few boards that are named first.")
    metrics: tuple[str, ...] = Field(description="Metrics of vocabulary.json; the first one ranks.")
    columns: tuple[ApiColumn, ...] = Field(description="Its columns.")
    average: str = Field(description="mean: of all columns, complete rows only; none.")
    settings: tuple[str, ...] = Field((), description="Names of its settings: training regimes.")
    regimes: tuple[ApiSetting, ...] = Field((), description="The same, whole.")
    baselines: tuple[ApiBaseline, ...] = Field((), description="Rows that belong to no paper.")
    paper: str | None = Field(None, description="The paper that set the protocol.")
    protocol: dict[str, Words] = Field(description="How it is run, in words: by field, and remarks.")
    stated: dict[str, ApiStated] = Field({}, description="The same as data: field → what is known of it.")
    breaks: tuple[str, ...] = Field((), description="Fields whose differences forbid a comparison here.")
    sources: tuple[str, ...] = Field((), description="Where the protocol was read.")
    page: dict[str, str] = Field(description="Language → its page.")
