"""What was read, before judgement: records with their blocks, pages with their names."""

from __future__ import annotations

from datetime import date

import pytest

from papershelf.draft import MAX_PROBLEMS, Docs, Draft, Page, draft, judged, titles
from papershelf.model.state import Repository
from papershelf.source import Registry, read_document, read_registry
from tests.conftest import TOY

ABOUT = read_document((TOY / "catalogue.yaml").read_text("utf-8"), "catalogue.yaml")
PAPERS = read_registry((TOY / "papers.yaml").read_text("utf-8"), "papers.yaml")


def page(path: str, text: str = "", lang: str = "en") -> Page:
    """A page of a language's folder."""
    return Page(lang, path, f"docs/{lang}/{path}", text)


def whole(registry: Registry = PAPERS) -> Draft:
    """The draft of a registry with the toy shelf's catalogue.yaml."""
    made, _ = draft(ABOUT, [registry], Docs())
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("path", "name", "note"),
    [
        ("index.md", "index", ""),
        ("about.md", "about", ""),
        ("taxonomy/index.md", "taxonomy", ""),
        ("taxonomy/prompts.md", "taxonomy/prompts", ""),
        ("notes/index.md", "notes", ""),
        ("notes/bert.md", "notes/bert", "bert"),
        ("notes/more/bert.md", "notes/more/bert", ""),
    ],
)
def test_name_of_a_page(path: str, name: str, note: str) -> None:
    """As texts link it, and the paper that it is a note of."""
    assert (page(path).name, page(path).note_of) == (name, note)


@pytest.mark.parametrize(
    ("path", "address"),
    [("index.md", ""), ("about.md", "about/"), ("taxonomy/index.md", "taxonomy/"), ("notes/bert.md", "notes/bert/")],
)
def test_address_of_a_page(path: str, address: str) -> None:
    """Below the language's root, which is the front page's."""
    assert page(path).address == address


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\nfamily: x\n---\n\n# On [[bert]] and [[adam|the optimizer]] #\n\n# Next\n", "On bert and the optimizer"),
        ("#  In C#  \n", "In C#"),
        ("# ##\n", "about"),
        ("#No heading\n## Second\n", "about"),
        ("", "about"),
    ],
)
def test_title_of_a_page(text: str, title: str) -> None:
    """Its first heading without links, else its name."""
    assert page("about.md", text).title == title


def test_sections_of_a_page() -> None:
    """Heading and words of each; what stands before the first is none."""
    text = "# A\n\nfirst\n\n## One ##\n\nwords\n\n## Two\nmore\n"
    assert page("a.md", text).sections == [("One", "\nwords\n\n"), ("Two", "more\n")]


def test_titles_by_page_and_language() -> None:
    """The first of a name in a language counts."""
    listed = [page("a.md", "# A"), page("a/index.md", "# Again"), page("a.md", "# 甲", "zh"), page("b.md")]
    assert titles(listed) == {"a": {"en": "A", "zh": "甲"}, "b": {"en": "b"}}


def test_a_draft_holds_what_is_valid_and_every_block() -> None:
    """An entry that cannot be read, or is no paper, is told, and its id is still known."""
    text = (TOY / "papers.yaml").read_text("utf-8")
    text = text.replace("year: 2015", "year: [").replace("venue: neurips", "venu: neurips")
    made, problems = draft(ABOUT, [read_registry(text, "papers.yaml")], Docs((page("a.md"),)))
    assert made is not None
    assert [entry.paper.id for entry in made.entries] == ["bert"]
    assert made.ids == {"bert", "transformer", "adam"}
    assert not made.whole
    assert [p.code for p in problems] == ["missing-field", "unknown-field", "open-bracket"]
    assert [each.name for each in made.pages] == ["a"]
    assert whole().whole


def test_a_registry_with_a_problem_is_not_whole() -> None:
    """Its list may go on where nobody looked."""
    assert not whole(read_registry("papers:\nstray\n", "papers.yaml")).whole


@pytest.mark.parametrize("text", [None, "title: [\n", "title: {en: A}\n", "a: 1\na: 2\n"])
def test_no_draft_without_a_catalogue(text: str | None) -> None:
    """The problems of the entries are told all the same."""
    about = None if text is None else read_document(text, "catalogue.yaml")
    made, problems = draft(about, [read_registry("papers:\n- id: a\n", "papers.yaml")], Docs())
    assert made is None
    assert {p.place.file for p in problems} == ({"papers.yaml"} if text is None else {"papers.yaml", "catalogue.yaml"})


def test_what_robots_found_is_part_of_it() -> None:
    """By the address of the repository; nothing where nothing is given."""
    found = {"https://github.com/a/b": Repository(day=date(2026, 2, 1), stars=1)}
    made, _ = draft(ABOUT, [PAPERS], Docs(), found)
    assert made is not None
    assert (made.repositories, whole().repositories) == (found, {})


def test_beyond_many_findings_a_file_is_not_judged() -> None:
    """5,000 of a file are told, and where it was left."""
    registry = read_registry("papers:\n" + "- {id: a}\n" * 3_000, "papers.yaml")
    _, problems = judged(registry)
    assert MAX_PROBLEMS < len(problems) < MAX_PROBLEMS + 20
    assert problems[-1].code == "too-much-broken"
    assert not whole(registry).whole
