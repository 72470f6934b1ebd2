"""Data out: the JSON API, CSL-JSON and CSV say what the registry says, and can be read back."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from papershelf import shelf
from papershelf.board import Board, Row
from papershelf.catalogue.index import Catalogue
from papershelf.cite.csl import ARXIV, csl
from papershelf.export import export, export_in
from papershelf.export.api import api
from papershelf.export.tables import AND, papers_csv, results_csv, safe
from papershelf.model import Paper
from papershelf.render import Templates
from tests.conftest import ROOT, Built
from tests.generated import CATALOGUES

GOLDEN = Path(__file__).parent / "golden" / "api-v1.txt"


# --- JSON API ------------------------------------------------------------------------------


def read(files: dict[str, str]) -> dict[str, Any]:
    """Path → data, numbers exact."""
    return {path: json.loads(text, parse_float=Decimal, parse_int=Decimal) for path, text in files.items()}


def as_json(paper: Paper) -> dict[str, Any]:
    """What the API says of a paper, from the registry itself."""
    data = paper.model_dump(
        mode="json", exclude_defaults=True, exclude={"links", "results", "cost", "authors", "public"}
    )
    cut = paper.authors[-1:] == ("others",)
    links = {
        kind: {
            "state": link.state,
            **({"url": link.url} if link.url else {}),
            **({"day": str(link.empty or paper.checked)} if link.state != "yes" else {}),
        }
        for kind, link in paper.links
        if link is not None
    }
    more = {
        "authors": list(paper.authors[:-1] if cut else paper.authors),
        "public": paper.month,
        "address": paper.address,
    }
    more = {key: value for key, value in more.items() if value}
    complete = bool(paper.authors) and not cut
    return {**data, **more, "year": Decimal(paper.year), "links": links, "authors_complete": complete}


def same_paper(catalogue: Catalogue, found: dict[str, Any]) -> None:
    """A paper read back equals the registry's."""
    paper = catalogue.by_id[found["id"]]
    wanted = as_json(paper)
    derived = {name: found.pop(name) for name in ("name", "page")}
    cost = found.pop("cost", [])
    assert found == wanted
    assert derived["name"] == catalogue.names[paper.id]
    assert [each["source"]["locator"] for each in cost] == [each.source.locator for each in paper.cost]


def same_row(board: Board, row: Row, found: dict[str, Any]) -> None:
    """A row read back equals the registry's, number for number."""
    metrics = board.benchmark.metrics
    values = {column: tuple(cell.values()) for column, cell in found["values"].items()}
    assert values == {column: cell[: len(metrics)] for column, cell in row.result.values.items()}
    assert all(tuple(cell) == metrics[: len(cell)] for cell in found["values"].values())
    average = tuple(found["average"].values()) if "average" in found else None
    assert average == (row.average if row.mean else None)
    printed = tuple(found["printed_average"].values()) if "printed_average" in found else None
    assert printed == row.result.printed_average
    same = ("setting", "variant", "params")
    assert {name: found.get(name) for name in same} == {name: getattr(row.result, name) for name in same}
    assert (found["paper"], found["benchmark"], found["kind"]) == (row.paper.id, board.benchmark.id, row.kind)
    assert (found.get("rank"), found["of"]) == (row.rank, board.ranked)
    source = row.result.source.model_dump(by_alias=True, exclude_none=True)
    assert found["source"] == source


def read_back(catalogue: Catalogue, files: dict[str, Any]) -> None:
    """Every file of the API equals the catalogue."""
    rows = [(board, row) for group in catalogue.boards.values() for board in group for row in board.rows]
    results = files["api/v1/results.json"]["results"]
    for (board, row), found in zip(rows, results, strict=True):
        same_row(board, row, found)
    assert [each["id"] for each in files["api/v1/papers.json"]["papers"]] == [each.id for each in catalogue.papers]
    for paper, listed in zip(catalogue.papers, files["api/v1/papers.json"]["papers"], strict=True):
        alone = files[f"api/v1/papers/{paper.id}.json"]
        assert alone["paper"] == listed
        assert alone["results"] == [each for each in results if each["paper"] == paper.id]
        same_paper(catalogue, listed)


def validate(files: dict[str, str]) -> int:
    """Validates every file against the schema that it names; how many."""
    schemas = {path: json.loads(text) for path, text in files.items() if "/schema/" in path}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    by_address = {schema["$id"]: Draft202012Validator(schema) for schema in schemas.values()}
    data = [json.loads(text) for path, text in files.items() if path not in schemas]
    for each in data:
        by_address[each["$schema"]].validate(each)
    return len(data)


@pytest.fixture(scope="module")
def shipped(built: Built) -> dict[str, str]:
    """Path → text of the API as it was written."""
    folder = built.site / "api"
    return {f.relative_to(built.site).as_posix(): f.read_text("utf-8") for f in sorted(folder.rglob("*.json"))}


def test_every_file_validates(built: Built, shipped: dict[str, str]) -> None:
    """Each file of the API validates against the schema that it names, which is published at that address."""
    assert validate(shipped) == len(built.catalogue.papers) + 4
    site = built.catalogue.about.site_url
    for path, text in shipped.items():
        if "/schema/" in path:
            assert json.loads(text)["$id"] == site + path


def test_schema_refuses_what_is_wrong(shipped: dict[str, str]) -> None:
    """The schema is able to fail: a year in words, a kind of row that there is not, a paper without id."""
    schema = Draft202012Validator(json.loads(shipped["api/v1/schema/paper.json"]))
    good = next(json.loads(text) for path, text in shipped.items() if "/papers/" in path and '"results": [\n' in text)
    assert schema.is_valid(good)
    assert not schema.is_valid({**good, "paper": {**good["paper"], "year": "2024"}})
    assert not schema.is_valid({**good, "paper": {k: v for k, v in good["paper"].items() if k != "id"}})
    assert not schema.is_valid({**good, "results": [{**good["results"][0], "kind": "mine"}]})


def test_shipped_api_is_the_registry(built: Built, shipped: dict[str, str]) -> None:
    """Read back, papers and results equal the registry's."""
    read_back(built.catalogue, read(shipped))


def test_vocabulary_and_benchmarks_are_the_catalogue(built: Built, shipped: dict[str, str]) -> None:
    """Terms, venues, data sets, metrics, places and protocols equal catalogue.yaml, and counts the registry."""
    files, catalogue = read(shipped), built.catalogue
    words = files["api/v1/vocabulary.json"]
    for group, terms in catalogue.terms.items():
        assert [(t["id"], t["name"], t["definition"]) for t in words[group]] == [
            (t.id, t.name.root, t.definition.root) for t in terms.values()
        ]
        assert [t["papers"] for t in words[group]] == [len(catalogue.tagged[group].get(id, ())) for id in terms]
    about = catalogue.about
    assert [(v["id"], v["full"], v["kind"]) for v in words["venues"]] == [(v.id, v.full, v.kind) for v in about.venues]
    assert [(d["id"], d["name"]) for d in words["datasets"]] == [(d.id, d.name) for d in about.datasets]
    ranges = [tuple(m["range"]) if "range" in m else None for m in words["metrics"]]
    assert ranges == [metric.range for metric in about.metrics]
    assert [(s["id"], s["url"]) for s in words["sources"]] == [(s.id, s.url) for s in about.sources]
    for found, benchmark in zip(files["api/v1/benchmarks.json"]["benchmarks"], about.benchmarks, strict=True):
        assert (found["id"], found["name"]) == (benchmark.id, benchmark.name.root)
        assert [c["id"] for c in found["columns"]] == [c.id for c in benchmark.columns]
        assert found["protocol"] == {name: text.root for name, text in benchmark.protocol if text}
        baselines = [{c: tuple(cell.values()) for c, cell in b["values"].items()} for b in found.get("baselines", [])]
        assert baselines == [each.values for each in benchmark.baselines]


@settings(max_examples=30)  # each makes and checks the schemas anew
@given(CATALOGUES)
def test_generated_api_is_read_back(catalogue: Catalogue) -> None:
    """Whatever a registry holds: valid, and read back equal."""
    files = dict(api(catalogue))
    validate(files)
    read_back(catalogue, read({path: text for path, text in files.items() if "/schema/" not in path}))


def fields(schema: dict[str, Any]) -> set[str]:
    """Record and name of every field of a schema, those that are always there with a mark."""
    found = set()
    for name, record in {**schema.get("$defs", {}), schema["title"]: schema}.items():
        for each in record.get("properties", {}):
            found.add(f"{name}.{each}{'!' if each in record.get('required', ()) else ''}")
    return found


def test_promise_of_version_one(shipped: dict[str, str]) -> None:
    """No field of version 1 goes away, and none that was always there may be left out; new ones are added to the list."""
    found = set().union(*(fields(json.loads(text)) for path, text in shipped.items() if "/schema/" in path))
    promised = set(GOLDEN.read_text("utf-8").split())
    assert promised - found == set()
    assert found - promised == set(), f"new fields: write them into {GOLDEN.name}, and keep them from then on"


# --- CSL-JSON ------------------------------------------------------------------------------


def from_csl(item: dict[str, Any]) -> dict[str, Any]:
    """The registry's fields out of a CSL-JSON item."""
    names = [
        n.get("literal") or " ".join(n[part] for part in ("given", "family", "suffix") if part in n)
        for n in item.get("author", [])
    ]
    told = item.get("number") or item.get("note") or ""
    return {
        "id": item["id"],
        "title": item["title"],
        "authors": tuple(names),
        "year": item["issued"]["date-parts"][0][0],
        "arxiv": told.removeprefix(ARXIV) or None,
        "doi": item.get("DOI"),
        "address": item.get("URL"),
    }


def same_csl(catalogue: Catalogue, items: list[dict[str, Any]]) -> None:
    """Items read back equal the registry's papers."""
    for paper, item in zip(catalogue.papers, items, strict=True):
        found = from_csl(item)
        assert found == {name: getattr(paper, name) for name in found}
        venue = catalogue.venues[paper.venue]
        shown = "publisher" if venue.kind == "preprint" else "container-title"
        assert item[shown] == (venue.name if venue.kind == "preprint" else venue.full)


def test_shipped_csl_is_the_registry(built: Built) -> None:
    """papers.csl.json has every paper with title, authors, year, ids and venue."""
    same_csl(built.catalogue, json.loads((built.site / "papers.csl.json").read_text("utf-8")))


@given(CATALOGUES)
def test_generated_csl_is_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds."""
    items = [csl(paper, catalogue.venues[paper.venue]) for paper in catalogue.papers]
    same_csl(catalogue, json.loads(json.dumps(items)))


# --- CSV -----------------------------------------------------------------------------------


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV, one leading apostrophe taken away from each cell."""
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]


def same_tables(catalogue: Catalogue, papers: str, results: str) -> None:
    """Both tables read back equal the registry."""
    for paper, row in zip(catalogue.papers, table(papers), strict=True):
        same = ("id", "kind", "scope", "title", "venue")
        assert {name: row[name] for name in same} == {name: getattr(paper, name) for name in same}
        for name in ("method", "arxiv", "doi", "address", "added"):
            assert row[name] == str(getattr(paper, name) or "")
        assert (row["year"], row["public"]) == (str(paper.year), paper.month)
        assert row["authors"] == AND.join(paper.authors)
        assert row["techniques"] == AND.join(paper.techniques)
    wanted = [
        (row.paper.id, board.benchmark.id, row.kind, str(row.rank or ""), figure, column, metric, score)
        for group in catalogue.boards.values()
        for board in group
        for row in board.rows
        for figure, column, cell in (
            *(("value", column, cell) for column, cell in row.result.values.items()),
            *((("average", "", row.average or ()),) if row.mean else ()),
            *((("printed-average", "", row.result.printed_average),) if row.result.printed_average else ()),
        )
        for metric, score in zip(board.benchmark.metrics, cell, strict=False)
    ]
    names = ("paper", "benchmark", "kind", "rank", "figure", "column", "metric")
    found = [
        (*(row[name] for name in names), Decimal(row["value"]) if row["value"] else None) for row in table(results)
    ]
    assert found == wanted


def test_shipped_tables_are_the_registry(built: Built) -> None:
    """papers.csv and results.csv hold every paper and every number, lines ended as RFC 4180 has it."""
    papers, results = ((built.site / name).read_bytes().decode() for name in ("papers.csv", "results.csv"))
    same_tables(built.catalogue, papers, results)
    assert papers.count("\r\n") == len(built.catalogue.papers) + 1
    assert not re.search(r"(?<!\r)\n", papers + results)


@given(CATALOGUES)
def test_generated_tables_are_read_back(catalogue: Catalogue) -> None:
    """Whatever a title or a name holds; and no cell is a formula."""
    papers, results = papers_csv(catalogue), results_csv(catalogue)
    same_tables(catalogue, papers, results)
    for row in csv.reader((papers + results).splitlines(keepends=True)):
        for cell in row:
            assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) or cell[:1] not in ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-", "-1-1", "@SUM(1)", "\t=1", "'=1", "''", "-1.5", "1", "a", ""])
def test_safe_cells(text: str) -> None:
    """A formula gets an apostrophe, which reading takes away; numbers and words stay."""
    assert safe(text).removeprefix("'") == text
    assert (safe(text) == text) == (text in ("-1.5", "1", "a", ""))


# --- all files -----------------------------------------------------------------------------


def test_every_file_is_written_as_made(built: Built) -> None:
    """The site holds exactly the texts of ``export``, in the folder of their language."""
    templates = Templates(shelf.templates(ROOT))
    wanted = export(built.catalogue, templates)
    for lang, below in built.languages.items():
        wanted |= {below + path: text for path, text in export_in(lang, built.catalogue, templates).items()}
    assert len(wanted) > 700
    assert [path for path, text in wanted.items() if (built.site / path).read_bytes() != text.encode()] == []


def test_data_page_lists_every_kind_of_file(built: Built) -> None:
    """The downloads page leads to a file of each kind, and shows the address in an example call; the footer leads to it."""
    for below in built.languages.values():
        page = built.pages[f"{below}data/index.html"]
        links = [str(link) for link in page.xpath("//dl[@class='downloads']/dt/a/@href")]
        found = {re.sub(r"^(\.\./)+", "", link) for link in links}
        assert {"papers.bib", "papers.csl.json", "papers.csv", "results.csv", "llms.txt", "feed.xml"} <= found
        assert {f"api/v1/{name}.json" for name in ("papers", "results", "benchmarks", "vocabulary")} <= found
        for link in links:
            assert (built.site / below / "data" / link).resolve().is_file(), link
        assert len(page.xpath("//dl[@class='downloads']/dd/pre/code[string()]")) == len(links)
        front = built.pages[f"{below}index.html"]
        assert front.xpath("//footer//a/@href") == ["data/"]
        assert "../data/" in built.pages[f"{below}about/index.html"].xpath("//main//a/@href")
