"""The JSON API: the catalogue as files below ``api/v1/``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from papershelf.board import Board, Row
from papershelf.catalogue.card import Card
from papershelf.export import records
from papershelf.export import vocabulary as words
from papershelf.export.documents import FILES, ApiFile
from papershelf.model import TEXTS, Benchmark, License, Link, Paper, Source, Stated, Text
from papershelf.render.edition import Edition
from papershelf.render.protocols import protocol_words

ROOT = "api/v1/"
# Fields that are the registry's own.
_SAME = (
    *("id", "was", "kind", "method", "title", "venue", "year", "arxiv", "doi", "address"),
    *("tasks", "domains", "techniques", "extends", "sources", "checked", "added"),
)
_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def schema(cls: type[ApiFile], address: str) -> str:
    """The JSON Schema of a file, published at ``address``."""
    text = cls.model_json_schema(by_alias=True, mode="serialization")
    # What has a default is left out where it is unknown, so that it is not required of a reader's file.
    return json.dumps(_optional({"$schema": _SCHEMA, "$id": address, **text}), ensure_ascii=False, indent=1) + "\n"


def _optional(part: Any) -> Any:
    """The schema with only those properties required that have no default."""
    if isinstance(part, list):
        return [_optional(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _optional(each) for key, each in part.items()}
    if isinstance(properties := part.get("properties"), dict) and isinstance(part.get("required"), list):
        made["required"] = [name for name in part["required"] if "default" not in properties[name]]
    return made


class Api:
    """From the catalogue's records to those of the API, and to its files."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.catalogue = editions[0].catalogue
        self.roots = {edition.lang: edition.root for edition in editions}
        self.words = [edition.t for edition in editions]

    @cached_property
    def papers(self) -> dict[str, records.ApiPaper]:
        """Id → the record of each paper."""
        return {card.id: self.paper(card) for card in self.catalogue.cards.values()}

    def papers_file(self) -> str:
        """Every paper."""
        return self.file("papers", papers=tuple(self.papers.values()))

    def paper_files(self) -> Iterator[tuple[str, str]]:
        """Path and text of each paper's file, with its results."""
        for card in self.catalogue.cards.values():
            results = tuple(self.result(board, row) for board, row in card.rows)
            text = self.file("paper", paper=self.papers[card.id], results=results)
            yield from ((f"{ROOT}papers/{id}.json", text) for id in card.ids)

    def results_file(self) -> str:
        """Every row of every board."""
        boards = (board for group in self.catalogue.boards.values() for board in group)
        return self.file("results", results=tuple(self.result(board, row) for board in boards for row in board.rows))

    def benchmarks_file(self) -> str:
        """Every benchmark."""
        return self.file("benchmarks", benchmarks=tuple(map(self.benchmark, self.catalogue.about.benchmarks)))

    def vocabulary_file(self) -> str:
        """The words that the other files use."""
        return self.file("vocabulary", **self.vocabulary())

    def schema_files(self) -> Iterator[tuple[str, str]]:
        """Path and text of the schema of each kind of file."""
        for name, cls in FILES.items():
            yield f"{ROOT}schema/{name}.json", schema(cls, self.schema_address(name))

    def schema_address(self, name: str) -> str:
        """The address at which the schema of a kind of file is published."""
        return f"{self.catalogue.about.site_url}{ROOT}schema/{name}.json"

    def file(self, name: str, **parts: Any) -> str:
        """The text of a kind of file."""
        about = self.catalogue.about
        head = {"schema_": self.schema_address(name), "site": about.site_url, "licence": about.licence.root}
        record = FILES[name](**head, **parts)
        data = record.model_dump(mode="json", by_alias=True, exclude_none=False, exclude_defaults=True)
        indent = 1 if name == "paper" else None
        return json.dumps(data, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":")) + "\n"

    def paper(self, card: Card) -> records.ApiPaper:
        """The record of a paper."""
        paper = card.paper
        return records.ApiPaper(
            **{name: getattr(paper, name) for name in _SAME},
            **{name: _words(getattr(paper, name)) for name in TEXTS},
            scope=paper.scope or "unknown",
            name=card.name,
            authors=tuple(map(str, card.persons)),
            authors_complete=bool(card.persons) and not card.cut,
            public=paper.month or None,
            page={lang: f"{root}{card.path}" for lang, root in self.roots.items()},
            license={kind: words for kind in License.model_fields if (words := card.license(kind))},
            state=records.ApiState(**_plain(paper.state)) if paper.state else None,
            links={kind: _link(paper, link) for kind, link in paper.links if link is not None},
            cost=tuple(
                records.ApiCost(**each.model_dump(exclude={"source"}), source=_source(each.source))
                for each in paper.cost
            ),
        )

    def result(self, board: Board, row: Row) -> records.ApiResult:
        """The record of a row."""
        result, metrics = row.result, board.benchmark.metrics
        return records.ApiResult(
            paper=row.paper.id,
            benchmark=board.benchmark.id,
            setting=row.setting.label if row.setting else None,
            setting_id=result.setting,
            variant=result.variant,
            kind=row.kind,
            rank=row.rank,
            of=board.ranked,
            values={column: _scores(metrics, cell) for column, cell in result.values.items()},
            average=_scores(metrics, row.average) if row.mean and row.average else None,
            printed_average=_scores(metrics, result.printed_average) if result.printed_average else None,
            params=result.params,
            source=_source(result.source),
            allow={rule: text.root for rule, text in result.allow.items()} if result.allow else None,
            withdrawn=_words(result.withdrawn),
            protocol={field: _stated(stated) for field, stated in result.protocol.items()} or None,
            apart=tuple(each.field.id for each in row.apart),
            note=_words(result.note),
            added=result.added,
        )

    def benchmark(self, benchmark: Benchmark) -> records.ApiBenchmark:
        """The record of a benchmark."""
        settings = {each.id: each for each in benchmark.settings}
        return records.ApiBenchmark(
            id=benchmark.id,
            name=benchmark.name.root,
            summary=_words(benchmark.summary),
            main=benchmark.main,
            metrics=benchmark.metrics,
            columns=tuple(records.ApiColumn(**column.model_dump()) for column in benchmark.columns),
            average=benchmark.average,
            settings=tuple(each.label for each in benchmark.settings),
            regimes=tuple(
                records.ApiSetting(id=each.id, name=each.name.root, protocol=each.protocol)
                for each in benchmark.settings
            ),
            baselines=tuple(
                records.ApiBaseline(
                    name=each.name.root,
                    setting=settings[each.setting].label if each.setting in settings else None,
                    values={column: _scores(benchmark.metrics, cell) for column, cell in each.values.items()},
                    source=_source(each.source),
                )
                for each in benchmark.baselines
            ),
            paper=benchmark.paper,
            protocol=self.told(benchmark),
            stated={field: _stated(stated) for field, stated in benchmark.protocol.items()},
            breaks=benchmark.breaks,
            sources=benchmark.sources,
            page={lang: f"{root}benchmarks/{benchmark.id}/" for lang, root in self.roots.items()},
        )

    def told(self, benchmark: Benchmark) -> dict[str, dict[str, str]]:
        """What is known of a benchmark's protocol, in words, and the remarks."""
        known = {
            field.id: {t.lang: words for t in self.words if (words := protocol_words(field, benchmark, t))}
            for field in self.catalogue.about.protocol_fields
        }
        return {field: words for field, words in (known | {"remarks": _words(benchmark.remarks)}).items() if words}

    def vocabulary(self) -> dict[str, Any]:
        """The records of all vocabularies."""
        about, tagged = self.catalogue.about, self.catalogue.tagged
        found: dict[str, Any] = {
            group: tuple(
                words.ApiTerm(**_plain(term), papers=len(tagged[group].get(term.id, ()))) for term in terms.values()
            )
            for group, terms in self.catalogue.terms.items()
        }
        counts = Counter(paper.scope for paper in self.catalogue.papers)
        found["scopes"] = tuple(words.ApiScope(**_plain(scope), papers=counts[scope.id]) for scope in about.scopes)
        found["task_groups"] = tuple(words.ApiTaskGroup(**_plain(group)) for group in about.task_groups)
        found["families"] = tuple(words.ApiFamily(**_plain(family)) for family in about.families)
        found["venues"] = tuple(
            words.ApiVenue(**_plain(venue), papers=len(tagged["venues"].get(venue.id, ()))) for venue in about.venues
        )
        found["datasets"] = tuple(words.ApiDataset(**_plain(each), licence=each.license) for each in about.datasets)
        found["metrics"] = tuple(
            words.ApiMetric(**_plain(metric) | {"range": _range(metric.range)}) for metric in about.metrics
        )
        found["protocol_fields"] = tuple(words.ApiProtocolField(**_plain(each)) for each in about.protocol_fields)
        found["sources"] = tuple(words.ApiPlace(**_plain(place)) for place in about.sources)
        return found


def _plain(record: BaseModel) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True)


def _words(text: Text | None) -> dict[str, str] | None:
    return None if text is None else text.root


def _link(paper: Paper, link: Link) -> records.ApiLink:
    return records.ApiLink(
        state=link.state, url=link.url, day={"yes": None, "announced": link.empty, "no": paper.checked}[link.state]
    )


def _stated(stated: Stated) -> records.ApiStated:
    return records.ApiStated(**stated.model_dump())


def _source(source: Source) -> records.ApiSource:
    return records.ApiSource(**source.model_dump())


def _scores(metrics: tuple[str, ...], cell: tuple[Decimal | None, ...]) -> dict[str, float | None]:
    return {metric: _number(score) for metric, score in zip(metrics, cell, strict=False)}


def _number(score: Decimal | None) -> float | None:
    """A JSON number of the same value; a table's digits are few enough for it to be exact."""
    return None if score is None else float(score)


def _range(range_: tuple[Decimal | None, Decimal | None] | None) -> tuple[float | None, ...] | None:
    return None if range_ is None else tuple(map(_number, range_))
