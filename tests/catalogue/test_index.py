"""The catalogue: every record indexed, and what follows from the records; derived, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.draft import Page
from papershelf.model import Paper
from papershelf.model.state import Repository
from tests.conftest import ROOT, TOY
from tests.handmade import CITED, catalogue, faces, paper, rain, regimes


@pytest.fixture(scope="module")
def toy_catalogue() -> Catalogue:
    """The toy shelf's catalogue."""
    return shelf.read(TOY).catalogue


def ids(papers: Iterable[Paper]) -> list[str]:
    """The ids of papers, in order."""
    return [each.id for each in papers]


def listed(found: Mapping[str, Iterable[Paper]]) -> dict[str, list[str]]:
    """The ids of each list of papers."""
    return {key: ids(papers) for key, papers in found.items()}


# --- of a draft ----------------------------------------------------------------------------


def test_of_a_draft(toy_catalogue: Catalogue) -> None:
    """Papers in order, what it is about, hand-written pages, and the line of each entry in papers.yaml."""
    assert ids(toy_catalogue.papers) == ["bert", "transformer", "adam"]
    assert toy_catalogue.about.title.in_("en") == "Toy Shelf"
    assert [page.path for page in toy_catalogue.pages] == ["index.md"]
    lines = (TOY / "papers.yaml").read_text("utf-8").split("\n")
    assert {id: lines[place.line - 1] for id, place in toy_catalogue.spots.items()} == {
        id: f"- id: {id}" for id in ("bert", "transformer", "adam")
    }


def test_what_robots_found_is_kept(tmp_path: Path) -> None:
    """Facts of a repository, by its address."""
    for name in ("papers.yaml", "catalogue.yaml"):
        (tmp_path / name).write_text((TOY / name).read_text("utf-8"), "utf-8")
    (tmp_path / "state").mkdir()
    text = '{\n"https://github.com/google-research/bert": {"day": "2026-01-02", "stars": 7}\n}\n'
    (tmp_path / "state/repositories.json").write_text(text, "utf-8")
    found = shelf.read(tmp_path).catalogue
    facts = Repository.model_validate({"day": "2026-01-02", "stars": 7})
    assert found.repositories == {"https://github.com/google-research/bert": facts}
    assert found.cards["bert"].repository == facts


def test_order_of_entries_in_the_file_changes_nothing(tmp_path: Path, toy_catalogue: Catalogue) -> None:
    """The catalogue's papers are in order whatever the order of the file."""
    text = (TOY / "papers.yaml").read_text("utf-8")
    head, *entries = text.split("- id: ")
    mixed = head + "".join(f"- id: {entry.rstrip()}\n\n" for entry in reversed(entries))
    (tmp_path / "papers.yaml").write_text(mixed, "utf-8")
    (tmp_path / "catalogue.yaml").write_text((TOY / "catalogue.yaml").read_text("utf-8"), "utf-8")
    read = shelf.read(tmp_path)
    assert read.draft is not None
    assert Catalogue.of(read.draft).papers == toy_catalogue.papers


# --- indices -------------------------------------------------------------------------------


def test_records_by_id() -> None:
    """Papers, terms, venues, data sets, benchmarks, metrics, and the places where numbers were read."""
    found = catalogue(paper("b"), paper("a"))
    assert {id: each.title for id, each in found.by_id.items()} == {"a": "Title of a", "b": "Title of b"}
    assert {group: list(terms) for group, terms in found.terms.items()} == {
        "tasks": ["rain", "haze", "noise"],
        "domains": ["video"],
        "techniques": ["prompts", "experts", "diffusion", "idle"],
    }
    assert found.terms["tasks"]["haze"].name.in_("zh") == "去雾"
    assert {id: each.kind for id, each in found.venues.items()} == {
        "cvpr": "conference",
        "tip": "journal",
        "ws": "workshop",
        "arxiv": "preprint",
    }
    assert {id: each.name for id, each in found.datasets.items()} == {
        "rain100": "Rain100",
        "snow": "Snow",
        "faces": "Faces",
    }
    assert {id: each.metrics for id, each in found.benchmarks.items()} == {
        "rain": ("psnr", "ssim"),
        "regimes": ("psnr",),
        "faces": ("fid", "psnr"),
    }
    assert {id: each.better for id, each in found.metrics.items()} == {
        "psnr": "higher",
        "ssim": "higher",
        "fid": "lower",
    }
    assert {id: each.in_ for id, each in found.places.items()} == {
        "list": "page",
        "survey": "repository",
        "code": "repository",
    }


def test_papers_by_tag_newest_first() -> None:
    """By task, domain, technique, venue and year of the venue; a word without papers is not there."""
    found = catalogue(
        paper("old", year="2019", techniques=["experts"], tasks=["rain"]),
        paper("new", techniques=["experts", "prompts"], domains=["video"], venue="tip"),
    ).tagged
    assert {group: listed(tags) for group, tags in found.items()} == {
        "tasks": {"rain": ["old"]},
        "domains": {"video": ["new"]},
        "techniques": {"experts": ["new", "old"], "prompts": ["new"]},
        "venues": {"tip": ["new"], "cvpr": ["old"]},
        "years": {"2025": ["new"], "2019": ["old"]},
    }


def test_notes_are_found_by_their_path() -> None:
    """Only docs/<language>/notes/<id>.md is a reading note."""
    pages = tuple(
        Page(lang, path, f"docs/{lang}/{path}", "")
        for lang, path in [
            *(("en", "notes/a.md"), ("zh", "notes/a.md"), ("zh", "notes/b.md")),
            *(("en", "notes/index.md"), ("en", "notes/x/b.md"), ("en", "about.md")),
        ]
    )
    found = catalogue(paper("a"), paper("b"), pages=pages).notes
    assert found == {"a": frozenset({"en", "zh"}), "b": frozenset({"zh"})}


def test_authors_are_names_that_several_papers_print() -> None:
    """With the papers, the newest first."""
    found = catalogue(
        paper("a", year="2019", authors=["Ann Lee", "Bo Li"]), paper("b", authors=["Ann Lee"]), paper("c")
    ).authors
    assert {name: (each.slug, ids(each.papers)) for name, each in found.items()} == {"Ann Lee": ("ann-lee", ["b", "a"])}


def test_extended_by() -> None:
    """The papers that build on another, the newest first."""
    found = catalogue(
        paper("base"), paper("old", extends=["base"], year="2019"), paper("new", extends=["base", "old"])
    ).extended_by
    assert listed(found) == {"base": ["new", "old"], "old": ["new"]}


def test_newest_is_by_public_month_not_by_venue() -> None:
    """A preprint of last month is newer than a paper of a later venue year; unknown months stand last."""
    late = paper("late", public="2016-05", year="2015")
    early = paper("early", public="2016-01", year="2017")
    assert ids(catalogue(late, early, paper("unknown", year="2030")).newest) == ["late", "early", "unknown"]


def test_neighbours_are_there_for_every_paper() -> None:
    """By what it extends and what extends it."""
    found = catalogue(paper("a"), paper("b", extends=["a"]), paper("c")).neighbours
    assert {id: [(n.paper.id, n.relation) for n in each] for id, each in found.items()} == {
        "a": [("b", "extended")],
        "b": [("a", "extends")],
        "c": [],
    }


def test_sections_hold_every_method_once_in_the_order_of_the_vocabulary() -> None:
    """A method stands under its first technique; those without one come last; surveys in none."""
    found = catalogue(
        paper("a", techniques=["diffusion", "experts"]),
        paper("b", techniques=["experts"]),
        paper("c"),
        paper("d", kind="survey", techniques=["experts"]),
        paper("e", techniques=["experts"], year="2019"),
    )
    assert [(section, ids(papers)) for section, papers in found.sections] == [
        ("experts", ["b", "e"]),
        ("diffusion", ["a"]),
        ("", ["c"]),
    ]


# --- names ---------------------------------------------------------------------------------


def test_name_is_the_method_s_with_its_year_where_two_share_it() -> None:
    """A shared method name adds the year; an entry without a method name shows its title."""
    names = catalogue(
        paper("x24", method="X", year="2024"), paper("x25", method="X"), paper("y", method="Y"), paper("z")
    ).names
    assert names == {"x24": "X (2024)", "x25": "X (2025)", "y": "Y", "z": "Title of z"}


def test_two_methods_of_one_name_and_year_stay_apart() -> None:
    """Where the year does not tell two entries apart either, the id does."""
    names = catalogue(paper("x-a", method="X"), paper("x-b", method="X"), paper("x-c", method="X", year="2016")).names
    assert names == {"x-a": "X (2025, x-a)", "x-b": "X (2025, x-b)", "x-c": "X (2016)"}


PAGES = (
    Page("en", "taxonomy/prompts.md", "f", "# Prompts at work\n"),
    Page("zh", "taxonomy/prompts.md", "f", "# 提示 [[x|方法]] 的用法\n"),
    Page("zh", "taxonomy/only.md", "f", "# 只有中文\n"),
    Page("en", "about.md", "f", "No heading.\n"),
)


@pytest.mark.parametrize(
    ("name", "lang", "title"),
    [
        ("taxonomy/prompts", "en", "Prompts at work"),
        ("taxonomy/prompts", "zh", "提示 方法 的用法"),
        ("taxonomy/only", "zh", "只有中文"),
        ("taxonomy/only", "en", "只有中文"),
        ("about", "en", "about"),
        ("nowhere", "en", "nowhere"),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_title_of_a_hand_written_page(name: str, lang: str, title: str, order: int) -> None:
    """Its heading in the language asked for, whatever the order of the pages; in another where there is no other."""
    assert catalogue(pages=PAGES[::order]).page_title(name, lang) == title


# --- rows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lang", "words", "path"),
    [
        ("a", "en", "Alpha", "papers/a/"),
        ("a", "zh", "Alpha", "papers/a/"),
        ("tasks/rain", "en", "Deraining", "tasks/rain/"),
        ("tasks/rain", "zh", "去雨", "tasks/rain/"),
        ("benchmarks/rain", "zh", "雨榜", "benchmarks/rain/"),
        ("guide/first", "en", "The first", "guide/first/"),
        ("never/heard-of", "en", "never/heard-of", "never/heard-of/"),
    ],
)
def test_target_of_a_link_in_a_text(name: str, lang: str, words: str, path: str) -> None:
    """Words in the language and the path below its folder; what is none of ours stands for itself."""
    pages = (Page("en", "guide/first.md", "docs/en/guide/first.md", "# The first\n"),)
    found = catalogue(paper("a", method="Alpha"), pages=pages)
    assert found.target(name, lang) == (words, path)
    assert (name in found.targets) is (words != name)


def test_boards_are_one_a_setting() -> None:
    """In the order of the benchmark's settings; a benchmark without rows has none."""
    found = catalogue(paper("a", regimes("30", "many"), regimes("31", "one")), paper("b", rain())).boards
    assert {id: [(board.setting.id if board.setting else None, [row.paper.id for row in board.rows]) for board in each] for id, each in found.items()} == {
        "rain": [(None, ["b"])],
        "regimes": [("one", ["a"]), ("many", ["a"])],
        "faces": [],
    }  # fmt: skip


def test_rows_of_a_paper() -> None:
    """On all boards, in the order of the benchmarks; papers without rows are not there."""
    found = catalogue(paper("a", faces("9"), rain(), rain("1", "2", CITED)), paper("b", rain()), paper("c")).rows_of
    assert {id: [(board.benchmark.id, row.kind) for board, row in rows] for id, rows in found.items()} == {
        "a": [("rain", "own"), ("rain", "cited"), ("faces", "own")],
        "b": [("rain", "own")],
    }


def test_a_board_whose_first_metric_is_better_when_lower() -> None:
    """The lowest mean ranks first, and the lowest number of each column is the best; PSNR beside it stays as it is."""
    (board,) = catalogue(paper("a", faces("50", "9")), paper("b", faces("10", "8")), paper("c", faces("30", "7"))).boards[
        "faces"
    ]  # fmt: skip
    assert [(row.paper.id, row.rank) for row in board.rows] == [("b", 1), ("c", 2), ("a", 3)]
    assert {row.paper.id: board.cell(row, "all") for row in board.rows} == {
        "a": [("50", ""), ("9", "best")],
        "b": [("10", "best"), ("8", "second")],
        "c": [("30", "second"), ("7", "")],
    }


def test_comparable_are_methods_and_papers_with_results() -> None:
    """A survey without results cannot be compared."""
    found = catalogue(
        paper("method"), paper("survey", kind="survey"), paper("scored", rain(), kind="challenge")
    ).comparable
    assert ids(found.values()) == list(found) == ["method", "scored"]


def test_cards_stand_in_the_order_of_the_papers() -> None:
    """One for each, with its own paper."""
    found = catalogue(paper("b"), paper("a", year="2019"), paper("c")).cards
    assert [(id, card.paper.id, card.name) for id, card in found.items()] == [
        ("b", "b", "Title of b"),
        ("c", "c", "Title of c"),
        ("a", "a", "Title of a"),
    ]


README = "https://github.com/x/list/blob/1f/README.md"
EVAL = "https://github.com/x/list/blob/1f/eval.py"


@pytest.mark.parametrize(
    ("source", "address", "words"),
    [
        ({"at": "list", "locator": "Table 2"}, "https://x.org/list", "list, Table 2"),
        ({"at": "list", "locator": "L3"}, "https://x.org/list", "list, L3"),
        ({"at": "survey", "locator": "L339"}, f"{README}?plain=1#L339", "survey, L339"),
        ({"at": "survey", "locator": "L7-L9"}, f"{README}?plain=1#L7", "survey, L7-L9"),
        ({"at": "survey", "locator": "Last table"}, README, "survey, Last table"),
        ({"at": "code", "locator": "L12"}, f"{EVAL}#L12", "code, L12"),
        ({"in": "paper", "locator": "Table 1"}, "https://doi.org/10.1234/d", "Table 1"),
        ({"in": "page", "url": "https://x.org/t", "locator": "Table 1"}, "https://x.org/t", "Table 1"),
        ({"in": "repository", "url": README, "locator": "L4"}, f"{README}?plain=1#L4", "L4"),
        ({"in": "repository", "url": EVAL, "locator": "L4"}, f"{EVAL}#L4", "L4"),
    ],
)
def test_source_of_a_row(source: dict[str, Any], address: str, words: str) -> None:
    """The very place: a line of a file at GitHub, of Markdown as plain text; else the page, or the paper itself."""
    found = catalogue(paper("a", rain(source=source), doi="10.1234/d"))
    ((_, row),) = found.rows_of["a"]
    assert found.source_of(row) == (address, words)


def test_source_of_a_row_without_an_address() -> None:
    """A paper of which no address is known gives none."""
    found = catalogue(paper("a", rain()))
    ((_, row),) = found.rows_of["a"]
    assert found.source_of(row) == ("", "Table 1")


def test_shipped_catalogue_keeps_its_promises() -> None:
    """Names differ, every method stands in one section, every paper has its card."""
    found = shelf.read(ROOT).catalogue
    assert len(found.papers) > 200
    assert len(set(found.names.values())) == len(found.papers)
    assert sorted(each.id for _, papers in found.sections for each in papers) == sorted(
        each.id for each in found.papers if each.kind == "method"
    )
    assert list(found.cards) == ids(found.papers)
