"""What a catalogue is about: catalogue.yaml, with its vocabularies and benchmarks."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from papershelf.model.fields import Day, Flag, Id, Key, Language, Line, Record, Score, Strength, Text, Url, Word
from papershelf.model.paper import Source
from papershelf.model.protocol import ProtocolField, Setting, Stated

GATHERED = {"task_groups": "tasks", "families": "techniques"}  # groups → the vocabulary of whose terms they are made


class Term(Word):
    """A word of a vocabulary: task, domain or technique; ``{id, en, zh, definition, aliases}``."""

    id: Id = Field(description="The word used in entries, and the page's address.")
    definition: Text = Field(description="One line that says what it means.")
    aliases: tuple[Line, ...] = Field((), description="What readers type for it, in any language.")


class TaskGroup(Word):
    """Tasks that belong together: ``{id, en, zh, tasks}``."""

    tasks: tuple[Id, ...] = Field(min_length=1, description="Its tasks, in the order in which they are shown.")


class Family(Word):
    """Techniques that belong together: ``{id, en, zh, techniques}``."""

    techniques: tuple[Id, ...] = Field(
        min_length=1, description="Its techniques, in the order in which they are shown."
    )


class Scope(Word):
    """How much of the topic a paper covers: ``{id, en, zh, note, heart}``; ``unknown`` is one."""

    note: Text | None = Field(None, description="What it means, in a few words.")
    heart: Flag = Field(
        default=False,
        description="Whether this catalogue is about it above all; `add` puts its papers into papers.yaml.",
    )


class Venue(Record):
    """A conference, journal, workshop or preprint server."""

    id: Id = Field(description="The word used in entries.")
    name: Line = Field(description="The short name, as cited.")
    full: Line = Field(description="The full name.")
    zh: Line | None = Field(None, description="A Chinese name, where readers use one.")
    kind: Literal["conference", "journal", "workshop", "preprint"] = Field(description="What it is.")
    publisher: Line | None = Field(None, description="Who publishes it.")
    aliases: tuple[Line, ...] = Field((), description="Other names of it.")


class Mirror(Record):
    """Another place where a data set can be had."""

    url: Url = Field(description="Its address.")
    seen: Day = Field(description="The day on which it was last there.")


class Dataset(Record):
    """A data set on which methods are scored or trained."""

    id: Id = Field(description="The word used in benchmarks.")
    name: Line = Field(description="Its name.")
    full: Line | None = Field(None, description="Its full name.")
    zh: Line | None = Field(None, description="A Chinese name, where readers use one.")
    tasks: tuple[Id, ...] = Field((), description="What it is made for.")
    kind: Literal["real", "synthetic", "mixed"] | None = Field(
        None, description="Whether its inputs were recorded or computed: real · synthetic · mixed, both."
    )
    size: Text | None = Field(None, description="How much there is.")
    license: Line | None = Field(None, description="Its license: an SPDX id, the words found, or `none stated`.")
    link: Url | None = Field(None, description="Where it can be had.")
    mirrors: tuple[Mirror, ...] = Field((), description="Other places where it can be had.")
    paper: Id | None = Field(None, description="The entry of the paper that brought it.")
    source: Url | None = Field(None, description="Where the above was read.")


class Metric(Record):
    """How a result is measured."""

    id: Id = Field(description="The word used in benchmarks.")
    name: Line = Field(description="Its name.")
    full: Line | None = Field(None, description="Its full name.")
    zh: Line | None = Field(None, description="A Chinese name.")
    unit: Line | None = Field(None, description="Its unit.")
    better: Literal["higher", "lower"] = Field(description="Which way is better.")
    range: tuple[Score, Score] | None = Field(None, description="Least and greatest value.")
    definition: Text | None = Field(None, description="One line that says what it measures.")


class Column(Record):
    """One column of a benchmark: a data set at a level or in a part."""

    id: Id = Field(description="The word used in `values`.")
    label: Line = Field(description="The head of the column.")
    dataset: Id = Field(description="A data set of catalogue.yaml.")
    task: Id | None = Field(None, description="What is removed or recovered there.")
    level: Strength | None = Field(None, description="How strong, where the data set has several strengths.")
    subset: Line | None = Field(None, description="Part of the data set.")


class Baseline(Record):
    """A row of a benchmark that belongs to no paper, such as the input itself."""

    name: Text = Field(description="What it is.")
    setting: Id | None = Field(None, description="A setting of the benchmark, where it has them.")
    values: dict[str, Annotated[tuple[Score, ...], Field(min_length=1)]] = Field(description="Column → numbers.")
    source: Source = Field(description="Where the numbers were read.")


class Benchmark(Record):
    """A protocol: two protocols are two benchmarks, even on one data set."""

    id: Id = Field(description="The word used in results, and the page's address.")
    name: Text = Field(description="Its name.")
    summary: Text | None = Field(None, description="One sentence: what is scored.")
    metrics: tuple[Id, ...] = Field(min_length=1, description="The order of the numbers in `values`.")
    columns: tuple[Column, ...] = Field(min_length=1, description="Its columns, in order.")
    main: Flag = Field(default=False, description="Whether it is one of the few boards that are named first.")
    average: Literal["mean", "none"] = Field("none", description="mean: of all columns, complete rows only.")
    settings: tuple[Setting, ...] = Field(
        (), description="Ways in which the models of its rows were trained or are told; a row names one."
    )
    baselines: tuple[Baseline, ...] = Field((), description="Rows that belong to no paper; not ranked.")
    paper: Id | None = Field(
        None, description="The entry that set the protocol; what its authors print goes before other cited rows."
    )
    protocol: dict[Key, Stated] = Field(
        default_factory=dict, description="How it is run: a field of `protocol_fields` → what is known of it."
    )
    breaks: tuple[Key, ...] = Field(
        (), description="Fields whose differences forbid a comparison here, though they are only noted elsewhere."
    )
    remarks: Text | None = Field(None, description="What else a reader must know.")
    sources: tuple[Url, ...] = Field((), description="Where its columns and numbers were read.")


class Origin(Record):
    """A place where numbers of several papers were read, cited by rows."""

    id: Id = Field(description="The word used in `source: {at: …}`.")
    paper: Id | None = Field(None, description="The entry it belongs to.")
    in_: Literal["paper", "repository", "page"] = Field(alias="in", description="What it is.")
    url: Url = Field(description="Its address.")
    version: Line | None = Field(None, description="arXiv version or commit.")
    date: Day | None = Field(None, description="Its day.")


class Erratum(Record):
    """A number that is printed wrong somewhere and was entered right here."""

    paper: Id | None = Field(None, description="The entry that the number is about.")
    benchmark: Id | None = Field(None, description="The benchmark.")
    where: Url = Field(description="Where it is printed.")
    locator: Line = Field(description="Table, section or line.")
    printed: Text = Field(description="What is printed.")
    found: Text = Field(description="What we find, and how.")
    day: Day = Field(description="When we found it.")


class Removal(Record):
    """An entry, or a row of one, that was taken out: nothing vanishes in silence."""

    paper: Id = Field(description="The entry that is gone, or whose row is gone.")
    benchmark: Id | None = Field(None, description="The row's benchmark; absent where the whole entry is gone.")
    setting: Id | None = Field(None, description="The row's setting, where several were there.")
    variant: Line | None = Field(None, description="The row's variant, where several were there.")
    at: Line | None = Field(None, description="The row's source, where several were there: its `at`, or its address.")
    removed_because: Text = Field(description="Why, in a sentence that readers see on Errata.")
    day: Day = Field(description="When it was taken out.")


class About(Record):
    """catalogue.yaml: what this catalogue is about."""

    title: Text = Field(description="The catalogue's name.")
    about: Text = Field(description="One or two sentences: what it is.")
    languages: tuple[Language, ...] = Field(description="Languages, the first at the root of the site.")
    repository: Url = Field(description="The repository's address.")
    branch: Line = Field("main", description="The branch that contributors edit.")
    site_url: Url = Field(description="The site's address.")
    licence: Text = Field(description="Who may use it, and how.")
    scopes: tuple[Scope, ...] = Field((), description="How much of the topic a paper covers.")
    tasks: tuple[Term, ...] = Field((), description="What is removed or recovered.")
    task_groups: tuple[TaskGroup, ...] = Field((), description="Tasks that belong together, a task in one group.")
    domains: tuple[Term, ...] = Field((), description="Image domains and settings.")
    techniques: tuple[Term, ...] = Field((), description="How methods work, in the order of the sections.")
    families: tuple[Family, ...] = Field((), description="Techniques that belong together, a technique in one family.")
    venues: tuple[Venue, ...] = Field((), description="Where papers appear.")
    datasets: tuple[Dataset, ...] = Field((), description="Data sets.")
    metrics: tuple[Metric, ...] = Field((), description="Metrics.")
    protocol_fields: tuple[ProtocolField, ...] = Field((), description="What a protocol is made of.")
    benchmarks: tuple[Benchmark, ...] = Field((), description="Protocols on which methods are scored.")
    sources: tuple[Origin, ...] = Field((), description="Places where numbers were read.")
    errata: tuple[Erratum, ...] = Field((), description="Numbers printed wrong elsewhere and entered right here.")
    removed: tuple[Removal, ...] = Field((), description="Entries and rows that were taken out, and why.")


# The lists of catalogue.yaml whose records name an entry in their field `paper`.
OF_PAPERS = tuple(
    name
    for name, field in About.model_fields.items()
    if any("paper" in getattr(each, "model_fields", ()) for each in get_args(field.annotation))
)
