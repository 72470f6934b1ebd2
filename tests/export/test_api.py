"""The JSON API: the bytes of a small catalogue, and whatever a registry holds: valid, and read back equal."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from papershelf.board import Board, Row
from papershelf.catalogue import Catalogue
from papershelf.export import documents
from papershelf.export.api import Api, schema
from papershelf.model import Paper
from tests import making
from tests.generated import CATALOGUES
from tests.making import GOLDEN, golden, sounds


def api(catalogue: Catalogue) -> Api:
    """The API of a catalogue in all its languages."""
    return Api([making.edition(catalogue, lang) for lang in catalogue.about.languages])


def everything(catalogue: Catalogue) -> dict[str, str]:
    """Path → text of every file of the API."""
    made = api(catalogue)
    whole = {
        "papers": made.papers_file(),
        "results": made.results_file(),
        "benchmarks": made.benchmarks_file(),
        "vocabulary": made.vocabulary_file(),
    }
    return {
        **{f"api/v1/{name}.json": text for name, text in whole.items()},
        **dict(made.paper_files()),
        **dict(made.schema_files()),
    }


# --- the bytes -----------------------------------------------------------------------------

# A golden file changes together with the CHANGELOG: other programs read these files.
FILES = sorted(file.relative_to(GOLDEN).as_posix() for file in (GOLDEN / "api").rglob("*.json"))


@pytest.fixture(scope="module")
def small() -> dict[str, str]:
    """The files of the small catalogue."""
    return everything(sounds())


@pytest.mark.parametrize("path", FILES)
def test_the_bytes_of_a_file(path: str, small: dict[str, str]) -> None:
    """Version 1 keeps its form: every byte of every kind of file."""
    assert small[path] == golden(path)


def test_no_file_comes_or_goes(small: dict[str, str]) -> None:
    """Four files of the whole, one of each paper, another at each former id, a schema of each kind."""
    assert sorted(small) == FILES
    assert len(FILES) == 4 + len(sounds().papers) + 1 + 5
    assert small["api/v1/papers/old-echo.json"] == small["api/v1/papers/echo.json"]


# --- by hand -------------------------------------------------------------------------------


def test_what_is_unknown_is_left_out() -> None:
    """A paper of which next to nothing is known; its authors were not seen, so their list is not whole."""
    made = api(making.catalogue(making.paper()))
    assert json.loads(made.papers_file()) == {
        "$schema": "https://hand.example.org/api/v1/schema/papers.json",
        "site": "https://hand.example.org/",
        "licence": {"en": "CC0."},
        "papers": [
            {
                "id": "m",
                "kind": "method",
                "scope": "general",
                "name": "A Title",
                "title": "A Title",
                "authors_complete": False,
                "venue": "v",
                "year": 2024,
                "page": {"en": "https://hand.example.org/papers/m/"},
                "links": {},
            }
        ],
    }


def test_records_by_id_in_the_order_of_the_catalogue() -> None:
    """The newest first; each is that of its card."""
    made = api(sounds())
    assert list(made.papers) == ["echo-2", "yu2025sound", "echo", "quiet", "halls2019"]
    assert made.papers["echo"] == made.paper(sounds().cards["echo"])
    assert made.papers["echo"].name == "Echo (2025)"


def test_a_paper_with_what_follows_from_its_ids() -> None:
    """Name, month, address and page are derived; a list of authors that is cut says so, without the mark of the cut."""
    made = api(sounds()).paper(sounds().cards["echo-2"])
    assert (made.name, made.method, made.public) == ("Echo (2026)", "Echo", "2026-02")
    assert (made.authors, made.authors_complete) == (("Ann Lee", "Luc Van Gool"), False)
    assert made.address == "https://arxiv.org/abs/2602.00011"
    assert made.page == {
        "en": "https://sounds.example.org/shelf/papers/echo-2/",
        "zh": "https://sounds.example.org/shelf/zh/papers/echo-2/",
    }
    assert {kind: (link.state, link.url, link.day) for kind, link in made.links.items()} == {
        "pdf": ("yes", "https://echo.example.org/echo.pdf", None),
        "code": ("no", None, date(2026, 3, 2)),
        "weights": ("announced", "https://echo.example.org/weights", date(2026, 3, 1)),
        "demo": ("yes", "http://echo.example.org:8080/?a=1&b=2", None),
    }


def test_a_row_with_its_rank_and_mean() -> None:
    """Equal means share a rank; a metric that is not printed is null; a flagged and a withdrawn row have no rank."""
    board = sounds().boards["rooms"][0]
    made = [api(sounds()).result(board, row) for row in board.rows]
    assert [(each.paper, each.kind, each.rank, each.of) for each in made] == [
        ("echo", "cited", 1, 2),
        ("echo-2", "own", 1, 2),
        ("echo", "own", None, 2),
        ("quiet", "cited", None, 2),
    ]
    assert made[1].average == {"sdr": 12.35, "wer": None}
    assert made[1].values == {"hall": {"sdr": 12.3, "wer": 5.0}, "street": {"sdr": 12.4, "wer": None}}
    assert made[2].withdrawn == {"en": "The second version prints others.", "zh": "第二版给出别的数值。"}
    assert made[3].allow == {"average-differs": {"en": "The source prints 9.90.", "zh": "来源印作 9.90。"}}
    assert (made[3].average, made[3].printed_average) == ({"sdr": 10.0, "wer": 8.5}, {"sdr": 9.9, "wer": 8.5})


def test_a_row_that_prints_only_a_mean() -> None:
    """It has no values and no computed average, but a rank; lower is better there."""
    (board,) = sounds().boards["words"]
    made = [api(sounds()).result(board, row) for row in board.rows]
    assert [(each.paper, each.rank, each.average, each.printed_average) for each in made] == [
        ("quiet", 1, {"wer": 6.5}, None),
        ("echo", 2, None, {"wer": 7.1}),
        ("echo-2", 2, {"wer": 7.1}, None),
    ]
    assert made[1].values == {}


def test_a_benchmark_with_its_columns_and_baselines() -> None:
    """What its protocol does not say is left out."""
    made = api(sounds()).benchmark(sounds().benchmarks["rooms"])
    assert [column.id for column in made.columns] == ["hall", "street"]
    assert made.protocol == {
        "channels": {"en": "one channel", "zh": "单声道"},
        "remarks": {"en": "Read aloud twice.", "zh": "朗读两遍。"},
    }
    assert {field: (each.is_, each.source, each.sought) for field, each in made.stated.items()} == {
        "channels": ({"hall": "mono", "street": "mono"}, "https://sounds.example.org/protocol#channels", ()),
        "training": (None, None, ("https://sounds.example.org/protocol", "https://sounds.example.org/code")),
    }
    assert made.settings == ("One model", "Each")
    assert [(each.id, each.name["zh"], each.protocol) for each in made.regimes] == [
        ("one-model", "单一模型", {"regime": "one-model"}),
        ("each", "各自", {"regime": "each"}),
    ]
    assert [(each.name["zh"], each.values) for each in made.baselines] == [
        ("含噪输入", {"hall": {"sdr": -3.5, "wer": 60.0}, "street": {"sdr": 0.0, "wer": None}})
    ]
    assert made.page["zh"] == "https://sounds.example.org/shelf/zh/benchmarks/rooms/"


def test_words_are_counted() -> None:
    """How many papers carry each term and appeared at each venue, none too."""
    made = api(sounds()).vocabulary()
    terms = {"scopes", "tasks", "task_groups", "domains", "techniques", "families"}
    assert set(made) == {*terms, "venues", "datasets", "metrics", "protocol_fields", "sources"}
    told = [(scope.id, scope.papers, scope.heart) for scope in made["scopes"]]
    assert told == [("all-in-one", 1, True), ("general", 1, False), ("single-task", 1, False), ("unknown", 2, False)]
    assert {term.id: term.papers for term in made["techniques"]} == {"masking": 2, "diffusion": 1}
    assert [(venue.id, venue.papers) for venue in made["venues"]][-2:] == [("arxiv", 1), ("unused", 0)]
    assert [(metric.id, metric.range) for metric in made["metrics"]] == [("sdr", None), ("wer", (0.0, 100.0))]


def test_where_schemas_are_published() -> None:
    """Below the site's root, the same for every language; a file names that of its kind."""
    made = api(sounds())
    assert made.schema_address("paper") == "https://sounds.example.org/shelf/api/v1/schema/paper.json"
    text = made.file("papers", papers=())
    assert text == (
        '{"$schema":"https://sounds.example.org/shelf/api/v1/schema/papers.json",'
        '"site":"https://sounds.example.org/shelf/",'
        '"licence":{"en":"Words and data under CC0.","zh":"文字与数据采用 CC0。"},"papers":[]}\n'
    )


def test_a_schema_wants_only_what_is_always_there() -> None:
    """What has a default may be absent; the address stands at its head."""
    made = json.loads(schema(documents.PapersFile, "https://x.org/s.json"))
    assert list(made)[:2] == ["$schema", "$id"]
    assert made["$id"] == "https://x.org/s.json"
    assert made["required"] == ["$schema", "site", "licence", "papers"]
    assert made["$defs"]["ApiLink"]["required"] == ["state"]
    assert made["$defs"]["ApiPaper"]["required"] == [
        *("id", "kind", "scope", "name", "title", "authors_complete", "venue", "year", "page", "links")
    ]


# --- read back -----------------------------------------------------------------------------


def read(files: dict[str, str]) -> dict[str, Any]:
    """Path → data, numbers exact."""
    return {path: json.loads(text, parse_float=Decimal, parse_int=Decimal) for path, text in files.items()}


def as_json(paper: Paper) -> dict[str, Any]:
    """What the API says of a paper, from the registry itself."""
    data = paper.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"links", "results", "cost", "authors", "public"}
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
    same = ("variant", "params")
    assert {name: found.get(name) for name in same} == {name: getattr(row.result, name) for name in same}
    assert found.get("setting_id") == row.result.setting
    assert found.get("setting") == (row.setting.label if row.setting else None)
    assert found.get("apart", []) == [each.field.id for each in row.apart]
    assert set(found.get("protocol", {})) == set(row.result.protocol)
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
    for each in schemas.values():
        Draft202012Validator.check_schema(each)
    by_address = {each["$id"]: Draft202012Validator(each) for each in schemas.values()}
    data = [json.loads(text) for path, text in files.items() if path not in schemas]
    for each in data:
        by_address[each["$schema"]].validate(each)
    return len(data)


@pytest.fixture(scope="module")
def files(shipped: Catalogue) -> dict[str, str]:
    """Path → text of the API of the shipped catalogue."""
    return everything(shipped)


def test_every_file_validates(shipped: Catalogue, files: dict[str, str]) -> None:
    """Each file of the API validates against the schema that it names, which is published at that address."""
    assert validate(files) == len(shipped.papers) + 4
    site = shipped.about.site_url
    for path, text in files.items():
        if "/schema/" in path:
            assert json.loads(text)["$id"] == site + path


def test_schema_refuses_what_is_wrong(files: dict[str, str]) -> None:
    """The schema is able to fail: a year in words, a kind of row that there is not, a paper without id."""
    schema = Draft202012Validator(json.loads(files["api/v1/schema/paper.json"]))
    good = next(json.loads(text) for path, text in files.items() if "/papers/" in path and '"results": [\n' in text)
    assert schema.is_valid(good)
    assert not schema.is_valid({**good, "paper": {**good["paper"], "year": "2024"}})
    assert not schema.is_valid({**good, "paper": {k: v for k, v in good["paper"].items() if k != "id"}})
    assert not schema.is_valid({**good, "results": [{**good["results"][0], "kind": "mine"}]})


def test_shipped_api_is_the_registry(shipped: Catalogue, files: dict[str, str]) -> None:
    """Read back, papers and results equal the registry's."""
    read_back(shipped, read(files))


def test_vocabulary_and_benchmarks_are_the_catalogue(shipped: Catalogue, files: dict[str, str]) -> None:
    """Terms, venues, data sets, metrics, places and protocols equal catalogue.yaml, and counts the registry."""
    data, catalogue = read(files), shipped
    words = data["api/v1/vocabulary.json"]
    for group, terms in catalogue.terms.items():
        assert [(t["id"], t["name"], t["definition"]) for t in words[group]] == [
            (t.id, t.name.root, t.definition.root) for t in terms.values()
        ]
        assert [t["papers"] for t in words[group]] == [len(catalogue.tagged[group].get(id, ())) for id in terms]
    about = catalogue.about
    assert [(g["id"], g["name"], g["tasks"]) for g in words["task_groups"]] == [
        (g.id, g.name.root, list(g.tasks)) for g in about.task_groups
    ]
    assert [(f["id"], f["name"], f["techniques"]) for f in words["families"]] == [
        (f.id, f.name.root, list(f.techniques)) for f in about.families
    ]
    assert [(v["id"], v["full"], v["kind"]) for v in words["venues"]] == [(v.id, v.full, v.kind) for v in about.venues]
    assert [(d["id"], d["name"]) for d in words["datasets"]] == [(d.id, d.name) for d in about.datasets]
    ranges = [tuple(m["range"]) if "range" in m else None for m in words["metrics"]]
    assert ranges == [metric.range for metric in about.metrics]
    assert [(s["id"], s["url"]) for s in words["sources"]] == [(s.id, s.url) for s in about.sources]
    for found, benchmark in zip(data["api/v1/benchmarks.json"]["benchmarks"], about.benchmarks, strict=True):
        assert (found["id"], found["name"]) == (benchmark.id, benchmark.name.root)
        assert found.get("main", False) == benchmark.main
        assert [c["id"] for c in found["columns"]] == [c.id for c in benchmark.columns]
        stated = {
            id: each.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for id, each in benchmark.protocol.items()
        }
        assert found.get("stated", {}) == stated
        known = {id for id, each in benchmark.protocol.items() if each.is_ is not None}
        assert set(found["protocol"]) == known | ({"remarks"} if benchmark.remarks else set())
        assert found["settings"] == [each.label for each in benchmark.settings] if benchmark.settings else True
        baselines = [{c: tuple(cell.values()) for c, cell in b["values"].items()} for b in found.get("baselines", [])]
        assert baselines == [each.values for each in benchmark.baselines]


@settings(max_examples=30)  # each makes and checks the schemas anew
@given(CATALOGUES)
def test_generated_api_is_read_back(catalogue: Catalogue) -> None:
    """Whatever a registry holds: valid, and read back equal."""
    made = everything(catalogue)
    validate(made)
    read_back(catalogue, read({path: text for path, text in made.items() if "/schema/" not in path}))
