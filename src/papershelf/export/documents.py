"""The files of the JSON API, version 1: what each holds, of which records."""

from __future__ import annotations

from pydantic import Field

from papershelf.export import records, vocabulary


class ApiFile(records.ApiRecord):
    """What every file of the API says of itself."""

    schema_: str = Field(alias="$schema", description="The address of this file's schema.")
    site: str = Field(description="The catalogue.")
    licence: records.Words = Field(description="Who may use it, and how.")


class PaperFile(ApiFile):
    """One paper with its results."""

    paper: records.ApiPaper
    results: tuple[records.ApiResult, ...]


class PapersFile(ApiFile):
    """Every paper, newest first."""

    papers: tuple[records.ApiPaper, ...]


class BenchmarksFile(ApiFile):
    """Every benchmark."""

    benchmarks: tuple[records.ApiBenchmark, ...]


class ResultsFile(ApiFile):
    """Every row of every benchmark, in the order of the boards."""

    results: tuple[records.ApiResult, ...]


class VocabularyFile(ApiFile):
    """The words that the other files use."""

    scopes: tuple[vocabulary.ApiScope, ...] = ()
    tasks: tuple[vocabulary.ApiTerm, ...]
    task_groups: tuple[vocabulary.ApiTaskGroup, ...] = ()
    domains: tuple[vocabulary.ApiTerm, ...]
    techniques: tuple[vocabulary.ApiTerm, ...]
    families: tuple[vocabulary.ApiFamily, ...] = ()
    venues: tuple[vocabulary.ApiVenue, ...]
    datasets: tuple[vocabulary.ApiDataset, ...]
    metrics: tuple[vocabulary.ApiMetric, ...]
    protocol_fields: tuple[vocabulary.ApiProtocolField, ...] = ()
    sources: tuple[vocabulary.ApiPlace, ...]


FILES: dict[str, type[ApiFile]] = {
    "paper": PaperFile,
    "papers": PapersFile,
    "benchmarks": BenchmarksFile,
    "results": ResultsFile,
    "vocabulary": VocabularyFile,
}
