"""A shelf of another field, in one language, without results: the engine and the templates serve it as well."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest

from papershelf import shelf
from tests.conftest import Run, digests, without_scopes

OF_OUR_FIELD = re.compile(
    r"restor|degrad|all-in-one|\bimages?\b|dehaz|derain|denois|PromptIR|AiOIR|IamZLT|图像|[\u4e00-\u9fff]", re.I
)


@pytest.fixture
def made(toy_site: Path, run: Run) -> Path:
    """The toy shelf, built."""
    result = run(toy_site, "build")
    assert result.exit_code == 0, result.output
    return toy_site


def test_whole_site_is_built(made: Path) -> None:
    """Front page, list, each paper, each term in use, the data files; one language only."""
    site = made / "site"
    paths = {file.relative_to(site).as_posix() for file in site.rglob("*.*")}
    wanted = [
        "",
        "papers/",
        "benchmarks/",
        "techniques/self-attention/",
        "tasks/optimization/",
        "venues/iclr/",
        "years/2015/",
    ]
    wanted += [f"papers/{paper}/" for paper in ("bert", "transformer", "adam")]
    assert {f"{path}index.html" for path in wanted} | {"404.html", "sitemap.xml", "search.json", "lines.json"} <= paths
    assert not [path for path in paths if path.startswith("zh")]
    assert len(json.loads((site / "lines.json").read_text("utf-8"))) == 3


def test_every_link_of_the_toy_site_resolves(made: Path) -> None:
    """No page links to a page that a shelf of one language, or without results, does not have."""
    no_dead_links(made / "site")


def test_words_without_papers(toy_site: Path, run: Run) -> None:
    """Terms and data sets that nothing uses yet have a page that prose and search lead to; a venue has none."""
    file = toy_site / "catalogue.yaml"
    text = file.read_text("utf-8")
    added = {
        "techniques": "{id: idle, en: Idle, definition: {en: Not used yet.}}",
        "venues": "{id: idle, name: IDLE, full: Idle, kind: journal}",
        "datasets": "{id: idle, name: Idle}",
    }
    for group, words in added.items():
        text = text.replace(f"\n{group}:\n", f"\n{group}:\n- {words}\n")
    file.write_text(text, "utf-8")
    page = toy_site / "docs/en/index.md"
    page.write_text(f"{page.read_text('utf-8')}\n[[techniques/idle]] [[datasets/idle]]\n", "utf-8")
    result = run(toy_site, "build")
    assert result.exit_code == 0, result.output
    no_dead_links(toy_site / "site")
    page.write_text(f"{page.read_text('utf-8')}\n[[venues/idle]]\n", "utf-8")
    result = run(toy_site, "check")
    assert (result.exit_code, "index.md:7:1: unknown-link" in result.output) == (1, True)


def no_dead_links(site: Path) -> None:
    """Every relative link of every page, and every address in the search data, is there."""
    for found in json.loads((site / "search.json").read_text("utf-8")):
        assert (site / found["u"] / "index.html").is_file(), found["u"]
    for file in site.rglob("index.html"):
        for link in lxml.html.document_fromstring(file.read_bytes()).xpath("//a/@href | //link/@href | //script/@src"):
            if not re.match(r"https?:|#", link):
                target = (file.parent / link.partition("#")[0]).resolve()
                assert (target / "index.html" if target.is_dir() else target).is_file(), (file, link)


def test_nothing_of_our_field_is_in_it(made: Path) -> None:
    """No word, name or address of image restoration reaches another catalogue's pages or README."""
    texts = {}
    for file in (made / "site").rglob("*.html"):
        page = lxml.html.document_fromstring(file.read_bytes())
        if file.parent.name == "rules":  # the engine's own examples, which `explain` shows too
            for example in page.xpath("//pre"):
                example.drop_tree()
        attributes = page.xpath("//@href | //@title | //@aria-label | //@content | //@placeholder")
        texts[file.relative_to(made).as_posix()] = page.text_content() + "\n".join(attributes)
    for name in ("README.md", "site/search.json", "site/sitemap.xml"):
        texts[name] = (made / name).read_text("utf-8")
    found = {name: OF_OUR_FIELD.findall(text) for name, text in texts.items() if OF_OUR_FIELD.search(text)}
    assert found == {}


def test_scopes_are_those_of_the_shelf(made: Path) -> None:
    """In the facets of the list, on a paper's page, in the counts, the data and the words of compare/."""
    site = made / "site"
    assert "0 one for all" in (site / "index.html").read_text("utf-8")
    facets = lxml.html.document_fromstring((site / "papers/index.html").read_bytes()).xpath("//form//text()")
    assert "general" in {words.strip() for words in facets}
    paper = lxml.html.document_fromstring((site / "papers/bert/index.html").read_bytes())
    assert [each.text_content().strip() for each in paper.xpath("//dt[.='Scope']/following-sibling::dd[1]")] == [
        "general"
    ]
    words = json.loads((site / "api/v1/vocabulary.json").read_text("utf-8"))["scopes"]
    assert [(each["id"], each["heart"], each["papers"]) for each in words] == [
        ("one-for-all", True, 0),
        ("general", False, 3),
        ("unknown", False, 0),
    ]
    assert json.loads((site / "compare.en.json").read_text("utf-8"))["scopes"]["general"] == "general"


def test_a_shelf_without_scopes(toy_site: Path, run: Run) -> None:
    """It is built, and nothing speaks of scopes."""
    without_scopes(toy_site)
    result = run(toy_site, "build")
    assert result.exit_code == 0, result.output
    test_nothing_of_our_field_is_in_it(toy_site)
    for name in ("papers/index.html", "papers/bert/index.html", "index.html"):
        text = lxml.html.document_fromstring((toy_site / "site" / name).read_bytes()).text_content()
        assert not re.search(r"\bscopes?\b", text, re.I), name
    made = json.loads((toy_site / "site/api/v1/papers.json").read_text("utf-8"))
    assert {paper["scope"] for paper in made["papers"]} == {"unknown"}


def test_footer_is_of_this_shelf(made: Path) -> None:
    """Title and licence at the foot are those of its catalogue.yaml."""
    about = shelf.read(made).catalogue.about
    (foot,) = lxml.html.document_fromstring((made / "site/index.html").read_bytes()).xpath("//footer")
    assert about.title.in_("en") in foot.text_content()
    assert about.licence.in_("en") in foot.text_content()


def test_readme_regions_are_filled(made: Path) -> None:
    """Counts and a row for each paper; ``build --check`` agrees and a second build changes nothing."""
    text = (made / "README.md").read_text("utf-8")
    assert "3 papers" in text
    for paper in ("bert", "transformer", "adam"):
        assert f"(https://toy.example.org/papers/{paper}/)" in text
    assert text.startswith("# Toy\n\nBy hand: `x  y`  \n<!-- papershelf:counts -->\n3 papers")
    assert text.endswith("<!-- /papershelf:papers -->\nThe end, without a line break")


def test_second_build_gives_the_same(made: Path, run: Run) -> None:
    """The same input, the same bytes; and the check that nothing is stale passes."""
    before = digests(made)
    assert run(made, "build", "--check").exit_code == 0
    assert run(made, "build").exit_code == 0
    assert digests(made) == before
